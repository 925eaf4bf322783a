"""The page of the desk, the tables beside it, and the decision taken there."""

from __future__ import annotations

import json
from unittest.mock import Mock, patch

from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluasi.actions import komentar, penilaian, penugasan, usulan
from evaluasi.catatan import LONGEST, notes
from evaluasi.models import Pengecualian
from evaluasi.temuan import check
from organisasi.izin import forget
from organisasi.models import Keanggotaan
from pohon.models import Pohon
from tests.evaluasi.meja_uji import CastMeja, edge


class TestMeja(CastMeja):
    def setUp(self) -> None:
        penugasan.take(user=self.evaluator, pohon_id=self.pohon.pk)
        self.url = f"/meja/{self.pohon.pk}/"

    def data(self, user=None, query: str = ""):
        page = self.client_for(user or self.evaluator).get(self.url + query)
        return page.context["data"]

    def judge(self, *daftar) -> None:
        penilaian.judge(user=self.evaluator, versi_id=self.versi.pk, daftar=daftar)

    def test_it_shows_the_frozen_version_and_not_the_tree_of_now(self) -> None:
        new = self.mend(self.lain, "Pelanggaran lalu lintas menurun")
        old = self.data(query="?versi=1")
        self.assertIn("Pelanggaran menurun", [node["pernyataan"] for node in old["simpul"]])
        self.assertFalse(old["boleh"])
        now = self.data()
        self.assertEqual(now["versi"], {"id": new.pk, "nomor": 2})
        self.assertTrue(now["boleh"])

    def test_nodes_carry_depth_indicators_and_years(self) -> None:
        root, csf, lain = self.data()["simpul"]
        self.assertEqual([root["dalam"], csf["dalam"], lain["dalam"]], [0, 1, 1])
        self.assertEqual(csf["indikator"][0]["nama"], "Kecepatan rata-rata")
        self.assertIn(["Satuan", "km/jam"], csf["indikator"][0]["kartu"])
        self.assertIn(
            ["Validitas", "Proxy: mengukur hasil lewat ukuran lain yang mewakilinya"],
            csf["indikator"][0]["kartu"],
        )
        self.assertEqual(self.data()["tahun"], [2025, 2026, 2027, 2028, 2029])

    def test_the_browser_keeps_no_copy_that_going_back_would_show(self) -> None:
        page = self.client_for(self.evaluator).get(self.url)
        self.assertIn("no-store", page["Cache-Control"])

    def test_who_is_not_of_the_team_reads_and_is_offered_to_take_it(self) -> None:
        page = self.client_for(self.evaluator_b).get(self.url)
        self.assertContains(page, "Ambil untuk dinilai")
        self.assertFalse(page.context["data"]["boleh"])

    def test_nobody_sees_the_desk_of_a_tree_they_drafted(self) -> None:
        Keanggotaan.objects.create(
            pengguna=self.perencana_a, instansi=self.instansi, peran="evaluator"
        )
        forget(self.perencana_a)
        page = self.client_for(self.perencana_a).get(self.url)
        self.assertContains(page, "Anda ikut menyusun pohon ini", status_code=403)

    def test_a_tree_that_was_never_submitted_goes_back_to_the_queue(self) -> None:
        draft = self.make_pohon(unit=self.unit_a)
        page = self.client_for(self.evaluator).get(f"/meja/{draft.pk}/", follow=True)
        self.assertContains(page, "belum pernah diajukan")
        self.assertEqual(
            self.client_for(self.evaluator).get(self.url + "?versi=9").status_code, 404
        )

    def test_markup_in_a_statement_stays_text_in_the_data(self) -> None:
        self.mend(self.lain, "</script><b>Pelanggaran</b> menurun")
        page = self.client_for(self.evaluator).get(self.url)
        self.assertNotContains(page, "</script><b>")

    def test_suggestions_carry_the_reason_and_its_rejection(self) -> None:
        one = next(f for f in check(self.pohon).daftar if f.finding.needs_reason)
        Pengecualian.objects.create(
            pohon=self.pohon,
            aturan=one.finding.rule,
            simpul=one.finding.simpul,
            sidik=one.sidik,
            pesan=one.finding.message,
            alasan="Data baru tersedia tahun depan",
            oleh=self.perencana_a,
        )
        found = next(row for row in self.data()["usulan"] if row["sidik"] == one.sidik)
        self.assertEqual(found["alasan"]["isi"], "Data baru tersedia tahun depan")
        answer = self.client_for(self.evaluator).post(
            f"/meja/versi/{self.versi.pk}/alasan/",
            json.dumps({"sidik": one.sidik, "tolak": True, "tanggapan": "Datanya sudah ada"}),
            content_type="application/json",
        )
        said = answer.json()
        self.assertEqual((said["ditolak"], said["tanggapan"]), (True, "Datanya sudah ada"))
        without = self.client_for(self.evaluator).post(
            f"/meja/versi/{self.versi.pk}/alasan/",
            json.dumps({"sidik": one.sidik, "tolak": True}),
            content_type="application/json",
        )
        self.assertEqual(without.status_code, 400)

    def test_a_suggestion_is_confirmed_and_taken_back_from_the_page(self) -> None:
        sidik = check(self.pohon).daftar[0].sidik
        client = self.client_for(self.evaluator)
        url = f"/meja/versi/{self.versi.pk}/usulan/"

        def send(**body):
            return client.post(url, json.dumps(body), content_type="application/json")

        said = send(sidik=sidik, keputusan="dibenarkan").json()["tanggapan"]
        self.assertEqual((said["keputusan"], said["oleh"]), ("dibenarkan", "Evaluator"))
        self.assertEqual(send(sidik=sidik, keputusan="").json(), {"tanggapan": None})
        self.assertEqual(send(sidik=sidik, keputusan="ditolak").status_code, 400)

    def test_the_tables_of_a_node_are_for_who_judges(self) -> None:
        url = f"/meja/simpul/{self.csf.pk}/"
        page = self.client_for(self.evaluator).get(url)
        self.assertContains(page, "Belum dituangkan ke komponen perencanaan")
        self.assertEqual(self.client_for(self.pembaca_a).get(url).status_code, 403)

    @patch("evaluasi.usulan.check", return_value=Mock(daftar=[]))
    def test_the_queries_do_not_grow_with_the_tree(
        self, rules_have_tests_of_their_own: Mock
    ) -> None:
        client = self.client_for(self.evaluator)
        self._grow(1)
        client.get(self.url)
        with CaptureQueriesContext(connection) as few:
            client.get(self.url)
        self._grow(12)
        with self.assertNumQueries(len(few)):
            client.get(self.url)

    def _grow(self, count: int) -> None:
        """Add nodes and submit again; the rules compare what is new with the versions before."""
        Pohon.objects.filter(pk=self.pohon.pk).update(status="draf")
        for n in range(count):
            self.make_simpul(self.pohon, f"Sebab {count}-{n} berkurang", user=self.perencana_a)
        self.mend(self.lain, f"Pelanggaran menurun {count} persen")


