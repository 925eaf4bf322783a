"""What links the simpul of a tree to the columns of another room: the shape of question and answer.

Perencanaan links simpul to components, jabatan to positions. Both answer alike, so that the editor shows either as a
matrix and needs to know neither room.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.response import Response

from organisasi.izin import require_edit
from pohon.models import Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser

LARGEST_ID = 2**63
SIMPUL_GONE = "Simpul itu sudah dihapus orang lain. Muat ulang halaman."

POHON_ID = OpenApiParameter(
    "pohon_id", OpenApiTypes.INT, OpenApiParameter.PATH, description="Nomor pohon"
)


class KelompokSerializer(serializers.Serializer[Any]):
    """What the columns belong to: a document, a unit."""

    id = serializers.IntegerField()
    nama = serializers.CharField()
    boleh_ubah = serializers.BooleanField()
    alasan = serializers.CharField()


class KolomSerializer(serializers.Serializer[Any]):
    """One column; `lain` counts its links from other trees."""

    id = serializers.IntegerField()
    kode = serializers.CharField()
    nama = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    induk = serializers.IntegerField(allow_null=True)
    dalam = serializers.IntegerField()
    kelompok = serializers.IntegerField()
    lain = serializers.IntegerField()


class TautanSerializer(serializers.Serializer[Any]):
    """One linked pair."""

    simpul = serializers.IntegerField()
    kolom = serializers.IntegerField()


HUBUNGAN = inline_serializer(
    "Hubungan",
    {
        "boleh_ubah": serializers.BooleanField(),
        "alasan": serializers.CharField(),
        "level": serializers.ListField(child=serializers.CharField()),
        "kelompok": KelompokSerializer(many=True),
        "kolom": KolomSerializer(many=True),
        "tautan": TautanSerializer(many=True),
    },
)
PERMINTAAN_TAUTAN = inline_serializer(
    "PermintaanTautan",
    {
        "simpul": serializers.IntegerField(),
        "kolom": serializers.IntegerField(),
        "tertaut": serializers.BooleanField(),
        "rincian": serializers.DictField(child=serializers.CharField(), required=False),
    },
)
JAWABAN_TAUTAN = inline_serializer(
    "JawabanTautan",
    {
        "simpul": serializers.IntegerField(),
        "kolom": serializers.IntegerField(),
        "tertaut": serializers.BooleanField(),
        "rincian": serializers.DictField(child=serializers.CharField()),
    },
)


@dataclass(frozen=True)
class Pasangan:
    """A simpul and a column that shall be linked (`tertaut`) or not; `rincian` is what the link says of itself."""

    simpul: int
    kolom: int
    tertaut: bool
    rincian: dict[str, str] = field(default_factory=dict)

    def answer(self, rincian: dict[str, str] | None = None) -> dict[str, Any]:
        """Return how the pair stands now; `rincian` is what an undone link said, so that it can be made again."""
        return {
            "simpul": self.simpul,
            "kolom": self.kolom,
            "tertaut": self.tertaut,
            "rincian": rincian or {},
        }


View = TypeVar("View", bound=Callable[..., Any])


def described(noun: str) -> Callable[[View], View]:
    """Describe, for the schema, an address that answers (GET) and changes (POST) the links of a tree."""
    read = extend_schema(
        methods=["GET"],
        operation_id=f"{noun}_pohon",
        parameters=[POHON_ID],
        responses=HUBUNGAN,
    )
    write = extend_schema(
        methods=["POST"],
        operation_id=f"tautkan_{noun}",
        parameters=[POHON_ID],
        request=PERMINTAAN_TAUTAN,
        responses=JAWABAN_TAUTAN,
    )

    def describe(view: View) -> View:
        described_view: View = read(write(view))
        return described_view

    return describe


def answer(
    *,
    alasan: str,
    level: Iterable[Any],
    kelompok: list[dict[str, Any]],
    kolom: list[dict[str, Any]],
    tautan: Iterable[tuple[int, int]],
) -> Response:
    """Answer what can be linked and what is: `alasan` says why not here, `tautan` are (simpul, kolom)."""
    body = {
        "boleh_ubah": not alasan,
        "alasan": alasan,
        "level": [str(label) for label in level],
        "kelompok": kelompok,
        "kolom": kolom,
        "tautan": [{"simpul": simpul, "kolom": id} for simpul, id in tautan],
    }
    return Response(body, headers={"Cache-Control": "private, no-cache"})


def why_not(user: AnyUser, pohon: Pohon, closed: str) -> str:
    """Say why the user may not link the simpul of a tree; empty when they may.

    `closed` is the other room's own reason: too early, or the tree is locked.
    """
    try:
        require_edit(user, pohon.instansi_id, pohon.unit)
    except PermissionDenied as error:
        return str(error)
    return closed


def read_pair(user: AnyUser, pohon: Pohon, body: Any, *, details: Collection[str]) -> Pasangan:
    """Read which pair a request means; `details` are the names `rincian` may have.

    Raises PermissionDenied when the user may not write the tree, ValidationError for anything that is no pair and for a
    simpul that is not of this tree.
    """
    require_edit(user, pohon.instansi_id, pohon.unit)
    if not isinstance(body, dict):
        raise ValidationError("Isi permintaan harus berupa objek.")
    if not isinstance(tertaut := body.get("tertaut"), bool):
        raise ValidationError({"tertaut": "Isi true untuk menautkan atau false untuk melepas."})
    pair = Pasangan(
        _key(body, "simpul"), _key(body, "kolom"), tertaut, _details(body.get("rincian"), details)
    )
    if not Simpul.objects.filter(pohon=pohon, pk=pair.simpul).exists():
        raise ValidationError({"simpul": SIMPUL_GONE})
    return pair


def _key(body: dict[str, Any], name: str) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < LARGEST_ID:
        raise ValidationError({name: f"Isi {name} dengan nomornya."})
    return value


def _details(value: Any, names: Collection[str]) -> dict[str, str]:
    if value is None:
        return {}
    known = isinstance(value, dict) and all(
        name in names and isinstance(text, str) for name, text in value.items()
    )
    if not known:
        allowed = ", ".join(sorted(names))
        raise ValidationError({"rincian": f"Rincian hanya dapat berisi teks: {allowed}."})
    return dict(value)
