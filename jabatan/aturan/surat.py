"""The PK that the rules read: those of the carriers of a tree, what they say, and which one counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jabatan.aturan.sebaran import sebaran_of
from jabatan.models import KinerjaJabatan, PerjanjianKinerja
from jabatan.pk.isi import IsiPk, Ukuran
from lib import kata
from pohon.aturan import KonteksPohon

LETTERS, SIGNED, CONTENT = "_pk", "_pk_terbaru", "_isi_terbaca"
Node = dict[str, Any]


def letters(k: KonteksPohon) -> list[PerjanjianKinerja]:
    """Return the PK, of the tree's years, of positions that carry a node of it; read once, one query."""
    found: list[PerjanjianKinerja] | None = k.__dict__.get(LETTERS)
    if found is None:
        carriers = KinerjaJabatan.objects.filter(simpul__pohon=k.head["id"]).order_by()
        rows = PerjanjianKinerja.objects.filter(
            jabatan__in=carriers.values("jabatan"), tahun__in=list(k.tahun)
        )
        rows = rows.select_related("jabatan").order_by("jabatan__lft", "tahun", "urutan")
        found = k.__dict__[LETTERS] = list(rows)
    return found


def content(row: PerjanjianKinerja) -> IsiPk:
    """Return what a signed PK says; read once per row."""
    found: IsiPk | None = row.__dict__.get(CONTENT)
    if found is None:
        found = row.__dict__[CONTENT] = IsiPk.from_json(row.isi)
    return found


def newest(k: KonteksPohon) -> list[PerjanjianKinerja]:
    """Return the newest PK of each carrier, in the order of the structure. Those of earlier years are history."""
    return list({row.jabatan_id: row for row in letters(k)}.values())


@dataclass
class Surat:
    """A signed PK beside what its position carries in the tree.

    `cocok` are its indicators by those of the tree, `sasaran` the statements they stand under; `lebih` those the tree
    does not have, each with its statement.
    """

    pk: PerjanjianKinerja
    isi: IsiPk
    simpul: Sequence[Node]
    cocok: dict[int, Ukuran] = field(default_factory=dict)
    sasaran: dict[int, str] = field(default_factory=dict)
    lebih: list[tuple[str, Ukuran]] = field(default_factory=list)

    @property
    def nama(self) -> str:
        """The letter as a sentence names it."""
        return f"PK {self.pk.jabatan.nama} {self.pk.tahun}"

    def missing(self, node: Node) -> list[Node]:
        """Return the indicators of a node that the letter does not promise."""
        return [row for row in node.get("indikator", ()) if row["id"] not in self.cocok]


def signed(k: KonteksPohon) -> Sequence[Surat]:
    """Return the newest PK of each carrier that is signed, beside the tree; read once.

    Where a draft came after it, there is none: a draft follows the tree by itself.
    """
    found: list[Surat] | None = k.__dict__.get(SIGNED)
    if found is None:
        rows = [row for row in newest(k) if row.is_frozen and row.isi]
        found = k.__dict__[SIGNED] = [_beside(k, row) for row in rows]
    return found


def _beside(k: KonteksPohon, row: PerjanjianKinerja) -> Surat:
    carried = sebaran_of(k).simpul_of.get(row.jabatan_id, set())
    isi = content(row)
    surat = Surat(row, isi, [node for node in k.semua if node["id"] in carried])
    of_key = {one["id"]: node for node in k.semua for one in node.get("indikator", ())}
    by_name = _by_name(surat.simpul)
    for sasaran in isi.daftar_sasaran:
        for ukuran in sasaran.ukuran:
            key = ukuran.kunci if ukuran.kunci in of_key else _named(by_name, sasaran, ukuran)
            if key:
                surat.cocok[key] = ukuran
                surat.sasaran[key] = sasaran.pernyataan
            else:
                surat.lebih.append((sasaran.pernyataan, ukuran))
    return surat


def _by_name(nodes: Sequence[Node]) -> Mapping[str, Sequence[tuple[Node, int]]]:
    found: dict[str, list[tuple[Node, int]]] = defaultdict(list)
    for node in nodes:
        for one in node.get("indikator", ()):
            found[kata.normal(one["nama"])].append((node, one["id"]))
    return found


def _named(by_name: Mapping[str, Sequence[tuple[Node, int]]], sasaran: Any, ukuran: Ukuran) -> int:
    """Return the indicator of a carried node with the name in a letter, under the same statement before any other."""
    rows = by_name.get(kata.normal(ukuran.indikator), ())
    same = (key for node, key in rows if kata.same(node["pernyataan"], sasaran.pernyataan))
    return next(same, rows[0][1] if rows else 0)
