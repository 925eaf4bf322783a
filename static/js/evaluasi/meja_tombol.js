/** Keys of the desk. They work anywhere on the page but in fields and dialogs; letters and digits can be switched off. */
import { isTyping } from "../pohon/dom.js";

const EDGE = { 1: "1", 2: "0.5", 3: "0", l: "1", k: "0.5", t: "0" };
const CARD = { s: "spesifik", m: "terukur", a: "tercapai", r: "relevan", t: "berbatas_waktu", c: "menantang" };
const SETTING = "pokin:meja:huruf";

export function startKeys(meja) {
  const box = document.getElementById("pintasan-huruf");
  box.checked = lettersOn();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(SETTING, box.checked ? "ya" : "tidak");
    } catch {
      // The choice then holds for this page only.
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (handle(meja, event, box.checked)) event.preventDefault();
  });
}

function lettersOn() {
  try {
    return localStorage.getItem(SETTING) !== "tidak";
  } catch {
    return true;
  }
}

function handle(meja, event, letters) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() !== "z" || event.shiftKey) return false;
    meja.undo();
    return true;
  }
  if (key === "Enter") {
    // On a button or link Enter presses it.
    if (event.target.closest("button, a, summary")) return false;
    meja.nextOpen(event.shiftKey ? -1 : 1);
    return true;
  }
  const moves = { ArrowDown: () => meja.step(1), ArrowUp: () => meja.step(-1), Home: () => meja.go(0), End: () => meja.go(meja.items.length - 1), Delete: () => meja.clear(), "?": () => document.getElementById("bantuan").showModal() };
  if (moves[key]) {
    if (key === "?" && !letters) return false;
    moves[key]();
    return true;
  }
  return letters && letter(meja, key.toLowerCase());
}

function letter(meja, key) {
  const { jenis } = meja.item;
  if (jenis === "hubungan" && key in EDGE) meja.verdict(EDGE[key]);
  else if (jenis === "indikator" && key in CARD) meja.letter(CARD[key]);
  else if (key === "y") meja.confirm();
  else if (key === "b" && jenis === "hubungan") meja.branch();
  else if (key === "n") meja.focusNote();
  else return false;
  return true;
}
