"""Copying a document to another period or year, and what every copy of a document needs: locks, a new row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lib import tree
from organisasi.izin import require_edit
from organisasi.models import Instansi, Periode
from perencanaan.actions.bawaan import Bawaan, Hasil, copy_all
from perencanaan.models import Dokumen, Pemetaan, VersiNomenklatur
from pohon.models import Pohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class SudahAda(ValidationError):
    """The document to be made is there already: `ada`."""

    def __init__(self, ada: Dokumen) -> None:
        super().__init__(f"{ada} sudah ada. Buka dokumen itu, atau pilih periode atau tahun lain.")
        self.ada = ada


# --- Locks -----------------------------------------------------------------------------------------
def hold(user: AnyUser, *daftar: int) -> list[Dokumen]:
    """Lock documents, the trees mapped to them first, and return them in the order asked for.

    Locked by key, so that two writers never wait for each other. Whether they may be written is the caller's
    question: a frozen document is copied from. Raises Dokumen.DoesNotExist when the user may not see one.
    """
    pohon = Pemetaan.objects.filter(komponen__dokumen__in=daftar).values("simpul__pohon")
    list(
        Pohon.objects.filter(pk__in=pohon).order_by("pk").select_for_update(of=("self",)).only("pk")
    )
    related = ("instansi", "unit", "periode", "versi_nomenklatur", "perubahan")
    rows = Dokumen.objects.visible_to(user).select_related(*related)
    found = {pk: tree.lock(rows.filter(pk=pk)) for pk in sorted(set(daftar))}
    return [found[pk] for pk in daftar]


def require_writable(user: AnyUser, dokumen: Dokumen) -> None:
    """Raise PermissionDenied or ValidationError unless the user may write a document `hold` locked."""
    require_edit(user, dokumen.instansi_id, dokumen.unit)
    if reason := dokumen.lock_reason:
        raise ValidationError(reason)


def successor(dokumen: Dokumen) -> Dokumen | None:
    """Return the perubahan that took the document's place; None when it is the current one."""
    return getattr(dokumen, "perubahan", None)


def require_current(dokumen: Dokumen) -> None:
    """Refuse a document that a perubahan has taken the place of."""
    if (after := successor(dokumen)) is not None:
        raise ValidationError(f"{dokumen} sudah digantikan oleh {after}. Pakai dokumen itu.")


def latest(dokumen: Dokumen | None) -> Dokumen | None:
    """Return the current version of a document."""
    while dokumen is not None and (after := successor(dokumen)) is not None:
        dokumen = after
    return dokumen


# --- Making a document -------------------------------------------------------------------------------
def new_dokumen(user: AnyUser, source: Dokumen, **changes: Any) -> Dokumen:
    """Save a document like `source` but for `changes`; raises SudahAda, ValidationError or PermissionDenied.

    The caller holds the lock of the instansi.
    """
    above = ("instansi", "unit", "periode", "jenis", "tahun", "induk")
    kept = (*above, "versi_nomenklatur", "format_tabel", "visi")
    values = {name: getattr(source, name) for name in kept}
    dokumen = Dokumen(**{**values, **changes})
    dokumen.nama = dokumen.nama[:200]
    if dokumen.periode.terkunci:
        raise ValidationError(f"Periode {dokumen.periode} terkunci; hubungi admin instansi.")
    require_edit(user, dokumen.instansi_id, dokumen.unit)
    ada = like(dokumen).filter(perubahan_ke=dokumen.perubahan_ke).first()
    if ada is not None:
        raise SudahAda(latest(ada) or ada)
    dokumen.full_clean()
    dokumen.save()
    return dokumen


def like(dokumen: Dokumen) -> Any:
    """Return the documents of the same kind, unit, period and year."""
    return Dokumen.objects.filter(
        instansi=dokumen.instansi_id,
        unit=dokumen.unit_id,
        periode=dokumen.periode_id,
        jenis=dokumen.jenis,
        tahun=dokumen.tahun,
    ).select_related("perubahan")


def lock_instansi(user: AnyUser, dokumen: int) -> Dokumen:
    """Lock the instansi of a visible document, since there is one document of a kind, and return the document."""
    row = Dokumen.objects.visible_to(user).get(pk=dokumen)
    tree.lock(Instansi.objects.visible_to(user).filter(pk=row.instansi_id))
    return row


# --- Another period or year --------------------------------------------------------------------------
@transaction.atomic
def copy_dokumen(
    *,
    user: AnyUser,
    dokumen: int,
    periode: Periode,
    tahun: int | None = None,
    versi_nomenklatur: VersiNomenklatur | None = None,
    pagu: bool = False,
) -> tuple[Dokumen, Hasil]:
    """Copy a document to another period, or a Renja to another year; return the new one and what was copied.

    Pagu move by their place in the period: the first year's to the first year. Raises SudahAda when there is such a
    document, ValidationError with a sentence for a year outside the period or a locked period, and PermissionDenied.
    """
    lock_instansi(user, dokumen)
    (source,) = hold(user, dokumen)
    require_edit(user, source.instansi_id, source.unit)
    if source.tahun is not None and tahun not in periode.tahun:
        raise ValidationError({"tahun": f"Pilih tahun di dalam {periode}."})
    new = new_dokumen(
        user,
        source,
        periode=periode,
        tahun=tahun if source.tahun is not None else None,
        versi_nomenklatur=versi_nomenklatur or source.versi_nomenklatur,
        nama=renamed(source, periode, tahun),
        induk=_upper_for(source, periode),
    )
    years = dict(zip(source.daftar_tahun_pagu, new.daftar_tahun_pagu, strict=False))
    hasil = copy_all(source, new, Bawaan(tahun=years if pagu else {}))
    return new, hasil


def renamed(source: Dokumen, periode: Periode, tahun: int | None) -> str:
    """Return the name with the years of the copy in place of the source's; behind it where it has none."""
    old, new = _years(source.periode, source.tahun), _years(periode, tahun)
    name = without_perubahan(source)
    for dash in ("–", "-", " - ", " – "):
        span = old.replace("–", dash)
        if span in name:
            return name.replace(span, new.replace("–", dash))
    return f"{name} {new}"


def without_perubahan(source: Dokumen) -> str:
    """Return the name of a document without "Perubahan" and its number at the end."""
    name = source.nama
    if source.perubahan_ke and " Perubahan" in name:
        name = name[: name.rindex(" Perubahan")]
    return name


def _years(periode: Periode, tahun: int | None) -> str:
    return str(tahun) if tahun else f"{periode.tahun_awal}–{periode.tahun_akhir}"


def _upper_for(source: Dokumen, periode: Periode) -> Dokumen | None:
    """Return the document above the copy: the same one inside the period, else its counterpart in the new period."""
    upper = latest(source.induk)
    if upper is None or upper.periode_id == periode.pk:
        return upper
    return (
        Dokumen.objects.current()
        .filter(instansi=source.instansi_id, jenis=upper.jenis, unit=upper.unit_id, periode=periode)
        .first()
    )
