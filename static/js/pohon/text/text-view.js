/**
 * The view "Teks": a branch as indented text to rewrite, applied after a preview as one step. What is typed here stays when the view is
 * switched and when others change the tree.
 *
 * HTML: <section id="ed-teks"></section>
 */
import { ask } from "../dialog.js";
import { clip, el, everyFrame } from "../dom.js";
import { parseIndented } from "./indented.js";
import { rewrite, textOf } from "./rewriting.js";

const WORDS = { tambah: "Tambah", ubah: "Ubah", pindah: "Pindah", hapus: "Hapus" };

export class TextView {
  active = false;
  #seen = [];
  #source = "";
  #top = null;

  constructor(container, { store, history, warn, say }) {
    Object.assign(this, { container, store, history, warn, say });
    this.redraw = everyFrame(() => this.#draw());
    this.caption = el("p", { class: "ed-text-caption", id: "ed-text-caption" });
    this.notice = el("p", { class: "ed-text-notice", hidden: true, role: "status" });
    this.field = el("textarea", { class: "form-control ed-text-field", spellcheck: "false", wrap: "off", "aria-labelledby": "ed-text-caption", "aria-describedby": "ed-text-help" });
    this.help = el("p", { class: "form-text", id: "ed-text-help" });
    this.apply = el("button", { type: "button", class: "btn btn-primary", onclick: () => this.#apply() }, "Lihat perubahan");
    this.reset = el("button", { type: "button", class: "btn btn-outline-secondary", onclick: () => this.#load() }, "Muat ulang teks");
    container.append(this.caption, this.notice, this.field, this.help, el("div", { class: "ed-text-foot" }, this.reset, this.apply));
    this.field.addEventListener("input", () => this.redraw());
    this.field.addEventListener("keydown", (event) => this.#keys(event));
    for (const event of ["tree", "view", "pohon"]) store.on(event, () => this.redraw());
    addEventListener("beforeunload", (event) => this.isDirty && event.preventDefault());
  }

  get isDirty() {
    return this.#top !== null && this.field.value !== this.#source;
  }

  focus() {
    this.redraw.flush();
    this.#draw();
    this.field.focus();
  }

  /** The text of the branch looked at, with one tab a step. */
  #printed() {
    const { store } = this;
    const first = store.depth(store.top);
    return store.branch(store.top).filter((key) => !store.get(key).draft)
      .map((key) => ({ key, text: textOf(store.get(key)), line: "\t".repeat(store.depth(key) - first) + textOf(store.get(key)) }));
  }

  #load() {
    const printed = this.#printed();
    this.#top = this.store.top;
    this.#seen = printed.map(({ key, text }) => ({ key, text }));
    this.#source = printed.map(({ line }) => line).join("\n");
    this.field.value = this.#source;
    this.redraw();
  }

  #draw() {
    const { store } = this;
    if (!this.active || store.root === null) return;
    if (!this.isDirty) {
      const { scrollTop, selectionStart: at } = this.field;
      const now = this.#printed().map(({ line }) => line).join("\n");
      if (this.#top !== store.top || now !== this.#source) {
        this.#load();
        this.field.setSelectionRange(at, at);
        this.field.scrollTop = scrollTop;
      }
    }
    const writable = store.pohon.boleh_ubah;
    const top = store.get(this.#top);
    this.caption.textContent = this.#top === store.root ? "Seluruh pohon sebagai teks" : `Cabang “${clip(top?.pernyataan ?? "", 80)}” sebagai teks`;
    const stale = this.isDirty && (this.#top !== store.top || this.#printed().map(({ line }) => line).join("\n") !== this.#source);
    this.notice.hidden = !stale;
    this.notice.textContent = "Pohon sudah berubah sejak teks ini dibuka. Yang ditambahkan orang lain tetap ada; periksa pratinjau sebelum menerapkan.";
    this.field.readOnly = !writable;
    this.apply.hidden = !writable;
    this.reset.hidden = !writable;
    this.apply.disabled = !this.isDirty;
    this.reset.disabled = !this.isDirty;
    this.help.textContent = writable
      ? "Satu baris satu simpul; tab di awal baris berarti turunan. Tab menjorokkan, Shift+Tab mengeluarkan, Esc lalu Tab meninggalkan kotak ini. Indikator ikut simpulnya."
      : "Anda hanya dapat membaca pohon ini; teksnya dapat disalin.";
  }

  /** Tab and Shift+Tab move the marked lines; after Esc they leave the field. */
  #keys(event) {
    event.stopPropagation();
    if (event.isComposing || this.field.readOnly) return;
    if (event.key === "Escape") {
      this.leaves = true;
      this.say("Tab berpindah ke bagian lain halaman.");
      return;
    }
    if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey || this.leaves) {
      if (event.key !== "Shift") this.leaves = false;
      return;
    }
    event.preventDefault();
    this.#shift(event.shiftKey);
  }

  #shift(outward) {
    const { field } = this;
    const { selectionStart: from, selectionEnd: to, value } = field;
    const start = value.lastIndexOf("\n", from - 1) + 1;
    const end = value.indexOf("\n", Math.max(from, to - 1)) < 0 ? value.length : value.indexOf("\n", Math.max(from, to - 1));
    const lines = value.slice(start, end).split("\n");
    const moved = lines.map((line) => (outward ? line.replace(/^(\t| {1,4})/, "") : `\t${line}`)).join("\n");
    field.setRangeText(moved, start, end, "preserve");
    if (from === to) {
      const at = Math.max(start, from + moved.length - (end - start));
      field.setSelectionRange(at, at);
    } else field.setSelectionRange(start, start + moved.length);
    this.redraw();
  }

  async #apply() {
    const { store } = this;
    if (!store.has(this.#top)) {
      this.warn("Cabang ini baru saja dihapus orang lain. Salin teks Anda, lalu pilih cabang lain.");
      return;
    }
    const known = new Set(this.#seen.map(({ text }) => text));
    const rows = parseIndented(this.field.value, { keep: (text) => known.has(text) });
    const { ops, changes, problems, notes } = rewrite(store, this.#seen, rows);
    if (!problems.length && !ops.length) {
      this.say("Tidak ada yang berubah.");
      this.#load();
      return;
    }
    const answer = await ask({
      title: problems.length ? "Teks belum dapat diterapkan" : "Perubahan yang akan diterapkan", wide: true,
      body: problems.length ? [el("ul", {}, problems.map((text) => el("li", {}, text)))] : this.#preview(changes, notes),
      buttons: problems.length ? [{ text: "Kembali ke teks", value: "no", kind: "primary" }]
        : [{ text: "Kembali ke teks", value: "no" }, { text: "Terapkan", value: "yes", kind: "primary" }],
    });
    if (answer !== "yes") {
      this.field.focus();
      return;
    }
    this.history.run("Ubah lewat teks", rewrite(store, this.#seen, rows).ops);
    this.#load();
    this.say(`${changes.length} perubahan diterapkan.`);
    this.field.focus();
  }

  #preview(changes, notes) {
    const counts = Object.entries(WORDS).map(([what, word]) => [changes.filter((one) => one.what === what).length, word.toLowerCase()]);
    return [
      el("p", {}, el("b", {}, counts.filter(([n]) => n).map(([n, word]) => `${n} ${word}`).join(", "))),
      notes.map((sentence) => el("p", { class: "ed-missing" }, `▲ ${sentence}`)),
      el("ul", { class: "ed-text-changes" }, changes.map(({ what, text, was, parts }) => el("li", {},
        el("b", {}, `${WORDS[what]}: `), clip(text, 160), was !== undefined ? el("small", {}, ` (semula: ${clip(was, 160)})`) : null,
        parts ? el("small", { class: "ed-missing" }, ` ▲ beserta ${parts} indikator atau crosscutting`) : null))),
    ];
  }
}
