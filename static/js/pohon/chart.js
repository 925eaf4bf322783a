/**
 * The chart: cards only where one can see them, lines as one SVG path per layer, over the layout of layout.js.
 *
 * HTML: <section id="ed-bagan"><div id="ed-world" role="tree"><svg id="ed-lines"></svg></div></section>
 */
import { drawCard, faceOf, heightOf, makeCard, useFontOf } from "./card.js";
import { el, everyFrame } from "./dom.js";
import { arrange, links, neighbour, trail } from "./layout.js";
import { readSetting, writeSetting } from "./settings.js";
import { Viewport } from "./viewport.js";

const BEYOND = 300; // pixels of the screen around it that are drawn along
const SLACK = 60; // of them must be left before it is drawn again
const DIRECTION = "pokin:arah";
const SVG = "http://www.w3.org/2000/svg";

export class Chart {
  active = true;
  drawsTree = true;
  #cards = new Map();
  #shown = new Map();
  /** Cards that are as the store has them: moving about draws only those that come into view. */
  #current = new Set();
  #order = new Map();
  #drawn = {};
  #layout = { boxes: new Map(), width: 0, height: 0 };
  #stale = true;
  #wantsFocus = false;
  #arrived = false;

  constructor(container, { store, choices, titles, onZoom }) {
    this.right = readSetting(DIRECTION) === "kanan";
    this.container = container;
    this.world = container.querySelector(".ed-world");
    this.lines = container.querySelector(".ed-lines");
    this.store = store;
    this.choices = choices;
    this.titles = titles;
    this.redraw = everyFrame(() => this.#draw());
    this.viewport = new Viewport(container, this.world, () => {
      onZoom(this.viewport.transform.k);
      if (this.#covers()) this.onDraw?.();
      else this.redraw();
    });
    this.mark = el("div", { class: "ed-drop", hidden: true, "aria-hidden": "true" });
    this.world.append(this.mark);
    for (const event of ["tree", "temuan", "pohon", "view"]) store.on(event, () => this.#current.clear());
    store.on("tree", () => this.#refresh());
    store.on("temuan", () => this.redraw());
    store.on("pohon", () => this.#refresh());
    store.on("view", ({ structure, focus, editing, scope } = {}) => {
      if (scope) this.#arrived = false;
      if (structure) this.#stale = true;
      if (focus || editing) this.#wantsFocus = true;
      this.redraw();
    });
    new ResizeObserver(() => this.redraw()).observe(container);
    document.fonts.ready.then(() => {
      useFontOf(container);
      this.#refresh();
    });
  }

  #refresh() {
    this.#stale = true;
    this.redraw();
  }

  get boxes() {
    if (this.#stale) this.#arrange();
    return this.#layout.boxes;
  }

  /** {boxes, width, height}: another object after each change of the layout. */
  get layout() {
    return this.#layout;
  }

  /** Whether the keyboard is in the chart (or nowhere, after a card or field has gone). */
  get hasFocus() {
    const { activeElement } = document;
    return activeElement === document.body || this.container.contains(activeElement);
  }

  cardOf(key) {
    return this.#cards.get(key) ?? null;
  }

  focus() {
    this.#wantsFocus = true;
    this.takeFocus = true;
    this.redraw();
  }

  #arrange() {
    const anchor = this.#anchor();
    this.#layout = arrange(this.store, (key) => heightOf(this.store.get(key)), { right: this.right });
    this.#order = new Map(this.store.visible.map((key, i) => [key, i]));
    this.#current.clear();
    this.#stale = false;
    this.viewport.bound(this.#layout.width, this.#layout.height);
    const after = anchor && this.#layout.boxes.get(anchor.key);
    if (after) this.viewport.pan(anchor.x - after.x, anchor.y - after.y);
  }

  /** A card that stays where it is on the screen while the rest makes room: the focused one, else the one in the middle. */
  #anchor() {
    const { boxes } = this.#layout;
    const view = this.viewport.view();
    const seen = (box) => box && box.x < view.x1 && box.x + box.w > view.x0 && box.y < view.y1 && box.y + box.h > view.y0;
    const { store } = this;
    for (const key of [store.focus, store.parent(store.focus)]) {
      if (store.has(key) && seen(boxes.get(key))) return { key, ...boxes.get(key) };
    }
    const away = (box) => Math.hypot(box.x + box.w / 2 - (view.x0 + view.x1) / 2, box.y + box.h / 2 - (view.y0 + view.y1) / 2);
    let best = null;
    for (const [key, box] of boxes) {
      if (store.has(key) && seen(box) && (!best || away(box) < away(best))) best = { key, ...box };
    }
    return best;
  }

  #draw() {
    if (!this.active || this.store.root === null) return;
    if (this.#stale) this.#arrange();
    if (!this.#arrived) this.home();
    const { boxes } = this.#layout;
    const { focus, editing } = this.store;
    if (this.#wantsFocus && boxes.has(focus)) this.viewport.show(boxes.get(focus));
    const view = this.viewport.view(BEYOND);
    this.#drawn = { ...view, k: this.viewport.transform.k };
    const visible = new Set([focus, editing].filter((key) => boxes.has(key)));
    for (const [key, box] of boxes) {
      if (box.x < view.x1 && box.x + box.w > view.x0 && box.y < view.y1 && box.y + box.h > view.y0) visible.add(key);
    }
    this.#drawCards(visible, boxes);
    this.#drawLines(boxes, view);
    this.#giveFocus();
    this.onDraw?.();
  }

  /** Whether what was drawn last is enough for what is on screen now: then only the whole world moves. */
  #covers() {
    const { x0, y0, x1, y1, k } = this.#drawn;
    const view = this.viewport.view(SLACK);
    return this.viewport.transform.k === k && view.x0 >= x0 && view.y0 >= y0 && view.x1 <= x1 && view.y1 <= y1;
  }

  #drawCards(visible, boxes) {
    for (const [key, card] of this.#cards) {
      if (visible.has(key)) continue;
      card.remove();
      this.#cards.delete(key);
      this.#shown.delete(key);
      this.#current.delete(key);
    }
    const fresh = [...visible].filter((key) => !this.#current.has(key));
    for (const key of fresh) {
      let card = this.#cards.get(key);
      if (!card) {
        card = makeCard(key);
        this.#cards.set(key, card);
        this.world.append(card);
      }
      const box = boxes.get(key);
      const face = faceOf(key, this.store, this.choices);
      const print = JSON.stringify([face, box]);
      if (this.#shown.get(key) !== print) {
        this.#shown.set(key, print);
        card.style.transform = `translate(${Math.round(box.x)}px, ${Math.round(box.y)}px)`;
        card.style.width = `${box.w}px`;
        card.style.minHeight = `${box.h}px`;
        card.style.height = face.editing ? "auto" : `${box.h}px`;
        drawCard(card, face);
      }
      if (face.editing) this.titles.mount(card.querySelector(".ed-card-text"), key, "bagan");
      this.#current.add(key);
    }
    if (!fresh.length) return;
    // Cards enter the document as they come into view; read aloud they follow the tree.
    const order = [...this.#cards.keys()].sort((one, other) => this.#order.get(one) - this.#order.get(other));
    this.world.setAttribute("aria-owns", order.map((key) => `ed-card-${key}`).join(" "));
  }

  #drawLines(boxes, view) {
    const { width, height } = this.#layout;
    this.lines.setAttribute("width", Math.ceil(width) + 2);
    this.lines.setAttribute("height", Math.ceil(height) + 2);
    const paths = links(boxes, this.store, view).filter(Boolean);
    const wanted = [...paths.map((d) => ({ d, name: null })), { d: trail(boxes, this.store, this.store.focus), name: "ed-trail" }];
    while (this.lines.children.length > wanted.length) this.lines.lastElementChild.remove();
    wanted.forEach(({ d, name }, i) => {
      const path = this.lines.children[i] ?? this.lines.appendChild(document.createElementNS(SVG, "path"));
      path.setAttribute("d", d);
      path.setAttribute("class", name ?? "");
    });
  }

  #giveFocus() {
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    const take = this.takeFocus || this.hasFocus;
    this.takeFocus = false;
    if (!take || this.store.editing !== null) return;
    this.cardOf(this.store.focus)?.focus({ preventScroll: true });
  }

  // --- what the tools do --------------------------------------------------------------------------------

  /** First view: the whole open part where it fits at a readable size, else the outcome at the top. */
  home() {
    this.#arrived = true;
    const { width, height, boxes } = this.#layout;
    const { width: screen } = this.viewport.size;
    const k = Math.max(screen < 600 ? 0.85 : 0.8, Math.min(1, (screen - 48) / width));
    const root = boxes.get(this.store.top);
    if (this.right) this.viewport.set(k, 24, this.viewport.size.height / 2 - (root.y + root.h / 2) * k);
    else if (width * k <= screen) this.viewport.fit({ x: 0, y: 0, w: width, h: height }, { least: k, most: k });
    else this.viewport.set(k, screen / 2 - (root.x + root.w / 2) * k, 24);
  }

  /** Draw it top-down or from left to right; the choice is remembered. */
  turn() {
    this.right = !this.right;
    writeSetting(DIRECTION, this.right ? "kanan" : "bawah");
    this.#stale = true;
    this.#arrived = false;
    this.focus();
    return this.right;
  }

  /** Show one branch as large as it fits. */
  fitBranch(key = this.store.focus) {
    const boxes = this.store.branch(key).map((at) => this.boxes.get(at)).filter(Boolean);
    if (!boxes.length) return;
    const x = Math.min(...boxes.map((box) => box.x));
    const y = Math.min(...boxes.map((box) => box.y));
    const w = Math.max(...boxes.map((box) => box.x + box.w)) - x;
    const h = Math.max(...boxes.map((box) => box.y + box.h)) - y;
    this.viewport.fit({ x, y, w, h }, { most: 1.25 });
    this.focus();
  }

  fit() {
    if (this.#stale) this.#arrange();
    this.viewport.fit({ x: 0, y: 0, w: this.#layout.width, h: this.#layout.height }, { least: 0.3 });
    const box = this.#layout.boxes.get(this.store.focus);
    if (box) this.viewport.show(box);
  }

  step(direction) {
    this.viewport.step(direction);
  }

  actualSize() {
    this.viewport.actualSize();
    const box = this.boxes.get(this.store.focus);
    if (box) this.viewport.show(box);
  }

  /** The simpul an arrow key leads to. */
  toward(direction) {
    return neighbour(this.boxes, this.store, this.store.focus, direction);
  }

  // --- where something is dropped -------------------------------------------------------------------------

  /** {key, zone} under a point of the screen: before, inside or after a card; null on the background. */
  zoneAt(clientX, clientY) {
    const [x, y] = this.viewport.at(clientX, clientY);
    for (const [key, box] of this.boxes) {
      if (x < box.x - 8 || x > box.x + box.w + 8 || y < box.y - 6 || y > box.y + box.h + 6) continue;
      const down = box.stacked || box.right;
      const part = down ? (y - box.y) / box.h : (x - box.x) / box.w;
      const edge = key === this.store.top ? 0 : 0.27;
      return { key, zone: part < edge ? "before" : part > 1 - edge ? "after" : "inside" };
    }
    return null;
  }

  showZone(target) {
    this.mark.hidden = !target;
    if (!target) return;
    const { key, zone, why } = target;
    const box = this.boxes.get(key);
    const bar = 6;
    const place = zone === "inside" ? { x: box.x - 4, y: box.y - 4, w: box.w + 8, h: box.h + 8 }
      : box.stacked || box.right ? { x: box.x, y: zone === "before" ? box.y - bar - 3 : box.y + box.h + 3, w: box.w, h: bar }
      : { x: zone === "before" ? box.x - bar - 5 : box.x + box.w + 5, y: box.y, w: bar, h: box.h };
    this.mark.className = `ed-drop ed-drop-${zone}${why ? " ed-drop-no" : ""}`;
    this.mark.style.transform = `translate(${place.x}px, ${place.y}px)`;
    this.mark.style.width = `${place.w}px`;
    this.mark.style.height = `${place.h}px`;
  }

  scrollBy(dx, dy) {
    this.viewport.pan(-dx / this.viewport.transform.k, -dy / this.viewport.transform.k);
  }
}
