/**
 * The chart drawn from left to right: each layer a column, siblings below each other. The same shape as layout.js gives. Pure.
 */
import { flextree } from "../../vendor/d3-pokin-3.1.3/d3-pokin.min.js";

export const CARD_WIDTH = 200;
const GAP_X = 56;
const GAP_Y = 12;

export function arrangeRight(store, heightOf) {
  const boxes = new Map();
  if (store.top === null) return { boxes, width: 0, height: 0 };
  const layout = flextree({ nodeSize: ({ data }) => [data.h + GAP_Y, CARD_WIDTH + GAP_X] });
  const tree = layout.hierarchy(outline(store, store.top, heightOf), (d) => d.children);
  layout(tree);
  let top = Infinity;
  tree.each(({ x, data }) => {
    top = Math.min(top, x - data.h / 2);
  });
  let width = 0;
  let height = 0;
  tree.each(({ x, depth, data }) => {
    const box = { x: depth * (CARD_WIDTH + GAP_X), y: x - data.h / 2 - top, w: CARD_WIDTH, h: data.h, depth, stacked: false, right: true };
    boxes.set(data.key, box);
    width = Math.max(width, box.x + box.w);
    height = Math.max(height, box.y + box.h);
  });
  return { boxes, width, height };
}

function outline(store, key, heightOf) {
  return { key, h: heightOf(key), children: store.openChildren(key).map((child) => outline(store, child, heightOf)) };
}

/** The line between two cards, from the right edge of one to the left edge of the other. */
export function linkRight(parent, box) {
  const x1 = parent.x + parent.w;
  const at = (value) => Math.round(value) + 0.5;
  return `M${at(x1)} ${at(parent.y + parent.h / 2)}H${at(x1 + GAP_X / 2)}V${at(box.y + box.h / 2)}H${at(box.x)}`;
}

/** The simpul an arrow key leads to: left to the parent, right to the nearest child, up and down within the column. */
export function neighbourRight(boxes, store, key, direction) {
  const box = boxes.get(key);
  if (!box) return null;
  if (direction === "left") return key === store.top ? null : store.parent(key);
  const middle = box.y + box.h / 2;
  const away = (other) => Math.abs(boxes.get(other).y + boxes.get(other).h / 2 - middle);
  const nearest = (keys) => keys.reduce((best, other) => (best === null || away(other) < away(best) ? other : best), null);
  if (direction === "right") return nearest(store.openChildren(key).filter((child) => boxes.has(child)));
  const beyond = ([, other]) => other.depth === box.depth && (direction === "up" ? other.y < box.y : other.y > box.y);
  return nearest([...boxes].filter(beyond).map(([other]) => other));
}
