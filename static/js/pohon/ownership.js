/**
 * Whose the simpul are, by the same rule as pohon/milik.py: the nearest statement counts, on the simpul or above it. A pengampu
 * decides alone; without one a crosscutting mark gives the branch to the partner. Pure.
 */

/** Map by key: the name of who else carries the simpul, "" where the tree's own unit does. */
export function othersOf(store, choices) {
  const isOwn = ownUnits(store.pohon.unit?.id ?? null, choices.units);
  const others = new Map();
  for (const key of store.branch()) {
    const here = statement(store.get(key), isOwn, choices);
    others.set(key, here ?? others.get(store.parent(key)) ?? "");
  }
  return others;
}

/** What a simpul itself says: a name, "" for the own unit, undefined when it says nothing. */
function statement({ pengampu, crosscutting = [] }, isOwn, choices) {
  if (pengampu) return isOwn(pengampu) ? "" : choices.unitShort(pengampu) || "unit lain";
  const mark = crosscutting.find(({ status, mitra }) => status !== "ditolak" && !(mitra && isOwn(mitra)));
  return mark && (mark.nama_mitra || mark.mitra_luar || "mitra");
}

/** Whether a unit is the tree's or below it; `units` come in tree order with their depth. Without a unit every unit is. */
function ownUnits(home, units) {
  if (home === null) return () => true;
  const start = units.findIndex(({ id }) => id === home);
  const own = new Set([home]);
  for (let i = start + 1; start >= 0 && i < units.length && units[i].dalam > units[start].dalam; i += 1) own.add(units[i].id);
  return (id) => own.has(id);
}
