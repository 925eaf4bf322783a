"""Model fields that Django leaves half done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.validators import (
    MaxLengthValidator,
    ProhibitNullCharactersValidator,
    URLValidator,
)
from django.db import models


class LongTextField(models.TextField):  # type: ignore[type-arg]
    """A TextField whose `max_length` holds for every writer (forms, API, import), not for form widgets alone.

    NUL, which PostgreSQL cannot store, is refused likewise.
    """

    @cached_property
    def validators(self) -> Sequence[Any]:  # type: ignore[override]
        """The field's own validators, no NUL, and the limit of its length."""
        own = [*super().validators, ProhibitNullCharactersValidator("Hapus karakter kosong (NUL).")]
        if self.max_length is None:
            return own
        return [
            *own,
            MaxLengthValidator(
                self.max_length,
                "Terlalu panjang: %(show_value)s karakter, paling banyak %(limit_value)s.",
            ),
        ]


WEB_ONLY = URLValidator(("http", "https"), message="Isi alamat yang dimulai https:// atau http://.")


class WebField(models.URLField):  # type: ignore[type-arg]
    """The address of a page, http or https only: what is kept here is shown as a link."""

    default_validators = [WEB_ONLY]  # noqa: RUF012 - as Django has it
