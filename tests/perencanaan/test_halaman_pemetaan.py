"""The mapping page, its operations over HTTP, and the part in the editor's panel."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lib import tree
from perencanaan import actions
from perencanaan.models import Komponen, Pemetaan
from pohon.models import Pohon, Simpul
from tests.perencanaan.dasar import Perencanaan


class PemetaanPageTest(Perencanaan):
    def setUp(self) -> None:
        self.pohon, self.simpul = self.make_tree()
        self.chain = self.make_chain()
        self.client = self.client_for(self.perencana_a)

    def page(self, **query: Any) -> Any:
        return self.client.get(reverse("perencanaan:pemetaan", args=[self.pohon.pk]), query)

    def post(self, name: str, pk: int, target: str = "papan", **data: Any) -> Any:
        headers = {"HX-Request": "true", "HX-Target": target} if target else {}
        return self.client.post(reverse(f"perencanaan:{name}", args=[pk]), data, headers=headers)

    def test_before_stage_five_it_names_the_stage_and_the_editor(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=3)
        answer = self.page()
        self.assertContains(answer, "Pemetaan dibuka pada tahap 5")
        self.assertContains(answer, reverse("pohon:editor", args=[self.pohon.pk]))
        refused = self.post(
            "petakan_simpul",
            self.simpul["prog1"].pk,
            target="",
            komponen=self.chain["program"].pk,
        )
        self.assertContains(refused, "Tahapan tidak boleh dilompati", status_code=400)
        self.assertEqual(Pemetaan.objects.count(), 0)

    def test_it_refuses_an_unknown_document_and_shows_no_other_instansi(self) -> None:
        self.assertEqual(self.page(dokumen=999).status_code, 404)
        stranger = self.client_for(self.asing)
        for name in ("bagian_simpul", "petakan_simpul"):
            url = reverse(f"perencanaan:{name}", args=[self.simpul["prog1"].pk])
            ask = stranger.get if name == "bagian_simpul" else stranger.post
            self.assertEqual(ask(url).status_code, 404)

    def test_operations_say_what_is_missing(self) -> None:
        pk = self.simpul["prog1"].pk
        self.assertContains(self.post("petakan_simpul", pk), "Pilih komponen dahulu.")
        self.assertContains(self.post("tuangkan_simpul", pk), "Pilih dokumen dahulu.")
        gone = self.post("petakan_simpul", pk, komponen=999_999)
        self.assertEqual(gone.status_code, 404)
        plain = self.post("petakan_simpul", pk, target="", komponen="abc")
        self.assertContains(plain, "Pilih komponen dahulu.", status_code=400)

    def test_a_reader_sees_no_buttons(self) -> None:
        answer = self.client_for(self.pembaca_a).get(
            reverse("perencanaan:pemetaan", args=[self.pohon.pk])
        )
        self.assertNotContains(answer, "formaction")
        self.assertContains(answer, "Usulan:")

    def test_it_maps_warns_and_takes_back(self) -> None:
        pk = self.simpul["sub1"].pk
        answer = self.post(
            "petakan_simpul", pk, komponen=self.chain["kegiatan"].pk, dokumen=self.renstra.pk
        )
        self.assertContains(answer, "Level operasional lazimnya menjadi subkegiatan")
        row = Pemetaan.objects.get()
        answer = self.post("lepas_pemetaan", row.pk, dokumen=self.renstra.pk)
        self.assertContains(answer, "Urungkan")
        here = reverse("perencanaan:pemetaan", args=[self.pohon.pk])
        self.assertContains(answer, f'href="{here}?dokumen={self.renstra.pk}&amp;tingkat=taktikal"')
        self.assertEqual(Pemetaan.objects.count(), 0)

    def test_it_shows_one_to_many_and_many_to_one(self) -> None:
        for key, jenis in (
            ("csf1", "tujuan"),
            ("csf1", "sasaran"),
            ("sub1", "subkegiatan"),
            ("sub2", "subkegiatan"),
            ("keg1", "subkegiatan"),
        ):
            Pemetaan.objects.create(simpul=self.simpul[key], komponen=self.chain[jenis])
        answer = self.page()
        self.assertContains(answer, "1 simpul → 2 komponen (vertikal)")
        self.assertContains(answer, "3 simpul → 1 komponen")
        self.assertContains(answer, "Penggabungan lintas level atau lintas induk: beri alasan.")

    def test_it_makes_the_proposed_komponen(self) -> None:
        answer = self.post("tuangkan_simpul", self.simpul["akar"].pk, dokumen=self.renstra.pk)
        self.assertContains(answer, "Tujuan siap dan terhubung dengan simpul ini.")
        self.assertTrue(Komponen.objects.filter(nama="Kemacetan berkurang").exists())
        again = self.post("tuangkan_simpul", self.simpul["akar"].pk, dokumen=self.renstra.pk)
        self.assertContains(again, "sudah dituangkan ke dokumen itu")

    def test_it_makes_a_program_under_the_nomenklatur_chosen(self) -> None:
        Pemetaan.objects.create(simpul=self.simpul["csf1"], komponen=self.chain["sasaran"])
        row = self.nomenklatur("2.15.03")
        self.post(
            "tuangkan_simpul",
            self.simpul["prog1"].pk,
            dokumen=self.renstra.pk,
            pilihan_nomenklatur=row.pk,
        )
        made = Komponen.objects.get(kode="2.15.03")
        self.assertEqual(made.sasaran, "Pengguna angkutan umum meningkat")
        gone = self.post(
            "tuangkan_simpul", self.simpul["keg1"].pk, dokumen=self.renstra.pk, nomenklatur=0x7FFF
        )
        self.assertEqual(gone.status_code, 404)

    def test_enter_in_a_text_box_presses_no_button(self) -> None:
        answer = self.page(simpul=self.simpul["prog1"].pk).content.decode()
        board = answer[answer.index('id="papan"') :]
        self.assertTrue(
            board[board.index("<button") :].startswith('<button type="submit" disabled')
        )

    def test_an_answer_keeps_the_filters(self) -> None:
        answer = self.post(
            "tuangkan_simpul",
            self.simpul["akar"].pk,
            dokumen=self.renstra.pk,
            saring="belum",
            tingkat="taktikal",
        )
        self.assertNotContains(answer, f'id="simpul-{self.simpul["sub1"].pk}"')
        self.assertContains(
            answer, f"?dokumen={self.renstra.pk}&amp;saring=belum&amp;tingkat=operasional"
        )

    def test_filters_keep_what_is_unmapped_or_of_a_level(self) -> None:
        Pemetaan.objects.create(simpul=self.simpul["prog1"], komponen=self.chain["program"])
        left = self.page(saring="belum")
        self.assertNotContains(left, f'id="simpul-{self.simpul["prog1"].pk}"')
        self.assertContains(left, f'id="simpul-{self.simpul["keg1"].pk}"')
        level = self.page(tingkat="operasional")
        self.assertContains(level, 'class="kotak ', count=2)
        self.assertContains(level, "Taktikal <b>1/2</b>")

    def test_the_document_of_a_partner_has_its_nodes_among_the_unmapped(self) -> None:
        Simpul.objects.filter(pk=self.simpul["keg1"].pk).update(pengampu=self.unit_b)
        mark = f'id="simpul-{self.simpul["keg1"].pk}"'
        self.assertNotContains(self.page(saring="belum"), mark)
        address = reverse("perencanaan:pemetaan", args=[self.pohon.pk])
        theirs = self.client_for(self.admin).get(
            address, {"dokumen": str(self.renstra_b.pk), "saring": "belum"}
        )
        self.assertContains(theirs, mark)

    def test_the_open_form_offers_the_lawful_kind_first(self) -> None:
        text = self.page(simpul=self.simpul["prog1"].pk).content.decode()
        offered = text[text.index('class="hasil-komponen"') :]
        first = offered[offered.index('type="radio"') :]
        self.assertIn(f'value="{self.chain["program"].pk}"', first[:90])
        self.assertIn("Kegiatan", offered)

    def test_komponen_are_searched(self) -> None:
        url = reverse("perencanaan:cari_komponen", args=[self.simpul["prog1"].pk])
        answer = self.client.get(url, {"dokumen": str(self.renstra.pk), "q": "SATU keg"})
        self.assertContains(answer, "kegiatan satu", count=2)  # it and the subkegiatan
        self.assertNotContains(answer, "program satu")
        none = self.client.get(url, {"dokumen": str(self.renstra.pk), "q": "<b>"})
        self.assertContains(none, "Tidak ada komponen yang cocok dengan “&lt;b&gt;”.")
        self.assertEqual(self.client.get(url, {"dokumen": "x"}).status_code, 404)

    def test_without_javascript_it_returns_to_the_page(self) -> None:
        answer = self.post(
            "petakan_simpul",
            self.simpul["prog1"].pk,
            target="",
            komponen=self.chain["program"].pk,
            dokumen=self.renstra.pk,
        )
        url = reverse("perencanaan:pemetaan", args=[self.pohon.pk])
        self.assertRedirects(
            answer,
            f"{url}?dokumen={self.renstra.pk}#simpul-{self.simpul['prog1'].pk}",
            fetch_redirect_response=False,
        )

    def test_the_preview_saves_nothing_and_the_post_everything(self) -> None:
        url = reverse("perencanaan:usulan_pemetaan", args=[self.pohon.pk])
        answer = self.client.get(url, {"dokumen": self.renstra.pk})
        self.assertContains(answer, "6 dari 6 simpul")
        self.assertEqual(Pemetaan.objects.count(), 0)
        self.client.post(url, {"dokumen": self.renstra.pk})
        self.assertEqual(Pemetaan.objects.count(), 6)
        self.assertContains(self.page(), "Semua <b>6/6</b>")

    def test_the_panel_shows_and_changes_one_node(self) -> None:
        url = reverse("perencanaan:bagian_simpul", args=[self.simpul["prog1"].pk])
        answer: Any = self.client.get(url)
        self.assertContains(answer, "belum dituangkan ke komponen perencanaan")
        self.assertNotContains(answer, "<html")
        answer = self.post(
            "petakan_simpul",
            self.simpul["prog1"].pk,
            target="penuangan",
            komponen=self.chain["program"].pk,
            dokumen=self.renstra.pk,
        )
        self.assertContains(answer, "program satu")
        self.assertContains(answer, "Lepas")
        reader = self.client_for(self.pembaca_a).get(url)
        self.assertNotContains(reader, "formaction")
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=4)
        self.assertContains(self.client.get(url), "dibuka pada tahap 5")

    def test_the_number_of_queries_does_not_grow(self) -> None:
        url = reverse("perencanaan:pemetaan", args=[self.pohon.pk])

        def count() -> int:
            with CaptureQueriesContext(connection) as caught:
                self.assertEqual(self.client.get(url).status_code, 200)
            return len(caught)

        actions.apply_usulan(user=self.admin, pohon=self.pohon.pk, dokumen=self.renstra.pk)
        few = count()
        parent = Simpul.objects.get(pk=self.simpul["keg1"].pk)
        tree.build(
            [
                Simpul(
                    pohon=self.pohon,
                    jenis="operasional",
                    level_kinerja="operasional",
                    pernyataan=f"Kondisi {n}",
                )
                for n in range(300)
            ],
            tree_id=self.pohon.pk,
            parent=parent,
        )
        actions.apply_usulan(user=self.admin, pohon=self.pohon.pk, dokumen=self.renstra.pk)
        self.assertEqual(Pemetaan.objects.count(), 306)
        self.assertEqual(count(), few)
        self.assertLessEqual(few, 12)
