"""The matriks peran hasil: cells from the tree, by hand, for groups."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jabatan.actions.peran import Ubahan
from jabatan.models import Jabatan, PeranHasil
from jabatan.peran.matriks import Matriks, Pilihan
from tests.jabatan.dasar_peran import Peran
from tests.jabatan.dasar_teknik import MONEY


class TestFromTheTree(Peran):
    def test_what_lies_below_a_result_fills_its_cell(self):
        self.carry("uang", "kasi")
        self.simpul["juru"] = self.node("Juru cukup", "uang", level_kinerja="operasional")
        self.carry("juru", "kasi2")
        self.assertEqual(
            self.words(self.matrix()),
            {
                "Kepala Seksi Rekayasa": [[("outcome_antara", "Pendapatan naik")]],
                "Kepala Seksi Terminal": [[("output", "Juru cukup")]],
                "Kepala Seksi Parkir": [[]],
            },
        )

    def test_what_lies_elsewhere_does_not(self):
        self.carry("keg", "kasi")
        self.assertEqual(self.words(self.matrix())["Kepala Seksi Rekayasa"], [[]])

    def test_the_approach_says_what_kind_it_is(self):
        for kasi, approach in (("kasi", "layanan"), ("kasi2", "milestone"), ("kasi3", "wilayah")):
            self.carry("uang", kasi, pendekatan=approach)
        kinds = [row.sel[0].entri[0].jenis for row in self.matrix().baris]
        self.assertEqual(kinds, ["layanan", "output", "outcome_antara"])

    def test_the_nearest_result_gets_it(self):
        self.simpul["dalam"] = self.node("Parkir tertata", "uang", MONEY)
        self.carry("dalam", "kabid")
        self.simpul["juru"] = self.node("Juru cukup", "dalam")
        self.carry("juru", "kasi")
        self.assertEqual(
            self.words(self.matrix())["Kepala Seksi Rekayasa"],
            [[], [("outcome_antara", "Juru cukup")]],
        )

    def test_deeper_positions_come_by_choice(self):
        self.simpul["juru"] = self.node("Juru cukup", "uang", level_kinerja="operasional")
        self.carry("juru", "staf")
        self.assertNotIn("Pengadministrasi Lalu Lintas", self.words(self.matrix()))
        self.assertEqual(
            self.words(self.matrix(dalam=True))["Pengadministrasi Lalu Lintas"],
            [[("output", "Juru cukup")]],
        )

    def test_another_year_has_no_results(self):
        self.assertEqual(list(Matriks(self.admin, self.jabatan["kabid"], Pilihan(2040)).kolom), [])

    def test_empty_rows_are_told(self):
        self.carry("uang", "kasi")
        names = [row.jabatan.nama for row in self.matrix().kosong]
        self.assertEqual(names, ["Kepala Seksi Terminal", "Kepala Seksi Parkir"])

    def test_people_are_the_holders_of_today(self):
        rows = self.matrix(pegawai=True).baris
        self.assertEqual(rows[0].pejabat.nama, "Pejabat 3, S.T.")
        self.assertIsNone(rows[1].pejabat)

    def test_the_queries_do_not_grow(self):
        def read():
            return self.words(self.matrix(dalam=True))

        with CaptureQueriesContext(connection) as few:
            read()
        for number in range(6):
            kunci = f"n{number}"
            self.simpul[kunci] = self.node(f"Kondisi {number}", "uang", MONEY)
            self.carry(kunci, "kasi2")
        with CaptureQueriesContext(connection) as many:
            read()
        self.assertEqual(len(few), len(many))
        self.assertLessEqual(len(many), 12)


class TestByHand(Peran):
    def test_an_entry_is_added_changed_and_removed(self):
        self.write("kasi2", baru=Ubahan("layanan", "Helpdesk parkir"))
        self.write("kasi2", ubahan={0: Ubahan("output", "Laporan parkir")})
        self.assertEqual(
            self.words(self.matrix())["Kepala Seksi Terminal"], [[("output", "Laporan parkir")]]
        )
        self.write("kasi2", ubahan={0: Ubahan("output", "", hapus=True)})
        self.assertFalse(PeranHasil.objects.exists())

    def test_an_entry_of_the_tree_is_reworded_and_restored(self):
        self.carry("uang", "kasi")
        self.write("kasi", ubahan={0: Ubahan("output", "Karcis tercetak")})
        (entri,) = self.cell("kasi")[1].entri
        self.assertEqual((entri.hasil, entri.is_changed), ("Karcis tercetak", True))
        self.assertEqual(self.restore("kasi"), 1)
        (entri,) = self.cell("kasi")[1].entri
        self.assertEqual((entri.hasil, entri.is_from_tree), ("Pendapatan naik", True))

    def test_an_entry_of_the_tree_is_removed_and_restored_but_additions_stay(self):
        self.carry("uang", "kasi")
        self.write("kasi", baru=Ubahan("output", "Tambahan"))
        self.write("kasi", ubahan={0: Ubahan("output", "", hapus=True)})
        self.assertEqual([e.hasil for e in self.cell("kasi")[1].entri], ["Tambahan"])
        self.restore("kasi")
        self.assertEqual(len(self.cell("kasi")[1].entri), 2)

    def test_an_entry_left_as_it_is_writes_nothing(self):
        self.carry("uang", "kasi")
        self.write("kasi", ubahan={0: Ubahan("outcome_antara", "Pendapatan naik")})
        self.assertFalse(PeranHasil.objects.exists())

    def test_a_reworded_entry_stays_when_its_kinerja_is_released(self):
        kinerja = self.carry("uang", "kasi")
        self.write("kasi", ubahan={0: Ubahan("output", "Karcis tercetak")})
        kinerja.delete()
        (entri,) = self.cell("kasi")[1].entri
        self.assertEqual((entri.hasil, entri.is_changed), ("Karcis tercetak", False))

    def test_it_refuses_what_was_changed_since(self):
        _, seen = self.cell("kasi2")
        self.write("kasi2", baru=Ubahan("output", "Satu"))
        with self.assertRaisesMessage(ValidationError, "Sel ini sudah diubah orang lain"):
            self.write("kasi2", baru=Ubahan("output", "Dua"), dilihat=seen.tanda)
        self.assertEqual(PeranHasil.objects.count(), 1)

    def test_it_refuses_empty_words_an_unknown_kind_and_an_unknown_place(self):
        for change in ({"baru": Ubahan("output", " ")}, {"baru": Ubahan("lain", "X")}):
            with self.assertRaises(ValidationError):
                self.write("kasi2", **change)
        with self.assertRaisesMessage(ValidationError, "tidak dikenali"):
            self.write("kasi2", ubahan={4: Ubahan("output", "X")})
        self.assertFalse(PeranHasil.objects.exists())

    def test_it_refuses_positions_elsewhere_and_another_unit(self):
        with self.assertRaisesMessage(ValidationError, "Pilih jabatan di bawah"):
            self.write("kadis_b", user=self.admin, baru=Ubahan("output", "X"))
        with self.assertRaisesMessage(ValidationError, "berada di luar unit Anda"):
            self.write("kasi2", user=self.perencana_b, baru=Ubahan("output", "X"))
        self.assertFalse(PeranHasil.objects.exists())

    def test_a_cell_holds_so_many_entries_and_no_more(self):
        for number in range(20):
            PeranHasil.objects.create(
                kinerja=self.kabid_kinerja, jabatan=self.jabatan["kasi2"], hasil=f"Isi {number}"
            )
        with self.assertRaisesMessage(ValidationError, "Paling banyak 20"):
            self.write("kasi2", baru=Ubahan("output", "Satu lagi"))


class TestGroups(Peran):
    def setUp(self):
        Jabatan.objects.filter(pk__in=[self.jabatan["kasi2"].pk, self.jabatan["kasi3"].pk]).update(
            nama="Kepala Seksi  Wilayah"
        )

    def test_similar_positions_share_a_row_and_an_entry(self):
        rows = self.matrix().baris
        self.assertEqual([row.jumlah for row in rows], [1, 2])
        self.write("kasi2", "kasi3", baru=Ubahan("layanan", "Layanan wilayah"))
        self.assertEqual(PeranHasil.objects.count(), 2)
        (entri,) = self.matrix().baris[1].sel[0].entri
        self.assertEqual(entri.jumlah, 2)

    def test_an_entry_of_the_group_is_changed_for_all(self):
        self.carry("uang", "kasi2")
        self.carry("uang", "kasi3")
        self.write("kasi2", "kasi3", ubahan={0: Ubahan("output", "Setoran")})
        self.assertEqual(
            list(PeranHasil.objects.values_list("hasil", flat=True)), ["Setoran", "Setoran"]
        )

    def test_an_entry_of_some_says_of_how_many(self):
        self.carry("uang", "kasi2")
        (entri,) = self.matrix().baris[1].sel[0].entri
        self.assertEqual(entri.jumlah, 1)

    def test_they_stand_apart_by_choice_and_as_people(self):
        self.assertEqual(len(self.matrix(kelompok=False).baris), 3)
        self.assertEqual(len(self.matrix(pegawai=True).baris), 3)

    def test_another_jenjang_is_not_similar(self):
        Jabatan.objects.filter(pk=self.jabatan["kasi3"].pk).update(jenjang="pelaksana")
        self.assertEqual([row.jumlah for row in self.matrix().baris], [1, 1, 1])
