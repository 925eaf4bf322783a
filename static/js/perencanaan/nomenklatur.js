// The picker of nomenklatur: what is chosen goes into the hidden field and, in a komponen form, into kode and nama.
// HTML: <fieldset data-pilih-nomenklatur> with input[name=nomenklatur], input[name=kode_nomenklatur]
// (X.XX as the bidang urusan chosen), .hasil-nomenklatur (radio buttons with
// data-kode and data-nama, brought by htmx), [data-terpilih] and button[data-tanpa-nomenklatur] to take it back.

function choose(radio) {
  const picker = radio.closest("[data-pilih-nomenklatur]");
  picker.querySelector("input[name=nomenklatur]").value = radio.value;
  picker.querySelector("input[name=kode_nomenklatur]").value = radio.dataset.kode;
  picker.querySelector("[data-terpilih]").textContent = `Dipilih: ${radio.dataset.kode} ${radio.dataset.nama}`;
  picker.querySelector("[data-tanpa-nomenklatur]").hidden = false;
  const form = radio.closest("[data-formulir-komponen]");
  if (!form) return;
  form.elements.kode.value = radio.dataset.kode;
  form.elements.nama.value = radio.dataset.nama;
}

function drop(button) {
  const picker = button.closest("[data-pilih-nomenklatur]");
  picker.querySelector("input[name=nomenklatur]").value = "";
  picker.querySelector("input[name=kode_nomenklatur]").value = "";
  picker.querySelector("[data-terpilih]").textContent = "Tanpa nomenklatur; kode dan nama diisi sendiri.";
  const chosen = picker.querySelector("input[type=radio]:checked");
  if (chosen) chosen.checked = false;
  button.hidden = true;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tanpa-nomenklatur]");
  if (button) drop(button);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pilih-nomenklatur] input[type=radio]")) choose(event.target);
});

// Enter in the search box searches; it must not send the form. Down goes to the first row found.
document.addEventListener("keydown", (event) => {
  if (!event.target.matches("[data-pilih-nomenklatur] input[type=search]")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    event.target.dispatchEvent(new Event("search", { bubbles: true }));
  } else if (event.key === "ArrowDown") {
    const first = event.target.closest("[data-pilih-nomenklatur]").querySelector("input[type=radio]");
    if (!first) return;
    event.preventDefault();
    first.focus();
  }
});
