/**
 * Reference instead of copy: a simpul that another unit carries becomes a crosscutting mark of the simpul it is pasted or dropped on.
 *
 * The mark names the unit and asks for what the simpul states. Which simpul of the partner it is in the end, the partner says
 * with the answer. A citation is {pohon, instansi, simpul, pernyataan, unit, nama}: what the mark needs, also from another tree.
 */
import { CommandPart } from "./command-part.js";
import { clip } from "./dom.js";
import { newKey } from "./emitter.js";
import * as operations from "./operations.js";
import { whyNotWrite } from "./rules.js";

const STAGE = 3;
const LONGEST = 1000;

export class Referring extends CommandPart {
  /** The unit that carries a simpul: the nearest pengampu at or above it, else the unit of the tree. */
  #unitOf(key) {
    const { store } = this;
    for (let at = key; at !== null; at = store.parent(at)) {
      const { pengampu } = store.get(at);
      if (pengampu) return { unit: Number(pengampu), nama: this.choices.unitShort(Number(pengampu)) };
    }
    const { unit } = store.pohon;
    return { unit: unit?.id ?? null, nama: unit ? this.choices.unitShort(unit.id) || unit.nama : "" };
  }

  cite(key) {
    const { pohon } = this.store;
    const { id, pernyataan } = this.store.get(key);
    return { pohon: pohon.id, instansi: pohon.instansi?.id, simpul: id, key, pernyataan, ...this.#unitOf(key) };
  }

  /** Why citations may not become marks of `key`; "" when they may. */
  whyNot(citations, key) {
    const { store } = this;
    if (!citations?.length) return "Belum ada simpul yang disalin. Pilih simpul unit lain, tekan Ctrl+C, lalu tempel sebagai acuan di sini.";
    const closed = whyNotWrite(store);
    if (closed) return closed;
    if (store.pohon.tahap < STAGE) return `Crosscutting ditandai mulai tahap ${STAGE}.`;
    if (store.get(key).draft) return "Ketik pernyataan simpul ini dahulu.";
    return citations.map((one) => this.#whyNotOne(one, key)).find(Boolean) ?? "";
  }

  #whyNotOne({ pohon, instansi, key: cited, pernyataan, unit, nama }, key) {
    const { store } = this;
    const text = `“${clip(pernyataan, 50)}”`;
    if (pohon === store.pohon.id && cited === key) return "Simpul tidak dapat menjadi acuan bagi dirinya sendiri.";
    if (instansi !== store.pohon.instansi?.id) return `${text} milik instansi lain; tulis instansi itu sebagai mitra luar di rincian simpul.`;
    if (!unit) return `Unit yang mengampu ${text} belum diketahui. Isi pengampunya dahulu, atau pilih unit mitra di rincian simpul.`;
    if ([this.#unitOf(key).unit, store.pohon.unit?.id].includes(unit)) return `${text} diampu unit yang sama (${nama}); crosscutting menandai kondisi yang memerlukan unit lain.`;
    const marked = (store.get(key).crosscutting ?? []).some(({ mitra }) => Number(mitra) === unit);
    return marked ? `Simpul ini sudah ditandai crosscutting dengan ${nama}.` : "";
  }

  /** Mark `key` with the units of the citations; one mark for each unit, one step to undo. */
  refer(citations, key = this.store.focus) {
    if (this.refuses(this.whyNot(citations, key))) return;
    const marks = new Map();
    for (const { unit, nama, pernyataan } of citations) {
      const mark = marks.get(unit) ?? { kunci: newKey("p"), mitra: unit, mitra_luar: "", nama_mitra: nama, kontribusi: [] };
      marks.set(unit, { ...mark, kontribusi: [...mark.kontribusi, pernyataan] });
    }
    const crosscutting = [...marks.values()].map((mark) => ({ ...mark, kontribusi: mark.kontribusi.join("\n").slice(0, LONGEST) }));
    const names = crosscutting.map(({ nama_mitra: nama }) => nama).join(", ");
    const entry = this.history.run(`Tandai crosscutting dengan ${names}`, [operations.edit(key, { crosscutting })]);
    this.store.reveal(key);
    this.store.setFocus(key);
    const sentence = `Crosscutting dengan ${names} ditandai pada ${this.nameOf(key)}; menunggu jawaban.`;
    this.say(sentence);
    this.offer(sentence, "Urungkan", () => this.history.undoEntry(entry));
  }
}
