"""The matriks peran hasil: what each subordinate contributes to each result of its superior.

A cell is filled from the tree (what the subordinate carries below the superior's node), changed or added to by hand,
and knows of each entry where it comes from. Knows no database; `jabatan.peran.matriks` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jabatan.models import PeranHasil
from jabatan.tanda import mark
from jabatan.teknik.deteksi import Atasan, Diampu, normal
from jabatan.teknik.pendekatan import LANGSUNG, P
from pohon.models import Simpul

J = PeranHasil.Jenis
JENIS: dict[str, str] = {value: str(label) for value, label in J.choices}


def jenis_of(kinerja: Diampu) -> str:
    """Return what kind of result a subordinate's kinerja is to its superior.

    The approach says so: direct gives outcome antara, layanan a service, milestone an output. Without an approach the
    level does: operational is an output, anything above it outcome antara.
    """
    if kinerja.pendekatan == P.LAYANAN:
        return J.LAYANAN
    if kinerja.pendekatan == P.MILESTONE:
        return J.OUTPUT
    if kinerja.pendekatan in LANGSUNG:
        return J.OUTCOME_ANTARA
    operational = kinerja.level == Simpul.LevelKinerja.OPERASIONAL
    return J.OUTPUT if operational else J.OUTCOME_ANTARA


@dataclass(frozen=True)
class Isi:
    """An entry of one position: `asal` is the kinerja of the tree it comes from, `peran` the row written by hand."""

    jabatan: int
    jenis: str
    hasil: str
    asal: int | None = None
    peran: int | None = None

    @property
    def is_changed(self) -> bool:
        """Whether an entry of the tree was reworded by hand."""
        return self.asal is not None and self.peran is not None


@dataclass
class Entri:
    """The same words in one cell, of one position or of several similar ones."""

    jenis: str
    hasil: str
    daftar: list[Isi] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The kind as people read it."""
        return JENIS[self.jenis]

    @property
    def jumlah(self) -> int:
        """How many positions have it."""
        return len({one.jabatan for one in self.daftar})

    @property
    def is_from_tree(self) -> bool:
        """Whether it stands as the tree has it."""
        return any(one.asal and not one.peran for one in self.daftar)

    @property
    def is_changed(self) -> bool:
        """Whether it is an entry of the tree, reworded."""
        return any(one.is_changed for one in self.daftar)


@dataclass
class Sel:
    """A cell: a result of the superior (`kinerja`) and a position or a group; what was removed can be restored.

    `judul` is the result's statement, for a phone, where the head of the column is out of sight.
    """

    kinerja: int
    judul: str = ""
    entri: list[Entri] = field(default_factory=list)
    disembunyikan: list[int] = field(default_factory=list)

    @property
    def tanda(self) -> str:
        """The mark of what the cell holds, for whoever saves it."""
        seen = [
            (one.jabatan, one.asal, one.peran, one.jenis, one.hasil)
            for entri in self.entri
            for one in entri.daftar
        ]
        return mark(self.kinerja, seen, self.disembunyikan)

    @property
    def can_restore(self) -> bool:
        """Whether some entry of the tree is reworded or removed."""
        return bool(self.disembunyikan) or any(entri.is_changed for entri in self.entri)

    def add(self, isi: Isi) -> None:
        """Put an entry with those of the same words."""
        for entri in self.entri:
            if entri.jenis == isi.jenis and entri.hasil == isi.hasil:
                entri.daftar.append(isi)
                return
        self.entri.append(Entri(isi.jenis, isi.hasil, [isi]))


Kunci = tuple[int, int]  # (the superior's kinerja, the position)


def entries(
    pimpinan: Atasan, daftar: Iterable[Diampu], tersimpan: Sequence[PeranHasil]
) -> tuple[dict[Kunci, list[Isi]], dict[Kunci, list[int]]]:
    """Return the entries of every cell, and the keys of the rows that hide one.

    `daftar` is what the subordinates carry, `tersimpan` the rows written by hand of the superior's results.
    """
    shown: dict[Kunci, list[Isi]] = {}
    hidden: dict[Kunci, list[int]] = {}
    overrides = {
        (row.kinerja_id, row.jabatan_id, row.asal_id): row
        for row in tersimpan
        if row.asal_id is not None
    }
    used: set[int] = set()
    for kinerja in daftar:
        upper = pimpinan.above(kinerja.letak)
        if upper is None or upper.kinerja == kinerja.kinerja:
            continue
        key = (upper.kinerja, kinerja.jabatan)
        row = overrides.get((*key, kinerja.kinerja))
        if row is None:
            isi = Isi(kinerja.jabatan, jenis_of(kinerja), kinerja.rumusan, asal=kinerja.kinerja)
            shown.setdefault(key, []).append(isi)
            continue
        used.add(row.pk)
        if row.disembunyikan:
            hidden.setdefault(key, []).append(row.pk)
        else:
            shown.setdefault(key, []).append(_stored(row, kinerja.kinerja))
    for row in tersimpan:
        if row.pk not in used and not row.disembunyikan:
            key = (row.kinerja_id, row.jabatan_id)
            shown.setdefault(key, []).append(_stored(row, None))
    return shown, hidden


def _stored(row: PeranHasil, asal: int | None) -> Isi:
    return Isi(row.jabatan_id, row.jenis, row.hasil, asal=asal, peran=row.pk)


# --- similar positions -------------------------------------------------------------------------------------
def group_key(induk: int | None, nama: str, jenjang: str, level_jf: str) -> tuple[object, ...]:
    """Return what similar positions share: head, name, jenjang and functional level (BKN FAQ, rule I-19)."""
    return induk, normal(nama), jenjang, level_jf


def cell(
    kinerja: int,
    daftar_jabatan: Iterable[int],
    shown: Mapping[Kunci, Sequence[Isi]],
    hidden: Mapping[Kunci, Sequence[int]],
) -> Sel:
    """Return the cell of a result and one position or a group of them."""
    sel = Sel(kinerja)
    for jabatan in daftar_jabatan:
        for isi in shown.get((kinerja, jabatan), ()):
            sel.add(isi)
        sel.disembunyikan += hidden.get((kinerja, jabatan), ())
    return sel
