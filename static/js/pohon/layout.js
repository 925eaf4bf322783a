/**
 * Where every open simpul stands in the chart: top-down, layer by layer, with the lowest level stacked under its parent, or from
 * left to right (layout-right.js).
 *
 * `arrange(store, heightOf, {right})` returns {boxes: Map key -> {x, y, w, h, depth, stacked}, width, height}; x and y are the left top
 * corner. `links(boxes, store, view)` returns one SVG path text per layer. Pure.
 */
import { flextree } from "../../vendor/d3-pokin-3.1.3/d3-pokin.min.js";
import { CARD_WIDTH, arrangeRight, linkRight, neighbourRight } from "./layout-right.js";

const GAP_X = 16;
const GAP_Y = 36;
const STACK_GAP = 12;
const STACK_INDENT = 14;

/** Whether the children hang stacked: they are the lowest open layer, and not the outcome's own. */
export function isStacked(store, key) {
  const children = openChildren(store, key);
  return (
    key !== store.top &&
    children.length > 0 &&
    children.every((child) => openChildren(store, child).length === 0)
  );
}

function openChildren(store, key) {
  return store.openChildren(key);
}

export function arrange(store, heightOf, { right = false } = {}) {
  if (right) return arrangeRight(store, heightOf);
  const boxes = new Map();
  if (store.top === null) return { boxes, width: 0, height: 0 };
  const rows = rowHeights(store, heightOf);
  const layout = flextree({ nodeSize: ({ data }) => data.size });
  const tree = layout.hierarchy(outline(store, store.top, 0, rows, heightOf), (d) => d.children);
  layout(tree);
  const tops = rows.map((_, i) => rows.slice(0, i).reduce((sum, h) => sum + h + GAP_Y, 0));
  let left = Infinity;
  tree.each(({ x, data }) => {
    left = Math.min(left, x - CARD_WIDTH / 2);
  });
  tree.each(({ x, data }) => place(boxes, data, x - CARD_WIDTH / 2 - left, tops, heightOf));
  let width = 0;
  let height = 0;
  for (const box of boxes.values()) {
    width = Math.max(width, box.x + box.w);
    height = Math.max(height, box.y + box.h);
  }
  return { boxes, width, height };
}

/** Greatest card of each layer; stacked cards do not count, they have no row. */
function rowHeights(store, heightOf) {
  const rows = [];
  const stack = [[store.top, 0]];
  while (stack.length) {
    const [key, depth] = stack.pop();
    rows[depth] = Math.max(rows[depth] ?? 0, heightOf(key));
    if (!isStacked(store, key)) {
      for (const child of openChildren(store, key)) stack.push([child, depth + 1]);
    }
  }
  return rows;
}

function outline(store, key, depth, rows, heightOf) {
  const children = openChildren(store, key);
  if (isStacked(store, key)) {
    const tall = children.reduce((sum, child) => sum + heightOf(child) + STACK_GAP, GAP_Y / 2);
    const size = [CARD_WIDTH + 2 * STACK_INDENT + GAP_X, Math.max(rows[depth], heightOf(key)) + tall + GAP_Y];
    return { key, depth, size, hanging: children, children: [] };
  }
  return {
    key,
    depth,
    size: [CARD_WIDTH + GAP_X, rows[depth] + GAP_Y],
    hanging: [],
    children: children.map((child) => outline(store, child, depth + 1, rows, heightOf)),
  };
}

function place(boxes, data, left, tops, heightOf) {
  const h = heightOf(data.key);
  const box = { x: left, y: tops[data.depth], w: CARD_WIDTH, h, depth: data.depth, stacked: false };
  boxes.set(data.key, box);
  let y = box.y + h + GAP_Y / 2;
  for (const child of data.hanging) {
    const height = heightOf(child);
    boxes.set(child, {
      x: left + STACK_INDENT, y, w: CARD_WIDTH, h: height, depth: data.depth + 1, stacked: true,
    });
    y += height + STACK_GAP;
  }
}

/** One path per layer for the lines that cross the view {x0, y0, x1, y1}. */
export function links(boxes, store, view) {
  const paths = [];
  for (const [key, box] of boxes) {
    const parent = boxes.get(store.parent(key));
    if (!parent || !crosses(parent, box, view)) continue;
    paths[box.depth] = (paths[box.depth] ?? "") + link(parent, box);
  }
  return paths;
}

/** The lines from the outcome down to one simpul. */
export function trail(boxes, store, key) {
  let path = "";
  for (let at = key; boxes.has(at) && boxes.has(store.parent(at)); at = store.parent(at)) {
    path += link(boxes.get(store.parent(at)), boxes.get(at));
  }
  return path;
}

function link(parent, box) {
  if (box.right) return linkRight(parent, box);
  const bottom = parent.y + parent.h;
  if (box.stacked) {
    const x = parent.x + STACK_INDENT / 2;
    return `M${round(x)} ${round(bottom)}V${round(box.y + 13)}H${round(box.x)}`;
  }
  const x1 = parent.x + parent.w / 2;
  const x2 = box.x + box.w / 2;
  return `M${round(x1)} ${round(bottom)}V${round(box.y - GAP_Y / 2)}H${round(x2)}V${round(box.y)}`;
}

function round(number) {
  return Math.round(number) + 0.5;
}

function crosses(parent, box, view) {
  return (
    Math.min(parent.x, box.x) <= view.x1 &&
    Math.max(parent.x + parent.w, box.x + box.w) >= view.x0 &&
    Math.min(parent.y, box.y) <= view.y1 &&
    Math.max(parent.y + parent.h, box.y + box.h) >= view.y0
  );
}

/** The simpul an arrow key leads to, by where things stand on the screen; null when there is none. */
export function neighbour(boxes, store, key, direction) {
  const box = boxes.get(key);
  if (!box) return null;
  if (box.right) return neighbourRight(boxes, store, key, direction);
  const siblings = store.siblings(key).filter((one) => boxes.has(one));
  const at = siblings.indexOf(key);
  if (direction === "up" && box.stacked && at > 0) return siblings[at - 1];
  if (direction === "up") return key === store.top ? null : store.parent(key);
  if (direction === "down") {
    const children = openChildren(store, key).filter((child) => boxes.has(child));
    if (children.length) return nearestTo(boxes, children, box.x + box.w / 2);
    if (box.stacked && at < siblings.length - 1) return siblings[at + 1];
    return null;
  }
  return sideways(boxes, key, box, direction === "right" ? 1 : -1);
}

function nearestTo(boxes, keys, x) {
  const away = (key) => Math.abs(boxes.get(key).x + boxes.get(key).w / 2 - x);
  return keys.reduce((best, key) => (away(key) < away(best) ? key : best));
}

/** The nearest card left or right whose height overlaps, else the nearest on that side within reach. */
function sideways(boxes, key, box, sign) {
  let best = null;
  let bestScore = Infinity;
  const middle = box.y + box.h / 2;
  for (const [other, there] of boxes) {
    if (other === key) continue;
    const dx = (there.x - box.x) * sign;
    if (dx < CARD_WIDTH / 2) continue;
    const overlap = Math.min(box.y + box.h, there.y + there.h) - Math.max(box.y, there.y);
    const score = dx + (overlap > 0 ? 0 : 4 * CARD_WIDTH) + 3 * Math.abs(there.y + there.h / 2 - middle);
    if (score < bestScore) [best, bestScore] = [other, score];
  }
  return best;
}
