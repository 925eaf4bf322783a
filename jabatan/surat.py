"""The PK as a letter in PDF."""

from __future__ import annotations

from dataclasses import replace

from jabatan.exporters import lampiran, signatures
from jabatan.isi import IsiPk
from lib import pdf
from lib.tabel import Kertas


def kertas_of(text: str) -> Kertas:
    """Return the paper asked for: F4 (folio), else A4; a letter has no other."""
    return Kertas.F4 if text.upper() == Kertas.F4 else Kertas.A4


def letter(isi: IsiPk, *, draf: bool, kertas: Kertas = Kertas.A4) -> bytes:
    """Return statement and lampiran as one PDF; a draft is marked so on every page."""
    context = {
        "isi": isi,
        "draf": draf,
        "kertas": kertas,
        "daftar_tanda": signatures(isi, as_parties=True),
        "daftar_tabel": [
            replace(tabel, judul="", subjudul=()) for tabel in lampiran(isi, kertas=kertas)
        ],
    }
    return pdf.render("jabatan/cetak/pk.html", context)
