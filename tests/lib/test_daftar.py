"""Search, order and pages of a list."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.test import RequestFactory, TestCase

from lib.daftar import paginate, search, sort
from organisasi.models import Instansi
from tests.base import make_unit


class DaftarTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        jenis = [Instansi.Jenis.KOTA, Instansi.Jenis.KABUPATEN, Instansi.Jenis.PROVINSI]
        Instansi.objects.bulk_create(
            Instansi(nama=f"Pemerintah {n:03}", jenis=jenis[n % 3], tempat=f"Kota {n % 7}")
            for n in range(60)
        )

    def get(self, **query):
        return RequestFactory().get("/", query)

    def names(self, queryset):
        return [row.nama for row in queryset]


class TestPaginate(DaftarTest):
    def page(self, number):
        return paginate(self.get(halaman=number), Instansi.objects.all())

    def test_it_gives_the_page_asked_for(self):
        page = self.page(2)
        self.assertEqual((page.number, page.start_index(), page.end_index()), (2, 26, 50))

    def test_a_page_that_does_not_exist_gives_the_nearest(self):
        for asked, given in [("99", 3), ("0", 3), ("-1", 3), ("abc", 1), ("", 1), ("1e9", 1)]:
            with self.subTest(asked=asked):
                self.assertEqual(self.page(asked).number, given)

    def test_two_queries_whatever_the_length(self):
        with self.assertNumQueries(2):
            self.assertEqual(len(list(self.page(1))), 25)

    def test_links_keep_the_rest_of_the_address(self):
        request = self.get(q="pem", urut="-nama", halaman="2")
        html = render_to_string(
            "_halaman.html", {"halaman": paginate(request, Instansi.objects.all())}, request
        )
        self.assertIn("26–50 dari 60", html)
        self.assertIn("?q=pem&amp;urut=-nama&amp;halaman=3", html)

    def test_page_numbers_over_a_thousand_stay_plain_in_addresses(self):
        request = self.get(halaman="1200")
        html = render_to_string(
            "_halaman.html", {"halaman": paginate(request, range(60_000))}, request
        )
        self.assertIn("halaman=1201", html)
        self.assertNotIn("halaman=1.201", html)
        self.assertIn("29.976–30.000 dari 60.000", html)

    def test_an_empty_list_shows_no_pages(self):
        request = self.get()
        html = render_to_string("_halaman.html", {"halaman": paginate(request, [])}, request)
        self.assertEqual(html.strip(), "")


class TestSort(DaftarTest):
    columns = {"nama": "nama", "tempat": ["tempat", "-nama"]}

    def sorted(self, **query):
        request = self.get(**query)
        return request, sort(request, Instansi.objects.all(), self.columns, default="nama")

    def test_it_orders_by_the_column_asked_for(self):
        request, rows = self.sorted(urut="-nama")
        self.assertEqual(self.names(rows)[0], "Pemerintah 059")
        self.assertEqual(request.urut, "-nama")

    def test_a_column_may_order_by_several_fields_and_turns_them_all(self):
        self.assertEqual(self.names(self.sorted(urut="tempat")[1])[0], "Pemerintah 056")
        self.assertEqual(self.names(self.sorted(urut="-tempat")[1])[0], "Pemerintah 006")

    def test_it_ignores_columns_it_was_not_given(self):
        for asked in ("jenis", "keanggotaan__pengguna__password", "--nama", "", "?", "-"):
            with self.subTest(asked=asked):
                request, rows = self.sorted(urut=asked)
                self.assertEqual(request.urut, "nama")
                self.assertEqual(self.names(rows)[0], "Pemerintah 000")

    def test_rows_that_are_equal_follow_their_key(self):
        request = self.get()
        rows = sort(request, Instansi.objects.all(), {"jenis": "jenis"}, default="jenis")
        self.assertEqual(rows.query.order_by, ("jenis", "pk"))

    def test_the_head_says_the_order_and_offers_the_other_way(self):
        request, _ = self.sorted(urut="nama", halaman="3", q="x")
        html = render_to_string("_kepala_urut.html", {"kunci": "nama", "label": "Nama"}, request)
        self.assertIn('aria-sort="ascending"', html)
        self.assertIn("?urut=-nama&amp;q=x", html)
        other = render_to_string("_kepala_urut.html", {"kunci": "tempat", "label": "T"}, request)
        self.assertNotIn("aria-sort", other)


class TestSearch(DaftarTest):
    def found(self, text):
        return self.names(search(self.get(q=text), Instansi.objects.all(), "nama", "tempat"))

    def test_every_word_must_stand_in_some_field(self):
        self.assertEqual(self.found("kota 3 pemerintah 010"), ["Pemerintah 010"])
        self.assertEqual(self.found("PEMERINTAH 059"), ["Pemerintah 059"])

    def test_nothing_asked_keeps_everything(self):
        self.assertEqual(len(self.found("   ")), 60)

    def test_strange_text_finds_nothing_and_breaks_nothing(self):
        for text in ("%", "_", "' OR 1=1 --", "<script>", "\x00", "x" * 5000, "\\"):
            with self.subTest(text=text[:10]):
                self.assertIn(len(self.found(text)), (0, 60))
        self.assertEqual(self.found("%"), [])

    def test_the_box_keeps_other_filters_but_not_the_page(self):
        request = self.get(q="<b>", jenis="kota", halaman="4")
        html = render_to_string("_cari.html", {"label": "Cari unit"}, request)
        self.assertIn('name="jenis" value="kota"', html)
        self.assertNotIn('name="halaman"', html)
        self.assertIn("&lt;b&gt;", html)


class TestSearchBeyondARelation(TestCase):
    """A word asks once for the rows at the other end; it does not multiply the rows in between."""

    def found(self, text):
        request = RequestFactory().get("/", {"q": text})
        return search(request, Instansi.objects.all(), "nama", "daftar_unit__nama")

    def test_many_words_join_nothing_and_only_ten_count(self):
        query = self.found(" ".join("abcdefghijklmnopqrstuvwxyz")).query
        self.assertEqual(list(query.alias_map), ["organisasi_instansi"])
        self.assertEqual(str(query).count("SELECT"), 11)

    def test_each_row_is_found_once(self):
        kota = Instansi.objects.create(nama="Kota Contoh", jenis=Instansi.Jenis.KOTA)
        for nama in ("Dinas Satu", "Dinas Dua"):
            make_unit(kota, nama)
        self.assertEqual(list(self.found("dinas")), [kota])
        self.assertEqual(list(self.found("kota dua")), [kota])
        self.assertEqual(list(self.found("kota tiga")), [])
