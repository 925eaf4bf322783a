/**
 * "Move to...": the whole tree to search in, where it may not go with the reason, and the place among the children there.
 * Resolves with {parent, after} (`after` null: first), or null when it was cancelled.
 *
 *   askPlace({title, options: [{key, text, depth, hint, path, why}], at, childrenOf: (key) => [{key, text}]})
 */
import { ask } from "./dialog.js";
import { el, uniqueId } from "./dom.js";

const MOST = 300;

export class PlaceList {
  #shown = [];
  #at = 0;

  constructor({ options, at, onMark, onChoose }) {
    Object.assign(this, { options, onMark, onChoose });
    const id = uniqueId("ed-place");
    this.list = el("ul", { class: "ed-pick ed-places", role: "listbox", id, "aria-label": "Induk baru" });
    this.input = el("input", {
      class: "form-control", type: "search", role: "combobox", "aria-expanded": "true", "aria-controls": id, "aria-autocomplete": "list",
      autocomplete: "off", id: `${id}-input`, placeholder: "Ketik sebagian pernyataan",
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // who clicks goes on typing
    this.input.addEventListener("input", () => this.draw());
    this.input.addEventListener("keydown", (event) => this.#pressed(event));
    this.draw(at);
  }

  get chosen() {
    return this.#shown[this.#at] ?? null;
  }

  draw(at = null) {
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.options.filter(({ text, hint }) => words.every((word) => `${text} ${hint}`.toLowerCase().includes(word)));
    this.#shown = found.slice(0, MOST);
    const wanted = this.#shown.findIndex(({ key }) => key === at);
    this.#at = wanted >= 0 ? wanted : Math.max(0, this.#shown.findIndex(({ why }) => !why));
    this.list.replaceChildren(...this.#shown.map((option, i) => this.#item(option, i, words.length > 0)));
    if (found.length === 0) this.list.append(el("li", { class: "ed-pick-empty" }, "Tidak ada simpul dengan kata itu."));
    if (found.length > MOST) this.list.append(el("li", { class: "ed-pick-empty" }, `${found.length - MOST} simpul lain tidak ditampilkan; persempit dengan mengetik.`));
    this.#mark();
  }

  #item({ text, depth, hint, path, why }, i, flat) {
    const item = el("li", {
      role: "option", id: `${this.list.id}-${i}`, "aria-disabled": why ? "true" : null,
      class: `ed-pick-item ed-deep-${flat ? 0 : Math.min(depth, 8)}${why ? " ed-pick-no" : ""}`,
    }, el("span", {}, text, flat && path && el("small", { class: "ed-pick-path" }, path), why && el("small", { class: "ed-pick-why" }, why)), el("small", {}, hint));
    item.addEventListener("click", () => this.#go(i));
    item.addEventListener("dblclick", () => this.onChoose());
    return item;
  }

  #go(i) {
    this.#at = Math.max(0, Math.min(this.#shown.length - 1, i));
    this.#mark();
  }

  #mark() {
    [...this.list.querySelectorAll("[role=option]")].forEach((item, i) => item.setAttribute("aria-selected", String(this.#shown.length > 0 && i === this.#at)));
    const item = this.#shown.length ? this.list.children[this.#at] : null;
    item?.scrollIntoView({ block: "nearest" });
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
    this.onMark(this.chosen);
  }

  #pressed(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) this.#go(this.#at + step);
    else if (event.key === "Enter") this.onChoose();
    else return;
    event.preventDefault();
  }
}

export async function askPlace({ title, options, at, childrenOf }) {
  const id = uniqueId("ed-where");
  const place = el("select", { class: "form-select", id });
  const path = el("p", { class: "ed-place-path", "aria-live": "polite" });
  const button = () => path.closest("dialog")?.querySelector('[data-answer="chosen"]');
  const show = (option) => {
    const why = option ? option.why : "Pilih satu simpul.";
    path.textContent = why || [option.path, option.text].filter(Boolean).join(" › ");
    path.classList.toggle("ed-pick-why", Boolean(why));
    if (button()) button().disabled = Boolean(why);
    const children = option && !why ? childrenOf(option.key) : [];
    place.disabled = children.length === 0;
    place.replaceChildren(
      new Option("Terakhir", "last"), new Option("Pertama", "first"),
      ...children.slice(0, -1).map(({ key, text }) => new Option(`Setelah “${text}”`, key)));
  };
  const tree = new PlaceList({ options, at, onMark: show, onChoose: () => button()?.click() });
  const asked = ask({
    title, wide: true, focus: tree.input,
    body: [
      el("label", { class: "form-label", for: tree.input.id }, "Induk baru"), tree.input, tree.list, path,
      el("div", { class: "ed-place-row" }, el("label", { class: "form-label", for: id }, "Letak di antara turunannya"), place),
    ],
    buttons: [{ text: "Batal", value: "no" }, { text: "Pindahkan ke sini", value: "chosen", kind: "primary" }],
  });
  show(tree.chosen);
  const answer = await asked;
  if (answer !== "chosen" || !tree.chosen || tree.chosen.why) return null;
  const { key: parent } = tree.chosen;
  if (place.value === "last") return { parent, after: childrenOf(parent).at(-1)?.key ?? null };
  return { parent, after: place.value === "first" ? null : place.value };
}
