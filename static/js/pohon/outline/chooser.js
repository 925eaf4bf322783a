/** Which columns the outline shows, chosen in a dialog; each change shows at once and is remembered in this browser. */
import { ask } from "../dialog.js";
import { el, uniqueId } from "../dom.js";

export async function chooseColumns(columns, changed) {
  const boxes = columns.groups.map(({ group, title, on }) => {
    const id = uniqueId("ed-kolom");
    const box = el("input", { type: "checkbox", class: "form-check-input", id, checked: on });
    const set = (wanted) => {
      box.checked = wanted;
      columns.toggle(group, wanted);
      changed();
    };
    box.addEventListener("change", () => set(box.checked));
    return { set, line: el("div", { class: "form-check" }, box, el("label", { class: "form-check-label", for: id }, title)) };
  });
  const all = el("button", { type: "button", class: "btn btn-link btn-sm ed-inline", onclick: () => boxes.forEach(({ set }) => set(true)) }, "Tampilkan semua");
  await ask({
    title: "Kolom kerangka",
    body: [
      el("p", {}, "Pernyataan selalu tampak. Kolom indikator muncul mulai tahap 4, penuangan dan jabatan mulai tahap 5."),
      el("div", { class: "ed-columns" }, boxes.map(({ line }) => line)), all,
    ],
    buttons: [{ text: "Selesai", value: "ok", kind: "primary" }],
  });
}
