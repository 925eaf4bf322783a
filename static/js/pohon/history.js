/**
 * Undo and redo of this person's own operations. Every change of the tree by hand goes through `run`.
 *
 *   history.run("Pindah simpul", [operations.move(…)], {merge: "tag"})
 *
 * Consecutive runs with the same `merge` tag (one stay in a text field) become one step. Pure but for the callbacks:
 * `send(ops)` takes the operations to the queue, `say(sentence)` speaks to screen readers, `warn(sentence)` shows it.
 * The store emits "foreign" [keys] when somebody else has written them.
 */
import { apply, inverse, stillHolds } from "./operations.js";

const LONGEST = 200;

export class History {
  #undo = [];
  #redo = [];
  /** How often others' work has come in, and when last for which simpul. */
  #now = 0;
  #foreign = new Map();

  constructor(store, { send, say, warn }) {
    Object.assign(this, { store, send, say, warn });
    store.on("foreign", (keys) => {
      this.#now += 1;
      for (const key of keys) this.#foreign.set(key, this.#now);
    });
  }

  get canUndo() {
    return this.#undo.length > 0;
  }

  get canRedo() {
    return this.#redo.length > 0;
  }

  /** Apply operations, queue them, and remember how to take them back. */
  run(label, ops, { merge = null } = {}) {
    const back = this.#perform(ops);
    const top = this.#undo[this.#undo.length - 1];
    if (merge && top?.merge === merge) {
      top.ops = [...top.ops.filter((op) => op.jenis !== "ubah"), ...ops];
    } else {
      this.#undo.push({ label, ops, back, merge, at: this.#now });
      if (this.#undo.length > LONGEST) this.#undo.shift();
    }
    this.#redo = [];
    this.store.emit("history");
    return this.#undo[this.#undo.length - 1];
  }

  #perform(ops) {
    const back = [];
    for (const op of ops) {
      back.unshift(...inverse(this.store, op));
      apply(this.store, op);
    }
    this.send(ops);
    return back;
  }

  undo() {
    this.#go(this.#undo, this.#redo, "Diurungkan");
  }

  redo() {
    this.#go(this.#redo, this.#undo, "Diulangi");
  }

  /** Undo one particular step (the toast after a deletion), wherever it stands. */
  undoEntry(entry) {
    const at = this.#undo.indexOf(entry);
    if (at < 0) return;
    this.#undo.splice(at, 1);
    this.#undo.push(entry);
    this.undo();
  }

  #go(from, to, word) {
    const entry = from.pop();
    if (!entry) {
      this.say(word === "Diulangi" ? "Tidak ada yang dapat diulangi." : "Tidak ada yang dapat diurungkan.");
      return;
    }
    const isForeign = (key) => this.#foreign.get(key) > entry.at;
    if (!entry.ops.every((op) => stillHolds(this.store, op, isForeign))) {
      this.warn(`Tidak dapat ${word.toLowerCase()}: ${entry.label}. Bagian itu sudah diubah lagi atau dihapus.`);
      this.store.emit("history");
      return;
    }
    const ops = entry.back;
    const back = this.#perform(ops);
    to.push({ label: entry.label, ops, back, merge: null, at: this.#now });
    const shown = ops.find((op) => this.store.has(op.key));
    if (shown) {
      this.store.reveal(shown.key);
      this.store.setFocus(shown.key);
    }
    this.store.emit("history");
    this.say(`${word}: ${entry.label}.`);
  }

  /** Forget everything (after the server refused something these steps build on). */
  clear() {
    this.#undo = [];
    this.#redo = [];
    this.store.emit("history");
  }
}
