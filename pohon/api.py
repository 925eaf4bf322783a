"""The public API of the tree, which the editor itself uses.

Reading a tree goes through `pohon.potret` (plain values, no ModelSerializer: seven times faster at 1,000 nodes);
writing goes through `pohon.actions`. The serializers below describe the shapes for the schema at /api/v1/schema/.
"""

from __future__ import annotations

import zlib
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from lib.api_masukan import Halaman
from organisasi.izin import izin
from organisasi.models import Pengguna
from pohon import actions, kehadiran, potret, riwayat
from pohon.api_bentuk import IsiSimpulSerializer
from pohon.baca import load_pohon
from pohon.models import Perubahan, Pohon, Simpul, VersiPohon

MOST_CHANGES = 500
FOREVER = "private, max-age=31536000, immutable"  # a frozen version never changes
ID = OpenApiParameter(
    "pohon_id", OpenApiTypes.INT, OpenApiParameter.PATH, description="Nomor pohon"
)
SINCE = OpenApiParameter(
    "sejak", OpenApiTypes.INT, description="Nomor perubahan terakhir yang dikenal"
)


class OperasiSerializer(serializers.Serializer[Any]):
    """One operation of a request."""

    jenis = serializers.ChoiceField(["tambah", "ubah", "pindah", "hapus", "pulihkan", "salin"])
    simpul = serializers.IntegerField(required=False)
    versi = serializers.IntegerField(required=False)
    induk = serializers.IntegerField(required=False)
    setelah = serializers.IntegerField(required=False, allow_null=True)
    perubahan = serializers.IntegerField(required=False)
    sejak = serializers.IntegerField(required=False)
    ref = serializers.CharField(required=False)
    data = IsiSimpulSerializer(required=False)  # type: ignore[assignment]
    turunan = serializers.ListField(child=serializers.DictField(), required=False)


PERMINTAAN = inline_serializer("PermintaanOperasi", {"operasi": OperasiSerializer(many=True)})
JAWABAN = inline_serializer(
    "JawabanOperasi",
    {
        "nomor": serializers.IntegerField(),
        "hasil": serializers.ListField(child=serializers.DictField()),
    },
)


def _user(request: Request) -> Pengguna:
    return cast(Pengguna, request.user)


def _may_edit(request: Request, pohon: Pohon) -> bool:
    return izin(_user(request)).may_edit(pohon.instansi_id, pohon.unit) and not pohon.is_locked


def _integer(request: Request, name: str, default: int = 0) -> int:
    value = request.query_params.get(name, str(default))
    if not value.isdecimal() or len(value) > 18:
        raise ValidationError({name: "Harus bilangan bulat mulai 0."})
    return int(value)


@extend_schema(operation_id="daftar_pohon", responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
def daftar_pohon(request: Request) -> Response:
    """List the trees the user may read, newest change first, paged by `limit` and `offset`."""
    rows = (
        Pohon.objects.visible_to(_user(request))
        .with_outcome()
        .select_related("unit", "periode")
        .order_by("-diubah", "pk")
    )
    paginator = Halaman()
    page = paginator.paginate_queryset(rows, request) or []
    return paginator.get_paginated_response([_row(pohon) for pohon in page])


def _row(pohon: Any) -> dict[str, Any]:
    return {
        "id": pohon.pk,
        "outcome": pohon.outcome,
        "unit": {"id": pohon.unit_id, "nama": pohon.unit.nama} if pohon.unit else None,
        "periode": {
            "id": pohon.periode_id,
            "nama": pohon.periode.nama,
            "tahun_awal": pohon.periode.tahun_awal,
            "tahun_akhir": pohon.periode.tahun_akhir,
        },
        "tahap": pohon.tahap,
        "status": pohon.status,
        "nomor": pohon.nomor,
        "jumlah_simpul": pohon.jumlah_simpul or 0,
    }


@extend_schema(
    parameters=[ID],
    request=OpenApiTypes.OBJECT,
    responses=OpenApiTypes.OBJECT,
    description="GET: seluruh pohon, simpulnya datar menurut urutan pohon. PATCH: dasar dan kesepakatan outcome.",
)
@api_view(["GET", "PATCH"])
def pohon(request: Request, pohon_id: int) -> Response:
    """Answer the whole tree (304 when the ETag, its number, is still current), or change its basis and agreement."""
    if request.method == "PATCH":
        data = request.data
        if not isinstance(data, dict):
            raise ValidationError("Isi permintaan harus berupa objek.")
        changed = actions.update_pohon(user=_user(request), pohon_id=pohon_id, data=data)
        return Response(potret.head(changed))
    row = load_pohon(_user(request), pohon_id)
    editable = _may_edit(request, row)
    etag = _etag(row, editable)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if etag in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers=headers)
    return Response({**potret.whole(row), "boleh_ubah": editable}, headers=headers)


