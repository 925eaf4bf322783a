"""What the rooms to the left add to the tree's tables: the last columns of Tahap 5 (see POKIN_KOLOM_TAHAP5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from jabatan.models import KinerjaJabatan
from perencanaan.models import Pemetaan
from pohon.exporters import KolomTahap5
from pohon.models import Pohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser


def kolom_komponen(user: AnyUser, pohon: Pohon) -> KolomTahap5:
    """Return the komponen each simpul was put into: "Sasaran program: 7.01.02 Program ..."."""
    rows = Pemetaan.objects.visible_to(user).current().filter(simpul__pohon=pohon)
    rows = rows.select_related("komponen").order_by("komponen__tree_id", "komponen__lft")
    return KolomTahap5(
        "Komponen perencanaan",
        _lines(
            (row.simpul_id, f"{row.komponen.get_jenis_display()}: {row.komponen}") for row in rows
        ),
        lebar=40,
    )


def kolom_jabatan(user: AnyUser, pohon: Pohon) -> KolomTahap5:
    """Return the positions whose PK carries each simpul."""
    rows = KinerjaJabatan.objects.visible_to(user).filter(simpul__pohon=pohon)
    rows = rows.select_related("jabatan").order_by("jabatan__lft", "pk")
    return KolomTahap5(
        "Pemegang kinerja (PK)", _lines((row.simpul_id, row.jabatan.nama) for row in rows), lebar=26
    )


def _lines(pairs: Iterable[tuple[int, str]]) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    for simpul, text in pairs:
        found[simpul].append(text)
    # A Renja has the komponen of its Renstra once more.
    return {simpul: "\n".join(dict.fromkeys(daftar)) for simpul, daftar in found.items()}
