"""Signing the reviews before Tahap 4, and the node of a superior tree that a unit's tree continues."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from lib.aturan import Finding
from pohon import actions, potret
from pohon.aturan import check_pohon
from pohon.models import Perubahan, Pohon, Simpul, TinjauanPohon
from tests.base import Cast, make_unit

Jenis = TinjauanPohon.Jenis


class TinjauanTest(Cast):
    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a, tahap=3)
        self.url = f"/pohon/{self.pohon.pk}/tinjauan/"

    def sign(self, user: Any = None, jenis: str = Jenis.REDUNDANSI, catatan: str = "") -> Any:
        return actions.sign_tinjauan(
            user=user or self.perencana_a, pohon_id=self.pohon.pk, jenis=jenis, catatan=catatan
        )

    def found(self, rule: str) -> list[Finding]:
        return [one for one in check_pohon(self.pohon, up_to=3) if one.rule == rule]

    def test_a_signature_says_who_and_when_and_settles_the_finding(self) -> None:
        self.assertEqual(
            [one.message for one in self.found("A-13")],
            ["Tinjauan redundansi belum dilakukan.", "Tinjauan kealpaan belum dilakukan."],
        )
        row = self.sign(catatan="Dua simpul digabung")
        self.assertEqual((row.oleh, row.catatan), (self.perencana_a, "Dua simpul digabung"))
        (signed,) = potret.head(self.pohon)["tinjauan"]
        self.assertEqual((signed["jenis"], signed["nama"]), ("redundansi", self.perencana_a.nama))
        self.assertEqual(
            [one.message for one in self.found("A-13")], ["Tinjauan kealpaan belum dilakukan."]
        )
        self.sign(jenis=Jenis.KEALPAAN)
        self.assertEqual(self.found("A-13"), [])

    def test_signing_again_takes_the_place_of_the_first_and_both_stand_in_the_log(self) -> None:
        first = self.sign()
        again = self.sign(self.admin, catatan="Dibaca lagi")
        self.assertEqual(TinjauanPohon.objects.get(), again)
        self.assertGreater(again.waktu, first.waktu)
        log = Perubahan.objects.filter(pohon=self.pohon, jenis=Perubahan.Jenis.POHON)
        self.assertEqual(
            [row.sesudah["pohon"]["tinjauan"][0]["nama"] for row in log.order_by("nomor")],
            [self.perencana_a.nama, self.admin.nama],
        )

    def test_a_signature_is_for_the_nodes_that_stood_there(self) -> None:
        csf = self.make_simpul(self.pohon, "Armada terawat", user=self.perencana_a)
        for jenis in Jenis:
            self.sign(jenis=jenis)
        self.operate({"jenis": "ubah", "simpul": csf.pk, "data": {"pernyataan": "Armada baik"}})
        self.assertEqual(self.found("A-13"), [])
        self.make_simpul(self.pohon, "Rambu terpasang", user=self.perencana_a)
        first, _ = self.found("A-13")
        self.assertIn("berubah sejak tinjauan redundansi ditandatangani pada", first.message)
        client = self.client_for(self.perencana_a)
        self.assertContains(client.get(self.url), "Baca pohonnya lagi", count=2)
        new = Simpul.objects.get(pohon=self.pohon, pernyataan="Rambu terpasang")
        self.operate({"jenis": "hapus", "simpul": new.pk})
        self.assertEqual(self.found("A-13"), [])

    def operate(self, operasi: dict[str, Any]) -> None:
        row = Simpul.objects.get(pk=operasi["simpul"])
        one = {**operasi, "versi": row.versi}
        actions.apply(user=self.perencana_a, pohon_id=self.pohon.pk, operasi=[one])

    def test_a_signature_can_be_taken_back(self) -> None:
        self.sign()
        actions.withdraw_tinjauan(
            user=self.perencana_a, pohon_id=self.pohon.pk, jenis=Jenis.REDUNDANSI
        )
        self.assertFalse(TinjauanPohon.objects.exists())
        with self.assertRaisesMessage(ValidationError, "belum ditandatangani"):
            actions.withdraw_tinjauan(
                user=self.perencana_a, pohon_id=self.pohon.pk, jenis=Jenis.REDUNDANSI
            )

    def test_it_refuses_an_unknown_review_and_a_tree_not_broken_down(self) -> None:
        with self.assertRaisesMessage(ValidationError, "Pilih tinjauan"):
            self.sign(jenis="lain")
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=2)
        with self.assertRaisesMessage(ValidationError, "Buka Tahap 3"):
            self.sign()

    def test_it_refuses_other_units_readers_strangers_and_a_locked_tree(self) -> None:
        for user in (self.perencana_b, self.pembaca_a, self.evaluator):
            with self.assertRaises(PermissionDenied):
                self.sign(user)
        with self.assertRaises(Http404):
            self.sign(self.asing)
        Pohon.objects.filter(pk=self.pohon.pk).update(status=Pohon.Status.DIAJUKAN)
        with self.assertRaises(PermissionDenied):
            self.sign()

    def test_the_page_signs_shows_and_takes_back(self) -> None:
        client = self.client_for(self.perencana_a)
        data = {"jenis": "kealpaan", "kealpaan-catatan": "Sebab cuaca ditambahkan"}
        answer = client.post(self.url, data, follow=True)
        self.assertContains(answer, "Tinjauan ditandatangani.")
        self.assertContains(answer, "Sebab cuaca ditambahkan")
        reader = self.client_for(self.pembaca_a).get(self.url)
        self.assertContains(reader, self.perencana_a.nama)
        self.assertNotContains(reader, "Tanda tangani ulang")
        answer = client.post(self.url, {"jenis": "kealpaan", "cabut": "1"}, follow=True)
        self.assertContains(answer, "Tanda tangan tinjauan dicabut.")
        self.assertFalse(TinjauanPohon.objects.exists())

    def test_the_page_says_why_it_does_not_sign(self) -> None:
        client = self.client_for(self.perencana_a)
        self.assertContains(client.post(self.url, {"jenis": "x"}), "Pilih tinjauan redundansi")
        long = {"jenis": "kealpaan", "kealpaan-catatan": "a" * 2001}
        self.assertContains(client.post(self.url, long), "2001")
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=1)
        self.assertContains(client.get(self.url), "Buka Tahap 3 dahulu")
        self.assertFalse(TinjauanPohon.objects.exists())

    def test_the_page_shows_what_the_rules_read_beside_the_question(self) -> None:
        root = Simpul.objects.get(pohon=self.pohon)
        self.make_simpul(self.pohon, "Kemacetan berkurang", root, user=self.perencana_a)
        answer = self.client_for(self.perencana_a).get(self.url)
        self.assertContains(answer, "Redundan: “Kemacetan berkurang”")
        self.assertContains(answer, f"/pohon/{self.pohon.pk}/#simpul-")

    def test_the_page_asks_as_much_for_many_nodes_as_for_few(self) -> None:
        client = self.client_for(self.perencana_a)

        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get(self.url)
            return len(queries)

        count()
        few = count()
        for number in range(6):
            self.make_simpul(self.pohon, f"Sebab {number} dan sebab lain {number}")
        self.assertLessEqual(count(), few + 1)  # the names of the units, once


class B10Test(Cast):
    """Rule B-10 and the field that settles it."""

    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_a1, tahap=3, user=self.admin)
        self.url = f"/pohon/{self.pohon.pk}/dasar/"

    def found(self) -> list[str]:
        self.pohon.refresh_from_db()
        return [one.message for one in check_pohon(self.pohon, up_to=3) if one.rule == "B-10"]

    def continue_at(self, simpul: Any) -> None:
        actions.update_pohon(user=self.admin, pohon_id=self.pohon.pk, data={"induk_simpul": simpul})

    def test_without_a_superior_tree_there_is_nothing_to_continue(self) -> None:
        self.assertEqual(self.found(), [])
        self.make_pohon(unit=self.unit_b, user=self.admin)  # beside, not above
        self.assertEqual(self.found(), [])
        self.assertNotContains(self.client_for(self.admin).get(self.url), "Melanjutkan simpul")

    def test_a_tree_below_another_names_the_node_it_continues(self) -> None:
        above = self.make_pohon(unit=self.unit_a, user=self.admin)
        (message,) = self.found()
        self.assertIn("harus menginduk", message)
        self.continue_at(Simpul.objects.get(pohon=above).pk)
        self.assertEqual(self.found(), [])
        self.continue_at(None)
        self.assertEqual(len(self.found()), 1)

    def test_the_tree_of_the_instansi_is_above_every_unit_and_under_none(self) -> None:
        whole = self.make_pohon(unit=None, user=self.admin)
        self.assertEqual(len(self.found()), 1)
        self.assertEqual([f for f in check_pohon(whole, up_to=3) if f.rule == "B-10"], [])
        Pohon.objects.filter(pk=whole.pk).update(dihapus="2026-01-01T00:00:00Z")
        self.assertEqual(self.found(), [])

    def test_a_node_elsewhere_is_refused_and_one_that_slipped_in_is_found(self) -> None:
        self.make_pohon(unit=self.unit_a, user=self.admin)
        beside = Simpul.objects.get(pohon=self.make_pohon(unit=self.unit_b, user=self.admin))
        for wrong in (beside.pk, 0, "x", True, Simpul.objects.get(pohon=self.pohon).pk):
            with self.assertRaisesMessage(ValidationError, "Pilih simpul dari pohon unit"):
                self.continue_at(wrong)
        Pohon.objects.filter(pk=self.pohon.pk).update(induk_simpul=beside)
        (message,) = self.found()
        self.assertIn("bukan simpul pohon unit di atasnya", message)

    def test_the_page_of_the_basis_offers_the_nodes_above(self) -> None:
        above = self.make_pohon(unit=self.unit_a, user=self.admin, pernyataan="Jalan lancar")
        client = self.client_for(self.perencana_a)
        self.assertContains(client.get(self.url), "Jalan lancar")
        data = {
            "dasar-TOTAL_FORMS": "0",
            "dasar-INITIAL_FORMS": "0",
            "induk_simpul": str(Simpul.objects.get(pohon=above).pk),
        }
        client.post(self.url, data)
        self.assertEqual(self.found(), [])
        self.assertContains(self.client_for(self.pembaca_a).get(self.url), "Jalan lancar")

    def test_a_deeper_unit_continues_the_tree_of_any_unit_above(self) -> None:
        deep = make_unit(self.instansi, "Seksi Rekayasa", self.unit_a1)
        Pohon.objects.filter(pk=self.pohon.pk).update(unit=deep)
        above = self.make_pohon(unit=self.unit_a, user=self.admin)
        self.assertEqual(len(self.found()), 1)
        self.continue_at(Simpul.objects.get(pohon=above).pk)
        self.assertEqual(self.found(), [])
