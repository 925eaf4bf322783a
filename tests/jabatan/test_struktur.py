"""The structure of positions: actions and pages."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan import actions
from jabatan.models import Jabatan, Pejabat
from lib import tree
from organisasi.models import Instansi
from tests.base import make_unit
from tests.jabatan.dasar import Pembagian, Struktur


class TestStructure(Struktur):
    def sentence(self, call, **arguments):
        with self.assertRaises(ValidationError) as caught:
            call(**arguments)
        return " ".join(caught.exception.messages)

    def test_the_tree_belongs_to_the_instansi_and_is_sound(self):
        self.assertEqual({row.tree_id for row in Jabatan.objects.all()}, {self.instansi.pk})
        self.assertEqual(tree.check(Jabatan), [])

    def test_it_adds_a_position_as_the_last_under_its_superior(self):
        before = self.instansi.nomor
        jabatan = self.new(nama="Kasi Angkutan", jenjang="pengawas", unit=self.unit_a1)
        added = actions.add_jabatan(
            user=self.perencana_a, jabatan=jabatan, induk_id=self.jabatan["kabid"].pk
        )
        self.assertEqual(added.induk, self.jabatan["kabid"])
        self.assertEqual(tree.check(Jabatan), [])
        self.instansi.refresh_from_db()
        self.assertGreater(self.instansi.nomor, before)

    def test_it_refuses_the_unit_of_another_perencana(self):
        with self.assertRaises(PermissionDenied):
            actions.add_jabatan(user=self.perencana_b, jabatan=self.new(unit=self.unit_a))

    def test_it_refuses_a_perencana_of_a_unit_at_the_top_without_unit(self):
        with self.assertRaises(PermissionDenied):
            actions.add_jabatan(user=self.perencana_a, jabatan=self.new(unit=None))

    def test_it_refuses_an_empty_name_and_a_level_on_a_structural_position(self):
        self.assertIn(
            "Nama jabatan belum diisi",
            self.sentence(actions.add_jabatan, user=self.admin, jabatan=self.new(nama="")),
        )
        jabatan = self.new(jenjang="pengawas", level_jf="ahli_muda")
        self.assertIn(
            "hanya untuk jabatan fungsional",
            self.sentence(actions.add_jabatan, user=self.admin, jabatan=jabatan),
        )

    def test_a_lower_jenjang_does_not_head_a_higher_one(self):
        sentence = self.sentence(
            actions.move_jabatan,
            user=self.admin,
            jabatan=self.jabatan["kabid"],
            induk_id=self.jabatan["kasi"].pk,
        )
        self.assertIn("tidak dapat menjadi atasan", sentence)

    def test_a_functional_position_heads_others_only_with_supervision(self):
        for supervisi in (False, True):
            jf = actions.add_jabatan(
                user=self.admin,
                jabatan=self.new(
                    nama="Auditor", jenjang="jf", level_jf="ahli_madya", supervisi=supervisi
                ),
            )
            anak = self.new(nama="Anggota tim", jenjang="jf")
            if supervisi:
                actions.add_jabatan(user=self.admin, jabatan=anak, induk_id=jf.pk)
            else:
                sentence = self.sentence(
                    actions.add_jabatan, user=self.admin, jabatan=anak, induk_id=jf.pk
                )
                self.assertIn("fungsi supervisi", sentence)

    def test_a_changed_jenjang_still_heads_its_subordinates(self):
        sentence = self.sentence(
            actions.change_jabatan,
            user=self.admin,
            jabatan=self.jabatan["kabid"],
            data={"jenjang": "pelaksana"},
        )
        self.assertIn("pindahkan dahulu", sentence)
        self.assertEqual(self.fresh(self.jabatan["kabid"]).jenjang, "administrator")

    def test_it_moves_a_branch_and_refuses_its_own_subordinate(self):
        actions.move_jabatan(
            user=self.admin, jabatan=self.jabatan["kasi"], induk_id=self.jabatan["kadis"].pk
        )
        self.assertEqual(self.fresh(self.jabatan["staf"]).kedalaman, 3)
        self.assertEqual(tree.check(Jabatan), [])
        lain = actions.add_jabatan(
            user=self.admin, jabatan=self.new(jenjang="pengawas"), induk_id=self.jabatan["kasi"].pk
        )
        sentence = self.sentence(
            actions.move_jabatan,
            user=self.admin,
            jabatan=self.fresh(self.jabatan["kasi"]),
            induk_id=lain.pk,
        )
        self.assertIn("bawah dirinya sendiri", sentence)

    def test_it_refuses_a_superior_of_another_instansi(self):
        sentence = self.sentence(
            actions.add_jabatan,
            user=self.asing,
            jabatan=Jabatan(
                instansi=self.instansi_asing, nama="X", jenjang="jf", unit=self.unit_asing
            ),
            induk_id=self.jabatan["kadis"].pk,
        )
        self.assertIn("Muat ulang", sentence)

    def test_a_build_is_whole_or_not_at_all(self):
        daftar: list[dict] = [
            {"kunci": "a", "nama": "A", "jenjang": "pengawas", "unit": self.unit_b},
            {"kunci": "b", "induk_kunci": "a", "nama": "", "jenjang": "pelaksana"},
        ]
        count = Jabatan.objects.count()
        with self.assertRaises(ValidationError):
            actions.build_jabatan(user=self.admin, instansi=self.instansi, daftar=daftar)
        self.assertEqual(Jabatan.objects.count(), count)

    def test_it_deletes_a_position_with_its_holders(self):
        actions.delete_jabatan(user=self.perencana_a, jabatan=self.jabatan["staf"])
        self.assertFalse(Pejabat.objects.filter(jabatan=self.jabatan["staf"].pk).exists())
        self.assertEqual(tree.check(Jabatan), [])


class TestDelete(Pembagian):
    def test_it_names_what_is_in_the_way(self):
        self.assign("prog", "kabid")
        self.signed("kabid")
        with self.assertRaises(ValidationError) as caught:
            actions.delete_jabatan(user=self.admin, jabatan=self.jabatan["kabid"])
        self.assertIn(
            "1 jabatan bawahan, 1 kinerja yang diampu, dan PK ditetapkan tahun 2026",
            caught.exception.messages[0],
        )
        page = self.client_for(self.admin).get(
            reverse("jabatan:hapus_jabatan", args=[self.jabatan["kabid"].pk])
        )
        self.assertContains(page, "PK ditetapkan tahun 2026")
        self.assertNotContains(page, "btn-danger")


class TestPages(Struktur):
    def test_a_region_has_no_minister_and_a_ministry_no_head_of_region(self):
        client = self.client_for(self.admin)
        pages = [reverse("jabatan:daftar_jabatan"), reverse("jabatan:tambah_jabatan")]
        for page in pages:
            self.assertContains(client.get(page), 'value="kepala_daerah"')
            self.assertNotContains(client.get(page), 'value="menteri"')
        self.assertContains(client.get(pages[0]), "Nomenklatur")
        Instansi.objects.filter(pk=self.instansi.pk).update(
            jenis=Instansi.Jenis.KEMENTERIAN_LEMBAGA
        )
        for page in pages:
            self.assertContains(client.get(page), 'value="menteri"')
            self.assertNotContains(client.get(page), 'value="kepala_daerah"')
        self.assertNotContains(client.get(pages[0]), "Nomenklatur")

    def test_the_list_shows_the_tree_with_holders_and_vacancies(self):
        Pejabat.objects.filter(jabatan=self.jabatan["kasi"]).delete()
        page = self.client_for(self.pembaca_a).get(reverse("jabatan:daftar_jabatan"))
        self.assertContains(page, "kedalaman-3")
        self.assertContains(page, "Lowong", count=2)  # the badge and the filter
        self.assertContains(page, "19800101 200501 1 002")
        self.assertNotContains(page, "Tambah jabatan")

    def test_a_search_finds_positions_by_holder(self):
        page = self.client_for(self.admin).get(
            reverse("jabatan:daftar_jabatan"), {"q": "pejabat 2"}
        )
        self.assertContains(page, "Kepala Bidang Lalu Lintas")
        self.assertNotContains(page, "Kepala Dinas Pendidikan</a>")

    def test_the_filters_find_vacancies_units_and_idle_positions(self):
        client = self.client_for(self.admin)
        Pejabat.objects.filter(jabatan=self.jabatan["kasi"]).delete()
        url = reverse("jabatan:daftar_jabatan")
        found = client.get(url, {"keadaan": "lowong"}).context["halaman"]
        self.assertEqual([row.nama for row in found], ["Kepala Seksi Rekayasa"])
        found = client.get(url, {"unit": self.unit_b.pk}).context["halaman"]
        self.assertEqual([row.nama for row in found], ["Kepala Dinas Pendidikan"])
        found = client.get(url, {"keadaan": "tanpa_kinerja", "jenjang": "jpt_pratama"})
        self.assertEqual(len(found.context["halaman"]), 2)
        self.assertEqual(client.get(url, {"unit": self.unit_asing.pk}).status_code, 404)

    def test_the_list_makes_the_same_queries_for_many_positions(self):
        client = self.client_for(self.admin)
        url = reverse("jabatan:daftar_jabatan")
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        self.assertLessEqual(len(few), 12)
        for number in range(30):
            actions.add_jabatan(
                user=self.admin,
                jabatan=self.new(nama=f"Staf {number}", unit=self.unit_a1),
                induk_id=self.jabatan["kasi"].pk,
            )
        with self.assertNumQueries(len(few)):
            client.get(url)

    def test_another_instansi_sees_nothing(self):
        client = self.client_for(self.asing)
        self.assertNotContains(client.get(reverse("jabatan:daftar_jabatan")), "Wali Kota")
        for name in ("jabatan", "ubah_jabatan", "pindah_jabatan", "hapus_jabatan"):
            url = reverse(f"jabatan:{name}", args=[self.jabatan["kadis"].pk])
            self.assertEqual(client.get(url).status_code, 404)

    def test_a_form_adds_a_position_and_says_what_is_wrong(self):
        client = self.client_for(self.perencana_a)
        url = reverse("jabatan:tambah_jabatan")
        page = client.post(url, {"nama": "", "jenjang": "pengawas"})
        self.assertContains(page, "Nama jabatan belum diisi.")
        page = client.post(
            url,
            {
                "nama": "<script>alert(1)</script>",
                "jenjang": "pengawas",
                "unit": self.unit_a1.pk,
                "induk": self.jabatan["kabid"].pk,
            },
            follow=True,
        )
        self.assertContains(page, "&lt;script&gt;alert(1)")
        self.assertNotContains(page, "<script>alert(1)")

    def test_a_form_offers_only_units_of_the_own_branch(self):
        lain = make_unit(self.instansi_asing, "Rahasia")
        page = self.client_for(self.perencana_a).post(
            reverse("jabatan:tambah_jabatan"),
            {"nama": "X", "jenjang": "pengawas", "unit": lain.pk},
        )
        self.assertContains(page, "Pilihan ini tidak tersedia")

    def test_a_position_is_changed_and_moved_by_forms(self):
        client = self.client_for(self.perencana_a)
        kasi = self.jabatan["kasi"]
        data = {"nama": "Kepala Seksi Baru", "jenjang": "pengawas", "unit": self.unit_a1.pk}
        client.post(reverse("jabatan:ubah_jabatan", args=[kasi.pk]), data)
        url = reverse("jabatan:pindah_jabatan", args=[kasi.pk])
        client.post(url, {"induk": self.jabatan["kadis"].pk})
        kasi = self.fresh(kasi)
        self.assertEqual((kasi.nama, kasi.induk), ("Kepala Seksi Baru", self.jabatan["kadis"]))

    def test_what_a_form_refuses_is_said_beside_it(self):
        client = self.client_for(self.perencana_a)
        kabid = self.jabatan["kabid"]
        page = client.post(
            reverse("jabatan:ubah_jabatan", args=[kabid.pk]),
            {"nama": "Kabid", "jenjang": "pelaksana", "unit": self.unit_a1.pk},
        )
        self.assertContains(page, "pindahkan dahulu jabatan itu")
        page = client.post(
            reverse("jabatan:pindah_jabatan", args=[kabid.pk]),
            {"induk": self.jabatan["kadis_b"].pk, "setelah": self.jabatan["kadis"].pk},
        )
        self.assertContains(page, "Pilih jabatan yang berada di bawah atasan itu")
        page = client.post(
            reverse("jabatan:tambah_jabatan"),
            {"nama": "X", "jenjang": "administrator", "induk": self.jabatan["kasi"].pk},
        )
        self.assertContains(page, "Pilih unit Anda; jabatan tanpa unit dibuat oleh admin")

    def test_a_position_is_deleted_by_its_page_or_the_reason_shown(self):
        client = self.client_for(self.perencana_a)
        url = reverse("jabatan:hapus_jabatan", args=[self.jabatan["kasi"].pk])
        self.assertContains(client.post(url, follow=True), "masih memiliki 1 jabatan bawahan")
        url = reverse("jabatan:hapus_jabatan", args=[self.jabatan["staf"].pk])
        self.assertContains(client.get(url), "Riwayat pejabatnya ikut terhapus")
        self.assertContains(client.post(url, follow=True), "dihapus")
        self.assertFalse(Jabatan.objects.filter(pk=self.jabatan["staf"].pk).exists())

    def test_a_new_position_starts_with_the_unit_of_its_superior(self):
        page = self.client_for(self.perencana_a).get(
            reverse("jabatan:tambah_jabatan"), {"induk": self.jabatan["kabid"].pk}
        )
        self.assertEqual(page.context["form"]["unit"].value(), self.unit_a1.pk)

    def test_the_page_of_a_position_shows_its_way_and_its_subordinates(self):
        page = self.client_for(self.pembaca_a).get(
            reverse("jabatan:jabatan", args=[self.jabatan["kabid"].pk])
        )
        self.assertContains(page, "Wali Kota Contoh")
        self.assertContains(page, "Kepala Seksi Rekayasa")
        self.assertContains(page, "2 Januari 2025")
        self.assertNotContains(page, "Catat pejabat")

    def test_it_says_by_which_pattern_functional_positions_are_ordered(self):
        client = self.client_for(self.pembaca_a)
        url = reverse("jabatan:jabatan", args=[self.jabatan["kabid"].pk])
        self.assertNotContains(client.get(url), "Jabatan fungsional.")
        unit = self.fresh_unit("unit_a1")
        ketua = actions.add_jabatan(
            user=self.admin,
            jabatan=self.new(nama="Ketua", jenjang="jf", supervisi=True, unit=unit),
            induk_id=self.jabatan["kabid"].pk,
        )
        self.assertContains(client.get(url), "Tanpa fungsi supervisi")
        for upper, words in (
            (ketua, "Dengan fungsi supervisi"),
            (self.jabatan["kabid"], "bercampur"),
        ):
            actions.add_jabatan(
                user=self.admin,
                jabatan=self.new(nama=words, jenjang="jf", unit=unit),
                induk_id=upper.pk,
            )
            self.assertContains(client.get(url), words + ":" if "Dengan" in words else words)
