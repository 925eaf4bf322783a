/**
 * The lines of a comparison as one stop for Tab: arrows, Home and End lead through them, Enter goes to the simpul or opens a fold.
 * At most PAGE lines are in the document; the arrows turn the page.
 *
 * HTML: <div role="tree" class="bd-list"></div><nav class="bd-pages"></nav>, made here.
 */
import { el } from "../dom.js";
import { entryOf } from "./entry.js";

const PAGE = 200;

export class CompareList {
  lines = [];
  #at = 0;
  #context = null;
  #places = [];

  /** `at(line)` hears where the reader is, `goto(line)` and `flip(line)` what they ask for. */
  constructor({ at, goto, flip }) {
    Object.assign(this, { at, goto, flip });
    this.tree = el("div", { class: "bd-list", role: "tree", "aria-label": "Perbedaan kedua versi" });
    this.pages = el("nav", { class: "bd-pages", "aria-label": "Halaman perbandingan" });
    this.element = el("div", {}, this.tree, this.pages);
    this.tree.addEventListener("keydown", (event) => this.#pressed(event));
    this.tree.addEventListener("click", (event) => this.#clicked(event));
    this.tree.addEventListener("dblclick", (event) => this.#lineOf(event) && this.#act(this.#lineOf(event)));
    addEventListener("beforeprint", () => this.#isSeen && this.#draw(0, this.lines.length));
    addEventListener("afterprint", () => this.#isSeen && this.#drawPage());
  }

  get current() {
    return this.lines[this.#at];
  }

  get hasFocus() {
    return this.tree.contains(document.activeElement);
  }

  get #isSeen() {
    return this.tree.getClientRects().length > 0;
  }

  /** Draw other lines, the reader at number `at`; the keyboard stays where it was. */
  show(lines, context, at) {
    const held = this.hasFocus;
    Object.assign(this, { lines });
    this.#context = context;
    this.#places = placesOf(lines);
    this.#at = Math.max(0, Math.min(at, lines.length - 1));
    this.#drawPage();
    if (held) this.focus();
  }

  focus() {
    const entry = this.#entry();
    entry?.focus({ preventScroll: true });
    entry?.scrollIntoView({ block: "nearest" });
  }

  /** Put the reader on another line, turning the page where needed. */
  go(at, { focus = true } = {}) {
    if (at < 0 || at >= this.lines.length) return;
    const turns = this.#first(at) !== this.#first(this.#at);
    this.#entry()?.setAttribute("tabindex", "-1");
    this.#at = at;
    if (turns) this.#drawPage();
    else this.#entry()?.setAttribute("tabindex", "0");
    if (focus) this.focus();
  }

  #first(at) {
    return at - (at % PAGE);
  }

  #entry() {
    return this.tree.children[this.#at - this.from];
  }

  #drawPage() {
    const from = this.#first(this.#at);
    this.#draw(from, Math.min(from + PAGE, this.lines.length));
  }

  #draw(from, to) {
    this.from = from;
    this.tree.replaceChildren(...this.lines.slice(from, to).map((line, i) => entryOf(line, this.#context, { ...this.#places[from + i], current: from + i === this.#at })));
    const whole = to - from === this.lines.length;
    this.pages.hidden = whole;
    if (!whole) this.pages.replaceChildren(this.#turn("Sebelumnya", from - PAGE), el("span", {}, `Baris ${from + 1}–${to} dari ${this.lines.length}`), this.#turn("Berikutnya", to));
  }

  #turn(word, at) {
    const turn = () => {
      this.go(at);
      this.at(this.current);
    };
    return el("button", { type: "button", class: "btn btn-sm btn-outline-secondary", disabled: at < 0 || at >= this.lines.length, onclick: turn }, word);
  }

  #lineOf(event) {
    const id = event.target.closest("[data-id]")?.dataset.id;
    return this.lines.find((line) => line.id === id);
  }

  #act(line) {
    if (line.fold) this.flip(line);
    else this.goto(line);
  }

  #clicked(event) {
    const line = this.#lineOf(event);
    if (!line) return;
    this.#step(this.lines.indexOf(line));
    if (line.fold) this.flip(line);
    else if (event.target.closest("[data-act=goto]")) this.goto(line);
  }

  #step(at) {
    if (this.lines[at] === undefined) return;
    this.go(at);
    this.at(this.current);
  }

  #pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || !this.current) return;
    const { fold } = this.current;
    const to = { ArrowDown: this.#at + 1, ArrowUp: this.#at - 1, Home: 0, End: this.lines.length - 1 }[event.key];
    if (to !== undefined) this.#step(to);
    else if (event.key === "ArrowLeft") fold?.open ? this.flip(this.current) : this.#step(this.#above());
    else if (event.key === "ArrowRight") fold && !fold.open ? this.flip(this.current) : this.#step(this.#at + 1);
    else if ((event.key === "Enter" || event.key === " ") && !event.repeat) this.#act(this.current);
    else return;
    event.preventDefault();
  }

  /** The line above that stands one step further out. */
  #above() {
    const { depth } = this.current;
    return this.lines.findLastIndex((line, i) => i < this.#at && line.depth < depth);
  }
}

/** The place of each line among those beside it: [{position, count}]. */
function placesOf(lines) {
  const groups = [];
  const places = [];
  const open = [];
  for (const { depth } of lines) {
    open.length = depth + 1;
    open[depth] ??= groups.push({ count: 0 }) - 1;
    const group = groups[open[depth]];
    group.count += 1;
    places.push({ position: group.count, group });
  }
  return places.map(({ position, group }) => ({ position, count: group.count }));
}
