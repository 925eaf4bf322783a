// The search of everything: Ctrl+K or a button [data-cari] opens it on every page.
//
// HTML: <dialog id="cari-semua" data-alamat="(API)"> from templates/_cari_semua.html, with #cari-semua-q (combobox),
// #cari-semua-daftar (listbox), [data-petunjuk], [data-galat], [data-sibuk], [data-status]; <main data-pohon="5"> names the open tree.
//
// A hit that is a simpul is first offered to the page as the event "pokin:ke-simpul" {pohon, simpul} on document: the
// editor of that tree takes it (preventDefault) and goes there; else its address opens.

import { drawGroups } from "./cari_hasil.js";
import { wordsOf } from "./cocok.js";

const WAIT = 150;
const SLOW = 700; // then one says that the search goes on
const PATIENCE = 20_000;
const FEWEST = 2;
const NO_ANSWER = "Tidak tersambung ke server. Periksa jaringan, lalu tekan Enter untuk mencoba lagi.";
const REFUSALS = {
  401: "Sesi Anda berakhir. Muat ulang halaman untuk masuk lagi.",
  403: "Anda tidak berhak mencari di sini.",
};

class Search {
  #timer = 0;
  #slow = 0;
  #late = 0;
  #request = null;
  #enter = false; // Enter was pressed while an answer was on its way
  #options = [];
  #at = -1;

  constructor(dialog) {
    this.dialog = dialog;
    this.input = dialog.querySelector("#cari-semua-q");
    this.list = dialog.querySelector("#cari-semua-daftar");
    this.hint = dialog.querySelector("[data-petunjuk]");
    this.fault = dialog.querySelector("[data-galat]");
    this.busy = dialog.querySelector("[data-sibuk]");
    this.status = dialog.querySelector("[data-status]");
    this.input.addEventListener("input", () => this.#typed());
    dialog.addEventListener("keydown", (event) => this.#pressed(event));
    dialog.addEventListener("click", (event) => this.#clicked(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the cursor stays in the field
    dialog.addEventListener("close", () => this.#stop());
  }

  open() {
    if (document.querySelector("dialog[open]")) return;
    this.input.value = "";
    this.#show([]);
    this.dialog.showModal();
    this.input.focus();
  }

  #typed() {
    this.#stop();
    if (this.input.value.trim().length < FEWEST) {
      this.#show([]);
      return;
    }
    this.#wait();
    this.#timer = setTimeout(() => this.#ask(), WAIT);
  }

  #wait() {
    this.dialog.setAttribute("aria-busy", "true");
    this.#slow = setTimeout(() => this.#searching(), SLOW);
    this.#late = setTimeout(() => {
      this.#request?.abort();
      this.#failed(NO_ANSWER);
    }, PATIENCE);
  }

  #searching() {
    this.status.textContent = "Mencari…";
    this.busy.hidden = false;
  }

  #stop() {
    for (const timer of [this.#timer, this.#slow, this.#late]) clearTimeout(timer);
    this.busy.hidden = true;
    this.#request?.abort();
    this.#request = null;
    this.#enter = false;
    this.dialog.removeAttribute("aria-busy");
  }

  // `jenis` asks for all hits of one kind.
  async #ask(jenis = "") {
    const request = new AbortController();
    this.#request = request;
    const asked = { q: this.input.value, pohon: document.querySelector("main")?.dataset.pohon ?? "", jenis };
    try {
      const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
      const answer = await fetch(`${this.dialog.dataset.alamat}?${query}`, { signal: request.signal, headers: { Accept: "application/json" } });
      const data = answer.ok ? await answer.json() : null;
      if (request.signal.aborted) return;
      if (data) this.#answered(data.kelompok, jenis);
      else this.#failed(REFUSALS[answer.status] ?? "Pencarian gagal. Coba lagi sebentar.");
    } catch {
      if (!request.signal.aborted) this.#failed(NO_ANSWER);
    }
  }

  #answered(groups, jenis) {
    const enter = this.#enter;
    this.#stop();
    this.#show(groups, { whole: Boolean(jenis), asked: this.input.value.trim() });
    if (enter && this.#options.length) this.#choose(this.#options[0]);
  }

  #failed(sentence) {
    this.#stop();
    this.#show([], { fault: sentence });
  }

  #show(groups, { whole = false, asked = "", fault = "" } = {}) {
    this.#options = drawGroups(this.list, groups, { words: wordsOf(this.input.value), whole });
    const found = this.#options.length > 0;
    this.list.hidden = !found;
    this.input.setAttribute("aria-expanded", String(found));
    this.fault.hidden = !fault;
    this.fault.textContent = fault;
    this.hint.hidden = found || Boolean(fault);
    this.hint.querySelector("[data-nihil]").textContent = asked && !found ? `Tidak ada yang cocok dengan “${asked}”. Semua kata harus ada; coba satu kata saja.` : "";
    const count = this.#options.filter(({ hit }) => hit).length;
    this.status.textContent = found ? `${count} hasil. Panah bawah untuk memilih.` : asked ? "Tidak ada hasil." : "";
    this.list.scrollTop = 0;
    this.#mark(found ? 0 : -1);
  }

  #mark(at) {
    this.#options[this.#at]?.element.setAttribute("aria-selected", "false");
    this.#at = at;
    const option = this.#options[at];
    option?.element.setAttribute("aria-selected", "true");
    option?.element.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.element.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #pressed(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) this.#move(step);
    else if (event.key === "Escape") this.dialog.close();
    else if (event.key === "Enter" && event.target === this.input) this.#entered(event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(step) {
    const last = this.#options.length - 1;
    if (last < 0) return;
    const to = this.#at + step;
    if (Math.abs(step) > 1) this.#mark(Math.max(0, Math.min(last, to)));
    else this.#mark(to > last ? 0 : to < 0 ? last : to);
  }

  #entered(event) {
    if (this.dialog.hasAttribute("aria-busy")) this.#enter = true;
    else if (!this.fault.hidden) this.#typed(); // once more
    else if (this.#options[this.#at]) this.#choose(this.#options[this.#at], { aside: event.ctrlKey || event.metaKey });
  }

  #clicked(event) {
    if (event.target === this.dialog || event.target.closest("[data-tutup]")) this.dialog.close();
    const chosen = this.#options.find(({ element }) => element.contains(event.target));
    if (chosen) this.#choose(chosen, { aside: event.ctrlKey || event.metaKey });
  }

  // `aside` opens the hit beside this page, in a tab of its own.
  #choose({ hit, more }, { aside = false } = {}) {
    if (more) {
      this.#stop();
      this.#wait();
      this.#ask(more);
      return;
    }
    if (aside) {
      window.open(hit.alamat, "_blank", "noopener");
      return;
    }
    this.dialog.close();
    const { pohon, simpul } = hit;
    const offer = new CustomEvent("pokin:ke-simpul", { detail: { pohon, simpul }, cancelable: true });
    if (simpul === null || document.dispatchEvent(offer)) location.assign(hit.alamat);
  }
}

export function start() {
  const dialog = document.getElementById("cari-semua");
  if (!dialog) return;
  const search = new Search(dialog);
  for (const button of document.querySelectorAll("[data-cari]")) {
    button.hidden = false;
    button.addEventListener("click", () => search.open());
  }
  // Before anybody else hears of it: also while a statement is being typed.
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    if (document.querySelector("dialog[open]") && !dialog.open) return;
    event.preventDefault();
    event.stopPropagation();
    if (dialog.open) search.input.select();
    else search.open();
  }, true);
}
