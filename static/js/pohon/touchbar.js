/**
 * The bar at the lower edge on a touch screen: what one does most with the focused simpul, one tap each.
 *
 * HTML: <div id="ed-touchbar" hidden></div>
 */
import { el } from "./dom.js";

export class Touchbar {
  constructor(element, { store, commands, pointer, panel }) {
    const button = (text, label, act) => el("button", { type: "button", class: "ed-touch", "aria-label": label, onclick: act }, text);
    const writing = [
      button("+ Turunan", "Tambah turunan", () => commands.writing.addChild()),
      button("+ Saudara", "Tambah saudara", () => commands.writing.addSibling()),
      button("Sunting", "Sunting pernyataan", () => commands.writing.editTitle()),
    ];
    const menu = button("⋯", "Tindakan lain", () => pointer.menu(store.focus, menu));
    element.append(...writing, button("Rincian", "Buka rincian", () => panel.open()), menu);
    const draw = () => {
      const { boleh_ubah: writable } = store.pohon;
      for (const one of writing) one.hidden = !writable;
      element.hidden = store.focus === null || store.editing !== null;
    };
    store.on("view", draw);
    store.on("pohon", draw);
  }
}
