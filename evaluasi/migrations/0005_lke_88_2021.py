from typing import Any

from django.db import migrations

from evaluasi.lke import muat


def load(apps: Any, schema_editor: Any) -> None:
    muat.load_default(get_model=apps.get_model)


def unload(apps: Any, schema_editor: Any) -> None:
    """Take the version away again; an LKE made with it keeps it, and the step back is refused by its key."""
    kode = muat.read(muat.default_file())["kode"]
    apps.get_model("evaluasi", "VersiLke").objects.filter(kode=kode).delete()


class Migration(migrations.Migration):
    dependencies = [("evaluasi", "0004_lke")]
    operations = [migrations.RunPython(load, unload)]
