/**
 * Keys of select mode. They act only while the focus is inside the tree and not in a field, dialog or menu; only keys that
 * were used are taken from the browser.
 */
import { isTyping } from "./dom.js";

const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

export class Keyboard {
  #typed = "";
  #typedAt = 0;
  #greeted = false;
  #space = false;

  /** `actions` are the tools that are not changes of the tree: shortcuts, search, fit, zoom, panel. */
  constructor({ store, commands, history, views, actions, say, letters }) {
    Object.assign(this, { store, commands, history, views, actions, say, letters });
    for (const { container } of views.trees) {
      container.addEventListener("keydown", (event) => this.#pressed(event));
      container.addEventListener("keyup", (event) => this.#released(event));
      container.addEventListener("pointerdown", () => { this.#space = false; }, true);
      container.addEventListener("focusin", () => this.#greet());
    }
    for (const name of ["copy", "cut", "paste"]) document.addEventListener(name, (event) => this.#clipboard(event));
    document.addEventListener("keydown", (event) => {
      if (!isTyping(event.target) && this.#undoKey(event)) event.preventDefault();
    });
  }

  /** Tab drafts here, so the way out is told once. */
  #greet() {
    if (this.#greeted) return;
    this.#greeted = true;
    const tab = this.views.current.tabIndents ? "menjorokkan simpul" : "menambah turunan";
    this.say(`Di dalam pohon, Tab ${tab}. Tekan Esc untuk keluar dari pohon, tanda tanya untuk daftar pintasan.`);
  }

  #pressed(event) {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || isTyping(event.target)) return;
    if (event.target.closest("button") && (event.key === "Enter" || event.key === " ")) return;
    if (event.repeat && ["Delete", "Enter", "Tab", " "].includes(event.key)) {
      event.preventDefault(); // a key held down acts once
      return;
    }
    if (!this.#use(event)) return;
    event.preventDefault();
    this.views.current.redraw.flush(); // the next key may come before the next frame
  }

  /** Space folds when it is let go, unless it was held to pan. */
  #released(event) {
    if (event.key !== " " || !this.#space) return;
    this.#space = false;
    this.store.fold(this.store.focus);
  }

  /** The browser's own copy, cut and paste while the focus is on a simpul and no text is marked. */
  #clipboard(event) {
    const at = document.activeElement;
    if (isTyping(at) || !this.views.current.container.contains(at) || !getSelection().isCollapsed) return;
    const { copying } = this.commands;
    const used = event.type === "paste" ? copying.paste(event.clipboardData) : copying.copy(event.clipboardData, { cut: event.type === "cut" });
    if (used) event.preventDefault();
  }

  #undoKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) this.history.undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) this.history.redo();
    else return false;
    return true;
  }

  #use(event) {
    const { key, altKey, shiftKey } = event;
    const control = event.ctrlKey || event.metaKey;
    if (altKey && shiftKey && ARROWS[key]) {
      this.commands.moving.nudge(key);
      return true;
    }
    if (altKey) return false;
    if (ARROWS[key] && !control) return this.#arrow(ARROWS[key], shiftKey);
    if (control) return this.#withControl(key, shiftKey);
    return this.#structure(key, shiftKey) || this.#letter(event);
  }

  #withControl(key, shiftKey) {
    if (shiftKey && key.toLowerCase() === "v") this.commands.referring.refer(this.commands.copying.cited);
    else if (key === "Enter") this.commands.writing.addChild();
    else if (key.toLowerCase() === "a") this.#selectAll();
    else if (key.toLowerCase() === "d") this.commands.copying.duplicate();
    else if (key.toLowerCase() === "f") this.actions.search(); // again, in the dialog: the browser's own search
    else return false;
    return true;
  }

  #structure(key, shiftKey) {
    const { commands, store } = this;
    const keys = store.visible;
    switch (key) {
      case "Enter": commands.writing.addSibling(store.focus, { above: shiftKey }); return true;
      case "Tab": return this.#tab(shiftKey);
      case "F2": commands.writing.editTitle(); return true;
      case "Delete": commands.removing.remove(); return true;
      case "Home": store.setFocus(keys[0]); return true;
      case "End": store.setFocus(keys[keys.length - 1]); return true;
      case " ": this.#space = true; return true;
      case "Escape": return this.#escape();
      case "ContextMenu": this.actions.menu(store.focus); return true;
      default: return false;
    }
  }

  #tab(shiftKey) {
    if (this.left || !this.store.pohon.boleh_ubah) {
      this.left = false;
      return false;
    }
    if (shiftKey) this.commands.moving.outdent();
    else if (this.views.current.tabIndents) this.commands.moving.indent();
    else this.commands.writing.addChild();
    return true;
  }

  /** First clears a larger selection; then Tab works as everywhere in the page. */
  #escape() {
    if (this.store.selected.size > 1) {
      this.store.setFocus(this.store.focus);
      return true;
    }
    if (this.store.cut.size) {
      this.store.setCut([]);
      this.commands.copying.held = null;
      this.say("Pemotongan dibatalkan.");
      return true;
    }
    this.left = true;
    this.say("Keluar dari pohon: Tab berpindah ke bagian lain halaman.");
    const leave = () => {
      this.left = false;
    };
    this.views.current.container.addEventListener("focusin", leave, { once: true });
    return true;
  }

