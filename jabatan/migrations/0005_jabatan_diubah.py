"""When a position, its holders, its kinerja or its PK last changed."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jabatan", "0004_mutu_indikator"),
    ]

    operations = [
        migrations.AddField(
            model_name="jabatan",
            name="diubah",
            field=models.DateTimeField(
                auto_now=True,
                default=django.utils.timezone.now,
                help_text="Termasuk perubahan pejabat, kinerja, dan PK jabatan ini.",
                verbose_name="diubah",
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="jabatan",
            index=models.Index(fields=["instansi", "diubah"], name="jabatan_diubah"),
        ),
    ]
