"""Reads the matriks peran hasil of one superior; a fixed number of queries, whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q
from django.utils import timezone

from jabatan.models import Jabatan, KinerjaJabatan, Pejabat, PeranHasil
from jabatan.peran.hasil import Isi, Kunci, Sel, cell, entries, group_key
from jabatan.teknik import pasangan
from jabatan.teknik.deteksi import Diampu
from jabatan.teknik.pasangan import Bacaan
from organisasi.izin import izin

if TYPE_CHECKING:
    from organisasi.models import AnyUser


@dataclass(frozen=True)
class Pilihan:
    """What the matrix shows: the year; positions deeper than the direct ones; people; similar positions as one row."""

    tahun: int
    dalam: bool = False
    pegawai: bool = False
    kelompok: bool = True

    @property
    def is_grouped(self) -> bool:
        """Whether similar positions share a row; people never do."""
        return self.kelompok and not self.pegawai


@dataclass
class Baris:
    """A row: one position, or several similar ones under one head."""

    daftar_jabatan: list[Jabatan]
    boleh_ubah: bool = False
    sel: list[Sel] = field(default_factory=list)

    @property
    def jabatan(self) -> Jabatan:
        """The first position, which stands for the row in addresses."""
        return self.daftar_jabatan[0]

    @property
    def jumlah(self) -> int:
        """How many positions the row stands for."""
        return len(self.daftar_jabatan)

    @property
    def pejabat(self) -> Pejabat | None:
        """Who holds the first position today, the one who signs first."""
        holders: list[Pejabat] = getattr(self.jabatan, "kini", [])
        return holders[0] if holders else None

    @property
    def is_empty(self) -> bool:
        """Whether no result of the superior has an entry here (rule I-14)."""
        return not any(sel.entri for sel in self.sel)


class Matriks:
    """The rows and columns of a superior's matrix: columns are its results in the year, in tree order."""

    def __init__(self, user: AnyUser, pimpinan: Jabatan, pilihan: Pilihan) -> None:
        self.user = user
        self.pimpinan = pimpinan
        self.pilihan = pilihan

    @cached_property
    def _positions(self) -> list[Jabatan]:
        today = Pejabat.objects.on(timezone.localdate())
        rows = Jabatan.objects.visible_to(self.user).filter(instansi=self.pimpinan.instansi_id)
        if self.pilihan.dalam:
            rows = rows.in_branch(self.pimpinan).exclude(pk=self.pimpinan.pk)
        else:
            rows = rows.filter(induk=self.pimpinan).order_by("lft")
        holders = Prefetch("daftar_pejabat", queryset=today, to_attr="kini")
        return list(rows.select_related("unit").prefetch_related(holders))

    @cached_property
    def _bacaan(self) -> Bacaan:
        if self.pilihan.dalam:
            branch = Jabatan.objects.in_branch(self.pimpinan).order_by().values("pk")
            condition = Q(jabatan__in=branch)
        else:
            condition = Q(jabatan=self.pimpinan.pk) | Q(jabatan__induk=self.pimpinan.pk)
        return pasangan.read(condition, tahun=self.pilihan.tahun)

    @cached_property
    def kolom(self) -> Sequence[Diampu]:
        """The results of the superior."""
        return self._bacaan.of(self.pimpinan.pk)

    @cached_property
    def baris(self) -> list[Baris]:
        """The rows in the order of the structure, similar positions together where wanted."""
        rights = izin(self.user)
        shown, hidden = _entries(self._bacaan, self.pimpinan.pk)
        rows = []
        for members in self._groups():
            row = Baris(members)
            row.boleh_ubah = all(rights.may_edit(one.instansi_id, one.unit) for one in members)
            keys = [one.pk for one in members]
            for kinerja in self.kolom:
                sel = cell(kinerja.kinerja, keys, shown, hidden)
                sel.judul = kinerja.rumusan
                row.sel.append(sel)
            rows.append(row)
        return rows

    def _groups(self) -> Iterable[list[Jabatan]]:
        if not self.pilihan.is_grouped:
            return [[jabatan] for jabatan in self._positions]
        groups: dict[tuple[object, ...], list[Jabatan]] = {}
        for jabatan in self._positions:
            groups.setdefault(key_of(jabatan), []).append(jabatan)
        return groups.values()

    @property
    def kosong(self) -> list[Baris]:
        """The rows without any role."""
        return [row for row in self.baris if row.is_empty]


def key_of(jabatan: Jabatan) -> tuple[object, ...]:
    """Return what similar positions share."""
    return group_key(jabatan.induk_id, jabatan.nama, jabatan.jenjang, jabatan.level_jf)


def _entries(
    bacaan: Bacaan, pimpinan: int
) -> tuple[Mapping[Kunci, Sequence[Isi]], Mapping[Kunci, Sequence[int]]]:
    own = [row.kinerja for row in bacaan.of(pimpinan)]
    stored = list(PeranHasil.objects.filter(kinerja__in=own).order_by("urutan", "pk"))
    lower = [row for row in bacaan.daftar if row.jabatan != pimpinan]
    return entries(bacaan.atasan(pimpinan), lower, stored)


def read_cell(kinerja: KinerjaJabatan, daftar_jabatan: Sequence[int], tahun: int) -> Sel:
    """Return the cell of a superior's kinerja and one position, or several similar ones, as it is now."""
    condition = Q(jabatan=kinerja.jabatan_id) | Q(jabatan__in=daftar_jabatan)
    shown, hidden = _entries(pasangan.read(condition, tahun=tahun), kinerja.jabatan_id)
    return cell(kinerja.pk, daftar_jabatan, shown, hidden)


def similar(jabatan: Jabatan) -> list[Jabatan]:
    """Return the positions similar to one under its head, itself among them, in order."""
    rows = Jabatan.objects.filter(
        instansi=jabatan.instansi_id,
        induk=jabatan.induk_id,
        jenjang=jabatan.jenjang,
        level_jf=jabatan.level_jf,
    )
    key = key_of(jabatan)
    return [row for row in rows.select_related("unit").order_by("lft") if key_of(row) == key]
