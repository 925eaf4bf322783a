/**
 * Pan and zoom of the chart: drag on the background (or Space + drag, or the middle button), the wheel scrolls, Ctrl + wheel and
 * two fingers zoom. `onChange()` is called after each movement; `view()` says which part of the world is on screen.
 *
 * HTML: <section container><div world>…</div></section>, the world's origin in the container's left top corner.
 */
import { select, zoom, zoomIdentity } from "../../vendor/d3-pokin-3.1.3/d3-pokin.min.js";

const SMALLEST = 0.15;
const LARGEST = 2;
const STEP = 1.2;

export class Viewport {
  transform = zoomIdentity;
  /** What covers the right lower corner: {w, h} in pixels of the screen, or null. */
  corner = null;
  #space = false;

  constructor(container, world, onChange) {
    this.container = container;
    this.world = world;
    this.selection = select(container);
    this.behaviour = zoom()
      .scaleExtent([SMALLEST, LARGEST])
      .clickDistance(5)
      .filter((event) => this.#starts(event))
      .on("zoom", ({ transform }) => {
        this.transform = transform;
        world.style.transform = `translate(${transform.x}px, ${transform.y}px) scale(${transform.k})`;
        container.style.setProperty("--ed-x", `${transform.x}px`);
        container.style.setProperty("--ed-y", `${transform.y}px`);
        container.style.setProperty("--ed-k", transform.k);
        onChange();
      });
    this.selection.call(this.behaviour).on("dblclick.zoom", null);
    container.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    container.addEventListener("scroll", () => container.scrollTo(0, 0));
    addEventListener("keydown", (event) => this.#hold(event, true));
    addEventListener("keyup", (event) => this.#hold(event, false));
  }

  #hold(event, on) {
    if (event.key !== " ") return;
    this.#space = on;
    this.container.classList.toggle("ed-grab", on);
  }

  #starts(event) {
    if (event.type === "wheel") return false;
    const onCard = event.target.closest(".ed-card");
    if (event.type.startsWith("touch")) return !event.target.closest(".ed-grip, button, textarea");
    if (event.button === 1) return true;
    return event.button === 0 && !event.ctrlKey && (this.#space || !onCard);
  }

  #wheel(event) {
    if (event.target.closest("textarea:focus")) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 32 : event.deltaMode === 2 ? 400 : 1;
    const { k } = this.transform;
    if (event.ctrlKey || event.metaKey) {
      const box = this.container.getBoundingClientRect();
      const factor = 2 ** (-event.deltaY * unit * (Math.abs(event.deltaY) < 20 ? 0.012 : 0.0025));
      this.selection.call(this.behaviour.scaleBy, factor, [event.clientX - box.left, event.clientY - box.top]);
      return;
    }
    const sideways = event.shiftKey && !event.deltaX;
    const dx = (sideways ? event.deltaY : event.deltaX) * unit;
    const dy = (sideways ? 0 : event.deltaY) * unit;
    this.pan(-dx / k, -dy / k);
  }

  get size() {
    return { width: this.container.clientWidth, height: this.container.clientHeight };
  }

  /** Keep the tree within reach: never more than a screen beyond its edge. */
  bound(width, height) {
    const margin = 900;
    this.behaviour.translateExtent([[-margin, -margin], [width + margin, height + margin]]);
  }

  /** The visible part of the world, widened by `margin` pixels of the screen. */
  view(margin = 0) {
    const { x, y, k } = this.transform;
    const { width, height } = this.size;
    return {
      x0: (-x - margin) / k, y0: (-y - margin) / k,
      x1: (width - x + margin) / k, y1: (height - y + margin) / k,
    };
  }

  pan(dx, dy) {
    this.selection.call(this.behaviour.translateBy, dx, dy);
  }

  centre(x, y) {
    this.selection.call(this.behaviour.translateTo, x, y);
  }

  set(k, x, y) {
    this.selection.call(this.behaviour.transform, zoomIdentity.translate(x, y).scale(k));
  }

  step(direction) {
    this.selection.call(this.behaviour.scaleBy, direction > 0 ? STEP : 1 / STEP);
  }

  actualSize() {
    this.selection.call(this.behaviour.scaleTo, 1);
  }

  /** Move as little as needed so that a box of the world is on screen. */
  show(box, margin = 28) {
    const view = this.view(-margin);
    if (view.x1 - view.x0 < box.w || view.y1 - view.y0 < box.h) {
      this.selection.call(this.behaviour.translateTo, box.x + box.w / 2, box.y + box.h / 2);
      return;
    }
    const dx = box.x < view.x0 ? view.x0 - box.x : box.x + box.w > view.x1 ? view.x1 - box.x - box.w : 0;
    const dy = box.y < view.y0 ? view.y0 - box.y : box.y + box.h > view.y1 ? view.y1 - box.y - box.h : 0;
    if (dx || dy) this.pan(dx, dy);
    if (this.corner) this.#clear(box);
  }

  /** Out of the right lower corner, where the map lies. */
  #clear(box) {
    const { x1, y1 } = this.view();
    const { k } = this.transform;
    const under = box.y + box.h - (y1 - this.corner.h / k);
    if (under > 0 && box.x + box.w > x1 - this.corner.w / k) this.pan(0, -under);
  }

  /** Show a whole area, as large as fits between `least` and `most`; centred, from the top when it is too tall. */
  fit({ x, y, w, h }, { least = SMALLEST, most = 1, margin = 24 } = {}) {
    const { width, height } = this.size;
    const k = Math.max(least, Math.min(most, (width - 2 * margin) / w, (height - 2 * margin) / h));
    this.set(k, width / 2 - (x + w / 2) * k, h * k > height ? margin - y * k : Math.max(margin, Math.min(margin * 2, (height - h * k) / 2)) - y * k);
  }

  /** World coordinates of a point of the screen. */
  at(clientX, clientY) {
    const box = this.container.getBoundingClientRect();
    return this.transform.invert([clientX - box.left, clientY - box.top]);
  }
}
