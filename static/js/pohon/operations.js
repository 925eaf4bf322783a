/**
 * The small operations a tree is changed with: applied to the store at once, turned back by their inverse, and written
 * in the words of the API when they are sent.
 *
 *   {jenis: "tambah",   key, induk, setelah, data}
 *                                                     with `cabang`, its simpul in tree order, a whole new branch at once
 *   {jenis: "ubah",     key, data}                    data may hold `indikator` / `crosscutting`: [{kunci, …} | {kunci, hapus}]
 *   {jenis: "pindah",   key, induk, setelah, data}
 *   {jenis: "salin",    key, sumber, induk, setelah, cabang}   `sumber` is copied; `cabang` is the copy under keys of its own, `key` its top
 *   {jenis: "hapus",    key, ref}                     `ref` names the deletion, `cabang` is filled in when it is applied
 *   {jenis: "pulihkan", key, induk, setelah, cabang, ref}
 *
 * All places are keys of the store. Pure: no DOM, no network.
 */
import { newKey } from "./emitter.js";
import { amountOf, readNumber } from "./text/numbers.js";
import { PARTS } from "./tree-data.js";

/** References to other rows, empty as null; every other field is empty as "". */
const REFERENCES = new Set(["pengampu", "mitra", "pustaka"]);

export function add(key, induk, setelah, data) {
  return { jenis: "tambah", key, induk, setelah, data };
}

/** A new branch: `cabang` are its simpul in tree order, the top first, as the store will hold them. */
export function addBranch(cabang, induk, setelah) {
  const [top, ...below] = cabang;
  const turunan = below.map((node) => ({ ref: node.key, ...(node.induk === top.key ? {} : { induk: node.induk }), data: dataOf(node) }));
  return { ...add(top.key, induk, setelah, dataOf(top)), turunan, cabang };
}

function dataOf({ jenis, pernyataan, faktor_penyebab, indikator = [] }) {
  return { jenis, pernyataan, ...(faktor_penyebab ? { faktor_penyebab } : {}), ...(indikator.length ? { indikator } : {}) };
}

export function edit(key, data) {
  return { jenis: "ubah", key, data };
}

export function move(key, induk, setelah, data = {}) {
  return { jenis: "pindah", key, induk, setelah, data };
}

export function copy(sumber, cabang, induk, setelah) {
  return { jenis: "salin", key: cabang[0].key, sumber, induk, setelah, cabang };
}

export function remove(key) {
  return { jenis: "hapus", key, ref: newKey("h") };
}

/** Apply an operation to the store. */
export function apply(store, op) {
  if (op.jenis === "tambah" && store.has(op.key)) {
    store.patch(op.key, { ...op.data, draft: undefined });
  } else if (op.jenis === "tambah" && !op.cabang) {
    store.insert({ key: op.key, id: null, versi: 0, ...op.data }, op.induk, op.setelah);
  } else if (op.jenis === "ubah") {
    store.patch(op.key, changed(store.get(op.key), op.data));
  } else if (op.jenis === "pindah") {
    Object.assign(store.get(op.key), op.data);
    store.move(op.key, op.induk, op.setelah);
  } else if (op.jenis === "hapus") {
    op.cabang = store.remove(op.key);
  } else if (["pulihkan", "salin", "tambah"].includes(op.jenis)) {
    store.restore(op.cabang, op.induk, op.setelah);
  }
}

/** The fields after a change, lists of parts merged by `kunci`. */
function changed(node, data) {
  const fields = { ...data };
  for (const name of PARTS) {
    if (!data[name]) continue;
    const parts = (node[name] ?? []).map((part) => ({ ...part }));
    for (const change of data[name]) {
      const at = parts.findIndex((part) => part.kunci === change.kunci);
      if (change.hapus) {
        if (at >= 0) parts.splice(at, 1);
      } else if (at >= 0) {
        const target = { ...parts[at].target, ...change.target };
        parts[at] = { ...parts[at], ...change, ...(change.target ? { target } : {}) };
      } else parts.push({ ...change });
    }
    fields[name] = parts;
  }
  return fields;
}

/** The operations that undo `op`; to be asked before it is applied. */
export function inverse(store, op) {
  const node = store.get(op.key);
  switch (op.jenis) {
    case "tambah":
    case "salin":
      return [remove(op.key)];
    case "ubah":
      return [edit(op.key, oldFields(node, op.data))];
    case "pindah":
      return [move(op.key, node.induk, store.previous(op.key), oldKind(node, op.data))];
    case "hapus":
      return [
        { jenis: "pulihkan", key: op.key, ref: op.ref, induk: node.induk,
          setelah: store.previous(op.key), cabang: snapshot(store, op.key) },
      ];
    case "pulihkan":
      return [remove(op.key)];
    default:
      return [];
  }
}

