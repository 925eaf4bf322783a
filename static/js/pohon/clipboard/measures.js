/**
 * The indikator one row of a table carries, with unit, values and targets. Several numbered lines in one cell are several indikator; the
 * other cells then give each one its line. Pure.
 */
import { unmark } from "../text/indented.js";
import { readNumber, whyNotNumber } from "../text/numbers.js";

const NUMBERS = { baseline: ["baseline_nilai", "Kondisi awal"], akhir: ["kondisi_akhir", "Kondisi akhir"] };
const LONGEST = { nama: 500, satuan: 60 };
const NOTHING = /^[-–—]+$/;

/** {indikator, problems} of a row; `columns` are {kind, i, head}. */
export function measuresOf(row, columns) {
  const problems = [];
  const names = namesOf(columns.filter(({ kind }) => kind === "indikator").map(({ i }) => row[i].trim()).find(Boolean) ?? "");
  const indikator = names.map((nama) => ({ nama, target: {} }));
  let lost = false;
  for (const { kind, i, head } of columns) {
    const cell = row[i].trim();
    const field = fieldOf(kind);
    if (!field || !cell || NOTHING.test(cell)) continue;
    if (!names.length) lost = true;
    spread(cell, names.length).forEach((value, at) => {
      const why = value && put(indikator[at], field, value);
      if (why) problems.push({ error: true, text: `Kolom ${head || field.label}: ${why}` });
    });
  }
  if (lost) problems.push({ error: false, text: "Satuan atau angka tanpa nama indikator dilewati." });
  if (names.some((nama) => nama.length > LONGEST.nama)) problems.push({ error: true, text: `Nama indikator lebih dari ${LONGEST.nama} karakter. Persingkat.` });
  return { indikator, problems };
}

function namesOf(cell) {
  const lines = cell.split("\n").filter((line) => line.trim());
  const several = lines.length > 1 && lines.every((line) => unmark(line.trim()).mark);
  return (several ? lines : [cell]).map((line) => (several ? unmark(line.trim()).text : line).replace(/\s+/g, " ").trim()).filter(Boolean);
}

/** What a cell says of each of `count` indikator: line by line where it has as many lines, else all of it of the first. */
function spread(cell, count) {
  const lines = cell.split("\n").filter((line) => line.trim()).map((line) => unmark(line.trim()).text);
  return count > 1 && lines.length === count ? lines : [cell.replace(/\s+/g, " ")].slice(0, count);
}

function fieldOf(kind) {
  if (kind === "satuan") return { name: "satuan", label: "Satuan" };
  if (kind.startsWith("target:")) return { year: kind.slice(7), label: `Target ${kind.slice(7)}` };
  const [name, label] = NUMBERS[kind] ?? [];
  return name ? { name, label, number: true } : null;
}

/** Write a value into an indikator; returns why it cannot be. */
function put(part, { name, year, number, label }, value) {
  if (name === "satuan") {
    part.satuan = value;
    return value.length > LONGEST.satuan ? `${label} lebih dari ${LONGEST.satuan} karakter. Persingkat.` : "";
  }
  const why = whyNotNumber(value);
  if (why) return why;
  if (value.endsWith("%")) part.satuan ??= "%";
  if (number) part[name] = readNumber(value);
  else part.target[year] = readNumber(value);
  return "";
}
