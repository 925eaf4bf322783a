"""Cards of the library from a workbook: `parse`, `check` against the library, `seal` for the preview, and `save`.

A row is the card it was downloaded as (its hidden key), else the card of the same name and unit, else a new one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction

from lib.impor import KolomMasuk, Masalah, Pembaca, find_table, words
from lib.segel import Segel
from lib.xlsx_jaga import Batas
from lib.xlsx_masuk import read
from organisasi.izin import forget, izin
from organisasi.models import Pengguna
from pohon.actions.isi import clean_text
from pohon.actions.pustaka import lock_library, require_add
from pohon.models import PustakaIndikator
from pohon.pustaka import KARTU, label_of

LEMBAR = "Pustaka"
BATAS = Batas(baris=3_000, kolom=60)
MOST_PROBLEMS = 300
SEGEL = Segel("pohon.importers.pustaka", "instansi", "berkas")
BATCH = 200
EXAMPLE = "contoh:"
Baris = tuple[int, int | None, dict[str, str]]  # number in the file, key, cells by field


class Basi(Exception):
    """Nothing was written: the library changed since the preview."""

    def __str__(self) -> str:
        """Say so to the user."""
        return "Pustaka sudah berubah sejak pratinjau dibuat. Unggah berkasnya lagi untuk pratinjau yang baru."


@dataclass(frozen=True)
class Ubahan:
    """A line of the preview: what a cell of a card was and becomes."""

    baris: int
    nama: str
    kolom: str
    semula: str
    menjadi: str


@dataclass
class Rencana:
    """What a workbook would do: cards to add and to change, the lines of the preview, and what is wrong."""

    baru: list[tuple[int, PustakaIndikator]] = field(default_factory=list)
    berubah: list[PustakaIndikator] = field(default_factory=list)
    ubahan: list[Ubahan] = field(default_factory=list)
    sama: int = 0
    masalah: list[Masalah] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.baru and not self.berubah

    @property
    def sidik(self) -> str:
        """What would be written, in short: another one means that the library is another by now."""
        lines = [[n, k.nama, k.satuan] for n, k in self.baru]
        changes = [[u.baris, u.kolom, u.semula, u.menjadi] for u in self.ubahan]
        return hashlib.sha256(json.dumps([lines, changes]).encode()).hexdigest()[:32]


def title_of(name: str) -> str:
    """Return the title of a field's column."""
    text = label_of(name)
    return text[0].upper() + text[1:]


def columns() -> list[KolomMasuk]:
    """Return the columns a workbook may have."""
    fields = [KolomMasuk(name, title_of(name), wajib=name == "nama") for name in KARTU]
    return [KolomMasuk("id", "ID kartu"), *fields]


def choices_of(name: str) -> Mapping[str, str]:
    """Return the choices of a field by their value; empty for a field of text."""
    return dict(PustakaIndikator._meta.get_field(name).flatchoices)  # type: ignore[union-attr]


def parse(berkas: BinaryIO) -> tuple[list[Baris], list[Masalah]]:
    """Return the rows of a workbook and what cannot be read; raises ValidationError for what is no such workbook."""
    table = find_table(read(berkas, lembar=LEMBAR, batas=BATAS), columns())
    pembaca = Pembaca(table.judul)
    lists = {
        name: {words(text): value for value, label in pairs.items() for text in (label, value)}
        for name in KARTU
        if (pairs := choices_of(name))
    }
    rows: list[Baris] = []
    for row in table.baris:
        if str(row.sel.get("nama") or "").strip().casefold().startswith(EXAMPLE):
            continue
        cells = {
            name: str(pembaca.pilihan(row, name, lists[name]))
            if name in lists
            else clean_text(pembaca.teks(row, name))
            for name in KARTU
            if name in table.judul
        }
        rows.append((row.nomor, pembaca.kunci(row, "id"), cells))
    if not rows and not pembaca.masalah:
        raise ValidationError("Tidak ada baris kartu di berkas ini. Isi dahulu, lalu unggah lagi.")
    return rows, pembaca.masalah


def check(rows: list[Baris], instansi_id: int, user: Pengguna) -> Rencana:
    """Compare rows with the library of an instansi; one query whatever their number."""
    library = PustakaIndikator.objects.visible_to(user).filter(instansi=instansi_id)
    return _Pemeriksa(instansi_id, list(library), izin(user).is_admin(instansi_id)).run(rows)


