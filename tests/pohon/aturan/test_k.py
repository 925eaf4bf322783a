"""Rules K-01, K-02 and E-14: a tree against its frozen versions."""

from __future__ import annotations

from typing import Any

from django.test import SimpleTestCase

from lib.aturan import Severity, run
from pohon import actions, potret
from pohon.aturan import KonteksPohon
from pohon.aturan.versi_beku import CACHE, SimpulBeku, VersiBeku
from pohon.models import Simpul
from tests.base import Cast
from tests.pohon.aturan.ukur import ask, konteks, node, places

IKU = {"nama": "Indeks Jalan", "kategori": "iku"}


def frozen(
    nomor: int, jenis: str = "antara", level: str = "taktikal_intermediate", *iku: str
) -> VersiBeku:
    """A version in which node 2 was so."""
    return VersiBeku(nomor, {2: SimpulBeku("B", jenis, level, (), iku)})


def now(*versions: VersiBeku, **more: Any) -> KonteksPohon:
    """A tree with node 2 as it is now, and its versions, the newest first."""
    k = konteks(node(1, None, "A", "outcome"), node(2, 1, "B", **more))
    k.__dict__[CACHE] = [*versions]
    return k


class K01Test(SimpleTestCase):
    def test_another_level_than_in_the_last_version_is_told_with_both(self) -> None:
        (finding,) = ask("K-01", now(frozen(3), level_kinerja="operasional"))
        self.assertEqual((finding.simpul, finding.severity), (2, Severity.GALAT))
        self.assertIn("Taktikal intermediate (versi 3) → Operasional", finding.message)

    def test_a_mended_level_asks_for_a_reason_and_does_not_shut_the_tree(self) -> None:
        (finding,) = ask("K-01", now(frozen(3), level_kinerja="operasional"))
        self.assertEqual((finding.blocks, finding.needs_reason), (False, True))

    def test_submitted_again_it_is_told_against_the_version_before(self) -> None:
        k = now(frozen(4, "antara", "operasional"), frozen(3), level_kinerja="operasional")
        self.assertIn("versi 3", ask("K-01", k)[0].message)

    def test_an_older_version_is_left_alone(self) -> None:
        same = [frozen(n, "antara", "operasional") for n in (5, 4)]
        self.assertEqual(places("K-01", now(*same, frozen(3), level_kinerja="operasional")), [])

    def test_the_same_level_a_new_node_and_a_tree_without_versions_are_fine(self) -> None:
        self.assertEqual(places("K-01", now(frozen(3))), [])
        self.assertEqual(places("K-01", now(VersiBeku(3, {}), level_kinerja="operasional")), [])
        self.assertEqual(places("K-01", now(frozen(3, level=""))), [])
        self.assertEqual(places("K-01", now()), [])


class K02Test(SimpleTestCase):
    def test_another_kind_is_told_with_both(self) -> None:
        (finding,) = ask("K-02", now(frozen(3, "operasional")))
        self.assertEqual((finding.simpul, finding.severity), (2, Severity.PERINGATAN))
        self.assertIn("Kondisi operasional (versi 3) → Kondisi antara", finding.message)

    def test_the_same_kind_is_fine(self) -> None:
        self.assertEqual(places("K-02", now(frozen(3))), [])


class E14Test(SimpleTestCase):
    def history(self, *names: str) -> KonteksPohon:
        """Node 2 with one IKU in each version, the last now."""
        *before, last = names
        versions = [frozen(n, "antara", "operasional", name) for n, name in enumerate(before, 1)]
        return now(*versions[::-1], indikator=[{**IKU, "nama": last}])

    def test_replaced_twice_in_a_period_is_often(self) -> None:
        (finding,) = ask("E-14", self.history("Indeks Jalan", "Angka kemiskinan", "Opini BPK"))
        self.assertIn("diganti 2 kali", finding.message)
        self.assertIn("“Indeks Jalan” dan “Angka kemiskinan”", finding.message)

    def test_once_and_never_are_fine(self) -> None:
        self.assertEqual(places("E-14", self.history("Indeks Jalan", "Opini BPK", "Opini BPK")), [])
        self.assertEqual(places("E-14", self.history("Opini BPK", "Opini BPK", "Opini BPK")), [])

    def test_worded_otherwise_it_is_the_same(self) -> None:
        names = (
            "Persentase jalan mantap",
            "Persentase  Jalan Mantap",
            "Persentase jalan yang mantap",
        )
        self.assertEqual(places("E-14", self.history(*names)), [])

    def test_the_instansi_may_forbid_even_one(self) -> None:
        k = self.history("Indeks Jalan", "Indeks Jalan", "Opini BPK")
        k.__dict__["_ambang"] = {("E-14", "ganti"): 0.0}
        self.assertEqual(places("E-14", k), [2])


class FrozenTest(Cast):
    """What is read of real versions, and in how many queries."""

    RULES = ("E-14", "F-01", "K-01", "K-02")

    def konteks(self) -> KonteksPohon:
        whole = potret.whole(self.pohon)
        k = KonteksPohon(whole, whole["simpul"])
        k.__dict__["_ambang"] = {}
        return k

    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a, tahap=4)
        self.csf = self.make_simpul(self.pohon, "Jalan memadai", jenis="csf")

    def freeze(self) -> None:
        actions.freeze_version(user=self.perencana_a, pohon=self.pohon)

    def test_a_level_changed_after_a_version_is_found(self) -> None:
        self.freeze()
        Simpul.objects.filter(pk=self.csf.pk).update(level_kinerja="operasional")
        found = run(self.konteks(), up_to=5, only=self.RULES)
        self.assertEqual([(f.rule, f.simpul) for f in found], [("K-01", self.csf.pk)])

    def test_versions_are_read_once_and_remembered(self) -> None:
        for _ in range(3):
            self.freeze()
        k = self.konteks()
        with self.assertNumQueries(2):
            run(k, up_to=5, only=self.RULES)
        again = self.konteks()
        with self.assertNumQueries(1):
            run(again, up_to=5, only=self.RULES)

    def test_a_tree_without_versions_asks_once(self) -> None:
        k = self.konteks()
        with self.assertNumQueries(1):
            self.assertEqual(run(k, up_to=5, only=self.RULES), [])

    def test_a_crosscutting_condition_deleted_after_a_version_is_found(self) -> None:
        own = {"simpul": self.csf.pk, "data": {"crosscutting": [{"mitra": self.unit_b.pk}]}}
        answer = self.apply({"jenis": "ubah", "versi": 1, **own})
        self.freeze()
        mark = answer["hasil"][0]["simpul"][0]["crosscutting"][0]["id"]
        gone = {"crosscutting": [{"id": mark, "hapus": True}]}
        self.apply({"jenis": "ubah", "simpul": self.csf.pk, "versi": 2, "data": gone})
        self.apply({"jenis": "hapus", "simpul": self.csf.pk, "versi": 3})
        found = run(self.konteks(), up_to=5, only=self.RULES)
        self.assertEqual([(f.rule, f.simpul) for f in found], [("F-01", None)])

    def apply(self, operation: dict[str, Any]) -> dict[str, Any]:
        return actions.apply(user=self.perencana_a, pohon_id=self.pohon.pk, operasi=[operation])
