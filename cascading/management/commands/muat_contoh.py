"""`manage.py muat_contoh`: load the example data and its demo accounts; may run twice."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cascading import contoh
from cascading.settings import env_flag


class Command(BaseCommand):
    """Load each example that is not there yet, one transaction per example."""

    help = "Memuat data contoh dan akun percobaan. Contoh yang sudah ada dibiarkan apa adanya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --daftar-akun."""
        parser.add_argument(
            "--daftar-akun",
            action="store_true",
            help="hanya menampilkan akun percobaan yang ada, tanpa memuat apa pun",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where real work is done; else load and name the accounts."""
        if not (settings.DEBUG or env_flag("POKIN_CONTOH")):
            raise CommandError(
                "Data contoh membawa akun dengan kata sandi yang diketahui umum, jadi tidak dimuat "
                "pada instalasi sungguhan. Untuk mencoba Pokin, jalankan dengan POKIN_CONTOH=1."
            )
        if not options["daftar_akun"]:
            self._load(quiet=options["verbosity"] == 0)
        if options["verbosity"] > 0:
            self._tell_accounts()

    def _load(self, *, quiet: bool) -> None:
        contoh.load_pengelola()
        versi, _ = contoh.load_nomenklatur()
        results = []
        for name in contoh.EXAMPLES:
            result = contoh.load_example(name, versi)
            results.append(result)
            if not quiet:
                self.stdout.write(f"{result.nama}: {result.alasan or 'dimuat.'}")
        if not quiet:
            new = sum(result.baru for result in results)
            self.stdout.write(f"{new} contoh baru, {len(results) - new} dibiarkan.\n")

    def _tell_accounts(self) -> None:
        accounts = contoh.daftar_akun()
        if not accounts:
            self.stdout.write("Belum ada akun percobaan.")
            return
        self.stdout.write(f"Akun percobaan (kata sandi awal: {contoh.KATA_SANDI})")
        for akun in accounts:
            self.stdout.write(f"  {akun.username:<24}{akun.peran:<20}{akun.tempat}".rstrip())
