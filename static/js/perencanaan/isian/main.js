/**
 * The grid of a document: binds the sheet, the cell at work, its editor, paste, undo and saving.
 *
 *   <div data-isian data-alamat data-alamat-data data-csrf [data-baca] [data-mulai]>
 *     [data-simpan] [data-urungkan] input[name=tampil] [data-cari] [data-kabar] [data-hasil] table[data-lembar]
 *     <script type="application/json" id="isian-data">
 */
import { isEditable, isSum } from "./bentuk.js";
import { clearResult, nameOf, showResult } from "./hasil.js";
import { Kursor } from "./kursor.js";
import { Lembar } from "./lembar.js";
import { Isian } from "./model.js";
import { narrow } from "./saring.js";
import { Penyimpan } from "./penyimpan.js";
import { Sunting } from "./sunting.js";
import { blockText, planPaste } from "./tempel.js";
import { Tulis } from "./tulis.js";

class Halaman {
  constructor(root) {
    this.root = root;
    this.part = (name) => root.querySelector(`[data-${name}]`);
    this.isian = new Isian(JSON.parse(document.getElementById("isian-data").textContent));
    this.lembar = new Lembar(this.part("lembar"), this.isian, { readOnly: "baca" in root.dataset });
    this.tulis = new Tulis(this.isian, this.lembar, { after: () => this.count() });
    this.sunting = new Sunting(this.lembar, this.tulis, { moved: (move) => this.moved(move) });
    this.kursor = new Kursor(this.lembar, {
      open: (place, options) => this.open(place, options),
      erase: () => this.erase(),
      leave: () => (this.part("simpan") ?? this.part("cari")).focus(),
      changed: (place) => this.tell(place),
      add: ({ row }) => row.komponen.berpagu && this.addSource(row.komponen),
    });
    this.penyimpan = new Penyimpan(this);
    narrow(root, this.lembar);
    this.listen();
  }

  async start() {
    await this.lembar.draw();
    const asked = this.isian.groups.get(Number(this.root.dataset.mulai));
    if (asked) this.kursor.go(...this.firstToFill(asked));
    else this.kursor.go(this.isian.rows[0].id, "uraian", { focus: false });
    this.root.dataset.siap = "";
  }

  /** Where one who came to fill a komponen begins: its pagu while it has none, else its indicators. */
  firstToFill(group) {
    const source = group.find((row) => row.jenis === "p" && !this.isian.hasAmount(row));
    const row = source ?? group.find((one) => one.jenis === "i") ?? group[0];
    return [row.id, row.jenis === "k" ? "uraian" : `th:${this.isian.years[0]}`];
  }

