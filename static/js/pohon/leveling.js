/**
 * What a simpul becomes where it is put: the kinds it may take there and the level of performance that is usual there. Pure.
 *
 * `questionAt(store, keys, parent)` is null when nothing changes, else {own, kinds: [{jenis, like, level}]}: `jenis` null keeps each its
 * own kind, `like` says that the neighbours there are of this kind, `level` is the one to suggest ("" when each has another).
 */
import { childKinds, kindUnder, usualLevel, whyNotBecome } from "./rules.js";

/** The one value all have, else null. */
function common(values) {
  return new Set(values).size === 1 ? values[0] : null;
}

/** The level neighbours of this kind have there, else the one the regulation makes usual. */
function levelAt(store, kind, parent, neighbours) {
  const levels = neighbours.filter((key) => store.get(key).jenis === kind).map((key) => store.get(key).level_kinerja);
  return (levels.length && common(levels)) || usualLevel(store, kind, parent);
}

export function questionAt(store, keys, parent) {
  if (keys.every((key) => store.parent(key) === parent)) return null;
  const neighbours = store.children(parent).filter((key) => !keys.includes(key));
  const own = common(keys.map((key) => store.get(key).jenis));
  const like = common(neighbours.map((key) => store.get(key).jenis));
  const allowed = childKinds(store.get(parent).jenis);
  const keeps = keys.every((key) => allowed.includes(store.get(key).jenis));
  const legal = allowed.filter((kind) => kind !== own && keys.every((key) => !whyNotBecome(store, key, kind)));
  const levelOf = (key, kind) => levelAt(store, kind ?? kindUnder(store, key, parent), parent, neighbours);
  const option = (jenis) => ({
    jenis, like: (jenis ?? own) === like, level: common(keys.map((key) => levelOf(key, jenis))) ?? "",
  });
  const changes = keys.some((key) => {
    const { level_kinerja: level } = store.get(key);
    return Boolean(level) && level !== levelOf(key, null);
  });
  if (keeps && !changes && (like === null || like === own || !legal.includes(like))) return null;
  const kinds = [...(keeps ? [null] : []), ...legal].map(option);
  return { own, kinds: kinds.length ? kinds : [option(null)] };
}
