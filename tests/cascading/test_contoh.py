"""The example data against the documents they come from.

`batumandi.csv` beside this file is Kecamatan Batumandi's own table (Tahap 3 to 5 of its document), kept apart from the
fixture so that the two can disagree.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

from cascading.contoh.akun import first_open
from jabatan.models import Jabatan, KinerjaJabatan, Pejabat, PerjanjianKinerja
from jabatan.pk.susun import compose
from lib import tree
from organisasi.models import Instansi, Pengguna, Unit
from perencanaan.actions.renja import plan_update
from perencanaan.banding.dokumen import compare
from perencanaan.models import (
    Acuan,
    ArahKebijakan,
    Dokumen,
    Komponen,
    Misi,
    Pagu,
    Penyimpangan,
    Strategi,
)
from perencanaan.ukuran import read_ukuran
from pohon.aturan import check_pohon
from pohon.models import Crosscutting, DasarOutcome, Indikator, Pohon, Simpul
from tests.cascading.memuat import LoadedTest

LEVELS = {
    "kinerja strategis skpd": "strategis_urusan",
    "kinerja strategis": "strategis_urusan",
    "kinerja taktikal intermediate": "taktikal_intermediate",
    "kinerja taktikal immediate": "taktikal_immediate",
    "kinerja operasional": "operasional",
}
HOLDERS = {
    "": set(),
    "camat": {"administrator"},
    "kasi": {"pengawas"},
    "kasi/jafung/analisis": {"pengawas"},
    "staf umum": {"pelaksana"},
}


def printed_table() -> list[dict[str, str]]:
    """The rows of Batumandi's document."""
    with (Path(__file__).parent / "batumandi.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def one_space(text: str) -> str:
    """The text without the stray spaces of the print."""
    return re.sub(r"- (?=[A-Z])", "-", " ".join(text.split()))


class SoundnessTest(LoadedTest):
    """What holds for all examples."""

    def test_every_tree_is_sound(self) -> None:
        for model in (Unit, Simpul, Komponen, Jabatan):
            with self.subTest(model=model.__name__):
                self.assertTrue(model._base_manager.exists())
                self.assertEqual(tree.check(model), [])

    def test_every_pohon_is_in_stage_five_without_a_blocking_finding(self) -> None:
        for pohon in Pohon.objects.all():
            with self.subTest(pohon=str(pohon)):
                self.assertEqual(pohon.tahap, Pohon.Tahap.PENUANGAN)
                early = check_pohon(pohon, up_to=Pohon.Tahap.INDIKATOR)
                self.assertEqual([f.message for f in early if f.blocks], [])

    def test_every_indikator_is_whole_and_marked_as_an_example(self) -> None:
        for row in Indikator.objects.prefetch_related("daftar_target"):
            with self.subTest(indikator=row.nama):
                targets = [target.nilai for target in row.daftar_target.all()]
                self.assertEqual(len(targets), 5)
                self.assertEqual(row.kondisi_akhir, targets[-1])
                self.assertNotIn(row.baseline_nilai, [None, targets[0]])
                self.assertEqual(row.keterangan, "Angka contoh")
                for field in (
                    "satuan",
                    "formula",
                    "sumber_data",
                    "frekuensi",
                    "definisi_operasional",
                ):
                    self.assertTrue(getattr(row, field), field)

    def test_every_iku_is_linked_to_its_card_in_the_library(self) -> None:
        rows = Indikator.objects.filter(kategori=Indikator.Kategori.IKU)
        self.assertTrue(rows.exists())
        for row in rows.select_related("pustaka", "simpul__pohon"):
            with self.subTest(row.nama):
                self.assertIsNotNone(row.pustaka)
                self.assertEqual(row.pustaka.nama, row.nama)
                self.assertEqual(row.pustaka.instansi_id, row.simpul.pohon.instansi_id)

    def test_every_tree_has_its_score_and_findings_kept(self) -> None:
        for pohon in Pohon.objects.select_related("skor", "pemeriksaan"):
            with self.subTest(str(pohon)):
                self.assertIsNotNone(pohon.skor.total)
                self.assertEqual(pohon.pemeriksaan.nomor, pohon.nomor)

    def test_targets_follow_the_polarity(self) -> None:
        for row in Indikator.objects.prefetch_related("daftar_target"):
            series = [row.baseline_nilai, *(t.nilai for t in row.daftar_target.all())]
            values = [value or Decimal() for value in series]
            if row.polaritas == Indikator.Polaritas.STABILIZE:
                continue
            falling = row.polaritas == Indikator.Polaritas.MINIMIZE
            with self.subTest(indikator=row.nama):
                self.assertEqual(values, sorted(values, reverse=falling))

    def test_every_crosscutting_names_a_contribution(self) -> None:
        self.assertFalse(Crosscutting.objects.filter(kontribusi="").exists())

    def test_pagu_lies_on_the_lowest_komponen_and_is_marked(self) -> None:
        self.assertFalse(Pagu.objects.exclude(sumber_dana__endswith="(angka contoh)").exists())
        for komponen in Komponen.objects.filter(jenis__in=["subkegiatan", "ro"]):
            with self.subTest(komponen=komponen.nama):
                years = komponen.dokumen.daftar_tahun_pagu
                self.assertEqual(komponen.daftar_pagu.count(), len(years))

    def test_a_renja_is_a_year_of_its_renstra(self) -> None:
        renja = Dokumen.objects.get(jenis="renja")
        assert renja.induk is not None
        self.assertEqual(plan_update(renja).tambah, [])
        self.assertEqual(compare(renja.induk, renja).daftar, [])

    def test_codes_come_from_the_excerpt(self) -> None:
        coded = Komponen.objects.filter(jenis__in=["program", "kegiatan", "subkegiatan"])
        self.assertGreater(coded.count(), 25)
        for komponen in coded.select_related("nomenklatur"):
            assert komponen.nomenklatur is not None
            self.assertEqual(
                (komponen.kode, komponen.nama),
                (komponen.nomenklatur.kode, komponen.nomenklatur.nama),
            )

    def test_no_real_person_is_named(self) -> None:
        for pejabat in Pejabat.objects.all():
            with self.subTest(pejabat=pejabat.nama):
                self.assertTrue(pejabat.nama.startswith("Contoh "))
                self.assertRegex(pejabat.nip, r"^(9{14}\d{4})?$")
        self.assertFalse(Pengguna.objects.exclude(email="").exists())

    def test_no_placeholder_is_left(self) -> None:
        texts = [
            *Simpul.objects.values_list("pernyataan", flat=True),
            *Indikator.objects.values_list("nama", flat=True),
            *Komponen.objects.values_list("sasaran", flat=True),
        ]
        for text in texts:
            self.assertNotRegex(text.lower(), r"\b(dll|dst|xxx|x[1-5])\b")


class RencanaTest(LoadedTest):
    """What surrounds the plans: added to the sources, and marked so."""

    def test_every_addition_is_marked_as_an_example(self) -> None:
        texts = [
            *Dokumen.objects.exclude(visi="").values_list("visi", flat=True),
            *Misi.objects.values_list("nama", flat=True),
            *Strategi.objects.values_list("nama", flat=True),
            *ArahKebijakan.objects.values_list("nama", flat=True),
            *Penyimpangan.objects.values_list("alasan", flat=True),
        ]
        self.assertEqual(len(texts), 2 + 3 + 4 + 5 + 1)
        for text in texts:
            self.assertIn("contoh)", text)

    def test_every_sasaran_of_a_renstra_under_an_rpjmd_refers_to_it(self) -> None:
        rows = Komponen.objects.filter(
            dokumen__jenis="renstra_pd", dokumen__induk__isnull=False, jenis="sasaran"
        )
        self.assertEqual(rows.count(), 4)
        for komponen in rows.select_related("dokumen"):
            acuan = komponen.daftar_acuan.get(nspk=None)
            assert acuan.sasaran is not None
            self.assertEqual(acuan.sasaran.dokumen_id, komponen.dokumen.induk_id)
        self.assertEqual(Acuan.objects.exclude(nspk=None).count(), 1)

    def test_one_programme_deviates_from_its_tree(self) -> None:
        row = Penyimpangan.objects.get()
        ukuran = read_ukuran(row.komponen.dokumen)[row.komponen_id][0]
        assert ukuran.pohon is not None
        self.assertEqual([ukuran.target[2026], ukuran.target[2027]], [50, 60])
        self.assertEqual([ukuran.pohon.target[2026], ukuran.pohon.target[2027]], [55, 65])


class BatumandiTest(LoadedTest):
    """The 26 nodes against the printed table."""

    def rows(self) -> list[tuple[dict[str, str], Simpul]]:
        """Printed rows beside the nodes, in order."""
        nodes = Simpul.objects.filter(pohon=self.pohon_of("Kabupaten Balangan")).order_by("lft")
        return list(zip(printed_table(), nodes, strict=True))

    def test_it_has_1_outcome_1_csf_13_antara_11_operasional(self) -> None:
        kinds = Counter(node.jenis for _, node in self.rows())
        self.assertEqual(kinds, {"outcome": 1, "csf": 1, "antara": 13, "operasional": 11})

    def test_every_row_is_as_printed(self) -> None:
        by_number: dict[str, Simpul] = {}
        for row, node in self.rows():
            with self.subTest(no=row["no"]):
                by_number[row["no"]] = node
                self.assertEqual(node.pernyataan, row["pernyataan"])
                self.assertEqual(node.jenis, row["jenis"])
                self.assertEqual(node.level_kinerja, LEVELS[row["level"]])
                above = by_number.get(row["induk"])
                self.assertEqual(node.induk_id, above.pk if above else None)
                indikator = node.daftar_indikator.get()
                self.assertEqual(indikator.nama, one_space(row["indikator"]))

    def test_every_row_is_one_komponen_and_one_holder_as_printed(self) -> None:
        for row, node in self.rows():
            with self.subTest(no=row["no"]):
                pemetaan = node.daftar_pemetaan.get()
                self.assertEqual(pemetaan.komponen.jenis, row["komponen"])
                self.assertEqual(pemetaan.komponen.hasil, node.pernyataan)
                held = KinerjaJabatan.objects.filter(simpul=node)
                self.assertEqual({k.jabatan.jenjang for k in held}, HOLDERS[row["jabatan"]])

    def test_five_conditions_are_antara_utama(self) -> None:
        utama = [
            row["no"] for row, node in self.rows() if node.keterangan == "kondisi antara utama"
        ]
        self.assertEqual(utama, ["3", "10", "15", "18", "21"])

    def test_basis_factor_and_zone_are_those_of_the_document(self) -> None:
        pohon = self.pohon_of("Kabupaten Balangan")
        dasar = pohon.daftar_dasar.get()
        self.assertEqual(dasar.jenis, DasarOutcome.Jenis.EKSPEKTASI)
        self.assertEqual(
            dasar.masalah, "Masyarakat mengekspektasi Peningkatan Kualitas Pelayanan Publik"
        )
        csf = Simpul.objects.get(pohon=pohon, jenis=Simpul.Jenis.CSF)
        self.assertEqual(csf.faktor_penyebab, "Pelayanan Publik Belum Optimal")
        self.assertEqual(pohon.instansi.zona_waktu, Instansi.Zona.WITA)
        assert pohon.unit is not None
        self.assertEqual(pohon.unit.profil, Unit.Profil.KECAMATAN)

    def test_a_superior_carries_the_parent_of_what_a_subordinate_carries(self) -> None:
        camat = Jabatan.objects.get(nama="Camat Batumandi")
        assert camat.induk is not None
        self.assertEqual(camat.induk.jenjang, Jabatan.Jenjang.KEPALA_DAERAH)
        for _, node in self.rows():
            for kinerja in KinerjaJabatan.objects.filter(simpul=node, jabatan__induk__gt=camat.pk):
                upper = KinerjaJabatan.objects.filter(simpul__in=[node.induk_id, node.pk])
                with self.subTest(simpul=node.pernyataan):
                    self.assertTrue(upper.filter(jabatan=kinerja.jabatan.induk).exists())


class KemacetanTest(LoadedTest):
    """The tree of the slides."""

    CSF = {
        "Meningkatnya kapasitas jalan": "Over Kapasitas Jalan",
        "Menurunnya pelanggaran berlalu lintas": "Pelanggaran oleh pengemudi kendaraan",
        "Meningkatnya kualitas permukaan jalan": "Jalan rusak",
        "Berkurangnya parkir liar": "Parkir sembarangan dan tidak sesuai aturan",
        "Terciptanya penataan kota yang baik": "Tata kota tidak sesuai peruntukan",
    }
    BELOW = {
        "Meningkatnya kapasitas jalan": [
            "Volume kendaraan di jalan raya berkurang",
            "Panjang atau lajur kendaraan di jalan bertambah",
            "Proyek pembangunan jalan/galian dilakukan bukan pada jam sibuk",
        ],
        "Menurunnya pelanggaran berlalu lintas": [
            "Pemahaman masyarakat tentang rambu lalu lintas meningkat",
            "Alat dan sarana prasarana memadai dan tersebar di titik rawan pelanggaran",
            "Penegakan aturan pelanggaran lalu lintas berjalan efektif",
        ],
        "Meningkatnya kualitas permukaan jalan": [
            "Pemeliharaan dan perbaikan jalan yang efektif",
            "Terbangunnya jalan mantap",
        ],
        "Berkurangnya parkir liar": ["Sistem perparkiran yang andal"],
        "Terciptanya penataan kota yang baik": [
            "Rencana Tata Ruang Wilayah Yang Berkualitas",
            "Terkendalinya pembangunan kota yang sesuai dengan RTRW",
        ],
        "Volume kendaraan di jalan raya berkurang": [
            "Terlaksananya manajemen rekayasa lalu lintas Ganjil-Genap"
        ],
        "Terlaksananya manajemen rekayasa lalu lintas Ganjil-Genap": [
            "Terlaksananya pemasangan plang kawasan ganjil-genap"
        ],
        "Panjang atau lajur kendaraan di jalan bertambah": ["Terbangunnya jalan/lajur jalan baru"],
        "Pemahaman masyarakat tentang rambu lalu lintas meningkat": [
            "Tersosialisasinya peraturan-peraturan lalu lintas melalui media sosial",
            "Tersosialisasinya peraturan-peraturan lalu lintas di sekolah dan perguruan tinggi",
        ],
        "Alat dan sarana prasarana memadai dan tersebar di titik rawan pelanggaran": [
            "Pengadaan dan pemasangan rambu-rambu lalu lintas sesuai kebutuhan"
        ],
        "Pemeliharaan dan perbaikan jalan yang efektif": [
            "Terlaksananya perbaikan jalan rusak sesuai standar",
            'Penanganan pengaduan jalan rusak oleh "tim reaksi cepat" sesuai SPM',
        ],
        "Sistem perparkiran yang andal": [
            "Terlaksananya kerja sama perparkiran dengan pihak profesional",
            "Terlaksananya penegakan hukum parkir liar",
        ],
    }

    def test_it_has_the_csf_with_their_factors(self) -> None:
        csf = Simpul.objects.filter(pohon=self.pohon_of("Kota Contoh"), jenis=Simpul.Jenis.CSF)
        self.assertEqual(dict(csf.values_list("pernyataan", "faktor_penyebab")), self.CSF)

    def test_it_has_every_condition_of_the_documents_and_no_other(self) -> None:
        for upper, below in self.BELOW.items():
            node = self.node("Kota Contoh", upper)
            children = Simpul.objects.filter(induk=node).order_by("lft")
            with self.subTest(simpul=upper):
                self.assertEqual([c.pernyataan for c in children], below)
        everything = {"Menurunnya Kemacetan", *self.CSF, *sum(self.BELOW.values(), [])}
        self.assertEqual(set(self.statements("Kota Contoh")), everything)

    def test_the_source_s_slip_is_mended(self) -> None:
        rpjmd = Komponen.objects.filter(
            dokumen__jenis="rpjmd", dokumen__instansi__nama="Kota Contoh"
        )
        self.assertEqual(
            list(rpjmd.order_by("lft").values_list("jenis", "nama")),
            [("tujuan", "Menurunnya Kemacetan"), ("sasaran", "Menurunnya Kemacetan")],
        )

    def test_the_slides_programme_chain_stands_in_the_renstra(self) -> None:
        plang = self.node("Kota Contoh", "Terlaksananya pemasangan plang kawasan ganjil-genap")
        komponen = plang.daftar_pemetaan.get().komponen
        chain = [*komponen.get_ancestors(), komponen]
        self.assertEqual(
            [k.jenis for k in chain], ["tujuan", "sasaran", "program", "kegiatan", "subkegiatan"]
        )
        self.assertEqual(
            [k.kode for k in chain[2:]], ["2.15.02", "2.15.02.2.06", "2.15.02.2.06.0002"]
        )
        self.assertIn("Pengadaan, Pemasangan, Perbaikan dan Pemeliharaan", komponen.nama)
        self.assertEqual(chain[2].sasaran, "Menurunnya Volume Kendaraan")

    def test_every_own_node_is_mapped_and_carried(self) -> None:
        pohon = self.pohon_of("Kota Contoh")
        own = Simpul.objects.filter(pohon=pohon, pengampu=pohon.unit)
        self.assertFalse(own.filter(daftar_pemetaan=None).exists())
        self.assertFalse(own.filter(daftar_kinerja=None).exists())

    def test_every_node_of_another_unit_is_crosscutting(self) -> None:
        pohon = self.pohon_of("Kota Contoh")
        others = Simpul.objects.filter(pohon=pohon).exclude(pengampu=pohon.unit)
        self.assertFalse(others.filter(daftar_crosscutting=None).exists())
        partners = Crosscutting.objects.filter(simpul__pohon=pohon).exclude(mitra=None)
        self.assertEqual({c.nama_mitra for c in partners}, {"Dinas PU", "Satpol PP"})
        self.assertEqual({c.status for c in partners}, {"disetujui", "menunggu"})

    def test_a_programme_under_several_sasaran_stands_once_in_the_pk_with_its_whole_budget(
        self,
    ) -> None:
        kadis = Jabatan.objects.get(nama="Kepala Dinas Perhubungan")
        isi = compose(PerjanjianKinerja(jabatan=kadis, tahun=2026)).isi
        self.assertEqual([row.kode for row in isi.daftar_anggaran], ["2.15.02"])
        planned = Pagu.objects.filter(komponen__dokumen__unit=kadis.unit, tahun=2026)
        self.assertEqual(isi.jumlah, sum(pagu.nilai for pagu in planned))


class PendidikanTest(LoadedTest):
    """Tables 5 to 10 of PermenPANRB 89/2021."""

    def komponen(self, instansi: str, dokumen: str) -> list[tuple[str, str, str]]:
        """(kind, name, result) of a document's komponen in order."""
        rows = Komponen.objects.filter(dokumen__instansi__nama=instansi, dokumen__jenis=dokumen)
        return [(k.jenis, k.nama, k.hasil) for k in rows.order_by("lft")]

    def test_the_tree_of_the_kabupaten_waits_for_its_evaluator(self) -> None:
        pohon = Pohon.objects.get(instansi__nama="Kabupaten Contoh")
        self.assertEqual(pohon.status, Pohon.Status.DIAJUKAN)
        self.assertEqual(pohon.daftar_versi.count(), 1)
        reasons = set(pohon.daftar_pengecualian.values_list("aturan", "status"))
        self.assertEqual(reasons, {("B-03", "berlaku"), ("B-04", "berlaku"), ("I-04", "berlaku")})

    def test_tables_5_to_7_stand_in_the_renstra_of_the_ministry(self) -> None:
        pemerataan, akses = (
            "Meningkatnya Pemerataan Pendidikan",
            "Meningkatnya Aksesibilitas Pendidikan",
        )
        nonformal = "Meningkatnya Partisipasi Penduduk Putus Sekolah SD pada Sekolah Nonformal"
        rows = self.komponen("Kementerian Pendidikan (contoh)", "renstra_kl")
        self.assertEqual(
            rows[:4],
            [
                ("tujuan", pemerataan, pemerataan),
                ("sasaran_strategis", akses, akses),
                (
                    "sasaran_program",
                    "PAUD dan Wajib Belajar 12 Tahun",
                    "Menurunnya penduduk putus sekolah",
                ),
                ("sasaran_kegiatan", "Pengelolaan Dana BOP", nonformal),
            ],
        )
        self.assertEqual([jenis for jenis, _, _ in rows[4:]], ["ro"])

    def test_tables_8_to_10_stand_in_the_plans_of_the_pemda(self) -> None:
        rpjmd = self.komponen("Kabupaten Contoh", "rpjmd")
        self.assertEqual(
            [nama for _, nama, _ in rpjmd],
            ["Menurunnya Kemiskinan", "Meningkatnya Pemerataan Pendidikan"],
        )
        renstra = self.komponen("Kabupaten Contoh", "renstra_pd")
        self.assertEqual(
            [hasil for _, _, hasil in renstra[2:]],
            [
                "Menurunnya penduduk putus sekolah",
                "Meningkatnya partisipasi Pendidikan nonformal",
                "Tersalurkannya dana BOP ke Lembaga Pendidikan Nonformal",
            ],
        )

    def test_the_indicators_of_the_tables_are_there(self) -> None:
        names = set(Indikator.objects.values_list("nama", flat=True))
        paket = "melanjutkan pendidikan pada program Kejar Paket"
        self.assertLessEqual(
            {
                "Angka Kemiskinan",
                "Rata-rata lama sekolah",
                "Angka Putus Sekolah SD",
                f"Persentase penduduk putus sekolah SD yang {paket} A sampai tamat",
                f"Persentase penduduk putus sekolah yang {paket} A/B/C sampai tamat",
                "Jumlah Lembaga Pendidikan nonformal/kesetaraan yang menerima dana BOP",
                "Jumlah Lembaga Nonformal yang menerima dan mengelola dana BOP",
            },
            names,
        )

    def test_two_bidang_share_one_node_each_with_its_own_wording(self) -> None:
        node = self.node("Kabupaten Contoh", "Menurunnya penduduk putus sekolah")
        shared = KinerjaJabatan.objects.filter(simpul=node)
        self.assertEqual(
            {k.rumusan for k in shared},
            {"Menurunnya penduduk putus sekolah SD", "Menurunnya penduduk putus sekolah SMP"},
        )
        self.assertEqual({k.jenis for k in shared}, {KinerjaJabatan.Jenis.SHARING})

    def test_every_level_has_the_holder_the_regulation_names(self) -> None:
        rows = KinerjaJabatan.objects.filter(
            simpul__pohon=self.pohon_of("Kementerian Pendidikan (contoh)")
        )
        self.assertEqual(
            set(rows.values_list("simpul__level_kinerja", "jabatan__jenjang")),
            {
                ("strategis_sektor", "menteri"),
                ("strategis_subsektor", "jpt_madya"),
                ("taktikal_immediate", "jpt_pratama"),
                ("operasional", "jpt_pratama"),
            },
        )


class OpenAccountsTest(LoadedTest):
    def test_a_start_for_other_machines_learns_of_a_public_password(self) -> None:
        self.assertEqual(first_open(), "pengelola")
        Pengguna.objects.exclude(username="pembaca.kabupaten").update(is_active=False)
        self.assertEqual(first_open(), "pembaca.kabupaten")
        Pengguna.objects.update(password="!")
        self.assertEqual(first_open(), "")
