"""Rules G-01 to G-04 and G-10: mapped, to the right kind, joined with a reason, down to the lowest level."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from lib import tree
from lib.aturan import Severity
from organisasi.models import Instansi
from perencanaan import actions
from perencanaan.models import Komponen, Pemetaan
from pohon.aturan import check_pohon
from pohon.models import Crosscutting, Pohon, Simpul
from tests.perencanaan.dasar import Perencanaan

SHAPE = {"G-01", "G-02", "G-03", "G-04", "G-10"}
# Nodes with the komponen of their level; in a ministry each of these is the kind that KL says.
RIGHT = [("csf1", "sasaran"), ("prog1", "program"), ("keg1", "kegiatan"), ("sub1", "subkegiatan")]
KL = {
    "sasaran": "sasaran_strategis",
    "program": "sasaran_program",
    "kegiatan": "sasaran_kegiatan",
    "subkegiatan": "ro",
}


class Shape(Perencanaan):
    def setUp(self) -> None:
        self.pohon, self.simpul = self.make_tree()
        self.chain = self.make_chain()

    def findings(self) -> list[tuple[str, int | None, str]]:
        return [(f.rule, f.simpul, f.message) for f in check_pohon(self.pohon) if f.rule in SHAPE]

    def rules(self) -> list[str]:
        return [rule for rule, _, _ in self.findings()]

    def map(self, key: str, jenis: str, alasan: str = "") -> None:
        Pemetaan.objects.create(simpul=self.simpul[key], komponen=self.chain[jenis], alasan=alasan)


class TestG01(Shape):
    def test_a_wrong_kind_is_a_fault_and_operational_as_kegiatan_a_warning(self) -> None:
        self.map("prog1", "kegiatan")
        self.map("sub1", "kegiatan")
        found = [
            (f.rule, f.severity, f.simpul, f.message)
            for f in check_pohon(self.pohon)
            if f.rule in {"G-01", "G-02"}
        ]
        self.assertEqual(
            found[0],
            (
                "G-01",
                Severity.GALAT,
                self.simpul["prog1"].pk,
                "“Pengguna angkutan umum meningkat”: level taktikal intermediate seharusnya menjadi program, bukan "
                "kegiatan.",
            ),
        )
        self.assertEqual(found[1][:3], ("G-01", Severity.PERINGATAN, self.simpul["sub1"].pk))
        self.assertEqual(len(found), 2)

    def test_the_regional_level_belongs_in_the_rpjmd(self) -> None:
        Simpul.objects.filter(pk=self.simpul["akar"].pk).update(level_kinerja="strategis_daerah")
        self.map("akar", "tujuan")
        self.assertIn(
            (
                "G-01",
                self.simpul["akar"].pk,
                "“Kemacetan berkurang”: level strategis daerah dituangkan ke RPJMD.",
            ),
            self.findings(),
        )

    def test_each_level_as_the_kind_of_the_scheme_is_right(self) -> None:
        for key, jenis in RIGHT:
            self.map(key, jenis)
        self.assertNotIn("G-01", self.rules())


class TestG02(Shape):
    def be_ministry(self) -> None:
        """Let the tree be a ministry's, and its chain the komponen of a ministry."""
        Instansi.objects.filter(pk=self.instansi.pk).update(jenis="kementerian_lembaga")
        for jenis, kl in KL.items():
            Komponen.objects.filter(pk=self.chain[jenis].pk).update(jenis=kl)
        self.pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(
            pk=self.pohon.pk
        )

    def test_a_level_as_the_kind_of_another_is_a_fault(self) -> None:
        self.be_ministry()
        self.map("keg1", "program")
        (found,) = [f for f in check_pohon(self.pohon) if f.rule in {"G-01", "G-02"}]
        self.assertEqual(
            (found.rule, found.severity, found.simpul),
            ("G-02", Severity.GALAT, self.simpul["keg1"].pk),
        )
        self.assertIn("seharusnya menjadi sasaran kegiatan, bukan sasaran program", found.message)

    def test_each_level_as_the_kind_of_the_scheme_is_right(self) -> None:
        self.be_ministry()
        for key, jenis in RIGHT:
            self.map(key, jenis)
        self.assertEqual({"G-01", "G-02"} & set(self.rules()), set())

    def test_a_region_is_left_to_the_other_rule(self) -> None:
        self.map("prog1", "kegiatan")
        self.assertIn("G-01", self.rules())
        self.assertNotIn("G-02", self.rules())


class TestG03(Shape):
    def test_joining_across_parents_needs_a_reason(self) -> None:
        self.map("sub1", "subkegiatan")
        self.map("sub2", "subkegiatan")
        self.assertNotIn("G-03", self.rules())
        self.map("keg1", "subkegiatan", alasan="Satu keluaran")
        joined = [simpul for rule, simpul, _ in self.findings() if rule == "G-03"]
        self.assertEqual(joined, [self.simpul["sub1"].pk, self.simpul["sub2"].pk])

    def test_joining_under_one_parent_or_with_reasons_is_right(self) -> None:
        self.map("sub1", "subkegiatan")
        self.map("sub2", "subkegiatan")
        self.assertNotIn("G-03", self.rules())
        self.map("keg1", "subkegiatan", alasan="Satu keluaran")
        Pemetaan.objects.update(alasan="Satu keluaran")
        self.assertNotIn("G-03", self.rules())


class TestG04(Shape):
    def test_every_own_node_must_be_mapped(self) -> None:
        self.assertEqual(self.rules(), ["G-04"] * 6)
        self.assertIn("belum dituangkan ke komponen perencanaan", self.findings()[0][2])
        Crosscutting.objects.create(simpul=self.simpul["prog1"], mitra=self.unit_b)
        self.assertEqual(self.rules(), ["G-04"] * 2)

    def test_a_whole_mapping_has_no_finding(self) -> None:
        actions.apply_usulan(user=self.admin, pohon=self.pohon.pk, dokumen=self.renstra.pk)
        self.assertEqual(self.findings(), [])


class TestG10(Shape):
    def test_a_mapped_program_without_kegiatan_is_noted(self) -> None:
        lonely = self.make_komponen("program", "Sendiri", self.chain["sasaran"])
        Pemetaan.objects.create(simpul=self.simpul["prog1"], komponen=lonely)
        self.assertIn(
            ("G-10", self.simpul["prog1"].pk, "Program “Sendiri” tidak punya turunan."),
            self.findings(),
        )

    def test_a_program_with_a_kegiatan_and_a_lowest_komponen_are_right(self) -> None:
        for key, jenis in RIGHT:
            self.map(key, jenis)
        self.assertNotIn("G-10", self.rules())


class TestQueries(Shape):
    def test_the_number_of_queries_does_not_grow(self) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as caught:
                check_pohon(self.pohon)
            return len(caught)

        actions.apply_usulan(user=self.admin, pohon=self.pohon.pk, dokumen=self.renstra.pk)
        count()  # loads the period and instansi of self.pohon
        few = count()
        tree.build(
            [
                Simpul(pohon=self.pohon, jenis="operasional", pernyataan=f"Kondisi {n}")
                for n in range(100)
            ],
            tree_id=self.pohon.pk,
            parent=Simpul.objects.get(pk=self.simpul["keg1"].pk),
        )
        actions.apply_usulan(user=self.admin, pohon=self.pohon.pk, dokumen=self.renstra.pk)
        self.assertEqual(Komponen.objects.filter(jenis="subkegiatan").count(), 103)
        self.assertEqual(count(), few)
