/** Listeners by name, and keys for things made in this browser. Pure. */
let counter = 0;

/** A key for something made in this browser; unique across sessions, since waiting work survives a reload. */
export function newKey(prefix = "b") {
  counter += 1;
  return `${prefix}${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}${counter}`;
}

export class Emitter {
  #listeners = new Map();

  on(event, listener) {
    const listeners = this.#listeners.get(event) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(event, listeners);
    return () => listeners.delete(listener);
  }

  emit(event, detail) {
    for (const listener of this.#listeners.get(event) ?? []) listener(detail);
  }
}
