/**
 * The chart of positions: folding branches, searching, size, and moving about with the arrow keys. Without it every branch is open.
 *
 * HTML expected:
 * <section data-bagan>
 *   <div data-alat hidden>… <input data-cari-bagan> <span data-hasil> <button data-semua="buka|lipat"> <button data-ukuran="-|pas|+"> …</div>
 *   <div data-bidang><ul data-pohon-jabatan><li><div data-kartu><a>…</a><button data-lipat aria-expanded="true"></div><ul>…</ul></li>…</ul></div>
 * </section>
 */
const MANY = 60; // positions; beyond that deep branches begin folded
const SHOWN_DEPTH = 2;
const SMALLEST = 0.25;
const FIRST = 0.7; // no smaller than this to begin with
const STEP = 1.2;
const MARGIN = 34; // px of the field around the tree

class Chart {
  constructor(root) {
    this.field = root.querySelector("[data-bidang]");
    this.tree = root.querySelector("[data-pohon-jabatan]");
    this.result = root.querySelector("[data-hasil]");
    this.search = root.querySelector("[data-cari-bagan]");
    this.cards = [...this.tree.querySelectorAll("[data-kartu]")];
    this.found = [];
    this.at = -1;
    this.scale = 1;
    root.querySelector("[data-alat]").hidden = false;
    if (this.cards.length > MANY) this.foldBelow(SHOWN_DEPTH);
    this.zoom(Math.max(this.fitting(), FIRST));
    this.centre();
    this.listen(root);
  }

  listen(root) {
    this.tree.addEventListener("click", (event) => {
      const button = event.target.closest("[data-lipat]");
      if (button) this.toggle(button.closest("li"));
    });
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-semua], [data-ukuran]");
      if (button?.dataset.semua) this.foldAll(button.dataset.semua === "lipat");
      if (button?.dataset.ukuran) this.resize(button.dataset.ukuran);
    });
    this.search.addEventListener("input", () => this.find());
    this.search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.show(event.shiftKey ? -1 : 1);
    });
    this.field.addEventListener("keydown", (event) => this.key(event));
  }

  /* --- folding ---------------------------------------------------------------------------------- */
  fold(item, folded) {
    const list = item.querySelector(":scope > ul");
    const button = item.querySelector(":scope > [data-kartu] [data-lipat]");
    if (!list || !button) return;
    list.hidden = folded;
    button.setAttribute("aria-expanded", String(!folded));
  }

  toggle(item) {
    this.fold(item, !item.querySelector(":scope > ul").hidden);
  }

  foldAll(folded) {
    for (const item of this.tree.querySelectorAll("li")) this.fold(item, folded && item.parentElement !== this.tree);
  }

  foldBelow(depth) {
    const path = "li ".repeat(depth).trim();
    for (const item of this.tree.querySelectorAll(path)) this.fold(item, true);
  }

  open(item) {
    for (let above = item.parentElement.closest("li"); above; above = above.parentElement.closest("li")) this.fold(above, false);
  }

  /* --- searching -------------------------------------------------------------------------------- */
  find() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = (card) => words.length > 0 && words.every((word) => card.textContent.toLowerCase().includes(word));
    this.found = this.cards.filter(matches);
    this.at = -1;
    for (const card of this.cards) card.classList.toggle("cocok", this.found.includes(card));
    if (words.length === 0) this.result.textContent = "";
    else if (this.found.length === 0) this.result.textContent = "Tidak ditemukan";
    else this.show(1);
  }

  show(step) {
    if (this.found.length === 0) return;
    this.at = (this.at + step + this.found.length) % this.found.length;
    const card = this.found[this.at];
    this.open(card.closest("li"));
    for (const other of this.found) other.classList.toggle("kini", other === card);
    card.scrollIntoView({ block: "center", inline: "center" });
    this.result.textContent = `${this.at + 1} dari ${this.found.length}. Enter: berikutnya`;
  }

  /* --- size ------------------------------------------------------------------------------------- */
  resize(how) {
    if (how === "pas") this.zoom(this.fitting());
    else this.zoom(how === "+" ? this.scale * STEP : this.scale / STEP);
  }

  zoom(scale) {
    this.scale = Math.min(2, Math.max(SMALLEST, scale));
    this.tree.style.zoom = this.scale;
  }

  fitting() {
    this.tree.style.zoom = 1;
    const wide = (this.field.clientWidth - MARGIN) / this.tree.scrollWidth;
    const high = (window.innerHeight - 160) / this.tree.scrollHeight;
    return Math.min(1, wide, Math.max(high, SMALLEST));
  }

  centre() {
    const card = this.cards[0]?.getBoundingClientRect();
    const field = this.field.getBoundingClientRect();
    if (card) this.field.scrollLeft += card.left + card.width / 2 - field.left - field.width / 2;
  }

  /* --- keys ------------------------------------------------------------------------------------- */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input")) return;
    const item = event.target.closest("li");
    const to = item ? this.neighbour(item, event.key) : event.key === "ArrowDown" && this.tree.querySelector("li");
    if (!to) return;
    event.preventDefault();
    const link = to.querySelector("a");
    link.focus();
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  neighbour(item, key) {
    const list = item.querySelector(":scope > ul");
    if (key === "ArrowRight" && list) {
      if (!list.hidden) return list.querySelector("li");
      this.fold(item, false);
      return item;
    }
    if (key === "ArrowLeft") {
      if (!list || list.hidden) return item.parentElement.closest("li");
      this.fold(item, true);
      return item;
    }
    const shown = [...this.tree.querySelectorAll("li")].filter((one) => one.offsetParent !== null);
    const here = shown.indexOf(item);
    const places = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: shown.length - 1 };
    return key in places ? shown[places[key]] : null;
  }
}

for (const root of document.querySelectorAll("[data-bagan]")) new Chart(root);
