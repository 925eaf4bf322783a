"""Rules G-09, G-11 and G-12: a plan without parts, without what it refers to, with wrong sums."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django.db.models import F, Sum

from lib.aturan import Severity, rule
from lib.teks import format_rupiah, join_words
from perencanaan import susunan
from perencanaan.aturan.konteks import (
    LAMPIRAN,
    MAP,
    RENSTRA,
    BarisKomponen,
    KonteksRencana,
    Temuan,
    rencana_of,
)
from perencanaan.exporters.rujukan import read_rujukan
from perencanaan.models import Komponen, Pagu
from pohon.aturan import KonteksPohon

CACHE = "_berpagu"
TURUNAN = "Pokin (turunan tabel pendanaan Renstra dan Renja)"
PEMDA, KL = "RPJMD", "RPJMN"
SASARAN = frozenset({susunan.SASARAN, susunan.SASARAN_STRATEGIS})
# What each kind carries beside sasaran, indikator and target (PermenPANRB 89/2021 B.IV tables 6, 7, 9 and 10).
WITH_BUDGET = frozenset(
    {
        susunan.KEGIATAN,
        susunan.SUBKEGIATAN,
        susunan.SASARAN_KEGIATAN,
        susunan.KRO,
        susunan.RO,
    }
)


# --- G-09 ------------------------------------------------------------------------------------------
class Berpagu:
    """Which komponen of the tree's documents have pagu, by their place; one query."""

    def __init__(self, r: KonteksRencana) -> None:
        documents = {row.dokumen_id for row in r.komponen.values()}
        rows = Pagu.objects.filter(komponen__dokumen__in=documents, nilai__gt=0).order_by()
        names = ("komponen__dokumen_id", "komponen__lft", "komponen__kode", "komponen_id")
        self.places: dict[int, list[int]] = defaultdict(list)
        self.by_code: dict[tuple[int, str], list[int]] = defaultdict(list)
        for dokumen, lft, kode, pk in rows.values_list(*names).distinct():
            self.places[dokumen].append(lft)
            if kode:
                self.by_code[dokumen, kode].append(pk)
        for places in self.places.values():
            places.sort()

    def has(self, row: BarisKomponen) -> bool:
        """Whether a komponen or one below it has pagu."""
        places = self.places.get(row.dokumen_id, [])
        at = bisect_left(places, row.lft)
        return at < len(places) and places[at] <= row.rght


def _berpagu(k: KonteksPohon, r: KonteksRencana) -> Berpagu:
    found: Berpagu | None = k.__dict__.get(CACHE)
    if found is None:
        found = k.__dict__[CACHE] = Berpagu(r)
    return found


@rule(
    "G-09",
    severity=Severity.GALAT,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV tabel 6, 7, 9, dan 10",
    settle=MAP,
    judul="Komponen lengkap",
)
def komponen_is_whole(k: KonteksPohon) -> Temuan:
    """A mapped program has sasaran, indikator and target; what lies below it pagu too; a K/L's kegiatan has an output.

    Indikator and target of a komponen are those of its nodes. Told at the first of them, with all that is missing.
    """
    r = rencana_of(k)
    mapped = [row for row in r.komponen.values() if row.jenis in susunan.WITH_PAGU]
    if not mapped:
        return
    funded = _berpagu(k, r)
    years = {pk: [str(year) for year in row.daftar_tahun] for pk, row in r.dokumen.items()}
    for row in mapped:
        parts = _parts(k, r, row, funded, years[row.dokumen_id])
        missing = [name for name, there in parts if not there]
        if missing:
            yield (
                r.simpul[row.pk][0],
                f"{r.bernama(row)} belum lengkap: {join_words(missing)}.",
                "Lengkapi di dokumen perencanaannya; indikator dan target diisi pada simpul.",
            )


def _parts(
    k: KonteksPohon, r: KonteksRencana, row: BarisKomponen, funded: Berpagu, years: list[str]
) -> Iterator[tuple[str, bool]]:
    nodes = [k.by_id[pk] for pk in r.simpul[row.pk] if pk in k.by_id]
    measures = [one for node in nodes for one in node.get("indikator", ())]
    yield "sasaran", bool(row.sasaran)
    yield "indikator", bool(measures)
    if measures:
        yield "target", any(year in one.get("target", {}) for one in measures for year in years)
    if row.jenis == susunan.SASARAN_KEGIATAN:
        yield "output (KRO/RO)", not row.is_lowest
    if row.jenis in WITH_BUDGET:
        yield "anggaran", funded.has(row)


