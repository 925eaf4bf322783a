/**
 * A block of a spreadsheet put into cells from one cell on, downward and to the right. Pure.
 *
 *   planPaste({cells, rows, columns, writer})  ->  {writes, faults: [{row, column, text, why}], left: [sentence]}
 */
import { readCell } from "./reading.js";

/** What tables write where there is no number. */
const NOTHING = /^[-–—]+$/;

export function planPaste({ cells, rows, columns, writer }) {
  const plan = { writes: [], faults: [] };
  const blocked = new Map();
  const outside = { rows: Math.max(0, cells.length - rows.length), columns: 0 };
  cells.slice(0, rows.length).forEach((texts, i) => {
    outside.columns = Math.max(outside.columns, texts.length - columns.length);
    const row = rows[i];
    const named = texts.some((text, at) => columns[at]?.id === "indikator" && text.trim());
    texts.slice(0, columns.length).forEach((pasted, at) => {
      const column = columns[at];
      const text = column.kind === "number" && NOTHING.test(pasted.trim()) ? "" : pasted;
      const why = writer.whyNot(column, row, { fresh: named });
      if (why) {
        if (text.trim()) blocked.set(why, (blocked.get(why) ?? 0) + 1);
        return;
      }
      if (!text.trim() && (column.required || column.kind === "title")) return; // nothing is there to take its place
      const { value, why: fault } = readCell(column, row, text);
      if (fault) plan.faults.push({ row, column, text, why: fault });
      else plan.writes.push({ row, column, value, text });
    });
  });
  return { ...plan, left: sentences(plan.faults, blocked, outside) };
}

function sentences(faults, blocked, { rows, columns }) {
  return [
    rows > 0 && `${rows} baris tidak muat: baris di kerangka sudah habis.`,
    columns > 0 && `${columns} kolom tidak muat: kolom di kanan sudah habis.`,
    ...[...blocked].map(([why, count]) => `${count} sel dilewati: ${why}`),
    faults.length > 0 && `${faults.length} sel ditandai karena isinya tidak sesuai. ${faults[0].why}`,
  ].filter(Boolean);
}
