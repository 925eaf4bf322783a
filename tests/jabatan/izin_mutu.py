"""URL x role: the quality of indikator, cards and kamus; rows of `izin_tabel`."""

from __future__ import annotations

from typing import Any

from pohon.models import Indikator, Simpul
from tests.base import Cast
from tests.izin import Alamat, untuk

READ = untuk(200, pengelola=403)
SEE = untuk(200, pengelola=404, asing=404)


def indikator(cast: Cast) -> dict[str, Any]:
    """Return an indikator of unit A."""
    pohon = cast.make_pohon(unit=cast.unit_a, tahap=4)
    root = Simpul.objects.get(pohon=pohon)
    return {"pk": Indikator.objects.create(simpul=root, nama="Waktu tempuh", satuan="menit").pk}


TABEL = [
    Alamat("jabatan:daftar_indikator", get=READ),
    Alamat("jabatan:unduh_indikator", get=READ),
    Alamat("jabatan:kamus_indikator", get=READ),
    Alamat("jabatan:unduh_kamus", args=lambda cast: {"ext": "xlsx"}, get=READ),
    Alamat("jabatan:kartu_indikator", args=indikator, get=SEE),
    Alamat("jabatan:unduh_kartu", args=indikator, get=SEE),
    Alamat(
        "jabatan:mutu_indikator",
        args=indikator,
        data=lambda cast: {"J-01": "ya", "S": "tidak"},
        get=SEE,
        post=untuk(
            403,
            perencana=302,
            admin=302,
            evaluator=302,
            pimpinan=302,
            pengelola=404,
            asing=404,
        ),
    ),
]
