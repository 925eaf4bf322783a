"""Template filters for numbers, rupiah and dates in Indonesian form; available in every template."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from lib import teks

register = template.Library()


@register.filter
def angka(value: Decimal | float | int | None) -> str:
    """Write a number with Indonesian separators."""
    return teks.format_number(value)


@register.filter
def rupiah(value: Decimal | float | int | None) -> str:
    """Write an amount of rupiah."""
    return teks.format_rupiah(value)


@register.filter
def kecil(value: object) -> str:
    """Write a label inside a sentence; KRO stays KRO."""
    return teks.small(value)


@register.filter
def tanggal(value: datetime.date | None) -> str:
    """Write a date in Indonesian words."""
    return teks.format_date(value)


@register.filter
def ambil(mapping: Any, key: Any) -> Any:
    """Look a key up in a mapping; None when absent."""
    return mapping.get(key) if mapping else None


@register.filter
def isian(query: QueryDict) -> list[tuple[str, list[str]]]:
    """List names and values of an address's query (as `.lists` a parameter of that name would take its place)."""
    return list(query.lists())


@register.filter
def rentang_halaman(paginator: Paginator[Any], number: int) -> list[int | None]:
    """List the page numbers to offer around one page; None stands for a gap."""
    return [
        n if isinstance(n, int) else None
        for n in paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    ]


class SimpanNode(template.Node):
    """Renders its content into a variable of the context instead of into the page."""

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        """Keep the content, stripped; it is safe because it was rendered with escaping."""
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308
        return SafeString()


@register.tag
def simpan(parser: template.base.Parser, token: template.base.Token) -> SimpanNode:
    """`{% simpan nama %}…{% endsimpan %}`: keep what a block gives, to use it more than once."""
    parts = token.split_contents()
    if len(parts) != 2:
        raise template.TemplateSyntaxError("simpan needs the name of a variable")
    nodelist = parser.parse(("endsimpan",))
    parser.delete_first_token()
    return SimpanNode(nodelist, parts[1])
