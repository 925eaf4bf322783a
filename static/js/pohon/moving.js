/** Moving simpul: by drag, by key, by menu and by the dialog with a searchable tree. */
import { CommandPart } from "./command-part.js";
import * as operations from "./operations.js";
import { KIND_NAMES, kindUnder, legalParents, whyNotMove, whyNotWrite } from "./rules.js";
import { LAST } from "./tree-data.js";

export class Moving extends CommandPart {
  move(keys, parent, after = LAST, { thenEdit = false } = {}) {
    const { store } = this;
    const why = keys.map((key) => whyNotMove(store, key, parent)).find(Boolean);
    if (this.refuses(why)) return false;
    let place = after === LAST ? store.children(parent).filter((key) => !keys.includes(key)).pop() ?? null : after;
    const ops = keys.map((key) => {
      const op = operations.move(key, parent, place, { jenis: kindUnder(store, key, parent) });
      place = key;
      return op;
    });
    const entry = this.history.run(keys.length > 1 ? `Pindah ${keys.length} simpul` : `Pindah “${this.nameOf(keys[0])}”`, ops);
    store.closed.delete(parent);
    store.reveal(keys[0]);
    store.setFocus(keys[0]);
    keys.slice(1).forEach((key) => store.selected.add(key));
    const siblings = store.siblings(keys[0]);
    this.say(`Dipindah ke bawah ${this.nameOf(parent)}, urutan ${siblings.indexOf(keys[0]) + 1} dari ${siblings.length}.`);
    if (thenEdit) this.writing.editTitle(keys[0]);
    return entry;
  }

  /** One place up (-1) or down (1) among the siblings. */
  shift(step, key = this.store.focus) {
    const { store } = this;
    const siblings = store.siblings(key);
    const to = siblings.indexOf(key) + step;
    if (key === store.root || to < 0 || to >= siblings.length) {
      this.say(step < 0 ? "Sudah yang pertama." : "Sudah yang terakhir.");
      return;
    }
    this.move([key], store.parent(key), step < 0 ? (siblings[to - 1] ?? null) : siblings[to]);
  }

  indent(key = this.store.focus, options) {
    const above = this.store.previous(key);
    if (key === this.store.root || above === null) {
      this.warn("Tidak ada saudara di atasnya untuk dijadikan induk.");
      return;
    }
    this.move([key], above, LAST, options);
  }

  outdent(key = this.store.focus, options) {
    const parent = this.store.parent(key);
    if (parent === null || parent === this.store.root) {
      this.warn("Simpul ini sudah langsung di bawah outcome.");
      return;
    }
    this.move([key], this.store.parent(parent), parent, options);
  }

  nudge(arrow, key = this.store.focus) {
    if (arrow === "ArrowUp") this.shift(-1, key);
    else if (arrow === "ArrowDown") this.shift(1, key);
    else if (arrow === "ArrowRight") this.indent(key);
    else if (arrow === "ArrowLeft") this.outdent(key);
  }

  async moveDialog(keys = this.store.chosen) {
    const { store } = this;
    if (this.refuses(whyNotWrite(store) || (keys.includes(store.root) ? whyNotMove(store, store.root, store.root) : ""))) return;
    const parents = legalParents(store, keys);
    const chosen = await this.pick({
      title: keys.length > 1 ? `Pindahkan ${keys.length} simpul` : `Pindahkan “${this.nameOf(keys[0])}”`,
      label: "Induk baru",
      yes: "Pindahkan ke sini",
      empty: "Tidak ada induk yang sah dengan kata itu.",
      options: parents.map((key) => ({
        value: key, text: store.get(key).pernyataan, depth: store.depth(key),
        hint: key === store.parent(keys[0]) ? `${KIND_NAMES[store.get(key).jenis]} · induk sekarang` : KIND_NAMES[store.get(key).jenis],
      })),
    });
    if (chosen !== null) this.move(keys, chosen);
  }
}
