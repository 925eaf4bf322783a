"""Filling and judging lines: by form, by themselves, by two people at once."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from evaluasi.actions import lke as actions
from evaluasi.actions.lke import Bentrok, Isian
from evaluasi.forms.lke import print_of
from evaluasi.lke.hak import Sisi
from evaluasi.models import JawabanKriteria, JawabanLke, Lke
from organisasi.models import Pengguna
from tests.evaluasi.dasar_lke import CastLke, make_lke

JSON: dict[str, Any] = {"headers": {"Accept": "application/json"}}


class TestIsi(CastLke):
    def line(
        self, kode: str, pilihan: str, uraian: str = "", versi: int = 0, awal: str | None = None
    ) -> dict[str, str]:
        """The fields of one line as the page sends them."""
        is_sub = kode.count(".") == 1
        key = f"s{self.sub(kode).pk}" if is_sub else f"k{self.kriteria(kode).pk}"
        return {
            f"{key}-pilihan": pilihan,
            f"{key}-uraian": uraian,
            f"{key}-versi": str(versi),
            f"{key}-awal": print_of("", "") if awal is None else awal,
        }

    def post(self, user: Pengguna, data: dict[str, str], page: str = "isi", **extra: Any) -> Any:
        return self.client_for(user).post(f"/lke/{self.lke.pk}/{page}/1/", data, **extra)

    def answer(self, kode: str) -> JawabanKriteria:
        return JawabanKriteria.objects.get(lke=self.lke, kriteria=self.kriteria(kode))

    def test_the_form_saves_what_was_touched_and_nothing_else(self) -> None:
        data = self.line("1.a.1", "ya", "Pedoman 2024") | self.line("1.a.2", "")
        self.assertRedirects(self.post(self.perencana_a, data), f"/lke/{self.lke.pk}/isi/1/")
        self.assertEqual(self.answer("1.a.1").terpenuhi, "ya")
        self.assertEqual(self.answer("1.a.1").diisi_oleh, self.perencana_a)
        self.assertEqual(JawabanKriteria.objects.filter(lke=self.lke).count(), 1)

    def test_a_line_saves_itself_and_answers_with_its_version_and_the_totals(self) -> None:
        response = self.post(self.perencana_a, self.line("1.a", "BB", "Lengkap"), **JSON)
        key = f"s{self.sub('1.a').pk}"
        self.assertEqual(response.json()["baris"][key]["versi"], 1)
        self.assertIn("4,8", response.json()["ringkas"])

    def test_two_fillers_of_one_line_do_not_overwrite_each_other_unseen(self) -> None:
        self.post(self.admin, self.line("1.a.1", "tidak", "Belum disahkan"))
        response = self.post(self.perencana_a, self.line("1.a.1", "ya"), **JSON)
        self.assertEqual(response.status_code, 409)
        told = response.json()["baris"][f"k{self.kriteria('1.a.1').pk}"]
        self.assertIn("Admin: Tidak. Belum disahkan", told["bentrok"])
        self.assertEqual(self.answer("1.a.1").terpenuhi, "tidak")
        again = self.line("1.a.1", "ya", versi=int(told["versi"]))
        self.assertEqual(self.post(self.perencana_a, again, **JSON).status_code, 200)
        self.assertEqual(self.answer("1.a.1").terpenuhi, "ya")

    def test_a_filler_with_two_windows_is_told_that_it_was_themselves(self) -> None:
        self.post(self.perencana_a, self.line("1.a.1", "tidak"))
        response = self.post(self.perencana_a, self.line("1.a.1", "ya"), **JSON)
        told = response.json()["baris"][f"k{self.kriteria('1.a.1').pk}"]
        self.assertIn("oleh Anda di jendela lain: Tidak", told["bentrok"])

    def test_a_verdict_being_written_is_no_figure_of_the_list(self) -> None:
        self.submit()
        self.fill(Sisi.EVALUATOR, "CC")
        client = self.client_for(self.pembaca_a)
        self.assertNotContains(client.get("/lke/"), ">60<")
        self.assertContains(client.get(f"/lke/{self.lke.pk}/"), "Cukup (Memadai) (sementara)")
        actions.settle_lke(user=self.evaluator, lke_id=self.lke.pk)
        self.assertContains(client.get("/lke/"), ">60<")
        self.assertNotContains(client.get(f"/lke/{self.lke.pk}/"), "sementara")

    def test_who_goes_back_to_what_they_first_saw_is_told_too(self) -> None:
        self.post(self.admin, self.line("1.a.1", "tidak"))
        response = self.post(self.perencana_a, self.line("1.a.1", ""), **JSON)
        self.assertEqual(response.status_code, 409)  # not "saved": the admin's answer stands there
        told = response.json()["baris"][f"k{self.kriteria('1.a.1').pk}"]
        self.assertEqual(told["awal"], print_of("tidak", ""))

    def test_a_clash_keeps_all_of_the_form_unsaved_and_as_typed(self) -> None:
        self.post(self.admin, self.line("1.a.1", "tidak"))
        data = self.line("1.a.1", "ya") | self.line("1.a.2", "ya", "Teks yang tidak boleh hilang")
        response = self.post(self.perencana_a, data)
        self.assertContains(response, "sudah berubah sejak halaman dibuka")
        self.assertContains(response, "Teks yang tidak boleh hilang")
        self.assertFalse(JawabanKriteria.objects.filter(kriteria=self.kriteria("1.a.2")).exists())

    def test_fillers_of_different_lines_do_not_disturb_each_other(self) -> None:
        self.post(self.admin, self.line("1.a.1", "tidak"))
        data = self.line("1.a.1", "") | self.line("1.a.2", "ya")  # 1.a.1 as it was when opened
        self.assertEqual(self.post(self.perencana_a, data).status_code, 302)
        self.assertEqual(self.answer("1.a.1").terpenuhi, "tidak")
        self.assertEqual(self.answer("1.a.2").terpenuhi, "ya")

    def test_bad_values_are_refused_with_a_sentence_and_kept_on_the_page(self) -> None:
        for data, sentence in (
            (self.line("1.a", "Z", "Alasan"), "Pilihan ini tidak tersedia"),
            (self.line("1.a.1", "mungkin"), "Pilihan ini tidak tersedia"),
            (self.line("1.a.1", "ya", "x" * 2001), "2000"),
        ):
            with self.subTest(sentence):
                self.assertContains(self.post(self.perencana_a, data), sentence)
                self.assertEqual(
                    self.post(self.perencana_a, data, **JSON).status_code, 400, sentence
                )
        self.assertFalse(JawabanLke.objects.exists())

    def test_a_line_of_another_komponen_in_the_request_is_left_alone(self) -> None:
        self.post(self.perencana_a, self.line("2.a", "AA", "x"))
        self.assertFalse(JawabanLke.objects.exists())

    def test_the_evaluator_judges_only_what_was_submitted(self) -> None:
        data = self.line("1.a", "C", "Kurang bukti")
        response = self.post(self.evaluator, data, "nilai")
        self.assertContains(response, "penilaian tidak dapat diubah")
        self.submit()
        row = JawabanLke.objects.get(lke=self.lke, subkomponen=self.sub("1.a"))
        data = self.line("1.a", "C", "Kurang bukti", versi=row.versi)
        self.assertEqual(self.post(self.evaluator, data, "nilai").status_code, 302)
        row.refresh_from_db()
        self.assertEqual((row.huruf, row.huruf_evaluator), ("B", "C"))
        self.assertEqual(row.dinilai_oleh, self.evaluator)

    def test_a_submitted_sheet_is_not_filled_any_more(self) -> None:
        self.submit()
        response = self.post(self.perencana_a, self.line("1.a.1", "tidak", versi=1))
        self.assertContains(response, "tidak dapat diubah lagi")
        self.assertEqual(self.answer("1.a.1").terpenuhi, "ya")

    def test_a_line_refused_by_itself_leaves_no_message_for_the_next_page(self) -> None:
        self.submit()
        client = self.client_for(self.perencana_a)
        url = f"/lke/{self.lke.pk}/isi/1/"
        answer = client.post(url, self.line("1.a.1", "tidak", versi=1), **JSON)
        told = answer.json()["baris"][f"k{self.kriteria('1.a.1').pk}"]["galat"]
        self.assertIn("tidak dapat diubah lagi", told[0])
        self.assertNotContains(client.get(url), "tidak dapat diubah lagi")

    def test_a_criterion_of_another_version_is_not_found(self) -> None:
        with self.assertRaises(Http404):
            actions.save_answers(
                user=self.perencana_a,
                lke_id=self.lke.pk,
                sisi=Sisi.MANDIRI,
                isian=[Isian("k", 999_999, 0, "ya", "")],
            )

    def test_the_action_itself_refuses_a_stale_version(self) -> None:
        line = Isian("k", self.kriteria("1.a.1").pk, 0, "ya", "")
        where: dict[str, Any] = {"lke_id": self.lke.pk, "sisi": Sisi.MANDIRI, "isian": [line]}
        actions.save_answers(user=self.perencana_a, **where)
        stale = Isian("k", line.pk, 0, "tidak", "")
        with self.assertRaises(Bentrok):
            actions.save_answers(user=self.admin, **{**where, "isian": [stale]})

    def test_the_pages_ask_the_same_number_of_queries_however_much_is_filled(self) -> None:
        client = self.client_for(self.perencana_a)
        pages = ["", "isi/1/"]

        def cost(page: str) -> int:
            with CaptureQueriesContext(connection) as caught:
                self.assertEqual(client.get(f"/lke/{self.lke.pk}/{page}").status_code, 200)
            return len(caught)

        empty = [cost(page) for page in pages]
        self.fill()
        self.assertEqual([cost(page) for page in pages], empty)
        self.assertLessEqual(max(empty), 26)

    def test_the_list_filters_sorts_and_names_units_without_a_sheet(self) -> None:
        make_lke(self, unit=self.unit_b, user=self.perencana_b, tahun=2025)
        client = self.client_for(self.pembaca_a)
        page = client.get("/lke/?urut=unit")
        self.assertContains(page, "Dinas Perhubungan")
        self.assertContains(page, "Belum punya LKE tahun 2026: 1 unit")
        begin = f"/lke/baru/?unit={self.unit_b.pk}&amp;tahun=2026"
        for user, offered in ((self.perencana_a, False), (self.perencana_b, True)):
            listed = self.client_for(user).get("/lke/").content.decode()
            self.assertEqual(begin in listed, offered)  # only to who may begin that unit's
        only = client.get("/lke/?tahun=2025")
        self.assertEqual([row[0].tahun for row in only.context["baris"]], [2025])
        self.assertEqual(client.get("/lke/?status=selesai").context["baris"], [])
        self.assertContains(client.get("/lke/?q=tidakada"), "Tidak ditemukan")

    def test_the_list_tells_the_evaluator_what_waits(self) -> None:
        self.assertNotContains(self.client_for(self.evaluator).get("/lke/"), "menunggu penilaian")
        self.submit()
        self.assertContains(
            self.client_for(self.evaluator).get("/lke/"), "1 LKE menunggu penilaian Anda"
        )
        for user in (self.perencana_a, self.pimpinan):
            self.assertNotContains(self.client_for(user).get("/lke/"), "menunggu penilaian")

    def test_one_sheet_for_a_unit_and_year(self) -> None:
        client = self.client_for(self.perencana_a)
        data = {"unit": self.unit_a.pk, "tahun": "2026"}
        self.assertContains(client.post("/lke/baru/", data), "untuk tahun itu sudah ada")
        self.assertEqual(Lke.objects.count(), 1)
