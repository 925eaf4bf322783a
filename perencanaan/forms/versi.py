"""Forms of copies and versions: Renja, another period, penetapan, perubahan, a branch for other units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from lib.forms import PokinForm
from organisasi.models import Instansi, Pengguna, Periode, Unit
from perencanaan.models import Dokumen, VersiNomenklatur

MOST_PAIRS = 4


class RenjaForm(PokinForm):
    """Asks for the year of a Renja. `ada`: the years that have one."""

    tahun = forms.TypedChoiceField(label="Tahun Renja", coerce=int)

    def __init__(self, *args: Any, renstra: Dokumen, ada: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = set(ada)
        years = [year for year in renstra.periode.tahun if year not in there]
        cast(forms.ChoiceField, self.fields["tahun"]).choices = [
            ("", "Pilih tahun"),
            *((year, str(year)) for year in years),
        ]
        if years:
            self.initial.setdefault("tahun", years[0])


class SalinForm(PokinForm):
    """Asks where a document is copied to. The fields a kind of document does not need are left out."""

    periode = forms.ModelChoiceField(queryset=Periode.objects.none(), label="Periode baru")
    tahun = forms.TypedChoiceField(label="Tahun baru", coerce=int)
    versi_nomenklatur = forms.ModelChoiceField(
        queryset=VersiNomenklatur.objects.none(),
        label="Versi nomenklatur",
        required=False,
        help_text="Kode yang tidak ada di versi ini ditunjukkan di halaman dokumen barunya.",
    )
    pagu = forms.BooleanField(
        label="Salin pagu juga",
        required=False,
        help_text="Tahun pertama ke tahun pertama, dan seterusnya. Tahun di luar periode baru ditinggalkan.",
    )

    def __init__(self, *args: Any, user: Pengguna, dokumen: Dokumen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        instansi = dokumen.instansi
        periode = Periode.objects.visible_to(user).filter(instansi=instansi, terkunci=False)
        if dokumen.tahun is None:
            del self.fields["tahun"]
            periode = periode.exclude(pk=dokumen.periode_id)
        else:
            years = sorted({year for one in periode for year in one.tahun})
            cast(forms.ChoiceField, self.fields["tahun"]).choices = [
                ("", "Pilih tahun"),
                *((year, str(year)) for year in years if year != dokumen.tahun),
            ]
            self.initial.setdefault("periode", dokumen.periode_id)
            self.initial.setdefault("tahun", dokumen.tahun + 1)
        self.offer("periode", periode, empty="Pilih periode")
        self.offer("versi_nomenklatur", VersiNomenklatur.objects.all(), empty="Seperti dokumen ini")
        self.initial.setdefault("versi_nomenklatur", dokumen.versi_nomenklatur_id)
        if not instansi.is_pemda:
            del self.fields["versi_nomenklatur"]


class SalinSemuaForm(PokinForm):
    """Asks which documents are copied to which period."""

    dari = forms.ModelChoiceField(queryset=Periode.objects.none(), label="Dari periode")
    ke = forms.ModelChoiceField(queryset=Periode.objects.none(), label="Ke periode")
    versi_nomenklatur = forms.ModelChoiceField(
        queryset=VersiNomenklatur.objects.none(),
        label="Versi nomenklatur",
        required=False,
        help_text="Kosong berarti seperti dokumen asalnya.",
    )
    pagu = forms.BooleanField(label="Salin pagu juga", required=False)

    def __init__(self, *args: Any, user: Pengguna, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        periode = Periode.objects.visible_to(user).filter(instansi=instansi)
        self.offer("dari", periode, empty="Pilih periode")
        self.offer("ke", periode.filter(terkunci=False), empty="Pilih periode")
        self.offer("versi_nomenklatur", VersiNomenklatur.objects.all(), empty="Seperti asalnya")
        if not instansi.is_pemda:
            del self.fields["versi_nomenklatur"]

    def clean(self) -> dict[str, Any]:
        """Refuse a copy of a period into itself."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("dari") and data.get("dari") == data.get("ke"):
            self.add_error("ke", "Pilih periode lain dari periode asalnya.")
        return data


class PenetapanForm(PokinForm):
    """Asks when and by which regulation a document was established."""

    tanggal = forms.DateField(label="Tanggal penetapan")
    dasar = forms.CharField(
        label="Dasar penetapan",
        max_length=200,
        help_text="Misalnya Peraturan Wali Kota Nomor 12 Tahun 2025.",
    )
    nomor = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PerubahanForm(PokinForm):
    """Asks why a document is changed."""

    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text="Misalnya penyesuaian dengan RPJMD Perubahan.",
    )


class CabangForm(PokinForm):
    """Asks to which documents a branch is copied and which words change.

    `daftar_dokumen` and `daftar_unit` are the targets; a unit of the latter gets a new Renstra.
    """

    tujuan = forms.MultipleChoiceField(
        label="Disalin ke",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sedikitnya satu dokumen tujuan."},
    )
    pagu = forms.BooleanField(
        label="Salin pagu juga",
        required=False,
        help_text="Biasanya tidak: pagu tiap perangkat daerah berbeda.",
    )

    def __init__(
        self,
        *args: Any,
        daftar_dokumen: Sequence[Dokumen],
        daftar_unit: Sequence[Unit],
        pasangan: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(f"d{row.pk}", f"{row.unit}: {row.nama}") for row in daftar_dokumen]
        choices += [(f"u{row.pk}", f"{row.nama}: buatkan Renstra baru") for row in daftar_unit]
        cast(forms.MultipleChoiceField, self.fields["tujuan"]).choices = choices
        if not self.is_bound:
            self.initial.setdefault("tujuan", [f"d{row.pk}" for row in daftar_dokumen])
        for number in range(MOST_PAIRS):
            old, new = pasangan[number] if number < len(pasangan) else ("", "")
            for name, label, value in (("dari", "Kata", old), ("jadi", "Diganti dengan", new)):
                field = forms.CharField(
                    label=f"{label} {number + 1}", max_length=200, required=False, initial=value
                )
                field.widget.attrs["class"] = "form-control"
                self.fields[f"{name}_{number}"] = field

    @property
    def daftar_pasangan(self) -> list[tuple[Any, Any]]:
        """The fields of each pair."""
        return [(self[f"dari_{number}"], self[f"jadi_{number}"]) for number in range(MOST_PAIRS)]

    def clean(self) -> dict[str, Any]:
        """Refuse a replacement without the word it replaces."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(MOST_PAIRS):
            if data.get(f"jadi_{number}") and not data.get(f"dari_{number}"):
                error = ValidationError("Isi kata yang diganti.")
                self.add_error(f"dari_{number}", error)
        return data

    def ganti(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs that were filled in."""
        data = self.cleaned_data
        pairs = (
            (data.get(f"dari_{number}", ""), data.get(f"jadi_{number}", ""))
            for number in range(MOST_PAIRS)
        )
        return tuple((old, new) for old, new in pairs if old)
