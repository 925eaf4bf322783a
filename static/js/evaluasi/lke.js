// Lines of an LKE that save themselves. The form also works without this file, with its one button.
//
//   <form data-lke method="post">
//     <div data-baris="k12"> …fields named k12-… , hidden k12-versi and k12-awal, <p data-status> </div>
//     <p data-usul-huruf="s3" hidden>… <strong data-huruf></strong></p>
//     <span data-status-umum></span>
//   </form>
//
// A choice is sent at once, a text a moment after the last key. What could not be saved stays as typed, is said beside
// the line, and is not left unasked. A link, or another form of the page, waits until the lines are saved.

const PAUSE = 900; // milliseconds after the last key
const dirty = new Set();
const refused = new Set(); // lines the server would not save: sent again only when changed, or by the button
const timers = new Map();
const running = new Map();
const tried = new WeakSet(); // links and forms that waited in vain: the second time the browser asks
let busy = 0; // requests on their way

function say(line, text, kind = "") {
  const place = line.querySelector("[data-status]");
  place.textContent = text;
  place.className = `lke-status ${kind}`.trim();
}

// The token of now: signing in again in another tab gives a new one, and the form must carry it too.
function renewToken(form) {
  const field = form.elements.csrfmiddlewaretoken;
  field.value = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? field.value;
  return field.value;
}

function fieldsOf(form, line) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", renewToken(form));
  const key = line.dataset.baris;
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith(`${key}-`)) data.append(name, value);
  }
  return data;
}

function keep(form, line, answer) {
  const key = line.dataset.baris;
  const found = answer.baris[key];
  if (!found) return;
  form.elements[`${key}-versi`].value = found.versi;
  form.elements[`${key}-awal`].value = found.awal;
}

function showTotals(answer) {
  const old = document.querySelector("[data-ringkas]");
  if (old && answer.ringkas) {
    const made = new DOMParser().parseFromString(answer.ringkas, "text/html");
    old.replaceWith(document.importNode(made.querySelector("[data-ringkas]"), true));
  }
  for (const place of document.querySelectorAll("[data-usul-huruf]")) {
    const letter = answer.usul_huruf?.[place.dataset.usulHuruf] ?? "";
    place.hidden = !letter;
    place.querySelector("[data-huruf]").textContent = letter;
  }
}

function time() {
  return new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
}

async function send(form, line) {
  busy += 1;
  try {
    await sendNow(form, line);
  } finally {
    busy -= 1;
  }
}

async function sendNow(form, line) {
  const before = fieldsOf(form, line);
  say(line, "Menyimpan…");
  let response;
  try {
    response = await fetch(form.action, {
      method: "POST",
      body: before,
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
  } catch {
    say(line, "Belum tersimpan: tidak tersambung ke server. Ubah lagi atau tekan Simpan.", "gagal");
    return;
  }
  const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
  if (answer === null) {
    say(line, `Belum tersimpan: ${why(response)}`, "gagal");
    return;
  }
  keep(form, line, answer);
  if (!response.ok) {
    const told = answer.baris[line.dataset.baris] ?? { galat: [], bentrok: "" };
    refused.add(line);
    say(line, `Belum tersimpan. ${[...told.galat, told.bentrok].join(" ")}`.trim(), "gagal");
    return;
  }
  showTotals(answer);
  refused.delete(line);
  if (sameAs(before, fieldsOf(form, line))) {
    dirty.delete(line);
    say(line, `Tersimpan ${time()}`, "berhasil");
  } else {
    plan(form, line, 0); // typed on meanwhile
  }
}

function why(response) {
  if (response.type === "opaqueredirect") return "sesi Anda berakhir. Masuk lagi di tab lain, lalu tekan Simpan di sini.";
  if (response.status === 403 || response.status === 404) return "LKE ini tidak dapat Anda ubah lagi. Muat ulang halaman.";
  return "server sedang tidak dapat menyimpan. Coba lagi sebentar lagi.";
}

function sameAs(one, other) {
  const key = (name) => !name.endsWith("-versi") && !name.endsWith("-awal") && name !== "csrfmiddlewaretoken";
  const plain = (data) => JSON.stringify([...data].filter(([name]) => key(name)));
  return plain(one) === plain(other);
}

function plan(form, line, wait) {
  dirty.add(line);
  refused.delete(line);
  clearTimeout(timers.get(line));
  timers.set(line, setTimeout(() => queue(form, line), wait));
}

// One request of a line at a time, so that its versions follow each other.
function queue(form, line) {
  const last = running.get(line) ?? Promise.resolve();
  running.set(line, last.then(() => (dirty.has(line) ? send(form, line) : undefined)));
}

// The button waits for lines on their way: two savings of one line would refuse each other.
function leave(form, event) {
  renewToken(form);
  dirty.clear();
  timers.forEach((timer) => clearTimeout(timer));
  if (!busy) return;
  event.preventDefault();
  Promise.allSettled(running.values()).then(() => form.requestSubmit(event.submitter));
}

// Send what waits and say whether all of it is saved.
async function settle(form) {
  for (const line of dirty) {
    clearTimeout(timers.get(line));
    if (!refused.has(line)) queue(form, line);
  }
  await Promise.allSettled(running.values());
  const [left] = dirty;
  left?.scrollIntoView({ block: "center" });
  return !left;
}

async function waitFirst(form, event, what, go) {
  if (!what || what === form || !dirty.size || event.defaultPrevented || tried.has(what)) return;
  event.preventDefault();
  event.stopPropagation();
  if (await settle(form)) go();
  else tried.add(what);
}

function linkOf(event) {
  const link = event.target.closest("a[href]:not([target])");
  const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  return plain && !link?.matches("[href^='#']") ? link : null;
}

function start() {
  const form = document.querySelector("form[data-lke]");
  if (!form) return;
  form.addEventListener("input", (event) => {
    const line = event.target.closest("[data-baris]");
    if (line && event.target.matches("textarea")) plan(form, line, PAUSE);
  });
  form.addEventListener("change", (event) => {
    const line = event.target.closest("[data-baris]");
    const left = event.target.matches("textarea"); // what was typed is known: leaving it only hurries
    if (line && (!left || (dirty.has(line) && !refused.has(line)))) plan(form, line, 0);
  });
  form.addEventListener("submit", (event) => leave(form, event));
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    waitFirst(form, event, link, () => link.click());
  }, true);
  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    waitFirst(form, event, target, () => target.requestSubmit(submitter));
  }, true);
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size) event.preventDefault();
  });
  form.querySelector("[data-status-umum]").textContent = "Setiap isian tersimpan sendiri.";
}

start();
