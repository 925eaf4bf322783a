/**
 * One card of the chart, and how tall it is.
 *
 * HTML made here:
 *   <div class="ed-card" role="treeitem" data-key data-tone aria-level aria-posinset aria-setsize aria-expanded aria-label>
 *     <div class="ed-card-head ed-handle"><span class="ed-shape">●</span><span class="ed-word">…</span><button data-act="child|menu"></div>
 *     <div class="ed-card-text">…</div>  <div class="ed-card-partner">◇ …</div>
 *     <div class="ed-card-foot">…<button class="ed-sign" data-act="findings">▲ 1</button><button class="ed-fold" data-act="fold">5 ▾</button></div>
 *   </div>
 */
import { el } from "./dom.js";
import { CARD_WIDTH } from "./layout-right.js";
import { markOf, partnersOf, quietOf, signsOf, spokenOf } from "./levels.js";
import { chipsOf } from "./presence.js";

const HEAD = 27;
const LINE = 18;
const TEXT_PADDING = 12;
const PARTNER = 22;
const FOOT = 27;
const BORDERS = 2;
const MOST_LINES = 4;
const TEXT_WIDTH = CARD_WIDTH - 20;

const pen = document.createElement("canvas").getContext("2d");
let font = "";
let known = new Map();

/** Measure with the font the cards really have; call again when fonts have loaded. */
export function useFontOf(element) {
  const style = getComputedStyle(element);
  font = `${style.fontWeight} 14px ${style.fontFamily}`;
  known = new Map();
}

/** Lines a statement takes in a card, 1 to 4. */
function lines(text) {
  if (known.has(text)) return known.get(text);
  pen.font = font;
  let count = 1;
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > TEXT_WIDTH) {
      count += 1;
      line = word;
    } else line = longer;
    count += Math.floor(pen.measureText(line).width / (TEXT_WIDTH + 1));
    if (count >= MOST_LINES) break;
  }
  known.set(text, Math.min(count, MOST_LINES));
  return known.get(text);
}

export function heightOf(simpul) {
  const partner = simpul.crosscutting?.length ? PARTNER : 0;
  return HEAD + TEXT_PADDING + LINE * lines(simpul.pernyataan || "…") + partner + FOOT + BORDERS;
}

/** What a card shows, as plain data: two equal ones look the same. */
export function faceOf(key, store, choices) {
  const simpul = store.get(key);
  const children = store.shownChildren(key).length;
  return {
    mark: markOf(simpul, choices),
    text: simpul.pernyataan,
    partners: partnersOf(simpul),
    quiet: quietOf(simpul, store, choices),
    signs: signsOf(store.temuan.get(key)),
    people: store.peopleAt(key),
    hidden: children && !store.isOpen(key) ? store.branch(key).length - 1 : 0,
    children,
    level: store.depth(key) + 1,
    position: store.siblings(key).indexOf(key) + 1,
    siblings: store.siblings(key).length,
    spoken: spokenOf(simpul, store, choices),
    focus: store.focus === key,
    selected: store.selected.has(key),
    cut: store.cut.has(key),
    context: !store.matches(key),
    editing: store.editing === key,
    draft: Boolean(simpul.draft),
    writable: store.pohon.boleh_ubah,
  };
}

export function makeCard(key) {
  return el("div", { class: "ed-card", id: `ed-card-${key}`, role: "treeitem", "data-key": key, tabindex: "-1" },
    el("div", { class: "ed-card-head" }), el("div", { class: "ed-card-text" }),
    el("div", { class: "ed-card-partner" }), el("div", { class: "ed-card-foot" }));
}

/** Bring a card up to date with its face; the text is left alone while it is being edited. */
export function drawCard(card, face) {
  const [head, text, partner, foot] = card.children;
  card.dataset.tone = face.mark.tone;
  card.classList.toggle("ed-selected", face.selected);
  card.classList.toggle("ed-focus", face.focus);
  card.classList.toggle("ed-cut", face.cut);
  card.classList.toggle("ed-context", face.context);
  card.classList.toggle("ed-editing", face.editing);
  card.classList.toggle("ed-crosscutting", face.partners.length > 0);
  card.classList.toggle("ed-movable", face.writable && face.level > 1);
  card.tabIndex = face.focus ? 0 : -1;
  card.setAttribute("aria-level", face.level);
  card.setAttribute("aria-posinset", face.position);
  card.setAttribute("aria-setsize", face.siblings);
  card.setAttribute("aria-selected", String(face.selected));
  card.setAttribute("aria-label", face.spoken);
  if (face.children) card.setAttribute("aria-expanded", String(face.hidden === 0));
  else card.removeAttribute("aria-expanded");
  drawHead(head, face);
  if (!face.editing) text.textContent = face.text;
  partner.hidden = face.partners.length === 0;
  partner.textContent = partnerText(face.partners);
  foot.replaceChildren(
    el("span", { class: face.quiet.missing ? "ed-missing" : null }, face.quiet.text),
    ...face.signs.map(({ tone, sign, count, words }) => el("button", {
      type: "button", class: `ed-sign ed-sign-${tone}`, "data-act": "findings", tabindex: "-1", title: `${words}; klik untuk melihatnya`, "aria-label": words,
    }, `${sign} ${count}`)),
    ...(face.children ? [foldButton(face)] : []),
  );
}

function foldButton({ hidden }) {
  const words = hidden ? `Buka cabang, ${hidden} simpul tersembunyi` : "Lipat cabang";
  return el("button", {
    type: "button", class: `ed-fold${hidden ? " ed-fold-closed" : ""}`, "data-act": "fold", tabindex: "-1", title: words, "aria-label": words,
  }, hidden ? `${hidden} ▾` : "▴");
}

function partnerText(partners) {
  if (partners.length === 0) return "";
  const [{ name, answer }] = partners;
  return partners.length > 1 ? `◇ ${name} dan ${partners.length - 1} mitra lain` : `◇ ${name} · ${answer}`;
}

function drawHead(head, face) {
  head.classList.toggle("ed-handle", face.writable && face.level > 1);
  head.replaceChildren(...[
    el("span", { class: "ed-shape", "aria-hidden": "true" }, face.mark.shape),
    el("span", { class: "ed-word" }, face.mark.word),
    chipsOf(face.people),
    face.writable && face.level > 1 && el("span", { class: "ed-grip", "aria-hidden": "true", title: "Seret untuk memindah" }, "⠿"),
    face.writable && el("button", { type: "button", class: "ed-mini", "data-act": "child", tabindex: "-1", "aria-label": "Tambah turunan", title: "Tambah turunan" }, "+"),
    el("button", { type: "button", class: "ed-mini", "data-act": "menu", tabindex: "-1", "aria-label": "Menu simpul", "aria-haspopup": "menu", title: "Menu simpul" }, "⋯"),
  ].filter(Boolean));
}
