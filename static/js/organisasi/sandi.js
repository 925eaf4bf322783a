// Puts the two password fields away while "Buatkan kata sandi" is ticked. Expects a form with
// <input type="checkbox" name="buatkan">, and sandi1 and sandi2, each in a .medan (names may have a prefix).

for (const box of document.querySelectorAll('input[type="checkbox"][name$="buatkan"]')) {
  const fields = [...box.form.querySelectorAll('[name$="sandi1"], [name$="sandi2"]')];
  const show = () => {
    for (const field of fields) {
      field.disabled = box.checked;
      field.closest(".medan").hidden = box.checked;
    }
  };
  box.addEventListener("change", show);
  show();
}
