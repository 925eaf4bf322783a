"""Reading a filled sheet: its rows grouped into simpul with their indikator. Nothing is compared with the tree yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError

from lib.impor import BarisMasuk, Masalah, Pembaca, TabelMasuk, find_table, words
from lib.xlsx_jaga import Batas
from lib.xlsx_masuk import read
from pohon import lembar
from pohon.actions.isi import clean_text
from pohon.actions.susunan import usual_level
from pohon.models import Pohon, Simpul

BATAS = Batas(unsur=800_000, baris=12_000, kolom=40)
TEXTS = ("pernyataan", "faktor_penyebab")
MEASURES = ("satuan", "baseline_nilai", "kondisi_akhir")


@dataclass
class BarisIndikator:
    """An indikator of the file: its row, its key, what its cells say, and its targets by year."""

    nomor: int
    id: int | None
    data: dict[str, Any]
    target: dict[str, Decimal | None]

    @property
    def is_empty(self) -> bool:
        """Whether no cell of the indikator is filled."""
        values = [*self.data.values(), *self.target.values()]
        return all(value in ("", None) for value in values)


@dataclass
class BarisSimpul:
    """A simpul of the file: its first row, keys, code as it left and as it came back, what its cells say."""

    nomor: int
    id: int | None
    versi: int | None
    asal: str
    kode: lembar.Kode | None
    data: dict[str, Any]
    indikator: list[BarisIndikator] = field(default_factory=list)
    komponen: str = ""

    @property
    def has_moved(self) -> bool:
        """Whether the file gives it another code than it left with; a new simpul has none of before."""
        return self.kode is not None and self.kode != lembar.read_code(self.asal)


@dataclass
class Terbaca:
    """The whole file: its simpul, the columns it has, problems so far, and remarks that hinder nothing."""

    simpul: list[BarisSimpul]
    judul: Mapping[str, str]
    masalah: list[Masalah]
    catatan: list[str]


def parse(berkas: BinaryIO, pohon: Pohon) -> Terbaca:
    """Read a filled sheet of the tree; raises ValidationError when it is no such sheet."""
    isi = read(berkas, lembar=lembar.NAMA, batas=BATAS)
    tabel = find_table(isi, lembar.columns_in(pohon))
    _require_same_tree(tabel, pohon)
    reader = _Pembaca(pohon, tabel)
    for row in tabel.baris:
        reader.take(row)
    if not reader.daftar:
        raise ValidationError("Tidak ada baris simpul di lembar ini. Isi dahulu, lalu unggah lagi.")
    return Terbaca(reader.daftar, tabel.judul, reader.pembaca.masalah, reader.catatan)


def _require_same_tree(tabel: TabelMasuk, pohon: Pohon) -> None:
    """Refuse the sheet of another tree by the mark above its head; one without a mark is judged by its keys."""
    mark = str(tabel.atas[0][0] or "").strip() if tabel.atas else ""
    if mark.isdecimal() and mark != str(pohon.pk):
        raise ValidationError(
            "Lembar ini diunduh dari pohon lain. Buka pohon itu, atau unduh lembar isian dari pohon ini."
        )


class _Pembaca:
    """Groups rows: by key, else by code, else with the row above."""

    def __init__(self, pohon: Pohon, tabel: TabelMasuk) -> None:
        self.pembaca = Pembaca(tabel.judul)
        self.judul = tabel.judul
        self.tahun = [key for key in tabel.judul if key.startswith("target.")]
        self.daftar: list[BarisSimpul] = []
        self.catatan = _remarks(tabel, pohon)
        ultimate = usual_level(pohon, Simpul.Jenis.OUTCOME, None)
        self.other_levels = lembar.other_levels_in(ultimate)
        self.choices: dict[str, Mapping[str, Any]] = {
            "jenis": lembar.kinds_in(),
            "level_kinerja": lembar.levels_in(ultimate),
            "pengampu": lembar.units_in(lembar.unit_rows(pohon.instansi_id)),
        }
        self.above: BarisSimpul | None = None  # the simpul of the row before
        self._by_key: dict[int, BarisSimpul] = {}
        self._by_code: dict[lembar.Kode, BarisSimpul] = {}

    def take(self, row: BarisMasuk) -> None:
        """Take a row as a simpul, or as a further indikator of one."""
        pembaca = self.pembaca
        key = pembaca.kunci(row, "id_simpul")
        asal, kode = pembaca.teks(row, "kode_asal"), self._code(row)
        data = self._own(row)
        owner = self._owner(key, kode, data)
        if owner is not None and _is_copy(owner, key, kode, data):
            key, asal = self._tell_copy(row.nomor, owner, key, asal, kode)
            owner = None
        if owner is None:
            owner = self._begin(row, key, asal, kode, data)
        elif (clash := self._clash(owner, data)) is not None:
            pembaca.note(row.nomor, clash, _clashing(owner, key))
            return
        elif kode is not None and kode != owner.kode and not owner.has_moved:
            owner.kode = kode  # sorted: the row with the new code came later
        self.above = owner
        measure = self._measure(row, key)
        if not measure.is_empty or measure.id is not None:
            owner.indikator.append(measure)

    def _begin(
        self, row: BarisMasuk, key: int | None, asal: str, kode: lembar.Kode | None, data: Any
    ) -> BarisSimpul:
        versi = self.pembaca.kunci(row, "versi") if key is not None else None
        simpul = BarisSimpul(row.nomor, key, versi, asal, kode, data)
        if "komponen" in self.judul:
            simpul.komponen = self.pembaca.teks(row, "komponen")
        self.daftar.append(simpul)
        if key is not None:
            self._by_key[key] = simpul
        if kode is not None:
            self._by_code.setdefault(kode, simpul)
        return simpul

    def _owner(
        self, key: int | None, kode: lembar.Kode | None, data: dict[str, Any]
    ) -> BarisSimpul | None:
        """Return the simpul a row goes on with; None when it begins one."""
        if key is not None:
            return self._by_key.get(key)
        if data.get("pernyataan"):
            same = self._by_code.get(kode) if kode is not None else None
            return same if same and same.data.get("pernyataan") == data["pernyataan"] else None
        if kode is not None:
            return self._by_code.get(kode)
        return self.above

    def _tell_copy(
        self,
        nomor: int,
        owner: BarisSimpul,
        key: int | None,
        asal: str,
        kode: lembar.Kode | None,
    ) -> tuple[int | None, str]:
        """Make the copy a new simpul, whichever of the two rows it is; return key and old code of the row at hand."""
        is_original = kode == lembar.read_code(asal) and owner.has_moved
        copy, original = (owner.nomor, nomor) if is_original else (nomor, owner.nomor)
        self.catatan.append(
            f"Baris {copy} tampaknya salinan baris {original}; karena kodenya lain, dianggap simpul baru."
        )
        if not is_original:
            return None, ""
        owner.id, owner.versi, owner.asal = None, None, ""
        return key, asal

    def _clash(self, owner: BarisSimpul, data: dict[str, Any]) -> str | None:
        """Return the column in which a further row of a simpul says something else than its first."""
        for name, value in data.items():
            if value in ("", None) or owner.data.get(name) == value:
                continue
            if owner.data.get(name) in ("", None):
                owner.data[name] = value  # sorted: the row that carries the cells came later
            else:
                return name
        return None

    # --- cells -----------------------------------------------------------------------------------
    def _code(self, row: BarisMasuk) -> lembar.Kode | None:
        text = self.pembaca.teks(row, "kode").replace(",", ".")
        if not text:
            return None
        if (kode := lembar.read_code(text)) is None:
            self.pembaca.note(
                row.nomor,
                "kode",
                f"Kode “{text[:30]}” tidak terbaca. Tulis seperti 1.2.3 atau 1.2.3a.",
            )
        return kode

    def _own(self, row: BarisMasuk) -> dict[str, Any]:
        """Return what the simpul's own cells say; a column the file lacks is not in it."""
        data: dict[str, Any] = {
            name: clean_text(self.pembaca.teks(row, name)) for name in TEXTS if name in self.judul
        }
        for name, choices in self.choices.items():
            if name in self.judul:
                value = self.pembaca.pilihan(row, name, choices)
                data[name] = value if value != "" or name != "pengampu" else None
        if data.get("level_kinerja"):
            self._tell_level(row, data["level_kinerja"])
        return data

    def _tell_level(self, row: BarisMasuk, level: str) -> None:
        """Say which level was read where the sheet gives it another name, such as manajerial (D-11)."""
        text = self.pembaca.teks(row, "level_kinerja")
        if words(text) in self.other_levels:
            label = Simpul.LevelKinerja(level).label
            self.catatan.append(f"Baris {row.nomor}: level “{text[:60]}” dibaca sebagai {label}.")

    def _measure(self, row: BarisMasuk, key: int | None) -> BarisIndikator:
        pembaca, data = self.pembaca, dict[str, Any]()
        for name in ("nama", "satuan"):
            if name in self.judul:
                data[name] = clean_text(pembaca.teks(row, name))
        for name in ("baseline_nilai", "kondisi_akhir"):
            if name in self.judul:
                data[name] = pembaca.angka(row, name)
        target = {name.removeprefix("target."): pembaca.angka(row, name) for name in self.tahun}
        own = pembaca.kunci(row, "id_indikator")
        return BarisIndikator(row.nomor, own if key is not None else None, data, target)


