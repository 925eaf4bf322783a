/**
 * Sending operations in their order and hearing what others did. The screen never waits for it.
 *
 * Events: "state" {name: "tersimpan" | "menyimpan" | "luring" | "bentrok" | "masuk", waiting, time}; "refused" {ops, pesan, galat}
 * (the server said no; the store is already put right); "changed" (others' changes came in) [daftar]; "removing" (keys that others
 * deleted are about to go); "hadir" (who else is here, at every poll) [orang]; "drained" (all sent).
 * `resolve({op, before, current, fields, oleh, waktu})` asks the person about a conflict: "mine", "theirs" or {field: joined text};
 * `before` is the simpul both began from.
 */
import { isTransient } from "./api.js";
import { Emitter, newKey } from "./emitter.js";
import { identifyCopy, identifyParts, overlap, pendingOn, rollback, take } from "./merge.js";
import { apply, toWire } from "./operations.js";
import { Outbox } from "./outbox.js";

const POLL = 3000;
/** Operations the server takes in one request. */
const MOST = 500;
const PAUSES = [1000, 2000, 4000, 8000, 15_000, 30_000];

export class Sync extends Emitter {
  queue = [];
  base = new Map();
  #numbers = new Map();
  #own = new Set();
  #busy = false;
  #sent = 0;
  #failures = 0;
  #retry = null;
  #state = { name: "tersimpan", time: null };
  #left = [];

  constructor(store, api, { name, resolve }) {
    super();
    this.store = store;
    this.api = api;
    this.resolve = resolve;
    this.outbox = new Outbox(name, store);
    this.know = {
      id: (key) => store.idOf(key) ?? key,
      versi: (key) => this.base.get(key)?.versi ?? store.get(key)?.versi,
      partId: (kunci) => store.partId(kunci),
      nomor: (ref) => this.#numbers.get(ref),
    };
  }

