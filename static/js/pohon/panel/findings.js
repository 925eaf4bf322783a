/** The findings of one simpul: rule, sentence, what mends it, and where the regulation says so. */
import { el } from "../dom.js";
import { isExcused, isRejected } from "../findings-of.js";

const WORDS = { galat: "Harus diperbaiki", peringatan: "Perlu diperiksa", info: "Saran" };
const SIGNS = { galat: "●", peringatan: "▲", info: "i" };

const WEIGHTS = Object.keys(WORDS);

/** Findings in the order of their weight, those with a reason last. */
export function heaviest(findings) {
  const place = (finding) => WEIGHTS.indexOf(finding.tingkat) + (isExcused(finding) ? WEIGHTS.length : 0);
  return [...findings].sort((one, other) => place(one) - place(other));
}

/** Cards of findings; `actsOf(finding)` are the acts that settle one (settling.js). */
export function findingList(findings, actsOf) {
  return el("div", { class: "ed-findings" }, findings.map((finding) => findingCard(finding, actsOf(finding), findings.length === 1)));
}

function findingCard(finding, acts, open) {
  const { aturan, tingkat, pesan, saran, sumber, dugaan } = finding;
  return el("div", { class: `ed-finding ed-finding-${tingkat}${isExcused(finding) ? " ed-finding-excused" : ""}` },
    el("details", { open },
      el("summary", {},
        el("b", {}, el("span", { "aria-hidden": "true" }, `${SIGNS[tingkat]} `), `${aturan} · `),
        el("span", { class: "visually-hidden" }, `${WORDS[tingkat]}: `), pesan),
      saran && el("p", {}, saran),
      dugaan && el("p", {}, "Dugaan dari kata-katanya; dapat keliru."),
      sumber && el("small", {}, sumber)),
    reasonOf(finding),
    acts.length > 0 && el("div", { class: "ed-settle" }, acts.map(actButton)));
}

/** The reason that was given, and what the evaluator says of it; null without one. */
function reasonOf(finding) {
  const { alasan } = finding;
  if (!finding.perlu_alasan || !alasan) return null;
  const rejected = isRejected(finding);
  return el("div", { class: `ed-reason${rejected ? " ed-reason-rejected" : ""}` },
    el("p", {}, el("b", {}, rejected ? "Alasan ditolak: " : "Diberi alasan: "), alasan.teks, " ", el("small", {}, `${alasan.oleh}, ${alasan.kapan}`)),
    rejected && el("p", {}, el("b", {}, "Evaluator: "), alasan.tanggapan, alasan.ditanggapi_oleh && el("small", {}, alasan.ditanggapi_oleh)));
}

function actButton({ text, act, href }) {
  const shared = { class: "btn btn-sm btn-outline-secondary" };
  return href ? el("a", { ...shared, href }, text) : el("button", { ...shared, type: "button", onclick: act }, text);
}
