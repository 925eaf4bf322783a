"""The form of all thresholds of an instansi."""

from __future__ import annotations

from functools import partial
from typing import Any

from evaluasi.actions.ambang import key, require_fit
from lib.aturan import thresholds
from lib.forms import AngkaField, PokinForm
from lib.teks import format_number


class AmbangForm(PokinForm):
    """A number per threshold; empty means the usual value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ambang in thresholds():
            field = AngkaField(
                label=f"{ambang.aturan}: {ambang.judul}",
                required=False,
                decimal_places=None if ambang.bulat else 4,
                validators=[partial(require_fit, ambang)],
            )
            field.error_messages["max_decimal_places"] = "Paling banyak 4 angka di belakang koma."
            field.show_hidden_initial = True  # so that only what this person changed is set
            field.widget.attrs["class"] = "form-control"
            field.widget.attrs["placeholder"] = format_number(ambang.bawaan)
            self.fields[key(ambang)] = field
