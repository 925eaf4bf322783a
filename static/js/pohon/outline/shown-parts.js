/** Which indikator of each simpul a row shows: the first, until another or a new one is stepped to. Pure. */
const NEW = "baru";

export class ShownParts {
  #chosen = new Map();

  constructor(store) {
    this.store = store;
  }

  #list(key) {
    return this.store.get(key)?.indikator ?? [];
  }

  /** {part, at, count}: the indikator shown, its place counted from 0 and how many there are; `at` is `count` for a new one. */
  of(key) {
    const list = this.#list(key);
    const chosen = this.#chosen.get(key);
    const found = chosen === NEW ? list.length : list.findIndex(({ kunci }) => kunci === chosen);
    const at = found < 0 ? 0 : found;
    return { part: list[at] ?? null, at, count: list.length };
  }

  /** Show another one of a simpul, round and round. */
  step(key, by = 1) {
    const { at, count } = this.of(key);
    if (count) this.show(key, this.#list(key)[(at + by + count) % count].kunci);
  }

  show(key, kunci) {
    this.#chosen.set(key, kunci);
  }

  showNew(key) {
    this.#chosen.set(key, NEW);
  }

  /** A new one that was begun and left is not shown any more. */
  dropNew(key) {
    if (this.#chosen.get(key) === NEW) this.#chosen.delete(key);
  }
}
