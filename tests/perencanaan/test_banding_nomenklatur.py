"""The differences of two versions of the nomenclature: each kind, and what is none."""

from __future__ import annotations

import datetime
import io
from typing import Any

from django.test import SimpleTestCase
from django.urls import reverse
from openpyxl import load_workbook

from perencanaan import actions
from perencanaan.actions import BarisNomenklatur
from perencanaan.banding.nomenklatur import Butir, Jenis, compare, is_similar
from perencanaan.kodefikasi import jenjang_of
from perencanaan.models import Nomenklatur, VersiNomenklatur
from tests.perencanaan.test_halaman import Halaman

BASE = {
    "2": "Urusan wajib",
    "2.15": "Perhubungan",
    "2.15.02": "Program Lalu Lintas",
    "2.15.02.2.01": "Rencana Induk Jaringan",
    "2.15.02.2.01.01": "Penyusunan Rencana Induk",
    "2.15.02.2.01.02": "Koordinasi dan Sinkronisasi",
    "2.15.03": "Program Pelayaran",
    "2.15.03.2.01": "Izin Usaha Angkutan Laut",
    "2.15.03.2.01.01": "Pelayanan Izin Terpadu",
    "2.15.03.2.01.02": "Koordinasi dan Sinkronisasi",
}


def rows(daftar: dict[str, str]) -> list[Butir]:
    """Return rows by code and name."""
    return [Butir(jenjang_of(kode) or "", kode, nama) for kode, nama in daftar.items()]


def changed(**lain: Any) -> dict[str, str]:
    """Return the base with some rows replaced (`ubah`) and some left out (`tanpa`)."""
    merged = {**BASE, **lain.get("ubah", {})}
    return {kode: nama for kode, nama in merged.items() if kode not in lain.get("tanpa", ())}


class CompareTest(SimpleTestCase):
    def found(
        self, baru: dict[str, str], lama: dict[str, str] = BASE
    ) -> list[tuple[str, str, str]]:
        return [
            (row.jenis.value, row.lama.kode if row.lama else "", row.baru.kode if row.baru else "")
            for row in compare(rows(lama), rows(baru))
        ]

    def test_print_makes_no_difference(self) -> None:
        baru = {
            (f"{kode[:-2]}00{kode[-2:]}" if len(kode) == 15 else kode): nama.upper().replace(
                " ", "  \n"
            )
            + " ***)"
            for kode, nama in BASE.items()
        }
        self.assertIn("2.15.02.2.01.0001", baru)
        self.assertEqual(self.found(baru), [])
        self.assertEqual(
            self.found({"2": "Kapasitas ≥ 10 m³ (RKA-SKPD)"}, {"2": "kapasitas 10 m3, RKA- SKPD"}),
            [],
        )

    def test_rows_are_added_and_removed(self) -> None:
        baru = changed(ubah={"2.15.02.2.01.03": "Pengawasan Terminal"}, tanpa=["2.15.03.2.01.01"])
        self.assertEqual(
            self.found(baru),
            [("ditambah", "", "2.15.02.2.01.03"), ("dihapus", "2.15.03.2.01.01", "")],
        )

    def test_a_similar_name_is_a_rename_another_one_another_meaning(self) -> None:
        code = "2.15.02.2.01.01"
        renamed = changed(ubah={code: "Penyusunan Rencana Induk Jaringan"})
        self.assertEqual(self.found(renamed), [("ganti_nama", code, code)])
        other = changed(ubah={code: "Uji Berkala Kendaraan Bermotor"})
        self.assertEqual(self.found(other), [("makna", code, code)])

    def test_the_border_of_similarity_is_sixty_percent(self) -> None:
        self.assertTrue(is_similar("abcdefghij", "abcdefxxxx"))
        self.assertFalse(is_similar("abcdefghij", "abcdexxxxx"))
        self.assertTrue(is_similar("", ""))
        self.assertFalse(is_similar("a", ""))

    def test_a_name_under_another_code_has_moved(self) -> None:
        baru = changed(
            ubah={"2.15.02.2.01.07": "PELAYANAN IZIN TERPADU"}, tanpa=["2.15.03.2.01.01"]
        )
        self.assertEqual(self.found(baru), [("pindah", "2.15.03.2.01.01", "2.15.02.2.01.07")])

    def test_what_lies_in_a_moved_branch_moves_along_though_names_repeat(self) -> None:
        """Both branches move; each has a row of the same name, and each row goes with its own branch."""
        move = {"2.15.02.2.01": "2.15.02.2.08", "2.15.03.2.01": "2.15.03.2.09"}
        baru = {
            next((kode.replace(a, b) for a, b in move.items() if kode.startswith(a)), kode): nama
            for kode, nama in BASE.items()
        }
        found = self.found(baru)
        self.assertEqual({kind for kind, _, _ in found}, {"pindah"})
        self.assertIn(("pindah", "2.15.02.2.01.02", "2.15.02.2.08.02"), found)
        self.assertIn(("pindah", "2.15.03.2.01.02", "2.15.03.2.09.02"), found)
        self.assertEqual(len(found), 6)

    def test_a_repeated_name_without_a_clear_partner_has_not_moved(self) -> None:
        lama = {**BASE, "2.15.02.2.01.05": "Monitoring", "2.15.03.2.01.05": "Monitoring"}
        baru = {**BASE, "2.16": "Kominfo", "2.16.02": "Program Informasi"}
        baru |= {"2.16.02.2.01": "Kegiatan Informasi", "2.16.02.2.01.01": "Monitoring"}
        kinds = [kind for kind, _, _ in self.found(baru, lama)]
        self.assertNotIn("pindah", kinds)
        self.assertEqual(kinds.count("dihapus"), 2)

    def test_a_reused_code_changes_its_meaning_and_tells_where_the_old_name_went(self) -> None:
        """A new row pushed in at 01: the code must not carry the plan over, however alike the names."""
        baru = changed(
            ubah={
                "2.15.02.2.01.01": "Penyusunan Rencana Rinci",
                "2.15.02.2.01.03": "Penyusunan Rencana Induk",
            }
        )
        found = compare(rows(BASE), rows(baru))
        self.assertEqual([row.jenis for row in found], [Jenis.MAKNA, Jenis.PINDAH])
        self.assertEqual(found[0].catatan, "Nama lama kini berkode 2.15.02.2.01.03.")

    def test_a_rename_is_not_taken_for_a_move_to_another_branch(self) -> None:
        baru = changed(
            ubah={
                "2.15.02.2.01.01": "Penyusunan Rencana Induk Jaringan",
                "2.15.03.2.01.09": "Penyusunan Rencana Induk",
            }
        )
        kinds = {kind for kind, _, _ in self.found(baru)}
        self.assertEqual(kinds, {"ganti_nama", "ditambah"})

    def test_levels_and_empty_sides(self) -> None:
        self.assertEqual({kind for kind, _, _ in self.found({}, BASE)}, {"dihapus"})
        self.assertEqual(len(self.found(BASE, {})), len(BASE))
        renamed = compare(rows(BASE), rows(changed(ubah={"2.15": "Bidang Perhubungan"})))
        self.assertEqual(renamed[0].butir.jenjang, "bidang")


