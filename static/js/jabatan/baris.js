// Adds and moves rows of a formset. Expects (templates/jabatan/proses.html, rencana_aksi.html, rhk_skp.html):
//
// <form data-baris-form>
//   <section>
//     <input name="k7-TOTAL_FORMS">                 Django's count of rows
//     <div data-daftar-baris>
//       <div data-baris>
//         <input name="k7-0-urutan">                the number that orders the rows
//         <button data-naik hidden> <button data-turun hidden>
//       </div>
//     </div>
//     <template data-baris-kosong>a row whose names and ids hold __prefix__</template>
//     <button data-tambah-baris hidden>
//   </section>
// </form>
//
// Without this script the numbers order the rows, and each saved page brings one empty row more.

const NAMES = ["name", "id", "for", "aria-describedby"];

function addRow(section) {
  const total = section.querySelector('[name$="-TOTAL_FORMS"]');
  const row = section.querySelector("[data-baris-kosong]").content.firstElementChild.cloneNode(true);
  for (const element of row.querySelectorAll(NAMES.map((name) => `[${name}]`).join(","))) {
    for (const name of NAMES) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace("__prefix__", total.value));
    }
  }
  total.value = Number(total.value) + 1;
  section.querySelector("[data-daftar-baris]").append(row);
  prepare(row);
  number(section);
  row.querySelector("textarea").focus();
}

function number(section) {
  section.querySelectorAll('[data-baris] [name$="-urutan"]').forEach((field, place) => {
    field.value = place + 1;
  });
}

function move(row, down) {
  const other = down ? row.nextElementSibling : row.previousElementSibling;
  if (!other) return;
  if (down) other.after(row);
  else other.before(row);
  number(row.closest("section"));
  row.querySelector(down ? "[data-turun]" : "[data-naik]").focus();
}

function prepare(row) {
  for (const [name, down] of [["[data-naik]", false], ["[data-turun]", true]]) {
    const button = row.querySelector(name);
    button.hidden = false;
    button.addEventListener("click", () => move(row, down));
  }
}

for (const section of document.querySelectorAll("[data-baris-form] section")) {
  section.querySelectorAll("[data-daftar-baris] > [data-baris]").forEach(prepare);
  number(section);
  const button = section.querySelector("[data-tambah-baris]");
  button.hidden = false;
  button.addEventListener("click", () => addRow(section));
}
