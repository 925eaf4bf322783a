"""`manage.py muat_lke [berkas]`: load a version of the LKE; one that is there is left as it is."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from evaluasi.lke import muat


class Command(BaseCommand):
    """Load a version of the evaluation sheet from a JSON file."""

    help = "Memuat versi LKE (komponen, bobot, kriteria, skala, predikat). Versi yang sudah ada dibiarkan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file."""
        parser.add_argument(
            "berkas", nargs="?", type=Path, help="berkas JSON; tanpa berkas: versi bawaan Pokin"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all of it or nothing."""
        try:
            data = muat.read(options["berkas"] or muat.default_file())
            versi, baru = muat.load(data)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        there = "sudah ada, dibiarkan. Versi yang berbeda memakai kode yang berbeda."
        self.stdout.write(f"{versi}: {'dimuat.' if baru else there}")
