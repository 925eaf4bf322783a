"""What a search finds in trees: the trees themselves by their outcome, their simpul and their indikator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Case, IntegerField, Model, QuerySet, Value, When
from django.urls import reverse

from lib.cari import Hasil, Pencarian
from pohon.models import Indikator, Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser, Instansi

M = TypeVar("M", bound=Model)


def address_of(simpul: Simpul) -> str:
    """Return the address of the editor at a simpul."""
    return f"{reverse('pohon:editor', args=[simpul.pohon_id])}#simpul-{simpul.pk}"


def cari_pohon(user: AnyUser, instansi: Instansi | None, pencarian: Pencarian) -> list[Hasil]:
    """Find trees by outcome, unit and period."""
    rows = Simpul.objects.visible_to(user).filter(pohon__instansi=instansi, induk=None)
    names = ("pernyataan", "pohon__unit__nama", "pohon__unit__singkatan", "pohon__periode__nama")
    order: Sequence[Case | str] = [_open_first("pohon", pencarian), "-pohon__diubah", "pk"]
    return [
        Hasil(
            judul=simpul.pernyataan,
            keterangan=_whose(simpul.pohon),
            alamat=reverse("pohon:editor", args=[simpul.pohon_id]),
            pohon=simpul.pohon_id,
            simpul=simpul.pk,
        )
        for simpul in _first(pencarian.saring(rows, *names), order, pencarian).select_related(
            "pohon__unit", "pohon__instansi", "pohon__periode"
        )
    ]


def cari_simpul(user: AnyUser, instansi: Instansi | None, pencarian: Pencarian) -> list[Hasil]:
    """Find simpul below the outcome by their statement and by the cause behind a CSF."""
    rows = Simpul.objects.visible_to(user).filter(pohon__instansi=instansi).exclude(induk=None)
    rows = pencarian.saring(rows, "pernyataan", "faktor_penyebab")
    order: Sequence[Case | str] = [_open_first("pohon", pencarian), "tree_id", "lft"]
    found = _first(rows, order, pencarian)
    joined = found.select_related("induk", "pohon__unit", "pohon__instansi")
    return [_hit(simpul, pencarian) for simpul in joined]


def cari_indikator(user: AnyUser, instansi: Instansi | None, pencarian: Pencarian) -> list[Hasil]:
    """Find indikator by name and by the beginning of their code."""
    rows = Indikator.objects.visible_to(user).filter(simpul__pohon__instansi=instansi)
    rows = pencarian.saring(rows, "nama", kode=["kode"])
    order: Sequence[Case | str] = [
        _open_first("simpul__pohon", pencarian),
        "simpul__tree_id",
        "simpul__lft",
        "urutan",
        "pk",
    ]
    found = _first(rows, order, pencarian)
    return [
        Hasil(
            judul=f"{row.kode} {row.nama}".strip(),
            keterangan=f"{_owner(row.simpul.pohon)} · {row.simpul.pernyataan}",
            alamat=address_of(row.simpul),
            pohon=row.simpul.pohon_id,
            simpul=row.simpul_id,
        )
        for row in found.select_related("simpul__pohon__unit", "simpul__pohon__instansi")
    ]


def _open_first(lookup: str, pencarian: Pencarian) -> Case:
    """Return the order that puts what belongs to the open tree before the rest."""
    here = When(**{lookup: pencarian.pohon}, then=Value(0))
    return Case(here, default=Value(1), output_field=IntegerField())


def _first(rows: QuerySet[M], order: Sequence[Case | str], pencarian: Pencarian) -> QuerySet[M]:
    """Return the first rows in an order, for the caller to join what it shows.

    Keys alone are sorted: a word may stand in most of a hundred thousand rows. The order begins with a calculation, so
    that PostgreSQL reads the table once instead of walking an index in the hope of an early hit.
    """
    keys = rows.order_by(*order).values("pk")[: pencarian.batas]
    return rows.model._base_manager.filter(pk__in=keys).order_by(*order)


def _hit(simpul: Simpul, pencarian: Pencarian) -> Hasil:
    """Return a simpul with where it hangs, or with the cause when the words stand there."""
    induk = simpul.induk.pernyataan if simpul.induk else ""
    line = f"di bawah “{induk}”"
    if simpul.faktor_penyebab and not pencarian.matches(simpul.pernyataan):
        line = f"faktor penyebab: {simpul.faktor_penyebab}"
    return Hasil(
        judul=simpul.pernyataan,
        keterangan=f"{simpul.get_jenis_display()} · {_owner(simpul.pohon)} · {line}",
        alamat=address_of(simpul),
        pohon=simpul.pohon_id,
        simpul=simpul.pk,
    )


def _owner(pohon: Pohon) -> str:
    return pohon.unit.nama_pendek if pohon.unit else pohon.instansi.nama


def _whose(pohon: Pohon) -> str:
    return f"{pohon.unit or pohon.instansi} · {pohon.periode}"
