/**
 * The outline: the same tree as rows of a treegrid. Only rows near the visible part are in the document, so every row has the
 * same height and says its place with aria-rowindex, aria-posinset and aria-setsize.
 *
 * HTML: <section id="ed-kerangka"></section>; everything inside is made here.
 */
import { clip, el, everyFrame, number } from "./dom.js";
import { markOf, partnersOf, signsOf, spokenOf } from "./levels.js";

const ROW = 44;
const MARGIN = 12;

export class Outline {
  active = false;
  #rows = new Map();
  #prints = new Map();
  #keys = [];
  #wantsFocus = false;

  constructor(container, { store, choices, titles, years }) {
    Object.assign(this, { container, store, choices, titles, years });
    this.redraw = everyFrame(() => this.#draw());
    this.body = el("div", { class: "ed-rows", role: "rowgroup" });
    this.grid = el("div", { class: "ed-grid", role: "treegrid", "aria-label": "Kerangka pohon", "aria-multiselectable": "true" }, this.#header(), this.body);
    this.mark = el("div", { class: "ed-drop", hidden: true, "aria-hidden": "true" });
    container.append(this.grid);
    container.addEventListener("scroll", () => this.redraw(), { passive: true });
    new ResizeObserver(() => this.redraw()).observe(container);
    for (const event of ["tree", "temuan", "pohon"]) store.on(event, () => this.redraw());
    store.on("view", ({ focus, editing } = {}) => {
      if (focus || editing) this.#wantsFocus = true;
      this.redraw();
    });
  }

  #header() {
    const names = ["Pernyataan", "Level", "Indikator", ...this.years.map(String), "Pengampu"];
    this.columns = names.length;
    this.container.style.setProperty("--ed-years", this.years.length);
    return el("div", { class: "ed-row ed-row-head", role: "row", "aria-rowindex": 1 }, names.map((name, i) =>
      el("div", { role: "columnheader", class: i > 2 && i < names.length - 1 ? "ed-cell ed-cell-number" : "ed-cell" }, name)));
  }

  get hasFocus() {
    const { activeElement } = document;
    return activeElement === document.body || this.container.contains(activeElement);
  }

  cardOf(key) {
    return this.#rows.get(key) ?? null;
  }

  focus() {
    this.#wantsFocus = true;
    this.takeFocus = true;
    this.redraw();
  }

  #draw() {
    const { store, container } = this;
    if (!this.active || store.root === null) return;
    this.#keys = store.visible;
    this.grid.setAttribute("aria-rowcount", this.#keys.length + 1);
    this.body.style.height = `${this.#keys.length * ROW}px`;
    if (this.#wantsFocus) this.#scrollTo(this.#keys.indexOf(store.focus));
    const first = Math.max(0, Math.floor(container.scrollTop / ROW) - MARGIN);
    const last = Math.min(this.#keys.length, Math.ceil((container.scrollTop + container.clientHeight) / ROW) + MARGIN);
    const wanted = new Map();
    for (let i = first; i < last; i += 1) wanted.set(this.#keys[i], i);
    for (const key of [store.focus, store.editing]) {
      const at = this.#keys.indexOf(key);
      if (at >= 0) wanted.set(key, at);
    }
    this.#drawRows(wanted);
    this.#giveFocus();
  }

  #drawRows(wanted) {
    for (const [key, row] of this.#rows) {
      if (wanted.has(key)) continue;
      row.remove();
      this.#rows.delete(key);
      this.#prints.delete(key);
    }
    for (const [key, at] of wanted) {
      let row = this.#rows.get(key);
      const face = this.#face(key, at);
      const print = JSON.stringify(face);
      if (!row) {
        row = el("div", { class: "ed-row", role: "row", "data-key": key });
        this.#rows.set(key, row);
        this.body.append(row);
      }
      if (this.#prints.get(key) !== print) {
        this.#prints.set(key, print);
        this.#fill(row, face);
      }
      if (face.editing) this.titles.mount(row.querySelector(".ed-row-text"), key, "kerangka");
    }
  }

  #face(key, at) {
    const { store, choices } = this;
    const simpul = store.get(key);
    const [indikator] = simpul.indikator ?? [];
    return {
      at, key, depth: store.depth(key), children: store.children(key).length, open: store.isOpen(key),
      position: store.siblings(key).indexOf(key) + 1, siblings: store.siblings(key).length,
      mark: markOf(simpul, choices), text: simpul.pernyataan, partners: partnersOf(simpul).map(({ name }) => name),
      count: simpul.indikator?.length ?? 0, target: indikator?.target ?? {}, unit: indikator?.satuan ?? "",
      owner: simpul.pengampu ? choices.unitShort(simpul.pengampu) : "", signs: signsOf(store.temuan.get(key)),
      spoken: spokenOf(simpul, store, choices), focus: store.focus === key, selected: store.selected.has(key),
      editing: store.editing === key, tahap: store.pohon.tahap, writable: store.pohon.boleh_ubah,
    };
  }

  #fill(row, face) {
    row.style.transform = `translateY(${face.at * ROW}px)`;
    row.dataset.tone = face.mark.tone;
    row.tabIndex = face.focus ? 0 : -1;
    row.classList.toggle("ed-focus", face.focus);
    row.classList.toggle("ed-selected", face.selected);
    row.classList.toggle("ed-editing", face.editing);
    const marks = {
      "aria-level": face.depth + 1, "aria-posinset": face.position, "aria-setsize": face.siblings,
      "aria-rowindex": face.at + 2, "aria-selected": face.selected, "aria-label": face.spoken,
    };
    for (const [name, value] of Object.entries(marks)) row.setAttribute(name, value);
    if (face.children) row.setAttribute("aria-expanded", String(face.open));
    else row.removeAttribute("aria-expanded");
    if (face.editing && row.querySelector(".ed-title")) return;
    row.replaceChildren(this.#titleCell(face), ...this.#otherCells(face));
  }

  #titleCell(face) {
    const fold = face.children
      ? el("button", { type: "button", class: "ed-twist", "data-act": "fold", tabindex: "-1", "aria-label": face.open ? "Lipat cabang" : "Buka cabang" }, face.open ? "▾" : "▸")
      : el("span", { class: "ed-twist" });
    const cell = el("div", { class: "ed-cell ed-cell-title", role: "gridcell" },
      fold,
      el("span", { class: `ed-shape${face.writable && face.depth ? " ed-handle" : ""}`, "aria-hidden": "true" }, face.mark.shape),
      el("div", { class: "ed-row-text", title: face.text }, face.text),
      face.partners.length ? el("span", { class: "ed-partner", title: `Crosscutting dengan ${face.partners.join(", ")}` }, `◇ ${clip(face.partners[0], 14)}`) : null,
      face.signs.map(({ tone, sign, count, words }) => el("span", { class: `ed-sign ed-sign-${tone}`, title: words }, `${sign} ${count}`)),
      el("button", { type: "button", class: "ed-mini", "data-act": "menu", tabindex: "-1", "aria-label": "Menu simpul", "aria-haspopup": "menu" }, "⋯"));
    cell.style.paddingLeft = `${8 + Math.min(face.depth, 12) * 18}px`;
    return cell;
  }

  #otherCells(face) {
    const missing = face.tahap >= 4 && face.count === 0;
    const cells = [
      el("div", { class: "ed-cell ed-cell-level", role: "gridcell" }, face.mark.word),
      el("div", { class: `ed-cell ed-cell-number${missing ? " ed-missing" : ""}`, role: "gridcell" }, missing ? "belum" : face.count ? String(face.count) : ""),
      ...this.years.map((year) => el("div", { class: "ed-cell ed-cell-number", role: "gridcell", title: face.unit || null }, number(face.target[year]))),
      el("div", { class: "ed-cell", role: "gridcell" }, face.owner),
    ];
    return cells;
  }

