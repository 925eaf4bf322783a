"""The tables of an RPJMD with misi, program, OPD and pagu; strategi and arah kebijakan; IKU of the region."""

from __future__ import annotations

from django.urls import reverse

from perencanaan import exporters
from perencanaan.models import (
    ArahKebijakan,
    Dokumen,
    Komponen,
    Misi,
    Pagu,
    Pemetaan,
    Strategi,
)
from pohon.models import Indikator
from tests.perencanaan.dasar_tabel import Grid, Page, read_sheet, shown
from tests.perencanaan.test_ekspor_renstra import Ekspor

TARGETS = ["#75", "#76", "#77", "#78", "#79"]


class TestRpjmd(Ekspor):
    """An RPJMD with one misi, a tujuan, a sasaran and two programs of two OPD."""

    maxDiff = None

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.rpjmd = cls.make_dokumen(
            jenis=Dokumen.Jenis.RPJMD, nama="RPJMD Kota", visi="Kota lancar"
        )
        misi = Misi.objects.create(dokumen=cls.rpjmd, nama="Melancarkan kota")
        tujuan = cls.make_komponen("tujuan", "Mobilitas naik", dokumen=cls.rpjmd)
        Komponen.objects.filter(pk=tujuan.pk).update(misi=misi)
        sasaran = cls.make_komponen("sasaran", "Kemacetan turun", tujuan, dokumen=cls.rpjmd)
        Pemetaan.objects.create(simpul=cls.nodes["akar"], komponen=sasaran)
        for nama, unit, amounts in (
            ("Lalu lintas", cls.unit_a, (10, 20, 30, 40, 50)),
            ("Pendidikan", cls.unit_b, (1, 2, 3, 4, 5)),
        ):
            program = cls.make_komponen("program", nama, sasaran, dokumen=cls.rpjmd)
            Komponen.objects.filter(pk=program.pk).update(penanggung_jawab=unit)
            for year, amount in zip(range(2025, 2030), amounts, strict=True):
                Pagu.objects.create(komponen=program, tahun=year, nilai=amount)
        strategi = Strategi.objects.create(komponen=sasaran, nama="Angkutan umum")
        ArahKebijakan.objects.create(strategi=strategi, nama="Menambah koridor")

    def grid(self, tabel: str) -> Grid:
        return read_sheet(self.get(self.pembaca_a, tabel, dokumen=self.rpjmd).content)

    def test_every_row_below_the_head(self):
        grid = self.grid("rpjmd")
        self.assertEqual(
            [row[0] for row in grid[:6]],
            [
                "Tujuan, Sasaran, dan Program RPJMD beserta Pagu Indikatif",
                "Pemerintah Kota Contoh",
                "RPJMD 2025-2029",
                "Visi: Kota lancar",
                "Misi 1: Melancarkan kota",
                "",
            ],
        )
        self.assertEqual(grid[9:], self.expected())

    def expected(self) -> Grid:
        yearly = [cell for target in TARGETS for cell in (target, "")]
        road = [cell for n in (10, 20, 30, 40, 50) for cell in ("", f"#{n}")]
        school = [cell for n in (1, 2, 3, 4, 5) for cell in ("", f"#{n}")]
        both = [cell for n in (11, 22, 33, 44, 55) for cell in ("", f"#{n}")]
        note = ["Keterangan indikator: Angka contoh.", *["<"] * 18]
        return [
            ["#1", "Mobilitas naik", "", "", "", "", *[""] * 10, "", "", ""],
            ["^", "^", "Kemacetan turun", "", "Indikator tujuan (%)", "#70.5", *yearly]
            + ["#90", "", ""],
            ["^", "^", "^", "Lalu lintas", "", "", *road, "", "#150", "Dinas Perhubungan"],
            ["^", "^", "^", "Pendidikan", "", "", *school, "", "#15", "Dinas Pendidikan"],
            ["Jumlah", "<", "<", "<", "<", "<", *both, "", "#165", ""],
            note,
        ]

    def test_the_screen_shows_the_same_rows(self):
        address = reverse("perencanaan:tabel", args=[self.rpjmd.pk, "rpjmd"])
        page = Page(self.client_for(self.pembaca_a).get(address).content.decode())
        self.assertEqual(page.grid[3:], shown(self.expected())[:-1])
        for text in ("Kota lancar", "Misi 1", "Melancarkan kota"):
            self.assertIn(text, page.text)

    def test_strategi_and_arah_kebijakan_have_a_table_of_their_own(self):
        row = ["Mobilitas naik", "Kemacetan turun", "Angkutan umum", "Menambah koridor"]
        self.assertEqual(self.grid("rpjmd-arah")[-1], row)

    def test_the_iku_of_the_region_are_those_of_its_tree(self):
        Indikator.objects.filter(nama="Indikator tujuan").update(kategori="iku")
        row = self.grid("iku")[-2]
        self.assertEqual(row[:4], ["#1", "Indikator tujuan", "%", "#70.5"])
        self.assertEqual(row[4:10], [*TARGETS, "#90"])

    def test_visi_and_misi_reach_the_renstra_below_it(self):
        Dokumen.objects.filter(pk=self.renstra.pk).update(induk=self.rpjmd)
        grid = read_sheet(self.get(self.pembaca_a, "tc26").content)
        self.assertEqual(
            [row[0] for row in grid[3:5]], ["Visi: Kota lancar", "Misi 1: Melancarkan kota"]
        )

    def test_it_has_no_table_of_a_renstra(self):
        self.assertEqual(
            exporters.available(self.rpjmd), ["rpjmd", "rpjmd-arah", "iku", "ikk", "tabel8"]
        )
        for tabel in ("tc27", "pendanaan", "renja41"):
            answer = self.get(self.admin, tabel, dokumen=self.rpjmd)
            self.assertEqual(answer.status_code, 404)