class TestPutuskan(CastMeja):
    def setUp(self) -> None:
        penugasan.take(user=self.evaluator, pohon_id=self.pohon.pk)
        self.url = f"/meja/{self.pohon.pk}/putuskan/"

    def status(self) -> str:
        return Pohon.objects.get(pk=self.pohon.pk).status

    def test_the_notes_are_drafted_from_findings_edges_and_comments(self) -> None:
        penilaian.judge(
            user=self.evaluator,
            versi_id=self.versi.pk,
            daftar=[edge(self.csf, "0", "Tidak menyebabkan"), edge(self.lain, "1")],
        )
        komentar.begin_thread(user=self.evaluator, pohon_id=self.pohon.pk, isi="Tambah data dasar")
        done = komentar.begin_thread(user=self.evaluator, pohon_id=self.pohon.pk, isi="Selesai ini")
        komentar.resolve(user=self.evaluator, komentar_id=done.pk)
        finding = check(self.pohon).daftar[0]
        usulan.answer_suggestion(
            user=self.evaluator,
            versi_id=self.versi.pk,
            sidik=finding.sidik,
            keputusan="dibenarkan",
        )
        text = notes(self.pohon, self.versi)
        self.assertIn(
            "“Kapasitas jalan cukup” tidak logis terhadap induknya: Tidak menyebabkan", text
        )
        self.assertIn("Pohon: Tambah data dasar", text)
        self.assertIn(finding.finding.message, text)
        self.assertNotIn("Pelanggaran menurun", text)
        self.assertNotIn("Selesai ini", text)
        self.assertContains(self.client_for(self.evaluator).get(self.url), "Tambah data dasar")

    def test_long_notes_are_cut_to_what_a_decision_holds(self) -> None:
        for n in range(5):
            komentar.begin_thread(
                user=self.evaluator, pohon_id=self.pohon.pk, isi=f"{n} " + "kata " * 400
            )
        text = notes(self.pohon, self.versi)
        self.assertLessEqual(len(text), LONGEST)
        self.assertIn("selebihnya", text)

    def test_the_lead_returns_it_with_the_notes(self) -> None:
        client = self.client_for(self.evaluator)
        empty = client.post(self.url, {"keputusan": "kembalikan", "catatan": " "})
        self.assertContains(empty, "Tulis apa yang perlu diperbaiki")
        none = client.post(self.url, {"catatan": "Lengkapi data dasar"})
        self.assertContains(none, "Pilih Kembalikan untuk diperbaiki atau Setujui.")
        answer = client.post(
            self.url, {"keputusan": "kembalikan", "catatan": "Lengkapi data"}, follow=True
        )
        self.assertContains(answer, "dikembalikan kepada perencana")
        self.assertEqual(self.status(), "dikembalikan")
        again = client.get(self.url, follow=True)
        self.assertContains(again, "tidak ada yang diputuskan")

    def test_a_decision_sent_twice_is_once(self) -> None:
        client = self.client_for(self.evaluator)
        for _ in range(2):
            sent = {"keputusan": "kembalikan", "catatan": "Lengkapi data dasar"}
            self.assertRedirects(client.post(self.url, sent), "/meja/")
        self.assertEqual(self.pohon.daftar_reviu.filter(keputusan="dikembalikan").count(), 1)

    def test_a_note_typed_while_another_decided_stays_on_the_page(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(status="disetujui")
        page = self.client_for(self.evaluator).post(
            self.url, {"keputusan": "kembalikan", "catatan": "Lengkapi data dasar"}
        )
        self.assertContains(page, "Catatan Anda tidak terkirim")
        self.assertContains(page, "Lengkapi data dasar</textarea>")
        self.assertNotContains(page, 'value="kembalikan"')

    def test_an_evaluator_does_not_approve_and_a_member_does_not_return(self) -> None:
        penugasan.take(user=self.evaluator_b, pohon_id=self.pohon.pk)
        page = self.client_for(self.evaluator_b).get(self.url)
        self.assertContains(page, "dipimpin Evaluator")
        self.assertNotContains(page, 'value="kembalikan"')
        findings = f"/temuan/{self.pohon.pk}/"
        self.assertNotContains(self.client_for(self.evaluator_b).get(findings), "/kembalikan/")
        self.assertContains(self.client_for(self.evaluator).get(findings), "/kembalikan/")
        for user, what in ((self.evaluator_b, "kembalikan"), (self.evaluator, "setujui")):
            answer = self.client_for(user).post(self.url, {"keputusan": what, "catatan": "x"})
            self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.status(), "diajukan")

    def test_a_pimpinan_approves(self) -> None:
        self.client_for(self.pimpinan).post(self.url, {"keputusan": "setujui", "catatan": ""})
        self.assertEqual(self.status(), "disetujui")
