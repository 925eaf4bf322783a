"""The start page: what each role sees of the instansi at work."""

from __future__ import annotations

from unittest.mock import patch

from cascading import beranda
from cascading.kelengkapan import Cincin, kelengkapan
from evaluasi.skor import reckon
from organisasi.models import Instansi, Keanggotaan, Periode, Tugas
from pohon import actions
from pohon.models import Crosscutting, Pohon, Simpul
from tests.base import Cast, make_unit, make_user


class BerandaTest(Cast):
    def open(self, user):
        answer = self.client_for(user).get("/")
        self.assertEqual(answer.status_code, 200)
        return answer

    def submit(self, pohon):
        Pohon.objects.filter(pk=pohon.pk).update(status=Pohon.Status.DIAJUKAN)


class TestBerandaPerencana(BerandaTest):
    def test_a_visitor_is_sent_to_sign_in(self):
        answer = self.client_for(None).get("/")
        self.assertRedirects(answer, "/masuk/?next=/")

    def test_without_trees_it_offers_the_first_one(self):
        answer = self.open(self.perencana_a)
        self.assertContains(answer, "Belum ada pohon kinerja")
        self.assertContains(answer, "Perencana Dinas Perhubungan")

    def test_without_a_period_it_says_what_comes_first(self):
        Periode.objects.filter(instansi=self.instansi).delete()
        self.assertContains(self.open(self.perencana_a), "Periode perencanaan belum ada")
        self.assertContains(self.open(self.admin), "Siapkan instansi Anda")

    def test_it_counts_only_the_trees_the_planner_writes(self):
        self.make_pohon(unit=self.unit_a, pernyataan="Kemacetan berkurang", tahap=2)
        self.make_pohon(unit=self.unit_a1, pernyataan="Lampu menyala", tahap=2)
        self.make_pohon(unit=self.unit_b, pernyataan="Murid tuntas sekolah", tahap=5)
        answer = self.open(self.perencana_a)
        self.assertContains(answer, "2 pohon yang Anda susun")
        self.assertContains(answer, "Lampu menyala")
        self.assertNotContains(answer, "Murid tuntas sekolah")
        self.assertEqual([r.jumlah for r in answer.context["ruas"]], [0, 2, 0, 0, 0])

    def test_the_bar_of_stages_has_no_gap_and_no_overlap(self):
        for tahap in (1, 1, 2, 3, 3, 3, 5):
            self.make_pohon(unit=self.unit_a, tahap=tahap)
        ruas, _ = beranda.ringkasan_tahap(Pohon.objects.visible_to(self.perencana_a))
        self.assertEqual(ruas[0].x, 0)
        for before, after in zip(ruas, ruas[1:], strict=False):
            self.assertEqual(before.x + before.lebar, after.x)
        self.assertEqual(ruas[-1].x + ruas[-1].lebar, beranda.BAR_WIDTH)

    def test_rings_count_from_the_stage_that_asks(self):
        pohon = self.make_pohon(unit=self.unit_a, tahap=3)
        csf = self.make_simpul(pohon, "Armada terawat")
        cincin = kelengkapan(Pohon.objects.visible_to(self.perencana_a))
        self.assertEqual([(c.jumlah, c.dari) for c in cincin], [(0, 0)] * 3)
        Pohon.objects.filter(pk=pohon.pk).update(tahap=4)
        csf.daftar_indikator.create(nama="Persentase armada laik jalan")
        csf.daftar_indikator.create(nama="Umur armada")
        cincin = kelengkapan(Pohon.objects.visible_to(self.perencana_a))
        self.assertEqual([(c.jumlah, c.dari) for c in cincin], [(1, 2), (0, 0), (0, 0)])
        self.assertEqual((cincin[0].persen, cincin[0].jumlah, cincin[0].dari), (50, 1, 2))

    def test_rings_leave_out_what_others_carry_as_the_score_does(self):
        pohon = self.make_pohon(unit=self.unit_a, tahap=5)
        root = Simpul.objects.get(pohon=pohon)
        # What each node says of its branch: who carries it, and which partner it has; the nearest counts.
        given = self.make_simpul(pohon, "Dititipkan", root, pengampu=self.unit_b.pk)
        self.make_simpul(pohon, "Ikut dititipkan", given)
        back = self.make_simpul(pohon, "Kembali", given, pengampu=self.unit_a1.pk)
        self.make_simpul(pohon, "Di bawah yang kembali", back)
        shared = self.make_simpul(pohon, "Bermitra", root)
        self.make_simpul(pohon, "Di bawah mitra", shared)
        refused = self.make_simpul(pohon, "Ditolak", root)
        inside = self.make_simpul(pohon, "Mitra dalam", root)
        outside = self.make_simpul(pohon, "Mitra luar", root)
        self.make_simpul(pohon, "Sesudahnya", root)
        for simpul, mitra, status in (
            (shared, {"mitra": self.unit_b}, "menunggu"),
            (refused, {"mitra": self.unit_b}, "ditolak"),
            (inside, {"mitra": self.unit_a1}, "disetujui"),
            (outside, {"mitra_luar": "Polres"}, "disetujui"),
        ):
            Crosscutting.objects.create(simpul=simpul, status=status, **mitra)
        whole = self.make_pohon(unit=None, tahap=5)
        top = Simpul.objects.get(pohon=whole)
        self.make_simpul(whole, "Milik bersama", top, pengampu=self.unit_b.pk)
        own = 0
        for one in Pohon.objects.select_related("instansi", "unit", "periode"):
            own += reckon(one).hitungan["milik"]
        with self.assertNumQueries(2):
            cincin = kelengkapan(Pohon.objects.all())
        self.assertEqual(own, 8)
        self.assertEqual([(c.jumlah, c.dari) for c in cincin[1:]], [(0, own)] * 2)

    def test_almost_all_is_not_all(self):
        self.assertEqual(Cincin("x", 4, 999, 1000).persen, 99)

    def test_a_returned_tree_asks_for_attention(self):
        pohon = self.make_pohon(unit=self.unit_a)
        Pohon.objects.filter(pk=pohon.pk).update(status=Pohon.Status.DIKEMBALIKAN)
        self.assertContains(self.open(self.perencana_a), "pohon dikembalikan untuk diperbaiki")
        self.assertNotContains(self.open(self.pembaca_a), "dikembalikan untuk diperbaiki")

    def test_a_request_for_crosscutting_waits_for_the_partner_alone(self):
        pohon = self.make_pohon(unit=self.unit_a)
        simpul = Simpul.objects.get(pohon=pohon)
        Crosscutting.objects.create(simpul=simpul, mitra=self.unit_b)
        self.assertContains(self.open(self.perencana_b), "menunggu jawaban unit Anda")
        self.assertNotContains(self.open(self.perencana_a), "menunggu jawaban unit Anda")
        Crosscutting.objects.update(status=Crosscutting.Status.DISETUJUI)
        self.assertNotContains(self.open(self.perencana_b), "menunggu jawaban unit Anda")

    def test_a_deleted_tree_is_gone_with_its_requests(self):
        pohon = self.make_pohon(unit=self.unit_a, pernyataan="Pohon terhapus")
        Crosscutting.objects.create(simpul=Simpul.objects.get(pohon=pohon), mitra=self.unit_b)
        actions.delete_pohon(user=self.admin, pohon_id=pohon.pk)
        self.assertNotContains(self.open(self.perencana_a), "Pohon terhapus")
        self.assertNotContains(self.open(self.perencana_b), "menunggu jawaban unit Anda")

    def test_it_shows_ones_own_jobs_only(self):
        for user, judul in ((self.perencana_a, "PDF saya"), (self.perencana_b, "PDF orang lain")):
            Tugas.objects.create(instansi=self.instansi, pengguna=user, jenis="x", judul=judul)
        answer = self.open(self.perencana_a)
        self.assertContains(answer, "PDF saya")
        self.assertNotContains(answer, "PDF orang lain")

    def test_text_of_users_is_escaped(self):
        self.make_pohon(unit=self.unit_a, pernyataan="<script>alert(1)</script>")
        answer = self.open(self.perencana_a)
        self.assertNotContains(answer, "<script>alert(1)")
        self.assertContains(answer, "&lt;script&gt;alert(1)")


