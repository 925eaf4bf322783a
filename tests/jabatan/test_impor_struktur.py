"""The structure as a workbook: out, back in without change, and everything a filled sheet may get wrong."""

import datetime
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from jabatan import actions, importers
from jabatan.exporters.struktur import structure_file
from jabatan.importers.kolom import JABATAN, JUDUL, LEMBAR, PEJABAT, UNIT
from jabatan.models import Jabatan, Pejabat
from lib import tree
from organisasi.models import Instansi, Unit
from tests.jabatan.dasar import Struktur

UNITS = [{"nama": "Dinas Baru", "jenis": "Perangkat daerah", "bidang_urusan": "2.15"}]
NEW = {
    UNIT: [*UNITS, {"nama": "Bidang Satu", "jenis": "Bidang/Bagian", "induk": "Dinas Baru"}],
    JABATAN: [
        {"kode": "J1", "nama": "Kepala Dinas Baru", "unit": "Dinas Baru",
         "induk": "Wali Kota Contoh", "jenjang": "JPT pratama (Eselon II)"},
        {"nama": "Analis Muda", "unit": "Bidang Satu", "induk": "J1",
         "jenjang": "Jabatan fungsional", "level_jf": "Ahli muda", "supervisi": "Ya"},
    ],
    PEJABAT: [
        {"jabatan": "J1", "nama": "Ibu Baru, M.Si.", "nip": "197501012000012001",
         "pangkat": "Pembina (IV/a)", "status": "Definitif", "mulai": datetime.date(2026, 1, 2)},
    ],
}  # fmt: skip


