"""Static files in production: every import inside our modules names a file by its hash."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from django.core.management import call_command
from django.test import SimpleTestCase, override_settings

IMPORT = re.compile(r"""(?:from|import)\s*\(?["'](\.{1,2}/[^"']+)["']""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


class TestStatis(SimpleTestCase):
    def test_modules_import_hashed_files_that_exist(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            storages = {
                "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
                "staticfiles": {"BACKEND": "cascading.penyimpanan.Statis"},
            }
            plain = [
                "js",
                "css",
                "svg",
                "map",
                "json",
                "txt",
                "html",
                "md",
            ]  # compressing takes a minute
            with override_settings(
                STATIC_ROOT=folder, STORAGES=storages, WHITENOISE_SKIP_COMPRESS_EXTENSIONS=plain
            ):
                call_command("collectstatic", interactive=False, verbosity=0)
            modules = [f for f in Path(folder, "js").rglob("*.js") if HASHED.search(f.name)]
            self.assertGreater(len(modules), 30)
            for module in modules:
                for target in IMPORT.findall(module.read_text()):
                    self.assertRegex(target, HASHED, module.name)
                    self.assertTrue((module.parent / target).exists(), f"{module.name}: {target}")
