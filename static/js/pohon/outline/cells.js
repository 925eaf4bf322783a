/**
 * The cursor in the cells of the outline and what keys, pointer and clipboard do there. `column` is the id of the column it stands in,
 * null while the focus is on whole rows.
 */
import { parseCells } from "../clipboard/table.js";
import { isTyping } from "../dom.js";
import { CellEditor } from "./cell-editor.js";
import { planPaste } from "./cell-paste.js";
import { INDICATOR, TITLE, textOf, valueOf } from "./columns.js";
import { readCell } from "./reading.js";

const HELD_ONCE = ["Enter", "Delete", " "];

export class Cells {
  column = null;

  /** `grid` is the outline: lines, columns, rowOf(key), redraw. */
  constructor(grid, { store, commands, writer, parts, openPanel }) {
    Object.assign(this, { grid, store, commands, writer, parts, openPanel });
    const { say, warn } = commands;
    this.editor = new CellEditor({ store, writer, say, warn, done: (step) => this.#done(step) });
    store.on("view", () => {
      if (store.editing !== null) this.column = null;
    });
  }

  get #shown() {
    return this.grid.columns.shown;
  }

  get #current() {
    return this.#shown.find(({ id }) => id === this.column) ?? null;
  }

  get #row() {
    return this.grid.rowOf(this.store.focus);
  }

  // --- moving -----------------------------------------------------------------------------------------------

  go(id) {
    this.column = id;
    this.grid.focus();
  }

  #sideways(by) {
    const at = this.grid.columns.at(this.column) + by;
    if (at < 0) this.go(null);
    else if (this.#shown[at]) this.go(this.#shown[at].id);
  }

  #along(by) {
    const { lines } = this.grid;
    const key = lines.keys[lines.of(this.store.focus) + by];
    if (key !== undefined) this.store.setFocus(key);
    this.grid.focus();
  }

  #done(step) {
    this.parts.dropNew(this.store.focus);
    if (step === "right" || step === "left") this.#sideways(step === "right" ? 1 : -1);
    else if (step === "down" || step === "up") this.#along(step === "down" ? 1 : -1);
    else if (step) this.grid.focus();
    else this.grid.redraw();
  }

  // --- keys -------------------------------------------------------------------------------------------------

  /** A key pressed in the outline; true when it was used here. */
  pressed(event) {
    if (event.isComposing || event.keyCode === 229 || isTyping(event.target)) return false;
    const control = event.ctrlKey || event.metaKey;
    if (this.column === null) {
      if (event.key !== "ArrowRight" || !control || event.altKey || event.shiftKey) return false;
      this.go(TITLE);
      return true;
    }
    if (event.altKey || !this.#current) return false;
    if (event.repeat && HELD_ONCE.includes(event.key)) return true;
    return control ? this.#withControl(event) : this.#plain(event) || this.#typed(event);
  }

  #withControl({ key }) {
    const { lines, columns } = this.grid;
    if (key === "ArrowLeft") this.go(null);
    else if (key === "ArrowRight") this.go(columns.shown.at(-1).id);
    else if (key === "Home" || key === "End") this.store.setFocus(key === "Home" ? lines.keys[0] : lines.keys.at(-1));
    else if (key === "Enter" && this.column === INDICATOR) this.addPart();
    else return false;
    return true;
  }

  #plain({ key, shiftKey }) {
    switch (key) {
      case "ArrowLeft": this.#sideways(-1); return true;
      case "ArrowRight": this.#sideways(1); return true;
      case "ArrowUp": this.#along(-1); return true;
      case "ArrowDown": this.#along(1); return true;
      case "Home": this.go(TITLE); return true;
      case "End": this.go(this.#shown.at(-1).id); return true;
      case "Enter": case "F2": this.edit(); return true;
      case "Escape": this.#leave(); return true;
      case "Delete": this.#empty(); return true;
      case "Tab":
        if (!this.store.pohon.boleh_ubah) return false;
        this.#sideways(shiftKey ? -1 : 1);
        return true;
      case " ":
        if (this.column === INDICATOR) this.step();
        return true;
      default: return false;
    }
  }

  /** Typing begins the editing; the letter itself goes into the field that now has the focus. */
  #typed(event) {
    if (event.key.length !== 1) return false;
    if (!this.edit({ blank: true })) return true;
    event.stopImmediatePropagation();
    return false;
  }

  #leave() {
    this.go(null);
    this.commands.say("Kembali ke baris.");
  }

  // --- filling ----------------------------------------------------------------------------------------------

  /** Edit the cell, or go where what it shows is filled; true when a field is open. */
  edit({ blank = false } = {}) {
    const column = this.#current;
    const row = this.#row;
    if (column.opens) {
      if (!blank) this.openPanel(column.opens);
      return false;
    }
    if (this.commands.refuses(this.writer.whyNot(column, row))) return false;
    if (column.kind === "title") {
      this.commands.writing.editTitle(row.key);
      this.grid.redraw.flush();
      return true;
    }
    this.editor.open(row, column, { blank });
    this.grid.redraw();
    this.grid.redraw.flush();
    return true;
  }

  #empty() {
    const column = this.#current;
    const row = this.#row;
    if (this.writer.forget(row, column) || this.commands.refuses(this.writer.whyNot(column, row))) return;
    if (column.id === INDICATOR) {
      if (row.part) this.writer.removePart(row);
      return;
    }
    if (valueOf(column, row) === "") return;
    const { value, why } = readCell(column, row, "");
    if (this.commands.refuses(why)) return;
    this.writer.write([{ row, column, value, text: "" }], `Kosongkan ${(column.spoken ?? column.title).toLowerCase()}`);
    this.commands.say("Sel dikosongkan.");
  }

  /** Show the next indikator of the focused simpul. */
  step(by = 1) {
    this.parts.step(this.store.focus, by);
    const { at, count, part } = this.parts.of(this.store.focus);
    if (count) this.commands.say(`Indikator ${at + 1} dari ${count}: ${part?.nama ?? "baru"}.`);
    this.grid.redraw();
  }

  /** Begin a further indikator: its name is typed into the cell. */
  addPart() {
    this.column = INDICATOR;
    if (this.commands.refuses(this.writer.whyNot(this.#current, this.#row))) return;
    this.parts.showNew(this.store.focus);
    this.edit({ blank: true });
  }

  // --- pointer ----------------------------------------------------------------------------------------------

  /** A click in the outline, before it focuses the simpul: which cell it is in, and the buttons of a cell. */
  clicked(event) {
    const cell = event.target.closest("[data-column]");
    if (!cell) return;
    const { key } = cell.closest("[data-key]").dataset;
    const { column } = cell.dataset;
    const again = this.column === column && this.store.focus === key;
    const many = event.ctrlKey || event.metaKey || event.shiftKey;
    this.column = column === TITLE || many ? null : column;
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (!step && !(again && event.pointerType === "touch")) return;
    this.store.setFocus(key);
    if (step === "baru") this.addPart();
    else if (step) this.step(Number(step));
    else this.edit();
    event.stopImmediatePropagation();
    if (!this.editor.isOpen && step) this.grid.focus();
  }

  /** A double click in a cell edits that cell, not the statement; true when it did. */
  doubleClicked(event) {
    if (this.column === null || event.target.closest("button")) return false;
    if (!this.editor.isOpen) this.edit();
    return true;
  }

  // --- clipboard --------------------------------------------------------------------------------------------

  /** Copy, cut and paste of the browser while the focus is on a cell; true when it was used. */
  clipboard(event) {
    const column = this.#current;
    if (!column || isTyping(document.activeElement) || !getSelection().isCollapsed) return false;
    if (event.type === "paste") return this.#paste(event.clipboardData?.getData("text/plain") ?? "");
    const row = this.#row;
    event.clipboardData?.setData("text/plain", this.writer.refusal(row, column)?.text ?? textOf(column, row));
    if (event.type === "cut") this.#empty();
    else this.commands.say("Isi sel disalin.");
    return true;
  }

  #paste(text) {
    const cells = parseCells(text);
    if (!cells.length) return true;
    const { lines, columns, rowOf } = this.grid;
    const keys = lines.keys.slice(lines.of(this.store.focus));
    const { writes, faults, left } = planPaste({
      cells, rows: keys.slice(0, cells.length).map((key) => rowOf(key)), columns: columns.shown.slice(columns.at(this.column)), writer: this.writer,
    });
    const count = `${writes.length} sel diisi.`;
    const changed = writes.filter(({ row, column, value }) => String(valueOf(column, row)) !== String(value));
    this.writer.write(changed, changed.length > 1 ? `Tempel ${changed.length} sel` : "Tempel ke sel");
    for (const { row, column, text: typed, why } of faults) this.writer.keep(row, column, typed, why);
    if (left.length) this.commands.warn([count, ...left].join(" "));
    else this.commands.say(count);
    this.grid.redraw();
    return true;
  }
}
