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

/**
 * The statement as part of a sentence: without a final stop, its first letter small unless it begins an abbreviation or a name. A name is
 * told by the capital of the word after it ("Kota Contoh tertib"), except where the first word is no noun ("Menurunnya Kemacetan").
 */
export function within(text) {
  const words = text.trim().replace(/\s+/g, " ").replace(/[.;,]+$/, "");
  if (!words) return "(belum ada pernyataan)";
  const [first, second = ""] = words.split(" ");
  const isName = /^\p{Lu}/u.test(second) && !/nya$/u.test(first);
  return /^\p{Lu}\p{Ll}/u.test(words) && !isName ? words[0].toLocaleLowerCase("id") + words.slice(1) : words;
}

/** The unit of an indikator behind its name. */
function unitOf(satuan) {
  if (!satuan) return "";
  return /[()]/.test(satuan) ? `, dalam ${satuan}` : ` (${satuan})`;
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
  /** What is drawn: key -> {print, element}; a block whose print is the same stays, so that reading goes on while others write. */
  #blocks = new Map();

  constructor(container, { store, choices, years, open }) {
    Object.assign(this, { container, store, choices, years, open });
    this.redraw = everyFrame(() => this.#draw());
    this.title = el("h2");
    this.part = el("p");
    this.whose = el("p");
    this.head = el("header", { class: "ed-read-head" }, el("div", {}, this.title, this.part, this.whose),
      el("button", { type: "button", class: "btn btn-outline-secondary ed-read-print", onclick: () => print() }, "Cetak"));
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
    this.title.textContent = store.get(store.top).pernyataan;
    this.part.textContent = store.scope === null ? "" : `Bagian dari “${store.get(store.root).pernyataan}”`;
    this.whose.textContent = [pohon.unit?.nama ?? pohon.instansi?.nama, pohon.periode?.nama, this.choices.label("pohon", "status", pohon.status), TODAY.format(new Date())].filter(Boolean).join(" · ");
    const codes = new Map([[store.top, ""]]);
    const blocks = new Map();
    for (const key of store.branch(store.top)) {
      store.children(key).forEach((child, i) => codes.set(child, `${codes.get(key)}${codes.get(key) ? "." : ""}${i + 1}`));
      if (store.children(key).length || key === store.top) blocks.set(key, this.#kept(key, codes) ?? { print: this.#print(key, codes), element: this.#block(key, codes) });
    }
    this.#place(blocks);
  }

  #kept(key, codes) {
    const block = this.#blocks.get(key);
    return block?.print === this.#print(key, codes) ? block : null;
  }

  /** All a block tells, as one text. */
  #print(key, codes) {
    const { store } = this;
    const told = [key, ...store.children(key)].map((one) => {
      const { pernyataan, jenis, hubungan, hubungan_alasan, indikator, crosscutting } = store.get(one);
      return [one, codes.get(one), pernyataan, jenis, hubungan, hubungan_alasan, indikator, crosscutting, store.children(one).length > 0];
    });
    return JSON.stringify([store.depth(key) - store.depth(store.top), store.pohon.tahap, told]);
  }

  /** Put the blocks in their order and move none that stands there already; the focus stays if it was here. */
  #place(blocks) {
    const had = this.body.contains(document.activeElement);
    const stay = new Set([...blocks.values()].map(({ element }) => element));
    for (const old of [...this.body.children]) if (!stay.has(old)) old.remove();
    let at = this.body.firstElementChild;
    for (const element of stay) {
      if (element === at) at = at.nextElementSibling;
      else this.body.insertBefore(element, at);
    }
    this.#blocks = blocks;
    if (had && !this.body.contains(document.activeElement)) this.takeFocus = this.#wantsFocus = true;
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
        return el("li", {}, `Diukur dengan ${nama}${unitOf(satuan)}${targets.length ? `; target ${targets.join(", ")}` : ""}.`);
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
