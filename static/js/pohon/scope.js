/**
 * The breadcrumb over the tree while one branch is looked at alone: each simpul above leads to its own branch, the last button
 * back to the whole tree.
 *
 * HTML: <nav id="ed-scope" class="ed-scope" aria-label="Cabang yang dilihat" hidden></nav>
 */
import { clip, el } from "./dom.js";

export class Scope {
  /** `back()` gives the focus to the tree again. */
  constructor(nav, { store, back, say }) {
    Object.assign(this, { nav, store, back, say });
    for (const event of ["view", "tree", "pohon"]) store.on(event, () => this.#draw());
  }

  /** Look at the focused branch alone; the same key again shows the whole tree. */
  flip(key = this.store.focus) {
    const { store } = this;
    if (store.scope === key) this.#goTo(null);
    else if (key === store.root) this.say("Seluruh pohon sudah tampak.");
    else this.#goTo(key);
  }

  #goTo(key) {
    const { store } = this;
    store.setScope(key);
    this.back();
    const name = clip(store.get(store.top).pernyataan, 60);
    this.say(store.scope === null ? "Seluruh pohon tampak." : `Hanya cabang “${name}” yang tampak. Tekan F sekali lagi untuk kembali.`);
  }

  #draw() {
    const { store, nav } = this;
    const path = store.scope === null ? [] : store.path(store.scope);
    const print = JSON.stringify(path.map((key) => [key, store.get(key).pernyataan]));
    if (print === this.print) return;
    this.print = print;
    nav.hidden = path.length === 0;
    nav.replaceChildren(el("ol", {}, path.map((key, i) => el("li", {}, this.#step(key, i === path.length - 1)))), this.#leave());
  }

  #step(key, last) {
    const { pernyataan } = this.store.get(key);
    const attributes = { title: pernyataan };
    if (last) return el("b", { ...attributes, "aria-current": "true" }, pernyataan);
    const step = el("button", { type: "button", ...attributes }, pernyataan);
    step.addEventListener("click", () => this.#goTo(key));
    return step;
  }

  #leave() {
    const button = el("button", { type: "button", class: "btn btn-sm btn-outline-secondary" }, "Seluruh pohon");
    button.addEventListener("click", () => this.#goTo(null));
    return button;
  }
}