class BandingPageTest(Halaman):
    """The page, with a version of 2025 beside the one of the cast."""

    baru: VersiNomenklatur

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.baru = VersiNomenklatur.objects.create(
            nama="Kepmendagri 2025", regulasi="Kepmendagri", tanggal=datetime.date(2025, 7, 31)
        )
        daftar = Nomenklatur.objects.filter(versi=cls.versi).exclude(kode__startswith="2.15.03")
        actions.simpan_nomenklatur(
            versi=cls.baru,
            rows=[
                *(BarisNomenklatur(r.tingkat, r.kode, r.nama.upper()) for r in daftar),
                BarisNomenklatur("kabkota", "2.15.02.2.02.0002", "=Perlengkapan <b>baru</b>"),
            ],
        )

    def test_without_two_versions_it_says_so(self) -> None:
        self.baru.delete()
        self.assertContains(self.get("banding_nomenklatur"), "Belum ada dua versi")
        self.assertEqual(self.get("unduh_banding").status_code, 404)

    def test_it_compares_the_newest_with_the_one_before_and_counts(self) -> None:
        answer = self.get("banding_nomenklatur")
        banding = answer.context["banding"]
        self.assertEqual((banding.dari, banding.ke), (self.versi, self.baru))
        self.assertEqual(banding.tingkat, "kabkota")
        whole = answer.context["hitungan"][-1]
        self.assertEqual(dict(whole["jumlah"])["dihapus"], 3)
        self.assertEqual(whole["total"], 4)
        self.assertContains(answer, "=Perlengkapan &lt;b&gt;baru")

    def test_it_narrows_by_kind_level_and_words(self) -> None:
        for query, codes in (
            ({"jenis": "ditambah"}, ["2.15.02.2.02.0002"]),
            ({"jenis": "dihapus", "jenjang": "program"}, ["2.15.03"]),
            ({"q": "izin ANGKUTAN"}, ["2.15.03.2.01"]),
            ({"q": "2.15.03.5"}, ["2.15.03.5.01"]),
            ({"q": "tidak ada"}, []),
        ):
            with self.subTest(query=query):
                page = self.get("banding_nomenklatur", **query).context["halaman"]
                self.assertEqual([row.butir.kode for row in page], codes)

    def test_anything_in_the_address_is_answered(self) -> None:
        for query in ({"dari": "x", "ke": "0"}, {"jenis": "x", "jenjang": "y", "tingkat": "z"}):
            self.assertEqual(self.get("banding_nomenklatur", **query).status_code, 200)
        same = {"dari": self.baru.pk, "ke": self.baru.pk}
        self.assertContains(self.get("banding_nomenklatur", **same), "Versinya sama")
        empty = self.get("banding_nomenklatur", tingkat="provinsi")
        self.assertContains(empty, "Tidak ada perbedaan")

    def test_the_download_holds_the_same_rows(self) -> None:
        answer = self.get("unduh_banding", jenis="ditambah")
        sheet: Any = load_workbook(io.BytesIO(answer.content)).active
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        self.assertIn("Ditambah", [cell for row in values for cell in row])
        line = next(row for row in values if row[0] == "Ditambah")
        self.assertEqual(line[4], "2.15.02.2.02.0002")
        self.assertIn("=Perlengkapan <b>baru</b>", line[5])
        self.assertFalse([row for row in values if row[0] == "Dihapus"])

    def test_the_browse_page_leads_to_it(self) -> None:
        url = reverse("perencanaan:banding_nomenklatur")
        self.assertContains(self.get("daftar_nomenklatur"), url)
        self.baru.delete()
        self.assertNotContains(self.get("daftar_nomenklatur"), url)

    def test_the_number_of_queries_does_not_grow(self) -> None:
        few = self.count("banding_nomenklatur")
        actions.simpan_nomenklatur(
            versi=self.baru,
            rows=[
                BarisNomenklatur("kabkota", f"2.15.02.2.02.{n:04}", f"Baris {n}")
                for n in range(100, 200)
            ],
        )
        self.assertEqual(self.count("banding_nomenklatur"), few)


