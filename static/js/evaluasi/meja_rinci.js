/**
 * The panel at the right: what is judged now, with its buttons, its note, what others say, and the tables beside it.
 *
 * It is built anew when another thing is chosen; when only values change, `refresh` touches no field that has the focus.
 */
import { el, number } from "../pohon/dom.js";
import { Lampiran } from "./meja_lampiran.js";
import { VERDICTS } from "./meja_daftar.js";
import { LETTERS } from "./meja_simpan.js";

export const LETTER_WORDS = { spesifik: ["S", "Spesifik"], terukur: ["M", "Dapat diukur"], tercapai: ["A", "Dapat dicapai"], relevan: ["R", "Relevan"], berbatas_waktu: ["T", "Berbatas waktu"], menantang: ["C", "Menantang"] };
const KEYS = { 1: "1 / L", 0.5: "2 / K", 0: "3 / T" };

export class Rinci {
  constructor(element, meja) {
    this.element = element;
    this.meja = meja;
    this.lampiran = new Lampiran(meja.data, (node, count) => meja.talk(node, count));
    this.item = null;
  }

  show(item) {
    this.item = item;
    const { node, induk, card } = item;
    this.note = this.#note(item);
    this.said = el("div", {});
    this.buttons = el("div", { class: "meja-nilai", role: "group", "aria-label": "Penilaian saya" });
    const isRoot = item.jenis === "pohon";
    this.element.replaceChildren(
      el("div", { class: "meja-jalan" },
        el("button", { type: "button", class: "btn btn-outline-secondary btn-sm meja-ke-daftar", onclick: () => this.meja.list() }, "‹ Daftar"),
        el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => this.meja.step(-1), "aria-label": "Sebelumnya" }, "↑"),
        el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => this.meja.step(1), "aria-label": "Berikutnya" }, "↓"),
        this.meja.data.boleh ? el("button", { type: "button", class: "btn btn-outline-primary btn-sm", onclick: () => this.meja.nextOpen(1) }, "Belum dinilai berikutnya") : "",
      ),
      induk && !card ? el("div", { class: "meja-kotak meja-induk" }, el("small", {}, "Induk"), el("p", {}, induk.pernyataan)) : "",
      induk && !card ? el("p", { class: "meja-panah" }, "↑ Jika yang di bawah tercapai, apakah induknya ikut tercapai?") : "",
      el("div", { class: "meja-kotak", "data-nada": node.nada },
        el("small", {}, [node.jenis, node.level].filter(Boolean).join(" · ")),
        el(card ? "p" : "h2", { class: card ? "" : "meja-pokok" }, node.pernyataan),
        card ? el("h2", { class: "meja-pokok" }, el("small", {}, "Indikator "), card.nama) : "",
      ),
      isRoot ? el("h3", { class: "meja-sub" }, "Nilai saya untuk seluruh pohon") : "",
      this.buttons, this.said, this.note.box, isRoot ? "" : this.#branch(item),
      card ? this.#card(card) : this.#facts(node),
      card ? "" : this.#measures(node),
      ...this.meja.usulan.draw(node.id, isRoot),
      this.lampiran.show(node),
    );
    this.refresh();
    this.element.scrollTop = 0;
  }

  /** Draw again what depends on values. */
  refresh() {
    if (!this.item) return;
    const { item } = this;
    const mine = this.meja.simpan.mine(item.key);
    if (item.jenis === "hubungan") this.#edge(mine);
    else if (item.jenis === "indikator") this.#letters(mine);
    else this.#rating(mine);
    if (document.activeElement !== this.note.field) this.note.field.value = mine?.catatan ?? "";
    this.said.replaceChildren(...this.#said(item, mine));
  }

  #edge(mine) {
    this.#choices(Object.entries(VERDICTS).sort(([a], [b]) => b - a).map(([value, [, word]]) => ({
      name: value, word, hint: KEYS[value], tone: `meja-n-${value.replace(".", "")}`, pressed: mine?.nilai === value, act: () => this.meja.verdict(value),
    })));
  }

  #letters(mine) {
    this.#choices(LETTERS.map((name) => {
      const value = mine?.huruf?.[name];
      const said = value === true ? "ya" : value === false ? "tidak" : "belum";
      return { name, word: `${LETTER_WORDS[name][1]}: ${said}`, hint: LETTER_WORDS[name][0], tone: value === true ? "meja-n-1" : value === false ? "meja-n-0" : "", pressed: typeof value === "boolean", act: () => this.meja.letter(name) };
    }));
  }

  /** The buttons stay the same elements, so that the focus stays on the one that was pressed. */
  #choices(choices) {
    const { boleh } = this.meja.data;
    if (this.buttons.children.length !== choices.length) {
      this.buttons.replaceChildren(...choices.map(({ name, act }) => el("button", { type: "button", "data-nilai": name, onclick: act, disabled: !boleh }, el("span", {}), el("kbd", { "aria-hidden": "true" }))));
    }
    choices.forEach(({ word, hint, tone, pressed }, index) => {
      const button = this.buttons.children[index];
      button.className = `meja-pilih ${pressed ? tone : ""}`;
      button.setAttribute("aria-pressed", String(pressed));
      button.firstChild.textContent = word;
      button.lastChild.textContent = hint;
    });
  }

  #rating(mine) {
    if (!this.number) {
      this.number = el("input", { class: "form-control", inputmode: "decimal", maxlength: "6", id: "nilai-pohon", disabled: !this.meja.data.boleh, onchange: () => this.meja.rate(this.number.value, this.note.field.value) });
    }
    this.buttons.replaceChildren(el("label", { for: "nilai-pohon" }, "Nilai 0 sampai 100"), this.number);
    if (document.activeElement !== this.number) this.number.value = mine?.nilai ?? "";
  }

  #note(item) {
    const field = el("textarea", {
      class: "form-control", id: "keterangan", rows: "2", maxlength: "2000", disabled: !this.meja.data.boleh,
      oninput: () => this.meja.note(item, field.value, true), onchange: () => this.meja.note(item, field.value, false),
      onkeydown: (event) => {
        if (event.isComposing || !(event.key === "Escape" || (event.key === "Enter" && event.ctrlKey))) return;
        event.preventDefault();
        event.stopPropagation();
        this.meja.note(item, field.value, false);
        this.meja.focusList();
      },
    });
    return { field, box: el("div", { class: "meja-keterangan" }, el("label", { for: "keterangan" }, "Keterangan ", item.jenis === "hubungan" ? el("small", { class: "redup" }, "(wajib untuk tidak logis) ") : "", this.meja.data.boleh ? el("kbd", { "aria-hidden": "true" }, "N") : ""), field) };
  }

  #branch(item) {
    if (item.jenis !== "hubungan" || !this.meja.data.boleh) return "";
    const count = this.meja.branchOpen(item).length;
    if (count < 2) return "";
    return el("p", {}, el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => this.meja.branch() }, `Semua hubungan di cabang ini logis (${count} belum dinilai) `, el("kbd", {}, "B")));
  }

  /** Under the buttons: what is wrong, what carries over, what the others say. */
  #said(item, mine) {
    const { simpan, data } = this.meja;
    const [said, before, sentence] = [simpan.of(item.key), data.lalu[item.key], simpan.sentence(item.key)];
    const found = [];
    if (sentence) found.push(el("p", { class: "meja-galat", role: "alert" }, sentence));
    if (before && !mine) {
      found.push(el("div", { class: "meja-lalu" }, el("p", {}, el("b", {}, `Versi ${before.versi}: `), words(item, before), before.catatan ? `: ${before.catatan.replace(/[.\s]+$/, "")}` : "", ". Isinya tidak berubah sejak itu."),
        el("button", { type: "button", class: "btn btn-outline-primary btn-sm", onclick: () => this.meja.confirm() }, "Pakai lagi ", el("kbd", {}, "Y"))));
    }
    const team = said.tim ?? [];
    if (team.length) {
      found.push(el("div", { class: said.beda ? "meja-tim meja-tim-beda" : "meja-tim" },
        el("p", {}, el("b", {}, said.beda ? "Tim berbeda; ketua yang menetapkan" : "Penilaian evaluator lain")),
        el("ul", {}, team.map((one) => el("li", {}, `${one.nama}: `, el("b", {}, words(item, one)), one.catatan ? ` — ${one.catatan}` : "")))));
    }
    return found;
  }

  #facts(node) {
    return node.rincian.length ? el("dl", { class: "meja-data" }, node.rincian.map(pair)) : "";
  }

  #card(card) {
    return el("div", {}, this.#table([card]), card.kartu.length ? el("dl", { class: "meja-data" }, card.kartu.map(pair)) : "");
  }

  #measures(node) {
    if (!node.indikator.length) return el("p", { class: "redup" }, "Simpul ini belum punya indikator.");
    return el("div", {}, el("h3", { class: "meja-sub" }, "Indikator"), this.#table(node.indikator));
  }

  #table(cards) {
    const years = this.meja.data.tahun;
    return el("div", { class: "kotak-tabel kotak-tabel-utuh", tabindex: "0", role: "region", "aria-label": "Indikator dan target" },
      el("table", { class: "table meja-tabel" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Indikator"), el("th", { scope: "col", class: "angka" }, "Awal"), years.map((year) => el("th", { scope: "col", class: "angka" }, String(year))), el("th", { scope: "col", class: "angka" }, "Akhir"))),
        el("tbody", {}, cards.map((card) => el("tr", {},
          el("th", { scope: "row" }, this.meja.cardLink(card)),
          el("td", { class: "angka" }, number(card.baseline) || "–", card.baseline_tahun ? el("small", { class: "redup" }, ` ${card.baseline_tahun}`) : ""),
          years.map((year) => el("td", { class: "angka" }, number(card.target[year]) || "–")),
          el("td", { class: "angka" }, number(card.akhir) || "–"),
        )))));
  }
}

function pair([label, text]) {
  return el("div", {}, el("dt", {}, label), el("dd", {}, text));
}

/** A judgement in words, whoever gave it. */
function words(item, one) {
  if (item.jenis === "hubungan") return VERDICTS[one.nilai]?.[1] ?? "belum dinilai";
  if (item.jenis === "pohon") return one.nilai;
  const said = LETTERS.filter((name) => typeof one.huruf?.[name] === "boolean");
  return said.map((name) => `${LETTER_WORDS[name][0]} ${one.huruf[name] ? "ya" : "tidak"}`).join(", ") || "belum dinilai";
}
