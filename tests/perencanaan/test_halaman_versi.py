"""The pages of versions and copies: what they offer, say and refuse."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lib.cari import Pencarian
from perencanaan import actions
from perencanaan.actions.renja import plan_update
from perencanaan.cari import cari_dokumen, cari_komponen
from perencanaan.models import Dokumen, Komponen
from tests.perencanaan.test_salin_dokumen import Salinan


class Halaman(Salinan):
    def get(self, name: str, pk: int, user: Any = None, **query: Any) -> Any:
        """Open a page of a document by the perencana of unit A."""
        url = reverse(f"perencanaan:{name}", args=[pk])
        return self.client_for(user or self.perencana_a).get(url, query)

    def post(self, name: str, pk: int, user: Any = None, **data: Any) -> Any:
        """Send the form of a page of a document."""
        url = reverse(f"perencanaan:{name}", args=[pk])
        return self.client_for(user or self.perencana_a).post(url, data, follow=True)

    def establish(self) -> None:
        """Establish the Renstra."""
        actions.establish(
            user=self.admin,
            dokumen=self.renstra.pk,
            tanggal=datetime.date(2025, 9, 1),
            dasar="Perwal 1/2025",
        )

    def change(self) -> Dokumen:
        """Establish the Renstra and make its perubahan."""
        self.establish()
        new, _ = actions.create_perubahan(
            user=self.admin, dokumen=self.renstra.pk, alasan="RPJMD berubah"
        )
        return new

    def renja(self) -> Dokumen:
        """Make the Renja of 2026."""
        return actions.create_renja(user=self.admin, renstra=self.renstra.pk, tahun=2026)[0]


class TestDokumen(Halaman):
    def entries(self, pk: int, user: Any = None) -> list[str]:
        menu = self.get("dokumen", pk, user).context["daftar_menu"]
        return [entry.teks for _, entries in menu for entry in entries]

    def test_the_menu_of_a_draft(self) -> None:
        self.assertEqual(
            self.entries(self.renstra.pk),
            ["Buat Renja", "Salin ke periode lain", "Ubah data dokumen", "Tetapkan", "Hapus"],
        )

    def test_the_menu_of_an_established_document(self) -> None:
        self.establish()
        offered = ["Buat Renja", "Buat perubahan", "Salin ke periode lain"]
        self.assertEqual(self.entries(self.renstra.pk), offered)
        self.assertEqual(
            self.entries(self.renstra.pk, self.admin), [*offered, "Batalkan penetapan"]
        )

    def test_the_menu_of_a_superseded_document_and_of_a_renja(self) -> None:
        renja = self.renja()
        self.change()
        self.assertEqual(self.entries(self.renstra.pk, self.admin), ["Salin ke periode lain"])
        self.assertIn("Perbarui dari Renstra", self.entries(renja.pk))

    def test_who_may_not_write_gets_no_menu(self) -> None:
        for user in (self.evaluator, self.perencana_b, self.pembaca_a):
            self.assertEqual(self.entries(self.renstra.pk, user), [])

    def test_it_tells_version_basis_and_neighbours(self) -> None:
        new = self.change()
        old = self.get("dokumen", self.renstra.pk)
        self.assertContains(old, "1 September 2025 dengan Perwal 1/2025")
        self.assertContains(old, "Digantikan oleh")
        answer = self.get("dokumen", new.pk)
        self.assertContains(answer, "Mengubah")
        self.assertContains(answer, reverse("perencanaan:perubahan_dokumen", args=[new.pk]))

    def test_a_renja_shows_prakiraan_maju_but_does_not_sum_it(self) -> None:
        self.pagu(self.chain["subkegiatan"], {"APBD": {2026: 1000, 2027: 7000}})
        answer = self.get("dokumen", self.renja().pk)
        self.assertContains(answer, "prakiraan maju")
        self.assertEqual(answer.context["jumlah_total"], 1000)
        self.assertEqual(answer.context["daftar_baris"][0].jumlah_pagu, 1000)

    def test_a_branch_can_be_taken_from_what_others_have_established(self) -> None:
        self.establish()
        url = reverse("perencanaan:salin_cabang", args=[self.chain["program"].pk])
        self.assertContains(self.get("dokumen", self.renstra.pk, self.perencana_b), url)
        self.assertNotContains(self.get("dokumen", self.renstra.pk, self.pembaca_a), url)


class TestDaftarDokumen(Halaman):
    def names(self, **query: Any) -> list[str]:  # type: ignore[override]
        answer = self.client_for(self.evaluator).get(reverse("perencanaan:daftar_dokumen"), query)
        return [row.nama for row in answer.context["halaman"]]

    def test_what_is_superseded_is_hidden_unless_asked_for(self) -> None:
        new = self.change()
        self.assertEqual(set(self.names()), {new.nama, "Renstra Disdik"})
        self.assertIn(self.renstra.nama, self.names(versi="semua"))

    def test_it_offers_to_show_them_and_marks_them(self) -> None:
        self.change()
        url = reverse("perencanaan:daftar_dokumen")
        client = self.client_for(self.evaluator)
        self.assertContains(client.get(url), "Tampilkan 1 dokumen yang sudah digantikan")
        self.assertContains(client.get(url, {"versi": "semua"}), "Digantikan")

    def test_only_an_admin_is_offered_to_copy_them_all(self) -> None:
        url = reverse("perencanaan:daftar_dokumen")
        self.assertContains(self.client_for(self.admin).get(url), "Salin semua Renstra")
        self.assertNotContains(self.client_for(self.perencana_a).get(url), "Salin semua Renstra")

    def test_its_queries_do_not_grow_with_versions(self) -> None:
        url = reverse("perencanaan:daftar_dokumen")
        client = self.client_for(self.evaluator)
        client.get(url)
        with CaptureQueriesContext(connection) as before:
            client.get(url)
        self.renja()
        self.change()
        with CaptureQueriesContext(connection) as after:
            client.get(url)
        self.assertEqual(len(after), len(before))


class TestCari(Halaman):
    def test_a_superseded_document_is_found_last_and_its_komponen_once(self) -> None:
        new = self.change()
        words = Pencarian.of("dishub")
        found = cari_dokumen(self.evaluator, self.instansi, words)
        self.assertEqual([row.judul for row in found], [new.nama, self.renstra.nama])
        self.assertEqual(["digantikan" in row.keterangan for row in found], [False, True])
        found = cari_komponen(self.evaluator, self.instansi, Pencarian.of("program satu"))
        self.assertEqual(len(found), 1)
        self.assertIn(new.nama, found[0].keterangan)


class TestRenja(Halaman):
    def test_it_makes_one_and_tells_what_it_holds(self) -> None:
        answer = self.post("buat_renja", self.renstra.pk, tahun=2026)
        self.assertContains(answer, "5 komponen, 1 baris pagu, dan 0 pemetaan disalin.")

    def test_a_year_that_has_one_is_no_choice_but_a_link(self) -> None:
        renja = self.renja()
        answer = self.get("buat_renja", self.renstra.pk)
        self.assertContains(answer, reverse("perencanaan:perbarui_renja", args=[renja.pk]))
        answer = self.post("buat_renja", self.renstra.pk, tahun=2026)
        self.assertContains(answer, "Pilihan ini tidak tersedia")
        self.assertEqual(Dokumen.objects.filter(jenis="renja").count(), 1)

    def test_a_superseded_renstra_says_which_to_use(self) -> None:
        new = self.change()
        self.assertContains(self.get("buat_renja", self.renstra.pk), f"digantikan oleh {new}")

    def test_the_preview_lists_what_is_missing_and_what_differs(self) -> None:
        renja = self.renja()
        self.make_komponen("program", "program dua", self.chain["sasaran"])
        self.make_komponen("tujuan", "Tujuan sendiri", dokumen=renja)
        self.pagu(Komponen.objects.get(dokumen=renja, jenis="subkegiatan"), {"APBD": {2026: 33}})
        answer = self.get("perbarui_renja", renja.pk)
        for text in ("program dua", "Tujuan sendiri", "Pagu 2026 (APBD)", "+13"):
            self.assertContains(answer, text)
        self.assertNotIn("program dua", self.names(renja))

    def test_it_adds_the_chosen(self) -> None:
        renja = self.renja()
        row = self.make_komponen("program", "program dua", self.chain["sasaran"])
        cap = plan_update(Dokumen.objects.get(pk=renja.pk)).cap
        self.post("perbarui_renja", renja.pk, cap=cap, komponen=[row.pk])
        self.assertIn("program dua", self.names(renja))

    def test_a_stale_preview_comes_again_with_the_reason(self) -> None:
        renja = self.renja()
        row = self.make_komponen("program", "program dua", self.chain["sasaran"])
        answer = self.post("perbarui_renja", renja.pk, cap="1.2.3", komponen=[row.pk])
        self.assertContains(answer, "sudah berubah sejak pratinjau")
        self.assertContains(answer, "program dua")

    def test_nothing_chosen_is_said(self) -> None:
        renja = self.renja()
        self.make_komponen("program", "program dua", self.chain["sasaran"])
        cap = plan_update(Dokumen.objects.get(pk=renja.pk)).cap
        answer = self.post("perbarui_renja", renja.pk, cap=cap)
        self.assertContains(answer, "Pilih sedikitnya satu komponen")


class TestSalinDokumen(Halaman):
    def test_a_document_that_is_there_is_named_with_a_link(self) -> None:
        self.post("salin_dokumen", self.renstra.pk, periode=self.berikut.pk)
        new = Dokumen.objects.get(periode=self.berikut)
        answer = self.post("salin_dokumen", self.renstra.pk, periode=self.berikut.pk)
        self.assertContains(answer, f"{new} sudah ada")
        self.assertContains(answer, reverse("perencanaan:dokumen", args=[new.pk]))

    def test_it_tells_what_was_left_out(self) -> None:
        answer = self.post("salin_dokumen", self.renstra.pk, periode=self.berikut.pk, pagu="on")
        self.assertContains(answer, "1 baris pagu tidak disalin")

    def test_a_renja_asks_for_the_year(self) -> None:
        renja = self.renja()
        answer = self.post("salin_dokumen", renja.pk, periode=self.periode.pk, tahun=2031)
        self.assertContains(answer, "Pilih tahun di dalam RPJMD 2025-2029.")
        answer = self.post("salin_dokumen", renja.pk, periode=self.periode.pk, tahun=2028)
        self.assertContains(answer, "Renja Dishub 2028 dibuat")


class TestPenetapan(Halaman):
    def test_it_is_established_and_read_only_from_then_on(self) -> None:
        answer = self.post(
            "tetapkan_dokumen", self.renstra.pk, tanggal="2025-09-01", dasar="Perwal 1/2025"
        )
        self.assertContains(answer, "sekarang hanya dapat dibaca")
        self.assertNotContains(answer, "Tambah tujuan")

    def test_it_asks_for_day_and_basis(self) -> None:
        answer = self.post("tetapkan_dokumen", self.renstra.pk, tanggal="", dasar="")
        self.assertContains(answer, "Dasar penetapan belum diisi.")
        self.assertContains(answer, "Tanggal penetapan belum diisi.")

    def test_a_renja_before_its_renstra_is_advised_against(self) -> None:
        renja = self.renja()
        self.assertContains(self.get("tetapkan_dokumen", renja.pk), "Sebaiknya tetapkan dahulu")
        self.establish()
        self.assertNotContains(self.get("tetapkan_dokumen", renja.pk), "Sebaiknya tetapkan dahulu")

    def test_a_document_changed_meanwhile_is_not_established(self) -> None:
        answer = self.post(
            "tetapkan_dokumen", self.renstra.pk, tanggal="2025-09-01", dasar="Perwal", nomor=999
        )
        self.assertContains(answer, "berubah sejak Anda membukanya")

    def test_a_perencana_may_not_take_it_back(self) -> None:
        self.establish()
        self.assertEqual(self.get("batalkan_penetapan", self.renstra.pk).status_code, 403)
        answer = self.post("batalkan_penetapan", self.renstra.pk, self.admin)
        self.assertContains(answer, "isinya dapat diubah lagi")

    def test_a_perubahan_of_a_draft_is_refused_with_the_reason(self) -> None:
        self.assertContains(self.get("buat_perubahan", self.renstra.pk), "belum ditetapkan")
        self.establish()
        answer = self.post("buat_perubahan", self.renstra.pk, alasan="RPJMD berubah")
        self.assertContains(answer, "Renstra Dishub Perubahan dibuat")
