"""Print the findings of one tree or of all trees of the installation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pohon.aturan import check_pohon
from pohon.models import Pohon


class Command(BaseCommand):
    """`manage.py periksa [POHON ...]`."""

    help = "Menampilkan temuan aturan penyelarasan untuk pohon tertentu atau semuanya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the numbers of the trees."""
        parser.add_argument("pohon", nargs="*", type=int, help="Nomor pohon; kosong berarti semua.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print, a line per finding."""
        rows = Pohon.objects.filter(dihapus=None).select_related("instansi", "unit", "periode")
        if options["pohon"]:
            rows = rows.filter(pk__in=options["pohon"])
        for pohon in rows.order_by("pk").iterator():
            findings = check_pohon(pohon)
            self.stdout.write(f"{pohon} ({pohon.pk}), Tahap {pohon.tahap}: {len(findings)} temuan")
            for finding in findings:
                self.stdout.write(f"  {finding.rule} {finding.severity}: {finding.message}")
