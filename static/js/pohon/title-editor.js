/**
 * The statement as a text field, in a card or a row. One at a time.
 *
 * A view calls mount(host, key, view) each time it draws the simpul being edited; the same field is kept. What is typed is
 * handed to Writing.saveTitle after 800 ms without a key and when the page goes away, and to Writing.endTitle when the
 * editing ends.
 */
import { el } from "./dom.js";

const IDLE = 800;

export class TitleEditor {
  key = null;
  #field = null;
  #timer = null;
  #ending = false;

  /** `flush()` draws at once what waits to be drawn. */
  constructor(store, flush) {
    this.store = store;
    this.flush = flush;
    this.writing = null;
    store.on("view", () => {
      if (this.key !== null && store.editing !== this.key) this.#drop();
    });
    store.on("tree", () => {
      if (this.key !== null && !store.has(this.key)) this.#drop();
    });
    const save = () => this.key !== null && this.writing.saveTitle();
    store.on("saveTyped", save);
    addEventListener("pagehide", save);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  }

  mount(host, key, view) {
    if (this.key !== key) this.#open(key);
    if (this.#field.parentElement === host) return;
    this.view = view;
    this.#ending = true;
    host.replaceChildren(this.#field);
    this.#ending = false;
    this.#grow();
    this.#field.focus({ preventScroll: true });
    if (!this.#field.dataset.touched) this.#field.select();
  }

  #open(key) {
    this.#drop();
    this.key = key;
    this.store.emit("typing", { key, name: "pernyataan", on: this });
    const simpul = this.store.get(key);
    this.#field = el("textarea", { class: "ed-title", rows: "1", "aria-label": "Pernyataan", spellcheck: "true", placeholder: "Tulis kondisi yang ingin dicapai" });
    this.#field.value = simpul.pernyataan;
    this.#field.addEventListener("input", () => this.#typed());
    this.#field.addEventListener("keydown", (event) => this.#pressed(event));
    this.#field.addEventListener("blur", () => {
      if (!this.#ending && this.key !== null && document.hasFocus()) this.writing.endTitle();
    });
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#ending = true;
    this.#field?.remove();
    this.#ending = false;
    this.#field = null;
    const { key } = this;
    this.key = null;
    if (key !== null) this.store.emit("typing", { key, on: this });
  }

  get value() {
    return this.#field?.value ?? "";
  }

  refocus() {
    this.#field?.focus({ preventScroll: true });
  }

  #typed() {
    this.#field.dataset.touched = "1";
    this.#grow();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.writing.saveTitle(), IDLE);
  }

  #grow() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }

  #pressed(event) {
    if (event.isComposing || event.keyCode === 229) return;
    event.stopPropagation();
    if (!this.writing.titleKey(event, this.view)) return;
    event.preventDefault();
    this.flush(); // the next key may come before the next frame
  }
}
