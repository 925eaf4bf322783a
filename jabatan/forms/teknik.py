"""Forms of BKN's techniques and approaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from jabatan.models import KinerjaJabatan, Layanan
from jabatan.teknik.deteksi import Teknik
from jabatan.teknik.pendekatan import LANGKAH_LAYANAN, MEDAN_LAYANAN
from lib.forms import AngkaField, PokinForm, PokinModelForm

BAGI = {
    Teknik.DUPLICATE: "Duplicate: indikator dan target sama",
    Teknik.CLUSTER: "Cluster: indikator sama, target berbeda",
    Teknik.SUPPORTIVE: "Supportive: indikator berbeda yang mendukung indikator atasan",
    Teknik.UNIQUE: "Unique: indikator berbeda dan tidak terkait (perlu alasan)",
}


class PasanganForm(PokinForm):
    """By which technique an indicator belongs to which one of the superior."""

    teknik = forms.ChoiceField(
        label="Teknik", choices=[(str(key), text) for key, text in BAGI.items()]
    )
    pasangan = forms.ChoiceField(
        label="Indikator atasan",
        help_text="Indikator yang sama, atau yang didukung. Untuk Unique: indikator pembanding.",
    )
    alasan = forms.CharField(
        label="Alasan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wajib untuk Unique: mengapa indikator ini tidak mendukung langsung atasan.",
    )

    def __init__(self, *args: Any, pilihan: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pasangan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(pilihan)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of Unique beside its field."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("teknik") == Teknik.UNIQUE and not data.get("alasan", "").strip():
            self.add_error("alasan", "Indikator unik tidak mendukung langsung atasan: beri alasan.")
        return data

    @property
    def pair(self) -> tuple[int, int]:
        """The superior's kinerja and indicator chosen."""
        kinerja, _, indikator = self.cleaned_data["pasangan"].partition("-")
        return int(kinerja), int(indikator)


class BagianForm(PokinForm):
    """The share of one position in a target; empty follows the node's own target."""

    nilai = AngkaField(label="Target", required=False, max_digits=20, decimal_places=4)


class PendekatanForm(PokinModelForm[KinerjaJabatan]):
    """Which approach a team takes, with its aspect or places."""

    class Meta:
        model = KinerjaJabatan
        fields = ("pendekatan", "aspek", "wilayah")
        widgets = {"pendekatan": forms.RadioSelect}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["pendekatan"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "Belum ditentukan"), *KinerjaJabatan.Pendekatan.choices]
        self.fields["aspek"].help_text = (
            "Bagian jabatan ini; beberapa aspek dipisah titik koma. Pada jabatan yang membawahi tim, tulis seluruh "
            "aspek yang akan dibagi."
        )
        self.fields["wilayah"].help_text = (
            "Misalnya: Kecamatan Rawa; Kecamatan Bukit. Pada jabatan yang membawahi tim, tulis seluruh wilayah yang "
            "akan dibagi."
        )


class LayananForm(PokinModelForm[Layanan]):
    """BKN's seven steps of the service approach, in its order."""

    class Meta:
        model = Layanan
        fields = MEDAN_LAYANAN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, langkah in enumerate(LANGKAH_LAYANAN, start=1):
            field = self.fields[langkah.medan]
            field.label = f"{number}. {langkah.judul}"
            field.help_text = langkah.penjelasan
            field.widget.attrs["rows"] = "2"


class MilestoneForm(PokinForm):
    """One milestone; a new one with nothing written is passed over."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    nama = forms.CharField(
        label="Milestone (rangkaian pekerjaan)",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    output = forms.CharField(
        label="Output milestone",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ekspektasi = forms.CharField(
        label="Ekspektasi",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not any(self.cleaned_data.get(name) for name in ("nama", "output", "ekspektasi"))
