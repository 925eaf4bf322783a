"""What a tujuan or sasaran refers to: NSPK and sasaran of the RPJMD or RPJMN.

As the planner said it (`Acuan`). Where no sasaran was named, the tree answers: the nearest node, from the komponen's
own upward, that became a tujuan or sasaran of the RPJMD or RPJMN; a tree goes on upward where it continues a node of
a superior one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from perencanaan import susunan
from perencanaan.models import Acuan, Dokumen, Komponen, Nspk, Pemetaan
from pohon.models import Pohon

Place = tuple[int, int]  # pohon, lft
KEY = "rujukan"  # in Dokumen.beku


@dataclass
class Rujukan:
    """The NSPK and the upper komponen a komponen refers to."""

    nspk: list[Nspk] = field(default_factory=list)
    sasaran: list[Komponen] = field(default_factory=list)

    @property
    def teks(self) -> str:
        """Both, each on a line of its own."""
        return "\n".join([str(row) for row in self.nspk] + [row.nama for row in self.sasaran])


def read_rujukan(daftar: Sequence[Dokumen], komponen: Sequence[Komponen]) -> dict[int, Rujukan]:
    """Return what the tujuan and sasaran of documents of one instansi refer to; at most four queries.

    A document of the top tier refers to no other through the tree; one that was established, to what it did that day.
    """
    found: dict[int, Rujukan] = defaultdict(Rujukan, _frozen(daftar))
    daftar = [row for row in daftar if KEY not in row.beku]
    rows = Acuan.objects.filter(komponen__dokumen__in=daftar).select_related("nspk", "sasaran")
    for row in rows.order_by("pk"):
        if row.nspk:
            found[row.komponen_id].nspk.append(row.nspk)
        elif row.sasaran:
            found[row.komponen_id].sasaran.append(row.sasaran)
    lower = {row.pk: row for row in daftar if row.jenis not in susunan.TOP_LEVELS}
    open_rows = {
        row.pk: lower[row.dokumen_id]
        for row in komponen
        if row.dokumen_id in lower
        and row.jenis in susunan.NAMED_BY_RESULT
        and not found[row.pk].sasaran
    }
    if open_rows:
        _fill_from_tree(found, open_rows)
    return dict(found)


def freeze_rujukan(dokumen: Dokumen) -> dict[str, Any]:
    """Return what `Dokumen.beku` keeps of what a document refers to; at most five queries."""
    rows = list(Komponen.objects.filter(dokumen=dokumen, jenis__in=susunan.NAMED_BY_RESULT))
    kept = {
        str(pk): {
            "nspk": [[row.pk, row.nama, row.peraturan] for row in rujukan.nspk],
            "sasaran": [[row.pk, row.jenis, row.nama] for row in rujukan.sasaran],
        }
        for pk, rujukan in read_rujukan([dokumen], rows).items()
    }
    return {KEY: kept}


def _frozen(daftar: Sequence[Dokumen]) -> dict[int, Rujukan]:
    """Return what established documents referred to, as rows that are only read."""
    return {
        int(pk): Rujukan(
            [Nspk(pk=key, nama=nama, peraturan=text) for key, nama, text in one["nspk"]],
            [Komponen(pk=key, jenis=jenis, nama=nama) for key, jenis, nama in one["sasaran"]],
        )
        for dokumen in daftar
        for pk, one in dokumen.beku.get(KEY, {}).items()
    }


def _fill_from_tree(found: dict[int, Rujukan], open_rows: dict[int, Dokumen]) -> None:
    documents = {row.pk: row for row in open_rows.values()}
    nodes = Pemetaan.objects.living().filter(
        komponen__dokumen__in=documents, komponen__jenis__in=susunan.NAMED_BY_RESULT
    )
    places: dict[int, list[Place]] = defaultdict(list)
    fields = ("komponen_id", "simpul__pohon_id", "simpul__lft")
    for komponen, pohon, lft in nodes.order_by("pk").values_list(*fields):
        if komponen in open_rows:
            places[komponen].append((pohon, lft))
    if not places:
        return
    atas = _Atas(next(iter(documents.values())).instansi_id)
    for komponen, own in places.items():
        found[komponen].sasaran = atas.of_places(own, open_rows[komponen])


class _Atas:
    """Which nodes of an instansi's trees became tujuan or sasaran of an RPJMD or RPJMN; two queries."""

    def __init__(self, instansi: int) -> None:
        rows = Pemetaan.objects.current().filter(
            komponen__dokumen__instansi=instansi,
            komponen__dokumen__jenis__in=list(susunan.TOP_LEVELS),
            komponen__jenis__in=susunan.NAMED_BY_RESULT,
        )
        self.rows: dict[int, list[Pemetaan]] = defaultdict(list)
        for row in rows.select_related("simpul", "komponen__dokumen__periode").order_by("pk"):
            self.rows[row.simpul.pohon_id].append(row)
        trees = Pohon.objects.filter(
            instansi=instansi, dihapus=None, induk_simpul__pohon__dihapus=None
        ).exclude(induk_simpul=None)
        names = ("pk", "induk_simpul__pohon_id", "induk_simpul__lft")
        self.above = {pk: (pohon, lft) for pk, pohon, lft in trees.values_list(*names)}

    def of_places(self, places: Iterable[Place], dokumen: Dokumen) -> list[Komponen]:
        """Return the upper komponen that nodes lead up to, each once."""
        found: dict[int, Komponen] = {}
        for place in places:
            found |= {row.pk: row for row in self._nearest(place, dokumen)}
        return list(found.values())

    def _nearest(self, place: Place, dokumen: Dokumen) -> list[Komponen]:
        """Return what the node at a place, or the nearest one above it, became; its sasaran before its tujuan."""
        pohon, lft = place
        seen: set[int] = set()
        while pohon not in seen:
            seen.add(pohon)
            hits = [
                row
                for row in self.rows.get(pohon, ())
                if row.simpul.lft <= lft <= row.simpul.rght and _overlap(row, dokumen)
            ]
            if hits:
                nearest = max(row.simpul.lft for row in hits)
                became = [row.komponen for row in hits if row.simpul.lft == nearest]
                return [k for k in became if k.jenis != susunan.TUJUAN] or became
            pohon, lft = self.above.get(pohon, (pohon, lft))
        return []


def _overlap(row: Pemetaan, dokumen: Dokumen) -> bool:
    """Whether the upper document plans years of the lower one's periode."""
    upper, lower = row.komponen.dokumen.periode, dokumen.periode
    return upper.tahun_awal <= lower.tahun_akhir and lower.tahun_awal <= upper.tahun_akhir
