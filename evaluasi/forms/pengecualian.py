"""Forms of reasons: one reason for chosen findings of a rule, and the evaluator's answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from evaluasi.temuan import Temuan
from lib.forms import PokinForm


class AlasanForm(PokinForm):
    """One reason for findings of one rule."""

    sidik = forms.MultipleChoiceField(
        label="Temuan yang dibiarkan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih sekurang-kurangnya satu temuan.",
            "invalid_choice": (
                "Sebagian temuan sudah tidak ada: mungkin sudah diselesaikan. Periksa pilihannya, lalu simpan lagi."
            ),
        },
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tulis mengapa temuan ini dibiarkan. Evaluator membacanya dan dapat menolaknya.",
        error_messages={"required": "Alasan belum diisi. Tulis mengapa temuan ini dibiarkan."},
    )

    def __init__(self, *args: Any, daftar: Sequence[Temuan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sidik"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.sidik, one.finding.message) for one in daftar]


class TanggapanForm(PokinForm):
    """What the evaluator says of a reason; the action says when it is required. `dikenal` is the reason they saw."""

    keputusan = forms.ChoiceField(
        choices=[("tolak", "Tolak alasan"), ("terima", "Terima alasan")],
        error_messages={
            "required": "Pilih Tolak alasan atau Terima alasan.",
            "invalid_choice": "Pilih Tolak alasan atau Terima alasan.",
        },
    )
    dikenal = forms.CharField(required=False, widget=forms.HiddenInput)

    tanggapan = forms.CharField(
        label="Tanggapan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wajib diisi bila alasan ditolak: perencana membacanya di pohon dan di halaman temuan.",
    )
