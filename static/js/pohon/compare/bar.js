/** What stands over the comparison: from which version to which, and how much differs, by kind, to see only that. */
import { el, uniqueId } from "../dom.js";
import { KINDS } from "./diff.js";
import { FACES } from "./entry.js";
import { NOW } from "./versions.js";

export class CompareBar {
  /** `pick({from, to})` and `filter(kind)` hear what the reader chooses. */
  constructor({ pick, filter, choices }) {
    Object.assign(this, { pick, choices });
    this.from = this.#selector("Dari");
    this.to = this.#selector("Ke");
    this.swap = el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", title: "Tukar Dari dan Ke", onclick: () => pick({ from: this.to.value, to: this.from.value }) }, "⇄ Tukar");
    this.print = el("button", { type: "button", class: "btn btn-outline-secondary btn-sm bd-print", onclick: () => print() }, "Cetak");
    this.filters = el("div", { class: "bd-filters", role: "group", "aria-label": "Saring perbedaan" });
    this.filters.addEventListener("click", (event) => {
      const { kind } = event.target.closest("[data-kind]")?.dataset ?? {};
      if (kind) filter(kind);
    });
    this.element = el("div", { class: "bd-bar" },
      el("div", { class: "bd-pair" }, this.from.parentElement, this.swap, this.to.parentElement, this.print), this.filters);
  }

  #selector(label) {
    const id = uniqueId("bd-side");
    const select = el("select", { class: "form-select form-select-sm", id });
    select.addEventListener("change", () => this.pick({ from: this.from.value, to: this.to.value }));
    el("div", { class: "bd-side" }, el("label", { for: id }, label), select);
    return select;
  }

  /** The words for one side: "Versi 2 · Disetujui · 3 Jan 2026 10.32 · Rina". */
  nameOf(list, value) {
    if (value === NOW) return "Sekarang";
    const one = list.find(({ nomor }) => String(nomor) === value);
    return [one.nama, this.choices.label("pohon", "status", one.status), one.kapan, one.oleh].join(" · ");
  }

  drawSides(list, { from, to }) {
    const values = [NOW, ...list.map(({ nomor }) => String(nomor))];
    const print = JSON.stringify([values, list]);
    for (const [select, value] of [[this.from, from], [this.to, to]]) {
      if (print !== this.printed) select.replaceChildren(...values.map((one) => new Option(this.nameOf(list, one), one)));
      select.value = value;
      select.title = this.nameOf(list, value);
    }
    this.printed = print;
  }

  /** Show how many differ; a kind of which there are none cannot be chosen. Without counts nothing is shown. */
  drawCounts(counts, filter) {
    const held = this.filters.contains(document.activeElement) ? document.activeElement.dataset.kind : null;
    const button = (kind, words) => el("button", {
      type: "button", class: `bd-filter bd-filter-${kind}`, "data-kind": kind, "aria-pressed": String(filter === kind), disabled: kind !== "semua" && counts[kind] === 0,
    }, words, " ", el("b", {}, String(counts[kind])));
    this.filters.hidden = !counts?.semua;
    this.filters.replaceChildren(...(counts ? [
      button("semua", "Semua"),
      ...KINDS.map((kind) => button(kind, [el("span", { "aria-hidden": "true" }, `${FACES[kind].sign} `), FACES[kind].word])),
    ] : []));
    if (held) this.filters.querySelector(`[data-kind="${held}"]`)?.focus();
  }
}
