/**
 * The preview of what is pasted: what each column was taken for (and may be changed to), the rows as a tree, and what is wrong in
 * which row. Resolves with the rows of plan.js, or null.
 */
import { ask } from "../dialog.js";
import { el, uniqueId } from "../dom.js";
import { KIND_NAMES } from "../rules.js";
import { parseIndented } from "../text/indented.js";
import { KINDS, detect, notesOf } from "./columns.js";
import { planOf } from "./plan.js";
import { rowsOf } from "./rows.js";
import { isTable, parseCells } from "./table.js";

const MOST_SHOWN = 300;
const IDLE = 250;

export function previewPaste({ text, store, parent, name }) {
  const preview = new Preview({ store, parent });
  const id = uniqueId("ed-paste");
  const field = el("textarea", { id, class: "form-control form-control-sm ed-paste-text", rows: text ? 3 : 8, spellcheck: "false", wrap: "off" });
  field.value = text;
  let timer = null;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => preview.take(field.value), IDLE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.shiftKey) return;
    event.preventDefault(); // a tab belongs to the text; Esc closes, Shift+Tab leaves the field
    field.setRangeText("\t", field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input"));
  });
  const answer = ask({
    title: "Tempel dari Excel atau teks", wide: true, focus: text ? null : field,
    body: [
      el("p", {}, `Baris-baris ini akan ditambahkan di bawah “${name}”.`),
      el("label", { for: id, class: "form-label" }, "Teks yang ditempel: tabel dari Excel, atau teks berjorok (tab, spasi, butir, atau kode 1.2.3)"),
      field, preview.element,
    ],
    buttons: [{ text: "Batal", value: "no" }, { text: "Tambahkan", value: "yes", kind: "primary" }],
  });
  preview.button = preview.element.closest("dialog").querySelector('[data-answer="yes"]');
  preview.take(text);
  return answer.then((value) => {
    clearTimeout(timer);
    return value === "yes" && !preview.plan.blocked ? preview.plan.rows : null;
  });
}

class Preview {
  constructor({ store, parent }) {
    Object.assign(this, { store, parent });
    this.columns = el("div", { class: "ed-paste-columns" });
    this.leaves = el("input", { type: "checkbox" });
    this.leaves.addEventListener("change", () => this.#draw());
    this.notes = el("ul", { class: "ed-paste-notes" });
    this.summary = el("p", { class: "ed-paste-summary", role: "status" });
    this.list = el("div", { class: "ed-paste-rows", tabindex: "0", role: "region", "aria-label": "Pratinjau baris" });
    this.element = el("div", {}, this.summary, this.notes, this.columns,
      el("label", { class: "ed-check" }, this.leaves, " Simpul terbawah di bawah kondisi antara menjadi kondisi operasional"),
      this.list);
  }

  /** Read a text afresh. */
  take(text) {
    this.text = text;
    this.years = this.store.pohon.periode?.tahun ?? [];
    this.cells = isTable(text) ? parseCells(text) : null;
    this.found = this.cells && this.#keeping(detect(this.cells, this.years));
    this.#drawColumns(this.years);
    this.#draw();
  }

  /** What the person said of the columns holds while the same table is mended. */
  #keeping(found) {
    if (this.chosen?.heads.join("\t") !== found.heads.join("\t")) this.chosen = { heads: found.heads, kinds: new Map() };
    return { ...found, kinds: found.kinds.map((kind, i) => this.chosen.kinds.get(i) ?? kind) };
  }

  #rows() {
    if (this.cells) return rowsOf(this.cells, this.found.kinds, this.found);
    return parseIndented(this.text).map(({ note, ...row }) => ({ ...row, jenis: "", indikator: [], problems: note ? [{ error: false, text: note }] : [] }));
  }

  #draw() {
    this.plan = planOf(this.#rows(), this.store, this.parent, { leaves: this.leaves.checked });
    const { rows, general, simpul, indikator, blocked } = this.plan;
    const notes = [...(this.cells ? notesOf(this.cells, this.found, this.years) : []), ...this.plan.notes];
    this.notes.replaceChildren(...notes.map((sentence) => el("li", {}, "▲ ", sentence)));
    const wrong = rows.filter(({ problems }) => problems.some(({ error }) => error)).length;
    const counts = `${simpul.toLocaleString("id-ID")} simpul${indikator ? ` dan ${indikator.toLocaleString("id-ID")} indikator` : ""} akan ditambahkan.`;
    this.summary.textContent = this.text.trim() === "" ? "Tempel atau ketik dahulu." : [...general, wrong ? `${wrong} baris harus dibetulkan dahulu.` : "", blocked ? "" : counts].filter(Boolean).join(" ");
    this.summary.classList.toggle("ed-missing", blocked && this.text.trim() !== "");
    if (this.button) this.button.disabled = blocked;
    const shown = rows.slice(0, MOST_SHOWN);
    this.list.replaceChildren(...shown.map((row) => this.#row(row)));
    if (rows.length > shown.length) this.list.append(el("p", { class: "ed-later" }, `… dan ${(rows.length - shown.length).toLocaleString("id-ID")} baris lagi.`));
    for (const row of rows.slice(MOST_SHOWN)) if (row.problems.some(({ error }) => error)) this.list.append(this.#row(row));
  }

  #row({ line, depth, text, jenis, indikator, problems }) {
    const box = el("div", { class: "ed-paste-row" },
      el("small", { class: "ed-paste-line" }, `baris ${line}`),
      el("div", {}, el("span", { class: "ed-paste-kind" }, KIND_NAMES[jenis] ?? ""), " ", text || "(kosong)",
        indikator.map(({ nama, satuan, target }) => el("small", { class: "ed-paste-part" },
          `Indikator: ${nama}${satuan ? ` (${satuan})` : ""}${Object.keys(target).length ? ` · target ${Object.entries(target).map(([year, value]) => `${year}: ${value}`).join(", ")}` : ""}`)),
        problems.map(({ error, text: sentence }) => el("small", { class: error ? "ed-paste-error" : "ed-paste-warning" }, `${error ? "●" : "▲"} ${sentence}`))));
    box.style.setProperty("--ed-depth", Math.min(depth, 8));
    return box;
  }

  #drawColumns(years) {
    this.columns.hidden = !this.cells;
    if (!this.cells) return;
    const choices = [["", "(tidak dipakai)"], ...Object.entries(KINDS), ...years.map((year) => [`target:${year}`, `Target ${year}`])];
    this.columns.replaceChildren(...this.found.kinds.map((kind, i) => {
      const head = this.found.heads[i].trim() || `Kolom ${i + 1}`;
      const known = choices.some(([value]) => value === kind) ? choices : [...choices, [kind, `Target ${kind.slice(7)} (di luar periode)`]];
      const id = uniqueId("ed-column");
      const select = el("select", { id, class: "form-select form-select-sm" }, known.map(([value, label]) => el("option", { value, selected: value === kind }, label)));
      select.addEventListener("change", () => {
        this.found.kinds[i] = select.value;
        this.chosen.kinds.set(i, select.value);
        this.#draw();
      });
      return el("div", {}, el("label", { for: id, title: head }, head), select);
    }));
  }
}
