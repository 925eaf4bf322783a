import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import lib.fields


class Migration(migrations.Migration):
    dependencies = [
        ("pohon", "0003_pustaka_indikator"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TinjauanPohon",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[("redundansi", "Redundansi"), ("kealpaan", "Kealpaan")],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "waktu",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="waktu"),
                ),
                (
                    "catatan",
                    lib.fields.LongTextField(blank=True, max_length=2000, verbose_name="catatan"),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "pohon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_tinjauan",
                        to="pohon.pohon",
                        verbose_name="pohon",
                    ),
                ),
            ],
            options={
                "verbose_name": "tinjauan pohon",
                "verbose_name_plural": "daftar tinjauan pohon",
                "ordering": ["pohon", "jenis"],
            },
        ),
        migrations.AddConstraint(
            model_name="tinjauanpohon",
            constraint=models.UniqueConstraint(
                fields=("pohon", "jenis"), name="tinjauan_satu_per_jenis"
            ),
        ),
    ]
