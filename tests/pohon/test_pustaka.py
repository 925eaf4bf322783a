"""The library of indicators: who writes it, how trees keep the link, and how they follow a card."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from lib.api import Conflict
from pohon import actions, potret
from pohon.models import Indikator, Perubahan, Pohon, PustakaIndikator, Simpul
from pohon.pustaka import KARTU
from tests.base import Cast


class PustakaCase(Cast):
    """A tree of unit A at stage 4 with one node, and a card of the city."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.kartu = PustakaIndikator.objects.create(
            instansi=cls.instansi,
            nama="Waktu tempuh rata-rata",
            satuan="menit",
            polaritas="minimize",
            formula="jumlah waktu / jumlah perjalanan",
            kategori="iku",
        )
        cls.pohon = cls.make_pohon(unit=cls.unit_a, tahap=4)
        cls.simpul = cls.make_simpul(cls.pohon, "Kapasitas jalan meningkat", jenis="csf")

    def apply(self, *operasi: dict[str, Any], user: Any = None) -> Any:
        return actions.apply(
            user=user or self.perencana_a, pohon_id=self.pohon.pk, operasi=list(operasi)
        )

    def take(self, **more: Any) -> Indikator:
        """Take the card over to the node, as the editor does."""
        self.simpul.refresh_from_db()
        entry = {name: getattr(self.kartu, name) for name in KARTU}
        self.apply(
            {
                "jenis": "ubah",
                "simpul": self.simpul.pk,
                "versi": self.simpul.versi,
                "data": {"indikator": [{**entry, "pustaka": self.kartu.pk, **more}]},
            }
        )
        return Indikator.objects.latest("pk")


class TestTautan(PustakaCase):
    def test_taking_a_card_is_logged_with_its_name(self) -> None:
        row = self.take()
        self.assertEqual((row.pustaka_id, row.formula), (self.kartu.pk, self.kartu.formula))
        logged = Perubahan.objects.latest("nomor").sesudah["simpul"][0]["indikator"][0]
        self.assertEqual(
            (logged["pustaka"], logged["pustaka_nama"]), (self.kartu.pk, self.kartu.nama)
        )

    def test_a_card_of_another_instansi_is_refused(self) -> None:
        asing = PustakaIndikator.objects.create(instansi=self.instansi_asing, nama="Lain")
        for key in (asing.pk, 10**9, "1", True):
            with self.assertRaises(ValidationError) as caught:
                self.take(pustaka=key)
            self.assertIn("operasi.0.indikator.0.pustaka", caught.exception.message_dict)
        self.assertFalse(Indikator.objects.exists())

    def test_copies_keep_the_link(self) -> None:
        self.take()
        root = Simpul.objects.get(pohon=self.pohon, induk=None)
        self.apply({"jenis": "salin", "simpul": self.simpul.pk, "induk": root.pk})
        self.assertEqual(Indikator.objects.filter(pustaka=self.kartu).count(), 2)

    def test_a_restored_branch_keeps_the_link_unless_the_card_is_gone(self) -> None:
        self.take()
        for gone in (False, True):
            self.simpul.refresh_from_db()
            hasil = self.apply(
                {"jenis": "hapus", "simpul": self.simpul.pk, "versi": self.simpul.versi}
            )
            if gone:
                actions.delete_pustaka(user=self.admin, pustaka=self.kartu)
            self.apply({"jenis": "pulihkan", "perubahan": hasil["nomor"]})
            row = Indikator.objects.get()
            self.assertEqual(row.pustaka_id, None if gone else row.pustaka_id)
            self.assertEqual(bool(row.pustaka_id), not gone)

    def test_what_the_tree_shows_can_be_sent_back_whole(self) -> None:
        self.take()
        shown = potret.nodes(Simpul.objects.filter(pk=self.simpul.pk))[0]["indikator"][0]
        self.apply(
            {
                "jenis": "ubah",
                "simpul": self.simpul.pk,
                "versi": self.simpul.versi + 1,
                "data": {"indikator": [{k: v for k, v in shown.items() if k != "id"}]},
            }
        )
        self.assertEqual(Indikator.objects.filter(pustaka=self.kartu).count(), 2)


