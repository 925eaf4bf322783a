"""Rules A: each with a tree that must trigger it and one that must not."""

from __future__ import annotations

import datetime
from typing import Any
from unittest import mock

from django.test import SimpleTestCase
from django.utils import timezone

from lib.aturan import Severity
from pohon import actions, potret
from pohon.aturan import KonteksPohon
from pohon.models import Pohon, VersiPohon
from tests.base import Cast
from tests.pohon.aturan.ukur import ask, konteks, node, places

GALAT, PERINGATAN = Severity.GALAT, Severity.PERINGATAN
ROOT = node(1, None, "Menurunnya kemacetan lalu lintas", "outcome")
CSF = node(2, 1, "Meningkatnya kapasitas jalan", "strategis", metode="urai_masalah")


def basis(
    masalah: str = "Kemacetan di pusat kota", jenis: str = "isu_strategis", **more: Any
) -> dict[str, Any]:
    return {
        "jenis": jenis,
        "masalah": masalah,
        "data": "LoS F",
        "sumber": "Survei",
        "tahun": 2024,
        **more,
    }


class A01Test(SimpleTestCase):
    def test_an_outcome_without_csf_has_not_done_stage_two(self) -> None:
        (finding,) = ask("A-01", konteks(ROOT))
        self.assertEqual((finding.simpul, finding.severity, finding.blocks), (1, GALAT, True))
        self.assertIn("Tahapan tidak boleh dilompati", finding.message)

    def test_an_outcome_with_one_has(self) -> None:
        self.assertEqual(ask("A-01", konteks(ROOT, CSF)), [])


class A06Test(SimpleTestCase):
    def test_an_outcome_needs_a_basis(self) -> None:
        (finding,) = ask("A-06", konteks(ROOT))
        self.assertEqual((finding.simpul, finding.severity), (None, GALAT))

    def test_a_basis_that_speaks_of_something_else_is_looked_at(self) -> None:
        (finding,) = ask("A-06", konteks(ROOT, dasar=[basis("Mutu pendidikan rendah", data="AKM")]))
        self.assertEqual(finding.severity, PERINGATAN)
        self.assertIn("Menurunnya kemacetan", finding.message)

    def test_a_basis_that_speaks_of_it_and_a_mandate_do(self) -> None:
        self.assertEqual(ask("A-06", konteks(ROOT, dasar=[basis()])), [])
        mandate = basis("Tugas bidang perhubungan", "mandat", data="")
        self.assertEqual(ask("A-06", konteks(ROOT, dasar=[mandate])), [])


class A07Test(SimpleTestCase):
    def test_what_is_missing_of_the_evidence_is_named(self) -> None:
        (finding,) = ask(
            "A-07", konteks(ROOT, dasar=[basis(), basis("Lain", sumber="", tahun=None)])
        )
        self.assertEqual(
            finding.message,
            "Dasar outcome “Lain” belum didukung bukti: sumber dan tahun belum diisi.",
        )

    def test_whole_evidence_is_enough(self) -> None:
        self.assertEqual(ask("A-07", konteks(ROOT, dasar=[basis()])), [])


class A08Test(SimpleTestCase):
    def test_the_agreement_needs_a_date_and_people(self) -> None:
        for more in ({}, {"kesepakatan_peserta": "Bupati"}, {"kesepakatan_tanggal": "2025-01-02"}):
            self.assertEqual(places("A-08", konteks(ROOT, **more)), [None])

    def test_a_recorded_agreement_is_enough(self) -> None:
        k = konteks(ROOT, kesepakatan_peserta="Bupati", kesepakatan_tanggal="2025-01-02")
        self.assertEqual(ask("A-08", k), [])


class A09Test(SimpleTestCase):
    def test_a_csf_without_its_method_is_told(self) -> None:
        self.assertEqual(places("A-09", konteks(ROOT, {**CSF, "metode": ""})), [2])

    def test_a_csf_with_one_and_other_nodes_are_not(self) -> None:
        self.assertEqual(places("A-09", konteks(ROOT, CSF, node(3, 2, "Jalan bertambah"))), [])


class A10Test(SimpleTestCase):
    def test_a_period_of_a_year_is_too_short(self) -> None:
        self.assertEqual(places("A-10", konteks(ROOT, periode={"id": 1, "tahun": [2025]})), [None])

    def test_two_years_are_enough(self) -> None:
        self.assertEqual(
            places("A-10", konteks(ROOT, periode={"id": 1, "tahun": [2025, 2026]})), []
        )


