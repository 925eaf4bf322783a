"""Checking the rows as read against the code grammar, one another, and a version: what is refused, what only warned of,
and what saving would change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from lib.teks import join_words
from perencanaan import kodefikasi
from perencanaan.actions.impor_nomenklatur import (
    COLUMNS,
    BarisImpor,
    Isi,
    Key,
    Rencana,
    key_of,
    plan,
)
from perencanaan.importers.bentuk import LENGKAP, BarisBaca, Hapus, Temuan, Terbaca, Ubahan
from perencanaan.importers.normal import letters
from perencanaan.models import Nomenklatur

NAMES = {"provinsi": "provinsi", "kabkota": "kabupaten/kota"}
NEEDED = ("kinerja", "indikator", "satuan")
LONGEST = {
    "nama": 1000,
    "kinerja": 2000,
    "indikator": 2000,
    "satuan": Nomenklatur._meta.get_field("satuan").max_length or 60,
    "keterangan": 2000,
    "sebelumnya": 2000,
}
JENJANG = list(kodefikasi.GRAMMAR)
FORMULA = ("=", "@", "+")  # what a spreadsheet would run


@dataclass
class Pemeriksaan:
    """What a check found: rows and deletions to save, findings in their order, what would change, cell by cell."""

    baris: list[BarisImpor]
    hapus: list[Key]
    temuan: list[Temuan]
    rencana: Rencana = field(default_factory=Rencana)
    ubahan: list[Ubahan] = field(default_factory=list)

    @property
    def tolak(self) -> list[Temuan]:
        """The refused rows."""
        return [satu for satu in self.temuan if satu.tolak]

    @property
    def peringatan(self) -> list[Temuan]:
        """The warnings."""
        return [satu for satu in self.temuan if not satu.tolak]


def check(
    terbaca: Terbaca, isi: Isi, hapus: Sequence[Hapus] = (), mode: str = LENGKAP
) -> Pemeriksaan:
    """Return what may be saved into a version that holds `isi`, and why the rest may not."""
    return _Pemeriksa(terbaca, isi, mode).check(hapus)


class _Pemeriksa:
    """One check: rows by key, and the numbers of the rows they came from."""

    def __init__(self, terbaca: Terbaca, isi: Isi, mode: str) -> None:
        self.terbaca = terbaca
        self.isi = isi
        self.mode = mode
        self.temuan = list(terbaca.temuan)
        self.rows: dict[Key, BarisBaca] = {}
        self.refused: dict[Key, int] = {}

    def check(self, hapus: Sequence[Hapus]) -> Pemeriksaan:
        """Refuse and warn in the order of rule 3 and 4, then plan."""
        for row in self.terbaca.baris:
            self._take(row)
        gone = self._deletions(hapus)
        self._refuse_orphans()
        self._warn_missing()
        self._warn_childless(gone)
        rows = [_to_save(row) for row in self.rows.values()]
        rencana = plan(rows, gone, self.isi)
        self._warn_absent(rencana)
        order = sorted(
            range(len(self.temuan)),
            key=lambda i: (not self.temuan[i].tolak, self.temuan[i].baris or 0),
        )
        temuan = [self.temuan[i] for i in order]
        return Pemeriksaan(rows, sorted(gone), temuan, rencana, _changes(rencana, self.isi))

    def _refuse(self, row: BarisBaca, text: str) -> None:
        self.refused.setdefault(key_of(row.tingkat, row.kode), row.nomor)
        self.temuan.append(Temuan(row.nomor, row.kolom, text, row.kode[:40]))

    def _warn(self, row: BarisBaca, text: str) -> None:
        self.temuan.append(Temuan(row.nomor, row.kolom, text, row.kode, tolak=False))

    def _take(self, row: BarisBaca) -> None:
        if text := _fault(row):
            self._refuse(row, text)
            return
        key = key_of(row.tingkat, row.kode)
        twin = self.rows.get(key)
        if twin is None:
            self.rows[key] = row
        elif letters(twin.nama) != letters(row.nama):
            self._refuse(row, f"kode sama dengan baris {twin.nomor}, nama berbeda.")
            self.refused.pop(key, None)
        elif not row.tersirat:
            self._warn_twin(row, twin)

    def _warn_twin(self, row: BarisBaca, twin: BarisBaca) -> None:
        other = [
            name for name in NEEDED if (getattr(row, name) or "") != (getattr(twin, name) or "")
        ]
        if other and not twin.tersirat:
            text = f"kode dan nama sama dengan baris {twin.nomor}, {', '.join(other)} berbeda; "
            self._warn(row, f"{text}yang dipakai baris {twin.nomor}.")
        else:
            self._warn(row, f"sama persis dengan baris {twin.nomor}; dibaca satu kali.")

    def _deletions(self, hapus: Sequence[Hapus]) -> set[Key]:
        """Return what is deleted: there, not written anew by the file, not used, nothing left below."""
        gone: dict[Key, Hapus] = {}
        for satu in hapus:
            key = key_of(satu.tingkat, satu.kode)
            if key in self.rows or key in gone:
                continue
            if key not in self.isi.baris:
                text = f"kode {satu.kode} pada daftar hapus tidak ada di versi ini; dilewati."
                self.temuan.append(Temuan(satu.nomor, "Daftar hapus", text, satu.kode, tolak=False))
            elif key in self.isi.dipakai:
                self._refuse_deletion(satu, "dipakai komponen perencanaan, jadi tidak dihapus.")
            else:
                gone[key] = satu
        self._keep_parents(gone)
        return set(gone)

    def _keep_parents(self, gone: dict[Key, Hapus]) -> None:
        """Take back the deletion of a row under which rows stay, from the lowest level up."""
        left = Counter(_upper(key) for key in {*self.isi.baris, *self.rows} - set(gone))
        for key in sorted(gone, key=lambda one: -len(one[1])):
            if count := left.get(key, 0):
                text = (
                    f"masih memiliki {count} turunan yang tidak ikut dihapus, jadi tidak dihapus."
                )
                self._refuse_deletion(gone.pop(key), text)
                left[_upper(key)] += 1

    def _refuse_deletion(self, satu: Hapus, text: str) -> None:
        sentence = f"kode {satu.kode} pada daftar hapus {text}"
        self.temuan.append(Temuan(satu.nomor, "Daftar hapus", sentence, satu.kode))

    def _refuse_orphans(self) -> None:
        """Refuse, level by level from the top, rows whose parent is not there (what rows need is never deleted)."""
        by_level: dict[str, list[Key]] = defaultdict(list)
        for key, row in self.rows.items():
            by_level[kodefikasi.jenjang_of(row.kode) or ""].append(key)
        for jenjang in JENJANG[2:]:
            for key in by_level[jenjang]:
                upper = _upper(key)
                if upper in self.rows or upper in self.isi.baris:
                    continue
                at = self.refused.get(upper)
                why = f"ditolak (baris {at})." if at else "tidak ada di berkas maupun versi ini."
                self._refuse(self.rows.pop(key), f"induk {upper[1]} {why}")

    def _warn_missing(self) -> None:
        for row in self.rows.values():
            if kodefikasi.jenjang_of(row.kode) != "subkegiatan":
                continue
            missing = [name for name in NEEDED if getattr(row, name) == ""]
            if missing:
                self._warn(row, f"{join_words(missing)} belum diisi.")

    def _warn_childless(self, gone: set[Key]) -> None:
        parents = {_upper(key) for key in {*self.isi.baris, *self.rows} - gone}
        for key, row in self.rows.items():
            if kodefikasi.jenjang_of(row.kode) == "kegiatan" and key not in parents:
                self._warn(row, f"kegiatan {row.kode} belum memiliki subkegiatan.")

    def _warn_absent(self, rencana: Rencana) -> None:
        """Say how many rows a full file lacks of a version that has them; they stay."""
        if self.mode != LENGKAP:
            return
        tiers = {row.tingkat for row in self.rows.values()}
        present = {*self.rows, *rencana.urusan, *self.refused}
        absent = Counter(
            t for t, kode in set(self.isi.baris) - present if t in tiers and "." in kode
        )
        for tingkat, count in sorted(absent.items()):
            text = f"{count} baris {NAMES[tingkat]} versi ini tidak ada di berkas; tetap tersimpan."
            self.temuan.append(Temuan(None, "", text, tolak=False))


def _changes(rencana: Rencana, isi: Isi) -> list[Ubahan]:
    """Return each cell that would be rewritten, old and new, then each row that would go, in the order of the codes."""
    found = []
    for _, row in rencana.berubah:
        old = isi.baris[key_of(row.tingkat, row.kode)]
        for name, before in zip(COLUMNS, old.sel, strict=True):
            after = getattr(row, name) or ""
            if after != before:
                found.append(Ubahan(row.tingkat, row.kode, name, before, after))
    for tingkat, kode in rencana.hapus:
        nama = isi.baris[tingkat, kode].sel[COLUMNS.index("nama")]
        found.append(Ubahan(tingkat, kode, "dihapus", nama, ""))
    return sorted(found, key=lambda one: (one.tingkat, kodefikasi.comparable(one.kode)))


def _upper(key: Key) -> Key:
    return key[0], kodefikasi.parent_of(key[1]) or ""


def _fault(row: BarisBaca) -> str:
    """Return what is wrong with a row by itself; empty when nothing is."""
    if kodefikasi.jenjang_of(row.kode) is None:
        dotted = row.kode.replace(",", ".")
        guess = kodefikasi.suggestion(dotted) or (dotted if kodefikasi.jenjang_of(dotted) else None)
        hint = f"; mungkin maksudnya {guess}?" if guess else "."
        return f"kode '{row.kode[:40]}' tidak sesuai pola{hint}"
    if kodefikasi.misplaced_generic(row.kode):
        return (
            f"{row.kode}: X.XX hanya dipakai pada program 01 (penunjang); tulis bidang urusannya."
        )
    digit = kodefikasi.kegiatan_digit(row.kode)
    if digit in ("1", "2") and digit != kodefikasi.DIGIT[row.tingkat]:
        return f"kegiatan berdigit {digit} tidak berlaku untuk {NAMES[row.tingkat]}."
    if not row.nama:
        return f"nama untuk kode {row.kode} belum diisi."
    for name, longest in LONGEST.items():
        text = getattr(row, name) or ""
        if len(text) > longest:
            return f"{name} terlalu panjang: {len(text)} karakter, paling banyak {longest}."
        if text.startswith(FORMULA):
            return f"{name} diawali “{text[0]}” seperti rumus; ketik ulang tanpa tanda itu."
    return ""


def _to_save(row: BarisBaca) -> BarisImpor:
    return BarisImpor(
        row.tingkat,
        row.kode,
        row.nama,
        row.kinerja,
        row.indikator,
        row.satuan,
        row.keterangan,
        row.sebelumnya,
    )
