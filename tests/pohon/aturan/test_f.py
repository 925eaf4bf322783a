"""Rules F, each with a tree that must trigger it and one that must not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import SimpleTestCase

from lib.aturan import Severity
from pohon.aturan import KonteksPohon
from pohon.aturan.pihak import other_body
from pohon.aturan.versi_beku import CACHE, SimpulBeku, VersiBeku
from pohon.models import Crosscutting, Indikator, Target
from tests.base import Cast
from tests.pohon.aturan.ukur import ask, konteks, node, places

CITY = {"id": 1, "nama": "Kota Contoh", "jenis": "kota"}
UNIT = {"id": 5, "nama": "Dinas Perhubungan"}


def mark(status: str = "disetujui", **more: Any) -> dict[str, Any]:
    """A mark with unit 7 as its partner."""
    return {
        "id": 1,
        "mitra": 7,
        "nama_mitra": "Dinas PU",
        "kontribusi": "Menata jalan",
        "status": status,
        **more,
    }


def with_marks(*marks: dict[str, Any], **more: Any) -> KonteksPohon:
    """A node 2 with marks under an outcome."""
    lower = node(2, 1, "B", crosscutting=[*marks], indikator=[{"nama": "Indeks X"}])
    return konteks(node(1, None, "A", "outcome"), {**lower, **more}, instansi=CITY)


class F01Test(SimpleTestCase):
    def frozen(self, *mitra: str, gone: bool = True) -> KonteksPohon:
        k = konteks(node(1, None, "A", "outcome"), *([] if gone else [node(2, 1, "B")]))
        then = SimpulBeku("Jalan mantap", "antara", "taktikal_intermediate", mitra, ())
        k.__dict__[CACHE] = [VersiBeku(3, {2: then})]
        return k

    def test_a_marked_condition_that_is_gone_is_told_with_its_partner(self) -> None:
        (finding,) = ask("F-01", self.frozen("Dinas PU"))
        self.assertEqual((finding.simpul, finding.severity), (None, Severity.GALAT))
        self.assertIn("“Jalan mantap” dengan Dinas PU ada pada versi 3", finding.message)
        self.assertTrue(finding.needs_reason, "the partner may have withdrawn")

    def test_what_is_still_there_or_was_never_marked_is_fine(self) -> None:
        self.assertEqual(places("F-01", self.frozen("Dinas PU", gone=False)), [])
        self.assertEqual(places("F-01", self.frozen()), [])


class F02Test(SimpleTestCase):
    def test_a_mark_names_its_partner_and_what_is_asked(self) -> None:
        self.assertIn("Mitra", ask("F-02", with_marks(mark(nama_mitra=" ")))[0].message)
        self.assertIn("kontribusi", ask("F-02", with_marks(mark(kontribusi="")))[0].message)

    def test_a_whole_mark_and_one_turned_down_are_fine(self) -> None:
        self.assertEqual(places("F-02", with_marks(mark())), [])
        self.assertEqual(places("F-02", with_marks(mark("ditolak", kontribusi=""))), [])


class F03Test(SimpleTestCase):
    def test_a_marked_condition_is_measured_and_stated(self) -> None:
        self.assertEqual(places("F-03", with_marks(mark(), indikator=[])), [2])
        (finding,) = ask("F-03", with_marks(mark(), indikator=[], pernyataan="…"))
        self.assertIn("pernyataan dan indikator", finding.message)

    def test_with_both_it_is_fine_and_without_a_mark_none_of_its_matter(self) -> None:
        self.assertEqual(places("F-03", with_marks(mark())), [])
        self.assertEqual(places("F-03", with_marks(indikator=[])), [])


class F04Test(SimpleTestCase):
    def carried(self, *, unit: Any = UNIT, above: Any = (), **more: Any) -> KonteksPohon:
        upper = node(1, None, "A", "outcome", crosscutting=[*above])
        lower = node(2, 1, "B", pengampu=7, pengampu_nama="Dinas PU", **more)
        k = konteks(upper, lower, unit=unit)
        k.__dict__["own_units"] = {5, 6} if unit else None
        return k

    def test_what_another_unit_carries_is_to_be_marked(self) -> None:
        (finding,) = ask("F-04", self.carried())
        self.assertIn("diampu Dinas PU: tandai sebagai crosscutting", finding.message)

    def test_marked_here_or_where_the_branch_begins_it_is_fine(self) -> None:
        self.assertEqual(places("F-04", self.carried(crosscutting=[mark("menunggu")])), [])
        self.assertEqual(places("F-04", self.carried(above=[mark()])), [])

    def test_a_mark_of_another_partner_or_one_turned_down_does_not_count(self) -> None:
        self.assertEqual(places("F-04", self.carried(crosscutting=[mark(mitra=8)])), [2])
        self.assertEqual(places("F-04", self.carried(crosscutting=[mark("ditolak")])), [2])

    def test_a_tree_of_the_whole_instansi_is_everybodys(self) -> None:
        self.assertEqual(places("F-04", self.carried(unit=None)), [])


class F05Test(SimpleTestCase):
    TEXT = "Terlaksananya sinergitas dengan Kepolisian dan Tentara Nasional Indonesia"

    def test_a_body_in_statement_or_indikator_hints_at_crosscutting(self) -> None:
        self.assertEqual(places("F-05", with_marks(pernyataan=self.TEXT)), [2])
        lintas = [{"nama": "Persentase koordinasi dengan lintas sektor"}]
        self.assertIn("lintas sektor", ask("F-05", with_marks(indikator=lintas))[0].message)

    def test_a_mark_on_the_way_up_is_enough(self) -> None:
        self.assertEqual(places("F-05", with_marks(mark(), pernyataan=self.TEXT)), [])
        below = node(3, 2, self.TEXT)
        upper = node(2, 1, "B", crosscutting=[mark()])
        self.assertEqual(places("F-05", konteks(node(1, None, "A", "outcome"), upper, below)), [])

    def test_no_body_no_hint(self) -> None:
        self.assertEqual(places("F-05", with_marks()), [])


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Terlaksananya sinergitas dengan Kepolisian Negara Republik Indonesia", "Polri"),
        ("Menguatnya peran TNI dalam pembangunan desa", "TNI"),
        ("Terjalinnya koordinasi dengan instansi vertikal", "instansi vertikal"),
        ("Meningkatnya koordinasi lintas sektor penanganan stunting", "lintas sektor"),
        ("Meningkatnya kerja sama dengan perguruan tinggi", "perguruan tinggi"),
        ("Terwujudnya kemitraan dengan swasta", "swasta"),
        ("Meningkatnya koordinasi dengan kementerian teknis", "kementerian"),
        ("Terkoordinasinya perangkat daerah terkait", "perangkat daerah lain"),
        ("Terjalinnya kerja sama parkir dengan pihak profesional", "pihak ketiga"),
        (
            "Terjalinnya kerja sama pengelolaan sampah dengan Kabupaten Tetangga",
            "Kabupaten Tetangga",
        ),
        ("Simulasi bencana bersama sekolah, rumah sakit, dan PMI", "sekolah"),
        ("Terpasangnya portal bersama Dinas Perhubungan", "Dinas Perhubungan"),
        ("Terbentuknya CSIRT bersama BSSN", "BSSN"),
        ("Aplikasi antrean terintegrasi dengan BPJS Kesehatan", "BPJS Kesehatan"),
        ("Bekerja sama dengan perguruan tinggi dalam penelitian", "perguruan tinggi"),
        ("Tersalurkannya bantuan melalui PT Pos", "PT Pos"),
        ("Meningkatnya keterlibatan dunia usaha dalam pelatihan kerja", "dunia usaha"),
        (
            "Terfasilitasinya Pencapaian Standar Pelayanan Minimal",
            "perangkat daerah penanggung jawab SPM",
        ),
    ],
)
def test_another_body_is_found(text: str, body: str) -> None:
    assert other_body(text) == body


@pytest.mark.parametrize(
    "text",
    [
        "Meningkatnya kualitas pelayanan publik",
        "Urusan yang tidak dilaksanakan oleh instansi vertikal",
        "Tersosialisasinya peraturan lalu lintas di sekolah dan perguruan tinggi",
        "Persentase sekolah swasta terakreditasi",
        "Meningkatnya nilai evaluasi SAKIP oleh Kementerian PANRB",
        "Persentase temuan BPK yang ditindaklanjuti",
        "Penanganan pengaduan sesuai SPM",
        "Meningkatnya koordinasi ketenteraman dan ketertiban",
        "Meningkatnya investasi swasta",
        "Persentase perusahaan yang taat aturan",
        "Jumlah mahasiswa perguruan tinggi",
        "Terwujudnya sinergi dengan baik",
        "Meningkatnya daya saing dunia pendidikan",
        "Menurunnya kejahatan lintas batas",
        "Pemerataan pegawai antarperangkat daerah",
        "Kelompok usaha bersama menerima modal",
        "Petani terhubung langsung dengan pembeli",
        "Layanan terintegrasi dengan baik di seluruh sekolah",
    ],
)
def test_who_is_served_or_judges_is_no_partner(text: str) -> None:
    assert other_body(text) == ""


def test_a_house_is_no_other_body_to_itself() -> None:
    assert other_body("Meningkatnya profesionalitas Polri", "Polri") == ""
    assert other_body("Meningkatnya profesionalitas Polri", "Kota Contoh") == "Polri"


class F06Test(SimpleTestCase):
    def severities(self, *marks: dict[str, Any]) -> list[Severity]:
        return [finding.severity for finding in ask("F-06", with_marks(*marks))]

    def test_a_partner_that_has_not_agreed_is_named(self) -> None:
        self.assertEqual(self.severities(mark("menunggu")), [Severity.PERINGATAN])
        (finding,) = ask("F-06", with_marks(mark("ditolak", alasan="Bukan urusan kami")))
        self.assertIn("Ditolak Dinas PU (Bukan urusan kami)", finding.message)

    def test_one_outside_cannot_answer_here(self) -> None:
        self.assertEqual(self.severities(mark("menunggu", mitra=None)), [Severity.INFO])

    def test_one_that_agreed_is_fine(self) -> None:
        self.assertEqual(self.severities(mark()), [])


class F07Test(Cast):
    def setUp(self) -> None:
        self.pohon = self.make_pohon(unit=self.unit_b, tahap=4)
        self.theirs = self.pohon.daftar_simpul.get()
        row = Indikator.objects.create(simpul=self.theirs, nama="Indeks  Jalan", satuan="indeks")
        Target.objects.create(indikator=row, tahun=2025, nilai=70)

    def linked(self, nama: str, nilai: float) -> KonteksPohon:
        own = [{"nama": nama, "target": {"2025": nilai}}]
        return with_marks(mark(simpul_mitra=self.theirs.pk), indikator=own)

    def test_an_agreement_without_a_node_is_not_in_the_partners_tree(self) -> None:
        self.assertIn("belum ditautkan", ask("F-07", with_marks(mark()))[0].message)

    def test_another_indikator_or_target_is_told(self) -> None:
        self.assertIn("indikatornya berbeda", ask("F-07", self.linked("Indeks X", 70))[0].message)
        message = ask("F-07", self.linked("Indeks Jalan", 75))[0].message
        self.assertIn("target 2025 indikator “Indeks Jalan” di sini 75, di sana 70", message)

    def test_the_same_indikator_and_target_is_fine_in_one_query(self) -> None:
        with self.assertNumQueries(1):
            self.assertEqual(places("F-07", self.linked("indeks jalan", 70)), [])

    def test_what_is_not_agreed_is_the_matter_of_f06(self) -> None:
        self.assertEqual(places("F-07", with_marks(mark("menunggu"))), [])

    def test_a_branch_is_told_of_where_it_begins(self) -> None:
        k = konteks(
            node(1, None, "A", "outcome"),
            node(2, 1, "B", crosscutting=[mark()]),
            node(3, 2, "C", crosscutting=[mark()]),
        )
        self.assertEqual(places("F-07", k), [2])


class F08Test(SimpleTestCase):
    def test_a_region_without_crosscutting_is_asked_whether_it_looked(self) -> None:
        self.assertEqual([f.severity for f in ask("F-08", with_marks())], [Severity.INFO])

    def test_one_mark_or_a_ministry_or_a_lone_outcome_is_fine(self) -> None:
        ministry = {"id": 1, "nama": "K", "jenis": "kementerian_lembaga"}
        root = node(1, None, "A", "outcome")
        self.assertEqual(places("F-08", with_marks(mark("ditolak"))), [])
        self.assertEqual(places("F-08", konteks(root, node(2, 1, "B"), instansi=ministry)), [])
        self.assertEqual(places("F-08", konteks(root)), [])


class MarkTest(SimpleTestCase):
    def test_the_states_of_a_mark_are_those_of_the_model(self) -> None:
        self.assertEqual({*Crosscutting.Status}, {"menunggu", "disetujui", "ditolak"})
