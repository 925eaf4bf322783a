"""What a PK says, by kind of holder: rows from the tree, budget from the plan, parties by date."""

import datetime
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jabatan import actions
from jabatan.models import Jabatan, KinerjaJabatan, Pejabat, PerjanjianKinerja
from jabatan.pk.isi import Anggaran
from jabatan.pk.susun import compose, kop
from organisasi.models import Instansi, Keanggotaan, Periode, Unit
from perencanaan import actions as perencanaan_actions
from perencanaan.models import Acuan, Dokumen, Komponen
from pohon.models import Pohon, Simpul, Target
from tests.base import make_unit, make_user
from tests.jabatan.dasar import TAHUN, TANGGAL, Pembagian


class Composed(Pembagian):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()

    def naskah(self, jabatan, tahun=TAHUN, tanggal=TANGGAL):
        row = self.fresh(self.jabatan[jabatan])
        return compose(
            PerjanjianKinerja(jabatan=row, tahun=tahun, tanggal=tanggal, tempat="Kota Contoh")
        )

    def isi(self, jabatan, **fields):
        return self.naskah(jabatan, **fields).isi

    def budget(self, jabatan, **fields):
        isi = self.isi(jabatan, **fields)
        return [(row.nama, row.nilai) for row in isi.daftar_anggaran]


