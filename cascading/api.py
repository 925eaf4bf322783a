"""The search of everything, put together from the rooms (POKIN_CARI)."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.module_loading import import_string
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from lib.cari import MOST_HITS, Hasil, Pencarian
from lib.masukan import number_of
from organisasi.aktif import instansi_aktif
from organisasi.models import Pengguna
from pohon.models import Pohon

SHOWN = 8
PARAMETERS = [
    OpenApiParameter("q", OpenApiTypes.STR, description="Kata yang dicari, paling sedikit 2 huruf"),
    OpenApiParameter(
        "pohon", OpenApiTypes.INT, description="Nomor pohon yang hasilnya didahulukan"
    ),
    OpenApiParameter(
        "jenis",
        OpenApiTypes.STR,
        description=f"Satu jenis saja, dengan hasil sampai {MOST_HITS}",
        enum=[key for key, *_ in settings.POKIN_CARI],
    ),
]


@extend_schema(operation_id="cari", parameters=PARAMETERS, responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
def cari(request: Request) -> Response:
    """Find what the user may see in the instansi at work (or that of the open tree).

    A group shows 8 hits and counts up to 50; `lebih` says that there are more.
    """
    user, params = cast(Pengguna, request.user), request.query_params
    groups = _groups(params.get("jenis", ""))
    pohon = _open_tree(user, number_of(params.get("pohon")))
    instansi = pohon.instansi if pohon else instansi_aktif(cast(HttpRequest, request))
    pencarian = Pencarian.of(params.get("q", ""), pohon=pohon.pk if pohon else 0)
    found = []
    for key, title, function in groups if pencarian.kata else []:
        rows = import_string(function)(user, instansi, pencarian)
        if rows:
            found.append(_group(key, title, rows, MOST_HITS if params.get("jenis") else SHOWN))
    if pohon:
        found.sort(key=lambda group: group["hasil"][0]["pohon"] != pohon.pk)
    return Response({"kelompok": found})


def _groups(jenis: str) -> list[tuple[str, str, str]]:
    """Return the groups asked for; raises ValidationError for a kind there is none of."""
    groups = [group for group in settings.POKIN_CARI if jenis in ("", group[0])]
    if not groups:
        known = ", ".join(key for key, *_ in settings.POKIN_CARI)
        raise ValidationError({"jenis": f"Jenis ini tidak ada. Pilih salah satu: {known}."})
    return groups


def _open_tree(user: Pengguna, pk: int) -> Pohon | None:
    if not pk:
        return None
    return Pohon.objects.visible_to(user).select_related("instansi").filter(pk=pk).first()


def _group(key: str, title: str, rows: list[Hasil], shown: int) -> dict[str, Any]:
    return {
        "jenis": key,
        "judul": title,
        "jumlah": min(len(rows), MOST_HITS),
        "lebih": len(rows) > MOST_HITS,
        "hasil": [
            {
                "judul": row.judul,
                "keterangan": row.keterangan,
                "alamat": row.alamat,
                "jenis": key,
                "pohon": row.pohon,
                "simpul": row.simpul,
            }
            for row in rows[:shown]
        ],
    }
