"""Writing an imported decree: its own version, an amendment made whole from its base, all or nothing.

What would change is planned against what a version holds (`load_isi`, `plan`); saving plans anew under the lock and
writes only when that still is what the user saw. A version is written by its own decree alone.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lib.tree import lock
from organisasi.izin import izin
from organisasi.models import Pengguna
from organisasi.tugas import KEPT_DAYS
from perencanaan import kodefikasi
from perencanaan.models import Dokumen, ImporNomenklatur, Komponen, Nomenklatur, VersiNomenklatur

TEXTS = ("nama", "kinerja", "indikator", "satuan", "keterangan", "sebelumnya")
COLUMNS = ("kode", *TEXTS)
BATCH = 500
KEPT = datetime.timedelta(days=KEPT_DAYS)
FILE_KEPT = datetime.timedelta(days=1)
Key = tuple[str, str]  # tingkat, code with a subkegiatan of four digits
STALE = (
    "Versi ini sudah berubah sejak pratinjau. Tidak ada yang ditulis; unggah berkasnya sekali lagi."
)


@dataclass(frozen=True)
class BarisImpor:
    """A row to save. A text that is None is not said by the file: what is stored stays."""

    tingkat: str
    kode: str
    nama: str
    kinerja: str | None = None
    indikator: str | None = None
    satuan: str | None = None
    keterangan: str | None = None
    sebelumnya: str | None = None


@dataclass(frozen=True)
class Tersimpan:
    """A stored row: its key in the database and its columns (COLUMNS)."""

    pk: int
    sel: tuple[str, ...]


@dataclass
class Isi:
    """What a version holds: rows by key, the keys that komponen use, and whether other instansi plan with it."""

    baris: dict[Key, Tersimpan] = field(default_factory=dict)
    dipakai: set[Key] = field(default_factory=set)
    versi_ada: bool = False
    instansi: set[int] = field(default_factory=set)


@dataclass
class Rencana:
    """What saving changes: new rows, changed rows with their database key, deletions, the rest."""

    baru: list[BarisImpor] = field(default_factory=list)
    berubah: list[tuple[int, BarisImpor]] = field(default_factory=list)
    tetap: list[Key] = field(default_factory=list)
    hapus: list[Key] = field(default_factory=list)
    urusan: set[Key] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.baru or self.berubah or self.hapus)

    def total(self) -> dict[str, int]:
        """Return the counts of all levels together."""
        return {
            "baru": len(self.baru),
            "berubah": len(self.berubah),
            "tetap": len(self.tetap),
            "dihapus": len(self.hapus),
        }

    def per_level(self) -> list[dict[str, str | int]]:
        """Return the counts by tingkat and level, from the top down."""
        counted = {
            "baru": _count((row.tingkat, row.kode) for row in self.baru),
            "berubah": _count((row.tingkat, row.kode) for _, row in self.berubah),
            "tetap": _count(self.tetap),
            "dihapus": _count(self.hapus),
        }
        return [
            {"tingkat": t, "jenjang": j, **{name: c[t, j] for name, c in counted.items()}}
            for t in Nomenklatur.Tingkat.values
            for j in Nomenklatur.Jenjang.values
            if any(c[t, j] for c in counted.values())
        ]


def _count(keys: Iterable[Key]) -> Counter[tuple[str, str]]:
    return Counter((tingkat, kodefikasi.jenjang_of(kode) or "") for tingkat, kode in keys)


def key_of(tingkat: str, kode: str) -> Key:
    """Return the key of a row; two digits of a subkegiatan count as four."""
    return tingkat, kodefikasi.comparable(kode)


def normal_name(text: str) -> str:
    """Return the name of a decree as it is compared: "Nomor 90 Tahun 2019" is 90/2019, without spaces."""
    words = re.sub(r"\b(nomor|no\.)", "", re.sub(r"\s+tahun\s+", "/", text.casefold()))
    return "".join(words.split())


def drop_files() -> None:
    """Let go of what older imports hold: the file after a day, the import with its findings after a month.

    An import that was applied holds no file any more. Called on every visit, so it writes (which on SQLite waits for
    other writers) only where there is something to let go.
    """
    now = timezone.now()
    gone = ImporNomenklatur.objects.filter(dibuat__lt=now - KEPT)
    if gone.exists():
        gone.delete()
    old = ImporNomenklatur.objects.filter(dibuat__lt=now - FILE_KEPT).exclude(isi=b"", baris=b"")
    if old.exists():
        old.update(isi=b"", isi_hapus=b"", baris=b"")


def find_versi(nama: str) -> VersiNomenklatur | None:
    """Return the version of a decree, by its name or its decree, however it is spaced."""
    wanted = normal_name(nama)
    return next(
        (
            versi
            for versi in VersiNomenklatur.objects.all()
            if wanted in (normal_name(versi.nama), normal_name(versi.regulasi))
        ),
        None,
    )


def load_isi(versi: VersiNomenklatur | None, dasar: VersiNomenklatur | None = None) -> Isi:
    """Return what a version holds; one that is to be made from a base holds what that does."""
    source = versi or dasar
    if source is None:
        return Isi()
    isi = Isi()
    rows = Nomenklatur.objects.filter(versi=source).values_list("pk", "tingkat", *COLUMNS)
    for pk, tingkat, *sel in rows.iterator():
        isi.baris[key_of(tingkat, sel[0])] = Tersimpan(pk, tuple(sel))
    if versi is not None:
        used = Komponen.objects.filter(nomenklatur__versi=versi).order_by()
        pairs = used.values_list("nomenklatur__tingkat", "nomenklatur__kode").distinct()
        isi.dipakai = {key_of(tingkat, kode) for tingkat, kode in pairs}
        planned = Dokumen.objects.filter(
            Q(versi_nomenklatur=versi) | Q(daftar_komponen__nomenklatur__versi=versi)
        )
        isi.instansi = set(planned.order_by().values_list("instansi", flat=True).distinct())
        isi.versi_ada = True
    return isi


def plan(rows: Sequence[BarisImpor], gone: Iterable[Key], isi: Isi) -> Rencana:
    """Return what saving these rows and deletions changes; the urusan their codes imply join them."""
    rencana = Rencana(hapus=sorted(key for key in set(gone) if key in isi.baris))
    for row in [*rows, *_implied(rows, isi, rencana)]:
        key = key_of(row.tingkat, row.kode)
        old = isi.baris.get(key)
        if old is None:
            rencana.baru.append(row)
            continue
        merged = _merge(row, old)
        if tuple(getattr(merged, name) or "" for name in COLUMNS) == old.sel:
            rencana.tetap.append(key)
        else:
            rencana.berubah.append((old.pk, merged))
    return rencana


def _implied(rows: Sequence[BarisImpor], isi: Isi, rencana: Rencana) -> list[BarisImpor]:
    said = {(row.tingkat, row.kode) for row in rows}
    needed = {(row.tingkat, row.kode[0]) for row in rows}
    rencana.urusan = {key for key in needed if key not in said}
    return [
        BarisImpor(tingkat, kode, kodefikasi.URUSAN[kode])
        for tingkat, kode in sorted(rencana.urusan)
        if (tingkat, kode) not in isi.baris
    ]


def _merge(row: BarisImpor, old: Tersimpan) -> BarisImpor:
    kept = dict(zip(COLUMNS, old.sel, strict=True))
    unsaid = {name: kept[name] for name in TEXTS if getattr(row, name) is None}
    return replace(row, **unsaid) if unsaid else row


def refuse_damage(user: Pengguna, isi: Isi, rencana: Rencana) -> str:
    """Return why the user may not write this plan; empty when they may.

    What another instansi plans with is corrected by the pengelola alone; rows may be added by every admin.
    """
    own = izin(user)
    foreign = {pk for pk in isi.instansi if not own.is_admin(pk)}
    if not foreign or own.pengelola or not (rencana.berubah or rencana.hapus):
        return ""
    return (
        "Versi ini sudah dipakai instansi lain, sedangkan berkas mengubah atau menghapus barisnya. "
        "Mintalah pengelola instalasi mengimpornya."
    )


@transaction.atomic
def apply_impor(
    *,
    user: Pengguna,
    peraturan: str,
    tanggal: datetime.date | None,
    dasar: VersiNomenklatur | None,
    rows: Sequence[BarisImpor],
    hapus: Sequence[Key],
    jumlah: dict[str, int],
) -> VersiNomenklatur:
    """Save checked rows into the version of a decree, made here when it is new (from `dasar`, if any).

    `jumlah` is the total the user saw; where another comes out by now nothing is written. Raises ValidationError with
    a sentence, and PermissionDenied for who may not load nomenclature.
    """
    if not izin(user).may_load_nomenklatur:
        raise PermissionDenied("Nomenklatur hanya dapat diimpor oleh admin dan pengelola.")
    versi = find_versi(peraturan)
    if versi is None:
        isi = load_isi(None, dasar)
        nama = " ".join(peraturan.split())
        versi = VersiNomenklatur(nama=nama, regulasi=nama, tanggal=tanggal, dasar=dasar)
        versi.full_clean()
        versi.save()
        if dasar is not None:
            _copy(dasar, versi)
            isi = load_isi(versi)
    else:
        lock(VersiNomenklatur.objects.filter(pk=versi.pk))
        isi = load_isi(versi)
    rencana = plan(rows, hapus, isi)
    if rencana.total() != jumlah or isi.dipakai & set(rencana.hapus):
        raise ValidationError(STALE)
    if reason := refuse_damage(user, isi, rencana):
        raise ValidationError(reason)
    _write(versi, isi, rencana)
    return versi


def _write(versi: VersiNomenklatur, isi: Isi, rencana: Rencana) -> None:
    gone = [isi.baris[key].pk for key in rencana.hapus]
    for at in range(0, len(gone), BATCH):
        Nomenklatur.objects.filter(pk__in=gone[at : at + BATCH]).delete()
    _rewrite(versi, isi, rencana)
    parents = {key: stored.pk for key, stored in isi.baris.items()}
    added = [
        Nomenklatur(tingkat=row.tingkat, **{name: getattr(row, name) or "" for name in COLUMNS})
        for row in rencana.baru
    ]
    _add(versi, added, parents)


def _rewrite(versi: VersiNomenklatur, isi: Isi, rencana: Rencana) -> None:
    """Rewrite changed rows: by their key, which takes a tenth of the time of a bulk_update."""
    recoded = [
        Nomenklatur(pk=pk, kode=row.kode)
        for pk, row in rencana.berubah
        if isi.baris[key_of(row.tingkat, row.kode)].sel[0] != row.kode
    ]
    Nomenklatur.objects.bulk_update(recoded, ["kode"], batch_size=BATCH)
    changed = [
        Nomenklatur(
            versi=versi,
            tingkat=row.tingkat,
            jenjang=kodefikasi.jenjang_of(row.kode) or "",
            **{name: getattr(row, name) or "" for name in COLUMNS},
        )
        for _, row in rencana.berubah
    ]
    Nomenklatur.objects.bulk_create(
        changed,
        BATCH,
        update_conflicts=True,
        update_fields=TEXTS,
        unique_fields=["versi", "tingkat", "kode"],
    )


def _copy(dasar: VersiNomenklatur, versi: VersiNomenklatur) -> None:
    """Give a new version the rows of its base, as rows of its own."""
    rows = Nomenklatur.objects.filter(versi=dasar).values("tingkat", *COLUMNS)
    _add(versi, [Nomenklatur(**row) for row in rows.iterator()], {})


def _add(versi: VersiNomenklatur, rows: Sequence[Nomenklatur], parents: dict[Key, int]) -> None:
    """Insert rows level by level: children need the key of their parent."""
    levels: dict[str, list[Nomenklatur]] = {jenjang: [] for jenjang in Nomenklatur.Jenjang.values}
    for row in rows:
        row.versi = versi
        row.jenjang = kodefikasi.jenjang_of(row.kode) or ""
        levels[row.jenjang].append(row)
    for layer in levels.values():
        for row in layer:
            upper = kodefikasi.parent_of(row.kode)
            row.induk_id = parents[row.tingkat, upper] if upper else None
        Nomenklatur.objects.bulk_create(layer, batch_size=BATCH)
        parents.update({key_of(row.tingkat, row.kode): row.pk for row in layer})
