/** How a simpul is named and marked: its level by word, shape and colour, its findings by sign. Pure. */
import { isExcused } from "./findings-of.js";
import { numberOf } from "./numbering.js";
import { KIND_NAMES } from "./rules.js";

const SHAPES = { strategis: "●", taktikal: "■", operasional: "▲" };

/** {word, shape, tone}: the level of performance, or the kind in neutral while no level is set. */
export function markOf(simpul, choices) {
  const level = simpul.level_kinerja;
  if (!level) return { word: KIND_NAMES[simpul.jenis], shape: "○", tone: "netral" };
  const tone = level.split("_")[0];
  const [word] = choices.label("simpul", "level_kinerja", level).split("/");
  return { word, shape: SHAPES[tone] ?? "○", tone };
}

/** Sign and tone of a value of the legend (filter.js). */
export function signOf(kind, value) {
  if (kind === "level") return { sign: SHAPES[value.split("_")[0]] ?? "○", tone: value.split("_")[0] };
  if (kind === "temuan") return { sign: SIGNS[value], tone: value };
  return { sign: kind === "crosscutting" ? "◇" : "", tone: kind };
}

const WEIGHTS = ["galat", "peringatan", "info"];
const SIGNS = { galat: "●", peringatan: "▲", info: "i" };
const SIGN_WORDS = { galat: "galat", peringatan: "peringatan", info: "saran" };

/**
 * Findings of one simpul counted by weight: [{tone, sign, count, words}], heaviest first; advice, and what has its reason, is left to the
 * panel.
 */
export function signsOf(findings = []) {
  const open = findings.filter((finding) => !isExcused(finding));
  return WEIGHTS.slice(0, 2)
    .map((tone) => [tone, open.filter(({ tingkat }) => tingkat === tone).length])
    .filter(([, count]) => count)
    .map(([tone, count]) => ({ tone, sign: SIGNS[tone], count, words: `${count} ${SIGN_WORDS[tone]}` }));
}

const ANSWERS = { menunggu: "menunggu jawaban", disetujui: "disetujui", ditolak: "ditolak" };

export function partnersOf(simpul) {
  return (simpul.crosscutting ?? []).map((mark) => ({
    name: mark.nama_mitra || mark.mitra_luar || "mitra",
    answer: mark.mitra_luar ? "mitra luar" : (ANSWERS[mark.status] ?? "menunggu jawaban"),
  }));
}

/** The quiet line under the statement. */
export function quietOf(simpul, store, choices) {
  const owner = simpul.pengampu ? choices.unitShort(simpul.pengampu) : "";
  if (store.pohon.tahap < 4) return { text: KIND_NAMES[simpul.jenis], missing: false };
  const count = (simpul.indikator ?? []).length;
  const text = [count ? `${count} indikator` : "belum ada indikator", owner].filter(Boolean).join(" · ");
  return { text, missing: count === 0 };
}

/** What a screen reader says of a simpul. */
export function spokenOf(simpul, store, choices) {
  const { word } = markOf(simpul, choices);
  const children = store.children(simpul.key).length;
  const siblings = store.siblings(simpul.key);
  return [
    word,
    numberOf(store, simpul.key),
    simpul.pernyataan || "belum ada pernyataan",
    `${siblings.indexOf(simpul.key) + 1} dari ${siblings.length}`,
    children ? (store.isOpen(simpul.key) ? "terbuka" : `terlipat, ${children} turunan`) : "",
    store.pohon.tahap >= 4 ? quietOf(simpul, store, choices).text : "",
    ...partnersOf(simpul).map(({ name, answer }) => `crosscutting dengan ${name}, ${answer}`),
    ...signsOf(store.temuan.get(simpul.key)).map(({ words }) => words),
    ...store.peopleAt(simpul.key).map(({ nama }) => `sedang dibuka ${nama}`),
  ].filter(Boolean).join(", ");
}

/** The lists of choices and units the page hands over. */
export class Choices {
  constructor({ pilihan, unit, kartu = {} }) {
    this.lists = pilihan;
    this.links = kartu;
    this.units = unit;
    this.unitById = new Map(unit.map((one) => [one.id, one]));
  }

  list(group, name) {
    return this.lists[group]?.[name] ?? [];
  }

  label(group, name, value) {
    return this.list(group, name).find(([key]) => key === value)?.[1] ?? value;
  }

  unitName(id) {
    return this.unitById.get(id)?.nama ?? "";
  }

  unitShort(id) {
    const unit = this.unitById.get(id);
    return unit ? unit.singkatan || unit.nama : "";
  }
}
