/**
 * The question of a conflict: two versions side by side, and for texts a third that joins them and may be edited.
 *
 *   compare({who, when, rows: [{name, label, mine, theirs, merged}], removal}) -> "mine" | "theirs" | {name: text} | null
 *
 * `merged` is the proposal for a text field; rows without one keep mine when the versions are joined. null: closed without an
 * answer, the caller asks again.
 */
import { ask } from "./dialog.js";
import { el, uniqueId } from "./dom.js";

export async function compare({ who, when, rows, removal = false }) {
  const texts = rows.filter(({ merged }) => merged !== undefined);
  const answer = await ask({
    title: "Bentrok perubahan",
    wide: true,
    body: [
      el("p", {}, removal
        ? `Simpul yang hendak Anda hapus baru saja diubah oleh ${who}${when}.`
        : `Bagian ini diubah juga oleh ${who}${when}. Pilih yang dipakai; teks yang lain masih dapat disalin dari sini.`),
      rows.map(sideBySide),
    ],
    buttons: [
      ...(texts.length ? [{ text: "Gabungkan…", value: "merge" }] : []),
      { text: removal ? "Jangan hapus" : "Pakai yang baru", value: "theirs" },
      { text: removal ? "Tetap hapus" : "Pakai milik saya", value: "mine", kind: removal ? "danger" : "primary" },
    ],
  });
  return answer === "merge" ? join(who, rows, texts) : answer;
}

function sideBySide({ label, mine, theirs }) {
  return el("div", { class: "ed-compare" },
    el("h3", {}, label),
    el("div", {}, el("h4", {}, "Milik saya"), el("p", { class: "ed-mine", tabindex: 0 }, mine || "(kosong)")),
    el("div", {}, el("h4", {}, "Yang baru"), el("p", { class: "ed-theirs", tabindex: 0 }, theirs || "(kosong)")));
}

async function join(who, rows, texts) {
  const fields = texts.map(({ label, merged }) => {
    const id = uniqueId("ed-merge");
    const area = el("textarea", { class: "form-control", id, rows: 3, maxlength: 1000 });
    area.value = merged;
    return { area, element: el("div", { class: "ed-merge" }, el("label", { class: "form-label", for: id }, `${label} gabungan`), area) };
  });
  const answer = await ask({
    title: "Gabungkan perubahan",
    wide: true,
    focus: fields[0].area,
    body: [
      el("p", {}, `Sunting sampai memuat maksud Anda dan ${who}.${rows.length > texts.length ? " Bagian yang bukan teks memakai milik Anda." : ""}`),
      texts.map((row, i) => [sideBySide(row), fields[i].element]),
    ],
    buttons: [{ text: "Kembali", value: "back" }, { text: "Pakai gabungan", value: "joined", kind: "primary" }],
  });
  return answer === "joined" ? Object.fromEntries(texts.map(({ name }, i) => [name, fields[i].area.value.trim()])) : null;
}
