/**
 * File fields speak Indonesian whatever language the browser has: the native field lies unseen over a button and the name of the
 * chosen file, and keeps focus, keys and dropping.
 *
 * HTML expected: <input type="file" class="form-control">
 */
const NONE = "Belum ada berkas dipilih";

function dress(input) {
  const box = document.createElement("div");
  box.className = "berkas";
  const button = document.createElement("span");
  button.className = "btn btn-outline-secondary";
  button.textContent = input.multiple ? "Pilih beberapa berkas" : "Pilih berkas";
  const name = document.createElement("span");
  name.className = "berkas-nama";
  button.setAttribute("aria-hidden", "true");
  const show = () => {
    name.textContent = [...input.files].map((file) => file.name).join(", ") || NONE;
  };
  input.before(box);
  box.append(button, name, input);
  input.addEventListener("change", show);
  input.form?.addEventListener("reset", () => setTimeout(show));
  show();
}

export function start() {
  for (const input of document.querySelectorAll('input[type="file"].form-control')) dress(input);
}
