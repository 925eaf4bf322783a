"""The page of a tree's score, what is kept at freezing, the trend, and the files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from evaluasi import actions
from evaluasi.actions.skor import keep_score, remember
from evaluasi.models import Pemeriksaan, PenilaianPohon, Penugasan, SkorPohon, SkorVersi
from evaluasi.skor import reckon
from evaluasi.temuan import check
from jabatan import actions as jabatan
from jabatan.models import KinerjaJabatan
from perencanaan import actions as plan
from perencanaan.models import Pemetaan
from pohon.actions import freeze_version
from pohon.models import Pohon, Simpul, VersiPohon
from tests.evaluasi.dasar_skor import SkorCast


class TestKeeping(SkorCast):
    def freeze(self) -> SkorVersi | None:
        versi = freeze_version(user=self.perencana_a, pohon=self.loaded(self.pohon))
        return keep_score(versi)

    def test_freezing_keeps_total_and_parts(self) -> None:
        kept = self.freeze()
        assert kept is not None
        live = self.reckon()
        self.assertEqual(kept.total, live.total)
        self.assertEqual(SkorVersi.objects.get(pk=kept.pk).bagian, live.nilai)
        self.assertEqual(SkorPohon.objects.get(pohon=self.pohon).total, live.total)

    def test_what_was_kept_does_not_change_with_the_rules_or_the_tree(self) -> None:
        kept = self.freeze()
        assert kept is not None
        before = kept.total
        self.answer_edges()
        with mock.patch("evaluasi.skor.bahan.run", return_value=[]):
            self.assertNotEqual(self.reckon().total, before)
            kept.refresh_from_db()
            self.assertEqual(kept.total, before)

    def test_a_version_of_an_early_stage_keeps_no_score(self) -> None:
        self.at_stage(2)
        self.assertIsNone(self.freeze())
        self.assertFalse(SkorVersi.objects.exists())
        self.assertIsNone(SkorPohon.objects.get(pohon=self.pohon).total)

    def test_submitting_a_tree_keeps_its_score(self) -> None:
        self.at_stage(3)
        with mock.patch("evaluasi.actions.reviu._require_settled"):  # has tests of its own
            actions.submit(user=self.perencana_a, pohon_id=self.pohon.pk)
        kept = SkorVersi.objects.get(versi__pohon=self.pohon)
        self.assertEqual(kept.versi.nomor, 1)
        self.assertEqual(kept.bagian["logika"], float(self.reckon().total or 0))
        self.assertIsNone(kept.bagian["indikator"])

    def test_returning_a_tree_keeps_no_second_score(self) -> None:
        self.test_submitting_a_tree_keeps_its_score()
        actions.send_back(user=self.evaluator, pohon_id=self.pohon.pk, catatan="Lengkapi datanya")
        self.assertEqual(SkorVersi.objects.count(), 1)

    def test_an_unchanged_score_is_not_written_twice(self) -> None:
        pohon = self.loaded(self.pohon)
        remember(pohon, reckon(pohon))
        first = SkorPohon.objects.get(pohon=pohon).dihitung
        remember(pohon, reckon(pohon))
        self.assertEqual(SkorPohon.objects.get(pohon=pohon).dihitung, first)

    def test_an_older_state_does_not_replace_a_newer_one(self) -> None:
        pohon = self.loaded(self.pohon)
        skor = reckon(pohon)
        Pohon.objects.filter(pk=pohon.pk).update(nomor=pohon.nomor + 5)
        remember(self.loaded(pohon), skor)
        remember(pohon, skor)
        self.assertEqual(SkorPohon.objects.get(pohon=pohon).nomor, pohon.nomor + 5)


class TestPage(SkorCast):
    def url(self, **query: str) -> str:
        return reverse("evaluasi:skor", args=[self.pohon.pk])

    def get(self, **query: str):
        return self.client_for(self.pembaca_a).get(self.url(), query)

    def test_it_shows_total_parts_and_the_best_mends(self) -> None:
        self.assign_all()
        answer = self.get()
        self.assertContains(answer, "57,36")
        self.assertContains(answer, "Logika lengkap")
        self.assertContains(answer, "4 dari 10")
        self.assertContains(answer, "Perbaikan yang paling menaikkan skor")
        self.assertContains(answer, "Evaluator belum memberi nilai")
        self.assertEqual(SkorPohon.objects.get(pohon=self.pohon).total, Decimal("57.36"))

    def test_the_list_narrows_by_part_kind_value_and_words(self) -> None:
        def shown(**query: str) -> list[str]:
            return [row.butir.jenis for row in self.get(**query).context["baris"]]

        self.assertEqual(set(shown(bagian="target")), {"awal", "tahunan", "akhir"})
        self.assertEqual(shown(jenis="pembagian"), ["pembagian"] * 5)
        self.assertEqual(shown(jenis="tahunan", nilai="sebagian"), ["tahunan"] * 4)
        self.assertEqual(shown(jenis="ujung"), [])
        self.assertEqual(shown(jenis="ujung", nilai="semua"), ["ujung"])
        self.assertEqual(shown(jenis="hubungan", q="armada"), ["hubungan"])
        self.assertEqual(shown(q="tidakadakatabegini"), [])

    def test_a_narrowed_list_leads_back_to_the_whole_where_it_stands(self) -> None:
        self.assertContains(self.get(bagian="target"), 'href="?#daftar">Hapus saringan</a>')
        self.assertNotContains(self.get(), "Hapus saringan")

    def test_an_unknown_filter_narrows_nothing(self) -> None:
        plain = self.get().context["halaman"].paginator.count
        odd = self.get(bagian="x", jenis="'", nilai="9", halaman="abc")
        self.assertEqual(odd.context["halaman"].paginator.count, plain)

    def test_the_trend_stands_beside_the_evaluators_rating(self) -> None:
        versi = freeze_version(user=self.perencana_a, pohon=self.loaded(self.pohon))
        keep_score(versi)
        Penugasan.objects.create(
            pohon=self.pohon, evaluator=self.evaluator, ketua=True, ditugaskan_oleh=self.admin
        )
        PenilaianPohon.objects.create(versi=versi, oleh=self.evaluator, nilai=Decimal("71.5"))
        PenilaianPohon.objects.create(versi=versi, oleh=self.pimpinan, nilai=Decimal("90"))
        answer = self.get()
        self.assertContains(answer, "71,50")  # the lead's counts, though another is later
        self.assertNotContains(answer, "90,00")
        self.assertContains(answer, "Versi 1")
        self.assertEqual([p.label for p in answer.context["tren"].titik], ["v1", "kini"])
        # Approving freezes once more what was judged: the rating is that of both.
        VersiPohon.objects.filter(pk=versi.pk).update(status=Pohon.Status.DIAJUKAN)
        approved = freeze_version(user=self.admin, pohon=self.loaded(self.pohon))
        VersiPohon.objects.filter(pk=approved.pk).update(status=Pohon.Status.DISETUJUI)
        given = [row.evaluator.nilai for row in self.get().context["daftar_versi"]]
        self.assertEqual(given, [Decimal("71.50")] * 2)

    def test_an_early_tree_is_told_when_it_is_judged(self) -> None:
        self.at_stage(1)
        answer = self.get()
        self.assertContains(answer, "Skor dinilai mulai Tahap 3")
        self.assertContains(answer, "Dinilai mulai Tahap 5.")

    def test_nobody_of_another_instansi_sees_it(self) -> None:
        self.assertEqual(self.client_for(self.asing).get(self.url()).status_code, 404)

    def test_a_deleted_tree_has_no_page(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(dihapus="2026-01-01T00:00Z")
        self.assertEqual(self.get().status_code, 404)

    def test_the_page_takes_the_same_queries_for_a_larger_tree(self) -> None:
        client = self.client_for(self.pembaca_a)
        freeze_version(user=self.admin, pohon=self.loaded(self.pohon))
        client.get(self.url())
        with CaptureQueriesContext(connection) as few:
            client.get(self.url())
        for number in range(20):
            self.make_simpul(self.pohon, f"Kondisi {number}", self.simpul["keg"])
        freeze_version(user=self.admin, pohon=self.loaded(self.pohon))
        client.get(self.url())
        with CaptureQueriesContext(connection) as many:
            client.get(self.url())
        self.assertEqual(len(many), len(few))


class TestFiles(SkorCast):
    def content(self, ext: str, **query: str) -> bytes:
        url = reverse("evaluasi:unduh_skor", args=[self.pohon.pk, ext])
        answer = self.client_for(self.pembaca_a).get(url, query)
        self.assertEqual(answer.status_code, 200)
        return bytes(answer.content)

    def test_excel_holds_the_parts_and_the_list(self) -> None:
        book = load_workbook(io.BytesIO(self.content("xlsx", jenis="pembagian")))
        self.assertEqual(book.sheetnames, ["Skor", "Daftar"])
        rows = list(book["Daftar"].iter_rows(values_only=True))
        named = [row[3] for row in rows if row[2] == "Pembagian"]
        self.assertEqual(len(named), 5)
        self.assertIn("Kemacetan berkurang", named)

    def test_word_and_pdf_open(self) -> None:
        word = Document(io.BytesIO(self.content("docx")))
        self.assertEqual(len(word.tables), 2)
        self.assertIn("Skor penyelarasan pohon kinerja", [p.text for p in word.paragraphs])
        self.assertTrue(self.content("pdf").startswith(b"%PDF"))

    def test_other_forms_are_not_there(self) -> None:
        url = reverse("evaluasi:unduh_skor", args=[self.pohon.pk, "csv"])
        self.assertEqual(self.client_for(self.pembaca_a).get(url).status_code, 404)

    def test_a_name_that_begins_a_formula_stays_text(self) -> None:
        Simpul.objects.filter(pk=self.simpul["sub"].pk).update(pernyataan="=1+1")
        book = load_workbook(io.BytesIO(self.content("xlsx")))
        cells = [cell for row in book["Daftar"].iter_rows() for cell in row if cell.value]
        self.assertFalse([cell for cell in cells if cell.data_type == "f"])


class TestVersions(SkorCast):
    def test_a_version_without_a_score_says_so(self) -> None:
        freeze_version(user=self.perencana_a, pohon=self.loaded(self.pohon))
        answer = self.client_for(self.evaluator).get(reverse("evaluasi:skor", args=[self.pohon.pk]))
        self.assertContains(answer, "belum dinilai")
        self.assertEqual(VersiPohon.objects.filter(skor=None).count(), 1)


class TestStale(SkorCast):
    """What is kept is out of date as soon as a plan or a position near the tree changed, and not for one far away."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()
        cls.far = cls.make_pohon(unit=cls.unit_b, tahap=5)
        cls.whole = cls.make_pohon(unit=None, tahap=5)

    def keep_all(self) -> None:
        for pohon in (self.pohon, self.far, self.whole):
            loaded = self.loaded(pohon)
            remember(loaded, reckon(loaded))
            actions.keep(check(loaded))

    def stale(self) -> tuple[set[int], set[int]]:
        rows = Pohon.objects.values_list("pk", flat=True)
        return set(rows.filter(SkorPohon.stale_q())), set(rows.filter(Pemeriksaan.stale_q()))

    def acts(self) -> Iterator[tuple[str, Callable[[], object]]]:
        kadis = self.jabatan["kadis"]
        kinerja = KinerjaJabatan.objects.get(jabatan=kadis, simpul=self.simpul["csf"])
        mapped = Pemetaan.objects.get(simpul=self.simpul["csf"])
        pagu = {"APBD": {2026: Decimal(5)}}
        by: dict[str, Any] = {"user": self.admin}
        yield "unmap", lambda: plan.unmap(**by, pemetaan=mapped.pk)
        yield "pagu", lambda: plan.set_pagu(**by, komponen=self.komponen["sub_dua"].pk, daftar=pagu)
        yield (
            "pejabat",
            lambda: jabatan.end_pejabat(
                **by, pejabat=self.holder(kadis), selesai=timezone.localdate()
            ),
        )
        yield "pk", lambda: self.draft("kadis")
        yield "kinerja", lambda: jabatan.unassign(**by, kinerja=kinerja)
        yield "jabatan", lambda: jabatan.change_jabatan(**by, jabatan=kadis, data={"nama": "Kadis"})

    def test_a_change_of_plan_or_position_makes_what_is_kept_old(self) -> None:
        self.keep_all()
        self.assertEqual(self.stale(), (set(), set()))
        near = {self.pohon.pk, self.whole.pk}
        for name, act in self.acts():
            with self.subTest(name):
                act()
                self.assertEqual(self.stale(), (near, near))
                self.keep_all()
                self.assertEqual(self.stale(), (set(), set()))

    def test_what_changed_while_it_was_reckoned_makes_it_old(self) -> None:
        loaded = self.loaded(self.pohon)
        skor, laporan = reckon(loaded), check(loaded)
        self.draft("kadis")
        remember(loaded, skor)
        actions.keep(laporan)
        self.assertEqual(self.stale()[0] & self.stale()[1] & {loaded.pk}, {loaded.pk})

    def test_a_reason_makes_the_score_old_and_not_the_check(self) -> None:
        self.keep_all()
        actions.withdraw_reason(user=self.admin, pohon_id=self.pohon.pk, sidik=["a"])
        self.assertEqual(self.stale(), ({self.pohon.pk}, set()))
