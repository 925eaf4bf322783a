"""A tree as plain data: what the API sends, the log keeps, a version freezes and an export reads.

Nodes come flat, in tree order. `id`, `induk`, `jenis`, `pernyataan` and `versi` always stand there, every other field
only when it holds something, which keeps a node near 250 bytes. Four queries whatever the size; no model instances.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from pohon.models import Crosscutting, Indikator, Perubahan, Pohon, Simpul, Target

Node = dict[str, Any]
Keys = QuerySet[Simpul, dict[str, Any]]  # a subquery of primary keys

SIMPUL_FIELDS = (
    "level_kinerja",
    "faktor_penyebab",
    "sifat",
    "metode",
    "unsur_4m",
    "pengampu",
    "pengampu__nama",
    "bobot",
    "hubungan",
    "hubungan_alasan",
    "keterangan",
)
INDIKATOR_FIELDS = (
    "nama",
    "urutan",
    "kode",
    "satuan",
    "polaritas",
    "definisi_operasional",
    "tujuan_pengukuran",
    "formula",
    "variabel",
    "kategori",
    "jenis",
    "konsolidasi_periode",
    "konsolidasi_lokasi",
    "sumber_data",
    "mekanisme",
    "penanggung_jawab",
    "penyedia_data",
    "frekuensi",
    "validitas",
    "kendali",
    "metode_cascading",
    "baseline_tahun",
    "baseline_nilai",
    "kondisi_akhir",
    "referensi",
    "keterangan",
    "pustaka",
)
CROSSCUTTING_FIELDS = ("mitra", "mitra_luar", "kontribusi", "status", "alasan", "simpul_mitra")


def plain(value: Any) -> Any:
    """Turn a Decimal into the int or float JSON has; leave the rest."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _moment(value: datetime.datetime) -> str:
    """Write a moment as text, to the second: a frozen tree holds it so, and the live one must not differ from it."""
    return value.replace(microsecond=0).isoformat()


def _filled(pairs: Any) -> Node:
    return {name: plain(value) for name, value in pairs if value not in ("", None)}


def _targets(simpul: Keys) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = Target.objects.filter(indikator__simpul__in=simpul).order_by("tahun")
    for indikator, tahun, nilai in rows.values_list("indikator_id", "tahun", "nilai"):
        found[indikator][str(tahun)] = plain(nilai)
    return found


def _indikator(simpul: Keys) -> dict[int, list[Node]]:
    targets = _targets(simpul)
    found: dict[int, list[Node]] = defaultdict(list)
    rows = Indikator.objects.filter(simpul__in=simpul).order_by("urutan", "pk")
    names = (*INDIKATOR_FIELDS, "pustaka__nama")
    for pk, owner, *values in rows.values_list("pk", "simpul_id", *names):
        entry = {"id": pk, **_filled(zip(names, values, strict=True))}
        if "pustaka__nama" in entry:
            entry["pustaka_nama"] = entry.pop("pustaka__nama")
        if pk in targets:
            entry["target"] = targets[pk]
        found[owner].append(entry)
    return found


def _crosscutting(simpul: Keys) -> dict[int, list[Node]]:
    found: dict[int, list[Node]] = defaultdict(list)
    rows = Crosscutting.objects.filter(simpul__in=simpul).order_by("pk")
    names = ("mitra__singkatan", "mitra__nama")
    for pk, owner, short, long, *values in rows.values_list(
        "pk", "simpul_id", *names, *CROSSCUTTING_FIELDS
    ):
        entry = {"id": pk, **_filled(zip(CROSSCUTTING_FIELDS, values, strict=True))}
        entry["nama_mitra"] = short or long or entry.get("mitra_luar", "")
        found[owner].append(entry)
    return found


