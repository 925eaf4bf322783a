/** Linking and unlinking from the matrix: what is said of it, and taking it back by the offered action or Ctrl+Z. */
import { clip } from "../dom.js";
import { nameOf, WORDS } from "./words.js";

export class Linking {
  /** What was done here and not taken back: [{kunci, key, id, on, rincian}], the newest last. */
  #done = [];
  #closeOffer = () => {};

  /** `back()` gives the focus to the cell again. */
  constructor({ store, links, say, warn, offer, back }) {
    Object.assign(this, { store, links, say, warn, offer, back });
  }

  /** Link a pair, or unlink it, and say what was done. */
  async toggle(kunci, key, id) {
    const { links } = this;
    if (links.isWaiting(kunci, key, id)) return;
    const on = !links.has(kunci, key, id);
    const { ok, pesan, rincian } = await links.set(kunci, key, id, on);
    if (!ok) {
      this.warn(pesan);
      return;
    }
    const deed = { kunci, key, id, on, rincian };
    this.#done.push(deed);
    this.#closeOffer();
    this.#closeOffer = this.offer(this.#sentence(deed), "Urungkan", () => this.#undo(deed));
  }

  /** Take back what was done last. */
  undo() {
    const deed = this.#done.at(-1);
    if (!deed) {
      this.say("Tidak ada tautan yang dapat diurungkan.");
      return;
    }
    this.#closeOffer();
    this.#undo(deed);
  }

  async #undo(deed) {
    const { kunci, key, id, on, rincian } = deed;
    this.#done = this.#done.filter((other) => other !== deed);
    const { ok, pesan } = await this.links.set(kunci, key, id, !on, rincian);
    if (ok) this.say(`Diurungkan. ${this.#sentence({ ...deed, on: !on })}`);
    else {
      this.#done.push(deed);
      this.warn(pesan);
    }
    this.back();
  }

  #sentence({ kunci, key, id, on }) {
    const words = WORDS[kunci];
    const simpul = `“${clip(this.store.get(key)?.pernyataan ?? "Simpul", 50)}”`;
    const column = this.links.column(kunci, id);
    return (on ? words.linked : words.unlinked)(simpul, column ? clip(nameOf(column), 60) : words.column);
  }
}
