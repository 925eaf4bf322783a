/**
 * The list at the left: every node with its edge, and its indicators under it, in tree order.
 *
 * HTML: <ol id="daftar" role="listbox" tabindex="0">. One stop for Tab; what is chosen is its active descendant.
 */
import { el } from "../pohon/dom.js";
import { LETTERS } from "./meja_simpan.js";

export const VERDICTS = { 1: ["1", "Logis"], 0.5: ["½", "Kurang logis"], 0: ["0", "Tidak logis"] };
const INDENT = 8; // deeper rows do not move further right

/** Flatten the nodes into what is judged one after another. */
export function itemsOf(nodes) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return nodes.flatMap((node) => {
    const own = { key: node.induk === null ? "p" : `h${node.id}`, jenis: node.induk === null ? "pohon" : "hubungan", node, induk: byId.get(node.induk) ?? null };
    return [own, ...node.indikator.map((card) => ({ key: `i${card.id}`, jenis: "indikator", node, induk: byId.get(node.induk) ?? null, card }))];
  });
}

export class Daftar {
  at = 0;
  shown = [];

  constructor(element, items, meja) {
    Object.assign(this, { element, items, meja });
    this.rows = items.map((item, index) => this.#row(item, index));
    element.append(...this.rows);
    element.addEventListener("click", (event) => {
      const row = event.target.closest("[data-index]");
      if (row) meja.go(Number(row.dataset.index), { open: true });
    });
    this.filter("semua");
  }

  get item() {
    return this.items[this.at];
  }

  #row(item, index) {
    const { node } = item;
    const isCard = item.jenis === "indikator";
    return el(
      "li",
      { id: `butir-${item.key}`, role: "option", "data-index": index, class: `meja-butir meja-dalam-${Math.min(node.dalam, INDENT)}${isCard ? " meja-butir-indikator" : ""}`, "data-nada": isCard ? null : node.nada },
      el("span", { class: "meja-butir-teks" }, isCard ? el("span", { class: "meja-tanda-indikator", "aria-hidden": "true" }, "◦ ") : null, isCard ? item.card.nama : node.pernyataan),
      el("span", { class: "meja-butir-tanda" }),
    );
  }

  /** Draw the marks of these keys anew, all without. */
  refresh(keys) {
    const wanted = keys ? new Set(keys) : null;
    this.items.forEach((item, index) => {
      if (!wanted || wanted.has(item.key)) this.#marks(item, this.rows[index]);
    });
  }

  #marks(item, row) {
    const { simpan, data } = this.meja;
    const state = simpan.state(item.key);
    const said = simpan.of(item.key);
    const marks = [];
    if (item.jenis !== "indikator") {
      const waiting = this.meja.usulan.waiting(item.node.id, item.jenis === "pohon");
      const talk = (data.komentar[item.node.id] ?? 0) + (item.jenis === "pohon" ? (data.komentar[0] ?? 0) : 0);
      if (waiting) marks.push(mark("meja-t-temuan", `▲${waiting}`, `${waiting} usulan temuan`));
      if (talk) marks.push(mark("meja-t-komentar", `✎${talk}`, `${talk} komentar terbuka`));
    }
    if (said.beda) marks.push(mark("meja-t-beda", "≠", "tim berbeda"));
    if (state) marks.push(mark(`meja-t-${state}`, { menunggu: "…", draf: "!", gagal: "✕" }[state], { menunggu: "menunggu dikirim", draf: "belum lengkap", gagal: "gagal disimpan" }[state]));
    const mine = simpan.mine(item.key);
    if (!mine && data.lalu[item.key]) marks.push(mark("meja-t-lalu", `v${data.lalu[item.key].versi}`, "ada penilaian dari versi sebelumnya"));
    marks.push(verdict(item, mine, said));
    row.lastChild.replaceChildren(...marks.filter(Boolean));
    row.classList.toggle("meja-sudah", simpan.isDone(item.key));
  }

  /** Choose a row: mark it and bring it into view. */
  choose(index) {
    this.rows[this.at]?.removeAttribute("aria-selected");
    this.at = index;
    const row = this.rows[index];
    row.hidden = false;
    row.setAttribute("aria-selected", "true");
    this.element.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }

  /** The shown row `step` further; the same one at an end. */
  beside(step) {
    for (let index = this.at + step; index >= 0 && index < this.items.length; index += step) {
      if (!this.rows[index].hidden) return index;
    }
    return this.at;
  }

  /** The next row not judged yet, round the end; -1 when all are. */
  open(step) {
    const count = this.items.length;
    for (let n = 1; n <= count; n += 1) {
      const index = (this.at + n * step + n * count) % count;
      if (this.items[index].jenis !== "pohon" && !this.meja.simpan.isDone(this.items[index].key)) return index;
    }
    return -1;
  }

  filter(name) {
    const { simpan, data, usulan } = this.meja;
    const tests = {
      semua: () => true,
      belum: (item) => item.jenis !== "pohon" && !simpan.isDone(item.key),
      lalu: (item) => Boolean(data.lalu[item.key]) && !simpan.mine(item.key),
      beda: (item) => Boolean(simpan.of(item.key).beda),
      temuan: (item) => item.jenis !== "indikator" && usulan.waiting(item.node.id, item.jenis === "pohon") > 0,
      komentar: (item) => item.jenis !== "indikator" && (data.komentar[item.node.id] || (item.jenis === "pohon" && data.komentar[0])),
    };
    this.items.forEach((item, index) => { this.rows[index].hidden = !tests[name](item); });
    return this.rows.filter((row) => !row.hidden).length;
  }
}

function mark(name, text, title) {
  return el("span", { class: name, title }, text, el("span", { class: "visually-hidden" }, ` (${title})`));
}

/** What stands at the end of a row: my verdict, else the team's in grey. */
function verdict(item, mine, said) {
  if (item.jenis === "pohon") return mine?.nilai ? mark("meja-t-nilai", mine.nilai, "nilai saya") : null;
  const own = Boolean(mine && (mine.nilai || mine.huruf));
  const who = own ? "penilaian saya" : "penilaian tim";
  if (item.jenis === "hubungan") {
    const value = own ? mine.nilai : said.putusan;
    if (!value) return mark("meja-t-kosong", "–", "belum dinilai");
    return mark(`meja-t-nilai meja-n-${value.replace(".", "")}${own ? "" : " meja-t-tim"}`, VERDICTS[value][0], `${VERDICTS[value][1]}, ${who}`);
  }
  const letters = own ? mine.huruf : said.putusan;
  const judged = LETTERS.slice(0, 5).filter((name) => typeof letters?.[name] === "boolean");
  if (!judged.length) return mark("meja-t-kosong", "–", "belum dinilai");
  const yes = judged.filter((name) => letters[name]).length;
  const tone = judged.length < 5 ? "kosong" : yes === 5 ? "n-1" : yes >= 3 ? "n-05" : "n-0";
  const name = judged.length < 5 ? "meja-t-kosong" : `meja-t-nilai meja-${tone}`;
  return mark(`${name}${own ? "" : " meja-t-tim"}`, judged.length < 5 ? `${judged.length} dari 5` : `${yes}/5`, judged.length < 5 ? "belum lengkap" : `${yes} dari 5 huruf ya, ${who}`);
}
