"""Signing the drafts of a whole unit: each PK in a transaction of its own, those that cannot be are reported."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from jabatan.actions.jabatan import lock_instansi
from jabatan.actions.pk import change_pk, lock_pk, sign
from jabatan.models import PerjanjianKinerja
from jabatan.pk.susun import kop_unit
from jabatan.pk.target import Rencana
from organisasi.izin import require_edit
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser

PLACES = re.compile(r"\{([^{}]*)\}")
KNOWN = ("nomor", "tahun", "unit")
LONGEST_NUMBER = 80
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DataSurat:
    """What all letters get: place, date, and the pattern of their numbers (empty: no number is given)."""

    tempat: str
    tanggal: datetime.date
    pola: str = ""


@dataclass(frozen=True)
class HasilTetap:
    """What became of one draft: signed with this number, or the reasons why not."""

    pk: int
    jabatan: str
    unit: str
    nomor: str = ""
    alasan: tuple[str, ...] = ()

    @property
    def is_ditetapkan(self) -> bool:
        """Whether it was signed."""
        return not self.alasan


def check_pola(pola: str) -> None:
    """Refuse a pattern without {nomor} or with a place nobody knows; raises ValidationError."""
    if not pola:
        return
    places = PLACES.findall(pola)
    unknown = [place for place in places if place not in KNOWN]
    rest = PLACES.sub("", pola)
    if unknown or "{" in rest or "}" in rest:
        raise ValidationError(
            {"pola": "Dalam kurung kurawal hanya {nomor}, {tahun}, dan {unit} yang dikenal."}
        )
    if places.count("nomor") != 1:
        raise ValidationError({"pola": "Tulis {nomor} satu kali, misalnya 000/{nomor}/PK/{tahun}."})


def drafts_of(
    user: AnyUser, instansi: Instansi, unit: Unit | None, tahun: int
) -> list[PerjanjianKinerja]:
    """Return the drafts of a unit with the units below it (None: of the whole instansi), in structure order."""
    rows = PerjanjianKinerja.objects.visible_to(user).filter(
        jabatan__instansi=instansi, tahun=tahun, status=PerjanjianKinerja.Status.DRAF
    )
    if unit is not None:
        rows = rows.filter(jabatan__unit__in=Unit.objects.in_branch(unit))
    return list(rows.select_related("jabatan__unit").order_by("jabatan__lft", "urutan"))


def tetapkan_semua(
    *,
    user: AnyUser,
    instansi: Instansi,
    unit: Unit | None,
    tahun: int,
    data: DataSurat,
    progress: Progress | None = None,
) -> list[HasilTetap]:
    """Sign every draft that has no obstacle; nothing of the others changes.

    Done again, it takes up the drafts that are left. Raises PermissionDenied unless the user may write the unit,
    ValidationError when the pattern is wrong.
    """
    require_edit(user, instansi.pk, unit)
    check_pola(data.pola)
    drafts = drafts_of(user, instansi, unit, tahun)
    rencana = Rencana()
    found: list[HasilTetap] = []
    for number, row in enumerate(drafts, start=1):
        found.append(_one(user, row, data, rencana))
        if progress:
            progress(number, len(drafts))
    return found


def _one(user: AnyUser, row: PerjanjianKinerja, data: DataSurat, rencana: Rencana) -> HasilTetap:
    about = (row.pk, row.jabatan.nama, row.jabatan.unit.nama if row.jabatan.unit else "")
    try:
        signed = _sign_numbered(user, row, data, rencana)
    except ValidationError as error:
        return HasilTetap(*about, alasan=tuple(error.messages))
    except PermissionDenied as error:
        return HasilTetap(*about, alasan=(str(error),))
    return HasilTetap(*about, nomor=signed.nomor)


@transaction.atomic
def _sign_numbered(
    user: AnyUser, row: PerjanjianKinerja, data: DataSurat, rencana: Rencana
) -> PerjanjianKinerja:
    """Give the letter its data and number and sign it, or change nothing.

    The instansi is locked first, so that two who sign at once never take the same number.
    """
    instansi = lock_instansi(user, row.jabatan.instansi_id)
    fresh = lock_pk(user, row)
    if fresh.is_frozen:
        return fresh
    values = {"tempat": data.tempat, "tanggal": data.tanggal}
    if data.pola and not fresh.nomor:
        values["nomor"] = _next_number(instansi, fresh, data.pola)
    fresh = change_pk(user=user, pk=fresh, data=values)
    return sign(user, fresh, rencana)


def _next_number(instansi: Instansi, pk: PerjanjianKinerja, pola: str) -> str:
    """Return the number after the highest one given by this pattern in the instansi and year."""
    words = {"tahun": str(pk.tahun), "unit": _unit_of(pk)}
    before, after = (
        PLACES.sub(lambda match: words[match[1]], part) for part in pola.split("{nomor}")
    )
    rows = PerjanjianKinerja.objects.filter(
        jabatan__instansi=instansi,
        tahun=pk.tahun,
        nomor__startswith=before,
        nomor__endswith=after,
    )
    end = -len(after) if after else None
    given = [nomor[len(before) : end] for nomor in rows.values_list("nomor", flat=True)]
    highest = max((int(text) for text in given if text.isdecimal() and len(text) < 10), default=0)
    number = f"{before}{highest + 1}{after}"
    if len(number) > LONGEST_NUMBER:
        raise ValidationError(
            f"Nomor surat paling panjang {LONGEST_NUMBER} huruf; perpendek polanya."
        )
    return number


def _unit_of(pk: PerjanjianKinerja) -> str:
    """Return the short name of the unit in the letterhead; that of the instansi where the position has none."""
    unit = pk.jabatan.unit
    if unit is None:
        return pk.jabatan.instansi.nama
    house = kop_unit([unit, *Unit.objects.above(unit).order_by("-lft")]) or unit
    return house.nama_pendek
