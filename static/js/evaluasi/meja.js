/**
 * The evaluator's desk: a list of edges and indicators, the one chosen beside it, keys, and saving in the background.
 *
 * HTML: templates/evaluasi/meja.html; the data stands in <script id="data-meja">.
 */
import { clock, el } from "../pohon/dom.js";
import { ask } from "../umum/konfirmasi.js";
import { toast } from "../umum/pesan.js";
import { Daftar, itemsOf } from "./meja_daftar.js";
import { Rinci } from "./meja_rinci.js";
import { LETTERS, Simpan } from "./meja_simpan.js";
import { startKeys } from "./meja_tombol.js";
import { Usulan } from "./meja_usulan.js";

const REFRESH_MS = 20000;
const byId = (id) => document.getElementById(id);

class Meja {
  #undo = [];

  constructor(data) {
    this.data = data;
    this.simpan = new Simpan(data, (keys) => this.redraw(keys));
    this.usulan = new Usulan(data, this.simpan, { changed: () => this.redraw(), refused: () => this.#refresh() });
    this.items = itemsOf(data.simpul);
    this.rinci = new Rinci(byId("rinci"), this);
    this.daftar = new Daftar(byId("daftar"), this.items, this);
    this.daftar.refresh();
    const wanted = this.items.findIndex((item) => `#simpul-${item.node.id}` === location.hash);
    this.go(Math.max(wanted, 0));
    this.redraw([]);
    byId("saring").addEventListener("change", ({ target }) => this.#filter(target));
    byId("ulangi").addEventListener("click", () => this.simpan.again());
    byId("bantuan-buka").addEventListener("click", () => byId("bantuan").showModal());
    if (data.boleh) setInterval(() => this.#refresh(), REFRESH_MS);
    startKeys(this);
    this.focusList();
  }

  get item() {
    return this.daftar.item;
  }

  // --- going about -----------------------------------------------------------------------------------------

  go(index, { open = false } = {}) {
    this.daftar.choose(index);
    this.rinci.show(this.item);
    if (open) byId("badan").dataset.rinci = "";
    if (!open || !matchMedia("(max-width: 767.98px)").matches) return;
    byId("rinci").focus({ preventScroll: true });
    byId("rinci").scrollIntoView({ block: "start" });
  }

  step(by) {
    this.go(this.daftar.beside(by));
  }

  nextOpen(by) {
    const index = this.daftar.open(by);
    if (index < 0) toast("Semua hubungan dan indikator sudah Anda nilai.");
    else this.go(index);
  }

  /** On a phone: back from the panel to the list. */
  list() {
    delete byId("badan").dataset.rinci;
    this.focusList();
    this.daftar.choose(this.daftar.at);
  }

  focusList() {
    byId("daftar").focus({ preventScroll: true });
  }

  cardLink(card) {
    const index = this.items.findIndex((item) => item.key === `i${card.id}`);
    return el("button", { type: "button", class: "btn btn-link meja-ke-indikator", onclick: () => this.go(index) }, card.nama);
  }

  // --- judging ---------------------------------------------------------------------------------------------

  /** Keep a value of one thing and remember what stood there. */
  #set(key, isi, options) {
    this.#remember([key]);
    this.simpan.set(key, isi, options);
  }

  #remember(keys) {
    this.#undo.push(keys.map((key) => [key, this.simpan.mine(key)]));
  }

  verdict(nilai) {
    const { key, jenis } = this.item;
    if (!this.data.boleh || jenis !== "hubungan") return;
    const mine = this.simpan.mine(key);
    if (mine?.nilai === nilai && !this.simpan.state(key)) return; // pressed twice is pressed once
    this.#set(key, { nilai, catatan: mine?.catatan ?? this.rinci.note.field.value });
    if (nilai === "0" && this.simpan.state(key) === "draf") this.focusNote();
  }

  letter(name) {
    const { key, jenis } = this.item;
    if (!this.data.boleh || jenis !== "indikator") return;
    const mine = this.simpan.mine(key);
    const huruf = { ...mine?.huruf };
    huruf[name] = huruf[name] !== true;
    this.#set(key, { huruf, catatan: mine?.catatan ?? "" });
  }

  rate(nilai, catatan) {
    if (this.data.boleh) this.#set("p", { nilai: nilai.trim(), catatan });
  }

  note(item, catatan, typing) {
    const mine = this.simpan.mine(item.key);
    if (!this.data.boleh || (catatan === (mine?.catatan ?? "") && (typing || this.simpan.state(item.key) !== "menunggu"))) return;
    if (item.jenis === "indikator") this.simpan.set(item.key, { huruf: mine?.huruf ?? {}, catatan }, { later: typing });
    else this.simpan.set(item.key, { nilai: mine?.nilai ?? "", catatan }, { later: typing });
  }

  /** How many threads of a node are open now. */
  talk(node, count) {
    this.data.komentar[node.id] = count;
    this.redraw();
  }

  focusNote() {
    byId("badan").dataset.rinci = "";
    this.rinci.note.field.focus();
  }

  /** Take what an earlier version says; an indicator without that: what is open becomes yes. */
  confirm() {
    const { key, jenis } = this.item;
    if (!this.data.boleh || jenis === "pohon") return;
    const [mine, before] = [this.simpan.mine(key), this.data.lalu[key]];
    if (before && !mine) {
      const { versi: _, ...isi } = before;
      this.#set(key, isi);
    } else if (jenis === "indikator") {
      const huruf = Object.fromEntries(LETTERS.map((name) => [name, mine?.huruf?.[name] ?? true]));
      this.#set(key, { huruf, catatan: mine?.catatan ?? "" });
    }
  }

  clear() {
    const { key, jenis } = this.item;
    if (!this.data.boleh || !this.simpan.mine(key)) return;
    this.#set(key, jenis === "indikator" ? { huruf: {}, catatan: "" } : { nilai: "", catatan: "" });
  }

  /** The keys of the edges of a branch, its own first, that I did not judge yet. */
  branchOpen(item) {
    const inside = new Set([item.node.id]);
    for (const node of this.data.simpul) if (inside.has(node.induk)) inside.add(node.id);
    return [...inside].map((id) => `h${id}`).filter((key) => !this.simpan.mine(key));
  }

  async branch() {
    const { item } = this;
    if (!this.data.boleh || item.jenis !== "hubungan") return;
    const keys = this.branchOpen(item);
    if (!keys.length) {
      toast("Semua hubungan di cabang ini sudah Anda nilai.");
      return;
    }
    if (keys.length > 20 && !(await ask(`Nilai ${keys.length} hubungan di cabang ini sebagai logis?`, { tombol: "Nilai logis", bahaya: false }))) return;
    this.#remember(keys);
    const step = this.#undo.at(-1);
    this.simpan.setMany(keys.map((key) => [key, { nilai: "1", catatan: "" }]));
    this.rinci.show(item);
    toast(`${keys.length} hubungan dinilai logis.`, { aksi: "Urungkan", saat: () => this.undo(step) });
  }

  undo(step = this.#undo.at(-1)) {
    const at = this.#undo.indexOf(step);
    if (at < 0) return;
    this.#undo.splice(at, 1);
    const empty = (key) => (key[0] === "i" ? { huruf: {}, catatan: "" } : { nilai: "", catatan: "" });
    this.simpan.setMany(step.map(([key, before]) => [key, before ?? empty(key)]));
    this.rinci.show(this.item);
  }

  // --- showing ----------------------------------------------------------------------------------------------

  redraw(keys) {
    if (!this.daftar) return;
    this.daftar.refresh(keys);
    this.rinci.refresh();
    this.#head();
  }

  #head() {
    const { skor } = this.data;
    const edges = this.items.filter(({ jenis }) => jenis === "hubungan");
    const cards = this.items.filter(({ jenis }) => jenis === "indikator");
    const done = (items) => items.filter(({ key }) => this.simpan.isDone(key)).length;
    byId("skor-hubungan").textContent = skor.hubungan ? `${skor.hubungan} %` : "–";
    byId("skor-indikator").textContent = skor.indikator ? `${skor.indikator} %` : "–";
    byId("kemajuan").textContent = `${done(edges)}/${edges.length} hubungan, ${done(cards)}/${cards.length} indikator`;
    const status = byId("status");
    const [text, kind] = this.#status();
    if (status.textContent !== text) status.textContent = text;
    status.dataset.jenis = kind;
    byId("ulangi").hidden = kind !== "gagal" || Boolean(this.simpan.stopped);
  }

  #status() {
    const { simpan } = this;
    const waiting = [...simpan.pending.keys()].map((key) => simpan.state(key));
    const count = (state) => waiting.filter((one) => one === state).length;
    if (!this.data.boleh) return ["", ""];
    if (simpan.stopped) return [simpan.stopped, "gagal"];
    if (count("gagal")) return [`${count("gagal")} penilaian gagal disimpan; lihat tanda ✕.`, "gagal"];
    if (simpan.offline) return [`${simpan.offline} ${count("menunggu")} penilaian menunggu dikirim.`, "gagal"];
    if (simpan.busy || count("menunggu")) return ["Menyimpan…", ""];
    if (count("draf")) return [`${count("draf")} penilaian belum lengkap; lihat tanda !.`, "draf"];
    return [simpan.savedAt ? `Tersimpan ${clock(simpan.savedAt)}` : "", ""];
  }

  #filter(select) {
    if (this.daftar.filter(select.value)) {
      this.rinci.element.hidden = false;
      if (this.daftar.rows[this.daftar.at].hidden) this.go(this.daftar.rows.findIndex((row) => !row.hidden));
    } else {
      toast("Tidak ada yang cocok dengan saringan ini.");
      select.value = "semua";
      this.daftar.filter("semua");
    }
  }

  async #refresh() {
    if (document.visibilityState !== "visible") return;
    const now = await this.simpan.refresh();
    if (!now) return;
    this.usulan.take(now.tanggapan);
    this.redraw();
  }
}

new Meja(JSON.parse(byId("data-meja").textContent));
document.documentElement.dataset.meja = "siap";
