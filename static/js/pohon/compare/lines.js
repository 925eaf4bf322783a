/**
 * The comparison as lines to read: each simpul that differs, the way down to it, and what is the same folded. Pure.
 */
import { KINDS, POHON } from "./diff.js";

/** The part of the common order that lies below `top` (itself included); the whole tree when it is not in it. */
export function spanOf({ order, index }, top) {
  const from = index.get(top) ?? 0;
  return { from, to: index.has(top) ? from + order[from].size : order.length };
}

/** The mark of the tree itself, where the span is the whole tree. */
function headOf({ order, marks }, { from, to }) {
  return to - from === order.length ? marks.get(POHON) : undefined;
}

/** How many simpul of a span differ (the tree itself counts as one), in all and by kind. */
export function countsOf(difference, span) {
  const counts = { semua: 0, ...Object.fromEntries(KINDS.map((kind) => [kind, 0])) };
  const within = difference.order.slice(span.from, span.to).map(({ id }) => difference.marks.get(id));
  for (const mark of [headOf(difference, span), ...within]) {
    if (!mark) continue;
    counts.semua += 1;
    for (const kind of mark.what) counts[kind] += 1;
  }
  return counts;
}

function fits(mark, filter) {
  return Boolean(mark) && (filter === "semua" || mark.what.includes(filter));
}

/** Which simpul of a span are shown: those wanted and all above them. */
function shownOf({ order, index, marks }, { from, to }, filter) {
  const shown = new Set();
  for (let i = to - 1; i >= from; i -= 1) {
    const { id, induk } = order[i];
    if (!shown.has(id) && !fits(marks.get(id), filter)) continue;
    shown.add(id);
    if (i > from && index.has(induk)) shown.add(induk);
  }
  return shown;
}

/**
 * Lines [{id, depth, fold: null}] with, for what is left out between them, {id, depth, fold: {count, open}}. `opened` holds the ids
 * of folds that are open; their simpul follow them.
 */
export function linesOf(difference, span, { filter = "semua", opened = new Set() } = {}) {
  const { order } = difference;
  const shown = shownOf(difference, span, filter);
  const base = order[span.from]?.depth ?? 0;
  const lines = fits(headOf(difference, span), filter) ? [{ id: POHON, depth: 0, fold: null }] : [];
  if (!shown.size) return lines;
  for (let i = span.from; i < span.to;) {
    const { id, induk, depth } = order[i];
    if (shown.has(id)) {
      lines.push({ id, depth: depth - base, fold: null });
      i += 1;
      continue;
    }
    const start = i;
    while (i < span.to && order[i].induk === induk && !shown.has(order[i].id)) i += order[i].size;
    const fold = { id: `sama-${id}`, depth: depth - base, fold: { count: i - start, open: opened.has(`sama-${id}`) } };
    lines.push(fold);
    if (fold.fold.open) for (const one of order.slice(start, i)) lines.push({ id: one.id, depth: one.depth - base, fold: null });
  }
  return lines;
}

/** The line where a simpul is read: its own, else the fold it lies in, else that of the nearest shown above it. */
export function lineAt({ order, index }, lines, id) {
  const at = new Map(lines.map((line, i) => [line.id, i]));
  if (at.has(id)) return at.get(id);
  if (!index.has(id)) return 0;
  const place = index.get(id);
  let best = 0;
  lines.forEach((line, i) => {
    const first = line.fold ? index.get(line.id.replace("sama-", "")) : index.get(line.id);
    if (first <= place) best = i; // the line of the tree itself has no place
  });
  return best;
}
