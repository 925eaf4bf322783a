/** What stands in the cells of a row: the statement with its marks, the indikator with its stepper, findings by sign, plain text. */
import { clip, el } from "../dom.js";
import { chipsOf } from "../presence.js";
import { INDICATOR, TITLE } from "./columns.js";

const DEEPEST = 12;

export function contentOf(column, face, cell) {
  if (column.id === TITLE) return titleOf(face);
  if (column.id === INDICATOR) return indicatorOf(face, cell);
  if (column.id === "temuan") return signsOf(face.signs, cell);
  return [plain(cell)];
}

function plain({ text, refused }) {
  return refused === undefined ? text : [el("span", { class: "ed-cell-bad", "aria-hidden": "true" }, "● "), refused];
}

function signsOf(signs, { text }) {
  return [
    ...signs.map(({ tone, sign, count, words }) => el("span", { class: `ed-sign ed-sign-${tone}`, title: words, "aria-hidden": "true" }, `${sign} ${count}`)),
    el("span", { class: "visually-hidden" }, text),
  ];
}

function indicatorOf({ parts, writable, tahap }, cell) {
  const { at, count } = parts;
  const button = (text, label, step) =>
    el("button", { type: "button", class: "ed-step", "data-step": step, tabindex: "-1", "aria-label": label, title: label }, text);
  const missing = count === 0 && tahap >= 4 && cell.refused === undefined;
  return [
    el("span", { class: `ed-cell-text${missing ? " ed-missing" : ""}`, title: cell.text || null }, missing ? "belum ada" : plain(cell)),
    count > 1 ? button(`${at + 1} dari ${count} ›`, `Indikator ${at + 1} dari ${count}. Tampilkan berikutnya`, "1") : null,
    writable && count ? button("+", "Tambah indikator", "baru") : null,
  ].filter(Boolean);
}

function titleOf(face) {
  const fold = face.children
    ? el("button", { type: "button", class: "ed-twist", "data-act": "fold", tabindex: "-1", "aria-label": face.open ? "Lipat cabang" : "Buka cabang" }, face.open ? "▾" : "▸")
    : el("span", { class: "ed-twist" });
  return [
    ...Array.from({ length: Math.min(face.depth, DEEPEST) }, () => el("span", { class: "ed-indent" })),
    fold,
    el("span", { class: `ed-shape${face.writable && face.depth ? " ed-handle" : ""}`, "aria-hidden": "true" }, face.mark.shape),
    el("div", { class: "ed-row-text", title: face.text }, face.text),
    face.partners.length ? el("span", { class: "ed-partner", title: `Crosscutting dengan ${face.partners.join(", ")}` }, `◇ ${clip(face.partners[0], 14)}`) : null,
    chipsOf(face.people),
    ...face.titleSigns.map(({ tone, sign, count, words }) => el("span", { class: `ed-sign ed-sign-${tone}`, title: words }, `${sign} ${count}`)),
    el("button", { type: "button", class: "ed-mini", "data-act": "menu", tabindex: "-1", "aria-label": "Menu simpul", "aria-haspopup": "menu" }, "⋯"),
  ].filter(Boolean);
}