  listen() {
    const table = this.lembar.table;
    table.addEventListener("click", (event) => this.clicked(event));
    table.addEventListener("copy", (event) => this.copied(event));
    table.addEventListener("paste", (event) => this.pasted(event));
    this.part("urungkan")?.addEventListener("click", () => this.undo());
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
      const key = event.key.toLowerCase();
      if (key === "s") this.penyimpan.save();
      else if (key === "z" && !event.target.matches("input, textarea")) this.undo();
      else return;
      event.preventDefault();
    });
  }

  // --- Cells -------------------------------------------------------------------------------------
  go(row, column) {
    if (!this.lembar.isVisible(row.id)) this.root.dispatchEvent(new CustomEvent("tampilsemua"));
    this.kursor.go(row.id, column.id);
  }

  /** Begin to edit a cell; where it cannot be filled, say why. */
  open(place, options) {
    if (this.lembar.readOnly || isEditable(place.row, place.column)) return this.sunting.open(place, options);
    this.say(isSum(place.row, place.column) ? "Jumlah dihitung sendiri dari sumber dana di bawahnya." : "Kolom ini tidak diisi pada baris ini.");
    return true;
  }

  moved({ row, column, down, right, result }) {
    if (!result) {
      this.kursor.move(down, right, { from: { row: row.id, column: column.id } });
      return;
    }
    const note = result.faults[0] ?? result.notes[0];
    if (note) this.say(`${nameOf(note.row, note.column, this.isian)}: ${note.why}`);
    const lost = !this.root.contains(document.activeElement) || document.activeElement === document.body;
    if (lost) this.kursor.move(down, right, { from: { row: row.id, column: column.id } });
  }

  erase() {
    if (this.lembar.readOnly || this.sunting.locked) return;
    this.tulis.write(this.kursor.block().flat().map((place) => ({ ...place, text: "" })));
  }

  clicked(event) {
    const place = this.lembar.placeOf(event.target);
    if (!place || this.sunting.locked) return;
    if (event.target.closest("[data-ikuti]")) this.tulis.followTree(place.row).then(() => this.kursor.go(place.row.id, "uraian"));
    if (event.target.closest("[data-tambah]")) this.addSource(place.row.komponen);
  }

  addSource(komponen) {
    if (this.lembar.readOnly || this.sunting.locked) return;
    const row = this.isian.addSource(komponen);
    this.lembar.drawGroup(komponen.id);
    this.kursor.go(row.id, "uraian");
    this.sunting.open(this.kursor.place());
  }

  // --- Clipboard and undo ------------------------------------------------------------------------
  copied(event) {
    if (this.sunting.isOpen || !this.kursor.at) return;
    event.clipboardData.setData("text/plain", blockText(this.kursor.block(), this.lembar));
    event.preventDefault();
  }

  async pasted(event) {
    if (this.sunting.isOpen || this.lembar.readOnly || this.sunting.locked || !this.kursor.at) return;
    event.preventDefault();
    const plan = planPaste(event.clipboardData.getData("text/plain"), { lembar: this.lembar, at: this.kursor.at });
    const { count, faults, notes } = await this.tulis.write(plan.writes);
    this.reportPaste(plan, count, [...faults, ...plan.left], notes);
  }

  reportPaste({ outside }, count, refused, notes) {
    const about = ({ row, column, text, why }) => ({ teks: `${nameOf(row, column, this.isian)}: ${why.includes(text) ? why : `“${text}” ${why}`}`, row, column });
    const more = [outside.baris && `${outside.baris} baris tidak muat`, outside.kolom && `${outside.kolom} kolom tidak muat`].filter(Boolean);
    const judul = [`${count} sel ditempel`, refused.length && `${refused.length} ditolak`, notes.length && `${notes.length} perlu dilihat`, ...more].filter(Boolean).join(", ");
    showResult(this.part("hasil"), { judul: `${judul}.`, butir: [...refused, ...notes].map(about), aksi: [{ label: "Urungkan", act: () => this.undo() }] }, (row, column) => this.go(row, column));
  }

  undo() {
    if (this.sunting.locked) return;
    const step = this.tulis.undo();
    clearResult(this.part("hasil"));
    if (step) this.kursor.go(step.row, step.column);
  }

  // --- Saying ------------------------------------------------------------------------------------
  say(text) {
    this.part("kabar").textContent = text;
  }

  tell(place) {
    if (!place) return;
    const wrong = this.isian.wrong.get(`${place.row.id} ${place.column.id}`);
    this.say(wrong ? `${nameOf(place.row, place.column, this.isian)}: ${wrong.pesan}` : "");
    if (!wrong && place.row.editor) this.leadToTree(place.row);
  }

  /** Where the indicator at work is at home. */
  leadToTree({ komponen, editor }) {
    const link = Object.assign(document.createElement("a"), { href: editor, textContent: "Buka indikatornya di pohon kinerja" });
    this.part("kabar").replaceChildren(`${komponen.jenis} ${komponen.kode} `.trimEnd(), " · ", link);
  }

  count() {
    const changes = this.isian.changes;
    const button = this.part("simpan");
    if (button) {
      button.disabled = !changes;
      button.textContent = changes ? `Simpan (${changes} sel)` : "Simpan";
      this.part("urungkan").disabled = !this.tulis.steps.length;
    }
  }
}

const root = document.querySelector("[data-isian]");
if (root) new Halaman(root).start();
