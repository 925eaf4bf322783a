"""Writes on the distribution: which position carries which node.

Order of locks: the instansi (so that no position disappears meanwhile), then the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from jabatan.actions.jabatan import load_jabatan, lock_instansi, touch
from jabatan.models import Jabatan, KinerjaJabatan
from lib import tree
from organisasi.izin import izin, require_edit
from pohon.models import Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser

OPENS_AT = Pohon.Tahap.PENUANGAN


def closed_reason(pohon: Pohon) -> str:
    """Say why kinerja cannot be distributed now: too early, or the tree is locked; else empty."""
    if pohon.tahap < OPENS_AT:
        return (
            f"Tahapan tidak boleh dilompati: pembagian ke jabatan dibuka pada tahap {OPENS_AT:d}, "
            f"pohon ini baru tahap {pohon.tahap}."
        )
    return pohon.lock_reason


def lock_pohon(user: AnyUser, pohon_id: int) -> Pohon:
    """Lock a tree the user may write now; refuse with a sentence when it is gone or closed."""
    queryset = Pohon.objects.visible_to(user).select_related("unit", "periode")
    try:
        pohon = tree.lock(queryset.filter(pk=pohon_id))
    except Pohon.DoesNotExist:
        raise ValidationError("Pohon itu sudah dihapus orang lain. Muat ulang halaman.") from None
    require_edit(user, pohon.instansi_id, pohon.unit)
    if reason := closed_reason(pohon):
        raise ValidationError(reason)
    return pohon


def require_jabatan(user: AnyUser, jabatan: Jabatan) -> None:
    """Refuse a position outside the user's unit with a sentence."""
    if not izin(user).may_edit(jabatan.instansi_id, jabatan.unit):
        raise ValidationError(
            f"{jabatan.nama} berada di luar unit Anda; minta admin instansi membagikannya."
        )


def _assign(simpul: Simpul, jabatan: Jabatan, pernyataan: str, jenis: str) -> KinerjaJabatan:
    own = pernyataan.strip()
    kinerja = KinerjaJabatan(
        simpul=simpul,
        jabatan=jabatan,
        pernyataan="" if own == simpul.pernyataan else own,
        jenis=jenis,
    )
    kinerja.full_clean()
    kinerja.save()
    touch(jabatan.pk)
    return kinerja


@transaction.atomic
def assign(
    *,
    user: AnyUser,
    simpul: Simpul,
    jabatan: Jabatan,
    pernyataan: str = "",
    jenis: str = KinerjaJabatan.Jenis.DIRECT,
) -> KinerjaJabatan:
    """Let a position carry a node; `pernyataan` is the statement narrowed to its scope.

    The user needs the right to edit both the tree and the position (PermenPANRB 89/2021 B.IV C).
    """
    lock_instansi(user, jabatan.instansi_id)
    pohon = lock_pohon(user, simpul.pohon_id)
    fresh = Simpul.objects.filter(pk=simpul.pk, pohon=pohon).first()
    if fresh is None:
        raise ValidationError("Simpul itu sudah dihapus orang lain. Muat ulang halaman.")
    fresh.pohon = pohon
    jabatan = load_jabatan(user, jabatan.instansi_id, jabatan.pk)
    require_jabatan(user, jabatan)
    return _assign(fresh, jabatan, pernyataan, jenis)


def _load(user: AnyUser, kinerja: KinerjaJabatan) -> KinerjaJabatan:
    lock_instansi(user, kinerja.jabatan.instansi_id)
    pohon = lock_pohon(user, kinerja.simpul.pohon_id)
    queryset = KinerjaJabatan.objects.visible_to(user).filter(simpul__pohon=pohon)
    fresh = queryset.select_related("simpul", "jabatan__unit").filter(pk=kinerja.pk).first()
    if fresh is None:
        raise ValidationError("Pembagian itu sudah dilepas orang lain. Muat ulang halaman.")
    require_jabatan(user, fresh.jabatan)
    fresh.simpul.pohon = pohon
    return fresh


