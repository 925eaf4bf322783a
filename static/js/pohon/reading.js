/**
 * The view "Baca": the logic of the tree as sentences to read and print: "Jika … dan … tercapai, maka … tercapai."
 *
 * HTML: <section id="ed-baca"></section>; everything inside is made here. A simpul with children has a heading and its sentence; one
 * without stands in the sentence of its parent. Statements are buttons (spans, so that long ones break
 * like the text around them): they lead to the simpul.
 */
import { el, everyFrame, number } from "./dom.js";
import { KIND_NAMES } from "./rules.js";

const TODAY = new Intl.DateTimeFormat("id-ID", { dateStyle: "long" });
const DOUBTS = { kurang: "kurang", tidak: "tidak" };
const STAGE_INDIKATOR = 4;

/** The statement as part of a sentence: without a final stop, its first letter small unless it begins an abbreviation or a name of one letter. */
export function within(text) {
  const words = text.trim().replace(/\s+/g, " ").replace(/[.;]+$/, "");
  return /^\p{Lu}\p{Ll}/u.test(words) ? words[0].toLocaleLowerCase("id") + words.slice(1) : words;
}

/** The pieces of "a, b, dan c" with `make` for each item. */
function listed(items, make) {
  const last = items.length - 1;
  return items.flatMap((item, i) => [i === 0 ? "" : i < last ? ", " : last === 1 ? " dan " : ", dan ", make(item)]);
}

export class Reading {
  active = false;
  #stale = true;
  #wantsFocus = false;

