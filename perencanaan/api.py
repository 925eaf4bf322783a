"""The API of the mapping: the components a tree's simpul may become, and which of them they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Count, Q
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from organisasi.models import Pengguna
from perencanaan import actions
from perencanaan.actions.kunci import closed_reason
from perencanaan.models import Dokumen, Komponen, Pemetaan
from perencanaan.views.papan import documents_for, why_not_written
from pohon import hubungan
from pohon.baca import load_pohon
from pohon.models import Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser

GONE = "Komponen itu sudah dihapus orang lain. Muat ulang halaman."


@hubungan.described("komponen")
@api_view(["GET", "POST"])
def komponen(request: Request, pohon_id: int) -> Response:
    """Answer the components near a tree and which simpul is mapped to which, or map one simpul (or undo that)."""
    user = cast(Pengguna, request.user)
    pohon = load_pohon(user, pohon_id)
    if request.method == "POST":
        return Response(_set(user, pohon, request.data))
    links = Pemetaan.objects.visible_to(user).current().filter(simpul__pohon=pohon)
    daftar_dokumen = _documents(user, pohon)
    return hubungan.answer(
        alasan=hubungan.why_not(user, pohon, closed_reason(pohon)),
        level=Komponen.Jenis.labels,
        kelompok=[_group(user, dokumen) for dokumen in daftar_dokumen],
        kolom=_columns(pohon, daftar_dokumen),
        tautan=links.values_list("simpul_id", "komponen_id"),
    )


def _documents(user: AnyUser, pohon: Pohon) -> list[Dokumen]:
    """Return the documents in which the simpul of a tree may find their components, its own unit's first.

    Those of its unit, of the units above and below, of the instansi as a whole, of the units that carry a simpul, and
    those already linked. Three queries.
    """
    nodes = Simpul.objects.filter(pohon=pohon)
    carriers = set(nodes.exclude(pengampu=None).values_list("pengampu", flat=True))
    linked = set(
        Pemetaan.objects.current()
        .filter(simpul__pohon=pohon)
        .values_list("komponen__dokumen", flat=True)
    )

    def is_near(dokumen: Dokumen) -> bool:
        unit, home = dokumen.unit, pohon.unit
        if unit is None or unit.pk in carriers or dokumen.pk in linked:
            return True
        return home is not None and (unit.is_within(home) or home.is_within(unit))

    return [row for row in documents_for(user, pohon, also=linked) if is_near(row)]


def _group(user: AnyUser, dokumen: Dokumen) -> dict[str, Any]:
    alasan = why_not_written(user, dokumen)
    return {"id": dokumen.pk, "nama": dokumen.nama, "boleh_ubah": not alasan, "alasan": alasan}


def _columns(pohon: Pohon, daftar_dokumen: list[Dokumen]) -> list[dict[str, Any]]:
    """Return the components of the documents, document by document in tree order; one query."""
    order = {dokumen.pk: place for place, dokumen in enumerate(daftar_dokumen)}
    elsewhere = Q(daftar_pemetaan__simpul__pohon__dihapus=None) & ~Q(
        daftar_pemetaan__simpul__pohon=pohon
    )
    rows = (
        Komponen.objects.filter(dokumen__in=order)
        .annotate(lain=Count("daftar_pemetaan", filter=elsewhere))
        .order_by("lft")
        .values_list("pk", "kode", "nama", "jenis", "induk_id", "kedalaman", "dokumen_id", "lain")
    )
    labels = dict(Komponen.Jenis.choices)
    return [
        {
            "id": pk,
            "kode": kode,
            "nama": nama,
            "label": str(labels[jenis]),
            "induk": induk,
            "dalam": dalam,
            "kelompok": dokumen,
            "lain": lain,
        }
        for pk, kode, nama, jenis, induk, dalam, dokumen, lain in sorted(
            rows, key=lambda row: order[row[6]]
        )
    ]


def _set(user: AnyUser, pohon: Pohon, body: Any) -> dict[str, Any]:
    """Map a simpul to a component or undo it; a pair that already stands as asked stays as it is."""
    pair = hubungan.read_pair(user, pohon, body, details=["alasan"])
    pemetaan = Pemetaan.objects.filter(simpul=pair.simpul, komponen=pair.kolom).first()
    if pair.tertaut == (pemetaan is not None):
        return pair.answer()
    try:
        if pemetaan is not None:
            gone = actions.unmap(user=user, pemetaan=pemetaan.pk)
            return pair.answer({"alasan": gone.alasan})
        actions.map_simpul(
            user=user,
            simpul=pair.simpul,
            komponen=pair.kolom,
            alasan=pair.rincian.get("alasan", ""),
        )
    except ObjectDoesNotExist as error:
        raise ValidationError({"kolom": GONE}) from error
    return pair.answer()
