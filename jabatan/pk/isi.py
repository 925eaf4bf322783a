"""What a PK says: the value that is composed for a draft, frozen when signed, shown and printed.

`IsiPk` knows no database. A signed PK keeps `as_json()` in its row and is printed from
`from_json()`; therefore the words of the letter are part of it, with the name of the format.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

VERSI = 1
FORMAT = "PermenPANRB 53/2014"
PEMBUKA = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta "
    "berorientasi pada hasil, kami yang bertanda tangan di bawah ini:"
)
TANGGUNG_JAWAB = (
    "Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami."
)
DUA_PIHAK = (
    "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran "
    "perjanjian ini, dalam rangka mencapai target kinerja jangka menengah seperti yang telah "
    f"ditetapkan dalam dokumen perencanaan. {TANGGUNG_JAWAB}",
    "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap "
    "capaian kinerja dari perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka "
    "pemberian penghargaan dan sanksi.",
)
SATU_PIHAK = (
    "Berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini dalam "
    "rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen "
    "perencanaan.",
    TANGGUNG_JAWAB,
)


def format_nip(nip: str) -> str:
    """Write a NIP as people read it: 19800101 200501 1 001; anything else stays as it is."""
    if len(nip) != 18 or not nip.isdigit():
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


@dataclass(frozen=True)
class Pihak:
    """A party as signed: name, position with Plt. and the like, rank and NIP (empty when elected)."""

    nama: str
    jabatan: str
    pangkat: str = ""
    nip: str = ""

    @property
    def baris_bawah(self) -> list[str]:
        """The lines under the name of the signature: rank, then NIP, where there are any."""
        return [self.pangkat] * bool(self.pangkat) + (
            [f"NIP {format_nip(self.nip)}"] if self.nip else []
        )


@dataclass(frozen=True)
class Ukuran:
    """An indicator with its unit and the target of the year (None: not set yet).

    `target_rencana` is what the plan (`asal_rencana`) says; `is_terbagi`: the target is one share of several that
    make up the plan's. `kunci` is the key of the indicator in its tree, 0 in letters signed before it was kept.
    """

    indikator: str
    satuan: str
    target: Decimal | None
    target_rencana: Decimal | None = None
    asal_rencana: str = ""
    is_terbagi: bool = False
    kunci: int = 0

    @property
    def is_berbeda(self) -> bool:
        """Whether the target is not what the plan says."""
        both = self.target is not None and self.target_rencana is not None
        return both and not self.is_terbagi and self.target != self.target_rencana


@dataclass(frozen=True)
class Sasaran:
    """A row of Table A: the statement narrowed to the position, with its indicators."""

    pernyataan: str
    ukuran: tuple[Ukuran, ...] = ()


@dataclass(frozen=True)
class Anggaran:
    """A row of Table B: programme, kegiatan or subkegiatan with its budget of the year in rupiah.

    `kelompok` is the code and name of the component above it where the form shows one.
    """

    kode: str
    nama: str
    nilai: Decimal
    sumber: str = ""
    kelompok: str = ""


@dataclass(frozen=True)
class Susunan:
    """The form of the two tables for a kind of holder (format of PK, lampiran by holder)."""

    judul_sasaran: str
    judul_anggaran: str
    judul_kelompok: str = ""
    dengan_sumber: bool = False


@dataclass(frozen=True)
class IsiPk:
    """The whole content of a PK. Without `kedua` it is the one-party form."""

    tahun: int
    judul: str
    pertama: Pihak | None
    kedua: Pihak | None
    is_one_party: bool
    kop: tuple[str, ...]
    alamat: str
    jabatan: str
    unit: str
    susunan: Susunan
    daftar_sasaran: tuple[Sasaran, ...] = ()
    daftar_anggaran: tuple[Anggaran, ...] = ()
    nomor: str = ""
    tempat: str = ""
    tanggal: datetime.date | None = None
    pembuka: str = PEMBUKA
    alinea: tuple[str, ...] = DUA_PIHAK
    alasan_target: str = ""
    format: str = FORMAT
    versi: int = field(default=VERSI)

    @property
    def jumlah(self) -> Decimal:
        """The sum of Table B in rupiah."""
        return sum((row.nilai for row in self.daftar_anggaran), Decimal(0))

    @property
    def selisih(self) -> list[Ukuran]:
        """The indicators whose target differs from the plan's."""
        return [row for sasaran in self.daftar_sasaran for row in sasaran.ukuran if row.is_berbeda]

    def as_json(self) -> dict[str, Any]:
        """Return what is kept when the PK is signed; numbers and dates become text by the encoder."""
        return asdict(self)

    @classmethod
    def from_json(cls, isi: Mapping[str, Any]) -> IsiPk:
        """Read what was kept; raises KeyError or ValueError when it is not a content of ours."""
        data = dict(isi)
        data["pertama"] = _pihak(data["pertama"])
        data["kedua"] = _pihak(data["kedua"])
        data["susunan"] = Susunan(**data["susunan"])
        data["kop"], data["alinea"] = tuple(data["kop"]), tuple(data["alinea"])
        data["tanggal"] = datetime.date.fromisoformat(data["tanggal"]) if data["tanggal"] else None
        data["daftar_sasaran"] = tuple(_sasaran(row) for row in data["daftar_sasaran"])
        data["daftar_anggaran"] = tuple(
            Anggaran(**{**row, "nilai": Decimal(row["nilai"])}) for row in data["daftar_anggaran"]
        )
        return cls(**data)


def _pihak(data: Mapping[str, str] | None) -> Pihak | None:
    return Pihak(**data) if data else None


def _sasaran(data: Mapping[str, Any]) -> Sasaran:
    rows: Sequence[Mapping[str, Any]] = data["ukuran"]
    return Sasaran(data["pernyataan"], tuple(_ukuran(row) for row in rows))


def _ukuran(row: Mapping[str, Any]) -> Ukuran:
    """Read an indicator; letters signed earlier lack what is known of it by now."""
    return Ukuran(
        row["indikator"],
        row["satuan"],
        _number(row["target"]),
        target_rencana=_number(row.get("target_rencana")),
        asal_rencana=row.get("asal_rencana", ""),
        is_terbagi=row.get("is_terbagi", False),
        kunci=row.get("kunci", 0),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
