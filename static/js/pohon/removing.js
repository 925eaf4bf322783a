/** Deleting branches: asks when they hold something, and offers the way back. */
import { CommandPart } from "./command-part.js";
import * as operations from "./operations.js";
import { GONE, whyNotRemove } from "./rules.js";

const PATIENCE = 1500;

export class Removing extends CommandPart {
  #asking = false;

  /** A second Delete while the first still asks does nothing. */
  async remove(keys = this.store.chosen) {
    if (this.#asking) return;
    this.#asking = true;
    try {
      await this.#remove(keys);
    } finally {
      this.#asking = false;
    }
  }

  async #remove(keys) {
    const { store } = this;
    const why = keys.map((key) => whyNotRemove(store, key)).find(Boolean);
    if (this.refuses(why)) return;
    await this.#knowLinks();
    const held = this.#heldBy(keys.filter((key) => store.has(key)));
    if (held.length) {
      const what = keys.length > 1 ? `${keys.length} simpul` : `“${this.nameOf(keys[0])}”`;
      const sure = await this.confirm({
        title: "Hapus simpul", yes: "Hapus", danger: true,
        text: [`Hapus ${what} beserta ${held.join(", ")}?`, "Yang dihapus masih dapat dipulihkan dengan Urungkan."],
      });
      if (!sure) return;
    }
    keys = keys.filter((key) => store.has(key));
    if (this.refuses(keys.length ? "" : GONE)) return;
    const below = keys.reduce((sum, key) => sum + store.branch(key).length - 1, 0);
    const entry = this.history.run(
      keys.length > 1 ? `Hapus ${keys.length} simpul` : `Hapus “${this.nameOf(keys[0])}”`,
      keys.map((key) => operations.remove(key)),
    );
    const sentence = `${keys.length} simpul${below ? ` dan ${below} turunannya` : ""} dihapus.`;
    this.offer(sentence, "Urungkan", () => this.history.undoEntry(entry));
    store.setFocus(store.focus);
  }

  #heldBy(keys) {
    const { store } = this;
    const all = keys.flatMap((key) => store.branch(key)).map((key) => store.get(key));
    const count = (name) => all.reduce((sum, simpul) => sum + (simpul[name]?.length ?? 0), 0);
    const parts = [[all.length - keys.length, "turunan"], [count("indikator"), "indikator"], [count("crosscutting"), "crosscutting"]];
    for (const { kunci, judul } of this.#linked) parts.push([all.reduce((sum, { key }) => sum + this.links.count(kunci, key), 0), judul.toLowerCase()]);
    return parts.filter(([n]) => n).map(([n, word]) => `${n} ${word}`);
  }

  get #linked() {
    return this.links.parts.filter(({ tahap }) => this.store.pohon.tahap >= tahap);
  }

  /** What other rooms link to the simpul, unless the answer takes longer than a person waits for a question. */
  #knowLinks() {
    const asked = this.#linked.filter(({ kunci }) => this.links.state(kunci) !== "siap").map(({ kunci }) => this.links.load(kunci));
    return asked.length && Promise.race([Promise.all(asked), new Promise((done) => setTimeout(done, PATIENCE))]);
  }
}
