/**
 * A popup menu at a button or a point: openMenu({items: [{text, keys, act, why, danger} | null], at: element | {x, y}, label}).
 * null draws a line; `why` is the reason why an item cannot be used now: it is shown, and said when it is chosen.
 */
import { el } from "./dom.js";

let open = null;

function closeMenu() {
  open?.close();
}

export function openMenu({ items, at, label, say }) {
  closeMenu();
  const before = document.activeElement;
  const menu = el("div", { class: "ed-menu", role: "menu", "aria-label": label });
  const close = ({ refocus = true } = {}) => {
    if (open?.menu !== menu) return;
    open = null;
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", close);
    if (refocus && before?.isConnected) before.focus({ preventScroll: true });
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close({ refocus: false });
  };
  for (const item of items) {
    if (!item) {
      menu.append(el("hr", {}));
      continue;
    }
    const button = el("button", {
      type: "button", role: "menuitem", tabindex: "-1", "aria-disabled": item.why ? "true" : null,
      title: item.why || null, class: item.danger ? "ed-danger" : null,
    }, el("span", {}, item.text), item.keys ? el("kbd", {}, item.keys) : null);
    button.addEventListener("click", () => {
      close();
      if (item.why) say(item.why);
      else item.act();
    });
    menu.append(button);
  }
  menu.addEventListener("keydown", (event) => keys(event, menu, close));
  document.body.append(menu);
  open = { menu, close };
  place(menu, at);
  menu.querySelector("button").focus({ preventScroll: true });
  document.addEventListener("pointerdown", outside, true);
  addEventListener("resize", close);
}

function keys(event, menu, close) {
  const buttons = [...menu.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const go = { ArrowDown: at + 1, ArrowUp: at - 1 + buttons.length, Home: 0, End: buttons.length - 1 }[event.key];
  event.stopPropagation();
  if (go !== undefined) buttons[go % buttons.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else {
    const letter = event.key.length === 1 ? event.key.toLowerCase() : null;
    const found = letter && [...buttons.slice(at + 1), ...buttons].find((b) => b.textContent.toLowerCase().startsWith(letter));
    if (!found) return;
    found.focus();
  }
  event.preventDefault();
}

function place(menu, at) {
  const spot = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y };
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(spot.left, innerWidth - width - 8));
  const below = spot.bottom + 4;
  const top = below + height > innerHeight - 8 ? Math.max(8, spot.top - height - 4) : below;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
