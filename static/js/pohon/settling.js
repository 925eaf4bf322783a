/**
 * What settles a finding, at hand where the finding is shown. The server names the act with the rule (`penyelesai`, lib/aturan.py):
 * turunan, operasional, sisipkan, pernyataan, indikator, indikator_baru, isi:<field>, bagian:<tab>, dasar, tinjauan.
 *
 *   settling.actsOf(finding) -> [{text, act} | {text, href}]
 */
import { CommandPart } from "./command-part.js";
import { KIND_NAMES, childKinds, kindsFor, lowerKind, usualLevel, whyNotChild, whyNotKind, whyNotWrite } from "./rules.js";

const FIELDS = { level_kinerja: "Pilih level kinerja", hubungan: "Jawab hubungannya", faktor_penyebab: "Isi faktor penyebab", crosscutting: "Buka crosscutting", bobot: "Nilai kepentingannya", sifat: "Pilih sifat CSF", metode: "Pilih metodenya" };

export class Settling extends CommandPart {
  /** `open(tab, path)` shows a tab of the panel and its field, `basis` and `review` are the addresses of the pages of the outcome's basis and of the reviews, `flush()` draws at once, `reasons` (reasons.js) leaves a finding as it is. */
  actsOf(finding) {
    return [...this.#settlersOf(finding), ...this.reasons.actsOf(finding)];
  }

  #settlersOf({ penyelesai: name = "", simpul }) {
    const { store } = this;
    if (name === "dasar") return [{ text: "Buka dasar outcome", href: this.basis }];
    if (name === "tinjauan") return [{ text: "Buka tinjauan", href: this.review }];
    const key = simpul === null ? null : store.keyOf(simpul);
    if (key === null || !store.has(key)) return [];
    const [what, which] = name.split(":");
    if (what === "bagian") return [this.#at(key, `Buka ${which}`, () => this.open(which))];
    if (whyNotWrite(store)) return [];
    const acts = { turunan: "more", operasional: "down", sisipkan: "between", pernyataan: "reword", isi: "field", indikator: "measure", indikator_baru: "measure" };
    return acts[what] ? this[acts[what]](key, which ?? what) : [];
  }

  /** An act at a simpul: the view goes there first. */
  #at(key, text, act) {
    return {
      text,
      act: () => {
        this.store.reveal(key);
        this.store.setFocus(key);
        act();
        this.flush(); // whoever types on at once types into the new field
      },
    };
  }

  more(key) {
    const [kind] = childKinds(this.store.get(key).jenis);
    if (whyNotChild(this.store, key)) return [];
    return [this.#at(key, `Tambah ${lowerKind(kind)}`, () => this.commands.writing.addChild(key))];
  }

  down(key) {
    const { store, commands } = this;
    if (whyNotKind(store, "operasional")) return [];
    const add = this.#at(key, "Tambah kondisi operasional", () => commands.writing.addChild(key, "operasional"));
    const become = this.#at(key, "Jadikan kondisi operasional", () => commands.setKind(key, "operasional"));
    return [store.get(key).jenis !== "outcome" && add, kindsFor(store, key).includes("operasional") && become].filter(Boolean);
  }

  between(key) {
    return [this.#at(key, `Sisipkan ${KIND_NAMES.antara.toLowerCase()}`, () => this.commands.writing.addAbove(key, "antara"))];
  }

  reword(key) {
    return [this.#at(key, "Sunting pernyataan", () => this.commands.writing.editTitle(key))];
  }

  field(key, path) {
    const go = this.#at(key, FIELDS[path] ?? "Lengkapi isian", () => this.open("simpul", path));
    return path === "level_kinerja" ? [this.#usual(key), go].filter(Boolean) : [go];
  }

  /** The level a simpul of its kind usually has, where that is not what it has. */
  #usual(key) {
    const { store } = this;
    const { jenis, level_kinerja: now } = store.get(key);
    const parent = store.parent(key);
    const level = parent === null ? now : usualLevel(store, jenis, parent);
    if (level === now) return null;
    const label = this.choices.label("simpul", "level_kinerja", level);
    return this.#at(key, `Jadikan ${label.split("/")[0].toLowerCase()}`, () => this.commands.setFields(key, { level_kinerja: level }, { label: "Ubah level kinerja" }));
  }

  measure(key, name) {
    const fresh = name === "indikator_baru";
    return [this.#at(key, fresh ? "Tambah indikator" : "Lengkapi indikator", () => this.open("indikator", fresh ? "baru" : ""))];
  }
}
