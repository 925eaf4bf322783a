/** The findings of one simpul: rule, sentence, what mends it, and where the regulation says so. */
import { el } from "../dom.js";

const WORDS = { galat: "Harus diperbaiki", peringatan: "Perlu diperiksa", info: "Saran" };
const SIGNS = { galat: "●", peringatan: "▲", info: "i" };

const WEIGHTS = Object.keys(WORDS);

/** Findings in the order of their weight. */
export function heaviest(findings) {
  return [...findings].sort((one, other) => WEIGHTS.indexOf(one.tingkat) - WEIGHTS.indexOf(other.tingkat));
}

export function findingList(findings) {
  return el("div", { class: "ed-findings" }, findings.map((finding) => findingCard(finding, findings.length === 1)));
}

function findingCard({ aturan, tingkat, pesan, saran, sumber }, open) {
  return el("details", { class: `ed-finding ed-finding-${tingkat}`, open },
    el("summary", {},
      el("b", {}, el("span", { "aria-hidden": "true" }, `${SIGNS[tingkat]} `), `${aturan} · `),
      el("span", { class: "visually-hidden" }, `${WORDS[tingkat]}: `), pesan),
    saran && el("p", {}, saran),
    sumber && el("small", {}, sumber));
}
