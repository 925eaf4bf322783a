"""What a workbook would do to the structure: nodes and terms as they will be, and the lines of the preview."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from jabatan.importers.baca import Baris, MasalahLembar
from jabatan.importers.kolom import JUDUL, LEMBAR
from jabatan.models import Jabatan, Pejabat
from organisasi.models import Unit

T = TypeVar("T", Unit, Jabatan)
MOST = 300  # problems; more help nobody


@dataclass(eq=False)
class Butir(Generic[T]):
    """A unit or position as it will be: its row (None: the file does not speak of it), its place, what changes."""

    obj: T
    baris: Baris | None = None
    induk: Butir[T] | None = None
    is_new: bool = False
    ubah: set[str] = field(default_factory=set)  # names of fields; "induk" when it moves

    @property
    def is_changed(self) -> bool:
        """Whether the file changes what Pokin has."""
        return not self.is_new and bool(self.ubah)


@dataclass(frozen=True)
class Ubahan:
    """A line of the preview: what a cell was and becomes."""

    lembar: str
    baris: int
    nama: str
    kolom: str
    semula: str
    menjadi: str


@dataclass(frozen=True)
class Tambahan:
    """A line of the preview: what is new, and where it goes."""

    lembar: str
    baris: int
    nama: str
    tempat: str


@dataclass
class Hitungan:
    """How many rows of a sheet are new, change something, or say what is there already."""

    lembar: str
    baru: int = 0
    ubah: int = 0
    sama: int = 0


@dataclass
class Rencana:
    """Everything the preview shows and `save` writes."""

    masalah: list[MasalahLembar] = field(default_factory=list)
    tambah: list[Tambahan] = field(default_factory=list)
    ubah: list[Ubahan] = field(default_factory=list)
    unit: list[Butir[Unit]] = field(default_factory=list)
    jabatan: list[Butir[Jabatan]] = field(default_factory=list)
    pejabat_baru: list[Pejabat] = field(default_factory=list)
    pejabat_ubah: list[Pejabat] = field(default_factory=list)
    hitungan: dict[str, Hitungan] = field(
        default_factory=lambda: {name: Hitungan(name) for name in LEMBAR}
    )
    contoh: int = 0

    def note(self, baris: Baris, kolom: str, kalimat: str) -> None:
        """Note a problem with a cell."""
        title = JUDUL[baris.lembar].get(kolom, "")
        self.masalah.append(MasalahLembar(baris.lembar, kalimat, baris.nomor, title))

    def note_missing(self, baris: Baris, kolom: str, kalimat: str) -> None:
        """Note a cell without a value, unless it is empty because what stands there was refused."""
        cell = (baris.lembar, baris.nomor, JUDUL[baris.lembar].get(kolom, ""))
        if cell not in {(m.lembar, m.baris, m.kolom) for m in self.masalah}:
            self.note(baris, kolom, kalimat)

    def add(self, baris: Baris, nama: str, tempat: str) -> None:
        """Note a new row for the preview."""
        self.hitungan[baris.lembar].baru += 1
        self.tambah.append(Tambahan(baris.lembar, baris.nomor, nama, tempat))

    def change(self, baris: Baris, nama: str, cells: list[tuple[str, str, str]]) -> None:
        """Note what a row changes: (column, before, after); nothing counts as the same."""
        count = self.hitungan[baris.lembar]
        if not cells:
            count.sama += 1
            return
        count.ubah += 1
        judul = JUDUL[baris.lembar]
        self.ubah += [
            Ubahan(baris.lembar, baris.nomor, nama, judul[kolom], before, after)
            for kolom, before, after in cells
        ]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not any(row.baru or row.ubah for row in self.hitungan.values())

    def sorted_problems(self) -> list[MasalahLembar]:
        """Return the problems by sheet and row, each once."""
        place = {name: number for number, name in enumerate(LEMBAR)}
        once = list(dict.fromkeys(self.masalah))
        return sorted(once, key=lambda m: (place.get(m.lembar, 9), m.baris or 0))[:MOST]
