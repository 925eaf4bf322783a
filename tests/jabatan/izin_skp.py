"""URL x role: the steps of a kegiatan, and SKP; rows of `izin_tabel`."""

from __future__ import annotations

from typing import Any

from jabatan.proses import tanda_of
from perencanaan import actions as perencanaan_actions
from perencanaan.models import Dokumen, Komponen
from tests.base import Cast
from tests.izin import Alamat, untuk

SEE = untuk(200, pengelola=404, asing=404)
WRITE_PAGE = untuk(403, perencana=200, admin=200, pengelola=404, asing=404)
WRITE_POST = untuk(403, perencana=302, admin=302, pengelola=404, asing=404)
EMPTY_ROW = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}


def kegiatan(cast: Cast) -> dict[str, Any]:
    """Return a kegiatan of the Renstra of unit A."""
    renstra = Dokumen.objects.create(
        instansi=cast.instansi,
        unit=cast.unit_a,
        periode=cast.periode,
        jenis=Dokumen.Jenis.RENSTRA_PD,
        nama="Renstra Dishub",
    )
    upper: Komponen | None = None
    for jenis in ("tujuan", "sasaran", "program", "kegiatan"):
        upper = perencanaan_actions.create_komponen(
            user=cast.admin,
            dokumen=renstra.pk,
            jenis=jenis,
            nama=jenis,
            induk=upper.pk if upper else None,
        )
    assert upper is not None
    return {"pk": upper.pk}


TABEL = [
    Alamat(
        "jabatan:proses",
        args=kegiatan,
        data=lambda cast: {**EMPTY_ROW, "tanda": tanda_of([])},
        get=SEE,
        post=WRITE_POST,
    ),
    Alamat(
        "jabatan:tempel_proses",
        args=kegiatan,
        data=lambda cast: {
            "tanda": tanda_of([]),
            "teks": "Menyusun\t1 surat\t8 jam",
            "terapkan": "1",
        },
        get=WRITE_PAGE,
        post=WRITE_POST,
    ),
    Alamat(
        "jabatan:unduh_proses",
        args=lambda cast: {**kegiatan(cast), "ext": "xlsx"},
        get=SEE,
    ),
]
