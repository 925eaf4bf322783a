"""A document copied to another period or year."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lib import tree
from organisasi.models import Periode
from perencanaan import actions
from perencanaan.models import (
    Acuan,
    ArahKebijakan,
    Dokumen,
    Komponen,
    Misi,
    Nspk,
    Pagu,
    Pemetaan,
    Strategi,
    VersiNomenklatur,
)
from tests.perencanaan.dasar import Perencanaan


class Salinan(Perencanaan):
    """The cast with a filled Renstra of unit A and the period after it."""

    berikut: Periode

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.chain = cls.make_chain()
        cls.pagu(cls.chain["subkegiatan"], {"APBD": {2025: 10, 2026: 20, 2029: 50}})
        cls.berikut = Periode.objects.create(
            instansi=cls.instansi, nama="RPJMD 2030-2033", tahun_awal=2030, tahun_akhir=2033
        )

    @classmethod
    def pagu(cls, komponen: Komponen, daftar: dict[str, dict[int, int]]) -> None:
        """Fill pagu, in rupiah."""
        actions.set_pagu(
            user=cls.admin,
            komponen=komponen.pk,
            daftar={
                source: {year: Decimal(value) for year, value in years.items()}
                for source, years in daftar.items()
            },
        )

    def amounts(self, dokumen: Dokumen) -> dict[tuple[int, str], Decimal]:
        """Return the pagu of a document by year and source."""
        rows = Pagu.objects.filter(komponen__dokumen=dokumen)
        return {(row.tahun, row.sumber_dana): row.nilai for row in rows}

    def names(self, dokumen: Dokumen) -> list[str]:
        """Return the names of a document's komponen in tree order."""
        return list(
            Komponen.objects.filter(dokumen=dokumen).order_by("lft").values_list("nama", flat=True)
        )