  /** Load the tree, send what an earlier session left, and start listening. Returns the answer of the first request. */
  async start() {
    const answer = await this.reload();
    if (answer.status !== 200) return answer;
    this.#left = await this.outbox.adopt();
    if (this.#left.length) {
      for (const { ops } of this.#left) for (const op of ops) if (op.nomor) this.#numbers.set(op.ref, op.nomor);
      this.queue.unshift(...this.#left);
      this.#save();
      this.#drain();
    }
    setInterval(() => this.#poll(), POLL);
    this.#poll();
    document.addEventListener("visibilitychange", () => this.#wake());
    addEventListener("online", () => this.#wake());
    addEventListener("focus", () => this.#state.name === "masuk" && this.#wake());
    addEventListener("beforeunload", (event) => {
      if (this.queue.length) event.preventDefault();
    });
    return answer;
  }

  async reload() {
    const answer = await this.api.get("", { cache: "no-cache" });
    if (answer.status !== 200) return answer;
    this.base = new Map();
    this.store.load(answer.data);
    for (const raw of answer.data.simpul) {
      const node = this.store.adopt(raw);
      this.base.set(node.key, node);
    }
    return answer;
  }

  /** Queue operations that the store already shows. */
  push(ops) {
    const last = this.queue[this.queue.length - 1];
    const [op] = ops;
    const joins =
      last && !last.wire && ops.length === 1 && last.ops.length === 1 && op.jenis === "ubah" &&
      last.ops[0].jenis === "ubah" && last.ops[0].key === op.key && !Object.values(op.data).some(Array.isArray) &&
      Object.keys(op.data).join() === Object.keys(last.ops[0].data).join();
    if (joins) last.ops[0] = op;
    else for (let at = 0; at < ops.length; at += MOST) this.queue.push({ kunci: newKey("k"), ops: ops.slice(at, at + MOST), wire: null, tried: false });
    this.#save();
    this.#tell(this.#failures ? "luring" : "menyimpan");
    this.#drain();
  }

  #save() {
    this.outbox.save(this.queue, (ref) => this.#numbers.get(ref));
  }

  #tell(name, time = this.#state.time) {
    this.#state = { name, time };
    this.emit("state", { name, time, waiting: this.queue.length });
  }

  async #drain() {
    if (this.#busy || this.#retry) return;
    this.#busy = true;
    try {
      while (this.queue.length && (await this.#sendOne(this.queue[0]))) this.#save();
    } finally {
      this.#busy = false;
    }
    this.#save();
    if (this.queue.length) return;
    if (this.#left.length) {
      this.#left = [];
      await this.reload();
    }
    this.emit("drained");
  }

  /** Send the first item; true when it is settled and the next may go. */
  async #sendOne(item) {
    item.wire ??= item.ops.map((op) => toWire(op, this.know));
    item.tried = true;
    this.#save(); // a page that goes away now must repeat these very words, or the key of the request no longer fits
    this.#sent += 1;
    this.#tell(this.#failures ? "luring" : "menyimpan");
    const answer = await this.api.post("operasi/", { operasi: item.wire }, { "Idempotency-Key": item.kunci });
    if (isTransient(answer)) return this.#postpone("luring");
    if (answer.status === 401) return this.#postpone("masuk");
    this.#failures = 0;
    if (answer.status === 200) await this.#confirm(item, answer.data);
    else if (answer.status === 409) await this.#conflict(item, answer.data);
    else await this.#refuse(item, answer.data);
    if (this.queue.length === 0) this.#tell("tersimpan", new Date());
    return true;
  }

  #postpone(name) {
    const pause = PAUSES[Math.min(this.#failures, PAUSES.length - 1)];
    this.#failures += 1;
    this.#tell(name);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#drain();
    }, pause);
    return false;
  }

  #confirm(item, { hasil }) {
    this.queue.shift();
    let stale = false;
    item.ops.forEach((op, i) => {
      const result = hasil[i];
      this.#own.add(result.nomor);
      if (op.ref && op.jenis === "hapus") this.#numbers.set(op.ref, result.nomor);
      const nodes = result.simpul ?? [];
      if (op.jenis === "tambah") this.store.identify(op.key, nodes[0].id);
      if (op.cabang && ["salin", "tambah"].includes(op.jenis) && !identifyCopy(this.store, op.cabang, nodes)) stale = true;
      if (nodes.length) identifyParts(this.store, op, nodes[0]);
      for (const raw of nodes) {
        const key = this.store.keyOf(raw.id);
        take(this.store, this.base, raw, { pending: pendingOn(this.queue, key), place: false });
      }
    });
    return stale ? this.#reloadKeepingQueue() : null;
  }

  async #refuse(item, data, { gone = false } = {}) {
    this.queue.shift();
    const pesan = data?.pesan ?? "Perubahan ini ditolak server.";
    if (!gone && item.ops.every((op) => op.jenis === "ubah" && this.base.has(op.key))) {
      for (const op of item.ops) rollback(this.store, this.base, op);
    } else {
      this.#dropDependants(item);
      await this.#reloadKeepingQueue();
    }
    this.emit("refused", { ops: item.ops, pesan, galat: data?.galat ?? [] });
  }

  /** Take out waiting items that build on a simpul which was never made. */
  #dropDependants({ ops }) {
    const dead = new Set(ops.flatMap((op) => (["salin", "tambah"].includes(op.jenis) ? op.cabang ?? [op] : [])).map(({ key }) => key));
    this.queue = this.queue.filter(({ ops: later }) => {
      const builds = later.some((op) => dead.has(op.key) || dead.has(op.induk));
      if (builds) for (const op of later) if (op.jenis === "tambah") for (const { key } of op.cabang ?? [op]) dead.add(key);
      return !builds;
    });
  }

  /** Load afresh, then show again what still waits. */
  async #reloadKeepingQueue() {
    const answer = await this.reload();
    if (answer.status !== 200) return;
    for (const { ops } of this.queue) {
      for (const op of ops) {
        if (this.#fits(op)) apply(this.store, op);
      }
    }
  }

  /** Whether an operation can be shown again; copies and restored branches of an earlier session have no simpul to show. */
  #fits({ jenis, key, induk, cabang }) {
    const isNew = ["tambah", "salin", "pulihkan"].includes(jenis);
    if (!isNew) return this.store.has(key);
    return this.store.has(induk) && !this.store.has(key) && (jenis === "tambah" || Boolean(cabang));
  }

  async #conflict(item, { operasi: index = 0, simpul: current, oleh, waktu, pesan }) {
    const op = item.ops[index];
    const again = () => {
      Object.assign(item, { kunci: newKey("k"), wire: null });
    };
    if (op.jenis === "tambah" && current && op.setelah !== undefined) {
      op.setelah = undefined;
      return again();
    }
    if (!current || current.id !== this.store.idOf(op.key)) return this.#refuse(item, { pesan }, { gone: true });
    const fields = op.jenis === "ubah" ? overlap(this.store, this.base, op, current) : [];
    let answer = "mine";
    if (fields.length || op.jenis === "hapus") {
      this.#tell("bentrok");
      answer = await this.resolve({ op, before: this.base.get(op.key), current, fields, oleh, waktu });
      this.#tell("menyimpan");
    }
    if (answer === "theirs") {
      item.ops = item.ops.filter((one) => one !== op); // the rest of the step is still wanted
      if (item.ops.length) again();
      else this.queue.shift();
      if (op.jenis === "hapus") return this.#reloadKeepingQueue();
      return take(this.store, this.base, current, { pending: pendingOn(this.queue, op.key) });
    }
    take(this.store, this.base, current, { pending: pendingOn(this.queue, op.key), place: op.jenis === "ubah" });
    if (answer !== "mine") { // joined
      Object.assign(op.data, answer);
      this.store.patch(op.key, answer);
    }
    return again();
  }

