/**
 * Who else is in this tree: tells the server at which simpul this tab is, and shows the others by their initials, in the head and
 * on the simpul they are at.
 *
 * HTML: <ul id="ed-people"></ul> in the head.
 */
import { el } from "./dom.js";
import { newKey } from "./emitter.js";

const PAUSE = 1000;
const SIGN_OF_LIFE = 10_000;
const MOST = 4;

export class Presence {
  #kunci = newKey("t").replace(/[^a-z0-9]/gi, "").slice(0, 40);
  #timer = null;
  #told = null;
  #toldAt = 0;

  constructor(list, { store, api, sync, say }) {
    Object.assign(this, { list, store, api, say });
    store.on("view", ({ focus } = {}) => focus && this.#tellSoon());
    sync.on("hadir", (people) => this.#hear(people));
    document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? this.#tell() : this.#leave()));
    addEventListener("pagehide", () => this.#leave());
  }

  #tellSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), PAUSE);
  }

  #tell() {
    clearTimeout(this.#timer);
    if (document.visibilityState !== "visible") return;
    const simpul = this.store.idOf(this.store.focus);
    if (simpul === this.#told && Date.now() - this.#toldAt < SIGN_OF_LIFE) return;
    this.#told = simpul;
    this.#toldAt = Date.now();
    this.api.post("hadir/", { kunci: this.#kunci, simpul });
  }

  #leave() {
    clearTimeout(this.#timer);
    this.#told = null;
    this.api.post("hadir/", { kunci: this.#kunci, simpul: null, pergi: true });
  }

  /** Each poll brings the others; it is also the time for a sign of life. */
  #hear(people) {
    this.#tell();
    const print = JSON.stringify(people);
    if (print === this.heard) return;
    const before = new Set((this.people ?? []).map(({ id }) => id));
    this.heard = print;
    this.people = people;
    const persons = [...new Map(people.map((one) => [one.id, one])).values()];
    const fresh = persons.filter(({ id }) => !before.has(id)).map(({ nama }) => nama);
    if (fresh.length) this.say(`${fresh.join(", ")} membuka pohon ini.`);
    this.store.setPeople(people);
    this.#draw(persons);
  }

  #draw(persons) {
    this.list.hidden = persons.length === 0;
    const shown = persons.slice(0, persons.length > MOST ? MOST - 1 : MOST);
    const rest = persons.slice(shown.length);
    this.list.replaceChildren(
      ...shown.map(({ nama, inisial }) => el("li", { class: "ed-person", title: `${nama} sedang membuka pohon ini` }, el("span", { "aria-hidden": "true" }, inisial), el("span", { class: "visually-hidden" }, nama))),
      ...(rest.length ? [el("li", { class: "ed-person", title: rest.map(({ nama }) => nama).join(", ") }, `+${rest.length}`)] : []));
  }
}

/** Chips of those who are at one simpul. */
export function chipsOf(people) {
  if (!people.length) return null;
  const names = people.map(({ nama }) => nama).join(", ");
  const text = people.length > 2 ? `${people[0].inisial} +${people.length - 1}` : people.map(({ inisial }) => inisial).join(" ");
  return el("span", { class: "ed-person ed-person-here", title: `Sedang dibuka ${names}` }, text);
}
