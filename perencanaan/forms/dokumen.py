"""The form of a planning document."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from lib.forms import PokinModelForm
from organisasi.forms import UnitField
from organisasi.izin import izin
from organisasi.models import Pengguna, Periode, Unit
from perencanaan.exporters import format as formats
from perencanaan.models import Dokumen, VersiNomenklatur

LABEL_SHORT = {
    Dokumen.Jenis.RENSTRA_PD: "Renstra",
    Dokumen.Jenis.RENSTRA_KL: "Renstra",
}


class DokumenForm(PokinModelForm[Dokumen]):
    """Asks for a document of one instansi; `instance.instansi` is set by the view."""

    format_tabel = forms.ChoiceField(
        label="Format tabel",
        required=False,
        help_text="Peraturan yang tabelnya didahulukan; tabel peraturan lain tetap dapat diunduh.",
    )

    class Meta:
        model = Dokumen
        fields: ClassVar = [
            "jenis",
            "unit",
            "periode",
            "tahun",
            "nama",
            "induk",
            "versi_nomenklatur",
            "format_tabel",
        ]
        field_classes: ClassVar = {"unit": UnitField}
        help_texts: ClassVar = {
            "nama": "Kosongkan untuk memakai nama baku, misalnya “Renstra Dishub 2025–2029”.",
            "induk": "Dokumen di atasnya, misalnya RPJMD bagi Renstra.",
            "versi_nomenklatur": "Kode program, kegiatan, dan subkegiatan dipilih dari versi ini. "
            "Mengganti versi tidak mengubah kode yang sudah ada.",
        }

    def __init__(self, *args: Any, user: Pengguna, **kwargs: Any) -> None:
        self.user = user
        kwargs["instance"].nama = kwargs["instance"].nama or ""
        super().__init__(*args, **kwargs)
        instansi = self.instance.instansi
        units = Unit.objects.editable_by(user).filter(instansi=instansi).order_by("lft")
        whole = izin(user).may_edit(instansi.pk, None)
        hidden = Dokumen.foreign_to(instansi)
        if not whole:
            hidden |= {Dokumen.Jenis.RPJMD, Dokumen.Jenis.RPJMN} - {self.instance.jenis}
        self._choice("jenis").choices = [
            choice for choice in Dokumen.Jenis.choices if choice[0] not in hidden
        ]
        self.offer("unit", units, empty="Tingkat instansi (tanpa unit)" if whole else "Pilih unit")
        periode = Periode.objects.visible_to(user).filter(instansi=instansi, terkunci=False)
        self.offer("periode", periode, empty="Pilih periode")
        induk = Dokumen.objects.visible_to(user).filter(instansi=instansi)
        induk = induk.filter(Q(perubahan=None) | Q(pk=self.instance.induk_id))
        self.offer("induk", induk.exclude(pk=self.instance.pk), empty="Tidak ada")
        self.offer("versi_nomenklatur", VersiNomenklatur.objects.all(), empty="Belum dipilih")
        if not instansi.is_pemda:
            del self.fields["versi_nomenklatur"]
            self.fields["induk"].help_text = "Dokumen di atasnya, misalnya RPJMN bagi Renstra."
        self._choice("format_tabel").choices = [
            ("", "Menurut periode"),
            *formats.choices(is_pemda=instansi.is_pemda),
        ]
        self.fields["nama"].required = False
        if not whole:
            self.fields["unit"].required = True
            self.fields["unit"].help_text = ""
        if not self.instance.pk:
            self._suggest(instansi.is_pemda)

    def _suggest(self, is_pemda: bool) -> None:
        """Fill in what is most likely: a Renstra, the newest nomenklatur, and whatever has no
        alternative.
        """
        kind = Dokumen.Jenis.RENSTRA_PD if is_pemda else Dokumen.Jenis.RENSTRA_KL
        self.initial["jenis"] = kind
        for name in ("unit", "periode"):
            only = list(self._choice(name).queryset[:2])
            if not self.initial.get(name) and len(only) == 1:
                self.initial[name] = only[0].pk
        newest = VersiNomenklatur.objects.all().first()
        if "versi_nomenklatur" in self.fields and newest is not None:
            self.initial["versi_nomenklatur"] = newest.pk

    def _choice(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Give a document without a name its usual one."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("nama") and data.get("jenis") and data.get("periode"):
            data["nama"] = _usual_name(data)
        self._check_format(data.get("format_tabel", ""), data.get("jenis", ""))
        return data

    def _check_format(self, kunci: str, jenis: str) -> None:
        """Refuse a format without a table for this kind of document."""
        if not kunci or not jenis:
            return
        if not formats.fits(kunci, jenis, is_pemda=self.instance.instansi.is_pemda):
            label, kind = formats.BY_KEY[kunci].label, Dokumen.Jenis(jenis).label
            self.add_error(
                "format_tabel",
                f"{label} tidak memuat tabel untuk {kind}; pilih format lain atau “Menurut periode”.",
            )


def _usual_name(data: dict[str, Any]) -> str:
    jenis, periode, unit = Dokumen.Jenis(data["jenis"]), data["periode"], data.get("unit")
    years = data.get("tahun") or f"{periode.tahun_awal}–{periode.tahun_akhir}"
    label = LABEL_SHORT.get(jenis, str(jenis.label))
    return " ".join(filter(None, [label, unit.nama_pendek if unit else "", str(years)]))
