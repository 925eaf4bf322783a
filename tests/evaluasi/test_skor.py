"""The score of a tree: six parts reckoned by hand, what a mend adds, stages, reasons, the other side, cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluasi.models import Pengecualian
from evaluasi.skor import BAGIAN, JENIS, Skor, reckon
from evaluasi.skor.bagian import Bagian, Butir
from evaluasi.skor.butir import H_LAIN, SMART_LAIN, TUANG
from jabatan import actions as jabatan_actions
from jabatan.models import Jabatan, Pejabat
from lib.aturan import rules
from organisasi.models import Instansi, Periode, Unit
from perencanaan import actions as rencana
from perencanaan.models import Dokumen, Komponen, Pemetaan
from pohon.aturan import check_pohon
from pohon.models import Crosscutting, Indikator, Pohon, Simpul, Target
from tests.base import Peran, make_pohon, make_simpul, make_unit, make_user
from tests.evaluasi.dasar_skor import SkorCast


class TestParts(SkorCast):
    def nilai(self, skor: Skor) -> dict[str, str]:
        return {part.kunci: str(part.nilai) for part in skor.bagian}

    def of(self, skor: Skor, jenis: str) -> dict[str, int]:
        return {row.nama: row.poin for row in skor.butir if row.jenis == jenis}

    def test_the_six_parts_and_the_total_are_what_the_list_adds_up_to(self) -> None:
        self.assign_all()
        skor = self.reckon()
        # Logic: 4 edges nobody answered (0 of 4), 1 end of a branch (1 of 1), 5 shapes of which the outcome with one
        # CSF and three single children earn half (3 of 5): 4 of 10.
        # Indicators: 4 of 5 nodes have one, no card holds anything (0 of 5), 4 of 5 without a finding: 8 of 15.
        # Targets: one of five years in 4 indicators, half each; nothing else: 2 of 15.
        # Mapping: all but the outcome, 4 of 5. Distribution: the same, but a pelaksana carries what usually a pengawas
        # does (H-01), half: 3.5 of 5.
        # The other side: 3 of 4 komponen with a budget, 4 of 4 positions: 7 of 8.
        self.assertEqual(
            self.nilai(skor),
            {
                "logika": "40.00",
                "indikator": "53.33",
                "target": "13.33",
                "pemetaan": "80.00",
                "pembagian": "70.00",
                "cakupan": "87.50",
            },
        )
        self.assertEqual(skor.total, Decimal("57.36"))  # 344.1667 / 6
        self.assertEqual(skor.sebutan, "Sebagian selaras")
        self.assertEqual([len(part.butir) for part in skor.bagian], [10, 15, 15, 5, 5, 8])
        self.assertEqual([str(p.diperoleh) for p in skor.bagian], ["4", "8", "2", "4", "3.5", "7"])

    def test_every_part_but_what_is_left_comes_to_a_hundred(self) -> None:
        self.assign_all()
        self.assign("akar", "kadis")
        self.answer_edges()
        Simpul.objects.filter(pk=self.simpul["akar"].pk).update(level_kinerja="strategis_urusan")
        rencana.map_simpul(
            user=self.admin, simpul=self.simpul["akar"].pk, komponen=self.komponen["tujuan"].pk
        )
        rencana.map_simpul(
            user=self.admin, simpul=self.simpul["sub"].pk, komponen=self.komponen["sub_dua"].pk
        )
        Indikator.objects.create(simpul=self.simpul["akar"], nama="Indeks Kemacetan", satuan="poin")
        Indikator.objects.update(
            definisi_operasional="x", formula="x", sumber_data="x", penanggung_jawab="x"
        )
        Indikator.objects.update(baseline_nilai=1, baseline_tahun=2024, kondisi_akhir=9)
        for indikator in Indikator.objects.all():
            for tahun in self.periode.tahun:
                Target.objects.get_or_create(
                    indikator=indikator, tahun=tahun, defaults={"nilai": 5}
                )
        skor = self.reckon()
        left = [(row.jenis, row.nama, row.alasan) for row in skor.butir if not row.is_done]
        # Left are four nodes with one child, whose shapes earn half, and the pelaksana where a pengawas is usual.
        self.assertEqual([row[0] for row in left], [*["susunan"] * 4, "pembagian"])
        self.assertEqual(skor.by_kunci["logika"].nilai, Decimal("80.00"))
        self.assertEqual(skor.by_kunci["pembagian"].nilai, Decimal("90.00"))
        others = [part for part in skor.bagian if part.kunci not in {"logika", "pembagian"}]
        self.assertEqual({str(part.nilai) for part in others}, {"100.00"})
        gains = [str(row.tambah) for row in skor.perbaikan_objek()]
        self.assertEqual(gains, ["1.67", "0.83", "0.83", "0.83", "0.83"])

    def test_edges_earn_by_their_answer(self) -> None:
        self.answer_edges("ya")
        Simpul.objects.filter(pk=self.simpul["prog"].pk).update(
            hubungan="kurang", hubungan_alasan="Perlu data"
        )
        Simpul.objects.filter(pk=self.simpul["keg"].pk).update(hubungan="tidak")
        Simpul.objects.filter(pk=self.simpul["sub"].pk).update(hubungan="")
        skor = self.reckon()
        self.assertEqual(
            self.of(skor, "hubungan"),
            {
                "Volume kendaraan berkurang": 2,
                "Angkutan umum diminati": 1,
                "Armada terawat": 0,
                "Uji kir terlaksana": 0,
            },
        )
        said = {row.nama: row.alasan for row in skor.butir if row.jenis == "hubungan"}
        self.assertIn("Perlu data", said["Angkutan umum diminati"])
        self.assertIn("tidak logis", said["Armada terawat"])

    def test_a_branch_that_ends_early_earns_nothing_unless_a_partner_carries_it_on(self) -> None:
        loose = self.make_simpul(self.pohon, "Jalan tertata", self.simpul["csf"], jenis="antara")
        self.assertEqual(self.of(self.reckon(), "ujung")["Jalan tertata"], 0)
        Crosscutting.objects.create(simpul=loose, mitra=self.unit_b, status="disetujui")
        self.assertEqual(self.of(self.reckon(), "ujung")["Jalan tertata"], 2)

    def test_a_card_half_filled_earns_half(self) -> None:
        Indikator.objects.filter(simpul=self.simpul["sub"]).update(formula="a / b")
        skor = self.reckon()
        self.assertEqual(self.of(skor, "kartu")["Uji kir terlaksana"], 1)
        row = next(r for r in skor.butir if r.jenis == "kartu" and r.poin == 1)
        self.assertIn("definisi operasional", row.alasan)
        self.assertNotIn("formula", row.alasan)

    def test_a_baseline_without_its_year_earns_half(self) -> None:
        Indikator.objects.filter(simpul=self.simpul["sub"]).update(baseline_nilai=3)
        self.assertEqual(self.of(self.reckon(), "awal")["Uji kir terlaksana"], 1)
        Indikator.objects.filter(simpul=self.simpul["sub"]).update(baseline_tahun=2024)
        self.assertEqual(self.of(self.reckon(), "awal")["Uji kir terlaksana"], 2)

    def test_the_wrong_kind_of_komponen_earns_nothing_and_the_tolerated_one_half(self) -> None:
        Pemetaan.objects.filter(simpul=self.simpul["sub"]).update(
            komponen=self.komponen["kegiatan"], alasan="Menurut salindia"
        )
        Pemetaan.objects.filter(simpul=self.simpul["keg"]).update(komponen=self.komponen["sub_dua"])
        mapped = self.of(self.reckon(), "pemetaan")
        self.assertEqual(mapped["Uji kir terlaksana"], 1)
        self.assertEqual(mapped["Armada terawat"], 0)

    def test_a_position_nobody_holds_carries_half(self) -> None:
        self.assign_all()
        Pejabat.objects.filter(jabatan=self.jabatan["kabid"]).delete()
        skor = self.reckon()
        self.assertEqual(self.of(skor, "pembagian")["Angkutan umum diminati"], 1)
        row = next(r for r in skor.butir if r.jenis == "pembagian" and r.poin == 1)
        self.assertIn("Kepala Bidang Lalu Lintas", row.alasan)

    def test_nodes_of_a_partner_are_not_asked_for_mapping_or_position(self) -> None:
        Simpul.objects.filter(pk=self.simpul["keg"].pk).update(pengampu=self.unit_b)
        skor = self.reckon()
        self.assertEqual(len(skor.by_kunci["pemetaan"].butir), 3)  # keg and sub are Disdik's
        self.assertEqual(len(skor.by_kunci["pembagian"].butir), 3)
        self.assertEqual(skor.hitungan["milik"], 3)

    def test_crosscutting_earns_by_its_answer(self) -> None:
        mark = Crosscutting.objects.create(simpul=self.simpul["keg"], mitra=self.unit_b)
        for status, poin in (("menunggu", 0), ("ditolak", 1), ("disetujui", 2)):
            Crosscutting.objects.filter(pk=mark.pk).update(status=status)
            with self.subTest(status=status):
                self.assertEqual(self.of(self.reckon(), "crosscutting"), {"Armada terawat": poin})


class TestStages(SkorCast):
    def test_parts_of_later_stages_are_not_judged_and_stay_out_of_the_total(self) -> None:
        for tahap, judged in ((1, 0), (2, 0), (3, 1), (4, 3), (5, 6)):
            self.at_stage(tahap)
            skor = self.reckon()
            with self.subTest(tahap=tahap):
                self.assertEqual(skor.jumlah_dinilai, judged)
        self.at_stage(3)
        skor = self.reckon()
        self.assertEqual(skor.total, skor.by_kunci["logika"].nilai)
        self.assertEqual(skor.by_kunci["pemetaan"].sebab, "Dinilai mulai Tahap 5.")
        self.assertIsNone(skor.nilai["pemetaan"])

    def test_a_tree_at_stage_one_has_no_score(self) -> None:
        pohon = self.make_pohon(unit=self.unit_b)
        skor = self.reckon(pohon)
        self.assertIsNone(skor.total)
        self.assertEqual(skor.sebutan, "Belum dinilai")
        self.assertEqual((skor.butir, skor.perbaikan_objek(), skor.perbaikan_jenis()), ([], [], []))

    def test_an_outcome_alone_at_the_last_stage_is_judged_as_it_stands(self) -> None:
        pohon = self.make_pohon(unit=self.unit_b, tahap=5)
        skor = self.reckon(pohon)
        # Logic: its end is no kondisi operasional (0), its shape whole (1). Nothing else; kadis_b carries nothing.
        self.assertEqual(
            [str(part.nilai) for part in skor.bagian],
            ["50.00", "0.00", "0.00", "0.00", "0.00", "0.00"],
        )
        self.assertEqual(skor.total, Decimal("8.33"))

    def test_how_far_each_stage_is(self) -> None:
        self.at_stage(3)
        skor = self.reckon()
        # Stage 2: of outcome and CSF the outcome earns half (B-03). Stage 3: every node has one child or
        # an edge unanswered, half each.
        self.assertEqual(skor.tahapan, {"1": 100, "2": 75, "3": 50})

    def test_findings_are_counted_by_letter_and_weight(self) -> None:
        self.at_stage(3)
        self.assertEqual(self.reckon().temuan, {"B": [0, 9, 0]})  # B-03, 4 of B-04, 4 of B-11


class TestMends(SkorCast):
    def setUp(self) -> None:
        super().setUp()
        self.assign_all()

    def thing(self, skor: Skor, jenis: str, kunci: str) -> Butir:
        pk = self.simpul[kunci].pk
        return next(row for row in skor.butir if row.jenis == jenis and row.objek == pk)

    def assert_promise(self, butir: list[Butir], before: Skor) -> None:
        """The score rose by what these things were promised to add (both are rounded to two decimals)."""
        after = self.reckon()
        assert after.total is not None
        assert before.total is not None
        promised = before.tambah(butir)
        self.assertGreater(promised, 0)
        self.assertAlmostEqual(after.total - before.total, promised, delta=Decimal("0.01"))
        if len(butir) == 1:
            kunci = butir[0].rupa.bagian
            gained = (after.by_kunci[kunci].nilai or 0) - (before.by_kunci[kunci].nilai or 0)
            self.assertAlmostEqual(gained, before.tambah_bagian(butir[0]), delta=Decimal("0.01"))

    def test_an_answered_edge_adds_what_was_promised(self) -> None:
        before = self.reckon()
        butir = self.thing(before, "hubungan", "csf")
        self.assertEqual(before.tambah([butir]), Decimal("1.67"))  # 10 points of one part in six
        Simpul.objects.filter(pk=self.simpul["csf"].pk).update(hubungan="ya")
        self.assert_promise([butir], before)

    def test_a_position_adds_what_was_promised(self) -> None:
        before = self.reckon()
        butir = self.thing(before, "pembagian", "akar")
        self.assertEqual(before.tambah([butir]), Decimal("3.33"))
        self.assign("akar", "kadis")
        self.assert_promise([butir], before)

    def test_a_mapped_komponen_adds_what_was_promised(self) -> None:
        before = self.reckon()
        butir = next(row for row in before.butir if row.jenis == "komponen" and not row.is_done)
        self.assertEqual(butir.nama, "Subkegiatan dua")
        self.assertEqual(before.tambah([butir]), Decimal("2.08"))  # 12.5 / 6
        rencana.map_simpul(
            user=self.admin, simpul=self.simpul["sub"].pk, komponen=self.komponen["sub_dua"].pk
        )
        self.assert_promise([butir], before)

    def test_targets_and_cards_add_what_was_promised(self) -> None:
        for jenis, fields in (
            ("akhir", {"kondisi_akhir": 9}),
            ("awal", {"baseline_nilai": 1, "baseline_tahun": 2024}),
            (
                "kartu",
                {
                    "definisi_operasional": "x",
                    "formula": "x",
                    "sumber_data": "x",
                    "penanggung_jawab": "x",
                },
            ),
        ):
            with self.subTest(jenis=jenis):
                before = self.reckon()
                butir = self.thing(before, jenis, "prog")
                Indikator.objects.filter(simpul=self.simpul["prog"]).update(**fields)
                self.assert_promise([butir], before)

    def test_the_other_half_of_the_targets_adds_half(self) -> None:
        before = self.reckon()
        butir = self.thing(before, "tahunan", "prog")
        self.assertEqual(before.tambah_bagian(butir), Decimal("3.33"))
        indikator = Indikator.objects.get(simpul=self.simpul["prog"])
        for tahun in (2025, 2027, 2028, 2029):
            Target.objects.create(indikator=indikator, tahun=tahun, nilai=50)
        self.assert_promise([butir], before)

    def test_an_indicator_adds_what_was_promised_of_having_one(self) -> None:
        before = self.reckon()
        butir = [self.thing(before, jenis, "akar") for jenis in ("ada", "smart")]
        Indikator.objects.create(simpul=self.simpul["akar"], nama="Indeks", satuan="poin")
        self.assert_promise(butir, before)

    def test_all_of_a_kind_add_up(self) -> None:
        before = self.reckon()
        whole = next(row for row in before.perbaikan_jenis() if row.jenis == "hubungan")
        self.assertEqual((whole.jumlah, whole.tambah), (4, Decimal("6.67")))
        self.answer_edges()
        self.assert_promise([r for r in before.butir if r.jenis == "hubungan"], before)

    def test_the_best_mend_stands_first_and_leads_to_its_object(self) -> None:
        found = self.reckon().perbaikan_objek(3)
        self.assertEqual(
            found[0].nama, "Kemacetan berkurang"
        )  # lacks komponen, position, indicator, target
        self.assertIn(f"/pohon/{self.pohon.pk}/#simpul-{self.simpul['akar'].pk}", found[0].alamat)
        self.assertEqual(sorted(found, key=lambda row: -row.tambah), found)


class TestReasons(SkorCast):
    def excuse(self, rule: str, status: str = "berlaku") -> None:
        for found in check_pohon(self.loaded(self.pohon)):
            if found.rule == rule:
                Pengecualian.objects.update_or_create(
                    pohon=self.pohon,
                    sidik=found.sidik,
                    defaults={
                        "aturan": rule,
                        "simpul": found.simpul,
                        "pesan": found.message,
                        "alasan": "Sudah dibahas",
                        "oleh": self.perencana_a,
                        "status": status,
                    },
                )

    def test_a_finding_left_with_a_reason_counts_as_settled(self) -> None:
        before = self.reckon().by_kunci["logika"].nilai
        self.excuse("B-11")
        skor = self.reckon()
        self.assertEqual(before, Decimal("40.00"))
        self.assertEqual(skor.by_kunci["logika"].nilai, Decimal("80.00"))
        self.assertEqual(skor.diakui, 4)
        row = next(r for r in skor.butir if r.jenis == "hubungan")
        self.assertEqual(row.alasan, "Temuan diakui dengan alasan: Sudah dibahas")

    def test_a_reason_the_evaluator_rejected_does_not_count(self) -> None:
        self.excuse("B-11", status="ditolak")
        skor = self.reckon()
        self.assertEqual(skor.by_kunci["logika"].nilai, Decimal("40.00"))
        self.assertEqual(skor.diakui, 0)

    def test_a_galat_is_not_settled_by_a_reason(self) -> None:
        self.excuse("G-04")
        self.assertEqual(self.reckon().by_kunci["pemetaan"].nilai, Decimal("80.00"))

    def test_idle_positions_left_with_a_reason_count_as_covered(self) -> None:
        self.assertEqual(self.reckon().by_kunci["cakupan"].nilai, Decimal("37.50"))
        self.excuse("H-05")
        self.assertEqual(self.reckon().by_kunci["cakupan"].nilai, Decimal("87.50"))


class TestOtherSide(SkorCast):
    def names(self, jenis: str, pohon: Pohon | None = None) -> list[str]:
        return [row.nama for row in self.reckon(pohon).butir if row.jenis == jenis]

    def test_only_positions_of_the_unit_and_below_count(self) -> None:
        self.assertEqual(
            self.names("jabatan"),
            [
                "Kepala Dinas Perhubungan",
                "Kepala Bidang Lalu Lintas",
                "Kepala Seksi Rekayasa",
                "Pengadministrasi Lalu Lintas",
            ],
        )

    def test_a_tree_of_the_region_answers_for_its_head_and_the_sasaran_of_the_rpjmd(self) -> None:
        rpjmd = Dokumen.objects.create(
            instansi=self.instansi, periode=self.periode, jenis="rpjmd", nama="RPJMD"
        )
        tujuan = self.komponen_of(rpjmd, "tujuan", None)
        sasaran = self.komponen_of(rpjmd, "sasaran", tujuan)
        self.komponen_of(rpjmd, "program", sasaran)
        pohon = self.make_pohon(tahap=5, pernyataan="Daya saing kota meningkat")
        self.assertEqual(self.names("jabatan", pohon), ["Wali Kota Contoh"])
        self.assertEqual(self.names("komponen", pohon), ["Sasaran satu"])

    def test_a_tree_of_a_bidang_answers_for_the_komponen_it_is_named_in(self) -> None:
        pohon = self.make_pohon(unit=Unit.objects.get(pk=self.unit_a1.pk), tahap=5)
        self.assertEqual(self.names("komponen", pohon), [])
        Komponen.objects.filter(pk=self.komponen["kegiatan"].pk).update(
            penanggung_jawab=self.unit_a1
        )
        self.assertEqual(self.names("komponen", pohon), ["Kegiatan satu"])

    def test_what_a_perubahan_took_the_place_of_does_not_count(self) -> None:
        old = Dokumen.objects.get(nama="Renstra Dishub")
        Dokumen.objects.create(
            instansi=self.instansi,
            unit=self.unit_a,
            periode=self.periode,
            jenis="renstra_pd",
            nama="Renstra Dishub Perubahan",
            perubahan_ke=1,
            sebelumnya=old,
        )
        self.assertEqual(self.names("komponen"), [])


class TestMinistry(SkorCast):
    def test_a_ministry_is_judged_by_its_own_kinds_and_a_kro_stands_on_its_ro(self) -> None:
        lembaga = Instansi.objects.create(nama="Kementerian Uji", jenis="kementerian_lembaga")
        unit = make_unit(lembaga, "Direktorat Jenderal", jenis=Unit.Jenis.UNIT_ESELON_I)
        periode = Periode.objects.create(
            instansi=lembaga, nama="Renstra 2025-2029", tahun_awal=2025, tahun_akhir=2029
        )
        admin = make_user("admin_kl", Peran.ADMIN, lembaga)
        pohon = make_pohon(user=admin, unit=unit, instansi=lembaga, periode=periode, tahap=4)
        csf = make_simpul(
            pohon, "Layanan merata", user=admin, jenis="csf", level_kinerja="taktikal_immediate"
        )
        leaf = make_simpul(
            pohon,
            "Data tersedia",
            csf,
            user=admin,
            jenis="operasional",
            level_kinerja="operasional",
        )
        Pohon.objects.filter(pk=pohon.pk).update(tahap=5)
        renstra = Dokumen.objects.create(
            instansi=lembaga, unit=unit, periode=periode, jenis="renstra_kl", nama="Renstra KL"
        )
        upper: Komponen | None = None
        made: dict[str, Komponen] = {}
        for jenis in ("tujuan", "sasaran_strategis", "sasaran_program", "sasaran_kegiatan", "kro"):
            upper = made[jenis] = self._komponen(admin, renstra, jenis, upper)
        made["ro"] = self._komponen(admin, renstra, "ro", upper)
        rencana.map_simpul(user=admin, simpul=leaf.pk, komponen=made["ro"].pk)
        rencana.map_simpul(user=admin, simpul=csf.pk, komponen=made["sasaran_program"].pk)
        skor = self.reckon(pohon)
        mapped = {row.nama: row.poin for row in skor.butir if row.jenis == "pemetaan"}
        self.assertEqual(
            mapped, {"Kemacetan berkurang": 0, "Layanan merata": 0, "Data tersedia": 2}
        )
        held = {row.nama: row.poin for row in skor.butir if row.jenis == "komponen"}
        self.assertEqual(held, {"sasaran_program": 2, "sasaran_kegiatan": 0, "kro": 2, "ro": 2})

    def _komponen(
        self, user: Any, dokumen: Dokumen, jenis: str, induk: Komponen | None
    ) -> Komponen:
        return rencana.create_komponen(
            user=user,
            dokumen=dokumen.pk,
            jenis=jenis,
            nama=jenis,
            induk=induk.pk if induk else None,
        )


class TestTheData(SkorCast):
    def test_every_kind_of_thing_belongs_to_a_part(self) -> None:
        self.assertEqual({row.bagian for row in JENIS.values()}, set(BAGIAN))

    def test_the_rules_named_by_the_score_exist_or_stand_in_the_catalogue(self) -> None:
        letters = {"G": TUANG, "E": SMART_LAIN, "H": H_LAIN}
        for letter, named in letters.items():
            self.assertTrue(all(id.startswith(letter) for id in named))
        known = {r.id for r in rules()}
        self.assertLessEqual({"B-05", "B-11", "E-01", "G-04", "H-03", "H-05"}, known)

    def test_a_part_without_things_is_not_judged(self) -> None:
        part = Bagian(BAGIAN["cakupan"], [], "Tidak ada yang dinilai di bagian ini.")
        self.assertIsNone(part.nilai)
        self.assertEqual(part.sebutan, "Belum dinilai")


class TestCost(SkorCast):
    def queries(self) -> int:
        pohon = self.loaded(self.pohon)
        with CaptureQueriesContext(connection) as found:
            reckon(pohon)
        return len(found)

    def test_a_tree_of_any_size_takes_the_same_queries(self) -> None:
        self.assign_all()
        few = self.queries()
        for number in range(30):
            node = self.make_simpul(
                self.pohon,
                f"Kondisi {number} tertata",
                self.simpul["keg"],
                jenis="operasional",
                level_kinerja="operasional",
                indikator=[{"nama": f"Jumlah {number}", "satuan": "unit"}],
            )
            komponen = self.komponen_of(
                Dokumen.objects.get(nama="Renstra Dishub"),
                "subkegiatan",
                Komponen.objects.get(pk=self.komponen["kegiatan"].pk),
                f"tambahan {number}",
            )
            rencana.map_simpul(user=self.admin, simpul=node.pk, komponen=komponen.pk)
            jabatan_actions.assign(
                user=self.admin, simpul=node, jabatan=Jabatan.objects.get(nama__startswith="Pengad")
            )
        self.assertEqual(self.queries(), few)
