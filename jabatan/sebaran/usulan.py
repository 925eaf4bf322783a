"""Who should carry a node: proposed from its level, the kind of instansi and the unit's profil.

Levels are not positions ("setiap level tidak merepresentasikan satu jabatan", PermenPANRB 89/2021
B.II), so this proposes and never decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jabatan.models import Jabatan, KinerjaJabatan
from jabatan.sebaran.lingkup import suggest
from organisasi.models import Instansi, Unit
from pohon.milik import marks_of
from pohon.models import Simpul

J = Jabatan.Jenjang
L = Simpul.LevelKinerja

# PermenPANRB 89/2021 B.IV C.2; a level of the K/L table stands for its neighbour here.
PEMDA: dict[str, tuple[str, ...]] = {
    L.STRATEGIS_DAERAH: (J.KEPALA_DAERAH,),
    L.STRATEGIS_SEKTOR: (J.JPT_PRATAMA,),
    L.STRATEGIS_URUSAN: (J.JPT_PRATAMA,),
    L.STRATEGIS_SUBSEKTOR: (J.ADMINISTRATOR,),
    L.TAKTIKAL_INTERMEDIATE: (J.ADMINISTRATOR,),
    L.TAKTIKAL_IMMEDIATE: (J.PENGAWAS, J.JF),
    L.OPERASIONAL: (J.PENGAWAS, J.JF),
}
# A kecamatan has no eselon II: everything shifts one step down.
KECAMATAN: dict[str, tuple[str, ...]] = {
    **PEMDA,
    L.STRATEGIS_SEKTOR: (J.ADMINISTRATOR,),
    L.STRATEGIS_URUSAN: (J.ADMINISTRATOR,),
    L.STRATEGIS_SUBSEKTOR: (J.PENGAWAS,),
    L.TAKTIKAL_INTERMEDIATE: (J.PENGAWAS,),
    L.TAKTIKAL_IMMEDIATE: (J.PENGAWAS, J.JF),
    L.OPERASIONAL: (J.PELAKSANA, J.JF),
}
# The sekretaris daerah of a province is JPT madya, the heads of biro JPT pratama.
SEKRETARIAT_PROVINSI: dict[str, tuple[str, ...]] = {
    **PEMDA,
    L.STRATEGIS_SEKTOR: (J.JPT_MADYA,),
    L.STRATEGIS_URUSAN: (J.JPT_MADYA,),
    L.STRATEGIS_SUBSEKTOR: (J.JPT_PRATAMA,),
    L.TAKTIKAL_INTERMEDIATE: (J.JPT_PRATAMA,),
    L.TAKTIKAL_IMMEDIATE: (J.ADMINISTRATOR, J.PENGAWAS, J.JF),
}
# PermenPANRB 89/2021 B.IV C.1.
KL: dict[str, tuple[str, ...]] = {
    L.STRATEGIS_SEKTOR: (J.MENTERI,),
    L.STRATEGIS_URUSAN: (J.MENTERI,),
    L.STRATEGIS_SUBSEKTOR: (J.JPT_MADYA,),
    L.TAKTIKAL_INTERMEDIATE: (J.JPT_PRATAMA,),
    L.TAKTIKAL_IMMEDIATE: (J.JPT_PRATAMA,),
    L.OPERASIONAL: (J.JPT_PRATAMA,),
}


def jenjang_for(level: str, instansi: Instansi, profil: str = "") -> tuple[str, ...]:
    """Return the jenjang that usually carry a level, the most usual first; empty when none does.

    `profil` is the unit's (Unit.Profil); it matters for a local government only. Source: H-01 and
    H-02, that is PermenPANRB 89/2021 B.IV C, and for the kecamatan the practice of sub-districts.
    """
    if not instansi.is_pemda:
        table = KL
    elif profil == Unit.Profil.KECAMATAN:
        table = KECAMATAN
    elif profil == Unit.Profil.SEKRETARIAT_DAERAH and instansi.jenis == Instansi.Jenis.PROVINSI:
        table = SEKRETARIAT_PROVINSI
    else:
        table = PEMDA
    return tuple(str(jenjang) for jenjang in table.get(level, ()))


@dataclass
class Baris:
    """One node on the distribution page: who carries it and who is proposed.

    `pihak_lain` names the unit or outside body the node was left to, when it is not the tree's own.
    """

    simpul: Simpul
    pengampu: list[KinerjaJabatan] = field(default_factory=list)
    usulan: list[Jabatan] = field(default_factory=list)
    lazim: tuple[str, ...] = ()
    pihak_lain: str = ""
    isian: dict[int, str] = field(
        default_factory=dict
    )  # statements typed and not yet taken, by carrier

    @property
    def is_open(self) -> bool:
        """Whether a position of this unit must still be found for the node."""
        return not self.pengampu and not self.pihak_lain

    @property
    def is_shared(self) -> bool:
        """Whether several positions carry the node, so that each needs its own statement (H-04)."""
        return len(self.pengampu) > 1

    @property
    def needs_scope(self) -> bool:
        """Whether it is shared and two positions still have the same statement."""
        texts = [kinerja.pernyataan for kinerja in self.pengampu]
        return self.is_shared and len(set(texts)) < len(texts)

    @property
    def lingkup(self) -> list[tuple[KinerjaJabatan, str]]:
        """The carriers with a statement for each: as typed, else as it is, else suggested from the position's scope."""
        texts = {**suggest(self.simpul.pernyataan, self.pengampu), **self.isian}
        return [(kinerja, texts[kinerja.pk]) for kinerja in self.pengampu]

    @property
    def label_lazim(self) -> str:
        """The usual jenjang in words."""
        return " atau ".join(str(J(jenjang).label) for jenjang in self.lazim)


