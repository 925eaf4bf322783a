/**
 * What the sheet holds: what the server has, what was typed over it, sums, and what is to be sent. Knows no page.
 *
 *   const isian = new Isian(data);
 *   isian.value(row, "th:2026"), isian.set(row, "th:2026", "80") -> the value before
 *   isian.payload() -> what the server takes; isian.renew(data) -> takes what the server has now, keeping what was typed
 */
import { fromCents, toCents } from "./angka.js";
import { columnsOf, fieldOf, isOfTree, rowsOf, sourceRow } from "./bentuk.js";

export class Isian {
  constructor(data) {
    this.typed = new Map(); // row id -> Map(column id -> value)
    this.wrong = new Map(); // "row id column id" -> {teks, pesan}
    this.fresh = 0;
    this._take(data);
  }

  _take(data) {
    this.data = data;
    this.columns = columnsOf(data);
    this.years = data.tahun;
    this.summed = data.dijumlah.map((tahun) => `th:${tahun}`); // the prakiraan maju of a Renja is not of its sum
    this.komponen = new Map(data.komponen.map((komponen) => [komponen.id, komponen]));
    this.groups = new Map(data.komponen.map((komponen) => [komponen.id, rowsOf(komponen)]));
    this.byId = new Map([...this.groups.values()].flat().map((row) => [row.id, row]));
  }

  get rows() {
    return [...this.groups.values()].flat();
  }

  // --- Values ----------------------------------------------------------------------------------
  value(row, column) {
    return this.typed.get(row.id)?.get(column) ?? row.asal[column] ?? "";
  }

  /** Let a cell have a value; an emptied value of the tree follows the tree again. Returns the value before. */
  set(row, column, value) {
    if (row.jenis === "p") this._sums(); // before the value changes
    const before = this.value(row, column);
    const after = value === "" && row.pohon && column in row.pohon ? row.pohon[column] : value;
    this.wrong.delete(`${row.id} ${column}`);
    if (after === (row.asal[column] ?? "")) this._forget(row, column);
    else this._type(row, column, after);
    if (row.jenis === "p" && column.startsWith("th:")) this._add(row.komponen, column, toCents(after) - toCents(before));
    return before;
  }

  _type(row, column, value) {
    if (!this.typed.has(row.id)) this.typed.set(row.id, new Map());
    this.typed.get(row.id).set(column, value);
  }

  _forget(row, column) {
    const own = this.typed.get(row.id);
    if (!own?.delete(column)) return;
    if (!own.size) this.typed.delete(row.id);
  }

  isChanged(row, column) {
    return Boolean(this.typed.get(row.id)?.has(column));
  }

  get changes() {
    return [...this.typed.values()].reduce((sum, own) => sum + own.size, 0) + this.wrong.size;
  }

  // --- Deviations ------------------------------------------------------------------------------
  deviates(row, column) {
    return Boolean(row.pohon) && isOfTree(row, { id: column }) && this.value(row, column) !== (row.pohon[column] ?? "");
  }

  deviations(row) {
    return row.jenis === "i" ? this.columns.filter((column) => this.deviates(row, column.id)) : [];
  }

  needsReason(row) {
    return this.deviations(row).length > 0 && !this.value(row, "alasan").trim();
  }

  // --- Sums ------------------------------------------------------------------------------------
  /** The pagu of a komponen in a year (no year: of those the document plans) as a plain number; each lowest one counts once. */
  sum(komponen, column) {
    const own = this._sums().get(komponen);
    if (!own) return "";
    if (column) return own.has(column) ? fromCents(own.get(column)) : "";
    const cents = this.summed.filter((id) => own.has(id)).map((id) => own.get(id));
    return cents.length ? fromCents(cents.reduce((a, b) => a + b, 0n)) : "";
  }

  rowSum(row) {
    const cents = this.summed.map((id) => this.value(row, id)).filter(Boolean).map(toCents);
    return cents.length ? fromCents(cents.reduce((a, b) => a + b, 0n)) : "";
  }

  hasAmount(row) {
    return this.years.some((tahun) => this.value(row, `th:${tahun}`));
  }

  total(column) {
    return this.sum(0, column);
  }

