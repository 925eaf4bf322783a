/**
 * The view "Matriks": simpul against components or positions. A mark stands where they are linked, a click or Space links and unlinks, and
 * what nobody linked yet is counted and marked on both sides.
 *
 * HTML: <section id="ed-matriks" class="ed-matrix" data-view="matriks"></section>; everything inside is made here.
 */
import { el, everyFrame } from "../dom.js";
import { markOf } from "../levels.js";
import { othersOf } from "../ownership.js";
import { columnsOf, emptyRows, isEmptyColumn } from "./axes.js";
import { MatrixBar } from "./bar.js";
import { MatrixGrid } from "./grid.js";
import { MatrixKeys } from "./keys.js";
import { Linking } from "./linking.js";
import { nameOf, WORDS } from "./words.js";

const REFRESH = 30_000; // links are not in the log that tells of changes by others

export class Matrix {
  #active = false;
  #known = null;
  #wantsFocus = false;
  #timer = 0;

  /** `open(kunci)` shows the panel's tab of a part; `toStages()` leads to where the next stage is opened; `search()` finds a simpul. */
  constructor(container, { store, links, choices, warn, say, offer, open, search, toStages }) {
    Object.assign(this, { container, store, links, choices, open, search, toStages });
    this.redraw = everyFrame(() => this.#draw());
    this.kunci = links.parts[0].kunci;
    this.#fresh();
    this.bar = new MatrixBar(links.parts, {
      part: (kunci) => this.#choose(kunci), group: (id) => this.#set({ group: id }),
      rows: (on) => this.#set({ rows: on ? new Set() : null }), columns: (on) => this.#set({ columns: on ? new Set() : null }),
    });
    this.linking = new Linking({ store, links, say, warn, offer, back: () => this.#active && this.focus() });
    this.grid = new MatrixGrid("Matriks", () => this.redraw());
    this.here = el("p", { class: "mx-here" });
    this.note = el("div", { class: "mx-note", role: "status" });
    container.append(this.bar.element, this.note, this.grid.scroller, this.here);
    this.grid.table.addEventListener("click", (event) => this.#clicked(event));
    this.grid.table.addEventListener("dblclick", (event) => event.target.closest(".mx-words") && this.openPanel());
    this.grid.table.addEventListener("focusin", (event) => this.#focused(event));
    new MatrixKeys(this);
    for (const event of ["tree", "pohon"]) store.on(event, () => this.#forget());
    links.on("links", ({ kunci }) => kunci === this.kunci && this.#forget());
    store.on("view", ({ focus, filter, scope } = {}) => {
      if (filter || scope) this.#known = null; // then fewer or more simpul count as empty
      if (focus && this.#hasFocus) this.#wantsFocus = true;
      this.redraw();
    });
  }

  get active() {
    return this.#active;
  }

  /** Whoever comes back to the matrix, or stays there, sees what was linked elsewhere meanwhile. */
  set active(on) {
    if (on && !this.#active) this.#refresh();
    this.#active = on;
    clearInterval(this.#timer);
    if (on) this.#timer = setInterval(() => this.#refresh(), REFRESH);
  }

  #refresh() {
    if (!document.hidden && this.links.state(this.kunci) === "siap") this.links.refresh();
  }

  get #hasFocus() {
    return this.container.contains(document.activeElement);
  }

  #fresh() {
    /** What is chosen: one group or null; sets of what stays shown while only the empty ones are, or null; the column at work. */
    this.chosen = { group: null, rows: null, columns: null, id: null };
  }

  #choose(kunci) {
    if (this.kunci === kunci) return;
    this.kunci = kunci;
    this.#fresh();
    this.#forget();
  }

  #set(change) {
    Object.assign(this.chosen, change);
    this.#forget();
  }

  #forget() {
    this.#known = null;
    this.redraw();
  }

  focus() {
    this.#wantsFocus = true;
    this.#draw();
    if (this.grid.scroller.hidden) this.bar.parts.find((part) => part.dataset.part === this.kunci).focus();
  }

  // --- what is shown --------------------------------------------------------------------------------------------

  /** What follows from the tree and its links; kept until either changes. */
  get #facts() {
    if (this.#known) return this.#known;
    const { store, links, kunci, chosen } = this;
    const counts = links.counts(kunci);
    const others = othersOf(store, this.choices);
    const empty = emptyRows(store, links, kunci, others);
    const inGroup = links.columns(kunci).filter(({ kelompok }) => chosen.group === null || kelompok === chosen.group);
    const emptyColumns = inGroup.filter((column) => isEmptyColumn(column, counts)).map(({ id }) => id);
    // What was empty when the filter came on stays in sight once it is linked.
    for (const key of empty) chosen.rows?.add(key);
    for (const id of emptyColumns) chosen.columns?.add(id);
    const laid = columnsOf(links, kunci, { group: chosen.group, keeps: ({ id }) => chosen.columns?.has(id) ?? true });
    this.#known = { counts, others, empty: new Set(empty), emptyColumns: new Set(emptyColumns), ...laid };
    return this.#known;
  }

  get keys() {
    const { store, chosen } = this;
    if (!chosen.rows) return store.visible;
    return store.branch(store.top).filter((key) => chosen.rows.has(key) && store.isShown(key));
  }

  get columns() {
    return this.#facts.columns;
  }

  /** The cell at work: the focused simpul, or the nearest one above it that is shown. */
  get place() {
    const { store, keys, chosen } = this;
    const shown = new Set(keys);
    const key = store.path(store.focus).reverse().find((above) => shown.has(above)) ?? keys[0] ?? null;
    const id = this.columns.some((column) => column.id === chosen.id) ? chosen.id : null;
    return { key, id };
  }

  #draw() {
    const { store, links, kunci } = this;
    if (!this.#active || store.root === null) return;
    const words = this.#missing();
    const ready = words === null;
    this.#drawNote(words);
    this.grid.scroller.hidden = !ready;
    this.here.hidden = !ready;
    const { empty, emptyColumns } = ready ? this.#facts : {};
    this.bar.show({
      kunci, group: this.chosen.group, groups: ready ? links.groups(kunci).map(({ id, nama }) => ({ id, nama })) : [],
      rows: ready && { count: empty.size, only: this.chosen.rows !== null },
      columns: ready && { count: emptyColumns.size, only: this.chosen.columns !== null },
    });
    if (!ready) return;
    const had = this.grid.hasFocus;
    this.grid.draw(this.#model());
    if (this.#wantsFocus || (had && !this.grid.hasFocus)) { // the cell that had it is gone
      this.grid.reveal();
      this.grid.draw(this.#model());
      this.#wantsFocus = false;
      this.grid.focus();
    }
    this.#drawHere();
  }

  /** What stands in the way of showing the table: {text, act, button}, or null. */
  #missing() {
    const { store, links, kunci } = this;
    const { tahap } = links.parts.find((part) => part.kunci === kunci);
    if (store.pohon.tahap < tahap) {
      return {
        text: `Simpul ditautkan ke ${WORDS[kunci].column} mulai tahap ${tahap}, sedangkan pohon ini masih tahap ${store.pohon.tahap}. Selesaikan tahap ini, lalu buka tahap berikutnya pada baris tahapan di atas.`,
        button: "Ke baris tahapan", act: this.toStages,
      };
    }
    const state = links.state(kunci);
    if (state === "baru") links.load(kunci);
    if (state === "gagal") return { text: links.failure(kunci), button: "Coba lagi", act: () => links.load(kunci).then(() => this.focus()) };
    if (state !== "siap") return { text: "Memuat matriks…" };
    if (links.columns(kunci).length === 0) return { text: WORDS[kunci].none };
    return null;
  }

  #drawNote(words) {
    const { links, kunci, keys } = this;
    const locked = words ? "" : links.why(kunci);
    const none = !words && (keys.length === 0 || this.columns.length === 0) ? "Tidak ada yang kosong." : "";
    const text = words?.text ?? [locked, none].filter(Boolean).join(" ");
    const print = JSON.stringify([text, words?.button]);
    if (this.note.dataset.print === print) return;
    this.note.dataset.print = print;
    this.note.hidden = text === "";
    this.note.classList.toggle("mx-note-alone", words !== null);
    const button = words?.button ? el("button", { type: "button", class: "btn btn-outline-secondary", onclick: words.act }, words.button) : null;
    this.note.replaceChildren(el("p", {}, text), ...(button ? [button] : []));
  }

  #model() {
    const { store, links, kunci, choices } = this;
    const { counts, others, empty, columns, bands, width } = this.#facts;
    const active = this.place;
    return {
      keys: this.keys, columns, bands, width, active,
      faceOf: (key) => ({
        depth: store.depth(key) - store.depth(store.top), mark: markOf(store.get(key), choices), text: store.get(key).pernyataan,
        open: store.children(key).length && !this.chosen.rows ? store.isOpen(key) : null,
        ...this.#noteOf(key, others, empty), focus: key === active.key, selected: store.selected.has(key),
      }),
      cellsOf: (key, shown) => shown.map((column) => ({
        column, on: links.has(kunci, key, column.id), waiting: links.isWaiting(kunci, key, column.id), locked: links.why(kunci, { key, id: column.id }) !== "",
      })),
      headOf: (column) => {
        const count = counts.get(column.id) ?? 0;
        const isEmpty = isEmptyColumn(column, counts);
        return { count, empty: isEmpty, note: isEmpty ? WORDS[kunci].columnEmpty : `${count} simpul${column.lain ? `, ${column.lain} di pohon lain` : ""}`, now: column.id === active.id };
      },
    };
  }

  #noteOf(key, others, empty) {
    const count = this.links.count(this.kunci, key);
    if (count) return { note: `${count} ${WORDS[this.kunci].column}`, tone: "some" };
    if (others.get(key)) return { note: others.get(key), tone: "other" };
    return empty.has(key) ? { note: WORDS[this.kunci].rowEmpty, tone: "empty" } : { note: "", tone: "some" };
  }

  /** The cell at work in full, since heads and names are cut off. */
  #drawHere() {
    const { key, id } = this.place;
    const column = id === null ? null : this.links.column(this.kunci, id);
    const simpul = key === null ? "" : this.store.get(key).pernyataan;
    const on = column && this.links.has(this.kunci, key, id);
    const locked = column ? this.links.why(this.kunci, { key, id }) : "";
    const parts = column ? [`${on ? "✓ Tertaut" : "Belum tertaut"}: `, el("b", {}, simpul), " dengan ", column.label.toLowerCase(), " ", el("b", {}, nameOf(column))] : [el("b", {}, simpul)];
    this.here.replaceChildren(...parts, locked && this.links.writable(this.kunci) ? el("span", { class: "mx-locked" }, ` ${locked}`) : "");
  }

  // --- what the person does -------------------------------------------------------------------------------------

  #clicked(event) {
    const { key, id } = this.grid.placeOf(event.target);
    if (event.target.closest("button.mx-twist")) {
      this.store.fold(key);
      return;
    }
    if (id === undefined) return;
    this.go(key ?? this.place.key, id);
    if (key !== null && id !== null && event.detail < 2) this.toggle(key, id); // a double click links once
  }

  /** A screen reader may put the focus on a cell by itself. */
  #focused(event) {
    const { key, id } = this.grid.placeOf(event.target);
    const at = this.place;
    if (key !== null && id !== undefined && (key !== at.key || id !== at.id)) this.go(key, id);
  }

  /** Make a cell the one at work; the simpul gets the focus in every view. */
  go(key, id) {
    if (key === null) return;
    this.chosen.id = id;
    if (key !== this.store.focus) {
      this.store.reveal(key);
      this.store.setFocus(key);
    }
    this.#wantsFocus = true;
    this.redraw();
  }

  toggle(key, id) {
    this.linking.toggle(this.kunci, key, id);
  }

  openPanel() {
    this.open(this.links.parts.find(({ kunci }) => kunci === this.kunci).bagian);
  }
}
