/** The tab "Indikator": each indicator with what everyone fills in, and the rest of its card folded below. */
import { el } from "../dom.js";
import { CARD } from "../indicator-card.js";
import { newKey } from "../emitter.js";
import { withEmpty } from "./field.js";
import { CardLink, chooseCard } from "./library.js";
import { PartList } from "./part-list.js";

const BASIC_STAGE = 4;

export class IndicatorTab extends PartList {
  word = "indikator";

  constructor(context) {
    super(context, "indikator");
    this.years = context.years;
    this.api = context.api;
    const { boleh_ubah, tahap } = this.store.pohon;
    this.writable = boleh_ubah && tahap >= BASIC_STAGE;
    this.empty = el("p", { class: "ed-later" });
    const add = this.writable && el("button", { type: "button", class: "btn btn-primary btn-sm", onclick: () => this.add({ nama: "" }) }, "Tambah indikator");
    const take = this.writable && el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => this.#take() }, "Ambil dari pustaka");
    this.element = el("div", { class: "ed-tab-body" }, this.empty, this.box, el("div", { class: "ed-add" }, add, take));
    this.refresh();
  }

  get shape() {
    const { pohon } = this.store;
    return JSON.stringify([pohon.tahap, pohon.boleh_ubah]);
  }

  after() {
    const { tahap } = this.store.pohon;
    const none = this.parts.length === 0 && !this.draft;
    this.empty.hidden = tahap >= BASIC_STAGE && !none;
    this.empty.textContent = tahap < BASIC_STAGE ? `Indikator dibuka pada tahap ${BASIC_STAGE}; pohon ini di tahap ${tahap}.`
      : "Belum ada indikator. Ukuran apa yang menunjukkan kondisi ini tercapai?";
  }

  /** A new indikator with all that a card of the library says, linked to it. */
  async #take() {
    const part = await chooseCard({ api: this.api, pohon: this.store.pohon.id, choices: this.choices, warn: this.commands.warn });
    if (part) this.run([{ kunci: newKey("p"), ...part }], "Ambil indikator dari pustaka");
  }

  ready({ nama }) {
    return Boolean(nama);
  }

  build(kunci) {
    const group = this.groups.get(kunci);
    const title = el("b", {});
    const line = el("small", {});
    const basics = [
      this.field(kunci, "nama", "Nama indikator", { kind: "area", rows: 1, required: true }),
      el("div", { class: "ed-row2" },
        this.field(kunci, "satuan", "Satuan", { wide: false }),
        this.field(kunci, "polaritas", "Polaritas", { kind: "choice", choices: this.choices.list("indikator", "polaritas"), wide: false, read: () => this.part(kunci)?.polaritas ?? "maximize" })),
      this.field(kunci, "frekuensi", "Frekuensi pelaporan", { kind: "choice", choices: withEmpty(this.choices.list("indikator", "frekuensi")) }),
      el("div", { class: "ed-row2" },
        this.field(kunci, "baseline_tahun", "Tahun kondisi awal", { wide: false }),
        this.field(kunci, "baseline_nilai", "Kondisi awal", { kind: "number", wide: false })),
      el("fieldset", { class: "ed-targets" }, el("legend", { class: "ed-label" }, "Target per tahun"),
        this.years.map((year) => this.field(kunci, `target.${year}`, String(year), { kind: "number", wide: false })),
        this.field(kunci, "kondisi_akhir", "Akhir", { kind: "number", wide: false })),
    ];
    const rest = el("details", { class: "ed-card-rest" }, el("summary", {}, "Kartu indikator lengkap"), el("div", { class: "ed-rest" }));
    rest.addEventListener("toggle", () => this.#fillRest(kunci, rest), { once: true });
    const link = new CardLink({
      api: this.api, links: this.choices.links, writable: this.writable, part: () => this.part(kunci),
      save: (fields, label) => this.run([{ kunci, ...fields }], label),
    });
    group.redraw = () => {
      link.refresh();
      const part = this.part(kunci) ?? {};
      title.textContent = part.nama || "Indikator baru";
      const polarity = this.choices.label("indikator", "polaritas", part.polaritas ?? "maximize").toLowerCase();
      line.textContent = [part.satuan, polarity].filter(Boolean).join(" · ");
    };
    const open = this.draft?.kunci === kunci || this.parts.length < 2;
    return el("details", { class: "ed-part", open }, el("summary", { class: "ed-part-head" }, el("span", { class: "ed-part-name" }, title, line)),
      link.element, basics, rest,
      this.writable && el("button", { type: "button", class: "btn btn-link btn-sm ed-danger ed-inline", onclick: () => this.remove(kunci) }, "Hapus indikator"));
  }

  #fillRest(kunci, rest) {
    rest.lastElementChild.append(...CARD.filter(([path]) => path !== "frekuensi").map(([path, label, kind]) =>
      this.field(kunci, path, label, { kind, rows: 1, choices: kind === "choice" ? withEmpty(this.choices.list("indikator", path)) : [] })));
    this.groups.get(kunci).fields.forEach((field) => field.settle());
  }
}
