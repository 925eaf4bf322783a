"""Forms of the matriks peran hasil."""

from __future__ import annotations

from typing import Any

from django import forms

from jabatan.models import PeranHasil
from lib.forms import PokinForm


class PeranForm(PokinForm):
    """An entry of a cell; a new one with nothing written is passed over (`baru`)."""

    jenis = forms.ChoiceField(label="Jenis", choices=PeranHasil.Jenis.choices)
    hasil = forms.CharField(
        label="Hasil",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Hasil belum diisi; centang Hapus bila isinya tidak diperlukan."
        },
    )
    hapus = forms.BooleanField(label="Hapus", required=False)

    def __init__(self, *args: Any, baru: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if baru:
            self.fields["hasil"].required = False
            del self.fields["hapus"]

    def clean(self) -> dict[str, Any]:
        """Ask for no words of what is removed."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("hapus"):
            self.errors.pop("hasil", None)
        return data
