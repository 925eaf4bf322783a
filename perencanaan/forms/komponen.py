"""Forms of a komponen: its fields, and where it hangs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q

from lib import teks
from lib.forms import PokinForm
from organisasi.forms import UnitField
from organisasi.models import Unit
from perencanaan import susunan
from perencanaan.models import Dokumen, Komponen, Misi, Nomenklatur

LABEL = dict(Komponen.Jenis.choices)
OF_PROGRAMMES = ("kelompok_sasaran", "prioritas_nasional", "prioritas_daerah")


class KomponenForm(PokinForm):
    """Asks for the fields of one komponen of a known kind; the action validates them."""

    nomenklatur: Any = forms.ModelChoiceField(
        queryset=Nomenklatur.objects.none(), required=False, widget=forms.HiddenInput
    )
    kode = forms.CharField(label="Kode", required=False, max_length=40)
    nama = forms.CharField(label="Nama", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    sasaran = forms.CharField(
        label="Sasaran",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Hasil yang dituju, sama dengan pernyataan simpul pohon kinerja.",
    )
    penanggung_jawab = UnitField(
        label="Unit penanggung jawab", queryset=Unit.objects.none(), required=False
    )
    misi = forms.ModelChoiceField(
        label="Misi",
        queryset=Misi.objects.none(),
        required=False,
        help_text="Misi yang diwujudkan tujuan ini.",
    )
    lokasi = forms.CharField(label="Lokasi", required=False, max_length=200)
    kelompok_sasaran = forms.CharField(label="Kelompok sasaran", required=False, max_length=200)
    prioritas_nasional = forms.CharField(label="Prioritas nasional", required=False, max_length=300)
    prioritas_daerah = forms.CharField(label="Prioritas daerah", required=False, max_length=300)
    keterangan = forms.CharField(label="Keterangan", required=False, max_length=300)
    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, dokumen: Dokumen, jenis: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = teks.small(LABEL[jenis])
        self.fields["nama"].label = f"Nama {label}"
        if jenis in susunan.NAMED_BY_RESULT:
            self.fields["nama"].label = f"Rumusan {label}"
            del self.fields["sasaran"]
        else:
            self.fields["sasaran"].label = f"Sasaran {label.removeprefix('sasaran ')}"
        if jenis in susunan.WITH_NOMENKLATUR and dokumen.versi_nomenklatur_id:
            rows = Q(versi=dokumen.versi_nomenklatur_id, tingkat=dokumen.tingkat_nomenklatur)
            # What was taken from another version stays until it is replaced.
            present = Q(pk=self.initial.get("nomenklatur"))
            self.offer("nomenklatur", Nomenklatur.objects.filter(rows | present))
        else:
            del self.fields["nomenklatur"]
        if jenis == susunan.TUJUAN and dokumen.jenis == Dokumen.Jenis.RPJMD:
            self.offer("misi", Misi.objects.filter(dokumen=dokumen), empty="Belum dipilih")
        else:
            del self.fields["misi"]
        if jenis in susunan.NAMED_BY_RESULT:
            for name in OF_PROGRAMMES:
                del self.fields[name]
        elif not dokumen.instansi.is_pemda:
            del self.fields["prioritas_daerah"]
        units = Unit.objects.filter(instansi=dokumen.instansi_id).order_by("lft")
        self.offer("penanggung_jawab", units, empty="Belum ditentukan")

    def keterangan_lain(self) -> list[forms.BoundField]:
        """Return the fields about where and for whom, and the remark."""
        names = ("lokasi", *OF_PROGRAMMES, "keterangan")
        return [self[name] for name in names if name in self.fields]

    def data_for_action(self) -> dict[str, Any]:
        """Return the fields as the actions take them (without versi)."""
        return {name: value for name, value in self.cleaned_data.items() if name != "versi"}


def initial_of(komponen: Komponen) -> dict[str, Any]:
    """Return what the form shows for a komponen that exists."""
    names = (
        *("nomenklatur_id", "kode", "nama", "sasaran", "penanggung_jawab_id", "misi_id", "lokasi"),
        *(*OF_PROGRAMMES, "keterangan", "versi"),
    )
    return {name.removesuffix("_id"): getattr(komponen, name) for name in names}


class PindahForm(PokinForm):
    """Asks where a komponen should hang: the lawful places of its document, grouped by parent."""

    letak = forms.ChoiceField(label="Letakkan")
    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, komponen: Komponen, daftar: Sequence[Komponen], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        letak: Any = self.fields["letak"]
        letak.choices = places_for(komponen, daftar)

    def place(self) -> tuple[int | None, int | None]:
        """Return (induk, setelah) as primary keys."""
        induk, _, setelah = self.cleaned_data["letak"].partition(":")
        return int(induk) if induk else None, int(setelah) if setelah else None


def places_for(komponen: Komponen, daftar: Sequence[Komponen]) -> list[Any]:
    """Return the choices "under which parent, behind which sibling" for a komponen, in tree order."""
    children: dict[int | None, list[Komponen]] = {}
    for row in daftar:
        children.setdefault(row.induk_id, []).append(row)
    parents: list[Komponen | None] = [None, *daftar]
    groups = []
    for parent in parents:
        inside = parent is not None and parent.is_within(komponen)
        if inside or komponen.jenis not in komponen.dokumen.children_of(parent):
            continue
        key = str(parent.pk) if parent else ""
        first = f"paling awal di bawah {_short(parent)}" if parent else "paling awal"
        places = [(f"{key}:", first)]
        for sibling in children.get(parent.pk if parent else None, []):
            if sibling.pk != komponen.pk:
                places.append((f"{key}:{sibling.pk}", f"setelah {_short(sibling)}"))
        groups.append((f"Di bawah {_short(parent)}" if parent else "Di puncak dokumen", places))
    return groups


def _short(komponen: Komponen) -> str:
    text = f"{komponen.get_jenis_display()} {komponen}"
    return text if len(text) <= 90 else f"{text[:89]}…"
