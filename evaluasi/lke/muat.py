"""Loading a version of the LKE from a file: all or nothing, and the same file twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

BAWAAN = "lke_88_2021.json"
HUNDRED = Decimal(100)
GetModel = Callable[[str, str], Any]
CHAPTER = ("kode", "nama", "sumber", "tahun", "berlaku_mulai", "berlaku_sampai", "catatan")


def default_file() -> Path:
    """Return the file of the version that comes with Pokin."""
    return Path(settings.BASE_DIR) / "fixtures" / BAWAAN


def read(path: Path) -> dict[str, Any]:
    """Read a file; raises ValidationError with a sentence when it is no version of the LKE."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValidationError(f"Berkas {path.name} tidak dapat dibaca sebagai JSON.") from error
    check(data)
    return dict(data)


def check(data: Any) -> None:
    """Refuse a version whose parts are missing or whose weights do not add up; raises ValidationError."""
    try:
        total = sum(Decimal(part["bobot"]) for part in data["komponen"])
        if total != HUNDRED:
            raise ValidationError(f"Jumlah bobot komponen {total}, seharusnya 100.")
        for part in data["komponen"]:
            inner = sum(Decimal(sub["bobot"]) for sub in part["subkomponen"])
            if inner != Decimal(part["bobot"]):
                raise ValidationError(
                    f"Jumlah bobot subkomponen {part['kode']} {inner}, seharusnya {part['bobot']}."
                )
        if not data["skala"] or not data["predikat"] or not data["kode"]:
            raise ValidationError("Kode, skala jawaban, dan predikat harus diisi.")
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValidationError(
            "Susunan berkas versi LKE tidak lengkap: perlu kode, skala, predikat, dan komponen "
            "dengan bobot serta subkomponennya."
        ) from error


@transaction.atomic
def load(data: Mapping[str, Any], *, get_model: GetModel = apps.get_model) -> tuple[Any, bool]:
    """Return the version with this code, made from `data` where there is none, and whether it was made.

    `get_model` lets a migration load into the models of its time.
    """
    version_model = get_model("evaluasi", "VersiLke")
    there = version_model.objects.filter(kode=data["kode"]).first()
    if there is not None:
        return there, False
    versi = version_model.objects.create(**{name: data[name] for name in CHAPTER})
    for name, model in (("skala", "SkalaLke"), ("predikat", "PredikatLke")):
        rows = get_model("evaluasi", model)
        rows.objects.bulk_create([rows(versi=versi, **row) for row in data[name]])
    for part in data["komponen"]:
        _load_komponen(versi, part, get_model)
    return versi, True


def _load_komponen(versi: Any, part: Mapping[str, Any], get_model: GetModel) -> None:
    komponen = get_model("evaluasi", "KomponenLke").objects.create(
        versi=versi, kode=part["kode"], nama=part["nama"], bobot=part["bobot"]
    )
    kriteria_model = get_model("evaluasi", "KriteriaLke")
    for sub in part["subkomponen"]:
        made = get_model("evaluasi", "SubkomponenLke").objects.create(
            komponen=komponen, **{name: sub[name] for name in ("kode", "nama", "jenis", "bobot")}
        )
        kriteria_model.objects.bulk_create(
            kriteria_model(subkomponen=made, nomor=nomor, kode=f"{sub['kode']}.{nomor}", **kriteria)
            for nomor, kriteria in enumerate(sub["kriteria"], start=1)
        )


def load_default(get_model: GetModel = apps.get_model) -> Any:
    """Return the version that comes with Pokin, loaded where it is missing."""
    return load(read(default_file()), get_model=get_model)[0]
