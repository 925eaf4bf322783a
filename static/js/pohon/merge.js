/**
 * Bringing what the server says into the store without losing what waits to be sent. Pure.
 *
 * `base` keeps each simpul as the server last gave it: what a stale answer is compared with, and what a refused change
 * goes back to.
 */
import { LAST, PARTS } from "./tree-data.js";
import { touched } from "./operations.js";

/** What waiting operations touch on one simpul, as a set of field names and "letak". */
export function pendingOn(queue, key) {
  const names = new Set();
  for (const { ops } of queue) {
    for (const op of ops) {
      if (op.key === key) for (const name of touched(op)) names.add(name);
    }
  }
  return names;
}

/**
 * Take a simpul of the API into store and base; fields in `pending` stay as they are here.
 * `place` moves it to where the server has it (own answers leave it: more of our moves may wait).
 */
export function take(store, base, raw, { pending = new Set(), place = true } = {}) {
  const node = store.adopt(raw);
  base.set(node.key, node);
  const after = raw.setelah === undefined ? LAST : raw.setelah === null ? null : store.keyOf(raw.setelah);
  const local = store.get(node.key);
  if (!local) {
    if (place && (node.induk === null || store.has(node.induk))) store.insert(node, node.induk, after);
    return;
  }
  const next = { ...node, induk: local.induk };
  for (const name of pending) {
    if (name !== "letak") next[name] = local[name];
  }
  for (const name of Object.keys(local)) delete local[name];
  Object.assign(local, next);
  if (place && !pending.has("letak") && isElsewhere(store, node, after)) {
    store.move(node.key, node.induk, after);
  } else store.emit("tree", { key: node.key });
}

/** Take a simpul somebody else wrote; where a waiting change touches the same field the old version stays, so that the server asks us. */
export function takeKeeping(store, base, raw, pending) {
  const key = store.keyOf(raw.id);
  const stale = base.get(key);
  take(store, base, raw, { pending });
  if (stale && [...pending].some((name) => !same(stale[name], base.get(key)[name]))) base.set(key, stale);
}

/** What others did in one step, without what a later step of our own has already been answered about. */
export function withoutOlder({ nomor, hasil: { simpul = [], dihapus = [] } }, news, own) {
  const later = news.filter((one) => one.nomor > nomor && own.has(one.nomor)).map(({ hasil }) => hasil);
  const known = new Set(later.flatMap((hasil) => [...(hasil.simpul ?? []).map(({ id }) => id), ...(hasil.dihapus ?? [])]));
  return { simpul: simpul.filter(({ id }) => !known.has(id)), dihapus: dihapus.filter((id) => !known.has(id)) };
}

/** Waiting items without those that build on a simpul which was never made, and the operations of these. */
export function withoutDependants(queue, { ops }) {
  const makes = (op) => (["salin", "tambah"].includes(op.jenis) ? (op.cabang ?? [op]).map(({ key }) => key) : []);
  const dead = new Set(ops.flatMap(makes));
  const lost = [];
  const kept = queue.filter(({ ops: later }) => {
    if (!later.some((op) => dead.has(op.key) || dead.has(op.induk))) {
      for (const op of later) if (dead.has(op.setelah)) op.setelah = undefined;
      return true;
    }
    lost.push(...later);
    for (const key of later.flatMap(makes)) dead.add(key);
    return false;
  });
  return [kept, lost];
}

/** Whether an operation can be shown again; copies and restored branches of an earlier session have no simpul to show. */
export function fits(store, { jenis, key, induk, cabang }) {
  const isNew = ["tambah", "salin", "pulihkan"].includes(jenis);
  if (!isNew) return store.has(key);
  return store.has(induk) && !store.has(key) && (jenis === "tambah" || Boolean(cabang));
}

function isElsewhere(store, node, after) {
  if (node.induk === null || !store.has(node.induk) || store.isInside(node.induk, node.key)) return false;
  return store.parent(node.key) !== node.induk || (after !== LAST && store.previous(node.key) !== after);
}

/** Give a copy made here the ids the server has just given it; false when the server's copy has another shape. */
export function identifyCopy(store, cabang, nodes) {
  if (cabang.length !== nodes.length) return false;
  return cabang.every(({ key, induk, indikator = [] }, i) => {
    const raw = nodes[i];
    if (i && store.keyOf(raw.induk) !== induk) return false;
    store.identify(key, raw.id);
    indikator.forEach(({ kunci }, at) => store.identifyPart("indikator", kunci, raw.indikator?.[at]?.id));
    return true;
  });
}

/** Give the parts made here the ids the server has just given them. */
export function identifyParts(store, op, raw) {
  for (const name of PARTS) {
    const changes = op.data?.[name];
    if (!changes) continue;
    const known = new Set(changes.map(({ kunci }) => store.partId(kunci)));
    const old = new Set((store.get(op.key)?.[name] ?? []).map((part) => store.partId(part.kunci)));
    const fresh = (raw[name] ?? []).filter(({ id }) => !known.has(id) && !old.has(id));
    for (const change of changes) {
      if (change.hapus) store.identifyPart(name, change.kunci, undefined);
      else if (store.partId(change.kunci) === undefined && fresh.length) {
        store.identifyPart(name, change.kunci, fresh.shift().id);
      }
    }
  }
}

/** The fields of a stale operation that somebody else has changed too. */
export function overlap(store, base, op, raw) {
  const before = base.get(op.key) ?? {};
  const now = store.adopt(raw);
  return Object.keys(op.data ?? {}).filter((name) => {
    if (!PARTS.includes(name)) return !same(before[name], now[name]);
    return op.data[name].some(({ kunci }) => {
      const find = (parts) => (parts ?? []).find((part) => part.kunci === kunci);
      return !same(find(before[name]), find(now[name]));
    });
  });
}

function same(one, other) {
  return JSON.stringify(one ?? "") === JSON.stringify(other ?? "");
}

/** Put the fields an edit touched back to what the server last said. */
export function rollback(store, base, op) {
  const before = base.get(op.key);
  if (!before || !store.has(op.key)) return;
  const fields = {};
  for (const name of Object.keys(op.data)) fields[name] = before[name] ?? (PARTS.includes(name) ? [] : "");
  store.patch(op.key, fields);
}
