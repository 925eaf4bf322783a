/**
 * The bar over the matrix: which columns, of which document or unit, how many on either side are empty, and whether only those are shown.
 */
import { el, number } from "../dom.js";
import { WORDS } from "./words.js";

export class MatrixBar {
  #print = "";

  /** `on`: {part(kunci), group(id or null), rows(only), columns(only)}. */
  constructor(parts, on) {
    this.parts = parts.map(({ kunci, judul }) => el("button", {
      type: "button", class: "mx-part", "data-part": kunci, onclick: () => on.part(kunci),
    }, judul));
    this.group = el("select", { class: "ed-tool mx-group" });
    this.group.addEventListener("change", () => on.group(this.group.value === "" ? null : Number(this.group.value)));
    this.rows = el("button", { type: "button", class: "mx-empties", "data-only": "rows", onclick: () => on.rows(this.rows.getAttribute("aria-pressed") !== "true") });
    this.columns = el("button", { type: "button", class: "mx-empties", "data-only": "columns", onclick: () => on.columns(this.columns.getAttribute("aria-pressed") !== "true") });
    this.only = el("div", { class: "mx-only", role: "group", "aria-label": "Hanya yang kosong" }, el("span", { "aria-hidden": "true" }, "Hanya yang kosong:"), this.rows, this.columns);
    this.element = el("div", { class: "mx-bar" }, el("div", { class: "mx-parts", role: "group", "aria-label": "Kolom matriks" }, this.parts), this.group, this.only);
  }

  /** `state`: {kunci, groups, group, rows: {count, only}, columns: {count, only}}; without `rows` there is nothing to count yet. */
  show(state) {
    const print = JSON.stringify(state);
    if (print === this.#print) return;
    this.#print = print;
    const { kunci, groups, group, rows, columns } = state;
    const words = WORDS[kunci];
    for (const part of this.parts) part.setAttribute("aria-pressed", String(part.dataset.part === kunci));
    this.#showGroups(words, groups, group);
    this.only.hidden = !rows;
    if (!rows) return;
    empties(this.rows, rows, `simpul ${words.rowEmpty}`);
    empties(this.columns, columns, `${words.column} ${words.columnEmpty}`);
  }

  #showGroups(words, groups, group) {
    this.group.hidden = groups.length < 2;
    this.group.setAttribute("aria-label", words.group);
    this.group.replaceChildren(new Option(words.allGroups, ""), ...groups.map(({ id, nama }) => new Option(nama, id)));
    this.group.value = group === null ? "" : String(group);
  }
}

function empties(button, { count, only }, words) {
  button.setAttribute("aria-pressed", String(only));
  button.disabled = count === 0 && !only;
  button.classList.toggle("mx-some", count > 0);
  button.textContent = `${count ? "∅" : "✓"} ${number(count)} ${words}`;
}
