/**
 * Every change of the sheet goes through here: read, checked, kept for undo, drawn again, and asked for its reason.
 *
 *   const tulis = new Tulis(isian, lembar, {after});
 *   await tulis.write([{row, column, text}]) -> {count, faults: [{row, column, text, why}], notes}
 */
import { readNumber } from "./angka.js";
import { askReason } from "./alasan.js";
import { isEditable, isNumber, isOfTree, longest } from "./bentuk.js";

const MOST_STEPS = 100;

export class Tulis {
  constructor(isian, lembar, { after }) {
    Object.assign(this, { isian, lembar, after });
    this.steps = [];
  }

  async write(daftar) {
    const step = [];
    const faults = [];
    const notes = [];
    for (const { row, column, text } of daftar) {
      if (!isEditable(row, column)) continue;
      const { nilai, salah, catatan } = this._read(row, column, text);
      step.push({ row: row.id, column: column.id, before: this.isian.value(row, column.id), wrong: this.isian.wrong.get(`${row.id} ${column.id}`) });
      if (salah) {
        this.isian.wrong.set(`${row.id} ${column.id}`, { teks: text, pesan: salah });
        faults.push({ row, column, text, why: salah });
      } else {
        this.isian.set(row, column.id, nilai);
        if (catatan) notes.push({ row, column, text, why: catatan });
      }
    }
    this._keep(step);
    this._paint(step);
    await this._reasons(step);
    return { count: step.length - faults.length, faults, notes };
  }

  /** Show sums while a number is still being typed; nothing is kept for undo. */
  preview(row, column, text) {
    const { nilai, salah } = this._read(row, column, text);
    if (salah || row.jenis !== "p" || !column.id.startsWith("th:")) return;
    this.isian.set(row, column.id, nilai);
    this.lembar.refreshSums(row, column.id);
  }

  _read(row, column, text) {
    if (isNumber(row, column)) return readNumber(text, { pagu: row.jenis === "p" });
    const nilai = String(text).replace(/\s+/g, " ").trim();
    const most = longest(row, column);
    if (column.id === "alasan" && nilai && !this.isian.deviations(row).length) return { salah: "tidak ada yang berbeda dari pohon, jadi tidak perlu alasan." };
    return nilai.length > most ? { salah: `Terlalu panjang: ${nilai.length} karakter, paling banyak ${most}.` } : { nilai };
  }

  // --- Reasons -----------------------------------------------------------------------------------
  async _reasons(step) {
    const touched = new Set(step.filter(({ row, column }) => isOfTree(this.isian.byId.get(row), { id: column })).map(({ row }) => row));
    const all = [...touched].map((id) => this.isian.byId.get(id));
    for (const row of all) if (!this.isian.deviations(row).length) this._reason(step, row, "");
    const rows = all.filter((row) => this.isian.needsReason(row));
    if (!rows.length) return;
    const { alasan, ikuti } = await askReason(rows, this.isian);
    if (ikuti) this._take(step.filter(({ row }) => rows.some((own) => own.id === row)));
    else if (alasan) for (const row of rows) this._reason(step, row, alasan);
    this.after();
  }

  _reason(step, row, alasan) {
    step.push({ row: row.id, column: "alasan", before: this.isian.value(row, "alasan") });
    this.isian.set(row, "alasan", alasan);
    this.lembar.refresh([{ row, column: "alasan" }]);
  }

  /** Let an indicator follow its tree again, all of it. */
  followTree(row) {
    return this.write(this.isian.deviations(row).map((column) => ({ row, column, text: "" })));
  }

  // --- Undo --------------------------------------------------------------------------------------
  _keep(step) {
    if (step.length) this.steps.push(step);
    if (this.steps.length > MOST_STEPS) this.steps.shift();
  }

  undo() {
    const step = this.steps.pop();
    if (!step) return null;
    this._take(step);
    return this.isian.byId.get(step[0].row) ? step[0] : null;
  }

  /** Put the values of a step back, the last first. */
  _take(step) {
    for (const { row: id, column, before, wrong } of step.toReversed()) {
      const row = this.isian.byId.get(id);
      if (!row) continue;
      this.isian.set(row, column, before);
      if (wrong) this.isian.wrong.set(`${id} ${column}`, wrong);
    }
    this._paint(step);
  }

  _paint(step) {
    const places = step.map(({ row, column }) => ({ row: this.isian.byId.get(row), column }));
    this.lembar.refresh(places.filter(({ row }) => row));
    this.after();
  }

  forget() {
    this.steps = [];
  }
}
