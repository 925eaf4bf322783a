/**
 * One line of the comparison in the document: a simpul with its marks (word, sign and colour), what differs in it, and a button to
 * the chart; or a fold of what is the same. Old text stands in <del>, new text in <ins>, both announced by hidden words.
 */
import { clip, el } from "../dom.js";
import { KIND_NAMES } from "../rules.js";
import { POHON } from "./diff.js";
import { measureLine } from "./fields.js";
import { markWords } from "./word-marks.js";

export const FACES = {
  tambah: { sign: "+", word: "Ditambah" },
  ubah: { sign: "✎", word: "Diubah" },
  pindah: { sign: "↷", word: "Dipindah" },
  hapus: { sign: "−", word: "Dihapus" },
};
const TAGS = { hapus: "del", tambah: "ins" };
const DEEPEST = 8;
const EMPTY = el("span", { class: "bd-empty" }, "(kosong)");

/** `context` is {difference, keyOf, choices, filtered}; `place` is {position, count, current}. */
export function entryOf(line, context, { position, count, current }) {
  const attributes = {
    role: "treeitem", "data-id": line.id, "aria-level": line.depth + 1, "aria-posinset": position, "aria-setsize": count, tabindex: current ? "0" : "-1",
  };
  const deep = `bd-deep-${Math.min(line.depth, DEEPEST)}`;
  if (line.fold) return foldEntry(line, context, attributes, deep);
  const mark = context.difference.marks.get(line.id);
  const key = context.keyOf(line.id);
  const [kind = "sama"] = mark?.what ?? [];
  return el("div", { ...attributes, class: `bd-entry bd-${kind} ${deep}`, "data-key": key },
    el("div", { class: "bd-line" },
      el("div", { class: "bd-words" }, mark?.what.map(badge), line.id === POHON ? headWords() : simpulWords(line.id, mark, context)),
      key !== null && el("button", { type: "button", class: "bd-goto", tabindex: "-1", "data-act": "goto", title: "Buka simpul ini di Bagan" }, "Ke bagan")),
    mark && details(line.id, mark, context));
}

function foldEntry({ fold: { count, open } }, { filtered }, attributes, deep) {
  const words = `${count} simpul ${filtered ? "lain" : "sama"}`;
  return el("div", { ...attributes, class: `bd-entry bd-fold ${deep}`, "aria-expanded": String(open) },
    el("span", { class: "bd-fold-words" }, el("span", { "aria-hidden": "true" }, open ? "▾ " : "… "), words));
}

export function badge(kind) {
  const { sign, word } = FACES[kind];
  return [el("span", { class: `bd-badge bd-badge-${kind}` }, el("span", { "aria-hidden": "true" }, `${sign} `), word), " "];
}

function headWords() {
  return el("span", { class: "bd-text" }, "Tahap, dasar, dan kesepakatan outcome");
}

function simpulWords(id, mark, { difference: { before, after } }) {
  const node = after.get(id) ?? before.get(id);
  const code = after.has(id) ? after.code(id) : before.code(id);
  const renamed = mark?.fields.find(({ name }) => name === "pernyataan");
  const [whole] = ["hapus", "tambah"].filter((kind) => mark?.what.includes(kind));
  return [
    el("span", { class: "bd-code" }, `${code} · ${KIND_NAMES[node.jenis]} `),
    el("span", { class: "bd-text" }, renamed ? wordsMarked(renamed) : whole ? el(TAGS[whole], {}, node.pernyataan) : node.pernyataan),
  ];
}

function details(id, mark, { difference: { before, after } }) {
  const rows = [
    mark.from && el("li", {}, movedWords(id, mark.from, before, after)),
    mark.fields.filter(({ name }) => name !== "pernyataan").map((field) => el("li", {}, el("span", { class: "bd-label" }, `${field.label}: `), values(field))),
    mark.parts.map(partRow),
    mark.what.some((kind) => TAGS[kind]) && whatCameAlong(after.get(id) ?? before.get(id), mark.what[0]),
  ].flat(Infinity).filter(Boolean);
  return rows.length ? el("ul", { class: "bd-details" }, rows) : null;
}

function movedWords(id, { induk, code, reordered }, before, after) {
  const name = (side, at) => `“${clip(side.get(at)?.pernyataan ?? "", 80)}”`;
  if (reordered) return `Urutannya di antara saudaranya: semula ${code}, kini ${after.code(id)}.`;
  const gone = after.has(induk) ? "" : " (dihapus)";
  return `Semula ${code}, di bawah ${name(before, induk)}${gone}; kini di bawah ${name(after, after.get(id).induk)}.`;
}

function partRow({ what, title, line, changes }) {
  if (what !== "ubah") return el("li", {}, badge(what), `${title}: `, el(TAGS[what], {}, line));
  return el("li", {}, badge(what), title,
    el("ul", {}, changes.map((change) => el("li", {}, el("span", { class: "bd-label" }, `${change.label}: `), values(change)))));
}

/** The indicators of a simpul that came or went. */
function whatCameAlong({ indikator = [] }, kind) {
  return indikator.map((one) => el("li", {}, "Indikator: ", el(TAGS[kind], {}, measureLine(one))));
}

/** Old and new value: texts word by word, everything else side by side; an empty side says so. */
function values({ from, to, words }) {
  if (words && from && to) return wordsMarked({ from, to });
  return [from ? marked("hapus", from) : EMPTY.cloneNode(true), el("span", { "aria-hidden": "true" }, " → "), to ? marked("tambah", to) : EMPTY.cloneNode(true)];
}

function wordsMarked({ from, to }) {
  return markWords(from, to).map(({ what, text }) => {
    if (what === "sama") return text;
    const bare = text.trimEnd();
    return [marked(what, bare), text.slice(bare.length)];
  });
}

function marked(what, text) {
  return el(TAGS[what], {}, el("span", { class: "visually-hidden" }, what === "hapus" ? "semula: " : " menjadi: "), text);
}
