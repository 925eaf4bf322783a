"""A job of four steps that halts after the second one in its first attempt."""

import time
from functools import partial

from organisasi.models import Pengguna
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan

JENIS = "uji_empat_langkah"


@pekerjaan(JENIS)
def four_steps(job: Kemajuan, *, awalan: str) -> HasilBerkas:
    """Add one row per step; repeating a step would add a second row or fail on its name."""
    for number in range(1, 5):
        name = f"{awalan}{number}"
        job.once(name, partial(Pengguna.objects.create, username=name, nama=name))
        job.report(number * 25, f"langkah {number}")
        while number == 2 and job.percobaan == 1:
            time.sleep(0.05)
    return HasilBerkas("hasil.txt", "text/plain", b"empat langkah")
