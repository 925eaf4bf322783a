/** Crosscutting marks of one simpul: partner unit or outside body, what is asked of it, and its answer. */
import { el } from "../dom.js";
import { unitChoices } from "./field.js";
import { PartList } from "./part-list.js";

const TONES = { menunggu: "menunggu", disetujui: "disetujui", ditolak: "ditolak" };

export class CrosscuttingList extends PartList {
  word = "crosscutting";

  constructor(context) {
    super(context, "crosscutting");
    this.writable = this.store.pohon.boleh_ubah;
    this.title = el("span", { class: "ed-label" }, "Crosscutting");
    const add = this.writable && el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => this.add({ mitra: null, mitra_luar: "" }) }, "Tandai crosscutting");
    this.element = el("section", { class: "ed-section", "data-path": "crosscutting" }, this.title, this.box, add);
    this.refresh();
  }

  after() {
    this.element.hidden = !this.writable && this.parts.length === 0;
  }

  ready(draft) {
    return Boolean(draft.mitra) !== Boolean(draft.mitra_luar);
  }

  build(kunci) {
    const group = this.groups.get(kunci);
    const status = el("span", { class: "lencana" });
    const reason = el("p", { class: "ed-value" });
    const units = unitChoices(this.choices, "Mitra luar instansi…");
    const unit = this.field(kunci, "mitra", "Unit mitra", {
      kind: "choice", choices: units, send: (value) => (value ? Number(value) : null),
      save: (value) => this.#setPartner(kunci, { mitra: value ? Number(value) : null, mitra_luar: "" }),
    });
    const outside = this.field(kunci, "mitra_luar", "Mitra luar instansi", {
      help: "Instansi atau lembaga di luar instansi ini.",
      save: (value) => this.#setPartner(kunci, { mitra: null, mitra_luar: value }),
    });
    const contribution = this.field(kunci, "kontribusi", "Kontribusi yang diminta", { kind: "area", rows: 1 });
    group.redraw = () => {
      const part = this.part(kunci) ?? {};
      outside.hidden = Boolean(part.mitra) || (!this.writable && !part.mitra_luar);
      unit.hidden = !this.writable && !part.mitra;
      const isDraft = this.draft?.kunci === kunci;
      status.textContent = isDraft ? "Pilih mitra" : part.mitra_luar ? "Mitra luar" : this.choices.label("crosscutting", "status", part.status ?? "menunggu");
      status.className = `lencana${part.mitra ? ` status-${TONES[part.status] ?? "menunggu"}` : ""}`;
      reason.hidden = !part.alasan;
      reason.textContent = part.alasan ? `Alasan: ${part.alasan}` : "";
    };
    return el("div", { class: "ed-part ed-part-crosscutting" },
      el("div", { class: "ed-part-head" }, status,
        this.writable && el("button", { type: "button", class: "btn btn-link btn-sm ed-danger", onclick: () => this.remove(kunci) }, "Hapus")),
      unit, outside, contribution, reason);
  }

  /** Partner unit and outside body exclude each other, so both are sent; an emptied partner waits until one is chosen. */
  #setPartner(kunci, partner) {
    const part = this.part(kunci);
    if (this.draft?.kunci === kunci) {
      Object.assign(this.draft, partner);
      if (!this.ready(this.draft)) {
        this.refresh();
        return;
      }
      const { draft } = this;
      this.draft = null;
      this.run([{ ...draft, nama_mitra: this.#nameOf(partner) }], "Tandai crosscutting");
      return;
    }
    if (!partner.mitra && !partner.mitra_luar) {
      Object.assign(part, { mitra: null });
      this.groups.get(kunci).redraw();
      this.groups.get(kunci).fields[1].input.focus();
      return;
    }
    this.run([{ kunci, ...partner, nama_mitra: this.#nameOf(partner) }], "Ubah mitra crosscutting");
  }

  #nameOf({ mitra, mitra_luar }) {
    return mitra ? this.choices.unitShort(mitra) : mitra_luar;
  }
}