class PemakaianTest(Halaman):
    """Where the rows of a page are used."""

    def used(self, client: Any = None, **query: Any) -> dict[str, Any]:
        answer = (client or self.client_for(self.perencana_a)).get(
            reverse("perencanaan:daftar_nomenklatur"), {"versi": self.versi.pk, **query}
        )
        codes = {row.pk: row.kode for row in answer.context["halaman"]}
        return {codes[pk]: row for pk, row in answer.context["pemakaian"].items()}

    def program(self, dokumen: Any = None, **fields: Any) -> Any:
        dokumen = dokumen or self.renstra
        tujuan = self.make_komponen("tujuan", "Tujuan", dokumen=dokumen)
        sasaran = self.make_komponen("sasaran", "Sasaran", tujuan, dokumen=dokumen)
        return self.make_komponen("program", "Program", sasaran, dokumen=dokumen, **fields)

    def test_it_counts_picked_and_typed_codes_per_document(self) -> None:
        first = self.program(nomenklatur=self.nomenklatur("2.15.02"))
        self.program(self.renstra_b, kode="2.15.02")
        used = self.used()
        self.assertEqual(list(used), ["2.15.02"])
        self.assertEqual(used["2.15.02"].jumlah, 2)
        page = self.get("daftar_nomenklatur", versi=self.versi.pk)
        url = reverse("perencanaan:dokumen", args=[self.renstra.pk])
        self.assertContains(page, f"{url}#komponen-{first.pk}")

    def test_codes_of_another_version_or_tier_and_of_others_are_not_counted(self) -> None:
        self.program(kode="2.15.02")
        self.assertEqual(self.used(tingkat="provinsi"), {})
        self.assertEqual(self.used(self.client_for(self.asing)), {})
        self.renstra.versi_nomenklatur = None
        self.renstra.save()
        self.assertEqual(self.used(), {})

    def test_many_documents_are_summed_up(self) -> None:
        for year in range(2025, 2030):
            renja = self.make_dokumen(
                jenis="renja", tahun=year, unit=self.unit_a, nama=f"Renja {year}"
            )
            self.program(renja, nomenklatur=self.nomenklatur("2.15.02"))
        few = self.count("daftar_nomenklatur", versi=self.versi.pk, jenjang="urusan")
        self.assertEqual(self.count("daftar_nomenklatur", versi=self.versi.pk), few)
        self.assertEqual(self.used()["2.15.02"].sisa, 2)
        self.assertContains(self.get("daftar_nomenklatur"), "dan 2 dokumen lain")
