"""The pages of documents and komponen: refusals in sentences, what they show, how many queries."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lib import tree
from perencanaan import actions
from perencanaan.models import Dokumen, Komponen, Nomenklatur, Pagu, Pemetaan
from pohon.actions import delete_pohon
from pohon.models import Indikator
from tests.perencanaan.dasar import Perencanaan


class Halaman(Perencanaan):
    """Asks for pages as the perencana of unit A."""

    def get(self, name: str, *args: Any, **query: Any) -> Any:
        return self.client_for(self.perencana_a).get(
            reverse(f"perencanaan:{name}", args=args), query
        )

    def post(self, name: str, *args: Any, query: str = "", **data: Any) -> Any:
        return self.client_for(self.perencana_a).post(
            reverse(f"perencanaan:{name}", args=args) + query, data
        )

    def count(self, name: str, *args: Any, **query: Any) -> int:
        client = self.client_for(self.perencana_a)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            answer = client.get(reverse(f"perencanaan:{name}", args=args), query)
        self.assertEqual(answer.status_code, 200)
        return len(caught)


class DokumenPageTest(Halaman):
    def test_an_rpjmd_is_of_no_unit(self) -> None:
        answer = self.client_for(self.admin).post(
            reverse("perencanaan:tambah_dokumen"),
            {"jenis": "rpjmd", "unit": self.unit_a.pk, "periode": self.periode.pk},
        )
        self.assertContains(
            answer, "RPJMD berlaku bagi seluruh instansi; kosongkan unitnya.", status_code=200
        )
        self.assertFalse(Dokumen.objects.filter(jenis="rpjmd").exists())

    def test_it_refuses_what_does_not_belong(self) -> None:
        for data, sentence in (
            ({"jenis": "renstra_kl"}, "Pilihan ini tidak tersedia"),
            ({"jenis": "renja"}, "Isi tahun Renja."),
            ({"jenis": "renja", "tahun": "2040"}, "Pilih tahun di dalam"),
            ({"tahun": "2026"}, "Tahun diisi untuk Renja saja; kosongkan."),
            ({"jenis": "rpjmd"}, "Pilihan ini tidak tersedia"),
            ({"unit": self.unit_b.pk}, "Pilihan ini tidak tersedia"),
            ({"unit": self.unit_asing.pk}, "Pilihan ini tidak tersedia"),
            ({"periode": self.periode_asing.pk}, "Pilihan ini tidak tersedia"),
            ({"unit": ""}, "Unit belum dipilih"),
            ({}, "Dokumen jenis ini untuk unit dan periode itu sudah ada."),
            ({"jenis": "renja", "tahun": "20266"}, "2100"),
            ({"nama": "x" * 500}, "200"),
        ):
            with self.subTest(data=data):
                fields = {
                    "jenis": "renstra_pd",
                    "unit": self.unit_a.pk,
                    "periode": self.periode.pk,
                    "nama": "Dokumen",
                    **data,
                }
                answer = self.post("tambah_dokumen", **fields)
                self.assertContains(answer, sentence)
        self.assertEqual(Dokumen.objects.count(), 2)

    def test_a_document_without_a_name_gets_the_usual_one(self) -> None:
        answer = self.post(
            "tambah_dokumen",
            jenis="renja",
            tahun="2026",
            unit=self.unit_a.pk,
            periode=self.periode.pk,
        )
        dokumen = Dokumen.objects.get(jenis="renja")
        self.assertRedirects(answer, reverse("perencanaan:dokumen", args=[dokumen.pk]))
        self.assertEqual(dokumen.nama, "Renja Dishub 2026")

    def test_it_shows_the_tree_with_indicators_and_sums(self) -> None:
        chain = self.make_chain()
        actions.set_pagu(
            user=self.admin,
            komponen=chain["subkegiatan"].pk,
            daftar={"APBD": {2026: Decimal(150_000_000)}},
        )
        _, simpul = self.make_tree()
        simpul["sub1"].daftar_indikator.create(nama="Jumlah uji kir", satuan="kendaraan")
        Pemetaan.objects.create(simpul=simpul["sub1"], komponen=chain["subkegiatan"])
        answer = self.get("dokumen", self.renstra.pk)
        self.assertContains(
            answer, "150.000.000", count=12
        )  # 5 levels and the total, each with sum
        self.assertContains(answer, "Jumlah uji kir")
        self.assertContains(answer, "belum ditopang simpul pohon kinerja", count=4)

    def test_text_of_users_is_escaped(self) -> None:
        self.make_komponen("tujuan", "<script>alert(1)</script>")
        answer = self.get("dokumen", self.renstra.pk)
        self.assertNotContains(answer, "<script>alert(1)")
        self.assertContains(answer, "&lt;script&gt;alert(1)")

    def test_a_document_with_komponen_keeps_its_kind(self) -> None:
        self.make_chain()
        answer = self.post(
            "ubah_dokumen",
            self.renstra.pk,
            jenis="renja",
            tahun="2026",
            unit=self.unit_a.pk,
            periode=self.periode.pk,
            nama="Renstra Dishub",
        )
        self.assertContains(answer, "Jenis tidak dapat diganti")

    def test_a_document_others_refer_to_is_not_deleted(self) -> None:
        self.make_dokumen(jenis="renja", tahun=2026, unit=self.unit_a, induk=self.renstra)
        answer = self.post("hapus_dokumen", self.renstra.pk)
        self.assertContains(answer, "1 dokumen lain mengacu pada dokumen ini")
        self.assertTrue(Dokumen.objects.filter(pk=self.renstra.pk).exists())

    def test_the_number_of_queries_does_not_grow(self) -> None:
        upper = self.make_chain()
        few = self.count("dokumen", self.renstra.pk)
        parent = Komponen.objects.get(pk=upper["kegiatan"].pk)
        tree.build(
            [
                Komponen(dokumen=self.renstra, jenis="subkegiatan", nama=f"Sub {n}")
                for n in range(200)
            ],
            tree_id=self.renstra.pk,
            parent=parent,
        )
        _, simpul = self.make_tree()
        rows = Komponen.objects.filter(nama__startswith="Sub ")
        Pagu.objects.bulk_create(Pagu(komponen=k, tahun=2026, nilai=1) for k in rows)
        Pemetaan.objects.bulk_create(Pemetaan(komponen=k, simpul=simpul["sub1"]) for k in rows)
        simpul["sub1"].daftar_indikator.create(nama="Jumlah").daftar_target.create(
            tahun=2026, nilai=3
        )
        many = self.count("dokumen", self.renstra.pk)
        self.assertLessEqual(many, few + 2)  # the targets of indicators and the list of trees
        self.assertLessEqual(many, 18)
        lists = self.count("daftar_dokumen")
        self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        self.assertEqual(self.count("daftar_dokumen"), lists)


class KomponenPageTest(Halaman):
    def setUp(self) -> None:
        self.chain = self.make_chain()

    def test_it_refuses_a_parent_or_kind_from_nowhere(self) -> None:
        other = self.make_komponen("tujuan", "B", dokumen=self.renstra_b)
        for query, status in (
            (f"?induk={other.pk}&jenis=sasaran", 404),
            ("?induk=abc", 404),
            ("?jenis=apa", 404),
            ("?jenis=ro", 200),
        ):
            answer = self.post("tambah_komponen", self.renstra.pk, query=query, nama="Nama")
            self.assertEqual(answer.status_code, status, query)
        self.assertEqual(Komponen.objects.filter(dokumen=self.renstra).count(), 5)

    def test_it_refuses_a_row_of_another_version(self) -> None:
        query = f"?induk={self.chain['sasaran'].pk}&jenis=program"
        answer = self.post(
            "tambah_komponen", self.renstra.pk, query=query, nama="x", nomenklatur="999999"
        )
        self.assertContains(answer, "Pilihan ini tidak tersedia")

    def test_it_adds_with_a_nomenklatur(self) -> None:
        query = f"?induk={self.chain['sasaran'].pk}&jenis=program"
        row = self.nomenklatur("2.15.03")
        answer = self.post(
            "tambah_komponen",
            self.renstra.pk,
            query=query,
            nomenklatur=row.pk,
            sasaran="Pelayaran aman",
        )
        made = Komponen.objects.get(kode="2.15.03")
        self.assertRedirects(
            answer,
            reverse("perencanaan:dokumen", args=[self.renstra.pk]) + f"#komponen-{made.pk}",
            fetch_redirect_response=False,
        )

    def test_a_stale_form_says_so(self) -> None:
        program = self.chain["program"]
        self.post("ubah_komponen", program.pk, nama="Pertama", versi=1)
        answer = self.post("ubah_komponen", program.pk, nama="Kedua", versi=1)
        self.assertContains(answer, "sudah diubah orang lain")
        program.refresh_from_db()
        self.assertEqual(program.nama, "Pertama")

    def test_pagu_refuses_words_and_negative_amounts(self) -> None:
        sub = self.chain["subkegiatan"]
        for value, sentence in (
            ("abc", "Isi dengan angka rupiah, misalnya 150.000.000."),
            ("-5", "Pagu tidak boleh negatif."),
            ("9" * 30, "Angka terlalu besar."),
        ):
            answer = self.post("pagu_komponen", sub.pk, versi=1, nilai_0_2026=value)
            self.assertContains(answer, sentence)
        twice = {"sumber_0": "APBD", "nilai_0_2026": "1", "sumber_1": "apbd", "nilai_1_2026": "2"}
        answer = self.post("pagu_komponen", sub.pk, versi=1, **twice)
        self.assertContains(answer, "Sumber dana apbd muncul dua kali")
        self.assertEqual(Pagu.objects.count(), 0)

    def test_pagu_of_an_upper_komponen_is_refused_with_a_sentence(self) -> None:
        answer = self.get("pagu_komponen", self.chain["program"].pk)
        self.assertContains(answer, "Pagu program ini adalah jumlah turunannya")
        self.post("pagu_komponen", self.chain["program"].pk, versi=1, nilai_0_2026="5")
        self.assertEqual(Pagu.objects.count(), 0)

    def test_pagu_reads_indonesian_numbers(self) -> None:
        sub = self.chain["subkegiatan"]
        self.post("pagu_komponen", sub.pk, versi=1, sumber_0="APBD", nilai_0_2026="1.250.000,50")
        self.assertEqual(Pagu.objects.get().nilai, Decimal("1250000.50"))
        self.assertContains(self.get("pagu_komponen", sub.pk), "1.250.000,5")

    def test_the_picker_offers_what_fits_below_the_program_of_its_unit(self) -> None:
        program = self.chain["program"]
        actions.update_komponen(
            user=self.admin, komponen=program.pk, nomenklatur=self.nomenklatur("2.15.03")
        )
        answer = self.get(
            "cari_nomenklatur", dokumen=self.renstra.pk, jenis="kegiatan", induk=program.pk
        )
        self.assertContains(answer, "2.15.03.2.01")
        self.assertNotContains(answer, "2.15.02.2.02")
        self.assertNotContains(answer, "2.15.03.5.01")  # a special region's
        found = self.get(
            "cari_nomenklatur", dokumen=self.renstra.pk, jenis="program", q="pelayaran pengelolaan"
        )
        self.assertContains(found, "2.15.03")
        foreign = self.client_for(self.asing).get(
            reverse("perencanaan:cari_nomenklatur"), {"dokumen": self.renstra.pk}
        )
        self.assertEqual(foreign.status_code, 404)

    def test_a_move_offers_lawful_places_only(self) -> None:
        other = self.make_komponen("sasaran", "Sasaran dua", self.chain["tujuan"])
        answer = self.get("pindah_komponen", self.chain["program"].pk)
        self.assertContains(answer, "Di bawah Sasaran Sasaran dua")
        self.assertNotContains(answer, "Di bawah Tujuan")
        refused = self.post("pindah_komponen", self.chain["program"].pk, letak="999:")
        self.assertContains(refused, "Pilihan ini tidak tersedia")
        self.post("pindah_komponen", self.chain["program"].pk, letak=f"{other.pk}:")
        self.assertEqual(Komponen.objects.get(pk=self.chain["program"].pk).induk_id, other.pk)


class NomenklaturPageTest(Halaman):
    def test_it_searches_filters_and_walks_down(self) -> None:
        self.assertContains(self.get("daftar_nomenklatur"), "PROGRAM PENGELOLAAN PELAYARAN")
        found = self.get("daftar_nomenklatur", q="pelayaran")
        self.assertNotContains(found, "LLAJ")
        branch = self.get("daftar_nomenklatur", di="2.15.03")
        self.assertContains(branch, "2.15.03.2.01")
        self.assertNotContains(branch, "2.15.02.2.02")
        self.assertContains(
            self.get("daftar_nomenklatur", tingkat="provinsi"), "Tidak ada yang cocok"
        )

    def test_odd_addresses_are_harmless(self) -> None:
        for query in (
            {"versi": "abc"},
            {"halaman": "-7"},
            {"di": "' OR 1=1"},
            {"q": "\x00%_"},
            {"jenjang": "raja", "tingkat": "desa"},
        ):
            self.assertEqual(self.get("daftar_nomenklatur", **query).status_code, 200)

    def test_the_number_of_queries_does_not_grow(self) -> None:
        few = self.count("daftar_nomenklatur")
        Nomenklatur.objects.bulk_create(
            Nomenklatur(
                versi=self.versi,
                tingkat="kabkota",
                jenjang="subkegiatan",
                kode=f"2.15.02.2.02.{n:04d}",
                nama=f"Sub {n}",
            )
            for n in range(2, 300)
        )
        self.assertEqual(self.count("daftar_nomenklatur"), few)


class TestPohonTerhapus(Perencanaan):
    def test_a_document_shows_nothing_of_a_deleted_tree(self) -> None:
        tujuan = self.make_komponen("tujuan", "Lalu lintas lancar")
        pohon, nodes = self.make_tree()
        Indikator.objects.create(simpul=nodes["csf1"], nama="Kecepatan rata-rata")
        row = actions.map_simpul(user=self.admin, simpul=nodes["csf1"].pk, komponen=tujuan.pk)
        client = self.client_for(self.perencana_a)
        address = f"/dokumen/{self.renstra.pk}/"
        self.assertIn("Kecepatan rata-rata", client.get(address).content.decode())
        delete_pohon(user=self.admin, pohon_id=pohon.pk)
        self.assertNotIn("Kecepatan rata-rata", client.get(address).content.decode())
        self.assertEqual(client.post(f"/pemetaan/lepas/{row.pk}/").status_code, 404)
        self.assertEqual(client.get(f"/simpul/{nodes['csf1'].pk}/penuangan/").status_code, 404)
