/** The head of the editor: outcome, status, and whether everything is saved. Texts only; the HTML is _editor_kepala.html. */
import { clock } from "./dom.js";

export class Head {
  constructor({ store, choices, signIn }) {
    this.signIn = signIn;
    this.title = document.getElementById("ed-title");
    this.status = document.getElementById("ed-status");
    this.save = document.getElementById("ed-save");
    store.on("tree", () => {
      const text = store.get(store.root)?.pernyataan;
      if (!text || this.title.textContent === text) return;
      this.title.textContent = text;
      document.title = `${text} · Pokin`;
    });
    store.on("pohon", () => {
      const { status } = store.pohon;
      this.status.textContent = choices.label("pohon", "status", status);
      this.status.className = `lencana status-${status}`;
    });
  }

  /** Show a state of the sync. */
  show({ name, waiting, time }) {
    const texts = {
      tersimpan: time ? `✓ Tersimpan ${clock(time)}` : "✓ Tersimpan",
      menyimpan: "Menyimpan…",
      luring: `Luring – ${waiting} perubahan menunggu`,
      bentrok: "Bentrok",
      masuk: `Sesi berakhir – ${waiting} perubahan menunggu`,
    };
    clearTimeout(this.timer);
    this.save.dataset.waiting = waiting;
    const put = () => {
      this.save.dataset.state = name;
      this.save.textContent = texts[name];
      if (name !== "masuk") return;
      const link = document.createElement("a");
      link.href = this.signIn;
      link.target = "_blank";
      link.textContent = "Masuk lagi";
      this.save.append(" · ", link);
    };
    // A quick save would only flicker.
    if (name === "menyimpan" && this.save.dataset.state === "tersimpan") this.timer = setTimeout(put, 250);
    else put();
  }
}
