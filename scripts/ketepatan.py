"""Writes docs/ketepatan.md anew: how often the rules that guess are right (`python scripts/ketepatan.py`).

Loads the examples into a database of its own, which is thrown away. Every finding needs its verdict in
tests/ketepatan/putusan.csv first: what is missing or no longer found is printed, the page stays, exit code 1.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Judge the findings of today by the table and write the page."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        return _write()
    finally:
        runner.teardown_databases(databases)


def _write() -> int:
    from tests.cascading.memuat import load
    from tests.ketepatan.laporan import PAGE, count, faults, read_table, write
    from tests.ketepatan.pohon_uji import all_trees

    load(verbosity=0)
    trees, table = all_trees(), read_table()
    if told := faults(trees, table):
        print("\n".join(told), file=sys.stderr)
        return 1
    PAGE.write_text(write(trees, table), encoding="utf-8")
    whole = count(table)
    print(f"{PAGE.relative_to(ROOT)}: {whole.temuan} temuan, {whole.benar} benar.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