class TestRows(Composed):
    def test_table_a_holds_statement_indicator_unit_and_target_of_the_year(self):
        (sasaran,) = self.isi("kadis").daftar_sasaran
        (ukuran,) = sasaran.ukuran
        self.assertEqual(sasaran.pernyataan, "Volume kendaraan berkurang")
        self.assertEqual(
            (ukuran.indikator, ukuran.satuan, ukuran.target),
            ("Ukuran Volume kendaraan berkurang", "persen", Decimal("75.5")),
        )

    def test_the_narrowed_statement_stands_in_the_pk(self):
        kinerja = KinerjaJabatan.objects.get(jabatan=self.jabatan["kasi"])
        actions.change_kinerja(
            user=self.admin, kinerja=kinerja, pernyataan="Armada bus terawat", jenis="sharing"
        )
        self.assertEqual(self.isi("kasi").daftar_sasaran[0].pernyataan, "Armada bus terawat")

    def test_the_head_of_a_unit_gets_programmes_with_their_source(self):
        isi = self.isi("kadis")
        self.assertEqual(
            (isi.susunan.judul_sasaran, isi.susunan.judul_anggaran),
            ("Sasaran Strategis", "Program"),
        )
        self.assertTrue(isi.susunan.dengan_sumber)
        self.assertEqual(
            isi.daftar_anggaran,
            (
                Anggaran(
                    kode="",
                    nama="Program satu",
                    nilai=Decimal(3_500_000),
                    sumber="APBD",
                    kelompok="Sasaran satu",
                ),
            ),
        )

    def test_eselon_iii_gets_kegiatan_under_their_programme(self):
        isi = self.isi("kabid")
        self.assertEqual(isi.susunan.judul_sasaran, "Sasaran Program")
        self.assertEqual(self.budget("kabid"), [("Kegiatan satu", Decimal(3_500_000))])
        self.assertEqual(isi.daftar_anggaran[0].kelompok, "Program satu")

    def test_eselon_iv_gets_subkegiatan_and_their_sum(self):
        isi = self.isi("kasi")
        self.assertEqual(isi.susunan.judul_sasaran, "Sasaran Kegiatan")
        self.assertEqual(
            self.budget("kasi"),
            [("Subkegiatan satu", Decimal(1_500_000)), ("Subkegiatan dua", Decimal(2_000_000))],
        )
        self.assertEqual(isi.jumlah, Decimal(3_500_000))

    def test_staff_gets_only_the_subkegiatan_mapped(self):
        self.assertEqual(self.budget("staf"), [("Subkegiatan satu", Decimal(1_500_000))])

    def test_a_component_mapped_twice_over_counts_once(self):
        self.assign("sub", "kasi")
        self.assertEqual(self.isi("kasi").jumlah, Decimal(3_500_000))

    def test_the_money_is_of_the_year_of_the_pk(self):
        self.assertEqual(self.isi("kasi", tahun=2027).jumlah, Decimal(18))

    def test_the_renja_of_the_year_stands_before_the_renstra(self):
        renja = Dokumen.objects.create(
            instansi=self.instansi,
            unit=self.unit_a,
            periode=self.periode,
            jenis=Dokumen.Jenis.RENJA,
            nama="Renja 2026",
            tahun=TAHUN,
        )
        upper = None
        for jenis in ("tujuan", "sasaran", "program", "kegiatan", "subkegiatan"):
            upper = self.komponen_of(renja, jenis, upper, "renja")
        perencanaan_actions.set_pagu(
            user=self.admin, komponen=upper.pk, daftar={"APBD": {TAHUN: Decimal(700)}}
        )
        keg = Komponen.objects.get(dokumen=renja, jenis="kegiatan")
        perencanaan_actions.map_simpul(
            user=self.admin, simpul=self.simpul["keg"].pk, komponen=keg.pk
        )
        self.assertEqual(self.budget("kasi"), [("Subkegiatan renja", Decimal(700))])
        self.assertEqual(self.isi("kasi", tahun=2027).jumlah, Decimal(18))

    def rpjmd(self):
        """Return tujuan and sasaran of an RPJMD; the wali kota carries the outcome, which became its sasaran."""
        rpjmd = Dokumen.objects.create(
            instansi=self.instansi, periode=self.periode, jenis=Dokumen.Jenis.RPJMD, nama="RPJMD"
        )
        tujuan = self.komponen_of(rpjmd, "tujuan", None, "atas")
        sasaran = self.komponen_of(rpjmd, "sasaran", tujuan, "atas")
        akar = Simpul.objects.get(pohon=self.pohon, induk=None)
        perencanaan_actions.map_simpul(user=self.admin, simpul=akar.pk, komponen=sasaran.pk)
        actions.assign(user=self.admin, simpul=akar, jabatan=self.jabatan["walikota"])
        return sasaran

    def test_a_node_in_the_rpjmd_too_has_its_budget_once(self):
        sasaran = self.rpjmd()
        program = self.komponen_of(sasaran.dokumen, "program", sasaran, "atas")
        perencanaan_actions.set_pagu(
            user=self.admin, komponen=program.pk, daftar={"APBD": {TAHUN: Decimal(9)}}
        )
        perencanaan_actions.map_simpul(
            user=self.admin, simpul=self.simpul["csf"].pk, komponen=program.pk
        )
        self.assertEqual(self.budget("kadis"), [("Program satu", Decimal(3_500_000))])
        self.assertEqual(self.budget("walikota"), [("Program atas", Decimal(9))])

    def test_the_head_of_a_region_gets_the_programmes_that_refer_to_his_sasaran(self):
        sasaran = self.rpjmd()
        self.assertEqual(self.budget("walikota"), [])
        Acuan.objects.create(
            komponen=Komponen.objects.get(dokumen__jenis="renstra_pd", jenis="sasaran"),
            sasaran=sasaran,
        )
        self.assertEqual(self.budget("walikota"), [("Program satu", Decimal(3_500_000))])

    def test_a_year_outside_the_period_has_no_rows(self):
        self.assertEqual(self.isi("kasi", tahun=2031).daftar_sasaran, ())

    def test_in_a_kecamatan_the_tables_shift_one_step(self):
        Unit.objects.filter(pk=self.unit_a.pk).update(profil="kecamatan")
        Jabatan.objects.filter(pk=self.jabatan["kadis"].pk).update(jenjang="administrator")
        self.assertEqual(self.isi("kadis").susunan.judul_anggaran, "Program")
        self.assertEqual(self.isi("kabid").susunan.judul_sasaran, "Sasaran Program")
        self.assign("prog", "kasi")
        isi = self.isi("kasi")
        self.assertEqual(isi.susunan.judul_sasaran, "Sasaran Program/Kegiatan")
        self.assertEqual(self.budget("kasi"), [("Kegiatan satu", Decimal(3_500_000))])

    def test_the_queries_do_not_grow_with_the_rows(self):
        with CaptureQueriesContext(connection) as few:
            self.naskah("kasi")
        for number in range(8):
            node = self.make_simpul(
                self.pohon,
                f"Kondisi {number}",
                self.simpul["keg"],
                jenis="operasional",
                indikator=[{"nama": "U", "satuan": "unit", "target": {"2026": "1"}}],
            )
            actions.assign(user=self.admin, simpul=node, jabatan=self.jabatan["kasi"])
        with CaptureQueriesContext(connection) as many:
            self.assertEqual(len(self.naskah("kasi").isi.daftar_sasaran), 9)
        self.assertEqual(len(few), len(many))


