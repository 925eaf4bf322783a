// Draws the groups of an answer into the listbox of the search.
//
// HTML made here: <div role="group" aria-labelledby> with a title and <div role="option" id aria-selected>
// <span class="cari-judul">…<mark>…</mark></span><span class="cari-keterangan">…</span></div>.

import { marked } from "./cocok.js";

function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// Returns the options in order: {element, hit} leads somewhere, {element, more: "simpul"} shows all of a kind.
// `whole`: the answer is all of one kind.
export function drawGroups(list, groups, { words, whole }) {
  const options = [];
  const add = (what, ...children) => {
    const id = `cari-semua-${options.length}`;
    const element = make("div", { role: "option", id, "aria-selected": "false", class: what.more ? "cari-pilihan cari-lagi" : "cari-pilihan" }, ...children);
    options.push({ element, ...what });
    return element;
  };
  list.replaceChildren(...groups.map(({ jenis, judul, jumlah, lebih, hasil }) => {
    const id = `cari-semua-kelompok-${jenis}`;
    const group = make("div", { role: "group", "aria-labelledby": id, class: "cari-kelompok" });
    group.append(make("div", { id, class: "cari-kelompok-judul", role: "presentation" }, judul + (whole && lebih ? ` · ${jumlah} pertama` : "")));
    for (const hit of hasil) {
      group.append(add({ hit },
        make("span", { class: "cari-judul" }, ...marked(hit.judul, words)),
        make("span", { class: "cari-keterangan" }, ...marked(hit.keterangan, words))));
    }
    if (jumlah > hasil.length) group.append(add({ more: jenis }, lebih ? `Tampilkan ${jumlah} pertama` : `Tampilkan semua (${jumlah})`));
    return group;
  }));
  return options;
}
