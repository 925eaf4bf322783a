/** The tab "Riwayat": who changed this simpul, when, from what to what; a former text can be used again. */
import { el } from "../dom.js";

const TEXTS = new Set(["pernyataan", "faktor_penyebab", "hubungan_alasan", "keterangan"]);

export class HistoryTab {
  shape = "";
  #version = null;

  constructor({ key, store, commands, api }) {
    Object.assign(this, { key, store, commands, api });
    this.list = el("ol", { class: "ed-history" });
    this.word = el("p", { class: "ed-later", role: "status" });
    this.more = el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", hidden: true, onclick: () => this.#load(this.last) }, "Muat lagi");
    this.element = el("div", { class: "ed-tab-body" }, this.word, this.list, this.more);
    this.refresh();
  }

  /** Load when it opens, and again when the simpul has got another version. */
  refresh() {
    const version = this.store.get(this.key)?.versi;
    if (version === this.#version) return;
    this.#version = version;
    this.#load();
  }

  async #load(before) {
    const id = this.store.idOf(this.key);
    if (id === null) return;
    const asked = this.#version;
    if (this.list.children.length === 0) this.word.textContent = "Memuat…";
    const answer = await this.api.get(`simpul/${id}/riwayat/${before === undefined ? "" : `?sebelum=${before}`}`);
    if (asked !== this.#version) return;
    if (answer.status !== 200) {
      this.word.textContent = answer.data?.pesan ?? "Riwayat tidak dapat dimuat. Periksa jaringan, lalu buka lagi tab ini.";
      return;
    }
    const { riwayat, masih_ada: more } = answer.data;
    const items = riwayat.map((entry) => this.#item(entry));
    if (before === undefined) this.list.replaceChildren(...items);
    else this.list.append(...items);
    this.last = riwayat.at(-1)?.nomor;
    this.more.hidden = !more;
    this.word.textContent = this.list.children.length ? "" : "Belum ada riwayat untuk simpul ini.";
  }

  #item({ apa, oleh, kapan, waktu, ubahan }) {
    return el("li", {},
      el("p", {}, el("b", {}, apa), ` oleh ${oleh}`, el("time", { datetime: waktu }, kapan)),
      ubahan.map((change) => this.#change(change)));
  }

  #change({ label, dari, ke, medan, nilai }) {
    const reusable = TEXTS.has(medan) && nilai && this.store.pohon.boleh_ubah;
    return el("div", { class: "ed-history-change" },
      el("span", { class: "ed-label" }, label),
      el("p", {}, dari && [el("del", {}, el("span", { class: "visually-hidden" }, "Semula: "), dari), el("span", { "aria-hidden": "true" }, " → ")],
        el("ins", {}, dari && el("span", { class: "visually-hidden" }, "menjadi: "), ke || "(kosong)")),
      reusable && el("button", { type: "button", class: "btn btn-link btn-sm ed-inline", onclick: () => this.#reuse(medan, nilai) }, "Pakai lagi teks semula"));
  }

  #reuse(medan, nilai) {
    this.commands.setFields(this.key, { [medan]: nilai }, { label: "Pakai lagi teks semula" });
  }

  flush() {}

  fail() {
    return false;
  }
}
