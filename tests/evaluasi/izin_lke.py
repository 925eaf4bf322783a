"""URL x role: the LKE."""

from tests.izin import Alamat

TABEL: list[Alamat] = []
