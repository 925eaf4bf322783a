/**
 * What came of a paste or a refused save: sentences, each leading to its cell.
 *
 *   <div data-hasil hidden></div>
 *   showResult(box, {judul, butir: [{teks, row, column}]}, go)
 */
const SHOWN = 50;

export function showResult(box, { judul, butir = [], aksi = [] }, go) {
  box.hidden = false;
  const head = document.createElement("p");
  head.textContent = judul;
  head.append(...aksi.map(({ label, act }) => button(label, act)), button("Tutup", () => clearResult(box)));
  box.replaceChildren(head);
  if (!butir.length) return;
  const list = document.createElement("ul");
  for (const { teks, row, column } of butir.slice(0, SHOWN)) {
    const item = document.createElement("li");
    item.append(row && column ? button(teks, () => go(row, column)) : document.createTextNode(teks));
    list.append(item);
  }
  if (butir.length > SHOWN) list.append(Object.assign(document.createElement("li"), { textContent: `dan ${butir.length - SHOWN} lagi` }));
  box.append(list);
}

export function clearResult(box) {
  box.hidden = true;
  box.replaceChildren();
}

function button(text, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "btn btn-link", textContent: text });
  made.addEventListener("click", act);
  return made;
}

/** “Program X, APBD”, kolom 2026. */
export function nameOf(row, column, isian) {
  const { jenis, kode, nama } = row.komponen;
  const whose = `${jenis} ${kode ? `${kode} ` : ""}${short(nama)}`;
  const part = row.jenis === "k" ? "" : `, ${short(isian.value(row, "uraian") || "sumber dana")}`;
  return `Baris “${whose}${part}”, kolom ${column.label}`;
}

function short(text) {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
