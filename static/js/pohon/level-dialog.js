/**
 * The question after a drop on another level: which kind and which level of performance the simpul has from now on.
 * Resolves with {jenis, level_kinerja} (null leaves it as it comes), or null when it was cancelled.
 */
import { ask } from "./dialog.js";
import { el, uniqueId } from "./dom.js";
import { lowerKind } from "./rules.js";

function kindText({ jenis, like }, own) {
  const word = jenis === null ? `Tetap ${own ? lowerKind(own) : "jenisnya masing-masing"}` : `Jadikan ${lowerKind(jenis)}`;
  return like ? `${word}, seperti saudaranya di sana` : word;
}

/** `names`: what is moved and below what, as text; `now`: the level all of them have, else "". */
export async function askLevel({ question: { own, kinds }, choices, names: { what, where }, now, yes }) {
  const levels = choices.list("simpul", "level_kinerja");
  const name = uniqueId("ed-kind");
  const select = el("select", { class: "form-select", id: `${name}-level` });
  const offer = ({ level }) => {
    const note = (value) => (value === now ? " · sekarang" : value === level ? " · lazim di sana" : "");
    select.replaceChildren(
      ...(now ? [] : [new Option("Biarkan seperti semula", "")]),
      ...levels.map(([value, text]) => new Option(`${text}${note(value)}`, value)));
    select.value = level || now;
  };
  let chosen = kinds.find(({ like, jenis }) => jenis === null || like) ?? kinds[0];
  const radios = kinds.length > 1 && el("fieldset", { class: "ed-choices" },
    el("legend", { class: "form-label" }, "Jenis"),
    kinds.map((kind, i) => {
      const input = el("input", { type: "radio", class: "form-check-input", name, id: `${name}-${i}`, value: kind.jenis ?? "", checked: kind === chosen });
      input.addEventListener("change", () => {
        chosen = kind;
        offer(kind);
      });
      return el("div", { class: "form-check" }, input, el("label", { class: "form-check-label", for: input.id }, kindText(kind, own)));
    }));
  offer(chosen);
  const other = kinds.find(({ jenis, like }) => jenis !== null && like) ?? (kinds[0].jenis === null ? null : kinds[0]);
  const answer = await ask({
    title: other ? `Jadikan ${lowerKind(other.jenis)}?` : "Ubah level kinerja?",
    body: [
      el("p", {}, `${what} pindah ke bawah ${where}.`),
      radios || (chosen.jenis && el("p", {}, `Di tempat itu jenisnya ${lowerKind(chosen.jenis)}.`)),
      el("label", { class: "form-label", for: select.id }, "Level kinerja"), select,
    ],
    buttons: [{ text: "Batal", value: "no" }, { text: yes, value: "yes", kind: "primary" }],
  });
  return answer === "yes" ? { jenis: chosen.jenis, level_kinerja: select.value || null } : null;
}
