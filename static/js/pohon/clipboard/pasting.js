/** Pasting rows of a spreadsheet or indented text below the focused simpul, after a preview; one step to undo. */
import { CommandPart } from "../command-part.js";
import * as operations from "../operations.js";
import { whyNotBuild } from "../rules.js";
import { branchesOf } from "./plan.js";
import { previewPaste } from "./preview.js";

export class Pasting extends CommandPart {
  /** Show what the text would become; without text the dialog begins with an empty field. */
  async open(text = "", parent = this.store.focus) {
    const { store } = this;
    if (this.refuses(whyNotBuild(store))) return;
    if (store.get(parent).draft) {
      this.warn("Ketik dahulu pernyataan simpul ini, lalu tempel di bawahnya.");
      return;
    }
    const rows = await previewPaste({ text, store, parent, name: this.nameOf(parent) });
    if (rows === null) return;
    if (!store.has(parent)) {
      this.warn("Simpul tujuan baru saja dihapus orang lain. Pilih simpul lain, lalu tempel lagi.");
      return;
    }
    this.#add(rows, parent);
  }

  #add(rows, parent) {
    const { store } = this;
    let place = store.children(parent).at(-1) ?? null;
    const ops = branchesOf(rows, store, parent).map((branch) => {
      const op = operations.addBranch(branch, parent, place);
      place = op.key;
      return op;
    });
    this.history.run(`Tempel ${rows.length} simpul`, ops);
    store.closed.delete(parent);
    store.reveal(ops[0].key);
    store.setFocus(ops[0].key);
    this.say(`${rows.length} simpul ditambahkan di bawah ${this.nameOf(parent)}.`);
  }
}
