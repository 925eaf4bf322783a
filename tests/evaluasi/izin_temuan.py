"""URL x role: findings of a tree and the steps of its review."""

from pohon.models import Pohon
from tests.base import Cast
from tests.izin import Alamat, untuk


def tree(status: str):
    """A tree of unit A in this state."""

    def make(cast: Cast) -> dict:
        pohon = cast.make_pohon(unit=cast.unit_a)
        Pohon.objects.filter(pk=pohon.pk).update(status=status)
        return {"pohon_id": pohon.pk}

    return make


def note(cast: Cast) -> dict:
    return {"catatan": "Perbaiki"}


EDITORS = untuk(403, perencana=302, admin=302, pengelola=404, asing=404)

TABEL = [
    Alamat("evaluasi:temuan", get=untuk(200, pengelola=404, asing=404), args=tree("draf")),
    Alamat("evaluasi:ajukan", get=untuk(405), post=EDITORS, args=tree("draf")),
    Alamat("evaluasi:buka", post=EDITORS, args=tree("disetujui"), data=note),
    Alamat(
        "evaluasi:kembalikan",
        post=untuk(403, evaluator=302, pimpinan=302, pengelola=404, asing=404),
        args=tree("diajukan"),
        data=note,
    ),
    Alamat(
        "evaluasi:setujui",
        post=untuk(403, pimpinan=302, pengelola=404, asing=404),
        args=tree("diajukan"),
    ),
]
