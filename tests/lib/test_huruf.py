"""How texts break into lines: behind slashes and hyphens, never lost, own line breaks kept."""

from __future__ import annotations

from django.test import SimpleTestCase

from lib.huruf import lines, width, wrap


class TestWrap(SimpleTestCase):
    def test_a_long_word_ends_a_line_behind_a_slash_or_a_hyphen(self):
        room = width("Perencanaan/Peng", 10)
        self.assertEqual(
            wrap("Perencanaan/Penganggaran", room, 10), ["Perencanaan/", "Penganggaran"]
        )
        self.assertEqual(
            wrap("berbondong-bondong", width("berbondong-b", 10), 10)[0], "berbondong-"
        )

    def test_a_word_within_half_the_room_stays_whole(self):
        room = width("kata yang panjang dan/", 10)
        self.assertEqual(
            wrap("kata yang panjang dan/atau", room, 10), ["kata yang panjang", "dan/atau"]
        )

    def test_no_letter_is_lost_and_no_line_is_too_wide(self):
        text = "7.01.02.2.01.0001 " + "x" * 90 + " a/b-c kata  panjang\u00a0sekali"
        for room in (4, 21, 60, 400):
            found = wrap(text, room, 8.5, 700)
            self.assertEqual("".join(found).replace(" ", ""), "".join(text.split()))
            self.assertTrue(all(width(line, 8.5, 700) <= room or len(line) == 1 for line in found))

    def test_its_own_line_breaks_stay(self):
        self.assertEqual(lines("satu\n\ndua", 200, 10), ["satu", "", "dua"])
        self.assertEqual(wrap("", 200, 10), [])
