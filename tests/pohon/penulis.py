"""One of the eight writers of test_penulis_serentak: random operations on one tree, in a process of its own.

Run as `python -m tests.pohon.penulis POHON_ID USERNAME COUNT SEED [--tanpa-kunci]`; prints what it did as JSON.
`--tanpa-kunci` takes the lock out of lib.tree, which must let the tree break: it shows that the test can fail.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main() -> None:
    """Do COUNT operations and report how many of each were done, refused and failed."""
    import django

    django.setup()
    pohon_id, username, count, seed = (
        int(sys.argv[1]),
        sys.argv[2],
        int(sys.argv[3]),
        int(sys.argv[4]),
    )
    if "--tanpa-kunci" in sys.argv:
        _without_lock()
    from organisasi.models import Pengguna

    user = Pengguna.objects.get(username=username)
    chance = random.Random(seed)
    tally: dict[str, Any] = {
        "tambah": 0,
        "ubah": 0,
        "pindah": 0,
        "hapus": 0,
        "usang": 0,
        "galat": [],
        "dibuat": [],
    }
    for number in range(count):
        _one(chance, pohon_id, user, tally, f"{seed}-{number}")
    print(json.dumps(tally))  # noqa: T201 - the parent process reads it


def _one(chance: random.Random, pohon_id: int, user: Any, tally: dict[str, Any], name: str) -> None:
    """Choose a node as an editor that loaded the tree a moment ago would, and change it."""
    from django.core.exceptions import ValidationError
    from django.http import Http404

    from lib.api import Conflict
    from pohon import actions
    from pohon.models import Simpul

    jenis = chance.choices(["tambah", "ubah", "pindah", "hapus"], [45, 20, 25, 10])[0]
    rows = list(
        Simpul.objects.filter(pohon=pohon_id).values_list(
            "pk", "versi", "jenis", "induk_id", "lft", "rght"
        )
    )
    holders = [row for row in rows if row[2] != "outcome"] or rows
    target = chance.choice(holders)
    operation: dict[str, Any] = {"jenis": jenis, "simpul": target[0], "versi": target[1]}
    if jenis == "tambah":
        operation = {"jenis": "tambah", "induk": target[0], "data": {"pernyataan": name}}
    elif jenis == "ubah":
        operation["data"] = {"keterangan": name}
    elif jenis == "pindah":
        operation["induk"] = chance.choice(holders)[0]
    if jenis != "tambah" and (
        target[2] == "csf" or (jenis == "hapus" and target[5] - target[4] > 5)
    ):
        operation = {
            "jenis": "ubah",
            "simpul": target[0],
            "versi": target[1],
            "data": {"keterangan": name},
        }
        jenis = "ubah"
    try:
        hasil = actions.apply(user=user, pohon_id=pohon_id, operasi=[operation])
    except (Conflict, ValidationError, Http404):
        tally["usang"] += 1  # somebody was faster; the writer was told so
    except Exception as error:  # noqa: BLE001 - a deadlock or a broken tree is what the test looks for
        tally["galat"].append(f"{type(error).__name__}: {error}"[:200])
        time.sleep(0.01)
    else:
        tally[jenis] += 1
        if jenis == "tambah":
            tally["dibuat"].append(hasil["hasil"][0]["simpul"][0]["id"])


def _without_lock() -> None:
    """Take the lock out: on PostgreSQL the owner's FOR UPDATE, on SQLite the IMMEDIATE transaction that stands for it.

    The log's unique number is a second net that would turn most meetings into errors, so the writers number at random.
    A moment's wait after loading the owner makes them meet as they would over a slow network.
    """
    from django.db import connection

    from lib import tree
    from pohon import actions

    def no_lock(queryset: Any) -> Any:
        row = queryset.get()
        row.nomor += random.randrange(10**12)
        time.sleep(0.005)
        return row

    tree.lock = no_lock
    if connection.vendor == "sqlite":
        actions.apply = actions.apply.__wrapped__


if __name__ == "__main__":
    main()
