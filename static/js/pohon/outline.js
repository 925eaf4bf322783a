/**
 * The outline: the same tree as rows of a treegrid, one line a simpul, with what is filled in bulk as columns. Only rows and cells near
 * the visible part are in the document, so every row has the same height and says its place with aria-rowindex, aria-posinset,
 * aria-setsize and aria-colindex. The focus is on a row, or on one of its cells (outline/cells.js).
 *
 * HTML: <section id="ed-kerangka"></section>; everything inside is made here. <button id="ed-columns"> opens the choice of columns.
 */
import { el, everyFrame } from "./dom.js";
import { markOf, partnersOf, signsOf, spokenOf } from "./levels.js";
import { CellWriter } from "./outline/cell-writer.js";
import { Cells } from "./outline/cells.js";
import { chooseColumns } from "./outline/chooser.js";
import { ColumnSet } from "./outline/column-set.js";
import { TITLE, columnsOf, textOf } from "./outline/columns.js";
import { DropZone } from "./outline/drop-zone.js";
import { Lines } from "./outline/lines.js";
import { ROW, Row } from "./outline/row.js";
import { ShownParts } from "./outline/shown-parts.js";

const MARGIN = 12;
const NARROW = 560;
const NARROW_TITLE = 168;

export class Outline {
  drawsTree = true;
  tabIndents = true;
  typesAhead = true;
  #active = false;
  #rows = new Map();
  #wantsFocus = false;
  #heads = "";

