"""The fill-in sheet comes back: what it adds, changes and moves, what it lacks, and what is wrong with it."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.urls import reverse

from pohon import actions
from pohon.models import Indikator, Perubahan, Pohon, Simpul
from tests.lib.test_xlsx_jaga import book
from tests.pohon.lembar_uji import HEAD, LembarTest


class TestChanges(LembarTest):
    def test_cells_change_the_simpul_and_its_indikator(self):
        isian = self.download()
        row = isian.row_of("Kode", "1.1.1")
        isian.set(
            row, **{"Kondisi (pernyataan)": "Armada laik"}, Pengampu="Disdik", Target_2025="80,5"
        )
        isian.set(row, Kondisi_awal=None, Indikator="Persentase armada laik", Target_2027=90)
        rencana = self.bring_in(isian)
        lines = {(one.kolom, one.semula, one.menjadi) for one in rencana.ubah}
        self.assertEqual(
            lines,
            {
                ("Kondisi (pernyataan)", "Armada terawat", "Armada laik"),
                ("Pengampu", "Bidang Lalu Lintas", "Dinas Pendidikan"),
                ("Indikator", "=Persentase armada terawat", "Persentase armada laik"),
                ("Kondisi awal", "70,5", "(kosong)"),
                ("Target 2025", "75,5", "80,5"),
                ("Target 2027", "(kosong)", "90"),
            },
        )
        simpul = Simpul.objects.get(pk=self.antara.pk)
        self.assertEqual((simpul.pernyataan, simpul.pengampu), ("Armada laik", self.unit_b))
        indikator = self.indikator("Persentase armada laik")
        self.assertIsNone(indikator.baseline_nilai)
        targets = dict(indikator.daftar_target.values_list("tahun", "nilai"))
        self.assertEqual(
            targets, {2025: Decimal("80.5"), 2026: Decimal("1234.5"), 2027: Decimal(90)}
        )

    def test_kind_and_level_change_and_empty_ones_stay(self):
        isian = self.download()
        row = isian.row_of("Kode", "1.2.1")
        isian.set(row, Jenis="kondisi operasional", Level_kinerja="operasional")
        isian.set(isian.row_of("Kode", "1.1"), Jenis=None, Level_kinerja=None)
        self.bring_in(isian)
        simpul = Simpul.objects.get(pk=self.antara_2.pk)
        self.assertEqual((simpul.jenis, simpul.level_kinerja), ("operasional", "operasional"))
        self.assertEqual(Simpul.objects.get(pk=self.csf.pk).jenis, "csf")

    def test_indikator_are_added_with_key_code_or_nothing(self):
        isian = self.download()
        isian.set(
            isian.row_of("Kode", "1.2.1"), Indikator="Panjang lajur", Satuan="km", Target_2025=5
        )
        isian.add(Kode="1.1.1", Indikator="Jumlah armada")
        isian.add(Indikator="Jumlah montir", Satuan="orang")
        rencana = self.bring_in(isian)
        self.assertEqual(len(rencana.indikator), 3)
        self.assertEqual(self.indikator("Panjang lajur").simpul, self.antara_2)
        self.assertEqual(self.indikator("Jumlah armada").simpul, self.antara)
        self.assertEqual(self.indikator("Jumlah montir").simpul, self.antara)

    def test_merged_cells_count_for_every_row_below(self):
        isian = self.download()
        first = isian.row_of("Kode", "1.1")
        isian.set(first, Pengampu="Dishub")
        letter = isian.sheet.cell(HEAD, isian.place["Pengampu"]).column_letter
        for row in range(first + 1, first + 4):
            isian.sheet[f"{letter}{row}"].value = None
        isian.sheet.merge_cells(f"{letter}{first}:{letter}{first + 3}")
        self.bring_in(isian)
        carried = Simpul.objects.filter(pohon=self.pohon, pengampu=self.unit_a)
        self.assertEqual(set(carried), {self.csf, self.antara, self.operasional})

    def test_every_change_is_in_the_log_and_can_be_told(self):
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.2"), **{"Kondisi (pernyataan)": "Jalan lancar"})
        self.bring_in(isian)
        last = Perubahan.objects.filter(pohon=self.pohon).last()
        self.assertEqual(
            (last.jenis, last.simpul, last.pengguna), ("ubah", self.csf_2.pk, self.perencana_a)
        )


class TestAdditions(LembarTest):
    def test_new_rows_find_their_place_by_code(self):
        isian = self.download()
        isian.add(
            Kode="1.3.1",
            **{"Kondisi (pernyataan)": "Parkir tertib"},
            Indikator="Titik parkir",
            Target_2025=3,
        )
        isian.add(
            Kode="1.3", **{"Kondisi (pernyataan)": "Parkir tertata"}, Faktor_penyebab="Parkir liar"
        )
        isian.add(Kode="1.1.1a", **{"Kondisi (pernyataan)": "Halte nyaman"})
        isian.add(
            Kode="1.1.1a.1",
            **{"Kondisi (pernyataan)": "Halte dibangun"},
            Jenis="Kondisi operasional",
        )
        rencana = self.bring_in(isian)
        self.assertEqual(len(rencana.tambah), 4)
        self.assertEqual(
            self.shape(),
            [
                "Kemacetan berkurang",
                ".Angkutan umum diminati",
                "..Armada terawat",
                "...Uji kir terlaksana",
                "..Halte nyaman",
                "...Halte dibangun",
                ".Jalan memadai",
                "..Lajur bertambah",
                ".Parkir tertata",
                "..Parkir tertib",
            ],
        )
        self.assertEqual(self.indikator("Titik parkir").daftar_target.get().nilai, 3)

    def test_many_new_rows_come_in_few_steps(self):
        isian = self.download()
        for number in range(1, 31):
            isian.add(Kode=f"1.3.{number}", **{"Kondisi (pernyataan)": f"Keadaan {number}"})
        isian.add(Kode="1.3", **{"Kondisi (pernyataan)": "Parkir tertata"})
        self.assertEqual(len(self.bring_in(isian).langkah), 1)
        self.assertEqual(self.shape()[-1], "..Keadaan 30")

    def test_a_copied_row_with_a_code_of_its_own_is_new(self):
        isian = self.download()
        row = isian.row_of("Kode", "1.2.1")
        cells = {t.replace(" ", "_"): isian.get(row, t) for t in isian.place}
        isian.add(**{**cells, "Kode": "1.2.2", "Kondisi_(pernyataan)": "Simpang lancar"})
        rencana = self.bring_in(isian)
        self.assertIn("salinan baris", rencana.catatan[0])
        self.assertEqual(self.shape()[-2:], ["..Lajur bertambah", "..Simpang lancar"])

    def test_a_level_by_its_other_name_is_read_and_told(self):
        isian = self.download()
        row = isian.row_of("Kode", "1.1.1")
        isian.set(row, Level_kinerja="Kinerja manajerial immediate")
        rencana = self.bring_in(isian)
        self.assertIn("dibaca sebagai Taktikal immediate", rencana.catatan[0])
        self.antara.refresh_from_db()
        self.assertEqual(self.antara.level_kinerja, "taktikal_immediate")
        isian.set(row, Level_kinerja="Kinerja manajerial tengah")
        self.assertIn("tidak ada dalam daftar", self.preview(isian).masalah[0].kalimat)

    def test_a_copied_indikator_row_is_a_new_indikator(self):
        isian = self.download()
        row = isian.row_of("Kode", "1.1.1")
        cells = {t.replace(" ", "_"): isian.get(row, t) for t in isian.place}
        isian.add(**{**cells, "Indikator": "Armada baru"})
        self.bring_in(isian)
        self.assertEqual(Indikator.objects.filter(simpul=self.antara).count(), 3)

    def test_codes_that_lead_nowhere_are_told_by_row(self):
        isian = self.download()
        rows = [
            isian.add(Kode=kode, **{"Kondisi (pernyataan)": "Baru"})
            for kode in (None, "2", "1.7.1", "1.2", "satu", "1.2.2")
        ]
        isian.set(rows[-1], **{"Kondisi (pernyataan)": ""}, Faktor_penyebab="Tanpa pernyataan")
        found = self.problems(isian)
        self.assertEqual({row for row, _, _ in found}, set(rows))
        for row, words in zip(
            rows,
            (
                "belum diisi",
                "satu outcome",
                "kode 1.7, tidak ada",
                "sudah dipakai",
                "tidak terbaca",
                "Pernyataan belum diisi",
            ),
            strict=True,
        ):
            self.assertIn(words, " ".join(text for at, _, text in found if at == row))
        self.assertEqual(self.nomor(), self.pohon.nomor + 5)


class TestMoves(LembarTest):
    def test_another_code_moves_the_branch_and_its_children_follow(self):
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.1.1"), Kode="1.2.1a")
        rencana = self.bring_in(isian)
        (line,) = rencana.pindah
        self.assertEqual(line.dari, "1.1.1, di bawah “Angkutan umum diminati”")
        self.assertEqual(line.ke, "1.2.1a, di bawah “Jalan memadai”")
        self.assertEqual(
            self.shape()[1:],
            [
                ".Angkutan umum diminati",
                ".Jalan memadai",
                "..Lajur bertambah",
                "..Armada terawat",
                "...Uji kir terlaksana",
            ],
        )

    def test_siblings_change_places(self):
        isian = self.download()
        one, two = isian.row_of("Kode", "1.1"), isian.row_of("Kode", "1.2")
        isian.set(one, Kode="1.2")
        isian.set(two, Kode="1.1")
        self.bring_in(isian)
        self.assertEqual(self.shape()[1:3], [".Jalan memadai", "..Lajur bertambah"])

    def test_a_simpul_moves_below_a_new_one_and_changes_its_kind(self):
        isian = self.download()
        isian.add(Kode="1.2.2", **{"Kondisi (pernyataan)": "Kendaraan laik"})
        isian.set(isian.row_of("Kode", "1.1.1.1"), Kode="1.2.2.1", Jenis="Kondisi antara")
        isian.set(isian.row_of("Kode", "1.1"), Kode="1.2.3", Jenis="Kondisi antara")
        self.bring_in(isian)
        self.assertEqual(
            self.shape()[1:],
            [
                ".Jalan memadai",
                "..Lajur bertambah",
                "..Kendaraan laik",
                "...Uji kir terlaksana",
                "..Angkutan umum diminati",
                "...Armada terawat",
            ],
        )

    def test_parent_and_child_change_places(self):
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.1.1.1"), Kode="1.1.2", Jenis="Kondisi antara")
        isian.set(isian.row_of("Kode", "1.1.1"), Kode="1.1.2.1")
        self.bring_in(isian)
        self.assertEqual(self.shape()[2:4], ["..Uji kir terlaksana", "...Armada terawat"])

    def test_illegal_places_are_told(self):
        for cells, words in (
            ({"Kode": "1.1.7.1"}, "tidak ada di lembar"),
            ({"Kode": "1.1.1.2"}, "CSF tidak dapat berada di bawah Kondisi antara"),
            ({"Jenis": "Kondisi antara"}, "Kondisi antara tidak dapat berada di bawah Outcome"),
            ({"Jenis": "Outcome"}, "satu outcome"),
        ):
            with self.subTest(cells):
                isian = self.download()
                row = isian.row_of("Kode", "1.2")
                isian.set(row, **cells)
                found = self.problems(isian)
                self.assertIn(row, [one[0] for one in found])
                self.assertIn(words, " ".join(one[2] for one in found))

    def test_the_outcome_stays_and_no_branch_hangs_below_itself(self):
        isian = self.download()
        isian.set(isian.row_of("Kode", "1"), Kode="1.4")
        self.assertIn("Outcome tidak dapat dipindah", self.problems(isian)[0][2])
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.1.1"), Kode="1.1.1.1.1")
        self.assertIn("turunannya sendiri", " ".join(text for _, _, text in self.problems(isian)))


class TestMissing(LembarTest):
    def test_what_the_sheet_lacks_is_named_and_stays(self):
        isian = self.download()
        isian.sheet.delete_rows(isian.row_of("Kode", "1.1.1.1"))
        isian.sheet.delete_rows(isian.row_of("Indikator", "Umur armada"))
        rencana = self.preview(isian)
        self.assertEqual(self.steps(rencana), [])
        self.assertEqual(
            [(one.kode, one.pernyataan, one.indikator) for one in rencana.hilang],
            [("1.1.1.1", "Uji kir terlaksana", ""), ("1.1.1", "Armada terawat", "Umur armada")],
        )

    def test_emptied_cells_of_an_indikator_delete_nothing(self):
        isian = self.download()
        isian.set(isian.row_of("Indikator", "Umur armada"), Indikator=None, Satuan=None)
        self.assertEqual([one.indikator for one in self.preview(isian).hilang], ["Umur armada"])

    def test_a_column_that_is_not_there_changes_nothing(self):
        isian = self.download()
        isian.sheet.delete_cols(isian.place["Faktor penyebab"])
        rencana = self.preview(isian)
        self.assertEqual(self.steps(rencana), [])
        self.assertIn("“Faktor penyebab” tidak ada", rencana.catatan[0])

    def test_an_emptied_statement_is_a_problem(self):
        isian = self.download()
        row = isian.row_of("Kode", "1.2")
        isian.set(row, **{"Kondisi (pernyataan)": None})
        ((at, column, text),) = self.problems(isian)
        self.assertEqual((at, column), (row, "Kondisi (pernyataan)"))
        self.assertIn("belum diisi", text)


class TestWrongCells(LembarTest):
    def test_each_is_told_by_row_and_column(self):
        for title, value, words in (
            ("Target 2026", "banyak", "Harus berupa angka"),
            ("Target 2026", datetime.date(2026, 5, 1), "tanggal"),
            ("Target 2026", "=1+1", "rumus"),
            ("Kondisi awal", 1e300, "20 angka"),
            ("Kondisi awal", "1,23456", "desimal"),
            ("Jenis", "Program", "tidak ada dalam daftar"),
            ("Level kinerja", "Utama", "tidak ada dalam daftar"),
            ("Pengampu", "Dinas Kesehatan", "tidak ada dalam daftar"),
            ("Kondisi (pernyataan)", "a" * 1001, "Terlalu panjang"),
            ("Indikator", "a" * 501, "500"),
            ("Satuan", "a" * 61, "60"),
            ("ID simpul", "x", "kolom tersembunyi"),
        ):
            with self.subTest(title=title, value=str(value)[:20]):
                isian = self.download()
                row = isian.row_of("Kode", "1.1.1")
                isian.set(row, **{title: value})
                found = self.problems(isian)
                self.assertIn((row, title), [(at, column) for at, column, _ in found])
                self.assertIn(words, " ".join(text for _, _, text in found))

    def test_nothing_is_written_while_a_row_is_wrong(self):
        before = self.nomor()
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.2"), **{"Kondisi (pernyataan)": "Baik"})
        isian.set(isian.row_of("Kode", "1.1"), Jenis="x")
        self.problems(isian)
        self.assertEqual(self.apply().status_code, 302)
        self.assertEqual(self.nomor(), before)

    def test_a_wrong_cell_is_no_change_and_the_rest_is_told(self):
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.1.1"), Target_2025="banyak", Kondisi_awal=1)
        isian.add(Kode="1.3", **{"Kondisi (pernyataan)": "Baru"})
        isian.set(isian.row_of("Kode", "1.1.1.1"), Kode="1.2.1.1")
        rencana = self.preview(isian)
        self.assertEqual([one.kolom for one in rencana.ubah], ["Kondisi awal"])
        self.assertEqual(
            [rencana.jumlah[name] for name in ("tambah", "pindah", "masalah")], [1, 1, 1]
        )

    def test_two_rows_with_one_key_are_told(self):
        isian = self.download()
        row = isian.row_of("Kode", "1.2")
        copy = isian.add(ID_simpul=self.csf_2.pk, Kode="1.2", **{"Kondisi (pernyataan)": "Lain"})
        ((at, _, text),) = self.problems(isian)
        self.assertEqual(at, copy)
        self.assertIn(f"Berbeda dengan baris {row}", text)

    def test_later_stages_are_closed(self):
        isian = self.download()
        isian.set(isian.row_of("Kode", "1.2"), Pengampu="Dishub", Indikator="Baru")
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=3)
        text = " ".join(one[2] for one in self.problems(isian))
        self.assertIn("Pengampu dibuka pada Tahap 4", text)
        self.assertIn("Indikator dibuka pada Tahap 4", text)


class TestFiles(LembarTest):
    def refused(self, content: bytes, words: str) -> None:
        answer = self.upload(content)
        self.assertEqual(answer.status_code, 200)
        self.assertIn(words, str(answer.context["form"].errors["berkas"]))
        self.assertNotIn("rencana", answer.context)

    def test_files_that_are_no_sheet_of_this_tree_are_refused(self):
        isian = self.download()
        isian.sheet.cell(HEAD, isian.place["Kode"]).value = "Nomor"
        renamed = isian.content()
        isian.sheet.cell(HEAD, isian.place["Kode"]).value = "Kode"
        isian.sheet.cell(HEAD, isian.place["Pengampu"]).value = "Kode"
        for content, words in (
            (b"", "kosong"),
            (b"Kode;Jenis", "CSV"),
            (book(), "“Lembar isian” tidak ada"),
            (renamed, "Kolom “Kode” tidak ada"),
            (isian.content(), "“Kode” tertulis dua kali"),
        ):
            with self.subTest(words):
                self.refused(content, words)

    def test_no_file_and_a_file_too_large_are_refused(self):
        answer = self.client_for(self.perencana_a).post(
            reverse("pohon:impor", args=[self.pohon.pk])
        )
        self.assertContains(answer, "Pilih berkas lembar isian lebih dahulu.")
        self.refused(b"PK" + b"x" * (10 * 1024 * 1024), "terlalu besar")

    def test_the_sheet_of_another_tree_is_refused(self):
        other = self.make_pohon(unit=self.unit_b)
        self.refused(self.download(other).content(), "pohon lain")

    def test_keys_of_another_tree_say_nothing_about_it(self):
        other = self.make_pohon(unit=self.unit_b, tahap=4)
        there = self.make_simpul(other, "Rahasia unit lain", jenis="csf", indikator=[{"nama": "X"}])
        for key in (there.pk, 10**12):
            isian = self.download()
            row = isian.add(ID_simpul=key, Kode="1.3", **{"Kondisi (pernyataan)": "Curi"})
            answer = self.upload(isian.content())
            (problem,) = answer.context["rencana"].masalah
            self.assertEqual(problem.baris, row)
            self.assertIn("bukan dari pohon ini", problem.kalimat)
            self.assertNotContains(answer, "Rahasia")
        isian = self.download()
        isian.set(
            isian.row_of("Kode", "1.2"), ID_indikator=there.daftar_indikator.get().pk, Indikator="Y"
        )
        self.assertIn("tidak ada (lagi) di pohon ini", self.problems(isian)[0][2])

    def test_a_deleted_simpul_is_told_as_deleted(self):
        isian = self.download()
        row = isian.row_of("Kode", "1.2.1")
        delete = {"jenis": "hapus", "simpul": self.antara_2.pk, "versi": self.antara_2.versi}
        actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[delete])
        ((at, _, text),) = self.problems(isian)
        self.assertEqual(at, row)
        self.assertIn("sudah dihapus", text)