def _is_copy(
    owner: BarisSimpul, key: int | None, kode: lembar.Kode | None, data: dict[str, Any]
) -> bool:
    """Whether two rows share keys only because one was copied: each has a statement and a code of its own."""
    own, other = data.get("pernyataan"), owner.data.get("pernyataan")
    if key is None or not own or not other or own == other:
        return False
    return kode is not None and kode != owner.kode


def _clashing(owner: BarisSimpul, key: int | None) -> str:
    same = "nomor simpul yang sama" if key is not None else "kode yang sama"
    return (
        f"Berbeda dengan baris {owner.nomor}, padahal memakai {same}. Isi cukup di satu baris; "
        "untuk simpul baru tulis kode yang belum dipakai."
    )


def _remarks(tabel: TabelMasuk, pohon: Pohon) -> list[str]:
    """Say which columns of the stage are not in the file, and which nobody knows."""
    remarks = [
        f"Kolom “{k.judul}” tidak ada di lembar; isinya di pohon tidak diubah."
        for k in lembar.columns(pohon)
        if k.kunci not in tabel.judul
    ]
    return remarks + [
        f"Kolom “{judul[:60]}” tidak dikenal, jadi tidak dibaca. Bila judulnya terganti, kembalikan."
        for judul in tabel.asing
        if not judul.endswith(lembar.READ_ONLY.strip())
    ]
