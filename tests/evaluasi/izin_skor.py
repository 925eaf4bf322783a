"""URL x role: scores."""

from tests.izin import Alamat

TABEL: list[Alamat] = []
