"""What counts as a sentence where a reason is asked for."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from lib.kalimat import TOO_SHORT, is_sentence, require_sentence


class KalimatTest(SimpleTestCase):
    def test_two_words_of_ten_letters_say_something(self) -> None:
        for text in ("Belum cukup", "Menunggu SK 12/2026", "Data, data dasar menyusul!"):
            self.assertTrue(is_sentence(text), text)

    def test_letters_signs_numbers_and_one_word_repeated_do_not(self) -> None:
        for text in ("", "x", "-", "ok", "12345 67890", "Menyusulkan", "alasan alasan", ". . . ."):
            self.assertFalse(is_sentence(text), text)

    def test_a_refusal_tells_an_empty_field_from_a_short_one(self) -> None:
        for text, sentence in (("  ", "Tulis alasannya."), ("x", TOO_SHORT)):
            with self.assertRaises(ValidationError) as caught:
                require_sentence(text, "alasan", "Tulis alasannya.")
            self.assertEqual(caught.exception.message_dict, {"alasan": [sentence]})
        require_sentence("Datanya menyusul", "alasan", "Tulis alasannya.")
