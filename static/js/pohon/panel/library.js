/**
 * An indikator and its card in the library of the instansi: choosing a card, and the line that says whether the two still agree.
 *
 *   const part = await chooseCard({ api, pohon: 7, pick, warn });   // the whole card with `pustaka`, or null
 *   new CardLink({ api, links, writable, part: () => …, save: (fields) => … }).element
 *
 * `api` is that of the tree; `links` are the addresses {pustaka, kartu} of number 0.
 */
import { pick } from "../dialog.js";
import { el } from "../dom.js";
import { CARD } from "../indicator-card.js";

const ADDRESS = "../../pustaka-indikator/";
const PAGE = 500;
const FRESH = 30_000;
/** The fields of a card; `keterangan`, baseline and targets are the indikator's own. */
export const FIELDS = [["nama", "nama"], ["satuan", "satuan"], ["polaritas", "polaritas"],
  ...CARD.filter(([name]) => name !== "keterangan").map(([name, label]) => [name, label.toLowerCase()])];
const known = new Map();

/** Names of the fields in which an indikator says something else than its card. */
export function differences(part, card) {
  return FIELDS.filter(([name]) => (part[name] ?? "") !== (card[name] ?? ""));
}

/** What an indikator takes over from a card: every field, so that nothing of another card stays. */
function takenOver(card) {
  return Object.fromEntries(FIELDS.map(([name]) => [name, card[name] ?? ""]));
}

async function allCards(api, pohon) {
  const cards = [];
  for (;;) {
    const { status, data } = await api.get(`${ADDRESS}?pohon=${pohon}&limit=${PAGE}&offset=${cards.length}`);
    if (status !== 200) return null;
    cards.push(...data.results);
    if (!data.next || !data.results.length) return cards;
  }
}

/** Let the user choose a card; null when there is none or nothing was chosen. */
export async function chooseCard({ api, pohon, choices, warn }) {
  const cards = await allCards(api, pohon);
  if (cards === null) {
    warn("Pustaka tidak dapat dimuat. Periksa sambungan, lalu coba lagi.");
    return null;
  }
  const category = ({ kategori }) => (kategori ? choices.label("indikator", "kategori", kategori) : "");
  const id = await pick({
    title: "Ambil dari pustaka", label: "Cari kartu indikator", yes: "Ambil",
    empty: cards.length ? "Tidak ada kartu dengan kata itu." : "Pustaka masih kosong. Tambah kartu di menu Pustaka indikator.",
    options: cards.map((card) => ({
      value: card.id, text: [card.kode, card.nama, card.satuan && `(${card.satuan})`].filter(Boolean).join(" "), hint: category(card),
    })),
  });
  const card = cards.find((one) => one.id === id);
  if (!card) return null;
  known.set(card.id, { card, at: Date.now() });
  return { ...takenOver(card), pustaka: card.id };
}

/** The card as it is now; asked for again after a while. Null when it cannot be read. */
async function cardOf(api, id) {
  const held = known.get(id);
  if (held && Date.now() - held.at < FRESH) return held.card;
  const { status, data } = await api.get(`${ADDRESS}?id=${id}`);
  if (status !== 200) return held?.card ?? null;
  const card = data.results[0] ?? null;
  known.set(id, { card, at: Date.now() });
  return card;
}

export class CardLink {
  #shown = "";

  constructor({ api, links, writable, part, save }) {
    Object.assign(this, { api, links, writable, part, save });
    this.text = el("span", { "aria-live": "polite" });
    this.acts = el("span", { class: "ed-card-acts" });
    this.element = el("p", { class: "ed-card-link" }, this.text, " ", this.acts);
  }

  /** Bring the line up to date; the card is asked for only when the indikator has changed. */
  async refresh() {
    const part = this.part();
    const print = JSON.stringify([part?.id, part?.pustaka, ...FIELDS.map(([name]) => part?.[name] ?? "")]);
    if (print === this.#shown) return;
    this.#shown = print;
    const { pustaka = null, id = null } = part ?? {};
    const page = id && this.links.kartu ? this.#link(this.links.kartu, id, "Kartu indikator") : null;
    this.element.hidden = !pustaka && !page;
    this.text.textContent = pustaka ? "Dari pustaka." : "";
    this.acts.replaceChildren(...[page].filter(Boolean));
    if (!pustaka) return;
    const card = await cardOf(this.api, pustaka);
    if (card && print === this.#shown) this.#compare(part, card, page);
  }

  #compare(part, card, page) {
    const differing = differences(part, card);
    const names = differing.map(([, label]) => label);
    this.text.textContent = names.length ? `Berbeda dari pustaka: ${names.join(", ")}.` : "Dari pustaka, isinya sama.";
    this.acts.replaceChildren(...[
      this.links.pustaka && this.#link(this.links.pustaka, card.id, "Lihat kartu pustaka"),
      this.writable && names.length > 0 && this.#button("Samakan", () => this.save(
        Object.fromEntries(differing.map(([name]) => [name, card[name] ?? ""])), "Samakan dengan pustaka")),
      this.writable && this.#button("Lepas tautan", () => this.save({ pustaka: null }, "Lepas tautan pustaka")),
      page,
    ].filter(Boolean));
  }

  #button(text, act) {
    return el("button", { type: "button", class: "btn btn-link btn-sm ed-inline", onclick: act }, text);
  }

  #link(address, id, text) {
    return el("a", { class: "btn btn-link btn-sm ed-inline", href: address.replace("/0/", `/${id}/`), target: "_blank", rel: "noopener" }, text);
  }
}
