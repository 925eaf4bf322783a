/**
 * A small map of the chart in its corner: every open card as a mark in the colour of its level, and a frame around what one
 * sees. Click or drag moves there. It hides while the whole chart is on screen, and from screen readers and the keyboard, which
 * have the outline.
 *
 * HTML: <canvas id="ed-minimap" hidden aria-hidden="true"></canvas> inside the chart.
 */
import { el } from "./dom.js";
import { markOf } from "./levels.js";

const WIDTH = 140;
const HEIGHT = 84;
const PADDING = 5;

export class Minimap {
  #scale = 1;
  #colours = {};
  #drawn = null;

  constructor(canvas, { chart, store, choices }) {
    Object.assign(this, { canvas, chart, store, choices });
    const dense = Math.min(2, devicePixelRatio || 1);
    canvas.width = WIDTH * dense;
    canvas.height = HEIGHT * dense;
    this.pen = canvas.getContext("2d");
    this.pen.scale(dense, dense);
    this.marks = el("canvas", { width: canvas.width, height: canvas.height });
    this.marksPen = this.marks.getContext("2d");
    this.marksPen.scale(dense, dense);
    this.#readColours();
    for (const event of ["tree", "pohon"]) store.on(event, () => { this.#drawn = null; });
    new MutationObserver(() => {
      this.#readColours();
      this.#drawn = null;
      this.draw();
    }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.#go(event);
    });
    canvas.addEventListener("pointermove", (event) => event.buttons && this.#go(event));
    for (const name of ["mousedown", "touchstart"]) canvas.addEventListener(name, (event) => event.stopPropagation());
    chart.onDraw = () => this.draw();
  }

  #readColours() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    this.#colours = {
      strategis: read("--pokin-strategis"), taktikal: read("--pokin-taktikal"), operasional: read("--pokin-operasional"),
      netral: read("--pokin-muted"), focus: read("--pokin-focus"),
    };
  }

  draw() {
    const { chart, pen } = this;
    const { width, height } = chart.layout;
    const view = chart.viewport.view();
    const whole = view.x0 <= 0 && view.y0 <= 0 && view.x1 >= width && view.y1 >= height;
    this.canvas.hidden = whole || width === 0;
    chart.viewport.corner = this.canvas.hidden ? null : { w: WIDTH + 24, h: HEIGHT + 24 };
    if (this.canvas.hidden) return;
    if (this.#drawn !== chart.layout) this.#drawMarks(chart.layout);
    const at = (value) => PADDING + value * this.#scale;
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.drawImage(this.marks, 0, 0, WIDTH, HEIGHT);
    pen.strokeStyle = this.#colours.focus;
    pen.lineWidth = 1.5;
    const left = Math.max(1, at(view.x0));
    const top = Math.max(1, at(view.y0));
    pen.strokeRect(left, top, Math.min(WIDTH - 1, at(view.x1)) - left, Math.min(HEIGHT - 1, at(view.y1)) - top);
  }

  /** The cards change seldom, the frame with every movement. */
  #drawMarks(layout) {
    this.#drawn = layout;
    const { width, height, boxes } = layout;
    this.#scale = Math.min((WIDTH - 2 * PADDING) / width, (HEIGHT - 2 * PADDING) / height);
    const at = (value) => PADDING + value * this.#scale;
    const size = (value) => Math.max(1.5, value * this.#scale);
    this.marksPen.clearRect(0, 0, WIDTH, HEIGHT);
    for (const [key, box] of boxes) {
      if (!this.store.has(key)) continue;
      this.marksPen.fillStyle = this.#colours[markOf(this.store.get(key), this.choices).tone] ?? this.#colours.netral;
      this.marksPen.fillRect(at(box.x), at(box.y), size(box.w), size(box.h * 0.6));
    }
  }

  #go(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = (event.clientX - box.left - PADDING) / this.#scale;
    const y = (event.clientY - box.top - PADDING) / this.#scale;
    this.chart.viewport.centre(x, y);
  }
}
