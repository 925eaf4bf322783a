"""What changed between a document and the version before it, or a Renja and its Renstra."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lib import berkas, xlsx
from lib.daftar import search_text
from organisasi.aktif import SignedInRequest
from perencanaan.banding.dokumen import LABEL, Beda, Jenis, Perbandingan, compare
from perencanaan.exporters.perubahan import perubahan as tables_of
from perencanaan.models import Dokumen
from perencanaan.views.dokumen import get_dokumen
from perencanaan.views.menu import compared_with

PER_PAGE = 50


@dataclass
class Terlihat:
    """The changes of a document, those asked for, and with what it is compared."""

    dokumen: Dokumen
    hasil: Perbandingan | None
    pilihan: list[Dokumen]
    jenis: str
    dicari: str

    @property
    def tersaring(self) -> list[Beda]:
        """The changes of the kind asked for that hold every word searched."""
        words = self.dicari.casefold().split()
        return [
            row
            for row in (self.hasil.daftar if self.hasil else [])
            if self.jenis in ("", row.jenis) and all(w in row.teks.casefold() for w in words)
        ]

    @property
    def hitungan(self) -> list[tuple[str, str, int]]:
        """Key, name and count of each kind."""
        counts = Counter(row.jenis for row in (self.hasil.daftar if self.hasil else []))
        return [(key.value, label, counts[key]) for key, label in LABEL.items()]

    @property
    def saringan(self) -> list[tuple[str, str]]:
        """By what the list is narrowed, in words."""
        given = {
            "Jenis perubahan": LABEL[Jenis(self.jenis)] if self.jenis else "",
            "Pencarian": self.dicari,
        }
        return [(name, text) for name, text in given.items() if text]


@require_safe
def perubahan_dokumen(request: SignedInRequest, pk: int) -> HttpResponse:
    """List the changes; `?dengan=` chooses what a Renja is compared with, `?jenis=&q=` narrow the list."""
    found = _asked(request, pk)
    pages = Paginator(found.tersaring, PER_PAGE)
    context: dict[str, Any] = {
        "terlihat": found,
        "dokumen": found.dokumen,
        "halaman": pages.get_page(request.GET.get("halaman")),
    }
    return render(request, "perencanaan/perubahan_dokumen.html", context)


@require_safe
def unduh_perubahan(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Download the changes, narrowed as on the screen, as Excel."""
    found = _asked(request, pk)
    hasil = found.hasil
    if hasil is None:
        raise Http404
    return berkas.download(
        request,
        name=berkas.safe_name(f"Perubahan {found.dokumen.nama}", "xlsx"),
        make=lambda: xlsx.write(tables_of(hasil, found.tersaring, found.saringan)),
        back=reverse("perencanaan:perubahan_dokumen", args=[pk]),
    )


def _asked(request: SignedInRequest, pk: int) -> Terlihat:
    """Return what the address asks for; 404 for a document the user does not see."""
    dokumen = get_dokumen(request, pk)
    pilihan = compared_with(dokumen)
    named = request.GET.get("dengan", "")
    other = next((row for row in pilihan if str(row.pk) == named), None)
    other = other or (pilihan[0] if pilihan else None)
    jenis = request.GET.get("jenis", "")
    return Terlihat(
        dokumen=dokumen,
        hasil=compare(other, dokumen) if other else None,
        pilihan=pilihan,
        jenis=jenis if jenis in list(Jenis) else "",
        dicari=search_text(request),
    )
