/** What the matrix says of each kind of column. Pure. */
export const WORDS = {
  komponen: {
    column: "komponen", rowEmpty: "belum dipetakan", columnEmpty: "belum bersimpul", byGroup: true, group: "Dokumen", allGroups: "Semua dokumen",
    linked: (simpul, column) => `${simpul} dipetakan ke ${column}.`,
    unlinked: (simpul, column) => `${simpul} dilepas dari ${column}.`,
    none: "Belum ada komponen untuk unit dan periode pohon ini. Buat dokumen perencanaan dan komponennya di menu Perencanaan, atau buka Lanjut, lalu Pemetaan ke komponen.",
  },
  jabatan: {
    column: "jabatan", rowEmpty: "belum diampu", columnEmpty: "belum mengampu", byGroup: false, group: "Unit", allGroups: "Semua unit",
    linked: (simpul, column) => `${simpul} diampu ${column}.`,
    unlinked: (simpul, column) => `${simpul} tidak lagi diampu ${column}.`,
    none: "Belum ada jabatan untuk unit pohon ini. Susun dahulu jabatannya di menu Jabatan dan PK.",
  },
};

/** Code and name of a column, as one says them. */
export function nameOf({ kode, nama }) {
  return kode ? `${kode} ${nama}` : nama;
}
