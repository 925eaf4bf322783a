/**
 * Suggested findings beside the node they speak of: confirm, reject with a reason, take back; and the planner's reason.
 *
 *   const usulan = new Usulan(data, simpan, { changed: () => redraw(), refused: () => askAnew() });
 *   usulan.draw(12, false) -> elements for node 12; (…, true) those of the tree and of nodes that are gone as well
 *   usulan.take(answers)   -> what others answered meanwhile; true when that changed something
 *
 * A suggestion as views/meja.py gives it: {sidik, simpul, pesan, tanggapan, lalu, hilang?, alasan, …}. `lalu` is the answer
 * in an earlier version; `hilang`: answered then, and no longer found.
 */
import { el } from "../pohon/dom.js";
import { toast } from "../umum/pesan.js";

export class Usulan {
  #drawn = new Map(); // sidik -> draw, of what is on the screen

  constructor(data, simpan, { changed, refused }) {
    this.list = data.usulan;
    this.data = data;
    this.simpan = simpan;
    this.changed = changed;
    this.refused = refused;
    this.nodes = new Set(data.simpul.map(({ id }) => id));
  }

  of(simpul, root) {
    return this.list.filter((one) => one.simpul === simpul || (root && !this.nodes.has(one.simpul)));
  }

  /** How many of a node's suggestions nobody answered yet. */
  waiting(simpul, root) {
    return this.of(simpul, root).filter((one) => !one.tanggapan && !one.hilang).length;
  }

