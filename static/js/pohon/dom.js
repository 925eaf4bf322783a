/** Small helpers for building elements. Text always goes in as text, never as markup. */

/** Make an element: `el("button", {class: "btn", onclick: act, disabled: false}, "Simpan")`; false and null are left out. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

let numbers = 0;

export function uniqueId(prefix) {
  numbers += 1;
  return `${prefix}-${numbers}`;
}

const FORMAT = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 4 });

/** Write a number as Indonesians do; text that is no number stays as typed. */
export function number(value) {
  if (value === "" || value === null || value === undefined) return "";
  return typeof value === "number" ? FORMAT.format(value) : String(value);
}

/** A time of day as on Indonesian clocks: 10.32. */
export function clock(time) {
  const date = new Date(time);
  return `${String(date.getHours()).padStart(2, "0")}.${String(date.getMinutes()).padStart(2, "0")}`;
}

export function clip(text, length = 60) {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}

/** Run once per frame however often it is asked for; `.flush()` runs at once what is asked for and not yet done. */
export function everyFrame(work) {
  let asked = false;
  const run = () => {
    if (!asked) return;
    asked = false;
    work();
  };
  const ask = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(run);
  };
  ask.flush = run;
  return ask;
}

/** Whether keys belong to a field, dialog or menu and not to the tree. */
export function isTyping(target) {
  return Boolean(target.closest?.("input, textarea, select, [contenteditable], dialog, [role=menu]"));
}
