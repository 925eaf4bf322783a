"""Which indikator a list shows: of a unit with those below it, of a category, and what their card lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet

from jabatan.mutu.kartu import KartuIndikator, read_cards
from organisasi.models import Instansi, Periode, Unit
from pohon.models import Indikator

if TYPE_CHECKING:
    from organisasi.models import AnyUser

KURANG = {
    "definisi": "Tanpa definisi operasional",
    "formula": "Tanpa formula",
    "sumber": "Tanpa sumber data",
    "target": "Target belum lengkap",
    "penilaian": "Belum dinilai",
    "pustaka": "Tidak dari pustaka",
}
EMPTY = {
    "definisi": Q(definisi_operasional=""),
    "formula": Q(formula=""),
    "sumber": Q(sumber_data=""),
    "penilaian": Q(mutu=None),
    "pustaka": Q(pustaka=None),
}


def listed(
    user: AnyUser,
    instansi: Instansi,
    *,
    periode: Periode | None = None,
    unit: Unit | None = None,
    saring: Mapping[str, str],
) -> QuerySet[Indikator]:
    """Return the indikator of living trees; `saring` may hold kategori ("kosong": none) and kurang (of KURANG)."""
    rows = Indikator.objects.visible_to(user).filter(simpul__pohon__instansi=instansi)
    if periode is not None:
        rows = rows.filter(simpul__pohon__periode=periode)
    if unit is not None:
        rows = rows.filter(simpul__pohon__unit__in=Unit.objects.in_branch(unit))
    kategori = saring.get("kategori", "")
    if kategori == "kosong":
        rows = rows.filter(kategori="")
    elif kategori in Indikator.Kategori.values:
        rows = rows.filter(kategori=kategori)
    kurang = saring.get("kurang", "")
    if kurang in EMPTY:
        rows = rows.filter(EMPTY[kurang])
    elif kurang == "target":
        awal, akhir = (
            F("simpul__pohon__periode__tahun_awal"),
            F("simpul__pohon__periode__tahun_akhir"),
        )
        within = Q(daftar_target__tahun__gte=awal, daftar_target__tahun__lte=akhir)
        rows = rows.annotate(jumlah_target=Count("daftar_target", filter=within))
        rows = rows.filter(Q(**{"jumlah_target__lt": akhir - awal + 1}))
    return rows.select_related(
        "simpul__pohon__unit", "simpul__pohon__instansi", "simpul__pohon__periode", "pustaka"
    )


def in_tree_order(rows: QuerySet[Indikator]) -> QuerySet[Indikator]:
    """Order indikator unit by unit, tree by tree, from the outcome down."""
    return rows.order_by(
        F("simpul__pohon__unit__lft").asc(nulls_first=True),
        "simpul__tree_id",
        "simpul__lft",
        "urutan",
        "pk",
    )


def kamus_cards(
    user: AnyUser,
    instansi: Instansi,
    periode: Periode,
    unit: Unit | None,
    saring: Mapping[str, str],
) -> list[KartuIndikator]:
    """Return every card of the kamus in tree order."""
    rows = listed(user, instansi, periode=periode, unit=unit, saring=saring)
    return read_cards(user, in_tree_order(rows))
