/**
 * The simpul of one tree in the browser: one flat map by key and the order of children.
 *
 * Every simpul has a `key` that never changes while the page is open ("17" for one that came from the server, "b…" for one
 * made here); its server id lives in `id` and is null until the server has answered. `induk` is the parent's key.
 * Emits "tree" (content or structure changed) and "pohon" (data of the tree itself).
 *
 * Pure: no DOM, no network. What a person looks at is added by store.js.
 */
import { Emitter } from "./emitter.js";

export const LAST = undefined;
const FIRST = null;
/** Fields of a simpul that are lists of parts, each with a stable `kunci`. */
export const PARTS = ["indikator", "crosscutting"];

export class TreeData extends Emitter {
  pohon = {};
  root = null;
  #nodes = new Map();
  #children = new Map();
  #keyById = new Map();
  #idByKey = new Map();
  #partKeys = new Map();
  #partIds = new Map();
  #muted = false;

  /** Take the whole tree as the API gives it; keys of known simpul are kept. `again()` may change it before anybody hears of it. */
  load({ simpul, ...pohon }, again = () => {}) {
    const drafts = [...this.#nodes.values()].filter((node) => node.draft);
    const places = drafts.map(({ key }) => this.previous(key));
    this.pohon = pohon;
    this.#nodes = new Map();
    this.#children = new Map();
    this.root = null;
    for (const raw of simpul) {
      const node = this.adopt(raw);
      this.insert(node, node.induk, LAST, { quiet: true });
    }
    this.#muted = true;
    again();
    this.#muted = false;
    drafts.forEach((node, i) => {
      if (this.has(node.induk) && !this.has(node.key)) this.insert(node, node.induk, places[i], { quiet: true });
    });
    this.onLoaded();
    this.emit("pohon");
    this.emit("tree");
  }

  emit(event, detail) {
    if (!this.#muted) super.emit(event, detail);
  }

  /** Called before anybody hears of it: what else must hold after the whole tree has come or a branch has gone. */
  onLoaded() {}

  onRemoved() {}

  /** Turn a simpul of the API into one of the store: keys instead of ids, also for its parts. */
  adopt(raw) {
    const { setelah: _, ...fields } = raw;
    const node = { ...fields, key: this.keyOf(raw.id), id: raw.id };
    node.induk = raw.induk == null ? null : this.keyOf(raw.induk);
    for (const name of PARTS) {
      node[name] = (raw[name] ?? []).map((part) => ({ ...part, kunci: this.partKey(name, part.id) }));
    }
    return node;
  }

  partKey(name, id) {
    return this.#partKeys.get(`${name} ${id}`) ?? `${name}:${id}`;
  }

  /** Server id of a part by its `kunci`; undefined while the server does not know it. */
  partId(kunci) {
    if (this.#partIds.has(kunci)) return this.#partIds.get(kunci);
    const [, id] = /^\w+:(\d+)$/.exec(kunci) ?? [];
    return id && Number(id);
  }

  identifyPart(name, kunci, id) {
    this.#partIds.set(kunci, id);
    if (id !== undefined) this.#partKeys.set(`${name} ${id}`, kunci);
  }

  idOf(key) {
    return this.#idByKey.get(key) ?? null;
  }

  keyOf(id) {
    return this.#keyById.get(id) ?? String(id);
  }

  /** Remember that the simpul made here under `key` is `id` on the server. */
  identify(key, id) {
    this.#keyById.set(id, key);
    this.#idByKey.set(key, id);
    const node = this.get(key);
    if (node) node.id = id;
  }

  has(key) {
    return this.#nodes.has(key);
  }

  get(key) {
    return this.#nodes.get(key);
  }

  children(key) {
    return this.#children.get(key) ?? [];
  }

  parent(key) {
    return this.get(key)?.induk ?? null;
  }

  siblings(key) {
    const parent = this.parent(key);
    return parent === null ? [key] : this.children(parent);
  }

  /** Key of the sibling just before, or null when it is the first. */
  previous(key) {
    const siblings = this.siblings(key);
    return siblings[siblings.indexOf(key) - 1] ?? null;
  }

  next(key) {
    const siblings = this.siblings(key);
    return siblings[siblings.indexOf(key) + 1] ?? null;
  }

  depth(key) {
    let depth = 0;
    for (let at = this.parent(key); at !== null; at = this.parent(at)) depth += 1;
    return depth;
  }

  /** The same keys in tree order. */
  inOrder(keys) {
    const wanted = new Set(keys);
    return wanted.size < 2 ? [...wanted] : this.branch().filter((key) => wanted.has(key));
  }

  /** Keys from the outcome down to `key`. */
  path(key) {
    const keys = [];
    for (let at = key; at !== null; at = this.parent(at)) keys.unshift(at);
    return keys;
  }

  /** Whether `key` is `ancestor` or lies below it. */
  isInside(key, ancestor) {
    for (let at = key; at !== null && at !== undefined; at = this.parent(at)) {
      if (at === ancestor) return true;
    }
    return false;
  }

  /** Keys of a branch in tree order, the top first; `enters(key)` says whether to go on below a simpul. */
  branch(key = this.root, enters = () => true) {
    const keys = [];
    const stack = key === null ? [] : [key];
    while (stack.length) {
      const at = stack.pop();
      keys.push(at);
      if (!enters(at)) continue;
      const children = this.children(at);
      for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i]);
    }
    return keys;
  }

  insert(node, parent, after = LAST, { quiet = false } = {}) {
    const id = node.id ?? this.#idByKey.get(node.key) ?? null;
    this.#nodes.set(node.key, { ...node, id, induk: parent });
    if (id !== null) this.identify(node.key, id);
    if (parent === null) this.root = node.key;
    else this.#place(node.key, parent, after);
    if (!quiet) this.emit("tree");
  }

  #place(key, parent, after) {
    const children = [...this.children(parent)];
    const at = after === FIRST ? 0 : children.indexOf(after) + 1;
    if (after === LAST || (at === 0 && after !== FIRST)) children.push(key);
    else children.splice(at, 0, key);
    this.#children.set(parent, children);
  }

  #unplace(key) {
    const parent = this.parent(key);
    if (parent !== null) {
      this.#children.set(parent, this.children(parent).filter((child) => child !== key));
    }
  }

  move(key, parent, after = LAST) {
    this.#unplace(key);
    this.get(key).induk = parent;
    this.#place(key, parent, after);
    this.emit("tree");
  }

  patch(key, fields) {
    Object.assign(this.get(key), fields);
    this.emit("tree", { key });
  }

  /** Take a branch out and return it, in tree order, so that `restore` can put it back. */
  remove(key) {
    const branch = this.branch(key).map((at) => ({ ...this.get(at) }));
    const neighbour = this.next(key) ?? this.previous(key) ?? this.parent(key);
    this.#unplace(key);
    for (const { key: gone } of branch) {
      this.#nodes.delete(gone);
      this.#children.delete(gone);
    }
    this.onRemoved({ parent: branch[0].induk, neighbour });
    this.emit("tree");
    return branch;
  }

  restore(branch, parent, after = LAST) {
    branch.forEach((node, i) => {
      this.insert(node, i ? node.induk : parent, i ? LAST : after, { quiet: true });
    });
    this.emit("tree");
  }

  /** Deepest layer of the tree, counted from 1. */
  get deepest() {
    return Math.max(1, ...this.branch().map((key) => this.depth(key) + 1));
  }
}
