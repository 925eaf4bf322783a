// The switch between light, dark and the system's theme.
// HTML: <fieldset data-tema hidden> with buttons [data-tema-nilai="sistem|light|dark"][aria-pressed].

const system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try {
    return localStorage.getItem("tema") || "sistem";
  } catch {
    return "sistem";
  }
}

function show() {
  const choice = chosen();
  const theme = choice === "sistem" ? (system.matches ? "dark" : "light") : choice;
  document.documentElement.setAttribute("data-bs-theme", theme);
  for (const button of document.querySelectorAll("[data-tema-nilai]")) {
    const on = button.dataset.temaNilai === choice;
    button.setAttribute("aria-pressed", String(on));
    button.classList.toggle("active", on);
  }
}

function choose(choice) {
  try {
    if (choice === "sistem") localStorage.removeItem("tema");
    else localStorage.setItem("tema", choice);
  } catch {
    document.documentElement.setAttribute("data-bs-theme", choice);
    return;
  }
  show();
}

export function start() {
  for (const box of document.querySelectorAll("[data-tema]")) box.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tema-nilai]");
    if (button) choose(button.dataset.temaNilai);
  });
  system.addEventListener("change", show);
  window.addEventListener("storage", (event) => event.key === "tema" && show());
  show();
}
