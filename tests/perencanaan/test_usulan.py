"""Proposals by level, by name and by code, and accepting those chosen."""

from __future__ import annotations

import time
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lib import tree
from perencanaan import actions
from perencanaan.models import Komponen, Nomenklatur, Pemetaan
from perencanaan.usulan.calon import Tawaran
from perencanaan.usulan.kemiripan import Indeks, stem, stems
from pohon import actions as pohon_actions
from pohon.models import Simpul
from tests.perencanaan.dasar import Perencanaan

KINDS = {"akar": "tujuan", "csf1": "sasaran", "prog1": "program"}


class KemiripanTest(Perencanaan):
    def test_affixes_do_not_tell_words_apart(self) -> None:
        for group in (
            ("meningkatnya", "peningkatan", "tingkat"),
            ("pengujian", "uji"),
            ("penyediaan", "tersedia"),
            ("berkurang", "pengurangan"),
            ("perlengkapan", "terlengkapi"),
        ):
            self.assertEqual(len({stem(word) for word in group}), 1, group)
        self.assertNotEqual(stem("jalan"), stem("kapal"))

    def test_empty_words_do_not_count_unless_they_are_all_there_is(self) -> None:
        self.assertEqual(stems("Terlaksananya uji kir"), stems("uji kir"))
        self.assertTrue(stems("Program"))
        self.assertEqual(stems("—"), frozenset())

    def test_the_best_comes_first_and_the_unlike_not_at_all(self) -> None:
        texts = [
            "Kualitas pelayanan publik yang meningkat",
            "Pelayanan perizinan cepat",
            "Laut bersih",
        ]
        found = Indeks((text, text) for text in texts).best(
            "Meningkatnya kualitas pelayanan publik", 3, 0.2
        )
        self.assertEqual(found[0], (99, texts[0]))
        self.assertEqual([text for _, text in found], texts[:2])
        self.assertEqual(Indeks([("", "x")]).best("", 3, 0.2), [])


class Usulan(Perencanaan):
    """A tree of which nothing is mapped, and an empty Renstra."""

    def setUp(self) -> None:
        self.pohon, self.simpul = self.make_tree()

    def offers(self) -> dict[int, Tawaran]:
        offers = actions.load_offers(self.pohon, self.renstra).offer_all()
        return {one.usulan.simpul.pk: one for one in offers}

    def of(self, key: str) -> Tawaran:
        return self.offers()[self.simpul[key].pk]

    def accept(self, user: Any = None, **calon: str) -> dict[str, int]:
        chosen = {}
        for key, kunci in calon.items():
            simpul = Simpul.objects.get(pk=self.simpul[key].pk)
            chosen[simpul.pk] = (simpul.versi, kunci)
        return actions.apply_chosen(
            user=user or self.perencana_a,
            pohon=self.pohon.pk,
            dokumen=self.renstra.pk,
            pilihan=chosen,
        )


