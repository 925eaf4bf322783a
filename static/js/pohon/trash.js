/** "Baru dihapus": the deleted branches of the tree, anybody's, newest first; one of them comes back whole, also after a reload. */
import { pick } from "./dialog.js";
import { clip } from "./dom.js";
import { newKey } from "./emitter.js";

const WHEN = new Intl.DateTimeFormat("id-ID", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export class Trash {
  /** `settled()` waits for the queue, `reload()` loads the tree afresh, `goto(key)` leads to a simpul. */
  constructor({ store, api, settled, reload, goto, say, warn }) {
    Object.assign(this, { store, api, settled, reload, goto, say, warn });
  }

  async open() {
    if (this.opening) return null; // a second click
    this.opening = true;
    try {
      return await this.#ask();
    } finally {
      this.opening = false;
    }
  }

  async #ask() {
    if (!(await this.settled())) return this.warn("Masih ada perubahan yang belum terkirim. Tunggu sampai tersimpan, lalu buka lagi.");
    const answer = await this.api.get("terhapus/");
    if (answer.status !== 200) return this.warn(answer.data?.pesan ?? "Daftar tidak dapat dimuat. Periksa jaringan, lalu coba lagi.");
    const nomor = await pick({
      title: "Baru dihapus", label: "Cari pernyataan", yes: "Pulihkan", empty: "Tidak ada cabang yang dihapus.",
      options: answer.data.map(({ nomor: value, pernyataan, oleh, waktu, jumlah }) => ({
        value, text: pernyataan, hint: `${jumlah} simpul · ${oleh}, ${WHEN.format(new Date(waktu))}`,
      })),
    });
    return nomor === null ? null : this.#restore(nomor);
  }

  async #restore(nomor) {
    const answer = await this.api.post("operasi/", { operasi: [{ jenis: "pulihkan", perubahan: nomor }] }, { "Idempotency-Key": newKey("u") });
    if (answer.status !== 200) {
      return this.warn(answer.data?.galat?.[0]?.pesan ?? answer.data?.pesan ?? "Cabang tidak dapat dipulihkan. Periksa jaringan, lalu coba lagi.");
    }
    await this.reload();
    const [top] = answer.data.hasil[0].simpul;
    this.goto(this.store.keyOf(top.id));
    return this.say(`“${clip(top.pernyataan, 50)}” dipulihkan.`);
  }
}
