/**
 * From an edited text to the operations that make the tree so: new wording, new simpul, new places, deletions. Pure.
 *
 * `seen` is what the person saw: [{key, text}] in tree order. What others have added since is not in it and stays.
 */
import { newKey } from "../emitter.js";
import * as operations from "../operations.js";
import { kindAmong, usualLevel, whyNotKind, whyNotMove, whyNotRemove, whyNotWrite } from "../rules.js";
import { Store } from "../store.js";
import { LAST } from "../tree-data.js";
import { matchLines } from "./matching.js";

const MOST = 500;
const LONGEST = 1000;

/** {ops, changes: [{what, text, was, line}], problems, notes: [sentence]}; problems block. `rows` as parseIndented gives them. */
export function rewrite(store, seen, rows) {
  const plan = new Plan(store, seen.filter(({ key }) => store.has(key)));
  return plan.make(rows);
}

export function textOf(simpul) {
  return simpul.pernyataan.replaceAll(/\s*\n\s*/g, " ").trim();
}

class Plan {
  ops = [];
  changes = [];
  problems = [];
  notes = [];

  constructor(store, seen) {
    this.store = store;
    this.seen = seen;
    this.trial = copyOf(store);
  }

  make(rows) {
    const { ops, changes, problems, notes } = this;
    const closed = whyNotWrite(this.store);
    if (closed) problems.push(closed);
    if (!rows.length) problems.push("Teks kosong. Baris pertama adalah cabang ini sendiri.");
    else if (rows.slice(1).some(({ depth }) => depth === 0)) {
      const { line } = rows.slice(1).find(({ depth }) => depth === 0);
      problems.push(`Baris ${line} sejajar dengan baris pertama. Jorokkan ke dalam: baris pertama adalah puncak cabang ini.`);
    }
    for (const { line, text, note } of rows) {
      if (note) this.notes.push(`Baris ${line}: ${note}`);
      if (text.length > LONGEST) problems.push(`Baris ${line}: pernyataan ${text.length} karakter, paling banyak ${LONGEST}.`);
    }
    if (problems.length) return { ops, changes, problems, notes };
    const placed = this.#assign(rows);
    this.#arrange(placed);
    this.#removeRest(placed);
    if (ops.length > MOST) problems.push(`${ops.length} perubahan sekaligus; paling banyak ${MOST}. Terapkan sebagian demi sebagian.`);
    return { ops, changes, problems, notes };
  }

  #assign(rows) {
    const match = matchLines(this.seen.map(({ text }) => text), rows.map(({ text }) => text));
    const open = [];
    return rows.map((row, j) => {
      const old = match[j] < 0 ? null : this.seen[match[j]];
      const placed = { ...row, key: old?.key ?? newKey(), old, parent: row.depth ? open[row.depth - 1] : null };
      open.length = row.depth;
      open.push(placed.key);
      return placed;
    });
  }

  #do(op, change) {
    operations.apply(this.trial, { ...op });
    this.ops.push(op);
    this.changes.push(change);
  }

  #refuse(why, line) {
    if (why) this.problems.push(`Baris ${line}: ${why}`);
    return Boolean(why);
  }

  /** Wording and places, from the top down, so that a parent stands where it belongs before its children come. */
  #arrange(placed) {
    const below = new Map();
    for (const one of placed) if (one.parent !== null) below.set(one.parent, [...(below.get(one.parent) ?? []), one]);
    for (const one of placed) {
      if (one.old && one.old.text !== one.text) this.#do(operations.edit(one.key, { pernyataan: one.text }), { what: "ubah", text: one.text, was: one.old.text, line: one.line });
      const children = below.get(one.key) ?? [];
      const stay = this.#stayers(one.key, children);
      let after = null;
      for (const child of children) {
        if (!stay.has(child.key)) this.#put(child, one.key, after);
        after = child.key;
      }
    }
  }

  #put({ key, old, text, line }, parent, after) {
    const { trial } = this;
    if (!trial.has(parent)) return;
    const place = after !== null && trial.parent(after) === parent ? after : after === null ? null : LAST;
    if (old) {
      const kind = kindAmong(trial, trial.get(key).jenis, parent);
      if (this.#refuse(whyNotMove(trial, key, parent), line)) return;
      this.#do(operations.move(key, parent, place, { jenis: kind }), { what: "pindah", text, line });
      return;
    }
    const kind = kindAmong(trial, trial.get(trial.children(parent).at(-1))?.jenis, parent);
    if (this.#refuse(whyNotKind(trial, kind), line)) return;
    this.#do(operations.add(key, parent, place, { jenis: kind, pernyataan: text, level_kinerja: usualLevel(trial, kind, parent) }), { what: "tambah", text, line });
  }

  /** Children that keep their place: the longest run that already stands here in this order. */
  #stayers(parent, children) {
    const order = this.trial.children(parent);
    const here = children.map(({ key }) => order.indexOf(key));
    const best = here.map(() => 0);
    const link = here.map(() => -1);
    let end = -1;
    here.forEach((at, i) => {
      if (at < 0) return;
      best[i] = 1;
      for (let k = 0; k < i; k += 1) {
        if (here[k] >= 0 && here[k] < at && best[k] + 1 > best[i]) [best[i], link[i]] = [best[k] + 1, k];
      }
      if (end < 0 || best[i] > best[end]) end = i;
    });
    const stay = new Set();
    for (let i = end; i >= 0; i = link[i]) stay.add(children[i].key);
    return stay;
  }

  #removeRest(placed) {
    const kept = new Set(placed.map(({ key }) => key));
    for (const { key, text } of this.seen) {
      if (kept.has(key) || !this.trial.has(key)) continue;
      if (this.#refuse(whyNotRemove(this.trial, key), "–")) continue;
      const branch = this.trial.branch(key).map((at) => this.trial.get(at));
      const parts = branch.reduce((sum, { indikator = [], crosscutting = [] }) => sum + indikator.length + crosscutting.length, 0);
      this.#do(operations.remove(key), { what: "hapus", text, parts });
    }
  }
}

/** The same tree to try things on. */
function copyOf(store) {
  const trial = new Store();
  trial.pohon = store.pohon;
  for (const key of store.branch()) trial.insert({ ...store.get(key) }, store.parent(key), LAST, { quiet: true });
  return trial;
}
