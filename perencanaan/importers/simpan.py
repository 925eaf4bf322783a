"""Saving what was checked, and keeping it as text in between: in the database, never on a disk."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, astuple
from typing import Any

from django.core.exceptions import ValidationError

from organisasi.models import Pengguna
from perencanaan.actions.impor_nomenklatur import (
    BarisImpor,
    Isi,
    Key,
    apply_impor,
    find_versi,
    load_isi,
)
from perencanaan.importers.bentuk import PERUBAHAN, Pilihan, Temuan, Ubahan
from perencanaan.importers.periksa import Pemeriksaan
from perencanaan.models import VersiNomenklatur

__all__ = ["Isi", "find_versi", "find_base", "load_isi", "pack", "save", "unpack", "unpack_temuan"]


def find_base(pilihan: Pilihan, versi: VersiNomenklatur | None) -> VersiNomenklatur | None:
    """Return the base an amendment is made from; None for a full version and one that is there.

    Raises ValidationError where an amendment has no base, or another than its version was made from.
    """
    if pilihan.mode != PERUBAHAN:
        return None
    dasar = VersiNomenklatur.objects.filter(pk=pilihan.dasar).first() if pilihan.dasar else None
    if versi is not None:
        if dasar is not None and dasar.pk != versi.dasar_id:
            origin = (
                f"dibentuk dari “{versi.dasar}”" if versi.dasar else "diimpor sebagai versi lengkap"
            )
            raise ValidationError(
                f"Versi “{versi}” sudah ada dan {origin}. Kosongkan versi dasar, atau pilih yang sama."
            )
        return None
    if dasar is None:
        raise ValidationError("Pilih versi dasar yang diubah oleh peraturan ini.")
    return dasar


def save(
    baris: list[BarisImpor],
    hapus: list[Key],
    *,
    pilihan: Pilihan,
    jumlah: dict[str, int],
    user: Pengguna,
) -> VersiNomenklatur:
    """Save checked rows in one transaction; the same rows again change nothing."""
    return apply_impor(
        user=user,
        peraturan=pilihan.peraturan,
        tanggal=pilihan.tanggal,
        dasar=find_base(pilihan, find_versi(pilihan.peraturan)),
        rows=baris,
        hapus=hapus,
        jumlah=jumlah,
    )


def pack(pemeriksaan: Pemeriksaan) -> tuple[bytes, bytes]:
    """Return rows with deletions, and findings with what changes, each as compressed text."""
    rows = {"baris": [astuple(row) for row in pemeriksaan.baris], "hapus": pemeriksaan.hapus}
    findings = {
        "temuan": [asdict(satu) for satu in pemeriksaan.temuan],
        "ubahan": [asdict(satu) for satu in pemeriksaan.ubahan],
    }
    return _compress(rows), _compress(findings)


def unpack(content: bytes) -> tuple[list[BarisImpor], list[Key]]:
    """Return the rows and deletions `pack` wrote."""
    data = json.loads(zlib.decompress(content))
    return [BarisImpor(*row) for row in data["baris"]], [(t, kode) for t, kode in data["hapus"]]


def unpack_temuan(content: bytes) -> tuple[list[Temuan], list[Ubahan]]:
    """Return the findings and the changes `pack` wrote; nothing of an import that has none yet."""
    data = json.loads(zlib.decompress(content)) if content else {"temuan": [], "ubahan": []}
    if isinstance(data, list):  # an import from before changes were listed
        data = {"temuan": data, "ubahan": []}
    return [Temuan(**satu) for satu in data["temuan"]], [Ubahan(**satu) for satu in data["ubahan"]]


def _compress(data: Any) -> bytes:
    return zlib.compress(json.dumps(data, ensure_ascii=False).encode(), 3)
