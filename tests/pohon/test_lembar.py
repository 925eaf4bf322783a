"""The fill-in sheet goes out: rows, columns by stage, drop-downs, hidden keys; and comes back unchanged."""

from __future__ import annotations

import io

from django.urls import reverse

from organisasi.models import Instansi
from pohon import exporters, importers, lembar
from pohon.models import Pohon
from tests.base import make_unit
from tests.pohon.lembar_uji import HEAD, LembarTest


class TestOut(LembarTest):
    def test_it_has_a_row_for_each_simpul_and_indikator(self):
        isian = self.download()
        rows = range(HEAD + 1, isian.sheet.max_row + 1)
        shown = [(isian.get(r, "Kode"), isian.get(r, "Kondisi (pernyataan)")) for r in rows]
        self.assertEqual(
            shown,
            [
                ("1", "Kemacetan berkurang"),
                ("1.1", "Angkutan umum diminati"),
                ("1.1.1", "Armada terawat"),
                ("1.1.1", None),
                ("1.1.1.1", "Uji kir terlaksana"),
                ("1.2", "Jalan memadai"),
                ("1.2.1", "Lajur bertambah"),
            ],
        )
        self.assertEqual([isian.get(r, "ID simpul") for r in (6, 7)], [self.antara.pk] * 2)

    def test_numbers_are_numbers_and_no_text_is_a_formula(self):
        isian = self.download()
        row = isian.row_of("Kode", "1.1.1")
        cell = isian.sheet.cell(row, isian.place["Indikator"])
        self.assertEqual((cell.value, cell.data_type), ("=Persentase armada terawat", "s"))
        self.assertTrue(cell.quotePrefix)
        numbers = [isian.get(row, t) for t in ("Kondisi awal", "Target 2025", "Target 2026")]
        self.assertEqual(numbers, [70.5, 75.5, 1234.5])
        self.assertEqual(isian.sheet.cell(row, isian.place["Target 2025"]).number_format, "#,##0")

    def test_keys_are_hidden_and_the_head_stays(self):
        isian = self.download()
        hidden = [letter for letter, d in isian.sheet.column_dimensions.items() if d.hidden]
        self.assertEqual(hidden, ["A", "B", "C", "D"])
        self.assertEqual(isian.sheet.freeze_panes, f"F{HEAD + 1}")
        self.assertEqual(isian.sheet.print_title_rows, f"${HEAD}:${HEAD}")
        self.assertEqual(isian.book.sheetnames, ["Lembar isian", "Petunjuk", "Daftar"])
        self.assertEqual(isian.book["Daftar"].sheet_state, "hidden")

    def test_drop_downs_offer_what_this_instansi_has(self):
        isian = self.download()
        lists = {
            column[0].value: [c.value for c in column[1:] if c.value]
            for column in isian.book["Daftar"].columns
        }
        self.assertEqual(
            lists["Jenis"], ["Outcome", "CSF", "Kondisi antara", "Kondisi operasional"]
        )
        self.assertEqual(
            lists["Level kinerja"][:2], ["Strategis daerah", "Strategis urusan/bidang urusan"]
        )
        self.assertNotIn("Strategis sektor", lists["Level kinerja"])
        self.assertEqual(
            lists["Pengampu"], ["Dinas Perhubungan", "Bidang Lalu Lintas", "Dinas Pendidikan"]
        )
        kinds = {rule.type for rule in isian.sheet.data_validations.dataValidation}
        self.assertEqual(kinds, {"list", "decimal"})

    def test_a_ministry_has_other_levels(self):
        names = lembar.levels(Instansi(jenis=Instansi.Jenis.KEMENTERIAN_LEMBAGA))
        self.assertEqual(
            names[:3], ["Strategis nasional", "Strategis sektor", "Strategis subsektor"]
        )

    def test_units_of_one_name_are_told_apart(self):
        for upper in (self.unit_a, self.unit_b):
            make_unit(self.instansi, "Sekretariat", upper)
        rows = lembar.unit_rows(self.instansi.pk)
        names = list(lembar.unit_names(rows).values())
        self.assertIn("Sekretariat (Dinas Perhubungan)", names)
        self.assertEqual(len(set(names)), len(names))
        known = lembar.units_in(rows)
        self.assertEqual(known["disdik"], self.unit_b.pk)
        self.assertNotIn("sekretariat", known)

    def test_columns_follow_the_stage(self):
        early = self.make_pohon(unit=self.unit_a, tahap=1)
        self.assertNotIn("Faktor penyebab", self.download(early).place)
        Pohon.objects.filter(pk=early.pk).update(tahap=2)
        place = self.download(early).place
        self.assertIn("Faktor penyebab", place)
        self.assertNotIn("Indikator", place)

    def test_stage_5_adds_what_is_only_read(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=5)
        isian = self.download()
        self.assertIn("Komponen perencanaan (hanya dibaca)", isian.place)
        self.assertEqual(self.preview(isian).catatan, [])

    def test_queries_do_not_grow_with_the_tree(self):
        pohon = Pohon.objects.select_related("unit", "periode", "instansi").get(pk=self.pohon.pk)
        with self.assertNumQueries(5):
            exporters.sheet_file(pohon, self.pembaca_a)

    def test_others_do_not_get_it(self):
        address = reverse("pohon:unduh_lembar", args=[self.pohon.pk])
        self.assertEqual(self.client_for(self.asing).get(address).status_code, 404)


class TestRoundTrip(LembarTest):
    def test_an_untouched_sheet_changes_nothing(self):
        rencana = self.preview(self.download())
        self.assertEqual(self.steps(rencana), [])
        self.assertEqual((rencana.hilang, rencana.catatan, self.sealed), ([], [], ""))

    def test_a_sorted_and_filtered_sheet_changes_nothing(self):
        isian = self.download()
        rows = [[cell.value for cell in row] for row in isian.sheet.iter_rows(min_row=HEAD + 1)]
        for number, row in enumerate(reversed(rows), start=HEAD + 1):
            for place, value in enumerate(row, start=1):
                cell = isian.sheet.cell(number, place)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
        self.assertEqual(self.steps(self.preview(isian)), [])

    def test_numbers_with_more_digits_than_excel_keeps_come_back(self):
        indikator = self.indikator("Umur armada")
        indikator.baseline_nilai = "123456789012.3456"
        indikator.save()
        self.assertEqual(self.steps(self.preview(self.download())), [])

    def test_checking_asks_a_constant_number_of_queries(self):
        pohon = Pohon.objects.select_related("unit", "periode", "instansi").get(pk=self.pohon.pk)
        content = exporters.sheet_file(pohon, self.perencana_a)
        terbaca = importers.parse(io.BytesIO(content), pohon)
        with self.assertNumQueries(5):
            importers.check(terbaca, pohon, self.perencana_a)
