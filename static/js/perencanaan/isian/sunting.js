/**
 * Editing one cell: a field in its place. Enter, Tab and leaving keep what was typed, Esc does not.
 *
 *   const sunting = new Sunting(lembar, tulis, {moved});
 *   sunting.open(place, {text})   text: what the first key typed; otherwise the value as it stands
 */
import { formatNumber } from "./angka.js";
import { isEditable, isNumber } from "./bentuk.js";

export class Sunting {
  constructor(lembar, tulis, { moved }) {
    Object.assign(this, { lembar, tulis, moved });
    this.now = null;
  }

  get isOpen() {
    return this.now !== null;
  }

  open(place, { text } = {}) {
    const { row, column, cell } = place;
    if (this.isOpen || this.locked || this.lembar.readOnly || !isEditable(row, column)) return false;
    const isian = this.lembar.isian;
    const before = isian.value(row, column.id);
    const wrong = isian.wrong.get(`${row.id} ${column.id}`);
    const shown = wrong ? wrong.teks : isNumber(row, column) ? formatNumber(before) : before;
    const field = document.createElement("input");
    field.className = "isian-medan";
    field.value = text ?? shown;
    field.setAttribute("aria-label", `${column.label}, ${row.komponen.nama}`);
    if (isNumber(row, column)) field.inputMode = "decimal";
    if (row.jenis === "p" && column.id === "uraian") field.setAttribute("list", "isian-sumber");
    cell.classList.add("disunting");
    cell.replaceChildren(field);
    this.now = { row, column, cell, field, before, wrong, typed: text !== undefined };
    field.addEventListener("input", () => this.tulis.preview(row, column, field.value));
    field.addEventListener("keydown", (event) => this._key(event));
    field.addEventListener("blur", () => this.close());
    field.focus();
    if (text === undefined) field.select();
    return true;
  }

  _key(event) {
    if (event.isComposing) return;
    const moves = { Enter: [event.shiftKey ? -1 : 1, 0], Tab: [0, event.shiftKey ? -1 : 1], ...this._arrows() };
    if (event.key === "Escape") this.close({ keep: false });
    else if (event.key in moves && !(event.key.startsWith("Arrow") && (event.shiftKey || event.ctrlKey))) {
      const [down, right] = moves[event.key];
      this.close({ down, right });
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      this.close();
      return; // the page saves
    } else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** After typing over a cell the arrows leave it, as in a sheet; after F2 they move inside the text. */
  _arrows() {
    if (!this.now.typed) return {};
    return { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  }

  /** Close the field; `keep: false` puts back what was there. Then the cell `down` and `right` of it is at work. */
  close({ keep = true, down = 0, right = 0 } = {}) {
    if (!this.isOpen) return;
    const { row, column, cell, field, before, wrong } = this.now;
    const text = field.value;
    this.now = null;
    cell.classList.remove("disunting");
    const had = document.activeElement === field;
    const { isian } = this.lembar;
    isian.set(row, column.id, before); // what was shown while typing
    if (wrong) isian.wrong.set(`${row.id} ${column.id}`, wrong);
    const same = text === (wrong ? wrong.teks : isNumber(row, column) ? formatNumber(before) : before);
    const done = keep && !same ? this.tulis.write([{ row, column, text }]) : Promise.resolve(null);
    if (!keep || same) this.lembar.refresh([{ row, column: column.id }]);
    if (had || down || right) this.moved({ row, column, down, right });
    done.then((result) => result && this.moved({ row, column, down, right, result }));
  }
}
