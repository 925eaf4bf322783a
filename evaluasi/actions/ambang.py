"""Setting what the rules of an instansi measure against."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from evaluasi.models import Pemeriksaan, SkorPohon
from lib.aturan import Ambang, thresholds
from lib.teks import format_number
from organisasi.izin import require_admin
from organisasi.models import AmbangAturan, Instansi, Pengguna


def key(ambang: Ambang) -> str:
    """Return by which a threshold is named in a form."""
    return f"{ambang.aturan}-{ambang.nama}"


@transaction.atomic
def set_thresholds(
    *, user: Pengguna, instansi: Instansi, nilai: Mapping[str, Decimal | None]
) -> int:
    """Set thresholds by their `key`; None or the usual value goes back to the usual. Return how many changed.

    Raises PermissionDenied unless the user administers the instansi, ValidationError for a number out of its range.
    """
    require_admin(user, instansi.pk)
    Instansi.objects.select_for_update().get(pk=instansi.pk)
    known = {key(one): one for one in thresholds()}
    rows = AmbangAturan.objects.filter(instansi=instansi)
    old = {f"{row.aturan}-{row.nama}": row for row in rows}
    changed = sum(
        _set(instansi, known[name], old.get(name), value)
        for name, value in nilai.items()
        if name in known
    )
    if changed:
        # What was found before was measured otherwise.
        Pemeriksaan.objects.filter(pohon__instansi=instansi).update(nomor=0, cetakan="")
        SkorPohon.objects.filter(pohon__instansi=instansi).update(nomor=0)
    return changed


def _set(
    instansi: Instansi, ambang: Ambang, row: AmbangAturan | None, value: Decimal | None
) -> bool:
    usual = Decimal(str(ambang.bawaan))
    if value is None or value == usual:
        if row is not None:
            row.delete()
        return row is not None
    try:
        require_fit(ambang, value)
    except ValidationError as error:
        raise ValidationError({key(ambang): error.messages}) from error
    if row is not None and row.nilai == value:
        return False
    row = row or AmbangAturan(instansi=instansi, aturan=ambang.aturan, nama=ambang.nama)
    row.nilai = value
    row.full_clean()
    row.save()
    return True


def require_fit(ambang: Ambang, value: Decimal) -> None:
    """Raise ValidationError where a threshold does not take this number: out of its range, or no whole one."""
    low, high = Decimal(str(ambang.terkecil)), Decimal(str(ambang.terbesar))
    if not low <= value <= high or (ambang.bulat and value % 1):
        which = "angka bulat antara" if ambang.bulat else "antara"
        raise ValidationError(f"Isi {which} {format_number(low)} dan {format_number(high)}.")