class TestParties(Composed):
    def test_the_second_party_holds_the_position_above(self):
        isi = self.isi("kabid")
        self.assertEqual(isi.pertama.jabatan, "Kepala Bidang Lalu Lintas")
        self.assertEqual(isi.kedua.jabatan, "Kepala Dinas Perhubungan")
        self.assertEqual(isi.kedua.baris_bawah, ["Penata (III/c)", "NIP 19800101 200501 1 001"])

    def test_an_elected_head_signs_without_rank_and_nip(self):
        self.assertEqual(self.isi("kadis").kedua.baris_bawah, [])
        isi = self.isi("walikota")
        self.assertTrue(isi.is_one_party)
        self.assertIsNone(isi.kedua)

    def test_a_pj_head_signs_with_rank_and_nip(self):
        self.jabatan["walikota"].daftar_pejabat.update(status="pj")
        kedua = self.isi("kadis").kedua
        self.assertEqual(kedua.jabatan, "Pj. Wali Kota Contoh")
        self.assertEqual(len(kedua.baris_bawah), 2)

    def test_whoever_holds_the_position_on_the_day_signs(self):
        old = self.holder(self.jabatan["kadis"])
        actions.end_pejabat(user=self.admin, pejabat=old, selesai=datetime.date(2026, 6, 30))
        actions.add_pejabat(
            user=self.admin,
            jabatan=self.jabatan["kadis"],
            data={"nama": "Pelaksana Tugas", "status": "plt", "mulai": datetime.date(2026, 7, 1)},
        )
        self.assertEqual(self.isi("kadis").pertama.nama, old.nama)
        later = self.isi("kadis", tanggal=datetime.date(2026, 8, 1)).pertama
        self.assertEqual(later.jabatan, "Plt. Kepala Dinas Perhubungan")

    def test_the_letterhead_names_government_and_perangkat_daerah(self):
        self.assertEqual(self.isi("staf").kop, ("PEMERINTAH KOTA CONTOH", "DINAS PERHUBUNGAN"))
        bare = Instansi(nama="Balangan", jenis="kabupaten")
        self.assertEqual(kop(bare, None), ("PEMERINTAH KABUPATEN BALANGAN",))
        kl = Instansi(nama="Kementerian Contoh", jenis="kementerian_lembaga")
        self.assertEqual(kop(kl, None), ("KEMENTERIAN CONTOH",))


class TestObstacles(Composed):
    def obstacles(self, jabatan, **fields):
        return " ".join(self.naskah(jabatan, **fields).halangan)

    def test_a_complete_pk_has_none(self):
        for jabatan in ("kadis", "kabid", "kasi", "staf"):
            self.assertEqual(self.naskah(jabatan).halangan, [])
            self.assertEqual(self.naskah(jabatan).catatan, [])

    def test_a_vacancy_is_named(self):
        Pejabat.objects.filter(jabatan=self.jabatan["kasi"]).delete()
        self.assertIn(
            "Jabatan Kepala Seksi Rekayasa lowong pada 5 Januari 2026", self.obstacles("kasi")
        )
        self.assertIn("Jabatan atasan, Kepala Seksi Rekayasa, lowong", self.obstacles("staf"))

    def test_a_missing_superior_is_named(self):
        actions.move_jabatan(user=self.admin, jabatan=self.jabatan["kasi"], induk_id=None)
        self.assertIn("belum memiliki jabatan atasan", self.obstacles("kasi"))

    def test_missing_rows_indicators_and_targets_are_named(self):
        self.assertIn("belum mengampu kinerja tahun 2026", self.obstacles("kadis_b"))
        Target.objects.filter(indikator__simpul=self.simpul["keg"]).delete()
        self.assertIn(
            "Indikator “Ukuran Armada terawat” belum ada target tahun 2026",
            self.obstacles("kasi"),
        )
        self.simpul["keg"].daftar_indikator.all().delete()
        self.assertIn("“Armada terawat” belum memiliki indikator", self.obstacles("kasi"))

    def test_place_and_date_are_asked_for(self):
        self.assertIn("Tanggal penandatanganan", self.obstacles("kasi", tanggal=None))

    def test_a_missing_plan_is_only_a_note(self):
        self.komponen["tujuan"].daftar_pemetaan.all().delete()
        for komponen in self.komponen.values():
            komponen.daftar_pemetaan.all().delete()
        naskah = self.naskah("kasi")
        self.assertEqual(naskah.halangan, [])
        self.assertIn("Belum ada subkegiatan", naskah.catatan[0])
        self.assertEqual(self.naskah("staf").catatan, [])


