"""The form of the pagu of one komponen: a row per source of funds, a column per year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lib.forms import AngkaField, PokinForm
from perencanaan.actions.komponen import LONGEST_SOURCE
from perencanaan.models import Komponen, Pagu

MOST_SOURCES = 8
SPARE_ROWS = 2


class PaguForm(PokinForm):
    """Asks for rupiah per year; empty cells are no pagu, an emptied row disappears."""

    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, komponen: Komponen, daftar_pagu: Iterable[Pagu], **kwargs: Any
    ) -> None:
        self.daftar_tahun = komponen.dokumen.daftar_tahun_pagu
        self.example = "APBD" if komponen.dokumen.instansi.is_pemda else "APBN"
        self.before: dict[str, dict[int, Decimal]] = {}
        for pagu in daftar_pagu:
            self.before.setdefault(pagu.sumber_dana, {})[pagu.tahun] = pagu.nilai
        self.count = min(len(self.before) + SPARE_ROWS, max(MOST_SOURCES, len(self.before)))
        kwargs.setdefault("initial", {"versi": komponen.versi})
        super().__init__(*args, **kwargs)
        sources = list(self.before.items())
        for index in range(self.count):
            source, years = sources[index] if index < len(sources) else ("", {})
            self._add_row(index, source, years)

    def _add_row(self, index: int, source: str, years: dict[int, Decimal]) -> None:
        self.fields[f"sumber_{index}"] = forms.CharField(
            label=f"Sumber dana baris {index + 1}",
            required=False,
            max_length=LONGEST_SOURCE,
            initial=source,
            widget=forms.TextInput(
                attrs={"class": "form-control", "list": "sumber-dana", "placeholder": self.example}
            ),
        )
        for tahun in self.daftar_tahun:
            self.fields[f"nilai_{index}_{tahun}"] = AngkaField(
                label=f"Pagu {tahun} baris {index + 1}",
                required=False,
                min_value=0,
                max_digits=18,
                decimal_places=2,
                initial=years.get(tahun),
                error_messages={
                    "invalid": "Isi dengan angka rupiah, misalnya 150.000.000.",
                    "min_value": "Pagu tidak boleh negatif.",
                    "max_digits": "Angka terlalu besar.",
                    "max_whole_digits": "Angka terlalu besar.",
                    "max_decimal_places": "Paling banyak dua angka di belakang koma.",
                },
                widget=forms.TextInput(attrs={"class": "form-control text-end"}),
            )

    def rows(self) -> Iterator[tuple[Any, list[tuple[int, Any]]]]:
        """Yield per row the bound source field and the bound field of each year."""
        for index in range(self.count):
            cells = [(tahun, self[f"nilai_{index}_{tahun}"]) for tahun in self.daftar_tahun]
            yield self[f"sumber_{index}"], cells

    def clean(self) -> dict[str, Any]:
        """Refuse the same source of funds on two rows."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for index in range(self.count):
            source = str(data.get(f"sumber_{index}", ""))
            if not self._amounts(data, index):
                continue
            if source.casefold() in seen:
                name = source or "tanpa nama"
                raise ValidationError(
                    f"Sumber dana {name} muncul dua kali; gabungkan dalam satu baris."
                )
            seen.add(source.casefold())
        return data

    def daftar(self) -> dict[str, dict[int, Decimal | None]]:
        """Return {sumber dana: {tahun: rupiah}} as `actions.set_pagu` takes it."""
        data = self.cleaned_data
        return {
            data[f"sumber_{index}"]: self._amounts(data, index)
            for index in range(self.count)
            if self._amounts(data, index)
        }

    def _amounts(self, data: dict[str, Any], index: int) -> dict[int, Decimal | None]:
        return {
            tahun: data[f"nilai_{index}_{tahun}"]
            for tahun in self.daftar_tahun
            if data.get(f"nilai_{index}_{tahun}") is not None
        }
