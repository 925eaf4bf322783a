"""The form of a judgement: a choice of yes or no for each question, and a note."""

from __future__ import annotations

from typing import Any

from django import forms

from jabatan.mutu.penilaian import KELOMPOK, KODE
from lib.forms import SENTENCES, PokinForm

CHOICES = [("ya", "Ya"), ("tidak", "Tidak"), ("", "Belum dijawab")]


class PenilaianForm(PokinForm):
    """The answers about one indikator; `tanda` is the state the user saw."""

    tanda = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)
    catatan = forms.CharField(
        label="Catatan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alasan jawaban, atau yang perlu diperbaiki.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in KELOMPOK:
            for one in group.daftar:
                field = forms.ChoiceField(
                    label=one.kalimat,
                    choices=CHOICES,
                    required=False,
                    error_messages={"invalid_choice": SENTENCES["invalid_choice"]},
                    widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                )
                self.fields[one.kode] = field

    @property
    def jawaban(self) -> dict[str, bool]:
        """The answers given, by the code of the question."""
        data = self.cleaned_data
        return {kode: data[kode] == "ya" for kode in KODE if data.get(kode)}
