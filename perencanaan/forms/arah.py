"""Forms of visi and misi, and of strategi with their arah kebijakan: rows that exist, and new ones a line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms

from lib.forms import PokinForm
from perencanaan.actions.arah import BarisStrategi
from perencanaan.models import Misi, Strategi

NUMBERED = re.compile(r"^\s*\(?(\d{1,2}|[a-zA-Z])[.)]\s+")
BULLET = re.compile(r"^\s*[-–•*]\s*")
LONGEST_PASTE = 20_000


def lines_of(text: str) -> list[str]:
    """Return the filled lines of a text without blanks and numbering around them."""
    rows = (NUMBERED.sub("", BULLET.sub("", line)).strip() for line in text.splitlines())
    return [row for row in rows if row]


def read_strategi(text: str) -> list[BarisStrategi]:
    """Return strategi from pasted lines: one a line; behind a tab, or after a dash or an indent, an arah kebijakan."""
    found: list[BarisStrategi] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        head, *rest = (part.strip() for part in line.split("\t"))
        below = line[:1] in " \t" or BULLET.match(line)
        if found and (below or not head):
            found[-1].arah += lines_of("\n".join([head, *rest]))
        else:
            found.append(BarisStrategi(" ".join(lines_of(head)), lines_of("\n".join(rest))))
    return [row for row in found if row.nama]


class _Baris(PokinForm):
    """A form whose rows are fields named after the keys of what exists."""

    def add_row(self, row: Any, place: int, label: str) -> None:
        """Ask for the text and place of one row, and whether it goes."""
        key = row.pk
        self.fields[f"nama_{key}"] = _text(f"{label} {place}", row.nama, rows=2, most=1000)
        self.fields[f"urutan_{key}"] = forms.IntegerField(
            label=f"Urutan {label.lower()} {place}",
            initial=place,
            required=False,
            min_value=0,
            max_value=999,
            widget=forms.NumberInput(attrs={"class": "form-control"}),
        )
        self.fields[f"hapus_{key}"] = forms.BooleanField(label="Hapus", required=False)

    def kept(self, daftar: Iterable[Any]) -> list[Any]:
        """Return the rows that stay, in the order asked for."""
        stay = [row for row in daftar if not self.cleaned_data.get(f"hapus_{row.pk}")]
        return sorted(stay, key=lambda row: self.cleaned_data.get(f"urutan_{row.pk}") or 0)


class MisiForm(_Baris):
    """Asks for visi and misi of an RPJMD."""

    dilihat = forms.CharField(required=False, widget=forms.HiddenInput)
    visi = forms.CharField(
        label="Visi",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    baru = forms.CharField(
        label="Misi baru",
        required=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu misi per baris. Boleh ditempel dari dokumen; nomor di depannya dibuang.",
    )

    def __init__(self, *args: Any, daftar_misi: Sequence[Misi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.daftar_misi = daftar_misi
        for place, misi in enumerate(daftar_misi, start=1):
            self.add_row(misi, place, "Misi")

    def rows(self) -> Iterator[tuple[Any, Any, Any]]:
        """Yield the bound fields of each misi: text, place, whether it goes."""
        for row in self.daftar_misi:
            yield self[f"nama_{row.pk}"], self[f"urutan_{row.pk}"], self[f"hapus_{row.pk}"]

    def daftar(self) -> list[tuple[int | None, str]]:
        """Return the misi as `actions.save_misi` takes them."""
        data = self.cleaned_data
        old: list[tuple[int | None, str]] = [
            (row.pk, data[f"nama_{row.pk}"]) for row in self.kept(self.daftar_misi)
        ]
        return [*old, *((None, nama) for nama in lines_of(data["baru"]))]


class StrategiForm(_Baris):
    """Asks for the strategi of a sasaran, each with its arah kebijakan a line."""

    versi = forms.IntegerField(required=False, widget=forms.HiddenInput)
    baru = forms.CharField(
        label="Strategi baru",
        required=False,
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Satu strategi per baris. Baris yang diawali tanda “-”, atau kolom kedua tabel yang ditempel, "
        "menjadi arah kebijakan strategi di atasnya.",
    )

    def __init__(self, *args: Any, daftar_strategi: Sequence[Strategi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.daftar_strategi = daftar_strategi
        for place, strategi in enumerate(daftar_strategi, start=1):
            self.add_row(strategi, place, "Strategi")
            names = "\n".join(arah.nama for arah in strategi.daftar_arah_kebijakan.all())
            self.fields[f"arah_{strategi.pk}"] = _text(
                f"Arah kebijakan strategi {place}", names, rows=3, most=LONGEST_PASTE
            )

    def rows(self) -> Iterator[tuple[Any, Any, Any, Any]]:
        """Yield the bound fields of each strategi: text, arah kebijakan, place, whether it goes."""
        for row in self.daftar_strategi:
            names = ("nama", "arah", "urutan", "hapus")
            nama, arah, urutan, hapus = (self[f"{name}_{row.pk}"] for name in names)
            yield nama, arah, urutan, hapus

    def daftar(self) -> list[BarisStrategi]:
        """Return the strategi as `actions.save_strategi` takes them."""
        data = self.cleaned_data
        old = [
            BarisStrategi(data[f"nama_{row.pk}"], lines_of(data[f"arah_{row.pk}"]), row.pk)
            for row in self.kept(self.daftar_strategi)
        ]
        return [*old, *read_strategi(data["baru"])]


def _text(label: str, initial: str, *, rows: int, most: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        initial=initial,
        required=False,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
    )
