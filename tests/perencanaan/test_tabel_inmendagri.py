"""What the examples do not show: six years, NSPK, deviations, IKK, priorities, arah kebijakan, non-APBN."""

from __future__ import annotations

import datetime
from decimal import Decimal

from perencanaan.models import (
    Acuan,
    ArahKebijakan,
    Dokumen,
    Komponen,
    NilaiKomponen,
    Nspk,
    Pagu,
    Pemetaan,
    Penyimpangan,
    Strategi,
)
from pohon.models import Indikator, Pohon, Target
from tests.perencanaan.dasar_tabel import Grid, read_sheet
from tests.perencanaan.test_ekspor_renstra import YEARS, Ekspor


class Tabel(Ekspor):
    def grid(self, tabel: str, dokumen: Dokumen | None = None) -> Grid:
        return read_sheet(self.get(self.pembaca_a, tabel, dokumen=dokumen).content)

    def row(self, tabel: str, text: str) -> list[str]:
        return next(row for row in self.grid(tabel) if text in row)

    def make_rpjmd(self) -> Komponen:
        """Return the sasaran of an RPJMD above the Renstra."""
        rpjmd = self.make_dokumen(jenis=Dokumen.Jenis.RPJMD, nama="RPJMD", visi="Kota lancar")
        tujuan = self.make_komponen("tujuan", "Mobilitas naik", dokumen=rpjmd)
        return self.make_komponen("sasaran", "Kemacetan turun", tujuan, dokumen=rpjmd)


class TestTahun(Tabel):
    def test_a_sixth_year_shows_its_own_target(self):
        Target.objects.create(
            indikator=Indikator.objects.get(nama="Indikator tujuan"), tahun=2030, nilai=88
        )
        self.assertEqual(self.row("tujuan", "Indikator tujuan (%)")[5:12], NUMBERS + ["#88"])
        self.assertEqual(self.row("tujuan", "Indikator sasaran (%)")[5:12], NUMBERS + ["#90"])
        self.assertEqual(
            self.grid("tujuan")[-1][0],
            "Kolom 2030 memuat kondisi akhir periode bagi indikator tanpa target tahun itu.",
        )

    def test_a_periode_of_six_years_has_no_borrowed_column(self):
        self.periode.tahun_akhir = 2030
        self.periode.save()
        self.assertEqual(self.row("tujuan", "Indikator tujuan (%)")[5:12], [*NUMBERS, ""])
        self.assertNotIn("Kolom 2030", self.grid("tujuan")[-1][0])

    def test_the_funding_of_six_years_shows_the_last_five_and_says_so(self):
        self.periode.tahun_akhir = 2030
        self.periode.save()
        Pagu.objects.create(komponen=self.chain["subkegiatan"], tahun=2030, nilai=5)
        grid = self.grid("pendanaan")
        years = next(row for row in grid if "2026" in row)
        self.assertEqual(years[4:14:2], ["2026", "2027", "2028", "2029", "2030"])
        self.assertEqual(
            next(row for row in grid if row[0] == "Jumlah")[4:14],
            ["", "#2026000", "", "#2027000", "", "#2028000", "", "#2029000", "", "#5"],
        )
        note = (
            "Pagu tahun 2025 ada di dokumen, tetapi tabel ini memuat lima tahun terakhir periode."
        )
        self.assertIn(note, [row[0] for row in grid])

    def test_a_baseline_of_another_year_names_it(self):
        Indikator.objects.filter(nama="Indikator tujuan").update(baseline_tahun=2023)
        self.assertEqual(self.row("tujuan", "Indikator tujuan (%)")[5], "70,5 (2023)")


NUMBERS = ["#70.5", *(f"#{year - 1950}" for year in YEARS)]


class TestRujukan(Tabel):
    def test_nspk_and_sasaran_of_the_rpjmd_stand_beside_the_sasaran(self):
        nspk = Nspk.objects.create(instansi=self.instansi, nama="Uji berkala", peraturan="PP 55")
        Acuan.objects.create(komponen=self.chain["sasaran"], nspk=nspk)
        Acuan.objects.create(komponen=self.chain["sasaran"], sasaran=self.make_rpjmd())
        self.assertEqual(
            self.row("tujuan", "Indikator sasaran (%)")[1], "Uji berkala (PP 55)\nKemacetan turun"
        )
        self.assertEqual(self.row("tc28", "Indikator sasaran (%)")[0], "#1")

    def test_without_a_word_of_the_planner_the_tree_leads_up(self):
        Pemetaan.objects.create(simpul=self.nodes["akar"], komponen=self.make_rpjmd())
        self.assertEqual(self.row("tujuan", "Indikator sasaran (%)")[1], "Kemacetan turun")
        self.assertEqual(len([r for r in self.grid("tc28") if r[0].startswith("#")]), 2)

    def test_a_tree_that_continues_another_leads_up_through_it(self):
        upper, nodes = self.make_tree()
        Pohon.objects.filter(pk=self.nodes["akar"].pohon_id).update(induk_simpul=nodes["csf1"])
        Pemetaan.objects.create(simpul=nodes["akar"], komponen=self.make_rpjmd())
        self.assertEqual(self.row("tujuan", "Indikator tujuan (%)")[1], "Kemacetan turun")

    def test_a_superseded_rpjmd_is_no_reference(self):
        sasaran = self.make_rpjmd()
        Pemetaan.objects.create(simpul=self.nodes["akar"], komponen=sasaran)
        self.make_dokumen(
            jenis=Dokumen.Jenis.RPJMD, nama="Baru", sebelumnya=sasaran.dokumen, perubahan_ke=1
        )
        self.assertEqual(self.row("tujuan", "Indikator sasaran (%)")[1], "")

    def test_arah_kebijakan_stand_beside_those_of_the_rpjmd(self):
        upper, own = self.make_rpjmd(), self.chain["sasaran"]
        Acuan.objects.create(komponen=own, sasaran=upper)
        for komponen, arah in ((upper, "Angkutan massal"), (own, "Peremajaan armada")):
            strategi = Strategi.objects.create(komponen=komponen, nama="Strategi")
            ArahKebijakan.objects.create(strategi=strategi, nama=arah)
        self.assertIn(["#1", "", "Angkutan massal", "Peremajaan armada", ""], self.grid("arah"))
        rpjmd = self.grid("rpjmd-arah", upper.dokumen)
        self.assertIn(["Mobilitas naik", "Kemacetan turun", "Strategi", "Angkutan massal"], rpjmd)
        self.assertEqual([row[0] for row in rpjmd[3:5]], ["Visi: Kota lancar", "Misi: belum diisi"])


