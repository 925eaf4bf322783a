"""What of a node has changed since it was put into a komponen: "perlu disesuaikan".

A mapping keeps in `salinan` what the node said that day. Comparing it with the node as it is now gives sentences for
people; no rule is broken, somebody only has to look. A mapping without a copy counts as unchanged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from perencanaan.models import Dokumen, Pemetaan
from perencanaan.usulan.komponen import LEVEL_LABEL, level_of
from pohon.models import Indikator, Simpul

Salinan = dict[str, Any]
Ukuran = dict[str, Any]
LONGEST = 120  # of a statement quoted in a reason
WITH_SIMPUL = ("simpul__induk", "simpul__pengampu")


def copies(simpul: Iterable[int]) -> dict[int, Salinan]:
    """Return what `Pemetaan.salinan` keeps of these nodes; two queries."""
    rows = Simpul.objects.filter(pk__in=set(simpul)).select_related("induk", "pengampu")
    return copies_of(list(rows))


def copies_of(daftar: Sequence[Simpul]) -> dict[int, Salinan]:
    """As `copies`, of nodes that were loaded with induk and pengampu; one query."""
    ukuran: dict[int, list[Ukuran]] = defaultdict(list)
    rows = Indikator.objects.filter(simpul__in=[simpul.pk for simpul in daftar])
    names = ("simpul_id", "pk", "nama", "satuan")
    for owner, pk, nama, satuan in rows.order_by("urutan", "pk").values_list(*names):
        ukuran[owner].append({"id": pk, "nama": nama, "satuan": satuan})
    return {simpul.pk: _copy(simpul, ukuran.get(simpul.pk, [])) for simpul in daftar}


def _copy(simpul: Simpul, ukuran: list[Ukuran]) -> Salinan:
    induk, unit = simpul.induk, simpul.pengampu
    return {
        "pernyataan": simpul.pernyataan,
        "level": level_of(simpul),
        "induk": {"id": induk.pk, "pernyataan": induk.pernyataan} if induk else None,
        "pengampu": {"id": unit.pk, "nama": unit.nama} if unit else None,
        "indikator": ukuran,
    }


def reasons_of(daftar: Iterable[Pemetaan]) -> dict[int, list[str]]:
    """Return, by mapping, why it has to be looked at; those that need nothing are left out.

    The mappings were loaded with WITH_SIMPUL. One query.
    """
    rows = [row for row in daftar if row.salinan]
    now = copies_of(list({row.simpul_id: row.simpul for row in rows}.values()))
    found = {row.pk: reasons(row.salinan, now[row.simpul_id]) for row in rows}
    return {pk: sentences for pk, sentences in found.items() if sentences}


def of_dokumen(dokumen: Dokumen) -> dict[int, list[str]]:
    """Return, by komponen of a document, why its mappings have to be looked at; two queries."""
    rows = list(
        Pemetaan.objects.living()
        .filter(komponen__dokumen=dokumen)
        .exclude(salinan={})
        .select_related(*WITH_SIMPUL)
        .order_by("simpul__tree_id", "simpul__lft")
    )
    why = reasons_of(rows)
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row.komponen_id] += why.get(row.pk, [])
    return {pk: sentences for pk, sentences in found.items() if sentences}


def reasons(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return what differs between two copies of a node, as sentences; none when nothing does."""
    if not then:
        return []
    found = []
    if statement_changed(then, now):
        old, new = quoted(then["pernyataan"]), quoted(now["pernyataan"])
        found.append(f"Pernyataan berubah: {old} menjadi {new}.")
    if then.get("level") != now["level"]:
        found.append(
            f"Level berubah dari {_level(then.get('level'))} menjadi {_level(now['level'])}."
        )
    if now["induk"] and _key(then.get("induk")) != _key(now["induk"]):
        found.append(f"Dipindahkan ke bawah {quoted(now['induk']['pernyataan'])}.")
    if _key(then.get("pengampu")) != _key(now["pengampu"]):
        found.append(
            f"Pengampu berubah dari {_unit(then.get('pengampu'))} menjadi {_unit(now['pengampu'])}."
        )
    return [*found, *_measures(then.get("indikator", []), now["indikator"])]


def statement_changed(then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether the words of the node differ; spaces alone do not count."""
    return " ".join(then["pernyataan"].split()) != " ".join(now["pernyataan"].split())


def _measures(then: Sequence[Ukuran], now: Sequence[Ukuran]) -> list[str]:
    """Return what became of the indicators; one taken away and added again alike counts as the same."""
    old = {row["id"]: row for row in then}
    new = {row["id"]: row for row in now}
    found = [
        f"Indikator berubah: {_measure(old[pk])} menjadi {_measure(row)}."
        for pk, row in new.items()
        if pk in old and _measure(old[pk]) != _measure(row)
    ]
    gone = [_measure(row) for pk, row in old.items() if pk not in new]
    for text in (_measure(row) for pk, row in new.items() if pk not in old):
        if text in gone:
            gone.remove(text)
        else:
            found.append(f"Indikator ditambah: {text}.")
    return [*found, *(f"Indikator dihapus: {text}." for text in gone)]


def _measure(row: Ukuran) -> str:
    return quoted(f"{row['nama']} ({row['satuan']})" if row["satuan"] else row["nama"])


def quoted(text: str) -> str:
    """Return a text in quotes, a long one shortened at a word."""
    clean = " ".join(text.split())
    if len(clean) > LONGEST:
        clean = clean[:LONGEST].rsplit(" ", 1)[0] + "…"
    return f"“{clean}”"


def _level(level: str | None) -> str:
    return str(LEVEL_LABEL[level]).lower() if level in LEVEL_LABEL else "belum diisi"


def _key(part: Mapping[str, Any] | None) -> int | None:
    return part["id"] if part else None


def _unit(part: Mapping[str, Any] | None) -> str:
    return str(part["nama"]) if part else "tidak ada"
