"""URL x role: techniques, approaches, and the matriks peran hasil; rows of `izin_tabel`."""

from __future__ import annotations

from typing import Any

from jabatan import actions
from jabatan.models import Jabatan, KinerjaJabatan
from pohon.models import Indikator, Simpul
from tests.base import Cast
from tests.izin import Alamat, untuk

READ = untuk(200, pengelola=403)
SEE = untuk(200, pengelola=404, asing=404)
WRITE_PAGE = untuk(403, perencana=200, admin=200, pengelola=404, asing=404)
WRITE_POST = untuk(403, perencana=302, admin=302, pengelola=404, asing=404)
POST_ONLY = untuk(405)


def team(cast: Cast) -> tuple[KinerjaJabatan, KinerjaJabatan, Indikator]:
    """Return what a head and its subordinate carry of one node of unit A, and the node's indicator."""
    made: list[Jabatan] = []
    for nama, jenjang in (("Kepala Bidang", "administrator"), ("Kepala Seksi", "pengawas")):
        row = Jabatan(instansi=cast.instansi, unit=cast.unit_a, nama=nama, jenjang=jenjang)
        upper = made[-1].pk if made else None
        made.append(actions.add_jabatan(user=cast.admin, jabatan=row, induk_id=upper))
    pohon = cast.make_pohon(unit=cast.unit_a, tahap=5)
    node = Simpul.objects.get(pohon=pohon)
    indikator = Indikator.objects.create(simpul=node, nama="Pendapatan", satuan="rupiah")
    node.pohon = pohon
    one, two = (
        actions.assign(user=cast.admin, simpul=node, jabatan=Jabatan.objects.get(pk=row.pk))
        for row in made
    )
    return one, two, indikator


def head(cast: Cast) -> dict[str, Any]:
    return {"pk": team(cast)[0].jabatan_id}


def pair(cast: Cast) -> dict[str, Any]:
    _, lower, indikator = team(cast)
    return {"pk": lower.pk, "indikator_pk": indikator.pk}


def load(cast: Cast) -> dict[str, Any]:
    upper, _, indikator = team(cast)
    return {"pk": upper.pk, "indikator_pk": indikator.pk}


def own(cast: Cast) -> dict[str, Any]:
    return {"pk": team(cast)[1].pk}


def cell(cast: Cast) -> dict[str, Any]:
    upper, lower, _ = team(cast)
    return {"kinerja_pk": upper.pk, "jabatan_pk": lower.jabatan_id}


def mark_of(kind: str) -> Any:
    """Return a maker of the data that a page of this kind would send now."""
    from jabatan.actions import teknik
    from jabatan.peran.matriks import read_cell

    def make(cast: Cast) -> dict[str, Any]:
        rows = list(KinerjaJabatan.objects.order_by("pk"))
        upper, lower = rows[-2], rows[-1]
        indikator = Indikator.objects.get(simpul=upper.simpul_id)
        if kind == "pair":
            return {
                "teknik": "duplicate",
                "pasangan": f"{upper.pk}-{indikator.pk}",
                "dilihat": teknik.mark_pasangan(None),
            }
        if kind == "load":
            shares = {(lower.pk, indikator.pk): None}
            return {
                "tahun": "2026",
                f"b{lower.pk}-{indikator.pk}-nilai": "5",
                "dilihat": teknik.mark_target(shares, 2026),
            }
        if kind == "approach":
            return {
                "bagian": "pendekatan",
                "pendekatan": "wilayah",
                "dilihat": teknik.mark_pendekatan(lower),
            }
        sel = read_cell(upper, [lower.jabatan_id], 2026)
        return {
            "dilihat": sel.tanda,
            "e0-jenis": "output",
            "e0-hasil": "Laporan",
            "baru-jenis": "output",
            "baru-hasil": "",
        }

    return make


TABEL = [
    Alamat("jabatan:cascading", args=head, get=SEE),
    Alamat(
        "jabatan:terima_teknik",
        args=head,
        get=POST_ONLY,
        post=untuk(403, perencana=302, perencana_lain=302, admin=302, pengelola=404, asing=404),
    ),
    Alamat("jabatan:teknik", args=pair, data=mark_of("pair"), get=WRITE_PAGE, post=WRITE_POST),
    Alamat("jabatan:beban", args=load, data=mark_of("load"), get=SEE, post=WRITE_POST),
    Alamat("jabatan:pendekatan", args=own, data=mark_of("approach"), get=SEE, post=WRITE_POST),
    Alamat("jabatan:matriks_peran", get=READ),
    Alamat("jabatan:peran", args=cell, data=mark_of("cell"), get=WRITE_PAGE, post=WRITE_POST),
    Alamat("jabatan:unduh_matriks_excel", args=head, get=SEE),
    Alamat("jabatan:unduh_matriks_pdf", args=head, get=SEE),
]