  #arrow(direction, extend) {
    const { store } = this;
    const to = this.views.current.toward(direction);
    if (to !== null && to !== undefined) store.setFocus(to, { extend });
    return true;
  }

  #selectAll() {
    const { store } = this;
    const siblings = store.siblings(store.focus);
    const whole = siblings.every((key) => store.selected.has(key));
    for (const key of whole ? store.branch(store.top) : siblings) store.selected.add(key);
    store.setFocus(store.focus, { extend: true });
    this.say(`${store.selected.size} simpul dipilih.`);
  }

  #letter(event) {
    const { key } = event;
    if (key.length !== 1 || !this.letters()) return false;
    const act = {
      ".": () => this.store.fold(this.store.focus),
      "*": () => this.store.siblings(this.store.focus).forEach((one) => this.store.fold(one, false)),
      "/": () => this.actions.search(), "?": () => this.actions.shortcuts(),
      "+": () => this.actions.zoomIn(), "=": () => this.actions.zoomIn(), "-": () => this.actions.zoomOut(), "0": () => this.actions.zoomReset(),
    }[key];
    if (act) act();
    else if (key >= "1" && key <= "6") {
      this.store.openTo(Number(key));
      this.say(`Dibuka sampai level ${key}.`);
    } else if (this.views.current.typesAhead && /\p{L}/u.test(key)) this.#typeAhead(event);
    else if (key === "m" || key === "M") this.commands.moving.moveDialog();
    else if (key === "i" || key === "I") this.actions.openPanel();
    else if (key === "f") this.actions.scope();
    else if (key === "F") this.actions.fit();
    else return false;
    return true;
  }

  /** In the outline letters lead to the next statement that begins with them; M, I and F act when nothing does. */
  #typeAhead({ key, timeStamp }) {
    const { store } = this;
    this.#typed = timeStamp - this.#typedAt < 700 ? this.#typed + key.toLowerCase() : key.toLowerCase();
    this.#typedAt = timeStamp;
    const keys = store.visible;
    const at = keys.indexOf(store.focus) + (this.#typed.length > 1 ? 0 : 1);
    const found = [...keys.slice(at), ...keys.slice(0, at)].find((one) => store.get(one).pernyataan.toLowerCase().startsWith(this.#typed));
    const act = { m: () => this.commands.moving.moveDialog(), i: () => this.actions.openPanel(), f: () => this.actions.scope() }[key];
    if (found) store.setFocus(found);
    else if (act && this.#typed === key) {
      this.#typed = ""; // the same letter again acts again
      act();
    }
  }
}
