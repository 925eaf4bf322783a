"""Downloads of one PK: the letter as PDF or Word, and its lampiran as Excel."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import reverse

from jabatan.exporters import kertas_of, lampiran, letter, letter_docx
from jabatan.models import PerjanjianKinerja
from jabatan.pk.isi import IsiPk
from jabatan.pk.susun import read
from jabatan.views.pk import load
from lib import berkas, xlsx
from lib.gambar import Gambar
from lib.tabel import Kertas
from organisasi.aktif import SignedInRequest
from organisasi.logo import logo_of

Maker = Callable[[IsiPk, PerjanjianKinerja, Kertas, Gambar | None], bytes]


def unduh_surat(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Download the letter with its lampiran as PDF; `?kertas=F4` for folio."""

    def make(isi: IsiPk, row: PerjanjianKinerja, kertas: Kertas, logo: Gambar | None) -> bytes:
        return letter(isi, draf=not row.is_frozen, kertas=kertas, logo=logo)

    return _download(request, pk, "PK", "pdf", make)


def unduh_word(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Download the letter with its lampiran as Word, to go on editing; `?kertas=F4` for folio."""

    def make(isi: IsiPk, row: PerjanjianKinerja, kertas: Kertas, logo: Gambar | None) -> bytes:
        return letter_docx(isi, draf=not row.is_frozen, kertas=kertas, logo=logo)

    return _download(request, pk, "PK", "docx", make)


def unduh_lampiran(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Download the rows of the lampiran as Excel."""

    def make(isi: IsiPk, row: PerjanjianKinerja, kertas: Kertas, logo: Gambar | None) -> bytes:
        return xlsx.write(lampiran(isi, kertas=kertas))

    return _download(request, pk, "Lampiran PK", "xlsx", make)


def _download(
    request: SignedInRequest, pk: int, what: str, ext: str, make: Maker
) -> HttpResponseBase:
    row = load(request, pk)
    kertas = kertas_of(request.GET.get("kertas", ""))
    return berkas.download(
        request,
        name=berkas.safe_name(f"{what} {row.jabatan.nama} {row.tahun}", ext),
        make=lambda: make(read(row).isi, row, kertas, logo_of(row.jabatan.instansi_id)),
        back=reverse("jabatan:pk", args=[pk]),
    )
