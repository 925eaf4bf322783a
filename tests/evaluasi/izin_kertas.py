"""URL x role: working papers and reports."""

from typing import Any

from evaluasi.actions import temuan as actions
from evaluasi.models import TemuanEvaluasi
from pohon.actions import freeze_version, set_status
from pohon.models import Pohon, VersiPohon
from tests.base import Cast
from tests.izin import Alamat, untuk


def frozen(cast: Cast) -> VersiPohon:
    """A submitted tree of unit A with its version."""
    pohon = cast.make_pohon(unit=cast.unit_a)
    pohon = set_status(user=cast.admin, pohon_id=pohon.pk, status=Pohon.Status.DIAJUKAN)
    return freeze_version(user=cast.admin, pohon=pohon)


def version(**more: Any):
    def make(cast: Cast) -> dict:
        return {"versi_id": frozen(cast).pk, **more}

    return make


def tree(**more: Any):
    def make(cast: Cast) -> dict:
        return {"pohon_id": frozen(cast).pohon_id, **more}

    return make


def finding(status: str):
    """A finding in the report of unit A, answered or not."""

    def make(cast: Cast) -> dict:
        pohon = frozen(cast).pohon
        row = actions.add_finding(
            user=cast.evaluator, pohon_id=pohon.pk, data={"kondisi": "Cascading belum lengkap"}
        )
        if status != "terbuka":
            TemuanEvaluasi.objects.filter(pk=row.pk).update(
                status=status, tindak_lanjut="Sudah dilengkapi"
            )
        return {"pk": row.pk}

    return make


def mark(cast: Cast) -> str:
    return actions.seen_of(TemuanEvaluasi.objects.latest("pk"))


MEMBERS = untuk(200, pengelola=403)
READERS = untuk(200, pengelola=404, asing=404)
WRITERS = untuk(403, evaluator=200, pimpinan=200, pengelola=404, asing=404)
WRITTEN = untuk(403, evaluator=302, pimpinan=302, pengelola=404, asing=404)
PLANNERS = untuk(403, perencana=200, admin=200, pengelola=404, asing=404)
ANSWERED = untuk(403, perencana=302, admin=302, pengelola=404, asing=404)
# Of an instansi without any version there is nothing to download.
WITH_PAPERS = untuk(404, pengelola=403)

TABEL: list[Alamat] = [
    Alamat("evaluasi:daftar_kertas", get=MEMBERS),
    Alamat("evaluasi:kertas_semua", get=MEMBERS, args=lambda cast: {"kunci": "rekap"}),
    Alamat("evaluasi:unduh_kertas_semua", get=WITH_PAPERS, args=lambda cast: {"ext": "xlsx"}),
    Alamat("evaluasi:unduh_laporan_semua", get=WITH_PAPERS, args=lambda cast: {"ext": "xlsx"}),
    Alamat("evaluasi:kertas_pohon", get=untuk(302, pengelola=404, asing=404), args=tree()),
    Alamat("evaluasi:kertas", get=READERS, args=version(kunci="kke2")),
    Alamat("evaluasi:unduh_kertas", get=READERS, args=version(kunci="kke1", ext="xlsx")),
    Alamat("evaluasi:laporan", get=READERS, args=tree()),
    Alamat("evaluasi:unduh_laporan", get=READERS, args=tree(ext="docx")),
    Alamat(
        "evaluasi:tambah_temuan_evaluasi",
        get=WRITERS,
        post=WRITTEN,
        args=tree(),
        data=lambda cast: {"kondisi": "Cascading belum lengkap"},
    ),
    Alamat(
        "evaluasi:ubah_temuan_evaluasi",
        get=WRITERS,
        post=WRITTEN,
        args=finding("terbuka"),
        data=lambda cast: {"kondisi": "Cascading belum sampai pelaksana", "seen": mark(cast)},
    ),
    Alamat("evaluasi:hapus_temuan_evaluasi", get=WRITERS, post=WRITTEN, args=finding("terbuka")),
    Alamat(
        "evaluasi:pindah_temuan_evaluasi",
        get=untuk(405),
        post=WRITTEN,
        args=finding("terbuka"),
        data=lambda cast: {"arah": "turun"},
    ),
    Alamat("evaluasi:tindak_lanjut", get=MEMBERS),
    Alamat("evaluasi:unduh_tindak_lanjut", get=MEMBERS, args=lambda cast: {"ext": "xlsx"}),
    Alamat(
        "evaluasi:jawab_temuan",
        get=PLANNERS,
        post=ANSWERED,
        args=finding("terbuka"),
        data=lambda cast: {"tindak_lanjut": "Sudah dilengkapi", "seen": mark(cast)},
    ),
    Alamat(
        "evaluasi:verifikasi_temuan",
        get=WRITERS,
        post=WRITTEN,
        args=finding("dijawab"),
        data=lambda cast: {"keputusan": "selesai", "seen": mark(cast)},
    ),
]
