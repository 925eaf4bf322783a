"""URL x role: the roof."""

from tests.izin import Alamat, untuk
from tests.perencanaan.izin_tabel import READ, komponen, simpul

TABEL = [
    Alamat("beranda", get=untuk(200)),
    Alamat("sehat", get=untuk(200, anonim=200)),
    Alamat("telusur", get=untuk(200, pengelola=403)),
    Alamat("telusur_simpul", args=simpul, get=READ),
    Alamat("telusur_komponen", args=lambda cast: {"pk": komponen(cast).pk}, get=READ),
    Alamat("cari", get=untuk(200, anonim=401)),
    Alamat("schema", get=untuk(200, anonim=401)),
    Alamat("docs", get=untuk(200, anonim=401)),
]
