/**
 * One labelled field of the panel that saves itself: 800 ms after the last key, and at once when it is left.
 *
 *   new Field({path: "faktor_penyebab", label: "Faktor penyebab", kind: "area", read: () => …, save: (value) => …, writable})
 *
 * `holds(true)` and `holds(false)` are called when typing begins and ends: what others write in the field meanwhile waits.
 * kind: text, area, number, choice (choices: [[value, label]]), radio. `path` is what the server calls it in an error. A field with
 * an error keeps what was typed until it is right. Where writing is not allowed only the value is shown.
 */
import { el, number, uniqueId } from "../dom.js";

const IDLE = 800;

export class Field {
  #timer = null;
  #dirty = false;

  constructor(options) {
    Object.assign(this, { kind: "text", choices: [], writable: true, help: "", wide: true, required: false }, options);
    this.id = uniqueId("ed-field");
    this.element = this.writable ? this.#editable() : this.#shown();
    this.refresh();
  }

  #shown() {
    this.input = el("p", { class: "ed-value" });
    return el("div", { class: "ed-field" }, el("span", { class: "ed-label" }, this.label), this.input);
  }

  #editable() {
    this.error = el("p", { class: "galat-medan", id: `${this.id}-error`, hidden: true });
    const label = this.kind === "radio" ? null
      : el("label", { class: "ed-label", for: this.id }, this.label, this.required && el("span", { class: "tanda-wajib", "aria-hidden": "true" }, " *"));
    const body = this.kind === "radio" ? this.#radios() : this.#input();
    return el("div", { class: `ed-field${this.wide ? "" : " ed-field-narrow"}`, "data-path": this.path }, label, body,
      this.help && el("p", { class: "form-text" }, this.help), this.error);
  }

  #input() {
    const shared = { id: this.id, "aria-describedby": `${this.id}-error`, "aria-required": this.required ? "true" : null };
    if (this.kind === "choice") {
      this.input = el("select", { ...shared, class: "form-select form-select-sm" }, this.choices.map(([value, text]) => el("option", { value }, text)));
    } else if (this.kind === "area") {
      this.input = el("textarea", { ...shared, class: "form-control form-control-sm", rows: this.rows ?? 2 });
    } else {
      this.input = el("input", { ...shared, class: "form-control form-control-sm", type: "text", inputmode: this.kind === "number" ? "decimal" : null, autocomplete: "off" });
    }
    this.input.addEventListener(this.kind === "choice" ? "change" : "input", () => this.#typed());
    this.input.addEventListener("blur", () => this.flush());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing && this.kind !== "area" && this.kind !== "choice") this.flush();
    });
    return this.input;
  }

  #radios() {
    this.input = el("div", { class: "ed-radios", role: "radiogroup", "aria-labelledby": `${this.id}-label` });
    for (const [value, text] of this.choices) {
      const id = uniqueId("ed-radio");
      const radio = el("input", { type: "radio", name: this.id, id, value, class: "btn-check" });
      radio.addEventListener("change", () => this.#typed());
      radio.addEventListener("click", () => {
        if (this.shownValue !== value) return;
        radio.checked = false;
        this.#typed();
      });
      this.input.append(radio, el("label", { for: id, class: `ed-radio ed-radio-${value}` }, text));
    }
    return el("div", {}, el("span", { class: "ed-label", id: `${this.id}-label` }, this.label), this.input);
  }

  get value() {
    if (this.kind === "radio") return this.input.querySelector(":checked")?.value ?? "";
    return this.kind === "choice" ? this.input.value : this.input.value.trim();
  }

  #put(value) {
    if (this.kind === "radio") {
      for (const radio of this.input.querySelectorAll("input")) radio.checked = radio.value === value;
    } else this.input.value = value;
    this.#grow();
  }

  #grow() {
    if (this.kind !== "area" || !this.input.isConnected) return;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, 320)}px`;
  }

  #typed() {
    if (!this.#dirty) this.holds?.(true);
    this.#dirty = true;
    this.#grow();
    clearTimeout(this.#timer);
    if (this.kind === "choice" || this.kind === "radio") this.flush();
    else this.#timer = setTimeout(() => this.flush(), IDLE);
  }

  /** Save what was typed, if anything was. */
  flush() {
    clearTimeout(this.#timer);
    if (!this.#dirty) return;
    this.#dirty = false;
    const { value } = this;
    if (value !== this.shownValue || this.hasError) {
      this.#clearError();
      this.shownValue = value;
      this.save(value, this);
    }
    this.holds?.(false);
  }

  /** Show what the store holds now, unless somebody is typing here or an error stands. */
  refresh() {
    const value = this.kind === "number" ? number(this.read()) : String(this.read() ?? "");
    if (!this.writable) {
      const text = this.choices.length ? (this.choices.find(([key]) => String(key) === value)?.[1] ?? "") : value;
      this.input.textContent = value ? text : "–";
      return;
    }
    if (this.hasError || this.#dirty) return;
    if (this.shownValue !== value || this.value !== value) this.#put(value);
    this.shownValue = value;
  }

  /** To be called once the field is in the page: long text shows whole. */
  settle() {
    if (this.writable) this.#grow();
  }

  get hasError() {
    return Boolean(this.error && !this.error.hidden);
  }

  /** Show a sentence beside the field and the text it is about. */
  fail(sentence, typed) {
    if (typed !== undefined && !this.#dirty) this.#put(String(typed ?? ""));
    this.error.textContent = sentence;
    this.error.hidden = false;
    for (const input of this.kind === "radio" ? this.input.querySelectorAll("input") : [this.input]) input.setAttribute("aria-invalid", "true");
  }

  #clearError() {
    if (!this.error || this.error.hidden) return;
    this.error.hidden = true;
    this.input.removeAttribute("aria-invalid");
  }
}

/** For `holds`: tells the store that somebody types in the field `name` of a simpul. */
export function holder(store, key, name) {
  const on = {};
  return (begins) => store.emit("typing", { key, name: begins ? name : null, on });
}

/** The choices of a list with an empty one in front. */
export function withEmpty(choices, text = "–") {
  return [["", text], ...choices];
}

/** Units as choices, indented by their depth. */
export function unitChoices(choices, text = "–") {
  return withEmpty(choices.units.map(({ id, nama, dalam }) => [String(id), `${"\u2003".repeat(dalam)}${nama}`]), text);
}
