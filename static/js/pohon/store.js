/**
 * The tree in the browser with what the person looks at: focus, selection, open branches, the branch looked at alone.
 *
 * Views listen: "tree" (content or structure changed), "view" (focus, selection, open branches, editing, scope), "pohon"
 * (data of the tree itself), "temuan" (findings).
 *
 * Pure: no DOM, no network.
 */
import { TreeData } from "./tree-data.js";

export class Store extends TreeData {
  focus = null;
  selected = new Set();
  editing = null;
  closed = new Set();
  /** Keys of what was cut and waits to be pasted. */
  cut = new Set();
  /** Key of the branch looked at alone, or null for the whole tree. */
  scope = null;
  /** What is looked at when not all simpul are (filter.js), or null. */
  filter = null;
  #shown = new Set();
  #stale = false;
  #openBefore = null;
  temuan = new Map();
  temuanPohon = [];
  mayExcuse = false;
  /** Who else is at which simpul: server id -> [{nama, inisial}]. */
  people = new Map();

  load(answer, again) {
    super.load(answer, again);
    this.emit("view");
  }

  onLoaded() {
    if (!this.has(this.scope)) this.scope = null;
    if (!this.has(this.focus)) this.focus = this.top;
    this.#forgetGone();
  }

  onRemoved({ parent, neighbour }) {
    if (this.scope !== null && !this.has(this.scope)) this.setScope(parent);
    this.#forgetGone();
    if (!this.has(this.focus)) this.setFocus(neighbour);
  }

  #forgetGone() {
    this.selected = new Set([...this.selected].filter((key) => this.has(key)));
    if (!this.has(this.editing)) this.editing = null;
  }

  /** Where what is on screen begins: the branch looked at alone, else the outcome. */
  get top() {
    return this.scope ?? this.root;
  }

  /** Keys that open branches show, in tree order from the top. */
  get visible() {
    const keys = this.branch(this.top, (key) => this.isOpen(key));
    return this.filter === null ? keys : keys.filter((key) => this.isShown(key));
  }

  /** The children on screen below a simpul. */
  openChildren(key) {
    return this.isOpen(key) ? this.shownChildren(key) : [];
  }

  shownChildren(key) {
    return this.filter === null ? this.children(key) : this.children(key).filter((child) => this.isShown(child));
  }

  // --- the filter ---------------------------------------------------------------------------------------

  /** Show only what a filter matches, with what stands above it; null, or one that chooses nothing, shows all again. */
  setFilter(filter) {
    if (this.filter === null) this.#openBefore = new Set(this.closed);
    this.filter = filter?.isActive ? filter : null;
    this.#shown = new Set([this.root]);
    this.#stale = true;
    if (this.filter === null) this.closed = this.#openBefore ?? this.closed;
    else for (const key of this.#passing()) for (let at = this.parent(key); at !== null; at = this.parent(at)) this.closed.delete(at);
    if (!this.isShown(this.focus)) this.setFocus(this.visible.find((key) => this.matches(key)) ?? this.top);
    this.emit("view", { structure: true, filter: true });
  }

  /** Whether the filter matches a simpul itself (others are shown because they stand above one). */
  matches(key) {
    return this.filter === null || this.filter.matches(this.get(key), this);
  }

  /** How many simpul the filter matches. */
  get found() {
    return this.#passing().length;
  }

  #passing() {
    return this.branch().filter((key) => this.matches(key));
  }

  /** Whether a simpul is not filtered away. What came in stays in sight: nothing goes while one mends it. */
  isShown(key) {
    if (this.filter === null) return true;
    if (this.#stale) {
      for (const one of this.#passing()) for (let at = one; at !== null && !this.#shown.has(at); at = this.parent(at)) this.#shown.add(at);
      this.#stale = false;
    }
    return this.#shown.has(key);
  }

  emit(event, detail) {
    if (event !== "view" && this.filter) this.#stale = true;
    super.emit(event, detail);
  }

  /** Look at one branch alone; null or the outcome shows the whole tree again. */
  setScope(key) {
    this.scope = key === this.root || !this.has(key) ? null : key;
    this.closed.delete(this.top);
    if (!this.isInside(this.focus, this.top)) this.setFocus(this.top);
    this.emit("view", { structure: true, scope: true });
  }

  setFocus(key, { extend = false, toggle = false } = {}) {
    if (key === null || !this.has(key)) return;
    this.focus = key;
    if (!this.isInside(key, this.top)) this.setScope(null);
    if (toggle) {
      if (!this.selected.delete(key)) this.selected.add(key);
    } else if (extend) this.selected.add(key);
    else this.selected = new Set([key]);
    this.emit("view", { focus: true });
  }

  setCut(keys) {
    if (keys.length === 0 && this.cut.size === 0) return;
    this.cut = new Set(keys);
    this.emit("view");
  }

  /** The selected simpul without those that lie below another selected one; the focused one when none is selected. */
  get chosen() {
    const keys = this.selected.size ? [...this.selected] : [this.focus];
    return keys.filter(
      (key) => this.has(key) && !keys.some((other) => other !== key && this.isInside(key, other)),
    );
  }

  setEditing(key) {
    if (this.editing === key) return;
    this.editing = key;
    this.emit("view", { editing: true });
  }

  isOpen(key) {
    return !this.closed.has(key);
  }

  fold(key, close = this.isOpen(key)) {
    if (close && this.children(key).length) this.closed.add(key);
    else this.closed.delete(key);
    if (close && this.focus !== key && this.isInside(this.focus, key)) this.setFocus(key);
    this.emit("view", { structure: true });
  }

  /** Show `level` layers from the top on (the top is layer 1) and close what lies deeper. */
  openTo(level) {
    const { focus } = this;
    const least = this.depth(this.top) + level - 1;
    for (const key of this.branch(this.top)) {
      if (this.depth(key) >= least && this.children(key).length) this.closed.add(key);
      else this.closed.delete(key);
    }
    while (this.focus !== null && !this.isVisible(this.focus)) this.focus = this.parent(this.focus);
    this.emit("view", { structure: true });
    if (this.focus !== focus) this.setFocus(this.focus);
  }

  isVisible(key) {
    for (let at = this.parent(key); at !== null; at = this.parent(at)) {
      if (this.closed.has(at)) return false;
    }
    return true;
  }

  /** Open every branch above, so that the simpul is on screen. */
  reveal(key) {
    if (!this.isShown(key)) this.setFilter(null);
    let changed = false;
    for (let at = this.parent(key); at !== null; at = this.parent(at)) {
      changed = this.closed.delete(at) || changed;
    }
    if (changed) this.emit("view", { structure: true });
  }

  setPeople(people) {
    this.people = new Map();
    for (const { simpul, ...person } of people) {
      if (simpul !== null) this.people.set(simpul, [...(this.people.get(simpul) ?? []), person]);
    }
    this.emit("view");
  }

  peopleAt(key) {
    return this.people.get(this.idOf(key)) ?? [];
  }

  /** `writable`: whether this person may give reasons for findings now. */
  setTemuan(daftar, { writable = false } = {}) {
    this.mayExcuse = writable;
    this.temuan = new Map();
    this.temuanPohon = daftar;
    for (const temuan of daftar) {
      if (temuan.simpul === null) continue;
      const key = this.keyOf(temuan.simpul);
      this.temuan.set(key, [...(this.temuan.get(key) ?? []), temuan]);
    }
    this.emit("temuan");
    if (this.filter) this.emit("view", { structure: true });
  }
}
