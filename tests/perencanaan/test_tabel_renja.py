"""The Renja of 17 columns, cell by cell: what Renstra, tree, nomenclature and the Renja itself give it."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse

from organisasi.models import Unit
from perencanaan import exporters
from perencanaan.models import Dokumen, Komponen, NilaiKomponen, Pagu, Pemetaan, Penyimpangan
from pohon.models import Indikator
from tests.perencanaan.dasar_tabel import Page, expected, read_sheet, shown
from tests.perencanaan.test_ekspor_renstra import Ekspor

CODES = {"program": "2.15.02", "kegiatan": "2.15.02.2.02", "subkegiatan": "2.15.02.2.02.0001"}
NODES = {"program": "prog1", "kegiatan": "keg1", "subkegiatan": "sub1"}


class TestRenja(Ekspor):
    """The first perubahan of a Renja 2027; its rows came from the Renstra by way of the Renja before."""

    maxDiff = None

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.murni = cls.make_renja(nama="Renja Dishub 2027")
        cls.renja = cls.make_renja(
            nama="Renja Dishub 2027 Perubahan", perubahan_ke=1, sebelumnya=cls.murni
        )
        before = cls.copy(cls.chain, cls.murni)
        cls.baris = cls.copy(before, cls.renja)
        for jenis, key in NODES.items():
            Pemetaan.objects.create(simpul=cls.nodes[key], komponen=cls.baris[jenis])
        cls.fill()
        cls.add_second()

    @classmethod
    def make_renja(cls, **fields: object) -> Dokumen:
        return cls.make_dokumen(
            jenis=Dokumen.Jenis.RENJA, tahun=2027, unit=cls.unit_a, induk=cls.renstra, **fields
        )

    @classmethod
    def copy(cls, chain: dict[str, Komponen], dokumen: Dokumen) -> dict[str, Komponen]:
        """Copy the Renstra's chain; codes are set beside the form, as a Renja takes them over."""
        upper, rows = None, {}
        for jenis, row in chain.items():
            upper = rows[jenis] = cls.make_komponen(jenis, row.nama, upper, dokumen=dokumen)
            Komponen.objects.filter(pk=upper.pk).update(asal=row, kode=CODES.get(jenis, ""))
        return rows

    @classmethod
    def fill(cls) -> None:
        """Give the rows what a Renja says itself."""
        sub = cls.baris["subkegiatan"]
        Komponen.objects.filter(pk=cls.baris["program"].pk).update(sasaran="Angkutan umum andal")
        Komponen.objects.filter(pk=sub.pk).update(
            sasaran="Uji kir terlaksana",
            lokasi="Kota Contoh",
            kelompok_sasaran="Pengguna jalan",
            prioritas_nasional="Transportasi nasional",
            prioritas_daerah="Kota lancar",
            penanggung_jawab=Unit.objects.get(pk=cls.unit_a1.pk),
        )
        indikator = Indikator.objects.get(nama="Indikator subkegiatan")
        for jenis, tahun, nilai in (("realisasi", 2025, "72"), ("prakiraan", 2026, "74.5")):
            NilaiKomponen.objects.create(
                komponen=sub, indikator=indikator, jenis=jenis, tahun=tahun, nilai=Decimal(nilai)
            )
        Penyimpangan.objects.create(
            komponen=cls.chain["subkegiatan"],
            indikator=indikator,
            kondisi_akhir=Decimal(95),
            alasan="Renstra lebih tinggi",
        )
        for source, amount in (("APBD", 2_000_000), ("DAK Fisik", 500_000)):
            Pagu.objects.create(komponen=sub, tahun=2027, nilai=amount, sumber_dana=source)

    @classmethod
    def add_second(cls) -> None:
        """Add a subkegiatan no node holds up, with pagu of the year after."""
        row = cls.make_komponen(
            "subkegiatan", "subkegiatan dua", cls.baris["kegiatan"], dokumen=cls.renja
        )
        Komponen.objects.filter(pk=row.pk).update(
            kode="2.15.02.2.02.0002",
            salinan_nomenklatur={
                "kinerja": "Tersedianya rambu",
                "indikator": "Jumlah rambu",
                "satuan": "unit",
            },
        )
        for tahun, nilai in ((2027, 1_000_000), (2028, 1_100_000)):
            Pagu.objects.create(komponen=row, tahun=tahun, nilai=nilai, sumber_dana="APBD")

    def test_every_cell_of_the_excel_file(self):
        content = self.get(self.pembaca_a, "renja41", dokumen=self.renja).content
        self.assertEqual(read_sheet(content), expected("renja_uji"))

    def test_the_screen_shows_the_same(self):
        address = reverse("perencanaan:tabel", args=[self.renja.pk, "renja41"])
        page = Page(self.client_for(self.pembaca_a).get(address).content.decode())
        rows = shown(expected("renja_uji"))
        self.assertEqual(page.grid, rows[5:-2])
        for row in (*rows[:4], *rows[-2:]):
            self.assertIn(row[0], page.text)

    def test_the_year_decides_the_format(self):
        self.assertEqual(exporters.available(self.renja)[0], "renja41")
        earlier = self.make_dokumen(jenis=Dokumen.Jenis.RENJA, tahun=2026, unit=self.unit_a)
        self.assertEqual(exporters.available(earlier)[0], "renja")
        title = self.rows_of("renja", earlier)[0][0]
        self.assertEqual(
            title, "Rencana Program, Kegiatan, Subkegiatan, dan Pendanaan Renja Perangkat Daerah"
        )

    def rows_of(self, tabel: str, dokumen: Dokumen) -> list[list[str]]:
        return read_sheet(self.get(self.admin, tabel, dokumen=dokumen).content)

    def test_pagu_of_the_year_after_adds_to_no_sum_of_the_year(self):
        tc27 = self.rows_of("tabel10", self.renja)
        self.assertIn(["Anggaran", ":", "Rp#1000000"], tc27)

    def test_the_number_of_queries_does_not_grow(self):
        dokumen = Dokumen.objects.select_related("unit", "instansi", "periode", "induk").get(
            pk=self.renja.pk
        )
        exporters.tables(self.admin, dokumen, "renja41")
        with self.assertNumQueries(17):
            exporters.tables(self.admin, dokumen, "renja41")
        for n in range(5):
            self.make_komponen(
                "subkegiatan", f"Lagi {n}", self.baris["kegiatan"], dokumen=self.renja
            )
        with self.assertNumQueries(17):
            exporters.tables(self.admin, dokumen, "renja41")

    def test_it_is_hidden_from_other_instansi(self):
        for view, args in (("tabel", ["renja41"]), ("unduh_tabel", ["renja41", "xlsx"])):
            address = reverse(f"perencanaan:{view}", args=[self.renja.pk, *args])
            self.assertEqual(self.client_for(self.asing).get(address).status_code, 404)
