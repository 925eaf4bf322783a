"""Taking a workbook and showing what it would change, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from lib.forms import add_errors


def excel_field(label: str, help_text: str, nama: str, *, isi: str = "berkas") -> forms.FileField:
    """Return the field of a workbook; `nama` is what is asked for ("berkas struktur"), `isi` what is filled in."""
    return forms.FileField(
        label=label,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=help_text,
        error_messages={
            "required": f"Pilih {nama} lebih dahulu.",
            "empty": f"Berkas ini kosong. Pilih {isi} yang sudah diisi, lalu unggah lagi.",
            "max_length": "Nama berkas terlalu panjang; ganti dengan nama yang lebih pendek.",
        },
    )


def preview_upload(
    request: HttpRequest,
    form_class: Callable[..., forms.Form],
    preview: Callable[[Any], Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the form and, for a file it takes, what `preview` says of it; a ValidationError stands at the file.

    The form has a field `berkas`. Below a preview it is empty again.
    """
    if request.method != "POST":
        return {"form": form_class()}
    form = form_class(request.POST, request.FILES)
    if form.is_valid():
        try:
            return {**preview(form.cleaned_data["berkas"]), "form": form_class()}
        except ValidationError as error:
            add_errors(form, ValidationError({"berkas": error.messages}))
    return {"form": form}
