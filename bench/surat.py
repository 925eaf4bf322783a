"""Measure of the letters of one OPD: 300 PK as a ZIP of PDF with all of them joined, in one job."""

from __future__ import annotations

import contextlib
import datetime
import resource
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from bench.data import House
from bench.timing import Measure, seconds
from jabatan.models import Jabatan, KinerjaJabatan, Pejabat, PerjanjianKinerja
from lib import tree
from organisasi import tugas as jobs
from organisasi.models import Tugas
from perencanaan.models import Komponen, Pemetaan
from pohon.models import Pohon

LETTERS, CARRIED, TAHUN = 300, 4, 2026
BUDGET_SECONDS, BUDGET_MB = 180.0, 500.0
WORKERS = 2


def measure_letters(house: House, pohon: Pohon) -> list[Measure]:
    """Time the job from order to file; memory is the peak of this process and of two of its workers."""
    make_positions(house, pohon)
    argumen = {"instansi": house.instansi.pk, "tahun": TAHUN, "unit": house.unit.pk}
    argumen |= {"ditetapkan": False, "kertas": "A4", "bentuk": "pdf"}
    done: list[Tugas] = []

    def work() -> None:
        job = jobs.start(
            jenis="pk_semua",
            judul="PK",
            pengguna=house.user,
            instansi=house.instansi,
            argumen=argumen,
        )
        done.append(Tugas.objects.get(pk=job.pk))

    forget_peak()
    took = seconds(work)
    if done[0].status != Tugas.Status.SELESAI:
        raise RuntimeError(f"the job ended as {done[0].status}: {done[0].galat}")
    own = peak()
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return [
        Measure(f"{LETTERS} letters of one OPD", took, "s", budget=BUDGET_SECONDS),
        Measure("memory of the process that asks", own / 1024, "MB"),
        Measure(
            "memory, with two workers", (own + WORKERS * worker) / 1024, "MB", budget=BUDGET_MB
        ),
        Measure("their file", len(done[0].berkas.isi) / 2**20, "MB"),
    ]


def forget_peak() -> None:
    """Let the kernel count the peak of this process anew: the data were made in it too."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """Return the peak of this process in KB, since `forget_peak` where the kernel can tell."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def make_positions(house: House, pohon: Pohon) -> None:
    """Make a head and the positions below it, each held, with nodes of some subkegiatan and a draft of its PK."""
    rows = tree.build(list(_positions(house)), tree_id=house.instansi.pk)
    Pejabat.objects.bulk_create(
        [
            Pejabat(
                jabatan=row,
                nama=f"Pejabat {number}, S.T., M.Si.",
                nip=f"1980010120050{number:05}",
                pangkat="Penata (III/c)",
                mulai=datetime.date(2025, 1, 2),
            )
            for number, row in enumerate(rows)
        ],
        batch_size=500,
    )
    lowest = Pemetaan.objects.filter(
        simpul__pohon=pohon, komponen__jenis=Komponen.Jenis.SUBKEGIATAN
    )
    nodes = cycle(lowest.order_by("simpul__lft").values_list("simpul", flat=True))
    KinerjaJabatan.objects.bulk_create(
        [
            KinerjaJabatan(jabatan=row, simpul_id=pk)
            for row in rows
            for pk in islice(nodes, CARRIED)
        ],
        batch_size=500,
    )
    PerjanjianKinerja.objects.bulk_create(
        [
            PerjanjianKinerja(
                jabatan=row, tahun=TAHUN, tempat="Kota Ukur", tanggal=datetime.date(2026, 1, 5)
            )
            for row in rows
        ],
        batch_size=500,
    )


def _positions(house: House) -> Iterator[Jabatan]:
    head = Jabatan(
        instansi=house.instansi, unit=house.unit, nama="Kepala Dinas", jenjang="jpt_pratama"
    )
    yield tree.under(head, None)
    for number in range(1, LETTERS):
        row = Jabatan(
            instansi=house.instansi,
            unit=house.unit,
            nama=f"Penata Layanan Operasional {number}",
            jenjang=Jabatan.Jenjang.PELAKSANA,
        )
        yield tree.under(row, head)
