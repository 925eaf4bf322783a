"""Forms of the tree's pages; the nodes themselves are written by the editor through the API."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet

from lib.forms import PokinForm, PokinModelForm, TahunField
from lib.pratinjau import excel_field
from organisasi.forms import UnitField
from organisasi.izin import izin
from organisasi.models import Instansi, Pengguna, Periode, Unit
from pohon.actions.tinjauan import superior_simpul
from pohon.models import (
    Crosscutting,
    DasarOutcome,
    Pohon,
    PustakaIndikator,
    Simpul,
    TinjauanPohon,
)
from pohon.models.simpul import LONGEST_STATEMENT
from pohon.pustaka import KARTU


class PohonForm(PokinForm):
    """A new tree: whose it is, for which period, and its outcome."""

    unit = UnitField(
        Unit.objects.none(),
        label="Unit pemilik",
        help_text="Unit yang menyusun pohon ini.",
    )
    periode = forms.ModelChoiceField(Periode.objects.none(), label="Periode", empty_label=None)
    pernyataan = forms.CharField(
        label="Outcome",
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu hasil strategis sebagai kondisi, misalnya: Menurunnya kemacetan lalu lintas.",
    )
    induk_simpul = forms.ModelChoiceField(
        Simpul.objects.none(),
        label="Melanjutkan simpul",
        required=False,
        help_text="Isi bila pohon ini meneruskan satu simpul dari pohon unit di atasnya.",
    )

    def __init__(self, *args: Any, user: Pengguna, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.editable_by(user).filter(instansi=instansi).order_by("lft")
        periode = Periode.objects.visible_to(user).filter(instansi=instansi, terkunci=False)
        whole = izin(user).may_edit(instansi.pk, None)
        self.fields["unit"].required = not whole
        self.offer("unit", units, empty=f"{instansi} (tingkat instansi)" if whole else None)
        self.offer("periode", periode)
        self.offer("induk_simpul", _superior(user, instansi, units))


def _superior(user: Pengguna, instansi: Instansi, units: QuerySet[Unit]) -> QuerySet[Simpul]:
    """Return the nodes a unit's tree may continue: of the instansi's trees and of those of the units above it.

    Kondisi operasional have nothing below them to continue (PermenPANRB 89/2021 B.III T3 e).
    """
    above = Unit.objects.filter(
        instansi=instansi, tree_id=instansi.pk, pk__in=units.exclude(induk=None).values("induk")
    )
    rows = Simpul.objects.visible_to(user).filter(pohon__instansi=instansi)
    rows = rows.filter(Q(pohon__unit=None) | Q(pohon__unit__in=above))
    continued = [Simpul.Jenis.CSF, Simpul.Jenis.ANTARA]
    return rows.filter(jenis__in=continued).order_by("tree_id", "lft")


class KesepakatanForm(PokinModelForm[Pohon]):
    """The agreement on the outcome: when, by whom, and what was said (PermenPANRB 89/2021 B.III T1)."""

    class Meta:
        model = Pohon
        fields = (
            "kesepakatan_tanggal",
            "kesepakatan_peserta",
            "kesepakatan_catatan",
            "induk_simpul",
        )

    def __init__(self, *args: Any, user: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = superior_simpul(user, self.instance)
        if above.exists():
            self.offer("induk_simpul", above)
        else:
            del self.fields["induk_simpul"]


class TinjauanForm(PokinModelForm[TinjauanPohon]):
    """A review to be signed: what was seen."""

    class Meta:
        model = TinjauanPohon
        fields = ("catatan",)


class DasarForm(PokinModelForm[DasarOutcome]):
    """One basis of the outcome with its evidence."""

    tahun = TahunField(label="Tahun data", required=False)

    class Meta:
        model = DasarOutcome
        fields = ("jenis", "masalah", "data", "sumber", "tahun")


class _DasarSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    def add_fields(self, form: Any, index: int | None) -> None:
        """Dress the box that deletes a row like every other box."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["class"] = "form-check-input"


DasarFormSet = forms.inlineformset_factory(
    Pohon,
    DasarOutcome,
    form=DasarForm,
    formset=_DasarSet,
    extra=1,
    max_num=12,
    absolute_max=24,  # of Django's thousand more, each sent would cost a second
    validate_max=True,
    can_delete=True,
)


class JawabanForm(PokinModelForm[Crosscutting]):
    """The partner's answer to a crosscutting request."""

    status = forms.ChoiceField(
        label="Jawaban",
        choices=[
            (Crosscutting.Status.DISETUJUI.value, "Setuju"),
            (Crosscutting.Status.DITOLAK.value, "Tolak"),
        ],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Crosscutting
        fields = ("status", "alasan", "simpul_mitra")

    def __init__(self, *args: Any, user: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mitra = cast(Unit, self.instance.mitra)
        own = Simpul.objects.visible_to(user).filter(pohon__unit__in=Unit.objects.in_branch(mitra))
        self.offer("simpul_mitra", own.order_by("tree_id", "lft"))
        self.fields["simpul_mitra"].label = "Simpul di pohon unit Anda"
        self.fields["alasan"].help_text = "Wajib bila menolak."

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a refusal."""
        data = super().clean() or {}
        if data.get("status") == Crosscutting.Status.DITOLAK and not data.get("alasan", "").strip():
            self.add_error("alasan", "Tuliskan alasan penolakan.")
        return data


class KartuForm(PokinModelForm[PustakaIndikator]):
    """A card of the library; `tanda` is the version the user saw."""

    tanda = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = PustakaIndikator
        fields = ("nama", *(name for name in KARTU if name != "nama"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["tanda"] = self.instance.versi
        self.fields["kategori"].help_text = "IKU dan IKK ditetapkan dengan keputusan pimpinan."
        self.fields["formula"].help_text = "Misalnya: jalan mantap / seluruh jalan x 100."


class ImporForm(PokinForm):
    """A filled sheet that comes back."""

    berkas = excel_field(
        "Lembar isian",
        "Berkas Excel (.xlsx) yang diunduh dari pohon ini, paling besar 10 MB.",
        "berkas lembar isian",
        isi="lembar",
    )


class ImporPustakaForm(PokinForm):
    """A workbook of the library that comes back."""

    berkas = excel_field(
        "Berkas pustaka",
        "Berkas Excel (.xlsx) menurut templatnya, paling besar 10 MB.",
        "berkas pustaka",
    )
