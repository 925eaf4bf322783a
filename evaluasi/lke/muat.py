"""Loading a version of the LKE from a file: all or nothing, and the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction

from evaluasi.lke.berkas_versi import read

__all__ = ["default_file", "load", "load_default", "read"]
BAWAAN = "lke_88_2021.json"
GetModel = Callable[[str, str], Any]
CHAPTER = ("kode", "nama", "sumber", "tahun", "berlaku_mulai", "berlaku_sampai", "catatan")


def default_file() -> Path:
    """Return the file of the version that comes with Pokin."""
    return Path(settings.BASE_DIR) / "fixtures" / BAWAAN


@transaction.atomic
def load(data: Mapping[str, Any], *, get_model: GetModel = apps.get_model) -> tuple[Any, bool]:
    """Return the version with this code, made from `data` where there is none, and whether it was made.

    `get_model` lets a migration load into the models of its time.
    """
    version_model = get_model("evaluasi", "VersiLke")
    there = version_model.objects.filter(kode=data["kode"]).first()
    if there is not None:
        return there, False
    versi = version_model.objects.create(**{n: data[n] for n in CHAPTER if n in data})
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
