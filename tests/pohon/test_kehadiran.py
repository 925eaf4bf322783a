"""Who is in a tree right now: told, seen by others, gone after leaving or falling silent."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from pohon.models import Kehadiran, Perubahan, Pohon, Simpul
from tests.base import Cast


class KehadiranTest(Cast):
    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a, tahap=5)
        self.root = Simpul.objects.get(pohon=self.pohon)
        self.url = f"/api/v1/pohon/{self.pohon.pk}/"

    def say(self, user: Any, **data: Any) -> int:
        body = {"kunci": "tab1", "simpul": self.root.pk, **data}
        client = self.client_for(user)
        return client.post(f"{self.url}hadir/", body, content_type="application/json").status_code

    def news(self, user: Any, **headers: str) -> Any:
        nomor = self.pohon.nomor
        return self.client_for(user).get(f"{self.url}perubahan/?sejak={nomor}", headers=headers)

    def seen(self, user: Any) -> list[tuple[str, int | None]]:
        return [(one["nama"], one["simpul"]) for one in self.news(user).json()["hadir"]]

    def test_others_see_who_is_where_and_nobody_sees_themselves(self) -> None:
        self.assertEqual(self.say(self.perencana_a), 204)
        self.assertEqual(self.say(self.pembaca_a, simpul=None), 204)
        self.assertEqual(self.seen(self.perencana_a), [(self.pembaca_a.nama, None)])
        self.assertEqual(self.seen(self.pembaca_a), [(self.perencana_a.nama, self.root.pk)])

    def test_one_tab_is_at_one_place_and_two_tabs_at_two(self) -> None:
        self.say(self.perencana_a, simpul=None)
        self.say(self.perencana_a)
        self.say(self.perencana_a, kunci="tab2", simpul=None)
        nama = self.perencana_a.nama
        self.assertEqual(self.seen(self.admin), [(nama, self.root.pk), (nama, None)])

    def test_who_leaves_or_falls_silent_is_gone(self) -> None:
        self.say(self.perencana_a)
        self.say(self.pembaca_a)
        self.say(self.perencana_a, pergi=True)
        self.assertEqual(self.seen(self.admin), [(self.pembaca_a.nama, self.root.pk)])
        Kehadiran.objects.update(waktu=timezone.now() - Kehadiran.MOMENT * 2)
        self.assertEqual(self.seen(self.admin), [])
        self.say(self.admin)
        self.assertEqual(Kehadiran.objects.count(), 1)

    def test_it_changes_nothing_of_the_tree(self) -> None:
        before = (Pohon.objects.get(pk=self.pohon.pk).nomor, Perubahan.objects.count())
        self.say(self.perencana_a)
        after = (Pohon.objects.get(pk=self.pohon.pk).nomor, Perubahan.objects.count())
        self.assertEqual(before, after)

    def test_news_are_sent_again_only_when_something_or_somebody_moved(self) -> None:
        self.say(self.pembaca_a)
        etag = self.news(self.perencana_a)["ETag"]
        self.say(self.pembaca_a)
        self.assertEqual(self.news(self.perencana_a, if_none_match=etag).status_code, 304)
        self.say(self.pembaca_a, simpul=None)
        self.assertEqual(self.news(self.perencana_a, if_none_match=etag).status_code, 200)

    def test_wild_input_gets_a_sentence(self) -> None:
        for data in (
            {"kunci": ""},
            {"kunci": "x" * 41},
            {"kunci": "a\x00b"},
            {"kunci": 7},
            {"simpul": "satu"},
            {"simpul": True},
            {"simpul": 2**70},
            {"simpul": -1},
        ):
            with self.subTest(data=data):
                self.assertEqual(self.say(self.perencana_a, **data), 400)