class TestCopyDokumen(Salinan):
    def copy(self, **data: Any) -> Dokumen:
        data = {"user": self.admin, "dokumen": self.renstra.pk, "periode": self.berikut, **data}
        new, self.hasil = actions.copy_dokumen(**data)
        return new

    def test_it_copies_the_tree_with_its_fields(self) -> None:
        Komponen.objects.filter(pk=self.chain["program"].pk).update(
            kode="2.15.02", lokasi="Kota", penanggung_jawab=self.unit_a1
        )
        new = self.copy()
        self.assertEqual(self.names(new), self.names(self.renstra))
        program = Komponen.objects.get(dokumen=new, jenis="program")
        self.assertEqual((program.kode, program.lokasi), ("2.15.02", "Kota"))
        self.assertEqual(program.penanggung_jawab, self.unit_a1)
        self.assertEqual(program.asal_id, self.chain["program"].pk)
        self.assertEqual(program.induk.asal_id, self.chain["sasaran"].pk)
        self.assertEqual(tree.check(Komponen), [])

    def test_it_puts_the_new_years_into_the_name(self) -> None:
        Dokumen.objects.filter(pk=self.renstra.pk).update(nama="Renstra Dishub 2025–2029")
        self.assertEqual(self.copy().nama, "Renstra Dishub 2030–2033")

    def test_it_leaves_pagu_behind_unless_asked(self) -> None:
        self.assertEqual(self.amounts(self.copy()), {})

    def test_it_moves_pagu_by_their_place_in_the_period_and_tells_what_is_left_out(self) -> None:
        new = self.copy(pagu=True)
        self.assertEqual(self.amounts(new), {(2030, "APBD"): 10, (2031, "APBD"): 20})
        self.assertEqual(self.hasil.pagu_luar, 1)
        self.assertIn("1 baris pagu tidak disalin", self.hasil.kalimat)

    def test_it_takes_misi_strategi_and_arah_kebijakan_along(self) -> None:
        misi = Misi.objects.create(dokumen=self.renstra, nama="Kota yang lancar")
        Komponen.objects.filter(pk=self.chain["tujuan"].pk).update(misi=misi)
        strategi = Strategi.objects.create(komponen=self.chain["sasaran"], nama="Menambah armada")
        ArahKebijakan.objects.create(strategi=strategi, nama="Armada listrik")
        new = self.copy()
        tujuan = Komponen.objects.get(dokumen=new, jenis="tujuan")
        self.assertEqual((tujuan.misi.nama, tujuan.misi.dokumen), (misi.nama, new))
        arah = ArahKebijakan.objects.get(strategi__komponen__dokumen=new)
        self.assertEqual((arah.nama, arah.strategi.nama), ("Armada listrik", "Menambah armada"))

    def test_it_leaves_mappings_to_trees_of_other_years_and_tells(self) -> None:
        _, nodes = self.make_tree()
        Pemetaan.objects.create(simpul=nodes["csf1"], komponen=self.chain["sasaran"])
        new = self.copy()
        self.assertFalse(Pemetaan.objects.filter(komponen__dokumen=new).exists())
        self.assertEqual(self.hasil.pemetaan_luar, 1)

    def test_it_drops_acuan_to_documents_of_other_years_but_keeps_nspk(self) -> None:
        rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        atas = self.make_komponen("tujuan", "Kota lancar", dokumen=rpjmd)
        nspk = Nspk.objects.create(instansi=self.instansi, nama="SPM perhubungan")
        Acuan.objects.create(komponen=self.chain["sasaran"], sasaran=atas)
        Acuan.objects.create(komponen=self.chain["sasaran"], nspk=nspk)
        new = self.copy()
        self.assertEqual(
            list(Acuan.objects.filter(komponen__dokumen=new).values_list("sasaran", "nspk")),
            [(None, nspk.pk)],
        )
        self.assertEqual(self.hasil.acuan_luar, 1)

    def test_it_takes_the_version_of_nomenklatur_asked_for_and_keeps_the_codes(self) -> None:
        other = VersiNomenklatur.objects.create(nama="Lain", regulasi="Lain")
        Komponen.objects.filter(pk=self.chain["program"].pk).update(
            kode="2.15.02", nomenklatur=self.nomenklatur("2.15.02")
        )
        new = self.copy(versi_nomenklatur=other)
        program = Komponen.objects.get(dokumen=new, jenis="program")
        self.assertEqual((new.versi_nomenklatur, program.kode), (other, "2.15.02"))
        self.assertEqual(program.nomenklatur, self.nomenklatur("2.15.02"))

    def test_it_refers_to_the_counterpart_of_the_document_above(self) -> None:
        rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        baru = self.make_dokumen(jenis="rpjmd", nama="RPJMD baru", periode=self.berikut)
        Dokumen.objects.filter(pk=self.renstra.pk).update(induk=rpjmd)
        self.assertEqual(self.copy().induk, baru)

    def test_it_copies_a_renja_to_another_year_with_its_mappings(self) -> None:
        renja = self.make_dokumen(jenis="renja", tahun=2026, nama="Renja Dishub 2026")
        Dokumen.objects.filter(pk=renja.pk).update(unit=self.unit_a)
        tujuan = self.make_komponen("tujuan", "Lancar", dokumen=renja)
        _, nodes = self.make_tree()
        Pemetaan.objects.create(simpul=nodes["akar"], komponen=tujuan, salinan={"a": 1})
        new = self.copy(dokumen=renja.pk, periode=self.periode, tahun=2027)
        self.assertEqual((new.nama, new.tahun), ("Renja Dishub 2027", 2027))
        row = Pemetaan.objects.get(komponen__dokumen=new)
        self.assertEqual((row.simpul, row.salinan), (nodes["akar"], {"a": 1}))

    def test_it_copies_an_established_document(self) -> None:
        actions.establish(
            user=self.admin,
            dokumen=self.renstra.pk,
            tanggal=datetime.date(2025, 9, 1),
            dasar="Perwal 1/2025",
        )
        new = self.copy()
        self.assertIsNone(new.ditetapkan)
        self.assertEqual(new.beku, {})

    def test_it_refuses_a_document_that_is_there_and_names_it(self) -> None:
        new = self.copy()
        with self.assertRaises(actions.SudahAda) as caught:
            self.copy()
        self.assertEqual(caught.exception.ada, new)

    def test_it_refuses_the_perencana_of_another_unit(self) -> None:
        with self.assertRaises(PermissionDenied):
            self.copy(user=self.perencana_b)

    def test_it_does_not_find_documents_of_another_instansi(self) -> None:
        with self.assertRaises(Dokumen.DoesNotExist):
            self.copy(user=self.asing)

    def test_it_refuses_a_locked_period(self) -> None:
        Periode.objects.filter(pk=self.berikut.pk).update(terkunci=True)
        self.berikut.refresh_from_db()
        with self.assertRaisesMessage(ValidationError, "terkunci"):
            self.copy()
        self.assertFalse(Dokumen.objects.filter(periode=self.berikut).exists())

    def test_its_queries_do_not_grow_with_the_komponen(self) -> None:
        few = Periode.objects.create(
            instansi=self.instansi, nama="Lain", tahun_awal=2035, tahun_akhir=2039
        )
        with CaptureQueriesContext(
            connection,
        ) as before:
            self.copy(pagu=True)
        for number in range(12):
            self.make_komponen("program", f"program {number}", self.chain["sasaran"])
        with CaptureQueriesContext(connection) as after:
            self.copy(periode=few, pagu=True)
        self.assertEqual(len(after), len(before))
