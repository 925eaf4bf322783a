/**
 * The panel at the right: follows the focused simpul. On a phone it covers the tree and closes back to it.
 *
 * HTML: <aside id="ed-panel"></aside> inside #ed-body; #ed-body[data-panel="closed"] hides it.
 */
import { clip, el, everyFrame } from "../dom.js";
import { markOf } from "../levels.js";
import { HistoryTab } from "./history-tab.js";
import { IndicatorTab } from "./indicator-tab.js";
import { NodeTab } from "./node-tab.js";
import { RemoteTab } from "./remote-tab.js";

const FRAGMENT_STAGE = { indikator: 4 };
const LOCAL = { simpul: NodeTab, indikator: IndicatorTab, riwayat: HistoryTab };

export class Panel {
  #key = null;
  #tab = null;
  #name = "simpul";
  #shape = "";

  /** `parts` are the tabs other rooms serve: {kunci, judul, alamat, tahap}. `back` returns the focus to the tree. */
  constructor(element, { store, choices, commands, settling, api, years, parts, back, toggle }) {
    Object.assign(this, { element, store, choices, commands, settling, api, years, parts, back, toggle });
    this.body = document.getElementById("ed-body");
    this.tabs = el("div", { class: "ed-ptabs", role: "tablist", "aria-label": "Rincian simpul" });
    this.caption = el("p", { class: "ed-panel-title" });
    this.content = el("div", { class: "ed-panel-body", role: "tabpanel", tabindex: "-1" });
    const close = el("button", { type: "button", class: "btn-close", "aria-label": "Tutup rincian", onclick: () => this.close() });
    element.append(el("div", { class: "ed-panel-head" }, this.caption, close), this.tabs, this.content);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      this.#tab?.flush();
      if (this.#covers) this.close();
      else back();
    });
    this.tabs.addEventListener("keydown", (event) => this.#tabKeys(event));
    this.redraw = everyFrame(() => this.#draw());
    for (const event of ["tree", "view", "pohon", "temuan"]) store.on(event, () => this.redraw());
    addEventListener("pagehide", () => this.#tab?.flush());
    this.setOpen(!this.#covers && this.#remembered());
  }

  get #covers() {
    return matchMedia("(max-width: 767.98px)").matches;
  }

  #remembered() {
    try {
      return localStorage.getItem("pokin:rincian") !== "tutup";
    } catch {
      return true;
    }
  }

  get isOpen() {
    return this.body.dataset.panel !== "closed";
  }

  setOpen(open) {
    this.body.dataset.panel = open ? "open" : "closed";
    this.toggle.setAttribute("aria-expanded", String(open));
    this.redraw();
  }

  /** Open a tab at one of its fields; "baru" begins a new part. */
  reach(name, path) {
    this.show(name);
    this.setOpen(true);
    this.redraw.flush();
    if (path === "baru") this.#tab?.add?.({ nama: "" });
    else if (path) this.content.querySelector(`[data-path="${path}"] :is(input, textarea, select)`)?.focus();
    else this.open(name);
  }

  /** Open, or go to the panel's tabs, never straight into a field: who types on by mistake must not change a statement. */
  open(name = this.#name) {
    this.show(name);
    this.setOpen(true);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const tab = this.tabs.querySelector('[aria-selected="true"]');
      (this.#covers ? this.content : (tab ?? this.content)).focus();
    }));
  }

  close() {
    this.#tab?.flush();
    this.#remember(false);
    this.setOpen(false);
    this.back();
  }

  flip() {
    if (this.isOpen) this.close();
    else {
      this.#remember(true);
      this.open();
    }
  }

  #remember(open) {
    if (this.#covers) return;
    try {
      localStorage.setItem("pokin:rincian", open ? "buka" : "tutup");
    } catch {
      // The choice then holds for this page only.
    }
  }

  show(name) {
    this.#name = name;
    this.#shape = "";
    this.redraw();
  }

  #names() {
    const { tahap } = this.store.pohon;
    const count = this.store.get(this.#key)?.indikator?.length ?? 0;
    const names = [["simpul", "Simpul"]];
    if (tahap >= FRAGMENT_STAGE.indikator || count) names.push(["indikator", `Indikator${count ? ` ${count}` : ""}`]);
    for (const part of this.parts) if (tahap >= part.tahap && this.#key !== null) names.push([part.kunci, part.judul]);
    return [...names, ["riwayat", "Riwayat"]];
  }

  #draw() {
    const { store } = this;
    if (!this.isOpen || store.focus === null || !store.has(store.focus)) return;
    const changed = this.#key !== store.focus;
    if (changed) this.#tab?.flush();
    this.#key = store.focus;
    const simpul = store.get(this.#key);
    const { word, shape, tone } = markOf(simpul, this.choices);
    this.caption.textContent = `${shape} ${word}`;
    this.caption.dataset.tone = tone;
    this.#drawTabs();
    if (simpul.draft) {
      this.#tab = null;
      this.#shape = "";
      this.content.replaceChildren(el("p", { class: "ed-later ed-tab-body" }, "Ketik pernyataannya dahulu; rinciannya menyusul."));
      return;
    }
    if (changed || !this.#tab || this.#shape !== `${this.#name}${this.#tab.shape}`) this.#build(changed);
    else this.#tab.refresh();
  }

  #drawTabs() {
    const names = this.#names();
    if (!names.some(([name]) => name === this.#name)) this.#name = "simpul";
    const print = JSON.stringify([names, this.#name]);
    if (this.tabs.dataset.print === print) return;
    const focused = this.tabs.contains(document.activeElement);
    this.tabs.dataset.print = print;
    this.tabs.replaceChildren(...names.map(([name, title]) => el("button", {
      type: "button", role: "tab", class: "ed-ptab", "data-tab": name, "aria-selected": String(name === this.#name),
      tabindex: name === this.#name ? "0" : "-1", onclick: () => this.show(name),
    }, title)));
    if (focused) this.tabs.querySelector('[aria-selected="true"]').focus();
  }

  #tabKeys(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const names = this.#names().map(([name]) => name);
    this.show(names[(names.indexOf(this.#name) + step + names.length) % names.length]);
  }

  #build(changed) {
    const path = !changed && this.content.contains(document.activeElement) ? document.activeElement.closest("[data-path]")?.dataset.path : null;
    if (!changed) this.#tab?.flush();
    const context = {
      key: this.#key, store: this.store, choices: this.choices, commands: this.commands, api: this.api, years: this.years, show: (name) => this.show(name), settling: this.settling,
    };
    const part = this.parts.find(({ kunci }) => kunci === this.#name);
    this.#tab = part ? new RemoteTab({ ...context, part }) : new LOCAL[this.#name](context);
    this.#shape = `${this.#name}${this.#tab.shape}`;
    this.content.setAttribute("aria-label", clip(this.store.get(this.#key).pernyataan, 80));
    this.content.replaceChildren(this.#tab.element);
    if (changed) this.content.scrollTop = 0;
    for (const field of this.#tab.fields ?? []) field.settle();
    for (const { fields } of this.#tab.groups?.values() ?? []) for (const field of fields) field.settle();
    if (path) this.content.querySelector(`[data-path="${path}"] :is(input, textarea, select)`)?.focus();
  }

  /** What another room shows of this simpul changed elsewhere. */
  again(key) {
    if (key === this.#key) this.#tab?.again?.();
  }

  /** Show refusals beside their fields; true when every one found its place. */
  fail({ ops, galat }) {
    const [op] = ops;
    if (ops.length !== 1 || op.jenis !== "ubah" || op.key !== this.#key || !this.#tab || !galat.length) return false;
    return galat.every(({ medan, pesan }) => this.#tab.fail(op, medan.replace(/^operasi\.0\.?/, ""), pesan));
  }
}
