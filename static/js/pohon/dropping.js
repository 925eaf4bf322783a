/**
 * What letting go of simpul over another one does: move, copy, or mark as a reference (crosscutting). The Move dialog ends here too.
 *
 * A target is {key, zone, parent, after, mode, why}; `why` is the reason when it is not allowed.
 */
import { CommandPart } from "./command-part.js";
import { askLevel } from "./level-dialog.js";
import { questionAt } from "./leveling.js";
import { GONE, whyNotCopy, whyNotMove } from "./rules.js";
import { LAST } from "./tree-data.js";

/** Modes of a drag with what the ghost says. */
export const MODES = { move: "Pindahkan ke sini", copy: "Salin ke sini", refer: "Tandai crosscutting" };

export function modeOf({ altKey, ctrlKey, metaKey, shiftKey }) {
  if ((ctrlKey || metaKey) && shiftKey) return "refer";
  return altKey ? "copy" : "move";
}

export class Dropping extends CommandPart {
  /** Turn a zone into parent and place, with the reason when it is not allowed. */
  target(keys, { key, zone }, mode) {
    const { store } = this;
    if (!keys.every((one) => store.has(one))) return { key, zone, mode, why: GONE };
    if (mode === "refer") return { key, zone: "inside", mode, why: this.referring.whyNot(keys.map((one) => this.referring.cite(one)), key) };
    const parent = zone === "inside" ? key : store.parent(key);
    const after = zone === "inside" ? LAST : zone === "after" ? key : store.previous(key);
    return { key, zone, parent, after, mode, why: this.#whyNot(keys, key, parent, mode) };
  }

  #whyNot(keys, key, parent, mode) {
    const { store } = this;
    if (mode === "copy") return keys.map((one) => whyNotCopy(store, store.branch(one).map((at) => store.get(at)), parent)).find(Boolean) ?? "";
    if (keys.includes(key)) return "Simpul tidak dapat dipindah ke dirinya sendiri.";
    return keys.map((one) => whyNotMove(store, one, parent)).find(Boolean) ?? "";
  }

  async drop(keys, { key, parent, after, mode, why }) {
    const { store } = this;
    if (this.refuses(why || (keys.every((one) => store.has(one)) ? "" : GONE))) return;
    if (mode === "refer") {
      this.referring.refer(keys.map((one) => this.referring.cite(one)), key);
      return;
    }
    if (mode === "copy") {
      await this.#put(keys, parent, "Salin", (as) => this.copying.copyTo(keys, parent, after === LAST ? store.children(parent).at(-1) ?? null : after, as));
      return;
    }
    let place = after;
    while (keys.includes(place)) place = store.previous(place);
    const [first] = keys;
    const stays = keys.length === 1 && store.parent(first) === parent && (place === LAST ? store.next(first) === null : store.previous(first) === place);
    if (!stays) await this.place(keys, parent, place);
  }

  /** Move to a place, after asking for kind and level where the place is another level. */
  place(keys, parent, after = LAST) {
    if (this.refuses(keys.map((key) => whyNotMove(this.store, key, parent)).find(Boolean))) return null;
    return this.#put(keys, parent, "Pindahkan", (as) => this.moving.move(keys, parent, after, { as }));
  }

  async #put(keys, parent, yes, act) {
    const { store } = this;
    const question = questionAt(store, keys, parent);
    const as = question === null ? {} : await this.#asked(keys, parent, question, yes);
    if (as === null) return;
    if (keys.every((key) => store.has(key))) act(as);
    else this.warn(GONE);
  }

  async #asked(keys, parent, question, yes) {
    const { store, choices } = this;
    const levels = new Set(keys.map((key) => store.get(key).level_kinerja ?? ""));
    const as = await askLevel({
      question, choices, yes, now: levels.size === 1 ? [...levels][0] : "",
      names: { what: keys.length > 1 ? `${keys.length} simpul` : `“${this.nameOf(keys[0])}”`, where: `“${this.nameOf(parent)}”` },
    });
    if (as === null) this.say("Dibatalkan; tidak ada yang berubah.");
    return as;
  }
}
