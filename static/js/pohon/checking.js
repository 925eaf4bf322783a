/**
 * Asking the server for the findings of the rules, now or soon after the last change.
 *
 * After operations on the tree only what they can have changed is asked for; everything is asked for when links were made, and from
 * time to time, since mapping and positions count no number of the tree.
 */
import { merged } from "./findings-of.js";

const PAUSE = 600;
const WHOLE_EVERY = 120_000;

export function checkerOf(store, api, now = () => Date.now()) {
  let waiting = null;
  let nomor = null;
  let whole = -Infinity;
  let asked = 0;
  let wholeWaits = false;

  /** Ask for everything, or (`part`) only for what changed since the last answer. The answer to the last question counts. */
  async function check({ part = false } = {}) {
    const partly = part && nomor !== null && now() - whole < WHOLE_EVERY;
    asked += 1;
    const turn = asked;
    const answer = await api.get(partly ? `temuan/?sejak=${nomor}` : "temuan/");
    if (answer.status !== 200 || !answer.data || turn !== asked) {
      if (turn === asked) nomor = null;
      return;
    }
    const { data } = answer;
    nomor = data.nomor;
    if (data.lengkap) whole = now();
    store.setTemuan(data.lengkap ? data.temuan : merged(store.temuanPohon, data, places()), { writable: data.boleh_alasan });
  }

  /** Where each simpul stands in the tree; what is said of no simpul comes first. */
  function places() {
    const order = new Map(store.branch().map((key, i) => [store.idOf(key), i]));
    return (simpul) => order.get(simpul) ?? -1;
  }

  /** `part`: nothing but operations on the tree happened. A whole check that waits stays whole. */
  function checkSoon({ part = false } = {}) {
    if (!part) wholeWaits = true;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const all = wholeWaits;
      wholeWaits = false;
      return check({ part: !all });
    }, PAUSE);
  }

  return { check, checkSoon };
}
