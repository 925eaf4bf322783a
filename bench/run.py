"""`make bench`: measure the budgets and print them.

ARGS names groups: pohon aturan berkas surat nomenklatur peramban halaman.
"""

from __future__ import annotations

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
# Playwright keeps an event loop in this thread, where Django would refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

import django  # noqa: E402

django.setup()

from bench.tables import main  # noqa: E402 - needs the settings

if __name__ == "__main__":
    sys.exit(main())
