"""Loading what surrounds a plan: visi, misi, NSPK, acuan, strategi with arah kebijakan, and deviations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from cascading.contoh.berkas import Entry
from perencanaan import actions
from perencanaan.actions import BarisStrategi, IsianIndikator, IsianKomponen
from perencanaan.models import Dokumen, Misi, Nspk
from pohon.models import Indikator

if TYPE_CHECKING:
    from cascading.contoh.pemuat import Muatan


def load_nspk(muatan: Muatan) -> dict[str, Nspk]:
    """Make the instansi's catalogue of NSPK; return it by the keys of the file."""
    return {
        entry["kunci"]: actions.save_nspk(
            user=muatan.admin,
            nspk=Nspk(instansi=muatan.instansi, nama=entry["nama"], peraturan=entry["peraturan"]),
        )
        for entry in muatan.data.get("nspk", [])
    }


def load_misi(muatan: Muatan, dokumen: Dokumen, entry: Entry) -> dict[str, Misi]:
    """Give a document its visi and misi, where the file has them; return the misi by its keys."""
    rows = entry.get("misi", [])
    if not rows and "visi" not in entry:
        return {}
    made = actions.save_misi(
        user=muatan.admin,
        dokumen=dokumen.pk,
        visi=entry.get("visi", ""),
        daftar=[(None, row["nama"]) for row in rows],
    )
    return {row["kunci"]: misi for row, misi in zip(rows, made, strict=True)}


def load_around(muatan: Muatan, dokumen: Dokumen, row: Entry, komponen: int) -> None:
    """Give a komponen its acuan, strategi and deviations, where the file has them."""
    if "acuan" in row or "nspk" in row:
        actions.set_acuan(
            user=muatan.admin,
            komponen=komponen,
            sasaran=[muatan.komponen[kunci] for kunci in row.get("acuan", [])],
            nspk=[muatan.nspk[kunci].pk for kunci in row.get("nspk", [])],
        )
    if "strategi" in row:
        actions.save_strategi(
            user=muatan.admin,
            komponen=komponen,
            daftar=[
                BarisStrategi(entry["nama"], entry["arah_kebijakan"]) for entry in row["strategi"]
            ],
        )
    if "penyimpangan" in row:
        _load_deviations(muatan, dokumen, row["penyimpangan"], komponen)


def _load_deviations(
    muatan: Muatan, dokumen: Dokumen, daftar: Sequence[Mapping[str, object]], komponen: int
) -> None:
    parts = []
    for entry in daftar:
        simpul = muatan.simpul[str(entry["simpul"])]
        target = entry["target"]
        assert isinstance(target, Mapping)
        parts.append(
            IsianIndikator(
                indikator=Indikator.objects.get(simpul=simpul).pk,
                tahunan={
                    "target": {int(tahun): Decimal(str(nilai)) for tahun, nilai in target.items()}
                },
                alasan=str(entry["alasan"]),
            )
        )
    actions.save_isian(
        user=muatan.admin,
        dokumen=dokumen.pk,
        daftar=[IsianKomponen(komponen=komponen, indikator=parts)],
    )
