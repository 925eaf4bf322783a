/**
 * How the editor speaks: aloud to screen readers, as a sentence at the lower edge, as a sentence with an action.
 *
 * HTML: <div id="ed-live" aria-live="polite">, and the holder of umum/pesan.js.
 */
import { toast } from "../umum/pesan.js";

const OFFER_SECONDS = 10;

export function talkTo(live) {
  return {
    /** Tell a screen reader; a sentence said twice is heard twice. */
    say(sentence) {
      live.textContent = live.textContent === sentence ? `${sentence}\u00a0` : sentence;
    },
    warn: (sentence) => toast(sentence, { kind: "galat" }),
    offer: (sentence, aksi, saat) => toast(sentence, { aksi, saat, detik: OFFER_SECONDS }),
  };
}
