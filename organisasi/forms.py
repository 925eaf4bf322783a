"""Forms of the house: sign-in, own account, units, periods, people and their roles, instansi."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, UsernameField
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.forms import BaseFormSet, formset_factory

from lib.forms import PokinForm, PokinFormMixin, PokinModelForm, TahunField
from lib.gambar import LARGEST, too_large
from lib.tree import TreeNode
from organisasi.actions import clean_bidang_urusan
from organisasi.models import Instansi, Keanggotaan, Pengguna, Periode, Unit

if TYPE_CHECKING:
    _UnitChoice = forms.ModelChoiceField[Unit]
else:  # Django's class takes no parameters when it runs
    _UnitChoice = forms.ModelChoiceField

STRENGTH_HELP = (
    "Paling sedikit 8 karakter, tidak hanya angka, bukan kata sandi yang umum, "
    "dan tidak mirip nama atau surel."
)
INDENT = "\u2003"  # an em space: browsers drop plain ones in a list of choices


def indented(node: TreeNode, text: str) -> str:
    """Return a text as it stands in a list of choices: behind the indent of its node."""
    return INDENT * node.kedalaman + text


def unit_choices(units: Sequence[Unit]) -> list[tuple[str, str]]:
    """Return choices of units in tree order, indented by depth."""
    return [(str(unit.pk), indented(unit, unit.nama)) for unit in units]


class UnitField(_UnitChoice):
    """A choice of units, indented by depth."""

    def label_from_instance(self, obj: Unit) -> str:
        """Return the name behind its indent."""
        return indented(obj, obj.nama)


# --- Own account ----------------------------------------------------------------------------------


class MasukForm(PokinFormMixin, AuthenticationForm):
    """Sign-in. One sentence for every failure, so that nobody learns which usernames exist."""

    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi salah. Periksa huruf besar dan kecilnya.",
        "inactive": "Nama pengguna atau kata sandi salah. Periksa huruf besar dan kecilnya.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama pengguna"
        self.fields["password"].label = "Kata sandi"


class SandiForm(PokinFormMixin, PasswordChangeForm):
    """Change of one's own password."""

    error_messages = {
        "password_incorrect": "Kata sandi lama salah. Ketik lagi.",
        "password_mismatch": "Kedua isian kata sandi baru tidak sama. Ketik ulang keduanya.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = {
            "old_password": ("Kata sandi lama", ""),
            "new_password1": ("Kata sandi baru", STRENGTH_HELP),
            "new_password2": ("Ulangi kata sandi baru", ""),
        }
        for name, (label, help_text) in texts.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text


class ProfilForm(PokinModelForm[Pengguna]):
    """What people may change about themselves."""

    class Meta:
        model = Pengguna
        fields = ("nama", "email")


# --- Units ----------------------------------------------------------------------------------------


class UnitForm(PokinModelForm[Unit]):
    """A unit and the unit it belongs to. `units`: the possible parents, in tree order."""

    induk = forms.TypedChoiceField(
        label="Unit induk",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Kosongkan untuk perangkat daerah atau unit eselon I di puncak.",
    )
    field_order = ("nama", "induk")

    class Meta:
        model = Unit
        fields = ("nama", "singkatan", "kode", "jenis", "profil", "bidang_urusan", "alamat")

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["induk"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "(tidak ada: di puncak)"), *unit_choices(units)]

    def clean_bidang_urusan(self) -> str:
        """Normalise the codes."""
        return clean_bidang_urusan(self.cleaned_data["bidang_urusan"])

    def split(self) -> tuple[int | None, dict[str, Any]]:
        """Return the parent's key and the unit's own fields."""
        data = dict(self.cleaned_data)
        return data.pop("induk"), data


# --- Periods --------------------------------------------------------------------------------------


class PeriodeForm(PokinModelForm[Periode]):
    """A period of an instansi, which the view has already set."""

    tahun_awal = TahunField(label="Tahun awal")
    tahun_akhir = TahunField(label="Tahun akhir")

    class Meta:
        model = Periode
        fields = ("nama", "tahun_awal", "tahun_akhir", "terkunci")

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"instansi"}  # type: ignore[misc]


# --- People ---------------------------------------------------------------------------------------


