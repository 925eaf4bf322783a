"""The shapes in which the nodes of a tree became komponen, drawn as in gambar 14 to 16 of the regulation."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from perencanaan.bentuk import LABEL, Bentuk, JenisBentuk, shapes
from perencanaan.models import Dokumen, Pemetaan
from perencanaan.views.papan import can_map, can_write
from perencanaan.views.pemetaan import address, load_pohon
from pohon.models import Pohon

PER_PAGE = 30
ASK = "alasan"


def bentuk_pemetaan(request: SignedInRequest, pohon_pk: int) -> HttpResponse:
    """Draw the shapes of a tree's mappings to `?dokumen=`.

    `?bentuk=` keeps one shape, or with `alasan` those that need a reason.
    """
    pohon = load_pohon(request, pohon_pk)
    dokumen = get_object_or_404(
        Dokumen.objects.visible_to(request.user).select_related("instansi", "unit", "periode"),
        pk=number_of(request.GET.get("dokumen")),
        instansi=pohon.instansi_id,
    )
    daftar = shapes_of(pohon, dokumen)
    chosen = request.GET.get("bentuk", "")
    if chosen == ASK:
        shown = [one for one in daftar if one.tanpa_alasan]
    else:
        shown = [one for one in daftar if chosen not in LABEL or one.jenis == chosen]
    halaman = Paginator(shown, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "pohon": pohon,
        "dokumen": dokumen,
        "halaman": halaman,
        "daftar_bentuk": [(one, _own(one.tanpa_alasan, pohon)) for one in halaman],
        "daftar_saring": _filters(dokumen, daftar, chosen),
        "boleh_ubah": can_map(request.user, pohon) and can_write(request.user, dokumen),
        "kembali": address(pohon.pk, dokumen.pk),
    }
    return render(request, "perencanaan/bentuk_pemetaan.html", context)


def shapes_of(pohon: Pohon, dokumen: Dokumen) -> list[Bentuk]:
    """Return the shapes of a tree's mappings to a document; one query.

    Nodes of other trees in the same komponen belong to its shape.
    """
    own = Pemetaan.objects.filter(simpul__pohon=pohon, komponen__dokumen=dokumen)
    rows = (
        Pemetaan.objects.living()
        .filter(komponen__in=own.values("komponen"))
        .select_related("simpul", "komponen")
        .order_by("simpul__tree_id", "simpul__lft", "komponen__lft")
    )
    return shapes(rows)


def _own(daftar: list[Pemetaan], pohon: Pohon) -> list[Pemetaan]:
    """Return the mappings of this tree: those of others are given a reason from theirs."""
    return [row for row in daftar if row.simpul.pohon_id == pohon.pk]


def _filters(dokumen: Dokumen, daftar: list[Bentuk], chosen: str) -> list[dict[str, object]]:
    count = Counter(one.jenis for one in daftar)
    rows = [("", "Semua", len(daftar))]
    rows += [(jenis.value, LABEL[jenis], count[jenis]) for jenis in JenisBentuk if count[jenis]]
    if asking := sum(bool(one.tanpa_alasan) for one in daftar):
        rows.append((ASK, "Perlu alasan", asking))
    return [
        {
            "kunci": key,
            "label": label,
            "jumlah": number,
            "aktif": chosen == key,
            "url": "?" + urlencode({"dokumen": dokumen.pk, **({"bentuk": key} if key else {})}),
        }
        for key, label, number in rows
    ]
