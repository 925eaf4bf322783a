"""Rules A-03, H-10, H-13 and the PK side of K-03 to K-06: what is handed out, and whether PK say what the tree says."""

from __future__ import annotations

from decimal import Decimal

from jabatan import actions
from jabatan.models import KinerjaJabatan, PerjanjianKinerja, TargetJabatan
from lib.aturan import Finding, Severity
from organisasi.models import AmbangAturan
from perencanaan.models import NilaiKomponen, Penyimpangan
from pohon import actions as pohon_actions
from pohon.aturan import check_pohon
from pohon.models import Indikator, Pohon, Simpul, Target
from tests.jabatan.dasar import TAHUN, Pembagian

K = ("K-03", "K-04", "K-05", "K-06")


class Letters(Pembagian):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()
        # The plan says what the tree says, so that only the letters can differ.
        for kunci, jenis in (
            ("csf", "sasaran"),
            ("prog", "program"),
            ("keg", "kegiatan"),
            ("sub", "subkegiatan"),
        ):
            row = cls.komponen[jenis]
            field = "nama" if jenis == "sasaran" else "sasaran"
            type(row).objects.filter(pk=row.pk).update(**{field: cls.simpul[kunci].pernyataan})

    def found(self, *rules: str) -> list[Finding]:
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        return [f for f in check_pohon(pohon) if f.rule in rules]

    def told(self) -> list[tuple[str, int | None]]:
        return [(f.rule, f.simpul) for f in self.found(*K)]

    def indikator(self, key: str) -> Indikator:
        return Indikator.objects.get(simpul=self.simpul[key])

    def say(self, key: str, text: str) -> None:
        Simpul.objects.filter(pk=self.simpul[key].pk).update(pernyataan=text)


class TestA03(Letters):
    def at(self, tahap: int) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=tahap)

    def test_a_position_or_a_unit_before_its_stage_is_a_galat(self) -> None:
        Simpul.objects.filter(pk=self.simpul["akar"].pk).update(pengampu=self.unit_a)
        self.at(3)
        found = self.found("A-03")
        self.assertEqual(
            [f.simpul for f in found],
            [self.simpul[key].pk for key in ("akar", "csf", "prog", "keg", "sub")],
        )
        self.assertEqual({f.severity for f in found}, {Severity.GALAT})
        self.assertIn("sudah diampu Dinas Perhubungan", found[0].message)

    def test_what_stayed_when_the_tree_went_back_asks_for_a_reason(self) -> None:
        pohon_actions.set_tahap(user=self.admin, pohon_id=self.pohon.pk, tahap=2)
        found = self.found("A-03")
        self.assertEqual({f.severity for f in found}, {Severity.PERINGATAN})
        self.assertIn("masih diampu Kepala Dinas Perhubungan", found[0].message)

    def test_later_stages_and_nodes_without_carrier_are_left_alone(self) -> None:
        self.at(4)
        self.assertEqual(self.found("A-03"), [])
        KinerjaJabatan.objects.all().delete()
        self.at(3)
        self.assertEqual(self.found("A-03"), [])


class TestH10(Letters):
    def test_a_pk_with_all_indicators_of_its_results_is_right(self) -> None:
        self.assertEqual(self.found("H-10"), [])
        self.signed("kadis")
        self.assertEqual(self.found("H-10"), [])

    def test_an_indicator_added_since_is_missing(self) -> None:
        self.signed("kadis")
        Indikator.objects.create(simpul=self.simpul["csf"], nama="Waktu tempuh", satuan="menit")
        (found,) = self.found("H-10", "K-05")
        self.assertEqual((found.rule, found.simpul), ("H-10", self.simpul["csf"].pk))
        self.assertIn(
            "1 indikator tujuan/sasaran belum ada di PK Kepala Dinas Perhubungan 2026: “Waktu tempuh”",
            found.message,
        )
        AmbangAturan.objects.create(
            instansi=self.instansi, aturan="H-10", nama="kelengkapan", nilai=50
        )
        self.assertEqual(self.found("H-10"), [])

    def test_a_draft_after_it_follows_the_tree(self) -> None:
        self.signed("kadis")
        Indikator.objects.create(simpul=self.simpul["csf"], nama="Waktu tempuh", satuan="menit")
        actions.draft_pk(user=self.admin, jabatan=self.jabatan["kadis"], tahun=TAHUN + 1)
        self.assertEqual(self.found("H-10"), [])