def _etag(pohon: Pohon, editable: bool) -> str:
    """Return the tree's number with all that the answer shows from other rows: units, instansi, period, right."""
    periode, instansi = pohon.periode, pohon.instansi
    shown = (instansi.nama, instansi.nomor, periode.nama, list(periode.tahun), pohon.lock_reason)
    return f'"{pohon.pk}-{pohon.nomor}-{int(editable)}-{zlib.crc32(repr(shown).encode()):08x}"'


@extend_schema(
    parameters=[ID, OpenApiParameter("Idempotency-Key", OpenApiTypes.STR, OpenApiParameter.HEADER)],
    request=PERMINTAAN,
    responses=JAWABAN,
)
@api_view(["POST"])
def operasi(request: Request, pohon_id: int) -> Response:
    """Apply operations to a tree, all or none; a repeated Idempotency-Key gives the first answer again."""
    body = request.data
    answer = actions.apply(
        user=_user(request),
        pohon_id=pohon_id,
        operasi=body.get("operasi") if isinstance(body, dict) else None,  # type: ignore[arg-type]
        kunci=request.headers.get("Idempotency-Key", ""),
    )
    return Response(answer)


@extend_schema(parameters=[ID, SINCE], responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
def perubahan(request: Request, pohon_id: int) -> Response:
    """Answer what happened to a tree since a number, oldest first (at most 500; ask again with the last number).

    `hadir` tells where the others are. 304 when the ETag (number and presence) is still current.
    """
    row = load_pohon(_user(request), pohon_id)
    since = _integer(request, "sejak")
    hadir = kehadiran.others(user=_user(request), pohon=row)
    etag = f'"{row.pk}-{row.nomor}-{since}-{zlib.crc32(repr(hadir).encode()):08x}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if etag in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers=headers)
    rows = (
        Perubahan.objects.filter(pohon=row, nomor__gt=since)
        .select_related("pengguna")
        .defer("sebelum")
        .order_by("nomor")[:MOST_CHANGES]
    )
    news = [potret.change(item) for item in rows]
    return Response({"nomor": row.nomor, "perubahan": news, "hadir": hadir}, headers=headers)


@extend_schema(
    parameters=[ID],
    request=inline_serializer(
        "PermintaanHadir",
        {
            "kunci": serializers.CharField(),
            "simpul": serializers.IntegerField(allow_null=True),
            "pergi": serializers.BooleanField(required=False),
        },
    ),
    responses={204: None},
)
@api_view(["POST"])
def hadir(request: Request, pohon_id: int) -> Response:
    """Say at which node an open editor is; everybody who may read the tree may."""
    kehadiran.announce(
        user=_user(request), pohon=load_pohon(_user(request), pohon_id), data=request.data
    )
    return Response(status=204)


@extend_schema(
    parameters=[ID],
    request=inline_serializer("PermintaanTahap", {"tahap": serializers.IntegerField()}),
    responses=OpenApiTypes.OBJECT,
)
@api_view(["POST"])
def tahap(request: Request, pohon_id: int) -> Response:
    """Open the next stage or go back; answers what going back leaves behind."""
    body = request.data
    wanted = body.get("tahap") if isinstance(body, dict) else None
    if isinstance(wanted, bool) or not isinstance(wanted, int):
        raise ValidationError({"tahap": "Tahap harus 1 sampai 5."})
    changed, left = actions.set_tahap(user=_user(request), pohon_id=pohon_id, tahap=wanted)
    return Response({"tahap": changed.tahap, "nomor": changed.nomor, "tertinggal": left})


@extend_schema(parameters=[ID], responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
def terhapus(request: Request, pohon_id: int) -> Response:
    """Answer the deleted branches that may come back, newest first."""
    row = load_pohon(_user(request), pohon_id)
    here = Simpul.objects.filter(pohon=row)
    rows = (
        Perubahan.objects.filter(pohon=row, jenis=Perubahan.Jenis.HAPUS)
        .exclude(simpul__in=here.values("pk"))
        .annotate(pernyataan=F("sebelum__simpul__0__pernyataan"), dihapus=F("sesudah__dihapus"))
        .order_by("-nomor")
        .values("nomor", "simpul", "waktu", "pengguna__nama", "pernyataan", "dihapus")
    )
    newest: dict[int | None, Any] = {}
    for item in rows[:MOST_CHANGES]:
        newest.setdefault(item["simpul"], item)
    return Response(
        [
            {
                "nomor": item["nomor"],
                "oleh": item["pengguna__nama"],
                "waktu": item["waktu"],
                "pernyataan": item["pernyataan"],
                "jumlah": len(item["dihapus"]),
            }
            for item in newest.values()
        ]
    )


@extend_schema(
    operation_id="riwayat_simpul",
    parameters=[
        ID,
        OpenApiParameter("simpul_id", OpenApiTypes.INT, OpenApiParameter.PATH),
        OpenApiParameter("sebelum", OpenApiTypes.INT, description="Lanjut dari nomor ini ke bawah"),
    ],
    responses=OpenApiTypes.OBJECT,
)
@api_view(["GET"])
def riwayat_simpul(request: Request, pohon_id: int, simpul_id: int) -> Response:
    """Answer who changed a node, when, and what stood there before and after; newest first, paged by `sebelum`."""
    row = load_pohon(_user(request), pohon_id)
    before = _integer(request, "sebelum") if "sebelum" in request.query_params else None
    entries, more = riwayat.of_simpul(row, simpul_id, before)
    return Response({"riwayat": entries, "masih_ada": more})


@extend_schema(operation_id="daftar_versi", parameters=[ID], responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
def daftar_versi(request: Request, pohon_id: int) -> Response:
    """Answer the frozen versions of a tree, newest first: number, status at the time, by whom and when."""
    row = load_pohon(_user(request), pohon_id)
    rows = VersiPohon.objects.filter(pohon=row).order_by("-nomor")
    return Response(
        [
            {
                "nomor": item["nomor"],
                "nama": f"Versi {item['nomor']}",
                "status": item["status"],
                "oleh": item["oleh__nama"],
                "waktu": item["waktu"],
                "kapan": date_format(timezone.localtime(item["waktu"]), "j M Y H.i"),
            }
            for item in rows.values("nomor", "status", "oleh__nama", "waktu")[:MOST_CHANGES]
        ]
    )


@extend_schema(
    operation_id="versi",
    parameters=[ID, OpenApiParameter("nomor", OpenApiTypes.INT, OpenApiParameter.PATH)],
    responses=OpenApiTypes.OBJECT,
)
@api_view(["GET"])
def versi(request: Request, pohon_id: int, nomor: int) -> Response:
    """Answer a frozen version in the shape of the tree itself; it never changes, so a browser may keep it."""
    row = load_pohon(_user(request), pohon_id)
    frozen = VersiPohon.objects.filter(pohon=row, nomor=nomor).values_list("isi", flat=True).first()
    if frozen is None:
        raise Http404
    headers = {"ETag": f'"{row.pk}-versi-{nomor}"', "Cache-Control": FOREVER}
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers=headers)
    return Response({**frozen, "boleh_ubah": False}, headers=headers)
