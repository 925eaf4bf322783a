"""Measures of the nomenclature: importing all of it, importing it again, browsing it.

The official file lies beside the checkout, where it lies at all; without it a made-up one of about the same size is
used, and the table says so.
"""

from __future__ import annotations

import io
import resource
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook

from bench.data import House
from bench.pohon import against_bytes, reader
from bench.timing import Measure, queries, seconds
from organisasi import tugas as jobs
from organisasi.models import Pengguna, Tugas
from perencanaan.importers import Pilihan
from perencanaan.models import ImporNomenklatur, Nomenklatur, VersiNomenklatur

OFFICIAL = Path(__file__).parents[2] / "shared/nomenklatur/sipd-2027.xlsx"
DECREE = "Kepmendagri 900.1-861/2026"
BUDGET_IMPORT = 5.0
BUDGET_MEMORY = 300.0
BUDGET_PAGE = 100.0
BUDGET_QUERIES = 12
HEAD = (
    "JENIS PEMDA",
    "BIDANG",
    "PROGRAM",
    "KEGIATAN",
    "SUBKEGIATAN",
    "KINERJA",
    "INDIKATOR",
    "SATUAN",
)
TIERS = {"PROV": 1, "KABKOT": 2}


def nomenclature() -> tuple[str, bytes]:
    """Return the official file, or one made up; with a word for which it is."""
    if OFFICIAL.exists():
        return "official file", OFFICIAL.read_bytes()
    print(
        f"\n  The official nomenclature is not at {OFFICIAL.name} beside the checkout: a made-up one is measured."
    )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Nomenklatur")
    sheet.append(HEAD)
    for row in made_up():
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return "made-up file", out.getvalue()


def made_up() -> Iterator[tuple[str, ...]]:
    """Yield 7,560 subkegiatan of two tiers, which with what is above them are 9,710 rows."""
    for tier, digit in TIERS.items():
        for bidang in range(1, 43):
            code = f"{1 + bidang // 15}.{bidang:02}"
            for number in range(90):
                program = f"{code}.{2 + number // 18:02}"
                kegiatan = f"{program}.{digit}.{1 + number // 5 % 4:02}"
                sub = f"{kegiatan}.{1 + number:04}"
                yield (
                    tier,
                    f"{code} URUSAN PEMERINTAHAN BIDANG UKUR {bidang}",
                    f"{program} PROGRAM PENYELENGGARAAN UKUR {program}",
                    f"{kegiatan} Pengelolaan Ukur Daerah {kegiatan}",
                    f"{sub} Penyediaan, Pemeliharaan, dan Rehabilitasi Sarana Ukur Nomor {sub}",
                    f"Tersedianya sarana ukur yang dipelihara dan direhabilitasi nomor {sub}",
                    f"Jumlah sarana ukur yang disediakan, dipelihara, dan direhabilitasi {sub}",
                    "Unit",
                )


def measure_import() -> list[Measure]:
    """Both jobs of an import, the first time and again, against openpyxl and bare INSERTs alone."""
    kind, content = nomenclature()
    user = Pengguna.objects.create(username="pengelola-ukur", nama="Pengelola", pengelola=True)
    plain = seconds(lambda: read_alone(content))
    times = {name: run_job(user, content, name) for name in ("check", "save")}
    rows = Nomenklatur.objects.count()
    again = {name: run_job(user, content, name) for name in ("check", "save")}
    bare = insert_alone()
    total = sum(times.values())
    return [
        Measure(f"{kind}: read and check", times["check"], "s", plain, "openpyxl alone"),
        Measure(f"{rows:,} rows: save", times["save"], "s", bare, "bare INSERTs"),
        Measure("both", total, "s", plain + bare, "both", BUDGET_IMPORT),
        Measure("the same file again: both", sum(again.values()), "s", budget=BUDGET_IMPORT),
        Measure("most memory of the process so far", memory(), "MB", budget=BUDGET_MEMORY),
    ]


def run_job(user: Pengguna, content: bytes, name: str) -> float:
    """Run a job on a new file (check), or on the one checked last (save); return how long it took."""
    if name == "check":
        ImporNomenklatur.objects.create(
            pengguna=user, pilihan=Pilihan(DECREE).to_json(), nama="ukur.xlsx", isi=content
        )
    row = ImporNomenklatur.objects.latest("pk")
    kind = {"check": "periksa_nomenklatur", "save": "terapkan_nomenklatur"}[name]

    def work() -> None:
        tugas = jobs.start(
            jenis=kind, judul="Ukur", pengguna=user, instansi=None, argumen={"impor": row.pk}
        )
        tugas.refresh_from_db()
        assert tugas.status == Tugas.Status.SELESAI, tugas.pesan

    return seconds(work)


def read_alone(content: bytes) -> None:
    """Read every cell with openpyxl and do nothing with it."""
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    for _ in sheet.iter_rows(values_only=True):
        pass


def insert_alone() -> float:
    """Insert the same rows under another version, without their parents; return how long that took."""
    versi = VersiNomenklatur.objects.create(nama="Ukur", regulasi="Ukur")
    columns = [f.name for f in Nomenklatur._meta.fields if f.name not in ("id", "versi", "induk")]
    values = Nomenklatur.objects.exclude(versi=versi).values(*columns)
    rows = [Nomenklatur(versi=versi, **row) for row in values]
    took = seconds(lambda: Nomenklatur.objects.bulk_create(rows, 500))
    versi.delete()
    return took


def memory() -> float:
    """Return the most memory the process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_browse(house: House) -> list[Measure]:
    """The page of the nomenclature, searching in it, and its queries."""
    client = house.client()
    pages = {
        "first page": "/nomenklatur/",
        "a later page": "/nomenklatur/?halaman=60",
        "search by words": "/nomenklatur/?q=sarana+pemeliharaan",
        "search by code": "/nomenklatur/?q=1.02.02",
    }
    timed = [against_bytes(client, name, url, BUDGET_PAGE) for name, url in pages.items()]
    most = max(queries(reader(client, url)) for url in pages.values())
    return [*timed, Measure("most queries", most, "queries", budget=BUDGET_QUERIES)]
