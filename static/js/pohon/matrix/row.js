/**
 * One simpul as a row of the matrix: its name, which stays at the left, and a cell for each column near the visible part. Elements are kept
 * from one drawing to the next, so that the focus stays where it is.
 */
import { clip, el } from "../dom.js";
import { nameOf } from "./words.js";

const STEP = 12;
const DEEPEST = 8;

export class MatrixRow {
  #cells = new Map();
  #print = "";

  constructor(key) {
    this.name = el("div", { class: "mx-name", role: "rowheader", "aria-colindex": 1, tabindex: "-1" });
    this.element = el("div", { class: "mx-row", role: "row", "data-key": key }, this.name);
  }

  /** The cell of a column, the name for null; undefined while it is not drawn. */
  cell(id) {
    return id === null ? this.name : this.#cells.get(id);
  }

  /** `face`: {at, top, depth, mark, text, note, tone, open, focus, selected}; `cells`: [{column, on, waiting, locked}]. */
  show(face, cells) {
    const print = JSON.stringify(face);
    if (print !== this.#print) {
      this.#print = print;
      this.#fill(face);
    }
    const wanted = new Set(cells.map(({ column }) => column.id));
    for (const [id, cell] of this.#cells) {
      if (wanted.has(id)) continue;
      cell.remove();
      this.#cells.delete(id);
    }
    for (const one of cells) this.#show(one, face.text);
  }

  #fill(face) {
    const { element, name } = this;
    element.style.transform = `translateY(${face.top}px)`;
    element.setAttribute("aria-rowindex", face.at + 2);
    element.setAttribute("aria-selected", String(face.selected));
    element.dataset.tone = face.mark.tone;
    element.classList.toggle("mx-row-empty", face.tone === "empty");
    element.classList.toggle("ed-focus", face.focus);
    element.classList.toggle("ed-selected", face.selected);
    name.setAttribute("aria-label", [face.mark.word, face.text || "belum ada pernyataan", face.note].filter(Boolean).join(", "));
    name.style.paddingLeft = `${4 + Math.min(face.depth, DEEPEST) * STEP}px`;
    const twist = face.open === null
      ? el("span", { class: "mx-twist", "aria-hidden": "true" })
      : el("button", { type: "button", class: "mx-twist", tabindex: "-1", "aria-label": face.open ? "Lipat cabang" : "Buka cabang" }, face.open ? "▾" : "▸");
    name.replaceChildren(twist, el("span", { class: "mx-words" },
      el("span", { class: "mx-level" }, el("span", { "aria-hidden": "true" }, `${face.mark.shape} `), face.mark.word,
        face.note ? el("b", { class: `mx-note-${face.tone}` }, ` · ${face.note}`) : null),
      el("span", { class: "mx-text" }, face.text || "belum ada pernyataan")));
  }

  #show({ column, on, waiting, locked }, text) {
    let cell = this.#cells.get(column.id);
    if (!cell) {
      cell = el("div", { class: "mx-cell", role: "gridcell", tabindex: "-1", "data-column": column.id });
      this.#cells.set(column.id, cell);
      this.element.append(cell);
    }
    const print = JSON.stringify([column.left, column.width, column.place, column.first, on, waiting, locked, text]);
    if (cell.dataset.print === print) return;
    cell.dataset.print = print;
    cell.style.left = `calc(var(--mx-name) + ${column.left}px)`;
    cell.style.width = `${column.width}px`;
    cell.setAttribute("aria-colindex", column.place + 2);
    cell.setAttribute("aria-label", `${on ? "Tertaut" : "Belum tertaut"}: ${nameOf(column)}, ${clip(text, 80)}`);
    cell.setAttribute("aria-readonly", String(locked));
    cell.setAttribute("aria-busy", String(waiting));
    cell.classList.toggle("mx-on", on);
    cell.classList.toggle("mx-first", column.first);
    cell.textContent = on ? "✓" : "";
  }
}