  // --- what others do -----------------------------------------------------------------------------------

  async #wake() {
    if (document.visibilityState !== "visible") return;
    clearTimeout(this.#retry);
    this.#retry = null;
    if (!this.queue[0]?.tried) await this.#poll();
    this.#drain();
  }

  async #poll() {
    if (document.visibilityState !== "visible" || this.#busy || this.queue[0]?.tried) return;
    const sent = this.#sent;
    const answer = await this.api.get(`perubahan/?sejak=${this.store.pohon.nomor}`, { cache: "no-cache" });
    if (answer.status !== 200 || !answer.data || this.#sent !== sent) return;
    this.emit("hadir", answer.data.hadir ?? []);
    const news = answer.data.perubahan.filter(({ nomor }) => nomor > this.store.pohon.nomor);
    const foreign = news.filter(({ nomor }) => !this.#own.has(nomor));
    this.store.pohon.nomor = news.at(-1)?.nomor ?? answer.data.nomor;
    if (foreign.length === 0) return;
    if (foreign.some(({ jenis }) => ["pohon", "tahap", "status"].includes(jenis))) await this.#reloadKeepingQueue();
    else for (const { hasil } of foreign) this.#hear(hasil);
    this.emit("changed", foreign);
  }

  #hear({ simpul = [], dihapus = [] }) {
    for (const id of dihapus) {
      const key = this.store.keyOf(id);
      if (!this.store.has(key)) continue;
      this.emit("removing", this.store.branch(key));
      this.store.remove(key);
    }
    for (const raw of simpul) {
      const key = this.store.keyOf(raw.id);
      const pending = pendingOn(this.queue, key);
      const stale = this.base.get(key);
      take(this.store, this.base, raw, { pending });
      // Where our waiting change touches the same field, the old version goes along, so that the server asks us.
      if (stale && [...pending].some((name) => JSON.stringify(stale[name]) !== JSON.stringify(this.base.get(key)[name]))) {
        this.base.set(key, stale);
      }
    }
  }
}
