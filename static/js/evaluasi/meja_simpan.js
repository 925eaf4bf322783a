/**
 * Judgements of one person on one version: what the server knows, what waits to be sent, what it refused.
 *
 *   const simpan = new Simpan(data, () => redraw());
 *   simpan.set("h12", { nilai: "0", catatan: "" })   // shown at once, sent in the background
 *
 * What is not sent yet stands in localStorage: a closed lid or a dead network loses nothing. An entry that cannot be
 * sent yet (an edge called illogical without its note) waits as a draft.
 */
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 30000;
const AT_ONCE = 200;
export const LETTERS = ["spesifik", "terukur", "tercapai", "relevan", "berbatas_waktu", "menantang"];

export class Simpan {
  pending = new Map(); // key -> {isi, draf, galat}
  offline = "";
  stopped = "";
  savedAt = null;
  #busy = false;
  #retry = FIRST_RETRY_MS;
  #timer = 0;

  constructor(data, changed) {
    this.data = data;
    this.changed = changed;
    this.store = `pokin:meja:${data.pengguna}:${data.versi.id}`;
    if (data.boleh) this.#restore();
    addEventListener("online", () => this.flush());
    addEventListener("beforeunload", (event) => {
      if (this.pending.size && !this.stopped) event.preventDefault();
    });
  }

  /** What this person says of a thing: the waiting value, else the kept one; null when nothing. */
  mine(key) {
    const waiting = this.pending.get(key);
    if (waiting) return isEmpty(waiting.isi) ? null : waiting.isi;
    return this.data.nilai[key]?.saya ?? null;
  }

  of(key) {
    return this.data.nilai[key] ?? {};
  }

  /** Whether something in the row needs the eye: "draf", "gagal", "menunggu" or "". */
  state(key) {
    const waiting = this.pending.get(key);
    if (!waiting) return "";
    if (waiting.galat) return "gagal";
    return waiting.draf ? "draf" : "menunggu";
  }

  sentence(key) {
    const waiting = this.pending.get(key);
    return waiting?.galat || waiting?.draf || "";
  }

  /** Whether it is judged: an edge has its value, an indicator all five letters; what cannot be kept as it stands is not. */
  isDone(key) {
    const said = this.mine(key);
    if (!said || this.sentence(key)) return false;
    return key[0] === "i" ? LETTERS.slice(0, 5).every((name) => typeof said.huruf?.[name] === "boolean") : Boolean(said.nilai);
  }

