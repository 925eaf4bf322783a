"""Program, kegiatan and subkegiatan by code: what a document mentions under several sasaran stands once in the budget.

Tables by bidang urusan list a program once with all its outcomes; a document may have it under several sasaran.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perencanaan import kodefikasi, susunan
from perencanaan.exporters.isi import Isi
from perencanaan.models import Komponen
from perencanaan.pagu import PaguPerTahun


@dataclass(frozen=True)
class Gugus:
    """Komponen of one code and what lies below them."""

    jenis: str
    kode: str
    nama: str
    daftar: Sequence[Komponen]
    anak: Sequence[Gugus]

    def pagu(self, sums: dict[int, PaguPerTahun]) -> PaguPerTahun:
        """Return the amounts of all its komponen together; none lies below another."""
        return add_up(sums[komponen.pk] for komponen in self.daftar)


@dataclass(frozen=True)
class Bidang:
    """A bidang urusan with its programs; code and name are empty for programs without a code."""

    kode: str
    nama: str
    urusan: str
    daftar: Sequence[Gugus]

    def pagu(self, sums: dict[int, PaguPerTahun]) -> PaguPerTahun:
        """Return the amounts of all its programs."""
        return add_up(gugus.pagu(sums) for gugus in self.daftar)


def add_up(daftar: Iterable[PaguPerTahun]) -> PaguPerTahun:
    """Return the amounts of each year added."""
    found: PaguPerTahun = {}
    for pagu in daftar:
        for tahun, nilai in pagu.items():
            found[tahun] = found.get(tahun, Decimal(0)) + nilai
    return found


def group(isi: Isi, daftar: Sequence[Komponen]) -> list[Gugus]:
    """Return komponen of one kind by code, in the order of the codes; those without one last, each alone."""
    by_code: dict[tuple[int, str, int], list[Komponen]] = {}
    for komponen in daftar:
        kode = kodefikasi.comparable(kodefikasi.clean_code(komponen.kode))
        key = (0, kode, 0) if kode else (1, "", komponen.lft)
        by_code.setdefault(key, []).append(komponen)
    return [_gugus(isi, by_code[key]) for key in sorted(by_code)]


def _gugus(isi: Isi, daftar: list[Komponen]) -> Gugus:
    first = daftar[0]
    below = [child for komponen in daftar for child in isi.children(komponen)]
    return Gugus(first.jenis, first.kode, first.nama, daftar, group(isi, below))


def by_bidang(isi: Isi) -> list[Bidang]:
    """Return the programs of a document by bidang urusan."""
    found: dict[str, list[Gugus]] = {}
    for gugus in group(isi, list(isi.of_kind(susunan.PROGRAM))):
        found.setdefault(_bidang_code(isi, gugus.kode), []).append(gugus)
    return [
        _bidang(isi, kode, found[kode]) for kode in sorted(found, key=lambda kode: (not kode, kode))
    ]


def _bidang_code(isi: Isi, kode: str) -> str:
    """Return the bidang urusan of a program; X.XX stands for the unit's own."""
    clean = kodefikasi.clean_code(kode)
    if kodefikasi.jenjang_of(clean) != susunan.PROGRAM:
        return ""
    bidang = kodefikasi.parent_of(clean) or ""
    own = isi.dokumen.unit.bidang_urusan if isi.dokumen.unit else ""
    return (own or bidang) if bidang == kodefikasi.OWN_BIDANG else bidang


def _bidang(isi: Isi, kode: str, daftar: list[Gugus]) -> Bidang:
    dokumen, names = isi.dokumen, isi.bacaan.nama_bidang
    head = kode[:1]
    tier = (dokumen.versi_nomenklatur_id or 0, dokumen.tingkat_nomenklatur)
    urusan = names.get((*tier, head)) or kodefikasi.URUSAN.get(head, "")
    return Bidang(kode, names.get((*tier, kode), ""), urusan.strip(), daftar)
