/**
 * Fields somebody is typing in. What others write in such a field meanwhile comes in when the typing ends; until then the simpul keeps
 * the version that was seen, so that the server asks about text that was begun on an older one. Pure.
 *
 * The store emits "typing" {key, name, on}: `name` is the field of the simpul, `on` a token of the one who types, null when it ends.
 */
export class Typing {
  #names = new Map();
  #late = new Map();

  /** `hear(raw)` brings a simpul in that had to wait. */
  constructor(store, hear) {
    store.on("typing", ({ key, name, on }) => {
      if (name) {
        this.#names.set(key, { name, on });
        return;
      }
      if (this.#names.get(key)?.on !== on) return; // somebody types here again
      this.#names.delete(key);
      const raw = this.#late.get(key);
      this.#late.delete(key);
      if (raw) hear(raw);
    });
  }

  /** [{key, name}] of every field somebody is typing in. */
  get fields() {
    return [...this.#names].map(([key, { name }]) => ({ key, name }));
  }

  /** Take note of a simpul that has come in; the names of its fields that have to wait. */
  putOff(key, raw) {
    const held = this.#names.get(key);
    if (held) this.#late.set(key, raw);
    return held ? [held.name] : [];
  }
}
