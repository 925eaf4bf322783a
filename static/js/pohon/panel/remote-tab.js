/** A tab whose content another room serves as HTML at its own address (Penuangan, Jabatan). */
import { el } from "../dom.js";

export class RemoteTab {
  shape = "";

  constructor({ key, store, part }) {
    this.store = store;
    this.key = key;
    this.address = part.alamat;
    this.element = el("div", { class: "ed-tab-body ed-remote" }, el("p", { class: "ed-later", role: "status" }, "Memuat…"));
    this.id = null;
    this.refresh();
  }

  /** Load once the simpul is known to the server; later changes of the tree do not reload it. */
  refresh() {
    const id = this.store.idOf(this.key);
    if (id === null || id === this.id) return;
    this.id = id;
    this.#load(this.address.replace("/0/", `/${id}/`));
  }

  /** Load once more. */
  again() {
    this.id = null;
    this.refresh();
  }

  async #load(url) {
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      this.element.innerHTML = await answer.text();
      globalThis.htmx?.process(this.element);
    } catch {
      const again = el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => this.#load(url) }, "Coba lagi");
      this.element.replaceChildren(el("p", {}, "Bagian ini tidak dapat dimuat."), again);
    }
  }

  flush() {}

  fail() {
    return false;
  }
}
