from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evaluasi", "0010_tautan_dari_teks")]

    operations = [migrations.RemoveField(model_name="lke", name="nomor")]
