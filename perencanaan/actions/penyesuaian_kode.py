"""Taking codes of another version of the nomenclature into a document: what the user confirmed, all or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from perencanaan.actions.komponen import take_row
from perencanaan.actions.kunci import STALE, lock_dokumen, touch
from perencanaan.models import Dokumen, Komponen, Nomenklatur, VersiNomenklatur
from perencanaan.penyesuaian.kode import load, outdated

if TYPE_CHECKING:
    from organisasi.models import AnyUser

CHANGED = ("kode", "nama", "nomenklatur", "salinan_nomenklatur", "versi")
BATCH = 200
MOVED = "Isi dokumen sudah berubah sejak halaman ini dibuka. Periksa lagi daftarnya, lalu ulangi."


@dataclass(frozen=True)
class Hasil:
    """How many komponen took a new code, and whether the document is of the new version now."""

    jumlah: int
    pindah: bool


@transaction.atomic
def adopt_rows(
    *, user: AnyUser, dokumen: int, ke: int, pilihan: Mapping[int, tuple[int, int]]
) -> Hasil:
    """Give komponen the rows of version `ke` chosen for them: {komponen: (nomenklatur, versi the user saw)}.

    Raises ValidationError with a sentence per komponen that was changed meanwhile, may not take its row, or whose code
    would lie outside that of the komponen above (G-06); then nothing changes.
    """
    owner = lock_dokumen(user, dokumen)
    versi = VersiNomenklatur.objects.get(pk=ke)
    chosen = {komponen: row for komponen, (row, _) in pilihan.items()}
    seen = {komponen: version for komponen, (_, version) in pilihan.items()}
    return _adopt(owner, versi, chosen, seen)


@transaction.atomic
def adopt_unchanged(*, user: AnyUser, dokumen: int, ke: int, jumlah: int) -> Hasil:
    """Carry over every komponen whose code and name are the same in version `ke`; `jumlah` is what the user saw."""
    owner = lock_dokumen(user, dokumen)
    versi = VersiNomenklatur.objects.get(pk=ke)
    tetap = load(owner, versi).tetap
    return _adopt_all(owner, versi, {b.komponen.pk: b.baris.pk for b in tetap if b.baris}, jumlah)


@transaction.atomic
def adopt_former(*, user: AnyUser, dokumen: int, ke: int, jumlah: int) -> Hasil:
    """Give every komponen the only row that names its code as SUBKEGIATAN SEBELUMNYA; `jumlah` is what the user saw."""
    owner = lock_dokumen(user, dokumen)
    versi = VersiNomenklatur.objects.get(pk=ke)
    pairs = load(owner, versi).sebelumnya
    return _adopt_all(
        owner, versi, {b.komponen.pk: kandidat.baris.pk for b, kandidat in pairs}, jumlah
    )


def _adopt_all(
    owner: Dokumen, versi: VersiNomenklatur, chosen: Mapping[int, int], jumlah: int
) -> Hasil:
    if len(chosen) != jumlah:
        raise ValidationError(MOVED)
    return _adopt(owner, versi, chosen, {})


def _adopt(
    owner: Dokumen,
    versi: VersiNomenklatur,
    chosen: Mapping[int, int],
    seen: Mapping[int, int],
) -> Hasil:
    """Set the rows from the top down, then ask of each komponen touched and of those below it what G-06 asks."""
    tree = _tree(owner)
    if set(chosen) - set(tree):
        raise ValidationError(MOVED)
    of_version = Nomenklatur.objects.filter(versi=versi).select_related("versi")
    rows = of_version.in_bulk(list(chosen.values()))
    problems: list[str] = []
    changed: list[Komponen] = []
    for pk, komponen in tree.items():
        if pk not in chosen:
            continue
        row = rows.get(chosen[pk])
        try:
            if row is None:
                raise ValidationError(f"Pilih baris dari versi {versi}.")
            if komponen.versi != seen.get(pk, komponen.versi):
                raise ValidationError(STALE)
            take_row(komponen, row)
        except ValidationError as error:
            problems.append(f"{komponen}: {' '.join(error.messages)}")
            continue
        komponen.versi += 1
        changed.append(komponen)
    problems += _outside(tree, {komponen.pk for komponen in changed})
    if problems:
        raise ValidationError(problems)
    Komponen.objects.bulk_update(changed, CHANGED, batch_size=BATCH)
    if changed:
        touch(owner)
    return Hasil(len(changed), _follow(owner, versi))


def _tree(owner: Dokumen) -> dict[int, Komponen]:
    """Return the komponen of a document in tree order, each with the very object above it."""
    rows = Komponen.objects.filter(dokumen=owner).select_related("nomenklatur").order_by("lft")
    tree: dict[int, Komponen] = {row.pk: row for row in rows}
    for komponen in tree.values():
        komponen.dokumen = owner
        komponen.induk = tree[komponen.induk_id] if komponen.induk_id else None
    return tree


def _outside(tree: Mapping[int, Komponen], changed: set[int]) -> list[str]:
    problems = []
    for komponen in tree.values():
        if komponen.pk not in changed and komponen.induk_id not in changed:
            continue
        try:
            komponen._clean_code()
        except ValidationError as error:
            problems.append(
                f"{' '.join(error.messages)} Terapkan bersama komponen di atasnya, "
                "atau pindahkan dahulu ke bawah induk yang baru."
            )
    return problems


def _follow(owner: Dokumen, versi: VersiNomenklatur) -> bool:
    """Move the document to a version once every code in it is of that version; say whether it moved."""
    if owner.versi_nomenklatur_id == versi.pk or outdated(owner, versi):
        return False
    owner.versi_nomenklatur = versi
    owner.save(update_fields=["versi_nomenklatur", "diubah"])
    return True
