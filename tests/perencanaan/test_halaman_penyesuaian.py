"""What changed since the mapping and the drawn shapes, over HTTP: board, panel, document, reasons."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse

from lib import tree
from perencanaan import actions
from perencanaan.bentuk import JenisBentuk, shapes
from perencanaan.models import Dokumen, Komponen, Pemetaan
from pohon import actions as pohon_actions
from pohon.models import Simpul
from tests.perencanaan.dasar import Perencanaan


class Halaman(Perencanaan):
    def setUp(self) -> None:
        self.pohon, self.simpul = self.make_tree()
        self.chain = self.make_chain()
        self.client = self.client_for(self.perencana_a)

    def map(self, key: str, jenis: str, **more: Any) -> Pemetaan:
        return actions.map_simpul(
            user=self.admin, simpul=self.simpul[key].pk, komponen=self.chain[jenis].pk, **more
        )

    def reword(self, key: str, pernyataan: str) -> None:
        simpul = Simpul.objects.get(pk=self.simpul[key].pk)
        row = {"jenis": "ubah", "simpul": simpul.pk, "versi": simpul.versi}
        pohon_actions.apply(
            user=self.admin,
            pohon_id=self.pohon.pk,
            operasi=[{**row, "data": {"pernyataan": pernyataan}}],
        )

    def page(self, name: str = "pemetaan", **query: Any) -> Any:
        return self.client.get(reverse(f"perencanaan:{name}", args=[self.pohon.pk]), query)

    def post(self, name: str, pk: int, query: str = "", **data: Any) -> Any:
        url = reverse(f"perencanaan:{name}", args=[pk])
        headers = {"HX-Request": "true", "HX-Target": "papan"}
        data = {"dokumen": self.renstra.pk, **data}
        return self.client.post(f"{url}{query}", data, headers=headers)


class PerluDisesuaikanTest(Halaman):
    def setUp(self) -> None:
        super().setUp()
        self.row = self.map("prog1", "program")
        self.map("keg1", "kegiatan")
        self.reword("prog1", "Penumpang bertambah")

    def test_board_panel_and_document_say_it(self) -> None:
        board = self.page()
        self.assertContains(board, "Perlu disesuaikan (1)")
        self.assertContains(board, "menjadi “Penumpang bertambah”.")
        only = self.page(saring="sesuai")
        self.assertContains(only, 'class="kotak ', count=1)
        panel = self.client.get(
            reverse("perencanaan:bagian_simpul", args=[self.simpul["prog1"].pk])
        )
        self.assertContains(panel, "menjadi “Penumpang bertambah”.")
        document = self.client.get(reverse("perencanaan:dokumen", args=[self.renstra.pk]))
        self.assertContains(document, "▲ Perlu disesuaikan:", count=1)

    def test_nothing_is_said_where_nothing_changed(self) -> None:
        actions.mark_checked(user=self.admin, daftar=[self.row.pk])
        self.assertNotContains(self.page(), "Perlu disesuaikan")

    def test_words_are_taken_over_with_the_versions_seen(self) -> None:
        text = self.page().content.decode()
        komponen = Komponen.objects.get(pk=self.chain["program"].pk)
        query = f"?versi={komponen.versi}&amp;simpul=2"
        self.assertIn(f"/pemetaan/sesuaikan/{self.row.pk}/{query}", text)
        stale = self.post("sesuaikan_pemetaan", self.row.pk, "?versi=99&simpul=2")
        self.assertContains(stale, "diubah orang lain")
        done = self.post("sesuaikan_pemetaan", self.row.pk, f"?versi={komponen.versi}&simpul=2")
        self.assertContains(done, "Rumusan program menjadi “Penumpang bertambah”.")
        self.assertNotContains(done, "Perlu disesuaikan (")

    def test_those_ticked_are_marked_as_looked_at(self) -> None:
        self.reword("keg1", "Armada laik jalan")
        board = self.page(saring="sesuai")
        self.assertContains(board, 'name="periksa"', count=2)
        chosen = list(Pemetaan.objects.values_list("pk", flat=True))
        done = self.post("periksa_banyak", self.pohon.pk, periksa=chosen, saring="sesuai")
        self.assertContains(done, "2 pemetaan ditandai sudah diperiksa.")
        none = self.post("periksa_banyak", self.pohon.pk)
        self.assertContains(none, "Pilih sekurang-kurangnya satu pemetaan.")

    def test_the_panel_answers_with_itself(self) -> None:
        url = reverse("perencanaan:periksa_pemetaan", args=[self.row.pk])
        headers = {"HX-Request": "true", "HX-Target": "penuangan"}
        answer = self.client.post(url, {"dokumen": self.renstra.pk}, headers=headers)
        self.assertContains(answer, 'id="penuangan"')
        self.assertContains(answer, "Ditandai sudah diperiksa.")
        self.assertNotContains(answer, "Perlu disesuaikan")

    def test_a_document_that_was_set_only_informs(self) -> None:
        Dokumen.objects.filter(pk=self.renstra.pk).update(
            ditetapkan=datetime.date(2026, 1, 2), beku={"ukuran": {}, "simpul": {}}
        )
        board = self.page()
        self.assertContains(board, "menjadi “Penumpang bertambah”.")
        self.assertContains(board, "sudah ditetapkan")
        self.assertNotContains(board, "pemetaan/sesuaikan/")
        refused = self.post("periksa_pemetaan", self.row.pk)
        self.assertContains(refused, "sudah ditetapkan")

    def test_a_reader_sees_what_changed_and_no_buttons(self) -> None:
        self.client = self.client_for(self.pembaca_a)
        board = self.page(saring="sesuai")
        self.assertContains(board, "menjadi “Penumpang bertambah”.")
        self.assertNotContains(board, 'formaction="/pemetaan/periksa/')


class PapanTest(Halaman):
    def test_hundreds_of_nodes_come_in_pages_and_a_node_finds_its_own(self) -> None:
        parent = Simpul.objects.get(pk=self.simpul["keg1"].pk)
        nodes = [
            Simpul(
                pohon=self.pohon,
                jenis="operasional",
                level_kinerja="operasional",
                pernyataan=f"Kondisi {n}",
            )
            for n in range(250)
        ]
        tree.build(nodes, tree_id=self.pohon.pk, parent=parent)
        first = self.page(tingkat="operasional")
        self.assertContains(first, 'class="kotak ', count=100)
        self.assertContains(first, "1–100 dari 252 simpul")
        self.assertContains(first, "tingkat=operasional&amp;halaman=2")
        last = Simpul.objects.get(pernyataan="Kondisi 249")
        self.assertContains(self.page(di=last.pk), f'id="simpul-{last.pk}"')
        answer = self.post("petakan_simpul", last.pk, halaman="3")
        self.assertContains(answer, f'id="simpul-{last.pk}"')

    def test_a_komponen_alike_by_name_can_be_linked_at_once(self) -> None:
        tujuan = self.make_komponen("tujuan", "Berkurangnya kemacetan jalan")
        self.assertContains(self.page(), "Mirip ")
        self.post("petakan_simpul", self.simpul["akar"].pk, komponen=tujuan.pk)
        self.assertEqual(Pemetaan.objects.get().komponen_id, tujuan.pk)

    def test_what_a_perubahan_took_the_place_of_is_left_out_unless_asked_for(self) -> None:
        self.map("prog1", "program")
        new = self.make_dokumen(
            unit=self.unit_a, nama="Renstra perubahan", perubahan_ke=1, sebelumnya=self.renstra
        )
        board = self.page()
        self.assertContains(board, "Renstra perubahan")
        self.assertNotContains(board, "program satu")
        self.assertContains(self.page(dokumen=self.renstra.pk), "program satu")
        answer = self.client.get(f"/api/v1/pohon/{self.pohon.pk}/komponen/").json()
        self.assertEqual([row["id"] for row in answer["kelompok"]], [new.pk])
        self.assertEqual(answer["tautan"], [])


class BentukTest(Halaman):
    def kinds(self) -> list[JenisBentuk]:
        rows = Pemetaan.objects.select_related("simpul", "komponen").order_by("simpul__lft", "pk")
        return [one.jenis for one in shapes(rows)]

    def test_every_shape_of_the_regulation_is_told_apart(self) -> None:
        self.map("akar", "tujuan")
        self.map("csf1", "sasaran")
        self.map("csf1", "program")
        self.map("sub1", "subkegiatan")
        self.map("sub2", "subkegiatan")
        J = JenisBentuk
        self.assertEqual(self.kinds(), [J.SATU_SATU, J.VERTIKAL, J.BANYAK_SATU])
        second = self.make_komponen("tujuan", "tujuan dua")
        actions.map_simpul(user=self.admin, simpul=self.simpul["akar"].pk, komponen=second.pk)
        self.assertEqual(self.kinds()[0], J.HORIZONTAL)
        self.map("keg1", "tujuan")
        self.assertEqual(self.kinds()[0], J.CAMPURAN)

    def test_komponen_of_a_vertical_shape_that_do_not_touch_are_named(self) -> None:
        self.map("csf1", "sasaran")
        self.map("csf1", "kegiatan")
        rows = Pemetaan.objects.select_related("simpul", "komponen")
        self.assertEqual([row.jenis for row in shapes(rows)[0].putus], ["kegiatan"])
        self.map("csf1", "program")
        self.assertEqual(shapes(rows.all())[0].putus, [])

    def test_the_page_draws_them_with_names_and_filters(self) -> None:
        self.map("sub1", "subkegiatan")
        self.map("sub2", "subkegiatan")
        self.map("akar", "tujuan")
        page = self.page("bentuk_pemetaan", dokumen=self.renstra.pk)
        self.assertContains(page, "<line ", count=3)
        self.assertContains(page, "Terlaksananya peremajaan armada")
        self.assertContains(page, "Beberapa simpul → 1 komponen <b>1</b>")
        only = self.page("bentuk_pemetaan", dokumen=self.renstra.pk, bentuk="satu_satu")
        self.assertContains(only, '<figure class="bentuk">', count=1)
        self.assertContains(self.page(), "/bentuk/?dokumen=")
        self.assertEqual(self.page("bentuk_pemetaan", dokumen="x").status_code, 404)

    def test_the_reason_is_given_in_place(self) -> None:
        first, second = self.map("sub1", "subkegiatan"), self.map("keg1", "subkegiatan")
        page = self.page("bentuk_pemetaan", dokumen=self.renstra.pk, bentuk="alasan")
        self.assertContains(page, "Simpan alasan")
        self.assertContains(self.page(), f'name="alasan_{first.pk}"')
        url = reverse("perencanaan:alasan_pemetaan", args=[first.pk])
        data = {
            "asal": "bentuk",
            "dokumen": self.renstra.pk,
            "pemetaan": [first.pk, second.pk],
            f"alasan_{first.pk}": "  Satu pekerjaan  ",
        }
        answer = self.client.post(url, data, follow=True)
        self.assertContains(answer, "Alasan tersimpan.")
        self.assertNotContains(answer, "Simpan alasan")
        self.assertEqual(set(Pemetaan.objects.values_list("alasan", flat=True)), {"Satu pekerjaan"})

    def test_nodes_of_other_trees_belong_to_the_shape_but_not_to_the_reason(self) -> None:
        _, nodes = self.make_tree()
        foreign = actions.map_simpul(
            user=self.admin,
            simpul=nodes["sub1"].pk,
            komponen=self.chain["subkegiatan"].pk,
        )
        own = self.map("keg1", "subkegiatan")
        page = self.page("bentuk_pemetaan", dokumen=self.renstra.pk)
        self.assertContains(page, "pohon lain")
        self.assertContains(page, f'name="pemetaan" value="{own.pk}"')
        self.assertNotContains(page, f'name="pemetaan" value="{foreign.pk}"')
        actions.give_reason(user=self.admin, daftar=[own.pk], alasan="Satu pekerjaan")
        page = self.page("bentuk_pemetaan", dokumen=self.renstra.pk)
        self.assertContains(page, "simpul pohon lain belum beralasan")

    def test_no_reason_and_no_right_are_refused(self) -> None:
        row = self.map("sub1", "subkegiatan")
        answer = self.post("alasan_pemetaan", row.pk, **{f"alasan_{row.pk}": " "})
        self.assertContains(answer, "Tulis alasan penggabungan dahulu.")
        self.client = self.client_for(self.perencana_b)
        answer = self.post("alasan_pemetaan", row.pk, **{f"alasan_{row.pk}": "Satu"})
        self.assertEqual(answer.status_code, 403)
