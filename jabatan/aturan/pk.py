"""Rules H-11, H-12 and H-14: late PK, PK with other targets than the plan, quarters that make another year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from jabatan.aturan.dasar import Temuan, name_some
from jabatan.aturan.surat import content, letters
from jabatan.models import PerjanjianKinerja, TargetJabatan, TargetTriwulan
from jabatan.pk.isi import IsiPk, Ukuran
from jabatan.pk.tenggat import due_dates
from jabatan.renaksi.triwulan import DIFFERS, Nilai, agrees
from lib.aturan import Severity, rule
from lib.teks import format_number
from pohon.aturan import KonteksPohon, quote
from pohon.models import Target

PK_SOURCE = "PermenPANRB 53/2014"
Quarters = dict[tuple[int, int, int], list[Nilai]]  # kinerja, indikator, year


@rule(
    "H-11",
    severity=Severity.INFO,
    tahap=5,
    source=PK_SOURCE,
    judul="PK ditetapkan tepat waktu",
    isi=(),
)
def pk_is_signed_in_time(k: KonteksPohon) -> Temuan:
    """A PK is dated at most one month after the budget document of its year."""
    rows = letters(k)
    if not rows:
        return
    due = due_dates(k.head["instansi"]["id"])
    late = [(row, day) for row in rows if (day := due.of(row)) and day.is_terlambat]
    if late:
        names = [f"{row.jabatan.nama} {row.tahun}" for row, _ in late]
        yield (
            None,
            f"PK terlambat ditetapkan: {name_some(names)}.",
            "Tetapkan paling lambat satu bulan sesudah DPA/DIPA disahkan.",
        )


@rule(
    "H-12",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{PK_SOURCE}; KKE",
    judul="Target PK sama dengan rencana",
)
def pk_promises_the_target_of_the_plan(k: KonteksPohon) -> Temuan:
    """The target of a signed PK is that of the Renja or Renstra of its year; the reason is shown."""
    of_node = {one["id"]: node for node in k.simpul for one in node.get("indikator", [])}
    for row in letters(k):
        if not (row.is_frozen and row.isi):
            continue
        isi = content(row)
        for ukuran in isi.selisih:
            if ukuran.kunci in of_node:
                yield of_node[ukuran.kunci]["id"], _differs(row, ukuran), _reason(isi)


def _differs(row: PerjanjianKinerja, ukuran: Ukuran) -> str:
    return (
        f"Target PK {row.jabatan.nama} {row.tahun} berbeda dari {ukuran.asal_rencana}: "
        f"{quote({'pernyataan': ukuran.indikator})} {format_number(ukuran.target)}, "
        f"rencana {format_number(ukuran.target_rencana)}."
    )


def _reason(isi: IsiPk) -> str:
    return f"Alasan yang ditulis: {isi.alasan_target}" if isi.alasan_target else "Tulis alasannya."


@rule(
    "H-14",
    severity=Severity.PERINGATAN,
    tahap=5,
    source="praktik rencana aksi",
    judul="Target triwulan sama dengan target tahunan",
)
def quarters_make_the_year(k: KonteksPohon) -> Temuan:
    """The quarters of an action plan make the target of the year by the indicator's consolidation."""
    quarters = _quarters(k)
    if not quarters:
        return
    year = _years(k, quarters)
    of_node = {one["id"]: (node, one) for node in k.simpul for one in node.get("indikator", [])}
    for (kinerja, indikator, tahun), nilai in quarters.items():
        node, one = of_node.get(indikator, (None, None))
        if node is None or one is None:
            continue
        target = year.get((kinerja, indikator, tahun), year.get((0, indikator, tahun)))
        if not agrees(nilai, one.get("konsolidasi_periode", ""), target):
            yield (
                node["id"],
                f"Rencana aksi {tahun}, {quote({'pernyataan': one['nama']})}: {DIFFERS}",
                "Sesuaikan target triwulan pada rencana aksi, atau target tahunannya.",
            )


def _quarters(k: KonteksPohon) -> Quarters:
    found: Quarters = defaultdict(lambda: [None] * 4)
    rows = TargetTriwulan.objects.filter(kinerja__simpul__pohon=k.head["id"])
    names = ("kinerja_id", "indikator_id", "rencana__tahun", "triwulan", "nilai")
    for kinerja, indikator, tahun, triwulan, nilai in rows.order_by("pk").values_list(*names):
        found[kinerja, indikator, tahun][triwulan - 1] = nilai
    return found


def _years(k: KonteksPohon, quarters: Quarters) -> dict[tuple[int, int, int], Decimal]:
    """Return the targets of the year: the shares of positions, and (under kinerja 0) those of the tree."""
    return dict(_read_years(k, {indikator for _, indikator, _ in quarters}))


def _read_years(
    k: KonteksPohon, indikator: set[int]
) -> Iterator[tuple[tuple[int, int, int], Decimal]]:
    shares = TargetJabatan.objects.filter(kinerja__simpul__pohon=k.head["id"])
    for row in shares.values_list("kinerja_id", "indikator_id", "tahun", "nilai"):
        yield row[:3], row[3]
    for pk, tahun, nilai in Target.objects.filter(indikator__in=indikator).values_list(
        "indikator_id", "tahun", "nilai"
    ):
        yield (0, pk, tahun), nilai
