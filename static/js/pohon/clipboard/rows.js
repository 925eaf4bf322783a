/**
 * A pasted table as rows of a tree. Pure.
 *
 * A row is {line, depth, text, jenis, soft, faktor, indikator: [{nama, satuan, baseline_nilai, kondisi_akhir, target}], problems: [{error,
 * text}]}. The place comes from a code, a column "induk", levels in columns of their own (blank or repeated cells belong to the row above),
 * a level as number or word, or from indents and numbers in the statements.
 */
import { CodePlacer, parseLines, partsOf, unmark } from "../text/indented.js";
import { wordsOf } from "./columns.js";
import { placeByParent } from "./parents.js";
import { measuresOf } from "./measures.js";

/** Levels in words: the kind they name, whether they only suggest it, and how deep they lie. */
const LEVELS = [
  [/^(outcome|tahap 1)/, { jenis: "outcome", rank: 0 }],
  [/^(csf|critical|tahap 2)/, { jenis: "csf", rank: 1 }],
  [/^strategis (daerah|sektor)/, { jenis: "outcome", rank: 0, soft: true }],
  [/^strategis/, { jenis: "csf", rank: 1, soft: true }],
  [/^(kondisi )?operasional/, { jenis: "operasional", rank: 4 }],
  [/^(kondisi )?antara utama/, { jenis: "antara", rank: 2 }],
  [/^(kondisi )?antara/, { jenis: "antara", rank: 3 }],
  [/^taktikal intermediate/, { jenis: "antara", rank: 2, soft: true }],
  [/^taktikal/, { jenis: "antara", rank: 3, soft: true }],
];

/** Rows from the cells below the head; `kinds` says what each column holds. */
export function rowsOf(cells, kinds, { header, heads }) {
  const columns = kinds.map((kind, i) => ({ kind, i, head: heads[i] ?? "" }));
  const titles = columns.filter(({ kind }) => kind === "pernyataan");
  const entries = cells.map((row, i) => ({ row, line: i + 1 })).slice(header).filter(({ row }) => row.some((cell) => cell.trim()));
  const rows = [];
  const stairs = new Stairs(titles);
  for (const { row, line } of entries) {
    const entry = read(row, line, columns);
    const fresh = titles.length > 1 ? stairs.climb(entry, row) : single(entry, row[titles[0]?.i] ?? "", rows.at(-1));
    rows.push(...fresh);
    const owner = rows.at(-1) ?? blank(line, "");
    if (!rows.length) {
      rows.push(owner);
      owner.problems.push({ error: true, text: "Pernyataan kosong." });
    }
    owner.indikator.push(...entry.indikator);
    owner.problems.push(...entry.problems);
  }
  return titles.length > 1 ? rows : place(rows);
}

function blank(line, text) {
  return { line, depth: 0, text, jenis: "", soft: false, faktor: "", indikator: [], problems: [] };
}

/** The cells of one line that are no statements. */
function read(row, line, columns) {
  const cellOf = (kind) => columns.filter((one) => one.kind === kind).map(({ i }) => row[i].trim()).find(Boolean) ?? "";
  const levels = columns.filter(({ kind }) => kind === "jenis").map(({ i }) => levelOf(row[i])).filter(Boolean);
  const named = levels.find(({ jenis, soft }) => jenis && !soft) ?? levels.find(({ jenis }) => jenis);
  const { indikator, problems } = measuresOf(row, columns);
  return {
    line, kode: cellOf("kode"), induk: cellOf("induk"), faktor: cellOf("faktor"), indikator, problems,
    jenis: named?.jenis ?? "", soft: named?.soft ?? false,
    rank: levels.length ? (named?.soft === false ? named : levels.reduce((one, other) => (other.rank > one.rank ? other : one))).rank : null,
  };
}

/** {jenis, rank, soft} of a level in words or as a number; null when it says nothing. */
export function levelOf(cell) {
  const words = wordsOf(cell).replace(/^kinerja /, "");
  const [, number] = /^(?:level |tingkat )?(\d{1,2})$/.exec(words) ?? [];
  if (number) return { jenis: "", rank: Number(number), soft: true };
  const [, found] = LEVELS.find(([pattern]) => pattern.test(words)) ?? [];
  return found ? { soft: false, ...found } : null;
}

