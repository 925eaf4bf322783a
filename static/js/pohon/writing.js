/** New simpul and their statements: what Enter, Tab, F2 and the buttons of a card do. */
import { CommandPart } from "./command-part.js";
import { clip } from "./dom.js";
import { newKey } from "./emitter.js";
import * as operations from "./operations.js";
import { KIND_NAMES, kindForChild, kindUnder, usualLevel, whyNotBuild, whyNotChild, whyNotKind, whyNotWrite } from "./rules.js";
import { LAST } from "./tree-data.js";

export const LONGEST = 1000;

export class Writing extends CommandPart {
  #stay = null;

  addChild(key = this.store.focus, kind = null) {
    if (this.refuses(kind ? whyNotBuild(this.store) || whyNotKind(this.store, kind) : whyNotChild(this.store, key))) return;
    this.#draft(key, LAST, kind ?? kindForChild(this.store, key));
  }

  addSibling(key = this.store.focus, { above = false } = {}) {
    const { store } = this;
    if (key === store.root) {
      this.addChild(key);
      return;
    }
    const kind = store.get(key).jenis;
    if (this.refuses(whyNotBuild(store) || whyNotKind(store, kind))) return;
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

  /** A new simpul between a simpul and its parent; the simpul follows it down once it has its statement. */
  addAbove(key, jenis) {
    const { store } = this;
    if (this.refuses(whyNotBuild(store) || whyNotKind(store, jenis))) return;
    this.#draft(store.parent(key), key, jenis);
    store.get(store.editing).below = key;
  }

  // --- the statement ---------------------------------------------------------------------------------------

  editTitle(key = this.store.focus) {
    if (this.refuses(whyNotWrite(this.store))) return;
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
      const ops = [operations.add(key, induk, place, { jenis, level_kinerja, pernyataan: text })];
      if (this.store.has(simpul.below)) ops.push(operations.move(simpul.below, key, LAST, { jenis: kindUnder(this.store, simpul.below, key) }));
      this.#stay.made = this.history.run(`Tambah “${clip(text, 40)}”`, ops, { merge: this.#stay.tag });
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

  /** Move the simpul whose statement is being typed: the field goes along, and Esc takes back only what is typed from here on. */
  #moveTyping(move) {
    const { draft } = this.store.get(this.titles.key);
    if (!draft && !this.saveTitle()) return;
    move();
    if (!draft) this.#stay = { tag: newKey("t"), before: this.store.get(this.titles.key).pernyataan, made: null };
  }

  /** A key pressed in the statement's field; true when it was used. */
  titleKey(event, view) {
    const { key, value } = this.titles;
    const ends = () => this.endTitle() && this.store.has(key);
    if (event.repeat && !event.shiftKey && ["Enter", "Tab"].includes(event.key)) return true; // a key held down acts once
    if (event.key === "Escape") this.endTitle({ cancel: true });
    else if (event.key === "Enter" && event.shiftKey) return false;
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.endTitle();
    else if (event.key === "Enter") {
      const parent = this.store.parent(key);
      const wasDraft = this.store.get(key).draft;
      if (value.trim()) {
        if (ends()) this.addSibling(key);
      } else if (this.endTitle() && wasDraft) this.store.setFocus(parent);
    } else if (event.key === "Tab" && event.shiftKey) this.#moveTyping(() => this.moving.outdent(key));
    else if (event.key === "Tab" && view === "kerangka") this.#moveTyping(() => this.moving.indent(key));
    else if (event.key === "Tab") {
      if (value.trim() && !this.refuses(whyNotChild(this.store, key)) && ends()) this.addChild(key);
    } else if (event.altKey && event.shiftKey && event.key.startsWith("Arrow")) this.#moveTyping(() => this.moving.nudge(event.key, key));
    else if (event.key === "F2") this.endTitle();
    else return false;
    return true;
  }
}
