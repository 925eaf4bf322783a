"""The yearly slice of a Renstra: making a Renja, and bringing it up to date without overwriting what was edited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from perencanaan.actions.bawaan import Bawaan, Hasil, copy_all, copy_rows
from perencanaan.actions.salin import (
    hold,
    latest,
    lock_instansi,
    new_dokumen,
    require_current,
    require_writable,
)
from perencanaan.banding.padanan import pair, read_rows
from perencanaan.models import Dokumen, Komponen, Pagu

if TYPE_CHECKING:
    from organisasi.models import AnyUser

RENSTRA = (Dokumen.Jenis.RENSTRA_PD, Dokumen.Jenis.RENSTRA_KL)
STALE = "Renja atau Renstra sudah berubah sejak pratinjau ini. Periksa pratinjau baru di bawah ini."
NO_RENSTRA = (
    "Renja ini belum mengacu pada Renstra. Ubah dokumennya dan pilih Renstra pada “Mengacu pada”."
)


@dataclass
class Rencana:
    """What an update of a Renja would do.

    `tambah`: komponen of the Renstra missing here; `terhalang`: those whose upper carries pagu here; `sendiri`: what
    only the Renja has.
    """

    renstra: Dokumen
    renja: Dokumen
    padanan: dict[int, Komponen] = field(default_factory=dict)
    tambah: list[Komponen] = field(default_factory=list)
    terhalang: list[Komponen] = field(default_factory=list)
    sendiri: list[Komponen] = field(default_factory=list)

    @property
    def cap(self) -> str:
        """What tells whether one of the two documents has changed since."""
        return f"{self.renstra.pk}.{self.renstra.nomor}.{self.renja.nomor}"


@transaction.atomic
def create_renja(*, user: AnyUser, renstra: int, tahun: int) -> tuple[Dokumen, Hasil]:
    """Make the Renja of a year from a Renstra: its komponen, mappings, acuan, and the pagu of the year and the next.

    Raises SudahAda when there is one, ValidationError for a year outside the period or a superseded Renstra, and
    PermissionDenied.
    """
    lock_instansi(user, renstra)
    (source,) = hold(user, renstra)
    if source.jenis not in RENSTRA:
        raise ValidationError("Renja dibuat dari Renstra. Buka Renstra unit ini dahulu.")
    require_current(source)
    if tahun not in source.periode.tahun:
        raise ValidationError({"tahun": f"Pilih tahun di dalam {source.periode}."})
    renja = new_dokumen(
        user,
        source,
        jenis=Dokumen.Jenis.RENJA,
        tahun=tahun,
        induk=source,
        nama=" ".join(filter(None, ["Renja", source.unit and source.unit.nama_pendek, str(tahun)])),
        format_tabel="",
    )
    return renja, _slice(copy_all(source, renja, _bawaan(renja)))


def renstra_of(renja: Dokumen) -> Dokumen | None:
    """Return the Renstra a Renja comes from, in its current version; None when it names none."""
    upper = latest(renja.induk)
    return upper if upper is not None and upper.jenis in RENSTRA else None


def plan_update(renja: Dokumen) -> Rencana:
    """Return what bringing a Renja up to date would add; four queries. Raises ValidationError without a Renstra."""
    renstra = renstra_of(renja)
    if renja.jenis != Dokumen.Jenis.RENJA or renstra is None:
        raise ValidationError(NO_RENSTRA)
    rencana = Rencana(renstra, renja)
    lama, baru = read_rows(renstra), read_rows(renja)
    rencana.padanan = pair(lama, baru)
    funded = set(Pagu.objects.filter(komponen__dokumen=renja).values_list("komponen_id", flat=True))
    blocked: set[int] = set()
    for row in lama:
        if row.pk in rencana.padanan:
            continue
        host = rencana.padanan.get(row.induk_id)
        if row.induk_id in blocked or (host is not None and host.pk in funded and host.is_lowest):
            blocked.add(row.pk)
            rencana.terhalang.append(row)
        else:
            rencana.tambah.append(row)
    matched = {row.pk for row in rencana.padanan.values()}
    rencana.sendiri = [row for row in baru if row.pk not in matched]
    return rencana


@transaction.atomic
def update_renja(*, user: AnyUser, renja: int, cap: str, pilihan: Collection[int]) -> Hasil:
    """Add the chosen komponen of the Renstra to a Renja; what is there stays as it is.

    `cap` is the one of the preview. A chosen komponen below one that was not chosen is left out too. Raises
    ValidationError with a sentence when a document changed since, or nothing was chosen.
    """
    seen = Dokumen.objects.visible_to(user).select_related("induk__perubahan").get(pk=renja)
    source = renstra_of(seen)
    if source is None:
        raise ValidationError(NO_RENSTRA)
    held, target = hold(user, source.pk, renja)
    require_writable(user, target)
    require_current(target)
    rencana = plan_update(target)
    if rencana.renstra.pk != held.pk or rencana.cap != cap:
        raise ValidationError(STALE)
    kept: list[Komponen] = []
    missing = {row.pk for row in rencana.tambah}
    for row in rencana.tambah:
        if row.pk in pilihan and row.induk_id not in missing:
            kept.append(row)
            missing.discard(row.pk)
    if not kept:
        raise ValidationError("Pilih sedikitnya satu komponen untuk ditambahkan.")
    return _slice(copy_rows(held, target, kept, rencana.padanan, _bawaan(target)))


def _slice(hasil: Hasil) -> Hasil:
    """Pagu of other years are no loss: a Renja is the slice of one."""
    hasil.pagu_luar = 0
    return hasil


def _bawaan(renja: Dokumen) -> Bawaan:
    years = renja.daftar_tahun_pagu
    return Bawaan(tahun={tahun: tahun for tahun in years}, strategi=False)
