"""Let every mapping made before remember its node as it is now; what changed earlier nobody can tell."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 500


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write `salinan` where it is empty."""
    pemetaan = apps.get_model("perencanaan", "Pemetaan")
    empty = list(pemetaan.objects.filter(salinan={}).order_by("pk").values_list("pk", flat=True))
    rows = pemetaan.objects.select_related("simpul__induk", "simpul__pengampu")
    for start in range(0, len(empty), BATCH):
        _write(apps, list(rows.filter(pk__in=empty[start : start + BATCH])))


def _write(apps: Apps, batch: list[Any]) -> None:
    indikator = apps.get_model("pohon", "Indikator").objects
    ukuran: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = indikator.filter(simpul__in={row.simpul_id for row in batch}).order_by("urutan", "pk")
    for owner, pk, nama, satuan in rows.values_list("simpul_id", "pk", "nama", "satuan"):
        ukuran[owner].append({"id": pk, "nama": nama, "satuan": satuan})
    for row in batch:
        row.salinan = _copy(row.simpul, ukuran.get(row.simpul_id, []))
    apps.get_model("perencanaan", "Pemetaan").objects.bulk_update(batch, ["salinan"])


def _copy(simpul: Any, ukuran: list[dict[str, Any]]) -> dict[str, Any]:
    induk, unit = simpul.induk, simpul.pengampu
    usual = "operasional" if simpul.jenis == "operasional" else ""
    return {
        "pernyataan": simpul.pernyataan,
        "level": simpul.level_kinerja or usual,
        "induk": {"id": induk.pk, "pernyataan": induk.pernyataan} if induk else None,
        "pengampu": {"id": unit.pk, "nama": unit.nama} if unit else None,
        "indikator": ukuran,
    }


class Migration(migrations.Migration):
    dependencies = [
        ("perencanaan", "0003_rencana_lengkap"),
        ("pohon", "0002_kehadiran"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
