"""A tree that changes after its nodes were mapped: what is said, what is taken over, what is only looked at."""

from __future__ import annotations

import datetime
import importlib
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perencanaan import actions
from perencanaan.models import Dokumen, Komponen, Pemetaan
from perencanaan.penyesuaian import simpul as penyesuaian
from pohon import actions as pohon_actions
from pohon.models import Simpul
from tests.perencanaan.dasar import Perencanaan


class Penyesuaian(Perencanaan):
    """A tree of which one node is mapped to the program of the Renstra."""

    def setUp(self) -> None:
        self.pohon, self.simpul = self.make_tree()
        self.chain = self.make_chain()
        self.row = self.map("prog1", "program")

    def map(self, key: str, jenis: str, **more: Any) -> Pemetaan:
        return actions.map_simpul(
            user=self.admin, simpul=self.simpul[key].pk, komponen=self.chain[jenis].pk, **more
        )

    def change(self, key: str = "prog1", jenis: str = "ubah", **operasi: Any) -> None:
        simpul = Simpul.objects.get(pk=self.simpul[key].pk)
        row = {"jenis": jenis, "simpul": simpul.pk, "versi": simpul.versi, **operasi}
        pohon_actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[row])

    def reasons(self) -> list[str]:
        rows = Pemetaan.objects.select_related(*penyesuaian.WITH_SIMPUL)
        return penyesuaian.reasons_of(rows).get(self.row.pk, [])


class AlasanTest(Penyesuaian):
    def test_nothing_is_said_of_what_did_not_change(self) -> None:
        self.assertEqual(self.reasons(), [])
        self.change(data={"keterangan": "Tidak dibandingkan"})
        self.change("csf1", data={"pernyataan": "Induknya berganti rumusan"})
        self.assertEqual(self.reasons(), [])

    def test_every_kind_of_change_has_a_sentence(self) -> None:
        self.change(data={"indikator": [{"nama": "Penumpang", "satuan": "orang"}]})
        self.assertEqual(self.reasons(), ["Indikator ditambah: “Penumpang (orang)”."])
        self.row.salinan = penyesuaian.copies([self.simpul["prog1"].pk])[self.simpul["prog1"].pk]
        self.row.save()
        measure = self.row.salinan["indikator"][0]
        self.change(data={"indikator": [{**measure, "satuan": "juta orang"}]})
        self.assertEqual(
            self.reasons(),
            ["Indikator berubah: “Penumpang (orang)” menjadi “Penumpang (juta orang)”."],
        )
        self.change(
            data={
                "pernyataan": "Penumpang angkutan umum bertambah",
                "level_kinerja": "taktikal_immediate",
                "pengampu": self.unit_a1.pk,
                "indikator": [{"id": measure["id"], "hapus": True}],
            }
        )
        self.change(jenis="pindah", induk=self.simpul["akar"].pk)
        self.assertEqual(
            self.reasons(),
            [
                "Pernyataan berubah: “Pengguna angkutan umum meningkat” menjadi "
                "“Penumpang angkutan umum bertambah”.",
                "Level berubah dari taktikal intermediate menjadi taktikal immediate.",
                "Dipindahkan ke bawah “Kemacetan berkurang”.",
                "Pengampu berubah dari tidak ada menjadi Bidang Lalu Lintas.",
                "Indikator dihapus: “Penumpang (orang)”.",
            ],
        )

    def test_an_indicator_taken_away_and_added_again_counts_as_the_same(self) -> None:
        measure = {"nama": "Penumpang", "satuan": "orang"}
        self.change(data={"indikator": [measure]})
        self.row.salinan = penyesuaian.copies([self.simpul["prog1"].pk])[self.simpul["prog1"].pk]
        self.row.save()
        gone = {"id": self.row.salinan["indikator"][0]["id"], "hapus": True}
        self.change(data={"indikator": [gone]})
        self.assertEqual(len(self.reasons()), 1)
        self.change(data={"indikator": [measure]})
        self.assertEqual(self.reasons(), [])

    def test_a_deleted_and_restored_node_counts_as_unchanged(self) -> None:
        self.change(jenis="hapus")
        self.pohon.refresh_from_db()
        row = {"jenis": "pulihkan", "perubahan": self.pohon.nomor}
        pohon_actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[row])
        self.assertEqual(self.reasons(), [])
        self.assertTrue(Pemetaan.objects.get().salinan)

    def test_every_way_of_mapping_keeps_a_copy(self) -> None:
        actions.create_from_simpul(
            user=self.admin, simpul=self.simpul["akar"].pk, dokumen=self.renstra.pk
        )
        actions.apply_usulan(user=self.admin, pohon=self.pohon.pk, dokumen=self.renstra.pk)
        self.client_for(self.admin).post(
            f"/api/v1/pohon/{self.pohon.pk}/komponen/",
            {"simpul": self.simpul["sub1"].pk, "kolom": self.chain["tujuan"].pk, "tertaut": True},
            content_type="application/json",
        )
        self.assertEqual(Pemetaan.objects.filter(simpul=self.simpul["sub1"]).count(), 2)
        self.assertFalse(Pemetaan.objects.filter(salinan={}).exists())

    def test_a_mapping_of_before_counts_as_unchanged_and_the_migration_fills_it(self) -> None:
        Pemetaan.objects.update(salinan={})
        self.change(data={"pernyataan": "Sudah lama berganti"})
        self.assertEqual(self.reasons(), [])
        module = importlib.import_module("perencanaan.migrations.0004_salinan_pemetaan")
        module.fill(apps, None)
        self.row.refresh_from_db()
        node = self.simpul["prog1"].pk
        self.assertEqual(self.row.salinan, penyesuaian.copies([node])[node])

    def test_the_number_of_queries_does_not_grow(self) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as caught:
                penyesuaian.of_dokumen(self.renstra)
            return len(caught)

        few = count()
        actions.apply_usulan(user=self.admin, pohon=self.pohon.pk, dokumen=self.renstra.pk)
        self.change(data={"pernyataan": "Berganti"})
        self.assertEqual(list(penyesuaian.of_dokumen(self.renstra)), [self.chain["program"].pk])
        self.assertEqual((count(), few), (2, 2))


