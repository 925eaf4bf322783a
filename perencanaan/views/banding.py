"""Two versions of the nomenclature side by side: what was added, removed, renamed or moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lib import berkas, xlsx
from lib.daftar import search_text
from organisasi.aktif import SignedInRequest
from perencanaan.banding.nomenklatur import LABEL, Beda, Butir, Jenis, compare
from perencanaan.exporters.banding import banding as table_of
from perencanaan.models import Nomenklatur, VersiNomenklatur
from perencanaan.views.nomenklatur import chosen_tingkat

PER_PAGE = 50
JENJANG = dict(Nomenklatur.Jenjang.choices)


@dataclass
class Banding:
    """What the address asks for: two versions, a tier, and by what the list is narrowed."""

    daftar_versi: list[VersiNomenklatur]
    dari: VersiNomenklatur | None
    ke: VersiNomenklatur | None
    tingkat: str
    jenis: str
    jenjang: str
    dicari: str

    @cached_property
    def daftar(self) -> list[Beda]:
        """All differences; two queries."""
        return compare(self._rows(self.dari), self._rows(self.ke))

    @property
    def tersaring(self) -> list[Beda]:
        """The differences of the kind and level asked for, with every word searched in code or name."""
        words = self.dicari.casefold().split()
        return [
            row
            for row in self.daftar
            if self.jenis in ("", row.jenis)
            and self.jenjang in ("", row.butir.jenjang)
            and all(word in row.teks.casefold() for word in words)
        ]

    @property
    def saringan(self) -> list[tuple[str, str]]:
        """By what the list is narrowed, in words."""
        given = {
            "Perubahan": LABEL.get(Jenis(self.jenis), "") if self.jenis else "",
            "Jenjang": JENJANG.get(self.jenjang, ""),
            "Pencarian": self.dicari,
        }
        return [(name, text) for name, text in given.items() if text]

    def hitungan(self) -> list[dict[str, Any]]:
        """Return for each level, and for all of them, its label, key, counts per kind and their sum."""
        counts = Counter((row.butir.jenjang, row.jenis) for row in self.daftar)
        rows = [
            {"kunci": key, "label": label, "jumlah": [(j, counts[(key, j)]) for j in Jenis]}
            for key, label in JENJANG.items()
        ]
        total = Counter(row.jenis for row in self.daftar)
        whole = {"kunci": "", "label": "Semua jenjang", "jumlah": [(j, total[j]) for j in Jenis]}
        return [{**row, "total": sum(n for _, n in row["jumlah"])} for row in (*rows, whole)]

    def _rows(self, versi: VersiNomenklatur | None) -> list[Butir]:
        rows = Nomenklatur.objects.filter(versi=versi, tingkat=self.tingkat)
        return [Butir(*row) for row in rows.order_by().values_list("jenjang", "kode", "nama")]


@require_safe
def banding_nomenklatur(request: SignedInRequest) -> HttpResponse:
    """Show the differences: `?dari=&ke=&tingkat=` chooses, `?jenis=&jenjang=&q=` narrows the list."""
    banding = _asked(request)
    context: dict[str, Any] = {
        "banding": banding,
        "pilihan_tingkat": Nomenklatur.Tingkat.choices,
        "pilihan_jenis": LABEL.items(),
        "label_jenjang": JENJANG,
        "pilihan_jenjang": Nomenklatur.Jenjang.choices,
    }
    if banding.dari and banding.ke:
        context["hitungan"] = banding.hitungan()
        pages = Paginator(banding.tersaring, PER_PAGE)
        context["halaman"] = pages.get_page(request.GET.get("halaman"))
    return render(request, "perencanaan/banding_nomenklatur.html", context)


@require_safe
def unduh_banding(request: SignedInRequest) -> HttpResponseBase:
    """Download the differences, narrowed as on the screen, as Excel."""
    banding = _asked(request)
    if not (banding.dari and banding.ke):
        raise Http404
    tabel = table_of(
        banding.tersaring,
        dari=banding.dari,
        ke=banding.ke,
        tingkat=Nomenklatur.Tingkat(banding.tingkat).label,
        saringan=banding.saringan,
    )
    return berkas.download(
        request,
        name=berkas.safe_name(f"Banding {banding.dari} ke {banding.ke} {banding.tingkat}", "xlsx"),
        make=lambda: xlsx.write([tabel]),
        back=reverse("perencanaan:banding_nomenklatur"),
    )


def _asked(request: SignedInRequest) -> Banding:
    daftar = list(VersiNomenklatur.objects.all())
    ke = _version(daftar, request.GET.get("ke")) or (daftar[0] if daftar else None)
    dari = _version(daftar, request.GET.get("dari")) or _before(daftar, ke)
    return Banding(
        daftar_versi=daftar,
        dari=dari,
        ke=ke,
        tingkat=chosen_tingkat(request),
        jenis=_one_of(request, "jenis", list(Jenis)),
        jenjang=_one_of(request, "jenjang", list(JENJANG)),
        dicari=search_text(request),
    )


def _before(daftar: list[VersiNomenklatur], ke: VersiNomenklatur | None) -> VersiNomenklatur | None:
    """Return the version another one amends, else the one before it in time, else any other."""
    if ke is None:
        return None
    older = daftar[daftar.index(ke) + 1 :]
    others = [row for row in daftar if row != ke]
    based_on = [row for row in others if row.pk == ke.dasar_id]
    return next(iter([*based_on, *older, *others]), None)


def _version(daftar: list[VersiNomenklatur], pk: str | None) -> VersiNomenklatur | None:
    return next((row for row in daftar if str(row.pk) == pk), None)


def _one_of(request: HttpRequest, name: str, known: list[str]) -> str:
    value = request.GET.get(name, "")
    return value if value in known else ""
