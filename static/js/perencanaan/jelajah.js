// Browsing the nomenclature by keyboard: "/" searches, up and down choose a row, Enter or right opens its branch, left
// goes up a level, Escape returns to the search.
// HTML: <div data-jelajah> with input[type=search] before it or in it, rows tr[data-baris] (tabindex -1, a link for a
// branch), and nav.jejak-kode above, whose last link but one is the level above.

const root = document.querySelector("[data-jelajah]");
const input = document.querySelector("input[type=search][name=q]");
const rows = root ? [...root.querySelectorAll("tr[data-baris]")] : [];

function isTyping(target) {
  return target.matches("input, select, textarea, [contenteditable]");
}

function focus(row) {
  if (!row) return;
  for (const other of rows) other.tabIndex = other === row ? 0 : -1;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

function open(link) {
  if (link) link.click();
}

function levelAbove() {
  const links = [...document.querySelectorAll(".jejak-kode a")];
  return links.at(-2);
}

function moveFrom(row, event) {
  const at = rows.indexOf(row);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  if (event.key in steps) focus(rows[Math.min(steps[event.key], rows.length - 1)] ?? null);
  else if (event.key === "Enter" || event.key === "ArrowRight") open(row.querySelector("a[data-cabang]"));
  else if (event.key === "ArrowLeft") open(levelAbove());
  else if (event.key === "Escape") input.focus();
  else return;
  if (event.key === "ArrowUp" && at === 0) input.focus();
  event.preventDefault();
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target === input && event.key === "ArrowDown") {
    event.preventDefault();
    focus(rows[0]);
  } else if (event.key === "/" && !isTyping(event.target)) {
    event.preventDefault();
    input.focus();
    input.select();
  } else if (event.target.matches("tr[data-baris]")) {
    moveFrom(event.target, event);
  }
}

if (input) {
  document.addEventListener("keydown", press);
  if (rows.length) rows[0].tabIndex = 0;
}
