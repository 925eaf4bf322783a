/**
 * The waiting operations in localStorage, so that a closed tab or a dead battery loses nothing.
 *
 * Each tab writes under a name of its own and holds a lock of that name; a new tab takes over what lies under a name nobody holds.
 * Keys made in this session mean nothing in the next one, so everything the server already knows is written by its id.
 */
import { newKey } from "./emitter.js";

export class Outbox {
  constructor(prefix, store) {
    this.prefix = `${prefix}:`;
    this.name = this.prefix + newKey("j");
    this.store = store;
    navigator.locks?.request(this.name, () => new Promise(() => {}));
  }

  save(queue, numberOf) {
    try {
      if (queue.length === 0) localStorage.removeItem(this.name);
      else localStorage.setItem(this.name, JSON.stringify(queue.map((item) => this.#pack(item, numberOf))));
    } catch {
      // Without storage (private window, full disk) the queue still lives in memory.
    }
  }

  /** Take over what closed tabs left, oldest first; each item has been through `save`. */
  async adopt() {
    const items = [];
    for (const name of this.#names()) {
      if (!(await isFree(name))) continue;
      items.push(...read(name));
      localStorage.removeItem(name);
    }
    return items;
  }

  #names() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(this.prefix) && name !== this.name).sort();
    } catch {
      return [];
    }
  }

  #key(key) {
    const id = key == null ? null : this.store.idOf(key);
    return id === null ? key : String(id);
  }

  #pack({ kunci, ops, wire, tried }, numberOf) {
    return { kunci, wire, tried, ops: ops.map((op) => this.#packOp(op, numberOf)) };
  }

  #packOp({ cabang: _, ...op }, numberOf) {
    const packed = { ...op, key: this.#key(op.key) };
    for (const name of ["induk", "setelah", "sumber"]) if (name in op) packed[name] = this.#key(op[name]);
    if (op.ref) packed.nomor = numberOf(op.ref) ?? op.nomor;
    for (const name of ["indikator", "crosscutting"]) {
      if (!op.data?.[name]) continue;
      const parts = op.data[name].map((part) => {
        const id = this.store.partId(part.kunci);
        return { ...part, kunci: id ? `${name}:${id}` : part.kunci };
      });
      packed.data = { ...packed.data, [name]: parts };
    }
    return packed;
  }
}

/** Whether no open tab writes under this name. */
function isFree(name) {
  return navigator.locks ? navigator.locks.request(name, { ifAvailable: true }, (lock) => lock !== null) : true;
}

function read(name) {
  try {
    const items = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(items) ? items : [];
  } catch {
    return [];
  }
}