/** The kind goes back with every move, the level only where the move has set one: else the server lets it follow the kind. */
function oldKind({ jenis, level_kinerja: level }, data) {
  return data?.level_kinerja && level ? { jenis, level_kinerja: level } : { jenis };
}

function snapshot(store, key) {
  return store.branch(key).map((at) => ({ ...store.get(at) }));
}

function oldFields(node, data) {
  const old = {};
  for (const [name, value] of Object.entries(data)) {
    old[name] = PARTS.includes(name) ? oldParts(node[name] ?? [], value) : (node[name] ?? empty(name));
  }
  return old;
}

function empty(name) {
  return REFERENCES.has(name) ? null : "";
}

function oldParts(parts, changes) {
  return changes.map((change) => {
    const part = parts.find((one) => one.kunci === change.kunci);
    if (!part) return { kunci: change.kunci, hapus: true };
    if (change.hapus) {
      const { id: _, ...whole } = part;
      return { ...whole, kunci: change.kunci };
    }
    const old = { kunci: change.kunci };
    for (const name of Object.keys(change)) {
      if (name === "target") {
        old.target = Object.fromEntries(
          Object.keys(change.target).map((year) => [year, part.target?.[year] ?? ""]),
        );
      } else if (name !== "kunci") old[name] = part[name] ?? empty(name);
    }
    return old;
  });
}

/**
 * Whether what `op` wrote is still what stands there, so that undoing it takes back nobody else's work. `isForeign(key)` says whether
 * somebody else has written a simpul since.
 */
export function stillHolds(store, op, isForeign = () => false) {
  if (op.jenis === "hapus") return !store.has(op.key) && store.has(op.cabang?.[0]?.induk ?? null);
  const node = store.get(op.key);
  if (!node) return false;
  if (op.jenis === "pindah") return node.induk === op.induk && Object.entries(op.data ?? {}).every(([name, value]) => same(node[name], value));
  if (op.jenis !== "ubah") return !store.branch(op.key).some(isForeign);
  return Object.entries(op.data).every(([name, value]) =>
    PARTS.includes(name)
      ? value.every((change) => partHolds(node[name] ?? [], change))
      : same(node[name], value));
}

function partHolds(parts, { kunci, hapus, target = {}, id: _, ...fields }) {
  const part = parts.find((one) => one.kunci === kunci);
  if (hapus || !part) return Boolean(hapus) && !part;
  return Object.entries(fields).every(([name, value]) => same(part[name], value))
    && Object.entries(target).every(([year, value]) => same(part.target?.[year], value));
}

/** The same value, also as the server gives it back: a number for "1.200", text without blanks at its ends. */
function same(one, other) {
  const [a, b] = [one, other].map((value) => String(value ?? "").trim());
  if (a === b) return true;
  const numbers = [one, other].map((value) => (typeof value === "number" ? value : readNumber(value ?? "") === null ? NaN : amountOf(readNumber(value))));
  return numbers[0] === numbers[1];
}

/**
 * Write an operation as the API wants it.
 *
 * `know` answers what only the sync knows: `id(key)` of a simpul, `versi(key)` last seen, `partId(kunci)` of a part,
 * `nomor(ref)` of a deletion, `heard()` the number of the last change it has heard of.
 */
export function toWire(op, know) {
  const wire = { jenis: op.jenis };
  if (op.jenis === "tambah") Object.assign(wire, { ref: op.key }, op.turunan && { turunan: op.turunan.map((one) => ({ ...one, data: dataToWire(one.data, know) })) });
  else if (op.jenis === "salin") Object.assign(wire, { ref: op.key, simpul: know.id(op.sumber) });
  else if (op.jenis === "pulihkan") return { ...wire, perubahan: know.nomor(op.ref) };
  else Object.assign(wire, { simpul: know.id(op.key), versi: know.versi(op.key) });
  if (op.jenis === "hapus" && !op.anyway) wire.sejak = know.heard();
  if (["tambah", "pindah", "salin"].includes(op.jenis)) {
    wire.induk = know.id(op.induk);
    if (op.setelah !== undefined) wire.setelah = op.setelah === null ? null : know.id(op.setelah);
  }
  if (op.data && (op.jenis !== "pindah" || op.data.jenis)) wire.data = dataToWire(op.data, know);
  return wire;
}

function dataToWire(data, know) {
  const fields = { ...data };
  for (const name of PARTS) {
    if (!data[name]) continue;
    fields[name] = data[name].map(({ kunci, nama_mitra: _, ...part }) => {
      const id = know.partId(kunci);
      const rest = { ...part };
      delete rest.id;
      return id ? { id, ...rest } : rest;
    });
  }
  return fields;
}

/** What an operation touches on a simpul: field names, and "letak" for its place. */
export function touched(op) {
  if (op.jenis === "pindah") return ["letak", ...Object.keys(op.data ?? {})];
  if (op.jenis === "ubah") return Object.keys(op.data);
  return ["letak"];
}
