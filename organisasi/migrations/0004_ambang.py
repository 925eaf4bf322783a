import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0003_logo"),
    ]

    operations = [
        migrations.CreateModel(
            name="AmbangAturan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("aturan", models.CharField(max_length=8, verbose_name="aturan")),
                ("nama", models.CharField(max_length=40, verbose_name="nama")),
                (
                    "nilai",
                    models.DecimalField(decimal_places=4, max_digits=10, verbose_name="nilai"),
                ),
                (
                    "instansi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_ambang",
                        to="organisasi.instansi",
                        verbose_name="instansi",
                    ),
                ),
            ],
            options={
                "verbose_name": "ambang aturan",
                "verbose_name_plural": "daftar ambang aturan",
                "ordering": ["aturan", "nama"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instansi", "aturan", "nama"),
                        name="ambang_satu_per_instansi",
                        violation_error_message="Ambang aturan ini sudah disetel.",
                    )
                ],
            },
        ),
    ]
