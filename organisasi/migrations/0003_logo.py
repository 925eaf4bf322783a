import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0002_kekhususan"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogoInstansi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("isi", models.BinaryField(verbose_name="gambar")),
                ("tipe", models.CharField(max_length=20, verbose_name="jenis gambar")),
                ("diubah", models.DateTimeField(auto_now=True, verbose_name="diubah")),
                (
                    "instansi",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="logo",
                        to="organisasi.instansi",
                        verbose_name="instansi",
                    ),
                ),
            ],
            options={
                "verbose_name": "logo instansi",
                "verbose_name_plural": "daftar logo instansi",
            },
        ),
    ]
