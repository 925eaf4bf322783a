/**
 * Copy, cut, paste and duplicate branches, also from another tree and another tab.
 *
 * The clipboard holds the branches twice: as indented text for every other program, and privately for Pokin. A copy carries statements,
 * causes and indicators; crosscutting was asked for the original and stays there. `held` keeps what was taken here, for the menu,
 * which may not read the clipboard.
 */
import { CommandPart } from "./command-part.js";
import { newKey } from "./emitter.js";
import * as operations from "./operations.js";
import { kindAmong, whyNotBuild, whyNotCopy, whyNotCut } from "./rules.js";
import { readSetting, writeSetting } from "./settings.js";
import { printIndented } from "./text/indented.js";

const PRIVATE = "application/x-pokin-cabang";
const STAGE_INDIKATOR = 4;
const CITED = "pokin:acuan";
const CITED_FOR = 8 * 3600 * 1000;

export class Copying extends CommandPart {
  held = null;

  /** Put the chosen branches on the clipboard of a copy or cut event. */
  copy(clipboard, { cut = false } = {}) {
    const { store } = this;
    const keys = store.inOrder(store.chosen).filter((key) => !store.get(key).draft);
    if (keys.length === 0 || (cut && this.refuses(keys.map((key) => whyNotCut(store, key)).find(Boolean)))) return false;
    this.held = { pohon: store.pohon.id, cut, cabang: this.#branches(keys), acuan: keys.map((key) => this.referring.cite(key)) };
    writeSetting(CITED, JSON.stringify({ saat: Date.now(), acuan: this.held.acuan }));
    store.setCut(cut ? keys : []);
    clipboard?.setData("text/plain", keys.map((key) => printIndented(store, key)).join("\n"));
    clipboard?.setData(PRIVATE, JSON.stringify(this.held));
    const count = this.held.cabang.flat().length;
    this.say(`${count} simpul ${cut ? "dipotong; tempel untuk memindahkannya, Esc untuk batal" : "disalin"}.`);
    return true;
  }

  #branches(keys) {
    const { store } = this;
    return keys.map((key) => store.branch(key).map((at) => ({ ...store.get(at) })));
  }

  /** Paste what a paste event brings below the focused simpul: our own branches as they are, other text by its preview. */
  paste(clipboard) {
    const held = read(clipboard?.getData(PRIVATE));
    const text = clipboard?.getData("text/plain") ?? "";
    if (held) this.put(held);
    else if (text.trim()) this.pasting.open(text);
    return Boolean(held) || Boolean(text.trim());
  }

  /** What was copied last, in whichever tab, as citations: Ctrl+Shift+V brings a page no more than the plain text. */
  get cited() {
    const { saat = 0, acuan } = read(readSetting(CITED), "acuan") ?? {};
    return acuan && Date.now() - saat < CITED_FOR ? acuan : this.held?.acuan ?? [];
  }

  /** Put held branches below the focused simpul, or beside it where they may not stand below. */
  put(held = this.held) {
    const { store } = this;
    if (this.refuses(whyNotBuild(store))) return;
    if (!held) {
      this.warn("Belum ada cabang yang disalin. Pilih simpul, lalu Salin.");
      return;
    }
    const { focus } = store;
    const parent = [focus, store.parent(focus)].find((at) => at !== null && !held.cabang.some((branch) => whyNotCopy(store, branch, at)));
    if (parent === undefined) {
      this.warn(held.cabang.map((branch) => whyNotCopy(store, branch, focus)).find(Boolean));
      return;
    }
    const after = parent === focus ? store.children(parent).at(-1) ?? null : focus;
    const here = held.pohon === store.pohon.id;
    if (held.cut && here && this.#waits(held)) {
      this.#moves(held, parent, after);
      return;
    }
    if (this.refuses(this.#whyGone(held, here))) return;
    this.#insert(held.cabang, parent, after, { here });
    if (held.cut && here) this.warn("Yang dipotong sudah dipindahkan atau dibatalkan; kali ini cabangnya disalin.");
    if (held.cut && !here) this.warn("Cabang disalin ke sini. Yang asli masih ada di pohon semula; hapus dari sana bila tidak diperlukan.");
  }

  /** The server copies from the original, so that has to be there. */
  #whyGone({ cabang }, here) {
    if (here) return cabang.every(([top]) => this.store.has(top.key)) ? "" : "Simpul yang disalin sudah dihapus. Pulihkan dahulu dengan Urungkan, lalu tempel lagi.";
    return cabang.every(([top]) => top.id !== null) ? "" : "Cabang itu belum tersimpan di pohon asalnya. Tunggu sampai tersimpan, lalu salin lagi.";
  }

  /** Whether what was cut still waits to be moved: a cut moves once, the clipboard would give it again and again. */
  #waits({ cabang }) {
    const { cut } = this.store;
    return cabang.every(([top]) => cut.has(top.key) && this.store.has(top.key));
  }

