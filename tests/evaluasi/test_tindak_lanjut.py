"""Follow-up of findings: the planner answers, the evaluator verifies, and everybody sees how far it is."""

from __future__ import annotations

import datetime
import io
from importlib import import_module

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evaluasi.actions import temuan as actions
from evaluasi.models import TemuanEvaluasi
from organisasi.models import Pengguna
from pohon.actions import freeze_version
from tests.evaluasi.test_laporan import Laporan
from tests.perencanaan.dasar_tabel import read_sheet

BUKTI = "https://contoh.go.id/bukti.pdf"


class TindakLanjut(Laporan):
    def setUp(self) -> None:
        self.row = self.add(rekomendasi="Lengkapi")

    def fresh(self) -> TemuanEvaluasi:
        return TemuanEvaluasi.objects.get(pk=self.row.pk)

    def answer(self, text: str = "Sudah dilengkapi", user=None, seen: str = "") -> TemuanEvaluasi:
        return actions.answer_finding(
            user=user or self.perencana_a,
            pk=self.row.pk,
            seen=seen or actions.seen_of(self.fresh()),
            tindak_lanjut=text,
        )

    def verify(self, user=None, *, selesai: bool = True, catatan: str = "") -> TemuanEvaluasi:
        return actions.verify_finding(
            user=user or self.evaluator,
            pk=self.row.pk,
            seen=actions.seen_of(self.fresh()),
            selesai=selesai,
            catatan=catatan,
        )


