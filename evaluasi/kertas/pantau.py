"""The follow-up of findings: who has to act, how far it is, and what is overdue."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from evaluasi.kertas.bingkai import sum_row
from evaluasi.models import TemuanEvaluasi
from lib.tabel import Baris, Format, Kolom, Nilai, Rata, Sel, Tabel
from lib.teks import format_date

Status = TemuanEvaluasi.Status
TERLAMBAT = "terlambat"
LONGEST = 600  # letters of a text in a narrow column of Excel
PARTS = (
    ("Kondisi", "kondisi"),
    ("Kriteria", "kriteria"),
    ("Sebab", "sebab"),
    ("Akibat", "akibat"),
    ("Rekomendasi", "rekomendasi"),
)
ONE = Decimal("0.1")


def overdue_q(today: datetime.date) -> Q:
    """Return the condition "not settled though its day has passed"."""
    return Q(batas__lt=today) & ~Q(status=Status.SELESAI)


def is_overdue(row: TemuanEvaluasi, today: datetime.date | None = None) -> bool:
    """Whether a finding is not settled though its day has passed."""
    day = today or timezone.localdate()
    return row.batas is not None and row.batas < day and row.status != Status.SELESAI


@dataclass(frozen=True)
class Hitungan:
    """How far the follow-up of a unit (or of all) is."""

    unit: int | None
    nama: str
    semua: int
    terbuka: int
    dijawab: int
    selesai: int
    terlambat: int

    @property
    def persen(self) -> Decimal:
        """The share that is settled."""
        return _percent(self.selesai, self.semua)

    @property
    def persen_ditindaklanjuti(self) -> Decimal:
        """The share that was answered, settled or not."""
        return _percent(self.selesai + self.dijawab, self.semua)


def _percent(part: int, whole: int) -> Decimal:
    share = Decimal(100 * part) / whole if whole else Decimal(0)
    return share.quantize(ONE, rounding=ROUND_HALF_UP)


def per_unit(rows: Any, instansi: str) -> list[Hitungan]:
    """Return how far each unit is, in the order of the units; one query. `rows` is a queryset of findings."""
    today = timezone.localdate()
    counted = (
        rows.order_by()
        .values("pohon__unit", "pohon__unit__nama", "pohon__unit__lft")
        .annotate(
            semua=Count("pk"),
            terbuka=Count("pk", filter=Q(status=Status.TERBUKA)),
            dijawab=Count("pk", filter=Q(status=Status.DIJAWAB)),
            selesai=Count("pk", filter=Q(status=Status.SELESAI)),
            terlambat=Count("pk", filter=overdue_q(today)),
        )
    )
    found = sorted(counted, key=lambda row: row["pohon__unit__lft"] or 0)
    return [
        Hitungan(
            row["pohon__unit"],
            row["pohon__unit__nama"] or instansi,
            *(row[name] for name in ("semua", "terbuka", "dijawab", "selesai", "terlambat")),
        )
        for row in found
    ]


def total(daftar: Iterable[Hitungan], nama: str) -> Hitungan:
    """Return the sum of several units."""
    rows = list(daftar)
    names = ("semua", "terbuka", "dijawab", "selesai", "terlambat")
    return Hitungan(None, nama, *(sum(getattr(row, name) for row in rows) for name in names))


def status_of(row: TemuanEvaluasi) -> str:
    """Return the state of a finding in words, and that it is overdue."""
    late = " (terlambat)" if is_overdue(row) else ""
    return f"{row.get_status_display()}{late}"


def tabel(
    rows: Sequence[TemuanEvaluasi],
    *,
    judul: str,
    subjudul: Sequence[str] = (),
    kaki: Sequence[str] = (),
    longest: int = 0,
) -> Tabel:
    """Return findings of several units with their follow-up.

    Texts of more than `longest` letters (0: none) are shortened, saying that the sheet Temuan has all of it: a row of
    Excel has a height it cannot exceed.
    """
    return Tabel(
        judul,
        [
            Kolom("No", 6, rata=Rata.TENGAH),
            Kolom("Perangkat Daerah/Unit", 22),
            Kolom("Temuan ke-", 12, rata=Rata.TENGAH),
            Kolom("Kondisi", 36),
            Kolom("Rekomendasi", 36),
            Kolom("Batas Waktu", 15),
            Kolom("Tindak Lanjut", 36),
            Kolom("Status", 19),
            Kolom("Catatan Verifikasi", 26),
        ],
        [
            Baris((number, _owner(row), row.nomor, *(_shorten(t, longest) for t in _texts(row))))
            for number, row in enumerate(rows, start=1)
        ],
        nama="Tindak lanjut",
        subjudul=subjudul,
        kaki=kaki,
        huruf=8.0,
        kosong="Belum ada temuan.",
    )


def tabel_laporan(rows: Sequence[TemuanEvaluasi]) -> Tabel:
    """Return the follow-up as the last part of a report, which has said the conditions before."""
    return Tabel(
        "",
        [
            Kolom("No", 8, rata=Rata.TENGAH),
            Kolom("Rekomendasi", 34),
            Kolom("Batas Waktu", 19),
            Kolom("Tindak Lanjut", 38),
            Kolom("Status", 21),
            Kolom("Catatan Verifikasi", 26),
        ],
        [Baris((row.nomor, *_texts(row)[1:])) for row in rows],
        nama="Tindak lanjut",
        lanskap=False,
        huruf=8.5,
        kosong="Belum ada temuan.",
    )


def tabel_lengkap(
    rows: Sequence[TemuanEvaluasi], *, judul: str, subjudul: Sequence[str], kaki: Sequence[str]
) -> Tabel:
    """Return every part of every finding on a row of its own, wide enough that the longest text is seen whole."""
    lines = []
    for row in rows:
        answer = _texts(row)[3]
        parts = [
            *((label, getattr(row, name)) for label, name in PARTS),
            ("Batas waktu", format_date(row.batas)),
            ("Tindak lanjut", answer if row.tindak_lanjut else ""),
            ("Status", status_of(row)),
            ("Catatan verifikasi", row.verifikasi),
        ]
        for label, text in parts:
            cells = (_owner(row), row.nomor, row.aturan or "–", label, text or "–")
            lines.append(Baris(cells, kunci=(row.pk,)))
    return Tabel(
        judul,
        [
            Kolom("Perangkat Daerah/Unit", 26, gabung=1),
            Kolom("Temuan ke-", 9, rata=Rata.TENGAH, gabung=1),
            Kolom("Aturan", 9, rata=Rata.TENGAH, gabung=1),
            Kolom("Bagian", 20),
            Kolom("Uraian", 125),
        ],
        lines,
        nama="Temuan",
        subjudul=subjudul,
        kaki=kaki,
        kosong="Belum ada temuan.",
    )


def _owner(row: TemuanEvaluasi) -> str:
    return (row.pohon.unit or row.pohon.instansi).nama


def _texts(row: TemuanEvaluasi) -> list[str]:
    """Return condition, recommendation, due day, answer with who and when, state, and note of the verification."""
    answer = row.tindak_lanjut or "–"
    if row.tautan:
        answer += f"\nBukti: {row.tautan}"
    if row.waktu_tindak_lanjut:
        day = timezone.localtime(row.waktu_tindak_lanjut).date()
        answer += f"\n({row.ditindaklanjuti_oleh}, {format_date(day)})"
    due = format_date(row.batas) or "–"
    return [
        row.kondisi,
        row.rekomendasi or "–",
        due,
        answer,
        status_of(row),
        row.verifikasi or "–",
    ]


def _shorten(text: str, longest: int) -> str:
    if not longest or len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(' ', 1)[0]} … (lengkap di lembar Temuan)"


def tabel_unit(daftar: Sequence[Hitungan], jumlah: Hitungan, kaki: Sequence[str]) -> Tabel:
    """Return the percentages per unit with their sum."""

    def cells(row: Hitungan) -> list[Nilai | Sel]:
        return [
            row.semua,
            row.terbuka,
            row.dijawab,
            row.selesai,
            row.terlambat,
            row.persen_ditindaklanjuti,
            row.persen,
        ]

    heads = ("Temuan", "Belum Ditindaklanjuti", "Menunggu Verifikasi", "Selesai", "Terlambat")
    return Tabel(
        "Rekapitulasi Tindak Lanjut Temuan Evaluasi",
        [
            Kolom("No", 5, rata=Rata.TENGAH),
            Kolom("Perangkat Daerah/Unit", 44),
            *(Kolom(head, 16, Format.ANGKA) for head in heads),
            Kolom("Ditindaklanjuti (%)", 18, Format.ANGKA),
            Kolom("Selesai (%)", 12, Format.ANGKA),
        ],
        [
            *(Baris([n, row.nama, *cells(row)]) for n, row in enumerate(daftar, start=1)),
            *([sum_row("Jumlah", 2, cells(jumlah), key="unit")] if daftar else []),
        ],
        nama="Per unit",
        subjudul=[jumlah.nama],
        kaki=kaki,
        kosong="Belum ada temuan.",
    )
