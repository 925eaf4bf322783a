"""A newer nomenclature and an older plan: the notice, the candidates, confirming, what stays as it was."""

from __future__ import annotations

import datetime
import io
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from perencanaan import actions, exporters
from perencanaan.actions import BarisNomenklatur
from perencanaan.actions.penyesuaian_kode import adopt_former, adopt_rows, adopt_unchanged
from perencanaan.models import Dokumen, Komponen, Nomenklatur, VersiNomenklatur
from perencanaan.penyesuaian.kode import Alasan, Keadaan, Pemberitahuan, load, notice
from tests.perencanaan.dasar import Perencanaan

LLAJ = "PROGRAM PENYELENGGARAAN LALU LINTAS DAN ANGKUTAN JALAN (LLAJ)"
LAMA = [
    ("X.XX", "URUSAN X.XX"),
    ("X.XX.01", "PROGRAM PENUNJANG"),
    ("2.15", "PERHUBUNGAN"),
    ("2.15.02", LLAJ),
    ("2.15.02.2.02", "Penyediaan Perlengkapan Jalan"),
    ("2.15.02.2.02.0001", "Pembangunan Prasarana Jalan"),
    ("2.15.02.2.02.0002", "Penyediaan Rambu Lalu Lintas"),
    ("2.15.02.2.02.0003", "Rehabilitasi Terminal Tipe C"),
    ("2.15.02.2.02.0004", "Pemeliharaan Halte"),
    ("2.15.02.2.02.0005", "Uji Kir Kendaraan"),
]
# 0001 stays, 0002 is gone with a former code, 0003 means something else and lives at 0013, 0004 is gone for good.
BARU = [
    ("X.XX", "URUSAN X.XX", ""),
    ("X.XX.01", "Program  Penunjang", ""),
    ("2.15", "PERHUBUNGAN", ""),
    ("2.15.02", LLAJ, ""),
    ("2.15.02.2.02", "Penyediaan Perlengkapan Jalan", ""),
    ("2.15.02.2.02.0001", "Pembangunan prasarana jalan.", ""),
    ("2.15.02.2.02.0012", "Pengadaan dan Penyediaan Rambu", "2.15.02.2.02.0002 Penyediaan Rambu"),
    ("2.15.02.2.02.0003", "Pendataan Kapal Nelayan", ""),
    ("2.15.02.2.02.0013", "Rehabilitasi Terminal Tipe C", ""),
    ("2.15.03", "PROGRAM PELAYARAN", ""),
    ("2.15.03.2.01", "Keselamatan", ""),
    ("2.15.03.2.01.0007", "Uji Kir Kendaraan", ""),
]
SUB = "2.15.02.2.02."


class Penyesuaian(Perencanaan):
    """A Renstra of the old version, and a new one."""

    baru: VersiNomenklatur
    plan: dict[str, Komponen]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        lama = VersiNomenklatur.objects.create(
            nama="Kepmen lama", regulasi="Kepmen lama", tanggal=datetime.date(2024, 9, 1)
        )
        actions.simpan_nomenklatur(
            versi=lama, rows=[BarisNomenklatur("kabkota", k, n) for k, n in LAMA]
        )
        Dokumen.objects.filter(pk=cls.renstra.pk).update(versi_nomenklatur=lama)
        cls.renstra.refresh_from_db()
        cls.versi = lama
        cls.plan = {}
        tujuan = cls.make_komponen("tujuan", "Tujuan")
        upper = cls.make_komponen("sasaran", "Sasaran", tujuan)
        cls.plan["X.XX.01"] = cls.pick("program", "X.XX.01", upper)
        program = cls.pick("program", "2.15.02", upper)
        kegiatan = cls.pick("kegiatan", "2.15.02.2.02", program)
        for kode, _ in LAMA[5:]:
            cls.pick("subkegiatan", kode, kegiatan)

    @classmethod
    def pick(cls, jenis: str, kode: str, induk: Komponen) -> Komponen:
        row = cls.nomenklatur(kode)
        cls.plan[kode] = cls.make_komponen(jenis, "", induk, nomenklatur=row)
        return cls.plan[kode]

    def new_version(self, rows: Any = BARU) -> VersiNomenklatur:
        self.baru = VersiNomenklatur.objects.create(
            nama="Kepmen baru", regulasi="Kepmen baru", tanggal=datetime.date(2026, 5, 7)
        )
        actions.simpan_nomenklatur(
            versi=self.baru, rows=[BarisNomenklatur("kabkota", k, n) for k, n, _ in rows]
        )
        for kode, _, former in rows:
            if former:
                self.baru.daftar_baris.filter(kode=kode).update(sebelumnya=former)
        return self.baru

    def row(self, kode: str) -> Nomenklatur:
        return Nomenklatur.objects.get(versi=self.baru, kode=kode)

    def now(self, kode: str) -> Komponen:
        return Komponen.objects.get(pk=self.plan[kode].pk)

    def notice(self) -> Pemberitahuan | None:
        return notice(self.renstra, Komponen.objects.filter(dokumen=self.renstra))

    def url(self, **query: Any) -> str:
        return reverse("perencanaan:penyesuaian_kode", args=[self.renstra.pk], query=query)

    def post(self, **data: Any) -> Any:
        client = self.client_for(self.perencana_a)
        return client.post(self.url(), {"ke": self.baru.pk, **data}, follow=True)