class _Pemeriksa:
    """Compares the rows one by one, keeping in mind which names the library will have."""

    def __init__(self, instansi_id: int, library: list[PustakaIndikator], is_admin: bool) -> None:
        self.instansi_id, self.is_admin = instansi_id, is_admin
        self.by_key = {card.pk: card for card in library}
        self.by_name = {self._name(card): card for card in library}
        self.seen: dict[int | tuple[str, str], int] = {}
        self.rencana = Rencana()

    @staticmethod
    def _name(card: PustakaIndikator) -> tuple[str, str]:
        return words(card.nama), words(card.satuan)

    def run(self, rows: list[Baris]) -> Rencana:
        for number, key, cells in rows:
            self._row(number, key, cells)
        return self.rencana

    def _problem(self, number: int, name: str, sentence: str) -> None:
        self.rencana.masalah.append(Masalah(sentence, number, title_of(name)))

    def _row(self, number: int, key: int | None, cells: dict[str, str]) -> None:
        fresh = PustakaIndikator(instansi_id=self.instansi_id)
        if not cells.get("polaritas", "x"):
            cells = {**cells, "polaritas": fresh.polaritas}
        for name, value in cells.items():
            setattr(fresh, name, value)
        card = self.by_key.get(key or 0) or self.by_name.get(self._name(fresh))
        if not self._is_valid(number, fresh) or not self._is_first(number, fresh, card):
            return
        if card is None:
            self.rencana.baru.append((number, fresh))
            return
        self._change(number, card, cells)

    def _is_valid(self, number: int, fresh: PustakaIndikator) -> bool:
        try:
            fresh.clean_fields(exclude={"instansi"})
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                self._problem(number, name, " ".join(sentences))
            return False
        return True

    def _is_first(
        self, number: int, fresh: PustakaIndikator, card: PustakaIndikator | None
    ) -> bool:
        """Refuse a card that stands twice in the file, and a name another card has."""
        for mark in {self._name(fresh), card.pk if card else self._name(fresh)}:
            if (before := self.seen.setdefault(mark, number)) != number:
                self._problem(
                    number,
                    "nama",
                    f"Kartu ini sudah tertulis di baris {before}. Hapus salah satunya.",
                )
                return False
        other = self.by_name.get(self._name(fresh))
        if card and other and other.pk != card.pk:
            self._problem(
                number, "nama", "Nama dan satuan ini sudah dipakai kartu lain di pustaka."
            )
            return False
        return True

    def _change(self, number: int, card: PustakaIndikator, cells: dict[str, str]) -> None:
        changed = [name for name, value in cells.items() if getattr(card, name) != value]
        if not changed:
            self.rencana.sama += 1
            return
        if not self.is_admin:
            self._problem(
                number,
                changed[0],
                "Kartu ini sudah ada di pustaka dan isinya berbeda. Hanya admin yang mengubah kartu; "
                "hapus baris ini dari berkas Anda.",
            )
            return
        old = card.nama
        for name in changed:
            names = choices_of(name)
            was, now = getattr(card, name), cells[name]
            self.rencana.ubahan.append(
                Ubahan(number, old, title_of(name), names.get(was, was), names.get(now, now))
            )
            setattr(card, name, now)
        card.versi += 1
        self.rencana.berubah.append(card)


def seal(user: Pengguna, instansi_id: int, rows: list[Baris], sidik: str) -> str:
    """Return the rows as text only this server can write, for this user; raises ValidationError when too long."""
    return SEGEL.seal(user.pk, instansi_id, {"s": sidik, "b": rows})


def unseal(user: Pengguna, instansi_id: int, text: str) -> tuple[list[Baris], str]:
    """Return the rows and what the preview showed in short; raises ValidationError when they are not ours."""
    data = SEGEL.open(user.pk, instansi_id, text)
    return [(number, key, cells) for number, key, cells in data["b"]], data["s"]


@transaction.atomic
def save(user: Pengguna, instansi_id: int, rows: list[Baris], sidik: str) -> Rencana:
    """Write what the preview showed, all or nothing; raises Basi when the library is another by now."""
    lock_library(user, instansi_id)
    forget(user)
    require_add(user, instansi_id)
    rencana = check(rows, instansi_id, user)
    if rencana.masalah or rencana.sidik != sidik:
        raise Basi
    PustakaIndikator.objects.bulk_create([card for _, card in rencana.baru], batch_size=BATCH)
    PustakaIndikator.objects.bulk_update(rencana.berubah, [*KARTU, "versi"], batch_size=BATCH)
    return rencana
