"""The gaps between the trees and a planning document: lists with counts, and their download."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lib import berkas, xlsx
from lib.daftar import search_text
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from perencanaan.exporters.kesenjangan import kesenjangan as table_of
from perencanaan.kesenjangan import LABEL, Celah, Daftar, Pemeriksa, trees_for
from perencanaan.models import Dokumen
from perencanaan.views.papan import can_write
from pohon.models import Pohon

PER_PAGE = 50


@dataclass
class Kesenjangan:
    """The gaps of a document, those asked for, and the one tree they are looked at from, if any."""

    dokumen: Dokumen
    pohon: Pohon | None
    semua: list[Celah]
    daftar: str
    dicari: str
    belum_mulai: bool = False  # neither a komponen nor a tree that could miss one

    @property
    def tersaring(self) -> list[Celah]:
        """The gaps of the list asked for that hold every word searched."""
        words = self.dicari.casefold().split()
        return [
            row
            for row in self.semua
            if self.daftar in ("", row.daftar) and all(w in row.teks.casefold() for w in words)
        ]

    @property
    def hitungan(self) -> list[tuple[str, str, int]]:
        """Key, name and count of each list."""
        counts = Counter(row.daftar for row in self.semua)
        return [(key.value, label, counts[key]) for key, label in LABEL.items()]

    @property
    def saringan(self) -> list[tuple[str, str]]:
        """By what the list is narrowed, in words."""
        given = {
            "Pohon": str(getattr(self.pohon, "outcome", "") or ""),
            "Daftar": LABEL[Daftar(self.daftar)] if self.daftar else "",
            "Pencarian": self.dicari,
        }
        return [(name, text) for name, text in given.items() if text]


@require_safe
def kesenjangan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the gaps of a document: `?pohon=` looks at one tree, `?daftar=&q=` narrow the list."""
    found = _asked(request, pk)
    pages = Paginator(found.tersaring, PER_PAGE)
    context: dict[str, Any] = {
        "kesenjangan": found,
        "dokumen": found.dokumen,
        "halaman": pages.get_page(request.GET.get("halaman")),
    }
    return render(request, "perencanaan/kesenjangan.html", context)


@require_safe
def unduh_kesenjangan(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Download the gaps, narrowed as on the screen, as Excel."""
    found = _asked(request, pk)
    tabel = table_of(found.tersaring, found.dokumen, found.saringan)
    return berkas.download(
        request,
        name=berkas.safe_name(f"Kesenjangan {found.dokumen.nama}", "xlsx"),
        make=lambda: xlsx.write([tabel]),
        back=reverse("perencanaan:kesenjangan", args=[pk]),
    )


def _asked(request: SignedInRequest, pk: int) -> Kesenjangan:
    """Return what the address asks for; 404 for a document or tree the user does not see."""
    rows = Dokumen.objects.visible_to(request.user)
    rows = rows.select_related("instansi", "unit", "periode", "versi_nomenklatur")
    dokumen = get_object_or_404(rows, pk=pk)
    named = request.GET.get("pohon")
    daftar_pohon = trees_for(request.user, dokumen, number_of(named))
    if named and not (number_of(named) and daftar_pohon):
        raise Http404
    pemeriksa = Pemeriksa(
        dokumen,
        daftar_pohon,
        boleh_ubah=can_write(request.user, dokumen),
        bernama=bool(named),
    )
    daftar = request.GET.get("daftar", "")
    return Kesenjangan(
        dokumen=dokumen,
        pohon=daftar_pohon[0] if named else None,
        semua=pemeriksa.gaps(),
        daftar=daftar if daftar in list(Daftar) else "",
        dicari=search_text(request),
        belum_mulai=not (pemeriksa.komponen or daftar_pohon),
    )
