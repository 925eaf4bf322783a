"""The terms of office a workbook adds or corrects, held to jabatan.struktur.masa without a query for each row."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from jabatan.actions.pejabat import check_years
from jabatan.importers.baca import Baris
from jabatan.importers.cocok import Indeks, TidakPasti, jabatan_names
from jabatan.importers.rencana import Butir, Rencana
from jabatan.importers.susun import GONE
from jabatan.models import Jabatan, Pejabat
from jabatan.struktur.masa import clash
from lib.impor import words
from lib.teks import format_date

MOST_TERMS = 200  # of one position or person
FIELDS = ("nama", "nip", "pangkat", "status")
NEEDED = {
    "nama": "Nama pejabat belum diisi.",
    "mulai": "TMT belum diisi. Tulis tanggal mulai menjabat, misalnya 02-01-2025.",
}


class PenyusunPejabat:
    """The holders; `positions` are the positions as they will be."""

    def __init__(
        self, rencana: Rencana, known: Iterable[Pejabat], positions: Sequence[Butir[Jabatan]]
    ) -> None:
        self.rencana = rencana
        self.known = {row.pk: row for row in known}
        self.positions = Indeks(positions, jabatan_names)
        self.rows: dict[int, Baris] = {}  # id() of the term -> its row
        self.touched: list[Pejabat] = []

    def run(self, rows: Sequence[Baris]) -> None:
        """Find, fill and check the holders of the file."""
        terms: dict[tuple[int, datetime.date | None], list[Pejabat]] = defaultdict(list)
        for pejabat in self.known.values():
            terms[pejabat.jabatan_id, pejabat.mulai].append(pejabat)
        for baris in rows:
            jabatan = self._jabatan(baris)
            days = {k: _day(baris.get(k)) for k in ("mulai", "selesai")}
            if jabatan is None:
                continue
            found = self._find(baris, terms[jabatan.pk, days["mulai"]])
            if found is not None:
                self._fill(baris, found, jabatan, days)
        self._check_clashes()

    def _jabatan(self, baris: Baris) -> Jabatan | None:
        text = baris.get("jabatan")
        if not text:
            self.rencana.note_missing(
                baris, "jabatan", "Jabatan belum diisi. Tulis nama atau kode barisnya."
            )
            return None
        try:
            return self.positions.one(text, "Jabatan").obj
        except TidakPasti as doubt:
            self.rencana.note(baris, "jabatan", str(doubt))
            return None

    def _find(self, baris: Baris, there: Sequence[Pejabat]) -> Pejabat | None:
        """Return the term a row speaks of, a new one where Pokin has none; None where the row is wrong."""
        if baris.id is not None:
            found = self.known.get(baris.id)
            if found is None:
                self.rencana.note(baris, "id", GONE)
        else:
            nip, nama = baris.get("nip"), words(baris.get("nama"))
            found = next(
                (p for p in there if (p.nip == nip if nip and p.nip else words(p.nama) == nama)),
                None,
            ) or Pejabat(status=Pejabat.Status.DEFINITIF)
        if found is not None and id(found) in self.rows:
            first = self.rows[id(found)].nomor
            self.rencana.note(
                baris, "nama", f"Pejabat ini sudah ditulis di baris {first}. Hapus salah satunya."
            )
            return None
        return found

    def _fill(
        self,
        baris: Baris,
        pejabat: Pejabat,
        jabatan: Jabatan,
        days: dict[str, datetime.date | None],
    ) -> None:
        self.rows[id(pejabat)] = baris
        is_new = pejabat.pk is None
        values: dict[str, Any] = {
            k: baris.get(k)
            for k in FIELDS
            if k in baris.isi
            and (baris.get(k) or (baris.id is not None and k in {"nip", "pangkat"}))
        }
        for kolom, day in days.items():
            if day is not None or (
                kolom == "selesai" and baris.id is not None and kolom in baris.isi
            ):
                values[kolom] = day
        if is_new and (missing := [k for k in NEEDED if not values.get(k)]):
            for kolom in missing:
                self.rencana.note_missing(baris, kolom, NEEDED[kolom])
            return
        old = {k: getattr(pejabat, k) for k, v in values.items() if getattr(pejabat, k) != v}
        for kolom in old:
            setattr(pejabat, kolom, values[kolom])
        if is_new or pejabat.jabatan_id != jabatan.pk:
            if not is_new:
                old["jabatan"] = pejabat.jabatan
            pejabat.jabatan = jabatan
        self._clean(baris, pejabat)
        self._tell(baris, pejabat, old, is_new=is_new)

    def _clean(self, baris: Baris, pejabat: Pejabat) -> None:
        try:
            pejabat.clean_fields(exclude=["jabatan"])
            check_years(pejabat)
        except ValidationError as error:
            for field, sentences in error.message_dict.items():
                for sentence in sentences:
                    self.rencana.note(baris, field, sentence)
        if pejabat.selesai and pejabat.selesai < pejabat.mulai:
            self.rencana.note(baris, "selesai", "Tanggal sampai tidak boleh sebelum TMT.")

    def _tell(self, baris: Baris, pejabat: Pejabat, old: dict[str, Any], *, is_new: bool) -> None:
        if is_new:
            place = f"{pejabat.jabatan.nama}, TMT {format_date(pejabat.mulai)}"
            self.rencana.add(baris, pejabat.nama, place)
            self.rencana.pejabat_baru.append(pejabat)
        else:
            cells = [
                (k, _show(k, before), _show(k, getattr(pejabat, k))) for k, before in old.items()
            ]
            self.rencana.change(baris, pejabat.nama, cells)
            if not old:
                return
            self.rencana.pejabat_ubah.append(pejabat)
        self.touched.append(pejabat)

    def _check_clashes(self) -> None:
        """Compare what the file touches with everything else of the position and of the person, once each pair."""
        of_position: dict[int, list[Pejabat]] = defaultdict(list)
        of_person: dict[str, list[Pejabat]] = defaultdict(list)
        touched = {id(row) for row in self.touched}
        rest = [row for row in self.known.values() if id(row) not in touched]
        for pejabat in [*rest, *self.touched]:
            groups = [of_position[pejabat.jabatan_id]]
            if pejabat.nip:
                groups.append(of_person[pejabat.nip])
            if id(pejabat) in touched:
                self._check_one(pejabat, groups)
            for group in groups:
                group.append(pejabat)

    def _check_one(self, pejabat: Pejabat, groups: Sequence[list[Pejabat]]) -> None:
        baris = self.rows[id(pejabat)]
        if max(len(group) for group in groups) > MOST_TERMS:
            self.rencana.note(
                baris,
                "jabatan",
                f"Lebih dari {MOST_TERMS} masa jabatan untuk satu jabatan atau satu NIP. Periksa lembarnya.",
            )
            return
        for group in groups:
            if found := clash(pejabat, group):
                kolom, sentence = found
                self.rencana.note(baris, kolom, f"{pejabat.jabatan.nama}: {sentence}")
                return


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _show(kolom: str, value: Any) -> str:
    if kolom == "status":
        return str(Pejabat.Status(value).label)
    if isinstance(value, datetime.date):
        return format_date(value)
    return str(value or "")
