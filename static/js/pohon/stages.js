/**
 * The strip of the five stages: opens the next one, goes back, and shows what stands in the way.
 *
 * HTML: <ol id="ed-stages"><li data-tahap="1"><button class="ed-stage" data-nama>… <span class="ed-stage-count">
 */
import { ask, confirm, tell } from "./dialog.js";
import { clip, el } from "./dom.js";
import { isExcused } from "./findings-of.js";
import { findingList } from "./panel/findings.js";

export class Stages {
  #busy = false;

  /** `settled()` resolves when everything typed has been sent; `reload()` loads the tree afresh. */
  constructor(element, { store, api, settling, settled, reload, warn, say, goto }) {
    Object.assign(this, { element, store, api, settling, settled, reload, warn, say, goto });
    element.addEventListener("click", (event) => {
      const button = event.target.closest(".ed-stage");
      if (button) this.#choose(Number(button.closest("li").dataset.tahap));
    });
    store.on("pohon", () => this.draw());
    store.on("temuan", () => this.draw());
  }

  /** The findings of a stage; at the current one also what earlier stages ask of the tree as a whole, which stands on no card. */
  #of(number) {
    const now = this.store.pohon.tahap;
    return this.store.temuanPohon.filter(({ tahap, simpul }) => tahap === number || (number === now && tahap < number && simpul === null));
  }

  draw() {
    const { tahap, boleh_ubah: writable } = this.store.pohon;
    for (const item of this.element.children) {
      const number = Number(item.dataset.tahap);
      item.className = number < tahap ? "selesai" : number === tahap ? "kini" : number === tahap + 1 && writable ? "ed-next" : "";
      if (number === tahap) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      const button = item.querySelector(".ed-stage");
      const count = number === tahap ? this.#of(number).filter((finding) => finding.tingkat !== "info" && !isExcused(finding)).length : 0;
      item.querySelector(".ed-stage-count").textContent = count ? ` · ${count} temuan` : "";
      button.title = number > tahap + 1 ? `Buka tahap ${number - 1} lebih dahulu` : number === tahap + 1 ? `Buka tahap ${number}` : number === tahap ? "Lihat temuan tahap ini" : `Kembali ke tahap ${number}`;
    }
  }

  #nameOf(number) {
    return this.element.querySelector(`[data-tahap="${number}"] .ed-stage`).dataset.nama;
  }

  async #choose(number) {
    const { tahap, boleh_ubah: writable, kunci } = this.store.pohon;
    if (number === tahap) this.#showFindings(number);
    else if (!writable) this.warn(kunci || "Anda hanya dapat membaca pohon ini.");
    else if (number > tahap + 1) this.warn(`Tahapan tidak boleh dilompati. Buka tahap ${tahap + 1}, ${this.#nameOf(tahap + 1)}, lebih dahulu.`);
    else if (number > tahap) await this.#move(number);
    else if (await this.#sureToGoBack(number)) await this.#move(number);
  }

  #sureToGoBack(number) {
    return confirm({
      title: `Kembali ke tahap ${number}`,
      yes: `Kembali ke tahap ${number}`,
      text: [
        `Pohon kembali ke tahap ${number}, ${this.#nameOf(number)}. Tidak ada isi yang dihapus.`,
        "Isian tahap sesudahnya tetap tersimpan, tetapi tidak dapat diubah sampai tahapnya dibuka lagi, dan bisa tidak cocok dengan pohon yang Anda ubah.",
      ],
    });
  }

  async #move(number) {
    if (this.#busy) return;
    this.#busy = true;
    this.element.setAttribute("aria-busy", "true");
    try {
      if (!(await this.settled())) {
        this.warn("Tunggu sampai semua perubahan tersimpan, lalu buka tahap ini.");
        return;
      }
      const answer = await this.api.post("tahap/", { tahap: number });
      if (answer.status === 200) await this.#opened(number, answer.data.tertinggal ?? []);
      else if (answer.status === 400) await this.#blocked(number, answer.data);
      else this.warn(answer.data?.pesan ?? "Server tidak menjawab. Coba lagi sebentar.");
    } finally {
      this.#busy = false;
      this.element.removeAttribute("aria-busy");
    }
  }

  async #opened(number, left) {
    await this.reload();
    this.say(`Tahap ${number}, ${this.#nameOf(number)}, terbuka.`);
    if (left.length) await tell({ title: `Pohon di tahap ${number}`, lines: left, intro: "Yang tertinggal dari tahap sesudahnya:" });
  }

  async #blocked(number, { galat = [], pesan }) {
    const sentences = galat.map((one) => one.pesan);
    await tell({
      title: `Tahap ${number} belum dapat dibuka`,
      intro: "Selesaikan dahulu:",
      lines: sentences.length ? sentences : [pesan],
    });
  }

  async #showFindings(number) {
    const findings = this.#of(number);
    if (!findings.length) {
      await tell({ title: `Tahap ${number}: ${this.#nameOf(number)}`, lines: ["Tidak ada temuan pada tahap ini."] });
      return;
    }
    let chosen = null;
    const cards = findingList(findings, (finding) => this.settling.actsOf(finding).map((one) => (one.href ? one : {
      ...one,
      act: () => {
        chosen = one.act;
        cards.closest("dialog").close();
      },
    })));
    [...cards.children].forEach((card, i) => {
      if (findings[i].simpul === null) return;
      const key = this.store.keyOf(findings[i].simpul);
      card.querySelector("summary").prepend(el("small", {}, clip(this.store.get(key)?.pernyataan ?? "", 90)));
      card.append(el("button", { type: "button", class: "btn btn-link btn-sm ed-inline", onclick: () => {
        chosen = () => this.goto(key);
        card.closest("dialog").close();
      } }, "Lihat simpul"));
    });
    await ask({
      title: `Temuan tahap ${number}: ${this.#nameOf(number)}${findings.some(({ tahap }) => tahap < number) ? ", dan seluruh pohon" : ""}`, body: cards, wide: true,
      buttons: [{ text: "Tutup", value: "ok", kind: "primary" }],
    });
    chosen?.();
  }
}
