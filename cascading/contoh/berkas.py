"""Reading the files of the examples."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings

Entry = dict[str, Any]

# In the order in which they are loaded; the first one's accounts have the short names.
EXAMPLES = ("kota", "batumandi", "kementerian", "kabupaten")


@cache
def read(name: str) -> Entry:
    """Return the content of `fixtures/contoh_<name>.json`; fractions are Decimal. Treat it as read-only."""
    path = settings.BASE_DIR / "fixtures" / f"contoh_{name}.json"
    content: Entry = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return content


def without(entry: Entry, *names: str) -> Entry:
    """Return a copy of an entry that lacks the named fields."""
    return {name: value for name, value in entry.items() if name not in names}