def workbook(sheets: Any) -> bytes:
    """Return a workbook with these rows (dictionaries by column) on its sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(list(JUDUL[name].values()))
        for row in rows:
            sheet.append([row.get(key) for key in JUDUL[name]])
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class Impor(Struktur):
    def check(self, content, user=None):
        instansi = Instansi.objects.get(pk=self.instansi.pk)
        return importers.check(
            importers.parse(io.BytesIO(content)), instansi, user or self.fresh_user(self.admin)
        )

    def fresh_user(self, user):
        return type(user).objects.get(pk=user.pk)

    def problems(self, sheets, user=None):
        rencana = self.check(workbook(sheets), user)
        return [(m.lembar, m.baris, m.kolom, m.kalimat) for m in rencana.sorted_problems()]

    def one_problem(self, sheets, user=None):
        found = self.problems(sheets, user)
        self.assertEqual(len(found), 1, found)
        return found[0]

    def save(self, content, user=None):
        user = user or self.fresh_user(self.admin)
        instansi = Instansi.objects.get(pk=self.instansi.pk)
        terbaca = importers.parse(io.BytesIO(content))
        self.assertEqual(importers.check(terbaca, instansi, user).masalah, [])
        sealed = importers.seal(user, instansi, terbaca)
        return importers.save(user, instansi.pk, *importers.unseal(user, instansi, sealed))


class TestRoundTrip(Impor):
    def counts(self, rencana):
        return {c.lembar: (c.baru, c.ubah) for c in rencana.hitungan.values()}

    def test_what_was_downloaded_changes_nothing(self):
        kasi = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        actions.end_pejabat(user=self.admin, pejabat=kasi, selesai=datetime.date(2026, 2, 28))
        rencana = self.check(structure_file(self.instansi, kosong=False))
        self.assertEqual(rencana.masalah, [])
        self.assertEqual(self.counts(rencana), dict.fromkeys(LEMBAR, (0, 0)))
        self.assertEqual(rencana.hitungan[JABATAN].sama, 6)
        self.assertTrue(rencana.is_empty)

    def test_units_and_positions_of_one_name_come_back_to_their_own(self):
        for unit, upper in (("unit_a", "kadis"), ("unit_b", "kadis_b")):
            parent = self.fresh_unit(unit)
            made = tree.insert(
                Unit(instansi=self.instansi, induk=parent, nama="Sekretariat", jenis="sekretariat"),
                tree_id=self.instansi.pk, parent=parent,
            )  # fmt: skip
            actions.add_jabatan(
                user=self.fresh_user(self.admin),
                jabatan=self.new(nama="Sekretaris", jenjang="administrator", unit=made),
                induk_id=self.jabatan[upper].pk,
            )
        rencana = self.check(structure_file(self.instansi, kosong=False))
        self.assertEqual(rencana.masalah, [])
        self.assertTrue(rencana.is_empty)

    def test_the_template_has_examples_that_are_not_taken(self):
        content = structure_file(self.instansi, kosong=True)
        book = load_workbook(io.BytesIO(content))
        self.assertEqual(book.sheetnames, [*LEMBAR, "Petunjuk", "Daftar"])
        self.assertGreater(len(book[JABATAN].data_validations.dataValidation), 3)
        with self.assertRaisesMessage(Exception, "Belum ada baris yang diisi"):
            importers.parse(io.BytesIO(content))
        heads = {
            "kabupaten": "Bupati",
            "kota": "Wali Kota",
            "provinsi": "Gubernur",
            "kementerian_lembaga": "Menteri",
        }
        for jenis, head in heads.items():
            self.instansi.jenis = jenis
            book = load_workbook(io.BytesIO(structure_file(self.instansi, kosong=True)))
            self.assertIn(head, [cell.value for row in book[JABATAN].rows for cell in row], jenis)

    def test_new_rows_are_written_and_known_again(self):
        rencana = self.save(workbook(NEW))
        self.assertEqual(self.counts(rencana), {UNIT: (2, 0), JABATAN: (2, 0), PEJABAT: (1, 0)})
        analis = Jabatan.objects.select_related("unit", "induk__induk").get(nama="Analis Muda")
        self.assertEqual((analis.level_jf, analis.supervisi), ("ahli_muda", True))
        self.assertEqual(analis.unit.nama, "Bidang Satu")
        self.assertEqual(analis.induk.induk.nama, "Wali Kota Contoh")
        holder = Pejabat.objects.get(jabatan=analis.induk)
        self.assertEqual(
            (holder.nip, holder.mulai.isoformat()), ("197501012000012001", "2026-01-02")
        )
        self.assertEqual(tree.check(Jabatan, [self.instansi.pk]), [])
        self.assertEqual(tree.check(Unit, [self.instansi.pk]), [])
        again = self.check(workbook(NEW))
        self.assertEqual((again.masalah, again.is_empty), ([], True))

    def test_names_places_and_dates_change_and_nothing_is_deleted(self):
        book = load_workbook(io.BytesIO(structure_file(self.instansi, kosong=False)))
        for row in book[JABATAN].iter_rows(min_row=4):
            if row[2].value == "Pengadministrasi Lalu Lintas":
                row[2].value, row[4].value = "Pengelola Lalu Lintas", "Kepala Bidang Lalu Lintas"
                for holder in book[PEJABAT].iter_rows(min_row=4):
                    if holder[1].value == "Pengadministrasi Lalu Lintas":
                        holder[1].value, holder[6].value = (
                            "Pengelola Lalu Lintas",
                            "3 Februari 2025",
                        )
        book[UNIT].delete_rows(4, 2)
        before = Unit.objects.count()
        rencana = self.save(saved(book))
        self.assertEqual({(u.kolom, u.menjadi) for u in rencana.ubah}, {
            ("Nama jabatan", "Pengelola Lalu Lintas"),
            ("Atasan langsung", "Kepala Bidang Lalu Lintas"),
            ("TMT", "3 Februari 2025"),
        })  # fmt: skip
        staf = Jabatan.objects.select_related("induk").get(pk=self.jabatan["staf"].pk)
        self.assertEqual(
            (staf.nama, staf.induk.nama), ("Pengelola Lalu Lintas", "Kepala Bidang Lalu Lintas")
        )
        self.assertEqual(Pejabat.objects.get(jabatan=staf).mulai, datetime.date(2025, 2, 3))
        self.assertEqual(Unit.objects.count(), before)
        self.assertEqual(tree.check(Jabatan, [self.instansi.pk]), [])

    def test_two_positions_may_change_places(self):
        sheets = {JABATAN: [
            {"id": self.jabatan["staf"].pk, "nama": "S", "induk": "Kepala Dinas Perhubungan",
             "unit": "Dinas Perhubungan", "jenjang": "Pelaksana"},
            {"id": self.jabatan["kabid"].pk, "nama": "Kabid Baru", "induk": "Kepala Dinas Pendidikan",
             "unit": "Dinas Perhubungan", "jenjang": "Administrator"},
            {"id": self.jabatan["kasi"].pk, "nama": "Kasi", "induk": "Kepala Dinas Perhubungan",
             "unit": "Dinas Perhubungan", "jenjang": "Pengawas"},
        ]}  # fmt: skip
        self.save(workbook(sheets))
        self.assertEqual(tree.check(Jabatan, [self.instansi.pk]), [])
        kabid = self.fresh(self.jabatan["kabid"])
        self.assertEqual(kabid.induk.nama, "Kepala Dinas Pendidikan")

    def test_the_queries_do_not_grow_with_the_rows(self):
        few, many = self.rows(3), self.rows(60)
        user = self.fresh_user(self.admin)
        self.check(few, user)
        counts = []
        for content in (few, many):
            with CaptureQueriesContext(connection) as queries:
                self.check(content, user)
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])

    def rows(self, count):
        return workbook({
            UNIT: UNITS,
            JABATAN: [
                {"kode": f"K{n}", "nama": f"Staf {n}", "unit": "Dinas Baru",
                 "induk": "Wali Kota Contoh", "jenjang": "Pelaksana"}
                for n in range(count)
            ],
            PEJABAT: [
                {"jabatan": f"K{n}", "nama": f"Orang {n}", "nip": f"{198001012005011100 + n}",
                 "mulai": "02-01-2025"}
                for n in range(count)
            ],
        })  # fmt: skip


class TestProblems(Impor):
    def jabatan_row(self, **more):
        return {
            "nama": "Staf Baru", "unit": "Dinas Perhubungan", "induk": "Kepala Dinas Perhubungan",
            "jenjang": "Pelaksana", **more,
        }  # fmt: skip

    def pejabat_row(self, **more):
        return {
            "jabatan": "Kepala Seksi Rekayasa",
            "nama": "Baru",
            "status": "Plh.",
            "mulai": "02-01-2026",
            **more,
        }

    def test_a_nip_that_excel_kept_as_a_number_is_refused_with_the_way_out(self):
        for value in (198001012005011001, 1.98001012005011e17, "1,98001E+17"):
            found = self.one_problem({PEJABAT: [self.pejabat_row(nip=value)]})
            self.assertEqual(found[:3], (PEJABAT, 2, "NIP"))
            self.assertIn("Ubah format kolom NIP menjadi Teks", found[3])
        self.assertIn("18 angka", self.one_problem({PEJABAT: [self.pejabat_row(nip="12345")]})[3])
        self.assertEqual(
            self.problems({PEJABAT: [self.pejabat_row(nip="19900101 201501 1 009")]}), []
        )

    def test_a_date_that_is_none_is_told(self):
        for value in ("kemarin", "31-02-2025", "2025", 999999):
            found = self.problems({PEJABAT: [self.pejabat_row(mulai=value)]})
            self.assertIn("02-01-2025 (hari-bulan-tahun)", found[0][3], value)
        for day in ("2/1/2026", "2026-01-02", "2 Januari 2026", datetime.date(2026, 1, 2)):
            self.assertEqual(self.problems({PEJABAT: [self.pejabat_row(mulai=day)]}), [])

    def test_absurd_and_reversed_terms_are_told(self):
        self.assertIn(
            "antara tahun", self.one_problem({PEJABAT: [self.pejabat_row(mulai="01-01-1201")]})[3]
        )
        found = self.one_problem({PEJABAT: [self.pejabat_row(selesai="01-01-2026")]})
        self.assertEqual(
            (found[2], found[3]), ("Sampai", "Tanggal sampai tidak boleh sebelum TMT.")
        )

    def test_circular_superiors_are_told(self):
        rows = [
            self.jabatan_row(kode="A", nama="Kasi A", jenjang="Pengawas", induk="B"),
            self.jabatan_row(kode="B", nama="Kasi B", jenjang="Pengawas", induk="A"),
        ]
        found = self.problems({JABATAN: rows})
        self.assertEqual([f[1] for f in found], [2, 3])
        self.assertIn("Susunan berputar: “Kasi A” → “Kasi B” → “Kasi A”", found[0][3])

    def test_a_unit_under_itself_is_told(self):
        found = self.problems({UNIT: [{"id": self.unit_a.pk, "nama": "Dinas Perhubungan",
                                       "induk": self.fresh_unit("unit_a1").nama}]})  # fmt: skip
        self.assertIn("berputar", found[0][3])

    def test_an_unknown_or_uncertain_superior_is_told(self):
        found = self.one_problem({JABATAN: [self.jabatan_row(induk="Kepala Apa Saja")]})
        self.assertEqual(found[2], "Atasan langsung")
        self.assertIn("“Kepala Apa Saja” tidak ada di lembar maupun di Pokin", found[3])
        twice = [
            self.jabatan_row(kode=k, nama="Ketua Tim", jenjang="JF", supervisi="Ya") for k in "AB"
        ]
        rows = [*twice, self.jabatan_row(induk="Ketua Tim")]
        self.assertIn("Ada 2 jabatan bernama “Ketua Tim”", self.one_problem({JABATAN: rows})[3])
        rows[2]["induk"] = "B"
        self.assertEqual(self.problems({JABATAN: rows}), [])

    def test_equal_rows_are_told_and_codes_tell_them_apart(self):
        found = self.one_problem({JABATAN: [self.jabatan_row(), self.jabatan_row()]})
        self.assertEqual(found[1], 3)
        self.assertIn("sama dengan baris 2", found[3])
        rows = [self.jabatan_row(kode="A"), self.jabatan_row(kode="A")]
        self.assertIn("sudah dipakai di baris 2", self.one_problem({JABATAN: rows})[3])
        rows[1]["kode"] = "B"
        self.assertEqual(self.problems({JABATAN: rows}), [])
        found = self.one_problem({UNIT: UNITS * 2})
        self.assertIn("sudah ada di baris 2", found[3])

    def test_a_wrong_rank_and_a_jf_without_supervision_are_told(self):
        rows = [self.jabatan_row(jenjang="JPT pratama", induk="Kepala Seksi Rekayasa")]
        self.assertIn("tidak dapat menjadi atasan", self.one_problem({JABATAN: rows})[3])
        rows = [self.jabatan_row(kode="A", jenjang="JF"), self.jabatan_row(nama="X", induk="A")]
        self.assertIn("fungsi supervisi", self.one_problem({JABATAN: rows})[3])
        rows = [self.jabatan_row(level_jf="Ahli muda")]
        self.assertIn("hanya untuk jabatan fungsional", self.one_problem({JABATAN: rows})[3])
        rows = [self.jabatan_row(jenjang="Menteri")]
        self.assertIn("tidak ada di instansi jenis ini", self.problems({JABATAN: rows})[0][3])

    def test_two_definitive_holders_over_the_same_days_are_told(self):
        old = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        found = self.one_problem({PEJABAT: [self.pejabat_row(status="Definitif")]})
        self.assertIn(f"{old.nama} sudah menjabat pada masa itu", found[3])
        rows = [
            {"jabatan": "Staf Baru", "nama": n, "mulai": "02-01-2025", "selesai": None}
            for n in "AB"
        ]
        found = self.one_problem({JABATAN: [self.jabatan_row()], PEJABAT: rows})
        self.assertEqual((found[1], found[2]), (3, "TMT"))

    def test_a_term_that_ends_in_the_same_file_makes_room(self):
        old = Pejabat.objects.get(jabatan=self.jabatan["kasi"])
        rows = [
            {"id": old.pk, "jabatan": "Kepala Seksi Rekayasa", "nama": old.nama, "nip": old.nip,
             "pangkat": old.pangkat, "status": "Definitif", "mulai": old.mulai, "selesai": "31-01-2026"},
            self.pejabat_row(status="Definitif", mulai="01-02-2026"),
        ]  # fmt: skip
        self.assertEqual(self.problems({PEJABAT: rows}), [])
        self.assertEqual(self.problems({PEJABAT: rows[::-1]}), [])

    def test_one_nip_in_two_definitive_positions_is_told_but_acting_is_allowed(self):
        kabid = Pejabat.objects.get(jabatan=self.jabatan["kabid"])
        sheets = {
            JABATAN: [self.jabatan_row()],
            PEJABAT: [
                {
                    "jabatan": "Staf Baru",
                    "nama": kabid.nama,
                    "nip": kabid.nip,
                    "mulai": "02-01-2026",
                }
            ],
        }
        self.assertIn("sudah menjabat definitif sebagai Kepala Bidang", self.one_problem(sheets)[3])
        sheets[PEJABAT][0]["status"] = "Plt."
        self.assertEqual(self.problems(sheets), [])

    def test_what_is_missing_is_told(self):
        found = self.problems({UNIT: [{"kode": "9"}], JABATAN: [{"unit": "Dinas Perhubungan"}],
                               PEJABAT: [{"jabatan": "Kepala Seksi Rekayasa"}]})  # fmt: skip
        said = " ".join(f[3] for f in found)
        for words in ("Nama unit belum", "Jenis unit belum", "Nama jabatan belum", "Jenjang belum",
                      "Nama pejabat belum", "TMT belum"):  # fmt: skip
            self.assertIn(words, said)

    def test_a_refused_cell_is_told_once_and_not_shown_as_emptied(self):
        found = self.problems({UNIT: [{"nama": "X", "jenis": "Ngawur"}],
                               JABATAN: [{"nama": "Y", "jenjang": "Eselon 99"}],
                               PEJABAT: [self.pejabat_row(mulai="kemarin")]})  # fmt: skip
        self.assertEqual([f[2] for f in found], ["Jenis", "Jenjang", "TMT"])
        term = actions.add_pejabat(
            user=self.admin, jabatan=self.jabatan["kasi"],
            data={"nama": "Z", "nip": "198001012005011001", "status": "plh",
                  "mulai": datetime.date(2026, 1, 1)},
        )  # fmt: skip
        rounded = {"id": term.pk, "jabatan": str(term.jabatan), "nip": 198001012005011001}
        rencana = self.check(workbook({PEJABAT: [{**rounded, "nama": "Z"}]}))
        self.assertIn("tersimpan sebagai angka", rencana.masalah[0].kalimat)
        self.assertNotIn("NIP", [ubahan.kolom for ubahan in rencana.ubah])

    def test_keys_of_another_instansi_are_not_known(self):
        found = self.one_problem(
            {UNIT: [{"id": self.unit_asing.pk, "nama": "Curian", "jenis": "Bidang"}]}
        )
        self.assertIn("tidak dikenal", found[3])

    def test_a_wrong_choice_and_a_wrong_code_of_urusan_are_told(self):
        rows = [
            {
                "nama": "X",
                "jenis": "Perangkat daerah",
                "profil": "Istimewa",
                "bidang_urusan": "urusan",
            }
        ]
        found = self.problems({UNIT: rows})
        self.assertEqual({f[2] for f in found}, {"Profil", "Bidang urusan"})
        number = {"nama": "X", "jenis": "Perangkat daerah", "bidang_urusan": 2.1}
        self.save(workbook({UNIT: [number]}))
        self.assertEqual(Unit.objects.get(nama="X").bidang_urusan, "2.10")

    def test_a_perencana_writes_positions_of_the_own_unit_only(self):
        user = self.fresh_user(self.perencana_a)
        self.assertEqual(self.problems({JABATAN: [self.jabatan_row()]}, user), [])
        other = self.jabatan_row(unit="Dinas Pendidikan", induk="Kepala Dinas Pendidikan")
        self.assertIn("tidak berhak", self.one_problem({JABATAN: [other]}, user)[3])
        row = self.pejabat_row(jabatan="Kepala Dinas Pendidikan")
        self.assertIn("tidak berhak", self.one_problem({PEJABAT: [row]}, user)[3])
        self.assertIn("oleh admin instansi", self.one_problem({UNIT: UNITS}, user)[3])
        moved = {"id": self.jabatan["kadis_b"].pk, "nama": "Kepala Dinas Pendidikan", "jenjang": "JPT pratama",
                 "unit": "Dinas Perhubungan", "induk": "Wali Kota Contoh"}  # fmt: skip
        self.assertIn("tidak berhak", self.one_problem({JABATAN: [moved]}, user)[3])


class TestPages(Impor):
    def upload(self, client, content):
        return client.post(
            reverse("jabatan:impor_struktur"), {"berkas": SimpleUploadedFile("s.xlsx", content)}
        )

    def test_a_preview_writes_nothing_and_is_then_applied(self):
        client = self.client_for(self.admin)
        page = self.upload(client, workbook(NEW))
        self.assertContains(page, "Belum ada yang ditulis")
        self.assertFalse(Unit.objects.filter(nama="Dinas Baru").exists())
        sealed = page.context["tersegel"]
        done = client.post(reverse("jabatan:terapkan_struktur"), {"tersegel": sealed}, follow=True)
        self.assertContains(done, "2 unit baru")
        self.assertTrue(Jabatan.objects.filter(nama="Analis Muda").exists())
        again = client.post(reverse("jabatan:terapkan_struktur"), {"tersegel": sealed})
        self.assertContains(again, "Struktur sudah berubah", status_code=409)

    def test_a_stale_preview_is_refused_and_nothing_written(self):
        client = self.client_for(self.admin)
        sealed = self.upload(client, workbook(NEW)).context["tersegel"]
        actions.add_pejabat(
            user=self.admin, jabatan=self.jabatan["kasi"],
            data={"nama": "X", "status": "plh", "mulai": datetime.date(2026, 1, 1)},
        )  # fmt: skip
        page = client.post(reverse("jabatan:terapkan_struktur"), {"tersegel": sealed})
        self.assertEqual(page.status_code, 409)
        self.assertFalse(Unit.objects.filter(nama="Dinas Baru").exists())

    def test_a_seal_of_somebody_else_is_refused(self):
        sealed = self.upload(self.client_for(self.admin), workbook(NEW)).context["tersegel"]
        for user, text in ((self.perencana_a, sealed), (self.admin, sealed[:-3]), (self.admin, "")):
            page = self.client_for(user).post(
                reverse("jabatan:terapkan_struktur"), {"tersegel": text}, follow=True
            )
            self.assertContains(page, "Unggah berkasnya")
        self.assertFalse(Unit.objects.filter(nama="Dinas Baru").exists())

    def test_hostile_files_get_a_sentence(self):
        client = self.client_for(self.admin)
        for content, words in (
            (b"bukan excel", "bukan buku kerja Excel"),
            (b"PK\x03\x04 potongan", "rusak atau bukan"),
            (saved(Workbook()), "tidak ada di berkas ini"),
            (workbook({UNIT: []}), "Belum ada baris"),
        ):
            self.assertContains(self.upload(client, content), words)

    def test_problems_are_shown_by_sheet_and_row(self):
        page = self.upload(self.client_for(self.admin), workbook({UNIT: UNITS * 2}))
        self.assertContains(page, "Ada 1 masalah")
        self.assertContains(page, "sudah ada di baris 2")
        self.assertEqual(page.context["tersegel"], "")

    def test_a_reader_may_download_but_not_import(self):
        client = self.client_for(self.pembaca_a)
        self.assertEqual(client.get(reverse("jabatan:impor_struktur")).status_code, 403)
        answer = client.get(reverse("jabatan:unduh_struktur", args=["struktur"]))
        self.assertEqual(load_workbook(io.BytesIO(answer.content)).sheetnames[0], UNIT)
        self.assertEqual(
            client.get(reverse("jabatan:unduh_struktur", args=["apa"])).status_code, 404
        )