  draw(simpul, root) {
    this.#drawn.clear();
    const all = this.of(simpul, root);
    const found = all.filter(({ hilang }) => !hilang);
    const gone = all.filter(({ hilang }) => hilang);
    return [
      found.length ? el("h3", { class: "meja-sub" }, `Usulan temuan (${found.length})`) : "",
      found.length ? el("ul", { class: "meja-usulan" }, found.map((one) => this.#one(one))) : "",
      gone.length ? el("details", { class: "meja-hilang" },
        el("summary", {}, `Dijawab di versi sebelumnya, kini tidak ditemukan lagi (${gone.length})`),
        el("ul", { class: "meja-usulan" }, gone.map((one) => this.#one(one)))) : "",
    ].filter(Boolean);
  }

  /** What everybody answered by now; a box in which a sentence is being written stays as it is. */
  take(answers) {
    let changed = false;
    for (const one of this.list.filter(({ hilang }) => !hilang)) {
      const now = answers[one.sidik] ?? null;
      if (JSON.stringify(now) === JSON.stringify(one.tanggapan)) continue;
      one.tanggapan = now;
      changed = true;
      this.#drawn.get(one.sidik)?.();
    }
    return changed;
  }

  #one(one) {
    const box = el("li", { class: `meja-usul meja-usul-${one.tingkat}` });
    let late = false;
    const draw = () => {
      late = box.querySelector("form:not([hidden])") !== null;
      if (!late) box.replaceChildren(...this.#parts(one, draw));
    };
    draw.late = () => late && draw();
    this.#drawn.set(one.sidik, draw);
    box.append(...this.#parts(one, draw));
    return box;
  }

  #parts(one, draw) {
    const source = this.data.sumber[one.aturan];
    return [
      el("p", {}, el("b", {}, `${one.label} ${one.aturan}`), ` ${one.pesan}`),
      one.dugaan ? el("p", { class: "redup kecil" }, "Dugaan dari kata-katanya; dapat keliru.") : "",
      one.saran ? el("p", { class: "redup" }, `Saran: ${one.saran}`) : "",
      source ? el("p", { class: "redup kecil" }, source) : "",
      one.alasan ? this.#reason(one, draw) : "",
      one.lalu ? el("p", { class: "meja-jawaban-lalu" }, el("b", {}, `Versi ${one.lalu.versi}: `), ...answered(one.lalu)) : "",
      this.#answer(one, draw),
    ].filter(Boolean);
  }

  #answer(one, draw) {
    const { boleh } = this.data;
    if (one.tanggapan) {
      return el("p", { class: "meja-tanggapan" }, ...answered(one.tanggapan), " ",
        boleh ? button("Batalkan", () => this.#send(one, draw, "", "")) : "");
    }
    if (!boleh || one.hilang) return "";
    return el("div", { class: "meja-tombol" },
      button("Benarkan", () => this.#send(one, draw, "dibenarkan", "")),
      asking("Tolak", "Mengapa usulan ini ditolak?", (text) => this.#send(one, draw, "ditolak", text), draw.late, rejectedBefore(one)),
    );
  }

  #reason(one, draw) {
    const { alasan } = one;
    const { boleh } = this.data;
    return el("div", { class: "meja-alasan" },
      el("p", {}, el("b", {}, "Alasan penyusun: "), `${alasan.isi} `, el("span", { class: "redup" }, `(${alasan.oleh})`)),
      alasan.ditolak ? el("p", {}, el("b", {}, "Alasan ditolak: "), `${alasan.tanggapan} `, boleh ? button("Terima lagi", () => this.#judge(one, draw, false, "")) : "") : "",
      !alasan.ditolak && alasan.tanggapan ? el("p", { class: "redup" }, `Alasan sebelumnya ditolak: ${alasan.tanggapan}`) : "",
      !alasan.ditolak && boleh ? asking("Tolak alasan", "Mengapa alasan ini ditolak?", (text) => this.#judge(one, draw, true, text), draw.late) : "",
    );
  }

  /** Send an answer; the sentence of a refusal, empty when it is kept. */
  async #send(one, draw, keputusan, catatan) {
    const seen = one.tanggapan?.keputusan ?? "";
    const answer = await this.simpan.send(this.data.alamat.usulan, { sidik: one.sidik, keputusan, catatan, dikenal: seen });
    if (!answer.ok) return this.#refusal(answer);
    one.tanggapan = answer.data.tanggapan;
    this.changed();
    return this.#done(draw);
  }

  async #judge(one, draw, tolak, tanggapan) {
    const answer = await this.simpan.send(this.data.alamat.alasan, { sidik: one.sidik, tolak, tanggapan, dikenal: one.alasan.dikenal });
    if (!answer.ok) return this.#refusal(answer);
    Object.assign(one.alasan, answer.data);
    return this.#done(draw);
  }

  #refusal({ pesan }) {
    this.refused();
    return pesan;
  }

  /** After the form that asked has closed. */
  #done(draw) {
    setTimeout(draw, 0);
    return "";
  }
}

/** An answer in words, whoever gave it and when. */
function answered({ keputusan, oleh, catatan, temuan, status }) {
  const confirmed = keputusan === "dibenarkan";
  const report = temuan === null ? "Dibenarkan; temuannya tidak ada lagi di laporan" : `Dibenarkan menjadi temuan ${temuan}`;
  const note = catatan ? `: ${catatan}` : "";
  const state = confirmed && status ? ` · ${status.toLowerCase()}` : "";
  return [el("b", {}, confirmed ? report : "Ditolak"), ` oleh ${oleh}${note}${state}`];
}

/** The sentence with which it was rejected in an earlier version, to be used again. */
function rejectedBefore({ lalu }) {
  return lalu?.keputusan === "ditolak" ? lalu.catatan : "";
}

function button(text, act) {
  return el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: async (event) => {
    if (event.detail > 1) return; // a double click is one click, also when the answer came in between
    const own = event.currentTarget;
    own.disabled = true;
    const wrong = await act();
    own.disabled = false;
    if (wrong) toast(`${wrong} Belum tersimpan.`, { kind: "galat" });
  } }, text);
}

/** A button that first asks for a sentence, in its own place; refused, what is typed stays with the reason beside it. */
function asking(text, question, act, shutting, typed = "") {
  const field = el("textarea", { class: "form-control", rows: "2", maxlength: "1000", "aria-label": question, placeholder: question });
  field.value = typed;
  const wrong = el("p", { class: "galat-medan", role: "alert", hidden: true });
  const say = (sentence) => {
    wrong.textContent = sentence;
    wrong.hidden = !sentence;
    if (sentence) field.focus();
  };
  const send = el("button", { type: "submit", class: "btn btn-outline-danger btn-sm" }, text);
  const shut = el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => {
    show(false);
    shutting();
  } }, "Batal");
  const form = el("form", { class: "meja-tanya", hidden: true, onsubmit: async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    send.disabled = true;
    const sentence = await act(field.value.trim());
    send.disabled = false;
    say(sentence);
    form.hidden = !sentence;
  } }, field, wrong, el("div", { class: "meja-tombol" }, send, shut));
  const open = el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => show(true) }, text);
  const show = (asked) => {
    form.hidden = !asked;
    open.hidden = asked;
    say("");
    (asked ? field : open).focus();
  };
  return el("span", { class: "meja-tanya-bungkus" }, open, form);
}
