from django.db import migrations

import lib.fields


class Migration(migrations.Migration):
    dependencies = [("evaluasi", "0008_tautan_tanggapan")]

    operations = [
        migrations.AddField(
            model_name="temuanevaluasi",
            name="tautan",
            field=lib.fields.WebField(blank=True, max_length=400, verbose_name="tautan bukti"),
            preserve_default=False,
        ),
    ]