class KataSandiForm(PokinForm):
    """A first or new password for someone else: typed twice, or made by the machine."""

    buatkan = forms.BooleanField(
        label="Buatkan kata sandi",
        required=False,
        help_text="Kata sandi acak ditampilkan satu kali setelah disimpan.",
    )
    sandi1 = forms.CharField(
        label="Kata sandi",
        required=False,
        help_text=STRENGTH_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    sandi2 = forms.CharField(
        label="Ulangi kata sandi",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Require both fields, the same, unless the machine makes the password."""
        data = super().clean() or {}
        first, second = data.get("sandi1", ""), data.get("sandi2", "")
        if data.get("buatkan"):
            return data
        if not first:
            self.add_error("sandi1", "Ketik kata sandi, atau pilih Buatkan kata sandi.")
        elif first != second:
            self.add_error("sandi2", "Kedua isian kata sandi tidak sama. Ketik ulang keduanya.")
        return data


class AkunBaruForm(KataSandiForm):
    """A new account: who it is and its first password."""

    username = UsernameField(
        label="Nama pengguna",
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text="Untuk masuk; huruf kecil, angka, titik, atau garis bawah.",
    )
    nama = forms.CharField(label="Nama lengkap", max_length=150)
    email = forms.EmailField(label="Surel", required=False, max_length=254)
    field_order = ("username", "nama", "email", "buatkan", "sandi1", "sandi2")

    def identity(self) -> dict[str, str]:
        """Return username, nama and email."""
        return {name: self.cleaned_data[name] for name in ("username", "nama", "email")}


class PenggunaForm(PokinModelForm[Pengguna]):
    """Who someone of the instansi is."""

    class Meta:
        model = Pengguna
        fields = ("nama", "email", "is_active")
        labels = {"is_active": "Akun aktif"}
        help_texts = {
            "is_active": "Akun yang tidak aktif tidak dapat masuk; pekerjaannya tetap tersimpan."
        }


class PeranForm(PokinForm):
    """One role. `units`: the units to choose from, in tree order, read once for all rows."""

    peran = forms.ChoiceField(label="Peran", required=False)
    unit = forms.TypedChoiceField(label="Lingkup", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False  # an unchanged new row still says which role it is
        self.units = {unit.pk: unit for unit in units}
        choices = {
            "peran": [("", "(tanpa peran)"), *Keanggotaan.Peran.choices],
            "unit": [("", "Seluruh instansi"), *unit_choices(units)],
        }
        for name, daftar in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = daftar

    def clean(self) -> dict[str, Any]:
        """Refuse a unit without a role, and an admin of one unit."""
        data = super().clean() or {}
        if data.get("unit") and not data.get("peran") and "peran" not in self.errors:
            self.add_error("peran", "Pilih peran untuk unit ini, atau kosongkan lingkupnya.")
        if data.get("unit") and data.get("peran") == Keanggotaan.Peran.ADMIN:
            self.add_error("unit", "Admin berlaku untuk seluruh instansi; kosongkan lingkupnya.")
        return data


PeranFormSet: type[BaseFormSet[PeranForm]] = formset_factory(
    PeranForm, extra=1, max_num=50, absolute_max=60
)


def chosen_roles(formset: BaseFormSet[PeranForm]) -> list[tuple[str, Unit | None]]:
    """Return the roles of a valid formset; rows without a role are left out."""
    return [
        (form.cleaned_data["peran"], form.units.get(form.cleaned_data["unit"]))
        for form in formset
        if form.cleaned_data.get("peran")
    ]


# --- Instansi -------------------------------------------------------------------------------------


class InstansiForm(PokinModelForm[Instansi]):
    """An instansi, as the pengelola sees it."""

    jenis = forms.ChoiceField(label="Jenis", choices=[("", "Pilih jenis"), *Instansi.Jenis.choices])

    class Meta:
        model = Instansi
        fields = ("nama", "jenis", "kekhususan", "zona_waktu", "tempat", "alamat")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kekhususan"]
        field.choices = [("", "Bukan daerah khusus"), *Instansi.Kekhususan.choices]

    def clean(self) -> dict[str, Any]:
        """Refuse a special region that is a ministry."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        ministry = data.get("jenis") == Instansi.Jenis.KEMENTERIAN_LEMBAGA
        if ministry and data.get("kekhususan"):
            self.add_error("kekhususan", "Daerah khusus hanya untuk pemerintah daerah.")
        return data


class LogoForm(PokinForm):
    """A picture for the letterhead."""

    berkas = forms.FileField(
        label="Gambar logo",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        help_text="PNG atau JPEG, paling besar 512 KiB; latar bening (PNG) tercetak paling baik.",
        error_messages={
            "required": "Pilih gambar logo lebih dahulu.",
            "empty": "Berkas kosong. Pilih gambar PNG atau JPEG.",
            "max_length": "Nama berkas terlalu panjang; ganti dengan nama yang lebih pendek.",
        },
    )

    def clean_berkas(self) -> Any:
        """Refuse by its size a file that was not even kept whole."""
        berkas = self.cleaned_data["berkas"]
        if berkas.size > LARGEST:
            raise forms.ValidationError(too_large())
        return berkas