class TestTulis(PustakaCase):
    def test_a_perencana_adds_but_only_an_admin_changes(self) -> None:
        baru = PustakaIndikator(instansi=self.instansi, nama="Angka kecelakaan")
        actions.save_pustaka(user=self.perencana_b, pustaka=baru)
        with self.assertRaises(PermissionDenied):
            actions.save_pustaka(user=self.perencana_b, pustaka=baru, versi=1)
        for user in (self.pembaca_a, self.evaluator, self.pimpinan):
            with self.assertRaises(PermissionDenied):
                actions.save_pustaka(
                    user=user, pustaka=PustakaIndikator(instansi=self.instansi, nama="X")
                )

    def test_the_same_name_and_unit_is_refused(self) -> None:
        twin = PustakaIndikator(
            instansi=self.instansi, nama=f" {self.kartu.nama} ", satuan=self.kartu.satuan
        )
        with self.assertRaisesMessage(ValidationError, "sudah ada di pustaka"):
            actions.save_pustaka(user=self.admin, pustaka=twin)

    def test_a_stale_change_is_refused(self) -> None:
        old = PustakaIndikator.objects.get(pk=self.kartu.pk)
        actions.save_pustaka(user=self.admin, pustaka=self.kartu, versi=1)
        old.satuan = "jam"
        with self.assertRaisesMessage(ValidationError, "sudah diubah orang lain"):
            actions.save_pustaka(user=self.admin, pustaka=old, versi=1)

    def test_a_card_in_use_is_not_deleted(self) -> None:
        self.take()
        with self.assertRaisesMessage(ValidationError, "dipakai 1 indikator"):
            actions.delete_pustaka(user=self.admin, pustaka=self.kartu)

    def test_keeping_an_indikator_makes_a_card_and_links_it(self) -> None:
        row = Indikator.objects.create(simpul=self.simpul, nama="Panjang jalan", satuan="km")
        card = actions.keep_indikator(user=self.perencana_a, indikator=row)
        row.refresh_from_db()
        self.assertEqual((row.pustaka, card.satuan), (card, "km"))
        with self.assertRaisesMessage(ValidationError, "sudah bertaut"):
            actions.keep_indikator(user=self.perencana_a, indikator=row)

    def test_keeping_one_that_the_library_has_links_it_to_that_card(self) -> None:
        row = Indikator.objects.create(
            simpul=self.simpul, nama=self.kartu.nama, satuan=self.kartu.satuan, formula="lain"
        )
        self.assertEqual(actions.keep_indikator(user=self.perencana_a, indikator=row), self.kartu)
        self.kartu.refresh_from_db()
        self.assertEqual(self.kartu.formula, "jumlah waktu / jumlah perjalanan")

    def test_a_locked_tree_says_why_and_keeps_nothing(self) -> None:
        row = Indikator.objects.create(simpul=self.simpul, nama="Panjang jalan", satuan="km")
        Pohon.objects.filter(pk=self.pohon.pk).update(status=Pohon.Status.DISETUJUI)
        url = reverse("pohon:simpan_pustaka", args=[row.pk])
        self.assertEqual(self.client_for(self.perencana_a).post(url).status_code, 403)
        self.assertFalse(PustakaIndikator.objects.filter(nama="Panjang jalan").exists())

    def test_keeping_an_indikator_of_another_unit_writes_nothing(self) -> None:
        row = Indikator.objects.create(simpul=self.simpul, nama="Panjang jalan", satuan="km")
        with self.assertRaises(PermissionDenied):
            actions.keep_indikator(user=self.perencana_b, indikator=row)
        self.assertFalse(PustakaIndikator.objects.filter(nama="Panjang jalan").exists())


