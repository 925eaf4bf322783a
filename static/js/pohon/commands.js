/**
 * Everything a person can do to the tree, by key, menu, button or drag alike. A refusal is a sentence, never silence.
 *
 * `writing`, `moving`, `dropping`, `copying`, `pasting`, `referring` and `removing` are the parts; fields, kinds and the search of the
 * tree stand here.
 */
import { Pasting } from "./clipboard/pasting.js";
import { CommandPart } from "./command-part.js";
import { Copying } from "./copying.js";
import { Dropping } from "./dropping.js";
import { Moving } from "./moving.js";
import * as operations from "./operations.js";
import { Referring } from "./referring.js";
import { Removing } from "./removing.js";
import { KIND_NAMES, kindsFor, whyNotWrite } from "./rules.js";
import { Writing } from "./writing.js";

export class Commands extends CommandPart {
  constructor(tools) {
    super(tools);
    this.writing = new Writing(tools);
    this.moving = new Moving({ ...tools, writing: this.writing });
    this.writing.moving = this.moving;
    this.pasting = new Pasting(tools);
    this.referring = new Referring(tools);
    this.copying = new Copying({ ...tools, moving: this.moving, pasting: this.pasting, referring: this.referring });
    this.dropping = new Dropping({ ...tools, moving: this.moving, copying: this.copying, referring: this.referring });
    this.moving.dropping = this.dropping;
    this.removing = new Removing(tools);
    tools.titles.writing = this.writing;
  }

  setFields(key, data, { label = "Ubah isian", merge = null } = {}) {
    if (this.refuses(whyNotWrite(this.store))) return;
    this.history.run(label, [operations.edit(key, data)], { merge });
  }

  setKind(key, jenis) {
    if (!kindsFor(this.store, key).includes(jenis)) {
      this.warn(`Di tempat ini simpul tidak dapat menjadi ${KIND_NAMES[jenis].toLowerCase()}.`);
      return;
    }
    this.setFields(key, { jenis }, { label: `Jadikan ${KIND_NAMES[jenis].toLowerCase()}` });
  }

  async search() {
    const { store } = this;
    const chosen = await this.pick({
      title: "Cari simpul", label: "Ketik sebagian pernyataan", yes: "Tuju",
      options: store.branch().map((key) => ({
        value: key, text: store.get(key).pernyataan, depth: store.depth(key), hint: KIND_NAMES[store.get(key).jenis],
      })),
    });
    if (chosen === null) return;
    store.reveal(chosen);
    store.setFocus(chosen);
  }
}
