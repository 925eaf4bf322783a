/**
 * The sheet on the page: a table with one tbody per komponen, drawn once and then cell by cell.
 *
 *   <table data-lembar></table>
 *
 * Row and cell know their place: <tr data-r="row id">, <td data-c="column id">. The cell with tabindex 0 is the one at work.
 */
import { formatNumber } from "./angka.js";
import { isEditable, isNumber, isOfTree, isSum } from "./bentuk.js";

const FIRST = 60; // komponen drawn before the first paint
const CHUNK = 120;
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => ESCAPES[sign]);

export class Lembar {
  constructor(table, isian, { readOnly }) {
    Object.assign(this, { table, isian, readOnly, lines: new Map() });
    this.drawn = Promise.resolve();
  }

  // --- Drawing -----------------------------------------------------------------------------------
  /** Draw everything: what is seen first at once, the rest in the pauses after; `drawn` tells when all is there. */
  draw() {
    const ids = [...this.isian.groups.keys()];
    this.table.innerHTML = this._head() + ids.slice(0, FIRST).map((id) => this._group(id)).join("") + this._foot();
    this.drawn = this._drawRest(ids, FIRST);
    return this.drawn;
  }

  async _drawRest(ids, from) {
    const run = (this.run = (this.run ?? 0) + 1);
    for (let at = from; at < ids.length; at += CHUNK) {
      await new Promise((resolve) => setTimeout(resolve));
      if (run !== this.run) return;
      this.table.tFoot.insertAdjacentHTML("beforebegin", ids.slice(at, at + CHUNK).map((id) => this._group(id)).join(""));
    }
  }

  /** Draw the rows of one komponen again. */
  drawGroup(id) {
    const old = this.table.querySelector(`tbody[data-k="${id}"]`);
    if (!old) return;
    const { hidden } = old;
    old.outerHTML = this._group(id);
    this.table.querySelector(`tbody[data-k="${id}"]`).hidden = hidden;
  }

  _head() {
    const heads = this.isian.columns.map((column) => `<th scope="col" role="columnheader" class="lebar-${column.lebar}${column.kind === "number" ? " angka" : ""}">${escape(column.label)}</th>`);
    return `<thead role="rowgroup"><tr role="row">${heads.join("")}</tr></thead>`;
  }

  _foot() {
    const [first, ...others] = this.isian.columns;
    const cells = others.map((column) => `<td role="gridcell" class="angka lebar-${column.lebar}" data-total="${escape(column.id)}" data-label="${escape(column.label)}">${this._total(column)}</td>`);
    return `<tfoot role="rowgroup"><tr role="row"><th scope="row" role="rowheader" class="lebar-${first.lebar}">Jumlah pagu dokumen (Rp)</th>${cells.join("")}</tr></tfoot>`;
  }

  _total(column) {
    if (column.id.startsWith("th:")) return formatNumber(this.isian.total(column.id));
    return column.id === "kondisi_akhir" ? formatNumber(this.isian.sum(0)) : "";
  }

  _group(id) {
    return `<tbody role="rowgroup" data-k="${id}">${this.isian.groups.get(id).map((row) => this._row(row)).join("")}</tbody>`;
  }

  _row(row) {
    const { nada, kedalaman } = row.komponen;
    const cells = this.isian.columns.map((column) => this._cell(row, column));
    return `<tr role="row" data-r="${escape(row.id)}" class="baris-${row.jenis} nada-${nada} dalam-${Math.min(kedalaman, 5)}">${cells.join("")}</tr>`;
  }

  _cell(row, column) {
    const { kelas, label, readonly, isi } = this.face(row, column);
    const tag = column.id === "uraian" ? "th" : "td";
    const scope = tag === "th" ? ' scope="row" role="rowheader"' : ' role="gridcell"';
    return `<${tag}${scope} data-c="${escape(column.id)}" data-label="${escape(label)}" class="${kelas}" tabindex="-1"${readonly}>${isi}</${tag}>`;
  }

  /** What a cell looks like now. */
  face(row, column) {
    const editable = !this.readOnly && isEditable(row, column);
    const wrong = this.isian.wrong.get(`${row.id} ${column.id}`);
    const marks = [
      `lebar-${column.lebar}`,
      isNumber(row, column) || isSum(row, column) ? "angka" : "",
      editable ? "isi" : "",
      wrong ? "salah" : "",
      this.isian.isChanged(row, column.id) ? "berubah" : "",
      isOfTree(row, column) ? (this.isian.deviates(row, column.id) ? "simpang" : "dari-pohon") : "",
    ];
    const why = wrong ? ' aria-invalid="true"' : "";
    return {
      kelas: marks.filter(Boolean).join(" "),
      label: column.label,
      readonly: (editable ? "" : ' aria-readonly="true"') + why,
      isi: column.id === "uraian" ? this._title(row, wrong) : this._inside(row, column, wrong),
    };
  }