class LogicTest(Penyesuaian):
    def test_codes_stay_are_gone_or_mean_something_else(self) -> None:
        found = load(self.renstra, self.new_version())
        state = {satu.komponen.kode: satu.keadaan for satu in found.butir}
        self.assertEqual(
            state,
            {
                "2.15.01": Keadaan.TETAP,
                "2.15.02": Keadaan.TETAP,
                "2.15.02.2.02": Keadaan.TETAP,
                f"{SUB}0001": Keadaan.TETAP,
                f"{SUB}0002": Keadaan.HILANG,
                f"{SUB}0003": Keadaan.MAKNA,
                f"{SUB}0004": Keadaan.HILANG,
                f"{SUB}0005": Keadaan.HILANG,
            },
        )

    def test_candidates_are_the_former_code_then_the_same_name_near_then_elsewhere(self) -> None:
        found = load(self.renstra, self.new_version())
        given = {
            satu.komponen.kode[-4:]: [(k.kode, k.alasan) for k in satu.kandidat]
            for satu in found.perlu
        }
        self.assertEqual(
            given,
            {
                "0002": [(f"{SUB}0012", Alasan.SEBELUMNYA)],
                "0003": [(f"{SUB}0013", Alasan.INDUK_SAMA)],
                "0004": [],
                "0005": [("2.15.03.2.01.0007", Alasan.LAIN)],
            },
        )

    def test_a_similar_name_is_no_match_where_the_old_name_stands_beside_it(self) -> None:
        swapped = [(k, n, "") for k, n in LAMA if not k.endswith(("0001", "0002"))]
        swapped += [
            (f"{SUB}0001", "Pembangunan Prasarana Jalan Desa", ""),
            (f"{SUB}0021", "Pembangunan Prasarana Jalan", ""),
            (f"{SUB}0002", "Penyediaan Rambu Lalu Lintas Jalan", ""),
        ]
        found = load(self.renstra, self.new_version(swapped))
        state = {satu.komponen.kode[-4:]: satu.keadaan for satu in found.butir}
        self.assertEqual((state["0001"], state["0002"]), (Keadaan.MAKNA, Keadaan.TETAP))

    def test_two_digits_are_compared_as_four_and_a_typed_code_is_looked_at_too(self) -> None:
        Komponen.objects.filter(pk=self.plan[f"{SUB}0001"].pk).update(
            kode=f"{SUB}01", nomenklatur=None, salinan_nomenklatur={}
        )
        found = load(self.renstra, self.new_version())
        typed = next(satu for satu in found.butir if satu.komponen.kode == f"{SUB}01")
        self.assertEqual(typed.keadaan, Keadaan.TETAP)

    def test_the_notice_counts_like_the_page_and_asks_two_queries(self) -> None:
        self.assertIsNone(self.notice())
        ke = self.new_version()
        with CaptureQueriesContext(
            connection,
        ) as caught:
            said = self.notice()
        assert said is not None
        self.assertEqual((said.ke, said.hilang, said.makna), (ke, 3, 1))
        self.assertEqual(len(caught), 3)  # with that of the komponen

    def test_a_newer_version_of_the_other_tier_is_no_news(self) -> None:
        other = VersiNomenklatur.objects.create(
            nama="Provinsi", regulasi="Provinsi", tanggal=datetime.date(2027, 1, 1)
        )
        actions.simpan_nomenklatur(versi=other, rows=[BarisNomenklatur("provinsi", "2.15", "A")])
        self.assertIsNone(self.notice())


