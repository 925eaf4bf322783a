/**
 * The shape of the sheet: its columns, and the rows of each komponen as one group. Pure.
 *
 *   columnsOf(data)       -> [{id, label, kind, tahun?, panjang?, lebar}]
 *   rowsOf(komponen, n)   -> [{id, jenis: "k"|"p"|"i", komponen, asal: {column id: value}, pohon?}]
 *   isEditable(row, column), isNumber(row, column)
 *
 * A row "k" is a komponen (sums of pagu, texts), "p" a source of funds, "i" an indicator. Values are plain text.
 */
const OF_TREE = new Set(["uraian", "satuan", "kondisi_awal", "kondisi_akhir"]);
const NAME_OF = { uraian: "nama" };
const LONGEST = { nama: 500, satuan: 60, sumber: 60, alasan: 1000 };

export function columnsOf(data) {
  const renja = data.maju !== null;
  const number = (id, label, more = {}) => ({ id, label, kind: "number", lebar: 112, ...more });
  return [
    { id: "uraian", label: "Komponen, sumber dana, indikator", kind: "text", lebar: 340 },
    { id: "satuan", label: "Satuan", kind: "text", lebar: 96, panjang: LONGEST.satuan },
    ...(renja ? [] : [number("kondisi_awal", "Kondisi awal")]),
    ...data.realisasi.map((tahun) => number(`realisasi:${tahun}`, `Realisasi ${tahun}`, { tahun })),
    ...data.prakiraan.map((tahun) => number(`prakiraan:${tahun}`, `Prakiraan ${tahun}`, { tahun })),
    ...data.tahun.map((tahun) => number(`th:${tahun}`, tahun === data.maju ? `Prakiraan maju ${tahun}` : String(tahun), { tahun, lebar: 128 })),
    number("kondisi_akhir", renja ? "Target akhir Renstra / jumlah" : "Kondisi akhir / jumlah", { lebar: 132 }),
    { id: "alasan", label: "Alasan berbeda dari pohon", kind: "text", lebar: 200, panjang: LONGEST.alasan },
    ...data.teks.map(({ kunci, label, panjang }) => ({ id: `teks:${kunci}`, label, kind: "text", lebar: 160, panjang })),
  ];
}

export function rowsOf(komponen) {
  const made = [{ id: `k${komponen.id}`, jenis: "k", komponen, asal: prefixed("teks", komponen.teks) }];
  if (komponen.berpagu) {
    const sources = komponen.pagu.length ? komponen.pagu : [{ sumber: "", tahun: {} }];
    made.push(...sources.map((row) => sourceRow(komponen, `p${komponen.id}.${row.sumber}`, row)));
  }
  made.push(...komponen.ukuran.map((ukuran) => indicatorRow(komponen, ukuran)));
  return made;
}

export function sourceRow(komponen, id, { sumber = "", tahun = {} } = {}) {
  return { id, jenis: "p", komponen, asal: { uraian: sumber, ...prefixed("th", tahun) } };
}

function indicatorRow(komponen, ukuran) {
  return {
    id: `i${komponen.id}.${ukuran.id}`,
    jenis: "i",
    komponen,
    indikator: ukuran.id,
    editor: ukuran.editor,
    asal: { ...valuesOf(ukuran), ...prefixed("realisasi", ukuran.realisasi), ...prefixed("prakiraan", ukuran.prakiraan), alasan: ukuran.alasan },
    pohon: valuesOf(ukuran.pohon),
  };
}

function valuesOf({ nama, satuan, kondisi_awal, kondisi_akhir, target }) {
  return { uraian: nama, satuan, kondisi_awal, kondisi_akhir, ...prefixed("th", target) };
}

function prefixed(name, values) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}:${key}`, value]));
}

/** Whether the value of an indicator in this column comes from the tree. */
export function isOfTree(row, column) {
  return row.jenis === "i" && (OF_TREE.has(column.id) || column.id.startsWith("th:"));
}

export function isEditable(row, column) {
  if (row.jenis === "k") return column.id.startsWith("teks:");
  if (row.jenis === "p") return column.id === "uraian" || column.id.startsWith("th:");
  return !column.id.startsWith("teks:");
}

/** Whether the cell shows a sum of pagu. */
export function isSum(row, column) {
  return (row.jenis === "k" && column.id.startsWith("th:")) || (row.jenis !== "i" && column.id === "kondisi_akhir");
}

export function isNumber(row, column) {
  return column.kind === "number" && row.jenis !== "k";
}

export function longest(row, column) {
  if (column.id === "uraian") return row.jenis === "p" ? LONGEST.sumber : LONGEST.nama;
  return column.panjang ?? 40;
}

/** The name the server has for an indicator's column. */
export function fieldOf(column) {
  return NAME_OF[column] ?? column;
}