class TestMinistry(Composed):
    """The tables of a ministry: programme, kegiatan, and the kegiatan of eselon II itself."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.kl = Instansi.objects.create(
            nama="Kementerian Contoh", jenis="kementerian_lembaga", tempat="Jakarta"
        )
        cls.user = make_user("admin_kl", Keanggotaan.Peran.ADMIN, cls.kl)
        cls.periode_kl = Periode.objects.create(
            instansi=cls.kl, nama="Renstra 2025-2029", tahun_awal=2025, tahun_akhir=2029
        )
        ditjen = make_unit(cls.kl, "Direktorat Jenderal Contoh", jenis="unit_eselon_i")
        direktorat = make_unit(cls.kl, "Direktorat Contoh", ditjen, jenis="unit_eselon_ii")
        cls.kursi = actions.build_jabatan(
            user=cls.user,
            instansi=cls.kl,
            daftar=[
                {"kunci": "menteri", "nama": "Menteri Contoh", "jenjang": "menteri"},
                {
                    "kunci": "dirjen",
                    "induk_kunci": "menteri",
                    "nama": "Dirjen",
                    "jenjang": "jpt_madya",
                    "unit": Unit.objects.get(pk=ditjen.pk),
                },
                {
                    "kunci": "direktur",
                    "induk_kunci": "dirjen",
                    "nama": "Direktur",
                    "jenjang": "jpt_pratama",
                    "unit": Unit.objects.get(pk=direktorat.pk),
                },
            ],
        )
        cls.map_all()

    @classmethod
    def map_all(cls) -> None:
        """Draw a tree of three levels, carry it, and map it to a Renstra K/L with one RO."""
        pohon = cls.make_pohon(
            user=cls.user, instansi=cls.kl, periode=cls.periode_kl, pernyataan="Merata", tahap=4
        )
        akar = Simpul.objects.get(pohon=pohon)
        csf = cls.make_simpul(pohon, "Akses naik", user=cls.user, jenis="csf")
        antara = cls.make_simpul(pohon, "Putus sekolah turun", csf, user=cls.user, jenis="antara")
        Pohon.objects.filter(pk=pohon.pk).update(tahap=5)
        renstra = Dokumen.objects.create(
            instansi=cls.kl, periode=cls.periode_kl, jenis="renstra_kl", nama="Renstra"
        )
        made: dict[str, Komponen] = {}
        upper = None
        for jenis in (
            "tujuan",
            "sasaran_strategis",
            "sasaran_program",
            "sasaran_kegiatan",
            "kro",
            "ro",
        ):
            upper = made[jenis] = perencanaan_actions.create_komponen(
                user=cls.user,
                dokumen=renstra.pk,
                jenis=jenis,
                nama=f"Nama {jenis}",
                induk=upper.pk if upper else None,
            )
        perencanaan_actions.set_pagu(
            user=cls.user, komponen=made["ro"].pk, daftar={"APBN": {TAHUN: Decimal(500)}}
        )
        for simpul, komponen, kursi in (
            (akar, "sasaran_strategis", "menteri"),
            (csf, "sasaran_program", "dirjen"),
            (antara, "sasaran_kegiatan", "direktur"),
        ):
            perencanaan_actions.map_simpul(
                user=cls.user, simpul=simpul.pk, komponen=made[komponen].pk
            )
            actions.assign(user=cls.user, simpul=simpul, jabatan=cls.kursi[kursi])

    def content(self, kursi):
        row = self.fresh(self.kursi[kursi])
        isi = compose(PerjanjianKinerja(jabatan=row, tahun=TAHUN, tanggal=TANGGAL)).isi
        return (
            isi.susunan.judul_sasaran,
            isi.susunan.judul_anggaran,
            [(row.nama, row.nilai) for row in isi.daftar_anggaran],
        )

    def test_the_minister_promises_programmes(self):
        self.assertEqual(
            self.content("menteri"),
            ("Sasaran Strategis", "Program", [("Nama sasaran_program", Decimal(500))]),
        )

    def test_eselon_i_promises_kegiatan(self):
        self.assertEqual(
            self.content("dirjen"),
            ("Sasaran Program", "Kegiatan", [("Nama sasaran_kegiatan", Decimal(500))]),
        )

    def test_eselon_ii_promises_its_kegiatan(self):
        self.assertEqual(
            self.content("direktur"),
            ("Sasaran Kegiatan", "Kegiatan", [("Nama sasaran_kegiatan", Decimal(500))]),
        )

    def test_the_letterhead_is_that_of_the_ministry(self):
        row = self.fresh(self.kursi["direktur"])
        isi = compose(PerjanjianKinerja(jabatan=row, tahun=TAHUN)).isi
        self.assertEqual(isi.kop, ("KEMENTERIAN CONTOH", "DIREKTORAT JENDERAL CONTOH"))
