/**
 * Legend and filter in one: every level, finding and state of crosscutting that occurs, with its sign and how often; ticking some
 * shows only those, with the simpul above them. A line over the tree says that it is filtered and undoes it.
 *
 * HTML: <button id="ed-filter" aria-expanded="false">, <div id="ed-filter-line" hidden>
 */
import { el } from "./dom.js";
import { Filter, KINDS, NONE, choicesOf } from "./filter.js";
import { signOf } from "./levels.js";

export class FilterPanel {
  constructor(button, line, { store, choices, say, back }) {
    Object.assign(this, { button, line, store, choices, say, back });
    this.box = el("div", { class: "ed-filter", id: "ed-filter-box", role: "dialog", "aria-label": "Legenda dan saringan", hidden: true });
    document.body.append(this.box);
    button.setAttribute("aria-controls", "ed-filter-box");
    button.addEventListener("click", () => this.#show(this.box.hidden));
    this.box.addEventListener("change", ({ target }) => this.#choose(target));
    this.box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.#show(false);
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!this.box.hidden && !this.box.contains(target) && !button.contains(target)) this.#show(false, { refocus: false });
    });
    for (const event of ["tree", "temuan", "pohon"]) store.on(event, () => this.#renew());
    store.on("view", ({ filter } = {}) => filter && this.#renew());
  }

  #show(open, { refocus = true } = {}) {
    this.box.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (open) {
      this.#draw();
      this.#place();
      this.box.querySelector("input, button")?.focus();
    } else if (refocus) this.button.focus();
  }

  /** Under its button, within the window. */
  #place() {
    const { left, bottom } = this.button.getBoundingClientRect();
    this.box.style.left = `${Math.max(8, Math.min(left, innerWidth - this.box.offsetWidth - 8))}px`;
    this.box.style.top = `${bottom + 6}px`;
    this.box.style.maxHeight = `${innerHeight - bottom - 14}px`;
  }

  #renew() {
    if (!this.box.hidden) this.#draw();
    this.#drawLine();
  }

  #choose({ dataset: { kind, value }, checked }) {
    const filter = (this.store.filter ?? new Filter()).with(kind, value, checked);
    this.store.setFilter(filter);
    const { found } = this.store;
    this.say(filter.isActive ? `${found} simpul cocok dengan saringan.` : "Semua simpul tampak.");
  }

  #draw() {
    const print = JSON.stringify([choicesOf(this.store, this.choices), this.#chosen()]);
    if (print === this.print) return;
    this.print = print;
    const focused = this.box.contains(document.activeElement) ? document.activeElement.id : null;
    const groups = Object.entries(choicesOf(this.store, this.choices)).filter(([, list]) => list.length);
    this.box.replaceChildren(
      el("div", { class: "ed-filter-head" },
        el("p", {}, "Centang untuk menampilkan yang cocok saja."),
        this.store.filter && el("button", { type: "button", class: "btn btn-sm btn-outline-secondary", onclick: () => this.clear() }, "Hapus saringan")),
      ...groups.map(([kind, list]) => el("fieldset", {}, el("legend", {}, KINDS[kind]), list.map((one) => this.#choice(kind, one)))));
    if (focused) document.getElementById(focused)?.focus();
  }

  #chosen() {
    return Object.fromEntries(Object.entries(this.store.filter?.chosen ?? {}).map(([kind, values]) => [kind, [...values]]));
  }

  #choice(kind, { value, text, count }) {
    const id = `ed-filter-${kind}-${value}`;
    const { sign, tone } = signOf(kind, value);
    return el("label", { class: "ed-filter-choice", for: id },
      el("input", { type: "checkbox", class: "form-check-input", id, "data-kind": kind, "data-value": value, checked: this.store.filter?.chosen[kind].has(value) }),
      sign && el("span", { class: "ed-filter-sign", "data-tone": tone, "aria-hidden": "true" }, sign), el("span", {}, text), el("small", {}, String(count)));
  }

  #drawLine() {
    const { store, line } = this;
    line.hidden = store.filter === null;
    this.button.classList.toggle("ed-tool-on", store.filter !== null);
    if (store.filter === null) return;
    const names = Object.entries(choicesOf(store, this.choices)).flatMap(([kind, list]) => list.filter(({ value }) => store.filter.chosen[kind].has(value)).map(({ value, text }) => (value === NONE ? text.toLowerCase() : text)));
    const words = `${store.found} dari ${store.branch().length} simpul: ${names.join(", ") || "tidak ada yang cocok lagi"}. Selama disaring, susunan pohon tidak dapat diubah.`;
    if (this.words === words && line.childElementCount) return;
    this.words = words;
    line.replaceChildren(el("span", {}, words), el("button", { type: "button", class: "btn btn-sm btn-outline-secondary", onclick: () => this.clear() }, "Hapus saringan"));
  }

  clear() {
    this.store.setFilter(null);
    this.#show(false, { refocus: false });
    this.say("Semua simpul tampak.");
    this.back();
  }
}
