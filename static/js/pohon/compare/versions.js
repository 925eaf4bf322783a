/** The frozen versions of the tree: their list, and each as a side of a comparison, fetched once. */
import { Side } from "./side.js";

export const NOW = "kini";
const KEPT = 6;

export class Versions {
  /** Newest first; null while it is not known. */
  list = null;
  #sides = new Map();

  constructor(api) {
    this.api = api;
  }

  /** Ask for the list; a sentence when that fails, else "". */
  async load() {
    const { status, data } = await this.api.get("versi/", { cache: "no-cache" });
    if (status !== 200) return data?.pesan ?? "Daftar versi tidak dapat dimuat. Periksa jaringan, lalu coba lagi.";
    this.list = data;
    return "";
  }

  get(nomor) {
    return this.list?.find((one) => String(one.nomor) === nomor);
  }

  /** A version already fetched, or undefined. */
  known(nomor) {
    return this.#sides.get(nomor);
  }

  /** Fetch a version; a sentence when that fails, else "". */
  async fetch(nomor) {
    const { status, data } = await this.api.get(`versi/${nomor}/`);
    if (status !== 200) return data?.pesan ?? "Versi ini tidak dapat dimuat. Periksa jaringan, lalu coba lagi.";
    this.#sides.set(nomor, new Side(data));
    if (this.#sides.size > KEPT) this.#sides.delete(this.#sides.keys().next().value);
    return "";
  }
}
