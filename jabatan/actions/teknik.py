"""Writes on BKN's techniques and approaches: what is declared of pairs, shares of a target, services, milestones.

Order of locks: the instansi, then the trees by key (as in `actions.kinerja`). A caller hands back the mark of what
it saw (`jabatan.tanda`); when that is no longer so the write is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from jabatan.actions.jabatan import load_jabatan, lock_instansi, touch
from jabatan.actions.kinerja import closed_reason, lock_pohon, require_jabatan
from jabatan.models import (
    Jabatan,
    KinerjaJabatan,
    Layanan,
    Milestone,
    PasanganIndikator,
    TargetJabatan,
)
from jabatan.tanda import mark, require_same
from jabatan.teknik import pasangan
from jabatan.teknik.pendekatan import MEDAN_LAYANAN
from organisasi.izin import izin
from pohon.models import Indikator

if TYPE_CHECKING:
    from organisasi.models import AnyUser

GONE = "Pembagian itu sudah dilepas orang lain. Muat ulang halaman."
RELATED = ("simpul__pohon__unit", "simpul__pohon__periode", "jabatan__unit", "jabatan__induk")
MOST_MILESTONES = 50


def _lock(user: AnyUser, instansi_id: int, keys: Iterable[int]) -> dict[int, KinerjaJabatan]:
    """Lock what several kinerja belong to and return them fresh, by key, to be changed; refuse what may not be."""
    lock_instansi(user, instansi_id)
    wanted = set(keys)
    rows = KinerjaJabatan.objects.visible_to(user).filter(
        pk__in=wanted, jabatan__instansi=instansi_id
    )
    for pohon in sorted(set(rows.values_list("simpul__pohon", flat=True))):
        lock_pohon(user, pohon)
    found = {row.pk: row for row in rows.select_related(*RELATED)}
    if set(found) != wanted:
        raise ValidationError(GONE)
    for row in found.values():
        require_jabatan(user, row.jabatan)
    touch(*(row.jabatan_id for row in found.values()))
    return found


def _lock_one(user: AnyUser, kinerja: KinerjaJabatan) -> KinerjaJabatan:
    return _lock(user, kinerja.jabatan.instansi_id, [kinerja.pk])[kinerja.pk]


# --- pairs -------------------------------------------------------------------------------------------------
def mark_pasangan(row: PasanganIndikator | None) -> str:
    """Return the mark of a declaration; that of nothing while none is made."""
    if row is None:
        return mark()
    return mark(row.pk, row.atasan_id, row.indikator_atasan_id, row.teknik, row.alasan)


def _declarations(kinerja: KinerjaJabatan, indikator_id: int) -> list[PasanganIndikator]:
    """Return what is declared of an indicator against the superior of now, the oldest first."""
    rows = PasanganIndikator.objects.filter(
        bawahan=kinerja,
        indikator_bawahan=indikator_id,
        atasan__jabatan=kinerja.jabatan.induk_id,
        atasan__simpul__pohon__dihapus=None,
    )
    return list(rows.order_by("pk"))


@transaction.atomic
def declare(
    *,
    user: AnyUser,
    kinerja: KinerjaJabatan,
    indikator: int,
    atasan: int,
    indikator_atasan: int,
    teknik: str,
    alasan: str = "",
    dilihat: str,
) -> PasanganIndikator:
    """Declare by which technique an indicator of a subordinate belongs to one of its superior.

    `atasan` is the kinerja of the superior, `dilihat` the mark of the declaration the user saw. A later declaration
    of the same indicator takes the place of the earlier. Unique needs a reason (rule I-05).
    """
    fresh = _lock_one(user, kinerja)
    old = _declarations(fresh, indikator)
    require_same(dilihat, mark_pasangan(old[-1] if old else None), "Teknik indikator ini")
    upper = (
        KinerjaJabatan.objects.living().filter(pk=atasan, jabatan=fresh.jabatan.induk_id).first()
        if fresh.jabatan.induk_id
        else None
    )
    if upper is None:
        raise ValidationError(
            {"pasangan": "Pilih indikator yang diampu atasan langsung jabatan ini."}
        )
    row = old[-1] if old else PasanganIndikator(bawahan=fresh)
    row.indikator_bawahan = _indikator(fresh.simpul_id, indikator)
    row.atasan, row.indikator_atasan = upper, _indikator(upper.simpul_id, indikator_atasan)
    row.teknik, row.alasan = teknik, alasan.strip()
    PasanganIndikator.objects.filter(pk__in=[one.pk for one in old[:-1]]).delete()
    row.full_clean()
    row.save()
    return row


def _indikator(simpul_id: int, pk: int) -> Indikator:
    row = Indikator.objects.filter(pk=pk, simpul=simpul_id).first()
    if row is None:
        raise ValidationError("Indikator itu sudah dihapus orang lain. Muat ulang halaman.")
    return row


@transaction.atomic
def undeclare(*, user: AnyUser, kinerja: KinerjaJabatan, indikator: int, dilihat: str) -> None:
    """Take back what is declared of a subordinate's indicator; the technique found stands alone again."""
    fresh = _lock_one(user, kinerja)
    old = _declarations(fresh, indikator)
    require_same(dilihat, mark_pasangan(old[-1] if old else None), "Teknik indikator ini")
    PasanganIndikator.objects.filter(pk__in=[one.pk for one in old]).delete()


