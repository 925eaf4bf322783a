// Mentions: after @ in a <textarea data-sebut="address"> a list of people opens; arrows choose, Enter or a click takes.
// The address answers {"orang": [{"username", "nama"}]} to ?q=. Parts fetched later work too.

const WAIT_MS = 150;
const WORD = /(?:^|[^\w.+@-])@([\w.+-]{0,40})$/;

let list = null; // {box, field, items, at, start}
let timer = 0;
let asked = 0;

function mentionAt(field) {
  const before = field.value.slice(0, field.selectionStart);
  const match = WORD.exec(before);
  return match ? { text: match[1], start: before.length - match[1].length } : null;
}

function close() {
  if (!list) return;
  list.box.remove();
  list.field.removeAttribute("aria-controls");
  list.field.removeAttribute("aria-activedescendant");
  list = null;
}

function take(index) {
  const { field, items, start } = list;
  const word = `${items[index].username} `;
  field.setRangeText(word, start, field.selectionStart, "end");
  close();
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function mark(index) {
  list.at = index;
  for (const [at, row] of [...list.box.children].entries()) row.setAttribute("aria-selected", String(at === index));
  list.field.setAttribute("aria-activedescendant", `sebut-${index}`);
}

function show(field, people, start) {
  close();
  if (!people.length) return;
  const box = document.createElement("ul");
  box.className = "sebut-daftar";
  box.id = "sebut-daftar";
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", "Orang yang dapat disebut");
  box.append(...people.map((person, index) => row(person, index)));
  field.after(box);
  field.setAttribute("aria-controls", "sebut-daftar");
  list = { box, field, items: people, at: 0, start };
  mark(0);
}

function row({ nama, username }, index) {
  const made = document.createElement("li");
  made.id = `sebut-${index}`;
  made.setAttribute("role", "option");
  const small = document.createElement("small");
  small.textContent = ` @${username}`;
  made.append(nama, small);
  made.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take(index);
  });
  return made;
}

async function ask(field) {
  const here = mentionAt(field);
  if (!here) {
    close();
    return;
  }
  const mine = ++asked;
  try {
    const url = `${field.dataset.sebut}?q=${encodeURIComponent(here.text)}`;
    const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (mine !== asked || !answer.ok || document.activeElement !== field) return;
    const { orang } = await answer.json();
    if (mine === asked && mentionAt(field)?.start === here.start) show(field, orang, here.start);
  } catch {
    close(); // without a network one types the username by hand
  }
}

function keys(event) {
  if (!list || event.target !== list.field || event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark((list.at + step + list.items.length) % list.items.length);
  else if (event.key === "Enter" || event.key === "Tab") take(list.at);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function start() {
  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("textarea[data-sebut]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(event.target), WAIT_MS);
  });
  document.addEventListener("keydown", keys, true);
  document.addEventListener("focusout", (event) => list && event.target === list.field && close());
}
