"""The pages of findings: of one tree, of all trees of the instansi, their downloads, and the catalogue of rules."""

from __future__ import annotations

from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from evaluasi import actions
from evaluasi.models import Pemeriksaan, Pengecualian, Reviu, TemuanTersimpan
from evaluasi.temuan import check
from lib.aturan import rules
from organisasi.models import Tugas
from pohon.models import Pohon
from tests.evaluasi.dasar_temuan import TemuanTest

LIST = "/temuan/"


class TestTemuanPohon(TemuanTest):
    def setUp(self):
        super().setUp()
        self.client = self.client_for(self.perencana_a)

    def test_it_narrows_by_weight_letter_stage_and_reason(self):
        for query, shown, hidden in (
            ("?tingkat=galat", "A-06", "A-08"),
            ("?tingkat=peringatan", "A-08", "A-06"),
            ("?alasan=tanpa", "A-08", "A-06"),
            ("?huruf=A&tahap=1", "A-08", "B-03"),
            ("?q=kesepakatan", "A-08", "A-06"),
        ):
            page = self.client.get(self.url + query)
            self.assertContains(page, f'href="/aturan/#{shown}"', msg_prefix=query)
            self.assertNotContains(page, f'href="/aturan/#{hidden}"', msg_prefix=query)

    def test_a_value_nobody_offers_shows_everything(self):
        page = self.client.get(self.url + "?tingkat=x&huruf=Z&tahap=99&alasan=y&susunan=z")
        self.assertContains(page, 'href="/aturan/#A-06"')

    def test_it_groups_by_rule_and_by_node(self):
        self.assertContains(self.client.get(self.url + "?susunan=aturan"), "Beri alasan sekaligus")
        page = self.client.get(self.url + "?susunan=simpul")
        self.assertContains(page, "Seluruh pohon (")

    def test_mine_are_the_nodes_one_worked_on(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=2)
        csf = self.make_simpul(
            self.pohon, "Pelaksanaan sosialisasi", jenis="csf", user=self.perencana_a
        )
        mine = self.client.get(self.url + "?saya=1")
        self.assertContains(mine, f"#simpul-{csf.pk}")
        self.assertNotContains(mine, 'href="/aturan/#A-08"')
        other = self.client_for(self.admin).get(self.url + "?saya=1")
        self.assertNotContains(other, f"#simpul-{csf.pk}")

    def test_each_finding_leads_to_what_settles_it_and_to_its_rule(self):
        page = self.client.get(self.url)
        self.assertContains(page, f'href="/pohon/{self.pohon.pk}/dasar/"')
        self.assertContains(page, "alasan/?aturan=A-08")
        self.assertNotContains(page, "alasan/?aturan=A-06")

    def test_a_missing_review_leads_to_the_page_it_is_signed_on(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=3)
        page = self.client.get(self.url + "?susunan=aturan")
        self.assertContains(page, f'href="/pohon/{self.pohon.pk}/tinjauan/">Buka tinjauan</a>')

    def test_mapping_and_handing_out_are_a_link_away(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=5)
        page = self.client.get(self.url)
        self.assertContains(page, f'href="/pemetaan/{self.pohon.pk}/">Buka pemetaan</a>')
        self.assertContains(page, f'href="/pembagian/{self.pohon.pk}/">Buka pembagian</a>')

    def test_what_the_evaluator_wrote_stands_above_the_findings_of_a_returned_tree(self):
        note = "Lengkapi dasar outcome"
        Reviu.objects.create(
            pohon=self.pohon, keputusan="dikembalikan", catatan=note, oleh=self.evaluator
        )
        self.assertNotContains(self.client.get(self.url), 'alert-warning">\n        <strong>')
        self.set_status("dikembalikan")
        page = self.client.get(self.url).content.decode()
        self.assertLess(page.index(note), page.index("cip-saring"))

    def test_who_judges_is_led_to_the_desk(self):
        self.set_status("diajukan")
        self.assertContains(
            self.client_for(self.evaluator).get(self.url), f'href="/meja/{self.pohon.pk}/"'
        )
        self.assertNotContains(self.client.get(self.url), f'href="/meja/{self.pohon.pk}/"')

    def test_the_download_follows_the_filters(self):
        page = self.client.get(self.url + "?tingkat=galat&susunan=simpul")
        self.assertContains(page, f"/temuan/unduh.xlsx?tingkat=galat&amp;pohon={self.pohon.pk}")

    def test_a_reader_is_offered_no_act(self):
        page = self.client_for(self.pembaca_a).get(self.url)
        self.assertNotContains(page, "alasan/?aturan=")
        self.assertNotContains(page, "Ajukan reviu")


