// Adds empty rows to the roles of a person. Expects (templates/organisasi/_peran.html):
//
// <fieldset data-peran>
//   <input name="peran-TOTAL_FORMS">            Django's count of rows
//   <div data-daftar-peran>…rows…</div>
//   <template data-baris-kosong>a row whose names and ids hold __prefix__</template>
//   <button data-tambah-peran hidden>
// </fieldset>

function addRow(fieldset) {
  const total = fieldset.querySelector('[name$="-TOTAL_FORMS"]');
  const row = fieldset.querySelector("[data-baris-kosong]").content.firstElementChild.cloneNode(true);
  for (const element of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
    for (const name of ["name", "id", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace("__prefix__", total.value));
    }
  }
  total.value = Number(total.value) + 1;
  fieldset.querySelector("[data-daftar-peran]").append(row);
  row.querySelector("select").focus();
}

for (const fieldset of document.querySelectorAll("[data-peran]")) {
  const button = fieldset.querySelector("[data-tambah-peran]");
  button.hidden = false;
  button.addEventListener("click", () => addRow(fieldset));
}
