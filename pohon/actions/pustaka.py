"""Writes on the library of indicators, under the lock of its instansi; what a tree takes from it goes through `apply`.

Who may write the content of some unit adds cards; changing and deleting them, which concerns every unit, is for an
admin. Making indikator of trees the same as their card is an operation on each tree, with its rights, log and undo.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404

from lib import tree
from lib.teks import format_number
from organisasi.izin import izin, require_admin
from organisasi.models import Instansi, Pengguna
from pohon.actions.isi import clean_text
from pohon.actions.operasi import MOST_OPERATIONS, apply
from pohon.models import Indikator, PustakaIndikator
from pohon.pustaka import KARTU, differences, values_of

STALE = "Kartu ini sudah diubah orang lain sejak Anda membukanya. Muat ulang halaman, lalu ulangi."


def require_add(user: Pengguna, instansi_id: int) -> None:
    """Raise PermissionDenied with a sentence unless the user may write some content of the instansi."""
    if not izin(user).may_edit_some(instansi_id):
        raise PermissionDenied(
            "Pustaka indikator ditambah oleh perencana dan admin instansi. Hubungi admin instansi Anda."
        )


def lock_library(user: Pengguna, instansi_id: int) -> Instansi:
    """Lock and return the instansi that owns the library; must run inside `atomic()`."""
    try:
        return tree.lock(Instansi.objects.visible_to(user).filter(pk=instansi_id))
    except Instansi.DoesNotExist:
        raise Http404("Instansi tidak ditemukan.") from None


@transaction.atomic
def save_pustaka(*, user: Pengguna, pustaka: PustakaIndikator, versi: int = 0) -> PustakaIndikator:
    """Add a card, or change one in the version the user saw; raises ValidationError, PermissionDenied."""
    lock_library(user, pustaka.instansi_id)
    if pustaka.pk is None:
        require_add(user, pustaka.instansi_id)
    else:
        require_admin(user, pustaka.instansi_id)
        now = PustakaIndikator.objects.filter(pk=pustaka.pk).values_list("versi", flat=True)
        current = now.first()
        if current is None:
            raise ValidationError("Kartu ini sudah dihapus orang lain.")
        if current != versi:
            raise ValidationError(STALE)
        pustaka.versi = versi + 1
    for name in KARTU:
        setattr(pustaka, name, clean_text(getattr(pustaka, name)))
    pustaka.full_clean()
    pustaka.save()
    return pustaka


def why_kept(pustaka: PustakaIndikator) -> str:
    """Return why a card cannot be deleted; empty when nothing of a living tree uses it."""
    used = Indikator.objects.filter(pustaka=pustaka, simpul__pohon__dihapus=None).count()
    if not used:
        return ""
    return (
        f"Kartu ini dipakai {format_number(used)} indikator. Lepaskan dahulu tautannya di halaman kartu ini; "
        "isi indikatornya tetap."
    )


@transaction.atomic
def delete_pustaka(*, user: Pengguna, pustaka: PustakaIndikator) -> None:
    """Delete a card nobody uses; raises ValidationError with the reason, PermissionDenied unless admin."""
    lock_library(user, pustaka.instansi_id)
    require_admin(user, pustaka.instansi_id)
    if reason := why_kept(pustaka):
        raise ValidationError(reason)
    pustaka.delete()


@transaction.atomic
def keep_indikator(*, user: Pengguna, indikator: Indikator) -> PustakaIndikator:
    """Make a card of an indikator of a tree and link the two; raises as `save_pustaka` and `apply` do.

    Where the library has a card of this name and unit, the indikator is linked to that one, which stays as it is.
    """
    instansi_id = indikator.simpul.pohon.instansi_id
    lock_library(user, instansi_id)
    require_add(user, instansi_id)
    if indikator.pustaka_id:
        raise ValidationError("Indikator ini sudah bertaut ke kartu pustaka.")
    alike = PustakaIndikator.objects.filter(
        instansi=instansi_id, nama=indikator.nama, satuan=indikator.satuan
    )
    pustaka = alike.first() or save_pustaka(
        user=user, pustaka=PustakaIndikator(instansi_id=instansi_id, **values_of(indikator))
    )
    simpul = indikator.simpul
    _write(user, simpul.pohon_id, [(indikator, simpul.versi, {"pustaka": pustaka.pk})])
    return pustaka


@transaction.atomic
def align(
    *,
    user: Pengguna,
    pustaka: PustakaIndikator,
    pilihan: Mapping[int, int],
    versi: int,
    lepas: bool = False,
) -> int:
    """Make chosen indikator say what their card says, or (`lepas`) drop their link; return how many changed.

    `pilihan` maps an indikator to the version of its node the user saw, `versi` is that of the card. All or nothing;
    raises PermissionDenied, ValidationError, Conflict (a node changed meanwhile), as `apply` does.
    """
    if not pilihan:
        raise ValidationError("Pilih dahulu indikatornya.")
    if len(pilihan) > MOST_OPERATIONS:
        raise ValidationError(f"Paling banyak {MOST_OPERATIONS} indikator sekali kirim.")
    lock_library(user, pustaka.instansi_id)
    pustaka.refresh_from_db()
    if pustaka.versi != versi:
        raise ValidationError(STALE)
    rows = Indikator.objects.visible_to(user).filter(pk__in=pilihan, pustaka=pustaka)
    by_pohon: dict[int, list[tuple[Indikator, int, dict[str, Any]]]] = defaultdict(list)
    for row in rows.select_related("simpul").order_by("pk"):
        names = differences(row, pustaka)
        data = {"pustaka": None} if lepas else {name: getattr(pustaka, name) for name in names}
        if data:
            by_pohon[row.simpul.pohon_id].append((row, pilihan[row.pk], data))
    for pohon_id in sorted(by_pohon):
        _write(user, pohon_id, by_pohon[pohon_id])
    return sum(len(entries) for entries in by_pohon.values())


def _write(
    user: Pengguna, pohon_id: int, entries: list[tuple[Indikator, int, dict[str, Any]]]
) -> None:
    operasi = [
        {
            "jenis": "ubah",
            "simpul": row.simpul_id,
            "versi": versi,
            "data": {"indikator": [{"id": row.pk, **data}]},
        }
        for row, versi, data in entries
    ]
    apply(user=user, pohon_id=pohon_id, operasi=operasi)
