/**
 * Which line of an edited text is which simpul. Pure.
 *
 * Lines with the same words in the same order are the same; then lines that stand elsewhere with the same words; then, between two
 * such lines, the ones that are most alike or stand alone in the same place.
 */
const ALIKE = 0.5;

/** For each new text the index of its old one, or -1. The first line is always the first simpul. */
export function matchLines(before, after) {
  const found = after.map(() => -1);
  if (before.length && after.length) found[0] = 0;
  const anchors = [[0, 0], ...common(before, after).filter(([i, j]) => i && j), [before.length, after.length]];
  for (const [i, j] of anchors.slice(1, -1)) found[j] = i;
  const free = new Map();
  const taken = new Set(found);
  before.forEach((text, i) => !taken.has(i) && free.set(text, [...(free.get(text) ?? []), i]));
  after.forEach((text, j) => {
    if (found[j] < 0 && free.get(text)?.length) found[j] = free.get(text).shift();
  });
  for (let at = 1; at < anchors.length; at += 1) fillGap(before, after, found, anchors[at - 1], anchors[at]);
  pairAlike(before, after, found, range(0, before.length), range(0, after.length)); // moved and reworded at once
  return found;
}

/** Pairs of equal lines in order: the longest common subsequence between equal ends. */
function common(before, after) {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const rows = before.length - head - tail;
  const columns = after.length - head - tail;
  const pairs = Array.from({ length: head }, (_, i) => [i, i]);
  const table = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      table[i][j] = before[head + i] === after[head + j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (before[head + i] === after[head + j]) {
      pairs.push([head + i, head + j]);
      i += 1;
      j += 1;
    } else if (table[i + 1][j] >= table[i][j + 1]) i += 1;
    else j += 1;
  }
  for (let i = tail; i > 0; i -= 1) pairs.push([before.length - i, after.length - i]);
  return pairs;
}

/** Between two anchors: the most alike first; what is left in equal number between those is taken to be rewritten. */
function fillGap(before, after, found, [i0, j0], [i1, j1]) {
  pairAlike(before, after, found, range(i0, i1), range(j0, j1));
  let [i, j] = [i0, j0];
  for (const to of [...range(j0, j1).filter((at) => found[at] >= i0 && found[at] < i1), j1]) {
    const end = to === j1 ? i1 : found[to];
    if (end < i) continue; // it has moved up
    const taken = new Set(found);
    const old = range(i, end).filter((at) => !taken.has(at));
    const left = range(j, to).filter((at) => found[at] < 0);
    if (left.length === old.length) left.forEach((at, n) => { found[at] = old[n]; });
    [i, j] = [end, to];
  }
}

/** Pair the most alike of the lines not yet paired. */
function pairAlike(before, after, found, olds, news) {
  const taken = new Set(found);
  const old = olds.filter((i) => !taken.has(i)).map((i) => [i, wordsOf(before[i])]);
  const fresh = news.filter((j) => found[j] < 0).map((j) => [j, wordsOf(after[j])]);
  const pairs = old.flatMap(([i, was]) => fresh.map(([j, is]) => [likeness(was, is), i, j])).filter(([like]) => like >= ALIKE);
  for (const [, i, j] of pairs.sort(([one], [other]) => other - one)) {
    if (found[j] >= 0 || taken.has(i)) continue;
    found[j] = i;
    taken.add(i);
  }
}

function range(from, to) {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function wordsOf(text) {
  return new Set(text.toLowerCase().split(/\s+/));
}

/** Share of words two lines have in common, 0 to 1. */
function likeness(one, other) {
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}
