"""The data every run measures: the same from the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.test import Client

from lib import tree
from organisasi.models import Instansi, Keanggotaan, Pengguna, Periode, Unit
from perencanaan.models import Dokumen, Komponen, Pagu, Pemetaan
from pohon import actions
from pohon.models import Pohon, Simpul

SEED = 892021
# fmt: off
WORDS = (
    "meningkatnya", "menurunnya", "terwujudnya", "tersedianya", "terlaksananya", "kualitas",
    "layanan", "angkutan", "umum", "keselamatan", "lalu", "lintas", "jalan", "kabupaten",
    "data", "rencana", "pembinaan", "masyarakat", "desa", "pengawasan", "pemeliharaan",
    "sarana", "prasarana", "kapasitas", "aparatur", "pelaku", "usaha", "pendidikan",
    "kesehatan", "terpadu",
)
# fmt: on


@dataclass
class House:
    """An instansi with one unit, one period and a perencana who may write all of it."""

    instansi: Instansi
    unit: Unit
    periode: Periode
    user: Pengguna

    def client(self) -> Client:
        """Return a browser in which the perencana is signed in."""
        client = Client(raise_request_exception=True)
        client.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")
        return client


def make_house(number: int = 0) -> House:
    """Make an instansi with what a tree needs."""
    instansi = Instansi.objects.create(nama=f"Kota Ukur {number}", jenis=Instansi.Jenis.KOTA)
    unit = Unit(instansi=instansi, nama="Dinas Perhubungan", singkatan="Dishub")
    tree.insert(unit, tree_id=instansi.pk, parent=None)
    periode = Periode.objects.create(
        instansi=instansi, nama="RPJMD 2025-2029", tahun_awal=2025, tahun_akhir=2029
    )
    user = Pengguna.objects.create(username=f"ukur{number}", nama=f"Perencana {number}")
    user.set_unusable_password()
    user.save()
    Keanggotaan.objects.create(pengguna=user, instansi=instansi, peran=Keanggotaan.Peran.PERENCANA)
    return House(instansi, unit, periode, user)


def sentence(dice: random.Random) -> str:
    """Return a statement of six to twelve words."""
    return " ".join(dice.choices(WORDS, k=dice.randint(6, 12))).capitalize()


def _indikator(dice: random.Random, periode: Periode) -> dict[str, Any]:
    start = dice.randint(20, 60)
    return {
        "nama": f"Persentase {sentence(dice).lower()}",
        "satuan": "%",
        "baseline_tahun": periode.tahun_awal - 1,
        "baseline_nilai": start,
        "target": {str(tahun): start + 2 * i for i, tahun in enumerate(periode.tahun)},
    }


def nodes(count: int, periode: Periode, *, whole: bool = True) -> Iterator[dict[str, Any]]:
    """Yield the nodes below a root in tree order; `whole`: each with an indicator and its targets.

    A CSF about every 40 nodes; below it a condition has two to four children, six levels deep.
    """
    dice = random.Random(SEED)
    path: list[str] = []
    for number in range(count):
        if number % 40 == 0:
            path = []
        elif len(path) > 1:
            path = path[: max(1, len(path) - dice.choice((0, 0, 1, 1, 2)))][:5]
        jenis = ("csf", "antara", "antara", "antara", "operasional", "operasional")[len(path)]
        kunci = f"s{number}"
        entry: dict[str, Any] = {
            "kunci": kunci,
            "induk_kunci": path[-1] if path else None,
            "jenis": jenis,
            "pernyataan": sentence(dice),
            "hubungan": "ya",
        }
        if jenis == "csf":
            entry |= {"faktor_penyebab": sentence(dice), "sifat": "faktual"}
        if whole:
            entry["indikator"] = [_indikator(dice, periode)]
        path.append(kunci)
        yield entry


def make_tree(house: House, count: int, *, whole: bool = True, tahap: int = 5) -> Pohon:
    """Build a tree of `count` nodes, the outcome included."""
    pohon = actions.create_pohon(
        user=house.user,
        instansi=house.instansi,
        unit=house.unit,
        periode=house.periode,
        pernyataan=f"Outcome dengan {count} simpul",
        tahap=Pohon.Tahap.INDIKATOR,
    )
    below = list(nodes(count - 1, house.periode, whole=whole))
    actions.build_pohon(user=house.user, pohon=pohon, simpul=below)
    Pohon.objects.filter(pk=pohon.pk).update(tahap=tahap)
    return Pohon.objects.select_related("instansi", "unit", "periode").get(pk=pohon.pk)


def make_dokumen(house: House, pohon: Pohon) -> Dokumen:
    """Make a Renstra of 1,000 komponen, each with a node of the tree mapped to it, the lowest with pagu."""
    dokumen = Dokumen.objects.create(
        instansi=house.instansi,
        unit=house.unit,
        periode=house.periode,
        jenis=Dokumen.Jenis.RENSTRA_PD,
        nama="Renstra Dishub 2025-2029",
    )
    rows = tree.build(list(_komponen(dokumen)), tree_id=dokumen.pk)
    simpul = Simpul.objects.filter(pohon=pohon).order_by("lft").values_list("pk", flat=True)
    pairs = zip(simpul, rows, strict=False)
    Pemetaan.objects.bulk_create(
        [Pemetaan(simpul_id=pk, komponen=komponen) for pk, komponen in pairs], batch_size=500
    )
    Pagu.objects.bulk_create(
        [
            Pagu(komponen=row, tahun=tahun, nilai=Decimal(250_000_000), sumber_dana="APBD")
            for row in rows
            if row.jenis == Komponen.Jenis.SUBKEGIATAN
            for tahun in house.periode.tahun
        ],
        batch_size=500,
    )
    return dokumen


def _komponen(dokumen: Dokumen) -> Iterator[Komponen]:
    """Yield 1,000 komponen in tree order: 2 tujuan, 8 sasaran, 30 program, 160 kegiatan, 800 subkegiatan."""
    dice = random.Random(SEED)
    below = {"tujuan": 4, "sasaran": 0, "program": 0, "kegiatan": 5, "subkegiatan": 0}
    programs, activities = iter((4, 4, 4, 4, 4, 4, 3, 3)), iter((6,) * 10 + (5,) * 20)

    def branch(jenis: str, upper: Komponen | None) -> Iterator[Komponen]:
        row = Komponen(dokumen=dokumen, jenis=jenis, nama=sentence(dice), sasaran=sentence(dice))
        yield tree.under(row, upper)
        count = {"sasaran": programs, "program": activities}.get(jenis)
        kinds = list(below)
        place = kinds.index(jenis)
        for _ in range(next(count) if count else below[jenis]):
            yield from branch(kinds[place + 1], row)

    for _ in range(2):
        yield from branch("tujuan", None)
