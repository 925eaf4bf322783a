"""Steps pasted from Excel or Word: which cell is what, who is meant, and a sentence for each cell not understood.

With a row of heads the columns are told by it. Without one each row is read by what stands in its cells: the first text
is the step, "1 proposal" the quantity, "8 jam" the time, the name of a position or its holder the person.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError

from jabatan.models import Jabatan
from jabatan.proses.langkah import MOST, read_jumlah, read_waktu
from jabatan.teknik.deteksi import normal

HEADS: dict[str, str] = {
    "no": "nomor",
    "nomor": "nomor",
    "langkah": "nama",
    "kegiatan": "nama",
    "uraian": "nama",
    "uraian kegiatan": "nama",
    "aktivitas": "nama",
    "tahapan": "nama",
    "pelaksana": "pelaksana",
    "jabatan": "pelaksana",
    "output": "output",
    "keluaran": "output",
    "hasil": "output",
    "jumlah": "jumlah",
    "kuantitas": "jumlah",
    "volume": "jumlah",
    "waktu": "waktu",
    "durasi": "waktu",
}
NUMBERING = re.compile(r"\(?\d{1,3}[.)]?|[a-z][.)]", re.IGNORECASE)
LONGEST = {"nama": 500, "output": 300}
LABEL = {"nama": "langkah", "output": "output"}


@dataclass
class BarisTempel:
    """A pasted row as it was understood; `galat` are sentences about its cells."""

    nomor: int
    nama: str = ""
    jabatan: int | None = None
    pelaksana: str = ""
    output: str = ""
    jumlah: Decimal | None = None
    satuan: str = ""
    waktu: Decimal | None = None
    satuan_waktu: str = ""
    galat: list[str] = field(default_factory=list)

    @property
    def data(self) -> dict[str, object]:
        """The fields as the action takes them."""
        names = ("nama", "jabatan", "output", "jumlah", "satuan", "waktu", "satuan_waktu")
        return {name: getattr(self, name) for name in names}


Kenal = Mapping[str, set[int]]


def known_names(daftar: Iterable[Jabatan], pejabat: Iterable[tuple[int, str]] = ()) -> Kenal:
    """Return which positions a name may mean: its own, or that of its holder (pairs of position and name)."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in daftar:
        found[normal(row.nama)].add(row.pk)
    for jabatan, nama in pejabat:
        found[normal(nama)].add(jabatan)
    return found


def read_pasted(text: str, kenal: Kenal) -> list[BarisTempel]:
    """Return the rows of a pasted text; raises ValidationError when there is none, or too many."""
    try:
        rows = [
            [" ".join(cell.split()) for cell in row]
            for row in csv.reader(io.StringIO(text), "excel-tab")
        ]
    except csv.Error as error:
        raise ValidationError(
            "Tempelan tidak dapat dibaca; salin lagi dari Excel atau Word."
        ) from error
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    heads = _heads(numbered[0][1]) if numbered else None
    if heads:
        numbered = numbered[1:]
    if not numbered:
        raise ValidationError("Tempel paling sedikit satu baris langkah.")
    if len(numbered) > MOST:
        raise ValidationError(f"Ada {len(numbered)} baris; paling banyak {MOST} sekali tempel.")
    return [_row(number, cells, heads, kenal) for number, cells in numbered]


def _heads(cells: Sequence[str]) -> list[str] | None:
    """Return what each column holds when the row is one of heads (it names the step and something else)."""
    names = [HEADS.get(normal(cell), "") for cell in cells]
    return names if "nama" in names and len([n for n in names if n]) > 1 else None


def _row(number: int, cells: list[str], heads: list[str] | None, kenal: Kenal) -> BarisTempel:
    row = BarisTempel(number)
    named = _by_head(cells, heads) if heads else _by_content(cells, kenal)
    row.nama, row.output = named.get("nama", ""), named.get("output", "")
    if not row.nama:
        row.galat.append("Langkah belum diisi.")
    for name, most in LONGEST.items():
        if len(named.get(name, "")) > most:
            row.galat.append(f"Isi {LABEL[name]} paling panjang {most} huruf.")
    _person(row, named.get("pelaksana", ""), kenal)
    _amounts(row, named)
    if rest := named.get("lain"):
        row.galat.append(
            f"“{rest}” tidak dikenal; tambahkan baris kepala kolom, atau hapus sel itu."
        )
    return row


def _amounts(row: BarisTempel, named: Mapping[str, str]) -> None:
    try:
        row.jumlah, row.satuan = read_jumlah(named.get("jumlah", ""))
    except ValidationError as error:
        row.galat.append(f"Jumlah “{named['jumlah']}”: {error.message}")
    try:
        row.waktu, row.satuan_waktu = read_waktu(named.get("waktu", ""))
    except ValidationError as error:
        row.galat.append(f"Waktu “{named['waktu']}”: {error.message}")


def _by_head(cells: Sequence[str], heads: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, cell in enumerate(cells):
        name = heads[place] if place < len(heads) else ""
        if cell and name != "nomor":
            found.setdefault(name or "lain", cell)
    return found


def _by_content(cells: Sequence[str], kenal: Kenal) -> dict[str, str]:
    rest = [cell for cell in cells if cell]
    if len(rest) > 1 and NUMBERING.fullmatch(rest[0]):
        rest = rest[1:]
    found = {"nama": rest[0]}
    texts = []
    for cell in rest[1:]:
        kind = _kind(cell)
        if kind and kind not in found:
            found[kind] = cell
        else:
            texts.append(cell)
    person = next((cell for cell in texts if normal(cell) in kenal), texts[0] if texts else "")
    if person:
        found["pelaksana"] = person
        texts.remove(person)
    if texts:
        found["output"] = texts.pop(0)
    if texts:
        found["lain"] = texts[0]
    return found


def _kind(cell: str) -> str:
    """Return whether a cell is a time or a quantity; empty for a text."""
    if not cell.lstrip("-−–")[:1].isdigit():
        return ""
    try:
        read_waktu(cell)
    except ValidationError:
        return "jumlah"
    return "waktu"


def _person(row: BarisTempel, nama: str, kenal: Kenal) -> None:
    row.pelaksana = nama
    if not nama:
        return
    found = kenal.get(normal(nama), set())
    if len(found) == 1:
        (row.jabatan,) = found
    elif found:
        row.galat.append(f"Ada {len(found)} jabatan bernama “{nama}”; pilih pelaksananya di tabel.")
    else:
        row.galat.append(
            f"Jabatan “{nama}” tidak ditemukan; tulis namanya seperti di halaman Jabatan."
        )
