// A form is sent once: while the answer is awaited its button is off. Nothing is needed in the HTML;
// <form data-boleh-ulang> (a download, for example) is left alone.

const LONGEST_MS = 15000;

function guard(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "bolehUlang" in form.dataset) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  // After the browser has read the form: a button that is off would not be sent.
  setTimeout(() => switchButtons(form, true), 0);
  setTimeout(() => release(form), LONGEST_MS);
}

function switchButtons(form, off) {
  for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
    if (off && !button.disabled) {
      button.disabled = true;
      button.dataset.menunggu = "";
    } else if (!off && "menunggu" in button.dataset) {
      button.disabled = false;
      delete button.dataset.menunggu;
    }
  }
}

function release(form) {
  form.removeAttribute("aria-busy");
  switchButtons(form, false);
}

export function start() {
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && !event.target.hasAttribute("hx-post")) guard(event);
  });
  // Coming back with the browser's own button shows the page as it was left.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[aria-busy=true]")) release(form);
  });
}
