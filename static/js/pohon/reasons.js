/**
 * Giving, changing and withdrawing the reason for a finding that is left as it is, where the finding is shown.
 *
 *   reasons.actsOf(finding) -> [{text, act}]
 */
import { ask } from "./dialog.js";
import { el, uniqueId } from "./dom.js";
import { isRejected } from "./findings-of.js";

const PATH = "temuan/alasan/";
const LONGEST = 1000;

export class Reasons {
  /** `check()` asks for all findings anew. */
  constructor({ store, api, check, say, warn }) {
    Object.assign(this, { store, api, check, say, warn });
  }

  actsOf(finding) {
    if (!finding.perlu_alasan || !this.store.mayExcuse) return [];
    const text = isRejected(finding) ? "Beri alasan lain" : finding.alasan ? "Ubah alasan" : "Beri alasan";
    return [{ text, act: () => this.#give(finding) }];
  }

  /** Ask until the reason is kept or the person gives up; what was typed stays in the field. */
  async #give(finding) {
    let typed = finding.alasan?.teks ?? "";
    let wrong = "";
    for (;;) {
      const answer = await this.#question(finding, typed, wrong);
      if (answer === null) return;
      if (answer.choice === "withdraw") {
        await this.#send("DELETE", { sidik: [finding.sidik] }, "Alasan dicabut.");
        return;
      }
      typed = answer.text;
      wrong = typed.trim() ? await this.#send("POST", {
        sidik: [finding.sidik], alasan: typed, dikenal: { [finding.sidik]: finding.alasan?.dikenal ?? "" },
      }, "Alasan tersimpan.") : "Alasan belum diisi. Tulis mengapa temuan ini dibiarkan.";
      if (!wrong) return;
    }
  }

  async #question(finding, typed, wrong) {
    const id = uniqueId("alasan");
    const field = el("textarea", {
      id, class: `form-control${wrong ? " is-invalid" : ""}`, rows: "4", maxlength: String(LONGEST), "aria-describedby": `${id}-help`, "aria-invalid": wrong ? "true" : null,
    });
    field.value = typed;
    const rejected = isRejected(finding);
    const choice = await ask({
      title: `Alasan untuk ${finding.aturan}`,
      focus: field,
      wide: true,
      body: [
        el("p", {}, finding.pesan),
        rejected && el("p", { class: "ed-reason-rejected" }, `Alasan sebelumnya ditolak evaluator: ${finding.alasan.tanggapan}`),
        el("label", { class: "form-label", for: id }, "Mengapa temuan ini dibiarkan?"),
        field,
        el("p", { class: "form-text", id: `${id}-help` }, "Evaluator membaca alasan ini dan dapat menolaknya."),
        wrong && el("p", { class: "galat-medan", role: "alert" }, wrong),
      ],
      buttons: [
        ...(finding.alasan ? [{ text: "Cabut alasan", value: "withdraw", kind: "outline-danger" }] : []),
        { text: "Batal", value: "no" },
        { text: "Simpan alasan", value: "save", kind: "primary" },
      ],
    });
    return choice === "save" || choice === "withdraw" ? { choice, text: field.value } : null;
  }

  /** The sentence that says what is wrong; empty when it was kept. */
  async #send(method, body, done) {
    const answer = await this.api.send(method, PATH, body);
    if (answer.status === 200) {
      await this.check();
      this.say(done);
      return "";
    }
    const told = answer.data?.pesan ?? "Server tidak menjawab. Coba lagi sebentar.";
    if (answer.status === 400 && method === "POST") return told;
    if (answer.status === 0 || answer.status >= 500) return told;
    this.warn(told);
    await this.check();
    return "";
  }
}
