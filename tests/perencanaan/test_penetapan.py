"""Establishing documents, and their perubahan."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from jabatan.pk import anggaran
from lib import tree
from organisasi.models import Periode
from perencanaan import actions, exporters
from perencanaan.models import Acuan, Dokumen, Komponen, Nspk, Pagu, Pemetaan
from perencanaan.ukuran import read_ukuran
from pohon.models import Indikator, Simpul, Target
from tests.perencanaan.test_salin_dokumen import Salinan

DAY = datetime.date(2025, 9, 1)


class Penetapan(Salinan):
    def establish(self, dokumen: Dokumen | None = None, **data: Any) -> Dokumen:
        """Establish a document (the Renstra) by the perencana of unit A."""
        pk = (dokumen or self.renstra).pk
        data = {"user": self.perencana_a, "tanggal": DAY, "dasar": "Perwal 1/2025", **data}
        return actions.establish(dokumen=pk, **data)

    def change(self, dokumen: Dokumen | None = None, **data: Any) -> Dokumen:
        """Make a perubahan of a document (the Renstra)."""
        pk = (dokumen or self.renstra).pk
        data = {"user": self.perencana_a, "alasan": "RPJMD berubah", **data}
        new, self.hasil = actions.create_perubahan(dokumen=pk, **data)
        return new

    def measure(self) -> tuple[Simpul, Target]:
        """Map a node with an indicator and its target of 2026 to the sasaran."""
        _, nodes = self.make_tree()
        indikator = Indikator.objects.create(simpul=nodes["csf1"], nama="Volume", satuan="smp")
        target = Target.objects.create(indikator=indikator, tahun=2026, nilai=70)
        Pemetaan.objects.create(simpul=nodes["csf1"], komponen=self.chain["sasaran"])
        return nodes["csf1"], target


class TestEstablish(Penetapan):
    def test_it_keeps_what_the_document_says_whatever_becomes_of_the_tree(self) -> None:
        simpul, target = self.measure()
        self.establish()
        Target.objects.filter(pk=target.pk).update(nilai=1)
        Indikator.objects.filter(simpul=simpul).update(nama="Lain")
        (ukuran,) = read_ukuran(Dokumen.objects.get(pk=self.renstra.pk))[self.chain["sasaran"].pk]
        self.assertEqual((ukuran.nama, ukuran.target), ("Volume", {2026: Decimal(70)}))

    def test_it_keeps_what_it_refers_to(self) -> None:
        rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        atas = self.make_komponen("tujuan", "Kota lancar", dokumen=rpjmd)
        nspk = Nspk.objects.create(instansi=self.instansi, nama="SPM", peraturan="PP 2/2018")
        sasaran = self.chain["sasaran"]
        Acuan.objects.create(komponen=sasaran, sasaran=atas)
        Acuan.objects.create(komponen=sasaran, nspk=nspk)
        before = exporters.read(self.admin, self.renstra).rujukan(sasaran).teks
        self.establish()
        actions.update_komponen(user=self.admin, komponen=atas.pk, nama="Lain")
        Nspk.objects.update(nama="Lain")
        isi = exporters.read(self.admin, Dokumen.objects.get(pk=self.renstra.pk))
        self.assertEqual(isi.rujukan(sasaran).teks, before)
        self.assertEqual(before, "SPM (PP 2/2018)\nKota lancar")

    def test_nothing_in_it_can_be_written_any_more(self) -> None:
        self.establish()
        writes = (
            lambda: self.make_komponen("tujuan", "Baru"),
            lambda: actions.update_komponen(
                user=self.admin, komponen=self.chain["tujuan"].pk, nama="Lain"
            ),
            lambda: self.pagu(self.chain["subkegiatan"], {"": {2026: 1}}),
            lambda: actions.delete_dokumen(user=self.admin, dokumen=self.renstra.pk),
            self.establish,
        )
        for write in writes:
            with self.assertRaisesMessage(ValidationError, "sudah ditetapkan"):
                write()

    def test_a_form_opened_before_cannot_take_it_back(self) -> None:
        stale = Dokumen.objects.select_related("instansi", "periode").get(pk=self.renstra.pk)
        self.establish()
        actions.withdraw(user=self.admin, dokumen=self.renstra.pk)
        stale.ditetapkan, stale.nama = DAY, "Nama lain"
        actions.save_dokumen(user=self.admin, dokumen=stale)
        self.renstra.refresh_from_db()
        self.assertEqual((self.renstra.nama, self.renstra.ditetapkan), ("Nama lain", None))

    def test_it_asks_for_the_basis_and_a_day_that_has_come(self) -> None:
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        for field, data in (("dasar", {"dasar": "  "}), ("tanggal", {"tanggal": tomorrow})):
            with self.assertRaises(ValidationError) as caught:
                self.establish(**data)
            self.assertIn(field, caught.exception.message_dict)
        with self.assertRaisesMessage(ValidationError, "200"):
            self.establish(dasar="x" * 201)

    def test_it_refuses_a_document_changed_since_it_was_opened(self) -> None:
        with self.assertRaisesMessage(ValidationError, "berubah sejak Anda membukanya"):
            self.establish(nomor=self.renstra.nomor + 99)

    def test_it_refuses_an_empty_document(self) -> None:
        with self.assertRaisesMessage(ValidationError, "tanpa komponen"):
            self.establish(self.renstra_b, user=self.admin)

    def test_it_refuses_others(self) -> None:
        for user in (self.perencana_b, self.evaluator, self.pimpinan):
            with self.subTest(user=user), self.assertRaises(PermissionDenied):
                self.establish(user=user)


class TestWithdraw(Penetapan):
    def test_an_admin_takes_it_back(self) -> None:
        self.establish()
        row = actions.withdraw(user=self.admin, dokumen=self.renstra.pk)
        row.refresh_from_db()
        self.assertEqual((row.ditetapkan, row.dasar_penetapan, row.beku), (None, "", {}))
        self.make_komponen("tujuan", "Baru")

    def test_it_refuses_everybody_else(self) -> None:
        self.establish()
        for user in (self.perencana_a, self.perencana_b, self.evaluator):
            with self.subTest(user=user), self.assertRaises(PermissionDenied):
                actions.withdraw(user=user, dokumen=self.renstra.pk)

    def test_it_refuses_once_there_is_a_perubahan(self) -> None:
        self.establish()
        self.change()
        with self.assertRaisesMessage(ValidationError, "Hapus perubahan itu dahulu"):
            actions.withdraw(user=self.admin, dokumen=self.renstra.pk)

    def test_it_refuses_in_a_locked_period_and_what_is_not_established(self) -> None:
        with self.assertRaisesMessage(ValidationError, "belum ditetapkan"):
            actions.withdraw(user=self.admin, dokumen=self.renstra.pk)
        self.establish()
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(ValidationError, "terkunci"):
            actions.withdraw(user=self.admin, dokumen=self.renstra.pk)


class TestCreatePerubahan(Penetapan):
    def test_it_is_the_next_version_with_everything_in_it(self) -> None:
        simpul, _ = self.measure()
        self.establish()
        new = self.change()
        self.assertEqual((new.nama, new.perubahan_ke), ("Renstra Dishub Perubahan", 1))
        self.assertEqual((new.sebelumnya, new.alasan_perubahan), (self.renstra, "RPJMD berubah"))
        self.assertEqual((new.ditetapkan, new.beku), (None, {}))
        self.assertEqual(self.names(new), self.names(self.renstra))
        self.assertEqual(self.amounts(new), self.amounts(self.renstra))
        self.assertEqual(Pemetaan.objects.get(komponen__dokumen=new).simpul, simpul)
        origins = Komponen.objects.filter(dokumen=new).values_list("asal__dokumen", flat=True)
        self.assertEqual(set(origins), {self.renstra.pk})
        self.assertEqual(list(Dokumen.objects.current().filter(unit=self.unit_a)), [new])
        self.assertEqual(tree.check(Komponen), [])

    def test_the_second_one_is_counted(self) -> None:
        self.establish()
        first = self.change()
        self.establish(first)
        second = self.change(first)
        self.assertEqual((second.nama, second.perubahan_ke), ("Renstra Dishub Perubahan Ke-2", 2))

    def test_the_murni_prints_as_it_was(self) -> None:
        _, target = self.measure()
        self.establish()
        murni = Dokumen.objects.get(pk=self.renstra.pk)
        before = exporters.read(self.admin, murni)
        new = self.change()
        Target.objects.filter(pk=target.pk).update(nilai=5)
        self.pagu(Komponen.objects.get(dokumen=new, jenis="subkegiatan"), {"APBD": {2026: 1}})
        after = exporters.read(self.admin, Dokumen.objects.get(pk=self.renstra.pk))
        self.assertEqual((after.ukuran, after.pagu), (before.ukuran, before.pagu))
        isi = exporters.read(self.admin, new)
        self.assertEqual(isi.jumlah, {2026: Decimal(1)})

    def test_it_refuses_what_is_not_established_or_has_one(self) -> None:
        with self.assertRaisesMessage(ValidationError, "belum ditetapkan"):
            self.change()
        self.establish()
        self.change()
        with self.assertRaisesMessage(ValidationError, "sudah digantikan"):
            self.change()

    def test_it_asks_for_the_reason(self) -> None:
        self.establish()
        with self.assertRaisesMessage(ValidationError, "Isi alasan"):
            self.change(alasan=" ")

    def test_it_refuses_others(self) -> None:
        self.establish()
        for user in (self.perencana_b, self.evaluator):
            with self.subTest(user=user), self.assertRaises(PermissionDenied):
                self.change(user=user)

    def test_its_kind_unit_and_years_stay(self) -> None:
        self.establish()
        new = self.change()
        new.unit = self.unit_b
        with self.assertRaisesMessage(ValidationError, "Tidak dapat diganti"):
            actions.save_dokumen(user=self.admin, dokumen=new)

    def test_it_is_not_established_before_what_it_changes(self) -> None:
        self.establish()
        new = self.change()
        with self.assertRaisesMessage(ValidationError, "tidak dapat ditetapkan lebih awal"):
            self.establish(new, tanggal=DAY - datetime.timedelta(days=1))


class TestReferences(Penetapan):
    """What refers to a document follows it into its perubahan and back."""

    def setUp(self) -> None:
        self.rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        atas = self.make_komponen("tujuan", "Kota lancar", dokumen=self.rpjmd)
        self.atas = self.make_komponen("sasaran", "Jalan lancar", atas, dokumen=self.rpjmd)
        Dokumen.objects.filter(unit=self.unit_a).update(induk=self.rpjmd)
        Acuan.objects.create(komponen=self.chain["sasaran"], sasaran=self.atas)

    def change_rpjmd(self) -> Dokumen:
        self.establish(self.rpjmd, user=self.admin)
        return self.change(self.rpjmd, user=self.admin)

    def referred(self) -> Komponen | None:
        return Acuan.objects.get(komponen=self.chain["sasaran"]).sasaran

    def test_acuan_and_document_of_a_draft_follow(self) -> None:
        new = self.change_rpjmd()
        self.renstra.refresh_from_db()
        referred = self.referred()
        assert referred is not None
        self.assertEqual((referred.dokumen, referred.asal_id), (new, self.atas.pk))
        with self.assertRaisesMessage(ValidationError, "sudah diubah orang lain"):
            actions.set_acuan(
                user=self.admin,
                komponen=self.chain["sasaran"].pk,
                sasaran=[self.atas.pk],
                versi=self.chain["sasaran"].versi,
            )
        self.assertEqual(self.renstra.induk, new)

    def test_those_of_an_established_document_stay(self) -> None:
        self.establish()
        self.change_rpjmd()
        self.renstra.refresh_from_db()
        self.assertEqual((self.referred(), self.renstra.induk), (self.atas, self.rpjmd))

    def test_a_perubahan_of_the_document_below_refers_to_the_new_one(self) -> None:
        self.establish()
        new = self.change_rpjmd()
        below = self.change()
        row = Acuan.objects.get(komponen__dokumen=below)
        assert row.sasaran is not None
        self.assertEqual((row.sasaran.dokumen, below.induk), (new, new))

    def test_deleting_the_draft_brings_everything_back(self) -> None:
        new = self.change_rpjmd()
        actions.delete_dokumen(user=self.admin, dokumen=new.pk)
        self.renstra.refresh_from_db()
        self.assertEqual((self.referred(), self.renstra.induk), (self.atas, self.rpjmd))
        self.assertIn(self.rpjmd, Dokumen.objects.current())

    def test_a_draft_whose_own_sasaran_is_referred_to_is_not_deleted(self) -> None:
        new = self.change_rpjmd()
        upper = Komponen.objects.get(dokumen=new, jenis="tujuan")
        own = self.make_komponen("sasaran", "Sasaran tambahan", upper, dokumen=new)
        Acuan.objects.create(komponen=self.chain["tujuan"], sasaran=own)
        with self.assertRaisesMessage(ValidationError, "1 acuan dari dokumen lain"):
            actions.delete_dokumen(user=self.admin, dokumen=new.pk)
        referred = self.referred()
        assert referred is not None
        self.assertEqual(referred.dokumen, new)

    def test_deleting_keeps_the_origin_of_what_was_copied_from_it(self) -> None:
        self.establish()
        first = self.change()
        renja, _ = actions.create_renja(user=self.admin, renstra=first.pk, tahun=2026)
        actions.delete_dokumen(user=self.admin, dokumen=first.pk)
        renja.refresh_from_db()
        row = Komponen.objects.get(dokumen=renja, jenis="sasaran")
        self.assertEqual((row.asal_id, renja.induk), (self.chain["sasaran"].pk, self.renstra))


class TestPkBudget(Penetapan):
    """Table B of a PK takes each amount once, from the document that counts."""

    def setUp(self) -> None:
        self.simpul, _ = self.measure()

    def amount(self, tahun: int = 2026) -> Decimal:
        mapped = anggaran.mapped([self.simpul.pk], tahun)
        return sum((row.nilai for row in anggaran.rows(mapped, ("program",), tahun)), Decimal(0))

    def test_murni_and_perubahan_are_not_summed(self) -> None:
        self.establish()
        new = self.change()
        self.pagu(Komponen.objects.get(dokumen=new, jenis="subkegiatan"), {"APBD": {2026: 33}})
        self.assertEqual(self.amount(), 33)

    def test_renja_perubahan_before_renja_before_renstra(self) -> None:
        self.assertEqual(self.amount(), 20)
        renja, _ = actions.create_renja(user=self.admin, renstra=self.renstra.pk, tahun=2026)
        sub = Komponen.objects.get(dokumen=renja, jenis="subkegiatan")
        self.pagu(sub, {"APBD": {2026: 21, 2027: 22}})
        self.assertEqual(self.amount(), 21)
        self.establish(renja)
        new = self.change(renja)
        Pagu.objects.filter(komponen__dokumen=new, tahun=2026).update(nilai=23)
        self.assertEqual(self.amount(), 23)
        actions.delete_dokumen(user=self.admin, dokumen=new.pk)
        self.assertEqual(self.amount(), 21)

    def test_prakiraan_maju_is_no_budget_of_the_next_year(self) -> None:
        actions.create_renja(user=self.admin, renstra=self.renstra.pk, tahun=2025)
        self.assertEqual(self.amount(2026), 20)