@dataclass(frozen=True)
class HasilTerima:
    """What accepting the techniques found did: declared, and left because a choice or reason is needed."""

    dinyatakan: int
    perlu_diisi: int


@transaction.atomic
def accept_detected(
    *, user: AnyUser, jabatan: Jabatan, tahun: int, bawahan: Sequence[int] | None = None
) -> HasilTerima:
    """Declare the technique found for every pair of a position and its subordinates not declared yet.

    `bawahan` limits it to some of them. Left out: Unique, which needs a reason, Supportive that does not name its
    indicator, and what the user may not write now (another unit, a closed tree). All or nothing.
    """
    lock_instansi(user, jabatan.instansi_id)
    jabatan = load_jabatan(user, jabatan.instansi_id, jabatan.pk)
    lower = Jabatan.objects.filter(induk=jabatan).select_related("unit")
    if bawahan is not None:
        lower = lower.filter(pk__in=bawahan)
    rights = izin(user)
    own = [row.pk for row in lower if rights.may_edit(row.instansi_id, row.unit)]
    if not own:
        raise ValidationError(
            f"Tidak ada bawahan {jabatan.nama} yang dapat Anda ubah; minta admin instansi."
        )
    bacaan = pasangan.read(Q(jabatan=jabatan) | Q(jabatan__in=own), tahun=tahun)
    writable = _writable(user, jabatan.instansi_id, own)
    new, waiting = [], 0
    for pair in (pair for one in own for pair in bacaan.pairs(jabatan.pk, one, tahun)):
        if pair.bawahan.kinerja not in writable or bacaan.declared(pair.bawahan, jabatan.pk):
            continue
        if not pair.is_ready or pair.atasan is None:
            waiting += 1
            continue
        new.append(
            PasanganIndikator(
                atasan_id=pair.atasan.kinerja,
                indikator_atasan_id=pair.atasan.indikator,
                bawahan_id=pair.bawahan.kinerja,
                indikator_bawahan_id=pair.bawahan.indikator,
                teknik=pair.teknik,
            )
        )
    PasanganIndikator.objects.bulk_create(new)
    touch(*own)
    return HasilTerima(len(new), waiting)


def _writable(user: AnyUser, instansi_id: int, daftar_jabatan: Iterable[int]) -> set[int]:
    """Return the kinerja of positions that stand in open trees the user may write."""
    rows = KinerjaJabatan.objects.visible_to(user).filter(
        jabatan__in=daftar_jabatan, jabatan__instansi=instansi_id
    )
    rights = izin(user)
    return {
        row.pk
        for row in rows.select_related("simpul__pohon__unit", "simpul__pohon__periode")
        if not closed_reason(row.simpul.pohon)
        and rights.may_edit(instansi_id, row.simpul.pohon.unit)
    }


# --- shares of a target ------------------------------------------------------------------------------------
def mark_target(rows: Mapping[tuple[int, int], Decimal | None], tahun: int) -> str:
    """Return the mark of the shares of a year: {(kinerja, indikator): share or None}."""
    return mark(
        tahun,
        *(
            f"{key}={'' if value is None else value.normalize()}"
            for key, value in sorted(rows.items())
        ),
    )


def shares_of(keys: Iterable[tuple[int, int]], tahun: int) -> dict[tuple[int, int], Decimal | None]:
    """Return the shares set for (kinerja, indikator) in a year; None where none is."""
    wanted: dict[tuple[int, int], Decimal | None] = dict.fromkeys(keys)
    rows = TargetJabatan.objects.filter(kinerja__in=[kinerja for kinerja, _ in wanted], tahun=tahun)
    for kinerja, indikator, nilai in rows.values_list("kinerja", "indikator", "nilai"):
        if (kinerja, indikator) in wanted:
            wanted[kinerja, indikator] = nilai
    return wanted


