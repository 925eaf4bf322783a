/**
 * Saving the sheet: one request, all or nothing, never twice at once; leaving with unsaved cells asks.
 *
 *   const simpan = new Simpan({alamat, alamatData, csrf});
 *   await simpan.send(payload) -> {ok, status, data}; status 0: no connection
 */
export class Simpan {
  constructor({ alamat, alamatData, csrf }) {
    Object.assign(this, { alamat, alamatData, csrf });
    this.busy = false;
  }

  async send(payload) {
    if (this.busy) return null;
    this.busy = true;
    try {
      return await this._ask(this.alamat, { method: "POST", body: JSON.stringify(payload), headers: { "Content-Type": "application/json", "X-CSRFToken": this.token(), Accept: "application/json" } });
    } finally {
      this.busy = false;
    }
  }

  /** The one of now: signing in again in another tab gives a new one. */
  token() {
    return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? this.csrf;
  }

  latest() {
    return this._ask(this.alamatData, { headers: { Accept: "application/json" } });
  }

  async _ask(address, options) {
    let answer;
    try {
      answer = await fetch(address, { credentials: "same-origin", redirect: "manual", ...options });
    } catch {
      return { ok: false, status: 0, data: { pesan: "Tidak tersambung ke server. Isian Anda tetap ada; periksa jaringan, lalu simpan lagi." } };
    }
    const data = await answer.json().catch(() => null);
    return { ok: answer.ok && data !== null, status: answer.status, data: data ?? { pesan: why(answer) } };
  }
}

function why(answer) {
  if (answer.type === "opaqueredirect" || answer.status === 403) return "Sesi Anda berakhir. Masuk lagi di tab lain, lalu simpan; isian Anda tetap ada di halaman ini.";
  if (answer.status === 404) return "Dokumen ini tidak ada lagi.";
  if (answer.status === 413 || answer.status === 400) return "Isian terlalu banyak untuk sekali simpan. Simpan lebih sering.";
  return "Server tidak dapat menyimpan. Isian Anda tetap ada; coba simpan lagi sebentar lagi.";
}
