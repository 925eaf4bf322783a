"""What the API takes in: how a body is read and how a list is paged.

Apart from lib.api because the settings name these classes, which REST framework imports before its own views.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.parsers import JSONParser


class JsonParser(JSONParser):
    """Reads a JSON body; one nested beyond reason or with half a surrogate pair counts as no JSON."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return what the body holds; raises ParseError."""
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError) as error:
            raise ParseError from error
        return data


class Halaman(LimitOffsetPagination):
    """Pages by `limit` (at most 500) and `offset`."""

    max_limit = 500
