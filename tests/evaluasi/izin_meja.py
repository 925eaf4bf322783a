"""URL x role: the queue, the desk, teams, comments."""

from evaluasi.actions import komentar, penugasan
from pohon.actions import freeze_version
from pohon.models import Pohon, Simpul, VersiPohon
from tests.base import Cast
from tests.izin import Alamat, untuk

JUDGES = untuk(403, evaluator=200, pimpinan=200, pengelola=404, asing=404)
WRITERS = untuk(302, pembaca=403, perencana_lain=403, pengelola=404, asing=404)


def submitted(cast: Cast) -> Pohon:
    """A tree of unit A that waits for its judgement, taken by the evaluator and the pimpinan."""
    pohon = cast.make_pohon(unit=cast.unit_a)
    Pohon.objects.filter(pk=pohon.pk).update(status=Pohon.Status.DIAJUKAN)
    pohon.refresh_from_db()
    freeze_version(user=cast.admin, pohon=pohon)
    for user in (cast.evaluator, cast.pimpinan):
        penugasan.take(user=user, pohon_id=pohon.pk)
    return pohon


def tree(cast: Cast) -> dict:
    return {"pohon_id": submitted(cast).pk}


def version(cast: Cast) -> dict:
    return {"versi_id": VersiPohon.objects.get(pohon=submitted(cast)).pk}


def node(cast: Cast) -> dict:
    return {"simpul_id": Simpul.objects.get(pohon=submitted(cast), induk=None).pk}


def thread(cast: Cast) -> dict:
    row = komentar.begin_thread(user=cast.admin, pohon_id=submitted(cast).pk, isi="Tambah data")
    return {"komentar_id": row.pk}


def resolved(cast: Cast) -> dict:
    args = thread(cast)
    komentar.resolve(user=cast.admin, **args)
    return args


TABEL = [
    Alamat(
        "evaluasi:antrean",
        get=untuk(403, evaluator=200, pimpinan=200, admin=200),
        post=untuk(405),
    ),
    # The admin drafted the tree.
    Alamat("evaluasi:meja", get=JUDGES, post=untuk(405), args=tree),
    Alamat(
        "evaluasi:ambil",
        get=untuk(405),
        post=untuk(403, evaluator=302, pimpinan=302, pengelola=404, asing=404),
        args=tree,
    ),
    Alamat(
        "evaluasi:tim",
        get=untuk(403, evaluator=200, pimpinan=200, admin=200, pengelola=404, asing=404),
        post=untuk(403, evaluator=302, admin=302, pengelola=404, asing=404),
        args=tree,
        data=lambda cast: {"tindakan": "ketua", "evaluator": cast.pimpinan.pk},
    ),
    Alamat("evaluasi:putuskan", get=JUDGES, args=tree),
    Alamat(
        "evaluasi:nilai",
        get=JUDGES,
        post=JUDGES,
        args=version,
        data=lambda cast: {"daftar": []},
        json=True,
    ),
    Alamat(
        "evaluasi:usulan",
        get=untuk(405),
        post=JUDGES,
        args=version,
        data=lambda cast: {"sidik": "x", "keputusan": ""},
        json=True,
    ),
    Alamat(
        "evaluasi:tolak_alasan",
        get=untuk(405),
        post=untuk(403, evaluator=400, pimpinan=400, pengelola=404, asing=404),
        args=version,
        data=lambda cast: {"sidik": "x", "tolak": True, "tanggapan": "Tidak cukup"},
        json=True,
    ),
    Alamat("evaluasi:tabel_simpul", get=JUDGES, post=untuk(405), args=node),
    Alamat("evaluasi:komentar", get=untuk(200, pengelola=404, asing=404), args=tree),
    Alamat(
        "evaluasi:tulis_komentar",
        get=untuk(405),
        post=WRITERS,
        args=tree,
        data=lambda cast: {"tentang": "pohon", "isi": "Baik"},
    ),
    Alamat("evaluasi:orang_komentar", get=untuk(200, pengelola=404, asing=404), args=tree),
    Alamat("evaluasi:bagian_komentar", get=untuk(200, pengelola=404, asing=404), args=node),
    Alamat(
        "evaluasi:balas_komentar",
        get=untuk(405),
        post=WRITERS,
        args=thread,
        data=lambda cast: {"isi": "Sudah"},
    ),
    # Who began the thread (the admin) resolves it, and who judges.
    Alamat(
        "evaluasi:selesaikan_komentar",
        post=untuk(403, evaluator=302, pimpinan=302, admin=302, pengelola=404, asing=404),
        args=thread,
    ),
    Alamat("evaluasi:buka_komentar", post=WRITERS, args=resolved),
    Alamat("evaluasi:sebutan", get=untuk(200), post=untuk(405)),
]
