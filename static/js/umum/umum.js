// What every page has: search, theme switch, confirmation, one submit, file fields, kept choices, mentions, account menu, filters, focus on errors.

import { start as startFiles } from "./berkas.js";
import { start as startSearch } from "./cari.js";
import { start as startConfirmation } from "./konfirmasi.js";
import { start as startSubmit } from "./kirim.js";
import { start as startChoices } from "./pilihan.js";
import { start as startMentions } from "./sebut.js";
import { start as startTheme } from "./tema.js";
import { toast } from "./pesan.js";

// <details data-tutup-luar> closes on Escape and on a click elsewhere.
function closeDetails() {
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details[data-tutup-luar][open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of document.querySelectorAll("details[data-tutup-luar][open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
}

// A part fetched by htmx that fails says so; silence would look like a dead button.
function reportHtmx() {
  document.body.addEventListener("htmx:responseError", (event) => {
    const code = event.detail.xhr.status;
    const sentence =
      code === 401 ? "Sesi Anda berakhir. Masuk lagi di tab lain, lalu coba lagi."
      : code === 403 ? "Anda tidak berhak melakukan ini."
      : code === 404 ? "Data tidak ditemukan; mungkin sudah dihapus."
      : "Permintaan gagal. Muat ulang halaman, lalu coba lagi.";
    toast(sentence, { kind: "galat" });
  });
  document.body.addEventListener("htmx:sendError", () =>
    toast("Tidak tersambung ke server. Periksa jaringan, lalu coba lagi.", { kind: "galat" }),
  );
}

// Back by the browser's own button, a filter shows what the address asks for, not what was chosen after it.
function matchAddress() {
  addEventListener("pageshow", (event) => {
    const [visit] = performance.getEntriesByType("navigation");
    if (!event.persisted && visit?.type !== "back_forward") return;
    for (const form of document.querySelectorAll('form[method="get"]')) form.reset();
  });
}

startConfirmation();
startFiles();
startSubmit();
startChoices();
startMentions();
startTheme();
startSearch();
closeDetails();
matchAddress();
reportHtmx();
document.querySelector(".ringkasan-galat")?.focus();
