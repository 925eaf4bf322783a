/** Where something dragged over the outline would go: before, inside or after a row, shown as a line or frame. */
import { el } from "../dom.js";
import { ROW } from "./row.js";

const EDGE = 0.28;
const INDENT = 18;

export class DropZone {
  constructor({ body, lines, store }) {
    Object.assign(this, { body, lines, store });
    this.mark = el("div", { class: "ed-drop", hidden: true, "aria-hidden": "true" });
  }

  at(clientX, clientY) {
    const box = this.body.getBoundingClientRect();
    const place = (clientY - box.top) / ROW;
    const key = this.lines.keys[Math.floor(place)];
    if (key === undefined || clientX < box.left || clientX > box.right) return null;
    const part = place - Math.floor(place);
    const edge = key === this.store.top ? 0 : EDGE;
    return { key, zone: part < edge ? "before" : part > 1 - edge ? "after" : "inside" };
  }

  show(target) {
    if (!this.mark.isConnected) this.body.append(this.mark);
    this.mark.hidden = !target;
    if (!target) return;
    const top = this.lines.of(target.key) * ROW;
    const left = this.store.depth(target.key) * INDENT;
    const at = { before: top - 2, inside: top + 1, after: top + ROW - 2 }[target.zone];
    this.mark.className = `ed-drop ed-drop-${target.zone}${target.why ? " ed-drop-no" : ""}`;
    this.mark.style.transform = `translate(${8 + left}px, ${at}px)`;
    this.mark.style.width = `${Math.max(120, this.body.clientWidth - 40 - left)}px`;
    this.mark.style.height = target.zone === "inside" ? `${ROW - 2}px` : "4px";
  }
}