def propose(
    instansi: Instansi,
    nodes: Iterable[Simpul],
    kinerja: Iterable[KinerjaJabatan],
    positions: Iterable[Jabatan],
    units: Iterable[Unit],
    home: Unit | None,
) -> list[Baris]:
    """Return a row per node, in tree order, with carriers and proposals; makes no query.

    `nodes` come in tree order with their crosscutting marks; `home` is the unit of the tree (None:
    the whole instansi). A node belongs to the pengampu named on it or on the nearest node above;
    without one, a crosscutting mark leaves it to the partner. A node is proposed to the positions
    of the usual jenjang in its unit; where a node above it is carried (or has one proposal), only
    to positions below that carrier, so that the chain of superiors follows the chain of causes
    (H-06).
    """
    carried: dict[int, list[KinerjaJabatan]] = {}
    for row in kinerja:
        carried.setdefault(row.simpul_id, []).append(row)
    finder = _Finder(instansi, list(positions), {unit.pk: unit for unit in units}, home)
    return list(finder.rows(nodes, carried))


class _Finder:
    """Finds the candidates of each node of one tree."""

    def __init__(
        self,
        instansi: Instansi,
        positions: list[Jabatan],
        units: dict[int, Unit],
        home: Unit | None,
    ) -> None:
        self.instansi = instansi
        self.positions = positions
        self.units = units
        self.home = home
        self._pools: dict[tuple[str, int | None, bool], list[Jabatan]] = {}

    def rows(
        self, nodes: Iterable[Simpul], carried: dict[int, list[KinerjaJabatan]]
    ) -> Iterator[Baris]:
        """Yield a row per node; the nodes come in tree order."""
        heads: dict[int | None, list[Jabatan]] = {}
        owners: dict[int | None, Unit | str | None] = {None: self.home}
        for node in nodes:
            here = carried.get(node.pk, [])
            above = heads.get(node.induk_id, [])
            owner = self._owner(node, owners.get(node.induk_id, self.home))
            unit = owner if isinstance(owner, Unit) else None
            row = Baris(node, here)
            row.pihak_lain = owner if isinstance(owner, str) else self._elsewhere(unit)
            row.lazim = jenjang_for(node.level_kinerja, self.instansi, self._profil(unit))
            if not here and not isinstance(owner, str):
                row.usulan = self._candidates(node, row.lazim, unit, above)
            proposed = row.usulan if len(row.usulan) == 1 else []
            heads[node.pk] = [k.jabatan for k in here] or proposed or above
            owners[node.pk] = owner
            yield row

    def _owner(self, node: Simpul, above: Unit | str | None) -> Unit | str | None:
        """Return the unit (or the name of an outside body) a node belongs to; `above` by default."""
        if node.pengampu_id in self.units:
            return self.units[node.pengampu_id]
        for mark in marks_of(node):
            return self.units.get(mark.mitra_id or 0) or str(mark.nama_mitra)
        return above

    def _elsewhere(self, unit: Unit | None) -> str:
        """Return the name of a unit outside the tree's own; empty for one inside."""
        home = self.home
        if unit is None or home is None or unit.is_within(home):
            return ""
        return str(unit.nama_pendek)

    def _profil(self, unit: Unit | None) -> str:
        """Return the profil of the unit or of the nearest unit above it that is not plain."""
        while unit is not None:
            if unit.profil != Unit.Profil.UMUM:
                return unit.profil
            unit = self.units.get(unit.induk_id or 0)
        return str(Unit.Profil.UMUM)

    def _candidates(
        self, node: Simpul, jenjang: tuple[str, ...], unit: Unit | None, above: list[Jabatan]
    ) -> list[Jabatan]:
        heads = node.tingkat == "strategis"
        pools = [
            self._pool(kind, unit, heads)
            or self._pool(kind, unit if self._elsewhere(unit) else self.home, heads)
            for kind in jenjang
        ]
        for pool in pools:
            if under := [p for p in pool if any(p.is_within(head) for head in above)]:
                return _next_step(under, above)
        return _next_step(next((pool for pool in pools if pool), []), above)

    def _pool(self, jenjang: str, unit: Unit | None, heads: bool) -> list[Jabatan]:
        """Return the positions of a jenjang in a unit (None: anywhere); only the topmost if asked."""
        key = (jenjang, unit.pk if unit else None, heads)
        if key not in self._pools:
            fitting = [p for p in self.positions if p.jenjang == jenjang and self._fits(p, unit)]
            self._pools[key] = _topmost(fitting) if heads else fitting
        return self._pools[key]

    def _fits(self, jabatan: Jabatan, unit: Unit | None) -> bool:
        if unit is None or jabatan.is_one_party:
            return True
        own = self.units.get(jabatan.unit_id or 0)
        return own is not None and own.is_within(unit)


def _next_step(pool: list[Jabatan], above: list[Jabatan]) -> list[Jabatan]:
    """Keep one step of functional positions with supervision: the ketua tim, or below one its members (H-09)."""
    heads = {head.pk for head in above}
    leaders = [p for p in pool if p.supervisi and p.pk not in heads]
    step = [p for p in pool if not any(p.pk != up.pk and p.is_within(up) for up in leaders)]
    members = [p for p in step if p.pk not in heads]
    return members if members and any(head.supervisi for head in above) else step


def _topmost(positions: list[Jabatan]) -> list[Jabatan]:
    """Keep the positions with none of the others above them: the head, not his secretary."""
    return [p for p in positions if not any(o.pk != p.pk and p.is_within(o) for o in positions)]