class TestPemeriksaan(TemuanTest):
    def test_the_page_keeps_what_it_found_once(self):
        client = self.client_for(self.pembaca_a)
        client.get(self.url)
        first = Pemeriksaan.objects.get(pohon=self.pohon)
        stored = list(TemuanTersimpan.objects.filter(pohon=self.pohon))
        self.assertEqual(
            [one.sidik for one in stored], [o.sidik for o in check(self.fresh()).daftar]
        )
        client.get(self.url)
        again = Pemeriksaan.objects.get(pohon=self.pohon)
        self.assertEqual((again.pk, again.diperiksa), (first.pk, first.diperiksa))
        self.assertEqual(stored, list(TemuanTersimpan.objects.filter(pohon=self.pohon)))

    def test_a_change_makes_the_check_stale_until_it_is_repeated(self):
        actions.keep(check(self.fresh()))
        stale = Pohon.objects.filter(Pemeriksaan.stale_q(), pk=self.pohon.pk)
        self.assertFalse(stale.exists())
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=2)
        self.make_simpul(self.pohon, "Armada terawat", jenis="csf")
        self.assertTrue(stale.exists())
        self.client_for(self.perencana_a).post(LIST + "periksa-ulang/")
        self.assertEqual(Tugas.objects.get().status, Tugas.Status.SELESAI)
        self.assertFalse(stale.exists())

    def test_who_only_reads_is_offered_no_button_to_check_all(self):
        for user, offered in ((self.pembaca_a, False), (self.perencana_a, True)):
            page = self.client_for(user).get(LIST).content.decode()
            self.assertEqual("Periksa ulang semua" in page, offered)
        actions.keep(check(self.fresh()))
        answer = self.client_for(self.pembaca_a).post(LIST + "periksa-ulang/")
        self.assertContains(answer, "ulang hanya untuk perencana", status_code=403)

    def test_checking_again_leaves_other_instansi_alone(self):
        other = self.make_pohon(
            user=self.asing,
            unit=self.unit_asing,
            instansi=self.instansi_asing,
            periode=self.periode_asing,
        )
        self.client_for(self.perencana_a).post(LIST + "periksa-ulang/", {"semua": "1"})
        self.assertTrue(Pemeriksaan.objects.filter(pohon=self.pohon).exists())
        self.assertFalse(Pemeriksaan.objects.filter(pohon=other).exists())

    def test_an_older_check_does_not_take_the_place_of_a_newer_one(self):
        old = check(self.fresh())
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=2)
        self.make_simpul(self.pohon, "Armada terawat", jenis="csf")
        actions.keep(check(self.fresh()))
        actions.keep(old)
        self.assertEqual(Pemeriksaan.objects.get().nomor, self.fresh().nomor)


