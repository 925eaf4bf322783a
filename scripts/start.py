"""Make the database and the static files ready for a start, and name the demo accounts.

The demo data is loaded once, into a database that knows no user yet, and only with POKIN_CONTOH=1.
Messages to the person at the terminal are Indonesian.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cascading.settings")

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.staticfiles.finders import get_finders  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from cascading.settings import env_flag  # noqa: E402
from scripts.serve import Address  # noqa: E402


def first_open() -> str:
    """Return a demo account whose public password still opens it; empty when none does."""
    from cascading.contoh.akun import first_open as check  # needs django.setup()

    return check()


def is_empty() -> bool:
    """Whether nobody can sign in yet."""
    return not get_user_model().objects.exists()


def offer_accounts() -> None:
    """Load the demo data once, whole or not at all, and name its accounts; or say how to begin."""
    if env_flag("POKIN_CONTOH"):
        if is_empty():
            print("Memuat data contoh …", flush=True)
            with transaction.atomic():
                call_command("muat_contoh", verbosity=0)
        call_command("muat_contoh", daftar_akun=True)
    elif username := first_open():
        sys.exit(
            f"Akun contoh '{username}' masih dapat masuk dengan kata sandi yang diketahui umum, padahal server ini\n"
            "akan terbuka bagi komputer lain. Mulailah dengan var/ yang kosong, atau ganti kata sandinya dahulu."
        )
    elif is_empty():
        print(
            "Belum ada akun. Buat akun pengelola pertama dengan perintah:\n"
            "  SECRET_KEY=$(cat var/secret_key) .venv/bin/python manage.py buat_pengelola admin "
            '--nama "Nama Anda"',
            flush=True,
        )


def static_fingerprint() -> str:
    """Digest of name, size and time of every static file, and of how they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            digest.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static_files() -> None:
    """Collect and compress the static files, which takes seconds, only when one has changed."""
    mark = Path(settings.STATIC_ROOT) / ".sidik"
    fingerprint = static_fingerprint()
    if mark.is_file() and mark.read_text() == fingerprint:
        return
    print("Menyiapkan berkas statis …", flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(fingerprint)


def main() -> None:
    """Everything between an installed environment and a server that may start."""
    Address.from_environment().check_free()
    django.setup()
    print("Menyiapkan basis data …", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    collect_static_files()
    offer_accounts()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C ends it without a traceback
    main()
