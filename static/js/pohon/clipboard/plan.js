/**
 * From pasted rows to new simpul: the kind each one takes below its parent, what is wrong in which row, and the branches. Pure.
 */
import { newKey } from "../emitter.js";
import { KIND_NAMES, childKinds, kindForChild, usualLevel, whyNotBuild, whyNotKind } from "../rules.js";

const LONGEST = 1000;
const MOST = 2000;
const MOST_TOPS = 500;
const STAGE_INDIKATOR = 4;

/**
 * {rows, general, notes, simpul, indikator, blocked}: the rows with `jenis` and `problems`, sentences that block the whole, sentences to
 * know, and how many. `parent` is the key of the simpul they will hang under; `leaves` makes the lowest conditions operational.
 */
export function planOf(source, store, parent, { leaves = false } = {}) {
  const notes = [];
  const kinds = [];
  const kept = withoutUpper(source, store, parent, notes);
  const rows = kept.map((row, i) => {
    const upper = row.depth ? kinds[row.depth - 1] : store.get(parent).jenis;
    const leaf = (kept[i + 1]?.depth ?? 0) <= row.depth;
    const { jenis, problems } = kindOf(row, upper, leaf ? { leaves, usual: row.depth ? "" : kindForChild(store, parent) } : {});
    kinds.length = row.depth;
    kinds.push(jenis);
    return { ...row, jenis, problems: [...row.problems, ...problems, ...faults(row)] };
  });
  markTwins(rows, store, parent);
  const measures = rows.reduce((sum, row) => sum + row.indikator.length, 0);
  const writes = store.pohon.tahap >= STAGE_INDIKATOR;
  if (measures && !writes) notes.push(`${measures.toLocaleString("id-ID")} indikator tidak ikut ditempel: indikator dibuka pada tahap ${STAGE_INDIKATOR}.`);
  const general = whyNot(rows, store);
  return {
    rows, general, notes, simpul: rows.length, indikator: writes ? measures : 0,
    blocked: general.length > 0 || rows.some(({ problems }) => problems.some(({ error }) => error)),
  };
}

function whyNot(rows, store) {
  const tops = rows.filter(({ depth }) => depth === 0).length;
  const early = [...new Set(rows.map(({ jenis }) => whyNotKind(store, jenis)))];
  return [
    whyNotBuild(store), ...early,
    rows.length > MOST && `Paling banyak ${MOST.toLocaleString("id-ID")} baris sekali tempel; ini ${rows.length.toLocaleString("id-ID")}. Tempel sebagian demi sebagian.`,
    tops > MOST_TOPS && `Paling banyak ${MOST_TOPS} baris teratas sekali tempel. Beri induk, atau tempel sebagian demi sebagian.`,
    rows.length === 0 && "Tidak ada baris berisi pernyataan.",
  ].filter(Boolean);
}

/** Leave out what stands above this place already, such as the outcome over a whole table: what hangs below it moves up. */
function withoutUpper(rows, store, parent, notes) {
  const path = new Set(store.path(parent).map((key) => plain(store.get(key).pernyataan)));
  const isUpper = (row, i) => row.depth === 0 && ((row.jenis === "outcome" && !row.soft) || (path.has(plain(row.text)) && rows[i + 1]?.depth === 1));
  const at = rows.findIndex(isUpper);
  if (at < 0) return rows;
  const { line, text, indikator } = rows[at];
  const end = rows.findIndex(({ depth }, i) => i > at && depth === 0);
  notes.push(`Baris ${line}, “${clipped(text)}”, sudah ada di atas tempat ini${indikator.length ? "; indikatornya tidak ikut" : ""}. Turunannya langsung di bawah simpul ini.`);
  const below = rows.slice(at + 1, end < 0 ? rows.length : end).map((row) => ({ ...row, depth: row.depth - 1 }));
  return withoutUpper([...rows.slice(0, at), ...below, ...(end < 0 ? [] : rows.slice(end))], store, parent, notes);
}

function clipped(text) {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** The same statement twice in one place. */
function markTwins(rows, store, parent) {
  const seen = new Map(store.children(parent).map((key) => [`\n${plain(store.get(key).pernyataan)}`, ""]));
  const path = [];
  for (const row of rows) {
    path.length = row.depth;
    const place = `${path.join("\n")}\n${plain(row.text)}`;
    const before = seen.get(place);
    if (before !== undefined && row.text) row.problems.push({ error: false, text: before ? `Sama dengan baris ${before}.` : "Sudah ada simpul dengan pernyataan yang sama di sini." });
    else seen.set(place, row.line);
    path.push(plain(row.text));
  }
}

function plain(text) {
  return text.trim().toLowerCase().replace(/\s+/g, " ");
}

/** The kind named in the row where it fits below `upper`, else the usual one. */
function kindOf({ jenis, soft }, upper, { leaves, usual }) {
  const allowed = childKinds(upper);
  if (allowed.includes(jenis)) return { jenis, problems: [] };
  const low = leaves && upper === "antara" ? "operasional" : usual;
  const kind = allowed.includes(low) ? low : allowed[0];
  const wrong = jenis && !soft;
  return {
    jenis: kind,
    problems: wrong ? [{ error: false, text: `${KIND_NAMES[jenis]} tidak dapat berada di bawah ${KIND_NAMES[upper]}; dijadikan ${KIND_NAMES[kind].toLowerCase()}.` }] : [],
  };
}

function faults({ text, faktor = "" }) {
  const long = Object.entries({ Pernyataan: text, "Faktor penyebab": faktor }).filter(([, value]) => value.length > LONGEST);
  return [
    ...(text.trim() ? [] : [{ error: true, text: "Pernyataan kosong." }]),
    ...long.map(([name, { length }]) => ({ error: true, text: `${name} ${length} karakter, paling banyak ${LONGEST}. Persingkat.` })),
  ];
}

/** The new simpul as branches in tree order, each under keys of its own, ready for operations.addBranch. */
export function branchesOf(rows, store, parent) {
  const branches = [];
  const open = [];
  const years = new Set((store.pohon.periode?.tahun ?? []).map(String));
  const writes = store.pohon.tahap >= STAGE_INDIKATOR;
  for (const { depth, text, jenis, faktor = "", indikator } of rows) {
    const upper = depth ? open[depth - 1] : null;
    const node = {
      key: newKey(), id: null, versi: 0, jenis, pernyataan: text.trim(), induk: upper ? upper.key : parent, crosscutting: [],
      ...(faktor ? { faktor_penyebab: faktor } : {}),
      level_kinerja: levelUnder(store, jenis, upper, parent),
      indikator: writes ? indikator.map((part) => ({
        ...part, kunci: newKey("p"), target: Object.fromEntries(Object.entries(part.target).filter(([year]) => years.has(year))),
      })) : [],
    };
    open.length = depth;
    open.push(node);
    if (upper) branches.at(-1).push(node);
    else branches.push([node]);
  }
  return branches;
}

function levelUnder(store, jenis, upper, parent) {
  if (!upper) return usualLevel(store, jenis, parent);
  if (jenis === "antara") return upper.jenis === "csf" ? "taktikal_intermediate" : "taktikal_immediate";
  return usualLevel(store, jenis, parent);
}
