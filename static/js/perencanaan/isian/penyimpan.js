/**
 * What the page does around saving: checks first, locks the sheet meanwhile, and says what came back.
 *
 * Everything typed stays, whatever the answer; only what the server has taken is no longer unsaved.
 */
import { toast } from "../../umum/pesan.js";
import { formatNumber } from "./angka.js";
import { isNumber } from "./bentuk.js";
import { clearResult, nameOf, showResult } from "./hasil.js";
import { Simpan } from "./simpan.js";

export class Penyimpan {
  constructor(page) {
    this.page = page;
    const { alamat, alamatData, csrf } = page.root.dataset;
    this.simpan = new Simpan({ alamat, alamatData, csrf });
    page.part("simpan")?.addEventListener("click", () => this.save());
    window.addEventListener("beforeunload", (event) => {
      if (page.isian.changes || page.sunting.isOpen) event.preventDefault();
    });
  }

  async save() {
    const { page } = this;
    page.sunting.close();
    if (!page.isian.changes || this.simpan.busy || page.lembar.readOnly || document.querySelector("dialog[open]")) return;
    if (!this.isReady()) return;
    this.lock(true);
    const answer = await this.simpan.send(page.isian.payload());
    this.lock(false);
    if (!answer) return;
    if (answer.ok) this.taken(answer.data);
    else if (answer.status === 409) this.stale(answer.data);
    else this.refused(answer.data);
  }

  /** Whether nothing is left that the server would surely refuse; says what is. */
  isReady() {
    const { isian } = this.page;
    this.forgive();
    const butir = [...isian.wrong].map(([key, { pesan }]) => {
      const at = key.lastIndexOf(" ");
      const [row, column] = [isian.byId.get(key.slice(0, at)), this.page.lembar.column(key.slice(at + 1))];
      return { teks: `${nameOf(row, column, isian)}: ${pesan}`, row, column };
    });
    const alasan = this.page.lembar.column("alasan");
    for (const row of isian.rows.filter((one) => isian.typed.has(one.id) && isian.needsReason(one))) {
      butir.push({ teks: `${nameOf(row, alasan, isian)}: berbeda dari pohon kinerja; isi alasannya.`, row, column: alasan });
    }
    if (butir.length) this.show(`Belum disimpan: ${butir.length} sel perlu dibetulkan.`, butir);
    return butir.length === 0;
  }

  /** What the server refused last time may fit now: something else may have been mended. */
  forgive() {
    const { isian, lembar } = this.page;
    for (const [key, { row, column }] of isian.wrong) {
      if (!row) continue;
      isian.wrong.delete(key);
      lembar.refresh([{ row, column }]);
    }
  }

  lock(busy) {
    const { page } = this;
    page.sunting.locked = busy;
    page.lembar.table.setAttribute("aria-busy", String(busy));
    page.part("simpan").disabled = busy;
    page.say(busy ? "Menyimpan…" : "");
    if (!busy) page.count();
  }

  taken(data) {
    const { page } = this;
    const idle = page.isian.rows.some((row) => row.jenis === "p" && page.isian.isChanged(row, "uraian") && !page.isian.hasAmount(row));
    page.isian.renew(data, { saved: true });
    page.tulis.forget();
    for (const { id } of data.komponen) page.lembar.drawGroup(id);
    this.again();
    clearResult(page.part("hasil"));
    toast(idle ? "Isian tersimpan. Sumber dana tanpa angka tidak disimpan." : "Isian tersimpan.");
  }

  stale({ pesan }) {
    this.show(pesan, [], [{ label: "Ambil nilai terbaru", act: () => this.renew() }]);
  }

  async renew() {
    const { page } = this;
    const before = new Map([...page.isian.typed].map(([id, own]) => [id, { ...page.isian.byId.get(id).asal, own: [...own.keys()] }]));
    const answer = await this.simpan.latest();
    if (!answer.ok) {
      this.show(answer.data.pesan, []);
      return;
    }
    const lost = page.isian.renew(answer.data);
    page.tulis.forget();
    await page.lembar.draw();
    page.root.dispatchEvent(new CustomEvent("saringulang"));
    this.again();
    const butir = [...before].flatMap(([id, old]) => this.crossed(id, old));
    const gone = lost ? ` ${lost} sel Anda tidak punya tempat lagi karena komponennya dihapus.` : "";
    this.show(`Nilai terbaru sudah diambil; isian Anda tetap di atasnya.${gone} Periksa, lalu simpan lagi.`, butir);
  }

  /** The cells typed here that others changed meanwhile. */
  crossed(id, old) {
    const { isian, lembar } = this.page;
    const row = isian.byId.get(id);
    if (!row) return [];
    return old.own
      .filter((column) => isian.isChanged(row, column) && (row.asal[column] ?? "") !== (old[column] ?? ""))
      .map((column) => {
        const place = { row, column: lembar.column(column) };
        const [theirs, mine] = [row.asal[column], isian.value(row, column)].map((value) => (isNumber(row, column) ? formatNumber(value ?? "") : value) || "kosong");
        return { teks: `${nameOf(row, place.column, isian)}: orang lain mengisi “${theirs}”, Anda “${mine}”.`, ...place };
      });
  }

  refused({ pesan, tolakan = [] }) {
    const { isian, lembar } = this.page;
    const butir = tolakan.map((cell) => {
      const row = rowOf(cell, isian);
      const column = lembar.column(columnOf(cell));
      if (row && column && cell.medan !== "alasan") {
        isian.wrong.set(`${row.id} ${column.id}`, { teks: lembar.text(row, column), pesan: cell.pesan, row, column: column.id });
        lembar.refresh([{ row, column: column.id }]);
      }
      return { teks: cell.pesan, row, column };
    });
    this.show(pesan, butir);
    this.page.count();
  }

  show(judul, butir, aksi = []) {
    showResult(this.page.part("hasil"), { judul, butir, aksi }, (row, column) => this.page.go(row, column));
    this.page.part("hasil").scrollIntoView({ block: "nearest" });
  }

  /** The cell at work is drawn anew: find it again. */
  again() {
    const { kursor, lembar, isian } = this.page;
    const at = kursor.at && isian.byId.has(kursor.at.row) ? kursor.at : { row: isian.rows[0].id, column: isian.columns[0].id };
    kursor.go(at.row, at.column, { focus: lembar.table.contains(document.activeElement) || document.activeElement === document.body });
    lembar.refreshTotals();
    this.page.count();
  }
}

function rowOf({ komponen, indikator, medan, baris }, isian) {
  const group = isian.groups.get(komponen) ?? [];
  if (indikator) return isian.byId.get(`i${komponen}.${indikator}`);
  if (medan === "pagu" || medan === "sumber") return group.filter((row) => row.jenis === "p")[baris];
  return group[0];
}

function columnOf({ medan, tahun }) {
  if (medan === "target" || medan === "pagu") return `th:${tahun}`;
  if (medan === "realisasi" || medan === "prakiraan") return `${medan}:${tahun}`;
  if (medan === "nama" || medan === "sumber") return "uraian";
  return ["satuan", "kondisi_awal", "kondisi_akhir", "alasan"].includes(medan) ? medan : `teks:${medan}`;
}
