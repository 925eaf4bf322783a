"""An action plan as it is read: what the position carries with its quarters, its aksi, and their budget."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from jabatan.models import Aksi, Jabatan, KinerjaJabatan, RencanaAksi, TargetTriwulan
from jabatan.pk import anggaran
from jabatan.pk.isi import Ukuran
from jabatan.pk.susun import carried_by
from jabatan.pk.target import targets
from jabatan.renaksi.triwulan import DIFFERS, Nilai, agrees, explain
from perencanaan.models import Komponen, Pagu
from perencanaan.pagu import sum_up

Key = tuple[int, int]  # kinerja, indikator


@dataclass(frozen=True)
class BarisUkuran:
    """An indicator with the target of the year and of the quarters."""

    kinerja: int
    ukuran: Ukuran
    konsolidasi: str
    nilai: tuple[Nilai, ...]

    @property
    def peringatan(self) -> str:
        """What is wrong with the quarters (rule H-14); empty when nothing is."""
        return "" if agrees(self.nilai, self.konsolidasi, self.ukuran.target) else DIFFERS

    @property
    def penjelasan(self) -> str:
        """How the quarters relate to the year."""
        return explain(self.konsolidasi)


@dataclass(frozen=True)
class Kelompok:
    """One kinerja of the position with its indicators and aksi."""

    kinerja: KinerjaJabatan
    ukuran: tuple[BarisUkuran, ...]
    aksi: tuple[Aksi, ...] = ()


@dataclass
class Renaksi:
    """A whole action plan. `komponen` are those an aksi may name, `pagu` their amounts of the year."""

    rencana: RencanaAksi
    kelompok: list[Kelompok]
    komponen: dict[int, Komponen] = field(default_factory=dict)
    pagu: dict[int, Decimal] = field(default_factory=dict)

    @property
    def jumlah(self) -> Decimal:
        """The budget of all aksi, each komponen once, also where it stands within another one that is named."""
        named = {row.komponen_id for group in self.kelompok for row in group.aksi}
        rows = [row for pk, row in self.komponen.items() if pk in named]
        tops = [row for row in rows if not any(_inside(row, other) for other in rows)]
        return sum((self.pagu.get(row.pk, Decimal(0)) for row in tops), Decimal(0))

    @property
    def peringatan(self) -> list[str]:
        """What should be mended (rule H-14)."""
        found = [
            f"{row.ukuran.indikator}: {row.peringatan}"
            for group in self.kelompok
            for row in group.ukuran
            if row.peringatan
        ]
        without = sum(
            row.penanggung_jawab_id is None for group in self.kelompok for row in group.aksi
        )
        if without:
            found.append(f"{without} aksi belum memiliki penanggung jawab.")
        return found


def _inside(row: Komponen, other: Komponen) -> bool:
    return row.pk != other.pk and row.is_within(other)


def year_targets(jabatan: Jabatan, tahun: int) -> tuple[list[KinerjaJabatan], list[BarisUkuran]]:
    """Return what a position carries in a year, and its indicators without quarters."""
    carried = carried_by(jabatan, tahun)
    found, _ = _measured(carried, tahun, {})
    return carried, [row for rows in found.values() for row in rows]


def _measured(
    carried: list[KinerjaJabatan], tahun: int, quarters: dict[Key, dict[int, Decimal]]
) -> tuple[dict[int, list[BarisUkuran]], list[Komponen]]:
    komponen = anggaran.mapped([row.simpul_id for row in carried], tahun)
    tahunan = targets(carried, komponen, tahun)
    found: dict[int, list[BarisUkuran]] = {}
    for kinerja in carried:
        kinds = {row.pk: row.konsolidasi_periode for row in kinerja.simpul.daftar_indikator.all()}
        found[kinerja.pk] = [
            BarisUkuran(
                kinerja.pk,
                ukuran,
                kinds[ukuran.kunci],
                tuple(quarters.get((kinerja.pk, ukuran.kunci), {}).get(tw) for tw in (1, 2, 3, 4)),
            )
            for ukuran in tahunan.ukuran_of(kinerja)
        ]
    return found, komponen


def read_renaksi(rencana: RencanaAksi) -> Renaksi:
    """Return an action plan with everything its page and print show; the number of queries is fixed."""
    carried = carried_by(rencana.jabatan, rencana.tahun)
    quarters: dict[Key, dict[int, Decimal]] = defaultdict(dict)
    for row in TargetTriwulan.objects.filter(rencana=rencana):
        quarters[row.kinerja_id, row.indikator_id][row.triwulan] = row.nilai
    by_kinerja: dict[int, list[Aksi]] = defaultdict(list)
    rows = Aksi.objects.filter(rencana=rencana).select_related("penanggung_jawab", "komponen")
    for aksi in rows.order_by("urutan", "pk"):
        by_kinerja[aksi.kinerja_id].append(aksi)
    measured, mapped = _measured(carried, rencana.tahun, quarters)
    groups = [Kelompok(row, tuple(measured[row.pk]), tuple(by_kinerja[row.pk])) for row in carried]
    known = [row.komponen for some in by_kinerja.values() for row in some if row.komponen]
    komponen, pagu = _budget([*mapped, *known], rencana.tahun)
    return Renaksi(rencana, groups, komponen, pagu)


def _budget(tops: list[Komponen], tahun: int) -> tuple[dict[int, Komponen], dict[int, Decimal]]:
    """Return these komponen and those below them with their amounts of the year; two queries."""
    condition = Q(pk__in=[])
    for top in tops:
        condition |= Q(tree_id=top.tree_id, lft__gte=top.lft, rght__lte=top.rght)
    if not tops:
        return {}, {}
    rows = list(Komponen.objects.filter(condition).order_by("tree_id", "lft"))
    money = Pagu.objects.filter(komponen__in=[row.pk for row in rows], tahun=tahun)
    sums = sum_up(rows, money)
    found = {row.pk: sums[row.pk].get(tahun, Decimal(0)) for row in rows}
    return {row.pk: row for row in rows}, found
