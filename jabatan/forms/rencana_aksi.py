"""Forms of the action plan: for whom it is begun, its quarters, and the aksi of a kinerja."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from jabatan.forms.pilihan import JabatanAtauUnitForm
from jabatan.models import Aksi, Jabatan
from jabatan.renaksi.isi import Kelompok, Key, Renaksi
from jabatan.renaksi.triwulan import TRIWULAN, Nilai
from lib.forms import AngkaField, PokinForm
from organisasi.forms import indented

if TYPE_CHECKING:
    pass

STEPS = ("tw1", "tw2", "tw3", "tw4")
MOST_AKSI = 100  # of one kinerja
Pilihan = list[tuple[str, str]]


class RencanaBaruForm(JabatanAtauUnitForm):
    """For whom action plans are begun: one position, or every position of a unit that carries kinerja."""

    bantuan_unit = "Beserta unit di bawahnya; jabatan yang sudah memiliki rencana aksi dilewati."


class TriwulanForm(PokinForm):
    """The quarters of every indicator, four fields each, and the version that was seen."""

    versi = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, renaksi: Renaksi, **kwargs: Any) -> None:
        kwargs["initial"] = {"versi": renaksi.rencana.versi}
        super().__init__(*args, **kwargs)
        self.kunci: list[Key] = []
        for group in renaksi.kelompok:
            for row in group.ukuran:
                key = (row.kinerja, row.ukuran.kunci)
                self.kunci.append(key)
                for triwulan, nilai in zip(TRIWULAN, row.nilai, strict=True):
                    self._add(key, triwulan, row.ukuran.indikator, nilai)

    def _add(self, key: Key, triwulan: int, indikator: str, nilai: Nilai) -> None:
        label = f"Triwulan {TRIWULAN[triwulan]}: {indikator}"
        field = AngkaField(
            required=False,
            label=label,
            initial=nilai,
            max_digits=20,
            decimal_places=4,
            error_messages={
                "invalid": "Isi dengan angka, misalnya 1.234,5.",
                "max_digits": "Angka terlalu panjang.",
                "max_whole_digits": "Angka terlalu besar.",
                "max_decimal_places": "Paling banyak empat angka di belakang koma.",
            },
        )
        field.widget.attrs.update({"class": "form-control", "aria-label": label})
        self.fields[self.name_of(key, triwulan)] = field

    @staticmethod
    def name_of(key: Key, triwulan: int) -> str:
        """Return the name of a field."""
        return f"t{key[0]}-{key[1]}-{triwulan}"

    def fields_of(self, key: Key) -> list[Any]:
        """Return the four bound fields of an indicator."""
        return [self[self.name_of(key, triwulan)] for triwulan in TRIWULAN]

    @property
    def target(self) -> dict[Key, list[Nilai]]:
        """The quarters by kinerja and indikator."""
        data = self.cleaned_data
        return {key: [data[self.name_of(key, tw)] for tw in TRIWULAN] for key in self.kunci}


class AksiForm(PokinForm):
    """One aksi. A row without a description and anything else is not there."""

    urutan = forms.IntegerField(
        label="Urutan", required=False, min_value=0, max_value=9999, widget=forms.TextInput
    )
    uraian = forms.CharField(
        label="Rencana aksi",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    penanggung_jawab = forms.TypedChoiceField(
        label="Penanggung jawab", required=False, coerce=int, empty_value=None
    )
    komponen = forms.TypedChoiceField(
        label="Program/kegiatan/subkegiatan", required=False, coerce=int, empty_value=None
    )
    tw1 = forms.CharField(label="Triwulan I", required=False, max_length=200)
    tw2 = forms.CharField(label="Triwulan II", required=False, max_length=200)
    tw3 = forms.CharField(label="Triwulan III", required=False, max_length=200)
    tw4 = forms.CharField(label="Triwulan IV", required=False, max_length=200)

    def __init__(self, *args: Any, orang: Pilihan, komponen: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("penanggung_jawab", orang), ("komponen", komponen)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self.fields["urutan"].widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        """Ask for the description of a row in which something stands."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        named = any(data.get(name) for name in ("penanggung_jawab", "komponen", *STEPS))
        if named and not data.get("uraian") and "uraian" not in self.errors:
            self.add_error("uraian", "Uraian aksi belum diisi.")
        return data


class AksiBase(BaseFormSet):  # type: ignore[type-arg]
    """The aksi of one kinerja; a new one can always be added below."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box that deletes a row in Indonesian."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Hapus"
            form.fields["DELETE"].widget.attrs["class"] = "form-check-input"

    def rows(self, kinerja: int) -> list[dict[str, Any]]:
        """Return the rows that stay, by their number; rows of the same number in the order of the page."""
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("uraian") and not form.cleaned_data.get("DELETE")
        ]
        kept.sort(key=lambda data: MOST_AKSI if data["urutan"] is None else data["urutan"])
        return [{**data, "kinerja": kinerja} for data in kept]


AksiFormSet = formset_factory(
    AksiForm,
    formset=AksiBase,
    extra=1,
    can_delete=True,
    max_num=MOST_AKSI,
    absolute_max=MOST_AKSI + 1,
    validate_max=True,
)


class IsianRenaksi:
    """Everything the page of an action plan sends: the quarters, and the aksi of each kinerja."""

    def __init__(self, data: QueryDict | None, renaksi: Renaksi, orang: Pilihan) -> None:
        kwargs = {"orang": orang, "komponen": komponen_choices(renaksi)}
        self.triwulan = TriwulanForm(data, renaksi=renaksi)
        self.aksi: dict[int, Any] = {
            group.kinerja.pk: AksiFormSet(
                data, prefix=f"k{group.kinerja.pk}", initial=_initial(group), form_kwargs=kwargs
            )
            for group in renaksi.kelompok
        }

    def is_valid(self) -> bool:
        """Whether all of it can be read; every part is asked, so that every error shows."""
        parts = [self.triwulan.is_valid(), *(some.is_valid() for some in self.aksi.values())]
        return all(parts)

    @property
    def data(self) -> Mapping[str, Any]:
        """What actions.save_rencana_aksi takes."""
        return {
            "versi": self.triwulan.cleaned_data["versi"],
            "target": self.triwulan.target,
            "aksi": [row for pk, some in self.aksi.items() for row in some.rows(pk)],
        }


def _initial(group: Kelompok) -> list[dict[str, Any]]:
    return [_values(row, number) for number, row in enumerate(group.aksi, start=1)]


def _values(row: Aksi, number: int) -> dict[str, Any]:
    steps = {name: getattr(row, name) for name in STEPS}
    return {
        "urutan": number,
        "uraian": row.uraian,
        "penanggung_jawab": row.penanggung_jawab_id,
        "komponen": row.komponen_id,
        **steps,
    }


def komponen_choices(renaksi: Renaksi) -> Pilihan:
    """Return the komponen an aksi may name."""
    rows = [
        (str(pk), f"{row.kode} {row.nama}".strip()[:120]) for pk, row in renaksi.komponen.items()
    ]
    return [("", "(tanpa anggaran)"), *rows]


def people_choices(jabatan: Sequence[Jabatan]) -> Pilihan:
    """Return the position itself and those below it, indented."""
    first = jabatan[0].kedalaman if jabatan else 0
    rows = []
    for row in jabatan:
        row.kedalaman -= first
        rows.append((str(row.pk), indented(row, row.nama)))
    return [("", "(belum ditentukan)"), *rows]
