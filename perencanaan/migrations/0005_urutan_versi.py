from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("perencanaan", "0004_salinan_pemetaan"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="versinomenklatur",
            options={
                "ordering": [
                    models.OrderBy(models.F("tanggal"), descending=True, nulls_last=True),
                    "nama",
                ],
                "verbose_name": "versi nomenklatur",
                "verbose_name_plural": "daftar versi nomenklatur",
            },
        ),
    ]
