"""Writing visi and misi of a document, and strategi with their arah kebijakan of a sasaran."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from perencanaan import susunan
from perencanaan.actions.komponen import _dokumen_of
from perencanaan.actions.kunci import STALE, lock_dokumen, require_fresh, touch
from perencanaan.models import ArahKebijakan, Dokumen, Komponen, Misi, Strategi

if TYPE_CHECKING:
    from organisasi.models import AnyUser

MOST_ROWS = 200
STALE_MISI = (
    "Visi atau misi sudah diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda."
)


@dataclass
class BarisStrategi:
    """A strategi as it shall stand: `pk` of the one that exists (None: new) and its arah kebijakan in order."""

    nama: str
    arah: list[str] = field(default_factory=list)
    pk: int | None = None


def fingerprint(dokumen: Dokumen) -> str:
    """Return a mark of the visi and misi as they are now; a form that was opened earlier carries an older one."""
    rows = list(Misi.objects.filter(dokumen=dokumen).values_list("pk", "urutan", "nama"))
    text = json.dumps([dokumen.visi, rows])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def save_misi(
    *,
    user: AnyUser,
    dokumen: int,
    visi: str,
    daftar: Sequence[tuple[int | None, str]],
    dilihat: str | None = None,
) -> list[Misi]:
    """Let a document have this visi and exactly these misi, in this order; return them.

    `daftar`: (pk of a misi that exists or None, its text). `dilihat` is the `fingerprint` the user saw. Raises
    ValidationError when stale, when a text is empty or too long, or when a misi left out is still served by a tujuan.
    """
    owner = lock_dokumen(user, dokumen)
    if dilihat is not None and dilihat != fingerprint(owner):
        raise ValidationError(STALE_MISI)
    known = {row.pk: row for row in Misi.objects.filter(dokumen=owner)}
    kept = _kept([pk for pk, _ in daftar], known, STALE_MISI)
    _refuse_served([row for pk, row in known.items() if pk not in kept])
    owner.visi = _paragraphs(visi)
    owner.clean_fields(exclude=[f.name for f in owner._meta.fields if f.name != "visi"])
    rows = []
    for place, (pk, nama) in enumerate(daftar, start=1):
        row = known[pk] if pk else Misi(dokumen=owner)
        row.urutan, row.nama = place, _one_line(nama)
        row.full_clean(exclude=["dokumen"])
        rows.append(row)
    Misi.objects.filter(dokumen=owner).exclude(pk__in=kept).delete()
    Misi.objects.bulk_update([row for row in rows if row.pk], ["urutan", "nama"])
    Misi.objects.bulk_create([row for row in rows if not row.pk])
    Dokumen.objects.filter(pk=owner.pk).update(visi=owner.visi)
    touch(owner)
    return rows


def _refuse_served(leaving: Sequence[Misi]) -> None:
    served = Komponen.objects.filter(misi__in=leaving).select_related("misi").order_by("lft")
    if (tujuan := served.first()) is not None and tujuan.misi is not None:
        raise ValidationError(
            f"Misi “{tujuan.misi}” masih dipilih pada tujuan “{tujuan}”. "
            "Pilih misi lain pada tujuan itu dahulu, lalu hapus misinya."
        )


@transaction.atomic
def save_strategi(
    *,
    user: AnyUser,
    komponen: int,
    daftar: Sequence[BarisStrategi],
    versi: int | None = None,
) -> list[Strategi]:
    """Let a sasaran have exactly these strategi with their arah kebijakan, in this order; return them.

    `versi` is that of the sasaran the user saw. Raises ValidationError when stale, when the komponen is no sasaran, or
    when a text is empty or too long.
    """
    owner = lock_dokumen(user, _dokumen_of(user, komponen))
    target = require_fresh(owner, komponen, versi)
    refuse_strategi(target)
    known = {row.pk: row for row in Strategi.objects.filter(komponen=target)}
    kept = _kept([baris.pk for baris in daftar], known, STALE)
    rows, arah = [], []
    for place, baris in enumerate(daftar, start=1):
        row = known[baris.pk] if baris.pk else Strategi(komponen=target)
        row.urutan, row.nama = place, _one_line(baris.nama)
        row.full_clean(exclude=["komponen"])
        rows.append(row)
        arah += _directions(row, baris)
    Strategi.objects.filter(komponen=target).exclude(pk__in=kept).delete()
    Strategi.objects.bulk_update([row for row in rows if row.pk], ["urutan", "nama"])
    Strategi.objects.bulk_create([row for row in rows if not row.pk])
    ArahKebijakan.objects.filter(strategi__komponen=target).delete()
    ArahKebijakan.objects.bulk_create(arah)
    Komponen.objects.filter(pk=target.pk).update(versi=target.versi + 1)
    touch(owner)
    return rows


def refuse_strategi(komponen: Komponen) -> None:
    """Raise ValidationError with a sentence when a komponen carries no strategi."""
    if komponen.jenis not in susunan.NAMED_BY_RESULT - {susunan.TUJUAN}:
        raise ValidationError("Strategi dan arah kebijakan diisi pada sasaran.")


def _directions(row: Strategi, baris: BarisStrategi) -> list[ArahKebijakan]:
    made = []
    for place, nama in enumerate(baris.arah, start=1):
        arah = ArahKebijakan(strategi=row, urutan=place, nama=_one_line(nama))
        arah.full_clean(exclude=["strategi"])
        made.append(arah)
    return made


def _kept(asked: Sequence[int | None], known: dict[int, Any], stale: str) -> set[int]:
    """Return the keys that stay; raises ValidationError for too many, and `stale` for one unknown or named twice."""
    kept = [pk for pk in asked if pk]
    if len(asked) > MOST_ROWS:
        raise ValidationError(f"Terlalu banyak baris; paling banyak {MOST_ROWS}.")
    if len(set(kept)) < len(kept) or not known.keys() >= set(kept):
        raise ValidationError(stale)
    return set(kept)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(text: str) -> str:
    return "\n".join(line for line in map(_one_line, text.splitlines()) if line)
