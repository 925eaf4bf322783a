/**
 * Texts that could not be saved: shown in a field to copy them from. The focus goes into that field, so that a key meant for the tree
 * does not close the dialog unread.
 */
import { ask } from "./dialog.js";
import { el, uniqueId } from "./dom.js";

const TEXTS = ["pernyataan", "faktor_penyebab", "keterangan", "hubungan_alasan"];
const PARTS = { indikator: "nama", crosscutting: "kontribusi" };
const MOST_ROWS = 10;

/** What a person wrote in operations, the last wording of each field, in their order. */
export function textsOf(ops) {
  const found = new Map();
  const written = ops.flatMap((op) => [op, ...(op.turunan ?? []).map(({ ref, data }) => ({ key: ref, data }))]);
  for (const { key, data = {} } of written) {
    for (const name of TEXTS) if (data[name]) found.set(`${key} ${name}`, data[name]);
    for (const [name, field] of Object.entries(PARTS)) {
      for (const part of data[name] ?? []) if (part[field]) found.set(part.kunci, part[field]);
    }
  }
  return [...found.values()];
}

export function tellLost({ title, lines, texts }) {
  const id = uniqueId("ed-lost");
  const rows = texts.reduce((sum, text) => sum + text.split("\n").length, 0);
  const field = el("textarea", { id, class: "form-control", readonly: true, rows: Math.min(MOST_ROWS, Math.max(2, rows)) }, texts.join("\n"));
  const label = texts.length > 1 ? `Teks Anda (${texts.length} isian), dapat disalin dari sini` : "Teks Anda, dapat disalin dari sini";
  return ask({
    title, focus: field,
    body: [lines.map((line) => el("p", {}, line)), el("label", { for: id, class: "form-label" }, label), field],
    buttons: [{ text: "Mengerti", value: "ok", kind: "primary" }],
  });
}
