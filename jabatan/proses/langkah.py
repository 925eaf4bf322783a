"""The steps of a kegiatan's SOP: what "1 proposal" and "8 jam" mean, and how much time each person spends.

From the steps follows who does what with which target, and that becomes the result of each member of staff
(Kementerian PANRB, Cascading Kinerja: metode cascading kinerja). Knows no database but the rows it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from jabatan.models import Jabatan, LangkahProses
from jabatan.tanda import mark
from lib.teks import format_number, parse_number
from perencanaan.models import Komponen

K = Komponen.Jenis
W = LangkahProses.SatuanWaktu
BERPROSES = frozenset({K.KEGIATAN, K.SUBKEGIATAN, K.SASARAN_KEGIATAN, K.KRO, K.RO})
MOST = 200  # steps of one kegiatan
MENIT_PER_JAM = 60
JAM_PER_HARI = Decimal("7.5")  # Perpres 21/2023: 37.5 hours in five days
JAM_KERJA = "Satu hari kerja dihitung 7,5 jam (Perpres 21/2023: 37 jam 30 menit untuk lima hari)."
UNITS: dict[str, tuple[str, int]] = {
    "menit": (W.MENIT, 1),
    "mnt": (W.MENIT, 1),
    "jam": (W.JAM, 1),
    "hari": (W.HARI, 1),
    "hr": (W.HARI, 1),
    "hari kerja": (W.HARI, 1),
    "minggu": (W.HARI, 5),
    "pekan": (W.HARI, 5),
}
IN_WORDS = re.compile(r"\(\s*[a-z ]+\s*\)", re.IGNORECASE)  # 1 (satu) proposal
JUMLAH = re.compile(r"(\d[\d.,]*)\s*(\D.*)?", re.DOTALL)
WAKTU = re.compile(r"(\d[\d.,]*)\s*([a-z]+(?: kerja)?)[\s,]*(?:dan )?", re.IGNORECASE)
JUMLAH_SALAH = "Tulis jumlah dengan satuannya, misalnya 1 proposal."
WAKTU_SALAH = "Tulis waktu dengan satuannya, misalnya 30 menit, 8 jam, atau 2 hari."

Jumlah = tuple[Decimal | None, str]


def read_jumlah(text: str) -> Jumlah:
    """Read "1 proposal" as number and unit; nothing is (None, ""). Raises ValidationError with a sentence."""
    bare = " ".join(IN_WORDS.sub(" ", text).split())
    if not bare:
        return None, ""
    found = JUMLAH.fullmatch(bare)
    if found is None or not (found[2] or "").strip():
        raise ValidationError(JUMLAH_SALAH)
    satuan = found[2].strip()
    if len(satuan) > 60:
        raise ValidationError("Satuan paling panjang 60 huruf.")
    return _number(found[1], JUMLAH_SALAH, digits=12), satuan


def read_waktu(text: str) -> Jumlah:
    """Read "8 jam" or "1 jam 30 menit" as number and unit (SatuanWaktu); raises ValidationError with a sentence."""
    bare = " ".join(IN_WORDS.sub(" ", text).casefold().split())
    if not bare:
        return None, ""
    parts = list(WAKTU.finditer(bare))
    if "".join(part[0] for part in parts) != bare or any(part[2] not in UNITS for part in parts):
        raise ValidationError(WAKTU_SALAH)
    values = [(_number(part[1], WAKTU_SALAH, digits=8), *UNITS[part[2]]) for part in parts]
    if len(values) == 1:
        number, satuan, times = values[0]
        return number * times, satuan
    minutes = sum(
        (in_minutes(number * times, satuan) for number, satuan, times in values), Decimal(0)
    )
    return _rounded(minutes), W.MENIT


def _number(text: str, sentence: str, *, digits: int) -> Decimal:
    try:
        number = parse_number(text.rstrip(".,"))
    except (ValueError, ArithmeticError) as error:
        raise ValidationError(sentence) from error
    if number >= 10**digits:
        raise ValidationError("Angka terlalu besar.")
    return _rounded(number)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"))


def write(number: Decimal | None, satuan: str) -> str:
    """Write a number with its unit; nothing where there is none."""
    return "" if number is None else f"{format_number(number)} {satuan}".strip()


def in_minutes(waktu: Decimal, satuan: str) -> Decimal:
    """Return a time in minutes of work."""
    if satuan == W.MENIT:
        return waktu
    return waktu * MENIT_PER_JAM * (JAM_PER_HARI if satuan == W.HARI else 1)


def write_minutes(menit: Decimal) -> str:
    """Write minutes as hours and minutes."""
    jam, rest = divmod(menit, MENIT_PER_JAM)
    parts = [f"{format_number(jam)} jam"] * bool(jam) + [f"{format_number(rest)} menit"] * bool(
        rest
    )
    return " ".join(parts) or "0 menit"


@dataclass(frozen=True)
class WaktuOrang:
    """How many steps a position does and how long they take together; `tanpa_waktu` of them say no time."""

    jabatan: int | None
    nama: str
    langkah: int
    menit: Decimal
    tanpa_waktu: int

    @property
    def waktu(self) -> str:
        """The time in words."""
        return write_minutes(self.menit)


def per_person(daftar: Iterable[LangkahProses]) -> list[WaktuOrang]:
    """Return the sums of time per position in the order of their first step; each row comes with its `jabatan`."""
    groups: dict[int | None, list[LangkahProses]] = {}
    for row in daftar:
        groups.setdefault(row.jabatan_id, []).append(row)
    return [
        WaktuOrang(
            jabatan,
            rows[0].jabatan.nama if rows[0].jabatan else "(belum ditentukan)",
            len(rows),
            sum(
                (in_minutes(r.waktu, r.satuan_waktu) for r in rows if r.waktu is not None),
                Decimal(0),
            ),
            sum(row.waktu is None for row in rows),
        )
        for jabatan, rows in groups.items()
    ]


def tanda_of(daftar: Sequence[LangkahProses]) -> str:
    """Return the mark of steps as they are stored, for whoever saves them."""
    return mark(
        *(
            (
                r.pk,
                r.urutan,
                r.nama,
                r.jabatan_id,
                r.output,
                r.jumlah,
                r.satuan,
                r.waktu,
                r.satuan_waktu,
            )
            for r in daftar
        )
    )


def steps_of(komponen: Komponen) -> list[LangkahProses]:
    """Return the steps of a kegiatan with their positions, in order; one query."""
    return list(LangkahProses.objects.filter(komponen=komponen).select_related("jabatan"))


def steps_by(jabatan: Jabatan) -> list[LangkahProses]:
    """Return the steps a position does in documents no later one has replaced, with their kegiatan; one query."""
    rows = LangkahProses.objects.filter(jabatan=jabatan, komponen__dokumen__perubahan=None)
    order = ("komponen__tree_id", "komponen__lft", "urutan")
    return list(rows.select_related("komponen").order_by(*order))
