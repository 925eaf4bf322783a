/**
 * The view "Banding": two versions of the tree, or a version and the tree as it is now, as one list of what came, went, moved and
 * changed. "Sekarang" follows the store.
 *
 * HTML: <section id="ed-banding"></section>; everything inside is made here.
 */
import { el, everyFrame } from "../dom.js";
import { CompareBar } from "./bar.js";
import { compare, POHON } from "./diff.js";
import { FACES } from "./entry.js";
import { countsOf, lineAt, linesOf, spanOf } from "./lines.js";
import { CompareList } from "./list.js";
import { sideOfStore } from "./side.js";
import { NOW, Versions } from "./versions.js";

export class CompareView {
  active = false;
  #pair = null;
  #filter = "semua";
  #opened = new Set();
  #difference = null;
  #stale = true;
  #listStale = true;
  #loading = false;
  #wantsFocus = false;
  #late = false;
  #announces = false;
  #waiting = "";

  /** `review` is the address where a tree is submitted; `goto(key)` leads to a simpul in the chart. */
  constructor(container, { store, choices, api, review, goto, say }) {
    Object.assign(this, { container, store, choices, review, goto, say });
    this.versions = new Versions(api);
    this.redraw = everyFrame(() => this.#draw());
    this.bar = new CompareBar({ choices, pick: (pair) => this.#pick(pair), filter: (kind) => this.#see(kind) });
    this.bar.element.hidden = true; // until it is known what there is to choose
    this.title = el("header", { class: "bd-title" });
    this.state = el("div", { class: "bd-state", role: "status" });
    this.list = new CompareList({ at: (line) => this.#at(line), goto: (line) => this.#goto(line), flip: (line) => this.#flip(line) });
    container.append(this.bar.element, el("div", { class: "bd-page" }, this.title, this.state, this.list.element));
    store.on("tree", () => this.#renew());
    store.on("pohon", () => {
      this.#listStale = true;
      this.#renew();
    });
    store.on("view", ({ focus, scope } = {}) => {
      if (scope) this.#renew();
      else if (focus && this.active && this.#difference) this.#follow();
    });
  }

  #renew() {
    this.#stale = true;
    this.redraw();
  }

  focus() {
    this.#wantsFocus = true;
    this.#late = false;
    this.redraw();
  }

  // --- which two -------------------------------------------------------------------------------------------

  #pick(pair) {
    this.#pair = pair;
    this.#filter = "semua";
    this.#opened.clear();
    this.#announces = true;
    this.#renew();
  }

  #see(kind) {
    this.#filter = kind;
    this.#opened.clear();
    this.#renew();
    this.say(kind === "semua" ? "Semua perbedaan tampak." : `Hanya yang ${FACES[kind].word.toLowerCase()} yang tampak.`);
  }

  async #loadList() {
    this.#listStale = false;
    this.#loading = true;
    const problem = await this.versions.load();
    this.#loading = false;
    const newest = this.versions.list?.[0];
    if (newest) this.#pair ??= { from: String(newest.nomor), to: NOW };
    this.#listStale = this.versions.list === null; // an older list does until the next change
    if (this.#listStale) this.#problem(problem, () => this.redraw());
    else this.#renew();
  }

  /** The side of a choice; undefined while it is being fetched. */
  #side(value) {
    return value === NOW ? sideOfStore(this.store, this.choices) : this.versions.known(value);
  }

  async #fetch(nomor) {
    if (this.#waiting === nomor) return;
    this.#waiting = nomor;
    const problem = await this.versions.fetch(nomor);
    this.#waiting = "";
    if (problem) this.#problem(problem, () => this.#renew());
    else this.#renew();
  }

  // --- drawing -----------------------------------------------------------------------------------------------

  #draw() {
    if (!this.active) this.#wantsFocus = false;
    if (!this.active || this.store.root === null) return;
    if (this.#listStale && !this.#loading) this.#loadList();
    const { list } = this.versions;
    if (list === null) return this.#wait("Memuat daftar versi…");
    if (!list.length) return this.#none();
    this.bar.drawSides(list, this.#pair);
    this.bar.element.hidden = false;
    if (this.#stale) this.#build();
    this.#takeFocus();
  }

  #build() {
    const { from, to } = this.#pair;
    if (from === to) return this.#nothing("Pilih dua versi yang berbeda.");
    const missing = [from, to].find((value) => !this.#hasSide(value));
    if (missing) {
      this.#wait("Memuat versi…");
      this.#fetch(missing);
      return;
    }
    this.#stale = false;
    this.#difference = compare(this.#side(from), this.#side(to), this.choices);
    this.#drawTitle();
    this.#drawLines();
  }

  #hasSide(value) {
    return value === NOW || this.versions.known(value) !== undefined;
  }

  #drawLines() {
    const { store } = this;
    const held = this.list.current?.id;
    const span = spanOf(this.#difference, store.scope === null ? null : this.#idOf(store.scope));
    const counts = countsOf(this.#difference, span);
    if (!counts[this.#filter]) this.#filter = "semua";
    this.bar.drawCounts(counts, this.#filter);
    if (!counts.semua && store.scope !== null) return this.#nothing("Tidak ada perbedaan di cabang ini. Simpul yang dipindah ke cabang lain tampak di sana.");
    if (!counts.semua) return this.#nothing("Tidak ada perbedaan di antara kedua versi ini.", this.#earlier());
    const lines = linesOf(this.#difference, span, { filter: this.#filter, opened: this.#opened });
    const context = { difference: this.#difference, keyOf: (id) => this.#keyOf(id), filtered: this.#filter !== "semua" };
    const stays = held !== undefined && this.list.hasFocus && lines.some(({ id }) => id === held);
    this.state.replaceChildren();
    if (this.#announces) this.say(`${counts.semua} perbedaan.`);
    this.#announces = false;
    this.list.show(lines, context, lineAt(this.#difference, lines, stays ? held : this.#idOf(store.focus)));
    this.list.element.hidden = false;
  }

  #drawTitle() {
    const { from, to } = this.#pair;
    const { list } = this.versions;
    const root = this.store.get(this.store.root);
    this.title.hidden = false;
    this.title.replaceChildren(el("h2", {}, `Perbandingan: ${root.pernyataan}`), el("p", {}, `Dari ${this.bar.nameOf(list, from)} ke ${this.bar.nameOf(list, to)}`));
  }

  /** Offer the last change between versions where the newest one is the tree of now. */
  #earlier() {
    const { list } = this.versions;
    const { from, to } = this.#pair;
    if (to !== NOW || list.length < 2 || from !== String(list[0].nomor)) return null;
    const pair = { from: String(list[1].nomor), to: String(list[0].nomor) };
    return this.#button(() => this.#pick(pair), `Bandingkan ${list[1].nama} dengan ${list[0].nama}`);
  }

  #clear() {
    this.list.element.hidden = true;
    this.title.hidden = true;
    this.bar.drawCounts(null);
  }

  #wait(words) {
    this.#late = true;
    this.#clear();
    this.state.replaceChildren(el("p", {}, words));
  }

  #nothing(words, more = null) {
    this.#stale = false;
    this.#clear();
    this.state.replaceChildren(el("p", {}, words), more ?? "");
  }

  #problem(words, again) {
    this.#clear();
    this.state.replaceChildren(el("p", {}, words), this.#button(again, "Coba lagi"));
  }

  /** A button that goes when it is pressed; the keyboard waits for what comes instead. */
  #button(act, words) {
    const press = () => {
      this.#wantsFocus = true;
      act();
    };
    return el("button", { type: "button", class: "btn btn-outline-secondary", onclick: press }, words);
  }

  #none() {
    const { boleh_ubah: writable } = this.store.pohon;
    this.#stale = false;
    this.bar.element.hidden = true;
    this.#clear();
    this.state.replaceChildren(
      el("h2", {}, "Belum ada versi untuk dibandingkan"),
      el("p", {}, "Versi dibuat setiap kali pohon diajukan untuk direviu atau disetujui. Sesudah itu, di sini tampak apa yang berubah sejak versi itu."),
      el("a", { class: `btn ${writable ? "btn-primary" : "btn-outline-secondary"}`, href: this.review }, writable ? "Ajukan reviu" : "Buka temuan dan reviu"));
    this.#takeFocus();
  }

  /** Once there is something to read; but whoever has gone on to another part of the page meanwhile stays there. */
  #takeFocus() {
    if (!this.#wantsFocus || this.#waiting) return;
    this.#wantsFocus = false;
    const at = document.activeElement;
    if (this.#late && at !== document.body && !at.closest('[role="tab"]') && !this.container.contains(at)) return;
    if (!this.list.element.hidden) this.list.focus();
    else (this.state.querySelector("a, button") ?? this.bar.from).focus();
  }

  // --- the reader ----------------------------------------------------------------------------------------------

  #idOf(key) {
    return String(this.store.idOf(key) ?? key);
  }

  /** The key of a simpul that is in the tree now, else null. */
  #keyOf(id) {
    if (id === POHON) return null;
    const key = this.store.has(id) ? id : this.store.keyOf(Number(id));
    return this.store.has(key) ? key : null;
  }

  #at({ id, fold }) {
    const key = fold ? null : this.#keyOf(id);
    if (key !== null && key !== this.store.focus) this.store.setFocus(key);
  }

  /** The focus was set elsewhere (search, a finding): read there. */
  #follow() {
    const id = this.#idOf(this.store.focus);
    if (this.list.element.hidden || this.list.current?.id === id) return;
    this.list.go(lineAt(this.#difference, this.list.lines, id), { focus: this.list.hasFocus });
  }

  #goto({ id }) {
    const key = this.#keyOf(id);
    if (key !== null) this.goto(key);
    else this.say(id === POHON ? "Bagian ini bukan simpul; bukalah lewat Dasar outcome." : "Simpul ini sudah tidak ada di pohon sekarang.");
  }

  #flip({ id, fold }) {
    if (fold.open) this.#opened.delete(id);
    else this.#opened.add(id);
    this.#drawLines();
    this.list.go(this.list.lines.findIndex((line) => line.id === id));
  }
}
