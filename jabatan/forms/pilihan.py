"""Choices the forms of this room share: units and positions, by what the user may write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from jabatan.models import Jabatan
from organisasi.forms import indented
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


def jenjang_of(instansi: Instansi) -> list[tuple[str, str]]:
    """Return the jenjang an instansi knows: a region has no minister, a ministry no head of a region."""
    foreign = Jabatan.Jenjang.MENTERI if instansi.is_pemda else Jabatan.Jenjang.KEPALA_DAERAH
    return [(value, str(label)) for value, label in Jabatan.Jenjang.choices if value != foreign]
