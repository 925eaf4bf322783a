/** The two sides of the matrix: which simpul stand as rows, which columns stand where, and which of both are empty. Pure. */
import { WORDS } from "./words.js";

export const COLUMN = 48;
const LEAST_BAND = 112; // so that the name of a level with one column can be read

/**
 * Columns side by side by level (and before that by document, where the part has such): {columns: [{…, left, width, place}],
 * bands: [{text, left, width}], width}. `group` keeps one group, `keeps(column)` says which stay.
 */
export function columnsOf(links, kunci, { group = null, keeps = () => true } = {}) {
  const groups = links.groups(kunci);
  const groupRank = rank(groups.map(({ id }) => id));
  const levelRank = rank(links.levels(kunci));
  const { byGroup } = WORDS[kunci];
  const shown = links.columns(kunci).filter((column) => (group === null || column.kelompok === group) && keeps(column));
  const order = (column) => (byGroup ? groupRank.get(column.kelompok) * 1000 : 0) + (levelRank.get(column.label) ?? 999);
  const sorted = shown.map((column) => ({ column, order: order(column) })).sort((a, b) => a.order - b.order);
  const named = byGroup && groups.length > 1;
  const nameOf = new Map(groups.map(({ id, nama }) => [id, nama]));
  return lay(sorted, ({ kelompok, label }) => (named ? `${label} · ${nameOf.get(kelompok)}` : label));
}

function rank(names) {
  return new Map(names.map((name, i) => [name, i]));
}

function lay(sorted, textOf) {
  const columns = [];
  const bands = [];
  let left = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end].order === sorted[start].order) end += 1;
    const width = Math.max(COLUMN, Math.ceil(LEAST_BAND / (end - start)));
    bands.push({ text: textOf(sorted[start].column), count: end - start, left, width: width * (end - start) });
    for (; start < end; start += 1) {
      columns.push({ ...sorted[start].column, left, width, place: columns.length, first: left === bands.at(-1).left });
      left += width;
    }
  }
  return { columns, bands, width: left };
}

/** The columns that stand between two edges, with some on either side. */
export function columnsBetween(columns, from, to, beside) {
  const first = columns.findIndex(({ left, width }) => left + width > from);
  if (first < 0) return columns.slice(-beside);
  let last = first;
  while (last < columns.length && columns[last].left < to) last += 1;
  return columns.slice(Math.max(0, first - beside), last + beside);
}

/** Simpul of what is looked at that nobody linked yet, without those that another unit carries. */
export function emptyRows(store, links, kunci, others) {
  return store.branch(store.top).filter((key) => store.isShown(key) && !store.get(key).draft && !others.get(key) && links.count(kunci, key) === 0);
}

/** Whether no simpul stands behind a column, in this tree or another. */
export function isEmptyColumn(column, counts) {
  return !counts.get(column.id) && column.lain === 0;
}