class CalonTest(Usulan):
    def test_a_komponen_alike_by_name_waits_for_a_choice(self) -> None:
        tujuan = self.make_komponen("tujuan", "Berkurangnya kemacetan jalan")
        offer = self.of("akar")
        self.assertEqual(offer.keadaan, "pilih")
        self.assertEqual([one.kunci for one in offer.daftar], [f"k{tujuan.pk}", "baru:tujuan"])
        self.assertRegex(offer.daftar[0].dasar, r"^menurut nama \d\d %$")

    def test_what_says_the_same_needs_no_choice(self) -> None:
        tujuan = self.make_komponen("tujuan", "kemacetan, BERKURANG")
        offer = self.of("akar")
        self.assertEqual((offer.keadaan, offer.pilihan), ("siap", offer.daftar[0]))
        self.assertEqual(offer.daftar[0].kunci, f"k{tujuan.pk}")

    def test_a_komponen_that_another_node_stands_behind_is_not_offered_by_name(self) -> None:
        tujuan = self.make_komponen("tujuan", "Berkurangnya kemacetan jalan")
        Pemetaan.objects.create(simpul=self.simpul["csf1"], komponen=tujuan)
        self.assertEqual([one.kunci for one in self.of("akar").daftar], ["baru:tujuan"])

    def test_rows_of_the_nomenclature_under_the_code_above_are_offered(self) -> None:
        self.name_program("2.15.02")
        Simpul.objects.filter(pk=self.simpul["keg1"].pk).update(
            pernyataan="Perlengkapan jalan tersedia"
        )
        offer = self.of("keg1")
        row = self.nomenklatur("2.15.02.2.02")
        self.assertEqual(
            [one.kunci for one in offer.daftar], ["baru:kegiatan", f"n{row.pk}:kegiatan"]
        )
        self.assertEqual(offer.daftar[1].dasar, "menurut kode 2.15.02.2.02")
        self.assertEqual(offer.pilihan, offer.daftar[0])  # alike is never taken by itself

    def test_rows_under_another_code_are_not(self) -> None:
        self.name_program("2.15.03")
        Simpul.objects.filter(pk=self.simpul["keg1"].pk).update(
            pernyataan="Perlengkapan jalan tersedia"
        )
        self.assertEqual([one.kunci for one in self.of("keg1").daftar], ["baru:kegiatan"])

    def test_a_row_that_says_the_same_is_taken_with_its_code(self) -> None:
        Nomenklatur.objects.filter(kode="2.15.03").update(
            kinerja="Pengguna angkutan umum meningkat"
        )
        Nomenklatur.objects.filter(kode="2.15.03").update(nama="Pengguna angkutan umum meningkat")
        offer = self.of("prog1")
        assert offer.pilihan is not None
        self.assertEqual(offer.pilihan.kode, "2.15.03")

    def test_special_regions_and_other_bidang_are_not_offered(self) -> None:
        Nomenklatur.objects.filter(kode="2.15.03.5.01").update(nama="Armada angkutan umum terawat")
        self.assertEqual([one.kunci for one in self.of("keg1").daftar], ["baru:kegiatan"])

    def test_a_komponen_that_has_the_code_is_offered_instead_of_a_second_one(self) -> None:
        chain = self.name_program("2.15.02")
        row = self.nomenklatur("2.15.02.2.02")
        kegiatan = self.make_komponen("kegiatan", "-", chain["program"], nomenklatur=row)
        Simpul.objects.filter(pk=self.simpul["keg1"].pk).update(pernyataan="Perlengkapan jalan")
        keys = [one.kunci for one in self.of("keg1").daftar]
        self.assertIn(f"k{kegiatan.pk}", keys)
        self.assertNotIn(f"n{row.pk}:kegiatan", keys)

    def name_program(self, kode: str) -> dict[str, Komponen]:
        """Map the node above to a program with a code."""
        tujuan = self.make_komponen("tujuan", "Lalu lintas lancar")
        sasaran = self.make_komponen("sasaran", "Jalan lengang", tujuan)
        program = self.make_komponen("program", "-", sasaran, nomenklatur=self.nomenklatur(kode))
        for key, komponen in (("akar", tujuan), ("csf1", sasaran), ("prog1", program)):
            Pemetaan.objects.create(simpul=self.simpul[key], komponen=komponen)
        return {"program": Komponen.objects.get(pk=program.pk)}