class TestH13(Letters):
    def change(self, alasan: str) -> None:
        PerjanjianKinerja.objects.create(
            jabatan=self.jabatan["kasi"],
            tahun=TAHUN,
            urutan=1,
            jenis=PerjanjianKinerja.Jenis.PERUBAHAN,
            alasan_perubahan=alasan,
        )

    def test_a_perubahan_without_a_reason_of_the_list_is_a_galat(self) -> None:
        self.signed("kasi")
        self.change("lain-lain")
        (found,) = self.found("H-13")
        self.assertEqual((found.simpul, found.severity), (self.simpul["keg"].pk, Severity.GALAT))
        self.assertEqual(found.message, "Pilih alasan perubahan PK Kepala Seksi Rekayasa 2026.")

    def test_one_with_a_reason_and_a_first_pk_are_right(self) -> None:
        self.signed("kasi")
        self.assertEqual(self.found("H-13"), [])
        self.change("mutasi")
        self.assertEqual(self.found("H-13"), [])


class TestK03(Letters):
    def test_a_signed_pk_that_says_the_same_is_right(self) -> None:
        self.signed("kasi")
        self.assertEqual(self.told(), [])

    def test_other_words_of_statement_and_indicator_are_told(self) -> None:
        self.signed("kasi")
        Indikator.objects.filter(simpul=self.simpul["keg"]).update(nama="Tingkat kelaikan")
        KinerjaJabatan.objects.filter(simpul=self.simpul["keg"]).update(
            pernyataan="Armada laik jalan"
        )
        found = self.found(*K)
        self.assertEqual([f.rule for f in found], ["K-03", "K-03"])
        self.assertIn("di PK Kepala Seksi Rekayasa 2026 “Armada terawat”", found[0].message)

    def test_a_draft_is_not_held_against_the_tree(self) -> None:
        self.draft("kasi")
        Indikator.objects.filter(simpul=self.simpul["keg"]).update(nama="Tingkat kelaikan")
        self.assertEqual(self.told(), [])

    def test_a_letter_signed_before_keys_were_kept_is_read_by_names(self) -> None:
        pk = self.signed("kasi")
        pk.isi["daftar_sasaran"][0]["ukuran"][0]["kunci"] = 0
        pk.save(update_fields=["isi"])
        self.assertEqual(self.told(), [])


class TestK04(Letters):
    def test_a_cut_text_takes_precedence(self) -> None:
        self.signed("kasi")
        Indikator.objects.filter(simpul=self.simpul["keg"]).update(
            nama="Ukuran Armada terawat di kota"
        )
        self.assertEqual(self.told(), [("K-04", self.simpul["keg"].pk)])


class TestK05(Letters):
    def test_a_node_handed_out_since_is_missing(self) -> None:
        self.signed("kasi")
        self.assign("sub", "kasi")
        (found,) = self.found(*K)
        self.assertEqual((found.rule, found.simpul), ("K-05", self.simpul["sub"].pk))
        self.assertEqual(found.severity, Severity.PERINGATAN)
        self.assertIn(
            "“Uji kir terlaksana” tidak ada di PK Kepala Seksi Rekayasa 2026.", found.message
        )

    def test_an_indicator_that_is_gone_is_told_and_one_of_another_tree_is_not(self) -> None:
        self.signed("kasi")
        self.indikator("keg").delete()
        Indikator.objects.create(simpul=self.simpul["keg"], nama="Baru", satuan="unit")
        found = self.found(*K)
        self.assertEqual([f.rule for f in found], ["K-05", "K-05"])
        self.assertIn("tidak ada lagi di pohon kinerja", found[1].message)


class TestK06(Letters):
    def target(self, nilai: int) -> None:
        Target.objects.filter(indikator=self.indikator("keg"), tahun=TAHUN).update(nilai=nilai)

    def test_a_target_that_changed_since_is_told(self) -> None:
        self.signed("kasi")
        self.target(20)
        (found,) = self.found(*K, "H-12")
        self.assertEqual((found.rule, found.simpul), ("K-06", self.simpul["keg"].pk))
        self.assertIn(
            "2026 di pohon kinerja 20, di PK Kepala Seksi Rekayasa 2026 12", found.message
        )

    def test_one_that_was_wrong_that_day_is_h_12_alone(self) -> None:
        kinerja = KinerjaJabatan.objects.get(simpul=self.simpul["keg"])
        TargetJabatan.objects.create(
            kinerja=kinerja, indikator=self.indikator("keg"), tahun=TAHUN, nilai=9
        )
        pk = actions.change_pk(
            user=self.admin, pk=self.draft("kasi"), data={"alasan_target": "Armada kurang."}
        )
        actions.tetapkan_pk(user=self.admin, pk=pk)
        self.assertEqual([f.rule for f in self.found(*K, "H-12")], ["H-12"])

    def test_a_target_the_plan_has_with_a_reason_is_right(self) -> None:
        self.signed("kasi")
        self.target(20)
        data = {"komponen": self.komponen["kegiatan"], "indikator": self.indikator("keg")}
        Penyimpangan.objects.create(**data, alasan="Pagu")
        NilaiKomponen.objects.create(**data, jenis="target", tahun=TAHUN, nilai=Decimal(12))
        self.assertEqual(self.told(), [])
