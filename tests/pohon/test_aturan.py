"""The rules of drafting, each with a tree that must trigger it and one that must not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import SimpleTestCase

from lib.aturan import Finding, Severity, rules, run
from pohon.aturan import KonteksPohon
from pohon.aturan.rumusan import is_activity, joined_results

GALAT, PERINGATAN = Severity.GALAT, Severity.PERINGATAN
KINDS = ("outcome", "csf", "antara", "operasional")
LEVELS = ("strategis_urusan", "strategis_urusan", "taktikal_intermediate", "operasional")


def tree(*simpul: tuple[int, int | None, str] | dict[str, Any]) -> KonteksPohon:
    """A context of (id, parent, kind) or whole nodes, without a database."""
    nodes = [
        one
        if isinstance(one, dict)
        else {
            "id": one[0],
            "induk": one[1],
            "jenis": one[2],
            "pernyataan": f"Meningkatnya hal {one[0]}",
            "level_kinerja": LEVELS[KINDS.index(one[2])],
            "hubungan": "ya",
        }
        for one in simpul
    ]
    head: dict[str, Any] = {
        "instansi": {"id": 1},
        "unit": None,
        "periode": {"tahun": [2025]},
        "dasar": [],
    }
    konteks = KonteksPohon(head, nodes)
    konteks.__dict__["unit_names"] = frozenset({"dinas komunikasi dan informatika"})
    return konteks


SOUND = (
    (1, None, "outcome"),
    (2, 1, "csf"),
    (3, 2, "antara"),
    (4, 3, "operasional"),
    (5, 3, "operasional"),
    (6, 2, "antara"),
    (7, 6, "operasional"),
    (8, 6, "operasional"),
    (9, 1, "csf"),
    (10, 9, "antara"),
    (11, 10, "operasional"),
    (12, 10, "operasional"),
    (13, 9, "antara"),
    (14, 13, "operasional"),
    (15, 13, "operasional"),
)


def changed(id: int, **fields: Any) -> KonteksPohon:
    """The sound tree with one node changed."""
    konteks = tree(*SOUND)
    konteks.by_id[id].update(fields)
    return konteks


class RulesOfDraftingTest(SimpleTestCase):
    def found(self, id: str, konteks: KonteksPohon) -> list[tuple[int | None, Severity]]:
        return [(f.simpul, f.severity) for f in run(konteks, up_to=5, only=[id])]

    def only(self, id: str, konteks: KonteksPohon) -> Finding:
        (finding,) = run(konteks, up_to=5, only=[id])
        return finding

    def test_a_sound_tree_has_no_finding_of_its_shape_and_wording(self) -> None:
        ids = ["B-01", "B-02", "B-03", "B-04", "B-05", "B-06", "B-11", "C-02", "C-04", "D-02"]
        self.assertEqual(run(tree(*SOUND), up_to=5, only=ids), [])

    def test_b01_a_second_outcome_belongs_in_a_tree_of_its_own(self) -> None:
        self.assertEqual(
            self.found("B-01", tree(*SOUND, (20, None, "outcome"), (21, 2, "outcome"))),
            [(20, GALAT), (21, GALAT)],
        )

    def test_b02_a_gap_and_a_circle_are_found(self) -> None:
        broken = tree(*SOUND, (20, 99, "csf"), (21, 22, "antara"), (22, 21, "antara"))
        self.assertEqual(self.found("B-02", broken), [(20, GALAT), (21, GALAT), (22, GALAT)])

    def test_b03_one_csf_is_too_few(self) -> None:
        self.assertEqual(self.found("B-03", tree(*SOUND[:8])), [(1, PERINGATAN)])

    def test_b04_a_condition_broken_down_into_one_is_looked_at_again(self) -> None:
        self.assertEqual(self.found("B-04", tree(*SOUND[:7])), [(1, PERINGATAN), (6, PERINGATAN)])
        chain = [(1, PERINGATAN), (2, PERINGATAN), (3, PERINGATAN)]
        self.assertEqual(self.found("B-04", tree(*SOUND[:4])), chain)

    def test_b05_a_branch_ends_in_an_operational_condition_or_at_a_partner(self) -> None:
        self.assertEqual(self.found("B-05", tree(*SOUND[:6])), [(6, GALAT)])
        partner = {"id": 1, "nama_mitra": "Dinas PU", "status": "menunggu"}
        left = tree(*SOUND[:6])
        left.by_id[6]["crosscutting"] = [partner]
        self.assertEqual(self.found("B-05", left), [])

    def test_b11_an_open_edge_advises_and_an_illogical_one_blocks(self) -> None:
        self.assertEqual(self.found("B-11", changed(3, hubungan="")), [(3, PERINGATAN)])
        self.assertEqual(self.found("B-11", changed(3, hubungan="tidak")), [(3, GALAT)])
        self.assertEqual(self.found("B-11", changed(3, hubungan="kurang")), [])

    def test_c02_an_activity_weighs_less_at_the_operational_level(self) -> None:
        self.assertEqual(
            self.found("C-02", changed(2, pernyataan="Pelaksanaan rapat")), [(2, GALAT)]
        )
        self.assertEqual(
            self.found("C-02", changed(4, pernyataan="Pengadaan rambu")), [(4, PERINGATAN)]
        )

    def test_c04_two_issues_in_the_outcome_make_two_trees(self) -> None:
        double = "Meningkatnya pertumbuhan ekonomi dan kesejahteraan masyarakat"
        self.assertEqual(self.found("C-04", changed(1, pernyataan=double)), [(1, GALAT)])
        self.assertEqual(self.found("C-04", changed(2, pernyataan=double)), [])
        agency = "Meningkatnya kinerja Dinas Komunikasi dan Informatika"
        self.assertEqual(self.found("C-04", changed(1, pernyataan=agency)), [])

    def test_d02_the_level_never_rises_on_the_way_down(self) -> None:
        self.assertEqual(
            self.found("D-02", changed(4, level_kinerja="strategis_urusan")), [(4, GALAT)]
        )
        self.assertEqual(self.found("D-02", changed(4, level_kinerja="taktikal_immediate")), [])

    def test_e01_every_node_is_measured(self) -> None:
        konteks = tree(*SOUND[:2])
        konteks.by_id[2]["indikator"] = [{"nama": "Indeks"}]
        self.assertEqual(self.found("E-01", konteks), [(1, GALAT)])

    def test_a_guess_on_words_never_closes_a_stage(self) -> None:
        self.assertFalse(self.only("C-02", changed(2, pernyataan="Pelaksanaan rapat")).blocks)
        self.assertTrue(self.only("B-11", changed(3, hubungan="tidak")).blocks)
        self.assertFalse(self.only("B-11", changed(3, hubungan="")).blocks)

    def test_every_rule_names_its_source_and_an_act_the_editor_knows(self) -> None:
        known = {"", "dasar", "tinjauan", "turunan", "operasional", "sisipkan", "pernyataan"}
        for rule in rules():
            self.assertTrue(rule.source, rule.id)
            plain = rule.settle in {*known, "indikator", "indikator_baru"}
            self.assertTrue(plain or rule.settle.startswith(("isi:", "bagian:")), rule.id)


@pytest.mark.parametrize(
    "text",
    [
        "Melaksanakan sosialisasi",
        "Meningkatkan kualitas layanan",
        "Menyusun dokumen perencanaan",
        "Pelaksanaan bimbingan teknis",
        "Peningkatan pertumbuhan ekonomi",
        "Pengadaan dan pemasangan rambu-rambu lalu lintas",
        "Penanganan pengaduan masyarakat",
        "Proyek pembangunan jalan/galian dilakukan bukan pada jam sibuk",
        "Bimtek aparatur desa",
    ],
)
def test_an_activity_is_told_by_its_first_word(text: str) -> None:
    assert is_activity(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Meningkatnya kualitas pelayanan publik",
        "Menurunnya kemacetan",
        "Terlaksananya pemasangan plang kawasan ganjil-genap",
        "Optimalnya pengelolaan aset",
        "Volume kendaraan di jalan raya berkurang",
        "Pemahaman masyarakat tentang rambu lalu lintas meningkat",
        "Pemeliharaan dan perbaikan jalan efektif",
        "Pelanggaran lalu lintas menurun",
        "Alat dan sarana prasarana memadai",
        "Menteri memberi teladan",
    ],
)
def test_a_condition_is_no_activity(text: str) -> None:
    assert not is_activity(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peningkatan pertumbuhan ekonomi dan kesejahteraan masyarakat",
        "Meningkatnya kualitas pendidikan serta kesehatan",
        "Menurunnya kemiskinan & pengangguran",
        "Meningkatnya layanan bagi warga dan menurunnya kemiskinan",
        "Meningkatnya pendapatan/kesehatan petani",
    ],
)
def test_two_results_are_told_by_what_joins_them(text: str) -> None:
    assert joined_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "Meningkatnya kepuasan atas kemudahan, transparansi dan integritas pelayanan perizinan investasi",
        "Meningkatnya Pemberdayaan Masyarakat Desa dan Kelurahan",
        "Meningkatnya Ketenteraman dan Ketertiban Umum",
        "Terwujudnya masyarakat yang sejahtera dan mandiri",
        "Meningkatnya mutu sarana dan prasarana kota",
        "Meningkatnya akses pendidikan di kabupaten/kota",
        "Menurunnya kemacetan",
        "Menurunnya sampah di sungai dan lainnya",
    ],
)
def test_one_result_with_many_words_is_one(text: str) -> None:
    assert not joined_results(text)
