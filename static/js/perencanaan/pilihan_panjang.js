/**
 * A search box over a long list of checkboxes, so that one of a hundred is found by its words. Ticked ones always stay in sight.
 *
 *   <fieldset class="medan"><legend>NSPK</legend><div class="form-check"><input><label>…</label></div> … </fieldset>
 */
const LONG = 10;

function add(fieldset) {
  const choices = [...fieldset.querySelectorAll(".form-check")];
  if (choices.length <= LONG) return;
  const name = fieldset.querySelector("legend").textContent.trim();
  const search = Object.assign(document.createElement("input"), { type: "search", className: "form-control mb-2", placeholder: "Cari di daftar ini", maxLength: 100 });
  search.setAttribute("aria-label", `Cari ${name}`);
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const choice of choices) {
      const text = choice.textContent.toLowerCase();
      choice.hidden = !choice.querySelector("input").checked && !words.every((word) => text.includes(word));
    }
  });
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  fieldset.querySelector("legend").after(search);
}

for (const fieldset of document.querySelectorAll("fieldset.medan")) add(fieldset);