  /** The komponen whose sums a komponen takes part in, itself first; 0 is the whole document. */
  path(komponen) {
    const found = [];
    for (let at = komponen; at; at = this.komponen.get(at.induk)) found.push(at.id);
    return [...found, 0];
  }

  _sums() {
    if (this.sums) return this.sums;
    this.sums = new Map([0, ...this.groups.keys()].map((id) => [id, new Map()]));
    for (const row of this.rows) {
      if (row.jenis !== "p") continue;
      for (const tahun of this.years) {
        const value = this.value(row, `th:${tahun}`);
        if (value) this._add(row.komponen, `th:${tahun}`, toCents(value));
      }
    }
    return this.sums;
  }

  _add(komponen, column, cents) {
    const sums = this._sums();
    for (const id of this.path(komponen)) {
      const own = sums.get(id);
      own.set(column, (own.get(column) ?? 0n) + cents);
    }
  }

  // --- Rows of sources ---------------------------------------------------------------------------
  addSource(komponen) {
    this.fresh += 1;
    const row = sourceRow(komponen, `n${komponen.id}.${this.fresh}`);
    const group = this.groups.get(komponen.id);
    const after = group.findLastIndex((other) => other.jenis !== "i");
    group.splice(after + 1, 0, row);
    this.byId.set(row.id, row);
    return row;
  }

  // --- To and from the server --------------------------------------------------------------------
  payload() {
    const touched = new Set([...this.typed.keys()].map((id) => this.byId.get(id).komponen.id));
    return { komponen: [...touched].map((id) => this._entry(id)) };
  }

  _entry(id) {
    const entry = { id, versi: this.komponen.get(id).versi };
    const group = this.groups.get(id);
    const changed = group.filter((row) => this.typed.has(row.id));
    for (const row of changed) {
      if (row.jenis === "k") entry.teks = Object.fromEntries([...this.typed.get(row.id)].map(([column, value]) => [column.split(":")[1], value]));
      if (row.jenis === "i") entry.indikator = [...(entry.indikator ?? []), this._indicator(row)];
    }
    if (changed.some((row) => row.jenis === "p")) entry.pagu = group.filter((row) => row.jenis === "p").map((row) => this._source(row));
    return entry;
  }

  _source(row) {
    const tahun = this.years.map((year) => [year, this.value(row, `th:${year}`)]).filter(([, value]) => value);
    return { sumber: this.value(row, "uraian"), tahun: Object.fromEntries(tahun) };
  }

  _indicator(row) {
    const entry = { id: row.indikator };
    for (const [column, value] of this.typed.get(row.id)) {
      const [name, tahun] = column.split(":");
      const sent = this.deviates(row, column) || !isOfTree(row, { id: column }) ? value : null;
      if (!tahun) entry[fieldOf(name)] = sent;
      else {
        const kind = name === "th" ? "target" : name;
        entry[kind] = { ...entry[kind], [tahun]: sent || null };
      }
    }
    return entry;
  }

  /** Take what the server has now for all or some komponen; what was typed stays, unless the server has the same. */
  renew(data, { saved = false } = {}) {
    const all = saved ? { ...this.data, nomor: data.nomor, komponen: this._merged(data.komponen) } : data;
    const [typed, before] = [this.typed, this.byId];
    if (saved) for (const { id } of data.komponen) for (const row of this.groups.get(id) ?? []) typed.delete(row.id);
    [this.typed, this.sums] = [new Map(), null];
    this._take(all);
    let lost = 0;
    for (const [id, own] of typed) {
      const row = this.byId.get(id) ?? this._again(before.get(id));
      for (const [column, value] of own) {
        if (!row) lost += 1;
        else if (value !== (row.asal[column] ?? "")) this._type(row, column, value);
      }
    }
    for (const key of this.wrong.keys()) if (!this.byId.has(key.slice(0, key.lastIndexOf(" ")))) this.wrong.delete(key);
    return lost;
  }

  _merged(fresh) {
    const byId = new Map(fresh.map((komponen) => [komponen.id, komponen]));
    return this.data.komponen.map((komponen) => byId.get(komponen.id) ?? komponen);
  }

  /** A row of a source that is gone from the server stands again as a new one. */
  _again(row) {
    const komponen = row?.jenis === "p" && this.komponen.get(row.komponen.id);
    return komponen?.berpagu ? this.addSource(komponen) : null;
  }
}