class TestPenyimpangan(Tabel):
    def test_a_deviation_changes_the_row_and_gives_its_reason(self):
        komponen = self.chain["sasaran"]
        indikator = Indikator.objects.get(nama="Indikator sasaran")
        Penyimpangan.objects.create(
            komponen=komponen, indikator=indikator, kondisi_akhir=99, alasan="Disepakati"
        )
        NilaiKomponen.objects.create(
            komponen=komponen, indikator=indikator, jenis="target", tahun=2027, nilai=Decimal("1.5")
        )
        row = self.row("tujuan", "Indikator sasaran (%)")
        self.assertEqual(row[6:12], ["#75", "#76", "#1.5", "#78", "#79", "#99"])
        self.assertEqual(row[12], "Angka contoh\nBerbeda dari pohon kinerja: Disepakati")
        notes = [row[0] for row in self.grid("tc25")[-2:]]
        self.assertIn("Berbeda dari pohon kinerja: Indikator sasaran (Disepakati).", notes)

    def test_a_perubahan_says_so_and_a_frozen_document_when(self):
        Dokumen.objects.filter(pk=self.renstra.pk).update(
            perubahan_ke=2, ditetapkan=datetime.date(2026, 3, 5)
        )
        self.assertEqual(self.grid("tujuan")[3][0], "Perubahan ke-2")
        footer = self.sheet("tujuan").oddFooter.left.text
        self.assertIn("Ditetapkan 5 Maret 2026", footer)


class TestUkuran(Tabel):
    def test_ikk_carry_formula_and_definition(self):
        Indikator.objects.filter(nama="Indikator program").update(
            kategori="ikk", formula="a / b", definisi_operasional="Bagian a"
        )
        row = self.row("ikk", "Indikator program")
        self.assertEqual(row[:5], ["#1", "Indikator program", "a / b", "Bagian a", "%"])
        self.assertEqual(row[5:12], [*NUMBERS, "#90"])

    def test_an_indicator_of_two_komponen_is_listed_once(self):
        Indikator.objects.filter(nama="Indikator sasaran").update(kategori="iku")
        Pemetaan.objects.create(simpul=self.nodes["csf1"], komponen=self.chain["tujuan"])
        self.assertEqual(len([r for r in self.grid("iku") if r[1] == "Indikator sasaran"]), 1)

    def test_a_subkegiatan_without_indicator_takes_the_nomenclatures(self):
        row = self.make_komponen("subkegiatan", "Rambu", self.chain["kegiatan"])
        Komponen.objects.filter(pk=row.pk).update(
            salinan_nomenklatur={"kinerja": "Tersedianya", "indikator": "Jumlah", "satuan": "unit"}
        )
        cells = self.row("pendanaan", "Jumlah*")
        self.assertEqual(cells[:4], ["Rambu\nOutput: Tersedianya*", "Jumlah*", "unit", ""])
        note = "* Menurut nomenklatur; pohon kinerja belum memberi indikator."
        for tabel in ("pendanaan", "program", "tc27", "tabel10"):
            self.assertEqual(self.grid(tabel)[-1][0], note)

    def test_priorities_are_the_subkegiatan_that_name_one(self):
        Komponen.objects.filter(pk=self.chain["subkegiatan"].pk).update(prioritas_daerah="Lancar")
        Komponen.objects.filter(pk=self.chain["program"].pk).update(sasaran="Lalu lintas lancar")
        self.assertIn(
            ["#1", "Lancar", "Lalu lintas lancar", "2.15.02.2.02.0001 subkegiatan satu", ""],
            self.grid("prioritas"),
        )


class TestMatriks(Tabel):
    def test_money_from_elsewhere_is_non_apbn(self):
        self.instansi.jenis = self.instansi.Jenis.KEMENTERIAN_LEMBAGA
        self.instansi.save()
        renstra = self.make_dokumen(jenis=Dokumen.Jenis.RENSTRA_KL, unit=None, nama="Renstra K/L")
        upper = None
        for jenis in ("tujuan", "sasaran_strategis", "sasaran_program", "sasaran_kegiatan", "ro"):
            upper = self.make_komponen(jenis, f"{jenis} x", upper, dokumen=renstra)
        assert upper is not None
        for source, nilai in (("APBN", 3), ("PHLN (hibah)", 4), ("", 5), ("BUMN", 20), ("KPBU", 1)):
            Pagu.objects.create(
                komponen=upper, tahun=2026, nilai=nilai * 1_000_000, sumber_dana=source
            )
        row = self.grid("matriks2023", renstra)[-1]
        self.assertEqual(
            (row[0], row[10], row[15], row[20]), ("Jumlah", "#12000000", "#21000000", "#33000000")
        )
        self.assertEqual(self.grid("matriks2019", renstra)[-1][9], "#33")
