"""The picker of nomenclature: X.XX as the unit's own bidang urusan, and kegiatan of special regions."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from organisasi.models import Instansi, Unit
from perencanaan import actions, kodefikasi
from perencanaan.actions import BarisNomenklatur
from perencanaan.models import Dokumen, Komponen
from tests.perencanaan.dasar import Perencanaan

PENUNJANG = [
    ("X.XX", "URUSAN X.XX"),
    ("X.XX.01", "PROGRAM PENUNJANG URUSAN"),
    ("X.XX.01.2.01", "Perencanaan Perangkat Daerah"),
    ("X.XX.01.2.01.0001", "Penyusunan Dokumen Perencanaan"),
    ("4.01", "SEKRETARIAT DAERAH"),
    ("4.01.01", "PROGRAM PENUNJANG SEKRETARIAT"),
]


class Pilih(Perencanaan):
    """The nomenclature of the city with the supporting program."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        actions.simpan_nomenklatur(
            versi=cls.versi, rows=[BarisNomenklatur("kabkota", k, n) for k, n in PENUNJANG]
        )

    def bidang(self, text: str) -> None:
        Unit.objects.filter(pk=self.unit_a.pk).update(bidang_urusan=text)

    def offered(self, jenis: str, q: str = "", **query: Any) -> list[str]:
        """Return the codes a picker offers."""
        given: dict[str, Any] = {"dokumen": self.renstra.pk, "jenis": jenis, "q": q, **query}
        url = reverse("perencanaan:cari_nomenklatur")
        text = self.client_for(self.perencana_a).get(url, given).content.decode()
        return re.findall(r'data-kode="([^"]*)"', text)

    def program(self, kode: str = "", dokumen: Dokumen | None = None) -> Komponen:
        upper = self.make_komponen("sasaran", "S", self.make_komponen("tujuan", "T"))
        row = self.nomenklatur("X.XX.01")
        return self.make_komponen("program", "", upper, nomenklatur=row, kode=kode)


