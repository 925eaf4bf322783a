"""The file of a version of the LKE: read with the place of every object, and checked whole before anything is kept.

Each fault is a sentence that begins with its line and column and says which komponen, subkomponen or criterion it is.
"""

from __future__ import annotations

import json
import json.decoder
import json.scanner
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from evaluasi.models import (
    KomponenLke,
    KriteriaLke,
    PredikatLke,
    SkalaLke,
    SubkomponenLke,
    VersiLke,
)

HUNDRED = Decimal(100)
MOST_SAID = 20
KODE = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*")
# What an object of the file must say, what it may say, and which of its names are lists of objects.
WAJIB = {
    VersiLke: ("kode", "nama", "sumber", "tahun", "berlaku_mulai"),
    SkalaLke: ("huruf", "nilai", "keberadaan", "mutu"),
    PredikatLke: ("huruf", "sebutan"),
    KomponenLke: ("kode", "nama", "bobot"),
    SubkomponenLke: ("kode", "nama", "jenis", "bobot"),
    KriteriaLke: ("uraian",),
}
BOLEH = {
    VersiLke: ("berlaku_sampai", "catatan"),
    SkalaLke: ("usul_di_atas", "usul_mulai"),
    PredikatLke: ("di_atas",),
    KriteriaLke: ("bukti", "menyangkut_pohon"),
}
DAFTAR = {
    VersiLke: ("skala", "predikat", "komponen"),
    KomponenLke: ("subkomponen",),
    SubkomponenLke: ("kriteria",),
}
ISI = {
    "skala": SkalaLke,
    "predikat": PredikatLke,
    "komponen": KomponenLke,
    "subkomponen": SubkomponenLke,
    "kriteria": KriteriaLke,
}


class Objek(dict[str, Any]):
    """An object of the file that knows where it begins."""

    tempat = ""


class _Pembaca(json.JSONDecoder):
    """A decoder whose objects know their line and column."""

    def __init__(self) -> None:
        super().__init__()
        self.parse_object = self._object
        self.scan_once = json.scanner.py_make_scanner(self)  # type: ignore[attr-defined]

    def _object(self, begin: tuple[str, int], *args: Any) -> tuple[Objek, int]:
        value, end = json.decoder.JSONObject(begin, *args)  # type: ignore[attr-defined]
        text, after = begin
        found = Objek(value)
        line = text.count("\n", 0, after - 1) + 1
        found.tempat = f"Baris {line} kolom {after - 1 - text.rfind(chr(10), 0, after - 1)}"
        return found, end


