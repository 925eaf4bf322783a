"""URL x role: the room evaluasi, a list per kind of page."""

from tests.evaluasi.izin_kertas import TABEL as KERTAS
from tests.evaluasi.izin_lke import TABEL as LKE
from tests.evaluasi.izin_meja import TABEL as MEJA
from tests.evaluasi.izin_skor import TABEL as SKOR
from tests.evaluasi.izin_temuan import TABEL as TEMUAN

TABEL = [*TEMUAN, *SKOR, *MEJA, *KERTAS, *LKE]
