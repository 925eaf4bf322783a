/** Moving simpul: by drag, by key, by menu and by the dialog with a searchable tree. */
import { CommandPart } from "./command-part.js";
import { clip } from "./dom.js";
import { markOf } from "./levels.js";
import { askPlace } from "./move-dialog.js";
import * as operations from "./operations.js";
import { KIND_NAMES, kindUnder, usualLevel, whyNotBuild, whyNotMove } from "./rules.js";
import { LAST } from "./tree-data.js";

export class Moving extends CommandPart {
  /** `as`: {jenis, level_kinerja} the simpul take there; without it the kind fits itself in and the level follows. */
  move(keys, parent, after = LAST, { as = {} } = {}) {
    const { store } = this;
    const why = keys.map((key) => whyNotMove(store, key, parent)).find(Boolean);
    if (this.refuses(why)) return false;
    if (store.get(keys[0]).draft) return this.#carry(keys[0], parent, after);
    let place = after === LAST ? store.children(parent).filter((key) => !keys.includes(key)).pop() ?? null : after;
    const ops = keys.map((key) => {
      const level = as.level_kinerja ? { level_kinerja: as.level_kinerja } : {};
      const op = operations.move(key, parent, place, { jenis: as.jenis ?? kindUnder(store, key, parent), ...level });
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
    return entry;
  }

  /** A new simpul without a statement is not known to the server yet: only its place here changes, and with it kind and level. */
  #carry(key, parent, after) {
    const { store } = this;
    const jenis = kindUnder(store, key, parent);
    store.closed.delete(parent);
    store.move(key, parent, after);
    store.patch(key, { jenis, level_kinerja: usualLevel(store, jenis, parent) });
    store.reveal(key);
    this.say(`${KIND_NAMES[jenis]} baru di bawah ${this.nameOf(parent)}.`);
    return null;
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

  indent(key = this.store.focus) {
    const above = this.store.previous(key);
    if (key === this.store.root || above === null) {
      this.warn("Tidak ada saudara di atasnya untuk dijadikan induk.");
      return;
    }
    this.move([key], above);
  }

  outdent(key = this.store.focus) {
    const parent = this.store.parent(key);
    if (parent === null || parent === this.store.root) {
      this.warn("Simpul ini sudah langsung di bawah outcome.");
      return;
    }
    this.move([key], this.store.parent(parent), parent);
  }

  nudge(arrow, key = this.store.focus) {
    if (arrow === "ArrowUp") this.shift(-1, key);
    else if (arrow === "ArrowDown") this.shift(1, key);
    else if (arrow === "ArrowRight") this.indent(key);
    else if (arrow === "ArrowLeft") this.outdent(key);
  }

  async moveDialog(keys = this.store.chosen) {
    const { store } = this;
    keys = store.inOrder(keys);
    if (this.refuses(whyNotBuild(store) || (keys.includes(store.root) ? whyNotMove(store, store.root, store.root) : ""))) return;
    const chosen = await askPlace({
      title: keys.length > 1 ? `Pindahkan ${keys.length} simpul` : `Pindahkan “${this.nameOf(keys[0])}”`,
      at: store.parent(keys[0]),
      options: store.branch().filter((key) => !store.get(key).draft).map((key) => this.#option(keys, key)),
      childrenOf: (key) => store.children(key).filter((one) => !keys.includes(one)).map((one) => ({ key: one, text: this.nameOf(one) })),
    });
    if (chosen !== null) await this.dropping.place(keys, chosen.parent, chosen.after);
  }

  #option(keys, key) {
    const { store } = this;
    const simpul = store.get(key);
    const level = simpul.level_kinerja ? markOf(simpul, this.choices).word : "";
    return {
      key, text: simpul.pernyataan, depth: store.depth(key),
      path: store.path(key).slice(0, -1).map((one) => clip(store.get(one).pernyataan, 32)).join(" › "),
      hint: [KIND_NAMES[simpul.jenis], level, key === store.parent(keys[0]) ? "induk sekarang" : ""].filter(Boolean).join(" · "),
      why: keys.map((one) => whyNotMove(store, one, key)).find(Boolean) ?? "",
    };
  }
}
