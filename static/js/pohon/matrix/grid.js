/**
 * The table of the matrix. Only rows and columns near the visible part are in the document; heads and names stay in sight. It draws what it
 * is handed and knows neither tree nor links.
 *
 *   grid.draw({keys, columns, bands, width, faceOf(key, at), cellsOf(key, columns), headOf(column), active: {key, id}})
 */
import { el } from "../dom.js";
import { columnsBetween } from "./axes.js";
import { MatrixRow } from "./row.js";
import { nameOf } from "./words.js";

export const ROW = 48;
const ROWS_BESIDE = 8;
const COLUMNS_BESIDE = 6;

export class MatrixGrid {
  #rows = new Map();
  #heads = new Map();
  #bands = "";
  #model = null;

  /** `label` names the table; `onScroll()` asks for a drawing. */
  constructor(label, onScroll) {
    this.corner = el("div", { class: "mx-corner", role: "columnheader", "aria-colindex": 1 }, "Simpul");
    this.bands = el("div", { class: "mx-bands", "aria-hidden": "true" });
    this.head = el("div", { class: "mx-head", role: "row", "aria-rowindex": 1 }, this.corner);
    this.body = el("div", { class: "mx-body", role: "rowgroup" });
    this.table = el("div", { class: "mx-grid", role: "grid", "aria-label": label },
      el("div", { class: "mx-top", role: "rowgroup" }, this.bands, this.head), this.body);
    this.scroller = el("div", { class: "mx-scroll" }, this.table);
    this.scroller.addEventListener("scroll", onScroll, { passive: true });
    new ResizeObserver(onScroll).observe(this.scroller);
  }

  get #nameWidth() {
    return this.corner.offsetWidth;
  }

  get hasFocus() {
    return this.table.contains(document.activeElement);
  }

  get #headHeight() {
    return this.table.firstElementChild.offsetHeight;
  }

  /** How many rows one sees at once. */
  get page() {
    return Math.max(1, Math.floor((this.scroller.clientHeight - this.#headHeight) / ROW) - 1);
  }

  draw(model) {
    this.#model = model;
    const { keys, columns, active } = model;
    this.table.setAttribute("aria-rowcount", keys.length + 1);
    this.table.setAttribute("aria-colcount", columns.length + 1);
    this.body.style.height = `${keys.length * ROW}px`;
    this.table.style.width = `calc(var(--mx-name) + ${model.width}px)`;
    const shown = this.#columnsInSight();
    this.#drawBands(model.bands);
    this.#drawHeads(shown);
    this.#drawRows(shown);
    this.#rove(active);
  }

  #columnsInSight() {
    const { columns, active } = this.#model;
    const { scrollLeft, clientWidth } = this.scroller;
    const shown = columnsBetween(columns, scrollLeft, scrollLeft + clientWidth - this.#nameWidth, COLUMNS_BESIDE);
    const focused = columns.find(({ id }) => id === active.id);
    if (focused && !shown.includes(focused)) shown.push(focused);
    return shown;
  }

  #drawBands(bands) {
    const print = JSON.stringify(bands);
    if (print === this.#bands) return;
    this.#bands = print;
    this.bands.replaceChildren(...bands.map(({ text, count, left, width }) => {
      const band = el("div", { class: "mx-band", title: text }, el("span", {}, `${text} (${count})`));
      band.style.left = `calc(var(--mx-name) + ${left}px)`;
      band.style.width = `${width}px`;
      return band;
    }));
  }

  #drawHeads(shown) {
    const wanted = new Map(shown.map((column) => [column.id, column]));
    for (const [id, head] of this.#heads) {
      if (wanted.has(id)) continue;
      head.remove();
      this.#heads.delete(id);
    }
    for (const [id, column] of wanted) {
      let head = this.#heads.get(id);
      if (!head) {
        head = el("div", { class: "mx-column", role: "columnheader", "data-column": id });
        this.#heads.set(id, head);
        this.head.append(head);
      }
      this.#fillHead(head, column, this.#model.headOf(column));
    }
  }

  #fillHead(head, column, { count, empty, note, now }) {
    const print = JSON.stringify([column, count, empty, note, now]);
    if (head.dataset.print === print) return;
    head.dataset.print = print;
    head.style.left = `calc(var(--mx-name) + ${column.left}px)`;
    head.style.width = `${column.width}px`;
    head.setAttribute("aria-colindex", column.place + 2);
    const words = [column.label, nameOf(column), note].filter(Boolean);
    head.setAttribute("aria-label", words.join(", "));
    head.title = words.join("\n"); // long names are cut off
    head.classList.toggle("mx-column-empty", empty);
    head.classList.toggle("mx-now", now);
    head.classList.toggle("mx-first", column.first);
    head.replaceChildren(
      el("span", { class: "mx-rotated" }, column.kode ? el("b", {}, column.kode) : null, column.kode ? " " : null, column.nama),
      el("span", { class: "mx-count" }, empty ? "∅ 0" : String(count), column.lain ? el("small", {}, `+${column.lain}`) : null));
  }

  #drawRows(shown) {
    const { keys, active } = this.#model;
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - ROWS_BESIDE);
    const last = Math.min(keys.length, Math.ceil((scrollTop + clientHeight) / ROW) + ROWS_BESIDE);
    const wanted = new Map();
    for (let at = first; at < last; at += 1) wanted.set(keys[at], at);
    const focused = keys.indexOf(active.key);
    if (focused >= 0) wanted.set(active.key, focused);
    for (const [key, row] of this.#rows) {
      if (wanted.has(key)) continue;
      row.element.remove();
      this.#rows.delete(key);
    }
    for (const [key, at] of wanted) {
      let row = this.#rows.get(key);
      if (!row) {
        row = new MatrixRow(key);
        this.#rows.set(key, row);
        this.body.append(row.element);
      }
      row.show({ ...this.#model.faceOf(key), at, top: at * ROW }, this.#model.cellsOf(key, shown));
    }
  }

  /** One stop for Tab: the cell that is at work. */
  #rove({ key, id }) {
    const cell = this.#rows.get(key)?.cell(id) ?? null;
    if (this.stop && this.stop !== cell) this.stop.tabIndex = -1;
    this.stop = cell;
    if (cell) cell.tabIndex = 0;
  }

  /** Bring the cell at work into sight; draw again afterwards. */
  reveal() {
    const { keys, columns, active } = this.#model;
    const { scroller } = this;
    const top = keys.indexOf(active.key) * ROW;
    const height = scroller.clientHeight - this.#headHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = Math.max(0, top);
    else if (top + ROW > scroller.scrollTop + height) scroller.scrollTop = top + ROW - height;
    const column = columns.find(({ id }) => id === active.id);
    if (!column) return;
    const width = scroller.clientWidth - this.#nameWidth;
    if (column.left < scroller.scrollLeft) scroller.scrollLeft = column.left;
    else if (column.left + column.width > scroller.scrollLeft + width) scroller.scrollLeft = column.left + column.width - width;
  }

  focus() {
    this.stop?.focus({ preventScroll: true });
    this.stop?.scrollIntoView({ block: "nearest", inline: "nearest" }); // in a low window the page scrolls too
  }

  /** {key, id} of the cell an event hit; id is null on a name, undefined outside. */
  placeOf(target) {
    const key = target.closest(".mx-row")?.dataset.key ?? null;
    const cell = target.closest("[data-column]");
    const id = cell ? Number(cell.dataset.column) : target.closest(".mx-name") ? null : undefined;
    return { key, id };
  }
}
