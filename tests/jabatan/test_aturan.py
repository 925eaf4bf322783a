"""Rules H-03, H-04 and H-05: each with a tree that triggers it and one that does not."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jabatan import actions
from lib.aturan import Severity
from organisasi.models import Unit
from pohon.aturan import check_pohon
from pohon.models import Crosscutting, Pohon, Simpul
from tests.jabatan.dasar import Pembagian


class Rules(Pembagian):
    def found(self, rule):
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        return [f for f in check_pohon(pohon) if f.rule == rule]


class TestH03(Rules):
    def test_names_every_node_without_a_position(self):
        self.assign_all()
        (finding,) = self.found("H-03")
        self.assertEqual(finding.simpul, self.simpul["akar"].pk)
        self.assertEqual(finding.severity, Severity.GALAT)
        self.assertIn("belum ada pengampunya", finding.message)
        self.assign("akar", "kadis")
        self.assertEqual(self.found("H-03"), [])

    def test_leaves_out_what_belongs_to_others(self):
        self.assign_all()
        self.assign("akar", "kadis")
        self.jabatan["kasi"].daftar_kinerja.all().delete()
        self.jabatan["staf"].daftar_kinerja.all().delete()
        Simpul.objects.filter(pk=self.simpul["keg"].pk).update(pengampu=self.unit_b)
        self.assertEqual(self.found("H-03"), [])
        Simpul.objects.filter(pk=self.simpul["keg"].pk).update(pengampu=self.unit_a1)
        self.assertEqual(len(self.found("H-03")), 2)
        Simpul.objects.filter(pk=self.simpul["keg"].pk).update(pengampu=None)
        mark = Crosscutting.objects.create(
            simpul=self.simpul["keg"], mitra=self.unit_b, kontribusi="x"
        )
        self.assertEqual(self.found("H-03"), [])
        mark.status = "ditolak"
        mark.save()
        self.assertEqual(len(self.found("H-03")), 2)

    def test_leaves_a_node_to_an_outside_partner_even_beside_one_of_its_own(self):
        self.assign_all()
        self.assign("akar", "kadis")
        self.jabatan["kasi"].daftar_kinerja.all().delete()
        self.jabatan["staf"].daftar_kinerja.all().delete()
        Crosscutting.objects.create(simpul=self.simpul["keg"], mitra=self.unit_a1)
        self.assertEqual(len(self.found("H-03")), 2)
        Crosscutting.objects.create(simpul=self.simpul["keg"], mitra_luar="Polres")
        self.assertEqual(self.found("H-03"), [])


class TestH04(Rules):
    def test_a_node_of_one_position_needs_no_scope(self):
        self.assign_all()
        self.assertEqual(self.found("H-04"), [])

    def test_asks_for_the_scope_of_a_shared_node(self):
        self.assign("keg", "kasi")
        kinerja = self.assign("keg", "kabid")
        (finding,) = self.found("H-04")
        self.assertEqual(finding.simpul, self.simpul["keg"].pk)
        self.assertIn("dibagi ke 2 jabatan", finding.message)
        actions.change_kinerja(
            user=self.admin, kinerja=kinerja, pernyataan="Armada bus terawat", jenis="sharing"
        )
        self.assertEqual(self.found("H-04"), [])


class TestH05(Rules):
    def test_a_unit_whose_positions_all_carry_something_is_right(self):
        self.assign_all()
        self.assertEqual(self.found("H-05"), [])

    def test_names_positions_of_the_unit_that_carry_nothing(self):
        self.assign("keg", "kasi")
        (finding,) = self.found("H-05")
        self.assertIn(
            "Kepala Dinas Perhubungan, Kepala Bidang Lalu Lintas, dan Pengadministrasi",
            finding.message,
        )
        self.assertNotIn("Pendidikan", finding.message)

    def test_a_long_list_is_cut(self):
        unit = Unit.objects.get(pk=self.unit_a1.pk)
        for number in range(9):
            actions.add_jabatan(user=self.admin, jabatan=self.new(nama=f"Staf {number}", unit=unit))
        self.assertIn("dan 8 jabatan lain", self.found("H-05")[0].message)


class TestQueries(Rules):
    def test_the_queries_do_not_grow_with_the_tree(self):
        self.assign("sub", "staf")
        with CaptureQueriesContext(connection) as few:
            self.found("H-03")
        for number in range(10):
            node = self.make_simpul(self.pohon, f"K {number}", self.simpul["keg"])
            actions.assign(user=self.admin, simpul=node, jabatan=self.jabatan["staf"])
        with CaptureQueriesContext(connection) as many:
            self.found("H-03")
        self.assertEqual(len(few), len(many))
