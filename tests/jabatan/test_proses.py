"""The steps of a kegiatan: what cells mean, saving them whole or not at all, pasting, reading and printing."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan import actions
from jabatan.models import LangkahProses
from jabatan.proses.langkah import per_person, read_jumlah, read_waktu, steps_of, tanda_of
from jabatan.proses.tempel import known_names, read_pasted
from organisasi.models import Periode
from perencanaan.models import Dokumen
from tests.jabatan.dasar import Pembagian, pdf_text, sheets

TEMPEL = (
    "Penyusunan proposal tempat pelatihan dan magang\t1 proposal\t8 jam\tPengadministrasi Lalu Lintas\n"
    "Pembuatan surat permintaan narasumber\t1 surat\t30 menit\tkepala seksi rekayasa\n"
)
FORM = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}


class TestReading(SimpleTestCase):
    def test_it_reads_quantities(self):
        for text, found in (
            ("1 proposal", (1, "proposal")),
            ("1 (satu) surat", (1, "surat")),
            ("1.200 lembar kerja", (1200, "lembar kerja")),
            ("2,5 km", (Decimal("2.5"), "km")),
            ("", (None, "")),
        ):
            self.assertEqual(read_jumlah(text), found)

    def test_it_reads_times(self):
        for text, found in (
            ("8 jam", (8, "jam")),
            ("30 Menit", (30, "menit")),
            ("2 hari kerja", (2, "hari")),
            ("1 minggu", (5, "hari")),
            ("1 jam 30 menit", (90, "menit")),
            (" ", (None, "")),
        ):
            self.assertEqual(read_waktu(text), found)

    def test_it_refuses_what_says_no_unit_or_number(self):
        for text in ("proposal", "5", "1..2..3", "9" * 40 + " surat", "1 " + "a" * 61):
            with self.assertRaises(ValidationError, msg=text):
                read_jumlah(text)
        for text in ("8", "jam", "8 bulan", "8 jam lewat", "1 jam x", "9" * 40 + " jam"):
            with self.assertRaises(ValidationError, msg=text):
                read_waktu(text)


class Proses(Pembagian):
    @property
    def keg(self):
        return self.komponen["subkegiatan"]

    def save(self, *daftar, user=None, tanda=None, komponen=None):
        komponen = komponen or self.keg
        return actions.save_langkah(
            user=user or self.perencana_a,
            komponen=komponen.pk,
            tanda=tanda_of(steps_of(komponen)) if tanda is None else tanda,
            daftar=daftar,
        )

    def step(self, nama="Menyusun proposal", **fields):
        jabatan = fields.pop("jabatan", self.jabatan["staf"].pk)
        return {
            "nama": nama,
            "jabatan": jabatan,
            "jumlah": Decimal(1),
            "satuan": "proposal",
            **fields,
        }


class TestSave(Proses):
    def test_a_step_keeps_its_row_when_it_is_changed_and_moved(self):
        self.save(self.step(), self.step("Mengirim surat", waktu=Decimal(30), satuan_waktu="menit"))
        first, second = steps_of(self.keg)
        self.save(self.step("Mengirim surat undangan", pk=second.pk), self.step(pk=first.pk))
        self.assertEqual(
            list(LangkahProses.objects.values_list("pk", "nama")),
            [(second.pk, "Mengirim surat undangan"), (first.pk, "Menyusun proposal")],
        )
        self.save()
        self.assertFalse(LangkahProses.objects.exists())

    def refuse(self, sentence, *daftar, **kwargs):
        self.save(self.step("Lama"))
        with self.assertRaisesMessage(ValidationError, sentence):
            self.save(*daftar, **kwargs)
        self.assertEqual(LangkahProses.objects.get().nama, "Lama")

    def test_a_stale_page_saves_nothing(self):
        self.refuse("baru saja diubah", self.step(), tanda="lama")

    def test_a_step_of_elsewhere_saves_nothing(self):
        self.refuse("baru saja diubah", self.step(pk=10**9))

    def test_a_wrong_row_saves_nothing_and_is_named(self):
        self.refuse(
            "Baris 2, jumlah: Jumlah tidak boleh negatif.",
            self.step(),
            self.step(jumlah=Decimal(-1)),
        )

    def test_a_person_of_another_instansi_saves_nothing(self):
        self.refuse("jabatan instansi ini", self.step(jabatan=10**9))

    def test_too_many_steps_save_nothing(self):
        self.refuse("Paling banyak 200", *[self.step()] * 201)

    def test_only_who_may_write_the_unit_saves(self):
        for user in (self.perencana_b, self.pembaca_a, self.evaluator):
            with self.assertRaises(PermissionDenied):
                self.save(self.step(), user=user)
        with self.assertRaisesMessage(ValidationError, "sudah dihapus"):
            self.save(self.step(), user=self.asing)

    def test_a_program_takes_no_steps_and_a_locked_period_neither(self):
        with self.assertRaisesMessage(ValidationError, "kegiatan, subkegiatan"):
            self.save(self.step(), komponen=self.komponen["program"])
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(ValidationError, "terkunci"):
            self.save(self.step())

    def test_an_established_document_still_takes_steps(self):
        Dokumen.objects.filter(pk=self.keg.dokumen_id).update(ditetapkan="2026-01-05")
        self.assertEqual(self.save(self.step()), 1)

    def test_time_adds_up_per_person(self):
        self.save(
            self.step(waktu=Decimal(8), satuan_waktu="jam"),
            self.step(waktu=Decimal(30), satuan_waktu="menit"),
            self.step(waktu=Decimal(2), satuan_waktu="hari", jabatan=None),
            self.step(jabatan=None),
        )
        staf, nobody = per_person(steps_of(self.keg))
        self.assertEqual((staf.waktu, staf.langkah, staf.tanpa_waktu), ("8 jam 30 menit", 2, 0))
        self.assertEqual((nobody.waktu, nobody.tanpa_waktu), ("15 jam", 1))


class TestPaste(Proses):
    def read(self, text):
        people = [self.jabatan["staf"], self.jabatan["kasi"]]
        return read_pasted(text, known_names(people, [(self.jabatan["staf"].pk, "Sari, A.Md.")]))

    def test_rows_without_heads_are_read_by_their_content(self):
        rows = self.read(TEMPEL)
        self.assertEqual([row.galat for row in rows], [[], []])
        self.assertEqual((rows[0].jumlah, rows[0].satuan), (1, "proposal"))
        self.assertEqual((rows[1].waktu, rows[1].satuan_waktu), (30, "menit"))
        self.assertEqual(
            [row.jabatan for row in rows], [self.jabatan["staf"].pk, self.jabatan["kasi"].pk]
        )

    def test_heads_say_what_a_column_holds_and_a_holder_stands_for_the_position(self):
        (row,) = self.read(
            "No\tPelaksana\tUraian\tOutput\tWaktu\n1\tsari, a.md.\tMenyusun\tDraf\t2 hari"
        )
        self.assertEqual((row.jabatan, row.output, row.waktu), (self.jabatan["staf"].pk, "Draf", 2))

    def test_each_bad_cell_gets_a_sentence(self):
        (row,) = self.read("Langkah\tPelaksana\tJumlah\tWaktu\n\tStaf X\tbanyak\tlama")
        self.assertEqual(len(row.galat), 4)
        self.assertIn("Jabatan “Staf X” tidak ditemukan", " ".join(row.galat))

    def test_a_quantity_below_nothing_is_no_output(self):
        (row,) = self.read("Menyusun\t-1 laporan\t8 jam")
        self.assertEqual(row.output, "")
        self.assertIn("Jumlah “-1 laporan”", " ".join(row.galat))

    def test_an_ambiguous_name_is_not_guessed(self):
        twice = known_names(
            [self.jabatan["staf"]], [(self.jabatan["kasi"].pk, self.jabatan["staf"].nama)]
        )
        (row,) = read_pasted(f"Menyusun\t{self.jabatan['staf'].nama}", twice)
        self.assertIn("Ada 2 jabatan", row.galat[0])

    def test_nothing_and_too_much_are_refused(self):
        for text in ("\n\t\n", "Langkah\tWaktu\n", "x\t1 surat\n" * 201):
            with self.assertRaises(ValidationError):
                self.read(text)

    def test_the_page_shows_what_it_understood_and_adds_it_once(self):
        client = self.client_for(self.perencana_a)
        url = reverse("jabatan:tempel_proses", args=[self.keg.pk])
        data = {"teks": TEMPEL, "tanda": tanda_of([])}
        page = client.post(url, data)
        self.assertContains(page, "Tambahkan 2 langkah")
        self.assertFalse(LangkahProses.objects.exists())
        self.assertRedirects(
            client.post(url, {**data, "terapkan": "1"}),
            reverse("jabatan:proses", args=[self.keg.pk]),
        )
        again = client.post(url, {**data, "terapkan": "1"})
        self.assertContains(again, "baru saja diubah")
        self.assertEqual(LangkahProses.objects.count(), 2)

    def test_a_bad_row_keeps_all_of_it_out(self):
        client = self.client_for(self.perencana_a)
        url = reverse("jabatan:tempel_proses", args=[self.keg.pk])
        text = TEMPEL + "Langkah lain\tStaf X\n"
        page = client.post(url, {"teks": text, "tanda": tanda_of([]), "terapkan": "1"})
        self.assertContains(page, "tidak ditemukan")
        self.assertFalse(LangkahProses.objects.exists())


class TestPage(Proses):
    def url(self, name="proses", *more):
        return reverse(f"jabatan:{name}", args=[self.keg.pk, *more])

    def test_the_planner_fills_the_table(self):
        client = self.client_for(self.perencana_a)
        row = {
            "form-0-nama": "Menyusun proposal",
            "form-0-jabatan": str(self.jabatan["staf"].pk),
            "form-0-jumlah": "1 proposal",
            "form-0-waktu": "8 jam",
        }
        answer = client.post(self.url(), {**FORM, **row, "tanda": tanda_of([])})
        self.assertRedirects(answer, self.url())
        saved = LangkahProses.objects.get()
        self.assertEqual((saved.jumlah, saved.satuan_waktu), (1, "jam"))
        stale = client.post(self.url(), {**FORM, **row, "tanda": tanda_of([])})
        self.assertContains(stale, "baru saja diubah")

    def test_deleting_the_komponen_says_how_many_steps_go(self):
        self.save(self.step(), self.step("Mengirim surat"))
        url = reverse("perencanaan:hapus_komponen", args=[self.keg.pk])
        page = self.client_for(self.perencana_a).get(url)
        self.assertContains(page, "2 langkah proses ikut terhapus.")
        self.assertContains(page, "baris pagu ikut terhapus.")

    def test_mistakes_stand_beside_their_cells(self):
        row = {"form-0-jumlah": "satu", "form-0-waktu": "lama", "tanda": "x"}
        page = self.client_for(self.perencana_a).post(self.url(), {**FORM, **row})
        for sentence in ("misalnya 1 proposal", "misalnya 30 menit"):
            self.assertContains(page, sentence)

    def test_a_reader_sees_the_table_without_a_form(self):
        self.save(self.step())
        page = self.client_for(self.pembaca_a).get(self.url())
        self.assertContains(page, "Menyusun proposal")
        self.assertNotContains(page, "Simpan langkah")
        self.assertEqual(self.client_for(self.asing).get(self.url()).status_code, 404)

    def test_a_kind_without_steps_has_no_page(self):
        url = reverse("jabatan:proses", args=[self.komponen["program"].pk])
        self.assertEqual(self.client_for(self.admin).get(url).status_code, 404)

    def test_it_goes_to_paper_and_excel(self):
        self.save(self.step(waktu=Decimal(8), satuan_waktu="jam"))
        client = self.client_for(self.pembaca_a)
        text = pdf_text(client.get(self.url("unduh_proses", "pdf")).content)
        self.assertIn("1 proposal", text)
        self.assertIn("Pengadministrasi Lalu Lintas: 1 langkah, 8 jam", text)
        sheet = sheets(client.get(self.url("unduh_proses", "xlsx")).content).worksheets[0]
        self.assertIn("Menyusun proposal", [cell.value for row in sheet for cell in row])
        self.assertEqual(client.get(self.url("unduh_proses", "exe")).status_code, 404)

    def test_the_number_of_queries_is_fixed(self):
        client = self.client_for(self.perencana_a)
        self.save(self.step())
        client.get(self.url())
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(self.url())
        self.save(*[self.step() for _ in range(30)])
        with CaptureQueriesContext(connection) as many:
            client.get(self.url())
        self.assertEqual(len(few), len(many))
