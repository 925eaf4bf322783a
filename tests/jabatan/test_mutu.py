"""The quality of indikator: BKN's questions and SMART, who answers, the list, the card and the kamus."""

from __future__ import annotations

import io

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from jabatan.actions.mutu import JUDGED, mark_of
from jabatan.models import Jabatan, KinerjaJabatan, MutuIndikator
from jabatan.mutu.penilaian import KODE, LIMA, SEPULUH, hints, score, suggested
from lib import tree
from organisasi.models import Tugas
from pohon.models import Indikator, Pohon, PustakaIndikator, Target
from tests.jabatan.dasar_mutu import MutuCase


class TestPetunjuk(MutuCase):
    def test_there_are_ten_questions_five_of_smart_and_one_of_purpose(self) -> None:
        self.assertEqual((len(SEPULUH), len(LIMA), len(set(KODE))), (10, 5, 16))

    def test_the_card_answers_what_it_can(self) -> None:
        found = suggested(hints(self.bahan()))
        self.assertEqual(
            {kode: found.get(kode) for kode in ("J-01", "J-02", "J-03", "J-09", "M", "A", "T")},
            {
                "J-01": True,
                "J-02": True,
                "J-03": None,
                "J-09": True,
                "M": True,
                "A": True,
                "T": True,
            },
        )

    def test_what_is_missing_is_named(self) -> None:
        found = hints(self.bahan(sumber_data="", satuan="", nama="Kualitas jalan baik dan aman"))
        self.assertEqual(found["J-09"].kalimat, "Sumber data belum diisi.")
        self.assertIs(found["M"].jawaban, False)
        self.assertIn("baik", found["S"].kalimat)

    def test_a_target_equal_to_the_baseline_does_not_challenge(self) -> None:
        Target.objects.filter(indikator=self.row).update(nilai=40)
        found = hints(self.bahan())
        self.assertEqual((found["J-02"].jawaban, found["A"].jawaban), (False, False))

    def test_a_year_without_target_is_named(self) -> None:
        Target.objects.filter(indikator=self.row, tahun=2027).delete()
        hint = hints(self.bahan())["T"]
        self.assertEqual((hint.jawaban, hint.kalimat), (False, "Target tahun 2027 kosong."))


class TestTulis(MutuCase):
    def test_an_evaluator_judges_and_the_tree_stays_as_it_is(self) -> None:
        before = Pohon.objects.get(pk=self.pohon.pk).nomor
        saved = self.judge(self.evaluator, {"J-01": True, "J-02": False, "S": True})
        self.assertEqual((score(saved.jawaban), score(saved.jawaban, LIMA)), (1, 1))
        self.assertEqual(saved.oleh, self.evaluator)
        self.assertEqual(Pohon.objects.get(pk=self.pohon.pk).nomor, before)

    def test_a_planner_checks_their_own_until_an_evaluator_has_judged(self) -> None:
        first = self.judge(self.perencana_a, {"J-01": True})
        second = self.judge(self.evaluator, {"J-01": False}, mark_of(first))
        with self.assertRaisesMessage(PermissionDenied, JUDGED):
            self.judge(self.perencana_a, {"J-01": True}, mark_of(second))
        self.judge(self.pimpinan, {"J-01": True}, mark_of(second))

    def test_others_are_refused(self) -> None:
        for user in (self.perencana_b, self.pembaca_a):
            with self.assertRaises(PermissionDenied):
                self.judge(user, {"J-01": True})
        self.assertFalse(MutuIndikator.objects.exists())

    def test_a_stale_judgement_is_refused(self) -> None:
        self.judge(self.evaluator, {"J-01": True})
        with self.assertRaisesMessage(ValidationError, "sudah disimpan orang lain"):
            self.judge(self.evaluator, {"J-01": False})

    def test_nothing_answered_and_unknown_questions_are_refused(self) -> None:
        for jawaban in ({}, {"J-99": True}):
            with self.assertRaises(ValidationError):
                self.judge(self.evaluator, jawaban)


