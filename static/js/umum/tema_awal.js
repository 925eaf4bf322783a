// Sets the theme before the first paint: what the user chose (localStorage "tema"), else what the
// system prefers. A plain script in <head>; tema.js holds the switch.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("tema");
  } catch (error) {
    chosen = null; // storage may be forbidden; the system decides then
  }
  if (chosen !== "light" && chosen !== "dark") {
    chosen = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.setAttribute("data-bs-theme", chosen);
  document.documentElement.classList.add("js");
})();
