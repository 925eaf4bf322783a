/** Deleting branches: asks when they hold something, and offers the way back. */
import { CommandPart } from "./command-part.js";
import * as operations from "./operations.js";
import { GONE, whyNotRemove } from "./rules.js";

export class Removing extends CommandPart {
  async remove(keys = this.store.chosen) {
    const { store } = this;
    const why = keys.map((key) => whyNotRemove(store, key)).find(Boolean);
    if (this.refuses(why)) return;
    const held = this.#heldBy(keys);
    if (held.length) {
      const what = keys.length > 1 ? `${keys.length} simpul` : `“${this.nameOf(keys[0])}”`;
      const sure = await this.confirm({
        title: "Hapus simpul", yes: "Hapus", danger: true,
        text: [`Hapus ${what} beserta ${held.join(", ")}?`, "Yang dihapus masih dapat dipulihkan dengan Urungkan."],
      });
      if (!sure) return;
      keys = keys.filter((key) => store.has(key));
      if (this.refuses(keys.length ? "" : GONE)) return;
    }
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
    return parts.filter(([n]) => n).map(([n, word]) => `${n} ${word}`);
  }
}
