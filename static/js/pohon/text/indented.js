/**
 * Indented text and the hierarchy it means.
 *
 *   parseIndented(text) -> [{line, depth, text, note}]      lines are counted from 1; `note` says what was hard to read, or ""
 *   printIndented(store, key) -> text, one tab a level
 *
 * Codes (1.2.3) say the level when the lines carry them; else the indentation does (tabs, or any even number of spaces); without
 * either the kind of bullet or number does, each new kind one level deeper. What only marks a line is taken off. Pure.
 */
const TAB = 4;
const GAP = "[\\s\\u00a0]+(?=\\S)";
/** An official number such as 1.2.3 or A.1.b; groups of three digits are thousands. */
const CODE = new RegExp(`^((?:[A-Za-z]|\\d{1,2})(?:\\.(?:\\d{1,2}|[A-Za-z]))+)[.)]?${GAP}`);
const SINGLE = new RegExp(`^(\\d{1,2}(?=[.)]?[\\s\\u00a0])|[A-Za-z](?=[.)]))[.)]?${GAP}`);
const BULLET = new RegExp(`^(?:[-–—*]+${GAP}|[•·▪◦‣●○■□➢✓]+[\\s\\u00a0]*(?=\\S)|[o§]${GAP})`);
const NUMBER = new RegExp(`^(\\(?)(\\d{1,3}|[ivx]{2,5}|[IVX]{2,5}|[A-Za-z])([.)])${GAP}`);

/** The text without its bullet or number, and the kind of mark it had ("" for none). */
export function unmark(text) {
  const bullet = BULLET.exec(text);
  if (bullet) return { text: text.slice(bullet[0].length), mark: bullet[0].trim() };
  const number = NUMBER.exec(text);
  if (!number) return { text, mark: "" };
  const [whole, open, sign, close] = number;
  return { text: text.slice(whole.length), mark: `${open}${kindOf(sign)}${close}`, sign };
}

function kindOf(sign) {
  if (/\d/.test(sign)) return "1";
  const letter = sign.length > 1 ? "i" : "a";
  return sign === sign.toUpperCase() ? letter.toUpperCase() : letter;
}

/** `keep(text)`: lines to take as they stand, and then only the indentation says the level. */
export function parseIndented(text, { keep = null } = {}) {
  return parseLines(text.split(/\r\n|\r|\n/).map((raw, i) => ({ line: i + 1, raw })), { keep });
}

/** The same for lines that come from elsewhere: [{line, raw}]. */
export function parseLines(all, { keep = null } = {}) {
  const lines = all.filter(({ raw }) => raw.trim()).map(({ line, raw }) => {
    const [blank] = /^[\s\u00a0]*/.exec(raw);
    return { line, blank, body: raw.slice(blank.length).trimEnd() };
  });
  if (!keep && isCoded(lines)) return byCode(lines);
  if (!keep && lines.every(({ blank }) => blank === lines[0].blank)) return byMark(lines);
  return byBlank(lines, keep ?? (() => false));
}

/** Whether codes say the level: one of them continues another, or every line has one. */
function isCoded(lines) {
  const codes = lines.map(({ body }) => CODE.exec(body)?.[1]).filter(Boolean);
  const all = new Set([...codes, ...lines.map(({ body }) => SINGLE.exec(body)?.[1]).filter(Boolean)]);
  return codes.length > 0 && (codes.length === lines.length || codes.some((code) => all.has(code.slice(0, code.lastIndexOf(".")))));
}

// --- codes --------------------------------------------------------------------------------------------------------

/** A line without a code hangs under the one above. */
function byCode(lines) {
  const placer = new CodePlacer();
  return lines.map(({ line, body }) => {
    const found = CODE.exec(body) ?? SINGLE.exec(body);
    if (!found) return { line, depth: placer.depth + 1, text: unmark(body).text, note: "" };
    return { line, text: body.slice(found[0].length), ...placer.place(found[1]) };
  });
}

/** Says for one code after another how deep it lies: below the longest code above it that it begins with. */
export class CodePlacer {
  #open = [];
  #least = Infinity;

  get depth() {
    return this.#open.length - 1;
  }

  /** {depth, note}: `note` names the parent's code when that has not come. */
  place(code) {
    const parts = partsOf(code);
    this.#least = Math.min(this.#least, parts.length);
    while (this.#open.length && !isBelow(parts, this.#open.at(-1))) this.#open.pop();
    const upper = this.#open.at(-1)?.length ?? this.#least - 1;
    this.#open.push(parts);
    const missing = parts.length > upper + 1 ? parts.slice(0, -1).join(".") : "";
    return { depth: this.depth, note: missing ? `Induknya, kode ${missing}, tidak ada di atas baris ini; periksa letaknya.` : "" };
  }
}

/** The parts of a code: 1.2.3, A.1, CSF-1.2, 01/02. */
export function partsOf(code) {
  return code.trim().replace(/[.)]+$/, "").toUpperCase().split(/[.\-/\s]+/).filter(Boolean);
}

function isBelow(parts, upper) {
  return parts.length > upper.length && upper.every((part, i) => part === parts[i]);
}

// --- indentation ----------------------------------------------------------------------------------------------------

function byBlank(lines, keep) {
  const tabs = lines.some(({ blank }) => blank.includes("\t"));
  const unit = Math.min(TAB, ...lines.map(({ blank }) => blank.replaceAll("\t", "").length).filter(Boolean));
  const open = [];
  return lines.map(({ line, blank, body }) => {
    const width = widthOf(blank, unit);
    const before = open.at(-1);
    let left = width;
    while (open.length && open.at(-1) >= width) left = open.pop();
    const note = noteOf({ mixed: tabs && blank.replaceAll("\t", "") !== "", steep: tabs && before !== undefined && width > before + unit, askew: left !== width && open.length > 0 }, unit);
    open.push(width);
    return { line, depth: open.length - 1, text: keep(body) ? body : unmark(body).text, note };
  });
}

function noteOf({ mixed, steep, askew }, unit) {
  if (mixed) return `Jorokan baris ini memakai spasi, sedangkan yang lain memakai tab; ${unit} spasi dibaca sebagai satu tab.`;
  if (steep) return "Jorokannya terlalu dalam; dijadikan turunan baris di atasnya.";
  return askew ? "Jorokannya tidak sejajar dengan baris mana pun di atasnya; periksa letaknya." : "";
}

function widthOf(blank, tab) {
  return [...blank].reduce((sum, char) => sum + (char === "\t" ? tab : 1), 0);
}

// --- bullets and numbers ----------------------------------------------------------------------------------------------

/** A kind of mark that stands open leads back to its level, a new one a level deeper. */
function byMark(lines) {
  const open = [];
  const marked = lines.map(({ line, body }) => ({ line, ...unmark(body) }));
  const romans = new Set(marked.filter(({ sign }) => /^ii$/i.test(sign)).map(({ mark }) => mark));
  return marked.map(({ line, text, mark: own, sign }) => {
    const roman = own.replace("a", "i").replace("A", "I");
    const mark = /^[ivx]$/i.test(sign) && romans.has(roman) ? roman : own;
    const at = open.indexOf(mark);
    if (at >= 0) open.length = at + 1;
    else open.push(mark);
    return { line, depth: open.length - 1, text, note: "" };
  });
}

// --- printing -----------------------------------------------------------------------------------------------------------

/** A statement on one line. */
export function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}

export function printIndented(store, key) {
  const first = store.depth(key);
  return store.branch(key).map((at) => "\t".repeat(store.depth(at) - first) + oneLine(store.get(at).pernyataan)).join("\n");
}
