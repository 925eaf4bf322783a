/** The tab "Simpul": findings on top, then what the stage allows to be written about the simpul itself. */
import { clip, el, number } from "../dom.js";
import { kindsFor } from "../rules.js";
import { Field, holder, unitChoices, withEmpty } from "./field.js";
import { findingList, heaviest } from "./findings.js";
import { CrosscuttingList } from "./crosscutting.js";

const SHORT_KINDS = { faktor_penyebab: ["csf", "antara", "operasional"] };

export class NodeTab {
  constructor({ key, store, choices, commands, years, show, settling }) {
    Object.assign(this, { key, store, choices, commands, years, show, settling });
    this.fields = [];
    this.element = el("div", { class: "ed-tab-body" });
    this.#build();
  }

  get simpul() {
    return this.store.get(this.key);
  }

  #field(name, label, options = {}) {
    const field = new Field({
      path: name, label, writable: this.store.pohon.boleh_ubah, holds: holder(this.store, this.key, name),
      read: () => this.simpul?.[name] ?? "",
      save: (value) => this.commands.setFields(this.key, { [name]: options.send ? options.send(value) : value }, {
        label: `Ubah ${label.toLowerCase()}`, merge: `field:${this.key}:${name}`,
      }),
      ...options,
    });
    this.fields.push(field);
    return field.element;
  }

  #choice(name, label, options = {}) {
    return this.#field(name, label, { kind: "choice", choices: withEmpty(this.choices.list("simpul", name)), ...options });
  }

  #build() {
    const { store, simpul } = this;
    const { tahap } = store.pohon;
    const root = this.key === store.root;
    this.findings = el("div", {});
    const parts = [this.findings, this.#field("pernyataan", "Kondisi yang diperlukan", { kind: "area", required: true })];
    parts.push(el("div", { class: "ed-row2" }, this.#kindField(), this.#choice("level_kinerja", "Level kinerja", { wide: false })));
    if (SHORT_KINDS.faktor_penyebab.includes(simpul.jenis)) parts.push(this.#field("faktor_penyebab", "Faktor penyebab", { kind: "area", rows: 1 }));
    if (simpul.jenis === "csf") parts.push(...this.#csfFields());
    if (!root) parts.push(...this.#edgeFields());
    if (tahap >= 4) parts.push(this.#field("pengampu", "Pengampu", {
      kind: "choice", choices: unitChoices(this.choices), send: (value) => (value ? Number(value) : null),
    }));
    parts.push(this.#field("keterangan", "Keterangan", { kind: "area", rows: 1 }));
    if (tahap >= 3 || simpul.crosscutting?.length) {
      this.crosscutting = new CrosscuttingList(this);
      parts.push(this.crosscutting.element);
    }
    this.summary = el("div", {});
    parts.push(this.summary, this.#laterLine(tahap));
    this.element.append(...parts.filter(Boolean));
    this.#drawFindings();
    this.#drawSummary();
  }

  #kindField() {
    const kinds = kindsFor(this.store, this.key);
    const all = this.choices.list("simpul", "jenis").filter(([kind]) => kinds.includes(kind) || kind === this.simpul.jenis);
    return this.#field("jenis", "Jenis", {
      kind: "choice", choices: all, wide: false,
      writable: this.store.pohon.boleh_ubah && all.length > 1,
      save: (value) => this.commands.setKind(this.key, value),
    });
  }

  #csfFields() {
    const parts = [el("div", { class: "ed-row2" }, this.#choice("sifat", "Sifat CSF", { wide: false }), this.#choice("metode", "Metode", { wide: false }))];
    if (this.simpul.metode === "empat_m") parts.push(this.#choice("unsur_4m", "Unsur 4M"));
    return parts;
  }

  #edgeFields() {
    const parent = this.store.get(this.store.parent(this.key));
    const parts = [
      this.#field("hubungan", `Jika ini tercapai, maka “${clip(parent.pernyataan, 70)}” tercapai?`, { kind: "radio", choices: this.choices.list("simpul", "hubungan") }),
    ];
    if (this.simpul.hubungan || this.simpul.hubungan_alasan) parts.push(this.#field("hubungan_alasan", "Alasan", { kind: "area", rows: 1 }));
    parts.push(this.#choice("bobot", "Derajat kepentingan"));
    return parts;
  }

  #laterLine(tahap) {
    const later = [tahap < 3 && "Crosscutting ditandai mulai tahap 3.", tahap < 4 && "Indikator dan pengampu diisi mulai tahap 4.", tahap < 5 && "Komponen dan jabatan diisi mulai tahap 5."];
    const [next] = later.filter(Boolean);
    return next ? el("p", { class: "ed-later" }, next) : null;
  }

  #drawFindings() {
    const found = heaviest(this.store.temuan.get(this.key) ?? []);
    const print = JSON.stringify([found, this.shape, this.simpul.level_kinerja, this.store.mayExcuse]);
    if (this.findings.dataset.print === print) return; // what was unfolded stays unfolded
    this.findings.dataset.print = print;
    this.findings.replaceChildren(findingList(found, (finding) => this.settling.actsOf(finding)));
  }

  /** The indicators with their targets, to be read at a glance; they are written in their own tab. */
  #drawSummary() {
    const list = this.simpul.indikator ?? [];
    if (!list.length) {
      this.summary.replaceChildren();
      return;
    }
    const years = this.years.filter((_, i) => this.years.length < 5 || i % 2 === 0);
    this.summary.replaceChildren(
      el("span", { class: "ed-label" }, "Indikator"),
      el("table", { class: "ed-summary" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Nama"), el("th", { scope: "col" }, "Awal"), years.map((year) => el("th", { scope: "col" }, String(year))))),
        el("tbody", {}, list.map((one) => el("tr", {},
          el("td", {}, one.nama, one.satuan && el("small", {}, one.satuan)),
          el("td", {}, number(one.baseline_nilai)), years.map((year) => el("td", {}, number(one.target?.[year]))))))),
      el("button", { type: "button", class: "btn btn-link btn-sm ed-inline", onclick: () => this.show("indikator") }, "Buka indikator"));
  }

  /** Whether the fields shown are still the right ones. */
  get shape() {
    const { simpul, store } = this;
    if (!simpul) return "";
    const parent = store.get(store.parent(this.key));
    return JSON.stringify([store.pohon.tahap, store.pohon.boleh_ubah, simpul.jenis, simpul.metode === "empat_m", Boolean(simpul.hubungan), parent?.pernyataan,
      kindsFor(store, this.key), Boolean(simpul.crosscutting?.length), simpul.draft]);
  }

  refresh() {
    for (const field of this.fields) field.refresh();
    this.crosscutting?.refresh();
    this.#drawFindings();
    this.#drawSummary();
  }

  flush() {
    for (const field of this.fields) field.flush();
    this.crosscutting?.flush();
  }

  /** Show a refusal beside its field: {medan: "faktor_penyebab" | "crosscutting.0.mitra", pesan}; true when it found one. */
  fail(op, medan, pesan) {
    if (medan.startsWith("crosscutting.")) return this.crosscutting?.fail(op, medan, pesan) ?? false;
    const field = this.fields.find(({ path }) => path === medan);
    field?.fail(pesan, op.data[medan]);
    return Boolean(field);
  }
}