class TestJawab(TindakLanjut):
    def test_the_round_of_answer_return_answer_and_settling(self) -> None:
        self.answer()
        self.assertEqual(self.fresh().status, "dijawab")
        self.verify(selesai=False, catatan="Bukti belum ada")
        row = self.fresh()
        self.assertEqual((row.status, row.verifikasi), ("terbuka", "Bukti belum ada"))
        self.assertEqual(row.tindak_lanjut, "Sudah dilengkapi")
        self.answer("Sudah, bukti terlampir")
        self.verify(catatan="Memadai")
        row = self.fresh()
        self.assertEqual((row.status, row.ditindaklanjuti_oleh), ("selesai", self.perencana_a))

    def test_nobody_answers_for_the_planner_or_verifies_for_the_evaluator(self) -> None:
        for user in (self.evaluator, self.pimpinan, self.pembaca_a, self.perencana_b):
            with self.assertRaises(PermissionDenied):
                self.answer(user=user)
        self.answer()
        for user in (self.perencana_a, self.admin, self.pembaca_a):
            with self.assertRaises(PermissionDenied):
                self.verify(user)
        for call in (lambda: self.answer(user=self.asing), lambda: self.verify(self.asing)):
            with self.assertRaises(Http404):
                call()
        self.assertEqual(self.fresh().status, "dijawab")

    def test_the_answer_page_changes_nothing_but_the_answer(self) -> None:
        client = self.client_for(self.perencana_a)
        url = reverse("evaluasi:jawab_temuan", args=[self.row.pk])
        data = {
            "tindak_lanjut": "Sudah",
            "tautan": BUKTI,
            "seen": actions.seen_of(self.row),
            "kondisi": "Tidak ada temuan",
            "status": "selesai",
            "rekomendasi": "",
        }
        self.assertEqual(client.post(url, data).status_code, 302)
        row = self.fresh()
        self.assertEqual((row.kondisi, row.rekomendasi), (self.row.kondisi, "Lengkapi"))
        self.assertEqual((row.status, row.tindak_lanjut, row.tautan), ("dijawab", "Sudah", BUKTI))
        page = client.get(reverse("evaluasi:laporan", args=[self.pohon.pk]))
        self.assertContains(page, f'<a href="{BUKTI}" rel="noopener noreferrer nofollow"')
        form = client.get(url).context["form"]
        self.assertEqual(form["tautan"].value(), BUKTI)

    def test_a_link_that_is_none_is_refused_and_the_text_kept(self) -> None:
        client = self.client_for(self.perencana_a)
        url = reverse("evaluasi:jawab_temuan", args=[self.row.pk])
        for link in ("javascript:alert(1)", "ftp://contoh.go.id/a", "ftp://", "bukan alamat"):
            answer = client.post(url, {"tindak_lanjut": "Sudah diketik", "tautan": link})
            self.assertContains(answer, "Sudah diketik")
            self.assertContains(answer, "https://")
        self.assertEqual(self.fresh().tindak_lanjut, "")

    def test_an_answer_sent_twice_is_one_answer(self) -> None:
        seen = actions.seen_of(self.row)
        self.answer(seen=seen)
        first = self.fresh().waktu_tindak_lanjut
        self.answer(seen=seen)
        self.assertEqual(self.fresh().waktu_tindak_lanjut, first)

    def test_a_verdict_sent_twice_is_one_verdict(self) -> None:
        self.answer()
        seen = actions.seen_of(self.fresh())
        for _ in range(2):
            actions.verify_finding(
                user=self.evaluator, pk=self.row.pk, seen=seen, selesai=True, catatan="Baik"
            )
        self.assertEqual(self.fresh().status, "selesai")

    def test_what_changed_meanwhile_is_not_answered_or_settled_unseen(self) -> None:
        seen = actions.seen_of(self.row)
        self.change(self.row, kondisi="Kondisi lain", user=self.pimpinan)
        with self.assertRaisesMessage(ValidationError, "sudah diubah orang lain"):
            self.answer(seen=seen)
        self.answer()
        old = actions.seen_of(self.fresh())
        self.answer("Jawaban yang lebih lengkap")
        with self.assertRaisesMessage(ValidationError, "sudah diubah orang lain"):
            actions.verify_finding(user=self.evaluator, pk=self.row.pk, seen=old, selesai=True)
        client = self.client_for(self.evaluator)
        url = reverse("evaluasi:verifikasi_temuan", args=[self.row.pk])
        answer = client.post(url, {"keputusan": "selesai", "seen": old, "catatan": "Sudah ditulis"})
        self.assertContains(answer, "Jawaban yang lebih lengkap")
        self.assertContains(answer, "Sudah ditulis")

    def test_steps_out_of_turn_are_refused_with_a_sentence(self) -> None:
        with self.assertRaisesMessage(ValidationError, "belum ditindaklanjuti"):
            self.verify()
        with self.assertRaisesMessage(ValidationError, "Tulis apa yang sudah dilakukan"):
            self.answer("   ")
        self.answer()
        with self.assertRaisesMessage(ValidationError, "Tulis apa yang masih kurang"):
            self.verify(selesai=False)
        self.verify()
        with self.assertRaisesMessage(ValidationError, "sudah dinyatakan selesai"):
            self.answer("Tambahan")
        with self.assertRaisesMessage(ValidationError, "sudah selesai"):
            self.change(self.fresh(), kondisi="Lain")
        self.verify(selesai=False, catatan="Ternyata belum")
        self.assertEqual(self.fresh().status, "terbuka")

    def test_an_address_once_written_into_the_text_moves_to_its_field_and_back(self) -> None:
        move = import_module("evaluasi.migrations.0010_tautan_dari_teks")
        rows = TemuanEvaluasi.objects.filter(pk=self.row.pk)
        for text, wanted in (
            (f"Sudah\nBukti: {BUKTI}", ("Sudah", BUKTI)),
            ("Bukti: ada di map\nBukti: merah", ("Bukti: ada di map\nBukti: merah", "")),
        ):
            rows.update(tindak_lanjut=text, tautan="")
            move.split(apps, None)
            self.assertEqual(rows.values_list("tindak_lanjut", "tautan").get(), wanted)
            move.join(apps, None)
            self.assertEqual(rows.values_list("tindak_lanjut", "tautan").get(), (text, ""))


