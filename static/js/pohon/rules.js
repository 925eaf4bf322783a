/**
 * Where a simpul may stand and when: the legal parents and the stage from which each kind may be written.
 *
 * The server decides; this answers at once, so that an illegal place is shown with its reason while dragging.
 * Each `why…` function returns the reason as a sentence, or "" when it is allowed. Pure.
 */
export const KIND_NAMES = {
  outcome: "Outcome",
  csf: "CSF",
  antara: "Kondisi antara",
  operasional: "Kondisi operasional",
};

/** A kind within a sentence. */
export function lowerKind(kind) {
  return kind === "csf" ? "CSF" : KIND_NAMES[kind].toLowerCase();
}

const CHILD_KINDS = {
  outcome: ["csf"],
  csf: ["antara", "operasional"],
  antara: ["antara", "operasional"],
  operasional: ["operasional"],
};
const KIND_STAGE = { outcome: 1, csf: 2, antara: 3, operasional: 3 };
const STAGE_INDIKATOR = 4;

/** Somebody else may delete what is held in a drag or a dialog. */
export const GONE = "Simpul itu baru saja dihapus orang lain.";

export function childKinds(kind) {
  return CHILD_KINDS[kind] ?? [];
}

/** The kind a new child gets: as its youngest sibling, else what the parent calls for. */
export function kindForChild(store, parent) {
  const siblings = store.children(parent);
  const last = store.get(siblings[siblings.length - 1]);
  return last?.jenis ?? childKinds(store.get(parent).jenis)[0];
}

/** The kind something of kind `own` takes under a parent: its own where that fits. */
export function kindAmong(store, own, parent) {
  const allowed = childKinds(store.get(parent).jenis);
  return allowed.includes(own) ? own : allowed[0];
}

/** The kind a simpul takes under a parent. */
export function kindUnder(store, key, parent) {
  return kindAmong(store, store.get(key).jenis, parent);
}

/** The level of performance the server gives a new simpul, shown while its answer is under way. */
export function usualLevel(store, kind, parent) {
  const pemda = store.pohon.instansi?.jenis !== "kementerian_lembaga";
  if (kind === "csf") return pemda ? "strategis_urusan" : "strategis_subsektor";
  if (kind === "operasional") return "operasional";
  return store.get(parent).jenis === "csf" ? "taktikal_intermediate" : "taktikal_immediate";
}

export function whyNotWrite(store) {
  if (store.pohon.boleh_ubah) return "";
  return store.pohon.kunci || "Anda hanya dapat membaca pohon ini.";
}

/** Why the structure may not be changed now: what a filter hides would be moved about unseen. */
export function whyNotBuild(store) {
  return whyNotWrite(store) || (store.filter ? "Selama disaring, susunan pohon tidak dapat diubah. Hapus saringan dahulu." : "");
}

/** Why no simpul of this kind may be added now. */
export function whyNotKind(store, kind) {
  const stage = KIND_STAGE[kind];
  if (store.pohon.tahap >= stage) return "";
  return `${KIND_NAMES[kind]} ditambahkan mulai tahap ${stage}. Buka tahap ${stage} lebih dahulu.`;
}

export function whyNotChild(store, parent) {
  return whyNotBuild(store) || whyNotKind(store, kindForChild(store, parent));
}

/** Why a simpul may not leave its place with all below it. */
export function whyNotCut(store, key) {
  if (key === store.root) return "Outcome tidak dapat dihapus dari bagan; hapus pohonnya dari daftar pohon.";
  return whyNotBuild(store);
}

/** Why a branch may not be deleted: as for moving it, and for a crosscutting condition in it that its partner did not turn down. */
export function whyNotRemove(store, key) {
  const why = whyNotCut(store, key);
  if (why || !store.has(key)) return why;
  const marked = store.branch(key).map((one) => store.get(one)).find(({ crosscutting = [] }) => crosscutting.some(({ status }) => status !== "ditolak"));
  if (!marked) return "";
  return `Kondisi crosscutting tidak boleh dieliminasi dari pohon: “${marked.pernyataan}”. Bila mitra tidak diperlukan lagi, hapus tandanya dahulu.`;
}

/** Why `key` may not become a child of `parent`. */
export function whyNotMove(store, key, parent) {
  const closed = whyNotBuild(store);
  if (closed) return closed;
  if (key === store.root) return "Outcome selalu di puncak pohon.";
  if (!store.has(key)) return GONE;
  if (!store.has(parent)) return "Tujuan tidak ada lagi.";
  if (store.isInside(parent, key)) return "Simpul tidak dapat dipindah ke bawah dirinya sendiri.";
  return whyNotBecome(store, key, kindUnder(store, key, parent));
}

/** Why something of this kind cannot have children of the kinds `below`. */
function whyNotCarry(kind, below) {
  if (below.every((jenis) => childKinds(kind).includes(jenis))) return "";
  return kind === "csf"
    ? "Turunan simpul ini tidak dapat berada di bawah CSF."
    : `Sebagai ${KIND_NAMES[kind].toLowerCase()}, simpul ini tidak dapat membawa turunannya.`;
}

/** Why a simpul with the children it has may not become another kind. */
export function whyNotBecome(store, key, kind) {
  return whyNotCarry(kind, store.children(key).map((child) => store.get(child).jenis)) || whyNotKind(store, kind);
}

/** Why a copy of a branch (its simpul in tree order, the top first) may not stand below `parent`. */
export function whyNotCopy(store, branch, parent) {
  const [top] = branch;
  if (top.jenis === "outcome") return "Outcome tidak dapat disalin ke dalam pohon; salin cabang di bawahnya.";
  const kind = kindAmong(store, top.jenis, parent);
  const below = branch.filter(({ induk }) => induk === top.key).map(({ jenis }) => jenis);
  const kinds = [kind, ...branch.slice(1).map(({ jenis }) => jenis)];
  return whyNotBuild(store) || whyNotCarry(kind, below) || (kinds.map((one) => whyNotKind(store, one)).find(Boolean) ?? "");
}

/** The kinds a simpul may be changed to where it stands, with the children it has. */
export function kindsFor(store, key) {
  const parent = store.parent(key);
  if (parent === null) return ["outcome"];
  return childKinds(store.get(parent).jenis).filter((kind) => !whyNotBecome(store, key, kind));
}
