// A list of choices that a search brings anew keeps what was chosen, also when the answer comes after the choice.
// HTML: an htmx target that holds radio buttons, e.g. <div class="hasil-komponen">; a choice the new list lacks is gone.

export function start() {
  const chosen = new WeakMap();
  const radio = (target) => target.querySelector?.("input[type=radio]:checked");
  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => chosen.set(target, radio(target)?.value));
  document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    const value = chosen.get(target);
    if (value === undefined || radio(target)) return;
    const same = [...target.querySelectorAll("input[type=radio]")].find((one) => one.value === value);
    if (same) same.checked = true;
  });
}
