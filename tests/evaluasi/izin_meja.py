"""URL x role: the evaluator's desk."""

from tests.izin import Alamat

TABEL: list[Alamat] = []
