"""Formats as data: the tables of a document by its kind, years and own choice; the form, the menu, empty documents."""

from __future__ import annotations

from django.urls import reverse

from organisasi.models import Periode
from perencanaan import exporters
from perencanaan.exporters import format as formats
from perencanaan.models import Dokumen
from tests.perencanaan.dasar import Perencanaan
from tests.perencanaan.dasar_tabel import Page, read_sheet


class TestFormat(Perencanaan):
    def keys(self, dokumen: Dokumen) -> list[str]:
        return [one.kunci for one in formats.formats_of(dokumen)]

    def older(self) -> Periode:
        return Periode.objects.create(
            instansi=self.instansi, nama="RPJMD 2019-2024", tahun_awal=2019, tahun_akhir=2024
        )

    def test_a_renstra_of_2025_follows_the_inmendagri(self):
        keys = self.keys(self.renstra)
        self.assertEqual(keys, ["inmendagri_2_2025", "permenpanrb_89_2021", "permendagri_86_2017"])

    def test_an_earlier_renstra_follows_permendagri_86(self):
        renstra = self.make_dokumen(unit=self.unit_a, periode=self.older())
        self.assertEqual(self.keys(renstra)[0], "permendagri_86_2017")
        self.assertEqual(exporters.available(renstra)[:4], ["tc25", "tc26", "tc27", "tc28"])

    def test_a_document_may_choose_another(self):
        self.renstra.format_tabel = "permendagri_86_2017"
        self.assertEqual(self.keys(self.renstra)[0], "permendagri_86_2017")
        first = exporters.menu(self.renstra)[0]
        self.assertEqual([b.kunci for b in first.daftar], ["semua", "tc25", "tc26", "tc27", "tc28"])

    def test_a_choice_that_does_not_fit_the_kind_is_passed_over(self):
        self.renstra.format_tabel = "permendagri_14_2026"
        self.assertEqual(self.keys(self.renstra)[0], "inmendagri_2_2025")

    def test_a_ministry_has_the_matrix_of_its_years(self):
        self.instansi.jenis = self.instansi.Jenis.KEMENTERIAN_LEMBAGA
        self.instansi.save()
        renstra = self.make_dokumen(jenis=Dokumen.Jenis.RENSTRA_KL, unit=None)
        self.assertEqual(
            self.keys(renstra),
            ["permen_ppn_10_2023", "permenpanrb_89_2021", "permen_ppn_5_2019"],
        )
        old = self.make_dokumen(
            jenis=Dokumen.Jenis.RENSTRA_KL, unit=None, periode=self.older(), nama="Lama"
        )
        self.assertEqual(self.keys(old)[0], "permen_ppn_5_2019")
        rpjmn = self.make_dokumen(jenis=Dokumen.Jenis.RPJMN, unit=None)
        self.assertEqual(exporters.available(rpjmn), ["tabel5"])

    def test_no_table_claims_to_be_the_annex(self):
        for bentuk in formats.TABEL.values():
            self.assertNotIn("lampiran", bentuk.judul.lower())

    def test_every_table_belongs_to_a_format(self):
        used = {key for one in formats.DAFTAR for keys in one.tabel.values() for key in keys}
        self.assertEqual(used, set(formats.TABEL))

    def test_the_whole_of_another_format_is_one_file(self):
        address = reverse(
            "perencanaan:unduh_tabel",
            args=[self.renstra.pk, "semua-permendagri_86_2017", "xlsx"],
        )
        answer = self.client_for(self.pembaca_a).get(address)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            read_sheet(answer.content, 3)[0][0],
            "Tabel T-C.28 Indikator Kinerja Perangkat Daerah yang Mengacu pada Tujuan dan Sasaran RPJMD",
        )

    def test_it_refuses_a_whole_it_has_not(self):
        for key in ("semua-permen_ppn_10_2023", "semua-apa", "semuanya"):
            address = reverse("perencanaan:unduh_tabel", args=[self.renstra.pk, key, "xlsx"])
            self.assertEqual(self.client_for(self.admin).get(address).status_code, 404)

    def test_the_whole_is_no_page(self):
        address = reverse("perencanaan:tabel", args=[self.renstra.pk, "semua"])
        self.assertEqual(self.client_for(self.admin).get(address).status_code, 404)

    def test_an_empty_document_says_what_is_missing(self):
        for key in exporters.available(self.renstra_b):
            address = reverse("perencanaan:tabel", args=[self.renstra_b.pk, key])
            page = Page(self.client_for(self.pembaca_a).get(address).content.decode())
            with self.subTest(tabel=key):
                self.assertEqual(
                    len([row for row in page.rows if row[0][0].startswith("Belum")]), 1
                )


class TestPilihan(Perencanaan):
    """The field of the document's form."""

    def post(self, format_tabel: str, **more: object):
        data = {
            "jenis": "renstra_pd",
            "nama": "Renstra Dishub",
            "unit": self.unit_a.pk,
            "periode": self.periode.pk,
            "versi_nomenklatur": self.versi.pk,
            "format_tabel": format_tabel,
            **more,
        }
        address = reverse("perencanaan:ubah_dokumen", args=[self.renstra.pk])
        return self.client_for(self.perencana_a).post(address, data)

    def test_it_keeps_the_choice(self):
        self.assertEqual(self.post("permendagri_86_2017").status_code, 302)
        self.renstra.refresh_from_db()
        self.assertEqual(self.renstra.format_tabel, "permendagri_86_2017")

    def test_it_refuses_a_format_without_a_table_for_the_kind(self):
        answer = self.post("permendagri_14_2026")
        self.assertContains(
            answer, "Permendagri 14/2026 tidak memuat tabel untuk Renstra perangkat daerah"
        )
        self.renstra.refresh_from_db()
        self.assertEqual(self.renstra.format_tabel, "")

    def test_it_refuses_what_it_does_not_know_or_belongs_to_a_ministry(self):
        for key in ("apa", "permen_ppn_10_2023"):
            self.assertContains(self.post(key), "Pilihan ini tidak tersedia")