# --- G-11 ------------------------------------------------------------------------------------------
@rule(
    "G-11",
    severity=Severity.PERINGATAN,
    tahap=5,
    source="Slide PANRB, isu strategis “tidak mengacu prioritas daerah”",
    settle=MAP,
    judul="Sasaran mengacu ke atas",
    isi=(),
)
def sasaran_refers_upward(k: KonteksPohon) -> Temuan:
    """A sasaran of a Renstra refers to one of the RPJMD or RPJMN or to an NSPK: by name, or because its tree does."""
    r = rencana_of(k)
    rows = [
        row
        for row in r.komponen.values()
        if row.jenis in SASARAN and r.dokumen[row.dokumen_id].jenis in RENSTRA
    ]
    if not rows:
        return
    documents = list({row.dokumen_id: r.dokumen[row.dokumen_id] for row in rows}.values())
    found = read_rujukan(documents, cast("list[Komponen]", rows))  # pk, jenis, dokumen_id are read
    upper = PEMDA if r.is_pemda else KL
    for row in rows:
        rujukan = found.get(row.pk)
        if rujukan is None or not (rujukan.sasaran or rujukan.nspk):
            yield (
                r.simpul[row.pk][0],
                f"Sasaran “{row}” belum terkait sasaran {upper}/NSPK.",
                f"Pilih acuannya pada sasaran itu di dokumen, atau sambungkan pohon ini ke simpul {upper}.",
            )


# --- G-12 ------------------------------------------------------------------------------------------
@rule(
    "G-12",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=TURUNAN,
    settle=MAP,
    judul="Pagu sama dengan jumlah turunannya",
    isi=(),
)
def pagu_adds_up(k: KonteksPohon) -> Temuan:
    """A pagu on an upper komponen is the sum of those below it, and none is counted twice.

    Sums leave the upper one out, and the door refuses it; the rule finds those of older data. Twice means: the same
    code twice in a document with the same amounts.
    """
    r = rencana_of(k)
    if not r.komponen:
        return
    for row, tahun, own, below in _unequal(r):
        yield (
            r.simpul[row.pk][0],
            f"Pagu {r.bernama(row)} tahun {tahun}, {format_rupiah(own)}, tidak sama dengan jumlah turunannya, "
            f"{format_rupiah(below)}.",
            "Isi pagu pada komponen terendah saja; yang di atasnya dijumlahkan.",
        )
    twice = [keys for keys in _berpagu(k, r).by_code.values() if len(keys) > 1]
    amounts = _amounts([pk for keys in twice for pk in keys]) if twice else {}
    for keys in twice:
        same = [pk for pk in keys if amounts[pk] == amounts[keys[0]]]
        here = next((r.komponen[pk] for pk in same if pk in r.komponen), None)
        if len(same) > 1 and here is not None:
            yield (
                r.simpul[here.pk][0],
                f"Pagu {r.bernama(here)} tercatat {len(same)} kali dengan nilai yang sama.",
                "Sisakan satu; program dan turunannya dihitung satu kali.",
            )


def _unequal(r: KonteksRencana) -> Iterator[tuple[BarisKomponen, int, Decimal, Decimal]]:
    """Yield (komponen, year, own pagu, sum below) of what has pagu although something lies below it."""
    documents = {row.dokumen_id for row in r.komponen.values()}
    rows = Pagu.objects.filter(
        komponen__dokumen__in=documents, komponen__rght__gt=F("komponen__lft") + 1
    )
    own: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for pk, tahun, nilai in rows.order_by("tahun").values_list("komponen_id", "tahun", "nilai"):
        if pk in r.komponen:
            own[pk, tahun] += nilai
    if not own:
        return
    documents = {r.komponen[pk].dokumen_id for pk, _ in own}
    lowest = Pagu.objects.filter(
        komponen__dokumen__in=documents, komponen__rght=F("komponen__lft") + 1
    )
    names = ("komponen__dokumen_id", "komponen__lft", "tahun", "nilai")
    amounts = list(lowest.order_by().values_list(*names))
    for (pk, tahun), nilai in own.items():
        row = r.komponen[pk]
        below = sum(
            (
                amount
                for dokumen, lft, year, amount in amounts
                if dokumen == row.dokumen_id and year == tahun and row.lft < lft < row.rght
            ),
            Decimal(0),
        )
        if below != nilai:
            yield row, tahun, nilai, below


def _amounts(keys: Sequence[int]) -> Mapping[int, Any]:
    """Return the pagu of komponen, by year and source."""
    found: dict[int, dict[tuple[int, str], Decimal]] = {pk: {} for pk in keys}
    rows = Pagu.objects.filter(komponen__in=keys).order_by()
    sums = rows.values_list("komponen_id", "tahun", "sumber_dana").annotate(jumlah=Sum("nilai"))
    for pk, tahun, sumber, jumlah in sums:
        found[pk][tahun, sumber] = jumlah
    return found
