"""The API of the distribution: the positions near a tree, and which of its simpul each carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from jabatan import actions
from jabatan.actions.jabatan import GONE
from jabatan.actions.kinerja import closed_reason
from jabatan.models import Jabatan, KinerjaJabatan
from organisasi.izin import izin
from organisasi.models import Pengguna, Unit
from pohon import hubungan
from pohon.baca import load_pohon
from pohon.models import Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser

WHOLE = 0  # the group of the positions that belong to no unit


@hubungan.described("jabatan")
@api_view(["GET", "POST"])
def jabatan(request: Request, pohon_id: int) -> Response:
    """Answer the positions near a tree and who carries which simpul, or let one carry a simpul (or undo that)."""
    user = cast(Pengguna, request.user)
    pohon = load_pohon(user, pohon_id)
    if request.method == "POST":
        return Response(_set(user, pohon, request.data))
    links = KinerjaJabatan.objects.visible_to(user).filter(simpul__pohon=pohon)
    positions = _positions(user, pohon)
    return hubungan.answer(
        alasan=hubungan.why_not(user, pohon, closed_reason(pohon)),
        level=Jabatan.Jenjang.labels,
        kelompok=_groups(user, pohon, positions),
        kolom=[_column(row) for row in positions],
        tautan=links.values_list("simpul_id", "jabatan_id"),
    )


def _positions(user: AnyUser, pohon: Pohon) -> list[Jabatan]:
    """Return the positions that may carry a simpul of a tree, in tree order; one query.

    Those of its unit and the units below, of the units that carry a simpul, and those already linked.
    """
    rows = Jabatan.objects.visible_to(user).filter(instansi=pohon.instansi_id)
    if pohon.unit:
        nodes = Simpul.objects.filter(pohon=pohon)
        rows = rows.filter(
            Q(unit__in=Unit.objects.in_branch(pohon.unit))
            | Q(unit__in=nodes.exclude(pengampu=None).values("pengampu"))
            | Q(pk__in=KinerjaJabatan.objects.filter(simpul__in=nodes).values("jabatan"))
        )
    elsewhere = Q(daftar_kinerja__simpul__pohon__dihapus=None) & ~Q(
        daftar_kinerja__simpul__pohon=pohon
    )
    counted = rows.annotate(lain=Count("daftar_kinerja", filter=elsewhere))
    return list(counted.select_related("unit").order_by("lft"))


def _groups(user: AnyUser, pohon: Pohon, positions: list[Jabatan]) -> list[dict[str, Any]]:
    """Return the units of the positions, each with the reason why the user may not hand kinerja to it."""
    return [_group(user, pohon, unit) for unit in dict.fromkeys(row.unit for row in positions)]


def _group(user: AnyUser, pohon: Pohon, unit: Unit | None) -> dict[str, Any]:
    nama = unit.nama_pendek if unit else pohon.instansi.nama
    may = izin(user).may_edit(pohon.instansi_id, unit)
    outside = f"Jabatan {nama} berada di luar unit Anda; minta admin instansi membagikannya."
    return {
        "id": unit.pk if unit else WHOLE,
        "nama": nama,
        "boleh_ubah": may,
        "alasan": "" if may else outside,
    }


def _column(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kode": "",
        "nama": row.nama,
        "label": row.get_jenjang_display(),
        "induk": row.induk_id,
        "dalam": row.kedalaman,
        "kelompok": row.unit_id or WHOLE,
        "lain": row.lain,
    }


def _set(user: AnyUser, pohon: Pohon, body: Any) -> dict[str, Any]:
    """Let a position carry a simpul or undo it; a pair that already stands as asked stays as it is.

    Without `jenis` a second carrier shares, as the form of the distribution proposes.
    """
    pair = hubungan.read_pair(user, pohon, body, details=["pernyataan", "jenis"])
    carriers = KinerjaJabatan.objects.filter(simpul=pair.simpul).select_related("simpul", "jabatan")
    daftar = {row.jabatan_id: row for row in carriers}
    kinerja = daftar.get(pair.kolom)
    if pair.tertaut == (kinerja is not None):
        return pair.answer()
    if kinerja is not None:
        actions.unassign(user=user, kinerja=kinerja)
        return pair.answer({"pernyataan": kinerja.pernyataan, "jenis": kinerja.jenis})
    position = Jabatan.objects.visible_to(user).filter(pk=pair.kolom).first()
    if position is None:
        raise ValidationError({"kolom": GONE})
    usual = KinerjaJabatan.Jenis.SHARING if daftar else KinerjaJabatan.Jenis.DIRECT
    actions.assign(
        user=user,
        simpul=Simpul.objects.get(pk=pair.simpul),
        jabatan=position,
        pernyataan=pair.rincian.get("pernyataan", ""),
        jenis=pair.rincian.get("jenis", usual),
    )
    return pair.answer()
