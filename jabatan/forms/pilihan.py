"""Choices the forms of this room share: units and positions, by what the user may write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from jabatan.models import Jabatan
from lib.forms import PokinForm, TahunField
from organisasi.forms import UnitField, indented
from organisasi.izin import izin
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser

    _PilihanJabatan = forms.ModelChoiceField[Jabatan]
else:  # Django's class takes no parameters when it runs
    _PilihanJabatan = forms.ModelChoiceField


class PilihanJabatan(_PilihanJabatan):
    """A position, shown with its unit and indented as in the structure."""

    def label_from_instance(self, obj: Any) -> str:
        """Write the position as a line of the structure."""
        unit = f" — {obj.unit.nama_pendek}" if obj.unit else ""
        return indented(obj, f"{obj.nama}{unit}")


def own_units(user: AnyUser, instansi: Instansi) -> QuerySet[Unit]:
    """Return the units of the instansi whose positions the user may write, in tree order."""
    queryset: QuerySet[Unit] = Unit.objects.editable_by(user).filter(instansi=instansi)
    return queryset.order_by("lft")


def positions(user: AnyUser, instansi: Instansi) -> QuerySet[Jabatan]:
    """Return the positions of the instansi in tree order."""
    queryset: QuerySet[Jabatan] = Jabatan.objects.visible_to(user).filter(instansi=instansi)
    return queryset.select_related("unit").order_by("lft")


def own_positions(user: AnyUser, instansi: Instansi) -> QuerySet[Jabatan]:
    """Return the positions the user may write, in tree order."""
    return positions(user, instansi).filter(izin(user).content_q())


class JabatanAtauUnitForm(PokinForm):
    """For whom something is begun: one position, or every position of a unit; a subclass says what of the unit."""

    bantuan_unit = ""
    tahun = TahunField(label="Tahun")
    jabatan = PilihanJabatan(
        queryset=Jabatan.objects.none(),
        required=False,
        label="Satu jabatan",
        empty_label="Pilih jabatan…",
    )
    unit = UnitField(
        queryset=Unit.objects.none(),
        required=False,
        label="Atau semua jabatan satu unit",
        empty_label="Pilih unit…",
    )

    def __init__(self, *args: Any, user: AnyUser, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("jabatan", own_positions(user, instansi))
        self.offer("unit", own_units(user, instansi))
        self.fields["unit"].help_text = self.bantuan_unit

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of position and unit."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("jabatan")) == bool(data.get("unit")):
            raise ValidationError("Pilih satu jabatan, atau satu unit; salah satu saja.")
        return data


def jenjang_of(instansi: Instansi) -> list[tuple[str, str]]:
    """Return the jenjang an instansi knows: a region has no minister, a ministry no head of a region."""
    foreign = Jabatan.Jenjang.MENTERI if instansi.is_pemda else Jabatan.Jenjang.KEPALA_DAERAH
    return [(value, str(label)) for value, label in Jabatan.Jenjang.choices if value != foreign]
