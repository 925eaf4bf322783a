"""Forms of the SKP: for whom it is made, its data, a result with its indicators, behaviours, attachments, mutation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from jabatan.exporters.skp_massal import BENTUK
from jabatan.forms.pilihan import own_positions, own_units
from jabatan.forms.pk_massal import UnduhSemuaForm
from jabatan.models import (
    IndikatorIndividu,
    Pejabat,
    PerilakuKerja,
    RencanaHasilKerja,
    Skp,
)
from jabatan.skp.isi import LAMPIRAN
from jabatan.skp.usulan import UsulanRhk
from lib.forms import PokinForm, PokinModelForm, TahunField
from lib.teks import format_date
from organisasi.forms import UnitField
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser

    _PilihanPejabat = forms.ModelChoiceField[Pejabat]
else:  # Django's class takes no parameters when it runs
    _PilihanPejabat = forms.ModelChoiceField

MOST_INDIKATOR = 30
WRITE_OWN = "(tulis sendiri di bawah)"


class PilihanPejabat(_PilihanPejabat):
    """A holder, shown with the position and its days."""

    def label_from_instance(self, obj: Pejabat) -> str:
        """Write who holds what, and until when."""
        until = f"–{format_date(obj.selesai)}" if obj.selesai else ""
        return f"{obj.nama} — {obj.sebutan_jabatan} (sejak {format_date(obj.mulai)}{until})"


class VersiForm(PokinForm):
    """What version of the SKP the page shows."""

    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class SkpBaruForm(PokinForm):
    """For whom SKP are made: one holder, or every definitive holder of a unit."""

    tahun = TahunField(label="Tahun")
    pejabat = PilihanPejabat(
        queryset=Pejabat.objects.none(),
        required=False,
        label="Satu pegawai",
        empty_label="Pilih pegawai…",
    )
    unit = UnitField(
        queryset=Unit.objects.none(),
        required=False,
        label="Atau semua pegawai satu unit",
        empty_label="Pilih unit…",
        help_text="Pejabat definitif unit ini dan unit di bawahnya; yang sudah memiliki SKP dilewati.",
    )

    def __init__(self, *args: Any, user: AnyUser, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = Pejabat.objects.filter(jabatan__in=own_positions(user, instansi).order_by())
        holders = holders.select_related("jabatan").order_by("jabatan__lft", "-mulai")
        self.offer("pejabat", holders)
        self.offer("unit", own_units(user, instansi))

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of person and unit."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("pejabat")) == bool(data.get("unit")):
            raise ValidationError("Pilih satu pegawai, atau satu unit; salah satu saja.")
        return data


class SkpForm(PokinModelForm[Skp]):
    """The days, place and date of a draft."""

    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    class Meta:
        model = Skp
        fields = ("mulai", "selesai", "tempat", "tanggal")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["versi"] = self.instance.versi
        self.fields["tempat"].help_text = "Kota tempat SKP ditandatangani."
        self.fields[
            "tanggal"
        ].help_text = "Pejabat penilai kinerja mengikuti keadaan pada tanggal ini."

    def _post_clean(self) -> None:
        """Leave the row as it is; the action fills and checks it under the lock."""


# --- a result ------------------------------------------------------------------------------------------------
class RhkForm(VersiForm):
    """A result; `is_jpt` asks for the perspektif, the other form for the superior's result."""

    jenis = forms.ChoiceField(label="Jenis", choices=RencanaHasilKerja.Jenis.choices)
    pilih_atasan = forms.ChoiceField(label="Hasil kerja pimpinan yang diintervensi", required=False)
    rhk_atasan = forms.CharField(
        label="Atau tulis hasil kerja pimpinan yang diintervensi",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rumusan = forms.CharField(
        label="Rencana hasil kerja", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    perspektif = forms.ChoiceField(
        label="Perspektif",
        choices=[("", "Pilih perspektif…"), *RencanaHasilKerja.Perspektif.choices],
    )

    def __init__(self, *args: Any, is_jpt: bool, atasan: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.atasan = list(atasan)
        if is_jpt:
            del self.fields["pilih_atasan"], self.fields["rhk_atasan"]
            return
        del self.fields["perspektif"]
        if not self.atasan:
            del self.fields["pilih_atasan"]
            self.fields["rhk_atasan"].label = "Hasil kerja pimpinan yang diintervensi"
            return
        field = self.fields["pilih_atasan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", WRITE_OWN), *((str(n), t[:200]) for n, t in enumerate(self.atasan))]
        if (own := self.initial.get("rhk_atasan")) in self.atasan:
            self.initial["pilih_atasan"] = str(self.atasan.index(own))
            self.initial["rhk_atasan"] = ""

    def clean(self) -> dict[str, Any]:
        """Take the superior's result that was chosen, where none is written."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "rhk_atasan" not in self.fields:
            return data
        if not data.get("rhk_atasan") and (chosen := data.get("pilih_atasan")):
            data["rhk_atasan"] = self.atasan[int(chosen)]
        if not data.get("rhk_atasan") and "rhk_atasan" not in self.errors:
            self.add_error(
                "rhk_atasan", "Rencana hasil kerja pimpinan yang diintervensi belum diisi."
            )
        return data


class IndikatorForm(PokinForm):
    """One indicator. A row without name and target is not there."""

    urutan = forms.IntegerField(
        label="Urutan", required=False, min_value=0, max_value=9999, widget=forms.TextInput
    )
    aspek = forms.ChoiceField(
        label="Aspek",
        required=False,
        choices=[("", "Pilih aspek…"), *IndikatorIndividu.Aspek.choices],
    )
    nama = forms.CharField(
        label="Indikator kinerja individu",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    target = forms.CharField(label="Target", required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["urutan"].widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        """Ask for name and aspect of a row in which something stands."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(data.get(name) for name in ("aspek", "nama", "target")):
            return data
        if not data.get("nama") and "nama" not in self.errors:
            self.add_error("nama", "Indikator belum diisi.")
        if not data.get("aspek") and "aspek" not in self.errors:
            self.add_error("aspek", "Aspek belum dipilih.")
        return data


def indikator_of(rows: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """Return the rows of a valid formset that hold something and are not to go, in their order."""
    kept = [
        form.cleaned_data
        for form in rows.forms
        if form.cleaned_data.get("nama") and not form.cleaned_data.get("DELETE")
    ]
    kept.sort(key=lambda row: 10**6 if row["urutan"] is None else row["urutan"])
    return [{name: row[name] for name in ("aspek", "nama", "target")} for row in kept]


IndikatorFormSet = formset_factory(
    IndikatorForm,
    extra=1,
    can_delete=True,
    max_num=MOST_INDIKATOR,
    absolute_max=MOST_INDIKATOR + 1,
    validate_max=True,
)


class UsulanForm(VersiForm):
    """Which proposals are taken over."""

    kunci = forms.MultipleChoiceField(
        label="Usulan", error_messages={"required": "Pilih paling sedikit satu usulan."}
    )

    def __init__(self, *args: Any, daftar: Iterable[UsulanRhk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kunci"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.kunci, one.rumusan) for one in daftar]


# --- behaviours and attachments ------------------------------------------------------------------------------
class PerilakuForm(VersiForm):
    """What the superior expects of each behaviour."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nilai, label in PerilakuKerja.Nilai.choices:
            self.fields[nilai] = forms.CharField(
                label=label,
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
            )

    @property
    def ekspektasi(self) -> dict[str, str]:
        """The texts by behaviour."""
        return {nilai: self.cleaned_data[nilai] for nilai in PerilakuKerja.Nilai.values}


HELP_LAMPIRAN = {
    "dukungan": "Sumber daya yang disiapkan agar target tercapai: anggaran, orang, sarana, data, akses.",
    "pertanggungjawaban": "Kapan dan bagaimana capaian dilaporkan, misalnya laporan bulanan kepada atasan.",
    "konsekuensi": "Akibat bila target tercapai atau tidak, menurut ketentuan yang berlaku.",
}


class LampiranForm(VersiForm):
    """The three attachments, a line each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for jenis, label in LAMPIRAN.items():
            self.fields[jenis] = forms.CharField(
                label=label,
                required=False,
                max_length=20_000,
                help_text=f"{HELP_LAMPIRAN[jenis]} Satu baris satu butir; urutannya mengikuti baris.",
                widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
            )

    @property
    def daftar(self) -> dict[str, list[str]]:
        """The lines by attachment, without empty ones."""
        data = self.cleaned_data
        return {
            jenis: [line.strip() for line in data[jenis].splitlines() if line.strip()]
            for jenis in LAMPIRAN
        }


# --- mutation and download -----------------------------------------------------------------------------------
class TutupForm(VersiForm):
    """On which day an SKP ends, and why."""

    selesai = forms.DateField(label="Hari terakhir", widget=forms.DateInput)
    alasan = forms.CharField(
        label="Alasan", max_length=300, help_text="Misalnya mutasi, promosi, rotasi, atau pensiun."
    )


class BukaKembaliForm(VersiForm):
    """Why the closing of an SKP is taken back."""

    alasan = forms.CharField(label="Alasan", max_length=300)


class LanjutkanForm(PokinForm):
    """The new position of a person whose SKP is closed."""

    pejabat = forms.TypedChoiceField(label="Jabatan baru", coerce=int)

    def __init__(self, *args: Any, daftar: Iterable[Pejabat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pejabat"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(row.pk), f"{row.sebutan_jabatan} (sejak {format_date(row.mulai)})")
            for row in daftar
        ]


class UnduhSemuaSkpForm(UnduhSemuaForm):
    """Which SKP to download together, and how."""

    bentuk = forms.ChoiceField(label="Bentuk", choices=list(BENTUK.items()))
    ditetapkan = forms.BooleanField(
        label="Hanya yang sudah ditetapkan",
        required=False,
        help_text="Tanpa centang, draf ikut dan bertanda DRAF.",
    )
