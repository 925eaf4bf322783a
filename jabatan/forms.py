"""Forms of this room. They ask; the rules stand in the models and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from jabatan.models import Jabatan, KinerjaJabatan, Pejabat, PerjanjianKinerja
from lib.forms import PokinForm, PokinModelForm, TahunField
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


def jenjang_of(instansi: Instansi) -> list[tuple[str, str]]:
    """Return the jenjang an instansi knows: a region has no minister, a ministry no head of a region."""
    foreign = Jabatan.Jenjang.MENTERI if instansi.is_pemda else Jabatan.Jenjang.KEPALA_DAERAH
    return [(value, str(label)) for value, label in Jabatan.Jenjang.choices if value != foreign]


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
        fields = ("tempat", "tanggal", "nomor", "alasan_perubahan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
