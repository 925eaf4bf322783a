"""URL x role: findings, reasons, the steps of a review, thresholds, the catalogue of rules."""

from evaluasi import actions
from evaluasi.temuan import check
from pohon.models import Pohon
from tests.base import Cast
from tests.izin import Alamat, untuk

READ = untuk(200, pengelola=403)
SEE = untuk(200, pengelola=404, asing=404)
EDITORS = untuk(403, perencana=302, admin=302, pengelola=404, asing=404)
JUDGES = untuk(403, evaluator=302, pimpinan=302, pengelola=404, asing=404)
API_WRITE = untuk(403, perencana=200, admin=200, pengelola=404, asing=404, anonim=401)
ADMIN = untuk(403, admin=200)


def tree(status: str):
    """A tree of unit A in this state."""

    def make(cast: Cast) -> dict:
        pohon = cast.make_pohon(unit=cast.unit_a)
        Pohon.objects.filter(pk=pohon.pk).update(status=status)
        return {"pohon_id": pohon.pk}

    return make


def wanting(cast: Cast) -> str:
    """The print of a finding that asks for a reason; the same in every tree of one node."""
    pohon = cast.make_pohon(unit=cast.unit_a)
    return next(one.sidik for one in check(pohon).wanting if one.finding.rule == "A-08")


def explained(cast: Cast) -> dict:
    """A tree of unit A with a reason for one finding."""
    pohon, sidik = cast.make_pohon(unit=cast.unit_a), wanting(cast)
    actions.give_reason(
        user=cast.admin, pohon_id=pohon.pk, sidik=[sidik], alasan="Berita acara menyusul"
    )
    return {"pohon_id": pohon.pk, "sidik": sidik}


def note(cast: Cast) -> dict:
    return {"catatan": "Perbaiki hubungannya"}


def reason(cast: Cast) -> dict:
    return {"sidik": [wanting(cast)], "alasan": "Berita acara menyusul"}


TABEL = [
    Alamat("evaluasi:daftar_temuan", get=READ, post=untuk(405)),
    Alamat("evaluasi:periksa_ulang", get=untuk(405), post=untuk(302, pembaca=403, pengelola=403)),
    Alamat("evaluasi:unduh_temuan", args=lambda cast: {"ext": "xlsx"}, get=READ),
    Alamat("evaluasi:aturan", get=untuk(200)),
    Alamat("evaluasi:ambang", get=ADMIN, post=untuk(403, admin=302)),
    Alamat("evaluasi:kembalikan_ambang", get=untuk(405), post=untuk(403, admin=302)),
    Alamat("evaluasi:temuan", get=SEE, args=tree("draf")),
    Alamat(
        "evaluasi:alasan",
        args=tree("draf"),
        get=untuk(403, perencana=302, admin=302, pengelola=404, asing=404),  # no rule named
    ),
    Alamat(
        "evaluasi:cabut_alasan",
        args=tree("draf"),
        get=untuk(405),
        post=EDITORS,
        data=lambda cast: {"sidik": "x"},
    ),
    Alamat(
        "evaluasi:tanggapan_alasan",
        args=explained,
        get=untuk(403, evaluator=200, pimpinan=200, pengelola=404, asing=404),
        post=JUDGES,
        data=lambda cast: {"keputusan": "tolak", "tanggapan": "Belum cukup"},
    ),
    Alamat(
        "api_evaluasi:temuan",
        args=tree("draf"),
        get=untuk(200, anonim=401, pengelola=404, asing=404),
    ),
    Alamat(
        "api_evaluasi:alasan",
        args=tree("draf"),
        get=untuk(405, anonim=401),
        post=API_WRITE,
        data=reason,
        json=True,
    ),
    Alamat("evaluasi:ajukan", get=untuk(405), post=EDITORS, args=tree("draf")),
    Alamat("evaluasi:buka", post=EDITORS, args=tree("disetujui"), data=note),
    Alamat("evaluasi:kembalikan", post=JUDGES, args=tree("diajukan"), data=note),
    Alamat(
        "evaluasi:setujui",
        post=untuk(403, pimpinan=302, pengelola=404, asing=404),
        args=tree("diajukan"),
    ),
]
