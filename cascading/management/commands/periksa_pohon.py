"""Verify every tree of the installation (simpul, komponen, jabatan, unit) and, on request, rebuild the faulty ones."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from lib import tree


class Command(BaseCommand):
    """`manage.py periksa_pohon [--perbaiki]`: exit code 1 while faults remain."""

    help = "Memeriksa susunan semua pohon (lft, rght, kedalaman, tree_id); --perbaiki membangunnya kembali."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the repair."""
        parser.add_argument(
            "--perbaiki", action="store_true", help="Bangun kembali pohon yang salah."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check each model; report per node; repair under the owner's lock when asked to."""
        left = 0
        for model in tree.all_models():
            faults = tree.check(model)
            for fault in faults:
                node = f" simpul {fault.node}" if fault.node else ""
                self.stdout.write(f"{model._meta.verbose_name} {fault.tree_id}{node}: {fault.text}")
            if faults and options["perbaiki"]:
                changed = self.repair(model, faults)
                self.stdout.write(f"{model._meta.verbose_name}: {changed} baris diperbaiki.")
                faults = tree.check(model)
            left += len(faults)
        if left:
            raise CommandError(
                f"{left} kesalahan ditemukan. Jalankan dengan --perbaiki untuk membangun kembali."
            )
        self.stdout.write(self.style.SUCCESS("Semua pohon utuh."))

    def repair(self, model: type[tree.TreeNode], faults: list[tree.Fault]) -> int:
        """Rebuild the trees with faults, each under the lock of its owner; return how many rows changed."""
        owner = model._meta.get_field(model.OWNER).related_model
        owners = {fault.tree_id for fault in faults}
        astray = {fault.node for fault in faults if fault.node is not None}
        owners |= set(
            model._base_manager.filter(pk__in=astray).values_list(f"{model.OWNER}_id", flat=True)
        )
        changed = 0
        for pk in sorted(owners):
            with transaction.atomic():
                rows = owner._base_manager.filter(pk=pk)
                if rows.exists():
                    tree.lock(rows)
                    changed += tree.repair(model, pk)
        return changed
