"""The search of everything: what each person finds, and that it stays quick."""

from __future__ import annotations

import datetime
from unittest.mock import patch

from django.urls import reverse

from jabatan.models import Pejabat
from organisasi.models import Instansi, Keanggotaan, Unit
from perencanaan import actions as perencanaan_actions
from perencanaan.models import Dokumen, Komponen
from pohon import actions
from pohon.models import Indikator, Pohon, Simpul
from tests.base import Cast, make_pohon, make_unit, make_user
from tests.jabatan.dasar import Struktur
from tests.perencanaan.dasar import Perencanaan

ALL = ("pembaca_a", "perencana_a", "perencana_b", "evaluator", "pimpinan", "admin")


class CariTest(Cast):
    def ask(self, q, user=None, **params):
        answer = self.client_for(user or self.pembaca_a).get("/api/v1/cari/", {"q": q, **params})
        self.assertEqual(answer.status_code, 200, answer.content)
        return answer.json()["kelompok"]

    def rows(self, jenis, q, user=None, **params):
        groups = self.ask(q, user, **params)
        return next((group["hasil"] for group in groups if group["jenis"] == jenis), [])

    def names(self, jenis, q, user=None, **params):
        return [row["judul"] for row in self.rows(jenis, q, user, **params)]


class TestCariPohon(CariTest):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.pohon = cls.make_pohon(unit=cls.unit_a, pernyataan="Kemacetan berkurang", tahap=4)
        cls.csf = cls.make_simpul(cls.pohon, "Armada terawat", faktor_penyebab="Bengkel jauh")
        cls.antara = cls.make_simpul(cls.pohon, "Jadwal ditepati", cls.csf)
        Indikator.objects.create(simpul=cls.antara, nama="Ketepatan waktu", kode="IKU-7")

    def test_a_simpul_leads_to_its_place_in_the_editor(self):
        (row,) = self.rows("simpul", "jadwal")
        address = reverse("pohon:editor", args=[self.pohon.pk])
        self.assertEqual(row["alamat"], f"{address}#simpul-{self.antara.pk}")
        self.assertEqual((row["pohon"], row["simpul"]), (self.pohon.pk, self.antara.pk))
        self.assertEqual(row["keterangan"], "Kondisi antara · Dishub · di bawah “Armada terawat”")
        self.assertEqual(row["jenis"], "simpul")

    def test_the_cause_is_searched_and_shown(self):
        (row,) = self.rows("simpul", "armada bengkel")
        self.assertEqual(row["judul"], "Armada terawat")
        self.assertIn("faktor penyebab: Bengkel jauh", row["keterangan"])

    def test_the_outcome_stands_for_the_tree_and_not_once_more_as_simpul(self):
        (row,) = self.rows("pohon", "kemacetan dishub")
        self.assertEqual(row["alamat"], reverse("pohon:editor", args=[self.pohon.pk]))
        self.assertEqual(row["keterangan"], "Dinas Perhubungan · RPJMD 2025-2029")
        self.assertEqual(self.rows("simpul", "kemacetan"), [])

    def test_an_indikator_is_found_by_name_and_by_the_beginning_of_its_code(self):
        for q in ("ketepatan", "iku", "IKU-7"):
            with self.subTest(q):
                (row,) = self.rows("indikator", q)
                self.assertEqual(row["judul"], "IKU-7 Ketepatan waktu")
                self.assertEqual(row["simpul"], self.antara.pk)
        self.assertEqual(self.rows("indikator", "u-7"), [])

    def test_a_deleted_tree_is_found_no_more(self):
        actions.delete_pohon(user=self.admin, pohon_id=self.pohon.pk)
        for q in ("kemacetan", "jadwal", "ketepatan"):
            self.assertEqual(self.ask(q), [], q)

    def test_a_deleted_simpul_is_found_no_more(self):
        op = {"jenis": "hapus", "simpul": self.csf.pk, "versi": self.csf.versi}
        actions.apply(user=self.admin, pohon_id=self.pohon.pk, operasi=[op])
        self.assertEqual([*self.rows("simpul", "armada"), *self.rows("indikator", "iku")], [])

    def test_hits_of_the_open_tree_come_first(self):
        other = self.make_pohon(unit=self.unit_b, pernyataan="Sekolah dekat jadwal", tahap=3)
        own = self.make_simpul(other, "Jadwal sekolah ditepati")
        self.assertEqual(self.rows("simpul", "jadwal")[0]["simpul"], self.antara.pk)
        groups = self.ask("jadwal", pohon=other.pk)
        self.assertEqual(self.rows("simpul", "jadwal", pohon=other.pk)[0]["simpul"], own.pk)
        self.assertEqual(groups[0]["hasil"][0]["pohon"], other.pk)

    def test_groups_without_the_open_tree_come_after_those_with_it(self):
        self.make_pohon(unit=self.unit_b, pernyataan="Jadwal pelajaran tetap")
        plain = [group["jenis"] for group in self.ask("jadwal")]
        opened = [group["jenis"] for group in self.ask("jadwal", pohon=self.pohon.pk)]
        self.assertEqual((plain, opened), (["pohon", "simpul"], ["simpul", "pohon"]))


