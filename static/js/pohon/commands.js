/**
 * Everything a person can do to the tree, by key, menu, button or drag alike. A refusal is a sentence, never silence.
 */
import { newKey } from "./emitter.js";
import { LAST } from "./store.js";
import { clip } from "./dom.js";
import * as operations from "./operations.js";
import { KIND_NAMES, kindForChild, kindUnder, kindsFor, legalParents, usualLevel, whyNotChild, whyNotKind, whyNotMove, whyNotRemove, whyNotWrite } from "./rules.js";

export const LONGEST = 1000;

export class Commands {
  #stay = null;

  /** `say` speaks to screen readers, `warn` shows a sentence, `offer` shows one with an action, `confirm` and `pick` ask. */
  constructor({ store, history, titles, say, warn, offer, confirm, pick }) {
    Object.assign(this, { store, history, titles, say, warn, offer, confirm, pick });
    titles.commands = this;
  }

  #refuses(why) {
    if (why) this.warn(why);
    return Boolean(why);
  }

  nameOf(key) {
    return clip(this.store.get(key)?.pernyataan || "simpul baru", 50);
  }

  // --- new simpul ------------------------------------------------------------------------------------------

  addChild(key = this.store.focus, kind = null) {
    if (this.#refuses(kind ? whyNotWrite(this.store) || whyNotKind(this.store, kind) : whyNotChild(this.store, key))) return;
    this.#draft(key, LAST, kind ?? kindForChild(this.store, key));
  }

  addSibling(key = this.store.focus, { above = false } = {}) {
    const { store } = this;
    if (key === store.root) {
      this.addChild(key);
      return;
    }
    const kind = store.get(key).jenis;
    if (this.#refuses(whyNotWrite(store) || whyNotKind(store, kind))) return;
    this.#draft(store.parent(key), above ? store.previous(key) : key, kind);
  }

  /** A simpul without a statement lives only here; it is sent once it has one. */
  #draft(parent, after, jenis) {
    const { store } = this;
    const key = newKey();
    store.closed.delete(parent);
    store.reveal(parent);
    store.insert({ key, id: null, versi: 0, draft: true, jenis, pernyataan: "", level_kinerja: usualLevel(store, jenis, parent) }, parent, after);
    store.setFocus(key);
    this.editTitle(key);
    this.say(`${KIND_NAMES[jenis]} baru di bawah ${this.nameOf(parent)}. Ketik pernyataannya.`);
  }

  // --- the statement ---------------------------------------------------------------------------------------

  editTitle(key = this.store.focus) {
    if (this.#refuses(whyNotWrite(this.store))) return;
    if (this.store.editing !== null && this.store.editing !== key && !this.endTitle()) return;
    this.#stay = { tag: newKey("t"), before: this.store.get(key).pernyataan, made: null };
    this.store.setFocus(key);
    this.store.setEditing(key);
  }

  /** Save what has been typed so far; true unless the text cannot be saved. */
  saveTitle() {
    const { key, value } = this.titles;
    const text = value.trim();
    const simpul = this.store.get(key);
    if (!simpul || !text || text === simpul.pernyataan) return true;
    if (text.length > LONGEST) {
      this.warn(`Pernyataan terlalu panjang: ${text.length} karakter, paling banyak ${LONGEST}. Persingkat, lalu simpan.`);
      return false;
    }
    if (simpul.draft) {
      const { induk, jenis, level_kinerja } = simpul;
      const place = this.store.previous(key);
      const op = operations.add(key, induk, place, { jenis, level_kinerja, pernyataan: text });
      this.#stay.made = this.history.run(`Tambah “${clip(text, 40)}”`, [op], { merge: this.#stay.tag });
    } else {
      this.history.run(`Ubah “${clip(text, 40)}”`, [operations.edit(key, { pernyataan: text })], { merge: this.#stay.tag });
    }
    return true;
  }

  /** End the editing; a new simpul left empty goes away. False when the text cannot be kept and the field stays. */
  endTitle({ cancel = false } = {}) {
    const { store, titles } = this;
    const { key } = titles;
    if (key === null || !store.has(key)) return true;
    const stay = this.#stay;
    const empty = titles.value.trim() === "";
    if (!cancel && !this.saveTitle()) {
      titles.refocus();
      return false;
    }
    store.setEditing(null);
    const simpul = store.get(key);
    if (simpul.draft) {
      const back = store.previous(key) ?? store.parent(key);
      store.remove(key);
      store.setFocus(back);
    } else if (cancel && stay.made) this.history.undoEntry(stay.made);
    else if (cancel && simpul.pernyataan !== stay.before) {
      this.history.run("Batal menyunting", [operations.edit(key, { pernyataan: stay.before })], { merge: stay.tag });
    } else if (empty && !cancel) this.warn("Pernyataan tidak boleh kosong; teks semula dipakai lagi.");
    store.setFocus(store.focus);
    return true;
  }

  /** A key pressed in the statement's field; true when it was used. */
  titleKey(event, view) {
    const { key, value } = this.titles;
    const ends = () => this.endTitle() && this.store.has(key);
    if (event.key === "Escape") this.endTitle({ cancel: true });
    else if (event.key === "Enter" && event.shiftKey) return false;
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.endTitle();
    else if (event.key === "Enter") {
      const parent = this.store.parent(key);
      const wasDraft = this.store.get(key).draft;
      if (value.trim()) {
        if (ends()) this.addSibling(key);
      } else if (this.endTitle() && wasDraft) this.store.setFocus(parent);
    } else if (event.key === "Tab" && event.shiftKey) {
      if (ends()) this.outdent(key, { thenEdit: true });
    } else if (event.key === "Tab") {
      if (!value.trim()) return true;
      if (!ends()) return true;
      if (view === "bagan") this.addChild(key);
      else this.indent(key, { thenEdit: true });
    } else if (event.altKey && event.shiftKey && event.key.startsWith("Arrow")) {
      if (value.trim() && ends()) this.nudge(event.key, key);
    } else if (event.key === "F2") this.endTitle();
    else return false;
    return true;
  }

  // --- fields ------------------------------------------------------------------------------------------------

  setFields(key, data, { label = "Ubah isian", merge = null } = {}) {
    if (this.#refuses(whyNotWrite(this.store))) return;
    this.history.run(label, [operations.edit(key, data)], { merge });
  }

  setKind(key, jenis) {
    if (!kindsFor(this.store, key).includes(jenis)) {
      this.warn(`Di tempat ini simpul tidak dapat menjadi ${KIND_NAMES[jenis].toLowerCase()}.`);
      return;
    }
    this.setFields(key, { jenis }, { label: `Jadikan ${KIND_NAMES[jenis].toLowerCase()}` });
  }

  // --- moving ------------------------------------------------------------------------------------------------

  move(keys, parent, after = LAST, { thenEdit = false } = {}) {
    const { store } = this;
    const why = keys.map((key) => whyNotMove(store, key, parent)).find(Boolean);
    if (this.#refuses(why)) return false;
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
    if (thenEdit) this.editTitle(keys[0]);
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
    if (this.#refuses(whyNotWrite(store) || (keys.includes(store.root) ? whyNotMove(store, store.root, store.root) : ""))) return;
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

  async search() {
    const { store } = this;
    const chosen = await this.pick({
      title: "Cari simpul", label: "Ketik sebagian pernyataan", yes: "Tuju",
      options: store.branch().map((key) => ({
        value: key, text: store.get(key).pernyataan, depth: store.depth(key), hint: KIND_NAMES[store.get(key).jenis],
      })),
    });
    if (chosen === null) return;
    store.reveal(chosen);
    store.setFocus(chosen);
  }

  // --- deleting ----------------------------------------------------------------------------------------------

  async remove(keys = this.store.chosen) {
    const { store } = this;
    const why = keys.map((key) => whyNotRemove(store, key)).find(Boolean);
    if (this.#refuses(why)) return;
    const held = this.#heldBy(keys);
    if (held.length) {
      const what = keys.length > 1 ? `${keys.length} simpul` : `“${this.nameOf(keys[0])}”`;
      const sure = await this.confirm({
        title: "Hapus simpul", yes: "Hapus", danger: true,
        text: [`Hapus ${what} beserta ${held.join(", ")}?`, "Yang dihapus masih dapat dipulihkan dengan Urungkan."],
      });
      if (!sure) return;
    }
    const below = keys.reduce((sum, key) => sum + store.branch(key).length - 1, 0);
    const entry = this.history.run(
      keys.length > 1 ? `Hapus ${keys.length} simpul` : `Hapus “${this.nameOf(keys[0])}”`,
      keys.filter((key) => store.has(key)).map((key) => operations.remove(key)),
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
