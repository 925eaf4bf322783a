/**
 * One side of a comparison: a frozen version, or the tree as the store holds it now, in one shape. Ids are text. Pure.
 */

export class Side {
  nodes = new Map();
  #children = new Map();
  #codes = new Map();

  /** `simpul` flat in tree order, as the API gives them; `pohon` is what it says of the tree itself. */
  constructor({ simpul, ...pohon }) {
    this.pohon = pohon;
    for (const raw of simpul) {
      const id = String(raw.id);
      const induk = raw.induk == null ? null : String(raw.induk);
      this.nodes.set(id, { ...raw, id, induk });
      const siblings = this.#children.get(induk) ?? [];
      siblings.push(id);
      this.#children.set(induk, siblings);
      this.#codes.set(id, induk === null ? "1" : `${this.#codes.get(induk)}.${siblings.length}`);
    }
  }

  has(id) {
    return this.nodes.has(id);
  }

  get(id) {
    return this.nodes.get(id);
  }

  /** Ids below a simpul in their order; null gives the outcome. */
  children(id) {
    return this.#children.get(id) ?? [];
  }

  /** The number of a simpul by its place, as in the outline. */
  code(id) {
    return this.#codes.get(id) ?? "";
  }
}

/** The tree as it is now, with units by the names they have now. Simpul still being written are left out. */
export function sideOfStore(store, choices) {
  const idOf = (key) => (key === null ? null : store.idOf(key) ?? key);
  const parts = (list = [], more = () => ({})) => list.map((part) => ({ ...part, id: store.partId(part.kunci) ?? part.kunci, ...more(part) }));
  const partner = ({ mitra, mitra_luar: outside, nama_mitra: name }) => ({ nama_mitra: choices.unitShort(mitra) || outside || name });
  const simpul = store.branch().map((key) => store.get(key)).filter(({ draft }) => !draft).map((node) => ({
    ...node,
    id: idOf(node.key),
    induk: idOf(node.induk),
    pengampu_nama: choices.unitName(node.pengampu) || node.pengampu_nama,
    indikator: parts(node.indikator),
    crosscutting: parts(node.crosscutting, partner),
  }));
  return new Side({ ...store.pohon, simpul });
}
