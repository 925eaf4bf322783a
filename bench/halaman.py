"""Measures of pages: queries that must not grow with the rows, time that must not grow with the house."""

from __future__ import annotations

from bench.data import House, make_house, make_tree
from bench.pohon import against_bytes, reader
from bench.timing import Measure, milliseconds, queries
from perencanaan.models import Dokumen
from pohon.models import Pohon

BUDGET_QUERIES = 12
MANY = 200
GROWTH = 1.2


def addresses(pohon: Pohon, dokumen: Dokumen) -> dict[str, str]:
    """Return the pages about a tree or a document, by name."""
    return {
        "editor": f"/pohon/{pohon.pk}/",
        "JSON of the tree": f"/api/v1/pohon/{pohon.pk}/",
        "basis of the outcome": f"/pohon/{pohon.pk}/dasar/",
        "mapping": f"/pemetaan/{pohon.pk}/?dokumen={dokumen.pk}",
        "distribution": f"/pembagian/{pohon.pk}/",
        "findings": f"/temuan/{pohon.pk}/",
        "list of trees": "/pohon/",
        "form for a new tree": "/pohon/baru/",
        "document": f"/dokumen/{dokumen.pk}/",
        "list of documents": "/dokumen/",
        "start page": "/",
    }


def measure_queries(house: House, few: Pohon, many: Pohon, dokumen: Dokumen) -> list[Measure]:
    """Queries of each page with a tree of 26 nodes (floor) and of 1,000."""
    client = house.client()
    small, large = addresses(few, dokumen), addresses(many, dokumen)
    return [
        Measure(
            f"queries: {name}",
            queries(reader(client, url)),
            "queries",
            queries(reader(client, small[name])),
            "26 nodes",
            BUDGET_QUERIES,
        )
        for name, url in large.items()
    ]


def measure_times(house: House, pohon: Pohon, dokumen: Dokumen) -> list[Measure]:
    """Time of the pages about 1,000 nodes, against the same bytes."""
    client = house.client()
    urls = addresses(pohon, dokumen)
    names = (
        *("editor", "mapping", "distribution", "findings", "document"),
        *("list of trees", "form for a new tree"),
    )
    return [against_bytes(client, f"page: {name}", urls[name]) for name in names]


def measure_growth(house: House) -> list[Measure]:
    """The start page with one instansi in the database, and with 200, each with a tree of its own."""
    fetch = reader(house.client(), "/")
    alone = milliseconds(fetch, repeat=15)
    for number in range(1, MANY):
        make_tree(make_house(number), 26)
    crowded = milliseconds(fetch, repeat=15)
    name = f"start page, {MANY} instansi in the database"
    return [Measure(name, crowded, "ms", alone, "1 instansi", alone * GROWTH)]
