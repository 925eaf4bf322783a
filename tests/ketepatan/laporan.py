"""How often the rules that guess are right: their findings beside our verdicts, and the page docs/ketepatan.md."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lib.aturan import rules
from tests.ketepatan.pohon_uji import EXAMPLES, OTHERS, Dugaan, PohonUji, guessing

TABLE = Path(__file__).parent / "putusan.csv"
PAGE = Path(__file__).parents[2] / "docs" / "ketepatan.md"
BENAR, KELIRU, TERLEWAT = "benar", "keliru", "terlewat"
NOT_ASKED = "–"

HEAD = """# Ketepatan aturan dugaan

Sebagian aturan penyelarasan **menduga**: ia membaca kata-kata sebuah pernyataan, nama indikator, atau nama jabatan,
lalu menunjuk apa yang mungkin keliru. Dugaan dapat salah, maka tidak pernah menutup tahap berikutnya; pengguna boleh
membiarkannya dengan alasan. Halaman ini menunjukkan seberapa sering dugaan itu benar.

## Cara menilai
Aturan dijalankan atas {jumlah} pohon, seluruhnya {simpul} simpul (banyaknya dalam kurung):

{daftar}

Pohon dari dokumen dibaca juga seolah masih pada Tahap 3, saat nama program belum boleh disebut. Batumandi dibaca sekali
lagi dengan level dan jabatan yang tercetak pada Tahap 5 dokumennya; di situ hanya temuan barunya yang dihitung.

Setiap temuan dibaca satu per satu dan diberi putusan menurut maksud PermenPANRB 89/2021, bukan menurut cara kerja
aturannya:

- **benar**: yang ditunjuk memang menyimpang, atau memang patut diperiksa perencana;
- **keliru**: rumusannya sudah baik, aturan salah duga;
- **terlewat**: menyimpang, tetapi aturan diam.

Putusan atas pohon dari dokumen berpijak pada daftar ketidaksesuaian yang disusun terpisah dari aturan ini; putusan
atas pohon tambahan adalah putusan kami sendiri, dan kalimatnya kami susun menyerupai dokumen perangkat daerah, baik
yang rapi maupun yang lazim keliru. Semua putusan beserta dasarnya tersimpan dalam `tests/ketepatan/putusan.csv`.

## Pada pohon yang belum pernah dilihat
Pohon dari dokumen sudah dikenal ketika aturannya ditulis. Pohon tambahan ditulis, dan yang diharapkan darinya dicatat,
sebelum aturan membacanya; sesudah itu aturan diperbaiki dari kekeliruan yang tampak. Angka saat pertama dibaca inilah
yang boleh diharapkan pada pohon lain, bukan angka pada tabel-tabel sesudahnya:

| Kelompok | Pohon | Simpul | Temuan | Benar | Ketepatan | Kelengkapan |
|---|--:|--:|--:|--:|--:|--:|
| Tambahan pertama, sebelum diperbaiki | 12 | 161 | – | – | 74,7 % | – |
| Tambahan kedua, sesudah perbaikan pertama | 13 | 331 | 124 | 81 | 65,3 % | 71,7 % |
| Tambahan ketiga, sesudah perbaikan kedua | 14 | 289 | 131 | 110 | 84,0 % | 85,3 % |
| Tambahan keempat, sesudah perbaikan ketiga | 10 | 181 | 85 | 69 | 81,2 % | 97,2 % |

Jadi harapkan sekitar empat dari lima temuan benar. Yang paling sering keliru ialah E-05 (pada kelompok kedua sepuluh
dari sepuluh kali, pada kelompok ketiga dan keempat enam dari enam) dan C-05 (tujuh belas dari dua puluh empat kali pada
kelompok kedua). E-05 kini diam bila kata bidangnya bermakna ganda; C-05 tidak lagi mempersoalkan daftar benda pada
kondisi operasional, daftar orang dan tempat, serta beberapa sifat dari satu hal.