  #scrollTo(at) {
    if (at < 0) return;
    const { container } = this;
    const head = this.grid.firstElementChild.offsetHeight;
    const top = at * ROW;
    if (top < container.scrollTop) container.scrollTop = top;
    else if (top + ROW + head > container.scrollTop + container.clientHeight) container.scrollTop = top + ROW + head - container.clientHeight;
  }

  #giveFocus() {
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    const take = this.takeFocus || this.hasFocus;
    this.takeFocus = false;
    if (take && this.store.editing === null) this.cardOf(this.store.focus)?.focus({ preventScroll: true });
  }

  // --- where something is dropped -------------------------------------------------------------------------

  zoneAt(clientX, clientY) {
    const box = this.body.getBoundingClientRect();
    const place = (clientY - box.top) / ROW;
    const key = this.#keys[Math.floor(place)];
    if (key === undefined || clientX < box.left || clientX > box.right) return null;
    const part = place - Math.floor(place);
    const edge = key === this.store.top ? 0 : 0.28;
    return { key, zone: part < edge ? "before" : part > 1 - edge ? "after" : "inside" };
  }

  showZone(target) {
    if (!this.mark.isConnected) this.body.append(this.mark);
    this.mark.hidden = !target;
    if (!target) return;
    const top = this.#keys.indexOf(target.key) * ROW;
    const at = { before: top - 2, inside: top + 1, after: top + ROW - 2 }[target.zone];
    this.mark.className = `ed-drop ed-drop-${target.zone}${target.why ? " ed-drop-no" : ""}`;
    this.mark.style.transform = `translate(${8 + this.store.depth(target.key) * 18}px, ${at}px)`;
    this.mark.style.width = `${Math.max(120, this.body.clientWidth - 40 - this.store.depth(target.key) * 18)}px`;
    this.mark.style.height = target.zone === "inside" ? `${ROW - 2}px` : "4px";
  }

  scrollBy(dx, dy) {
    this.container.scrollBy(dx, dy);
  }
}