class TestBerandaLain(BerandaTest):
    def test_evaluator_and_pimpinan_see_what_waits_for_them(self):
        self.submit(self.make_pohon(unit=self.unit_a, pernyataan="Sudah diajukan"))
        self.make_pohon(unit=self.unit_a, pernyataan="Masih draf")
        for user in (self.evaluator, self.pimpinan):
            with self.subTest(user=user):
                answer = self.open(user)
                self.assertContains(answer, "pohon menunggu reviu Anda")
                self.assertEqual(
                    [p.outcome for p in answer.context["menunggu"]], ["Sudah diajukan"]
                )
        for user in (self.perencana_a, self.pembaca_a, self.admin):
            with self.subTest(user=user):
                self.assertNotContains(self.open(user), "menunggu reviu Anda")

    def test_more_than_ten_waiting_are_all_counted_and_ten_shown(self):
        for n in range(12):
            self.submit(self.make_pohon(unit=self.unit_a, pernyataan=f"Outcome {n}"))
        answer = self.open(self.pimpinan)
        self.assertContains(answer, "<strong>12</strong>")
        self.assertContains(answer, "Semua yang diajukan")
        self.assertContains(answer, "/meja/", count=11)  # the menu has one

    def test_an_evaluator_of_one_unit_waits_for_that_unit(self):
        self.submit(self.make_pohon(unit=self.unit_b))
        user = make_user("evaluator_a", Keanggotaan.Peran.EVALUATOR, self.instansi, self.unit_a)
        self.assertNotContains(self.open(user), "menunggu reviu Anda")

    def test_who_reads_the_whole_sees_units_without_a_tree(self):
        self.make_pohon(unit=self.unit_a1, tahap=3)
        for user in (self.evaluator, self.admin):
            answer = self.open(user)
            self.assertContains(answer, "1 dari 2 unit belum menyusun pohon")
            rows = {u.nama: (u.jumlah_pohon, u.tahap) for u in answer.context["daftar_unit"]}
            self.assertEqual(rows, {"Dinas Perhubungan": (1, 3), "Dinas Pendidikan": (None, None)})
        self.assertNotContains(self.open(self.perencana_a), "Kemajuan per unit")

    def test_an_admin_sees_what_is_left_to_set_up(self):
        answer = self.open(self.admin)
        self.assertContains(answer, "Penyiapan instansi")
        done = {step.judul: step.selesai for step in answer.context["penyiapan"]}
        self.assertTrue(done["Susunan unit"] and done["Periode perencanaan"])
        self.assertNotContains(self.open(self.perencana_a), "Penyiapan instansi")

    def test_the_checklist_goes_when_it_is_done(self):
        with patch("cascading.beranda.Nomenklatur.objects.exists", return_value=True):
            self.assertNotContains(self.open(self.admin), "Penyiapan instansi")

    def test_a_new_instansi_starts_with_an_empty_checklist(self):
        baru = Instansi.objects.create(nama="Provinsi Baru", jenis=Instansi.Jenis.PROVINSI)
        answer = self.open(make_user("admin_baru", Keanggotaan.Peran.ADMIN, baru))
        self.assertEqual([s.selesai for s in answer.context["penyiapan"]], [False] * 4)

    def test_pengelola_sees_the_instansi_and_no_content(self):
        self.make_pohon(unit=self.unit_a, pernyataan="Isi pohon")
        answer = self.open(self.pengelola)
        self.assertContains(answer, "Pemerintah Kabupaten Lain")
        self.assertContains(answer, "6 pengguna")
        self.assertNotContains(answer, "Isi pohon")
        for user in (self.admin, self.perencana_a):
            self.assertNotContains(self.open(user), "Pemerintah Kabupaten Lain")

    def test_an_account_without_a_role_says_whom_to_ask(self):
        answer = self.open(make_user("tanpa_peran"))
        self.assertContains(answer, "Akun Anda belum terhubung ke instansi")

    def test_nothing_of_another_instansi_is_seen_or_counted(self):
        self.submit(self.make_pohon(unit=self.unit_a, pernyataan="Rahasia kota"))
        unit = make_unit(self.instansi_asing, "Dinas Lain")
        for peran in (Keanggotaan.Peran.ADMIN, Keanggotaan.Peran.PIMPINAN):
            user = make_user(f"asing_{peran}", peran, self.instansi_asing)
            answer = self.open(user)
            self.assertNotContains(answer, "Rahasia kota")
            self.assertNotContains(answer, "Dinas Perhubungan")
            self.assertEqual(answer.context["jumlah_pohon"], 0)
        self.assertTrue(unit.pk)

    def test_someone_with_two_instansi_sees_the_one_at_work(self):
        self.make_pohon(unit=self.unit_a, pernyataan="Milik kota")
        Keanggotaan.objects.create(
            pengguna=self.evaluator,
            instansi=self.instansi_asing,
            peran=Keanggotaan.Peran.EVALUATOR,
        )
        client = self.client_for(self.evaluator)
        client.post("/instansi/pilih/", {"instansi": self.instansi_asing.pk})
        self.assertNotContains(client.get("/"), "Milik kota")
        client.post("/instansi/pilih/", {"instansi": self.instansi.pk})
        self.assertContains(client.get("/"), "Milik kota")


