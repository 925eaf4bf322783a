/**
 * Moving simpul by dragging: a finger takes the grip of the focused one, mouse and pen a whole card (.ed-movable) or the handle
 * of a row (.ed-handle).
 *
 * It begins after 5 px; the zone under the pointer is shown as a line or frame, an illegal one with its reason; near the edge
 * the view scrolls; Esc cancels; letting go makes one operation.
 */
import { clip, el } from "./dom.js";
import { LAST } from "./tree-data.js";
import { whyNotMove } from "./rules.js";

const THRESHOLD = 5;
const EDGE = 44;
const SPEED = 14;

export class Drag {
  #drag = null;

  constructor({ store, commands, views, say }) {
    Object.assign(this, { store, commands, views, say });
    for (const { container } of Object.values(views.all)) {
      container.addEventListener("pointerdown", (event) => this.#down(event));
    }
  }

  #down(event) {
    // A finger pans wherever it lands, so it drags only by the grip of the focused card or row.
    const handle = event.target.closest(event.pointerType === "touch" ? ".ed-focus :is(.ed-grip, .ed-shape.ed-handle)" : ".ed-handle, .ed-movable");
    if (!handle || event.target.closest("button") || event.button !== 0 || !this.store.pohon.boleh_ubah) return;
    if (event.currentTarget.classList.contains("ed-grab")) return; // Space is held: the chart pans
    const { key } = event.target.closest("[data-key]").dataset;
    if (!this.store.has(key) || this.store.editing === key) return;
    const keys = this.store.selected.has(key) ? this.store.chosen : [key];
    const started = { x: event.clientX, y: event.clientY, id: event.pointerId, keys, on: false, target: null };
    this.#drag = started;
    const controller = new AbortController();
    const { signal } = controller;
    started.end = () => {
      controller.abort();
      this.#finish();
    };
    addEventListener("pointermove", (move) => move.pointerId === started.id && this.#move(move), { signal });
    addEventListener("pointerup", (up) => up.pointerId === started.id && this.#drop(), { signal });
    addEventListener("pointercancel", () => started.end(), { signal });
    addEventListener("keydown", (pressed) => {
      if (pressed.key !== "Escape" || !started.on) return;
      pressed.preventDefault();
      pressed.stopPropagation();
      started.end();
      this.say("Pemindahan dibatalkan.");
    }, { signal, capture: true });
  }

  #move(event) {
    const drag = this.#drag;
    drag.at = { x: event.clientX, y: event.clientY };
    if (!drag.on) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < THRESHOLD) return;
      this.#begin(drag);
    }
    event.preventDefault();
    this.#aim();
  }

  #begin(drag) {
    drag.on = true;
    const [first] = drag.keys;
    const below = drag.keys.reduce((sum, key) => sum + this.store.branch(key).length - 1, 0);
    const count = drag.keys.length > 1 ? `${drag.keys.length} simpul` : clip(this.store.get(first).pernyataan, 44);
    drag.reason = el("p", { class: "ed-ghost-why" });
    drag.ghost = el("div", { class: "ed-ghost", "aria-hidden": "true" }, el("p", {}, count), below ? el("small", {}, `dan ${below} turunannya`) : null, drag.reason);
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
    const push = (at, low, high) => (at < low + EDGE ? -SPEED : at > high - EDGE ? SPEED : 0);
    const dx = push(x, box.left, box.right);
    const dy = push(y, box.top, box.bottom);
    if (!dx && !dy) return;
    this.views.current.scrollBy(dx, dy);
    this.#aim();
  }

  #aim() {
    const drag = this.#drag;
    const { x, y } = drag.at;
    drag.ghost.style.transform = `translate(${x + 14}px, ${y + 12}px)`;
    const box = this.views.current.container.getBoundingClientRect();
    const within = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    const zone = within ? this.views.current.zoneAt(x, y) : null;
    drag.target = zone ? this.#resolve(drag.keys, zone) : null;
    this.views.current.showZone(drag.target);
    drag.reason.textContent = drag.target?.why ?? "";
    drag.ghost.classList.toggle("ed-ghost-no", Boolean(drag.target?.why));
  }

  /** Turn a zone into parent and place, with the reason when it is not allowed. */
  #resolve(keys, { key, zone }) {
    const { store } = this;
    const parent = zone === "inside" ? key : store.parent(key);
    const after = zone === "inside" ? LAST : zone === "after" ? key : store.previous(key);
    const why = keys.includes(key)
      ? "Simpul tidak dapat dipindah ke dirinya sendiri."
      : keys.map((one) => whyNotMove(store, one, parent)).find(Boolean) ?? "";
    return { key, zone, parent, after, why };
  }

  #drop() {
    const drag = this.#drag;
    const { on, target, keys } = drag;
    drag.end();
    if (!on) return;
    this.#swallowClick();
    if (!target) return;
    if (target.why) {
      this.commands.warn(target.why);
      return;
    }
    let { after } = target;
    while (keys.includes(after)) after = this.store.previous(after);
    const [first] = keys;
    const stays = keys.length === 1 && this.store.parent(first) === target.parent && this.store.previous(first) === after;
    if (!stays) this.commands.moving.move(keys, target.parent, after);
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
