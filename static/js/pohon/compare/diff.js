/**
 * Two sides of a tree compared by the ids of their simpul: what came, went, moved and changed, in one common tree order. Pure.
 */
import { differences, pohonDifferences } from "./fields.js";
import { staying } from "./sequence.js";

/** The kinds of change in the order of the screen. */
export const KINDS = ["tambah", "ubah", "pindah", "hapus"];
/** The id under which what is said of the tree itself has its mark. */
export const POHON = "pohon";

/**
 * {before, after, marks, order, index}. `marks` has an entry for each simpul that differs (and POHON): {what: [kinds], from, fields,
 * parts}, `from` being the old place of one that moved: {induk, code, reordered}. `order` is the tree of the new side with what went where
 * it stood: [{id, depth, induk, size}], `size` counting the simpul itself and all below it; `index` finds a simpul in it.
 */
export function compare(before, after, choices) {
  const moved = movedOf(before, after);
  const marks = new Map();
  const head = pohonDifferences(before.pohon, after.pohon, choices);
  if (head.fields.length || head.parts.length) marks.set(POHON, mark(["ubah"], head));
  for (const id of before.nodes.keys()) if (!after.has(id)) marks.set(id, mark(["hapus"]));
  for (const [id, node] of after.nodes) {
    const was = before.get(id);
    const found = was ? changeOf(was, node, moved, before, choices) : mark(["tambah"]);
    if (found) marks.set(id, found);
  }
  return { before, after, marks, ...ordered(before, after) };
}

function mark(what, more = {}) {
  return { what, from: null, fields: [], parts: [], ...more };
}

function changeOf(was, now, moved, before, choices) {
  const { fields, parts } = differences(was, now, choices);
  const changed = fields.length > 0 || parts.length > 0;
  const isMoved = moved.has(now.id);
  if (!changed && !isMoved) return null;
  const from = isMoved ? { induk: was.induk, code: before.code(now.id), reordered: was.induk === now.induk } : null;
  return mark([changed && "ubah", isMoved && "pindah"].filter(Boolean), { from, fields, parts });
}

/** Simpul with another parent, or out of order among the siblings they have on both sides. */
function movedOf(before, after) {
  const moved = new Set();
  for (const { id, induk } of after.nodes.values()) {
    if (before.has(id) && before.get(id).induk !== induk) moved.add(id);
    const now = after.children(id).filter((child) => before.get(child)?.induk === id);
    if (now.length < 2) continue;
    const was = before.children(id).filter((child) => after.get(child)?.induk === id);
    if (was.every((child, i) => child === now[i])) continue;
    const kept = staying(was, now, (child) => before.get(child).versi === after.get(child).versi); // a move counts the version up
    for (const child of now) if (!kept.has(child)) moved.add(child);
  }
  return moved;
}

/** The children of a simpul on the new side, with those that went after the sibling they stood behind. */
function childrenOf(id, before, after) {
  const now = after.children(id);
  const behind = new Map();
  let last = null;
  for (const child of before.children(id)) {
    if (!after.has(child)) {
      if (!behind.has(last)) behind.set(last, []);
      behind.get(last).push(child);
    } else if (after.get(child).induk === id) last = child;
  }
  if (!behind.size) return now;
  return [null, ...now].flatMap((child) => [...(child === null ? [] : [child]), ...(behind.get(child) ?? [])]);
}

function ordered(before, after) {
  const order = [];
  const index = new Map();
  const stack = childrenOf(null, before, after).map((id) => ({ id, depth: 0, induk: null, size: 1 })).reverse();
  while (stack.length) {
    const line = stack.pop();
    index.set(line.id, order.length);
    order.push(line);
    const below = childrenOf(line.id, before, after);
    for (let i = below.length - 1; i >= 0; i -= 1) stack.push({ id: below[i], depth: line.depth + 1, induk: line.id, size: 1 });
  }
  for (let i = order.length - 1; i > 0; i -= 1) {
    const { induk, size } = order[i];
    if (induk !== null) order[index.get(induk)].size += size;
  }
  return { order, index };
}