class TestBerandaQueries(BerandaTest):
    def count(self, user):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client = self.client_for(user)
        client.get("/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/")
        return len(queries)

    def grow(self):
        for n in range(12):
            unit = make_unit(self.instansi, f"Dinas {n}")
            pohon = self.make_pohon(unit=unit, pernyataan=f"Outcome {n}", tahap=n % 5 + 1)
            self.submit(pohon)
            Crosscutting.objects.create(simpul=Simpul.objects.get(pohon=pohon), mitra=self.unit_a)
            self.make_pohon(unit=self.unit_a, tahap=5)
            Tugas.objects.create(
                instansi=self.instansi, pengguna=self.perencana_a, jenis="x", judul=f"T {n}"
            )
            Instansi.objects.create(nama=f"Kota {n}", jenis=Instansi.Jenis.KOTA)

    def test_the_number_of_queries_does_not_grow(self):
        people = [self.perencana_a, self.evaluator, self.pimpinan, self.admin, self.pengelola]
        pohon = self.make_pohon(unit=self.unit_a, tahap=5)
        Crosscutting.objects.create(simpul=Simpul.objects.get(pohon=pohon), mitra=self.unit_b)
        self.submit(pohon)
        before = [self.count(user) for user in people]
        self.grow()
        self.assertEqual([self.count(user) for user in people], before)
        self.assertLessEqual(max(before), 18)
