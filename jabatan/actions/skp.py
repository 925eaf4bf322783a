"""Writes on SKP as a whole: making them, their data, signing, closing, reopening, continuing, deleting.

They are for whoever may edit the unit of the position, while the period is open; reopening is the admin's. What stands
in a draft is written by `jabatan.actions.skp_isi`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jabatan.actions.jabatan import lock_instansi
from jabatan.actions.skp_isi import take
from jabatan.actions.skp_kunci import GONE, STALE, bump, lock_skp, require_open
from jabatan.models import Jabatan, Pejabat, Skp
from jabatan.skp.masa import check_days, in_year, same_person, term_in
from jabatan.skp.susun import compose_skp, with_position
from jabatan.skp.usulan import propose
from lib import tree
from organisasi.izin import require_admin, require_edit
from organisasi.models import Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser

J = Jabatan.Jenjang
S = Skp.Status
MOST_AT_ONCE = 200  # SKP made together
NO_SKP = "Kepala daerah, menteri, dan kepala lembaga tidak menyusun SKP."
POLITICAL = (J.KEPALA_DAERAH, J.MENTERI)


@dataclass(frozen=True)
class HasilSkp:
    """What making SKP for a whole unit did."""

    dibuat: int
    sudah_ada: int


# --- making --------------------------------------------------------------------------------------------------
@transaction.atomic
def add_skp(*, user: AnyUser, pejabat: Pejabat, tahun: int) -> Skp:
    """Begin the SKP of a holder for a year, with what the tree, the matriks and the steps propose."""
    instansi = lock_instansi(user, pejabat.jabatan.instansi_id)
    fresh = _load_holder(user, instansi.pk, pejabat.pk)
    require_open(instansi.pk, tahun)
    if fresh.jabatan.jenjang in POLITICAL:
        raise ValidationError(NO_SKP)
    if Skp.objects.filter(pejabat=fresh, tahun=tahun).exists():
        raise ValidationError(
            f"SKP {fresh.nama} sebagai {fresh.jabatan.nama} tahun {tahun} sudah ada; buka dari daftar."
        )
    return _begin(user, fresh, tahun)


def _load_holder(user: AnyUser, instansi: int, pejabat: int) -> Pejabat:
    rows = Pejabat.objects.visible_to(user).filter(jabatan__instansi=instansi, pk=pejabat)
    fresh = rows.select_related("jabatan__unit", "jabatan__instansi", "jabatan__induk").first()
    if fresh is None:
        raise ValidationError("Pejabat itu sudah dihapus orang lain. Muat ulang halaman.")
    require_edit(user, instansi, fresh.jabatan.unit)
    return fresh


def _begin(user: AnyUser, pejabat: Pejabat, tahun: int) -> Skp:
    term = term_in(pejabat, tahun)
    if term is None:
        raise ValidationError(
            f"{pejabat.nama} tidak menjabat {pejabat.jabatan.nama} pada tahun {tahun}."
        )
    skp = Skp(
        pejabat=pejabat,
        tahun=tahun,
        mulai=term[0],
        selesai=term[1],
        tempat=pejabat.jabatan.instansi.tempat,
        sebelumnya=_previous(pejabat, tahun, term[0]),
    )
    skp.full_clean()
    skp.save()
    take(skp, propose(skp))
    return skp


def _previous(pejabat: Pejabat, tahun: int, mulai: datetime.date) -> Skp | None:
    """Return the closed SKP of the same person in the year which nothing continues yet, the last."""
    terms = Pejabat.objects.filter(same_person(pejabat)).exclude(pk=pejabat.pk)
    rows = Skp.objects.filter(
        pejabat__in=terms, tahun=tahun, status=S.DITUTUP, lanjutan=None, selesai__lte=mulai
    )
    return rows.order_by("-selesai").first()


def holders_of(unit: Unit, tahun: int) -> Iterable[Pejabat]:
    """Return the definitive holders within a year in a unit and those below it, in the order of the structure."""
    rows = Pejabat.objects.filter(
        in_year(tahun),
        status=Pejabat.Status.DEFINITIF,
        jabatan__instansi=unit.instansi_id,
        jabatan__unit__in=Unit.objects.in_branch(unit),
    ).exclude(jabatan__jenjang__in=POLITICAL)
    rows = rows.select_related("jabatan__unit", "jabatan__instansi", "jabatan__induk")
    return rows.order_by("jabatan__lft", "mulai")


@transaction.atomic
def add_skp_of_unit(*, user: AnyUser, unit: Unit, tahun: int) -> HasilSkp:
    """Begin the SKP of every definitive holder in a unit and the units below it; who has one is left alone."""
    instansi = lock_instansi(user, unit.instansi_id)
    require_edit(user, instansi.pk, unit)
    require_open(instansi.pk, tahun)
    holders = list(holders_of(unit, tahun))
    if not holders:
        raise ValidationError(
            f"Belum ada pejabat di {unit.nama} pada tahun {tahun}; catat pejabatnya dahulu."
        )
    have = set(
        Skp.objects.filter(pejabat__in=holders, tahun=tahun).values_list("pejabat", flat=True)
    )
    wanted = [row for row in holders if row.pk not in have]
    if len(wanted) > MOST_AT_ONCE:
        raise ValidationError(
            f"Ada {len(wanted)} pegawai; paling banyak {MOST_AT_ONCE} sekali buat. Pilih unit yang lebih kecil."
        )
    for row in wanted:
        _begin(user, row, tahun)
    return HasilSkp(dibuat=len(wanted), sudah_ada=len(holders) - len(wanted))


# --- a draft -------------------------------------------------------------------------------------------------
@transaction.atomic
def change_skp(*, user: AnyUser, skp: Skp, versi: int, data: Mapping[str, Any]) -> Skp:
    """Set the days, place or date of a draft."""
    fresh = lock_skp(user, skp, versi)
    for name in ("mulai", "selesai", "tempat", "tanggal"):
        if name in data:
            setattr(fresh, name, data[name])
    fresh.clean_fields(exclude=["pejabat", "sebelumnya"])
    check_days(fresh)
    return bump(fresh)


@transaction.atomic
def tetapkan_skp(*, user: AnyUser, skp: Skp, versi: int) -> Skp:
    """Sign a draft: freeze its content with the names of both parties. One that is signed stays as it is."""
    fresh = lock_skp(user, skp, draft=False)
    if fresh.is_frozen:
        return fresh
    if fresh.versi != versi:
        raise ValidationError(STALE)
    check_days(fresh)
    naskah = compose_skp(fresh)
    if naskah.halangan:
        raise ValidationError(naskah.halangan)
    fresh.isi = naskah.isi.as_json()
    fresh.status = S.DITETAPKAN
    return bump(fresh)


@transaction.atomic
def delete_skp(*, user: AnyUser, skp: Skp) -> None:
    """Delete a draft with all that stands in it."""
    lock_skp(user, skp).delete()


# --- mutation ------------------------------------------------------------------------------------------------
@transaction.atomic
def close_skp(*, user: AnyUser, skp: Skp, versi: int, selesai: datetime.date, alasan: str) -> Skp:
    """Close a signed SKP on its last day, for a reason; the old one is evaluated before a new one (rule I-17)."""
    fresh = lock_skp(user, skp, versi, draft=False)
    if fresh.status != S.DITETAPKAN:
        raise ValidationError(
            "SKP ini sudah ditutup."
            if fresh.status == S.DITUTUP
            else "Tetapkan dahulu SKP ini, atau hapus drafnya bila tidak dipakai."
        )
    if not alasan.strip():
        raise ValidationError({"alasan": "Alasan belum diisi."})
    if not fresh.mulai <= selesai <= datetime.date(fresh.tahun, 12, 31):
        raise ValidationError(
            {
                "selesai": f"Isi hari terakhir pada tahun {fresh.tahun}, tidak sebelum SKP ini dimulai."
            }
        )
    end = fresh.pejabat.selesai
    if end and selesai > end:
        raise ValidationError(
            {"selesai": "Hari terakhir tidak boleh sesudah masa jabatannya berakhir."}
        )
    fresh.selesai, fresh.status, fresh.alasan_tutup = selesai, S.DITUTUP, alasan.strip()
    fresh.isi = {**fresh.isi, "selesai": selesai.isoformat()}
    return bump(fresh)


@transaction.atomic
def reopen_skp(*, user: AnyUser, skp: Skp, versi: int, alasan: str) -> Skp:
    """Take back the closing of an SKP that nothing continues; the admin's, and the reason is kept."""
    require_admin(user, skp.pejabat.jabatan.instansi_id)
    fresh = lock_skp(user, skp, versi, draft=False)
    if fresh.status != S.DITUTUP:
        raise ValidationError("SKP ini tidak ditutup.")
    if Skp.objects.filter(sebelumnya=fresh).exists():
        raise ValidationError(
            "SKP ini sudah dilanjutkan SKP lain, sehingga tidak dapat dibuka kembali."
        )
    if not alasan.strip():
        raise ValidationError({"alasan": "Alasan belum diisi."})
    event = {
        "pada": timezone.localdate().isoformat(),
        "oleh": str(user),
        "alasan": alasan.strip()[:300],
        "alasan_tutup": fresh.alasan_tutup,
    }
    term = term_in(fresh.pejabat, fresh.tahun)
    fresh.selesai = term[1] if term else fresh.selesai
    fresh.isi = {
        **fresh.isi,
        "selesai": fresh.selesai.isoformat(),
        "riwayat": [*fresh.isi.get("riwayat", []), event],
    }
    fresh.status, fresh.alasan_tutup = S.DITETAPKAN, ""
    return bump(fresh)