  constructor(container, { store, choices, titles, years, commands, openPanel, chooser, links }) {
    Object.assign(this, { container, store, choices, titles, chooser, links });
    this.redraw = everyFrame(() => this.#draw());
    this.lines = new Lines(store);
    this.parts = new ShownParts(store);
    this.columns = new ColumnSet(columnsOf({ store, choices, years, links }), store);
    this.rowOf = (key) => ({ key, simpul: store.get(key), part: this.parts.of(key).part });
    this.writer = new CellWriter({ store, commands, parts: this.parts, columns: this.columns.all, changed: () => this.redraw() });
    this.cells = new Cells(this, { store, commands, writer: this.writer, parts: this.parts, openPanel });
    this.head = el("div", { class: "ed-row ed-row-head", role: "row", "aria-rowindex": 1 });
    this.body = el("div", { class: "ed-rows", role: "rowgroup" });
    this.grid = el("div", { class: "ed-grid", role: "treegrid", "aria-label": "Kerangka pohon", "aria-multiselectable": "true" }, this.head, this.body);
    this.zone = new DropZone(this);
    container.append(this.grid);
    this.#listen();
  }

  #listen() {
    const { container, cells, store, chooser } = this;
    container.addEventListener("scroll", () => this.redraw(), { passive: true });
    new ResizeObserver(() => this.redraw()).observe(container);
    container.addEventListener("keydown", (event) => {
      if (!cells.pressed(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.redraw.flush(); // the next key may come before the next frame
    });
    for (const name of ["pointerdown", "click", "dblclick", "contextmenu"]) {
      container.addEventListener(name, (event) => {
        const ours = event.target.closest(".ed-cell-field") || (name === "dblclick" && cells.doubleClicked(event));
        if (ours) event.stopImmediatePropagation();
        else if (name === "click") cells.clicked(event);
      });
    }
    for (const name of ["copy", "cut", "paste"]) {
      document.addEventListener(name, (event) => {
        if (!this.#active || !container.contains(document.activeElement) || !cells.clipboard(event)) return;
        event.preventDefault();
        event.stopPropagation();
      }, true);
    }
    chooser.addEventListener("click", () => chooseColumns(this.columns, () => this.redraw()));
    for (const event of ["tree", "temuan", "pohon"]) store.on(event, () => this.redraw());
    store.on("pohon", () => this.#active && this.#askLinks());
    this.links.on("links", () => this.redraw());
    store.on("view", ({ focus, editing } = {}) => {
      if (focus || editing) this.#wantsFocus = true;
      this.redraw();
    });
  }

  get active() {
    return this.#active;
  }

  set active(on) {
    if (this.#active && !on) this.cells.editor.leave();
    this.#active = on;
    this.chooser.hidden = !on;
    if (on) this.#askLinks();
  }

  /** What the simpul are linked to in other rooms is asked for when somebody looks. */
  #askLinks() {
    for (const { kunci, tahap } of this.links.parts) if (this.store.pohon.tahap >= tahap) this.links.load(kunci);
  }

  get hasFocus() {
    const { activeElement } = document;
    return activeElement === document.body || this.container.contains(activeElement);
  }

  cardOf(key) {
    return this.#rows.get(key)?.element ?? null;
  }

  focus() {
    this.#wantsFocus = true;
    this.takeFocus = true;
    this.redraw();
  }

  // --- drawing ----------------------------------------------------------------------------------------------

  #draw() {
    const { store, container, lines, cells, columns } = this;
    if (!this.#active || store.root === null) return;
    if (columns.at(cells.column) < 0) cells.column = null;
    const { keys } = lines;
    const measures = columns.measure(container.clientWidth, container.clientWidth < NARROW ? NARROW_TITLE : 0);
    this.#frame(measures);
    if (this.#wantsFocus) this.#scrollTo(measures);
    const first = Math.max(0, Math.floor(container.scrollTop / ROW) - MARGIN);
    const last = Math.min(keys.length, Math.ceil((container.scrollTop + container.clientHeight) / ROW) + MARGIN);
    const wanted = new Map();
    for (let i = first; i < last; i += 1) wanted.set(keys[i], i);
    for (const key of [store.focus, store.editing, cells.editor.row?.key]) {
      if (lines.of(key) >= 0) wanted.set(key, lines.of(key));
    }
    this.#drawRows(wanted, columns.near(measures, container.scrollLeft, container.clientWidth, cells.column ?? cells.editor.column?.id));
    this.#giveFocus();
  }

  /** Columns, header and size: everything but the rows. */
  #frame({ widths, total }) {
    const { shown } = this.columns;
    const print = JSON.stringify([widths, shown.map(({ id }) => id), this.lines.keys.length, this.store.pohon.boleh_ubah]);
    if (this.#heads === print) return;
    this.#heads = print;
    this.grid.style.setProperty("--ed-columns", widths.map((width) => `${width}px`).join(" "));
    this.grid.style.width = `${total}px`;
    this.grid.setAttribute("aria-rowcount", this.lines.keys.length + 1);
    this.grid.setAttribute("aria-colcount", shown.length);
    this.grid.setAttribute("aria-readonly", String(!this.store.pohon.boleh_ubah));
    this.body.style.height = `${this.lines.keys.length * ROW}px`;
    this.head.replaceChildren(...shown.map(({ id, title, spoken, number }, i) => el("div", {
      role: "columnheader", "aria-colindex": i + 1, "aria-label": spoken ?? null,
      class: `ed-cell${id === TITLE ? " ed-cell-pernyataan" : ""}${number ? " ed-cell-number" : ""}`,
    }, title)));
  }

  #drawRows(wanted, near) {
    for (const [key, row] of this.#rows) {
      if (wanted.has(key)) continue;
      row.element.remove();
      this.#rows.delete(key);
    }
    let after = null;
    for (const [key, at] of [...wanted].sort(([, a], [, b]) => b - a)) {
      let row = this.#rows.get(key);
      if (!row) {
        row = new Row(key, { titles: this.titles, editor: this.cells.editor });
        this.#rows.set(key, row);
      }
      const { element } = row;
      // In the order they are read; the row with the focus stays where it is, since moving it would take the focus away.
      const stays = element.isConnected && element.contains(document.activeElement);
      if (!stays && (element.nextSibling !== after || !element.isConnected)) this.body.insertBefore(element, after);
      after = element;
      row.update(this.#face(key, at, near), near);
    }
  }

  #face(key, at, near) {
    const { store, choices, cells } = this;
    const simpul = store.get(key);
    const siblings = store.siblings(key);
    const parts = this.parts.of(key);
    const row = { key, simpul, part: parts.part };
    const signs = signsOf(store.temuan.get(key));
    const focus = store.focus === key;
    return {
      at, key, focus, signs, depth: store.depth(key), children: store.children(key).length, open: store.isOpen(key),
      position: siblings.indexOf(key) + 1, siblings: siblings.length, low: at > 2 && at >= this.lines.keys.length - 2,
      mark: markOf(simpul, choices), text: simpul.pernyataan, partners: partnersOf(simpul).map(({ name }) => name),
      people: store.peopleAt(key),
      titleSigns: this.columns.at("temuan") < 0 ? signs : [], parts: { at: parts.at, count: parts.count },
      spoken: spokenOf(simpul, store, choices), selected: store.selected.has(key), cut: store.cut.has(key),
      cursor: focus && cells.column !== null, editing: store.editing === key, tahap: store.pohon.tahap, writable: store.pohon.boleh_ubah,
      cells: Object.fromEntries(near.map(({ column }) => [column.id, this.#cellFace(column, row, focus)])),
    };
  }

  #cellFace(column, row, focus) {
    const refusal = this.writer.refusal(row, column);
    return {
      text: textOf(column, row), active: focus && this.cells.column === column.id, readonly: this.writer.whyNot(column, row) !== "",
      refused: refusal?.text, why: refusal?.why,
    };
  }

  // --- focus ------------------------------------------------------------------------------------------------

  #scrollTo({ widths, lefts }) {
    const { container, lines, store, columns, cells } = this;
    const line = lines.of(store.focus);
    if (line < 0) return;
    const head = this.head.offsetHeight;
    const top = line * ROW;
    if (top < container.scrollTop) container.scrollTop = top;
    else if (top + ROW + head > container.scrollTop + container.clientHeight) container.scrollTop = top + ROW + head - container.clientHeight;
    const at = columns.at(cells.column);
    if (at < 1) {
      if (at === 0) container.scrollLeft = 0;
      return;
    }
    const left = lefts[at] - widths[0];
    if (left < container.scrollLeft) container.scrollLeft = left;
    else if (lefts[at] + widths[at] > container.scrollLeft + container.clientWidth) container.scrollLeft = lefts[at] + widths[at] - container.clientWidth;
  }

  #giveFocus() {
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    const take = this.takeFocus || this.hasFocus;
    this.takeFocus = false;
    const { store, cells } = this;
    if (!take || store.editing !== null || cells.editor.isOpen) return;
    const row = this.#rows.get(store.focus);
    (cells.column === null ? row?.element : row?.cell(cells.column))?.focus({ preventScroll: true });
  }

  // --- what keys, drag and the server ask -----------------------------------------------------------------------

  zoneAt(clientX, clientY) {
    return this.zone.at(clientX, clientY);
  }

  showZone(target) {
    this.zone.show(target);
  }

  /** The rules of the ARIA treegrid: right opens or goes to the first child, left closes or goes to the parent. */
  toward(direction) {
    const { store, lines } = this;
    const { focus } = store;
    if (direction === "up" || direction === "down") return lines.keys[lines.of(focus) + (direction === "up" ? -1 : 1)];
    const children = store.children(focus).length;
    if (direction === "right" && children) {
      if (store.isOpen(focus)) return store.openChildren(focus)[0] ?? null;
      store.fold(focus, false);
      return null;
    }
    if (direction === "left" && children && store.isOpen(focus)) {
      store.fold(focus, true);
      return null;
    }
    return direction === "left" && focus !== store.top ? store.parent(focus) : null;
  }

  scrollBy(dx, dy) {
    this.container.scrollBy(dx, dy);
  }

  /** Show a refusal in the cells it is about; true when the change was made here. */
  fail(refusal) {
    return this.writer.fail(refusal);
  }
}
