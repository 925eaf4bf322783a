"""Measure of the letters of one OPD: 300 PK as a ZIP of PDF with all of them joined, in one job."""

from __future__ import annotations

import contextlib
import datetime
import os
import resource
import threading
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from bench.data import House
from bench.timing import Measure, milliseconds, seconds
from jabatan.exporters.surat import letter_html
from jabatan.models import Jabatan, KinerjaJabatan, Pejabat, PerjanjianKinerja
from jabatan.pk.susun import read
from lib import pdf, tree
from organisasi import tugas as jobs
from organisasi.models import Tugas
from perencanaan.models import Komponen, Pemetaan
from pohon.models import Pohon

LETTERS, CARRIED, TAHUN = 300, 4, 2026
BUDGET_SECONDS, BUDGET_MB = 180.0, 500.0


def measure_letters(house: House, pohon: Pohon) -> list[Measure]:
    """Time the job from order to file, and watch the memory of this process and of those it starts.

    The floor is WeasyPrint alone: one of the letters, as often as there are letters, on every core.
    """
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

    before = processor()
    with Memory() as memory:
        took = seconds(work)
    used = processor() - before
    if done[0].status != Tugas.Status.SELESAI:
        raise RuntimeError(f"the job ended as {done[0].status}: {done[0].galat}")
    alone = milliseconds(plain_letter()) * LETTERS / pdf.WORKERS / 1000
    return [
        Measure(
            f"{LETTERS} letters of one OPD", took, "s", alone, "WeasyPrint alone", BUDGET_SECONDS
        ),
        Measure("their processor time, all processes", used, "s"),
        Measure("their memory, workers included", memory.peak / 1024, "MB", budget=BUDGET_MB),
        Measure("their file", len(done[0].berkas.isi) / 2**20, "MB"),
    ]


def plain_letter() -> Callable[[], object]:
    """Return the work of one letter: its document made into PDF, nothing else."""
    pk = PerjanjianKinerja.objects.select_related(
        "jabatan__instansi", "jabatan__unit", "jabatan__induk__unit"
    ).last()
    if pk is None:
        raise RuntimeError("no letters were made")
    html = letter_html(read(pk).isi, draf=True)
    return lambda: pdf.render_html(html)


def processor() -> float:
    """Return the processor time of this process and its ended children: what other work on the machine leaves alone."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


class Memory:
    """Watches what this process and its children hold together, ten times a second; `peak` in KB."""

    def __init__(self) -> None:
        self.peak = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        """Begin to watch."""
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        """Stop."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            self.peak = max(self.peak, sum(_family(os.getpid())))


def _family(pid: int) -> Iterator[int]:
    """Yield the resident memory of a process and its children in KB."""
    for path in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError, KeyError, ValueError):
            lines = (line.split(":", 1) for line in path.read_text().splitlines())
            about = {name: text.split() for name, text in lines}
            if pid in (int(about["Pid"][0]), int(about["PPid"][0])):
                yield int(about["VmRSS"][0])


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
