"""URL x role: working papers and reports."""

from tests.izin import Alamat

TABEL: list[Alamat] = []