class A11Test(Cast):
    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a)

    def found(self, today: datetime.date | None = None) -> list[str]:
        self.pohon.refresh_from_db()
        whole = potret.whole(self.pohon)
        k = KonteksPohon(whole, whole["simpul"], hari_ini=today or timezone.localdate())
        return [finding.message for finding in ask("A-11", k)]

    def after(self, days: int) -> datetime.date:
        return timezone.localdate() + datetime.timedelta(days=days)

    def age(self, days: int) -> None:
        when = timezone.now() - datetime.timedelta(days=days)
        Pohon.objects.filter(pk=self.pohon.pk).update(dibuat=when)
        VersiPohon.objects.filter(pohon=self.pohon).update(waktu=when)

    def test_a_tree_nobody_looked_at_for_a_year_is_told_with_the_day(self) -> None:
        self.assertEqual(self.found(), [])
        self.assertEqual(self.found(self.after(360)), [])
        (message,) = self.found(self.after(370))
        self.assertRegex(message, r"^Pohon belum ditinjau sejak \d+ \w+ \d{4}\.$")

    def test_a_version_and_a_signature_are_looks(self) -> None:
        self.age(400)
        self.assertEqual(len(self.found()), 1)
        actions.freeze_version(user=self.admin, pohon=self.pohon)
        self.assertEqual(self.found(), [])
        self.age(400)
        self.assertEqual(len(self.found()), 1)
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=3)
        actions.sign_tinjauan(user=self.admin, pohon_id=self.pohon.pk, jenis="kealpaan")
        self.assertEqual(self.found(), [])

    def test_a_frozen_tree_tells_its_moments_as_text(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=3)
        actions.sign_tinjauan(user=self.admin, pohon_id=self.pohon.pk, jenis="kealpaan")
        self.pohon.refresh_from_db()
        actions.freeze_version(user=self.admin, pohon=self.pohon)
        isi = VersiPohon.objects.get().isi
        VersiPohon.objects.all().delete()
        k = KonteksPohon(isi, isi["simpul"], hari_ini=self.after(370))
        self.assertEqual(len(ask("A-11", k)), 1)
        older = {name: isi[name] for name in isi if name not in {"tinjauan", "dibuat"}}
        k = KonteksPohon(older, isi["simpul"], hari_ini=self.after(370))
        self.assertEqual((len(ask("A-11", k)), len(ask("A-13", k))), (0, 2))

    def test_a_basis_changed_since_is_told(self) -> None:
        actions.freeze_version(user=self.admin, pohon=self.pohon)
        self.assertEqual(self.found(), [])
        new = {"jenis": "mandat", "masalah": "Tugas perhubungan"}
        actions.update_pohon(user=self.admin, pohon_id=self.pohon.pk, data={"dasar": [new]})
        (message,) = self.found()
        self.assertIn("Dasar outcome berubah sejak pohon ditinjau", message)

    def test_the_instansi_may_allow_longer(self) -> None:
        whole = potret.whole(self.pohon)
        k = KonteksPohon(whole, whole["simpul"], hari_ini=self.after(370))
        with mock.patch.dict(k.__dict__, {"_ambang": {("A-11", "bulan"): 24.0}}):
            self.assertEqual(ask("A-11", k), [])


class A12Test(SimpleTestCase):
    def test_a_node_below_the_outcome_is_weighed(self) -> None:
        unweighed = {**ROOT, "bobot": ""}, {**CSF, "bobot": ""}
        (finding,) = ask("A-12", konteks(*unweighed))
        self.assertEqual((finding.simpul, finding.severity), (2, PERINGATAN))
        self.assertIn("belum dinilai", finding.message)
        self.assertEqual(ask("A-12", konteks(ROOT, CSF)), [])

    def test_from_stage_four_none_of_little_importance_stays(self) -> None:
        slight = {**CSF, "bobot": "rendah"}
        (finding,) = ask("A-12", konteks(ROOT, slight, tahap=4))
        self.assertIn("pertimbangkan untuk dihapus", finding.message)
        self.assertEqual(ask("A-12", konteks(ROOT, slight, tahap=3)), [])


class A13Test(SimpleTestCase):
    def test_each_review_that_nobody_signed_is_told(self) -> None:
        self.assertEqual(len(ask("A-13", konteks(ROOT))), 2)
        signed = [{"jenis": "redundansi", "nama": "A", "waktu": None, "catatan": ""}]
        (finding,) = ask("A-13", konteks(ROOT, tinjauan=signed))
        self.assertIn("kealpaan", finding.message)

    def test_a_signature_lapses_when_a_node_comes_goes_or_moves(self) -> None:
        shape = potret.shape([ROOT, CSF])
        signed = [{"jenis": one, "susunan": shape} for one in ("redundansi", "kealpaan")]
        reworded = {**CSF, "pernyataan": "Armada terawat baik"}
        self.assertEqual(ask("A-13", konteks(ROOT, reworded, tinjauan=signed)), [])
        other = {**CSF, "id": 9, "induk": CSF["id"]}
        for changed in ((ROOT,), (ROOT, CSF, other), (ROOT, {**CSF, "induk": 9})):
            self.assertEqual(len(ask("A-13", konteks(*changed, tinjauan=signed))), 2)

    def test_both_signed_are_enough(self) -> None:
        signed = [{"jenis": jenis} for jenis in ("redundansi", "kealpaan")]
        self.assertEqual(ask("A-13", konteks(ROOT, tinjauan=signed)), [])
