/** What all parts of the commands share: the tools they were given, and how they refuse. */
import { clip } from "./dom.js";

export class CommandPart {
  /** `say` speaks to screen readers, `warn` shows a sentence, `offer` shows one with an action, `confirm` and `pick` ask. */
  constructor(tools) {
    Object.assign(this, tools);
  }

  /** Show why something is not possible; true when there is a reason. */
  refuses(why) {
    if (why) this.warn(why);
    return Boolean(why);
  }

  nameOf(key) {
    return clip(this.store.get(key)?.pernyataan || "simpul baru", 50);
  }
}
