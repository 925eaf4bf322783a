"""The form of all thresholds of an instansi."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator

from evaluasi.actions.ambang import key
from lib.aturan import thresholds
from lib.forms import AngkaField, PokinForm
from lib.teks import format_number


class AmbangForm(PokinForm):
    """A number per threshold; empty means the usual value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ambang in thresholds():
            low, high = Decimal(str(ambang.terkecil)), Decimal(str(ambang.terbesar))
            sentence = f"Isi antara {format_number(low)} dan {format_number(high)}."
            field = AngkaField(
                label=f"{ambang.aturan}: {ambang.judul}",
                required=False,
                max_digits=10,
                decimal_places=4,
                validators=[MinValueValidator(low, sentence), MaxValueValidator(high, sentence)],
            )
            field.error_messages["max_decimal_places"] = "Paling banyak 4 angka di belakang koma."
            field.show_hidden_initial = True  # so that only what this person changed is set
            field.widget.attrs["class"] = "form-control"
            field.widget.attrs["placeholder"] = format_number(ambang.bawaan)
            self.fields[key(ambang)] = field
