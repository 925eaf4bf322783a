/** What the rooms tell of a node, fetched when it is chosen for a moment: plans and positions, and its comments. */
import { el } from "../pohon/dom.js";

const WAIT_MS = 250;

export class Lampiran {
  #timer = 0;
  #kept = new Map();

  /** `talked(node, count)` hears how many threads of a node are open after somebody wrote. */
  constructor(data, talked) {
    this.data = data;
    this.talked = talked;
  }

  /** Return the parts of a node; they fill themselves. */
  show(node) {
    clearTimeout(this.#timer);
    const tables = el("div", { class: "meja-lampiran" }, el("p", { class: "redup" }, "Memuat…"));
    const talk = el("div", { class: "meja-lampiran" }, el("p", { class: "redup" }, "Memuat…"));
    talk.addEventListener("htmx:load", () => this.talked(node, talk.querySelectorAll(".utas:not(.utas-selesai)").length));
    this.#timer = setTimeout(() => {
      this.#load(tables, this.data.alamat.tabel, node.id, true);
      this.#load(talk, this.data.alamat.komentar, node.id, false);
    }, WAIT_MS);
    const trace = el("a", { href: this.data.alamat.telusur.replace("/0/", `/${node.id}/`), target: "_blank", rel: "noopener" }, "Telusur lengkap");
    return el("div", {}, tables, el("p", {}, trace), el("h3", { class: "meja-sub" }, "Komentar"), talk);
  }

  async #load(holder, pattern, id, keep) {
    const url = pattern.replace("/0/", `/${id}/`);
    try {
      const known = this.#kept.get(url);
      const text = known ?? (await fetchText(url));
      if (keep) this.#kept.set(url, text);
      holder.innerHTML = text;
      globalThis.htmx?.process(holder);
    } catch (error) {
      const gone = error.message === "404";
      const again = el("button", { type: "button", class: "btn btn-outline-secondary btn-sm", onclick: () => this.#load(holder, pattern, id, keep) }, "Coba lagi");
      holder.replaceChildren(el("p", { class: "redup" }, gone ? "Simpul ini sudah tidak ada di pohon yang sekarang." : "Bagian ini tidak dapat dimuat. "), gone ? "" : again);
    }
  }
}

async function fetchText(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}
