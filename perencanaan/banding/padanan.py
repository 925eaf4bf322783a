"""Which komponen of one document stands for which of another: by where it was copied from, else by place and name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from lib.tree import POSITION_FIELDS
from perencanaan import kodefikasi
from perencanaan.models import Dokumen, Komponen

OWN = {"id", "dokumen", "induk", "misi", "asal", "versi", *POSITION_FIELDS}
COPIED = [f.attname for f in Komponen._meta.concrete_fields if f.name not in OWN]
# How far back a copy is followed: Renja Perubahan, its Renja, the Renstra, its murni, the period before, ...
GENERATIONS = ("asal_2", "asal_3", "asal_4", "asal_5")


def normal(text: str) -> str:
    """Return a text to compare names by: without regard to case and spaces."""
    return " ".join(text.casefold().split())


def copy_of(row: Komponen, target: Dokumen) -> Komponen:
    """Return an unsaved copy of a komponen for another document."""
    return Komponen(dokumen=target, asal_id=row.pk, **{name: getattr(row, name) for name in COPIED})


def read_rows(*dokumen: Dokumen) -> list[Komponen]:
    """Return the komponen of documents in tree order, with where they were copied from; one query."""
    rows: Any = Komponen.objects.filter(dokumen__in=dokumen).select_related("penanggung_jawab")
    lookup = "asal"
    for name in GENERATIONS:
        lookup = f"{lookup}__asal"
        rows = rows.annotate(**{name: F(f"{lookup}_id")})
    found: list[Komponen] = list(rows.order_by("tree_id", "lft"))
    owners = {one.pk: one for one in dokumen}
    for row in found:
        row.dokumen = owners[row.dokumen_id]
    return found


def lineage(row: Komponen) -> list[int]:
    """Return the keys of a komponen of `read_rows` and of those it was copied from, nearest first."""
    keys = [row.pk, row.asal_id, *(getattr(row, name, None) for name in GENERATIONS)]
    return [key for key in keys if key is not None]


def pair(lama: Sequence[Komponen], baru: Sequence[Komponen]) -> dict[int, Komponen]:
    """Return {key of a komponen of `lama`: the komponen of `baru` that stands for it}, each used once.

    Both in tree order, of `read_rows`. A common origin counts first, the nearest one; then the same code, else the
    same name, under uppers that stand for each other.
    """
    pairs = _by_lineage(lama, baru)
    taken = {row.pk for row in pairs.values()}
    children: dict[int | None, list[Komponen]] = defaultdict(list)
    for row in baru:
        children[row.induk_id].append(row)
    for row in lama:
        if row.pk in pairs or (row.induk_id is not None and row.induk_id not in pairs):
            continue
        upper = pairs[row.induk_id].pk if row.induk_id is not None else None
        free = (one for one in children[upper] if one.pk not in taken)
        if (found := same(row, free)) is not None:
            pairs[row.pk] = found
            taken.add(found.pk)
    return pairs


def same(row: Komponen, among: Iterable[Komponen]) -> Komponen | None:
    """Return the komponen with this one's kind and code, or its name where one of the two has no code."""
    kind = [one for one in among if one.jenis == row.jenis]
    code = kodefikasi.comparable(row.kode)
    if code:
        for one in kind:
            if kodefikasi.comparable(one.kode) == code:
                return one
    name = normal(row.nama)
    return next((o for o in kind if not (code and o.kode) and normal(o.nama) == name), None)


def _by_lineage(lama: Sequence[Komponen], baru: Sequence[Komponen]) -> dict[int, Komponen]:
    index: dict[int, list[tuple[int, Komponen]]] = defaultdict(list)
    for row in baru:
        for distance, key in enumerate(lineage(row)):
            index[key].append((distance, row))
    candidates = [
        (far + near, number, row.pk, other)
        for number, row in enumerate(lama)
        for far, key in enumerate(lineage(row))
        for near, other in index.get(key, ())
        if other.jenis == row.jenis
    ]
    pairs: dict[int, Komponen] = {}
    taken: set[int] = set()
    for _, _, pk, other in sorted(candidates, key=lambda one: (one[0], one[1], one[3].lft)):
        if pk not in pairs and other.pk not in taken:
            pairs[pk] = other
            taken.add(other.pk)
    return pairs
