"""The PK as a letter in PDF."""

from __future__ import annotations

from dataclasses import replace

from django.template.loader import render_to_string

from jabatan.exporters.lampiran import lampiran, signatures
from jabatan.pk.isi import IsiPk
from lib import pdf
from lib.gambar import Gambar
from lib.tabel import Kertas


def kertas_of(text: str) -> Kertas:
    """Return the paper asked for: F4 (folio), else A4; a letter has no other."""
    return Kertas.F4 if text.upper() == Kertas.F4 else Kertas.A4


def letter(
    isi: IsiPk, *, draf: bool, kertas: Kertas = Kertas.A4, logo: Gambar | None = None
) -> bytes:
    """Return statement and lampiran as one PDF; a draft is marked so on every page."""
    return pdf.render_html(letter_html(isi, draf=draf, kertas=kertas, logo=logo))


def letter_html(
    isi: IsiPk, *, draf: bool, kertas: Kertas = Kertas.A4, logo: Gambar | None = None
) -> str:
    """Return the letter as the document that becomes PDF."""
    context = {
        "isi": isi,
        "draf": draf,
        "kertas": kertas,
        "logo": logo,
        "daftar_tanda": signatures(isi, as_parties=True),
        "daftar_tabel": [
            replace(tabel, judul="", subjudul=()) for tabel in lampiran(isi, kertas=kertas)
        ],
    }
    return render_to_string("jabatan/cetak/pk.html", context)