class TestHalaman(MutuCase):
    def test_the_form_begins_with_what_the_card_tells_and_keeps_the_answers(self) -> None:
        url = reverse("jabatan:mutu_indikator", args=[self.row.pk])
        client = self.client_for(self.evaluator)
        form = client.get(url).context["form"]
        self.assertEqual((form.initial["J-09"], form.initial.get("J-03")), ("ya", None))
        answer = client.post(url, {"J-01": "ya", "J-03": "ya", "catatan": "Baik"}, follow=True)
        self.assertContains(answer, "skor 2 dari 10")
        self.assertContains(answer, "Dinilai Evaluator")

    def test_wild_answers_get_a_sentence(self) -> None:
        url = reverse("jabatan:mutu_indikator", args=[self.row.pk])
        answer = self.client_for(self.evaluator).post(url, {"J-01": "mungkin"})
        self.assertContains(answer, "Pilihan ini tidak tersedia")
        answer = self.client_for(self.evaluator).post(url, {"catatan": "x"})
        self.assertContains(answer, "Jawab sekurang-kurangnya satu pertanyaan.")

    def test_a_reader_sees_the_judgement_but_no_button(self) -> None:
        self.judge(self.evaluator, {"J-01": True})
        url = reverse("jabatan:mutu_indikator", args=[self.row.pk])
        answer = self.client_for(self.pembaca_a).get(url)
        self.assertNotContains(answer, "Simpan penilaian")

    def test_the_list_narrows_sorts_and_asks_the_same_queries(self) -> None:
        Indikator.objects.create(simpul=self.simpul, nama="Angka kecelakaan", satuan="kasus")
        self.judge(self.evaluator, {"J-01": True, "J-02": True})
        client = self.client_for(self.pembaca_a)
        url = reverse("jabatan:daftar_indikator")
        client.get(url)
        with self.assertNumQueries(7):
            answer = client.get(url, {"urut": "-skor"})
        self.assertContains(answer, "2/10")
        for number in range(10):
            Indikator.objects.create(simpul=self.simpul, nama=f"Indikator {number}")
        with self.assertNumQueries(7):
            client.get(url, {"urut": "-skor"})
        names = {
            kurang: {row.nama for row in client.get(url, {"kurang": kurang}).context["halaman"]}
            for kurang in ("formula", "target", "penilaian", "definisi", "sumber", "pustaka")
        }
        for kurang in ("formula", "target", "penilaian", "sumber"):
            self.assertIn("Angka kecelakaan", names[kurang])
            self.assertNotIn("Persentase kemacetan", names[kurang])
        self.assertEqual(len(names["definisi"]), 12)
        self.assertNotContains(client.get(url, {"kategori": "iku"}), "Angka kecelakaan")
        self.assertNotContains(client.get(url, {"unit": self.unit_b.pk}), "Angka kecelakaan")

    def test_the_list_leaves_as_excel(self) -> None:
        self.judge(self.evaluator, {"J-01": True})
        answer = self.client_for(self.pembaca_a).get(reverse("jabatan:unduh_indikator"))
        cells = [c.value for row in load_workbook(io.BytesIO(answer.content)).active for c in row]
        self.assertIn("Persentase kemacetan", cells)
        self.assertIn("Evaluator", cells)

    def test_the_card_shows_owner_library_targets_and_dashes(self) -> None:
        jabatan = tree.insert(
            Jabatan(
                instansi=self.instansi, unit=self.unit_a, nama="Kepala Dinas", jenjang="jpt_pratama"
            ),
            tree_id=self.instansi.pk,
            parent=None,
        )
        KinerjaJabatan.objects.create(simpul=self.simpul, jabatan=jabatan)
        self.row.pustaka = PustakaIndikator.objects.create(instansi=self.instansi, nama="Macet")
        self.row.save()
        url = reverse("jabatan:kartu_indikator", args=[self.row.pk])
        answer = self.client_for(self.pembaca_a).get(url)
        cells = {row.sel[0]: row.sel[-1] for row in answer.context["tabel"].baris}
        self.assertEqual(cells["Pemilik"], "Kepala Dinas")
        self.assertEqual(cells["Pustaka indikator"], "Macet")
        self.assertEqual((cells["Kondisi awal"], cells["Target 2025"]), ("40 (2024)", "39"))
        self.assertEqual(cells["Definisi operasional"], "–")
        self.assertEqual(cells["Polaritas"], "Makin besar makin baik")

    def test_the_card_leaves_as_pdf(self) -> None:
        url = reverse("jabatan:unduh_kartu", args=[self.row.pk])
        answer = self.client_for(self.pembaca_a).get(url)
        self.assertTrue(answer.content.startswith(b"%PDF"))

    def test_the_kamus_is_a_table_of_screen_and_excel(self) -> None:
        client = self.client_for(self.pembaca_a)
        self.assertContains(client.get(reverse("jabatan:kamus_indikator")), "Survei lalu lintas")
        answer = client.get(reverse("jabatan:unduh_kamus", args=["xlsx"]))
        cells = [c.value for row in load_workbook(io.BytesIO(answer.content)).active for c in row]
        self.assertIn("ruas macet / seluruh ruas x 100", cells)
        other = {"unit": self.unit_b.pk}
        self.assertNotContains(client.get(reverse("jabatan:kamus_indikator"), other), "Survei")
        self.assertEqual(client.get(reverse("jabatan:unduh_kamus", args=["docx"])).status_code, 404)

    def test_a_long_kamus_as_pdf_becomes_a_job(self) -> None:
        Indikator.objects.bulk_create(
            Indikator(simpul=self.simpul, nama=f"Indikator {n}") for n in range(160)
        )
        client = self.client_for(self.pembaca_a)
        answer = client.get(reverse("jabatan:unduh_kamus", args=["pdf"]), {"kategori": "iku"})
        self.assertTrue(answer.content.startswith(b"%PDF"))
        client.get(reverse("jabatan:unduh_kamus", args=["pdf"]))
        self.assertEqual(Tugas.objects.get().jenis, "kamus_indikator_pdf")

    def test_another_instansi_finds_nothing(self) -> None:
        client = self.client_for(self.asing)
        for name in ("mutu_indikator", "kartu_indikator", "unduh_kartu"):
            url = reverse(f"jabatan:{name}", args=[self.row.pk])
            self.assertEqual(client.get(url).status_code, 404)
        self.assertNotContains(client.get(reverse("jabatan:daftar_indikator")), self.row.nama)
