/**
 * What indicators and crosscutting marks share: a list of parts of one simpul, each part a group of self-saving fields. A new
 * part stays here until it has what the server demands (`ready`), then it is sent whole.
 */
import { el } from "../dom.js";
import { newKey } from "../emitter.js";
import { Field, holder } from "./field.js";

const drafts = new Map();

export class PartList {
  /** `name` is the field of the simpul: indikator or crosscutting. */
  constructor({ key, store, choices, commands }, name) {
    Object.assign(this, { key, store, choices, commands, name });
    this.groups = new Map();
    this.box = el("div", { class: "ed-parts" });
  }

  get parts() {
    return this.store.get(this.key)?.[this.name] ?? [];
  }

  part(kunci) {
    return this.draft?.kunci === kunci ? this.draft : this.parts.find((part) => part.kunci === kunci);
  }

  get draft() {
    return drafts.get(`${this.name} ${this.key}`) ?? null;
  }

  set draft(part) {
    if (part) drafts.set(`${this.name} ${this.key}`, part);
    else drafts.delete(`${this.name} ${this.key}`);
  }

  /** Fields of one part go through here, so that errors find them. */
  field(kunci, path, label, options = {}) {
    const field = new Field({
      path, label, writable: this.writable, holds: holder(this.store, this.key, this.name),
      read: () => this.read(this.part(kunci) ?? {}, path),
      save: (value) => this.save(kunci, path, options.send ? options.send(value) : value),
      ...options,
    });
    this.groups.get(kunci).fields.push(field);
    return field.element;
  }

  read(part, path) {
    const [name, year] = path.split(".");
    return (year ? part[name]?.[year] : part[name]) ?? "";
  }

  save(kunci, path, value) {
    const [name, year] = path.split(".");
    const change = year ? { [name]: { [year]: value } } : { [name]: value };
    const { draft } = this;
    if (draft?.kunci !== kunci) {
      this.run([{ kunci, ...change }], `Ubah ${this.word}`, `part:${kunci}:${path}`);
      return;
    }
    Object.assign(draft, year ? { [name]: { ...draft[name], ...change[name] } } : change);
    if (!this.ready(draft)) return;
    this.draft = null;
    this.run([{ ...draft }], `Tambah ${this.word}`);
  }

  run(changes, label, merge = null) {
    this.commands.setFields(this.key, { [this.name]: changes }, { label, merge });
  }

  add(fresh) {
    if (!this.draft) this.draft = { kunci: newKey("p"), ...fresh };
    const { kunci } = this.draft;
    this.refresh();
    this.groups.get(kunci)?.fields[0]?.input.focus();
  }

  remove(kunci) {
    if (this.draft?.kunci === kunci) {
      this.draft = null;
      this.refresh();
      return;
    }
    if (!this.part(kunci)) return; // a second click
    this.groups.get(kunci)?.fields.forEach((field) => field.flush());
    const entry = this.commands.history.run(`Hapus ${this.word}`, [{ jenis: "ubah", key: this.key, data: { [this.name]: [{ kunci, hapus: true }] } }]);
    const word = this.word[0].toUpperCase() + this.word.slice(1);
    this.commands.offer(`${word} dihapus.`, "Urungkan", () => this.commands.history.undoEntry(entry));
  }

  /** Make groups for new parts, drop those of gone ones, bring the rest up to date. */
  refresh() {
    const wanted = [...this.parts, this.draft].filter(Boolean).map(({ kunci }) => kunci);
    for (const [kunci, { element }] of this.groups) {
      if (wanted.includes(kunci)) continue;
      element.remove();
      this.groups.delete(kunci);
    }
    for (const kunci of wanted) {
      if (!this.groups.has(kunci)) {
        const group = { fields: [], element: null };
        this.groups.set(kunci, group);
        group.element = this.build(kunci);
        this.box.append(group.element);
        group.fields.forEach((field) => field.settle());
      }
      this.groups.get(kunci).fields.forEach((field) => field.refresh());
      this.groups.get(kunci).redraw?.();
    }
    this.after?.();
  }

  flush() {
    for (const { fields } of this.groups.values()) for (const field of fields) field.flush();
  }

  /** medan is "indikator.0.target.2026": the number counts within the operation. A refused new part is a draft again. */
  fail(op, medan, pesan) {
    const [, index, ...rest] = medan.split(".");
    const change = op.data[this.name]?.[Number(index)];
    if (!change || change.hapus) return false;
    const known = this.parts.some((part) => part.kunci === change.kunci);
    if (!known && !this.draft) {
      this.draft = { ...change };
      this.refresh();
    }
    const fields = this.groups.get(change.kunci)?.fields ?? [];
    const field = fields.find(({ path }) => path === rest.join(".")) ?? fields[0];
    field?.fail(pesan, this.read(change, field.path));
    return Boolean(field);
  }
}