class TestDaftarTemuan(TemuanTest):
    def setUp(self):
        super().setUp()
        self.other = self.make_pohon(unit=self.unit_b, pernyataan="Murid tuntas sekolah")
        for pohon in (self.pohon, self.other):
            actions.keep(
                check(Pohon.objects.select_related("instansi", "unit", "periode").get(pk=pohon.pk))
            )
        self.client = self.client_for(self.pembaca_a)

    def test_it_lists_the_trees_with_what_was_found(self):
        page = self.client.get(LIST)
        self.assertContains(page, "Kemacetan berkurang")
        self.assertContains(page, "Murid tuntas sekolah")
        rows = {row.pk: row for row in page.context["halaman"]}
        found = check(self.fresh())
        self.assertEqual(rows[self.pohon.pk].galat, 1)
        self.assertEqual(rows[self.pohon.pk].tanpa, len(found.wanting))

    def test_a_reason_changes_the_counts_without_a_new_check(self):
        before = self.client.get(LIST).context["jumlah"]["tanpa"]
        actions.give_reason(
            user=self.admin,
            pohon_id=self.pohon.pk,
            sidik=[self.one("A-08").sidik],
            alasan="Berita acara menyusul",
        )
        self.assertEqual(self.client.get(LIST).context["jumlah"]["tanpa"], before - 1)
        page = self.client.get(LIST + "?susunan=rincian&alasan=ada")
        self.assertContains(page, "Berita acara menyusul")
        row = Pengecualian.objects.get(pohon=self.pohon, aturan="A-08")
        Pengecualian.objects.filter(pk=row.pk).update(status=Pengecualian.Status.DITOLAK)
        page = self.client.get(LIST + "?susunan=rincian&alasan=ditolak")
        self.assertContains(page, "Ditolak:")
        self.assertEqual(page.context["jumlah"]["ditolak"], 1)
        self.assertEqual(page.context["jumlah"]["tanpa"], 1)
        self.assertEqual(self.client.get(LIST).context["jumlah"]["tanpa"], before)

    def test_it_narrows_by_unit_with_the_units_below(self):
        page = self.client.get(f"{LIST}?unit={self.unit_a.pk}")
        self.assertContains(page, "Kemacetan berkurang")
        self.assertNotContains(page, "Murid tuntas sekolah")
        self.assertEqual(self.client.get(f"{LIST}?unit={self.unit_asing.pk}").status_code, 404)

    def test_it_sums_up_by_rule_and_by_unit(self):
        rows = self.client.get(LIST + "?susunan=aturan").context["halaman"].object_list
        by_rule = {row["aturan"]: row for row in rows}
        self.assertEqual((by_rule["A-06"]["jumlah"], by_rule["A-06"]["di"]), (2, 2))
        page = self.client.get(LIST + "?susunan=unit&urut=nama")
        self.assertContains(page, "Dinas Pendidikan")

    def test_a_rule_leads_to_its_findings_one_by_one(self):
        page = self.client.get(LIST + "?susunan=rincian&aturan=A-06")
        self.assertEqual({one.aturan for one in page.context["halaman"]}, {"A-06"})

    def test_mine_are_the_trees_one_may_write(self):
        page = self.client_for(self.perencana_b).get(LIST + "?saya=1")
        self.assertContains(page, "Murid tuntas sekolah")
        self.assertNotContains(page, "Kemacetan berkurang")

    def test_another_instansi_sees_nothing_of_it(self):
        self.assertNotContains(self.client_for(self.asing).get(LIST), "Kemacetan berkurang")

    def test_the_queries_do_not_grow_with_the_trees(self):
        def count(query):
            with CaptureQueriesContext(connection) as caught:
                self.assertEqual(self.client.get(LIST + query).status_code, 200)
            return len(caught)

        def add(count):
            for number in range(count):
                made = self.make_pohon(unit=self.unit_a1, pernyataan=f"Outcome {number} tercapai")
                rows = Pohon.objects.select_related("instansi", "unit", "periode")
                actions.keep(check(rows.get(pk=made.pk)))

        add(2)
        queries = ("", "?susunan=aturan", "?susunan=unit", "?susunan=rincian")
        small = {query: count(query) for query in queries}
        add(8)
        self.assertEqual(small, {query: count(query) for query in queries})
        self.assertLessEqual(max(small.values()), 12)


class TestUnduhTemuan(TemuanTest):
    def download(self, ext, query=""):
        answer = self.client_for(self.pembaca_a).get(f"{LIST}unduh.{ext}{query}")
        self.assertEqual(answer.status_code, 200)
        return answer.content

    def test_excel_has_a_row_per_finding_under_its_tree(self):
        sheet = load_workbook(BytesIO(self.download("xlsx", f"?pohon={self.pohon.pk}"))).active
        cells = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value]
        self.assertIn("A-06", cells)
        self.assertTrue(any(text.startswith("Kemacetan berkurang · ") for text in cells))

    def test_word_and_pdf_are_written(self):
        self.assertTrue(self.download("pdf", f"?pohon={self.pohon.pk}").startswith(b"%PDF"))
        document = Document(BytesIO(self.download("docx", f"?pohon={self.pohon.pk}")))
        text = " ".join(node.text or "" for node in document.element.body.iter() if node.text)
        self.assertIn("A-08", text)

    def test_it_keeps_to_what_the_address_asks_for(self):
        query = f"?pohon={self.pohon.pk}&tingkat=galat&unit={self.unit_a.pk}"
        sheet = load_workbook(BytesIO(self.download("xlsx", query))).active
        cells = [value for row in sheet.iter_rows(values_only=True) for value in row]
        self.assertIn("A-06", cells)
        self.assertNotIn("A-08", cells)
        self.assertIn("Unit: Dinas Perhubungan", cells)
        self.assertIn("Tingkat: Galat", cells)

    def test_an_unknown_form_or_a_hidden_tree_is_not_found(self):
        client = self.client_for(self.pembaca_a)
        self.assertEqual(client.get(f"{LIST}unduh.exe").status_code, 404)
        hidden = self.client_for(self.asing).get(f"{LIST}unduh.xlsx?pohon={self.pohon.pk}")
        self.assertEqual(hidden.status_code, 404)


class TestAturan(TemuanTest):
    def test_everybody_reads_every_rule_with_its_source(self):
        page = self.client_for(self.pembaca_a).get("/aturan/")
        for rule in rules():
            self.assertContains(page, f'id="{rule.id}"')
            self.assertContains(page, rule.source, html=False)

    def test_it_narrows_by_letter_and_word(self):
        client = self.client_for(self.pembaca_a)
        page = client.get("/aturan/?huruf=B")
        self.assertContains(page, 'id="B-04"')
        self.assertNotContains(page, 'id="A-06"')
        self.assertContains(client.get("/aturan/?q=takadaaturanini"), "Tidak ditemukan")
