/**
 * The columns of the outline: what each shows, and how its cells are filled. Pure.
 *
 * A column is {id, group, title, width, stage, kind, of, path, number, opens, …}. `kind` says how it is filled: "title", "text", "number",
 * "choice", or null where it is only shown; `of` whose field `path` is: the simpul's or its indikator's. `opens` is the tab of the
 * panel its cells lead to. A row is {key, simpul, part}: `part` is the indikator shown, null when there is none.
 */
import { number } from "../dom.js";
import { markOf, signsOf } from "../levels.js";
import { numberOf } from "../numbering.js";
import { unitChoices, withEmpty } from "../panel/field.js";
import { KIND_NAMES, kindsFor } from "../rules.js";

export const TITLE = "pernyataan";
export const INDICATOR = "indikator";
export const INDICATOR_STAGE = 4;

/** Every column in its order; `links` knows what the simpul are linked to in other rooms. */
export function columnsOf({ store, choices, years, links }) {
  const own = (id, title, width, more) => ({ id, group: id, title, width, stage: 1, kind: null, of: "simpul", path: id, ...more });
  const measured = (id, title, width, more) => own(id, title, width, { stage: INDICATOR_STAGE, of: "indikator", ...more });
  const amount = (id, title, more) => measured(id, title, 84, { kind: "number", number: true, ...more });
  const linked = ({ kunci, judul, tahap, bagian }) => own(kunci, judul, 180, { stage: tahap, opens: bagian, shown: ({ key }) => linkedTo(links, kunci, key) });
  return [
    own(TITLE, "Pernyataan", 320, { kind: "title", longest: 1000 }),
    own("kode", "Kode", 80, { shown: ({ key, part }) => [numberOf(store, key), part?.kode].filter(Boolean).join(" · ") }),
    own("temuan", "Temuan", 76, { opens: "simpul", shown: ({ key }) => signsOf(store.temuan.get(key)).map(({ words }) => words).join(", ") }),
    own("level_kinerja", "Level", 150, {
      kind: "choice", options: () => withEmpty(choices.list("simpul", "level_kinerja")), shown: ({ simpul }) => markOf(simpul, choices).word,
    }),
    measured(INDICATOR, "Indikator", 250, { kind: "text", path: "nama", longest: 500, required: true }),
    measured("satuan", "Satuan", 96, { kind: "text", longest: 60 }),
    amount("baseline_nilai", "Kondisi awal", { width: 96 }),
    ...years.map((year) => amount(`target.${year}`, String(year), { group: "target", spoken: `Target ${year}` })),
    amount("kondisi_akhir", "Kondisi akhir", { width: 96 }),
    ...links.parts.map(linked),
    own("pengampu", "Pengampu", 130, {
      stage: INDICATOR_STAGE, kind: "choice", options: () => unitChoices(choices), send: (value) => (value ? Number(value) : null),
      shown: ({ simpul }) => (simpul.pengampu ? choices.unitShort(simpul.pengampu) : ""),
      also: (value) => choices.unitShort(Number(value)),
    }),
    own("jenis", "Jenis", 150, {
      kind: "choice", required: true, options: ({ key }) => kindsFor(store, key).map((kind) => [kind, KIND_NAMES[kind]]),
      shown: ({ simpul }) => KIND_NAMES[simpul.jenis],
    }),
  ];
}

function linkedTo(links, kunci, key) {
  if (links.state(kunci) !== "siap") return links.state(kunci) === "gagal" ? "tidak dapat dimuat" : "memuat…";
  const [first, ...rest] = links.of(kunci, key);
  if (!first) return "";
  const name = [first.kode, first.nama].filter(Boolean).join(" ");
  return rest.length ? `${name} +${rest.length}` : name;
}

/** What stands in a field of the row, as the store has it. */
export function valueOf({ of, path }, { simpul, part }) {
  const [name, year] = path.split(".");
  const owner = of === "indikator" ? part : simpul;
  return (year ? owner?.[name]?.[year] : owner?.[name]) ?? "";
}

/** What a cell shows. */
export function textOf(column, row) {
  if (column.shown) return column.shown(row);
  const value = valueOf(column, row);
  return column.number ? number(value) : String(value);
}

/** What a cell's field begins with: numbers as they are written here, choices by their value. */
export function draftOf(column, row) {
  const value = valueOf(column, row);
  return column.number ? number(value) : String(value ?? "");
}