def next_terms(skp: Skp) -> list[Pejabat]:
    """Return the further terms of the same person which may continue an SKP within its year."""
    rows = Pejabat.objects.filter(same_person(skp.pejabat), in_year(skp.tahun), mulai__gt=skp.mulai)
    rows = rows.exclude(pk=skp.pejabat_id).exclude(jabatan__jenjang__in=POLITICAL)
    return list(rows.select_related("jabatan__unit", "jabatan__instansi").order_by("mulai"))


@transaction.atomic
def continue_skp(*, user: AnyUser, skp: Skp, pejabat: int) -> Skp:
    """Begin the SKP of the new position of a person whose old one is closed; a draft there is already is linked.

    Done twice it gives the same SKP. Raises ValidationError when the old one is open or the term is not of this person.
    """
    jabatan = skp.pejabat.jabatan
    lock_instansi(user, jabatan.instansi_id)
    try:
        old = tree.lock(with_position(Skp.objects.visible_to(user)).filter(pk=skp.pk))
    except Skp.DoesNotExist:
        raise ValidationError(GONE) from None
    if old.status != S.DITUTUP:
        raise ValidationError("Tutup dahulu SKP lama; SKP baru dibuka sesudahnya.")
    if later := Skp.objects.filter(sebelumnya=old).first():
        return later
    if pejabat not in {row.pk for row in next_terms(old)}:
        raise ValidationError("Pilih jabatan baru pegawai ini dari daftar.")
    fresh = _load_holder(user, jabatan.instansi_id, pejabat)
    require_open(jabatan.instansi_id, old.tahun)
    found = Skp.objects.filter(pejabat=fresh, tahun=old.tahun, sebelumnya=None).first()
    new = found or _begin(user, fresh, old.tahun)
    new.sebelumnya = old
    return bump(new)
