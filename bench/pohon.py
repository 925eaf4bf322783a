"""Measures of the tree: reading it, one edit, building it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import Client

from bench.data import House, make_tree, nodes
from bench.timing import Measure, milliseconds, seconds
from bench.urls import BYTES
from pohon import actions
from pohon.models import Pohon, Simpul

BUDGET_JSON = 60.0
BUDGET_EDIT = 30.0


def reader(client: Client, url: str) -> Callable[[], Any]:
    """Return a call that fetches an address and insists on an answer."""

    def fetch() -> Any:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return answer

    return fetch


def against_bytes(client: Client, name: str, url: str, budget: float | None = None) -> Measure:
    """Measure an address against the same bytes from a static view."""
    fetch = reader(client, url)
    answer = fetch()
    BYTES["content"], BYTES["type"] = answer.content, answer["Content-Type"].encode()
    size = len(answer.content) / 1024
    floor = milliseconds(reader(client, "/bench/bytes/"))
    return Measure(
        f"{name}, {size:,.0f} KB", milliseconds(fetch), "ms", floor, "same bytes", budget
    )


def measure_json(house: House, small: Pohon, large: Pohon) -> list[Measure]:
    """The JSON of a tree of 1,000 and of 5,000 nodes, every node with an indicator and five targets."""
    client = house.client()
    rows = [
        against_bytes(client, "JSON, 1,000 nodes", f"/api/v1/pohon/{small.pk}/", BUDGET_JSON),
        against_bytes(client, "JSON, 5,000 nodes", f"/api/v1/pohon/{large.pk}/"),
    ]
    bare = make_tree(house, 1000, whole=False, tahap=3)
    rows.insert(
        0, against_bytes(client, "JSON, 1,000 bare nodes", f"/api/v1/pohon/{bare.pk}/", BUDGET_JSON)
    )
    etag = client.get(f"/api/v1/pohon/{large.pk}/")["ETag"]

    def unchanged() -> None:
        assert client.get(f"/api/v1/pohon/{large.pk}/", headers={"If-None-Match": etag}).status_code

    rows.append(Measure("JSON, 5,000 nodes, unchanged (304)", milliseconds(unchanged)))
    return rows


def measure_edits(house: House, pohon: Pohon) -> list[Measure]:
    """One edit through the door, for a changed statement, a new node at the front, and a move."""
    front, *others = Simpul.objects.filter(pohon=pohon, kedalaman=1).order_by("lft")
    back = others[-1]

    def apply(**operation: Any) -> Any:
        return actions.apply(user=house.user, pohon_id=pohon.pk, operasi=[operation])

    def versi(simpul: Simpul) -> int:
        return Simpul.objects.values_list("versi", flat=True).get(pk=simpul.pk)

    def bare() -> None:
        with transaction.atomic():
            Simpul.objects.filter(pk=front.pk).update(pernyataan="Armada terawat")

    def ubah() -> Any:
        data = {"pernyataan": "Armada terawat"}
        return apply(jenis="ubah", simpul=front.pk, versi=versi(front), data=data)

    def tambah() -> Any:
        data = {"pernyataan": "Jadwal terbit"}
        return apply(jenis="tambah", induk=front.pk, setelah=None, data=data)

    def pindah() -> Any:
        child = Simpul.objects.filter(induk=front.pk).order_by("lft").first()
        assert child is not None
        return apply(jenis="pindah", simpul=child.pk, versi=child.versi, induk=back.pk)

    floor = milliseconds(bare, repeat=21)

    def row(name: str, work: Callable[[], Any]) -> Measure:
        return Measure(name, milliseconds(work, repeat=21), "ms", floor, "bare UPDATE", BUDGET_EDIT)

    return [
        row("edit: change a statement", ubah),
        row("edit: new node at the front", tambah),
        row("edit: move from front to back", pindah),
    ]


def measure_build(house: House) -> list[Measure]:
    """A build of 10,000 nodes in one go, against the bare INSERTs of the same rows."""
    pohon = make_tree(house, 1, tahap=4)
    below = list(nodes(10_000, house.periode, whole=False))
    value = seconds(lambda: actions.build_pohon(user=house.user, pohon=pohon, simpul=below))
    rows = list(Simpul.objects.filter(pohon=pohon).order_by("lft"))
    floor = _insert_again(pohon, rows)
    return [Measure("build of 10,000 nodes, log included", value, "s", floor, "bare INSERTs")]


def _insert_again(pohon: Pohon, rows: list[Simpul]) -> float:
    """Delete the rows and insert them as they were, parents first; return the seconds of the INSERTs."""
    layers: dict[int, list[Simpul]] = {}
    for row in rows:
        layers.setdefault(row.kedalaman, []).append(row)
    Simpul.objects.filter(pohon=pohon).delete()

    def insert() -> None:
        with transaction.atomic():
            for depth in sorted(layers):
                Simpul.objects.bulk_create(layers[depth], batch_size=500)

    return seconds(insert)