class TestCariPerencanaan(CariTest, Perencanaan):
    def test_a_komponen_is_found_by_name_and_code_and_leads_to_its_row(self):
        chain = self.make_chain()
        program = chain["program"]
        perencanaan_actions.update_komponen(
            user=self.admin,
            komponen=program.pk,
            versi=program.versi,
            kode="2.15.02",
            sasaran="Jalan lancar",
        )
        address = reverse("perencanaan:dokumen", args=[self.renstra.pk])
        for q in ("program satu", "2.15.02", "2.15", "jalan lancar"):
            with self.subTest(q):
                (row,) = self.rows("komponen", q)
                self.assertEqual(row["judul"], "2.15.02 program satu")
                self.assertEqual(row["alamat"], f"{address}#komponen-{program.pk}")
        page = self.client_for(self.pembaca_a).get(address)
        self.assertContains(page, f'id="komponen-{program.pk}"')

    def test_a_document_is_found_by_name_and_unit(self):
        self.assertEqual(self.names("dokumen", "renstra disdik"), ["Renstra Disdik"])
        self.assertEqual(self.names("dokumen", "renstra perhubungan"), ["Renstra Dishub"])

    def test_nomenklatur_is_found_by_the_beginning_of_its_code(self):
        rows = self.rows("nomenklatur", "2.15.02.2.02")
        self.assertEqual([row["keterangan"] for row in rows], ["Kegiatan", "Subkegiatan"])
        page = self.client_for(self.pembaca_a).get(rows[1]["alamat"])
        self.assertContains(page, "Pembangunan Prasarana Jalan")
        self.assertNotContains(page, "PENGELOLAAN PELAYARAN")

    def test_only_the_newest_nomenklatur_is_searched(self):
        newer = self.versi.__class__.objects.create(
            nama="Kepmendagri baru", regulasi="Baru", tanggal=datetime.date(2026, 1, 1)
        )
        baris = perencanaan_actions.BarisNomenklatur("kabkota", "2.15", "URUSAN BARU")
        perencanaan_actions.simpan_nomenklatur(versi=newer, rows=[baris])
        self.assertEqual(self.names("nomenklatur", "2.15"), ["2.15 URUSAN BARU"])

    def test_a_ministry_has_no_nomenklatur(self):
        Instansi.objects.filter(pk=self.instansi.pk).update(jenis="kementerian_lembaga")
        self.assertEqual(self.ask("2.15.02"), [])


class TestCariJabatan(CariTest, Struktur):
    def test_a_position_and_who_holds_it(self):
        (row,) = self.rows("jabatan", "kepala dinas pendidikan")
        self.assertEqual(
            row["alamat"], reverse("jabatan:jabatan", args=[self.jabatan["kadis_b"].pk])
        )
        (holder,) = self.rows("pejabat", "ibu wali")
        self.assertEqual(holder["keterangan"], "Wali Kota Contoh")
        self.assertEqual(self.names("pejabat", "196501011990012001"), ["Ibu Wali"])

    def test_who_left_comes_last_and_says_so(self):
        jabatan = self.jabatan["kadis"]
        Pejabat.objects.create(
            jabatan=jabatan,
            nama="Adi Pejabat",
            mulai=datetime.date(2019, 1, 1),
            selesai=datetime.date(2020, 3, 31),
        )
        rows = self.rows("pejabat", "pejabat")
        self.assertEqual(rows[-1]["judul"], "Adi Pejabat")
        self.assertIn("sampai 31 Maret 2020", rows[-1]["keterangan"])


