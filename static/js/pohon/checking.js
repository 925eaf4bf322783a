/** Asking the server for the findings of the rules, now or soon after the last change. */
const PAUSE = 600;

export function checkerOf(store, api) {
  let waiting = null;

  async function check() {
    const answer = await api.get("temuan/");
    if (answer.status === 200 && answer.data) store.setTemuan(answer.data.temuan);
  }

  function checkSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(check, PAUSE);
  }

  return { check, checkSoon };
}
