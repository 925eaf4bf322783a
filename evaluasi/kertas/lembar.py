"""Frozen versions with everything their working papers say: judgements, mapping, plans, PK and positions.

Nodes and indicators are those of the version. Mapping, plans, positions and PK are as they are now: a version does not
keep them. A fixed number of queries, whatever the number of versions and their size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evaluasi import putusan
from evaluasi.kertas.janji import Janji, read_janji
from evaluasi.models import Penugasan
from evaluasi.putusan import Putusan, PutusanIndikator
from jabatan.models import KinerjaJabatan
from perencanaan import susunan
from perencanaan.models import Dokumen, Komponen, Pemetaan
from perencanaan.ukuran import Ukuran, read_many
from pohon.models import Pohon, VersiPohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser

Node = dict[str, Any]
RENSTRA = (Dokumen.Jenis.RENSTRA_PD, Dokumen.Jenis.RENSTRA_KL)


@dataclass
class Lembar:
    """One frozen version, as its papers need it. `komponen` are those of each node, the nearest plan first."""

    versi: VersiPohon
    tahun: int
    putusan: dict[int, Putusan] = field(default_factory=dict)
    smart: dict[int, PutusanIndikator] = field(default_factory=dict)
    komponen: dict[int, list[Komponen]] = field(default_factory=dict)
    ukuran: dict[int, list[Ukuran]] = field(default_factory=dict)
    jabatan: dict[int, list[str]] = field(default_factory=dict)
    janji: dict[int, Janji] = field(default_factory=dict)
    tim: list[Penugasan] = field(default_factory=list)

    @property
    def pohon(self) -> Pohon:
        """The tree the version was taken of."""
        return self.versi.pohon

    @cached_property
    def simpul(self) -> list[Node]:
        """The nodes of the version, in tree order."""
        found: list[Node] = self.versi.isi["simpul"]
        return found

    @property
    def outcome(self) -> str:
        """The statement of the root."""
        return str(self.simpul[0]["pernyataan"]) if self.simpul else "(pohon kosong)"

    @property
    def pemilik(self) -> str:
        """Whose tree it is: the unit, or the instansi."""
        return self.pohon.unit.nama if self.pohon.unit else self.pohon.instansi.nama

    @property
    def judul(self) -> str:
        """The version in one line."""
        return f"{self.pemilik} · {self.outcome} · Versi {self.versi.nomor}"

    @property
    def evaluator(self) -> list[str]:
        """Who judges: the team, its lead first; without a team those who judged."""
        if self.tim:
            return [
                f"{row.evaluator} (ketua)" if row.ketua else str(row.evaluator) for row in self.tim
            ]
        voices = [str(row.oleh) for one in self.putusan.values() for row in one.suara]
        voices += [str(row.oleh) for one in self.smart.values() for row in one.suara]
        return sorted(set(voices))

    @property
    def ketua(self) -> str:
        """Who leads the team; empty while nobody does."""
        return next((str(row.evaluator) for row in self.tim if row.ketua), "")

    def indikator(self) -> Iterator[tuple[Node, Node]]:
        """Yield each node with each of its indicators, in tree order."""
        for node in self.simpul:
            for indikator in node.get("indikator", ()):
                yield node, indikator

    def target(self, indikator: Node) -> Any:
        """Return the target of the year in the version; None where it has none."""
        return indikator.get("target", {}).get(str(self.tahun))

    def komponen_of(self, simpul: int) -> list[Komponen]:
        """Return the components of a node in the nearest plan: Renstra, else RPJMD or RPJMN, else the Renja."""
        rows = self.komponen.get(simpul, [])
        nearest = min((tier(row.dokumen) for row in rows), default=0)
        return [row for row in rows if tier(row.dokumen) == nearest]

    def stated(self, simpul: int, indikator: int, *, renja: bool) -> Ukuran | None:
        """Return an indicator as the Renja of the year, or the Renstra, has it; None where it has not."""
        for row in self.komponen.get(simpul, ()):
            if (row.dokumen.jenis == Dokumen.Jenis.RENJA) is renja:
                for ukuran in self.ukuran.get(row.pk, ()):
                    if ukuran.indikator == indikator:
                        return ukuran
        return None


@dataclass
class Berkas:
    """The papers of one version (`satu`), or of all trees of a unit or instansi, named by `cakupan`."""

    user: AnyUser
    daftar: list[Lembar]
    tahun: int
    cakupan: str = ""

    @property
    def satu(self) -> Lembar | None:
        """The only version, where the papers are of one."""
        return self.daftar[0] if not self.cakupan and self.daftar else None


def tier(dokumen: Dokumen) -> int:
    """Return how near a plan is to what a tree is written into: Renstra, then the plan of the region, then Renja."""
    if dokumen.jenis == Dokumen.Jenis.RENJA:
        return 2
    return 1 if dokumen.jenis in susunan.TOP_LEVELS else 0


def read(user: AnyUser, daftar: Sequence[VersiPohon], tahun: int, *, cakupan: str = "") -> Berkas:
    """Read versions the user may see. They come with pohon, its unit, instansi and periode."""
    trees = {versi.pohon_id for versi in daftar}
    counts = putusan.of_many(daftar)
    komponen = _komponen(user, trees, tahun)
    plans = {row.dokumen for rows in komponen.values() for row in rows}
    ukuran = read_many(sorted(plans, key=lambda row: row.pk))
    carried = list(
        KinerjaJabatan.objects.visible_to(user)
        .filter(simpul__pohon__in=trees)
        .select_related("jabatan")
        .order_by("jabatan__lft", "pk")
    )
    jabatan = _jabatan(carried)
    janji = read_janji(user, carried, tahun)
    tim: dict[int, list[Penugasan]] = defaultdict(list)
    for row in Penugasan.objects.filter(pohon__in=trees).select_related("evaluator"):
        tim[row.pohon_id].append(row)
    return Berkas(
        user,
        [
            Lembar(
                versi,
                tahun,
                counts[versi.pk].hubungan,
                counts[versi.pk].indikator,
                komponen,
                ukuran,
                jabatan,
                janji,
                tim.get(versi.pohon_id, []),
            )
            for versi in daftar
        ],
        tahun,
        cakupan,
    )


def _komponen(user: AnyUser, trees: set[int], tahun: int) -> dict[int, list[Komponen]]:
    """Return the components of each node in the plans that are in force in the year; one query."""
    rows = Pemetaan.objects.visible_to(user).current().filter(simpul__pohon__in=trees)
    rows = rows.select_related("komponen__dokumen")
    found: dict[int, list[Komponen]] = defaultdict(list)
    plans: dict[int, Dokumen] = {}
    for row in rows.order_by("komponen__tree_id", "komponen__lft", "pk"):
        komponen = row.komponen
        komponen.dokumen = plans.setdefault(komponen.dokumen_id, komponen.dokumen)
        if komponen.dokumen.tahun in (None, tahun):
            found[row.simpul_id].append(komponen)
    for daftar in found.values():
        daftar.sort(key=lambda row: tier(row.dokumen))
    return dict(found)


def _jabatan(carried: Sequence[KinerjaJabatan]) -> dict[int, list[str]]:
    """Return the ranks of those who carry each node, each once, the highest first."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for row in carried:
        level = row.jabatan.get_level_jf_display()
        rank = row.jabatan.get_jenjang_display()
        found[row.simpul_id][f"{rank} {level.lower()}" if level else rank] = None
    return {simpul: list(names) for simpul, names in found.items()}
