/**
 * Which columns are on screen: those of the tree's stage that this person has not switched off, and of these the ones near the visible
 * part. Remembered per browser.
 */
import { readSetting, writeSetting } from "../settings.js";
import { TITLE } from "./columns.js";

const SETTING = "pokin:kolom-kerangka";
const HIDDEN_AT_FIRST = ["kondisi_akhir"];
const MARGIN = 240;

export class ColumnSet {
  #shown = null;

  constructor(all, store) {
    this.all = all;
    this.store = store;
    const saved = readSetting(SETTING);
    this.hidden = new Set(saved === null ? HIDDEN_AT_FIRST : saved.split(" ").filter(Boolean));
    store.on("pohon", () => { this.#shown = null; });
  }

  get shown() {
    this.#shown ??= this.#possible.filter(({ group }) => !this.hidden.has(group));
    return this.#shown;
  }

  get #possible() {
    return this.all.filter(({ stage }) => this.store.pohon.tahap >= stage);
  }

  /** What may be switched off at this stage: [{group, title, on}]. */
  get groups() {
    const found = new Map();
    for (const { id, group, title } of this.#possible) {
      if (id !== TITLE && !found.has(group)) found.set(group, group === "target" ? "Target per tahun" : title);
    }
    return [...found].map(([group, title]) => ({ group, title, on: !this.hidden.has(group) }));
  }

  toggle(group, on) {
    if (on) this.hidden.delete(group);
    else this.hidden.add(group);
    writeSetting(SETTING, [...this.hidden].join(" "));
    this.#shown = null;
  }

  at(id) {
    return this.shown.findIndex((column) => column.id === id);
  }

  /** Widths for a view of `room` px, the statement's (at least its own width, or `least`) taking what is left: {widths, lefts, total}. */
  measure(room, least) {
    const widths = this.shown.map(({ width }) => width);
    const others = widths.slice(1).reduce((sum, width) => sum + width, 0);
    widths[0] = Math.max(least || widths[0], room - others);
    let total = 0;
    const lefts = widths.map((width) => {
      total += width;
      return total - width;
    });
    return { widths, lefts, total };
  }

  /** The columns to be in the document: the statement, those near the visible part, and `keep`. */
  near({ widths, lefts }, scrolled, room, keep) {
    const first = scrolled + widths[0] - MARGIN;
    const last = scrolled + room + MARGIN;
    return this.shown.flatMap((column, i) =>
      (i === 0 || column.id === keep || (lefts[i] + widths[i] > first && lefts[i] < last) ? [{ column, at: i }] : []));
  }
}
