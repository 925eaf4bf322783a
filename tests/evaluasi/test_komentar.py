"""Comments: threads, mentions, resolving, who may; the pages and the part of a node."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluasi.actions import komentar as actions
from evaluasi.komentar import mentions_of, waiting
from evaluasi.models import Komentar
from evaluasi.views.komentar import PER_PAGE
from tests.base import make_user
from tests.evaluasi.meja_uji import CastMeja

SCRIPT = "<script>alert(1)</script>"


class TestKomentar(CastMeja):
    def begin(self, isi: str = "Lengkapi data", user=None, **target) -> Komentar:
        return actions.begin_thread(
            user=user or self.evaluator, pohon_id=self.pohon.pk, isi=isi, **target
        )

    def test_a_thread_quotes_what_stands_there(self) -> None:
        on_edge = self.begin(tentang="hubungan", simpul=self.csf.pk)
        self.assertEqual(on_edge.kutipan, "Kemacetan berkurang ← Kapasitas jalan cukup")
        on_card = self.begin(tentang="indikator", simpul=self.csf.pk, indikator=self.kartu.pk)
        self.assertEqual(on_card.kutipan, "Kecepatan rata-rata")
        on_field = self.begin(
            tentang="medan", simpul=self.csf.pk, indikator=self.kartu.pk, medan="satuan"
        )
        self.assertEqual(on_field.kutipan, "km/jam")
        on_level = self.begin(tentang="medan", simpul=self.csf.pk, medan="level_kinerja")
        self.assertEqual(on_level.kutipan, self.csf.get_level_kinerja_display())
        self.assertEqual(on_edge.versi, self.versi)

    def test_a_target_that_is_not_there_is_refused(self) -> None:
        root = self.csf.induk_id
        wrong: list[dict[str, Any]] = [
            {"tentang": "lain"},
            {"tentang": "simpul", "simpul": 999999},
            {"tentang": "simpul"},
            {"tentang": "hubungan", "simpul": root},
            {"tentang": "indikator", "simpul": self.lain.pk, "indikator": self.kartu.pk},
            {"tentang": "indikator", "simpul": self.csf.pk},
            {"tentang": "medan", "simpul": self.csf.pk, "medan": "pohon"},
            {"tentang": "medan", "simpul": self.csf.pk, "medan": ""},
        ]
        for target in wrong:
            with self.subTest(target=target), self.assertRaises(ValidationError):
                self.begin(**target)
        self.assertFalse(Komentar.objects.exists())

    def test_planners_evaluators_and_the_pimpinan_write_and_readers_do_not(self) -> None:
        for user in (self.perencana_a, self.evaluator, self.pimpinan, self.admin):
            self.begin(user=user)
        for user in (self.pembaca_a, self.perencana_b):
            with self.assertRaisesMessage(PermissionDenied, "hanya dapat membaca"):
                self.begin(user=user)
        with self.assertRaises(Http404):
            self.begin(user=self.asing)

    def test_empty_and_too_long_comments_are_refused_with_a_sentence(self) -> None:
        for text, sentence in (
            ("  ", "belum diisi"),
            ("x" * 5001, "Terlalu panjang"),
            ("a\x00", ""),
        ):
            with self.subTest(text=text[:3]), self.assertRaisesMessage(ValidationError, sentence):
                self.begin(text)

    def test_the_same_comment_sent_twice_is_one(self) -> None:
        self.assertEqual(self.begin().pk, self.begin().pk)
        self.assertNotEqual(self.begin().pk, self.begin(user=self.pimpinan).pk)

    def test_mentions_find_people_with_a_role_and_refuse_others(self) -> None:
        row = self.begin("Tolong @perencana_a, lalu @Pimpinan. Surel a@b.com bukan sebutan.")
        self.assertEqual(
            set(row.sebutan.values_list("username", flat=True)), {"perencana_a", "pimpinan"}
        )
        for name in ("asing", "tidak_ada", "pengelola"):
            with self.assertRaisesMessage(ValidationError, f"“@{name}” tidak punya peran"):
                self.begin(f"Tanya @{name}")

    def test_a_username_with_a_full_stop_is_mentioned_at_the_end_of_a_sentence(self) -> None:
        dotted = make_user("perencana.dishub", "perencana", self.instansi, self.unit_a)
        row = self.begin("Ini bagian @perencana.dishub.")
        self.assertEqual(list(row.sebutan.all()), [dotted])

    def test_mentions_wait_until_answered_or_resolved(self) -> None:
        row = self.begin("Bagaimana @perencana_a?")
        self.assertEqual(list(waiting(self.perencana_a)), [row])
        actions.reply(user=self.perencana_a, komentar_id=row.pk, isi="Sudah diperbaiki")
        self.assertEqual(list(waiting(self.perencana_a)), [])
        actions.reply(user=self.evaluator, komentar_id=row.pk, isi="Belum, @perencana_a")
        self.assertEqual(waiting(self.perencana_a).count(), 1)
        actions.resolve(user=self.evaluator, komentar_id=row.pk)
        self.assertEqual(waiting(self.perencana_a).count(), 0)
        self.assertEqual(mentions_of(self.perencana_a).count(), 2)
        self.assertEqual(mentions_of(self.pimpinan).count(), 0)

    def test_a_resolved_thread_takes_no_answer_until_it_is_opened_again(self) -> None:
        row = self.begin()
        actions.resolve(user=self.pimpinan, komentar_id=row.pk)
        with self.assertRaisesMessage(ValidationError, "sudah diselesaikan"):
            actions.reply(user=self.perencana_a, komentar_id=row.pk, isi="Satu lagi")
        opened = actions.reopen_thread(user=self.perencana_a, komentar_id=row.pk)
        self.assertIsNone(opened.selesai)
        actions.reply(user=self.perencana_a, komentar_id=row.pk, isi="Satu lagi")

    def test_a_planner_resolves_their_own_thread_but_not_the_evaluators(self) -> None:
        theirs, own = self.begin(), self.begin("Sudah?", user=self.perencana_a)
        with self.assertRaisesMessage(PermissionDenied, "yang memulainya"):
            actions.resolve(user=self.perencana_a, komentar_id=theirs.pk)
        actions.resolve(user=self.perencana_a, komentar_id=own.pk)

    def test_an_answer_is_no_thread(self) -> None:
        answer = actions.reply(user=self.evaluator, komentar_id=self.begin().pk, isi="Ya")
        with self.assertRaises(Http404):
            actions.reply(user=self.evaluator, komentar_id=answer.pk, isi="Tidak")


class TestHalamanKomentar(CastMeja):
    def client_of(self, user) -> Client:
        return self.client_for(user)

    def url(self, rest: str = "") -> str:
        return f"/komentar/{self.pohon.pk}/{rest}"

    def write(self, user, **data):
        return self.client_of(user).post(
            self.url("tulis/"), {"tentang": "pohon", **data}, follow=True
        )

    def test_markup_in_a_comment_and_in_its_quote_is_text(self) -> None:
        self.write(self.evaluator, isi=f"{SCRIPT} @perencana_a")
        for url in (self.url(), "/sebutan/"):
            page = self.client_of(self.perencana_a).get(url)
            self.assertNotContains(page, SCRIPT)
            self.assertContains(page, "&lt;script&gt;alert(1)")
            self.assertContains(page, '<b class="sebutan">@Perencana A</b>')

    def test_what_was_refused_stays_typed(self) -> None:
        page = self.write(self.evaluator, isi="Tolong @tidak_ada periksa")
        self.assertContains(page, "tidak punya peran")
        self.assertContains(page, "Tolong @tidak_ada periksa</textarea>")
        self.assertFalse(Komentar.objects.exists())

    def test_a_refused_answer_stays_typed_in_its_thread(self) -> None:
        row = actions.begin_thread(user=self.evaluator, pohon_id=self.pohon.pk, isi="Data?")
        page = self.client_of(self.perencana_a).post(
            f"/komentar/{row.pk}/balas/", {"isi": "Ada @entah"}
        )
        self.assertContains(page, "Ada @entah</textarea>", count=1)

    def test_the_part_of_a_node_answers_writes_with_itself(self) -> None:
        client = self.client_of(self.evaluator)
        part = client.get(f"/komentar/simpul/{self.csf.pk}/")
        self.assertContains(part, "Indikator: Kecepatan rata-rata")
        data = {
            "simpul": self.csf.pk,
            "tentang": f"medan:{self.kartu.pk}:satuan",
            "isi": "Satuan keliru",
        }
        answer = client.post(self.url("tulis/"), data, headers={"HX-Request": "true"})
        self.assertContains(answer, "data-komentar")
        self.assertContains(answer, "km/jam")
        row = Komentar.objects.get()
        self.assertEqual(
            (row.medan, row.indikator, row.simpul), ("satuan", self.kartu.pk, self.csf.pk)
        )
        refused = client.post(
            self.url("tulis/"), {**data, "isi": " "}, headers={"HX-Request": "true"}
        )
        self.assertContains(refused, "Komentar belum diisi")

    def test_a_reader_sees_threads_without_fields(self) -> None:
        actions.begin_thread(user=self.evaluator, pohon_id=self.pohon.pk, isi="Lengkapi")
        page = self.client_of(self.pembaca_a).get(self.url())
        self.assertContains(page, "Lengkapi")
        self.assertNotContains(page, "<textarea")

    def test_an_open_thread_says_since_which_version(self) -> None:
        actions.begin_thread(user=self.evaluator, pohon_id=self.pohon.pk, isi="Lengkapi")
        self.assertNotContains(self.client_of(self.evaluator).get(self.url()), "sejak versi")
        self.mend(self.lain, "Pelanggaran lalu lintas menurun")
        page = self.client_of(self.evaluator).get(self.url())
        self.assertContains(page, "sejak versi 1")

    def test_people_are_offered_by_name_to_who_may_write(self) -> None:
        found = self.client_of(self.evaluator).get(self.url("orang/?q=perencana")).json()["orang"]
        self.assertEqual([one["username"] for one in found], ["perencana_a", "perencana_b"])
        everyone = self.client_of(self.evaluator).get(self.url("orang/")).json()["orang"]
        self.assertNotIn("asing", [one["username"] for one in everyone])
        self.assertEqual(
            self.client_of(self.pembaca_a).get(self.url("orang/?q=p")).json(), {"orang": []}
        )

    def test_the_page_makes_as_many_queries_for_many_threads(self) -> None:
        client = self.client_of(self.evaluator)
        actions.begin_thread(user=self.evaluator, pohon_id=self.pohon.pk, isi="Satu")
        client.get(self.url())
        with CaptureQueriesContext(connection) as few:
            client.get(self.url())
        for n in range(8):
            row = actions.begin_thread(
                user=self.evaluator,
                pohon_id=self.pohon.pk,
                isi=f"Utas {n} @perencana_a",
                tentang="simpul",
                simpul=self.csf.pk,
            )
            actions.reply(user=self.perencana_a, komentar_id=row.pk, isi="Ya")
        with self.assertNumQueries(len(few) + 1):  # where the nodes of the threads stand
            client.get(self.url())

    def test_a_mention_leads_to_the_page_its_thread_is_on(self) -> None:
        self.write(self.evaluator, isi="Tolong @perencana_a")
        first = Komentar.objects.get().pk
        for n in range(PER_PAGE):
            self.write(self.evaluator, isi=f"Utas {n}")
        client = self.client_of(self.perencana_a)
        link = f"/komentar/{self.pohon.pk}/?status=semua&amp;utas={first}#utas-{first}"
        self.assertContains(client.get("/sebutan/"), link)
        self.assertContains(client.get(self.url(f"?utas={first}")), f'id="utas-{first}"')
        self.assertNotContains(client.get(self.url("?utas=999999")), f'id="utas-{first}"')

    def test_every_page_counts_the_mentions_that_wait_in_its_head(self) -> None:
        self.write(self.evaluator, isi="Tolong @perencana_a")
        client = self.client_of(self.perencana_a)
        self.assertContains(client.get("/pohon/"), 'class="kepala-sebutan"')
        actions.reply(
            user=self.perencana_a, komentar_id=Komentar.objects.get().pk, isi="Sudah selesai"
        )
        self.assertNotContains(client.get("/pohon/"), 'class="kepala-sebutan"')

    def test_the_start_page_counts_the_mentions_that_wait(self) -> None:
        self.write(self.evaluator, isi="Tolong @perencana_a")
        page = self.client_of(self.perencana_a).get("/")
        self.assertContains(page, "komentar menyebut Anda")
        self.assertNotContains(self.client_of(self.pembaca_a).get("/"), "komentar menyebut Anda")
