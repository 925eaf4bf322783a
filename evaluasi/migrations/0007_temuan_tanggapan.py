import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluasi", "0006_skor_pohon")]

    operations = [
        migrations.AddField(
            model_name="tanggapanusulan",
            name="temuan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="evaluasi.temuanevaluasi",
                verbose_name="temuan di laporan",
            ),
        ),
        migrations.AddField(
            model_name="tanggapanusulan",
            name="cetakan",
            field=models.CharField(
                blank=True, max_length=16, verbose_name="cetakan temuan saat ditulis"
            ),
            preserve_default=False,
        ),
    ]
