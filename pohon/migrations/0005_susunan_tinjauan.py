from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pohon", "0004_tinjauan")]

    operations = [
        migrations.AddField(
            model_name="tinjauanpohon",
            name="susunan",
            field=models.CharField(
                blank=True, max_length=16, verbose_name="cetakan susunan saat ditandatangani"
            ),
            preserve_default=False,
        ),
    ]
