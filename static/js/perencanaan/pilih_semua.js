// One box that ticks all boxes of a name, and a count of those ticked. Works for what htmx brings later, too.
// HTML: <input type="checkbox" data-pilih-semua="NAME"> and <span data-jumlah-pilih="NAME"> in the form of the boxes
// <input type="checkbox" name="NAME">. Choosing a radio button on a line ticks the line's box (a closest <li>).

const boxes = (form, name) => [...form.querySelectorAll(`input[type=checkbox][name="${name}"]`)];

function recount(form) {
  for (const whole of form.querySelectorAll("[data-pilih-semua]")) {
    const all = boxes(form, whole.dataset.pilihSemua);
    const ticked = all.filter((box) => box.checked).length;
    whole.checked = ticked > 0 && ticked === all.length;
    whole.indeterminate = ticked > 0 && ticked < all.length;
    whole.disabled = all.length === 0;
  }
  for (const place of form.querySelectorAll("[data-jumlah-pilih]")) {
    place.textContent = ` (${boxes(form, place.dataset.jumlahPilih).filter((box) => box.checked).length})`;
  }
}

document.addEventListener("change", ({ target }) => {
  const form = target.form;
  if (!form?.querySelector("[data-pilih-semua]")) return;
  if (target.matches("[data-pilih-semua]")) {
    for (const box of boxes(form, target.dataset.pilihSemua)) box.checked = target.checked;
  } else if (target.matches("input[type=radio]")) {
    const box = target.closest("li")?.querySelector("input[type=checkbox]");
    if (box) box.checked = true;
  }
  recount(form);
});

const start = (root) => {
  for (const whole of root.querySelectorAll("[data-pilih-semua]")) recount(whole.form);
};
document.addEventListener("htmx:afterSettle", () => start(document));
start(document);
