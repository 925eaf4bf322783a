"""The answers about an indicator are its mutu; `evaluasi` judges indicators too and keeps the name penilaian."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jabatan", "0003_peran_disembunyikan"),
    ]

    operations = [
        migrations.RenameModel(old_name="PenilaianIndikator", new_name="MutuIndikator"),
        migrations.AlterModelOptions(
            name="mutuindikator",
            options={
                "ordering": ["indikator"],
                "verbose_name": "mutu indikator",
                "verbose_name_plural": "daftar mutu indikator",
            },
        ),
        migrations.AlterField(
            model_name="mutuindikator",
            name="indikator",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mutu",
                to="pohon.indikator",
                verbose_name="indikator",
            ),
        ),
    ]
