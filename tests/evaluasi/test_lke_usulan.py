"""Proposals: the figures of the example trees, taking them over, and never over what a person wrote."""

from __future__ import annotations

import os
from decimal import Decimal
from unittest.mock import patch

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from evaluasi.actions import lke as actions
from evaluasi.actions import lke_usulan
from evaluasi.lke import muat, usulan
from evaluasi.lke.hak import Sisi
from evaluasi.models import (
    JawabanKriteria,
    Lke,
    PenilaianHubungan,
    PenilaianIndikator,
    TemuanTersimpan,
    UsulanLke,
)
from organisasi.models import Pengguna, Tugas, Unit
from pohon.models import Crosscutting, Indikator, Pohon, VersiPohon
from tests.evaluasi.dasar_lke import CastLke

KODE = [
    "1.a.3",
    "1.a.5",
    *(f"1.b.{n}" for n in (10, 11)),
    *(f"1.b.{n}" for n in range(3, 10)),
    "2.a.2",
]


def figures(lke: Lke) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the kept figures by code."""
    rows = UsulanLke.objects.filter(lke=lke).select_related("kriteria")
    return {row.kriteria.kode: (row.pembilang, row.penyebut) for row in rows}


class TestContoh(TestCase):
    """The figures of the examples, counted by hand in their files."""

    @classmethod
    def setUpTestData(cls) -> None:
        muat.load_default()
        with patch.dict(os.environ, POKIN_CONTOH="1"):
            call_command("muat_contoh", verbosity=0)

    def count(
        self, username: str, unit: str | None, tahun: int = 2026
    ) -> tuple[Lke, dict[str, tuple[Decimal, Decimal]]]:
        user = Pengguna.objects.get(username=username)
        member = user.keanggotaan.select_related("instansi").first()
        assert member is not None
        found = Unit.objects.get(instansi=member.instansi, nama=unit) if unit else None
        lke = actions.create_lke(user=user, instansi=member.instansi, unit=found, tahun=tahun)
        lke_usulan.count_proposals(user=user, lke=lke)
        return lke, figures(lke)

    def test_the_city_agency_of_transport(self) -> None:
        lke, found = self.count("perencana.dishub", "Dinas Perhubungan")
        self.assertEqual(sorted(found), sorted(KODE))
        self.assertEqual(found["1.a.3"], (3, 3))  # RPJMD, Renstra, pohon
        self.assertEqual(
            found["1.a.5"], (2, 4)
        )  # cascading and crosscutting; no renaksi, no matriks
        self.assertEqual(found["1.b.5"], (0, 0))  # no frozen version to compare with
        self.assertEqual(found["1.b.8"], (15, 15))  # 27 nodes, 12 of them a partner's
        self.assertEqual(found["1.b.9"], (13, 14))  # 15 marks, one with an outside body
        self.assertEqual(found["1.b.10"], (6, 6))
        self.assertEqual(found["1.b.11"], (0, 7))
        self.assertEqual(found["2.a.2"], (27, 27))
        self.assertEqual([found[k][1] for k in ("1.b.4", "1.b.6", "1.b.7")], [27, 27, 27])
        self.check_rules(lke, found)

    def test_the_sub_district_of_batumandi(self) -> None:
        lke, found = self.count("perencana.batumandi", "Kecamatan Batumandi")
        self.assertEqual(found["1.a.3"], (2, 3))  # the example has no RPJMD
        self.assertEqual(found["1.a.5"], (1, 4))
        self.assertEqual(
            found["1.b.8"], (25, 26)
        )  # the outcome is the region's: nobody here carries it
        self.assertEqual(found["1.b.9"], (0, 0))
        self.assertEqual(found["1.b.10"], (5, 5))
        self.assertEqual(found["1.b.11"], (0, 9))
        self.assertEqual(found["2.a.2"], (26, 26))
        self.check_rules(lke, found)
        # of two SKP of 2025 one is still a draft, and a draft promises nothing
        self.assertEqual(
            self.count("perencana.batumandi", "Kecamatan Batumandi", 2025)[1]["1.b.11"], (1, 9)
        )

    def test_a_unit_carried_in_the_tree_of_its_region(self) -> None:
        lke, found = self.count("perencana.kabupaten", "Dinas Pendidikan")
        expected = {
            "1.a.3": (3, 3),  # RPJMD, Renstra, and what it carries in the tree of the region
            "1.a.5": (1, 4),  # cascading alone
            "1.b.3": (1, 1),
            "1.b.4": (5, 5),  # six nodes; the outcome is the region's
            "1.b.5": (3, 3),  # four IKU; the outcome's is the region's
            "1.b.6": (6, 6),
            "1.b.7": (6, 6),
            "1.b.8": (5, 5),
            "1.b.9": (0, 0),
            "1.b.10": (5, 5),
            "1.b.11": (0, 7),
            "2.a.2": (6, 6),
        }
        self.assertEqual(found, expected)
        said = UsulanLke.objects.get(lke=lke, kriteria__kode="1.b.4")
        self.assertIn("di bagian pohon Kabupaten Contoh yang diampu unit ini", said.dihitung)

    def test_a_node_carried_for_a_neighbour_makes_no_tree_of_ones_own(self) -> None:
        _, found = self.count("admin", "Satuan Polisi Pamong Praja")
        self.assertEqual(
            (found["1.a.3"], found["1.b.4"], found["1.b.10"]), ((1, 3), (0, 0), (0, 1))
        )

    def check_rules(self, lke: Lke, found: dict[str, tuple[Decimal, Decimal]]) -> None:
        """What the rules say stands in the figures: reckoned once more from the kept findings."""
        tree = Pohon.objects.get(unit=lke.unit_id)
        heavy = TemuanTersimpan.objects.filter(pohon=tree, tingkat__in=("galat", "peringatan"))
        worded = set(
            heavy.filter(aturan__startswith="C")
            .exclude(simpul=None)
            .values_list("simpul", flat=True)
        )
        self.assertEqual(found["1.b.4"][0], found["1.b.4"][1] - len(worded))
        smart = ("E-02", "E-03", "E-04", "E-05", "E-06", "E-10")
        faulty = set(heavy.filter(aturan__in=smart).values_list("simpul", flat=True))
        alone = Indikator.objects.filter(simpul__in=faulty)
        self.assertEqual(found["1.b.6"][0], found["1.b.6"][1] - alone.count())

    def test_a_whole_city_asks_every_agency(self) -> None:
        _, found = self.count("admin", None)
        # RPJMD and the city's own tree; of three agencies only Dishub has Renstra and tree
        self.assertEqual(found["1.a.3"], (3, 8))
        self.assertEqual(found["1.a.5"], (4, 12))
        self.assertEqual(found["1.b.10"], (6, 8))


class TestUsulan(CastLke):
    def draw(self) -> Pohon:
        """A tree of unit A with two indicators, one complete, at stage 4."""
        pohon = self.make_pohon(unit=self.unit_a, tahap=4)
        root = pohon.daftar_simpul.get()
        Indikator.objects.create(
            simpul=root,
            nama="Persentase simpang lancar",
            satuan="%",
            kategori="iku",
            definisi_operasional="Simpang tanpa antrean",
            formula="a / b",
            sumber_data="Survei",
        )
        Indikator.objects.create(simpul=root, nama="Kecepatan rata-rata", kategori="iku")
        return pohon

    def count(self) -> dict[str, tuple[Decimal, Decimal]]:
        lke_usulan.count_proposals(user=self.perencana_a, lke=self.lke)
        return figures(self.lke)

    def use(self, kode: str | None = None) -> lke_usulan.HasilPakai:
        one = self.kriteria(kode).pk if kode else None
        return lke_usulan.use_proposals(user=self.perencana_a, lke_id=self.lke.pk, kriteria_id=one)

    def answer(self, kode: str) -> JawabanKriteria:
        return JawabanKriteria.objects.get(lke=self.lke, kriteria=self.kriteria(kode))

    def test_half_of_the_cards_is_sebagian_with_the_figures_in_words(self) -> None:
        self.draw()
        self.assertEqual(self.count()["2.a.2"], (1, 2))
        self.use("2.a.2")
        answer = self.answer("2.a.2")
        self.assertEqual(answer.terpenuhi, "sebagian")
        self.assertIn("1 dari 2 indikator", answer.catatan)
        self.assertIn("50 %", answer.catatan)

    def test_what_a_person_wrote_is_never_overwritten(self) -> None:
        self.draw()
        self.count()
        line = actions.Isian("k", self.kriteria("2.a.2").pk, 0, "", "Sedang dilengkapi")
        actions.save_answers(
            user=self.perencana_a, lke_id=self.lke.pk, sisi=Sisi.MANDIRI, isian=[line]
        )
        with self.assertRaisesMessage(ValidationError, "sudah dijawab seseorang"):
            self.use("2.a.2")
        hasil = self.use()
        self.assertEqual(hasil.dibiarkan, 1)
        self.assertEqual(self.answer("2.a.2").catatan, "Sedang dilengkapi")
        self.assertEqual(self.answer("2.a.2").terpenuhi, "")

    def test_a_new_figure_stands_beside_the_one_that_was_taken_over(self) -> None:
        self.draw()
        self.count()
        self.use("2.a.2")
        Indikator.objects.filter(formula="").update(
            definisi_operasional="d", formula="f", sumber_data="s"
        )
        self.assertEqual(self.count()["2.a.2"], (2, 2))
        self.assertEqual(self.answer("2.a.2").terpenuhi, "sebagian")
        page = self.client_for(self.perencana_a).get(f"/lke/{self.lke.pk}/isi/2/")
        self.assertContains(page, "Dipakai dengan angka 1 dari 2; sekarang berbeda")
        self.use("2.a.2")
        self.assertEqual(self.answer("2.a.2").terpenuhi, "ya")

    def test_nothing_to_count_proposes_nothing(self) -> None:
        self.assertEqual(self.count()["1.b.9"], (0, 0))
        with self.assertRaisesMessage(ValidationError, "belum dapat dihitung"):
            self.use("1.b.9")

    def test_waiting_partners_count_as_unanswered(self) -> None:
        root = self.draw().daftar_simpul.get()
        for status in ("menunggu", "disetujui", "ditolak"):
            Crosscutting.objects.create(simpul=root, mitra=self.unit_b, status=status)
        Crosscutting.objects.create(simpul=root, mitra_luar="Kepolisian")
        self.assertEqual(self.count()["1.b.9"], (2, 3))

    def test_an_iku_that_was_replaced_since_the_first_version_counts_against_it(self) -> None:
        pohon = self.draw()
        root = pohon.daftar_simpul.get()
        isi = {
            "simpul": [
                {
                    "id": root.pk,
                    "induk": None,
                    "jenis": "outcome",
                    "pernyataan": root.pernyataan,
                    "indikator": [
                        {"id": 1, "nama": "Persentase  Simpang lancar", "kategori": "iku"},
                        {"id": 2, "nama": "Indeks kemacetan", "kategori": "iku"},
                        {"id": 3, "nama": "Bukan IKU"},
                    ],
                }
            ]
        }
        VersiPohon.objects.create(pohon=pohon, nomor=1, status="diajukan", isi=isi, oleh=self.admin)
        self.assertEqual(self.count()["1.b.5"], (1, 2))

    def test_the_evaluators_judgement_takes_the_place_of_the_rules(self) -> None:
        pohon = self.draw()
        csf = self.make_simpul(pohon, "Simpang tertata")
        root = pohon.daftar_simpul.get(induk=None)
        versi = VersiPohon.objects.create(
            pohon=pohon, nomor=1, status="diajukan", isi={"simpul": []}, oleh=self.admin
        )
        first = Indikator.objects.order_by("pk")[0]
        PenilaianIndikator.objects.create(
            versi=versi, oleh=self.evaluator, simpul=root.pk, indikator=first.pk,
            spesifik=True, terukur=True, tercapai=False, relevan=True, berbatas_waktu=True,
        )  # fmt: skip
        PenilaianHubungan.objects.create(
            versi=versi, oleh=self.evaluator, simpul=csf.pk, nilai="0.5"
        )
        found = self.count()
        self.assertEqual(found["1.b.6"], (Decimal("0.8"), 1))
        self.assertEqual(found["1.b.8"], (Decimal("0.5"), 1))

    def test_counting_costs_the_same_for_one_tree_as_for_many(self) -> None:
        self.draw()
        self.count()

        def cost() -> int:
            with CaptureQueriesContext(connection) as caught:
                usulan.count(Lke.objects.select_related("instansi", "unit").get(pk=self.lke.pk))
            return len(caught)

        before = cost()
        for _ in range(3):
            pohon = self.draw()
            self.make_simpul(pohon, "Simpang tertata")
        self.assertEqual(cost(), before)
        self.assertLessEqual(before, 32)

    def test_many_unchecked_trees_are_counted_by_a_job(self) -> None:
        for _ in range(lke_usulan.MOST_TREES + 1):
            self.draw()
        job = lke_usulan.count_proposals(user=self.perencana_a, lke=self.lke)
        assert job is not None
        self.assertEqual(Tugas.objects.get(pk=job.pk).status, "selesai")  # TUGAS_SYNC
        self.assertEqual(figures(self.lke)["2.a.2"], (6, 12))

    def test_trees_of_other_units_and_years_stay_out(self) -> None:
        self.make_pohon(unit=self.unit_b, tahap=4)
        self.assertEqual(self.count()["1.b.3"], (0, 0))
        self.make_pohon(unit=self.unit_a1)
        self.assertEqual(self.count()["1.b.3"][1], 1)

    def test_the_list_behind_a_figure_puts_what_is_missing_first(self) -> None:
        self.draw()
        self.count()
        url = f"/lke/{self.lke.pk}/usulan/{self.kriteria('2.a.2').pk}/"
        page = self.client_for(self.pembaca_a).get(url)
        self.assertContains(page, "belum ada definisi operasional, formula, sumber data")
        self.assertFalse(page.context["halaman"][0]["ok"])
        self.assertTrue(page.context["halaman"][1]["ok"])
        self.assertContains(page, "/kartu/")

    def test_a_judged_sheet_counts_nothing_any_more(self) -> None:
        Lke.objects.filter(pk=self.lke.pk).update(status="selesai")
        self.lke.refresh_from_db()
        with self.assertRaisesMessage(ValidationError, "sudah dinilai"):
            self.count()

    def test_going_back_after_an_act_never_leaves_pokin(self) -> None:
        client = self.client_for(self.perencana_a)
        url = f"/lke/{self.lke.pk}/usulan/"
        for wanted in ("https://jahat.example/", "//jahat.example/", "/\\jahat.example"):
            answer = client.post(url, {"kembali": wanted})
            self.assertEqual(answer["Location"], f"/lke/{self.lke.pk}/")
