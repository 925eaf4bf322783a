/** The findings of one simpul: rule, sentence, what mends it, and where the regulation says so. */
import { el } from "../dom.js";

const WORDS = { galat: "Harus diperbaiki", peringatan: "Perlu diperiksa", info: "Saran" };
const SIGNS = { galat: "●", peringatan: "▲", info: "i" };

const WEIGHTS = Object.keys(WORDS);

/** Findings in the order of their weight. */
export function heaviest(findings) {
  return [...findings].sort((one, other) => WEIGHTS.indexOf(one.tingkat) - WEIGHTS.indexOf(other.tingkat));
}

/** Cards of findings; `actsOf(finding)` are the acts that settle one (settling.js). */
export function findingList(findings, actsOf) {
  return el("div", { class: "ed-findings" }, findings.map((finding) => findingCard(finding, actsOf(finding), findings.length === 1)));
}

function findingCard({ aturan, tingkat, pesan, saran, sumber, dugaan }, acts, open) {
  return el("div", { class: `ed-finding ed-finding-${tingkat}` },
    el("details", { open },
      el("summary", {},
        el("b", {}, el("span", { "aria-hidden": "true" }, `${SIGNS[tingkat]} `), `${aturan} · `),
        el("span", { class: "visually-hidden" }, `${WORDS[tingkat]}: `), pesan),
      saran && el("p", {}, saran),
      dugaan && el("p", {}, "Dugaan dari kata-katanya; abaikan bila keliru."),
      sumber && el("small", {}, sumber)),
    acts.length > 0 && el("div", { class: "ed-settle" }, acts.map(actButton)));
}

function actButton({ text, act, href }) {
  const shared = { class: "btn btn-sm btn-outline-secondary" };
  return href ? el("a", { ...shared, href }, text) : el("button", { ...shared, type: "button", onclick: act }, text);
}
