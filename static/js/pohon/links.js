/**
 * What the simpul are linked to in other rooms: components of plans, positions. One part per room, each served by its own API
 * (shapes: pohon/hubungan.py) and asked for only when somebody looks.
 *
 * A column is {id, kode, nama, label (its level), induk, dalam, kelompok (id of its group), lain (links from other trees)}; a group
 * (document, unit) is {id, nama, boleh_ubah, alasan}. Emits "links" {kunci} whenever what is known of a part changes.
 */
import { Api } from "./api.js";
import { Emitter } from "./emitter.js";

const SIGNED_OUT = "Sesi Anda berakhir. Masuk lagi di tab lain, lalu coba sekali lagi di sini.";
const SILENT = "Server tidak menjawab. Periksa jaringan, lalu coba lagi.";

function sentenceOf(status, data) {
  return status === 401 ? SIGNED_OUT : (data?.pesan ?? SILENT);
}

export class Links extends Emitter {
  #parts = new Map();

  /** `parts`: [{kunci, judul, alamat, tahap, bagian (the panel's tab for the same)}] from the page. */
  constructor({ store, parts, csrf }) {
    super();
    this.store = store;
    this.parts = parts;
    for (const part of parts) {
      this.#parts.set(part.kunci, { ...part, api: new Api(part.alamat, csrf), asked: null, answer: null, failure: "", pairs: new Map(), waiting: new Map(), line: Promise.resolve() });
    }
    store.on("pohon", () => this.refresh()); // the whole tree came anew: its stage may have changed, a branch may be back
  }

  /** Make sure a part is known; true when it is. Asks once, and again after `refresh` or a failure. */
  load(kunci) {
    const part = this.#parts.get(kunci);
    part.asked ??= this.#ask(part);
    return part.asked;
  }

  /** Something may have changed elsewhere (in the panel, by others): ask again for what was known. */
  async refresh() {
    const known = [...this.#parts.values()].filter(({ asked }) => asked);
    for (const part of known) part.asked = this.#ask(part);
    await Promise.all(known.map(({ asked }) => asked));
  }

  async #ask(part) {
    const { status, data } = await this.#inLine(part, () => part.api.get());
    part.failure = status === 200 ? "" : sentenceOf(status, data);
    if (status === 200) this.#take(part, data);
    else part.asked = null;
    this.emit("links", { kunci: part.kunci });
    return status === 200;
  }

  /** Requests of a part follow one another, so that an answer never tells of the time before an earlier change. */
  #inLine(part, request) {
    part.line = part.line.then(request);
    return part.line;
  }

  #take(part, answer) {
    part.answer = answer;
    part.columns = new Map(answer.kolom.map((column) => [column.id, column]));
    part.groups = new Map(answer.kelompok.map((group) => [group.id, group]));
    part.pairs = new Map();
    for (const { simpul, kolom } of answer.tautan) this.#put(part, simpul, kolom, true);
    for (const { simpul, id, on } of part.waiting.values()) this.#put(part, simpul, id, on);
  }

  #put({ pairs }, simpul, kolom, on) {
    const columns = pairs.get(simpul) ?? new Set();
    if (on) columns.add(kolom);
    else columns.delete(kolom);
    if (columns.size) pairs.set(simpul, columns);
    else pairs.delete(simpul);
  }

  // --- what is known ------------------------------------------------------------------------------------------

  /** "baru" (nobody asked), "memuat", "siap" or "gagal". */
  state(kunci) {
    const { answer, asked, failure } = this.#parts.get(kunci);
    if (answer) return "siap";
    if (asked) return "memuat";
    return failure ? "gagal" : "baru";
  }

  failure(kunci) {
    return this.#parts.get(kunci).failure;
  }

  /** The columns in the order of their own tree. */
  columns(kunci) {
    return this.#parts.get(kunci).answer?.kolom ?? [];
  }

  column(kunci, id) {
    return this.#parts.get(kunci).columns?.get(id);
  }

  groups(kunci) {
    return this.#parts.get(kunci).answer?.kelompok ?? [];
  }

  /** The names of the levels, the highest first. */
  levels(kunci) {
    return this.#parts.get(kunci).answer?.level ?? [];
  }

  /** The columns a simpul is linked to, in their own order. */
  of(kunci, key) {
    const linked = this.#linked(kunci, key);
    return linked.size ? this.columns(kunci).filter(({ id }) => linked.has(id)) : [];
  }

  count(kunci, key) {
    return this.#linked(kunci, key).size;
  }

  has(kunci, key, id) {
    return this.#linked(kunci, key).has(id);
  }

  #linked(kunci, key) {
    return this.#parts.get(kunci).pairs.get(this.store.idOf(key)) ?? new Set();
  }

  /** How many simpul of this tree each column is linked to: Map by id of the column. */
  counts(kunci) {
    const counts = new Map();
    for (const [simpul, columns] of this.#parts.get(kunci).pairs) {
      if (!this.store.has(this.store.keyOf(simpul))) continue; // deleted; should it come back, its links do too
      for (const id of columns) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }

  writable(kunci) {
    return this.#parts.get(kunci).answer?.boleh_ubah ?? false;
  }

  /** Why the person may not link: nothing here at all, this column, this simpul; empty when they may. */
  why(kunci, { id, key } = {}) {
    const { answer, failure, groups, tahap, judul } = this.#parts.get(kunci);
    if (this.store.pohon.tahap < tahap) return `${judul} ditautkan mulai tahap ${tahap}; pohon ini masih tahap ${this.store.pohon.tahap}.`;
    if (!answer) return failure || "Tautan sedang dimuat; tunggu sebentar.";
    if (!answer.boleh_ubah) return answer.alasan;
    if (key !== undefined && this.store.idOf(key) === null) return "Simpul ini belum tersimpan; tunggu sampai tersimpan, lalu tautkan.";
    const column = id === undefined ? null : this.column(kunci, id);
    return column ? (groups.get(column.kelompok)?.alasan ?? "") : "";
  }

  isWaiting(kunci, key, id) {
    return this.#parts.get(kunci).waiting.has(`${this.store.idOf(key)} ${id}`);
  }

  // --- changing ------------------------------------------------------------------------------------------------

  /**
   * Link a simpul to a column (or unlink it): shown at once, taken back when the server refuses. Resolves {ok, pesan, rincian};
   * `rincian` of an undone link, passed in again, makes the same link again.
   */
  async set(kunci, key, id, on, rincian = {}) {
    const part = this.#parts.get(kunci);
    const pesan = this.why(kunci, { key, id });
    if (pesan) return { ok: false, pesan };
    const simpul = this.store.idOf(key);
    const mark = `${simpul} ${id}`;
    this.#put(part, simpul, id, on);
    part.waiting.set(mark, { simpul, id, on });
    this.emit("links", { kunci });
    const { status, data } = await this.#inLine(part, () => part.api.post("", { simpul, kolom: id, tertaut: on, rincian }));
    part.waiting.delete(mark);
    const ok = status === 200;
    if (!ok) this.#put(part, simpul, id, !on);
    if (!ok && status) this.refresh(); // refused: others changed what is shown here
    this.emit("links", { kunci, changed: ok ? key : undefined });
    return ok ? { ok, rincian: data.rincian } : { ok, pesan: sentenceOf(status, data) };
  }
}
