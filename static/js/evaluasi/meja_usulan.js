/**
 * Suggested findings beside the node they speak of: confirm, reject with a reason, take back; and the planner's reason.
 *
 *   const usulan = new Usulan(data.usulan, { simpan, boleh, changed });
 *   usulan.draw(12, false) -> elements for node 12; (…, true) those of the tree as well
 */
import { el } from "../pohon/dom.js";
import { toast } from "../umum/pesan.js";

export class Usulan {
  constructor(data, simpan, changed) {
    this.list = data.usulan;
    this.data = data;
    this.simpan = simpan;
    this.changed = changed;
  }

  of(simpul, root) {
    return this.list.filter((one) => one.simpul === simpul || (root && one.simpul === null));
  }

  /** How many of a node's suggestions nobody answered yet. */
  waiting(simpul, root) {
    return this.of(simpul, root).filter((one) => !one.tanggapan).length;
  }

  draw(simpul, root) {
    const found = this.of(simpul, root);
    if (!found.length) return [];
    return [el("h3", { class: "meja-sub" }, `Usulan temuan (${found.length})`), el("ul", { class: "meja-usulan" }, found.map((one) => this.#one(one)))];
  }

  #one(one) {
    const box = el("li", { class: `meja-usul meja-usul-${one.tingkat}` });
    const draw = () => box.replaceChildren(
      el("p", {}, el("b", {}, `${one.label} ${one.aturan}`), ` ${one.pesan}`),
      one.saran ? el("p", { class: "redup" }, `Saran: ${one.saran}`) : "",
      this.data.sumber[one.aturan] ? el("p", { class: "redup kecil" }, this.data.sumber[one.aturan]) : "",
      one.alasan ? this.#reason(one, draw) : "",
      this.#answer(one, draw),
    );
    draw();
    return box;
  }

  #answer(one, draw) {
    if (one.tanggapan) {
      const words = one.tanggapan.keputusan === "dibenarkan" ? "Dibenarkan menjadi temuan" : "Ditolak";
      const note = one.tanggapan.catatan ? `: ${one.tanggapan.catatan}` : "";
      return el("p", { class: "meja-tanggapan" }, el("b", {}, words), ` oleh ${one.tanggapan.oleh}${note} `, this.data.boleh ? button("Batalkan", () => this.#send(one, draw, "", "")) : "");
    }
    if (!this.data.boleh) return "";
    return el("div", { class: "meja-tombol" },
      button("Benarkan", () => this.#send(one, draw, "dibenarkan", "")),
      asking("Tolak", "Mengapa usulan ini ditolak?", (text) => this.#send(one, draw, "ditolak", text)),
    );
  }

  #reason(one, draw) {
    const { alasan } = one;
    return el("div", { class: "meja-alasan" },
      el("p", {}, el("b", {}, "Alasan penyusun: "), `${alasan.isi} `, el("span", { class: "redup" }, `(${alasan.oleh})`)),
      alasan.ditolak ? el("p", {}, el("b", {}, "Alasan ditolak: "), `${alasan.tanggapan} `, this.data.boleh ? button("Terima lagi", () => this.#judge(one, draw, false, "")) : "") : "",
      !alasan.ditolak && this.data.boleh ? asking("Tolak alasan", "Mengapa alasan ini ditolak?", (text) => this.#judge(one, draw, true, text)) : "",
    );
  }

  async #send(one, draw, keputusan, catatan) {
    const answer = await this.simpan.send(this.data.alamat.usulan, { sidik: one.sidik, keputusan, catatan });
    if (!answer.ok) return fail(answer);
    one.tanggapan = answer.data.tanggapan;
    draw();
    this.changed();
    return true;
  }

  async #judge(one, draw, tolak, tanggapan) {
    const answer = await this.simpan.send(this.data.alamat.alasan, { sidik: one.sidik, tolak, tanggapan });
    if (!answer.ok) return fail(answer);
    Object.assign(one.alasan, answer.data);
    draw();
    return true;
  }
}

function fail({ pesan }) {
  toast(`${pesan} Belum tersimpan.`, { kind: "galat" });
  return false;
}

function button(text, act) {
  return el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: async (event) => {
    const own = event.currentTarget;
    own.disabled = true; // a double click is one click
    await act();
    own.disabled = false;
  } }, text);
}

/** A button that first asks for a sentence, in its own place; what is typed stays when sending fails. */
function asking(text, question, act) {
  const field = el("textarea", { class: "form-control", rows: "2", maxlength: "1000", "aria-label": question, placeholder: question });
  const wrong = el("p", { class: "galat-medan", role: "alert", hidden: true }, "Belum diisi. Tulis alasannya.");
  const send = el("button", { type: "submit", class: "btn btn-outline-danger btn-sm" }, text);
  const shut = el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => show(false) }, "Batal");
  const form = el("form", { class: "meja-tanya", hidden: true, onsubmit: async (event) => {
    event.preventDefault();
    wrong.hidden = field.value.trim() !== "";
    if (!wrong.hidden) {
      field.focus();
      return;
    }
    send.disabled = true;
    await act(field.value.trim());
    send.disabled = false;
  } }, field, wrong, el("div", { class: "meja-tombol" }, send, shut));
  const open = el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => show(true) }, text);
  const show = (asked) => {
    form.hidden = !asked;
    open.hidden = asked;
    (asked ? field : open).focus();
  };
  return el("span", { class: "meja-tanya-bungkus" }, open, form);
}