def read(path: Path) -> dict[str, Any]:
    """Read a file; raises ValidationError with a sentence for each fault when it is no version of the LKE."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(
            f"Berkas {path.name} bukan teks UTF-8. Simpan ulang sebagai JSON UTF-8."
        ) from error
    except OSError as error:
        raise ValidationError(
            f"Berkas {path.name} tidak dapat dibuka. Periksa letak dan haknya."
        ) from error
    try:
        data = json.loads(text, cls=_Pembaca)
    except json.JSONDecodeError as error:
        raise ValidationError(
            f"Berkas {path.name} tidak dapat dibaca sebagai JSON. Baris {error.lineno} kolom {error.colno}: "
            "periksa tanda petik, koma, dan kurung di sekitarnya."
        ) from error
    except RecursionError as error:
        raise ValidationError(f"Berkas {path.name} terlalu dalam susunannya.") from error
    check(data)
    return dict(data)


def check(data: Any) -> None:
    """Refuse a version with all its faults at once, each with its place; raises ValidationError."""
    faults = list(_faults(data, VersiLke, "versi"))
    if not faults:
        faults = [*_weights(data), *_names(data), *_spans(data)]
    if not faults:
        return
    more = len(faults) - MOST_SAID
    raise ValidationError(
        faults[:MOST_SAID] + ([f"Dan {more} kesalahan lain."] if more > 0 else [])
    )


def _at(entry: Any, nama: str) -> str:
    tempat = getattr(entry, "tempat", "")
    return f"{tempat} ({nama}): " if tempat else f"{nama[:1].upper()}{nama[1:]}: "


def _faults(entry: Any, model: type[models.Model], nama: str) -> Iterator[str]:
    """Yield what is wrong with an object and with those inside it."""
    if not isinstance(entry, dict):
        yield f"{_at(entry, nama)}seharusnya objek {{…}} dengan isian {', '.join(WAJIB[model])}."
        return
    lists, needed = DAFTAR.get(model, ()), WAJIB[model]
    known = {*needed, *BOLEH.get(model, ()), *lists}
    for name in [n for n in (*needed, *lists) if n not in entry]:
        yield f"{_at(entry, nama)}isian “{name}” tidak ada."
    for name in [n for n in entry if n not in known]:
        yield f"{_at(entry, nama)}isian “{name}” tidak dikenal."
    yield from _values(entry, model, nama)
    for name in [n for n in lists if n in entry]:
        yield from _list_faults(entry, name, nama)


def _values(entry: dict[str, Any], model: type[models.Model], nama: str) -> Iterator[str]:
    """Yield what the fields of the model refuse."""
    for name in [n for n in (*WAJIB[model], *BOLEH.get(model, ())) if n in entry]:
        field = model._meta.get_field(name)
        assert isinstance(field, models.Field)
        value = entry[name]
        try:
            if isinstance(value, (dict, list)):
                raise ValidationError("isi dengan satu nilai, bukan daftar atau objek.")
            if isinstance(value, bool) != isinstance(field, models.BooleanField):
                raise ValidationError("true dan false hanya untuk isian ya atau tidak.")
            field.clean(value, model())
        except ValidationError as error:
            yield f"{_at(entry, nama)}isian “{name}”: {' '.join(error.messages)}"


def _list_faults(entry: dict[str, Any], name: str, nama: str) -> Iterator[str]:
    """Yield what is wrong with a list of objects inside an object."""
    rows = entry[name]
    if not isinstance(rows, list) or not rows:
        yield f"{_at(entry, nama)}“{name}” harus berupa daftar yang berisi."
        return
    for number, row in enumerate(rows, start=1):
        yield from _faults(row, ISI[name], f"{name} {_name_of(row, number)}")


def _name_of(row: Any, number: int) -> str:
    """Return what a reader finds a row by: its code or letter, else its place in the list."""
    found = (row.get("kode") or row.get("huruf")) if isinstance(row, dict) else ""
    return str(found or f"ke-{number}")


def _weights(data: Any) -> Iterator[str]:
    """Yield the sums of weights that do not come to what they should."""
    total = sum(Decimal(part["bobot"]) for part in data["komponen"])
    if total != HUNDRED:
        yield f"{_at(data, 'versi')}jumlah bobot komponen {total}, seharusnya 100."
    for part in data["komponen"]:
        inner = sum(Decimal(sub["bobot"]) for sub in part["subkomponen"])
        if inner != Decimal(part["bobot"]):
            yield (
                f"{_at(part, 'komponen ' + part['kode'])}jumlah bobot subkomponen {inner}, "
                f"seharusnya {part['bobot']}."
            )


def _names(data: Any) -> Iterator[str]:
    """Yield codes and letters that stand twice or cannot stand in an address."""
    subs = [sub for part in data["komponen"] for sub in part["subkomponen"]]
    for rows, name, what in (
        (data["skala"], "huruf", "skala"),
        (data["predikat"], "huruf", "predikat"),
        (data["komponen"], "kode", "komponen"),
        (subs, "kode", "subkomponen"),
    ):
        times = Counter(row[name] for row in rows)
        for row in rows:
            place = _at(row, f"{what} {row[name]}")
            if times[row[name]] > 1:
                yield f"{place}{name} ini dipakai lebih dari sekali."
            if not KODE.fullmatch(str(row[name])):
                yield f"{place}{name} hanya boleh huruf, angka, dan titik."


def _spans(data: Any) -> Iterator[str]:
    """Yield years, values and bounds that cannot be meant."""
    until = data.get("berlaku_sampai")
    if until is not None and int(until) < int(data["berlaku_mulai"]):
        yield f"{_at(data, 'versi')}berlaku_sampai mendahului berlaku_mulai."
    for name, column in (("skala", "nilai"), ("predikat", "di_atas")):
        for row in data[name]:
            value = row.get(column)
            if value is not None and not 0 <= Decimal(value) <= HUNDRED:
                place = _at(row, f"{name} {row['huruf']}")
                yield f"{place}{column} {value} di luar 0 sampai 100."
    if sum(row.get("di_atas") is None for row in data["predikat"]) != 1:
        yield f"{_at(data, 'versi')}tepat satu predikat, yang terendah, tanpa di_atas."
