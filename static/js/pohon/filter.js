/**
 * Which simpul are looked at when not all are: by level, finding, crosscutting and the unit that carries them. Pure.
 *
 * Within one kind any of the chosen is enough, of each kind chosen one must hold. `NONE` stands for "not filled in yet".
 */
import { isExcused } from "./findings-of.js";

export const NONE = "kosong";
const ANSWERS = { menunggu: "Menunggu jawaban mitra", disetujui: "Disetujui mitra", ditolak: "Ditolak mitra", luar: "Dengan mitra luar" };
const WEIGHTS = { galat: "Galat", peringatan: "Peringatan", info: "Saran" };

/** The kinds of choices with their title. */
export const KINDS = { level: "Level kinerja", temuan: "Temuan", crosscutting: "Crosscutting", unit: "Pengampu" };

function valuesOf(kind, simpul, store) {
  if (kind === "level") return [simpul.level_kinerja || NONE];
  if (kind === "unit") return [simpul.pengampu ? String(simpul.pengampu) : NONE];
  if (kind === "temuan") return (store.temuan.get(simpul.key) ?? []).filter((finding) => !isExcused(finding)).map(({ tingkat }) => tingkat);
  return (simpul.crosscutting ?? []).map(({ mitra_luar: outside, status }) => (outside ? "luar" : status || "menunggu"));
}

export class Filter {
  /** `chosen`: {level: [value], temuan: […], crosscutting: […], unit: […]}. */
  constructor(chosen = {}) {
    this.chosen = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, new Set(chosen[kind] ?? [])]));
  }

  get isActive() {
    return Object.values(this.chosen).some((values) => values.size > 0);
  }

  matches(simpul, store) {
    return Object.entries(this.chosen).every(([kind, values]) => values.size === 0 || valuesOf(kind, simpul, store).some((value) => values.has(value)));
  }

  /** The same with one value chosen or not. */
  with(kind, value, on) {
    const chosen = Object.fromEntries(Object.entries(this.chosen).map(([name, values]) => [name, [...values].filter((one) => name !== kind || one !== value)]));
    if (on) chosen[kind].push(value);
    return new Filter(chosen);
  }
}

/** What there is to choose in a tree: {level: [{value, text, count}], …}, in the order of the lists; only what occurs. */
export function choicesOf(store, choices) {
  const counts = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, new Map()]));
  for (const key of store.branch()) {
    for (const [kind, counted] of Object.entries(counts)) {
      for (const value of new Set(valuesOf(kind, store.get(key), store))) counted.set(value, (counted.get(value) ?? 0) + 1);
    }
  }
  const listed = {
    level: [...choices.list("simpul", "level_kinerja").map(([value, text]) => [value, text.split("/")[0]]), [NONE, "Belum ada level"]],
    temuan: Object.entries(WEIGHTS),
    crosscutting: Object.entries(ANSWERS),
    unit: [...choices.units.map(({ id, nama }) => [String(id), nama]), [NONE, "Belum ada pengampu"]],
  };
  return Object.fromEntries(Object.entries(listed).map(([kind, list]) => [
    kind, list.filter(([value]) => counts[kind].has(value)).map(([value, text]) => ({ value, text, count: counts[kind].get(value) })),
  ]));
}
