/**
 * Clicks and touches on cards and rows: one selects, two edit, Ctrl adds to the selection, a long touch or the right button
 * opens the menu with every action. The buttons inside a card carry data-act: fold, child, menu.
 */
import { openMenu } from "./menu.js";
import { KIND_NAMES, childKinds, kindsFor, whyNotKind, whyNotRemove, whyNotWrite } from "./rules.js";

const LONG_PRESS = 550;

export class Pointer {
  #press = null;

  constructor({ store, commands, views, actions, say, warn }) {
    Object.assign(this, { store, commands, views, actions, say, warn });
    for (const { container } of Object.values(views.all)) {
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
    openMenu({ items: this.#items(key), at, label: `Tindakan untuk ${this.commands.nameOf(key)}`, say: this.warn });
  }

  #items(key) {
    const { store, commands } = this;
    const detail = { text: "Buka rincian", keys: "I", act: () => this.actions.openPanel() };
    const fold = store.children(key).length && {
      text: store.isOpen(key) ? "Lipat cabang" : "Buka cabang", keys: "Spasi", act: () => store.fold(key),
    };
    const isRoot = key === store.root;
    const alone = !isRoot && {
      text: store.scope === key ? "Tampilkan seluruh pohon" : "Lihat cabang ini saja", keys: "F", act: () => this.actions.scope(key),
    };
    if (!store.pohon.boleh_ubah) return [detail, fold, alone].filter(Boolean);
    const rootWhy = isRoot ? "Outcome selalu di puncak pohon." : "";
    const { jenis } = store.get(key);
    const more = (kind) => ({
      text: `Tambah ${KIND_NAMES[kind] === "CSF" ? "CSF" : KIND_NAMES[kind].toLowerCase()} di bawahnya`,
      keys: childKinds(jenis)[0] === kind ? "Tab" : "", why: whyNotKind(store, kind), act: () => commands.writing.addChild(key, kind),
    });
    const others = kindsFor(store, key).filter((kind) => kind !== jenis);
    return [
      { text: "Sunting pernyataan", keys: "F2", act: () => commands.writing.editTitle(key) },
      detail,
      ...childKinds(jenis).map(more),
      !isRoot && { text: "Tambah saudara di bawahnya", keys: "Enter", act: () => commands.writing.addSibling(key) },
      !isRoot && { text: "Tambah saudara di atasnya", keys: "Shift+Enter", act: () => commands.writing.addSibling(key, { above: true }) },
      null,
      ...others.map((kind) => ({ text: `Jadikan ${KIND_NAMES[kind].toLowerCase()}`, act: () => commands.setKind(key, kind) })),
      { text: "Naikkan", keys: "Alt+Shift+↑", why: rootWhy || (store.previous(key) === null ? "Sudah yang pertama." : ""), act: () => commands.moving.shift(-1, key) },
      { text: "Turunkan", keys: "Alt+Shift+↓", why: rootWhy || (store.next(key) === null ? "Sudah yang terakhir." : ""), act: () => commands.moving.shift(1, key) },
      { text: "Masukkan ke saudara di atasnya", keys: "Alt+Shift+→", why: rootWhy, act: () => commands.moving.indent(key) },
      { text: "Keluarkan satu tingkat", keys: "Alt+Shift+←", why: rootWhy, act: () => commands.moving.outdent(key) },
      { text: "Pindahkan ke induk lain…", keys: "M", why: rootWhy, act: () => commands.moving.moveDialog() },
      null,
      { text: "Salin", keys: "Ctrl+C", act: () => document.execCommand("copy") || commands.copying.copy() },
      !isRoot && { text: "Potong", keys: "Ctrl+X", act: () => document.execCommand("cut") || commands.copying.copy(null, { cut: true }) },
      commands.copying.held !== null && { text: "Tempel di sini", keys: "Ctrl+V", act: () => commands.copying.put() },
      !isRoot && { text: "Gandakan", keys: "Ctrl+D", act: () => commands.copying.duplicate() },
      null,
      fold,
      alone,
      { text: "Hapus", keys: "Delete", danger: true, why: whyNotWrite(store) || whyNotRemove(store, key), act: () => commands.removing.remove() },
    ].filter((item) => item === null || Boolean(item));
  }
}

function keyAt(event) {
  return event.target.closest("[data-key]")?.dataset.key ?? null;
}
