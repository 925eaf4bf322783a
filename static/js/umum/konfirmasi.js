// Asks before something is done.
//
// <a href="/unit/3/hapus/" data-konfirmasi>: shows the form of that page ([data-isi-konfirmasi], from
// _konfirmasi.html) in a dialog; when anything goes wrong the page itself opens.
// <form data-tanya="Batalkan tugas ini?" data-tombol="Batalkan">: asks before the form is sent.
// Scripts use: if (await ask("Hapus cabang ini?", { tombol: "Hapus" })) …

function dialog(title) {
  const box = document.createElement("dialog");
  box.className = "dialog";
  box.setAttribute("aria-label", title);
  box.addEventListener("click", (event) => event.target === box && box.close());
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  return box;
}

export function ask(question, { tombol = "Lanjutkan", bahaya = true, rincian = "" } = {}) {
  return new Promise((resolve) => {
    const box = dialog(question);
    const form = document.createElement("form");
    form.method = "dialog";
    const text = document.createElement("p");
    text.className = "konfirmasi-tanya";
    text.textContent = question;
    form.append(text);
    if (rincian) {
      const detail = document.createElement("p");
      detail.textContent = rincian;
      form.append(detail);
    }
    const row = document.createElement("div");
    row.className = "tombol-formulir";
    row.append(
      choice(tombol, "ya", `btn ${bahaya ? "btn-danger" : "btn-primary"}`),
      choice("Batal", "", "btn btn-outline-secondary"),
    );
    form.append(row);
    box.append(form);
    box.addEventListener("close", () => resolve(box.returnValue === "ya"));
    box.showModal();
    row.lastElementChild.focus();
  });
}

function choice(text, value, name) {
  const made = document.createElement("button");
  made.value = value;
  made.className = name;
  made.textContent = text;
  return made;
}

async function open(link) {
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error("no form");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("[data-isi-konfirmasi]");
    if (!form) throw new Error("no form");
    form.action = form.getAttribute("action") || link.href;
    const box = dialog(form.querySelector(".konfirmasi-tanya")?.textContent || "Konfirmasi");
    box.append(document.adoptNode(form));
    form.querySelector("[data-batal]")?.addEventListener("click", (event) => {
      event.preventDefault();
      box.close();
    });
    box.addEventListener("close", () => link.focus());
    box.showModal();
    form.querySelector("[data-batal]")?.focus();
  } catch {
    location.assign(link.href);
  }
}

async function askFirst(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.tanya || "dijawab" in form.dataset) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const sender = event.submitter;
  if (!(await ask(form.dataset.tanya, { tombol: form.dataset.tombol || "Lanjutkan" }))) return;
  form.dataset.dijawab = "";
  form.requestSubmit(sender);
  delete form.dataset.dijawab;
}

export function start() {
  document.addEventListener("submit", askFirst, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-konfirmasi]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(link);
  });
}
