"""The history of one node in words: who did what and when, with the values before and after.

It is read from the log of operations. What touched the node as part of a branch (a copy, a pasted branch, a deletion
above it) counts too.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import ForeignKey, Model, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from lib.teks import format_number
from pohon.models import Crosscutting, Indikator, Perubahan, Pohon, Simpul
from pohon.potret import CROSSCUTTING_FIELDS, INDIKATOR_FIELDS, SIMPUL_FIELDS

PAGE = 30
MOST_BRANCHES = 200  # branch operations looked through for the node
WORDS = {
    Perubahan.Jenis.TAMBAH: "Ditambahkan",
    Perubahan.Jenis.UBAH: "Diubah",
    Perubahan.Jenis.PINDAH: "Dipindah",
    Perubahan.Jenis.HAPUS: "Dihapus",
    Perubahan.Jenis.PULIHKAN: "Dipulihkan",
    Perubahan.Jenis.SALIN: "Dibuat dari salinan",
}
Entry = dict[str, Any]
SIMPUL_SHOWN = ("pernyataan", "jenis", *(n for n in SIMPUL_FIELDS if n != "pengampu__nama"))
INDIKATOR_SHOWN = tuple(name for name in INDIKATOR_FIELDS if name != "urutan")


def of_simpul(pohon: Pohon, simpul: int, before: int | None = None) -> tuple[list[Entry], bool]:
    """Return what happened to a node, newest first, and whether there is more below the last entry's number.

    `before` is the number to go on from. Three queries whatever the size.
    """
    rows = Perubahan.objects.filter(pohon=pohon).select_related("pengguna").order_by("-nomor")
    if before is not None:
        rows = rows.filter(nomor__lt=before)
    own = list(rows.filter(simpul=simpul)[: PAGE + 1])
    found = sorted([*own, *_in_branches(rows, simpul)], key=lambda row: -row.nomor)
    names = _names(pohon, found[:PAGE], simpul)
    return [_entry(row, simpul, names) for row in found[:PAGE]], len(found) > PAGE


def _in_branches(rows: QuerySet[Perubahan], simpul: int) -> list[Perubahan]:
    """Return the operations on a whole branch in which the node was not the top."""
    J = Perubahan.Jenis
    whole = Q(jenis__in=[J.SALIN, J.PULIHKAN, J.HAPUS]) | Q(
        jenis=J.TAMBAH, sesudah__simpul__1__isnull=False
    )
    others = rows.filter(whole).exclude(simpul=simpul).defer("sebelum")
    return [
        row
        for row in others[:MOST_BRANCHES]
        if simpul in row.sesudah.get("dihapus", []) or _node(row.sesudah, simpul)
    ]


def _node(state: dict[str, Any], simpul: int) -> dict[str, Any]:
    return next((node for node in state.get("simpul", []) if node["id"] == simpul), {})


def _names(pohon: Pohon, rows: list[Perubahan], simpul: int) -> dict[int, str]:
    """Return the statements of the parents the rows speak of. One query."""
    keys = {
        state["induk"]
        for row in rows
        for state in (_node(_before(row, simpul), simpul), _node(row.sesudah, simpul))
        if state.get("induk")
    }
    return dict(Simpul.objects.filter(pohon=pohon, pk__in=keys).values_list("pk", "pernyataan"))


def _before(row: Perubahan, simpul: int) -> dict[str, Any]:
    """Return the state before; for a branch operation it was never loaded and says nothing of this node."""
    return row.sebelum if row.simpul == simpul else {}


def _entry(row: Perubahan, simpul: int, names: dict[int, str]) -> Entry:
    before, after = _node(_before(row, simpul), simpul), _node(row.sesudah, simpul)
    what = WORDS[Perubahan.Jenis(row.jenis)]
    changes: list[Entry] = []
    if row.jenis == Perubahan.Jenis.UBAH:
        changes = list(_changes(before, after))
    elif row.jenis == Perubahan.Jenis.PINDAH:
        changes = [*_move(before, after, names), *_changes(before, after)]
    elif row.jenis == Perubahan.Jenis.HAPUS and row.simpul != simpul:
        what = "Dihapus bersama cabang di atasnya"
    elif row.simpul != simpul:
        what = f"{what} bersama cabangnya"
    return {
        "nomor": row.nomor,
        "apa": what,
        "oleh": row.pengguna.nama,
        "kapan": date_format(timezone.localtime(row.waktu), "j M Y H.i"),
        "waktu": row.waktu,
        "pernyataan": after.get("pernyataan", ""),
        "ubahan": changes,
    }


def _move(before: Entry, after: Entry, names: dict[int, str]) -> Iterator[Entry]:
    def place(state: Entry) -> str:
        return names.get(state.get("induk", 0), "simpul yang sudah dihapus")

    if before.get("induk") != after.get("induk"):
        yield _change("Induk", place(before), place(after))
    else:
        yield _change("Urutan", "", "dipindah di antara saudaranya")


def _change(label: str, old: str, new: str, medan: str = "", nilai: Any = "") -> Entry:
    """Return one change; `medan` and `nilai` name the former value of a text field, which may be used again."""
    return {"label": label, "dari": old, "ke": new, "medan": medan, "nilai": nilai}


def _changes(before: Entry, after: Entry) -> Iterator[Entry]:
    """Yield what differs between two states of a node, in words."""
    for name in SIMPUL_SHOWN:
        if before.get(name) == after.get(name):
            continue
        yield _change(
            _label(Simpul, name),
            _shown(Simpul, name, before),
            _shown(Simpul, name, after),
            "" if isinstance(Simpul._meta.get_field(name), ForeignKey) else name,
            before.get(name, ""),
        )
    yield from _part_changes("indikator", Indikator, INDIKATOR_SHOWN, before, after)
    yield from _part_changes("crosscutting", Crosscutting, CROSSCUTTING_FIELDS, before, after)


def _part_changes(
    key: str, model: type[Model], fields: tuple[str, ...], before: Entry, after: Entry
) -> Iterator[Entry]:
    old = {part["id"]: part for part in before.get(key, [])}
    new = {part["id"]: part for part in after.get(key, [])}
    word = key.capitalize()
    for pk in [*old, *(pk for pk in new if pk not in old)]:
        was, now = old.get(pk), new.get(pk)
        if was == now:
            continue
        name = (now or was or {}).get("nama") or (now or was or {}).get("nama_mitra", "")
        if was is None or now is None:
            yield _change(word, name if was else "", name if now else "")
            continue
        for field in fields:
            if was.get(field) != now.get(field):
                yield _change(
                    f"{word} “{name}”: {_label(model, field).lower()}",
                    _shown(model, field, was),
                    _shown(model, field, now),
                )
        targets = (was.get("target", {}), now.get("target", {}))
        for year in sorted({*targets[0], *targets[1]}):
            values = [state.get(year) for state in targets]
            if values[0] != values[1]:
                yield _change(f"{word} “{name}”: target {year}", *map(_number, values))


def _label(model: type[Model], name: str) -> str:
    text = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return text[0].upper() + text[1:]


def _number(value: Any) -> str:
    return "" if value is None else format_number(Decimal(str(value)))


def _shown(model: type[Model], name: str, state: Entry) -> str:
    """Return a value as the screen shows it: choices by label, units by name, numbers with our separators."""
    value = state.get(name)
    if value in (None, ""):
        return ""
    field = model._meta.get_field(name)
    if isinstance(field, ForeignKey):
        return str(state.get(f"{name}_nama") or state.get(f"nama_{name}") or "")
    if choices := dict(getattr(field, "flatchoices", ())):
        return str(choices.get(value, value))
    if isinstance(value, int | float) and name != "baseline_tahun":
        return _number(value)
    return str(value)
