"""Writing the tree of komponen: what lies under what, codes, versions, rights; and the pagu."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from lib import tree
from perencanaan import actions
from perencanaan.models import Dokumen, Komponen, Pagu
from perencanaan.pagu import pagu_of_dokumen, sum_up, total
from tests.perencanaan.dasar import Perencanaan


class CreateKomponenTest(Perencanaan):
    def create(self, **fields: Any) -> Komponen:
        fields = {
            "user": self.perencana_a,
            "dokumen": self.renstra.pk,
            "jenis": "tujuan",
            "nama": "Lalu lintas lancar",
            **fields,
        }
        return actions.create_komponen(**fields)

    def assert_refused(self, sentence: str, **fields: Any) -> None:
        before = Komponen.objects.count()
        with self.assertRaises(ValidationError) as caught:
            self.create(**fields)
        self.assertIn(sentence, caught.exception.messages)
        self.assertEqual(Komponen.objects.count(), before)

    def test_it_refuses_another_unit_and_hides_another_instansi(self) -> None:
        for user in (self.perencana_b, self.pembaca_a, self.evaluator):
            with self.assertRaises(PermissionDenied):
                self.create(user=user)
        with self.assertRaises(Dokumen.DoesNotExist):
            self.create(user=self.asing)

    def test_it_refuses_a_kind_out_of_place(self) -> None:
        self.assert_refused(
            "Program tidak dapat diletakkan di puncak dokumen Renstra Dishub.", jenis="program"
        )
        tujuan = self.create()
        self.assert_refused(
            "Kegiatan tidak dapat diletakkan di bawah Tujuan Renstra Dishub.",
            jenis="kegiatan",
            induk=tujuan.pk,
        )
        self.assert_refused(
            "RO tidak dapat diletakkan di bawah Tujuan Renstra Dishub.",
            jenis="ro",
            induk=tujuan.pk,
        )

    def test_it_refuses_an_empty_or_endless_name(self) -> None:
        self.assert_refused("Nama komponen belum diisi.", nama="   ")
        self.assert_refused("Terlalu panjang: 5000 karakter, paling banyak 1000.", nama="x" * 5000)

    def test_it_refuses_a_parent_of_another_document(self) -> None:
        other = self.make_komponen("tujuan", "Lain", dokumen=self.renstra_b)
        with self.assertRaises(Komponen.DoesNotExist):
            self.create(jenis="sasaran", induk=other.pk)

    def test_it_refuses_a_code_outside_its_program(self) -> None:
        chain = self.make_chain()
        actions.update_komponen(
            user=self.admin,
            komponen=chain["program"].pk,
            nomenklatur=self.nomenklatur("2.15.02"),
        )
        self.assert_refused(
            "Kegiatan 2.15.03.2.01 bukan bagian program 2.15.02.",
            jenis="kegiatan",
            induk=chain["program"].pk,
            nomenklatur=self.nomenklatur("2.15.03.2.01"),
        )

    def test_it_refuses_a_nomenklatur_of_another_level_or_version(self) -> None:
        chain = self.make_chain()
        self.assert_refused(
            "Pilih nomenklatur berjenjang Kegiatan.",
            jenis="kegiatan",
            induk=chain["program"].pk,
            nomenklatur=self.nomenklatur("2.15.03"),
        )
        Dokumen.objects.filter(pk=self.renstra.pk).update(versi_nomenklatur=None)
        self.assert_refused(
            "Pilih nomenklatur dari versi dan tingkat pemerintahan dokumen ini.",
            jenis="kegiatan",
            induk=chain["program"].pk,
            nomenklatur=self.nomenklatur("2.15.02.2.02"),
        )

    def test_it_refuses_a_locked_period(self) -> None:
        self.periode.terkunci = True
        self.periode.save()
        self.assert_refused("Periode RPJMD 2025-2029 terkunci; hubungi admin instansi.")

    def test_it_refuses_a_child_of_a_komponen_with_pagu(self) -> None:
        chain = self.make_chain()
        actions.delete_komponen(user=self.admin, komponen=chain["subkegiatan"].pk)
        actions.set_pagu(
            user=self.admin, komponen=chain["kegiatan"].pk, daftar={"": {2026: Decimal(5)}}
        )
        self.assert_refused(
            "Kegiatan “kegiatan satu” sudah berpagu. Kosongkan pagunya dahulu: "
            "pagu diisi pada komponen terendah.",
            jenis="subkegiatan",
            induk=chain["kegiatan"].pk,
        )

    def test_a_chosen_nomenklatur_gives_code_name_and_snapshot(self) -> None:
        chain = self.make_chain()
        program = self.create(
            jenis="program",
            nama="",
            induk=chain["sasaran"].pk,
            nomenklatur=self.nomenklatur("2.15.03"),
        )
        self.assertEqual(program.kode, "2.15.03")
        self.assertEqual(program.nama, "PROGRAM PENGELOLAAN PELAYARAN")
        self.assertEqual(program.salinan_nomenklatur["versi"], "Kepmendagri uji")

    def test_it_keeps_several_roots_and_the_order_and_counts_up(self) -> None:
        first = self.create(nama="Satu")
        self.create(nama="Tiga")
        self.create(nama="Dua", setelah=first.pk)
        names = list(
            Komponen.objects.filter(dokumen=self.renstra)
            .order_by("lft")
            .values_list("nama", flat=True)
        )
        self.assertEqual(names, ["Satu", "Dua", "Tiga"])
        self.assertEqual(tree.check(Komponen), [])
        self.renstra.refresh_from_db()
        self.assertEqual(self.renstra.nomor, 3)


class ChangeKomponenTest(Perencanaan):
    def setUp(self) -> None:
        self.chain = self.make_chain()

    def test_it_refuses_a_stale_version(self) -> None:
        program = self.chain["program"]
        actions.update_komponen(user=self.admin, komponen=program.pk, versi=1, nama="Baru")
        with self.assertRaisesMessage(ValidationError, "sudah diubah orang lain"):
            actions.update_komponen(user=self.admin, komponen=program.pk, versi=1, nama="Lama")
        program.refresh_from_db()
        self.assertEqual((program.nama, program.versi), ("Baru", 2))

    def test_it_refuses_a_code_that_leaves_the_children_outside(self) -> None:
        actions.update_komponen(
            user=self.admin, komponen=self.chain["kegiatan"].pk, kode="2.15.02.2.02"
        )
        with self.assertRaisesMessage(ValidationError, "bukan bagian program 2.15.03"):
            actions.update_komponen(
                user=self.admin, komponen=self.chain["program"].pk, kode="2.15.03"
            )

    def test_it_refuses_a_move_below_itself_or_where_it_does_not_fit(self) -> None:
        with self.assertRaisesMessage(ValidationError, "ke bawah turunannya sendiri"):
            actions.move_komponen(
                user=self.admin,
                komponen=self.chain["program"].pk,
                induk=self.chain["kegiatan"].pk,
            )
        with self.assertRaisesMessage(ValidationError, "tidak dapat diletakkan di bawah Tujuan"):
            actions.move_komponen(
                user=self.admin, komponen=self.chain["program"].pk, induk=self.chain["tujuan"].pk
            )

    def test_it_refuses_another_unit(self) -> None:
        for act in (
            lambda: actions.update_komponen(
                user=self.perencana_b, komponen=self.chain["program"].pk, nama="x"
            ),
            lambda: actions.move_komponen(
                user=self.perencana_b, komponen=self.chain["program"].pk, induk=None
            ),
            lambda: actions.delete_komponen(
                user=self.perencana_b, komponen=self.chain["program"].pk
            ),
            lambda: actions.set_pagu(
                user=self.perencana_b, komponen=self.chain["subkegiatan"].pk, daftar={}
            ),
        ):
            with self.assertRaises(PermissionDenied):
                act()
        with self.assertRaises(Komponen.DoesNotExist):
            actions.delete_komponen(user=self.asing, komponen=self.chain["program"].pk)

    def test_it_moves_a_branch_with_everything_below(self) -> None:
        other = self.make_komponen("sasaran", "Sasaran dua", self.chain["tujuan"])
        actions.move_komponen(
            user=self.perencana_a, komponen=self.chain["program"].pk, induk=other.pk
        )
        branch = Komponen.objects.in_branch(Komponen.objects.get(pk=other.pk))
        self.assertEqual(branch.count(), 4)
        self.assertEqual(tree.check(Komponen), [])

    def test_it_deletes_a_branch(self) -> None:
        gone = actions.delete_komponen(user=self.perencana_a, komponen=self.chain["program"].pk)
        self.assertEqual(gone, 3)
        self.assertEqual(Komponen.objects.filter(dokumen=self.renstra).count(), 2)


class PaguTest(Perencanaan):
    def setUp(self) -> None:
        self.chain = self.make_chain()

    def set(self, komponen: Komponen, nilai: int, tahun: int = 2026, sumber: str = "") -> None:
        actions.set_pagu(
            user=self.perencana_a, komponen=komponen.pk, daftar={sumber: {tahun: Decimal(nilai)}}
        )

    def test_it_refuses_an_upper_komponen_and_a_tujuan(self) -> None:
        with self.assertRaisesMessage(ValidationError, "adalah jumlah turunannya"):
            self.set(self.chain["program"], 1)
        tujuan = self.make_komponen("tujuan", "Tujuan dua")
        with self.assertRaisesMessage(ValidationError, "Tujuan tidak berpagu sendiri"):
            self.set(tujuan, 1)

    def test_it_refuses_a_negative_amount_and_a_year_outside(self) -> None:
        with self.assertRaisesMessage(ValidationError, "Pagu tidak boleh negatif."):
            self.set(self.chain["subkegiatan"], -1)
        with self.assertRaisesMessage(ValidationError, "Tahun 2031 di luar dokumen"):
            self.set(self.chain["subkegiatan"], 1, tahun=2031)
        self.assertEqual(Pagu.objects.count(), 0)

    def test_it_sums_upward_counting_each_lowest_once(self) -> None:
        second = self.make_komponen("subkegiatan", "Sub dua", self.chain["kegiatan"])
        self.set(self.chain["subkegiatan"], 100)
        actions.set_pagu(
            user=self.perencana_a,
            komponen=second.pk,
            daftar={"APBD": {2026: Decimal(20), 2027: Decimal(7)}, "DAK": {2026: Decimal(3)}},
        )
        sums = pagu_of_dokumen(self.renstra)
        for jenis in ("tujuan", "sasaran", "program", "kegiatan"):
            self.assertEqual(sums[self.chain[jenis].pk], {2026: 123, 2027: 7})
        self.assertEqual(sums[second.pk], {2026: 23, 2027: 7})

    def test_an_amount_left_on_an_upper_komponen_is_not_counted_twice(self) -> None:
        self.set(self.chain["subkegiatan"], 100)
        Pagu.objects.create(komponen=self.chain["program"], tahun=2026, nilai=999)
        other = self.make_komponen("tujuan", "Tujuan dua")
        daftar = list(Komponen.objects.filter(dokumen=self.renstra).order_by("lft"))
        sums = sum_up(daftar, Pagu.objects.all())
        self.assertEqual(sums[self.chain["tujuan"].pk], {2026: 100})
        self.assertEqual(sums[other.pk], {})
        self.assertEqual(total(sums, daftar), {2026: 100})