class TestPantau(TindakLanjut):
    def setUp(self) -> None:
        super().setUp()
        today = timezone.localdate()
        self.late = self.add("Indikator belum SMART", batas=today)
        TemuanEvaluasi.objects.filter(pk=self.late.pk).update(
            batas=today - datetime.timedelta(days=2)
        )
        self.done = self.add("PK belum selaras")
        TemuanEvaluasi.objects.filter(pk=self.done.pk).update(
            status="selesai", tindak_lanjut="Sudah", batas=today - datetime.timedelta(days=2)
        )
        other = self.make_pohon(unit=self.unit_b, pernyataan="Mutu sekolah naik")
        freeze_version(user=self.admin, pohon=other)
        actions.add_finding(
            user=self.evaluator, pohon_id=other.pk, data={"kondisi": "Outcome belum disepakati"}
        )

    def get(self, query: str = "", user=None, ext: str = ""):
        name = "unduh_tindak_lanjut" if ext else "tindak_lanjut"
        url = reverse(f"evaluasi:{name}", args=[ext] if ext else [])
        return self.client_for(user or self.pembaca_a).get(f"{url}?{query}")

    def found(self, query: str) -> list[str]:
        return [row.kondisi for row in self.get(query).context["halaman"]]

    def test_filters_keep_what_they_name(self) -> None:
        self.assertEqual(len(self.found("")), 4)
        self.assertEqual(self.found("status=terlambat"), ["Indikator belum SMART"])
        self.assertEqual(self.found("status=selesai"), ["PK belum selaras"])
        self.assertEqual(self.found("q=outcome"), ["Outcome belum disepakati"])
        self.assertEqual(len(self.found(f"unit={self.unit_a.pk}")), 3)
        self.assertEqual(self.found(f"periode={self.periode_asing.pk}"), [])
        self.assertEqual(len(self.found("status=lain&periode=x&unit=x")), 4)
        self.assertEqual(self.get(f"unit={self.unit_asing.pk}").status_code, 404)

    def test_mine_are_those_of_the_trees_one_may_write(self) -> None:
        for user, shown in ((self.perencana_a, True), (self.perencana_b, False)):
            page = self.client_for(user).get(reverse("evaluasi:tindak_lanjut"), {"saya": "1"})
            (self.assertContains if shown else self.assertNotContains)(page, self.row.kondisi)

    def test_what_waits_stands_on_the_start_page_of_who_has_to_do_it(self) -> None:
        def told(user: Pengguna) -> list[int]:
            context = self.client_for(user).get("/").context
            return [context["temuan_terbuka"], context["temuan_dijawab"]]

        people = (self.perencana_a, self.perencana_b, self.evaluator, self.pembaca_a, self.asing)
        nothing = [0, 0]
        waits = [told(one) for one in people]
        self.assertEqual(waits, [[2, 0], [1, 0], nothing, nothing, nothing])
        self.answer()
        waits = [told(one) for one in people]
        self.assertEqual(waits, [[1, 0], [1, 0], [0, 1], nothing, nothing])
        self.assertContains(
            self.client_for(self.evaluator).get("/"), "tindak lanjut menunggu verifikasi"
        )

    def test_percentages_per_unit_and_the_mark_of_what_is_overdue(self) -> None:
        page = self.get()
        rows = {row.nama: row for row in page.context["per_unit"]}
        dishub = rows["Dinas Perhubungan"]
        self.assertEqual((dishub.semua, dishub.selesai, dishub.terlambat), (3, 1, 1))
        self.assertEqual(str(dishub.persen), "33.3")
        self.assertEqual(str(page.context["jumlah"].persen), "25.0")
        self.assertContains(page, "status-terlambat", count=1)

    def test_another_instansi_sees_none_of_it(self) -> None:
        page = self.get(user=self.asing)
        self.assertEqual(list(page.context["halaman"]), [])
        self.assertNotContains(page, "Outcome belum disepakati")
        grid = read_sheet(self.get(user=self.asing, ext="xlsx").content, 1)
        self.assertNotIn("Outcome belum disepakati", str(grid))

    def test_the_export_says_what_the_list_says(self) -> None:
        answer = self.get("status=terlambat", ext="xlsx")
        book = load_workbook(io.BytesIO(answer.content))
        self.assertEqual(book.sheetnames, ["Per unit", "Tindak lanjut", "Temuan"])
        units = read_sheet(answer.content)
        self.assertIn(
            ["#1", "Dinas Perhubungan", "#3", "#2", "#0", "#1", "#1", "#33.3", "#33.3"], units
        )
        self.assertIn(["Jumlah", "<", "#4", "#3", "#0", "#1", "#1", "#25", "#25"], units)
        lines = [row for row in read_sheet(answer.content, 1) if row[0] == "#1"]
        self.assertEqual(len(lines), 1)
        self.assertEqual(lines[0][3], "Indikator belum SMART")
        self.assertEqual(lines[0][7], "Belum ditindaklanjuti (terlambat)")
        for ext in ("pdf", "docx"):
            self.assertEqual(self.get(ext=ext).status_code, 200)
        self.assertEqual(self.get(ext="csv").status_code, 404)

    def test_the_page_asks_the_same_however_long_the_list(self) -> None:
        with CaptureQueriesContext(connection) as few:
            self.get()
        for number in range(15):
            self.add(f"Temuan tambahan {number}")
        with CaptureQueriesContext(connection) as many:
            self.get()
        self.assertEqual(len(few), len(many))
