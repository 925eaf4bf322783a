/**
 * What happens when the server, or somebody else, disagrees: the dialog of a conflict, text whose simpul is deleted, a refusal.
 */
import { compare } from "./conflict-dialog.js";
import { tell } from "./dialog.js";
import { clip, clock } from "./dom.js";
import { tellLost, textsOf } from "./lost-text.js";
import { mergeText } from "./merge-text.js";

const LABELS = { pernyataan: "Pernyataan", faktor_penyebab: "Faktor penyebab", keterangan: "Keterangan", hubungan_alasan: "Alasan" };

function shown(simpul, name, choices) {
  const value = simpul?.[name];
  if (Array.isArray(value)) return value.map((part) => [part.nama ?? part.nama_mitra ?? part.mitra_luar, part.satuan, ...Object.values(part.target ?? {})].filter(Boolean).join(", ")).join("; ");
  if (name === "pengampu") return choices.unitName(value);
  return choices.label("simpul", name, value ?? "");
}

/** The proposal of a text that holds both changes; undefined for a field that is no text. */
function joined(name, before, mine, theirs) {
  return name in LABELS ? mergeText(before?.[name] ?? "", mine?.[name] ?? "", theirs[name] ?? "") : undefined;
}

/** The function that asks the person about one conflict; answers "mine", "theirs" or the fields of a joined text. */
export function resolverOf({ store, choices }) {
  return async ({ op, before, current, fields, oleh, waktu }) => {
    const when = waktu ? ` pukul ${clock(waktu)}` : "";
    const removal = op.jenis === "hapus";
    const theirs = store.adopt(current);
    const rows = removal ? [{ name: "pernyataan", label: "Pernyataan", mine: "Hapus", theirs: current.pernyataan }] : fields.map((name) => ({
      name,
      label: LABELS[name] ?? name.replaceAll("_", " "),
      mine: shown(store.get(op.key), name, choices),
      theirs: shown(theirs, name, choices),
      merged: joined(name, before, store.get(op.key), theirs),
    }));
    let answer = null;
    while (answer === null) answer = await compare({ who: oleh || "orang lain", when, rows, removal });
    return answer;
  };
}

/** Listen to what the sync cannot settle alone. */
export function watchConflicts({ sync, store, history, titles, outline, panel, say }) {
  sync.on("removing", (keys) => {
    const text = titles.value.trim();
    if (!keys.includes(titles.key) || !text || text === store.get(titles.key).pernyataan) return;
    tellLost({
      title: "Simpul ini dihapus orang lain", texts: [text],
      lines: ["Salin teks ini bila masih diperlukan. Pilih simpul lain untuk melanjutkan."],
    });
  });
  sync.on("refused", async (refusal) => {
    const [op] = refusal.ops;
    if (!refusal.ops.every(({ jenis }) => jenis === "ubah")) history.clear();
    if (outline.fail(refusal)) return;
    if (panel.isOpen && panel.fail(refusal)) {
      say(refusal.pesan);
      return;
    }
    const texts = textsOf([...refusal.ops, ...refusal.lost]);
    const sentences = refusal.galat.length ? refusal.galat.map(({ pesan }) => pesan) : [refusal.pesan];
    const title = "Perubahan tidak dapat disimpan";
    if (texts.length) await tellLost({ title, lines: sentences, texts });
    else await tell({ title, lines: sentences, intro: op.key && store.has(op.key) ? `Simpul “${clip(store.get(op.key).pernyataan)}”.` : "" });
  });
}