class TerimaTest(Usulan):
    def test_those_chosen_are_made_and_the_rest_left(self) -> None:
        count = self.accept(akar="baru:tujuan", csf1="baru:sasaran")
        self.assertEqual(count, {"dibuat": 2, "dicocokkan": 0})
        kinds = Komponen.objects.filter(dokumen=self.renstra).values_list("jenis", flat=True)
        self.assertEqual(list(kinds.order_by("lft")), ["tujuan", "sasaran"])
        self.assertFalse(Pemetaan.objects.filter(salinan={}).exists())

    def test_another_candidate_is_taken_with_its_code_or_its_komponen(self) -> None:
        tujuan = self.make_komponen("tujuan", "Berkurangnya kemacetan jalan")
        row = self.nomenklatur("2.15.02")
        count = self.accept(akar=f"k{tujuan.pk}", csf1="baru:sasaran", prog1=f"n{row.pk}:program")
        self.assertEqual(count, {"dibuat": 2, "dicocokkan": 1})
        made = Komponen.objects.get(kode="2.15.02")
        self.assertEqual((made.nama, made.sasaran), (row.nama, "Pengguna angkutan umum meningkat"))
        self.assertEqual(made.induk.induk_id if made.induk else None, tujuan.pk)

    def test_a_node_above_that_was_not_chosen_is_named(self) -> None:
        with self.assertRaisesMessage(
            ValidationError, "“Pengguna angkutan umum meningkat”: Belum ada sasaran di atasnya"
        ):
            self.accept(akar="baru:tujuan", prog1="baru:program")
        self.assert_nothing()

    def test_what_would_become_something_else_than_was_shown_is_refused(self) -> None:
        with self.assertRaisesMessage(
            ValidationError, "jenis komponennya bergantung pada simpul di atasnya"
        ):
            self.accept(csf1="baru:sasaran")
        self.assert_nothing()

    def test_codes_that_do_not_fit_together_leave_nothing_behind(self) -> None:
        row, below = self.nomenklatur("2.15.03"), self.nomenklatur("2.15.02.2.02")
        with self.assertRaisesMessage(ValidationError, "bukan bagian program 2.15.03"):
            self.accept(
                akar="baru:tujuan",
                csf1="baru:sasaran",
                prog1=f"n{row.pk}:program",
                keg1=f"n{below.pk}:kegiatan",
            )
        self.assert_nothing()

    def test_what_changed_meanwhile_is_refused(self) -> None:
        chosen = {self.simpul["akar"].pk: (self.simpul["akar"].versi, "baru:tujuan")}
        row = {"jenis": "ubah", "simpul": self.simpul["akar"].pk, "versi": 1}
        pohon_actions.apply(
            user=self.admin,
            pohon_id=self.pohon.pk,
            operasi=[{**row, "data": {"pernyataan": "Kemacetan turun"}}],
        )
        with self.assertRaisesMessage(ValidationError, "usulan ini sudah berubah"):
            self.apply(chosen)
        self.make_komponen("tujuan", "Kemacetan turun")
        with self.assertRaisesMessage(ValidationError, "usulan ini sudah berubah"):
            self.accept(akar="baru:tujuan")  # it says the same now
        for kunci in ("k999999", "n999999", "k", "x" * 200):
            with self.assertRaises(ValidationError):
                self.accept(akar=kunci)
        with self.assertRaisesMessage(ValidationError, "sudah dihapus"):
            self.apply({999_999: (1, "baru:tujuan")})
        with self.assertRaisesMessage(ValidationError, "Pilih sekurang-kurangnya satu"):
            self.apply({})
        self.assertEqual(Pemetaan.objects.count(), 0)

    def test_a_node_mapped_meanwhile_is_refused(self) -> None:
        self.accept(akar="baru:tujuan")
        with self.assertRaisesMessage(ValidationError, "usulan ini sudah berubah"):
            self.accept(akar="baru:tujuan")

    def test_a_row_of_another_version_is_refused(self) -> None:
        self.accept(akar="baru:tujuan", csf1="baru:sasaran")
        row = self.nomenklatur("2.15.02")
        self.renstra.versi_nomenklatur = None
        self.renstra.save()
        with self.assertRaisesMessage(ValidationError, "usulan ini sudah berubah"):
            self.accept(prog1=f"n{row.pk}:program")

    def test_it_refuses_another_unit(self) -> None:
        for user in (self.perencana_b, self.pembaca_a, self.evaluator):
            with self.assertRaises(PermissionDenied):
                self.accept(user=user, akar="baru:tujuan")

    def test_all_that_are_ready_leaves_those_to_choose(self) -> None:
        self.make_komponen("tujuan", "Berkurangnya kemacetan jalan")
        count = actions.apply_usulan(
            user=self.perencana_a, pohon=self.pohon.pk, dokumen=self.renstra.pk
        )
        self.assertEqual(count, {"dibuat": 0, "dicocokkan": 0, "tersisa": 6})

    def apply(self, chosen: dict[int, tuple[int, str]]) -> None:
        actions.apply_chosen(
            user=self.admin, pohon=self.pohon.pk, dokumen=self.renstra.pk, pilihan=chosen
        )

    def assert_nothing(self) -> None:
        self.assertFalse(Komponen.objects.filter(dokumen=self.renstra).exists())
        self.assertFalse(Pemetaan.objects.exists())


