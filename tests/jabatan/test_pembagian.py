"""The distribution: who carries which node, by actions, page, part and proposals."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan import actions
from jabatan.models import KinerjaJabatan
from pohon.models import Pohon
from tests.jabatan.dasar import Pembagian

HTMX = {"HX-Request": "true"}


class TestAssign(Pembagian):
    def test_a_position_carries_a_node_with_its_own_statement(self):
        kinerja = self.assign("keg", "kasi", pernyataan=" Armada bus terawat ", jenis="sharing")
        self.assertEqual((kinerja.rumusan, kinerja.jenis), ("Armada bus terawat", "sharing"))

    def test_the_same_statement_is_kept_empty_and_follows_the_node(self):
        kinerja = self.assign("keg", "kasi", pernyataan="Armada terawat")
        self.assertEqual(kinerja.pernyataan, "")

    def test_a_node_is_carried_once_by_a_position(self):
        self.assign("keg", "kasi")
        with self.assertRaisesMessage(ValidationError, "sudah mengampu simpul itu"):
            self.assign("keg", "kasi")

    def test_before_stage_5_nothing_is_distributed(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=4)
        with self.assertRaisesMessage(ValidationError, "Tahapan tidak boleh dilompati"):
            self.assign("keg", "kasi")

    def test_a_submitted_tree_is_closed(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(status="diajukan")
        with self.assertRaisesMessage(ValidationError, "sedang diajukan"):
            self.assign("keg", "kasi")

    def test_a_perencana_gives_nothing_to_a_position_of_another_unit(self):
        with self.assertRaisesMessage(ValidationError, "di luar unit Anda"):
            actions.assign(
                user=self.perencana_a, simpul=self.simpul["keg"], jabatan=self.jabatan["kadis_b"]
            )

    def test_a_perencana_of_another_unit_may_not_distribute_this_tree(self):
        with self.assertRaises(PermissionDenied):
            actions.assign(
                user=self.perencana_b, simpul=self.simpul["keg"], jabatan=self.jabatan["kadis_b"]
            )

    def test_too_long_a_statement_is_refused(self):
        with self.assertRaisesMessage(ValidationError, "Terlalu panjang"):
            self.assign("keg", "kasi", pernyataan="a" * 5000)

    def test_it_is_changed_and_taken_off(self):
        kinerja = self.assign("keg", "kasi")
        actions.change_kinerja(
            user=self.perencana_a, kinerja=kinerja, pernyataan="Bus terawat", jenis="sharing"
        )
        kinerja.refresh_from_db()
        self.assertEqual(kinerja.rumusan, "Bus terawat")
        with self.assertRaises(PermissionDenied):
            actions.unassign(user=self.pembaca_a, kinerja=kinerja)
        actions.unassign(user=self.perencana_a, kinerja=kinerja)
        with self.assertRaisesMessage(ValidationError, "sudah dilepas"):
            actions.unassign(user=self.perencana_a, kinerja=kinerja)


class TestUsulan(Pembagian):
    def url(self):
        return reverse("jabatan:usulan", args=[self.pohon.pk])

    def test_the_preview_lists_what_is_certain_and_the_post_takes_it(self):
        client = self.client_for(self.perencana_a)
        page = client.get(self.url())
        pairs = [f"{row.simpul.pk}-{row.usulan[0].pk}" for row in page.context["daftar_baris"]]
        self.assertEqual(len(pairs), 5)
        client.post(self.url(), {"usulan": pairs})
        self.assertEqual(KinerjaJabatan.objects.count(), 5)
        client.post(self.url(), {"usulan": pairs})
        self.assertEqual(KinerjaJabatan.objects.count(), 5)

    def test_a_forged_pair_refuses_the_whole(self):
        client = self.client_for(self.perencana_a)
        good = f"{self.simpul['keg'].pk}-{self.jabatan['kasi'].pk}"
        for forged in (
            f"{self.simpul['keg'].pk}-{self.jabatan['kadis_b'].pk}",
            f"{self.simpul['keg'].pk}-999999",
            "999999-1",
            "x-y",
            "",
        ):
            client.post(self.url(), {"usulan": [good, forged]})
            self.assertEqual(KinerjaJabatan.objects.count(), 0, forged)

    def test_another_unit_may_not_and_another_instansi_sees_nothing(self):
        self.assertEqual(self.client_for(self.perencana_b).get(self.url()).status_code, 403)
        self.assertEqual(self.client_for(self.asing).get(self.url()).status_code, 404)


class TestPage(Pembagian):
    def page(self, user=None, **query):
        url = reverse("jabatan:pembagian", args=[self.pohon.pk])
        return self.client_for(user or self.perencana_a).get(url, query)

    def test_before_stage_5_it_says_when_it_opens(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=3)
        self.assertContains(self.page(), "Dibuka pada tahap 5")

    def test_it_shows_levels_carriers_proposals_and_counts(self):
        self.assign("csf", "kadis")
        page = self.page()
        self.assertContains(page, "Taktikal intermediate")
        self.assertContains(page, "<strong>1</strong> dari 5 simpul diampu", html=False)
        self.assertContains(page, "+ Kepala Bidang Lalu Lintas")
        self.assertContains(page, "Terima semua usulan (4)")

    def test_a_reader_sees_it_without_buttons(self):
        page = self.page(self.pembaca_a)
        self.assertNotContains(page, "+ Kepala")
        self.assertNotContains(page, "Terima semua usulan")

    def test_shared_nodes_ask_for_their_scope(self):
        self.assign("keg", "kasi")
        kinerja = self.assign("keg", "kabid")
        sentence = "Kinerja ini dibagi ke 2 jabatan: sesuaikan rumusan dengan lingkup masing-masing"
        self.assertContains(self.page(), sentence)
        actions.change_kinerja(
            user=self.admin, kinerja=kinerja, pernyataan="Armada bus terawat", jenis="sharing"
        )
        self.assertNotContains(self.page(), sentence)

    def test_filters_and_search(self):
        self.assign("csf", "kadis")
        self.assertEqual(len(self.page(saring="belum").context["halaman"]), 4)
        self.assertEqual(len(self.page(q="armada").context["halaman"]), 1)
        self.assertEqual(len(self.page(q="kepala dinas").context["halaman"]), 1)
        self.assertEqual(len(self.page(saring="dibagi").context["halaman"]), 0)

    def test_the_other_direction_lists_positions_without_kinerja(self):
        self.assign("csf", "kadis")
        idle = self.page(tampil="jabatan").context["halaman"]
        self.assertEqual(len(idle), 3)  # of unit A only

    def test_the_queries_do_not_grow_with_the_tree(self):
        self.assign("csf", "kadis")
        client = self.client_for(self.perencana_a)
        url = reverse("jabatan:pembagian", args=[self.pohon.pk])
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        self.assertLessEqual(len(few), 12)
        for number in range(12):
            node = self.make_simpul(
                self.pohon, f"Kondisi {number}", self.simpul["keg"], jenis="operasional"
            )
            actions.assign(user=self.admin, simpul=node, jabatan=self.jabatan["staf"])
        with self.assertNumQueries(len(few)):
            client.get(url)


class TestPart(Pembagian):
    def test_the_part_stands_alone_and_works_without_htmx(self):
        client = self.client_for(self.perencana_a)
        keg, kasi = self.simpul["keg"], self.jabatan["kasi"]
        part = client.get(reverse("jabatan:bagian_simpul", args=[keg.pk]))
        self.assertContains(part, "Belum ada pengampu")
        self.assertNotContains(part, "<html")
        url = reverse("jabatan:tambah_kinerja", args=[keg.pk])
        data = {f"s{keg.pk}-jabatan": kasi.pk, f"s{keg.pk}-jenis": "direct"}
        page = client.post(url, data, follow=True)
        self.assertContains(page, "Kinerja dibagikan ke Kepala Seksi Rekayasa.")
        kinerja = KinerjaJabatan.objects.get()
        page = client.post(
            reverse("jabatan:ubah_kinerja", args=[kinerja.pk]),
            {f"k{kinerja.pk}-pernyataan": "Bus terawat", f"k{kinerja.pk}-jenis": "sharing"},
            follow=True,
        )
        self.assertContains(page, "Bus terawat")
        page = client.post(reverse("jabatan:lepas_kinerja", args=[kinerja.pk]), follow=True)
        self.assertContains(page, "dilepas dari")
        self.assertEqual(KinerjaJabatan.objects.count(), 0)

    def test_htmx_gets_the_part_again_or_the_line_with_fresh_counts(self):
        client = self.client_for(self.perencana_a)
        keg, kasi = self.simpul["keg"], self.jabatan["kasi"]
        url = reverse("jabatan:tambah_kinerja", args=[keg.pk])
        data = {f"s{keg.pk}-jabatan": kasi.pk, f"s{keg.pk}-jenis": "direct"}
        line = client.post(url, {**data, "asal": "pembagian", "lipat": "1"}, headers=HTMX)
        self.assertContains(line, f'id="simpul-{keg.pk}"')
        self.assertContains(line, 'hx-swap-oob="true"')
        self.assertContains(line, "<strong>1</strong> dari 5")
        self.assertNotContains(line, "<textarea")
        opened = reverse("jabatan:bagian_simpul", args=[keg.pk])
        self.assertContains(client.get(opened, {"asal": "pembagian"}), "<textarea")
        part = client.post(url, data, headers=HTMX)
        self.assertContains(part, "data-bagian-jabatan")
        self.assertContains(part, "Pilihan ini tidak tersedia", count=0)
        self.assertContains(part, "sudah mengampu simpul itu")

    def test_saving_one_carrier_answers_with_its_block_alone(self):
        kinerja = self.assign("keg", "kasi")
        self.assign("keg", "kabid")
        client = self.client_for(self.perencana_a)
        url = reverse("jabatan:ubah_kinerja", args=[kinerja.pk])
        k = kinerja.pk
        data = {f"k{k}-pernyataan": "Bus terawat", f"k{k}-jenis": "sharing"}
        block = client.post(url, data, headers=HTMX)
        self.assertContains(block, "Tersimpan")
        self.assertContains(block, "<textarea", count=1)
        self.assertContains(block, "alert-light")
        block = client.post(url, {**data, f"k{k}-pernyataan": "a" * 1001}, headers=HTMX)
        self.assertContains(block, "alert-danger")
        self.assertContains(block, "a" * 1001)
        kinerja.refresh_from_db()
        self.assertEqual(kinerja.pernyataan, "Bus terawat")

    def test_a_wrong_choice_is_a_sentence(self):
        client = self.client_for(self.perencana_a)
        keg = self.simpul["keg"]
        url = reverse("jabatan:tambah_kinerja", args=[keg.pk])
        data = {f"s{keg.pk}-jabatan": self.jabatan["kadis_b"].pk, f"s{keg.pk}-jenis": "direct"}
        self.assertContains(client.post(url, data, headers=HTMX), "Pilihan ini tidak tersedia")
        self.assertContains(client.post(url, {}, headers=HTMX), "belum dipilih")
        self.assertEqual(KinerjaJabatan.objects.count(), 0)

    def test_a_carrier_of_another_unit_is_shown_without_a_form(self):
        self.assign("csf", "walikota")
        url = reverse("jabatan:bagian_simpul", args=[self.simpul["csf"].pk])
        self.assertNotContains(self.client_for(self.perencana_a).get(url), "Lepas")
        self.assertContains(self.client_for(self.admin).get(url), "Lepas")

    def test_it_says_when_the_stage_is_not_there_yet(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=4)
        part = self.client_for(self.perencana_a).get(
            reverse("jabatan:bagian_simpul", args=[self.simpul["keg"].pk])
        )
        self.assertContains(part, "dibuka pada tahap 5")
        self.assertNotContains(part, "<form")

    def test_another_instansi_gets_nothing_and_another_unit_may_not_write(self):
        kinerja = self.assign("keg", "kasi")
        keg = self.simpul["keg"].pk
        addresses = [
            reverse("jabatan:tambah_kinerja", args=[keg]),
            reverse("jabatan:ubah_kinerja", args=[kinerja.pk]),
            reverse("jabatan:lepas_kinerja", args=[kinerja.pk]),
        ]
        for url in addresses:
            self.assertEqual(self.client_for(self.asing).post(url).status_code, 404)
            self.assertEqual(self.client_for(self.perencana_b).post(url).status_code, 403)
        part = reverse("jabatan:bagian_simpul", args=[keg])
        self.assertEqual(self.client_for(self.asing).get(part).status_code, 404)

    def test_a_node_of_another_tree_is_not_found_under_this_one(self):
        lain, nodes = self.make_tree(pernyataan="Pohon lain")
        url = reverse("jabatan:bagi_simpul", args=[self.pohon.pk, nodes["keg"].pk])
        self.assertEqual(self.client_for(self.admin).get(url).status_code, 404)
