"""Workload at a glance: positions without kinerja, overloaded ones, nodes nobody carries."""

import io
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from jabatan.models import LangkahProses
from jabatan.sebaran.beban_kerja import BebanKerja, default_period
from organisasi.models import Periode, Unit
from perencanaan.models import Dokumen
from pohon.models import Crosscutting, Simpul
from tests.jabatan.dasar import Pembagian


class TestBeban(Pembagian):
    url = reverse("jabatan:beban_kerja")

    def beban(self, **fields):
        return BebanKerja(self.admin, self.instansi, self.periode, **fields)

    def row(self, jabatan, **fields):
        pk = self.jabatan[jabatan].pk
        return next(row for row in self.beban(**fields).daftar if row.jabatan.pk == pk)

    def step(self, waktu, satuan, jumlah=None):
        return LangkahProses.objects.create(
            komponen=self.komponen["kegiatan"], jabatan=self.jabatan["kasi"], nama="Langkah",
            waktu=waktu, satuan_waktu=satuan, jumlah=jumlah,
        )  # fmt: skip

    def test_kinerja_are_counted_and_the_heaviest_comes_first(self):
        self.assign("keg", "kasi")
        self.assign("sub", "kasi")
        self.assign("csf", "kadis")
        beban = self.beban(batas=1)
        self.assertEqual([r.kinerja for r in beban.daftar], [2, 1, 0, 0, 0, 0])
        self.assertEqual([r.jabatan.nama for r in beban.kept("berat")], ["Kepala Seksi Rekayasa"])
        self.assertEqual(len(beban.kept("kosong")), 4)
        self.assertFalse(self.row("kasi", batas=2).is_heavy)
        self.assertEqual(self.row("kadis", batas=1).persen_kinerja, 50)

    def test_hours_of_steps_are_summed_in_every_unit_of_time(self):
        self.step(30, "menit", 4)
        self.step(3, "jam")
        self.step(2, "hari", 10)
        self.assertEqual(self.row("kasi").jam, Decimal("0.5") + 3 + 15)
        self.assertFalse(self.row("kasi").is_heavy)
        self.step(300, "hari")
        self.assertTrue(self.row("kasi").is_heavy)

    def test_steps_of_a_replaced_document_do_not_count(self):
        self.step(3, "jam")
        old = self.komponen["kegiatan"].dokumen
        Dokumen.objects.create(
            instansi=old.instansi, unit=old.unit, periode=old.periode, jenis=old.jenis,
            nama="Perubahan", sebelumnya=old, perubahan_ke=1,
        )  # fmt: skip
        self.assertEqual(self.row("kasi").jam, 0)

    def test_another_period_and_another_unit_are_left_out(self):
        self.assign("keg", "kasi")
        other = Periode.objects.create(
            instansi=self.instansi, nama="Lama", tahun_awal=2015, tahun_akhir=2019
        )
        self.assertEqual(
            sum(r.kinerja for r in BebanKerja(self.admin, self.instansi, other).daftar), 0
        )
        beban = self.beban(unit=Unit.objects.get(pk=self.unit_b.pk))
        self.assertEqual([r.jabatan.nama for r in beban.daftar], ["Kepala Dinas Pendidikan"])
        self.assertEqual(beban.simpul_lepas, [])
        self.assertEqual(default_period(self.admin, self.instansi, 2016), other)
        self.assertEqual(default_period(self.admin, self.instansi, 1990), self.periode)

    def test_nodes_nobody_carries_are_listed_but_not_those_of_others(self):
        self.assign("csf", "kadis")
        said = [n.pernyataan for n in self.beban().simpul_lepas]
        self.assertEqual(len(said), 4)
        self.assertIn("Uji kir terlaksana", said)
        Simpul.objects.filter(pk=self.simpul["prog"].pk).update(pengampu=self.unit_b)
        self.assertEqual(len(self.beban().simpul_lepas), 1)
        Simpul.objects.filter(pk=self.simpul["keg"].pk).update(pengampu=self.unit_a1)
        self.assertEqual(len(self.beban().simpul_lepas), 3)
        mark = Crosscutting.objects.create(simpul=self.simpul["sub"], mitra_luar="Polres")
        self.assertEqual(len(self.beban().simpul_lepas), 2)
        mark.status = "ditolak"
        mark.save()
        self.assertEqual(len(self.beban().simpul_lepas), 3)

    def test_a_tree_before_stage_5_has_no_nodes_to_carry_yet(self):
        self.pohon.tahap = 4
        self.pohon.save()
        self.assertEqual(self.beban().simpul_lepas, [])

    def test_the_page_shows_each_view_and_its_limit(self):
        self.assign("keg", "kasi")
        client = self.client_for(self.pembaca_a)
        page = client.get(self.url)
        self.assertContains(page, "lebih dari 10 kinerja")
        self.assertContains(page, "Belum mengampu kinerja (5)")
        page = client.get(self.url, {"batas": "0", "tampil": "berat"})
        self.assertContains(page, "Tidak ada jabatan dalam keadaan ini")
        self.assertContains(client.get(self.url, {"tampil": "simpul"}), "Uji kir terlaksana")
        self.assertContains(client.get(self.url, {"batas": "9" * 30, "tampil": "?"}), "kinerja")

    def test_other_instansi_are_not_found(self):
        client = self.client_for(self.pembaca_a)
        self.assertEqual(client.get(self.url, {"unit": self.unit_asing.pk}).status_code, 404)
        self.assertEqual(client.get(self.url, {"periode": self.periode_asing.pk}).status_code, 404)

    def test_without_a_period_it_says_what_to_do(self):
        client = self.client_for(self.asing)
        Periode.objects.filter(instansi=self.instansi_asing).delete()
        for name in ("beban_kerja", "unduh_beban_kerja"):
            self.assertContains(client.get(reverse(f"jabatan:{name}")), "Belum ada periode")

    def test_the_workbook_lists_positions_and_nodes(self):
        self.assign("keg", "kasi")
        answer = self.client_for(self.pembaca_a).get(reverse("jabatan:unduh_beban_kerja"))
        book = load_workbook(io.BytesIO(answer.content))
        self.assertEqual(book.sheetnames, ["Beban jabatan", "Simpul tanpa pengampu"])
        cells = [c.value for row in book["Beban jabatan"].iter_rows() for c in row]
        self.assertIn("Belum mengampu kinerja", cells)
        nodes = [c.value for row in book["Simpul tanpa pengampu"].iter_rows() for c in row]
        self.assertIn("Uji kir terlaksana", nodes)

    def test_the_queries_do_not_grow(self):
        client = self.client_for(self.pembaca_a)
        client.get(self.url)
        with CaptureQueriesContext(connection) as few:
            client.get(self.url)
        for number in range(6):
            self.make_simpul(self.pohon, f"K {number}", self.simpul["keg"])
        self.assign_all()
        with CaptureQueriesContext(connection) as many:
            client.get(self.url)
        self.assertEqual(len(few), len(many))
