/** The visible simpul of the outline in their order with the line of each, kept until branches open, close or change. Pure. */
export class Lines {
  #keys = null;
  #lines = null;

  constructor(store) {
    this.store = store;
    const forget = () => { this.#keys = null; };
    store.on("tree", ({ key } = {}) => key === undefined && forget());
    store.on("view", (detail) => (!detail || detail.structure) && forget());
  }

  get keys() {
    if (this.#keys === null) {
      this.#keys = this.store.visible;
      this.#lines = new Map(this.#keys.map((key, line) => [key, line]));
    }
    return this.#keys;
  }

  /** Line of a simpul counted from 0; -1 when it is not on screen. */
  of(key) {
    return (this.keys && this.#lines.get(key)) ?? -1;
  }
}
