"""What the tests of the desk share: a tree of two levels, submitted, and the words of a judgement."""

from __future__ import annotations

from typing import Any

from evaluasi.models import Reviu
from organisasi.models import Pengguna
from pohon.actions import apply, freeze_version, set_status
from pohon.models import Indikator, Pohon, Simpul, VersiPohon
from tests.base import Cast, make_user


class CastMeja(Cast):
    """The cast, a second evaluator, and a tree the planner of unit A drafted: outcome, two CSF, an indicator each."""

    evaluator_b: Pengguna
    pohon: Pohon
    csf: Simpul
    lain: Simpul

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.evaluator_b = make_user("evaluator_b", "evaluator", cls.instansi)
        cls.pohon = cls.make_pohon(unit=cls.unit_a, user=cls.perencana_a, tahap=4)
        card = {"nama": "Kecepatan rata-rata", "satuan": "km/jam", "validitas": "proxy"}
        cls.csf = cls.make_simpul(
            cls.pohon, "Kapasitas jalan cukup", user=cls.perencana_a, indikator=[card]
        )
        cls.lain = cls.make_simpul(cls.pohon, "Pelanggaran menurun", user=cls.perencana_a)
        cls.versi = submit(cls.pohon, cls.perencana_a)
        cls.pohon.refresh_from_db()
        cls.kartu = Indikator.objects.get(simpul=cls.csf)

    def mend(self, simpul: Simpul, pernyataan: str) -> VersiPohon:
        """Return the tree, change one statement and submit it again."""
        set_status(user=self.evaluator, pohon_id=self.pohon.pk, status=Pohon.Status.DIKEMBALIKAN)
        now = Simpul.objects.get(pk=simpul.pk)
        operasi = {
            "jenis": "ubah",
            "simpul": now.pk,
            "versi": now.versi,
            "data": {"pernyataan": pernyataan},
        }
        apply(user=self.perencana_a, pohon_id=self.pohon.pk, operasi=[operasi])
        return submit(self.pohon, self.perencana_a)


def submit(pohon: Pohon, user: Pengguna) -> VersiPohon:
    """Freeze and submit a tree whatever its findings."""
    now = set_status(user=user, pohon_id=pohon.pk, status=Pohon.Status.DIAJUKAN)
    versi = freeze_version(user=user, pohon=now)
    Reviu.objects.create(pohon=now, versi=versi, keputusan=Reviu.Keputusan.DIAJUKAN, oleh=user)
    return versi


def edge(simpul: Simpul, nilai: str, catatan: str = "") -> dict[str, Any]:
    """A judgement of an edge as the desk sends it."""
    return {"jenis": "hubungan", "simpul": simpul.pk, "nilai": nilai, "catatan": catatan}


def card(indikator: Indikator, letters: str, catatan: str = "") -> dict[str, Any]:
    """A judgement of an indicator: "smart" all yes, "SM" two yes; a letter after "-" is no."""
    names = {
        "s": "spesifik",
        "m": "terukur",
        "a": "tercapai",
        "r": "relevan",
        "t": "berbatas_waktu",
        "c": "menantang",
    }
    yes, _, no = letters.partition("-")
    huruf = {names[one]: True for one in yes} | {names[one]: False for one in no}
    return {"jenis": "indikator", "indikator": indikator.pk, "huruf": huruf, "catatan": catatan}
