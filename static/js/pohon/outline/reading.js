/** What was typed or pasted into a cell, read as what its column holds: {value}, or {why} as a sentence. Pure. */
import { clip } from "../dom.js";
import { amountOf, readNumber, whyNotNumber } from "../text/numbers.js";

export function readCell(column, row, text) {
  const clean = text.trim();
  if (clean === "" && column.required) return { why: emptied(column) };
  if (clean === "" && column.kind === "title") return { why: "Pernyataan tidak boleh kosong. Tulis kondisi yang ingin dicapai." };
  if (column.kind === "number") return readAmount(column, clean);
  if (column.kind === "choice") return readChoice(column, row, clean);
  const words = column.kind === "title" ? clean : clean.replace(/\s+/g, " ");
  if (words.length <= column.longest) return { value: words };
  return { why: `${column.title} terlalu panjang: ${words.length} karakter, paling banyak ${column.longest}. Persingkat.` };
}

function emptied({ kind, title }) {
  if (kind === "choice") return `${title} harus dipilih.`;
  return "Nama indikator tidak boleh kosong. Untuk menghapus indikatornya, tekan Esc lalu Delete.";
}

function readAmount({ spoken, title }, text) {
  if (text === "") return { value: "" };
  const why = whyNotNumber(clip(text, 40));
  return why ? { why: `${spoken ?? title}: ${why}` } : { value: amountOf(readNumber(text)) };
}

/** A choice by its value or its label, whatever its case. */
function readChoice(column, row, text) {
  const options = column.options(row);
  const fold = (words) => String(words ?? "").trim().toLowerCase();
  const found = options.find(([value]) => value === text)
    ?? options.find(([value, label]) => fold(label) === fold(text) || (value && fold(column.also?.(value)) === fold(text)));
  if (found) return { value: found[0] };
  const known = options.map(([, label]) => label.trim()).filter((label) => label !== "–");
  return { why: `${column.title} “${clip(text, 40)}” tidak dikenal. Pilih ${known.length > 8 ? "dari daftar" : known.join(", ")}.` };
}
