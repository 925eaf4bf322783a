"""The API of findings: what the rules say of a tree, whole or after some operations, and the reasons given.

The editor asks here after every change; `?sejak=` answers only what the operations after a number touched.
"""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from evaluasi import actions
from evaluasi.models import Pengecualian
from evaluasi.temuan import Sebagian, Temuan, check, check_since
from organisasi.izin import izin
from organisasi.models import Pengguna
from pohon.baca import load_pohon

ID = OpenApiParameter(
    "pohon_id", OpenApiTypes.INT, OpenApiParameter.PATH, description="Nomor pohon"
)
SINCE = OpenApiParameter(
    "sejak",
    OpenApiTypes.INT,
    description=(
        "Nomor perubahan pohon saat temuan terakhir diminta. Jawaban lalu hanya memuat yang dapat berubah sesudahnya; "
        "`diganti` menyebut temuan lama mana yang digantikannya."
    ),
)


class AlasanSerializer(serializers.Serializer[Any]):
    """The reason given for a finding."""

    teks = serializers.CharField()
    oleh = serializers.CharField()
    kapan = serializers.CharField()
    berlaku = serializers.BooleanField(help_text="Salah: ditolak evaluator.")
    tanggapan = serializers.CharField(allow_blank=True)
    ditanggapi_oleh = serializers.CharField(allow_blank=True)
    dikenal = serializers.CharField(help_text="Kirim kembali saat mengubahnya.")


class TemuanSerializer(serializers.Serializer[Any]):
    """A finding of a rule."""

    aturan = serializers.CharField()
    judul = serializers.CharField(allow_blank=True)
    tingkat = serializers.ChoiceField(["galat", "peringatan", "info"])
    simpul = serializers.IntegerField(allow_null=True)
    pesan = serializers.CharField()
    saran = serializers.CharField()
    sumber = serializers.CharField()
    tahap = serializers.IntegerField()
    penyelesai = serializers.CharField(allow_blank=True)
    dugaan = serializers.BooleanField()
    sidik = serializers.CharField(help_text="Pengenal temuan ini.")
    menghalangi = serializers.BooleanField(help_text="Pohon tidak dapat diajukan selama ada.")
    perlu_alasan = serializers.BooleanField()
    alasan = AlasanSerializer(allow_null=True)


class DigantiSerializer(serializers.Serializer[Any]):
    """Which earlier findings an answer to `sejak` takes the place of: of these rules, and on these nodes."""

    aturan = serializers.ListField(child=serializers.CharField())
    simpul = serializers.ListField(child=serializers.IntegerField())
    tetap = serializers.ListField(
        child=serializers.CharField(),
        help_text="Aturan yang temuan lamanya tetap berlaku, juga pada simpul yang disebut.",
    )


class JawabanTemuanSerializer(serializers.Serializer[Any]):
    """The findings; `lengkap`: all there are, otherwise those of `diganti`."""

    nomor = serializers.IntegerField()
    lengkap = serializers.BooleanField()
    diganti = DigantiSerializer(allow_null=True)
    boleh_alasan = serializers.BooleanField()
    temuan = TemuanSerializer(many=True)


class AlasanMasukSerializer(serializers.Serializer[Any]):
    """A reason for findings of one rule; `dikenal` maps a finding to the stamp of the reason that was seen."""

    sidik = serializers.ListField(child=serializers.CharField())
    alasan = serializers.CharField()
    dikenal = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)


class CabutSerializer(serializers.Serializer[Any]):
    """Findings whose reason is withdrawn."""

    sidik = serializers.ListField(child=serializers.CharField())


def _user(request: Request) -> Pengguna:
    return cast(Pengguna, request.user)


def _since(request: Request) -> int | None:
    value = request.query_params.get("sejak")
    if value is None:
        return None
    if not value.isdecimal() or len(value) > 18:
        raise ValidationError({"sejak": "Harus bilangan bulat mulai 0."})
    return int(value)


@extend_schema(
    operation_id="temuan",
    parameters=[ID, SINCE],
    responses=JawabanTemuanSerializer,
    methods=["GET"],
)
@api_view(["GET"])
def temuan(request: Request, pohon_id: int) -> Response:
    """Answer the findings of the rules up to the tree's stage with their reasons; `?sejak=` only what changed."""
    pohon, since = load_pohon(_user(request), pohon_id), _since(request)
    part = Sebagian(check(pohon), lengkap=True) if since is None else check_since(pohon, since)
    rights = izin(_user(request))
    return Response(
        {
            "nomor": pohon.nomor,
            "lengkap": part.lengkap,
            "diganti": None
            if part.lengkap
            else {
                "aturan": list(part.aturan),
                "simpul": list(part.simpul),
                "tetap": list(part.tetap),
            },
            "boleh_alasan": not pohon.is_locked and rights.may_edit(pohon.instansi_id, pohon.unit),
            "temuan": [_row(one) for one in part.laporan.daftar],
        }
    )


def _row(one: Temuan) -> dict[str, Any]:
    f = one.finding
    return {
        "aturan": f.rule,
        "judul": f.by.judul,
        "tingkat": f.severity,
        "simpul": f.simpul,
        "pesan": f.message,
        "saran": f.fix,
        "sumber": f.source,
        "tahap": f.by.tahap,
        "penyelesai": f.by.settle,
        "dugaan": f.by.heuristic,
        "sidik": one.sidik,
        "menghalangi": f.blocks,
        "perlu_alasan": f.needs_reason,
        "alasan": _reason(one.pengecualian) if f.needs_reason else None,
    }


def _reason(row: Pengecualian | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "teks": row.alasan,
        "oleh": row.oleh.nama,
        "kapan": date_format(timezone.localtime(row.waktu), "j M Y H.i"),
        "berlaku": row.is_valid,
        "tanggapan": row.tanggapan,
        "ditanggapi_oleh": row.ditanggapi_oleh.nama if row.ditanggapi_oleh else "",
        "dikenal": actions.stamp(row),
    }


@extend_schema(
    operation_id="beri_alasan",
    parameters=[ID],
    methods=["POST"],
    request=AlasanMasukSerializer,
    responses=OpenApiTypes.OBJECT,
)
@extend_schema(
    operation_id="cabut_alasan",
    parameters=[ID],
    methods=["DELETE"],
    request=CabutSerializer,
    responses=OpenApiTypes.OBJECT,
)
@api_view(["POST", "DELETE"])
def alasan(request: Request, pohon_id: int) -> Response:
    """Give one reason for findings of one rule (again the same: nothing changes), or withdraw reasons."""
    body = request.data if isinstance(request.data, dict) else {}
    sidik = _texts(body.get("sidik"))
    if request.method == "DELETE":
        gone = actions.withdraw_reason(user=_user(request), pohon_id=pohon_id, sidik=sidik)
        return Response({"dicabut": gone})
    rows = actions.give_reason(
        user=_user(request),
        pohon_id=pohon_id,
        sidik=sidik,
        alasan=_text(body.get("alasan")),
        dikenal=_stamps(body.get("dikenal")),
    )
    return Response({"alasan": {row.sidik: _reason(row) for row in rows}})


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValidationError({"sidik": "Sertakan daftar sidik temuan."})
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValidationError({"alasan": "Alasan harus berupa teks."})
    return value.replace("\x00", "")


def _stamps(value: Any) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ValidationError({"dikenal": "Harus berupa objek sidik dan pengenal alasan."})
    return {str(key): str(text) for key, text in value.items()}