class SesuaikanTest(Penyesuaian):
    def setUp(self) -> None:
        super().setUp()
        self.change(data={"pernyataan": "Penumpang bertambah", "level_kinerja": ""})

    def adjust(self, **more: Any) -> Komponen:
        return actions.adjust(**{"user": self.perencana_a, "pemetaan": self.row.pk, **more})

    def test_it_takes_the_words_over_and_leaves_the_rest_marked(self) -> None:
        self.assertEqual(len(self.reasons()), 2)
        before = Komponen.objects.get(pk=self.chain["program"].pk)
        self.adjust()
        after = Komponen.objects.get(pk=before.pk)
        self.assertEqual((after.nama, after.sasaran), (before.nama, "Penumpang bertambah"))
        self.assertEqual(after.versi, before.versi + 1)
        self.assertEqual(
            self.reasons(), ["Level berubah dari taktikal intermediate menjadi belum diisi."]
        )

    def test_a_tujuan_carries_the_words_as_its_name(self) -> None:
        row = self.map("csf1", "sasaran")
        self.change("csf1", data={"pernyataan": "Volume kendaraan menurun"})
        self.adjust(pemetaan=row.pk)
        self.assertEqual(
            Komponen.objects.get(pk=self.chain["sasaran"].pk).nama, "Volume kendaraan menurun"
        )

    def test_it_refuses_what_the_user_has_not_seen(self) -> None:
        komponen = Komponen.objects.get(pk=self.chain["program"].pk)
        with self.assertRaisesMessage(ValidationError, "diubah orang lain"):
            self.adjust(versi=komponen.versi - 1)
        with self.assertRaisesMessage(ValidationError, "baru saja diubah lagi"):
            self.adjust(versi_simpul=1)
        self.assertEqual(Komponen.objects.get(pk=komponen.pk).sasaran, "")

    def test_it_does_not_write_over_words_that_several_nodes_share(self) -> None:
        self.map("keg1", "program", alasan="Satu program")
        with self.assertRaisesMessage(ValidationError, "menampung 2 simpul"):
            self.adjust()
        actions.update_komponen(
            user=self.admin,
            komponen=self.chain["program"].pk,
            sasaran=self.row.salinan["pernyataan"],
        )
        self.adjust()
        self.assertEqual(
            Komponen.objects.get(pk=self.chain["program"].pk).sasaran, "Penumpang bertambah"
        )

    def test_it_refuses_others_strangers_and_a_document_that_was_set(self) -> None:
        for user in (self.perencana_b, self.pembaca_a, self.evaluator):
            with self.assertRaises(PermissionDenied):
                self.adjust(user=user)
            with self.assertRaises(PermissionDenied):
                actions.mark_checked(user=user, daftar=[self.row.pk])
        with self.assertRaises(Pemetaan.DoesNotExist):
            self.adjust(user=self.asing)
        with self.assertRaisesMessage(ValidationError, "sudah dilepas"):
            actions.mark_checked(user=self.asing, daftar=[self.row.pk])
        Dokumen.objects.filter(pk=self.renstra.pk).update(ditetapkan=datetime.date(2026, 1, 2))
        with self.assertRaisesMessage(ValidationError, "sudah ditetapkan"):
            self.adjust()

    def test_checked_keeps_the_komponen_and_renews_the_copy(self) -> None:
        other = self.map("csf1", "sasaran")
        self.change("csf1", data={"pernyataan": "Volume kendaraan menurun"})
        count = actions.mark_checked(user=self.perencana_a, daftar=[self.row.pk, other.pk])
        self.assertEqual((count, self.reasons()), (2, []))
        self.assertEqual(Komponen.objects.get(pk=self.chain["program"].pk).sasaran, "")

    def test_checked_is_all_or_none(self) -> None:
        with self.assertRaisesMessage(ValidationError, "sudah dilepas"):
            actions.mark_checked(user=self.perencana_a, daftar=[self.row.pk, 999_999])
        with self.assertRaisesMessage(ValidationError, "Pilih sekurang-kurangnya satu"):
            actions.mark_checked(user=self.perencana_a, daftar=[])
        self.assertEqual(len(self.reasons()), 2)
