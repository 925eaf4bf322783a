"""Forms of the LKE: beginning a sheet, a line of it, and evidence."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils import timezone

from evaluasi.lke.berkas import ACCEPT, EMPTY, KINDS, LARGEST, too_large
from evaluasi.models import JawabanKriteria
from lib.forms import PokinForm, TahunField
from organisasi.forms import indented
from organisasi.izin import izin
from organisasi.models import Instansi, Pengguna, Unit

LONGEST = 2000
BELUM = "Belum"
TERPENUHI = [("", BELUM), *JawabanKriteria.Terpenuhi.choices]


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of units, each under its parent."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name behind the indent of its depth."""
        return indented(obj, obj.nama)


class LkeBaruForm(PokinForm):
    """Whose sheet is begun, and for which year."""

    unit = UnitField(label="Unit", queryset=Unit.objects.none())
    tahun = TahunField(label="Tahun evaluasi")

    def __init__(self, *args: Any, user: Pengguna, instansi: Instansi, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"tahun": timezone.localdate().year, **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        units = Unit.objects.editable_by(user).filter(instansi=instansi).order_by("lft")
        whole = izin(user).may_edit(instansi.pk, None)
        self.fields["unit"].required = not whole
        self.offer("unit", units, empty="Seluruh instansi" if whole else None)


class BarisForm(PokinForm):
    """A line of a sheet: the choice, what is said of it, the version that was seen, and a print of what stood there."""

    pilihan = forms.ChoiceField(required=False)
    uraian = forms.CharField(
        required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    awal = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean_uraian(self) -> str:
        """Write line ends as the database keeps them, whatever the browser sent."""
        text: str = self.cleaned_data["uraian"]
        return text.replace("\r\n", "\n").strip()

    @property
    def is_touched(self) -> bool:
        """Whether the line differs from what stood there when it was shown; only for a valid form."""
        data = self.cleaned_data
        return bool(print_of(data["pilihan"], data["uraian"]) != data["awal"])


class HurufForm(BarisForm):
    """The letter of a subkomponen with its reason."""

    def __init__(self, *args: Any, pilihan: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pilihan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Belum dipilih"), *pilihan]


class TerpenuhiForm(BarisForm):
    """Whether a criterion is fulfilled, with a note."""

    pilihan = forms.ChoiceField(required=False, choices=TERPENUHI, widget=forms.RadioSelect)
    uraian = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": "Catatan"}),
    )


def print_of(pilihan: str, uraian: str) -> str:
    """Return by what two states of a line are told apart."""
    return hashlib.sha256(f"{pilihan}\n{uraian}".encode()).hexdigest()[:32]


class TautanForm(PokinForm):
    """Evidence that lies elsewhere."""

    tautan = forms.URLField(
        label="Alamat tautan",
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text="Alamat yang dimulai https:// dan dapat dibuka evaluator.",
        error_messages={
            "max_length": "Tautan terlalu panjang: paling banyak 500 huruf. Pakai tautan yang dipendekkan."
        },
    )
    nama = forms.CharField(
        label="Nama bukti",
        required=False,
        max_length=200,
        help_text="Kosong berarti alamatnya yang dipendekkan.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A browser would cut a long address without a word, and the link would lead nowhere.
        self.fields["tautan"].widget.attrs.pop("maxlength", None)


class BerkasBuktiForm(PokinForm):
    """Evidence as a file; its kind is read from its content by the action."""

    berkas = forms.FileField(
        label="Berkas bukti",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=f"{KINDS}; paling besar {LARGEST // 1024**2} MB. Jenisnya dibaca dari isinya.",
        error_messages={
            "required": "Pilih berkas bukti lebih dahulu.",
            "empty": EMPTY,
            "max_length": "Nama berkas terlalu panjang; ganti dengan nama yang lebih pendek.",
        },
    )

    def clean_berkas(self) -> Any:
        """Refuse by its size a file that was not even kept whole."""
        berkas = self.cleaned_data["berkas"]
        if berkas.size > LARGEST:
            raise forms.ValidationError(too_large())
        return berkas
