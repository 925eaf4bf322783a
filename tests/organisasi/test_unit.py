"""Units: the tree stays sound, its admin writes it, and what is in use cannot be deleted."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lib import tree
from organisasi import actions
from organisasi.models import Instansi, Keanggotaan, Unit
from tests.base import Cast, make_unit

LIST = reverse("organisasi:daftar_unit")
ADD = reverse("organisasi:tambah_unit")


class TestUnit(Cast):
    def setUp(self):
        self.client = self.client_for(self.admin)

    def tearDown(self):
        self.assertEqual(tree.check(Unit), [])

    def data(self, **fields):
        return {"nama": "Dinas Sosial", "jenis": "perangkat_daerah", "profil": "umum", **fields}

    def add(self, **fields):
        return self.client.post(ADD, self.data(**fields))

    def edit(self, unit, **fields):
        url = reverse("organisasi:ubah_unit", args=[unit.pk])
        return self.client.post(url, self.data(**{"nama": unit.nama, **fields}))

    def delete(self, unit):
        return self.client.post(reverse("organisasi:hapus_unit", args=[unit.pk]))

    def names(self):
        return list(
            Unit.objects.filter(instansi=self.instansi)
            .order_by("lft")
            .values_list("nama", "kedalaman")
        )

    def test_it_adds_at_the_top_and_under_a_parent(self):
        self.assertRedirects(self.add(), LIST)
        self.add(nama="Seksi Rambu", induk=self.unit_a1.pk, jenis="seksi")
        self.assertEqual(
            self.names(),
            [
                ("Dinas Perhubungan", 0),
                ("Bidang Lalu Lintas", 1),
                ("Seksi Rambu", 2),
                ("Dinas Pendidikan", 0),
                ("Dinas Sosial", 0),
            ],
        )

    def test_every_write_is_counted(self):
        self.add()
        self.edit(Unit.objects.get(nama="Dinas Sosial"), singkatan="Dinsos")
        self.delete(Unit.objects.get(nama="Dinas Sosial"))
        self.assertEqual(Instansi.objects.get(pk=self.instansi.pk).nomor, 3)

    def test_it_moves_a_unit_with_its_branch(self):
        self.edit(self.unit_a, induk=self.unit_b.pk)
        self.assertEqual(
            self.names(),
            [("Dinas Pendidikan", 0), ("Dinas Perhubungan", 1), ("Bidang Lalu Lintas", 2)],
        )

    def test_a_perencanas_right_follows_the_branch_that_moved(self):
        self.edit(self.unit_a1, induk=self.unit_b.pk, jenis="bidang")
        self.assertFalse(Unit.objects.editable_by(self.perencana_a).filter(pk=self.unit_a1.pk))
        self.assertTrue(Unit.objects.editable_by(self.perencana_b).filter(pk=self.unit_a1.pk))

    def test_it_changes_places_with_a_sibling_and_stops_at_the_ends(self):
        third = make_unit(self.instansi, "Dinas Sosial")
        for arah, unit, order in (
            ("naik", third, "Dinas Perhubungan, Dinas Sosial, Dinas Pendidikan"),
            ("naik", third, "Dinas Sosial, Dinas Perhubungan, Dinas Pendidikan"),
            ("naik", third, "Dinas Sosial, Dinas Perhubungan, Dinas Pendidikan"),
            ("turun", self.unit_a, "Dinas Sosial, Dinas Pendidikan, Dinas Perhubungan"),
            ("turun", self.unit_a, "Dinas Sosial, Dinas Pendidikan, Dinas Perhubungan"),
        ):
            self.client.post(reverse("organisasi:geser_unit", args=[unit.pk]), {"arah": arah})
            self.assertEqual(", ".join(n for n, depth in self.names() if depth == 0), order)
            self.assertEqual(tree.check(Unit), [])
        self.assertEqual(Unit.objects.get(pk=self.unit_a1.pk).induk, self.unit_a)

    def test_it_refuses_a_move_under_itself_or_below(self):
        for parent in (self.unit_a, self.unit_a1):
            answer = self.edit(self.unit_a, induk=parent.pk)
            self.assertContains(answer, "Pilihan ini tidak tersedia.")
            with self.assertRaisesMessage(ValidationError, "ke bawah dirinya sendiri"):
                actions.update_unit(
                    user=self.admin,
                    instansi_id=self.instansi.pk,
                    unit_id=self.unit_a.pk,
                    induk_id=parent.pk,
                    data={},
                )

    def test_it_refuses_a_parent_of_another_instansi(self):
        self.assertContains(self.add(induk=self.unit_asing.pk), "Pilihan ini tidak tersedia.")
        with self.assertRaisesMessage(ValidationError, "Pilih induk dari daftar."):
            actions.create_unit(
                user=self.admin,
                instansi_id=self.instansi.pk,
                induk_id=self.unit_asing.pk,
                data={"nama": "Dinas Sosial"},
            )

    def test_it_refuses_a_name_taken_under_the_same_parent(self):
        for answer in (
            self.add(nama="Dinas Pendidikan"),
            self.edit(self.unit_b, nama="Dinas Perhubungan"),
        ):
            self.assertContains(answer, "Unit dengan nama ini sudah ada")
        self.assertEqual(len(self.names()), 3)

    def test_it_refuses_empty_long_and_unknown_values(self):
        self.assertContains(self.add(nama=" "), "Nama belum diisi.")
        self.assertEqual(self.add(nama="x" * 5000).status_code, 200)
        self.assertContains(self.add(jenis="kerajaan"), "Pilihan ini tidak tersedia.")
        self.assertEqual(len(self.names()), 3)

    def test_it_normalises_codes_of_bidang_urusan(self):
        self.add(bidang_urusan=" 1.03;2.15, x.xx,1.03")
        self.assertEqual(Unit.objects.get(nama="Dinas Sosial").bidang_urusan, "1.03, 2.15, X.XX")

    def test_it_refuses_what_is_no_code_of_bidang_urusan(self):
        for wrong in ("perhubungan", "2.1", "2.155", "12.15", "2,15", "X.X"):
            self.assertContains(self.add(bidang_urusan=wrong), "bukan kode bidang urusan")

    def test_tags_in_a_name_are_shown_as_text(self):
        self.add(nama="<img src=x onerror=alert(1)>")
        page = self.client.get(LIST)
        self.assertContains(page, "&lt;img src=x")
        self.assertNotContains(page, "<img src=x")

    def test_it_deletes_a_unit_nothing_refers_to(self):
        unit = make_unit(self.instansi, "Dinas Kosong")
        self.assertRedirects(self.delete(unit), LIST)
        self.assertFalse(Unit.objects.filter(pk=unit.pk).exists())

    def test_it_says_what_keeps_a_unit_from_being_deleted(self):
        self.assertContains(self.delete(self.unit_a), "masih membawahkan 1 unit")
        self.assertContains(self.delete(self.unit_b), "masih dipakai oleh 1 keanggotaan")
        self.make_pohon(unit=self.unit_a1)
        self.assertContains(self.delete(self.unit_a1), "1 pohon kinerja")
        self.assertEqual(len(self.names()), 3)

    def test_others_read_and_do_not_write(self):
        client = self.client_for(self.perencana_a)
        page = client.get(LIST)
        self.assertContains(page, "Bidang Lalu Lintas")
        self.assertNotContains(page, "Tambah unit")
        for url in (ADD, reverse("organisasi:ubah_unit", args=[self.unit_a.pk])):
            self.assertContains(client.get(url), "hanya untuk admin instansi", status_code=403)
        with self.assertRaises(PermissionDenied):
            actions.create_unit(
                user=self.perencana_a,
                instansi_id=self.instansi.pk,
                induk_id=None,
                data={"nama": "Dinas Sosial"},
            )

    def test_another_instansi_does_not_exist(self):
        for name in ("ubah_unit", "hapus_unit"):
            url = reverse(f"organisasi:{name}", args=[self.unit_asing.pk])
            self.assertEqual(self.client.get(url).status_code, 404)
            self.assertEqual(self.client.post(url, self.data()).status_code, 404)
        with self.assertRaises(Instansi.DoesNotExist):
            actions.delete_unit(
                user=self.admin, instansi_id=self.instansi_asing.pk, unit_id=self.unit_asing.pk
            )
        with self.assertRaises(Unit.DoesNotExist):
            actions.delete_unit(
                user=self.admin, instansi_id=self.instansi.pk, unit_id=self.unit_asing.pk
            )
        self.assertNotContains(self.client.get(LIST), "Dinas Kesehatan")

    def test_an_id_beyond_any_database_is_not_found(self):
        self.assertEqual(self.client.get(f"/unit/{'9' * 30}/").status_code, 404)

    def test_a_search_finds_by_name_and_abbreviation(self):
        page = self.client.get(LIST, {"q": "disdik"})
        self.assertEqual([unit.nama for unit in page.context["halaman"]], ["Dinas Pendidikan"])
        self.assertContains(self.client.get(LIST, {"q": "zzz"}), "Tidak ditemukan")

    def test_the_list_makes_the_same_number_of_queries_for_many_units(self):
        def count() -> int:
            with CaptureQueriesContext(connection) as seen:
                self.client_for(self.admin).get(LIST)
            return len(seen)

        few = count()
        for number in range(30):
            make_unit(self.instansi, f"Dinas {number}")
        self.assertEqual(count(), few)

    def test_an_instansi_without_units_says_what_to_do(self):
        empty = Instansi.objects.create(nama="Kota Kosong", jenis="kota")
        Keanggotaan.objects.filter(pengguna=self.admin).update(instansi=empty)
        self.assertContains(self.client.get(LIST), "Belum ada unit")
