/**
 * The views of the one tree as tabs. Focus, selection and open branches are the store's, so a switch keeps them.
 *
 * A view has `container`, `active`, `redraw()` (once per frame, with `.flush()`) and `focus()`. One that draws simpul as things to
 * pick up (`drawsTree`) also has `cardOf(key)`, `toward(direction)`, `zoneAt(x, y)`, `showZone(target)`, `scrollBy(dx, dy)`, and says
 * what keys mean in it: `tabIndents` (else Tab adds a child) and `typesAhead` (letters look for a statement).
 */
export class Views {
  constructor(all, { onSwitch }) {
    this.all = all;
    this.onSwitch = onSwitch;
    this.tabs = [...document.querySelectorAll("[data-show]")];
    for (const tab of this.tabs) tab.addEventListener("click", () => this.show(tab.dataset.show));
    this.tabs[0].parentElement.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const names = this.tabs.map((tab) => tab.dataset.show);
      const next = names[(names.indexOf(this.name) + step + names.length) % names.length];
      this.show(next, { takeFocus: false });
      this.tabs.find((tab) => tab.dataset.show === next).focus();
    });
    this.show("bagan", { takeFocus: false });
  }

  /** The views whose simpul keys, pointer and drag act on. */
  get trees() {
    return Object.values(this.all).filter(({ drawsTree }) => drawsTree);
  }

  get current() {
    return this.all[this.name];
  }

  show(name, { takeFocus = true } = {}) {
    if (this.name === name) return;
    this.name = name;
    for (const [other, view] of Object.entries(this.all)) {
      view.active = other === name;
      view.container.hidden = other !== name;
    }
    for (const tab of this.tabs) {
      const on = tab.dataset.show === name;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    }
    this.onSwitch(name);
    if (takeFocus) this.current.focus();
    else this.current.redraw();
  }
}
