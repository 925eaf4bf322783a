// Short messages at the lower edge ("roti"): what was done, with one action such as Urungkan.
// HTML: <div id="roti" role="status" aria-live="polite">.
// Use: toast("1 simpul dihapus.", { aksi: "Urungkan", saat: undo }), imported from this file.

const SECONDS = 8;

// kind: "biasa" or "galat"; aksi and saat: label of a button and what it does; detik: 0 keeps it.
export function toast(text, { aksi, saat, kind = "biasa", detik = SECONDS } = {}) {
  const holder = document.getElementById("roti");
  if (!holder) return () => {};
  const box = document.createElement("div");
  box.className = `roti-pesan roti-${kind}`;
  const sentence = document.createElement("span");
  sentence.textContent = text;
  box.append(sentence);
  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    box.remove();
  };
  if (aksi && saat) {
    box.append(button(aksi, "roti-aksi", () => { close(); saat(); }));
  }
  box.append(button("×", "roti-tutup", close, "Tutup pesan"));
  const wait = () => { if (detik > 0) timer = setTimeout(close, detik * 1000); };
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("focusin", () => clearTimeout(timer));
  box.addEventListener("pointerleave", wait);
  box.addEventListener("focusout", wait);
  if (!aksi) withdraw(holder, text);
  holder.append(box);
  while (holder.children.length > 3) holder.firstElementChild.remove();
  wait();
  return close;
}

/** Take away an earlier sentence that says the same: pressing a key again does not pile them up. */
function withdraw(holder, text) {
  for (const box of [...holder.children]) {
    if (box.querySelector("span")?.textContent === text && !box.querySelector(".roti-aksi")) box.remove();
  }
}

function button(text, name, act, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}