class OwnBidangTest(Pilih):
    def test_generic_rows_carry_the_bidang_of_the_unit_and_are_found_by_it(self) -> None:
        self.assertIn("2.15.01", self.offered("program"))
        self.assertEqual(self.offered("kegiatan", "2.15.01.2.01"), ["2.15.01.2.01"])
        self.assertEqual(self.offered("kegiatan", "x.xx.01"), ["2.15.01.2.01"])
        self.assertEqual(self.offered("subkegiatan", "2.15.01.2.01.0001"), ["2.15.01.2.01.0001"])

    def test_the_bidang_of_another_unit_finds_no_generic_row(self) -> None:
        self.assertEqual(self.offered("kegiatan", "1.02.01.2.01"), [])

    def test_each_bidang_of_a_unit_is_offered_and_what_is_typed_narrows_them(self) -> None:
        self.bidang("2.15, 1.03")
        self.assertEqual(self.offered("program", "penunjang urusan"), ["2.15.01", "1.03.01"])
        self.assertEqual(self.offered("program", "1.03"), ["1.03.01"])

    def test_the_bidang_chosen_is_kept_and_children_follow_it(self) -> None:
        self.bidang("2.15, 1.03")
        program = self.program(kode="1.03.01")
        self.assertEqual(program.kode, "1.03.01")
        self.assertEqual(program.salinan_nomenklatur["kode"], "X.XX.01")
        self.assertEqual(self.offered("kegiatan", induk=program.pk), ["1.03.01.2.01"])
        row = self.nomenklatur("X.XX.01.2.01")
        kegiatan = self.make_komponen("kegiatan", "", program, nomenklatur=row)
        self.assertEqual(kegiatan.kode, "1.03.01.2.01")

    def test_a_node_becomes_the_program_of_the_bidang_chosen(self) -> None:
        self.bidang("2.15, 1.03")
        _, simpul = self.make_tree()
        row = self.nomenklatur("X.XX.01")
        for key in ("akar", "csf1"):
            actions.create_from_simpul(
                user=self.perencana_a, simpul=simpul[key].pk, dokumen=self.renstra.pk
            )
        url = reverse("perencanaan:tuangkan_simpul", args=[simpul["prog1"].pk])
        data: dict[str, Any] = {"dokumen": self.renstra.pk, "nomenklatur": row.pk}
        self.client_for(self.perencana_a).post(url, {**data, "kode_nomenklatur": "1.03.01"})
        made = Komponen.objects.get(dokumen=self.renstra, jenis="program")
        self.assertEqual(made.kode, "1.03.01")

    def test_a_bidang_that_is_not_the_units_falls_back_to_its_first(self) -> None:
        self.bidang("2.15, 1.03")
        self.assertEqual(self.program(kode="1.02.01").kode, "2.15.01")

    def test_a_unit_without_bidang_sees_the_code_as_printed_or_as_typed(self) -> None:
        self.bidang("")
        self.assertIn("X.XX.01", self.offered("program"))
        self.assertEqual(self.offered("program", "1.02.01"), ["1.02.01"])

    def test_an_exact_code_wins_over_the_generic_one(self) -> None:
        self.bidang("4.01")
        url = reverse("perencanaan:cari_nomenklatur")
        query: dict[str, Any] = {"dokumen": self.renstra.pk, "jenis": "program", "q": "4.01.01"}
        answer = self.client_for(self.perencana_a).get(url, query)
        self.assertContains(answer, "PROGRAM PENUNJANG SEKRETARIAT")
        self.assertNotContains(answer, "PROGRAM PENUNJANG URUSAN")

    def test_the_list_finds_generic_rows_by_any_own_code(self) -> None:
        url = reverse("perencanaan:daftar_nomenklatur")
        query: dict[str, Any] = {"q": "1.02.01.2.01.0001", "versi": self.versi.pk}
        answer = self.client_for(self.perencana_a).get(url, query)
        self.assertContains(answer, "Penyusunan Dokumen Perencanaan")

    def test_what_begins_with_the_code_searched_comes_first(self) -> None:
        actions.simpan_nomenklatur(
            versi=self.versi,
            rows=[BarisNomenklatur("kabkota", k, k) for k in ("1.02", "1.02.15", "1.02.15.2.02")],
        )
        answer = self.client_for(self.perencana_a).get(
            reverse("perencanaan:daftar_nomenklatur"), {"q": "2.15"}
        )
        found = [row.kode for row in answer.context["halaman"]]
        self.assertEqual((found[0], found[-1]), ("2.15", "1.02.15.2.02"))

    def test_a_generic_row_tells_where_its_own_code_was_typed(self) -> None:
        upper = self.make_komponen("sasaran", "S", self.make_komponen("tujuan", "T"))
        self.make_komponen("program", "Penunjang", upper, kode="2.15.01")
        url = reverse("perencanaan:daftar_nomenklatur")
        query: dict[str, Any] = {"q": "X.XX.01", "versi": self.versi.pk, "jenjang": "program"}
        answer = self.client_for(self.perencana_a).get(url, query)
        self.assertContains(answer, "1 komponen")

    def test_own_code_leaves_other_codes_alone(self) -> None:
        self.assertEqual(kodefikasi.own_code("2.15.02", "1.02", "1.02.01"), "2.15.02")
        self.assertEqual(kodefikasi.own_code("X.XX.01", "X.XX, 1.02"), "1.02.01")


class RegionTest(Pilih):
    def region(self, kekhususan: str) -> None:
        Instansi.objects.filter(pk=self.instansi.pk).update(kekhususan=kekhususan)

    def test_kegiatan_of_a_region_are_offered_there_only(self) -> None:
        self.assertNotIn("2.15.03.5.01", self.offered("kegiatan"))
        self.region("bali")
        self.assertNotIn("2.15.03.5.01", self.offered("kegiatan"))
        self.region("diy")
        self.assertIn("2.15.03.5.01", self.offered("kegiatan"))

    def test_saving_refuses_them_elsewhere_picked_or_typed(self) -> None:
        upper = self.make_komponen("sasaran", "S", self.make_komponen("tujuan", "T"))
        row = self.nomenklatur("2.15.03")
        program = self.make_komponen("program", "", upper, nomenklatur=row)
        row = self.nomenklatur("2.15.03.5.01")
        with self.assertRaisesMessage(ValidationError, "hanya untuk Daerah Istimewa Yogyakarta"):
            self.make_komponen("kegiatan", "", program, nomenklatur=row)
        with self.assertRaisesMessage(ValidationError, "Kode 2.15.03.7.01 hanya untuk Aceh."):
            self.make_komponen("kegiatan", "Lain", program, kode="2.15.03.7.01")
        self.region("diy")
        self.assertEqual(
            self.make_komponen("kegiatan", "", program, nomenklatur=row).kode, "2.15.03.5.01"
        )