Semua kelompok ditulis orang yang sama; pada dokumen lain angkanya dapat lebih rendah. Yang terlewat hanya dicatat bila
penyimpangannya jelas, jadi kelengkapan di sini lebih tinggi daripada yang akan dirasakan.

## Cara membaca
- **Ketepatan** = benar : temuan. Ketepatan 80 % berarti satu dari lima temuan boleh diabaikan.
- **Kelengkapan** = benar : (benar + terlewat). Makin rendah, makin banyak yang harus ditemukan oleh pembaca sendiri.
- Aturan dengan temuan sedikit belum banyak teruji; “–” berarti tidak ada yang dapat dihitung.
- Tabel berikut memuat keadaan sekarang, sesudah aturan diperbaiki dari pohon-pohon ini.

Angkanya ditulis ulang oleh `scripts/ketepatan.py`, dan pengujian menolak halaman yang tidak sama lagi dengan aturannya.

"""


@dataclass(frozen=True)
class Putusan:
    """A row of the table: what we say of a finding, or of one that is missing, and on what ground."""

    pohon: str
    aturan: str
    simpul: int
    pernyataan: str
    putusan: str
    dasar: str

    @property
    def tempat(self) -> tuple[str, str, int]:
        """Where it is said: tree, rule, node."""
        return (self.pohon, self.aturan, self.simpul)


@dataclass(frozen=True)
class Hitungan:
    """How many findings of a rule are right and wrong, and how many are missing."""

    benar: int
    keliru: int
    terlewat: int

    @property
    def temuan(self) -> int:
        """How many findings there are."""
        return self.benar + self.keliru

    @property
    def ketepatan(self) -> float | None:
        """The share of findings that are right; None without any."""
        return self.benar / self.temuan if self.temuan else None

    @property
    def kelengkapan(self) -> float | None:
        """The share that is found of what is to be found; None where there is nothing."""
        there = self.benar + self.terlewat
        return self.benar / there if there else None


def read_table() -> list[Putusan]:
    """The verdicts as they stand in the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Putusan(**{**row, "simpul": int(row["simpul"])})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        ]


def faults(trees: Sequence[PohonUji], table: Sequence[Putusan]) -> list[str]:
    """What keeps the table from being the verdict on these findings: those without one, and rows of others."""
    statements = {(t.nama, n): text for t in trees for n, text in enumerate(t.pernyataan, 1)}
    found = Counter((d.pohon, d.aturan, d.simpul) for t in trees for d in t.dugaan)
    judged = Counter(row.tempat for row in table if row.putusan != TERLEWAT)
    known = set(guessing())
    told = [f"belum diputus: {_place(at)}" for at in found - judged]
    told += [f"tidak ditemukan lagi: {_place(at)}" for at in judged - found]
    for row in table:
        if row.putusan not in {BENAR, KELIRU, TERLEWAT} or not row.dasar.strip():
            told.append(f"putusan atau dasar salah: {_place(row.tempat)}")
        if row.aturan not in known:
            told.append(f"bukan aturan dugaan: {_place(row.tempat)}")
        if row.pernyataan != statements.get((row.pohon, row.simpul), ""):
            told.append(f"pernyataan berubah: {_place(row.tempat)}")
        if row.putusan == TERLEWAT and row.tempat in found:
            told.append(f"tidak terlewat lagi: {_place(row.tempat)}")
    return told


def _place(at: tuple[str, str, int]) -> str:
    pohon, aturan, simpul = at
    return f"{pohon}, {aturan}, simpul {simpul}"


def count(table: Iterable[Putusan]) -> Hitungan:
    """How many verdicts there are of each kind."""
    kinds = Counter(row.putusan for row in table)
    return Hitungan(kinds[BENAR], kinds[KELIRU], kinds[TERLEWAT])


