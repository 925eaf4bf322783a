"""Which measures there are, in which order, and the database they run on."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.db import connection
from django.test.utils import (
    setup_databases,
    setup_test_environment,
    teardown_databases,
    teardown_test_environment,
)

from bench import aturan, berkas, halaman, nomenklatur, peramban, surat
from bench import pohon as tree_measures
from bench.data import SEED, make_dokumen, make_house, make_tree
from bench.timing import print_table

GROUPS = ("pohon", "aturan", "berkas", "surat", "nomenklatur", "peramban", "halaman")


def machine() -> str:
    """Return what the figures depend on, without naming the machine."""
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        cursor.execute("SELECT sqlite_version()" if sqlite else "SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}; "
        f"Python {platform.python_version()}, Django {django.get_version()}, "
        f"{connection.vendor} {version}; seed {SEED}; load {os.getloadavg()[0]:.1f}"
    )


@contextmanager
def throw_away_database() -> Iterator[None]:
    """Make the database of the benchmark and drop it at the end, whatever happens."""
    setup_test_environment(debug=False)
    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        name = str(connection.settings_dict["NAME"])
        teardown_databases(made, verbosity=0)
        if connection.vendor == "sqlite":  # the file is gone, what WAL kept beside it is not
            for rest in ("-wal", "-shm"):
                Path(name + rest).unlink(missing_ok=True)
        teardown_test_environment()


def measure(groups: list[str]) -> None:
    """Measure the groups, the one that fills the database with other instansi last."""
    if groups == ["aturan"]:  # it has a house of its own
        print_table("Rules", aturan.measure_rules())
        return
    house = make_house()
    few, small = make_tree(house, 26), make_tree(house, 1000)
    dokumen = make_dokumen(house, small)
    if "pohon" in groups:
        large = make_tree(house, 5000)
        print_table("Tree", tree_measures.measure_json(house, small, large))
        other = make_tree(house, 1000)
        print_table("Edits, 1,000 nodes", tree_measures.measure_edits(house, other))
        print_table("Build", tree_measures.measure_build(house))
    if "aturan" in groups:
        print_table("Rules", aturan.measure_rules())
    if "berkas" in groups:
        print_table("Exports", berkas.measure_exports(house, dokumen, small))
    if "nomenklatur" in groups:
        print_table("Nomenclature: import", nomenklatur.measure_import())
        print_table("Nomenclature: pages", nomenklatur.measure_browse(house))
    if "surat" in groups:
        print_table("Letters", surat.measure_letters(house, small))
    if "peramban" in groups:
        print_table("Browser", peramban.measure_browser(house))
    if "halaman" in groups:
        print_table("Queries", halaman.measure_queries(house, few, small, dokumen))
        print_table("Pages, 1,000 nodes", halaman.measure_times(house, small, dokumen))
        print_table("Growth", halaman.measure_growth(house))


def main() -> int:
    """Run the groups named on the command line, or all."""
    groups = sys.argv[1:] or list(GROUPS)
    if unknown := set(groups) - set(GROUPS):
        print(f"Unknown: {', '.join(sorted(unknown))}. Choose from {', '.join(GROUPS)}.")
        return 2
    start = time.perf_counter()
    with throw_away_database():
        print(machine())
        measure(groups)
    print(f"\n{time.perf_counter() - start:.0f} s in all.")
    return 0
