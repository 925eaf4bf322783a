"""Telusur: a node or a komponen followed both ways, with what each room knows of it and nothing of other instansi."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan.models import KinerjaJabatan
from lib import tree
from perencanaan import actions
from perencanaan.models import Acuan, Dokumen, Komponen, Nspk, Pemetaan, Penyimpangan
from pohon.models import Crosscutting, Indikator, Pohon, Simpul
from tests.jabatan.dasar import Pembagian


class Telusur(Pembagian):
    """A tree of unit A below a tree of the city; its nodes are mapped and carried."""

    def setUp(self) -> None:
        super().setUp()
        self.assign_all()
        self.atas = self.make_pohon(pernyataan="Kota yang nyaman")
        root = Simpul.objects.get(pohon=self.atas, induk=None)
        Pohon.objects.filter(pk=self.pohon.pk).update(induk_simpul=root)
        self.client = self.client_for(self.evaluator)

    def of_simpul(self, key: str) -> Any:
        return self.client.get(reverse("telusur_simpul", args=[self.simpul[key].pk]))

    def of_komponen(self, key: str) -> Any:
        return self.client.get(reverse("telusur_komponen", args=[self.komponen[key].pk]))


class TelusurSimpulTest(Telusur):
    def test_it_leads_up_to_the_outcome_of_the_tree_above(self) -> None:
        text = self.of_simpul("keg").content.decode()
        above = ["Kota yang nyaman", "Kemacetan berkurang", "Volume kendaraan", "Angkutan umum"]
        places = [text.index(part, text.index("judul-atas")) for part in above]
        self.assertEqual(places, sorted(places))

    def test_a_loop_of_trees_ends(self) -> None:
        Pohon.objects.filter(pk=self.atas.pk).update(induk_simpul=self.simpul["keg"])
        self.assertEqual(self.of_simpul("keg").status_code, 200)

    def test_it_tells_komponen_positions_and_what_lies_below(self) -> None:
        page = self.of_simpul("prog")
        for text in (
            "Program satu",
            "Renstra Dishub",
            "Kepala Bidang Lalu Lintas",
            "Pejabat 2, S.T.",
            "Ukuran Angkutan umum diminati",
            "Uji kir terlaksana",  # below
            "Rp 3.500.000",  # both subkegiatan of the program, once
        ):
            self.assertContains(page, text)

    def test_pagu_of_komponen_inside_one_another_counts_once(self) -> None:
        actions.map_simpul(
            user=self.admin, simpul=self.simpul["prog"].pk, komponen=self.komponen["kegiatan"].pk
        )
        page = self.of_simpul("prog")
        self.assertContains(page, "tiap komponen dihitung sekali: 2026 <b>Rp 3.500.000</b>")

    def test_the_shape_is_drawn_within_its_document(self) -> None:
        self.assertNotContains(self.of_simpul("prog"), "<line ")
        actions.map_simpul(
            user=self.admin, simpul=self.simpul["prog"].pk, komponen=self.komponen["kegiatan"].pk
        )
        page = self.of_simpul("prog")
        self.assertContains(page, "Beberapa simpul → beberapa komponen")
        self.assertContains(page, "<line ", count=3)
        self.assertContains(self.of_komponen("program"), "<line ", count=2)

    def test_a_signed_pk_shows_its_line_and_says_when_it_has_none(self) -> None:
        self.signed("kabid")
        page = self.of_simpul("prog")
        self.assertContains(page, "Ditetapkan")
        self.assertContains(page, "target <b>40</b>")
        Simpul.objects.filter(pk=self.simpul["prog"].pk).update(pernyataan="Berganti rumusan")
        self.assertContains(self.of_simpul("prog"), "Tidak ada baris dengan rumusan ini")

    def test_a_draft_follows_the_tree(self) -> None:
        self.draft("kabid")
        self.assertContains(self.of_simpul("prog"), "memegang seluruh kinerja ini sendiri")
        self.assertContains(self.of_simpul("prog"), "Draf mengikuti pohon: Angkutan umum diminati")

    def test_crosscutting_shows_on_both_sides(self) -> None:
        other = self.make_pohon(unit=self.unit_b, pernyataan="Siswa naik angkutan umum")
        partner = Simpul.objects.get(pohon=other, induk=None)
        Crosscutting.objects.create(
            simpul=self.simpul["prog"],
            mitra=self.unit_b,
            kontribusi="Imbauan ke sekolah",
            simpul_mitra=partner,
            status="disetujui",
        )
        self.assertContains(self.of_simpul("csf"), "Imbauan ke sekolah")  # below it
        self.assertContains(self.of_simpul("prog"), "Siswa naik angkutan umum")
        page = self.client.get(reverse("telusur_simpul", args=[partner.pk]))
        self.assertContains(page, "Menjawab permintaan")
        self.assertContains(page, "Angkutan umum diminati")

    def test_a_document_that_was_replaced_comes_last_and_is_marked(self) -> None:
        old = Dokumen.objects.get(pk=self.komponen["program"].dokumen_id)
        new = Dokumen.objects.create(
            instansi=self.instansi,
            unit=self.unit_a,
            periode=self.periode,
            jenis="renstra_pd",
            nama="Renstra Dishub perubahan",
            perubahan_ke=1,
            sebelumnya=old,
        )
        upper = None
        for jenis in ("tujuan", "sasaran", "program"):
            upper = self.komponen_of(new, jenis, upper, "baru")
        assert upper is not None
        actions.map_simpul(user=self.admin, simpul=self.simpul["prog"].pk, komponen=upper.pk)
        text = self.of_simpul("prog").content.decode()
        text = text[text.index("judul-rencana") :]
        self.assertLess(text.index("Program baru"), text.index("Program satu"))
        self.assertIn("digantikan perubahan", text)

    def test_another_instansi_and_a_deleted_tree_are_not_found(self) -> None:
        url = reverse("telusur_simpul", args=[self.simpul["prog"].pk])
        self.assertEqual(self.client_for(self.asing).get(url).status_code, 404)
        self.assertEqual(self.client_for(self.pengelola).get(url).status_code, 404)
        Pohon.objects.filter(pk=self.pohon.pk).update(dihapus=datetime.datetime.now(datetime.UTC))
        self.assertEqual(self.client.get(url).status_code, 404)
        page = self.of_komponen("program")
        self.assertContains(page, "Belum ada simpul yang menjadi komponen ini.")
        self.assertNotContains(page, "Angkutan umum diminati")

    def test_the_number_of_queries_does_not_grow(self) -> None:
        few = [self.count("simpul", "csf"), self.count("komponen", "sasaran")]
        parent = Simpul.objects.get(pk=self.simpul["keg"].pk)
        nodes = [
            Simpul(pohon=self.pohon, jenis="operasional", pernyataan=f"Kondisi {n}")
            for n in range(120)
        ]
        tree.build(nodes, tree_id=self.pohon.pk, parent=parent)
        rows = list(Simpul.objects.filter(pernyataan__startswith="Kondisi"))
        for row in rows:
            KinerjaJabatan.objects.create(simpul=row, jabatan=self.jabatan["kasi"])
        self.signed("kadis")
        Pemetaan.objects.bulk_create(
            Pemetaan(simpul=row, komponen=self.komponen["sasaran"]) for row in rows
        )
        many = [self.count("simpul", "csf"), self.count("komponen", "sasaran")]
        self.assertEqual(many, few)
        self.assertLessEqual(max(many), 28)

    def count(self, what: str, key: str) -> int:
        pages = {"simpul": self.of_simpul, "komponen": self.of_komponen}
        with CaptureQueriesContext(connection) as caught:
            self.assertEqual(pages[what](key).status_code, 200)
        return len(caught)


class TelusurKomponenTest(Telusur):
    def test_it_leads_up_through_nodes_and_acuan_and_down_through_komponen(self) -> None:
        rpjmd = Dokumen.objects.create(
            instansi=self.instansi, periode=self.periode, jenis="rpjmd", nama="RPJMD Kota"
        )
        tujuan = self.komponen_of(rpjmd, "tujuan", None, "kota")
        sasaran = self.komponen_of(rpjmd, "sasaran", tujuan, "kota")
        Acuan.objects.create(komponen=self.komponen["sasaran"], sasaran=sasaran)
        nspk = Nspk.objects.create(instansi=self.instansi, nama="SPM Perhubungan")
        Acuan.objects.create(komponen=self.komponen["tujuan"], nspk=nspk)
        page = self.of_komponen("program")
        for text in (
            "Kota yang nyaman",
            "Angkutan umum diminati",
            "Sasaran kota",
            "SPM Perhubungan",
            "Subkegiatan dua",
            "Kepala Bidang Lalu Lintas",
        ):
            self.assertContains(page, text)
        upper = self.client.get(reverse("telusur_komponen", args=[sasaran.pk]))
        self.assertContains(upper, "Diacu oleh")
        self.assertContains(upper, "Sasaran satu")

    def test_deviations_show_beside_what_the_tree_says(self) -> None:
        Penyimpangan.objects.create(
            komponen=self.komponen["program"],
            indikator=Indikator.objects.get(simpul=self.simpul["prog"]),
            nama="Jumlah penumpang",
            alasan="Menurut RPJMD",
        )
        self.assertContains(self.of_komponen("program"), "Menurut RPJMD")

    def test_a_komponen_without_node_supports_no_outcome(self) -> None:
        self.assertContains(self.of_komponen("sub_dua"), "tidak menopang outcome mana pun")
        self.assertNotContains(self.of_komponen("subkegiatan"), "tidak menopang outcome mana pun")
        self.assertNotContains(self.of_komponen("tujuan"), "tidak menopang outcome mana pun")

    def test_what_a_document_froze_is_told_when_the_tree_went_on(self) -> None:
        pk = self.komponen["program"].pk
        Pemetaan.objects.filter(komponen=pk).delete()
        beku = {"ukuran": {}, "simpul": {str(pk): [[1, "Angkutan umum ramai"]]}}
        Dokumen.objects.filter(pk=self.komponen["program"].dokumen_id).update(
            ditetapkan=datetime.date(2026, 1, 2), beku=beku
        )
        page = self.of_komponen("program")
        self.assertContains(page, "Angkutan umum ramai")
        self.assertNotContains(page, "tidak menopang outcome")

    def test_another_instansi_is_not_found(self) -> None:
        url = reverse("telusur_komponen", args=[self.komponen["program"].pk])
        self.assertEqual(self.client_for(self.asing).get(url).status_code, 404)
        self.assertEqual(self.client.get(reverse("telusur_komponen", args=[0])).status_code, 404)


class TelusurCariTest(Telusur):
    def test_nodes_and_komponen_are_found_and_led_to(self) -> None:
        page = self.client.get(reverse("telusur"), {"q": "angkutan diminati"})
        self.assertContains(page, reverse("telusur_simpul", args=[self.simpul["prog"].pk]))
        self.assertContains(page, "Tidak ada komponen yang memuat kata itu.")
        Komponen.objects.filter(pk=self.komponen["program"].pk).update(kode="2.15.02")
        page = self.client.get(reverse("telusur"), {"q": "2.15"})
        self.assertContains(page, reverse("telusur_komponen", args=[self.komponen["program"].pk]))

    def test_one_letter_asks_for_more_and_others_find_nothing(self) -> None:
        page = self.client.get(reverse("telusur"), {"q": "a"})
        self.assertContains(page, "sekurang-kurangnya dua huruf")
        page = self.client_for(self.asing).get(reverse("telusur"), {"q": "angkutan"})
        self.assertNotContains(page, "Angkutan umum diminati")
        self.assertEqual(self.client_for(self.pengelola).get(reverse("telusur")).status_code, 403)
