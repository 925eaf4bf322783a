import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluasi", "0005_lke_88_2021"),
        ("pohon", "0003_pustaka_indikator"),
    ]

    operations = [
        migrations.CreateModel(
            name="SkorPohon",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nomor", models.PositiveBigIntegerField(verbose_name="nomor perubahan")),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, null=True, verbose_name="skor"
                    ),
                ),
                (
                    "bagian",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="bagian",
                    ),
                ),
                (
                    "rincian",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="rincian",
                    ),
                ),
                ("dihitung", models.DateTimeField(verbose_name="dihitung")),
                (
                    "pohon",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skor",
                        to="pohon.pohon",
                        verbose_name="pohon",
                    ),
                ),
            ],
            options={
                "verbose_name": "skor pohon",
                "verbose_name_plural": "daftar skor pohon",
                "ordering": ["pohon"],
            },
        ),
    ]