@transaction.atomic
def change_kinerja(
    *, user: AnyUser, kinerja: KinerjaJabatan, pernyataan: str, jenis: str
) -> KinerjaJabatan:
    """Narrow the statement to the position's scope, or change the kind of cascading."""
    fresh = _load(user, kinerja)
    own = pernyataan.strip()
    fresh.pernyataan = "" if own == fresh.simpul.pernyataan else own
    fresh.jenis = jenis
    fresh.full_clean()
    fresh.save(update_fields=["pernyataan", "jenis"])
    touch(fresh.jabatan_id)
    return fresh


@transaction.atomic
def narrow(*, user: AnyUser, simpul: Simpul, rumusan: Mapping[int, str]) -> int:
    """Write the statement of every carrier of a shared node at once, by key; return how many changed.

    Each needs a statement of its own (PermenPANRB 89/2021 B.IV C, last paragraph): two equal ones refuse the whole,
    as does a carrier that has gone meanwhile or is not the user's.
    """
    lock_instansi(user, simpul.pohon.instansi_id)
    pohon = lock_pohon(user, simpul.pohon_id)
    rows = KinerjaJabatan.objects.filter(simpul=simpul.pk).select_related("simpul", "jabatan__unit")
    there = {row.pk: row for row in rows}
    if not rumusan or any(key not in there for key in rumusan):
        raise ValidationError("Pengampu simpul ini sudah berubah. Muat ulang halaman.")
    changed = []
    for key, text in rumusan.items():
        row = there[key]
        row.simpul.pohon = pohon
        own = " ".join(text.split())
        own = "" if own == row.simpul.pernyataan else own
        if own != row.pernyataan:
            require_jabatan(user, row.jabatan)
            row.pernyataan = own
            row.clean_fields(exclude=["simpul", "jabatan"])
            changed.append(row)
    texts = [row.rumusan.casefold() for row in there.values()]
    if len(set(texts)) < len(texts):
        raise ValidationError(
            "Masih ada jabatan dengan rumusan yang sama. Sesuaikan tiap rumusan dengan lingkup jabatannya."
        )
    KinerjaJabatan.objects.bulk_update(changed, ["pernyataan"])
    touch(*(row.jabatan_id for row in changed))
    return len(changed)


@transaction.atomic
def unassign(*, user: AnyUser, kinerja: KinerjaJabatan) -> None:
    """Take a node off a position; signed PK keep their own copy."""
    fresh = _load(user, kinerja)
    fresh.delete()
    touch(fresh.jabatan_id)


@transaction.atomic
def accept_usulan(*, user: AnyUser, pohon: Pohon, pasangan: Iterable[tuple[int, int]]) -> int:
    """Assign many nodes at once from pairs (simpul, jabatan); return how many became new.

    A pair that already exists is passed over; one the user may not make refuses the whole.
    """
    wanted = list(dict.fromkeys(pasangan))
    lock_instansi(user, pohon.instansi_id)
    pohon = lock_pohon(user, pohon.pk)
    nodes = Simpul.objects.filter(pohon=pohon).in_bulk([s for s, _ in wanted])
    queryset = Jabatan.objects.visible_to(user).filter(instansi=pohon.instansi_id)
    positions = queryset.select_related("unit").in_bulk([j for _, j in wanted])
    if any(s not in nodes or j not in positions for s, j in wanted):
        raise ValidationError("Sebagian usulan sudah tidak berlaku. Muat ulang halaman.")
    for jabatan in positions.values():
        require_jabatan(user, jabatan)
    taken = set(KinerjaJabatan.objects.filter(simpul__pohon=pohon).values_list("simpul", "jabatan"))
    new = [
        KinerjaJabatan(simpul=nodes[s], jabatan=positions[j])
        for s, j in wanted
        if (s, j) not in taken
    ]
    KinerjaJabatan.objects.bulk_create(new)
    touch(*(row.jabatan_id for row in new))
    return len(new)
