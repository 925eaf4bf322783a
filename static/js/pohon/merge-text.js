/**
 * Two people's versions of one text made into one, word by word: what only one of them changed is taken, where both changed the
 * same words theirs stand before mine. Pure.
 */

/** Words with the blanks around them, so that joining them gives the text again. */
export function words(text) {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

/** For each word of `before` where it stands in `after`, or -1: the longest common subsequence. */
export function places(before, after) {
  const same = (i, j) => before[i].trim() === after[j].trim();
  const best = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      best[i][j] = same(i, j) ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
    }
  }
  const found = before.map(() => -1);
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (same(i, j)) {
      found[i] = j;
      i += 1;
      j += 1;
    } else if (best[i + 1][j] >= best[i][j + 1]) i += 1;
    else j += 1;
  }
  return found;
}

export function mergeText(base, mine, theirs) {
  const [old, own, other] = [words(base), words(mine), words(theirs)];
  const inMine = places(old, own);
  const inTheirs = places(old, other);
  const kept = old.map((_, i) => i).filter((i) => inMine[i] >= 0 && inTheirs[i] >= 0);
  const pieces = [];
  let from = [0, 0, 0];
  for (const i of [...kept, old.length]) {
    const to = i < old.length ? [i, inMine[i], inTheirs[i]] : [old.length, own.length, other.length];
    const [was, a, b] = [old, own, other].map((list, n) => list.slice(from[n], to[n]).join(""));
    pieces.push(between(was, a, b));
    if (i < old.length) pieces.push(old[i]);
    from = to.map((at) => at + 1);
  }
  return pieces.map((piece) => piece.trim()).filter(Boolean).join(" ");
}

function between(was, mine, theirs) {
  if (mine.trim() === theirs.trim() || theirs.trim() === was.trim()) return mine;
  return mine.trim() === was.trim() ? theirs : `${theirs.trim()} ${mine.trim()}`;
}
