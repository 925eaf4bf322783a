/** Keys inside the matrix, after the grid pattern of ARIA: one stop for Tab, arrows go from cell to cell. */

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class MatrixKeys {
  constructor(matrix) {
    this.matrix = matrix;
    matrix.grid.table.addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(event) {
    if (event.isComposing || event.defaultPrevented || event.altKey || event.metaKey || event.target.closest("button")) return;
    const acts = [" ", "Enter", "F2"].includes(event.key);
    if ((acts && event.repeat) || this.#use(event)) event.preventDefault(); // a key held down acts once
    this.matrix.redraw.flush(); // the next key may come before the next frame
  }

  #use({ key, ctrlKey, shiftKey }) {
    const { matrix } = this;
    if (shiftKey) return false;
    if (ctrlKey) return this.#withControl(key);
    const at = matrix.place;
    if (STEPS[key]) return this.#step(...STEPS[key]);
    switch (key) {
      case "PageUp": return this.#step(-matrix.grid.page, 0);
      case "PageDown": return this.#step(matrix.grid.page, 0);
      case "Home": return this.#go(at.key, null);
      case "End": return this.#go(at.key, matrix.columns.at(-1)?.id ?? null);
      case " ": if (at.id !== null) matrix.toggle(at.key, at.id); return true;
      case ".": matrix.store.fold(at.key); return true;
      case "Enter":
      case "F2": matrix.openPanel(); return true;
      default: return false;
    }
  }

  #withControl(key) {
    const { matrix } = this;
    const { keys, columns } = matrix;
    if (key === "Home") return this.#go(keys[0], null);
    if (key === "End") return this.#go(keys.at(-1), columns.at(-1)?.id ?? null);
    const letter = key.toLowerCase();
    if (letter === "z") matrix.linking.undo();
    else if (letter === "f") matrix.search(); // again, in the dialog: the browser's own search
    else return false;
    return true;
  }

  /** Go some rows and columns further, as far as there are any; the name of the simpul is the column before the first. */
  #step(down, right) {
    const { keys, columns, place } = this.matrix;
    const row = clamp(keys.indexOf(place.key) + down, 0, keys.length - 1);
    const column = clamp(columns.findIndex(({ id }) => id === place.id) + right, -1, columns.length - 1);
    return this.#go(keys[row], columns[column]?.id ?? null);
  }

  #go(key, id) {
    this.matrix.go(key, id);
    return true;
  }
}

function clamp(number, least, most) {
  return Math.max(least, Math.min(most, number));
}
