"""What a filled sheet would do to its tree: the lines of the preview and the steps behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lib.impor import Masalah
from pohon.importers.baca import BarisSimpul

Operation = dict[str, Any]
Anchor = int | str | None  # a simpul by its key, or by the ref of the step that makes it


@dataclass(frozen=True)
class Langkah:
    """One operation for `actions.apply`, and the row of the file it comes from."""

    baris: int
    operasi: Operation


@dataclass
class Simpul:
    """A simpul as the file wants it: `kunci` is its key in the tree, or a ref while it is new.

    `isi` is what changes of its own fields, `daftar` of its indikator, as operations take them; all of it while new.
    """

    baris: BarisSimpul
    kunci: int | str
    node: Mapping[str, Any] | None  # as it is in the tree now
    induk: Anchor = None
    matched: bool = False  # found again by its statement, after an earlier import made it
    isi: dict[str, Any] = field(default_factory=dict)
    daftar: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether the tree does not have it yet."""
        return self.node is None

    @property
    def has_place(self) -> bool:
        """Whether the file says where it goes; otherwise it stays with its parent."""
        return self.is_new or self.matched or self.baris.has_moved


@dataclass(frozen=True)
class Tambahan:
    """A line of the preview: a new simpul, or (`indikator`) a new indikator."""

    baris: int
    kode: str
    pernyataan: str
    keterangan: str


@dataclass(frozen=True)
class Ubahan:
    """A line of the preview: what a cell was and becomes; `bersama` when somebody changed it too meanwhile."""

    baris: int
    kode: str
    pernyataan: str
    kolom: str
    semula: str
    menjadi: str
    bersama: bool = False
    indikator: str = ""


@dataclass(frozen=True)
class Pindahan:
    """A line of the preview: where a simpul was and where it goes."""

    baris: int
    kode: str
    pernyataan: str
    dari: str
    ke: str


@dataclass(frozen=True)
class Hilang:
    """A line of the preview: a simpul or (`indikator`) an indikator of the tree that the file does not have."""

    kode: str
    pernyataan: str
    indikator: str = ""


@dataclass
class Rencana:
    """Everything the preview shows, and the steps `save` takes."""

    masalah: list[Masalah] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    tambah: list[Tambahan] = field(default_factory=list)
    indikator: list[Tambahan] = field(default_factory=list)
    ubah: list[Ubahan] = field(default_factory=list)
    pindah: list[Pindahan] = field(default_factory=list)
    hilang: list[Hilang] = field(default_factory=list)
    langkah: list[Langkah] = field(default_factory=list)

    @property
    def jumlah(self) -> dict[str, int]:
        """Return how many simpul and indikator are concerned, for the head of the preview."""
        return {
            "tambah": len(self.tambah),
            "indikator": len(self.indikator),
            "ubah": len({line.kode for line in self.ubah}),
            "pindah": len(self.pindah),
            "hilang": len(self.hilang),
            "masalah": len(self.masalah),
        }
