/** What stays in place when a list is put in another order. Pure. */

/**
 * The most items of `before` that keep their order in `after` (two orders of the same items), as a set: the longest common
 * subsequence. Whatever is not in it has been moved. Where several would do, it holds as many as possible of those that are
 * `steady(id)`.
 */
export function staying(before, after, steady = () => true) {
  const place = new Map(after.map((id, i) => [id, i]));
  const places = before.map((id) => place.get(id));
  const worth = before.map((id) => before.length + 1 + (steady(id) ? 1 : 0)); // first how many, then how many steady ones
  const best = Float64Array.from(worth);
  const previous = new Int32Array(before.length).fill(-1);
  let last = -1;
  for (let i = 0; i < before.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      if (places[j] > places[i] || best[j] + worth[i] <= best[i]) continue;
      best[i] = best[j] + worth[i];
      previous[i] = j;
    }
    if (last < 0 || best[i] > best[last]) last = i;
  }
  const kept = new Set();
  for (let i = last; i >= 0; i = previous[i]) kept.add(before[i]);
  return kept;
}
