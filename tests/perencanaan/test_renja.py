"""A Renja made from a Renstra, and brought up to date."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lib import tree
from organisasi.models import Instansi, Periode
from perencanaan import actions
from perencanaan.actions.bawaan import Hasil
from perencanaan.actions.renja import plan_update
from perencanaan.models import (
    Acuan,
    Dokumen,
    Komponen,
    NilaiKomponen,
    Nspk,
    Pagu,
    Pemetaan,
    Penyimpangan,
)
from pohon.models import Indikator
from tests.base import make_user
from tests.perencanaan.test_salin_dokumen import Salinan


class Renja(Salinan):
    """The cast with the Renja of 2026 made from the Renstra."""

    def make(self, tahun: int = 2026) -> Dokumen:
        """Make a Renja by the perencana of the unit."""
        new, self.hasil = actions.create_renja(
            user=self.perencana_a, renstra=self.renstra.pk, tahun=tahun
        )
        return new

    def update(self, renja: Dokumen, *pilihan: Komponen, cap: str = "") -> Hasil:
        """Add the chosen komponen (all, when none is named)."""
        renja = Dokumen.objects.get(pk=renja.pk)
        rencana = plan_update(renja)
        return actions.update_renja(
            user=self.perencana_a,
            renja=renja.pk,
            cap=cap or rencana.cap,
            pilihan={row.pk for row in pilihan or rencana.tambah},
        )


class TestCreateRenja(Renja):
    def test_it_is_the_renja_of_the_year_below_the_renstra(self) -> None:
        new = self.make()
        self.assertEqual((new.jenis, new.tahun, new.induk), ("renja", 2026, self.renstra))
        self.assertEqual((new.unit, new.nama), (self.unit_a, "Renja Dishub 2026"))
        self.assertEqual(new.versi_nomenklatur, self.versi)
        self.assertEqual(self.names(new), self.names(self.renstra))
        self.assertEqual(tree.check(Komponen), [])

    def test_it_takes_the_pagu_of_the_year_and_the_next_with_their_sources(self) -> None:
        self.pagu(
            self.chain["subkegiatan"],
            {"APBD": {2025: 1, 2026: 2, 2027: 3, 2028: 4}, "DAK Fisik": {2026: 5}},
        )
        self.assertEqual(
            self.amounts(self.make()),
            {(2026, "APBD"): 2, (2027, "APBD"): 3, (2026, "DAK Fisik"): 5},
        )

    def test_the_last_year_has_no_prakiraan_maju(self) -> None:
        self.assertEqual(self.amounts(self.make(2029)), {(2029, "APBD"): 50})

    def test_it_takes_mappings_deviations_and_acuan_along(self) -> None:
        _, nodes = self.make_tree()
        indikator = Indikator.objects.create(simpul=nodes["csf1"], nama="Volume", satuan="smp")
        sasaran = self.chain["sasaran"]
        nspk = Nspk.objects.create(instansi=self.instansi, nama="SPM")
        Pemetaan.objects.create(
            simpul=nodes["csf1"], komponen=sasaran, alasan="Sama", salinan={"nama": "a"}
        )
        Penyimpangan.objects.create(komponen=sasaran, indikator=indikator, alasan="Data baru")
        for jenis in ("target", "realisasi"):
            NilaiKomponen.objects.create(
                komponen=sasaran, indikator=indikator, jenis=jenis, tahun=2026, nilai=3
            )
        Acuan.objects.create(komponen=sasaran, nspk=nspk)
        new = Komponen.objects.get(dokumen=self.make(), jenis="sasaran")
        row = Pemetaan.objects.get(komponen=new)
        self.assertEqual(
            (row.simpul, row.alasan, row.salinan), (nodes["csf1"], "Sama", {"nama": "a"})
        )
        self.assertEqual(new.daftar_penyimpangan.get().alasan, "Data baru")
        self.assertEqual([one.jenis for one in new.daftar_nilai.all()], ["target"])
        self.assertEqual(new.daftar_acuan.get().nspk, nspk)

    def test_it_is_made_from_an_established_renstra_too(self) -> None:
        actions.establish(
            user=self.admin,
            dokumen=self.renstra.pk,
            tanggal=datetime.date(2025, 9, 1),
            dasar="Perwal 1/2025",
        )
        self.assertEqual(len(self.names(self.make())), 5)

    def test_it_refuses_a_second_one_of_the_year(self) -> None:
        first = self.make()
        with self.assertRaises(actions.SudahAda) as caught:
            self.make()
        self.assertEqual(caught.exception.ada, first)

    def test_it_refuses_a_year_outside_the_period(self) -> None:
        with self.assertRaisesMessage(ValidationError, "Pilih tahun di dalam RPJMD 2025-2029."):
            self.make(2031)

    def test_it_refuses_another_kind_of_document(self) -> None:
        rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        with self.assertRaisesMessage(ValidationError, "Renja dibuat dari Renstra"):
            actions.create_renja(user=self.admin, renstra=rpjmd.pk, tahun=2026)

    def test_it_refuses_others(self) -> None:
        for user in (self.perencana_b, self.evaluator, self.pembaca_a):
            with self.subTest(user=user), self.assertRaises(PermissionDenied):
                actions.create_renja(user=user, renstra=self.renstra.pk, tahun=2026)
        with self.assertRaises(Dokumen.DoesNotExist):
            actions.create_renja(user=self.asing, renstra=self.renstra.pk, tahun=2026)

    def test_a_ministry_slices_its_renstra_too(self) -> None:
        kl = Instansi.objects.create(
            nama="Kementerian Contoh", jenis=Instansi.Jenis.KEMENTERIAN_LEMBAGA
        )
        admin = make_user("admin_kl", "admin", kl)
        periode = Periode.objects.create(
            instansi=kl, nama="2025-2029", tahun_awal=2025, tahun_akhir=2029
        )
        renstra = Dokumen.objects.create(
            instansi=kl, periode=periode, jenis="renstra_kl", nama="Renstra 2025-2029"
        )
        upper = None
        kinds = ("tujuan", "sasaran_strategis", "sasaran_program", "sasaran_kegiatan", "kro", "ro")
        for jenis in kinds:
            upper = actions.create_komponen(
                user=admin,
                dokumen=renstra.pk,
                jenis=jenis,
                nama=jenis,
                induk=upper.pk if upper else None,
            )
        assert upper is not None
        actions.set_pagu(
            user=admin, komponen=upper.pk, daftar={"APBN": {2026: Decimal(5), 2028: Decimal(6)}}
        )
        renja, hasil = actions.create_renja(user=admin, renstra=renstra.pk, tahun=2026)
        rows = Komponen.objects.filter(dokumen=renja).order_by("lft")
        self.assertEqual(tuple(rows.values_list("jenis", flat=True)), kinds)
        self.assertEqual((renja.nama, renja.unit), ("Renja 2026", None))
        self.assertEqual((hasil.pagu, hasil.tertinggal), (1, []))

    def test_its_queries_do_not_grow_with_the_komponen(self) -> None:
        self.make(2025)  # what is asked once about the user
        with CaptureQueriesContext(connection) as before:
            self.make(2028)
        for number in range(12):
            self.make_komponen("program", f"program {number}", self.chain["sasaran"])
        with CaptureQueriesContext(connection) as after:
            self.make(2029)
        self.assertEqual(len(after), len(before))


class TestUpdateRenja(Renja):
    def test_it_adds_what_is_missing_with_its_pagu_and_nothing_twice(self) -> None:
        renja = self.make()
        keg = self.make_komponen("kegiatan", "kegiatan dua", self.chain["program"])
        sub = self.make_komponen("subkegiatan", "sub dua", keg)
        self.pagu(sub, {"APBD": {2026: 7}})
        self.assertEqual(self.update(renja).komponen, 2)
        new = Komponen.objects.get(dokumen=renja, nama="sub dua")
        self.assertEqual(new.asal_id, sub.pk)
        self.assertEqual(new.induk.nama, "kegiatan dua")
        self.assertEqual(new.induk.induk.asal_id, self.chain["program"].pk)
        self.assertEqual(Pagu.objects.get(komponen=new).nilai, 7)
        self.assertEqual(tree.check(Komponen), [])
        self.assertEqual(plan_update(Dokumen.objects.get(pk=renja.pk)).tambah, [])

    def test_it_overwrites_nothing_that_was_edited(self) -> None:
        renja = self.make()
        own = Komponen.objects.get(dokumen=renja, jenis="subkegiatan")
        actions.update_komponen(user=self.admin, komponen=own.pk, nama="Nama dari pembahasan")
        self.pagu(own, {"APBD": {2026: 999}})
        self.make_komponen("program", "program dua", self.chain["sasaran"])
        self.update(renja)
        own.refresh_from_db()
        self.assertEqual(own.nama, "Nama dari pembahasan")
        self.assertEqual(Pagu.objects.get(komponen=own).nilai, Decimal(999))

    def test_it_knows_a_komponen_typed_by_hand_by_code_or_name(self) -> None:
        renja = self.make()
        tujuan = Komponen.objects.get(dokumen=renja, jenis="tujuan")
        Komponen.objects.filter(dokumen=renja).update(asal=None)
        Komponen.objects.filter(pk=tujuan.pk).update(nama="  TUJUAN   satu ")
        self.assertEqual(plan_update(renja).tambah, [])

    def test_only_what_was_chosen_is_added_and_nothing_below_what_was_not(self) -> None:
        renja = self.make()
        keg = self.make_komponen("kegiatan", "kegiatan dua", self.chain["program"])
        sub = self.make_komponen("subkegiatan", "sub dua", keg)
        other = self.make_komponen("program", "program dua", self.chain["sasaran"])
        self.assertEqual(self.update(renja, sub, other).komponen, 1)
        self.assertIn("program dua", self.names(renja))
        self.assertNotIn("sub dua", self.names(renja))

    def test_it_adds_nothing_below_a_komponen_with_pagu_of_its_own(self) -> None:
        program = self.make_komponen("program", "program dua", self.chain["sasaran"])
        self.pagu(program, {"APBD": {2026: 5}})
        renja = self.make()
        Pagu.objects.filter(komponen=program).delete()
        below = self.make_komponen("kegiatan", "kegiatan dua", program)
        rencana = plan_update(renja)
        self.assertEqual((rencana.terhalang, rencana.tambah), ([below], []))

    def test_it_lists_what_only_the_renja_has(self) -> None:
        renja = self.make()
        own = self.make_komponen("tujuan", "Tujuan sendiri", dokumen=renja)
        self.assertEqual(plan_update(renja).sendiri, [own])

    def test_it_refuses_when_a_document_changed_since_the_preview(self) -> None:
        renja = self.make()
        self.make_komponen("program", "program dua", self.chain["sasaran"])
        cap = plan_update(Dokumen.objects.get(pk=renja.pk)).cap
        self.make_komponen("program", "program tiga", self.chain["sasaran"])
        with self.assertRaisesMessage(ValidationError, "sudah berubah sejak pratinjau"):
            self.update(renja, cap=cap)
        self.assertNotIn("program dua", self.names(renja))

    def test_it_refuses_a_renja_without_a_renstra(self) -> None:
        renja = self.make_dokumen(jenis="renja", tahun=2028, nama="Renja", unit=self.unit_a)
        with self.assertRaisesMessage(ValidationError, "belum mengacu pada Renstra"):
            actions.update_renja(user=self.admin, renja=renja.pk, cap="", pilihan=[])

    def test_it_refuses_others_and_an_established_renja(self) -> None:
        renja = self.make()
        row = self.make_komponen("program", "program dua", self.chain["sasaran"])
        cap = plan_update(Dokumen.objects.get(pk=renja.pk)).cap
        with self.assertRaises(PermissionDenied):
            actions.update_renja(user=self.perencana_b, renja=renja.pk, cap=cap, pilihan=[row.pk])
        actions.establish(
            user=self.admin, dokumen=renja.pk, tanggal=datetime.date(2025, 9, 1), dasar="Perwal"
        )
        with self.assertRaisesMessage(ValidationError, "sudah ditetapkan"):
            self.update(renja)

    def test_it_follows_the_renstra_into_its_perubahan(self) -> None:
        renja = self.make()
        actions.establish(
            user=self.admin,
            dokumen=self.renstra.pk,
            tanggal=datetime.date(2025, 9, 1),
            dasar="Perwal 1/2025",
        )
        baru, _ = actions.create_perubahan(
            user=self.admin, dokumen=self.renstra.pk, alasan="RPJMD berubah"
        )
        renja.refresh_from_db()
        self.assertEqual(renja.induk, baru)
        self.assertEqual(plan_update(renja).tambah, [])
        upper = Komponen.objects.get(dokumen=baru, jenis="sasaran")
        self.make_komponen("program", "program dua", upper, dokumen=baru)
        self.assertEqual(self.update(renja).komponen, 1)