  /** Paste of what was cut in this tree: the branches themselves move, with everything that hangs on them. */
  #moves(held, parent, after) {
    const { store } = this;
    const keys = held.cabang.map(([top]) => top.key);
    let place = after;
    while (keys.includes(place)) place = store.previous(place);
    if (!this.moving.move(keys, parent, place)) return;
    store.setCut([]);
    this.held = { ...held, cut: false };
  }

  duplicate(keys = this.store.chosen) {
    const { store } = this;
    const ordered = store.inOrder(keys).filter((key) => !store.get(key).draft);
    if (this.refuses(whyNotBuild(store) || ordered.map((key) => key === store.root && "Outcome tidak dapat digandakan; salin pohonnya.").find(Boolean))) return;
    const last = ordered.at(-1);
    if (last === undefined) return;
    const parent = store.parent(last);
    this.copyTo(ordered, parent, last);
  }

  /** Copy simpul of this tree to a place; `as` is what their tops are there: {jenis, level_kinerja}. */
  copyTo(keys, parent, after, as = {}) {
    const branches = this.#branches(this.store.inOrder(keys));
    if (this.refuses(branches.map((branch) => whyNotCopy(this.store, branch, parent)).find(Boolean))) return;
    this.#insert(branches, parent, after, { as });
  }

  /** Copies of the branches, one after another; one step to undo. */
  #insert(branches, parent, after, { here = true, as = {} } = {}) {
    const { store } = this;
    let place = after;
    const ops = branches.map((branch) => {
      const copy = this.#fresh(branch, parent);
      const op = operations.copy(here ? branch[0].key : branch[0].id, copy, parent, place);
      place = op.key;
      return op;
    });
    const count = branches.flat().length;
    const merge = newKey("t");
    this.history.run(`Tempel ${count} simpul`, ops, { merge });
    const changed = Object.fromEntries(Object.entries(as).filter(([, value]) => value));
    if (Object.keys(changed).length) ops.forEach(({ key }) => this.history.run("", [operations.edit(key, changed)], { merge }));
    store.closed.delete(parent);
    store.reveal(ops[0].key);
    store.setFocus(ops[0].key);
    ops.slice(1).forEach(({ key }) => store.selected.add(key));
    this.say(`${count} simpul disalin ke bawah ${this.nameOf(parent)}.`);
  }

  /** The same simpul with keys of their own and what a copy leaves behind taken off. */
  #fresh(branch, parent) {
    const { store } = this;
    const keys = new Map(branch.map(({ key }) => [key, newKey()]));
    const years = store.pohon.periode?.tahun?.map(String);
    return branch.map((node, i) => {
      const { crosscutting: _, ...fields } = node;
      const indikator = store.pohon.tahap >= STAGE_INDIKATOR ? node.indikator ?? [] : [];
      return {
        ...fields, id: null, versi: 0, key: keys.get(node.key), induk: i ? keys.get(node.induk) : parent,
        jenis: i ? node.jenis : kindAmong(store, node.jenis, parent), crosscutting: [],
        indikator: indikator.map(({ id: _id, ...part }) => ({
          ...part, kunci: newKey("p"),
          target: Object.fromEntries(Object.entries(part.target ?? {}).filter(([year]) => !years || years.includes(year))),
        })),
      };
    });
  }
}

/** What stands on the clipboard in our own words; null when it is nothing we wrote. */
function read(text, list = "cabang") {
  try {
    const held = JSON.parse(text || "null");
    const tops = (held?.[list] ?? []).map((one) => (list === "cabang" ? one[0] : one));
    return tops.length > 0 && tops.every((top) => top?.key && typeof top.pernyataan === "string") ? held : null;
  } catch {
    return null;
  }
}
