/**
 * What each column of a pasted table holds: by the words of its head, else by what stands in it. Pure.
 *
 * A kind is one of KINDS' keys or "target:2027"; "" leaves the column out. Several columns "pernyataan" are the levels of a table
 * whose upper levels stand in columns of their own.
 */
import { partsOf } from "../text/indented.js";
import { readNumber } from "../text/numbers.js";

export const KINDS = {
  pernyataan: "Pernyataan", kode: "Kode", jenis: "Jenis atau level", induk: "Induk", faktor: "Faktor penyebab", indikator: "Indikator",
  satuan: "Satuan", baseline: "Kondisi awal", akhir: "Kondisi akhir", komponen: "Komponen (belum ditempel)", jabatan: "Jabatan (belum ditempel)",
  mitra: "Pengampu atau mitra (belum ditempel)", nomor: "Nomor urut",
};

/** The words of a whole head, in small letters without signs; the first that fits holds. */
const HEADS = [
  ["kode", /^(kode|code)( (simpul|kinerja))?$/],
  ["nomor", /^(no|nomor|no urut|nomor urut)$/],
  ["induk", /^((kode|nama|simpul|kinerja) )?(induk|parent|atasan)( (langsung|simpul|kinerja))?$/],
  ["jenis", /^(rujukan tahapan|jenis|jenjang|jenis atau level|(jenis|level|tingkat|jenjang)( (simpul|kinerja|kondisi))?)$/],
  ["baseline", /^(kondisi|data|nilai|capaian|target)? ?(awal|baseline|eksisting)( (tahun )?(20\d\d|periode))?$/],
  ["akhir", /^(kondisi|target|nilai) akhir( periode)?$/],
  ["faktor", /^(csf )?(faktor penyebab|penyebab|sebab)$/],
  ["satuan", /^(satuan|unit|unit ukur|unit satuan)( (target|indikator))?$/],
  ["indikator", /^(nama |uraian )?(indikator|indicator|iku|ikk|ikp|ukuran)( \p{L}+)*$/u],
  ["jabatan", /^(nama )?(jabatan|posisi|position|pejabat|penanggung ?jawab|pelaksana|pemilik kinerja|pemegang kinerja( pk)?|kinerja jabatan)( \p{L}+)?$/u],
  ["komponen", /^(komponen|penuangan|nomenklatur|program|kegiatan|sub ?kegiatan|program kegiatan.*|output|rincian output|kro|ro)( (perencanaan|renstra|rpjmd|anggaran|penganggaran))*$/],
  ["mitra", /^(crosscutting|mitra|pengampu|unit (kerja|pengampu|organisasi)|opd|perangkat daerah)( \p{L}+)*$/u],
  ["pernyataan", /^(pernyataan|judul|title|uraian|simpul|sasaran|tujuan|hasil|(ultimate |intermediate |immediate )?outcome|csf|critical success factor|(level|tingkat) \d)( (kinerja|simpul|strategis|program|kegiatan|kondisi))*$/],
  ["pernyataan", /^(kinerja|kondisi|nama simpul|nama kinerja|(kondisi |kinerja )?(antara|operasional)( utama)?|csf yang sudah diubah.*|kondisi yang diperlukan.*|outcome (?!indikator).{1,60})$/],
];
const LEVEL = /^(kinerja )?(outcome|csf|(kondisi )?(antara|operasional)( utama)?|(strategis|taktikal)( \p{L}+)?|tahap [123]|(level|tingkat) \d{1,2})$/u;
const UNIT = /^(%|persen|persentase|orang|unit|km²?|km2|m[23²]?|meter|ha|hektare?|dokumen|laporan|indeks|poin|angka|nilai|skor|level|predikat|rupiah|rp\.?|kasus|hari|jam|menit|kegiatan|lembaga|desa|kelurahan|kecamatan|ton|kg|kali|paket|rumah|keluarga|kk|jiwa|rasio|opini|kategori|titik|ruas|lokasi|sertifikat|aplikasi|siswa|sekolah|kelompok)$/;
const YEAR = /^(?:target )?(?:tahun |th )?(20\d\d)$/;
const SEARCHED = 10;

export function wordsOf(cell) {
  return cell.toLowerCase().replace(/[^\p{L}\p{N}%²]+/gu, " ").trim();
}

function kindOfHead(cell) {
  const words = wordsOf(cell);
  const [, year] = YEAR.exec(words) ?? [];
  if (year) return `target:${year}`;
  return words && (HEADS.find(([, pattern]) => pattern.test(words))?.[0] ?? "");
}

/** {kinds, header, heads}: the kind of each column, how many rows stand above the data, and the words over each column. */
export function detect(cells, years) {
  const width = cells[0]?.length ?? 0;
  const header = headRows(cells);
  const columns = Array.from({ length: width }, (_, i) => cells.slice(header).map((row) => row[i].trim()).filter(Boolean));
  const heads = columns.map((_, i) => headOf(cells.slice(0, header), i));
  if (!header) return { kinds: byContent(columns, years), header, heads };
  return { kinds: heads.map((head, i) => byHead(head, columns[i])), header, heads };
}

