/**
 * Dragging simpul: a finger takes the grip of the focused one, mouse and pen a whole card (.ed-movable) or the handle of a
 * row (.ed-handle). Plain it moves, with Alt it copies, with Ctrl+Shift it marks crosscutting; the ghost says which.
 *
 * It begins after 5 px; the zone under the pointer is shown as a line or frame, an illegal one with its reason; near the edge
 * the view scrolls; Esc cancels, and so does letting go where the page cannot see it; letting go makes one operation.
 */
import { clip, el } from "./dom.js";
import { MODES, modeOf } from "./dropping.js";

const THRESHOLD = 5;
const EDGE = 44;
const PATIENCE = 250; // before the view scrolls, so that a card near the edge can be met
const SPEED = 18;

export class Drag {
  #drag = null;

  constructor({ store, commands, views, say }) {
    Object.assign(this, { store, commands, views, say });
    for (const { container } of views.trees) {
      container.addEventListener("pointerdown", (event) => this.#down(event));
    }
  }

  #down(event) {
    const { key } = this.#handleOf(event)?.closest("[data-key]").dataset ?? {};
    if (key === undefined || event.button !== 0 || !this.store.has(key) || this.store.editing === key) return;
    if (event.currentTarget.classList.contains("ed-grab")) return; // Space is held: the chart pans
    const keys = this.store.selected.has(key) ? this.store.inOrder(this.store.chosen) : [key];
    this.#drag?.end();
    const started = { x: event.clientX, y: event.clientY, id: event.pointerId, within: event.currentTarget, keys, on: false, target: null, mode: "move" };
    this.#drag = started;
    const controller = new AbortController();
    const options = { signal: controller.signal, capture: true };
    started.end = () => {
      controller.abort();
      this.#finish();
    };
    addEventListener("pointermove", (move) => move.pointerId === started.id && this.#move(move), options);
    addEventListener("pointerup", (up) => up.pointerId === started.id && this.#drop(), options);
    for (const name of ["pointercancel", "blur"]) addEventListener(name, () => started.end(), { signal: controller.signal });
    for (const name of ["keydown", "keyup"]) addEventListener(name, (pressed) => this.#key(pressed), options);
  }

  /** A finger pans wherever it lands, so it drags only by the grip of the focused card or row. */
  #handleOf({ target, pointerType }) {
    if (target.closest("button, textarea")) return null;
    if (!this.store.pohon.boleh_ubah) return target.closest(".ed-card-head, .ed-row .ed-shape"); // the ghost says why not
    return target.closest(pointerType === "touch" ? ".ed-focus :is(.ed-grip, .ed-shape.ed-handle)" : ".ed-handle, .ed-movable");
  }

  /** Esc cancels; the other keys choose what letting go does. */
  #key(event) {
    const drag = this.#drag;
    if (!drag.on) return;
    if (event.type === "keydown" && event.key === "Escape") {
      drag.end();
      this.say("Seretan dibatalkan.");
    } else if (["Alt", "Control", "Meta", "Shift"].includes(event.key)) this.#choose(event);
    else return;
    event.preventDefault(); // Alt alone opens the browser's menu
    event.stopPropagation();
  }

  #choose(event) {
    const drag = this.#drag;
    const mode = modeOf(event);
    if (drag.mode === mode) return;
    drag.mode = mode;
    this.say(`${MODES[mode]}.`);
    this.#aim();
  }

  #move(event) {
    const drag = this.#drag;
    if (event.buttons === 0) { // let go outside the window
      drag.end();
      return;
    }
    drag.at = { x: event.clientX, y: event.clientY };
    if (!drag.on) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < THRESHOLD) return;
      drag.mode = modeOf(event);
      this.#begin(drag);
    }
    event.preventDefault();
    this.#choose(event);
    this.#aim();
  }

  #begin(drag) {
    drag.on = true;
    drag.within.setPointerCapture(drag.id); // so that letting go is heard wherever it happens
    const [first] = drag.keys;
    const below = drag.keys.reduce((sum, key) => sum + this.store.branch(key).length - 1, 0);
    const count = drag.keys.length > 1 ? `${drag.keys.length} simpul` : clip(this.store.get(first).pernyataan, 44);
    drag.reason = el("p", { class: "ed-ghost-why" });
    drag.does = el("p", { class: "ed-ghost-mode" });
    drag.ghost = el("div", { class: "ed-ghost", "aria-hidden": "true" }, el("p", {}, count), below ? el("small", {}, `dan ${below} turunannya`) : null, drag.does, drag.reason);
    document.body.append(drag.ghost);
    document.body.classList.add("ed-dragging");
    for (const key of drag.keys) this.views.current.cardOf(key)?.classList.add("ed-moving");
    const scroll = () => {
      if (this.#drag !== drag) return;
      this.#scrollAtEdge(drag.at);
      drag.frame = requestAnimationFrame(scroll);
    };
    scroll();
  }

  #scrollAtEdge({ x, y }) {
    const box = this.views.current.container.getBoundingClientRect();
    const share = (inside) => SPEED * Math.min(1, Math.max(0, (EDGE - inside) / EDGE));
    const dx = share(box.right - x) - share(x - box.left);
    const dy = share(box.bottom - y) - share(y - box.top);
    const drag = this.#drag;
    if (!dx && !dy) {
      drag.edgeSince = null;
      return;
    }
    drag.edgeSince ??= performance.now();
    if (performance.now() - drag.edgeSince < PATIENCE) return;
    this.views.current.scrollBy(dx, dy);
    this.#aim();
  }

  #aim() {
    const drag = this.#drag;
    const { x, y } = drag.at;
    drag.ghost.dataset.mode = drag.mode;
    const box = this.views.current.container.getBoundingClientRect();
    const within = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    const zone = within ? this.views.current.zoneAt(x, y) : null;
    drag.target = zone ? this.commands.dropping.target(drag.keys, zone, drag.mode) : null;
    this.views.current.showZone(drag.target);
    const why = drag.target?.why ?? "";
    drag.reason.textContent = why;
    drag.does.textContent = why ? "" : MODES[drag.mode];
    drag.ghost.classList.toggle("ed-ghost-no", Boolean(why));
    const { offsetWidth, offsetHeight } = drag.ghost;
    const left = Math.max(4, Math.min(x + 14, innerWidth - offsetWidth - 4));
    const top = y + 12 + offsetHeight > innerHeight ? Math.max(4, y - offsetHeight - 12) : y + 12;
    drag.ghost.style.transform = `translate(${left}px, ${top}px)`;
  }

  #drop() {
    const drag = this.#drag;
    const { on, target, keys } = drag;
    drag.end();
    if (!on) return;
    this.#swallowClick();
    if (target) this.commands.dropping.drop(keys, target);
  }

  /** Letting go over a card is no click on it. */
  #swallowClick() {
    const swallow = (event) => event.stopPropagation();
    addEventListener("click", swallow, { capture: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
  }

  #finish() {
    const drag = this.#drag;
    this.#drag = null;
    if (!drag?.on) return;
    cancelAnimationFrame(drag.frame);
    drag.ghost.remove();
    document.body.classList.remove("ed-dragging");
    this.views.current.showZone(null);
    for (const card of document.querySelectorAll(".ed-moving")) card.classList.remove("ed-moving");
  }
}
