/**
 * Asks why a komponen says something else than the tree, once for each komponen and indicator.
 *
 *   const {alasan, ikuti} = await askReason(rows, isian);   ikuti: follow the tree after all; neither: later
 */
import { formatNumber } from "./angka.js";

const SHOWN = 6;

export function askReason(rows, isian) {
  return new Promise((resolve) => {
    const box = document.createElement("dialog");
    box.className = "dialog dialog-alasan";
    box.setAttribute("aria-label", "Alasan berbeda dari pohon kinerja");
    const form = element("form", { method: "dialog" });
    const field = element("textarea", { className: "form-control", rows: 3, maxLength: 1000, required: true, id: "alasan-penyimpangan" });
    const label = element("label", { className: "form-label", htmlFor: field.id, textContent: "Alasan" });
    const list = element("ul", {});
    list.append(...rows.slice(0, SHOWN).map((row) => element("li", { textContent: sentence(row, isian) })));
    if (rows.length > SHOWN) list.append(element("li", { textContent: `dan ${rows.length - SHOWN} indikator lain` }));
    const buttons = element("div", { className: "tombol-formulir" });
    buttons.append(
      element("button", { className: "btn btn-primary", value: "pakai", textContent: "Pakai nilai ini" }),
      element("button", { className: "btn btn-outline-secondary", value: "ikuti", textContent: "Ikuti pohon", formNoValidate: true }),
      element("button", { className: "btn btn-link", value: "nanti", textContent: "Nanti", formNoValidate: true }),
    );
    form.append(element("p", { className: "konfirmasi-tanya", textContent: "Nilai ini berbeda dari pohon kinerja. Apa alasannya?" }), list, label, field, buttons);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit(buttons.firstElementChild);
    });
    box.append(form);
    box.addEventListener("close", () => {
      box.remove();
      resolve({ alasan: box.returnValue === "pakai" ? field.value.trim() : "", ikuti: box.returnValue === "ikuti" });
    });
    document.body.append(box);
    box.showModal();
    field.focus();
  });
}

function sentence(row, isian) {
  const parts = isian.deviations(row).map((column) => {
    const [own, tree] = [isian.value(row, column.id), row.pohon[column.id] ?? ""];
    const show = column.kind === "number" ? formatNumber : (text) => `“${text}”`;
    return `${column.label}: pohon ${show(tree) || "kosong"}, di sini ${show(own)}`;
  });
  return `${isian.value(row, "uraian")} (${parts.join("; ")})`;
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
