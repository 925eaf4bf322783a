"""Forms of the steps of a kegiatan: the table of steps, and what is pasted into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from jabatan.models import LangkahProses
from jabatan.proses.langkah import MOST, Jumlah, read_jumlah, read_waktu, write
from lib.forms import PokinForm

Pilihan = Sequence[tuple[str, str]]
FILLED = ("jabatan", "output", "jumlah", "waktu")


class LangkahForm(PokinForm):
    """One step. A row in which nothing stands is not there."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    urutan = forms.IntegerField(
        label="Urutan", required=False, min_value=0, max_value=9999, widget=forms.TextInput
    )
    nama = forms.CharField(
        label="Langkah", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    jabatan = forms.TypedChoiceField(
        label="Pelaksana", required=False, coerce=int, empty_value=None
    )
    output = forms.CharField(label="Output", required=False, max_length=300)
    jumlah = forms.CharField(label="Jumlah", required=False, max_length=80)
    waktu = forms.CharField(label="Waktu", required=False, max_length=40)

    def __init__(self, *args: Any, pelaksana: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["jabatan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pelaksana
        self.fields["urutan"].widget.attrs["inputmode"] = "numeric"
        self.fields["jumlah"].widget.attrs["placeholder"] = "1 proposal"
        self.fields["waktu"].widget.attrs["placeholder"] = "8 jam"

    def clean_jumlah(self) -> Jumlah:
        """Read number and unit."""
        return read_jumlah(self.cleaned_data["jumlah"])

    def clean_waktu(self) -> Jumlah:
        """Read number and unit of time."""
        return read_waktu(self.cleaned_data["waktu"])

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a row in which something stands."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        empty: Jumlah = (None, "")
        named = any(data.get(name) not in (None, "", empty) for name in FILLED)
        if named and not data.get("nama") and "nama" not in self.errors:
            self.add_error("nama", "Langkah belum diisi.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        data = self.cleaned_data
        (jumlah, satuan), (waktu, satuan_waktu) = data["jumlah"], data["waktu"]
        return {
            "pk": data["pk"],
            "nama": data["nama"],
            "jabatan": data["jabatan"],
            "output": data["output"],
            "jumlah": jumlah,
            "satuan": satuan,
            "waktu": waktu,
            "satuan_waktu": satuan_waktu,
        }


def langkah_of(rows: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """Return the rows of a valid formset that hold something and are not to go, in their order."""
    kept = [
        form
        for form in rows.forms
        if form.cleaned_data.get("nama") and not form.cleaned_data.get("DELETE")
    ]
    kept.sort(key=lambda form: _place(form.cleaned_data["urutan"]))
    return [form.values for form in kept]


def _place(urutan: int | None) -> int:
    return 10**6 if urutan is None else urutan


LangkahFormSet = formset_factory(
    LangkahForm,
    extra=1,
    can_delete=True,
    max_num=MOST,
    absolute_max=MOST + 1,
    validate_max=True,
)


class TandaForm(PokinForm):
    """What the page was like when it was opened."""

    tanda = forms.CharField(max_length=40, widget=forms.HiddenInput)


def initial_of(daftar: Sequence[LangkahProses]) -> list[dict[str, Any]]:
    """Return the steps as the rows of the form show them."""
    return [
        {
            "pk": row.pk,
            "urutan": number,
            "nama": row.nama,
            "jabatan": row.jabatan_id,
            "output": row.output,
            "jumlah": write(row.jumlah, row.satuan),
            "waktu": write(row.waktu, row.satuan_waktu),
        }
        for number, row in enumerate(daftar, start=1)
    ]


class TempelForm(PokinForm):
    """Rows copied from Excel or Word."""

    tanda = forms.CharField(max_length=40, widget=forms.HiddenInput)
    teks = forms.CharField(
        label="Tempelan",
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text="Salin baris dari Excel atau tabel Word, lalu tempel di sini. Kolom: langkah, pelaksana, output, "
        "jumlah (1 proposal), waktu (8 jam). Dengan baris kepala kolom, urutannya bebas.",
    )

    def clean_teks(self) -> str:
        """Refuse a text of blanks only."""
        text = str(self.cleaned_data["teks"])
        if not text.strip():
            raise ValidationError("Tempel paling sedikit satu baris langkah.")
        return text
