"""URL x role: the roof."""

from tests.izin import Alamat, untuk

TABEL = [
    Alamat("beranda", get=untuk(200)),
    Alamat("sehat", get=untuk(200, anonim=200)),
    Alamat("cari", get=untuk(200, anonim=401)),
    Alamat("schema", get=untuk(200, anonim=401)),
    Alamat("docs", get=untuk(200, anonim=401)),
]
