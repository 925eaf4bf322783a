/**
 * Clicks and touches on cards and rows: one selects, two edit, Ctrl adds to the selection, a long touch or the right button
 * opens the menu with every action. The buttons inside a card carry data-act: fold, child, findings, menu.
 */
import { openMenu } from "./menu.js";
import { itemsFor } from "./node-menu.js";

const LONG_PRESS = 550;

export class Pointer {
  #press = null;

  constructor({ store, commands, views, actions, say, warn }) {
    Object.assign(this, { store, commands, views, actions, say, warn });
    for (const { container } of views.trees) {
      container.addEventListener("click", (event) => this.#click(event));
      container.addEventListener("dblclick", (event) => {
        const key = keyAt(event);
        if (key && !event.target.closest("button, textarea")) this.commands.writing.editTitle(key);
      });
      container.addEventListener("contextmenu", (event) => {
        const key = keyAt(event);
        if (!key || event.target.closest("textarea")) return;
        event.preventDefault();
        this.menu(key, { x: event.clientX, y: event.clientY });
      });
      container.addEventListener("pointerdown", (event) => this.#startPress(event));
      for (const name of ["pointerup", "pointercancel"]) container.addEventListener(name, () => clearTimeout(this.#press?.timer));
      container.addEventListener("pointermove", (event) => {
        if (this.#press && Math.hypot(event.clientX - this.#press.x, event.clientY - this.#press.y) > 8) clearTimeout(this.#press.timer);
      });
    }
  }

  #startPress(event) {
    clearTimeout(this.#press?.timer);
    const key = keyAt(event);
    if (event.pointerType !== "touch" || !key || event.target.closest("button, textarea")) return;
    const { clientX: x, clientY: y } = event;
    const timer = setTimeout(() => {
      this.store.setFocus(key);
      this.menu(key, { x, y });
    }, LONG_PRESS);
    this.#press = { timer, x, y };
  }

  #click(event) {
    const key = keyAt(event);
    if (!key || event.target.closest("textarea")) return;
    const { act } = event.target.closest("[data-act]")?.dataset ?? {};
    if (act === "fold") {
      this.store.fold(key);
      return;
    }
    if (this.store.editing !== null && this.store.editing !== key && !this.commands.writing.endTitle()) return;
    if (act === "child") this.commands.writing.addChild(key);
    else if (act === "findings") {
      this.store.setFocus(key);
      this.actions.findings();
    }
    else if (act === "menu") {
      this.store.setFocus(key);
      this.menu(key, event.target.closest("button"));
    } else {
      this.store.setFocus(key, { toggle: event.ctrlKey || event.metaKey, extend: event.shiftKey });
      if (this.store.editing === null) this.views.current.focus();
    }
  }

  menu(key, at = this.views.current.cardOf(key)) {
    this.store.setFocus(key, { extend: this.store.selected.has(key) && this.store.selected.size > 1 });
    openMenu({ items: itemsFor(key, this), at, label: `Tindakan untuk ${this.commands.nameOf(key)}`, say: this.warn });
  }
}

function keyAt(event) {
  return event.target.closest("[data-key]")?.dataset.key ?? null;
}
