import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluasi", "0002_penilaian"),
        ("pohon", "0003_pustaka_indikator"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pemeriksaan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nomor", models.PositiveBigIntegerField(verbose_name="nomor perubahan")),
                ("cetakan", models.CharField(max_length=64, verbose_name="cetakan temuan")),
                ("diperiksa", models.DateTimeField(verbose_name="diperiksa")),
                (
                    "pohon",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pemeriksaan",
                        to="pohon.pohon",
                        verbose_name="pohon",
                    ),
                ),
            ],
            options={
                "verbose_name": "pemeriksaan",
                "verbose_name_plural": "daftar pemeriksaan",
                "ordering": ["pohon"],
            },
        ),
        migrations.CreateModel(
            name="TemuanTersimpan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveIntegerField(verbose_name="urutan")),
                ("aturan", models.CharField(max_length=8, verbose_name="aturan")),
                (
                    "tingkat",
                    models.CharField(
                        choices=[
                            ("galat", "Galat"),
                            ("peringatan", "Peringatan"),
                            ("info", "Saran"),
                        ],
                        max_length=10,
                        verbose_name="tingkat",
                    ),
                ),
                ("tahap", models.PositiveSmallIntegerField(verbose_name="tahap")),
                ("simpul", models.PositiveBigIntegerField(null=True, verbose_name="nomor simpul")),
                ("sidik", models.CharField(max_length=32, verbose_name="sidik temuan")),
                ("pesan", models.TextField(verbose_name="temuan")),
                ("saran", models.TextField(verbose_name="saran")),
                ("perlu_alasan", models.BooleanField(verbose_name="perlu alasan")),
                ("menghalangi", models.BooleanField(verbose_name="menghalangi pengajuan")),
                (
                    "pohon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="temuan_tersimpan",
                        to="pohon.pohon",
                        verbose_name="pohon",
                    ),
                ),
            ],
            options={
                "verbose_name": "temuan tersimpan",
                "verbose_name_plural": "daftar temuan tersimpan",
                "ordering": ["pohon", "urutan"],
                "indexes": [
                    models.Index(fields=["pohon", "sidik"], name="temuan_tersimpan_sidik"),
                    models.Index(fields=["aturan"], name="temuan_tersimpan_aturan"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pohon", "urutan"), name="temuan_tersimpan_urutan"
                    )
                ],
            },
        ),
    ]