function clean(cell) {
  return cell.replace(/\s+/g, " ").trim();
}

/** A line with one statement; without one, or with that of the row above, it carries a further indikator of that row. */
function single(entry, cell, above) {
  const text = clean(cell);
  const same = above && text === above.said && [entry.kode, entry.induk].every((one, i) => !one || one === [above.kode, above.induk][i]);
  const unnamed = !text && entry.kode && entry.kode !== above?.kode && !entry.indikator.length;
  if ((!text && !unnamed) || (same && entry.indikator.length)) return [];
  const { line, jenis, soft, faktor, kode, induk, rank } = entry;
  return [{ ...blank(line, text), said: text, raw: cell.replace(/\s*\n\s*/g, " "), jenis, soft, faktor, kode, induk, rank }];
}

/** Statements in columns by level: what is new in a line, compared with what stands open above it. */
class Stairs {
  #open = [];
  #ranks = [];

  constructor(titles) {
    this.titles = titles;
  }

  climb({ line, jenis, soft, faktor, rank }, row) {
    const fresh = [];
    const last = this.titles.findLastIndex(({ i }) => row[i].trim());
    this.titles.forEach(({ i, head }, at) => {
      const text = clean(row[i]);
      if (!text || this.#open[at] === text) return;
      this.#open.length = at;
      this.#open[at] = text;
      const own = at === last;
      const kind = own && jenis ? { jenis, soft } : levelOf(head);
      const depth = this.#open.slice(0, at).filter(Boolean).length + this.#inner(own && at === this.titles.length - 1 ? rank : null, fresh.length > 0);
      fresh.push({ ...blank(line, unmark(text).text), depth, jenis: kind?.jenis ?? "", soft: kind?.soft ?? false, faktor: own ? faktor : "" });
    });
    return fresh;
  }

  /** How deep a statement lies among those of the last column, by its level. */
  #inner(rank, anew) {
    if (anew || rank === null) this.#ranks = [];
    if (rank === null) return 0;
    while (this.#ranks.length && this.#ranks.at(-1) >= rank) this.#ranks.pop();
    this.#ranks.push(rank);
    return this.#ranks.length - 1;
  }
}

/** Give every row its depth by the best sign the rows carry. */
function place(rows) {
  const ranks = new Set(rows.map(({ rank }) => rank).filter((rank) => rank !== null && rank !== undefined));
  if (rows.some(({ induk }) => induk)) return placeByParent(rows.map(unnumbered));
  if (rows.some(({ kode }) => kode && partsOf(kode).length > 1)) byCode(rows);
  else if (ranks.size > 1) byRank(rows, Math.max(...ranks));
  else byText(rows);
  return rows;
}

function unnumbered(row) {
  return Object.assign(row, { text: unmark(row.text).text });
}

function note(row, text) {
  if (text) row.problems.push({ error: false, text });
}

/** A row without a code hangs under the one above. */
function byCode(rows) {
  const placer = new CodePlacer();
  for (const row of rows.map(unnumbered)) {
    if (!row.kode) row.depth = placer.depth + 1;
    else {
      const found = placer.place(row.kode);
      row.depth = found.depth;
      note(row, found.note);
    }
  }
}

/** A row hangs under the nearest row above it that lies higher; one without a level under the lowest. */
function byRank(rows, lowest) {
  const open = [];
  for (const row of rows.map(unnumbered)) {
    const rank = row.rank ?? lowest + 1;
    while (open.length && open.at(-1) >= rank) open.pop();
    row.depth = open.length;
    open.push(rank);
  }
}

function byText(rows) {
  const filled = rows.filter(({ raw }) => raw?.trim());
  parseLines(filled.map(({ line, raw }) => ({ line, raw }))).forEach(({ depth, text, note: sentence }, i) => {
    Object.assign(filled[i], { depth, text });
    note(filled[i], sentence);
  });
}
