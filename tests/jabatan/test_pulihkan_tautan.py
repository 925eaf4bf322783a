"""A deleted branch takes along what other rooms hung on it, and brings it back."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jabatan.models import KinerjaJabatan
from perencanaan import actions as perencanaan_actions
from perencanaan.models import Dokumen, NilaiKomponen, Pemetaan, Penyimpangan
from pohon import actions
from pohon.models import Crosscutting, Indikator, Perubahan, Pohon, Simpul
from tests.jabatan.dasar import Pembagian


class TestPulihkanTautan(Pembagian):
    def setUp(self) -> None:
        super().setUp()
        self.assign_all()
        self.indikator = Indikator.objects.get(simpul=self.simpul["prog"])
        Penyimpangan.objects.create(
            komponen=self.komponen["program"],
            indikator=self.indikator,
            nama="Ukuran program",
            alasan="Menurut RPJMD",
        )
        NilaiKomponen.objects.create(
            komponen=self.komponen["program"],
            indikator=self.indikator,
            jenis=NilaiKomponen.Jenis.TARGET,
            tahun=2026,
            nilai=Decimal("41.5"),
        )

    def apply(self, **operasi: Any) -> Any:
        return actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[operasi])

    def delete(self, key: str) -> int:
        simpul = Simpul.objects.get(pk=self.simpul[key].pk)
        number: int = self.apply(jenis="hapus", simpul=simpul.pk, versi=simpul.versi)["nomor"]
        return number

    def restore(self, number: int) -> Any:
        return self.apply(jenis="pulihkan", perubahan=number)["hasil"][0]

    def links(self) -> list[list[tuple[Any, ...]]]:
        return [
            sorted(Pemetaan.objects.values_list("pk", "simpul", "komponen", "alasan")),
            sorted(KinerjaJabatan.objects.values_list("pk", "simpul", "jabatan", "jenis")),
            sorted(Penyimpangan.objects.values_list("pk", "indikator", "komponen", "nama")),
            sorted(NilaiKomponen.objects.values_list("pk", "indikator", "komponen", "nilai")),
        ]

    def test_mapping_positions_and_deviations_come_back_with_their_keys(self) -> None:
        before = self.links()
        number = self.delete("csf")
        self.assertEqual(self.links(), [[], [], [], []])
        self.assertEqual(self.restore(number)["hilang"], 0)
        self.assertEqual(self.links(), before)

    def test_what_pointed_at_the_branch_points_at_it_again(self) -> None:
        below = self.make_pohon(unit=self.unit_a1, pernyataan="Rekayasa lalu lintas tepat")
        Pohon.objects.filter(pk=below.pk).update(induk_simpul=self.simpul["prog"])
        root = Simpul.objects.get(pohon=below, induk=None)
        mark = Crosscutting.objects.create(
            simpul=root, mitra=self.unit_b, simpul_mitra=self.simpul["keg"]
        )
        number = self.delete("csf")
        mark.refresh_from_db()
        self.assertIsNone(mark.simpul_mitra_id)
        self.restore(number)
        mark.refresh_from_db()
        below.refresh_from_db()
        self.assertEqual(mark.simpul_mitra_id, self.simpul["keg"].pk)
        self.assertEqual(below.induk_simpul_id, self.simpul["prog"].pk)

    def test_a_link_made_elsewhere_meanwhile_stays(self) -> None:
        below = self.make_pohon(unit=self.unit_a1, pernyataan="Rekayasa lalu lintas tepat")
        Pohon.objects.filter(pk=below.pk).update(induk_simpul=self.simpul["prog"])
        number = self.delete("csf")
        Pohon.objects.filter(pk=below.pk).update(induk_simpul=self.simpul["akar"])
        self.restore(number)
        below.refresh_from_db()
        self.assertEqual(below.induk_simpul_id, self.simpul["akar"].pk)

    def test_a_link_to_what_was_deleted_meanwhile_is_left_out_and_counted(self) -> None:
        number = self.delete("csf")
        perencanaan_actions.delete_komponen(user=self.admin, komponen=self.komponen["program"].pk)
        answer = self.restore(number)
        # Of program, kegiatan and subkegiatan; and the deviation with its target.
        self.assertEqual(answer["hilang"], 5)
        self.assertEqual(
            [row.komponen_id for row in Pemetaan.objects.all()], [self.komponen["sasaran"].pk]
        )
        self.assertEqual(KinerjaJabatan.objects.count(), 4)

    def test_a_document_set_meanwhile_keeps_its_own_picture(self) -> None:
        number = self.delete("csf")
        beku: dict[str, Any] = {"ukuran": {}, "simpul": {}}
        Dokumen.objects.update(ditetapkan=datetime.date(2026, 1, 2), beku=beku)
        self.restore(number)
        self.assertEqual(Pemetaan.objects.count(), 4)
        self.assertEqual(Dokumen.objects.get().beku, beku)

    def test_fields_a_model_has_lost_since_do_no_harm(self) -> None:
        number = self.delete("csf")
        row = Perubahan.objects.get(pohon=self.pohon, nomor=number)
        for packed in row.sebelum["arsip"]["baris"]:
            if packed["model"] == "perencanaan.pemetaan":
                packed["fields"].pop("salinan")
                packed["fields"]["yang_dulu_ada"] = 1
        row.save()
        self.restore(number)
        self.assertEqual(Pemetaan.objects.count(), 4)

    def test_other_editors_hear_nothing_of_the_other_rooms(self) -> None:
        number = self.delete("csf")
        self.restore(number)
        address = f"/api/v1/pohon/{self.pohon.pk}/perubahan/?sejak={number - 1}"
        text = json.dumps(self.client_for(self.pembaca_a).get(address).json())
        for word in ("Menurut RPJMD", "perencanaan.", "arsip", "jabatan"):
            self.assertNotIn(word, text)

    def test_the_number_of_queries_does_not_grow(self) -> None:
        few = self.count_queries()
        for number in range(30):
            below = self.make_pohon(unit=self.unit_a1, pernyataan=f"Outcome {number}")
            parent = Simpul.objects.get(pk=self.simpul["keg"].pk)
            more = self.make_simpul(self.pohon, f"Kondisi {number}", parent)
            Pohon.objects.filter(pk=below.pk).update(induk_simpul=more)
            Pemetaan.objects.create(simpul=more, komponen=self.komponen["kegiatan"])
            KinerjaJabatan.objects.create(simpul=more, jabatan=self.jabatan["kasi"])
        self.assertLessEqual(self.count_queries(), few + 2)  # the links of the 30 trees

    def test_an_indicator_taken_off_and_added_again_has_its_links_back(self) -> None:
        before = self.links()[2:]
        measure = {"nama": self.indikator.nama, "satuan": self.indikator.satuan}
        self.edit({"id": self.indikator.pk, "hapus": True})
        self.assertEqual(self.links()[2:], [[], []])
        self.edit({**measure, "satuan": "orang"})  # another one
        self.assertEqual(self.links()[2:], [[], []])
        self.edit({**measure, "target": {"2026": "40"}})
        self.assertEqual(self.links()[2:], before)
        self.assertTrue(Indikator.objects.filter(pk=self.indikator.pk, **measure).exists())
        self.edit(measure)  # a second one alike is new
        self.assertEqual(Indikator.objects.filter(simpul=self.simpul["prog"]).count(), 3)

    def edit(self, indikator: dict[str, Any]) -> None:
        simpul = Simpul.objects.get(pk=self.simpul["prog"].pk)
        self.apply(
            jenis="ubah", simpul=simpul.pk, versi=simpul.versi, data={"indikator": [indikator]}
        )

    def count_queries(self) -> int:
        number = self.delete("csf")
        with CaptureQueriesContext(connection) as caught:
            self.restore(number)
        return len(caught)
