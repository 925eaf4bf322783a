"""Two PK of a position side by side: what was, what becomes of it ("semula – menjadi")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jabatan.pk.isi import Anggaran, IsiPk, Pihak, Ukuran
from lib.tabel import Baris, Format, Jenis, Kolom, Nilai, Rata, Sel, Tabel
from lib.teks import format_date

SEMULA, MENJADI = ("Semula",), ("Menjadi",)
SAME, CHANGED, NEW, GONE = "Tetap", "Berubah", "Baru", "Dihapus"


@dataclass(frozen=True)
class Butir:
    """An indicator with the statement it stands under."""

    sasaran: str
    ukuran: Ukuran

    @property
    def nama(self) -> tuple[str, str]:
        """What tells indicators apart where their keys are not known."""
        return (self.sasaran.casefold(), self.ukuran.indikator.casefold())

    @property
    def kata(self) -> tuple[Nilai, ...]:
        """What the letter says of it."""
        return (self.sasaran, self.ukuran.indikator, self.ukuran.satuan, self.ukuran.target)


Pasangan = tuple[Butir | None, Butir | None]


def compare(lama: IsiPk, baru: IsiPk) -> list[Tabel]:
    """Return the tables of what changed: parties, performance, budget."""
    about = [
        ("Semula", _described(lama)),
        ("Menjadi", _described(baru)),
    ]
    tables = [_parties(lama, baru), _performance(lama, baru), _budget(lama, baru)]
    tables[0].rincian = about
    for tabel in tables:
        tabel.kaki = [f"Perbandingan PK {baru.jabatan} {baru.tahun}"]
    return tables


def count_changes(daftar: Sequence[Tabel]) -> int:
    """Return how many rows of these tables are not the same on both sides."""
    words = {CHANGED, NEW, GONE}
    return sum(row.sel[-1] in words for tabel in daftar for row in tabel.baris)


def _described(isi: IsiPk) -> str:
    parts = [isi.judul.capitalize(), f"nomor {isi.nomor}" if isi.nomor else ""]
    parts.append(format_date(isi.tanggal))
    return ", ".join(part for part in parts if part)


def _state(lama: object, baru: object) -> str:
    if lama is None:
        return NEW
    if baru is None:
        return GONE
    return SAME if lama == baru else CHANGED


# --- Parties --------------------------------------------------------------------------------------
def _parties(lama: IsiPk, baru: IsiPk) -> Tabel:
    rows = [("Pihak pertama", lama.pertama, baru.pertama)]
    if not (lama.is_one_party and baru.is_one_party):
        rows.append(("Pihak kedua", lama.kedua, baru.kedua))
    return Tabel(
        judul=f"Perbandingan perjanjian kinerja {baru.jabatan} tahun {baru.tahun}",
        nama="Pejabat",
        subjudul=[baru.unit],
        kolom=[
            Kolom("Pihak", 18),
            Kolom("Semula", 40),
            Kolom("Menjadi", 40),
            Kolom("Keterangan", 14, rata=Rata.TENGAH),
        ],
        baris=[
            Baris((label, _named(one), _named(other), _state(one, other)))
            for label, one, other in rows
        ],
    )


def _named(pihak: Pihak | None) -> str:
    return "\n".join([pihak.nama, pihak.jabatan, *pihak.baris_bawah]) if pihak else "–"


# --- Performance ----------------------------------------------------------------------------------
def _performance(lama: IsiPk, baru: IsiPk) -> Tabel:
    side = [("Sasaran", 26), ("Indikator", 26), ("Satuan", 10), ("Target", 11)]
    return Tabel(
        judul="Sasaran, indikator, dan target",
        nama="Kinerja",
        kolom=[
            Kolom("No", 5, rata=Rata.TENGAH),
            *(_column(name, width, SEMULA) for name, width in side),
            *(_column(name, width, MENJADI) for name, width in side),
            Kolom("Keterangan", 12, rata=Rata.TENGAH),
        ],
        baris=list(_performance_rows(lama, baru)),
        kosong="Kedua perjanjian kinerja belum memuat indikator.",
    )


def _column(name: str, width: float, group: tuple[str, ...]) -> Kolom:
    if name == "Target":
        return Kolom(name, width, Format.ANGKA, Rata.TENGAH, grup=group)
    return Kolom(name, width, rata=Rata.TENGAH if name == "Satuan" else None, grup=group)


def _performance_rows(lama: IsiPk, baru: IsiPk) -> Iterator[Baris]:
    nothing: tuple[Nilai, ...] = ("–",) * 4
    for number, (one, other) in enumerate(pairs(lama, baru), start=1):
        state = _state(one and one.kata, other and other.kata)
        cells = (*(one.kata if one else nothing), *(other.kata if other else nothing))
        yield Baris((number, *cells, state), jenis=Jenis.ISI if state == SAME else Jenis.TEBAL)


def pairs(lama: IsiPk, baru: IsiPk) -> list[Pasangan]:
    """Return the indicators of both side by side, in the order of the new one; what is gone stands last.

    They belong together by the key of the indicator, else (letters signed before it was kept) by their words.
    """
    rest = list(_items(lama))
    found: list[Pasangan] = []
    for item in _items(baru):
        old = _partner(item, rest)
        if old is not None:
            rest.remove(old)
        found.append((old, item))
    return found + [(old, None) for old in rest]


def _items(isi: IsiPk) -> Iterator[Butir]:
    for sasaran in isi.daftar_sasaran:
        for ukuran in sasaran.ukuran:
            yield Butir(sasaran.pernyataan, ukuran)


def _partner(item: Butir, rest: Sequence[Butir]) -> Butir | None:
    key = item.ukuran.kunci
    by_key = (old for old in rest if key and old.ukuran.kunci == key)
    by_name = (old for old in rest if old.nama == item.nama)
    return next(by_key, None) or next(by_name, None)


# --- Budget ---------------------------------------------------------------------------------------
def _budget(lama: IsiPk, baru: IsiPk) -> Tabel:
    return Tabel(
        judul="Anggaran",
        nama="Anggaran",
        kolom=[
            Kolom("No", 5, rata=Rata.TENGAH),
            Kolom(baru.susunan.judul_anggaran, 52),
            Kolom("Semula (Rp)", 20, Format.UANG),
            Kolom("Menjadi (Rp)", 20, Format.UANG),
            Kolom("Bertambah (berkurang)", 20, Format.UANG),
            Kolom("Keterangan", 12, rata=Rata.TENGAH),
        ],
        baris=list(_budget_rows(lama, baru)),
        kosong="Kedua perjanjian kinerja tidak memuat anggaran.",
    )


def _budget_rows(lama: IsiPk, baru: IsiPk) -> Iterator[Baris]:
    before, after = _by_name(lama), _by_name(baru)
    for number, name in enumerate(dict.fromkeys([*after, *before]), start=1):
        one, other = before.get(name), after.get(name)
        change = (other or Decimal(0)) - (one or Decimal(0))
        state = _state(one, other)
        cells: tuple[Nilai | Sel, ...] = (number, name, one, other, change, state)
        yield Baris(cells, jenis=Jenis.ISI if state == SAME else Jenis.TEBAL)
    if before or after:
        total = (lama.jumlah, baru.jumlah, baru.jumlah - lama.jumlah, "")
        yield Baris((Sel("Jumlah", rentang=2, rata=Rata.TENGAH), *total), jenis=Jenis.JUMLAH)


def _by_name(isi: IsiPk) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in isi.daftar_anggaran:
        name = _name(row)
        found[name] = found.get(name, Decimal(0)) + row.nilai
    return found


def _name(row: Anggaran) -> str:
    return f"{row.kode} {row.nama}".strip()
