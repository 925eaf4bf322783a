"""Forms of the distribution: which position carries a node, and in which words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from jabatan.forms.pilihan import PilihanJabatan
from jabatan.models import Jabatan, KinerjaJabatan
from lib.forms import PokinForm


class KinerjaForm(PokinForm):
    """What a position carries of a node: the statement in its scope and the kind of cascading."""

    pernyataan = forms.CharField(
        label="Rumusan menurut lingkup jabatan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    jenis = forms.ChoiceField(label="Jenis cascading", choices=KinerjaJabatan.Jenis.choices)


class BagiForm(KinerjaForm):
    """A node goes to a position."""

    jabatan = PilihanJabatan(
        queryset=Jabatan.objects.none(), label="Jabatan", empty_label="Pilih jabatan…"
    )
    field_order = ("jabatan", "pernyataan", "jenis")

    def __init__(self, *args: Any, queryset: QuerySet[Jabatan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("jabatan", queryset)
