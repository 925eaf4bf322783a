/**
 * The field in a cell: text, number or a list of choices. One at a time; the row mounts it each time it draws the cell.
 *
 * What cannot be read as the column's value keeps the field open with the sentence below it; left so (by a click elsewhere, or when the
 * page goes away), the text stays in the cell as refused. `done(step)` moves on: "down", "up", "right", "left", "stay" or null.
 */
import { el } from "../dom.js";
import { draftOf } from "./columns.js";
import { readCell } from "./reading.js";

const STEPS = { Enter: ["down", "up"], Tab: ["right", "left"] };

export class CellEditor {
  row = null;
  column = null;
  #field = null;
  #holding = false;

  constructor({ store, writer, say, warn, done }) {
    Object.assign(this, { store, writer, say, warn, done });
    this.why = el("span", { class: "ed-cell-why", id: "ed-cell-why", role: "alert", hidden: true });
    store.on("tree", () => {
      if (!this.isOpen || store.has(this.row.key)) return;
      const { text } = this;
      this.#close();
      if (text) this.warn(`Simpul ini dihapus. Isian Anda yang belum tersimpan: “${text}”.`);
    });
    addEventListener("pagehide", () => this.leave());
  }

  get isOpen() {
    return this.row !== null;
  }

  isAt(key, id) {
    return this.row?.key === key && this.column.id === id;
  }

  get text() {
    return this.#field?.value ?? "";
  }

  /** Begin in a cell; `blank` when typing replaces what stands there. */
  open(row, column, { blank = false } = {}) {
    this.leave();
    const refused = this.writer.refusal(row, column);
    Object.assign(this, { row, column });
    this.typing = { key: row.key, name: column.of === "indikator" ? "indikator" : column.path, on: {} };
    this.store.emit("typing", this.typing); // what others write here meanwhile waits
    this.before = draftOf(column, row);
    this.#field = column.kind === "choice" ? this.#choices() : this.#line();
    this.#field.value = blank && column.kind !== "choice" ? "" : refused?.text ?? this.before;
    this.#tell(blank ? "" : refused?.why ?? "");
    this.#field.addEventListener("keydown", (event) => this.#pressed(event));
    this.#field.addEventListener("blur", () => {
      if (!this.#holding && document.hasFocus()) this.leave();
    });
  }

  #line() {
    const { kind, spoken, title } = this.column;
    return el("input", {
      class: "ed-cell-field", type: "text", inputmode: kind === "number" ? "decimal" : null, autocomplete: "off",
      "aria-label": spoken ?? title, "aria-describedby": "ed-cell-why",
    });
  }

  #choices() {
    const { options, spoken, title } = this.column;
    const field = el("select", { class: "ed-cell-field", "aria-label": spoken ?? title, "aria-describedby": "ed-cell-why" },
      options(this.row).map(([value, text]) => el("option", { value }, text)));
    return field;
  }

  mount(host) {
    if (this.#field.parentElement === host) return;
    this.#holding = true;
    host.replaceChildren(this.#field, this.why);
    this.#holding = false;
    this.#field.focus({ preventScroll: true });
    if (this.#field.select && this.#field.value === this.before) this.#field.select();
  }

  #tell(why) {
    this.why.textContent = why;
    this.why.hidden = !why;
    if (why) this.#field.setAttribute("aria-invalid", "true");
    else this.#field.removeAttribute("aria-invalid");
  }

  #pressed(event) {
    if (event.isComposing || event.keyCode === 229) return;
    event.stopPropagation();
    const [step, back] = STEPS[event.key] ?? [];
    if (step && event.repeat) event.preventDefault(); // a key held down acts once
    else if (step) this.commit(event.shiftKey ? back : step);
    else if (event.key === "Escape") {
      this.writer.forget(this.row, this.column);
      this.#close("stay");
    } else return;
    event.preventDefault();
  }

  /** Save and move on; false when the text cannot be read, and the field stays with the reason. */
  commit(step = null) {
    const { row, column, text } = this;
    const refused = this.writer.refusal(row, column);
    if (text === this.before && !refused) {
      this.#close(step);
      return true;
    }
    const { value, why } = readCell(column, row, text);
    if (why) {
      this.#tell(why);
      return false;
    }
    this.#close();
    if (this.store.has(row.key)) this.writer.write([{ row, column, value, text }], `Ubah ${(column.spoken ?? column.title).toLowerCase()}`);
    if (step) this.done(step);
    return true;
  }

  /** The focus goes elsewhere: save, or keep what cannot be read where it stands. */
  leave() {
    if (!this.isOpen || this.commit()) return;
    const { row, column, text } = this;
    this.writer.keep(row, column, text, this.why.textContent);
    this.say(this.why.textContent);
    this.#close();
  }

  #close(step = null) {
    const field = this.#field;
    const { key, on } = this.typing;
    queueMicrotask(() => this.store.emit("typing", { key, on })); // after what is written now
    Object.assign(this, { row: null, column: null });
    this.#field = null;
    this.#holding = true;
    field.remove();
    this.why.remove();
    this.#holding = false;
    this.done(step);
  }
}