def nodes(simpul: QuerySet[Simpul]) -> list[Node]:
    """Return the nodes of a queryset in tree order, with their indikator, targets and crosscutting. Four queries."""
    keys = simpul.order_by().values("pk")
    indikator, crosscutting = _indikator(keys), _crosscutting(keys)
    result = []
    for pk, induk, jenis, pernyataan, versi, *values in simpul.order_by("lft").values_list(
        "pk", "induk_id", "jenis", "pernyataan", "versi", *SIMPUL_FIELDS
    ):
        node: Node = {
            "id": pk,
            "induk": induk,
            "jenis": jenis,
            "pernyataan": pernyataan,
            "versi": versi,
            **_filled(zip(SIMPUL_FIELDS, values, strict=True)),
        }
        if "pengampu__nama" in node:
            node["pengampu_nama"] = node.pop("pengampu__nama")
        if pk in indikator:
            node["indikator"] = indikator[pk]
        if pk in crosscutting:
            node["crosscutting"] = crosscutting[pk]
        result.append(node)
    return result


def branch(simpul: Simpul, *, alone: bool = False) -> list[Node]:
    """Return a node with everything below it (or alone), each with `setelah`, the sibling before it or None."""
    rows = Simpul.objects.filter(pk=simpul.pk) if alone else Simpul.objects.in_branch(simpul)
    daftar = nodes(rows)
    before: dict[int | None, int] = {}
    for node in daftar:
        node["setelah"] = before.get(node["induk"])
        before[node["induk"]] = node["id"]
    previous = Simpul.objects.filter(
        tree_id=simpul.tree_id, induk=simpul.induk_id, rght=simpul.lft - 1
    )
    daftar[0]["setelah"] = previous.values_list("pk", flat=True).first()
    return daftar


def shape(daftar: Iterable[Node]) -> str:
    """Return a mark of which nodes stand under which; wording and order among siblings do not count."""
    pairs = sorted(f"{node['id']}<{node['induk']}" for node in daftar)
    return hashlib.sha256("|".join(pairs).encode()).hexdigest()[:16]


def head(pohon: Pohon) -> Node:
    """Return the data of the tree itself: stage, state, owner, period, basis, signed reviews.

    Two queries beside the tree's own row.
    """
    return {
        "id": pohon.pk,
        "nomor": pohon.nomor,
        "tahap": pohon.tahap,
        "status": pohon.status,
        "kunci": pohon.lock_reason,
        "dibuat": _moment(pohon.dibuat),
        "instansi": {
            "id": pohon.instansi_id,
            "nama": pohon.instansi.nama,
            "jenis": pohon.instansi.jenis,
        },
        "unit": {"id": pohon.unit.pk, "nama": pohon.unit.nama} if pohon.unit else None,
        "periode": {
            "id": pohon.periode_id,
            "nama": pohon.periode.nama,
            "tahun": list(pohon.periode.tahun),
        },
        "kesepakatan_tanggal": pohon.kesepakatan_tanggal,
        "kesepakatan_peserta": pohon.kesepakatan_peserta,
        "kesepakatan_catatan": pohon.kesepakatan_catatan,
        "dasar": list(
            pohon.daftar_dasar.order_by("pk").values(
                "id", "jenis", "masalah", "data", "sumber", "tahun"
            )
        ),
        "induk_simpul": pohon.induk_simpul_id,
        "tinjauan": [
            {**row, "waktu": _moment(row["waktu"])}
            for row in pohon.daftar_tinjauan.order_by("jenis").values(
                "jenis", "waktu", "catatan", "susunan", nama=F("oleh__nama")
            )
        ],
    }


def whole(pohon: Pohon) -> Node:
    """Return the tree itself and all its nodes: what GET answers and a version freezes."""
    return {**head(pohon), "simpul": nodes(Simpul.objects.filter(pohon=pohon))}


def change(row: Perubahan) -> Node:
    """Return one operation of the log as other open editors need it."""
    return {
        "nomor": row.nomor,
        "jenis": row.jenis,
        "simpul": row.simpul,
        "oleh": {
            "id": row.pengguna_id,
            "nama": row.pengguna.nama,
            "inisial": row.pengguna.inisial,
        },
        "waktu": row.waktu,
        "hasil": row.sesudah,
    }