class AdoptTest(Penyesuaian):
    def test_unchanged_codes_go_together_and_the_rest_stays_as_it_was(self) -> None:
        ke = self.new_version()
        before = self.now(f"{SUB}0003")
        hasil = adopt_unchanged(user=self.perencana_a, dokumen=self.renstra.pk, ke=ke.pk, jumlah=4)
        self.assertEqual((hasil.jumlah, hasil.pindah), (4, False))
        moved = self.now(f"{SUB}0001")
        self.assertEqual(moved.salinan_nomenklatur["versi"], "Kepmen baru")
        self.assertEqual((moved.nama, moved.versi), ("Pembangunan prasarana jalan.", 2))
        self.assertEqual(self.now("X.XX.01").kode, "2.15.01")
        after = self.now(f"{SUB}0003")
        self.assertEqual((after.nama, after.versi), (before.nama, before.versi))
        self.assertEqual(Dokumen.objects.get(pk=self.renstra.pk).versi_nomenklatur, self.versi)

    def test_another_number_than_seen_changes_nothing(self) -> None:
        ke = self.new_version()
        for adopt in (adopt_unchanged, adopt_former):
            with self.assertRaisesMessage(ValidationError, "sudah berubah sejak halaman"):
                adopt(user=self.perencana_a, dokumen=self.renstra.pk, ke=ke.pk, jumlah=9)
        self.assertFalse(Komponen.objects.filter(nomenklatur__versi=ke).exists())

    def test_only_former_codes_are_accepted_in_bulk(self) -> None:
        ke = self.new_version()
        hasil = adopt_former(user=self.perencana_a, dokumen=self.renstra.pk, ke=ke.pk, jumlah=1)
        self.assertEqual(hasil.jumlah, 1)
        self.assertEqual(self.now(f"{SUB}0002").kode, f"{SUB}0012")
        self.assertEqual(self.now(f"{SUB}0003").kode, f"{SUB}0003")

    def test_a_former_code_named_by_two_rows_is_not_accepted_in_bulk(self) -> None:
        twice = [*BARU, (f"{SUB}0014", "Pemeliharaan Rambu", f"{SUB}0002 Penyediaan Rambu")]
        found = load(self.renstra, self.new_version(twice))
        self.assertEqual(found.sebelumnya, [])
        self.assertEqual(len(found.perlu[0].kandidat), 2)

    def test_a_row_outside_the_kegiatan_above_is_refused_and_nothing_changes(self) -> None:
        ke = self.new_version()
        chosen = {
            self.plan[f"{SUB}0003"].pk: (self.row(f"{SUB}0013").pk, 1),
            self.plan[f"{SUB}0005"].pk: (self.row("2.15.03.2.01.0007").pk, 1),
        }
        with self.assertRaisesMessage(ValidationError, "bukan bagian kegiatan 2.15.02.2.02"):
            adopt_rows(user=self.perencana_a, dokumen=self.renstra.pk, ke=ke.pk, pilihan=chosen)
        self.assertEqual(self.now(f"{SUB}0003").kode, f"{SUB}0003")

    def test_a_branch_takes_other_codes_together(self) -> None:
        ke = self.new_version()
        Komponen.objects.filter(
            pk__in=[self.plan[f"{SUB}000{n}"].pk for n in (1, 2, 3, 4)]
        ).delete()
        chosen = {
            self.plan["2.15.02"].pk: (self.row("2.15.03").pk, 1),
            self.plan["2.15.02.2.02"].pk: (self.row("2.15.03.2.01").pk, 1),
        }
        with self.assertRaisesMessage(ValidationError, "bukan bagian kegiatan 2.15.03.2.01"):
            adopt_rows(user=self.perencana_a, dokumen=self.renstra.pk, ke=ke.pk, pilihan=chosen)
        chosen[self.plan[f"{SUB}0005"].pk] = (self.row("2.15.03.2.01.0007").pk, 1)
        hasil = adopt_rows(user=self.perencana_a, dokumen=self.renstra.pk, ke=ke.pk, pilihan=chosen)
        self.assertEqual(hasil.jumlah, 3)
        self.assertEqual(self.now(f"{SUB}0005").kode, "2.15.03.2.01.0007")

    def test_it_refuses_what_was_changed_meanwhile_another_version_and_another_kind(self) -> None:
        ke = self.new_version()
        pk = self.plan[f"{SUB}0003"].pk
        for row, versi, sentence in (
            (self.row(f"{SUB}0013").pk, 7, "sudah diubah orang lain"),
            (self.nomenklatur(f"{SUB}0001").pk, 1, "Pilih baris dari versi Kepmen baru."),
            (self.row("2.15.03").pk, 1, "Pilih nomenklatur berjenjang Subkegiatan."),
        ):
            with self.assertRaisesMessage(ValidationError, sentence):
                adopt_rows(
                    user=self.perencana_a,
                    dokumen=self.renstra.pk,
                    ke=ke.pk,
                    pilihan={pk: (row, versi)},
                )

    def test_a_frozen_document_and_a_stranger_are_refused(self) -> None:
        ke = self.new_version()
        given: dict[str, Any] = {"dokumen": self.renstra.pk, "ke": ke.pk, "jumlah": 4}
        with self.assertRaises(PermissionDenied):
            adopt_unchanged(user=self.perencana_b, **given)
        Dokumen.objects.filter(pk=self.renstra.pk).update(ditetapkan=datetime.date(2026, 1, 2))
        with self.assertRaisesMessage(ValidationError, "sudah ditetapkan"):
            adopt_unchanged(user=self.perencana_a, **given)

    def test_the_document_moves_once_every_code_is_new(self) -> None:
        ke = self.new_version()
        Komponen.objects.filter(pk__in=[self.plan[f"{SUB}000{n}"].pk for n in (4, 5)]).delete()
        given: dict[str, Any] = {"user": self.perencana_a, "dokumen": self.renstra.pk, "ke": ke.pk}
        adopt_unchanged(**given, jumlah=4)
        adopt_former(**given, jumlah=1)
        pilihan = {self.plan[f"{SUB}0003"].pk: (self.row(f"{SUB}0013").pk, 1)}
        self.assertTrue(adopt_rows(**given, pilihan=pilihan).pindah)
        self.assertEqual(Dokumen.objects.get(pk=self.renstra.pk).versi_nomenklatur, ke)
        self.renstra.refresh_from_db()
        self.assertIsNone(self.notice())

    def test_an_old_plan_is_printed_as_it_was_even_without_its_version(self) -> None:
        def printed() -> list[Any]:
            content = exporters.make_file(self.perencana_a, self.renstra, "tc27", "xlsx")
            sheet = load_workbook(io.BytesIO(content)).worksheets[0]
            return list(sheet.iter_rows(values_only=True))

        before = printed()
        self.assertIn(f"{SUB}0004", str(before))
        self.new_version()
        self.assertEqual(printed(), before)
        self.versi.daftar_baris.all().delete()
        self.assertEqual(printed(), before)


