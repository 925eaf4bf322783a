/**
 * Sending operations in their order and hearing what others did. The screen never waits for it.
 *
 * Events: "state" {name: "tersimpan" | "menyimpan" | "luring" | "bentrok" | "masuk", waiting, time}; "refused" {ops, lost, pesan, galat}
 * (the server said no; the store is already put right; `lost` are operations that fell with these); "changed" (others' changes
 * came in) [daftar]; "removing" (keys that others deleted are about to go); "hadir" (who is here, at every poll); "drained" (all sent).
 * `resolve({op, before, current, fields, oleh, waktu})` asks the person about a conflict: "mine", "theirs" or {field: joined text};
 * `before` is the simpul both began from.
 */
import { isTransient } from "./api.js";
import { Emitter, newKey } from "./emitter.js";
import { fits, identifyCopy, identifyParts, overlap, pendingOn, rollback, take, takeKeeping, withoutDependants, withoutOlder } from "./merge.js";
import { apply, toWire } from "./operations.js";
import { Outbox } from "./outbox.js";
import { Typing } from "./typing.js";

const POLL = 3000;
/** So long without an answer, the machine or the tab has slept. */
const LONG = 20_000;
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
  #heard = Date.now();
  #catching = false;
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
    this.typing = new Typing(store, (raw) => this.#hear({ simpul: [raw] }));
    this.know = {
      id: (key) => store.idOf(key) ?? key,
      versi: (key) => this.base.get(key)?.versi ?? store.get(key)?.versi,
      partId: (kunci) => store.partId(kunci),
      nomor: (ref) => this.#numbers.get(ref),
      heard: () => store.pohon.nomor,
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

  /** Load the tree afresh; `again()` shows what still waits, before anybody hears of the new tree. */
  async reload(again) {
    const answer = await this.api.get("", { cache: "no-cache" });
    if (answer.status !== 200) return answer;
    const { base } = this;
    const typed = this.typing.fields.map(({ key, name }) => ({ key, name, value: this.store.get(key)?.[name] }));
    this.base = new Map();
    this.store.load(answer.data, again);
    for (const node of answer.data.simpul.map((raw) => this.store.adopt(raw))) this.base.set(node.key, node);
    if (base.size) this.store.emit("foreign", [...this.base.values()].filter(({ key, versi }) => !(base.get(key)?.versi >= versi)).map(({ key }) => key));
    for (const one of typed) this.#keepSeen(one, base.get(one.key), answer.data.simpul);
    return answer;
  }

  /** After a reload: who is typing goes on from what was seen, and what is new there waits as usual. */
  #keepSeen({ key, name, value }, seen, simpul) {
    const raw = simpul.find(({ id }) => this.store.keyOf(id) === key);
    if (!raw || !seen) return;
    this.base.set(key, seen);
    this.store.patch(key, { [name]: value });
    this.#hear({ simpul: [raw] });
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
    if (this.#busy || this.#retry || this.#catching) return;
    if (Date.now() - this.#heard > LONG && !this.queue[0]?.tried) {
      this.#catching = true; // after a long pause, such as a closed lid, others are heard first
      await this.#poll();
      this.#catching = false;
    }
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
    let lost = [];
    if (!gone && item.ops.every((op) => op.jenis === "ubah" && this.base.has(op.key))) {
      for (const op of item.ops) rollback(this.store, this.base, op);
    } else {
      this.store.emit("saveTyped"); // what is being typed below what was refused is text, too
      [this.queue, lost] = withoutDependants(this.queue, item);
      const homeless = await this.#reloadKeepingQueue();
      if (!this.#left.length) {
        this.queue = this.queue.filter((one) => !homeless.includes(one));
        lost.push(...homeless.flatMap(({ ops }) => ops));
      }
    }
    this.emit("refused", { ops: item.ops, lost, pesan, galat: data?.galat ?? [] });
  }

  /** Load afresh, then show again what still waits; returns the items of which nothing has a place any more. */
  async #reloadKeepingQueue() {
    const homeless = [];
    await this.reload(() => {
      for (const item of this.queue) {
        const fitting = item.ops.filter((op) => fits(this.store, op) && (apply(this.store, op), true));
        if (!fitting.length) homeless.push(item);
      }
    });
    return homeless;
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
    if (op.jenis === "hapus") op.anyway = true;
    if (typeof answer === "object") {
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
    if (answer.status !== 0) this.#heard = Date.now();
    if (answer.status !== 200 || !answer.data || this.#sent !== sent) return;
    this.emit("hadir", answer.data.hadir ?? []);
    const news = answer.data.perubahan.filter(({ nomor }) => nomor > this.store.pohon.nomor);
    const foreign = news.filter(({ nomor }) => !this.#own.has(nomor));
    this.store.pohon.nomor = news.at(-1)?.nomor ?? answer.data.nomor;
    if (foreign.length === 0) return;
    if (foreign.some(({ jenis }) => ["pohon", "tahap", "status"].includes(jenis))) await this.#reloadKeepingQueue();
    else for (const one of foreign) this.#hear(withoutOlder(one, news, this.#own));
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
      const known = this.base.get(key)?.versi ?? 0;
      if (raw.versi < known) continue;
      if (raw.versi > known) this.store.emit("foreign", [key]);
      const pending = new Set([...pendingOn(this.queue, key), ...this.typing.putOff(key, raw)]);
      takeKeeping(this.store, this.base, raw, pending);
    }
  }
}
