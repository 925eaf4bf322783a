"""URL x role: scores. Everybody with a role in the instansi reads them and may have them reckoned anew."""

from tests.base import Cast
from tests.izin import Alamat, untuk

EVERYONE = untuk(200, pengelola=403)
READERS = untuk(200, pengelola=404, asing=404)


def tree(cast: Cast) -> dict:
    """A tree of unit A."""
    return {"pohon_id": cast.make_pohon(unit=cast.unit_a, tahap=3).pk}


TABEL = [
    Alamat("evaluasi:liga", get=EVERYONE),
    Alamat("evaluasi:ringkasan", get=EVERYONE),
    Alamat("evaluasi:grafik", get=EVERYONE),
    Alamat("evaluasi:unduh_liga", get=EVERYONE, args=lambda cast: {"ext": "xlsx"}),
    Alamat("evaluasi:unduh_liga", get=untuk(404), args=lambda cast: {"ext": "csv"}),
    Alamat("evaluasi:hitung_skor", get=untuk(405), post=untuk(302, pembaca=403, pengelola=403)),
    Alamat("evaluasi:skor", get=READERS, post=untuk(405), args=tree),
    Alamat("evaluasi:unduh_skor", get=READERS, args=lambda cast: {**tree(cast), "ext": "docx"}),
]
