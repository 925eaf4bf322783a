/** One row of the outline in the document: its marks for assistive technology and the cells near the visible part. */
import { el } from "../dom.js";
import { TITLE } from "./columns.js";
import { contentOf } from "./faces.js";

export const ROW = 44;

export class Row {
  #cells = new Map();
  #print = "";

  /** `tools` are titles and editor: the fields a cell may hold. */
  constructor(key, tools) {
    this.tools = tools;
    this.element = el("div", { class: "ed-row", role: "row", "data-key": key });
  }

  cell(id) {
    return this.#cells.get(id)?.element ?? null;
  }

  /** Bring the row to `face`; `near` are the columns to be in the document. */
  update(face, near) {
    const { element } = this;
    const print = JSON.stringify({ ...face, cells: null, text: null });
    if (this.#print !== print) {
      this.#print = print;
      this.#mark(face);
    }
    const wanted = new Set(near.map(({ column }) => column.id));
    for (const [id, cell] of this.#cells) {
      if (wanted.has(id)) continue;
      cell.element.remove();
      this.#cells.delete(id);
    }
    let before = null;
    for (const { column, at } of near) {
      const cell = this.#cells.get(column.id) ?? this.#make(column);
      const expected = before ? before.nextSibling : element.firstChild;
      if (cell.element !== expected) element.insertBefore(cell.element, expected);
      before = cell.element;
      this.#fill(cell, column, at, face);
    }
  }

  #make(column) {
    const element = el("div", {
      class: `ed-cell ed-cell-${column.group}${column.number ? " ed-cell-number" : ""}`, role: "gridcell", "data-column": column.id, tabindex: "-1",
    });
    const made = { element, print: "" };
    this.#cells.set(column.id, made);
    return made;
  }

  #mark(face) {
    const { element } = this;
    element.style.transform = `translateY(${face.at * ROW}px)`;
    element.dataset.tone = face.mark.tone;
    element.tabIndex = face.focus && !face.cursor ? 0 : -1;
    element.classList.toggle("ed-focus", face.focus);
    element.classList.toggle("ed-selected", face.selected);
    element.classList.toggle("ed-cut", face.cut);
    element.classList.toggle("ed-editing", face.editing);
    element.classList.toggle("ed-row-low", face.low);
    const marks = {
      "aria-level": face.depth + 1, "aria-posinset": face.position, "aria-setsize": face.siblings,
      "aria-rowindex": face.at + 2, "aria-selected": face.selected, "aria-label": face.spoken,
    };
    for (const [name, value] of Object.entries(marks)) element.setAttribute(name, value);
    if (face.children) element.setAttribute("aria-expanded", String(face.open));
    else element.removeAttribute("aria-expanded");
  }

  #fill(made, column, at, face) {
    const { element } = made;
    const { titles, editor } = this.tools;
    const cell = face.cells[column.id];
    const open = editor.isAt(face.key, column.id);
    const print = JSON.stringify([at, open, cell, column.id === TITLE && { ...face, cells: null, spoken: null, at: null }, face.parts, face.writable]);
    if (made.print !== print) {
      made.print = print;
      element.style.gridColumn = String(at + 1);
      element.setAttribute("aria-colindex", at + 1);
      element.tabIndex = cell.active ? 0 : -1;
      element.classList.toggle("ed-cell-active", cell.active || open);
      element.classList.toggle("ed-cell-refused", cell.refused !== undefined);
      toggle(element, "aria-readonly", cell.readonly);
      toggle(element, "aria-invalid", cell.refused !== undefined);
      toggle(element, "aria-describedby", cell.active && cell.refused !== undefined && "ed-cell-why");
      toggle(element, "title", cell.why);
      const typing = open || (face.editing && column.id === TITLE && element.querySelector(".ed-title"));
      if (!typing) this.#write(element, column, face, cell);
    }
    if (open) editor.mount(element);
    if (face.editing && column.id === TITLE) titles.mount(element.querySelector(".ed-row-text"), face.key, "kerangka");
  }

  #write(element, column, face, cell) {
    const why = cell.active && cell.refused !== undefined && el("span", { class: "ed-cell-why", id: "ed-cell-why" }, cell.why);
    element.replaceChildren(...[contentOf(column, face, cell), why].flat(Infinity).filter((part) => part || part === 0));
  }
}

function toggle(element, name, value) {
  if (value) element.setAttribute(name, String(value));
  else element.removeAttribute(name);
}
