"""The plain shapes of an import: what was asked, a row as read, a finding."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass, field
from typing import Any

LENGKAP, PERUBAHAN = "lengkap", "perubahan"


@dataclass(frozen=True)
class Pilihan:
    """What the form asks: the decree and its date, tingkat (layout b has its own), mode, base, sheet.

    `digit` is how many digits an integer cell of a subkegiatan stands for.
    """

    peraturan: str
    tanggal: datetime.date | None = None
    tingkat: str = ""
    mode: str = LENGKAP
    dasar: int | None = None
    lembar: str = ""
    digit: int = 4

    def to_json(self) -> dict[str, Any]:
        """Return it as values a JSON column holds."""
        return {**asdict(self), "tanggal": self.tanggal.isoformat() if self.tanggal else None}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Pilihan:
        """Read what `to_json` wrote."""
        day = data.get("tanggal")
        return cls(**{**data, "tanggal": datetime.date.fromisoformat(day) if day else None})


@dataclass(slots=True)
class BarisBaca:
    """A row as read and normalised. A text that is None was not said: its column is missing.

    `tersirat` marks a parent that layout b repeats beside each of its subkegiatan.
    """

    nomor: int
    kolom: str
    tingkat: str
    kode: str
    nama: str
    kinerja: str | None = None
    indikator: str | None = None
    satuan: str | None = None
    keterangan: str | None = None
    sebelumnya: str | None = None
    tersirat: bool = False


@dataclass(slots=True)
class Hapus:
    """A code to delete, and where it was read."""

    nomor: int
    tingkat: str
    kode: str


@dataclass(slots=True)
class Temuan:
    """A refused row (`tolak`) or a warning: row, column, and a sentence that helps."""

    baris: int | None
    kolom: str
    kalimat: str
    kode: str = ""
    tolak: bool = True

    def __str__(self) -> str:
        return f"Baris {self.baris}: {self.kalimat}" if self.baris else self.kalimat


@dataclass(slots=True)
class Ubahan:
    """What saving changes in one cell of a stored row, or the name of a row it deletes (`hal` dihapus)."""

    tingkat: str
    kode: str
    hal: str
    lama: str
    baru: str

    def __str__(self) -> str:
        return f"{self.kode} {self.hal} {self.lama} {self.baru}"


@dataclass
class Terbaca:
    """A file as read: its layout (a, b or c), rows, findings so far, and columns it lacks."""

    tata_letak: str
    baris: list[BarisBaca] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)
