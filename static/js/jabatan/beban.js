// The sum of shares and what is left of the superior's target, while numbers are typed; the server reckons again.
//
//   <form data-beban data-target="100.0000">
//     <span data-bagian="40.0000"><input></span>      empty follows the node's own target
//     <span data-bagian-tetap="20.0000">20</span>      of somebody else
//     <td data-jumlah></td> <td data-sisa></td>

const NUMBER = /^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/;
const PLAIN = /^[+-]?\d+(\.\d+)?$/;
const written = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 4 });

// Indonesian (1.234,5) or a computer's form (1234.5), as the server reads it; null when it is no number.
function read(text) {
  const clean = text.trim().replaceAll(/[\s ]/g, "");
  if (NUMBER.test(clean)) return Number(clean.replaceAll(".", "").replace(",", "."));
  return PLAIN.test(clean) ? Number(clean) : null;
}

function valueOf(holder) {
  const input = holder.querySelector("input");
  if (input?.value.trim()) return read(input.value);
  const kept = holder.dataset.bagian ?? holder.dataset.bagianTetap;
  return kept ? Number(kept) : 0;
}

function reckon(form) {
  const values = [...form.querySelectorAll("[data-bagian], [data-bagian-tetap]")].map(valueOf);
  const sum = form.querySelector("[data-jumlah]");
  const rest = form.querySelector("[data-sisa]");
  if (values.includes(null)) {
    sum.textContent = rest.textContent = "–";
    return;
  }
  const total = values.reduce((a, b) => a + b, 0);
  sum.textContent = written.format(total);
  if (!form.dataset.target) return;
  const left = Math.round((Number(form.dataset.target) - total) * 1e4) / 1e4;
  rest.textContent = written.format(left);
  rest.classList.toggle("ingat", left !== 0);
}

for (const form of document.querySelectorAll("form[data-beban]")) {
  form.addEventListener("input", () => reckon(form));
}
