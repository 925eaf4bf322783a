/**
 * Which rows one sees: all, those of pagu or of indicators only, and komponen that hold the words searched.
 *
 *   input[name=tampil], [data-cari]; on the root the event "tampilsemua" shows everything, "saringulang" narrows what was drawn anew
 */
const WAIT_MS = 150;

export function narrow(root, lembar) {
  const search = root.querySelector("[data-cari]");
  const radios = [...root.querySelectorAll('input[name="tampil"]')];
  const apply = () => {
    lembar.table.dataset.tampil = radios.find((radio) => radio.checked)?.value ?? "semua";
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const body of lembar.table.tBodies) {
      const group = lembar.isian.groups.get(Number(body.dataset.k));
      body.hidden = words.length > 0 && !(group && words.every((word) => textOf(group, lembar.isian).includes(word)));
    }
  };
  let timer = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, WAIT_MS);
  });
  for (const radio of radios) radio.addEventListener("change", apply);
  root.addEventListener("saringulang", apply);
  root.addEventListener("tampilsemua", () => {
    search.value = "";
    radios[0].checked = true;
    apply();
  });
}

function textOf(group, isian) {
  const { jenis, kode, nama, sasaran } = group[0].komponen;
  const indicators = group.filter((row) => row.jenis === "i").map((row) => isian.value(row, "uraian"));
  return [jenis, kode, nama, sasaran, ...indicators].join(" ").toLowerCase();
}
