"""Reading what the grid of a document sends: JSON whose numbers are text in the computer's form ("1250.5")."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from perencanaan.actions.isian import IsianIndikator, IsianKomponen, Tahunan
from perencanaan.models import NilaiKomponen
from perencanaan.ukuran import SAME

UNREADABLE = "Isian tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."
NUMBER = re.compile(r"-?\d{1,40}(\.\d{1,40})?", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
LONGEST = 5000
TEXTS_OF_INDICATOR = ("nama", "satuan")


def read_body(body: bytes) -> list[IsianKomponen]:
    """Return the changed rows of a grid; raises ValueError (UNREADABLE) for anything of another shape."""
    try:
        data = json.loads(body)
        json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair cannot be kept
        rows = [_komponen(entry) for entry in _list(data["komponen"])]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(UNREADABLE) from error
    if len({row.komponen for row in rows}) < len(rows):
        raise ValueError(UNREADABLE)
    return rows


def _komponen(entry: Any) -> IsianKomponen:
    pagu = entry.get("pagu")
    return IsianKomponen(
        komponen=_whole(entry["id"]),
        versi=_whole(entry["versi"]),
        teks={str(name): _text(text) for name, text in _dict(entry.get("teks", {})).items()},
        pagu=None
        if pagu is None
        else [(_text(row["sumber"]), _years(row["tahun"])) for row in _list(pagu)],
        indikator=[_indicator(one) for one in _list(entry.get("indikator", []))],
    )


def _indicator(entry: Any) -> IsianIndikator:
    alasan = entry.get("alasan")
    return IsianIndikator(
        indikator=_whole(entry["id"]),
        nilai={
            name: _text(entry[name] or "") if name in TEXTS_OF_INDICATOR else _number(entry[name])
            for name in SAME
            if name in entry
        },
        tahunan={
            jenis: _years(entry[jenis]) for jenis in NilaiKomponen.Jenis.values if jenis in entry
        },
        alasan=None if alasan is None else _text(alasan),
    )


def _years(value: Any) -> Tahunan:
    years: dict[int, Decimal | None] = {}
    for tahun, number in _dict(value).items():
        if not YEAR.fullmatch(tahun):
            raise ValueError
        years[int(tahun)] = _number(number)
    return years


def _number(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise ValueError
    return Decimal(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise ValueError
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError
    return value


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError
    return value