class TestSamakan(PustakaCase):
    def setUp(self) -> None:
        self.row = self.take(satuan="jam", keterangan="milik simpul")
        self.simpul.refresh_from_db()

    def test_it_takes_the_card_over_and_leaves_what_is_no_card(self) -> None:
        pilihan = {self.row.pk: self.simpul.versi}
        self.assertEqual(
            actions.align(user=self.perencana_a, pustaka=self.kartu, pilihan=pilihan, versi=1), 1
        )
        self.row.refresh_from_db()
        self.assertEqual((self.row.satuan, self.row.keterangan), ("menit", "milik simpul"))
        self.assertEqual(Perubahan.objects.latest("nomor").pengguna, self.perencana_a)

    def test_it_writes_two_indikator_of_one_node_at_once(self) -> None:
        other = self.take(satuan="hari")
        self.simpul.refresh_from_db()
        pilihan = {self.row.pk: self.simpul.versi, other.pk: self.simpul.versi}
        self.assertEqual(
            actions.align(user=self.admin, pustaka=self.kartu, pilihan=pilihan, versi=1), 2
        )

    def test_a_node_changed_meanwhile_stops_all(self) -> None:
        with self.assertRaises(Conflict):
            actions.align(
                user=self.admin,
                pustaka=self.kartu,
                pilihan={self.row.pk: self.simpul.versi - 1},
                versi=1,
            )

    def test_a_card_changed_meanwhile_stops_all(self) -> None:
        actions.save_pustaka(user=self.admin, pustaka=self.kartu, versi=1)
        pilihan = {self.row.pk: self.simpul.versi}
        with self.assertRaisesMessage(ValidationError, "sudah diubah orang lain"):
            actions.align(user=self.admin, pustaka=self.kartu, pilihan=pilihan, versi=1)

    def test_a_perencana_of_another_unit_may_not(self) -> None:
        pilihan = {self.row.pk: self.simpul.versi}
        with self.assertRaises(PermissionDenied):
            actions.align(user=self.perencana_b, pustaka=self.kartu, pilihan=pilihan, versi=1)

    def test_dropping_the_link_leaves_the_content(self) -> None:
        pilihan = {self.row.pk: self.simpul.versi}
        actions.align(user=self.admin, pustaka=self.kartu, pilihan=pilihan, versi=1, lepas=True)
        self.row.refresh_from_db()
        self.assertEqual((self.row.pustaka, self.row.satuan), (None, "jam"))

    def test_the_page_says_where_it_differs_and_answers_a_conflict(self) -> None:
        url = reverse("pohon:pustaka", args=[self.kartu.pk])
        client = self.client_for(self.perencana_a)
        self.assertContains(client.get(url), "satuan")
        stale = {"pilih": f"{self.row.pk}:{self.simpul.versi - 1}", "versi": "1"}
        self.assertEqual(client.post(url, stale).status_code, 409)
        fresh = {"pilih": f"{self.row.pk}:{self.simpul.versi}", "versi": "1"}
        self.assertContains(client.post(url, fresh, follow=True), "1 indikator disamakan")

    def test_a_page_without_a_choice_says_so(self) -> None:
        url = reverse("pohon:pustaka", args=[self.kartu.pk])
        answer = self.client_for(self.admin).post(url, {"pilih": "x:y"}, follow=True)
        self.assertContains(answer, "Pilih dahulu indikatornya.")


class TestHalaman(PustakaCase):
    def test_the_list_searches_and_asks_the_same_queries_whatever_its_length(self) -> None:
        client = self.client_for(self.pembaca_a)
        url = reverse("pohon:daftar_pustaka")
        client.get(url)
        with self.assertNumQueries(6):
            client.get(url)
        PustakaIndikator.objects.bulk_create(
            PustakaIndikator(instansi=self.instansi, nama=f"Indikator {n}") for n in range(20)
        )
        with self.assertNumQueries(6):
            answer = client.get(url)
        self.assertContains(answer, "Indikator 7")
        answer = client.get(url, {"q": "tempuh", "kategori": "iku", "urut": "-pakai"})
        self.assertContains(answer, "Waktu tempuh")
        self.assertNotContains(answer, "Indikator 7")

    def test_the_uses_ask_the_same_queries_whatever_their_number(self) -> None:
        url = reverse("pohon:pustaka", args=[self.kartu.pk])
        client = self.client_for(self.admin)
        self.take()
        client.get(url)
        with self.assertNumQueries(7):
            client.get(url)
        for _ in range(5):
            self.take()
        with self.assertNumQueries(7):
            client.get(url)

    def test_a_wrong_card_gets_a_sentence(self) -> None:
        url = reverse("pohon:tambah_pustaka")
        answer = self.client_for(self.admin).post(url, {"nama": "", "polaritas": "minimize"})
        self.assertContains(answer, "Nama indikator belum diisi.")

    def test_the_api_searches_and_pages(self) -> None:
        client = self.client_for(self.pembaca_a)
        url = reverse("api:daftar_pustaka")
        found = client.get(url, {"q": "tempuh", "pohon": self.pohon.pk}).json()
        self.assertEqual([one["id"] for one in found["results"]], [self.kartu.pk])
        self.assertNotIn("kode", found["results"][0])
        self.assertEqual(client.get(url, {"id": f"{self.kartu.pk}"}).json()["count"], 1)
        self.assertEqual(client.get(url, {"id": "x"}).status_code, 400)
        self.assertEqual(self.client_for(self.asing).get(url).json()["count"], 0)
        asked = {"pohon": self.pohon.pk}
        self.assertEqual(self.client_for(self.asing).get(url, asked).json()["count"], 0)

    def test_the_schema_describes_the_library_and_the_link(self) -> None:
        answer = self.client_for(self.pembaca_a).get("/api/v1/schema/?format=json").json()
        self.assertIn("/api/v1/pustaka-indikator/", answer["paths"])
        self.assertIn("pustaka", answer["components"]["schemas"]["Indikator"]["properties"])
        self.assertIn("indikator", answer["components"]["schemas"]["IsiSimpul"]["properties"])
