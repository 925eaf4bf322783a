/** Which words of a text went and which came. Pure. */
import { places, words } from "../merge-text.js";

const MOST = 1_000_000; // pairs of words looked at; beyond that the texts are told apart as a whole
const ALIKE = 0.25;

/** Pieces [{what: "sama" | "hapus" | "tambah", text}] that read as the new text with the old words between. */
export function markWords(before, after) {
  const [old, now] = [words(before), words(after)];
  const found = old.length * now.length > MOST ? [] : places(old, now);
  const common = found.filter((at) => at >= 0).length;
  if (common < ALIKE * Math.max(old.length, now.length)) return joined([["hapus", old], ["tambah", now]]);
  const runs = [];
  let from = 0;
  let to = 0;
  const upTo = (i, j) => runs.push(["hapus", old.slice(from, i)], ["tambah", now.slice(to, j)]);
  found.forEach((at, i) => {
    if (at < 0) return;
    upTo(i, at);
    runs.push(["sama", [now[at]]]);
    [from, to] = [i + 1, at + 1];
  });
  upTo(old.length, now.length);
  return joined(runs);
}

/** Runs of words as pieces: empty ones left out, neighbours of one kind made one, a blank between any two. */
function joined(runs) {
  const pieces = [];
  for (const [what, list] of runs) {
    if (!list.length) continue;
    const last = pieces.at(-1);
    if (last && !/\s$/.test(last.text)) last.text += " ";
    if (last?.what === what) last.text += list.join("");
    else pieces.push({ what, text: list.join("") });
  }
  return pieces;
}
