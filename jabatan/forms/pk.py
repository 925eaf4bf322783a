"""Forms of the perjanjian kinerja."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from jabatan.forms.pilihan import JabatanAtauUnitForm
from jabatan.models import PerjanjianKinerja
from lib.forms import PokinForm, PokinModelForm, TahunField

if TYPE_CHECKING:
    pass


class PkBaruForm(JabatanAtauUnitForm):
    """For whom PK are begun: one position, or every position of a unit that carries kinerja."""

    tahun = TahunField(label="Tahun", help_text="Tahun perjanjian kinerja.")
    bantuan_unit = (
        "Draf dibuat untuk tiap jabatan unit ini dan unit di bawahnya yang mengampu kinerja; "
        "yang sudah ada dilewati."
    )


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
