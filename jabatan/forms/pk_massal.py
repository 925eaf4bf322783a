"""Forms for the PK of a whole unit, and for the years of the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from jabatan.actions.pk_massal import check_pola
from jabatan.exporters.massal import BENTUK
from jabatan.forms.pilihan import own_units
from jabatan.models import TahunAnggaran
from lib.forms import PokinForm, PokinModelForm, TahunField
from lib.tabel import Kertas
from organisasi.forms import UnitField
from organisasi.izin import izin
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class CakupanForm(PokinForm):
    """A year, and a unit with the units below it or the whole instansi."""

    tahun = TahunField(label="Tahun")
    unit = UnitField(
        queryset=Unit.objects.none(),
        required=False,
        label="Unit",
        empty_label="Seluruh instansi",
        help_text="Beserta unit di bawahnya.",
    )


class UnduhSemuaForm(CakupanForm):
    """Which letters to download together, and how."""

    bentuk = forms.ChoiceField(label="Bentuk", choices=list(BENTUK.items()))
    kertas = forms.ChoiceField(
        label="Kertas", choices=[(k.value, k.value) for k in (Kertas.A4, Kertas.F4)]
    )
    ditetapkan = forms.BooleanField(
        label="Hanya yang sudah ditetapkan",
        required=False,
        help_text="Tanpa centang, draf ikut dan bertanda DRAF. Tiap jabatan diwakili PK terakhirnya.",
    )

    def __init__(self, *args: Any, user: AnyUser, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(user).filter(instansi=instansi)
        self.offer("unit", units.order_by("lft"))


class TetapkanSemuaForm(CakupanForm):
    """Whose drafts are signed together, and what their letters get."""

    tempat = forms.CharField(
        label="Tempat", max_length=100, help_text="Kota tempat surat ditandatangani."
    )
    tanggal = forms.DateField(
        label="Tanggal",
        widget=forms.DateInput,
        help_text="Pejabat dan atasan mengikuti keadaan pada tanggal ini.",
    )
    pola = forms.CharField(
        label="Pola nomor",
        required=False,
        max_length=70,
        help_text="Misalnya 000/{nomor}/PK/{tahun}, atau {unit}/{nomor}/{tahun} agar tiap perangkat "
        "daerah bernomor sendiri. Kosong: surat tidak diberi nomor. Nomor yang sudah diisi tetap.",
    )

    def __init__(self, *args: Any, user: AnyUser, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = izin(user).may_edit(instansi.pk, None)
        self.fields["unit"].required = not whole
        empty = "Seluruh instansi" if whole else "Pilih unit…"
        self.offer("unit", own_units(user, instansi), empty=empty)

    def clean_pola(self) -> str:
        """Refuse a pattern that cannot be read."""
        pola = str(self.cleaned_data["pola"]).strip()
        try:
            check_pola(pola)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return pola

    def clean(self) -> dict[str, Any]:
        """Refuse a date that cannot belong to the year."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        tahun, tanggal = data.get("tahun"), data.get("tanggal")
        if tahun and tanggal and tanggal.year not in (tahun - 1, tahun):
            self.add_error("tanggal", f"Isi tanggal pada tahun {tahun - 1} atau {tahun}.")
        return data


class TahunAnggaranForm(PokinModelForm[TahunAnggaran]):
    """When the budget documents of a year were approved."""

    tahun = TahunField(label="Tahun")

    class Meta:
        model = TahunAnggaran
        fields = ("tahun", "tanggal_dpa", "tanggal_dppa")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tanggal_dpa"].help_text = "PK jatuh tempo satu bulan sesudahnya."
        self.fields["tanggal_dppa"].help_text = "PK perubahan jatuh tempo satu bulan sesudahnya."
