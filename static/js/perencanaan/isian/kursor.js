/**
 * The cell at work and the block around it: arrows, Enter, Tab, Home, End, pages, Shift for a block; what keys do to it.
 *
 *   const kursor = new Kursor(lembar, {open, erase, leave, changed, add})
 *   kursor.at -> place or null; kursor.block() -> [[place, …], …]
 */
const PAGE = 15;

export class Kursor {
  constructor(lembar, { open, erase, leave, changed, add }) {
    Object.assign(this, { lembar, open, erase, leave, changed, add });
    this.at = null; // {row id, column id}
    this.anchor = null;
    lembar.table.addEventListener("keydown", (event) => this._key(event));
    lembar.table.addEventListener("focusin", (event) => this._focused(event));
    lembar.table.addEventListener("mousedown", (event) => this._pressed(event));
    lembar.table.addEventListener("dblclick", (event) => this._opened(event));
    lembar.table.addEventListener("click", (event) => this._tapped(event));
  }

  place() {
    const cell = this.at && this.lembar.cell(this.at.row, this.at.column);
    return cell ? this.lembar.placeOf(cell) : null;
  }

  // --- Moving ------------------------------------------------------------------------------------
  go(rowId, columnId, { focus = true } = {}) {
    const cell = this.lembar.cell(rowId, columnId);
    if (!cell) return false;
    this.entry?.setAttribute("tabindex", "-1");
    this.entry = cell;
    cell.tabIndex = 0;
    [this.at, this.anchor] = [{ row: rowId, column: columnId }, { row: rowId, column: columnId }];
    if (focus) cell.focus({ preventScroll: false });
    this._mark();
    this.changed(this.place());
    return true;
  }

  move(down, right, { from = this.at, extend = false } = {}) {
    const rows = this.lembar.visibleRows();
    const columns = this.lembar.isian.columns;
    const y = rows.findIndex((tr) => tr.dataset.r === from?.row);
    const x = columns.findIndex((column) => column.id === from?.column);
    const row = rows[clamp(y + down, rows.length)];
    const column = columns[clamp(x + right, columns.length)];
    if (!row) return;
    const anchor = this.anchor;
    this.go(row.dataset.r, column.id);
    if (extend) {
      this.anchor = anchor;
      this._mark();
    }
  }

  /** To the next cell with Tab, over the end of a row into the next; false at the end of the sheet. */
  _tab(step) {
    const rows = this.lembar.visibleRows();
    const columns = this.lembar.isian.columns;
    const y = rows.findIndex((tr) => tr.dataset.r === this.at.row);
    const x = columns.findIndex((column) => column.id === this.at.column) + step;
    const next = x < 0 ? [y - 1, columns.length - 1] : x >= columns.length ? [y + 1, 0] : [y, x];
    if (!rows[next[0]]) return false;
    this.go(rows[next[0]].dataset.r, columns[next[1]].id);
    return true;
  }

  // --- The block ---------------------------------------------------------------------------------
  block() {
    if (!this.at) return [];
    const rows = this.lembar.visibleRows();
    const columns = this.lembar.isian.columns;
    const ys = [this.at, this.anchor].map(({ row }) => rows.findIndex((tr) => tr.dataset.r === row));
    const xs = [this.at, this.anchor].map(({ column }) => columns.findIndex((one) => one.id === column));
    const chosen = columns.slice(Math.min(...xs), Math.max(...xs) + 1);
    return rows.slice(Math.min(...ys), Math.max(...ys) + 1).map((tr) => chosen.map((column) => ({ row: this.lembar.isian.byId.get(tr.dataset.r), column })));
  }

  _mark() {
    for (const cell of this.marked ?? []) cell.classList.remove("terpilih");
    this.marked = [];
    const same = this.at.row === this.anchor.row && this.at.column === this.anchor.column;
    if (same) return;
    this.marked = this.block().flat().map(({ row, column }) => this.lembar.cell(row.id, column.id));
    for (const cell of this.marked) cell.classList.add("terpilih");
  }

  // --- Events ------------------------------------------------------------------------------------
  _focused(event) {
    const place = this.lembar.placeOf(event.target);
    if (!place || event.target !== place.cell) return;
    if (this.at?.row !== place.row.id || this.at?.column !== place.column.id) this.go(place.row.id, place.column.id, { focus: false });
  }

  _pressed(event) {
    const place = this.lembar.placeOf(event.target);
    if (!place || event.target.closest("button, input") || !event.shiftKey || !this.at) return;
    event.preventDefault();
    const anchor = this.anchor;
    this.go(place.row.id, place.column.id);
    this.anchor = anchor;
    this._mark();
  }

  _opened(event) {
    const place = this.lembar.placeOf(event.target);
    if (place && !event.target.closest("button, input")) this.open(place);
  }

  /** A finger has no second click and no F2. */
  _tapped(event) {
    if (event.pointerType !== "touch") return;
    this._opened(event);
  }

  _key(event) {
    const place = this.place();
    if (!place || event.target !== place.cell || event.isComposing) return;
    const control = event.ctrlKey || event.metaKey;
    const act = control ? this._withControl(event) : this._plain(event, place);
    if (act === true) event.preventDefault();
  }

  _withControl(event) {
    const rows = this.lembar.visibleRows();
    if (event.key === "Home") return this.go(rows[0].dataset.r, this.lembar.isian.columns[0].id);
    if (event.key === "End") return this.go(rows.at(-1).dataset.r, this.lembar.isian.columns.at(-1).id);
    return false;
  }

  _plain(event, place) {
    const extend = event.shiftKey;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-PAGE, 0], PageDown: [PAGE, 0], Home: [0, -99], End: [0, 99] };
    if (event.altKey) return false;
    if (event.key in steps) this.move(...steps[event.key], { extend });
    else if (event.key === "Enter") this.move(extend ? -1 : 1, 0);
    else if (event.key === "Tab") return this._tab(extend ? -1 : 1);
    else if (event.key === "Escape") this.leave();
    else if (event.key === "F2") this.open(place);
    else if (event.key === "Insert") this.add(place);
    else if (event.key === "Delete" || event.key === "Backspace") this.erase();
    else if (event.key.length === 1 && event.key !== " ") return this.open(place, { text: event.key });
    else return false;
    return true;
  }
}

function clamp(at, length) {
  return Math.min(Math.max(at, 0), length - 1);
}
