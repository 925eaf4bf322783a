/**
 * Writing cells: one change or many as one step to undo, and what was refused kept with its sentence until it is right.
 *
 * A write is {row, column, value, text}: `text` is what was typed. Cells of one simpul go in one operation.
 */
import { newKey } from "../emitter.js";
import * as operations from "../operations.js";
import { clip } from "../dom.js";
import { whyNotWrite } from "../rules.js";

const NEW = "baru";

export class CellWriter {
  #refused = new Map();
  #sent = new WeakMap();

  /** `parts` says which indikator of a simpul is shown; `changed()` draws. */
  constructor({ store, commands, parts, columns, changed }) {
    Object.assign(this, { store, commands, parts, columns, changed });
  }

  /** Why a cell cannot be filled now; "" when it can. */
  whyNot(column, { simpul, part }, { fresh = false } = {}) {
    if (column.kind === null) return `Kolom ${column.title} tidak diisi di kerangka.`;
    const closed = whyNotWrite(this.store);
    if (closed) return closed;
    if (simpul.draft) return "Ketik dahulu pernyataan simpul ini.";
    if (column.of === "indikator" && !part && !fresh && column.path !== "nama") return "Isi nama indikatornya dahulu.";
    if (column.id === "jenis" && column.options({ key: simpul.key, simpul }).length < 2) return "Di tempat ini simpul hanya dapat berjenis ini.";
    return "";
  }

  // --- what was refused -------------------------------------------------------------------------------------

  #slot({ key, part }, { id, of }) {
    return `${key} ${of === "indikator" ? part?.kunci ?? NEW : ""} ${id}`;
  }

  /** {text, why} of a cell whose last value was refused, else undefined. */
  refusal(row, column) {
    return this.#refused.get(this.#slot(row, column));
  }

  keep(row, column, text, why) {
    this.#refused.set(this.#slot(row, column), { text, why });
    this.changed();
  }

  forget(row, column) {
    const had = this.#refused.delete(this.#slot(row, column));
    if (had) this.changed();
    return had;
  }

  // --- writing ----------------------------------------------------------------------------------------------

  /** Write the cells; answers the step of the history, or null when nothing changes. */
  write(writes, label) {
    const byKey = new Map();
    for (const write of writes) {
      this.#refused.delete(this.#slot(write.row, write.column));
      byKey.set(write.row.key, [...(byKey.get(write.row.key) ?? []), write]);
    }
    const ops = [...byKey].map(([key, cells]) => this.#operation(key, cells));
    return ops.length ? this.commands.history.run(label, ops) : null;
  }

  #operation(key, cells) {
    const data = {};
    const changes = new Map();
    for (const { row, column, value } of cells) {
      const sent = column.send ? column.send(value) : value;
      if (column.of !== "indikator") data[column.path] = sent;
      else merge(changes, this.#kunciOf(row), column.path, sent);
    }
    if (changes.size) data.indikator = [...changes.values()];
    const op = operations.edit(key, data);
    this.#sent.set(op, cells);
    return op;
  }

  /** The indikator a cell belongs to; writing the name where there is none begins one, and takes along what was kept for it. */
  #kunciOf(row) {
    if (row.part) return row.part.kunci;
    const part = { kunci: newKey("p") };
    for (const column of this.columns) {
      const kept = this.#refused.get(this.#slot(row, column));
      if (column.of !== "indikator" || !kept) continue;
      this.#refused.delete(this.#slot(row, column));
      this.#refused.set(this.#slot({ ...row, part }, column), kept);
    }
    row.part = part;
    this.parts.show(row.key, part.kunci);
    return part.kunci;
  }

  /** Take an indikator away; one step to undo, offered at once. */
  removePart({ key, part }) {
    const entry = this.commands.history.run("Hapus indikator", [operations.edit(key, { indikator: [{ kunci: part.kunci, hapus: true }] })]);
    this.commands.offer(`Indikator “${clip(part.nama, 40)}” dihapus.`, "Urungkan", () => this.commands.history.undoEntry(entry));
  }

  // --- what the server says ---------------------------------------------------------------------------------

  /**
   * Take back a refusal of cells written here: the cells named keep what was typed with the sentence, the others are sent again.
   * False when the refused change was not made here.
   */
  fail({ ops, galat, pesan }) {
    if (!ops.every((op) => this.#sent.has(op) && this.store.has(op.key))) return false;
    const cells = ops.flatMap((op) => this.#sent.get(op));
    const faults = new Map();
    for (const fault of galat) {
      for (const cell of this.#named(ops, fault.medan)) faults.set(cell, fault.pesan);
    }
    if (!faults.size) for (const cell of cells) faults.set(cell, pesan);
    for (const [{ row, column, text }, why] of faults) {
      this.keep(this.#now(row), column, text, why);
    }
    this.#again(cells.filter((cell) => !faults.has(cell)));
    this.commands.say([...new Set(faults.values())].join(" "));
    this.changed();
    return true;
  }

  /** The cells a refusal names: "operasi.2.indikator.0.target.2026", or less of it. */
  #named(ops, medan) {
    const [, index, rest = ""] = /^operasi\.(\d+)\.?(.*)$/.exec(medan) ?? [];
    const op = ops[Number(index)];
    if (!op) return [];
    const cells = this.#sent.get(op);
    const [, at, path = ""] = /^indikator\.?(\d*)\.?(.*)$/.exec(rest) ?? [];
    const named = at === undefined ? cells.filter(({ column }) => column.of === "simpul" && column.path === rest)
      : cells.filter(({ row, column }) => row.part?.kunci === op.data.indikator?.[Number(at)]?.kunci && column.path === path);
    return named.length ? named : cells;
  }

  /** The row as the store has it after the refusal: a new indikator is gone again. */
  #now({ key, part }) {
    const simpul = this.store.get(key);
    const here = simpul.indikator?.find(({ kunci }) => kunci === part?.kunci) ?? null;
    if (part && !here) this.parts.showNew(key);
    return { key, simpul, part: here };
  }

  #again(cells) {
    const rows = new Map(cells.map(({ row }) => [row, this.#now(row)]));
    for (const cell of cells) cell.row = rows.get(cell.row);
    const lost = cells.filter(({ row, column }) => this.whyNot(column, row));
    for (const { row, column, text } of lost) this.keep(row, column, text, this.whyNot(column, row));
    this.write(cells.filter((cell) => !lost.includes(cell)), "Isi sel");
  }
}

function merge(changes, kunci, path, value) {
  const [name, year] = path.split(".");
  const change = changes.get(kunci) ?? { kunci };
  change[name] = year ? { ...change[name], [year]: value } : value;
  changes.set(kunci, change);
}
