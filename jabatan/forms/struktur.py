"""Forms of the structure: positions and their holders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from jabatan.forms.pilihan import PilihanJabatan, jenjang_of, own_units, positions
from jabatan.models import Jabatan, Pejabat
from lib.forms import PokinForm, PokinModelForm
from lib.pratinjau import excel_field
from organisasi.forms import UnitField
from organisasi.izin import izin
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser


class JabatanForm(PokinModelForm[Jabatan]):
    """A position; `induk` only for a new one (an old one is moved on its own page)."""

    induk = PilihanJabatan(
        queryset=Jabatan.objects.none(),
        required=False,
        label="Atasan langsung",
        empty_label="(puncak struktur)",
        help_text="Pemegang jabatan ini menjadi pihak kedua pada perjanjian kinerja.",
    )
    unit = UnitField(
        queryset=Unit.objects.none(),
        required=False,
        label="Unit",
        empty_label="(tanpa unit)",
    )

    class Meta:
        model = Jabatan
        fields = ("nama", "jenjang", "induk", "unit", "level_jf", "supervisi")

    def __init__(self, *args: Any, user: AnyUser, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.instansi = instansi
        head = "kepala daerah" if instansi.is_pemda else "menteri atau kepala lembaga"
        self.fields["unit"].help_text = f"Kosong untuk {head}."
        jenjang = self.fields["jenjang"]
        assert isinstance(jenjang, forms.ChoiceField)
        jenjang.choices = [("", "Pilih…"), *jenjang_of(instansi)]
        self.fields["level_jf"].help_text = "Hanya untuk jabatan fungsional."
        self.fields["supervisi"].help_text = (
            "Untuk pengendali teknis atau ketua tim: kinerja turun berjenjang dari ketua tim ke anggotanya. Tanpa "
            "fungsi supervisi, tiap jabatan fungsional berada langsung di bawah pejabat struktural."
        )
        self.offer("unit", own_units(user, instansi))
        if not izin(user).may_edit(instansi.pk, None):
            self.fields["unit"].required = True
            self.fields["unit"].error_messages["required"] = (
                "Pilih unit Anda; jabatan tanpa unit dibuat oleh admin instansi."
            )
        if self.instance.pk:
            del self.fields["induk"]
        else:
            self.offer("induk", positions(user, instansi))

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the place in the tree to the action."""
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions | {"induk"}


class PindahForm(PokinForm):
    """Where a position goes in the structure."""

    induk = PilihanJabatan(
        queryset=Jabatan.objects.none(),
        required=False,
        label="Atasan langsung yang baru",
        empty_label="(puncak struktur)",
    )
    setelah = PilihanJabatan(
        queryset=Jabatan.objects.none(),
        required=False,
        label="Letakkan setelah",
        empty_label="(paling akhir)",
        help_text="Jabatan lain di bawah atasan yang sama; boleh dikosongkan.",
    )

    def __init__(self, *args: Any, user: AnyUser, jabatan: Jabatan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = positions(user, jabatan.instansi).exclude(
            pk__in=Jabatan.objects.in_branch(jabatan)
        )
        for name in ("induk", "setelah"):
            self.offer(name, others)


class PejabatForm(PokinModelForm[Pejabat]):
    """Who holds a position, from when and in which state."""

    nip = forms.CharField(
        label="NIP",
        required=False,
        max_length=30,
        help_text="18 angka, boleh dengan spasi. Kosong untuk pejabat tanpa NIP.",
    )

    class Meta:
        model = Pejabat
        fields = ("nama", "nip", "pangkat", "status", "mulai", "selesai")

    def __init__(self, *args: Any, jabatan: Jabatan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.jabatan = jabatan
        self.fields["pangkat"].help_text = "Misalnya Pembina Tingkat I (IV/b)."
        self.fields["mulai"].help_text = "Terhitung mulai tanggal menjabat."
        self.fields["selesai"].help_text = "Hari terakhir menjabat; kosong bila masih menjabat."

    def clean_nip(self) -> str:
        """Take a NIP as people write it, with spaces."""
        return "".join(str(self.cleaned_data["nip"]).split())


class AkhiriForm(PokinForm):
    """The last day of a holder."""

    selesai = forms.DateField(
        label="Hari terakhir menjabat", widget=forms.DateInput, initial=timezone.localdate
    )


class ImporStrukturForm(PokinForm):
    """A workbook of the structure that comes back."""

    berkas = excel_field(
        "Buku kerja struktur",
        "Berkas Excel (.xlsx) dengan lembar Unit, Jabatan, dan Pejabat, paling besar 10 MB.",
        "berkas struktur",
    )
