from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def link(apps: Any, schema_editor: Any) -> None:
    """Give each confirmation the finding it drafted, known by its version, rule, node and sentence."""
    findings = apps.get_model("evaluasi", "TemuanEvaluasi").objects.filter(
        versi=OuterRef("versi"), aturan=OuterRef("aturan"), kondisi=OuterRef("pesan")
    )
    answers = apps.get_model("evaluasi", "TanggapanUsulan").objects.filter(keputusan="dibenarkan")
    for row in answers.annotate(
        found=Subquery(findings.order_by("nomor").values("pk")[:1])
    ).exclude(found=None):
        row.temuan_id = row.found
        row.save(update_fields=["temuan"])


class Migration(migrations.Migration):
    dependencies = [("evaluasi", "0007_temuan_tanggapan")]
    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
