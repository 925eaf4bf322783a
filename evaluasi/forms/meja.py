"""Forms of the desk: comments, the team, the decision; and the JSON bodies the desk sends."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lib.forms import PokinForm

UNREADABLE = "Permintaan tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."


class KomentarForm(PokinForm):
    """A comment or an answer. Its limits stand in the model; the action speaks of them."""

    isi = forms.CharField(
        label="Komentar",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 5000}),
    )


class TimForm(PokinForm):
    """Whom to add to the team of a tree."""

    evaluator = forms.TypedChoiceField(
        label="Tambah evaluator",
        coerce=int,
        help_text="Evaluator dan pimpinan untuk unit ini yang tidak ikut menyusun pohonnya.",
        error_messages={"invalid_choice": "Pilih evaluator dari daftar."},
    )

    def __init__(self, *args: Any, daftar: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["evaluator"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Pilih…"), *daftar]


class PutusanForm(PokinForm):
    """The note that goes back with a tree, or stands beside its approval."""

    catatan = forms.CharField(
        label="Catatan untuk penyusun",
        required=False,
        max_length=5000,
        help_text=(
            "Sudah diisi dari temuan yang dibenarkan, hubungan yang kurang atau tidak logis, "
            "dan komentar terbuka. Ubah seperlunya."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )


def read_json(body: bytes) -> dict[str, Any]:
    """Return the object a request carries; raises ValidationError for anything else."""
    try:
        found = json.loads(body)
    except (ValueError, UnicodeDecodeError, RecursionError):
        raise ValidationError(UNREADABLE) from None
    if not isinstance(found, dict) or "\\u0000" in body.decode("utf-8", "replace"):
        raise ValidationError(UNREADABLE)
    return found


def read_entries(body: bytes) -> list[dict[str, Any]]:
    """Return the judgements a request carries; raises ValidationError."""
    daftar = read_json(body).get("daftar")
    if not isinstance(daftar, list) or not all(isinstance(entry, dict) for entry in daftar):
        raise ValidationError(UNREADABLE)
    return daftar
