from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0001_awal"),
    ]

    operations = [
        migrations.AddField(
            model_name="instansi",
            name="kekhususan",
            field=models.CharField(
                blank=True,
                choices=[
                    ("papua", "Papua"),
                    ("diy", "Daerah Istimewa Yogyakarta"),
                    ("dki", "Daerah Khusus Jakarta"),
                    ("aceh", "Aceh"),
                    ("bali", "Bali"),
                ],
                help_text="Membuka kegiatan nomenklatur yang hanya berlaku di daerah itu.",
                max_length=8,
                verbose_name="daerah khusus",
            ),
        ),
    ]