class UsulanPageTest(Usulan):
    def setUp(self) -> None:
        super().setUp()
        self.client = self.client_for(self.perencana_a)
        self.url = reverse("perencanaan:usulan_pemetaan", args=[self.pohon.pk])

    def pick(self, *keys: str, **more: str) -> dict[str, Any]:
        nodes = [self.simpul[key] for key in keys]
        return {
            "dokumen": self.renstra.pk,
            "cara": "pilihan",
            "pilih": [f"{node.pk}:{node.versi}" for node in nodes],
            **{f"calon_{self.simpul[key].pk}": f"baru:{KINDS[key]}" for key in keys},
            **more,
        }

    def test_those_ticked_are_accepted_and_the_page_goes_on(self) -> None:
        answer = self.client.post(self.url, self.pick("akar", "csf1"), follow=True)
        self.assertContains(answer, "2 komponen dibuat, 0 simpul dicocokkan")
        self.assertContains(answer, "Pengguna angkutan umum meningkat")
        self.assertNotContains(answer, f'value="{self.simpul["akar"].pk}:')

    def test_a_refusal_keeps_what_was_ticked(self) -> None:
        answer = self.client.post(self.url, self.pick("akar", "prog1"))
        self.assertContains(answer, "Belum ada sasaran di atasnya", status_code=400)
        self.assertContains(answer, "Tidak ada yang disimpan.", status_code=400)
        node = self.simpul["prog1"]
        self.assertContains(answer, f'value="{node.pk}:{node.versi}" checked', status_code=400)
        node = self.simpul["csf1"]
        self.assertContains(answer, f'value="{node.pk}:{node.versi}">', status_code=400)

    def test_wild_input_is_refused_with_a_sentence(self) -> None:
        for more in (
            {"pilih": "1"},
            {"pilih": f"{'9' * 30}:1"},
            {f"calon_{self.simpul['akar'].pk}": ""},
        ):
            answer = self.client.post(self.url, {**self.pick("akar"), **more})
            self.assertEqual(answer.status_code, 400)
        self.assertEqual(Pemetaan.objects.count(), 0)

    def test_filters_and_bases_show(self) -> None:
        self.make_komponen("tujuan", "Berkurangnya kemacetan jalan")
        page = self.client.get(self.url, {"dokumen": self.renstra.pk})
        self.assertContains(page, "menurut nama")
        self.assertContains(page, "menurut level")
        only = self.client.get(f"{self.url}?dokumen={self.renstra.pk}&saring=pilih")
        self.assertContains(only, "Perlu dipilih <b>1</b>")
        self.assertContains(only, 'class="usulan-baris', count=1)

    def test_a_thousand_nodes_take_pages_and_no_more_queries(self) -> None:
        few, _ = self.measure()
        parent = Simpul.objects.get(pk=self.simpul["keg1"].pk)
        tree.build(
            [
                Simpul(
                    pohon=self.pohon,
                    jenis="operasional",
                    level_kinerja="operasional",
                    pernyataan=f"Terlaksananya pemeriksaan kendaraan angkutan umum wilayah {n}",
                )
                for n in range(1000)
            ],
            tree_id=self.pohon.pk,
            parent=parent,
        )
        tujuan = self.make_komponen("tujuan", "Lain")
        for n in range(5):
            self.make_komponen("sasaran", f"Pemeriksaan kendaraan umum {n}", tujuan)
        many, seconds = self.measure()
        self.assertEqual(many, few)
        self.assertLessEqual(few, 14)
        self.assertLess(seconds, 5)

    def measure(self) -> tuple[int, float]:
        self.client.get(self.url, {"dokumen": self.renstra.pk})
        begin = time.perf_counter()
        with CaptureQueriesContext(connection) as caught:
            page = self.client.get(self.url, {"dokumen": self.renstra.pk})
        self.assertLessEqual(page.content.decode().count('class="usulan-baris'), 100)
        return len(caught), time.perf_counter() - begin
