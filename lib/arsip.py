"""Put rows with everything that hangs on them aside as plain data, and bring them back whole.

Used before a branch is deleted: `pack` walks the same relations Django's cascade would, whichever app they belong to,
so a restored simpul has its mapping, its holders and its comments again without this module knowing any of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.deletion import Collector

Row = dict[str, Any]
BATCH = 500


class _Everything(Collector):
    """A collector that loads every row instead of leaving some to a quick DELETE."""

    def can_fast_delete(self, objs: Any, from_field: Any = None) -> bool:
        return False


def pack(queryset: models.QuerySet[Any]) -> dict[str, Any]:
    """Return all rows a deletion of the queryset would take along, parents first, and the links it would empty.

    Raises ProtectedError when a row outside forbids the deletion.
    """
    collector = _Everything(using=queryset.db, origin=queryset)
    collector.collect(queryset)
    collector.sort()
    rows: list[Row] = []
    for daftar in reversed(list(collector.data.values())):
        rows += serializers.serialize("python", sorted(daftar, key=lambda row: row.pk))
    gone = {(row["model"], row["pk"]) for row in rows}
    links = []
    for (field, _), batches in collector.field_updates.items():
        label = field.model._meta.label_lower
        for batch in cast("list[Iterable[Any]]", batches):
            links += [
                {
                    "model": label,
                    "pk": row.pk,
                    "field": field.name,
                    "value": getattr(row, field.attname),
                }
                for row in batch
                if (label, row.pk) not in gone
            ]
    return {"baris": rows, "tautan": links}


def unpack(packed: dict[str, Any], *, skip: str) -> int:
    """Save the packed rows again, except those of the model labelled `skip` (its caller restored them already).

    Rows whose own reference has vanished in the meantime cannot come back; the number of those is returned. Fields a
    model has lost since are left out. The number of queries follows the models, not the rows.
    """
    lost = 0
    saved: dict[str, set[Any]] = defaultdict(set)
    saved[skip] = {row["pk"] for row in packed["baris"] if row["model"] == skip}
    by_model: dict[str, list[Row]] = defaultdict(list)
    for row in packed["baris"]:
        if row["model"] != skip:
            by_model[row["model"]].append(row)
    for label, rows in by_model.items():
        items = serializers.deserialize("python", rows, ignorenonexistent=True)
        objects = [item.object for item in items]
        whole = _with_references(apps.get_model(label), objects, saved)
        lost += len(objects) - len(whole)
        apps.get_model(label)._base_manager.bulk_create(whole, batch_size=BATCH)
        saved[label] = {row.pk for row in whole}
    _link_again(packed["tautan"])
    return lost


def _link_again(links: Iterable[Row]) -> None:
    """Fill the references the deletion emptied, where they are still empty and what they led to is back."""
    by_field: dict[tuple[str, str], dict[Any, Any]] = defaultdict(dict)
    for link in links:
        by_field[link["model"], link["field"]][link["pk"]] = link["value"]
    for (label, name), values in by_field.items():
        model = apps.get_model(label)
        field = cast("models.ForeignKey[Any, Any]", model._meta.get_field(name))
        target: type[models.Model] = field.remote_field.model
        here = set(
            target._base_manager.filter(pk__in=set(values.values())).values_list("pk", flat=True)
        )
        whens = [
            models.When(pk=pk, then=models.Value(value))
            for pk, value in values.items()
            if value in here
        ]
        for start in range(0, len(whens), BATCH):
            some = whens[start : start + BATCH]
            pks = [pk for pk, value in values.items() if value in here][start : start + BATCH]
            rows = model._base_manager.filter(pk__in=pks, **{name: None})
            rows.update(**{name: models.Case(*some, output_field=field)})


def _with_references(
    model: type[models.Model], objects: Iterable[Any], saved: dict[str, set[Any]]
) -> list[Any]:
    """Keep the objects whose foreign keys still lead somewhere; empty those that may be empty.

    What breaks a rule of the table with an emptied key is left out as well.
    """
    objects, emptied = list(objects), set()
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey):
            continue
        target = field.remote_field.model
        wanted = {getattr(row, field.attname) for row in objects} - {None}
        here = saved.get(target._meta.label_lower, set()) & wanted
        missing = wanted - here
        if missing:
            here |= set(target._base_manager.filter(pk__in=missing).values_list("pk", flat=True))
        kept = []
        for row in objects:
            value = getattr(row, field.attname)
            if value is not None and value not in here:
                if not field.null:
                    continue
                setattr(row, field.attname, None)
                emptied.add(row.pk)
            kept.append(row)
        objects = kept
    return [row for row in objects if row.pk not in emptied or _keeps_rules(row)]


def _keeps_rules(row: models.Model) -> bool:
    try:
        row.validate_constraints()
    except ValidationError:
        return False
    return True
