"""Workload at a glance: what each position carries in a period, which carries nothing, and which node nobody carries.

Two measures stand side by side, each with its limit in sight: how many kinerja a position carries, and the hours of
the steps of SOP it is named in, reckoned as on the page of the steps (`jabatan.proses.langkah`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from jabatan.actions.kinerja import OPENS_AT
from jabatan.models import Jabatan, KinerjaJabatan, LangkahProses
from jabatan.proses.langkah import MENIT_PER_JAM, in_minutes
from organisasi.models import Instansi, Periode, Unit
from pohon.milik import carried_elsewhere
from pohon.models import Crosscutting, Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser

MOST_KINERJA = 10  # of one position; the page shows it and takes another
MOST_HOURS = 1250  # effective hours of a year (PermenPANRB 1/2020)


@dataclass
class BarisBeban:
    """A position with what it carries; `paling` are the largest values of all, for the bars."""

    jabatan: Jabatan
    kinerja: int
    jam: Decimal
    batas: int
    paling: tuple[int, Decimal] = (1, Decimal(1))

    @property
    def is_empty(self) -> bool:
        """Whether it carries no kinerja (H-05)."""
        return self.kinerja == 0

    @property
    def is_heavy(self) -> bool:
        """Whether it carries more than one of the limits."""
        return self.kinerja > self.batas or self.jam > MOST_HOURS

    @property
    def persen_kinerja(self) -> int:
        """The length of the bar of kinerja, 0 to 100."""
        return round(100 * self.kinerja / max(self.paling[0], self.batas))

    @property
    def persen_jam(self) -> int:
        """The length of the bar of hours, 0 to 100."""
        return round(100 * self.jam / max(self.paling[1], Decimal(MOST_HOURS)))


@dataclass
class SimpulLepas:
    """A node of a tree's own that no position carries (H-03)."""

    pk: int
    pernyataan: str
    pohon: Pohon


@dataclass
class BebanKerja:
    """The workload of an instansi, or of a unit with those below it, in a period. Seven queries, whatever the size."""

    user: AnyUser
    instansi: Instansi
    periode: Periode
    unit: Unit | None = None
    batas: int = MOST_KINERJA
    _units: dict[int, Unit] = field(default_factory=dict, init=False)

    @cached_property
    def daftar(self) -> list[BarisBeban]:
        """A row for each position, the heaviest first, in the order of the structure where they are equal."""
        rows = Jabatan.objects.visible_to(self.user).filter(instansi=self.instansi)
        if self.unit is not None:
            rows = rows.filter(unit__in=Unit.objects.in_branch(self.unit))
        carried, hours = self._carried(), self._hours()
        most = max(carried.values(), default=1), max(hours.values(), default=Decimal(1))
        found = [
            BarisBeban(row, carried[row.pk], hours.get(row.pk, Decimal(0)), self.batas, most)
            for row in rows.select_related("unit", "induk").order_by("lft")
        ]
        return sorted(found, key=lambda row: (-row.kinerja, -row.jam))

    def _carried(self) -> Counter[int]:
        rows = KinerjaJabatan.objects.living().filter(
            simpul__pohon__periode=self.periode, jabatan__instansi=self.instansi
        )
        counts = rows.order_by().values_list("jabatan").annotate(n=Count("pk"))
        return Counter(dict(counts))

    def _hours(self) -> Mapping[int, Decimal]:
        rows = LangkahProses.objects.filter(
            jabatan__instansi=self.instansi,
            waktu__isnull=False,
            komponen__dokumen__periode=self.periode,
            komponen__dokumen__perubahan=None,
        )
        sums = rows.order_by().values_list("jabatan", "satuan_waktu").annotate(n=Sum("waktu"))
        found: dict[int, Decimal] = defaultdict(Decimal)
        for jabatan, satuan, total in sums:
            found[jabatan] += in_minutes(total, satuan) / MENIT_PER_JAM
        return found

    def kept(self, keadaan: str) -> list[BarisBeban]:
        """Return the rows in one state: "kosong", "berat", or all."""
        if keadaan == "kosong":
            return [row for row in self.daftar if row.is_empty]
        if keadaan == "berat":
            return [row for row in self.daftar if row.is_heavy]
        return self.daftar

    # --- nodes nobody carries ----------------------------------------------------------------------
    @cached_property
    def simpul_lepas(self) -> list[SimpulLepas]:
        """The nodes of trees that are being handed out, of the unit's own, without a carrier; in tree order."""
        trees = {row.pk: row for row in self._trees()}
        self._units = {row.pk: row for row in Unit.objects.filter(instansi=self.instansi)}
        marks: dict[int, list[tuple[Unit | None, str]]] = defaultdict(list)
        standing = Crosscutting.objects.exclude(status=Crosscutting.Status.DITOLAK)
        for simpul, mitra, luar in standing.filter(simpul__pohon__in=trees).values_list(
            "simpul", "mitra", "mitra_luar"
        ):
            marks[simpul].append((self._units.get(mitra or 0), luar))
        carried = KinerjaJabatan.objects.filter(simpul__pohon__in=trees)
        taken = set(carried.values_list("simpul", flat=True))
        nodes = Simpul.objects.filter(pohon__in=trees).order_by("pohon__unit__lft", "pohon", "lft")
        elsewhere: dict[int, bool] = {}
        found = []
        for pk, induk, pohon, pengampu, text in nodes.values_list(
            "pk", "induk", "pohon", "pengampu", "pernyataan"
        ):
            elsewhere[pk] = self._is_elsewhere(
                trees[pohon], pengampu, marks.get(pk, ()), elsewhere.get(induk or 0, False)
            )
            if pk not in taken and not elsewhere[pk]:
                found.append(SimpulLepas(pk, text, trees[pohon]))
        return found

    def _trees(self) -> Sequence[Pohon]:
        rows = Pohon.objects.visible_to(self.user).filter(
            instansi=self.instansi, periode=self.periode, tahap__gte=OPENS_AT
        )
        if self.unit is not None:
            rows = rows.filter(unit__in=Unit.objects.in_branch(self.unit))
        return list(rows.select_related("unit", "instansi"))

    def _is_elsewhere(
        self,
        pohon: Pohon,
        pengampu: int | None,
        marks: Sequence[tuple[Unit | None, str]],
        above: bool,
    ) -> bool:
        """Whether another unit or body carries a node (pohon.milik); what the node does not say, the one above does."""
        home = pohon.unit
        unit = self._units.get(pengampu or 0)
        other = carried_elsewhere([(unit, marks)], lambda one: home is None or one.is_within(home))
        if unit is not None or other is not None:
            return other is not None
        return above


def default_period(user: AnyUser, instansi: Instansi, year: int) -> Periode | None:
    """Return the period that covers a year, else the newest; None when the instansi has none."""
    rows = list(Periode.objects.visible_to(user).filter(instansi=instansi))
    return next((row for row in rows if year in row.tahun), rows[0] if rows else None)