  _title(row, wrong) {
    const { komponen } = row;
    const text = escape(wrong ? wrong.teks : this.isian.value(row, "uraian"));
    const whose = `<small class="milik">${escape(`${komponen.jenis} ${komponen.kode} ${komponen.nama}`)}</small>`;
    if (row.jenis === "k") {
      const more = komponen.berpagu && !this.readOnly ? '<button type="button" class="btn btn-link" data-tambah tabindex="-1">Tambah sumber dana</button>' : "";
      const result = komponen.sasaran ? `<small>${escape(komponen.sasaran)}</small>` : "";
      return `<span class="lencana level-${komponen.nada}">${escape(komponen.jenis)}</span> <span class="kode">${escape(komponen.kode)}</span> ${escape(komponen.nama)}${result}${more}`;
    }
    if (row.jenis === "p") return `${whose}${text || '<i class="redup">sumber dana</i>'}`;
    const back = this.isian.deviations(row).length && !this.readOnly ? '<button type="button" class="btn btn-link" data-ikuti tabindex="-1">Ikuti pohon</button>' : "";
    return `${whose}${text}${this._tree(row, "uraian")}${back}`;
  }

  _inside(row, column, wrong) {
    if (wrong) return escape(wrong.teks);
    const text = this.text(row, column);
    if (row.jenis === "i" && column.id === "alasan" && this.isian.needsReason(row)) return '<i class="perlu">isi alasannya</i>';
    return escape(text) + this._tree(row, column.id);
  }

  _tree(row, column) {
    if (!this.isian.deviates(row, column)) return "";
    const tree = row.pohon[column] ?? "";
    const shown = column === "uraian" || column === "satuan" ? tree : formatNumber(tree);
    return `<small class="pohon">pohon: ${escape(shown || "kosong")}</small>`;
  }

  /** The text of a cell as it is shown and copied. */
  text(row, column) {
    if (isSum(row, column)) {
      if (row.jenis === "p") return formatNumber(this.isian.rowSum(row));
      return formatNumber(this.isian.sum(row.komponen.id, column.id === "kondisi_akhir" ? null : column.id));
    }
    if (row.jenis === "p" && column.id === "satuan") return "Rp";
    const value = this.isian.value(row, column.id);
    return isNumber(row, column) ? formatNumber(value) : value;
  }

  // --- Drawing again -----------------------------------------------------------------------------
  /** Draw cells again with what depends on them, each once: [{row, column id}]. */
  refresh(daftar) {
    const seen = new Map();
    const add = (row, column) => seen.set(`${row.id} ${column}`, [row, column]);
    for (const { row, column } of daftar) {
      add(row, column);
      if (row.jenis === "i") for (const id of ["uraian", "alasan"]) add(row, id);
      if (row.jenis === "p" && column.startsWith("th:")) this._summed(row, column, add);
    }
    for (const [row, column] of seen.values()) this._repaint(row, column);
    if ([...seen.values()].some(([row]) => row.jenis === "p")) this.refreshTotals();
  }

  refreshSums(row, column) {
    this._summed(row, column, (other, id) => this._repaint(other, id));
    this.refreshTotals();
  }

  _summed(row, column, act) {
    act(row, "kondisi_akhir");
    for (const id of this.isian.path(row.komponen).slice(0, -1)) {
      const head = this.isian.byId.get(`k${id}`);
      act(head, column);
      act(head, "kondisi_akhir");
    }
  }

  refreshTotals() {
    for (const cell of this.table.tFoot.querySelectorAll("[data-total]")) {
      const text = this._total(this.column(cell.dataset.total));
      if (cell.textContent !== text) cell.textContent = text;
    }
  }

  _repaint(row, columnId) {
    const cell = this.cell(row.id, columnId);
    const column = this.column(columnId);
    if (!cell || !column || cell.classList.contains("disunting")) return;
    const { kelas, isi } = this.face(row, column);
    const name = cell.classList.contains("terpilih") ? `${kelas} terpilih` : kelas;
    if (cell.className !== name) cell.className = name;
    cell.innerHTML = isi;
    if (cell.classList.contains("salah")) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
  }

  // --- Places ------------------------------------------------------------------------------------
  column(id) {
    return this.isian.columns.find((column) => column.id === id);
  }

  cell(rowId, columnId) {
    return this.line(rowId)?.children[this.isian.columns.findIndex((column) => column.id === columnId)] ?? null;
  }

  line(rowId) {
    let line = this.lines.get(rowId);
    if (!line?.isConnected) {
      line = this.table.querySelector(`tr[data-r="${CSS.escape(rowId)}"]`);
      this.lines.set(rowId, line);
    }
    return line;
  }

  /** {row, column} of a cell or of what lies in it; null outside. */
  placeOf(node) {
    const cell = node.closest?.("[data-c]");
    const row = cell && this.isian.byId.get(cell.parentElement.dataset.r);
    return row ? { cell, row, column: this.column(cell.dataset.c) } : null;
  }

  /** The lines one sees, top to bottom. */
  visibleRows() {
    const kind = { pagu: "p", indikator: "i" }[this.table.dataset.tampil];
    const bodies = [...this.table.tBodies].filter((body) => !body.hidden);
    return bodies.flatMap((body) => [...body.rows].filter((line) => !kind || line.classList.contains(`baris-${kind}`)));
  }

  isVisible(rowId) {
    const line = this.line(rowId);
    return Boolean(line) && this.visibleRows().includes(line);
  }
}
