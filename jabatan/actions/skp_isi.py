"""Writes on what stands in a draft of an SKP: results with their indicators, behaviours, attachments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from jabatan.actions.skp_kunci import lock_skp
from jabatan.models import (
    IndikatorIndividu,
    LampiranSkp,
    PerilakuKerja,
    RencanaHasilKerja,
    Skp,
)
from jabatan.skp.isi import LAMPIRAN, PERSPEKTIF_KOSONG
from jabatan.skp.susun import is_pimpinan
from jabatan.skp.usulan import UsulanRhk, propose

if TYPE_CHECKING:
    from organisasi.models import AnyUser

MOST_RHK = 100
MOST_LINES = 50  # of one attachment
GONE = "Rencana hasil kerja itu sudah dihapus orang lain. Muat ulang halaman."
ASPEK = "Pilih minimal satu aspek: isi paling sedikit satu indikator."
ATASAN_KOSONG = "Rencana hasil kerja pimpinan yang diintervensi belum diisi."
FIELDS = ("jenis", "rhk_atasan", "rumusan", "perspektif")


def _bump(skp: Skp) -> None:
    skp.versi += 1
    skp.save(update_fields=["versi"])


# --- results -------------------------------------------------------------------------------------------------
@transaction.atomic
def save_rhk(
    *,
    user: AnyUser,
    skp: Skp,
    versi: int,
    rhk: int | None,
    data: Mapping[str, Any],
    indikator: Sequence[Mapping[str, Any]],
) -> RencanaHasilKerja:
    """Add (`rhk` None) or change a result; `indikator` take the place of those there were, in their order.

    Raises ValidationError beside the field that is missing: perspektif in the form for JPT (I-16), the superior's
    result in the other one, at least one indicator (I-15).
    """
    fresh = lock_skp(user, skp, versi)
    row = _result(fresh, rhk) if rhk else RencanaHasilKerja(skp=fresh, urutan=_next_place(fresh))
    for name in FIELDS:
        if name in data:
            setattr(row, name, str(data[name]).strip())
    _check(row, is_pimpinan(fresh.pejabat.jabatan))
    if not indikator:
        raise ValidationError(ASPEK)
    row.save()
    _put_indicators(row, indikator)
    _bump(fresh)
    return row


def _check(row: RencanaHasilKerja, pimpinan: bool) -> None:
    if pimpinan:
        row.rhk_atasan = ""
    else:
        row.perspektif = ""
    row.clean_fields(exclude=["skp", "kinerja", "peran", "langkah"])
    if pimpinan and not row.perspektif:
        raise ValidationError({"perspektif": f"{PERSPEKTIF_KOSONG}."})
    if not pimpinan and not row.rhk_atasan:
        raise ValidationError({"rhk_atasan": ATASAN_KOSONG})


def _put_indicators(row: RencanaHasilKerja, daftar: Sequence[Mapping[str, Any]]) -> None:
    new = [
        IndikatorIndividu(
            rhk=row,
            urutan=number,
            aspek=data["aspek"],
            nama=data["nama"].strip(),
            target=data.get("target", "").strip(),
        )
        for number, data in enumerate(daftar, start=1)
    ]
    for one in new:
        one.clean_fields(exclude=["rhk"])
    row.daftar_indikator.all().delete()
    IndikatorIndividu.objects.bulk_create(new)


def _result(skp: Skp, rhk: int) -> RencanaHasilKerja:
    row = RencanaHasilKerja.objects.filter(skp=skp, pk=rhk).first()
    if row is None:
        raise ValidationError(GONE)
    return row


def _next_place(skp: Skp) -> int:
    rows = RencanaHasilKerja.objects.filter(skp=skp)
    if rows.count() >= MOST_RHK:
        raise ValidationError(f"Paling banyak {MOST_RHK} rencana hasil kerja dalam satu SKP.")
    return (rows.aggregate(akhir=Max("urutan"))["akhir"] or 0) + 1


@transaction.atomic
def delete_rhk(*, user: AnyUser, skp: Skp, versi: int, rhk: int) -> None:
    """Delete a result with its indicators."""
    fresh = lock_skp(user, skp, versi)
    _result(fresh, rhk).delete()
    _bump(fresh)


@transaction.atomic
def move_rhk(*, user: AnyUser, skp: Skp, versi: int, rhk: int, turun: bool) -> None:
    """Put a result before or behind its neighbour of the same kind; at the end of the list nothing happens."""
    fresh = lock_skp(user, skp, versi)
    row = _result(fresh, rhk)
    rows = list(
        RencanaHasilKerja.objects.filter(skp=fresh, jenis=row.jenis).order_by("urutan", "pk")
    )
    place = rows.index(row)
    other = place + (1 if turun else -1)
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, one in enumerate(rows, start=1):
        one.urutan = number
    RencanaHasilKerja.objects.bulk_update(rows, ["urutan"])
    _bump(fresh)


@transaction.atomic
def take_usulan(*, user: AnyUser, skp: Skp, versi: int, kunci: Collection[str]) -> int:
    """Take over the proposals with these keys; returns how many. What is there already is not doubled."""
    fresh = lock_skp(user, skp, versi)
    wanted = [one for one in propose(fresh) if one.kunci in kunci]
    if not wanted:
        raise ValidationError("Pilih paling sedikit satu usulan yang belum ada di SKP ini.")
    take(fresh, wanted)
    _bump(fresh)
    return len(wanted)


def take(skp: Skp, daftar: Iterable[UsulanRhk]) -> None:
    """Write proposals as main results behind those there are; the SKP is new or locked."""
    daftar = list(daftar)[:MOST_RHK]
    if not daftar:
        return
    pimpinan = is_pimpinan(skp.pejabat.jabatan)
    first = _next_place(skp)
    rows = [
        RencanaHasilKerja(
            skp=skp,
            urutan=number,
            rumusan=one.rumusan,
            rhk_atasan="" if pimpinan else one.rhk_atasan,
            kinerja_id=one.kinerja,
            peran_id=one.peran,
            langkah_id=one.langkah,
        )
        for number, one in enumerate(daftar, start=first)
    ]
    made = RencanaHasilKerja.objects.bulk_create(rows)
    IndikatorIndividu.objects.bulk_create(
        IndikatorIndividu(rhk=row, urutan=number, aspek=i.aspek, nama=i.nama[:500], target=i.target)
        for row, one in zip(made, daftar, strict=True)
        for number, i in enumerate(one.indikator, start=1)
    )


# --- behaviours and attachments ------------------------------------------------------------------------------
@transaction.atomic
def save_perilaku(*, user: AnyUser, skp: Skp, versi: int, ekspektasi: Mapping[str, str]) -> None:
    """Put what the superior expects of the seven behaviours in the place of what stood there."""
    fresh = lock_skp(user, skp, versi)
    rows = [
        PerilakuKerja(skp=fresh, nilai=nilai, ekspektasi=text.strip())
        for nilai, text in ekspektasi.items()
        if text.strip()
    ]
    for row in rows:
        row.clean_fields(exclude=["skp"])
    fresh.daftar_perilaku.all().delete()
    PerilakuKerja.objects.bulk_create(rows)
    _bump(fresh)


@transaction.atomic
def save_lampiran(
    *, user: AnyUser, skp: Skp, versi: int, daftar: Mapping[str, Sequence[str]]
) -> None:
    """Put these lines in the place of those of the three attachments; `daftar` by LampiranSkp.Jenis."""
    fresh = lock_skp(user, skp, versi)
    rows = []
    for jenis, lines in daftar.items():
        if len(lines) > MOST_LINES:
            raise ValidationError(
                {jenis: f"Lampiran {LAMPIRAN[jenis].lower()} paling banyak {MOST_LINES} baris."}
            )
        for number, line in enumerate(lines, start=1):
            row = LampiranSkp(skp=fresh, jenis=jenis, urutan=number, isi=line)
            try:
                row.clean_fields(exclude=["skp"])
            except ValidationError as error:
                sentence = f"Baris {number}: {' '.join(error.messages)}"
                raise ValidationError({jenis: sentence}) from error
            rows.append(row)
    fresh.daftar_lampiran.all().delete()
    LampiranSkp.objects.bulk_create(rows)
    _bump(fresh)