class TestCariUnitDanHalaman(CariTest):
    def test_an_admin_is_led_to_the_form_of_a_unit_and_others_to_the_list(self):
        for user in (self.admin, self.pembaca_a):
            (row,) = self.rows("unit", "disdik", user)
            self.assertEqual(row["judul"], "Dinas Pendidikan (Disdik)")
            page = self.client_for(user).get(row["alamat"])
            self.assertContains(page, "Dinas Pendidikan")

    def test_pages_of_the_menu_are_those_the_role_opens(self):
        for name in ALL:
            pages = self.names("halaman", "pengguna", getattr(self, name))
            self.assertEqual(pages, ["Pengguna"] if name == "admin" else [], name)
        self.assertEqual(self.names("halaman", "instansi", self.pengelola), ["Instansi"])
        self.assertEqual(self.names("halaman", "pohon", self.pengelola), [])
        self.assertEqual(self.names("halaman", "kata sandi", self.pembaca_a), ["Ganti kata sandi"])

    def test_every_page_found_opens(self):
        for user in (self.admin, self.pembaca_a, self.pengelola):
            client = self.client_for(user)
            for q in ("utama", "induk", "akun", "pengelola"):
                for row in self.rows("halaman", q, user):
                    self.assertEqual(client.get(row["alamat"]).status_code, 200, row)


class TestCariIzin(CariTest):
    def setUp(self):
        super().setUp()
        self.foreign = make_pohon(
            user=self.asing,
            unit=self.unit_asing,
            instansi=self.instansi_asing,
            periode=self.periode_asing,
            pernyataan="Rahasia penyakit menurun",
            tahap=4,
        )
        op = {
            "jenis": "tambah",
            "induk": Simpul.objects.get(pohon=self.foreign).pk,
            "data": {
                "pernyataan": "Rahasia obat tersedia",
                "faktor_penyebab": "Rahasia gudang",
                "indikator": [{"nama": "Rahasia jumlah obat", "kode": "RAHASIA-1"}],
            },
        }
        actions.apply(user=self.asing, pohon_id=self.foreign.pk, operasi=[op])
        dokumen = Dokumen.objects.create(
            instansi=self.instansi_asing,
            unit=self.unit_asing,
            periode=self.periode_asing,
            jenis=Dokumen.Jenis.RENSTRA_PD,
            nama="Rahasia Renstra",
        )
        perencanaan_actions.create_komponen(
            user=self.asing, dokumen=dokumen.pk, jenis=Komponen.Jenis.TUJUAN, nama="Rahasia tujuan"
        )
        make_unit(self.instansi_asing, "Rahasia Unit", self.unit_asing)
        self.make_foreign_position()

    def make_foreign_position(self):
        from jabatan import actions as jabatan_actions

        daftar = [
            {
                "kunci": "a",
                "induk_kunci": None,
                "nama": "Rahasia Bupati",
                "jenjang": "kepala_daerah",
                "unit": None,
                "pejabat": [{"nama": "Rahasia Nama", "mulai": datetime.date(2025, 1, 2)}],
            }
        ]
        user = make_user("admin_asing", Keanggotaan.Peran.ADMIN, self.instansi_asing)
        jabatan_actions.build_jabatan(user=user, instansi=self.instansi_asing, daftar=daftar)

    def test_nothing_of_another_instansi_appears_to_anybody(self):
        own = {group["jenis"] for group in self.ask("rahasia", self.asing)}
        self.assertEqual(
            own,
            {"pohon", "simpul", "indikator", "dokumen", "komponen", "jabatan", "pejabat", "unit"},
        )
        for name in (*ALL, "pengelola"):
            for extra in ({}, {"pohon": self.foreign.pk}, {"jenis": "simpul"}):
                with self.subTest(name, **extra):
                    self.assertEqual(self.ask("rahasia", getattr(self, name), **extra), [])

    def test_every_role_of_the_instansi_finds_every_tree_of_it(self):
        self.make_pohon(unit=self.unit_b, pernyataan="Murid tuntas sekolah")
        for name in ALL:
            found = self.names("pohon", "murid", getattr(self, name))
            self.assertEqual(found, ["Murid tuntas sekolah"], name)

    def test_who_works_in_several_instansi_finds_those_of_the_one_at_work(self):
        user = self.perencana_a
        Keanggotaan.objects.create(
            pengguna=user, instansi=self.instansi_asing, peran=Keanggotaan.Peran.PEMBACA
        )
        client = self.client_for(user)
        url = "/api/v1/cari/?q=rahasia"
        for chosen, count in ((self.instansi, 0), (self.instansi_asing, 8)):
            client.post("/instansi/pilih/", {"instansi": chosen.pk})
            self.assertEqual(len(client.get(url).json()["kelompok"]), count, chosen)
        client.post("/instansi/pilih/", {"instansi": self.instansi.pk})
        opened = client.get(f"{url}&pohon={self.foreign.pk}").json()["kelompok"]
        self.assertEqual(len(opened), 8)

    def test_who_is_not_signed_in_is_refused(self):
        answer = self.client_for(None).get("/api/v1/cari/?q=murid")
        self.assertEqual(answer.status_code, 401)
        self.assertIn("Masuk dahulu", answer.json()["pesan"])


