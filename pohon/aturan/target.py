"""Rules E-04 and E-10 to E-12: the targets of an indicator, its unit, and the direction it should take."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lib.aturan import Ambang, rule
from lib.kata import words
from lib.teks import format_number, join_words
from pohon.aturan import kata_indikator as kata
from pohon.aturan.konteks import (
    GALAT,
    LAMPIRAN,
    PERINGATAN,
    SIMPUL,
    Jenis,
    KonteksPohon,
    Temuan,
)
from pohon.models import Indikator

Polaritas = Indikator.Polaritas
Row = dict[str, Any]
Point = tuple[str, float]  # what is said of a value ("target tahun 2026"), and the value
LONCATAN = Ambang("E-04", "loncatan", "Lonjakan target, paling besar", 100, 10, 1000, "%")
RENTANG = Ambang("E-11", "rentang", "Lebar rentang stabilize terhadap rata-rata", 50, 5, 200, "%")


def cards(k: KonteksPohon) -> Iterator[tuple[Row, Row]]:
    """Yield (node, indicator) in the order of the tree."""
    for node in k.simpul:
        for indikator in node.get("indikator", ()):
            yield node, indikator


def values_of(indikator: Row) -> list[float]:
    """Return the baseline and the targets in the order of the years, as far as they are filled."""
    start, targets = indikator.get("baseline_nilai"), indikator.get("target", {})
    found = [targets[tahun] for tahun in sorted(targets)]
    return found if start is None else [start, *found]


def series(indikator: Row) -> list[Point]:
    """Return the same with what each value is called."""
    names = [f"target tahun {tahun}" for tahun in sorted(indikator.get("target", {}))]
    if indikator.get("baseline_nilai") is not None:
        names.insert(0, "kondisi awal")
    return list(zip(names, values_of(indikator), strict=True))


def _is_percent(indikator: Row) -> bool:
    return str(indikator.get("satuan", "")).casefold().strip() in kata.PERCENT


def _at_best(indikator: Row, value: float) -> bool:
    """Whether nothing better can be asked for: all, or none."""
    if indikator.get("polaritas") == Polaritas.MINIMIZE:
        return value == 0
    return _is_percent(indikator) and value >= 100


@rule(
    "E-04",
    severity=PERINGATAN,
    tahap=4,
    source=f"{LAMPIRAN} Bab III Tahap 4 (Attainable); PermenPANRB 88/2021 kriteria 1.b.7; Pokin (turunan batasnya)",
    settle="indikator",
    judul="Target menantang dan wajar",
    lingkup=SIMPUL,
    ambang=(LONCATAN,),
)
def targets_are_attainable(k: KonteksPohon) -> Temuan:
    """A target starts from a known baseline, differs from it, and does not leap."""
    most = k.nilai(LONCATAN)
    for node, indikator in cards(k):
        nama, values = indikator["nama"], values_of(indikator)
        if indikator.get("baseline_nilai") is None:
            yield (
                node["id"],
                f"Kondisi awal indikator “{nama}” belum diisi.",
                "Isi kondisi awal dan tahunnya, agar kewajaran targetnya dapat dinilai.",
            )
        elif (
            len(values) > 1
            and len(set(values)) == 1
            and indikator.get("polaritas") != Polaritas.STABILIZE
            and not _at_best(indikator, values[0])
        ):
            yield (
                node["id"],
                f"Target indikator “{nama}” sama dengan kondisi awal (tidak menantang).",
                "Naikkan targetnya, atau jelaskan mengapa bertahan sudah cukup.",
            )
        if not any(_leaps(a, b, most) for a, b in pairwise(values)):
            continue
        leaps = [
            f"{before} {format_number(a)} ke {after} {format_number(b)}"
            for (before, a), (after, b) in pairwise(series(indikator))
            if _leaps(a, b, most)
        ]
        yield (
            node["id"],
            f"Lonjakan target indikator “{nama}” tidak wajar: dari {join_words(leaps)}.",
            "Periksa angkanya, atau jelaskan apa yang membuatnya melonjak.",
        )


def _leaps(a: float, b: float, most: float) -> bool:
    """Whether a value is farther from the one before than so many percent of it."""
    return bool(a) and abs(b - a) * 100 > most * abs(a)


@rule(
    "E-10",
    severity=PERINGATAN,
    tahap=4,
    source="Pokin (turunan Tahap 4 Measurable)",
    settle="indikator",
    judul="Satuan sesuai nama indikator",
    lingkup=SIMPUL,
)
def unit_fits_the_name(k: KonteksPohon) -> Temuan:
    """A share is in percent and between 0 and 100, an index in points, a number of things in those things."""
    for node, indikator in cards(k):
        satuan, nama = indikator.get("satuan", ""), indikator["nama"]
        if not satuan:
            continue
        if expected := _expected(nama, satuan):
            yield (
                node["id"],
                f"Satuan “{satuan}” tidak sesuai nama indikator “{nama}”: {expected}.",
                "Perbaiki satuan atau nama indikatornya.",
            )
        elif beyond := _beyond(indikator):
            yield (
                node["id"],
                f"Nilai indikator “{nama}” di luar 0 sampai 100 persen: {join_words(beyond)}.",
                "Perbaiki angkanya, atau satuannya.",
            )


def _expected(nama: str, satuan: str) -> str:
    """Return which unit a name calls for; empty when the unit fits or the name calls for none."""
    first, *rest = words(nama) or ("",)
    plain = satuan.casefold().strip()
    percent = plain in kata.PERCENT
    if first in {"persentase", "prosentase", "presentase", "persen"}:
        return "" if percent or "%" in plain or "persen" in plain else "seharusnya %"
    if first in {"indeks", "index"}:
        unit = words(plain)[:1]
        if percent or (unit and unit[0] in {"orang", "dokumen", "laporan", "unit", "kegiatan"}):
            return "seharusnya indeks atau poin"
    if first in {"predikat", "opini"} and percent:
        return f"seharusnya {first} atau nilai"
    if first in {"jumlah", "banyaknya", "jml"} and "persentase" not in rest[:1]:
        if percent:
            return "seharusnya satuan benda yang dihitung"
        if plain in kata.UNITS_COMPOSITE - {"angka", "point", "poin"}:
            return "seharusnya satuan benda yang dihitung"
    return ""


def _beyond(indikator: Row) -> list[str]:
    """Return the values of a share that cannot be one."""
    every = words(indikator["nama"])
    if not _is_percent(indikator) or not every or every[0] not in kata.SHARE:
        return []
    if kata.OUTSIDE.intersection(every):
        return []
    final = indikator.get("kondisi_akhir")
    values = values_of(indikator) if final is None else [*values_of(indikator), final]
    if all(0 <= value <= 100 for value in values):
        return []
    points = series(indikator) if final is None else [*series(indikator), ("kondisi akhir", final)]
    return [f"{what} {format_number(value)}" for what, value in points if not 0 <= value <= 100]


@rule(
    "E-11",
    severity=PERINGATAN,
    tahap=4,
    source="Pokin (turunan polaritas); PermenPANRB 88/2021 kriteria 1.b.7",
    settle="indikator",
    judul="Target mengikuti polaritas",
    lingkup=SIMPUL,
    ambang=(RENTANG,),
)
def targets_follow_polarity(k: KonteksPohon) -> Temuan:
    """The more the better does not fall, the less the better does not rise, what is to stay stays in a range."""
    widest = k.nilai(RENTANG)
    for node, indikator in cards(k):
        polaritas = indikator.get("polaritas", Polaritas.MAXIMIZE)
        if against := _against(polaritas, indikator, widest):
            label = str(Polaritas(polaritas).label).lower()
            yield (
                node["id"],
                f"Deret target indikator “{indikator['nama']}” berlawanan dengan polaritas ({label}): {against}.",
                "Perbaiki targetnya, atau polaritasnya.",
            )


def _against(polaritas: str, indikator: Row, widest: float) -> str:
    """Return where the values go against the polarity; empty where they do not."""
    values = values_of(indikator)
    if polaritas == Polaritas.STABILIZE:
        mean = sum(values) / len(values) if values else 0
        if mean and (max(values) - min(values)) / abs(mean) * 100 > widest:
            return f"antara {format_number(min(values))} dan {format_number(max(values))}"
        return ""
    falls = polaritas == Polaritas.MINIMIZE
    if values == sorted(values, reverse=falls):
        return ""
    return next(
        f"{after} {'naik' if b > a else 'turun'} dari {format_number(a)} ke {format_number(b)}"
        for (_, a), (after, b) in pairwise(series(indikator))
        if (b > a if falls else b < a)
    )


@rule(
    "E-12",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab IV tabel 5 dan 8",
    settle="indikator",
    judul="Target tiap tahun dan target akhir",
    lingkup=SIMPUL,
)
def indikator_has_every_target(k: KonteksPohon) -> Temuan:
    """An indicator has a target for each year of the period, that of the outcome the same at the end of both."""
    last = str(k.tahun[-1])
    for node, indikator in cards(k):
        nama, targets = indikator["nama"], indikator.get("target", {})
        missing = [str(tahun) for tahun in k.tahun if str(tahun) not in targets]
        if missing:
            yield (
                node["id"],
                f"Target tahun {join_words(missing)} kosong pada indikator “{nama}”.",
                "Isi target tiap tahun.",
            )
        if node["jenis"] != Jenis.OUTCOME:
            continue
        final = indikator.get("kondisi_akhir")
        if final is None:
            if last not in targets:
                yield (
                    node["id"],
                    f"Target akhir tujuan belum diisi pada indikator “{nama}”.",
                    f"Isi kondisi akhir periode, yang sama dengan target tahun {last}.",
                )
        elif last in targets and final != targets[last] and not _is_sum(indikator):
            yield (
                node["id"],
                f"Target akhir tujuan {format_number(final)} berbeda dari target tahun {last} "
                f"{format_number(targets[last])} pada indikator “{nama}”.",
                "Samakan kondisi akhir dengan target tahun terakhir.",
            )


def _is_sum(indikator: Row) -> bool:
    """Whether the end of the period is the sum of its years."""
    return indikator.get("konsolidasi_periode") == Indikator.Konsolidasi.SUM
