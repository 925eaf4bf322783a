/**
 * What Excel and Google Sheets put on the clipboard: cells between tabs, those with a tab or line break in quotes.
 *
 *   isTable(text), parseCells(text) -> [[cell, …], …] as pasted, all rows equally wide
 *
 * Pure.
 */
import { unmark } from "../text/indented.js";

/** Whether the text is a table: a tab inside some line, other than before its text or behind its bullet. */
export function isTable(text) {
  const quoted = /(^|\t)"[^"]*[\t\n\r][^"]*"(\t|\r|\n|$)/.test(text);
  return quoted || text.split(/\r\n|\r|\n/).some((line) => unmark(line.trim()).text.includes("\t"));
}

/** Cells of every row, blank rows inside kept, so that a row keeps its number. */
export function parseCells(text) {
  const rows = readRows(text).map((cells) => cells.map((cell) => cell.replace(/\r\n?/g, "\n").trimEnd()));
  const width = Math.max(0, ...rows.map((cells) => cells.findLastIndex(Boolean) + 1));
  const height = rows.findLastIndex((cells) => cells.some(Boolean)) + 1;
  return rows.slice(0, height).map((cells) => Array.from({ length: width }, (_, i) => cells[i] ?? ""));
}

function readRows(text) {
  const rows = [[]];
  let at = 0;
  while (at <= text.length) {
    const { cell, end } = readQuoted(text, at) ?? readPlain(text, at);
    rows.at(-1).push(cell);
    if (end >= text.length) break;
    at = end + 1;
    if (text[end] === "\t") continue;
    if (text[end] === "\r" && text[at] === "\n") at += 1;
    rows.push([]);
  }
  return rows;
}

function readPlain(text, at) {
  const rest = /[\t\r\n]/g;
  rest.lastIndex = at;
  const end = rest.exec(text)?.index ?? text.length;
  return { cell: text.slice(at, end), end };
}

/** A cell in quotes, two quotes inside standing for one; null when the quotes only belong to the text. */
function readQuoted(text, at) {
  if (text[at] !== '"') return null;
  for (let end = text.indexOf('"', at + 1); end > 0; end = text.indexOf('"', end + 1)) {
    if (text[end + 1] === '"') end += 1;
    else if (end + 1 === text.length || "\t\r\n".includes(text[end + 1])) return { cell: text.slice(at + 1, end).replaceAll('""', '"'), end: end + 1 };
    else return null;
  }
  return null;
}
