/**
 * What differs between two states of a simpul, in words: each field with its old and new value as the screen shows it, each
 * indicator and crosscutting that came, went or changed. Pure.
 */
import { number } from "../dom.js";
import { CARD } from "../indicator-card.js";

const SIMPUL = [
  ["pernyataan", "Pernyataan", "text"],
  ["jenis", "Jenis", "choice"],
  ["level_kinerja", "Level kinerja", "choice"],
  ["faktor_penyebab", "Faktor penyebab", "text"],
  ["sifat", "Sifat CSF", "choice"],
  ["metode", "Metode", "choice"],
  ["unsur_4m", "Unsur 4M", "choice"],
  ["pengampu", "Pengampu", "named", "pengampu_nama"],
  ["bobot", "Derajat kepentingan", "choice"],
  ["hubungan", "Hubungan dengan induk", "choice"],
  ["hubungan_alasan", "Alasan hubungan", "text"],
  ["keterangan", "Keterangan", "text"],
];
const INDIKATOR = [
  ["nama", "Nama", "text"],
  ["satuan", "Satuan", "text"],
  ["polaritas", "Polaritas", "choice"],
  ["baseline_tahun", "Tahun kondisi awal", "text"],
  ["baseline_nilai", "Kondisi awal", "number"],
  ["kondisi_akhir", "Kondisi akhir periode", "number"],
  ...CARD,
];
const CROSSCUTTING = [
  ["mitra", "Mitra", "named", "nama_mitra"],
  ["mitra_luar", "Mitra luar instansi", "text"],
  ["kontribusi", "Kontribusi yang diminta", "text"],
  ["status", "Status", "choice"],
  ["alasan", "Alasan", "text"],
  ["simpul_mitra", "Simpul mitra", "chosen"],
];
const POHON = [
  ["tahap", "Tahap", "text"],
  ["kesepakatan_tanggal", "Tanggal kesepakatan", "date"],
  ["kesepakatan_peserta", "Peserta kesepakatan", "text"],
  ["kesepakatan_catatan", "Catatan kesepakatan", "text"],
];
const DASAR = [
  ["jenis", "Jenis", "choice"],
  ["masalah", "Uraian", "text"],
  ["data", "Data pendukung", "text"],
  ["sumber", "Sumber data", "text"],
  ["tahun", "Tahun data", "text"],
];
const DAY = new Intl.DateTimeFormat("id-ID", { dateStyle: "long" });

const text = (value) => (value === null || value === undefined ? "" : String(value));

/** The values of both sides as shown; `chosen` only tells that one was named. */
function shown([name, , kind, other], state, group, choices) {
  const value = text(state[name]);
  if (value === "") return "";
  switch (kind) {
    case "choice": return choices.label(group, name, value);
    case "number": return number(state[name]);
    case "named": return text(state[other]) || value;
    case "date": return DAY.format(new Date(`${value}T12:00`));
    case "chosen": return `nomor ${value}`;
    default: return value;
  }
}

/** [{name, label, from, to, words}]: `words` tells that the texts are to be compared word by word. */
function changed(fields, was, now, group, choices) {
  const found = [];
  for (const field of fields) {
    const [name, label, kind] = field;
    if (was[name] === now[name]) continue; // what is the same, at once
    const compared = kind === "number" ? number : text;
    if (compared(was[name]) === compared(now[name])) continue;
    found.push({ name, label, from: shown(field, was, group, choices), to: shown(field, now, group, choices), words: kind === "text" });
  }
  return found;
}

function targets(was = {}, now = {}) {
  const years = [...new Set([...Object.keys(was), ...Object.keys(now)])].sort();
  return years.filter((year) => number(was[year]) !== number(now[year]))
    .map((year) => ({ name: `target ${year}`, label: `Target ${year}`, from: number(was[year]), to: number(now[year]), words: false }));
}

/** An indicator in one line. */
export function measureLine({ nama, satuan, target = {} }) {
  const values = Object.entries(target).filter(([, value]) => text(value) !== "").map(([year, value]) => `${year}: ${number(value)}`);
  return `${nama ?? ""}${satuan ? ` (${satuan})` : ""}${values.length ? `; target ${values.join(", ")}` : ""}`;
}

function partnerLine({ nama_mitra: name, kontribusi }) {
  return [name, kontribusi].filter(Boolean).join(": ");
}

/** Parts matched by id: [{what: "tambah" | "hapus" | "ubah", title, line, changes}], those of the old side first. */
function parts(was = [], now = [], { word, name, line, differ }) {
  if (!was.length && !now.length) return [];
  const [old, fresh] = [was, now].map((list) => new Map(list.map((part) => [String(part.id), part])));
  const found = [];
  for (const [id, part] of old) {
    const other = fresh.get(id);
    if (!other) found.push({ what: "hapus", title: word, line: line(part), changes: [] });
    else {
      const changes = differ(part, other);
      if (changes.length) found.push({ what: "ubah", title: `${word} “${text(other[name])}”`, line: "", changes });
    }
  }
  for (const [id, part] of fresh) if (!old.has(id)) found.push({ what: "tambah", title: word, line: line(part), changes: [] });
  return found;
}

/** {fields, parts}: what differs between two states of one simpul; both empty when nothing does. */
export function differences(was, now, choices) {
  return {
    fields: changed(SIMPUL, was, now, "simpul", choices),
    parts: [
      ...parts(was.indikator, now.indikator, {
        word: "Indikator", name: "nama", line: measureLine,
        differ: (one, other) => [...changed(INDIKATOR, one, other, "indikator", choices), ...targets(one.target, other.target)],
      }),
      ...parts(was.crosscutting, now.crosscutting, {
        word: "Crosscutting", name: "nama_mitra", line: partnerLine,
        differ: (one, other) => changed(CROSSCUTTING, one, other, "crosscutting", choices),
      }),
    ],
  };
}

/** The same of what is said of the tree itself: its stage, the agreement, the basis of the outcome. */
export function pohonDifferences(was, now, choices) {
  return {
    fields: changed(POHON, was, now, "pohon", choices),
    parts: parts(was.dasar, now.dasar, {
      word: "Dasar outcome", name: "masalah", line: ({ masalah }) => text(masalah),
      differ: (one, other) => changed(DASAR, one, other, "dasar", choices),
    }),
  };
}
