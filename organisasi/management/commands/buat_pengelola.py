"""Make the account of a pengelola: the first person of a new installation, who then makes instansi."""

from __future__ import annotations

import getpass
import os
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from organisasi.actions import new_account


class Command(BaseCommand):
    """`manage.py buat_pengelola kominfo --nama "Dinas Kominfo"`; asks for the password.

    Without a terminal the password comes from the environment variable POKIN_KATA_SANDI.
    """

    help = "Membuat akun pengelola instalasi."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the account's fields."""
        parser.add_argument("username", help="nama pengguna untuk masuk")
        parser.add_argument("--nama", required=True, help="nama lengkap")
        parser.add_argument("--surel", default="", help="alamat surel")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account or say why not."""
        password = os.environ.get("POKIN_KATA_SANDI") or getpass.getpass("Kata sandi: ")
        data = {"username": options["username"], "nama": options["nama"], "email": options["surel"]}
        try:
            with transaction.atomic():
                pengguna = new_account(data, password)
                pengguna.pengelola = True
                pengguna.save(update_fields=["pengelola"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Akun pengelola {pengguna.username} dibuat.")
