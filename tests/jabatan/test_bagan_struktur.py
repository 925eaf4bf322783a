"""The chart of positions: nested rows on the page, and cards on paper."""

import datetime

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan import actions
from jabatan.exporters.bagan import draw, pages
from jabatan.models import Pejabat
from jabatan.struktur.bagan import chart_rows, nest
from lib.tabel import Kertas
from organisasi.models import Tugas, Unit
from tests.jabatan.dasar import Struktur, pdf_text


class Bagan(Struktur):
    url = reverse("jabatan:bagan_struktur")

    def rows(self, unit=None):
        return nest(chart_rows(self.admin, self.instansi, unit))

    def staff(self, nama):
        actions.add_jabatan(
            user=self.admin,
            jabatan=self.new(nama=nama, unit=Unit.objects.get(pk=self.unit_a1.pk)),
            induk_id=self.jabatan["kasi"].pk,
        )


class TestChart(Bagan):
    def test_rows_are_nested_by_their_superiors(self):
        found = [(r.nama, r.dalam, r.langsung, r.bawahan, r.tutup) for r in self.rows()]
        self.assertEqual(
            found,
            [
                ("Wali Kota Contoh", 0, 2, 5, 0),
                ("Kepala Dinas Perhubungan", 1, 1, 3, 0),
                ("Kepala Bidang Lalu Lintas", 2, 1, 2, 0),
                ("Kepala Seksi Rekayasa", 3, 1, 1, 0),
                ("Pengadministrasi Lalu Lintas", 4, 0, 0, 3),
                ("Kepala Dinas Pendidikan", 1, 0, 0, 1),
            ],
        )

    def test_the_lists_of_the_page_are_closed(self):
        page = self.client_for(self.pembaca_a).get(self.url).content.decode()
        chart = page[page.index("data-pohon-jabatan") :]
        chart = chart[: chart.index("</section>")]
        self.assertEqual(
            chart.count("<ul"), chart.count("</ul>") - 1
        )  # its own opens before the cut
        self.assertEqual(chart.count("<li"), chart.count("</li>"))
        self.assertEqual(chart.count("data-kartu"), 6)

    def test_vacant_and_acting_positions_are_marked(self):
        kasi = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        actions.end_pejabat(user=self.admin, pejabat=kasi, selesai=datetime.date(2025, 6, 30))
        client = self.client_for(self.pembaca_a)
        self.assertContains(
            client.get(self.url), '<span class="lencana lowong">Lowong</span>', count=2
        )
        actions.add_pejabat(
            user=self.admin,
            jabatan=self.jabatan["kasi"],
            data={"nama": "Pengganti", "status": "plt", "mulai": datetime.date(2025, 7, 1)},
        )
        self.assertContains(client.get(self.url), '<span class="lencana">Plt.</span> Pengganti')

    def test_one_unit_may_be_shown_alone(self):
        unit = Unit.objects.get(pk=self.unit_a1.pk)
        self.assertEqual([r.dalam for r in self.rows(unit)], [0, 1, 2])
        client = self.client_for(self.pembaca_a)
        page = client.get(self.url, {"unit": self.unit_a1.pk})
        self.assertNotContains(page, "Kepala Dinas Pendidikan")
        self.assertEqual(client.get(self.url, {"unit": self.unit_asing.pk}).status_code, 404)
        self.assertEqual(client.get(self.url, {"unit": "x"}).status_code, 200)

    def test_the_queries_do_not_grow_with_the_positions(self):
        client = self.client_for(self.pembaca_a)
        counts = []
        for number in range(2):
            client.get(self.url)
            with CaptureQueriesContext(connection) as queries:
                client.get(self.url)
            counts.append(len(queries))
            for n in range(8):
                self.staff(f"Staf {number}{n}")
        self.assertEqual(counts[0], counts[1])


class TestPaper(Bagan):
    def test_every_position_is_drawn_with_its_holder(self):
        content = draw(self.rows(), self.instansi, None, Kertas.A3)
        text = pdf_text(content)
        for word in (
            "Wali Kota Contoh",
            "Kepala Seksi Rekayasa",
            "Pejabat 3, S.T.",
            "Halaman 1 dari 1",
        ):
            self.assertIn(word, text)

    def test_a_large_structure_is_cut_into_readable_pages_with_every_card_whole(self):
        for number in range(60):
            self.staff(f"Pengelola Data dan Informasi Lalu Lintas Jalan {number}")
        daftar = pages(self.rows(), Kertas.A4)
        self.assertGreater(len(daftar), 1)
        drawn = {t.kartu.id for page in daftar for t in page.susunan.tempat}
        self.assertEqual(len(drawn), 66)
        for page in daftar:
            for tempat in page.susunan.tempat:
                self.assertLessEqual(tempat.y + tempat.tinggi, page.susunan.tinggi + 0.01)
            self.assertGreaterEqual(page.skala, 0.6)

    def test_the_file_is_downloaded(self):
        client = self.client_for(self.pembaca_a)
        url = reverse("jabatan:unduh_bagan_struktur")
        answer = client.get(url, {"kertas": "A3", "unit": self.unit_a.pk})
        self.assertEqual(answer["Content-Type"], "application/pdf")
        self.assertIn("Dinas-Perhubungan-A3.pdf", answer["Content-Disposition"])
        self.assertEqual(client.get(url, {"unit": self.unit_asing.pk}).status_code, 404)

    def test_a_large_one_becomes_a_job(self):
        cache.clear()
        with self.settings(TUGAS_SYNC=True):
            for number in range(150):
                self.staff(f"Staf {number}")
            answer = self.client_for(self.pembaca_a).get(reverse("jabatan:unduh_bagan_struktur"))
        job = Tugas.objects.get()
        self.assertEqual((answer.status_code, job.status), (302, "selesai"), job.galat)
