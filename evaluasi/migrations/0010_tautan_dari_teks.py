"""The address of the evidence stood in the last line of the answer; it moves into its own field."""

from typing import Any

from django.db import migrations

BUKTI = "\nBukti: "


def split(apps: Any, schema_editor: Any) -> None:
    """Take the address out of the text of each answer that ends with one."""
    rows = apps.get_model("evaluasi", "TemuanEvaluasi").objects.filter(
        tindak_lanjut__contains=BUKTI
    )
    for row in rows:
        body, _, link = row.tindak_lanjut.rpartition(BUKTI)
        if link.startswith(("http://", "https://")) and "\n" not in link and len(link) <= 400:
            row.tindak_lanjut, row.tautan = body, link
            row.save(update_fields=["tindak_lanjut", "tautan"])


def join(apps: Any, schema_editor: Any) -> None:
    """Put the address back into the text."""
    for row in apps.get_model("evaluasi", "TemuanEvaluasi").objects.exclude(tautan=""):
        row.tindak_lanjut, row.tautan = f"{row.tindak_lanjut}{BUKTI}{row.tautan}", ""
        row.save(update_fields=["tindak_lanjut", "tautan"])


class Migration(migrations.Migration):
    dependencies = [("evaluasi", "0009_tautan_bukti")]
    operations = [migrations.RunPython(split, join)]
