"""Forms of what a tujuan or sasaran refers to, and of an NSPK."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django import forms

from lib.forms import PokinForm, PokinModelForm
from perencanaan.models import Komponen, Nspk


class AcuanForm(PokinForm):
    """Asks for sasaran of the upper document and for NSPK, any number of each; what is chosen stands first."""

    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sasaran = forms.MultipleChoiceField(
        label="Tujuan atau sasaran di atasnya",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nspk = forms.MultipleChoiceField(
        label="NSPK", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        daftar_atas: Sequence[Komponen],
        daftar_nspk: Sequence[Nspk],
        usulan: Collection[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        upper: Any = self.fields["sasaran"]
        chosen = {name: set(self.initial.get(name, ())) for name in ("sasaran", "nspk")}
        ordered = sorted(
            daftar_atas, key=lambda row: (row.pk not in chosen["sasaran"], row.pk not in usulan)
        )
        several = len({row.dokumen_id for row in daftar_atas}) > 1
        upper.choices = [(row.pk, _label(row, usulan, several)) for row in ordered]
        norms: Any = self.fields["nspk"]
        first = sorted(daftar_nspk, key=lambda row: row.pk not in chosen["nspk"])
        norms.choices = [(row.pk, str(row)) for row in first]

    def keys(self, name: str) -> list[int]:
        """Return the keys chosen in a field."""
        return [int(key) for key in self.cleaned_data[name]]


def _label(row: Komponen, usulan: Collection[int], several: bool) -> str:
    text = f"{row.get_jenis_display()}: {row.nama}"
    if several:
        text = f"{text} ({row.dokumen})"
    return f"{text} · menurut pohon kinerja" if row.pk in usulan else text


class NspkForm(PokinModelForm[Nspk]):
    """Asks for an NSPK and the regulation that sets it."""

    class Meta:
        model = Nspk
        fields: ClassVar = ["nama", "peraturan"]
        widgets: ClassVar = {"nama": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {
            "nama": "Norma, standar, prosedur, atau kriteria yang dijalankan perangkat daerah.",
            "peraturan": "Misalnya: Peraturan Pemerintah Nomor 2 Tahun 2018.",
        }
