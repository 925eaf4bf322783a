/**
 * Questions in a <dialog>: confirm, a list of sentences, and a searchable list to pick from.
 * Each returns a promise; Esc and the close button answer null. The focus returns to where it was.
 */
import { el, uniqueId } from "./dom.js";

/** Show a dialog with buttons [{text, value, kind}]; resolves with the value of the button or null. */
export function ask({ title, body, buttons, wide = false, focus = null }) {
  const id = uniqueId("dialog");
  const before = document.activeElement;
  return new Promise((resolve) => {
    const box = el("dialog", { class: `ed-dialog${wide ? " ed-dialog-wide" : ""}`, "aria-labelledby": id });
    /* At once, not with the event that comes later: a key pressed right after the answer finds the question gone. */
    const close = (value) => {
      if (!box.isConnected) return;
      box.close();
      box.remove();
      if (before?.isConnected && !document.querySelector("dialog[open]")) before.focus({ preventScroll: true });
      resolve(value);
    };
    box.append(
      el("div", { class: "ed-dialog-head" },
        el("h2", { id }, title),
        el("button", { type: "button", class: "btn-close", "aria-label": "Tutup", onclick: () => close(null) })),
      el("div", { class: "ed-dialog-body" }, body),
      el("div", { class: "ed-dialog-foot" }, buttons.map(({ text, value, kind = "outline-secondary" }) =>
        el("button", { type: "button", class: `btn btn-${kind}`, "data-answer": value, onclick: () => close(value) }, text))),
    );
    box.addEventListener("close", () => close(null));
    box.addEventListener("keydown", (event) => event.stopPropagation());
    document.body.append(box);
    box.showModal();
    (focus ?? box.querySelector(".ed-dialog-foot .btn:last-child"))?.focus();
  });
}

export async function confirm({ title, text, yes = "Lanjutkan", danger = false }) {
  const answer = await ask({
    title,
    body: [].concat(text).map((line) => el("p", {}, line)),
    buttons: [
      { text: "Batal", value: "no" },
      { text: yes, value: "yes", kind: danger ? "danger" : "primary" },
    ],
  });
  return answer === "yes";
}

export function tell({ title, lines, intro = "" }) {
  const list = lines.length > 1 ? el("ul", {}, lines.map((line) => el("li", {}, line))) : el("p", {}, lines[0] ?? "");
  return ask({
    title,
    body: [intro && el("p", {}, intro), list],
    buttons: [{ text: "Mengerti", value: "ok", kind: "primary" }],
  });
}

/**
 * Pick one of `options` [{value, text, depth, hint}] by typing part of it; resolves with the value or null.
 */
export function pick({ title, label, options, yes, empty }) {
  const listId = uniqueId("pick");
  const input = el("input", {
    class: "form-control", type: "search", role: "combobox", "aria-expanded": "true", "aria-controls": listId,
    "aria-autocomplete": "list", autocomplete: "off", id: `${listId}-input`,
  });
  const list = el("ul", { class: "ed-pick", role: "listbox", id: listId, "aria-label": label });
  let shown = [];
  let at = 0;
  const mark = () => {
    [...list.children].forEach((item, i) => {
      const on = shown.length > 0 && i === at;
      item.setAttribute("aria-selected", String(on));
      if (on) {
        item.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", item.id);
      }
    });
  };
  const answer = () => {
    const button = list.closest("dialog").querySelector('[data-answer="chosen"]');
    if (shown.length) button.click();
  };
  const draw = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = options.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)));
    at = 0;
    list.replaceChildren(...shown.map((option, i) => {
      const item = el("li", { role: "option", id: `${listId}-${i}`, class: `ed-pick-item ed-deep-${Math.min(option.depth ?? 0, 8)}` },
        el("span", {}, option.text), option.hint ? el("small", {}, option.hint) : null);
      item.addEventListener("click", () => { at = i; mark(); });
      item.addEventListener("dblclick", answer);
      return item;
    }));
    if (!shown.length) list.append(el("li", { class: "ed-pick-empty" }, empty ?? "Tidak ada yang cocok."));
    mark();
  };
  input.addEventListener("input", draw);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      at = Math.max(0, Math.min(shown.length - 1, at + step));
      mark();
    } else if (event.key === "Enter") answer();
    else return;
    event.preventDefault();
  });
  draw();
  const asked = ask({
    title,
    wide: true,
    focus: input,
    body: [el("label", { for: `${listId}-input`, class: "form-label" }, label), input, list],
    buttons: [{ text: "Batal", value: "no" }, { text: yes, value: "chosen", kind: "primary" }],
  });
  return asked.then((value) => (value === "chosen" && shown[at] ? shown[at].value : null));
}