  constructor(container, { store, choices, years, open }) {
    Object.assign(this, { container, store, choices, years, open });
    this.redraw = everyFrame(() => this.#draw());
    this.head = el("header", { class: "ed-read-head" });
    this.body = el("div", { class: "ed-read-body" });
    container.append(el("div", { class: "ed-read-page" }, this.head, this.body));
    for (const event of ["tree", "pohon"]) store.on(event, () => this.#renew());
    store.on("view", ({ focus, scope } = {}) => {
      if (scope) this.#stale = true;
      if (focus) this.#wantsFocus = true;
      this.redraw();
    });
    container.addEventListener("click", (event) => {
      const { key } = event.target.closest("[data-key]")?.dataset ?? {};
      if (!key) return;
      store.setFocus(key);
      this.focus();
    });
    container.addEventListener("dblclick", (event) => event.target.closest("[data-key]") && this.open());
    container.addEventListener("keydown", (event) => this.#keys(event));
  }

  #renew() {
    this.#stale = true;
    this.redraw();
  }

  focus() {
    this.takeFocus = true;
    this.#wantsFocus = true;
    this.redraw();
  }

  #draw() {
    const { store } = this;
    if (!this.active || store.root === null) return;
    if (this.#stale) this.#build();
    this.#stale = false;
    for (const old of this.body.querySelectorAll('[aria-current="true"]')) {
      old.removeAttribute("aria-current");
      old.tabIndex = -1;
    }
    const at = this.#find(store.focus) ?? this.body.querySelector("[data-key]");
    if (!at) return;
    at.setAttribute("aria-current", "true");
    at.tabIndex = 0;
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    at.scrollIntoView({ block: "nearest" });
    if (this.takeFocus || this.container.contains(document.activeElement)) at.focus({ preventScroll: true });
    this.takeFocus = false;
  }

  /** Where a simpul is read first: its heading, else its place in a sentence. */
  #find(key) {
    return this.body.querySelector(`[data-key="${CSS.escape(key)}"].ed-read-title`) ?? this.body.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  #build() {
    const { store } = this;
    const { pohon } = store;
    this.head.replaceChildren(
      el("div", {},
        el("h2", {}, store.get(store.top).pernyataan),
        el("p", {}, [pohon.unit?.nama ?? pohon.instansi?.nama, pohon.periode?.nama, this.choices.label("pohon", "status", pohon.status), TODAY.format(new Date())].filter(Boolean).join(" · "))),
      el("button", { type: "button", class: "btn btn-outline-secondary ed-read-print", onclick: () => print() }, "Cetak"));
    const codes = new Map([[store.top, ""]]);
    const blocks = [];
    for (const key of store.branch(store.top)) {
      store.children(key).forEach((child, i) => codes.set(child, `${codes.get(key)}${codes.get(key) ? "." : ""}${i + 1}`));
      if (store.children(key).length || key === store.top) blocks.push(this.#block(key, codes));
    }
    this.body.replaceChildren(...blocks);
  }

  #block(key, codes) {
    const { store } = this;
    const simpul = store.get(key);
    const depth = store.depth(key) - store.depth(store.top);
    const children = store.children(key);
    const heading = el(`h${Math.min(3 + depth, 6)}`, { class: "ed-read-heading" },
      el("small", {}, [codes.get(key), KIND_NAMES[simpul.jenis]].filter(Boolean).join(" · ")), this.#phrase(key, simpul.pernyataan, "ed-read-title"));
    return el("section", { class: "ed-read-block" }, heading, this.#sentence(key, children), this.#measures(key),
      children.map((child) => this.#note(child, codes)));
  }

  #phrase(key, text, name = "") {
    return el("span", { role: "button", class: `ed-read-phrase ${name}`.trim(), "data-key": key, tabindex: "-1" }, text);
  }

  #sentence(key, children) {
    if (!children.length) return el("p", {}, "Belum ada kondisi yang diuraikan di bawahnya.");
    const { store } = this;
    return el("p", {}, "Jika ", listed(children, (child) => this.#phrase(child, within(store.get(child).pernyataan))),
      " tercapai, maka ", el("span", {}, within(store.get(key).pernyataan)), " tercapai.");
  }

  /** What is said of a child that has no section of its own, and a doubt about its logic. */
  #note(key, codes) {
    const { store } = this;
    const simpul = store.get(key);
    const doubt = DOUBTS[simpul.hubungan];
    const leaf = store.children(key).length === 0;
    const measures = leaf ? this.#measures(key) : null;
    const lines = [
      doubt && el("p", { class: "ed-read-doubt" }, `▲ Menurut penyusun, hubungan ${codes.get(key)} “${within(simpul.pernyataan)}” dengan kondisi ini ${doubt}${simpul.hubungan_alasan ? `: ${simpul.hubungan_alasan}` : "."}`),
      measures && el("div", { class: "ed-read-leaf" }, el("p", {}, `${codes.get(key)} · ${simpul.pernyataan}`), measures),
    ];
    return lines.filter(Boolean);
  }

  #measures(key) {
    const { store } = this;
    const simpul = store.get(key);
    const partners = (simpul.crosscutting ?? []).map((mark) => mark.nama_mitra || mark.mitra_luar).filter(Boolean);
    const measures = store.pohon.tahap >= STAGE_INDIKATOR ? simpul.indikator ?? [] : [];
    if (!measures.length && !partners.length) return null;
    return el("ul", { class: "ed-read-measures" },
      measures.map(({ nama, satuan, target = {} }) => {
        const targets = this.years.filter((year) => target[year] !== undefined && target[year] !== "").map((year) => `${year}: ${number(target[year])}`);
        return el("li", {}, `Diukur dengan ${nama}${satuan ? ` (${satuan})` : ""}${targets.length ? `; target ${targets.join(", ")}` : ""}.`);
      }),
      partners.length ? el("li", {}, `Didukung bersama ${partners.join(", ")} (crosscutting).`) : null);
  }

  /** Arrows lead through the tree in its order; Enter opens the details. */
  #keys(event) {
    const { store } = this;
    if (["Enter", " "].includes(event.key) && event.target.closest("[data-key]")) {
      event.preventDefault();
      store.setFocus(event.target.closest("[data-key]").dataset.key);
      this.open();
      return;
    }
    const keys = store.branch(store.top);
    const at = keys.indexOf(store.focus);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: keys.length - 1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey || !event.target.closest("[data-key]")) return;
    event.preventDefault();
    if (keys[to] !== undefined) store.setFocus(keys[to]);
  }
}
