"""Measures of the rules: a whole check of a full tree, and what is asked again after one edit."""

from __future__ import annotations

from bench.data import make_house
from bench.penuh import make_full
from bench.pohon import reader
from bench.timing import Measure, processor, queries
from evaluasi.temuan import check, check_since
from pohon import actions, potret
from pohon.models import Simpul

BUDGET_WHOLE, BUDGET_QUERIES = 300.0, 45
HOUSE = 1000  # a house of its own, beyond those of the other groups


def measure_rules() -> list[Measure]:
    """All rules over 1,000 nodes with mapping and positions, and after one edit, in processor time."""
    house = make_house(HOUSE)
    pohon = make_full(house)
    client, url = house.client(), f"/api/v1/pohon/{pohon.pk}/temuan/"
    floor = processor(lambda: potret.whole(pohon))
    whole = processor(lambda: check(pohon))
    asked = queries(lambda: check(pohon))
    all_bytes = len(reader(client, url)().content) / 1024
    since = pohon.nomor
    node = Simpul.objects.filter(pohon=pohon, level_kinerja="operasional").order_by("lft")[100]
    edit = {"pernyataan": "Terawatnya peralatan armada bus kota"}
    operation = {"jenis": "ubah", "simpul": node.pk, "versi": node.versi, "data": edit}
    actions.apply(user=house.user, pohon_id=pohon.pk, operasi=[operation])
    pohon.refresh_from_db()
    part = processor(lambda: check_since(pohon, since))
    part_bytes = len(reader(client, f"{url}?sejak={since}")().content) / 1024
    name = "reading the tree"
    return [
        Measure("all rules, 1,000 nodes", whole, "ms", floor, name, BUDGET_WHOLE),
        Measure("queries of all rules", asked, "queries", budget=BUDGET_QUERIES),
        Measure("check after one edit", part, "ms", floor, name, whole / 2),
        Measure("its answer, against all findings", part_bytes, "KB", all_bytes, "all findings"),
        Measure(
            "page of findings: queries", queries(reader(client, f"/temuan/{pohon.pk}/")), "queries"
        ),
    ]