  /** Keep a value and send it (`later`: after the typing paused). */
  set(key, isi, { later = false } = {}) {
    this.#put(key, isi);
    this.#kept();
    this.changed([key]);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), later ? 800 : 0);
  }

  /** Keep many at once: one request. */
  setMany(pairs) {
    for (const [key, isi] of pairs) this.#put(key, isi);
    this.#kept();
    this.changed(pairs.map(([key]) => key));
    this.flush();
  }

  #put(key, isi) {
    this.pending.set(key, { isi, draf: draft(key, isi), galat: "" });
  }

  /** Send what is ready; one request at a time, so that the last value wins. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#busy || this.stopped) return;
    const ready = [...this.pending].filter(([, one]) => !one.draf && !one.galat).slice(0, AT_ONCE);
    if (!ready.length) return;
    this.#busy = true;
    this.changed([]);
    const answer = await this.#post(this.data.alamat.nilai, { daftar: ready.map(([key, one]) => entry(key, one.isi)) });
    this.#busy = false;
    if (answer.lost) this.#wait(answer.pesan);
    else if (!answer.ok) this.#stop(ready, answer);
    else this.#taken(ready, answer.data);
    this.#kept();
    this.changed(ready.map(([key]) => key));
    if (!this.offline && !this.stopped) this.flush();
  }

  get busy() {
    return this.#busy;
  }

  again() {
    this.stopped = "";
    for (const one of this.pending.values()) one.galat = "";
    this.#retry = FIRST_RETRY_MS;
    this.flush();
  }

  #taken(ready, data) {
    this.offline = "";
    this.#retry = FIRST_RETRY_MS;
    this.savedAt = new Date();
    const kept = new Set(data.tersimpan);
    for (const [key, one] of ready) {
      if (this.pending.get(key) !== one) continue; // changed since it was sent
      if (kept.has(key)) this.pending.delete(key);
      else one.galat = data.tolakan[key] ?? "Tidak tersimpan. Coba lagi.";
    }
    this.merge(data);
  }

  #wait(sentence) {
    this.offline = sentence;
    this.#timer = setTimeout(() => this.flush(), this.#retry);
    this.#retry = Math.min(this.#retry * 2, LONGEST_RETRY_MS);
  }

  #stop(ready, { status, pesan }) {
    this.offline = "";
    if (status === 403 || status === 404 || status === 409) this.stopped = pesan;
    for (const [, one] of ready) one.galat = pesan;
  }

  /** Take what the server says of things; own values that wait stay on top. */
  merge({ nilai, skor }) {
    Object.assign(this.data.nilai, nilai);
    this.data.skor = skor;
  }

  /** Ask what was said meanwhile, by others too; null while own values are on their way. */
  async refresh() {
    if (this.#sending()) return null;
    const answer = await this.#ask(this.data.alamat.nilai, { headers: { Accept: "application/json" } });
    if (!answer.ok || this.#sending()) return null;
    this.data.nilai = answer.data.nilai;
    this.data.skor = answer.data.skor;
    return answer.data;
  }

  #sending() {
    return this.#busy || [...this.pending.values()].some(({ draf, galat }) => !draf && !galat);
  }

  /** Post JSON elsewhere at the desk (findings); the answer says {ok, data, pesan}. */
  send(address, body) {
    return this.#post(address, body);
  }

  #post(address, body) {
    return this.#ask(address, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.#token() },
    });
  }

  #token() {
    return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? this.data.csrf;
  }

  async #ask(address, options) {
    let answer;
    try {
      answer = await fetch(address, { credentials: "same-origin", redirect: "manual", ...options });
    } catch {
      return { lost: true, pesan: "Tidak tersambung ke server." };
    }
    if (answer.type === "opaqueredirect") return { lost: true, pesan: "Sesi Anda berakhir. Masuk lagi di tab lain; penilaian Anda tetap di sini." };
    if (answer.status >= 500) return { lost: true, pesan: "Server sedang tidak dapat menyimpan." };
    const data = await answer.json().catch(() => null);
    if (data === null && answer.status === 403) return { lost: true, pesan: "Halaman terbuka terlalu lama. Masuk lagi di tab lain; penilaian Anda tetap di sini." };
    return { ok: answer.ok && data !== null, status: answer.status, data, pesan: data?.pesan ?? "Permintaan gagal. Muat ulang halaman, lalu coba lagi." };
  }

  #kept() {
    try {
      if (this.pending.size) localStorage.setItem(this.store, JSON.stringify([...this.pending].map(([key, one]) => [key, one.isi])));
      else localStorage.removeItem(this.store);
    } catch {
      // Without storage the page itself keeps them until it is closed.
    }
  }

  #restore() {
    try {
      for (const [key, isi] of JSON.parse(localStorage.getItem(this.store) ?? "[]")) this.#put(key, isi);
    } catch {
      return;
    }
    this.flush();
  }
}

export function isEmpty(isi) {
  if (isi.huruf) return !isi.catatan && LETTERS.every((name) => typeof isi.huruf[name] !== "boolean");
  return !isi.nilai && !isi.catatan;
}

/** Why a value cannot be sent yet, as a sentence; empty when it can. */
function draft(key, isi) {
  if (key[0] === "h" && !isi.nilai && isi.catatan) return "Pilih penilaiannya; keterangannya tersimpan di peramban ini.";
  if (key[0] === "h" && isi.nilai === "0" && !isi.catatan.trim()) return "Belum tersimpan: tulis keterangan mengapa hubungan ini tidak logis.";
  if (key === "p" && !String(isi.nilai).trim() && isi.catatan) return "Isi nilainya; keterangannya tersimpan di peramban ini.";
  return "";
}

function entry(key, isi) {
  if (key === "p") return { jenis: "pohon", nilai: isi.nilai, catatan: isi.catatan };
  const number = Number(key.slice(1));
  if (key[0] === "h") return { jenis: "hubungan", simpul: number, nilai: isi.nilai, catatan: isi.catatan };
  return { jenis: "indikator", indikator: number, huruf: isi.huruf, catatan: isi.catatan };
}
