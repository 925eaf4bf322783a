/**
 * Going to a simpul that is named from outside: by the address (/pohon/7/#simpul-12), or by the search of everything, which offers it
 * as the event "pokin:ke-simpul" {pohon, simpul} on document. The address then names it, so that Back and a reload lead there again.
 */
const NAMED = /^#simpul-(\d+)$/;

export class Arriving {
  /** `lead(key)` makes a simpul visible and focused, `back()` gives the view the focus of the page; `pohon` is the open tree's number. */
  constructor({ store, lead, back, warn, pohon }) {
    Object.assign(this, { store, lead, back, warn });
    window.addEventListener("hashchange", () => this.atAddress());
    document.addEventListener("pokin:ke-simpul", (event) => {
      const { simpul } = event.detail;
      if (event.detail.pohon !== pohon || store.root === null) return;
      event.preventDefault();
      window.history.replaceState(window.history.state, "", `#simpul-${simpul}`);
      this.#goTo(simpul);
    });
  }

  /** Go where the address says, if it names a simpul. */
  atAddress() {
    const id = NAMED.exec(location.hash)?.[1];
    if (id && this.store.root !== null) this.#goTo(Number(id));
  }

  #goTo(id) {
    const key = this.store.keyOf(id);
    if (!this.store.has(key)) {
      this.warn("Simpul itu tidak ada lagi di pohon ini; mungkin sudah dihapus.");
      return;
    }
    this.lead(key);
    this.back();
  }
}