# --- the page ------------------------------------------------------------------------------------------
def write(trees: Sequence[PohonUji], table: Sequence[Putusan]) -> str:
    """The page as these findings and verdicts make it."""
    parts = [
        HEAD.format(
            jumlah=len(trees),
            simpul=_number(sum(len(tree.pernyataan) for tree in trees)),
            daftar=_list_of(trees),
        ),
        _per_rule(table),
        _per_tree(trees, table),
        _false_alarms(trees, table),
        _missing(table),
    ]
    return "".join(parts)


def _list_of(trees: Sequence[PohonUji]) -> str:
    groups = {label: [t for t in trees if t.kelompok == label] for label in (EXAMPLES, *OTHERS)}
    lines = [
        f"- {label}: {', '.join(f'{tree.nama} ({len(tree.pernyataan)})' for tree in group)}"
        for label, group in groups.items()
    ]
    return ";\n".join(lines) + "."


def _per_rule(table: Sequence[Putusan]) -> str:
    rows = defaultdict(list)
    for row in table:
        rows[row.aturan].append(row)
    lines = [
        "## Per aturan",
        "| Aturan | Yang diminta | Temuan | Benar | Keliru | Terlewat | Ketepatan | Kelengkapan |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
        *(f"| {r.id} | {r.judul} {_cells(count(rows[r.id]))}" for r in rules() if r.heuristic),
        f"| | **Semua** {_cells(count(table))}",
    ]
    return "\n".join(lines) + "\n\n"


def _per_tree(trees: Sequence[PohonUji], table: Sequence[Putusan]) -> str:
    lines = [
        "## Per pohon",
        "| Pohon | Temuan | Benar | Keliru | Terlewat | Ketepatan | Kelengkapan |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for tree in trees:
        cells = _cells(count(row for row in table if row.pohon == tree.nama))
        lines.append(f"| {tree.nama} {cells}")
    for label in (EXAMPLES, *OTHERS):
        names = {tree.nama for tree in trees if tree.kelompok == label}
        cells = _cells(count(row for row in table if row.pohon in names))
        lines.append(f"| **Semua {label}** {cells}")
    return "\n".join(lines) + "\n\n"


def _cells(hitungan: Hitungan) -> str:
    h = hitungan
    counts = (_number(n) for n in (h.temuan, h.benar, h.keliru, h.terlewat))
    return "| " + " | ".join([*counts, _percent(h.ketepatan), _percent(h.kelengkapan)]) + " |"


def _false_alarms(trees: Sequence[PohonUji], table: Sequence[Putusan]) -> str:
    said: dict[tuple[str, str, int], list[Dugaan]] = defaultdict(list)
    for tree in trees:
        for dugaan in tree.dugaan:
            said[dugaan.pohon, dugaan.aturan, dugaan.simpul].append(dugaan)
    lines = ["## Temuan yang keliru"]
    for row in table:
        if row.putusan == TERLEWAT:
            continue
        dugaan = said[row.tempat].pop(0)  # several at one place are judged in their order
        if row.putusan == KELIRU:
            lines.append(f"- **{row.aturan}**, {row.pohon}: {dugaan.pesan} {_ground(row)}")
    return "\n".join(lines if len(lines) > 1 else [*lines, "Tidak ada."]) + "\n\n"


def _missing(table: Sequence[Putusan]) -> str:
    lines = [
        f"- **{row.aturan}**, {row.pohon}: “{row.pernyataan}”. {_ground(row)}"
        for row in table
        if row.putusan == TERLEWAT
    ]
    return "\n".join(["## Yang terlewat", *(lines or ["Tidak ada."])]) + "\n"


def _ground(row: Putusan) -> str:
    text = row.dasar.strip().rstrip(".")
    return f"*{text[0].upper()}{text[1:]}.*"


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _percent(share: float | None) -> str:
    return NOT_ASKED if share is None else f"{share * 100:.1f} %".replace(".", ",")
