/**
 * Copying a block out of the sheet, and pasting one from Excel into it from the cell at work downward and to the right.
 *
 * A blank cell of the block leaves what is there; a cell that cannot be written is told with its row and column.
 */
import { parseCells } from "../../pohon/clipboard/table.js";
import { isEditable } from "./bentuk.js";

/** What goes where: {writes: [{row, column, text}], left: [{row, column, text, why}], outside: {baris, kolom}}. */
export function planPaste(text, { lembar, at }) {
  const cells = parseCells(text);
  const rows = lembar.visibleRows();
  const columns = lembar.isian.columns;
  const y = rows.findIndex((tr) => tr.dataset.r === at.row);
  const x = columns.findIndex((column) => column.id === at.column);
  const plan = { writes: [], left: [], outside: { baris: 0, kolom: 0 } };
  cells.forEach((line, i) => {
    const row = lembar.isian.byId.get(rows[y + i]?.dataset.r);
    if (!row) {
      if (line.some((cell) => cell.trim())) plan.outside.baris += 1;
      return;
    }
    line.forEach((cell, j) => {
      const column = columns[x + j];
      if (!cell.trim()) return;
      if (!column) plan.outside.kolom = Math.max(plan.outside.kolom, x + j - columns.length + 1);
      else if (isEditable(row, column)) plan.writes.push({ row, column, text: cell });
      else if (!same(cell, lembar.text(row, column))) plan.left.push({ row, column, text: cell, why: "tidak dapat diisi (jumlah atau bukan bagian baris ini)." });
    });
  });
  return plan;
}

function same(cell, shown) {
  return cell.trim() === shown || cell.replace(/\D/g, "") === shown.replace(/\D/g, "");
}

/** A block as text between tabs, as Excel takes it. */
export function blockText(block, lembar) {
  return block.map((line) => line.map(({ row, column }) => quote(lembar.text(row, column))).join("\t")).join("\n");
}

function quote(text) {
  return /["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