@transaction.atomic
def set_targets(
    *,
    user: AnyUser,
    instansi_id: int,
    tahun: int,
    bagian: Mapping[tuple[int, int], Decimal | None],
    semua: Iterable[tuple[int, int]],
    dilihat: str,
) -> int:
    """Set the shares of positions in an indicator for a year; return how many changed.

    `bagian` holds {(kinerja, indikator): share}; None follows the node's own target again. `semua` are the pairs the
    page showed and `dilihat` their mark.
    """
    lock_instansi(user, instansi_id)
    require_same(dilihat, mark_target(shares_of(semua, tahun), tahun), "Pembagian target ini")
    now = shares_of(bagian, tahun)
    changed = {key: value for key, value in bagian.items() if value != now[key]}
    if not changed:
        return 0
    daftar = _lock(user, instansi_id, {kinerja for kinerja, _ in changed})
    for (kinerja, indikator), value in changed.items():
        _set_target(daftar[kinerja], indikator, tahun, value)
    return len(changed)


def _set_target(kinerja: KinerjaJabatan, indikator: int, tahun: int, nilai: Decimal | None) -> None:
    periode = kinerja.simpul.pohon.periode
    if not periode.tahun_awal <= tahun <= periode.tahun_akhir:
        raise ValidationError(f"Tahun {tahun} di luar periode {periode}.")
    rows = TargetJabatan.objects.filter(kinerja=kinerja, indikator=indikator, tahun=tahun)
    if nilai is None:
        rows.delete()
        return
    row = rows.first() or TargetJabatan(
        kinerja=kinerja, indikator=_indikator(kinerja.simpul_id, indikator), tahun=tahun
    )
    row.nilai = nilai
    row.full_clean()
    row.save()


# --- approaches --------------------------------------------------------------------------------------------
PENDEKATAN = ("pendekatan", "aspek", "wilayah")


def mark_pendekatan(kinerja: KinerjaJabatan) -> str:
    """Return the mark of the approach of a kinerja."""
    return mark(*(getattr(kinerja, name) for name in PENDEKATAN))


@transaction.atomic
def set_pendekatan(
    *, user: AnyUser, kinerja: KinerjaJabatan, data: Mapping[str, Any], dilihat: str
) -> KinerjaJabatan:
    """Choose the approach of a kinerja, with its aspect or places; what is written for others is kept."""
    fresh = _lock_one(user, kinerja)
    require_same(dilihat, mark_pendekatan(fresh), "Pendekatan ini")
    for name in PENDEKATAN:
        if name in data:
            setattr(fresh, name, data[name])
    fresh.full_clean()
    fresh.save(update_fields=PENDEKATAN)
    return fresh


def mark_layanan(layanan: Layanan | None) -> str:
    """Return the mark of the seven steps of the service approach."""
    return mark(*(getattr(layanan, name, "") for name in MEDAN_LAYANAN))


@transaction.atomic
def set_layanan(
    *, user: AnyUser, kinerja: KinerjaJabatan, data: Mapping[str, Any], dilihat: str
) -> Layanan:
    """Write the steps of the service approach; they may be filled in little by little (rule I-10 watches)."""
    fresh = _lock_one(user, kinerja)
    row = Layanan.objects.filter(kinerja=fresh).first()
    require_same(dilihat, mark_layanan(row), "Langkah layanan ini")
    row = row or Layanan(kinerja=fresh)
    for name in MEDAN_LAYANAN:
        if name in data:
            setattr(row, name, data[name])
    row.full_clean()
    row.save()
    return row


def mark_milestone(rows: Iterable[Milestone]) -> str:
    """Return the mark of the milestones of a kinerja, in order."""
    return mark(*((row.pk, row.nama, row.output, row.ekspektasi) for row in rows))


@transaction.atomic
def set_milestone(
    *,
    user: AnyUser,
    kinerja: KinerjaJabatan,
    daftar: Sequence[Mapping[str, Any]],
    dilihat: str,
) -> list[Milestone]:
    """Write the milestones of a kinerja in this order; `id` names an old one, those left out are deleted.

    Each needs its name; output and expectation may follow (rule I-11 watches).
    """
    fresh = _lock_one(user, kinerja)
    old = {row.pk: row for row in Milestone.objects.filter(kinerja=fresh)}
    require_same(dilihat, mark_milestone(old.values()), "Daftar milestone ini")
    if len(daftar) > MOST_MILESTONES:
        raise ValidationError(f"Paling banyak {MOST_MILESTONES} milestone; gabungkan yang serupa.")
    rows = []
    for number, data in enumerate(daftar, start=1):
        row = old.pop(data.get("id") or 0, None) or Milestone(kinerja=fresh)
        row.urutan = number
        for name in ("nama", "output", "ekspektasi"):
            setattr(row, name, str(data.get(name, "")).strip())
        try:
            row.full_clean()
        except ValidationError as error:
            raise ValidationError(
                [f"Milestone {number}: {text}" for text in error.messages]
            ) from None
        rows.append(row)
    Milestone.objects.filter(pk__in=old).delete()
    for row in rows:
        row.save()
    return rows
