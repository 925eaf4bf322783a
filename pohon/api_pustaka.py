"""The API of the library of indicators: what the editor chooses from, and what it compares an indikator with."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Q
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from lib.api_masukan import Halaman
from lib.daftar import MOST_WORDS
from organisasi.models import Pengguna
from pohon.api_bentuk import KartuSerializer
from pohon.models import PustakaIndikator
from pohon.pustaka import as_data

MOST_KEYS = 200
SEARCHED = ("nama", "kode", "satuan", "definisi_operasional")


def _keys(text: str) -> list[int]:
    parts = [part for part in text.split(",") if part]
    if len(parts) > MOST_KEYS or not all(
        p.isascii() and p.isdecimal() and len(p) < 19 for p in parts
    ):
        raise ValidationError({"id": f"Sebutkan paling banyak {MOST_KEYS} nomor, dipisah koma."})
    return [int(part) for part in parts]


@extend_schema(
    operation_id="daftar_pustaka_indikator",
    parameters=[
        OpenApiParameter(
            "q", OpenApiTypes.STR, description="Kata dalam nama, kode, satuan, atau definisi"
        ),
        OpenApiParameter(
            "pohon", OpenApiTypes.INT, description="Hanya pustaka instansi pemilik pohon ini"
        ),
        OpenApiParameter("id", OpenApiTypes.STR, description="Nomor kartu, dipisah koma"),
    ],
    responses=KartuSerializer(many=True),
)
@api_view(["GET"])
def daftar_pustaka(request: Request) -> Response:
    """Answer cards of the library, by name, paged by `limit` and `offset`; two queries and one for the rights."""
    rows = PustakaIndikator.objects.visible_to(cast(Pengguna, request.user))
    params = request.query_params
    if "id" in params:
        rows = rows.filter(pk__in=_keys(params["id"]))
    if "pohon" in params:
        keys = _keys(params["pohon"])
        rows = rows.filter(instansi__daftar_pohon__in=keys[:1])
    for word in params.get("q", "").replace("\x00", "")[:100].split()[:MOST_WORDS]:
        anywhere = Q()
        for name in SEARCHED:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    paginator = Halaman()
    page: list[Any] = paginator.paginate_queryset(rows.order_by("nama", "pk"), request) or []
    return paginator.get_paginated_response([as_data(row) for row in page])
