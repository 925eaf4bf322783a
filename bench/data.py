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
from perencanaan.models import Acuan, ArahKebijakan, Dokumen, Komponen, Pagu, Pemetaan, Strategi
from pohon import actions
from pohon.models import Indikator, Pohon, Simpul

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


# --- Documents for the other tables ------------------------------------------------------------------
def _fill(dokumen: Dokumen, daftar: list[Komponen], pohon: Pohon | None) -> list[Komponen]:
    """Save komponen in tree order; `pohon` gives them a node each."""
    rows = tree.build(daftar, tree_id=dokumen.pk)
    if pohon is not None:
        nodes = Simpul.objects.filter(pohon=pohon).order_by("lft").values_list("pk", flat=True)
        pairs = zip(nodes, rows, strict=False)
        mapped = [Pemetaan(simpul_id=pk, komponen=row) for pk, row in pairs]
        Pemetaan.objects.bulk_create(mapped, batch_size=500)
    return rows


def make_goals(house: House, pohon: Pohon) -> Dokumen:
    """Make a Renstra of 500 tujuan with a sasaran each, all with an IKU and a reference, and 1,000 arah kebijakan."""
    unit = Unit(instansi=house.instansi, nama="Dinas Tujuan")
    tree.insert(unit, tree_id=house.instansi.pk, parent=None)
    dokumen = Dokumen.objects.create(
        instansi=house.instansi,
        unit=unit,
        periode=house.periode,
        jenis=Dokumen.Jenis.RENSTRA_PD,
        nama="Renstra Dinas Tujuan",
    )
    rpjmd = Dokumen.objects.create(
        instansi=house.instansi, periode=house.periode, jenis=Dokumen.Jenis.RPJMD, nama="RPJMD"
    )
    (upper,) = _fill(rpjmd, [Komponen(dokumen=rpjmd, jenis="tujuan", nama="Kota maju")], None)
    rows = _fill(dokumen, list(_goals(dokumen)), pohon)
    Acuan.objects.bulk_create([Acuan(komponen=row, sasaran=upper) for row in rows])
    daftar = Strategi.objects.bulk_create(
        [Strategi(komponen=row, nama=row.nama) for row in rows if row.jenis == "sasaran"]
    )
    ArahKebijakan.objects.bulk_create(
        [ArahKebijakan(strategi=row, urutan=n, nama=row.nama) for row in daftar for n in (1, 2)]
    )
    Indikator.objects.filter(simpul__pohon=pohon).update(kategori="iku")
    return dokumen


def _goals(dokumen: Dokumen) -> Iterator[Komponen]:
    dice = random.Random(SEED)
    for _ in range(500):
        tujuan = Komponen(dokumen=dokumen, jenis="tujuan", nama=sentence(dice))
        yield tree.under(tujuan, None)
        yield tree.under(Komponen(dokumen=dokumen, jenis="sasaran", nama=sentence(dice)), tujuan)


def make_renja(house: House, renstra: Dokumen) -> Dokumen:
    """Make a Renja of the Renstra's komponen, each copied from one, mapped as it is, the lowest with pagu."""
    year = house.periode.tahun_awal + 2
    renja = Dokumen.objects.create(
        instansi=house.instansi,
        unit=house.unit,
        periode=house.periode,
        jenis=Dokumen.Jenis.RENJA,
        tahun=year,
        nama="Renja Dishub 2027",
        induk=renstra,
    )
    source = list(Komponen.objects.filter(dokumen=renstra).order_by("lft"))
    copies: dict[int, Komponen] = {}
    for row in source:
        copy = Komponen(
            dokumen=renja, jenis=row.jenis, nama=row.nama, sasaran=row.sasaran, asal=row
        )
        copies[row.pk] = tree.under(copy, copies.get(row.induk_id or 0))
    rows = _fill(renja, list(copies.values()), None)
    by_source = {row.asal_id: row for row in rows}
    pairs = Pemetaan.objects.filter(komponen__dokumen=renstra).values_list("simpul", "komponen")
    Pemetaan.objects.bulk_create(
        [Pemetaan(simpul_id=node, komponen=by_source[pk]) for node, pk in pairs], batch_size=500
    )
    lowest = [row for row in rows if row.jenis == Komponen.Jenis.SUBKEGIATAN]
    Pagu.objects.bulk_create(
        [Pagu(komponen=row, tahun=year, nilai=10**8, sumber_dana="APBD") for row in lowest],
        batch_size=500,
    )
    return renja


def make_matrix() -> tuple[House, Dokumen]:
    """Make a ministry with a Renstra of 25 programs, 75 kegiatan and 400 RO, all with a sasaran and an indicator."""
    house = make_house(-1)
    house.instansi.jenis = Instansi.Jenis.KEMENTERIAN_LEMBAGA
    house.instansi.save()
    dokumen = Dokumen.objects.create(
        instansi=house.instansi,
        periode=house.periode,
        jenis=Dokumen.Jenis.RENSTRA_KL,
        nama="Renstra Kementerian Ukur",
    )
    rows = _fill(dokumen, list(_matrix(dokumen)), make_tree(house, 502))
    Pagu.objects.bulk_create(
        [
            Pagu(komponen=row, tahun=tahun, nilai=Decimal(10**12), sumber_dana="APBN")
            for row in rows
            if row.jenis == Komponen.Jenis.RO
            for tahun in house.periode.tahun
        ],
        batch_size=500,
    )
    return house, dokumen


def _matrix(dokumen: Dokumen) -> Iterator[Komponen]:
    """Yield tujuan, sasaran strategis, and below it the programs with their branches."""
    dice = random.Random(SEED)

    def make(jenis: str, upper: Komponen | None) -> Komponen:
        row = Komponen(dokumen=dokumen, jenis=jenis, nama=sentence(dice), sasaran=sentence(dice))
        return tree.under(row, upper)

    yield (tujuan := make("tujuan", None))
    yield (top := make("sasaran_strategis", tujuan))
    for _ in range(25):
        yield (program := make("sasaran_program", top))
        for number in range(3):
            yield (kegiatan := make("sasaran_kegiatan", program))
            for _ in range(6 if number == 0 else 5):
                yield make("ro", kegiatan)