/** A title over the head, the head itself, years below a merged "Target", a row (1) (2) (3). */
function headRows(cells) {
  const at = cells.slice(0, SEARCHED).findIndex((row) => {
    const filled = row.filter((cell) => cell.trim());
    const known = filled.filter(kindOfHead).length;
    return known * 2 >= filled.length && (known > 1 || (known === 1 && filled.length === 1 && cells.length > 1));
  });
  if (at < 0) return 0;
  let rows = at + 1;
  if (isRow(cells[rows], (cell) => YEAR.test(wordsOf(cell)))) rows += 1;
  if (isRow(cells[rows], (cell, i) => cell.replace(/[()]/g, "") === String(i + 1))) rows += 1;
  return rows;
}

/** Whether every filled cell of a row, and more than one, is of this kind. */
function isRow(row = [], fits) {
  return row.filter((cell) => cell.trim()).length > 1 && row.every((cell, i) => !cell.trim() || fits(cell.trim(), i));
}

/** The lowest filled cell over a column that says what it is. */
function headOf(rows, i) {
  const filled = rows.map((row) => row[i].trim()).filter((cell) => cell && !/^\(?\d{1,2}\)?$/.test(cell));
  return filled.findLast(kindOfHead) ?? filled.at(-1) ?? "";
}

function byHead(head, values) {
  const kind = kindOfHead(head);
  if (kind === "nomor" && isCode(values)) return "kode";
  if (kind === "" || kind === "pernyataan") return mostly(values, (value) => LEVEL.test(wordsOf(value))) ? "jenis" : kind;
  return kind;
}

function mostly(values, fits) {
  return values.length > 0 && values.filter(fits).length >= values.length * 0.7;
}

function isCode(values) {
  return mostly(values, (value) => /^([A-Za-z]{1,4}[-. ]?)?\d{1,3}([.\-/][\dA-Za-z]{1,3})*\.?$|^[A-Za-z](\.[\dA-Za-z]{1,3})+\.?$/.test(value))
    && values.some((value) => partsOf(value).length > 1) && !values.every((value) => /^\d+,|^\d{1,3}\.\d{3}$/.test(value));
}

function byContent(columns, years) {
  const kinds = columns.map((values) => {
    if (!values.length) return "";
    if (mostly(values, (value) => LEVEL.test(wordsOf(value)))) return "jenis";
    if (isCode(values)) return "kode";
    if (mostly(values, (value) => UNIT.test(value.toLowerCase()))) return "satuan";
    return mostly(values, (value) => readNumber(value) !== null || /^[-–—]$/.test(value)) ? "angka" : "teks";
  });
  if (kinds[0] === "angka" && columns[0].every((value, i) => value.replace(/\.$/, "") === String(i + 1))) kinds[0] = "nomor";
  for (const once of ["kode", "jenis", "satuan"]) {
    kinds.forEach((kind, i) => { if (kind === once && kinds.indexOf(once) < i) kinds[i] = once === "kode" ? "angka" : "teks"; });
  }
  const texts = kinds.flatMap((kind, i) => (kind === "teks" ? [i] : []));
  const measured = kinds.includes("satuan") || kinds.includes("angka");
  texts.forEach((i, at) => { kinds[i] = measured && at > 0 && at === texts.length - 1 ? "indikator" : "pernyataan"; });
  return nameNumbers(kinds, years);
}

/** Numbers without a head: one for each year, perhaps with one before them and one behind. */
function nameNumbers(kinds, years) {
  const targets = years.map((year) => `target:${year}`);
  const names = [targets, ["baseline", ...targets], ["baseline", ...targets, "akhir"]];
  const count = kinds.filter((kind) => kind === "angka").length;
  const fitting = names.find((one) => one.length === count) ?? [];
  let at = 0;
  return kinds.map((kind) => (kind === "angka" ? fitting[at++] ?? "" : kind));
}

/** What does not come along, in sentences. */
export function notesOf(cells, { kinds, header, heads }, years) {
  const notes = [];
  const below = cells.slice(header);
  kinds.forEach((kind, i) => {
    const count = below.filter((row) => row[i].trim()).length;
    const name = `Kolom “${heads[i] || `ke-${i + 1}`}”`;
    if (!count) return;
    if (kind === "komponen" || kind === "jabatan") notes.push(`${name} (${count} isi) belum ditempel; petakan di Penuangan setelah simpulnya ada.`);
    else if (kind === "mitra") notes.push(`${name} (${count} isi) belum ditempel; isi di Rincian simpulnya.`);
    else if (kind === "") notes.push(`${name} (${count} isi) tidak dipakai. Pilih artinya bila perlu.`);
    else if (kind.startsWith("target:") && !years.map(String).includes(kind.slice(7))) notes.push(`${name}: tahun ${kind.slice(7)} di luar periode pohon ini; ${count} target tidak ikut.`);
  });
  return notes;
}
