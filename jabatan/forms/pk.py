"""Forms of the perjanjian kinerja."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from jabatan.forms.pilihan import PilihanJabatan, own_positions, own_units
from jabatan.models import Jabatan, PerjanjianKinerja
from lib.forms import PokinForm, PokinModelForm, TahunField
from organisasi.forms import UnitField
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class PkBaruForm(PokinForm):
    """For whom PK are begun: one position, or every position of a unit that carries kinerja."""

    tahun = TahunField(label="Tahun", help_text="Tahun perjanjian kinerja.")
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
        help_text="Draf dibuat untuk tiap jabatan unit ini dan unit di bawahnya yang mengampu "
        "kinerja; yang sudah ada dilewati.",
    )

    def __init__(self, *args: Any, user: AnyUser, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("jabatan", own_positions(user, instansi))
        self.offer("unit", own_units(user, instansi))

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of position and unit."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("jabatan")) == bool(data.get("unit")):
            raise ValidationError("Pilih satu jabatan, atau satu unit; salah satu saja.")
        return data


class PkForm(PokinModelForm[PerjanjianKinerja]):
    """What the letter needs beside tree and plan."""

    class Meta:
        model = PerjanjianKinerja
        fields = ("tempat", "tanggal", "nomor", "alasan_perubahan", "alasan_target")

    def __init__(self, *args: Any, berbeda: bool = False, **kwargs: Any) -> None:
        """`berbeda`: some target is not the plan's, so that a reason is asked for."""
        super().__init__(*args, **kwargs)
        self.fields[
            "alasan_target"
        ].help_text = (
            "Mengapa target berbeda dari Renstra atau Renja; ikut tersimpan dan terbaca evaluator."
        )
        if not (berbeda or self.instance.alasan_target):
            del self.fields["alasan_target"]
        self.fields["tempat"].help_text = "Kota tempat surat ditandatangani."
        self.fields["tanggal"].help_text = "Pejabat dan atasan mengikuti keadaan pada tanggal ini."
        if self.instance.jenis != PerjanjianKinerja.Jenis.PERUBAHAN:
            del self.fields["alasan_perubahan"]


class PerubahanForm(PokinForm):
    """Why a signed PK is changed."""

    alasan_perubahan = forms.ChoiceField(
        label="Alasan perubahan",
        choices=[("", "Pilih alasan…"), *PerjanjianKinerja.AlasanPerubahan.choices],
    )
