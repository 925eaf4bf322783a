"""Action plans: begun with proposed quarters, filled whole or not at all, printed, and who may."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan import actions
from jabatan.models import Aksi, RencanaAksi, TargetJabatan, TargetTriwulan
from jabatan.renaksi.isi import read_renaksi
from organisasi.models import Periode
from pohon.models import Indikator
from tests.jabatan.dasar import TAHUN, Pembagian, pdf_text, sheets

FORMSET = {"INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "100"}


class Renaksi(Pembagian):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()
        Indikator.objects.filter(simpul=cls.simpul["keg"]).update(konsolidasi_periode="sum")

    def begin(self, jabatan="kasi"):
        return actions.add_rencana_aksi(
            user=self.perencana_a, jabatan=self.jabatan[jabatan], tahun=TAHUN
        )

    def key(self, rencana):
        kinerja = rencana.jabatan.daftar_kinerja.get()
        return kinerja.pk, kinerja.simpul.daftar_indikator.get().pk

    def save(self, rencana, *, versi=1, target=None, aksi=(), user=None):
        kinerja, indikator = self.key(rencana)
        rows = [{"kinerja": kinerja, "uraian": "Menyusun jadwal", **row} for row in aksi]
        return actions.save_rencana_aksi(
            user=user or self.perencana_a,
            rencana=rencana,
            versi=versi,
            target={(kinerja, indikator): target or [Decimal(3)] * 4},
            aksi=rows,
        )


class TestBegin(Renaksi):
    def test_the_quarters_are_proposed_from_the_year(self):
        rencana = self.begin()
        values = TargetTriwulan.objects.filter(rencana=rencana).order_by("triwulan")
        self.assertEqual([row.nilai for row in values], [3, 3, 3, 3])
        self.assertEqual(read_renaksi(rencana).peringatan, [])

    def test_the_share_of_the_position_is_the_target(self):
        kinerja = self.jabatan["kasi"].daftar_kinerja.get()
        indikator = kinerja.simpul.daftar_indikator.get()
        TargetJabatan.objects.create(kinerja=kinerja, indikator=indikator, tahun=TAHUN, nilai=8)
        rows = read_renaksi(self.begin()).kelompok[0].ukuran
        self.assertEqual((rows[0].ukuran.target, rows[0].nilai), (8, (2, 2, 2, 2)))

    def test_a_position_has_one_a_year_and_needs_kinerja(self):
        self.begin()
        with self.assertRaisesMessage(ValidationError, "sudah ada"):
            self.begin()
        with self.assertRaisesMessage(ValidationError, "belum mengampu kinerja"):
            actions.add_rencana_aksi(user=self.admin, jabatan=self.jabatan["kadis_b"], tahun=TAHUN)

    def test_a_unit_gets_one_for_every_position_that_carries_kinerja(self):
        self.begin()
        hasil = actions.add_rencana_aksi_of_unit(
            user=self.perencana_a, unit=self.unit_a, tahun=TAHUN
        )
        self.assertEqual((hasil.dibuat, hasil.sudah_ada), (3, 1))
        with self.assertRaisesMessage(ValidationError, "bagikan dahulu dari pohon"):
            actions.add_rencana_aksi_of_unit(user=self.admin, unit=self.unit_b, tahun=TAHUN)

    def test_nobody_else_begins_one_and_a_locked_period_allows_none(self):
        with self.assertRaises(PermissionDenied):
            actions.add_rencana_aksi(
                user=self.perencana_b, jabatan=self.jabatan["kasi"], tahun=TAHUN
            )
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(PermissionDenied, "terkunci"):
            self.begin()


class TestSave(Renaksi):
    def test_quarters_and_aksi_take_the_place_of_the_old_ones(self):
        rencana = self.begin()
        staf, sub = self.jabatan["staf"].pk, self.komponen["subkegiatan"].pk
        rows = [
            {"penanggung_jawab": staf, "komponen": sub, "tw1": "Rapat"},
            {"uraian": "Uji", "komponen": sub},
        ]
        fresh = self.save(rencana, aksi=rows)
        self.assertEqual(fresh.versi, 2)
        self.save(rencana, versi=2, aksi=rows[1:])
        self.assertEqual(Aksi.objects.get().uraian, "Uji")

    def test_the_budget_counts_each_komponen_once(self):
        rencana = self.begin()
        sub, keg = self.komponen["subkegiatan"].pk, self.komponen["kegiatan"].pk
        self.save(rencana, aksi=[{"komponen": sub}, {"komponen": sub}])
        self.assertEqual(read_renaksi(rencana).jumlah, 1500000)
        self.save(rencana, versi=2, aksi=[{"komponen": sub}, {"komponen": keg}])
        self.assertEqual(read_renaksi(rencana).jumlah, 3500000)

    def test_quarters_that_do_not_make_the_year_and_aksi_without_a_person_are_told(self):
        rencana = self.begin()
        self.save(rencana, target=[Decimal(1)] * 4, aksi=[{}])
        found = read_renaksi(rencana).peringatan
        self.assertIn("Target triwulan tidak sama dengan target tahunan.", found[0])
        self.assertIn("1 aksi belum memiliki penanggung jawab", found[1])

    def refuse(self, sentence, **kwargs):
        rencana = self.begin()
        self.save(rencana, aksi=[{"uraian": "Lama"}])
        with self.assertRaisesMessage(ValidationError, sentence):
            self.save(rencana, **{"versi": 2, **kwargs})
        rencana.refresh_from_db()
        self.assertEqual((rencana.versi, Aksi.objects.get().uraian), (2, "Lama"))

    def test_a_stale_version_saves_nothing(self):
        self.refuse("diubah orang lain", versi=1, aksi=[{}])

    def test_a_person_outside_the_branch_saves_nothing(self):
        above = self.jabatan["kabid"].pk
        self.refuse("di bawahnya", aksi=[{}, {"penanggung_jawab": above}])

    def test_a_komponen_of_elsewhere_saves_nothing(self):
        self.refuse("dari daftar", aksi=[{"komponen": 10**9}])

    def test_an_empty_description_saves_nothing(self):
        self.refuse("Uraian aksi belum diisi", aksi=[{"uraian": " "}])

    def test_a_kinerja_of_another_position_saves_nothing(self):
        other = self.jabatan["staf"].daftar_kinerja.get().pk
        self.refuse("diubah orang lain", aksi=[{"kinerja": other}])

    def test_only_who_may_edit_the_unit_saves_or_deletes(self):
        rencana = self.begin()
        for user in (self.perencana_b, self.pembaca_a, self.evaluator):
            with self.assertRaises(PermissionDenied):
                self.save(rencana, user=user)
            with self.assertRaises(PermissionDenied):
                actions.delete_rencana_aksi(user=user, rencana=rencana)
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(PermissionDenied, "terkunci"):
            self.save(rencana)


class TestPages(Renaksi):
    def url(self, name, *args):
        return reverse(f"jabatan:{name}", args=args)

    def form(self, rencana, rows, **more):
        kinerja, indikator = self.key(rencana)
        data = {"versi": "1"}
        data |= {f"t{kinerja}-{indikator}-{tw}": str(tw) for tw in (1, 2, 3, 4)}
        data |= {f"k{kinerja}-{name}": value for name, value in FORMSET.items()}
        data[f"k{kinerja}-TOTAL_FORMS"] = str(len(rows))
        for number, row in enumerate(rows):
            data |= {f"k{kinerja}-{number}-{name}": value for name, value in row.items()}
        return {**data, **more}

    def test_it_is_begun_listed_and_found(self):
        client = self.client_for(self.perencana_a)
        new = self.url("tambah_rencana_aksi")
        data = {"tahun": "2026", "jabatan": self.jabatan["kasi"].pk}
        page = client.post(new, data, follow=True)
        self.assertContains(page, "usulan target triwulan")
        self.assertContains(page, "Dijumlahkan: target tahunan dibagi rata")
        page = client.post(new, {"tahun": "2026", "unit": self.unit_a.pk}, follow=True)
        self.assertContains(page, "3 rencana aksi dibuat. 1 jabatan sudah memilikinya.")
        page = client.get(self.url("daftar_rencana_aksi"), {"q": "rekayasa", "tahun": "2026"})
        self.assertEqual(len(page.context["halaman"]), 1)
        self.assertContains(client.post(new, {"tahun": "2026"}), "salah satu saja")

    def test_rows_are_added_reordered_and_deleted_by_the_form(self):
        rencana = self.begin()
        client = self.client_for(self.perencana_a)
        url = self.url("rencana_aksi", rencana.pk)
        rows = [
            {"urutan": "2", "uraian": "Kedua", "tw1": "Rapat"},
            {"urutan": "1", "uraian": "Pertama", "penanggung_jawab": self.jabatan["staf"].pk},
            {"urutan": "3", "uraian": "Dihapus", "DELETE": "on"},
            {"urutan": "4", "uraian": ""},
        ]
        page = client.post(url, self.form(rencana, rows), follow=True)
        self.assertContains(page, "Rencana aksi disimpan.")
        names = list(Aksi.objects.order_by("urutan").values_list("uraian", flat=True))
        self.assertEqual(names, ["Pertama", "Kedua"])
        values = TargetTriwulan.objects.order_by("triwulan").values_list("nilai", flat=True)
        self.assertEqual(list(values), [1, 2, 3, 4])

    def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(self):
        rencana = self.begin()
        client = self.client_for(self.perencana_a)
        url = self.url("rencana_aksi", rencana.pk)
        kinerja, indikator = self.key(rencana)
        for rows, more, sentence in (
            ([{"uraian": "", "tw1": "Rapat"}], {}, "Uraian aksi belum diisi"),
            ([], {f"t{kinerja}-{indikator}-1": "banyak"}, "Isi dengan angka"),
            ([{"uraian": "A", "komponen": "99"}], {}, "Pilihan ini tidak tersedia"),
            ([{"uraian": "A"}], {"versi": "7"}, "diubah orang lain"),
        ):
            page = client.post(url, self.form(rencana, rows, **more))
            self.assertContains(page, sentence)
        self.assertFalse(Aksi.objects.exists())

    def test_a_reader_and_a_locked_period_see_the_table_without_fields(self):
        rencana = self.begin()
        url = self.url("rencana_aksi", rencana.pk)
        page = self.client_for(self.pembaca_a).get(url)
        self.assertContains(page, "Armada terawat")
        self.assertNotContains(page, "data-baris-form")
        self.assertEqual(self.client_for(self.pembaca_a).post(url).status_code, 403)
        self.assertEqual(self.client_for(self.asing).get(url).status_code, 404)
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        page = self.client_for(self.perencana_a).get(url)
        self.assertContains(page, "terkunci; rencana aksi hanya dapat dibaca")

    def test_the_page_makes_the_same_queries_for_many_aksi(self):
        rencana = self.begin()
        client = self.client_for(self.perencana_a)
        url = self.url("rencana_aksi", rencana.pk)
        self.save(rencana, aksi=[{"penanggung_jawab": self.jabatan["staf"].pk}])
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        row = {
            "penanggung_jawab": self.jabatan["staf"].pk,
            "komponen": self.komponen["subkegiatan"].pk,
        }
        self.save(rencana, versi=2, aksi=[row] * 12)
        with self.assertNumQueries(len(few)):
            client.get(url)

    def test_pdf_and_excel_have_the_same_words(self):
        rencana = self.begin()
        row = {
            "uraian": "Merawat armada",
            "penanggung_jawab": self.jabatan["staf"].pk,
            "komponen": self.komponen["subkegiatan"].pk,
            "tw2": "Servis berkala",
        }
        self.save(rencana, aksi=[row, {"komponen": self.komponen["subkegiatan"].pk}])
        client = self.client_for(self.pembaca_a)
        text = pdf_text(client.get(self.url("unduh_rencana_aksi", rencana.pk, "pdf")).content)
        book = sheets(client.get(self.url("unduh_rencana_aksi", rencana.pk, "xlsx")).content)
        cells = {cell.value for line in book["Rencana aksi"].iter_rows() for cell in line}
        for word in ("Merawat armada", "Servis berkala", "Armada terawat", "Target Triwulan"):
            self.assertIn(word, text)
            self.assertIn(word, cells)
        self.assertIn("Jumlah anggaran (tiap komponen dihitung satu kali) 1.500.000", text)
        column = next(
            c.column for line in book["Rencana aksi"] for c in line if c.value == "Anggaran (Rp)"
        )
        sums = [c.value for c in book["Rencana aksi"][book["Rencana aksi"].max_row]]
        self.assertEqual(sums[column - 1], 1500000)
        self.assertIn("Pengadministrasi Lalu Lintas", cells)
        answer = client.get(self.url("unduh_rencana_aksi", rencana.pk, "docx"))
        self.assertEqual(answer.status_code, 404)

    def test_it_is_deleted_after_a_question(self):
        rencana = self.begin()
        client = self.client_for(self.perencana_a)
        url = self.url("hapus_rencana_aksi", rencana.pk)
        self.assertContains(client.get(url), "Hapus rencana aksi")
        client.post(url)
        self.assertFalse(RencanaAksi.objects.exists())