class TestCariBatas(CariTest):
    def fill(self, count):
        pohon = self.make_pohon(unit=self.unit_a, pernyataan="Hasil ukur", tahap=4)
        simpul = [
            {
                "kunci": f"s{n}",
                "induk_kunci": None,
                "jenis": "csf",
                "pernyataan": f"Ukur {n:03}",
                "indikator": [{"nama": f"Ukur indikator {n}"}],
            }
            for n in range(count)
        ]
        actions.build_pohon(user=self.admin, pohon=Pohon.objects.get(pk=pohon.pk), simpul=simpul)

    def test_a_group_shows_eight_and_counts_to_fifty(self):
        self.fill(60)
        group = next(one for one in self.ask("ukur") if one["jenis"] == "simpul")
        self.assertEqual((len(group["hasil"]), group["jumlah"], group["lebih"]), (8, 50, True))
        self.assertEqual(group["hasil"][0]["judul"], "Ukur 000")
        (whole,) = self.ask("ukur", jenis="simpul")
        self.assertEqual((len(whole["hasil"]), whole["lebih"]), (50, True))
        (few,) = self.ask("ukur 01", jenis="simpul")
        self.assertEqual((len(few["hasil"]), few["jumlah"], few["lebih"]), (11, 11, False))

    def test_the_number_of_queries_does_not_grow(self):
        self.ask("ukur")
        counts = []
        for count in (2, 60):
            self.fill(count)
            client = self.client_for(self.pembaca_a)
            with self.assertNumQueries(13):
                found = client.get("/api/v1/cari/?q=ukur").json()["kelompok"]
            counts.append(sum(group["jumlah"] for group in found))
        self.assertLess(*counts)

    def test_a_kind_asked_for_alone_asks_only_for_it(self):
        with patch("pohon.cari.cari_simpul") as other:
            self.ask("dinas", jenis="unit")
        other.assert_not_called()
        self.assertEqual([group["jenis"] for group in self.ask("dinas", jenis="unit")], ["unit"])

    def test_a_kind_there_is_none_of_is_refused_with_a_sentence(self):
        answer = self.client_for(self.pembaca_a).get("/api/v1/cari/?q=dinas&jenis=rahasia")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Pilih salah satu: halaman, pohon", answer.json()["pesan"])

    def test_wild_input_finds_nothing_and_breaks_nothing(self):
        client = self.client_for(self.pembaca_a)
        wild = (
            "",
            "a",
            "\x00\x00",
            "%%",
            "__",
            "[[",
            "\\",
            "(((",
            "*" * 4000,
            "😀😀",
            "ß" * 90,
            "' OR 1=1",
        )
        for q in wild:
            for pohon in ("", "-1", "9" * 40, "x", "٣"):
                with self.subTest(q=q[:9], pohon=pohon):
                    answer = client.get("/api/v1/cari/", {"q": q, "pohon": pohon})
                    self.assertEqual((answer.status_code, answer.json()["kelompok"]), (200, []))

    def test_a_name_with_accents_is_found_without_them(self):
        Unit.objects.filter(pk=self.unit_b.pk).update(nama="Balai René Élok")
        self.assertEqual(self.names("unit", "rene elok"), ["Balai René Élok (Disdik)"])