class PageTest(Penyesuaian):
    def test_the_document_tells_and_leads_there(self) -> None:
        page = reverse("perencanaan:dokumen", args=[self.renstra.pk])
        client = self.client_for(self.perencana_a)
        self.assertNotContains(client.get(page), "Sesuaikan kode")
        self.new_version()
        answer = client.get(page)
        self.assertContains(answer, "3 kode dokumen ini tidak ada lagi di Kepmen baru")
        self.assertContains(answer, self.url(ke=self.baru.pk))

    def test_it_shows_what_stays_what_is_gone_and_the_candidates(self) -> None:
        self.new_version()
        answer = self.client_for(self.perencana_a).get(self.url())
        for text in (
            "Kode tetap (4)",
            "Kode ini tidak ada lagi di Kepmen baru.",
            "Kode ini berarti lain di Kepmen baru: “Pendataan Kapal Nelayan”.",
            "Subkegiatan sebelumnya",
            "Nama sama, kegiatan yang sama",
            "Berada di luar 2.15.02.2.02",
            "Tidak ada usulan.",
            "Terima semua 1 ganti",
        ):
            self.assertContains(answer, text)

    def test_a_reader_and_a_frozen_document_see_it_without_acts(self) -> None:
        self.new_version()
        answer = self.client_for(self.pembaca_a).get(self.url())
        self.assertContains(answer, "Kode tetap (4)")
        self.assertNotContains(answer, "Terapkan pilihan")
        Dokumen.objects.filter(pk=self.renstra.pk).update(ditetapkan=datetime.date(2026, 1, 2))
        answer = self.client_for(self.perencana_a).get(self.url())
        self.assertContains(answer, "Daftar ini hanya untuk dibaca.")
        self.assertNotContains(answer, "Terapkan pilihan")
        answer = self.post(aksi="tetap", jumlah=4)
        self.assertContains(answer, "sudah ditetapkan")

    def test_choices_and_bulk_go_through_the_page(self) -> None:
        self.new_version()
        self.assertContains(self.post(aksi="pilih"), "Belum ada yang dipilih.")
        self.assertContains(self.post(aksi="tetap", jumlah=4), "4 komponen kini memakai")
        self.assertContains(self.post(aksi="sebelumnya", jumlah=1), "1 komponen kini memakai")
        pk = self.plan[f"{SUB}0003"].pk
        answer = self.post(aksi="pilih", **{f"pilih_{pk}": f"{self.row(f'{SUB}0013').pk}:1"})
        self.assertContains(answer, "1 komponen kini memakai")
        self.assertEqual(self.now(f"{SUB}0003").kode, f"{SUB}0013")

    def test_another_row_is_searched_and_taken(self) -> None:
        self.new_version()
        pk = self.plan[f"{SUB}0004"].pk
        client = self.client_for(self.perencana_a)
        answer = client.get(self.url(ke=self.baru.pk, komponen=pk))
        self.assertContains(answer, f"versi={self.baru.pk}")
        query: dict[str, Any] = {
            "dokumen": self.renstra.pk,
            "jenis": "subkegiatan",
            "versi": self.baru.pk,
        }
        found = client.get(reverse("perencanaan:cari_nomenklatur"), {**query, "q": "kapal"})
        self.assertContains(found, "Pendataan Kapal Nelayan")
        row = self.row(f"{SUB}0003")
        self.post(aksi="pilih", komponen=pk, versi=1, nomenklatur=row.pk)
        self.assertEqual(self.now(f"{SUB}0004").nomenklatur, row)

    def test_the_form_of_a_komponen_keeps_a_row_of_the_other_version(self) -> None:
        Dokumen.objects.filter(pk=self.renstra.pk).update(versi_nomenklatur=self.new_version())
        program = self.now("2.15.02")
        data = {"nomenklatur": program.nomenklatur_id, "kode": "2.15.02", "nama": program.nama}
        url = reverse("perencanaan:ubah_komponen", args=[program.pk])
        answer = self.client_for(self.perencana_a).post(
            url, {**data, "sasaran": "Lancar", "versi": program.versi}
        )
        self.assertEqual(answer.status_code, 302)
        self.assertEqual(self.now("2.15.02").salinan_nomenklatur["versi"], "Kepmen lama")

    def test_queries_do_not_grow_with_the_rows(self) -> None:
        self.new_version()
        client = self.client_for(self.perencana_a)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as caught:
                client.get(self.url())
            counts.append(len(caught))
            for number in range(20):
                Komponen.objects.filter(pk=self.plan[f"{SUB}0004"].pk).update(versi=number + 2)
                self.make_komponen(
                    "subkegiatan",
                    f"Sub {number}",
                    self.now("2.15.02.2.02"),
                    kode=f"{SUB}1{number:03}",
                )
        self.assertEqual(*counts)

    def test_without_rows_of_the_tier_there_is_a_sentence(self) -> None:
        Nomenklatur.objects.all().delete()
        answer = self.client_for(self.perencana_a).get(self.url())
        self.assertContains(answer, "Tidak ada versi nomenklatur")
