"""What every long list shares: search, order and pages, all of it in the address.

    daftar = search(request, Unit.objects.visible_to(request.user), "nama", "kode")   # ?q=
    daftar = sort(request, daftar, {"nama": "nama", "kode": "kode"}, default="nama")   # ?urut=-nama
    halaman = paginate(request, daftar)                                                # ?halaman=2

The parts `_cari.html`, `_kepala_urut.html` and `_halaman.html` show them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
LONGEST_SEARCH = 100
MOST_WORDS = 10


def paginate(
    request: HttpRequest, queryset: QuerySet[M] | Sequence[M], per_page: int = 25
) -> Page[M]:
    """Return the page named by `?halaman=`; a page that does not exist gives the nearest one."""
    return Paginator(queryset, per_page).get_page(request.GET.get("halaman"))


def sort(
    request: HttpRequest,
    queryset: QuerySet[M],
    columns: Mapping[str, str | Sequence[str]],
    *,
    default: str,
) -> QuerySet[M]:
    """Order by `?urut=key` (`-key` descending) when `columns` knows the key, else by `default`.

    `columns` maps a key of the address to one or several lookups. The order is kept as
    `request.urut` for `_kepala_urut.html`; rows that are equal follow their primary key, so that
    pages do not overlap.
    """
    chosen = request.GET.get("urut", default)
    if chosen.removeprefix("-") not in columns:
        chosen = default
    request.urut = chosen  # type: ignore[attr-defined]
    lookups = columns[chosen.removeprefix("-")]
    fields = [lookups] if isinstance(lookups, str) else list(lookups)
    if chosen.startswith("-"):
        fields = [f.removeprefix("-") if f.startswith("-") else f"-{f}" for f in fields]
    return queryset.order_by(*fields, "pk")


def search(request: HttpRequest, queryset: QuerySet[M], *fields: str) -> QuerySet[M]:
    """Keep the rows in which every word of `?q=` stands in one of the fields, whatever the case.

    The first MOST_WORDS words count. A field beyond a relation to many rows is asked for in a query of its own: a
    join for each word would multiply the rows with every word.
    """
    model = queryset.model
    for word in list(dict.fromkeys(search_text(request).lower().split()))[:MOST_WORDS]:
        anywhere = Q()
        for field in fields:
            here = Q(**{f"{field}__icontains": word})
            if _leads_to_many(model, field):
                here = Q(pk__in=model._base_manager.filter(here).values("pk"))
            anywhere |= here
        queryset = queryset.filter(anywhere)
    return queryset


def _leads_to_many(model: type[Model], lookup: str) -> bool:
    """Whether a lookup passes a relation to many rows; annotations and paths into JSON do not."""
    here: Any = model
    for name in lookup.split("__"):
        try:
            field = here._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        if field.one_to_many or field.many_to_many:
            return True
        if not field.is_relation:
            return False
        here = field.related_model
    return False


def search_text(request: HttpRequest) -> str:
    """Return what `?q=` asks for: no NUL (a database refuses it), at most 100 characters."""
    text: Any = request.GET.get("q", "")
    return str(text).replace("\x00", "").strip()[:LONGEST_SEARCH]
