"""Writing the rows of a version of the nomenclature: all or nothing, twice as good as once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from lib.tree import lock
from perencanaan import kodefikasi
from perencanaan.models import Nomenklatur, VersiNomenklatur

Tingkat = Nomenklatur.Tingkat
TEXTS = ("nama", "kinerja", "indikator", "satuan", "keterangan")
MOST_SENTENCES = 50


@dataclass(frozen=True)
class BarisNomenklatur:
    """One row to save. `tingkat` is provinsi or kabkota; the level follows from the code."""

    tingkat: str
    kode: str
    nama: str
    kinerja: str = ""
    indikator: str = ""
    satuan: str = ""
    keterangan: str = ""


Key = tuple[str, str]


@transaction.atomic
def simpan_nomenklatur(
    *, versi: VersiNomenklatur, rows: Sequence[BarisNomenklatur]
) -> dict[str, int]:
    """Save rows into a version: new ones are added, changed ones rewritten, absent ones stay.

    Urusan that the codes imply but the rows lack are added under their lawful name. Returns the
    counts `{"baru", "berubah", "tetap"}`; the same rows again give 0 baru and 0 berubah. Raises
    ValidationError with one sentence per faulty row ("Baris 12: …", counted from 1); then nothing
    is saved.
    """
    lock(VersiNomenklatur.objects.filter(pk=versi.pk))
    existing = {(row.tingkat, row.kode): row for row in Nomenklatur.objects.filter(versi=versi)}
    wanted, problems = _check(rows, existing)
    if problems:
        more = len(problems) - MOST_SENTENCES
        if more > 0:
            problems[MOST_SENTENCES:] = [f"… dan {more} baris lain yang perlu diperbaiki."]
        raise ValidationError(problems)
    return _save(versi, wanted, existing)


def _clean(row: BarisNomenklatur) -> BarisNomenklatur:
    texts = {name: " ".join(getattr(row, name).split()) for name in TEXTS}
    return BarisNomenklatur(tingkat=row.tingkat, kode=kodefikasi.clean_code(row.kode), **texts)


def _check(
    rows: Sequence[BarisNomenklatur], existing: dict[Key, Nomenklatur]
) -> tuple[dict[Key, BarisNomenklatur], list[str]]:
    """Return the rows by key and the sentences about the faulty ones."""
    wanted: dict[Key, BarisNomenklatur] = {}
    numbers: dict[Key, int] = {}
    known = {(tingkat, kodefikasi.comparable(kode)): kode for tingkat, kode in existing}
    problems: list[str] = []
    for number, raw in enumerate(rows, start=1):
        row = _clean(raw)
        fault = _fault(row)
        compared = (row.tingkat, kodefikasi.comparable(row.kode))
        if not fault and compared in numbers:
            twin = wanted[(row.tingkat, known[compared])]
            if twin.nama.casefold() == row.nama.casefold():
                continue
            fault = f"kode sama dengan baris {numbers[compared]}, nama berbeda."
        elif not fault and known.get(compared, row.kode) != row.kode:
            fault = f"kode '{row.kode}' sudah tercatat sebagai '{known[compared]}' pada versi ini."
        if fault:
            problems.append(f"Baris {number}: {fault}")
            continue
        numbers[compared] = number
        known[compared] = row.kode
        wanted[(row.tingkat, row.kode)] = row
    _add_urusan(wanted, existing)
    problems.extend(_orphans(wanted, existing, numbers))
    return wanted, problems


def _fault(row: BarisNomenklatur) -> str:
    """Return what is wrong with a row by itself; empty when nothing is."""
    if row.tingkat not in Tingkat.values:
        return f"tingkat '{row.tingkat}' tidak dikenal; tulis provinsi atau kabkota."
    if kodefikasi.jenjang_of(row.kode) is None:
        guess = kodefikasi.suggestion(row.kode)
        hint = f"; mungkin maksudnya {guess}?" if guess else "."
        return f"kode '{row.kode}' tidak sesuai pola{hint}"
    digit = kodefikasi.kegiatan_digit(row.kode)
    if digit in ("1", "2") and digit != kodefikasi.DIGIT[row.tingkat]:
        who = {"provinsi": "provinsi", "kabkota": "kabupaten/kota"}[row.tingkat]
        return f"kegiatan berdigit {digit} tidak berlaku untuk {who}."
    if not row.nama:
        return f"nama untuk kode {row.kode} belum diisi."
    longest = Nomenklatur._meta.get_field("satuan").max_length or 0
    if len(row.satuan) > longest:
        return f"satuan terlalu panjang: {len(row.satuan)} karakter, paling banyak {longest}."
    return ""


def _add_urusan(wanted: dict[Key, BarisNomenklatur], existing: dict[Key, Nomenklatur]) -> None:
    for tingkat, kode in list(wanted):
        key = (tingkat, kode[0])
        if key not in wanted and key not in existing:
            wanted[key] = BarisNomenklatur(tingkat, kode[0], kodefikasi.URUSAN[kode[0]])


def _orphans(
    wanted: dict[Key, BarisNomenklatur],
    existing: dict[Key, Nomenklatur],
    numbers: dict[Key, int],
) -> Iterable[str]:
    for tingkat, kode in wanted:
        parent = kodefikasi.parent_of(kode)
        if parent and (tingkat, parent) not in wanted and (tingkat, parent) not in existing:
            number = numbers[(tingkat, kodefikasi.comparable(kode))]
            yield f"Baris {number}: induk {parent} tidak ada di berkas maupun versi ini."


def _save(
    versi: VersiNomenklatur,
    wanted: dict[Key, BarisNomenklatur],
    existing: dict[Key, Nomenklatur],
) -> dict[str, int]:
    changed, added = [], []
    for key, row in wanted.items():
        old = existing.get(key)
        if old is None:
            added.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in TEXTS):
            for name in TEXTS:
                setattr(old, name, getattr(row, name))
            changed.append(old)
    Nomenklatur.objects.bulk_update(changed, TEXTS, batch_size=500)
    parents = dict(existing)
    for jenjang in Nomenklatur.Jenjang.values:  # children need their parent's key
        layer = [
            Nomenklatur(
                versi=versi,
                jenjang=jenjang,
                induk=parents.get((row.tingkat, kodefikasi.parent_of(row.kode) or "")),
                tingkat=row.tingkat,
                kode=row.kode,
                **{name: getattr(row, name) for name in TEXTS},
            )
            for row in added
            if kodefikasi.jenjang_of(row.kode) == jenjang
        ]
        Nomenklatur.objects.bulk_create(layer, batch_size=500)
        parents.update({(row.tingkat, row.kode): row for row in layer})
    unchanged = len(wanted) - len(added) - len(changed)
    return {"baru": len(added), "berubah": len(changed), "tetap": unchanged}
