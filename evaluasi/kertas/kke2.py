"""KKE-2: whether each indicator's condition follows logically from the one above, and where it is stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from evaluasi.kertas import bingkai
from evaluasi.kertas.lembar import Berkas, Lembar, Node
from evaluasi.putusan import Putusan
from lib.tabel import Baris, Format, Jenis, Kolom, Nilai, Rata, Sel, Tabel
from lib.teks import format_number
from perencanaan.aturan.skor import gradasi
from perencanaan.ukuran import Ukuran
from pohon.models import Indikator

ULTIMATE, INTERMEDIATE, IMMEDIATE, OUTPUT = (
    "Ultimate Outcome",
    "Intermediate Outcome",
    "Immediate Outcome",
    "Output",
)
NO_LEVEL = "Belum berlevel kinerja"
# Class of outcome by level of performance (PermenPANRB 89/2021 B.IV and its scheme).
KELAS = {
    "strategis_nasional": ULTIMATE,
    "strategis_daerah": ULTIMATE,
    "strategis_sektor": INTERMEDIATE,
    "strategis_urusan": INTERMEDIATE,
    "strategis_subsektor": INTERMEDIATE,
    "taktikal_intermediate": INTERMEDIATE,
    "taktikal_immediate": IMMEDIATE,
    "operasional": OUTPUT,
}
ORDER = (ULTIMATE, INTERMEDIATE, IMMEDIATE, OUTPUT, NO_LEVEL)
WIDTH = 8
NONE = "–"
TOP = "Puncak pohon"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Butir:
    """A row: an indicator (None: the node has none), where it is stated, who carries it, and the judgement."""

    kelas: str
    node: Node
    indikator: Node | None
    renstra: str
    renja: str
    pk: str
    jabatan: str
    putusan: Putusan | None

    @property
    def is_top(self) -> bool:
        """Whether it belongs to the root, which follows from nothing in this tree."""
        return self.node["induk"] is None

    @property
    def nama(self) -> str:
        """The indicator, or the statement of a node without one."""
        if self.indikator is None:
            return f"{self.node['pernyataan']} (belum ada indikator)"
        return str(self.indikator["nama"])


@dataclass(frozen=True)
class Hitungan:
    """What a paper comes to: rows with an edge, those judged, and the sum of their values (a)."""

    n: int
    dinilai: int
    a: Decimal

    @property
    def belum(self) -> int:
        """How many rows are not judged."""
        return self.n - self.dinilai

    @property
    def skor(self) -> Decimal | None:
        """The sum / n x 100 over what is judged, to two decimals; None while nothing is."""
        if not self.dinilai:
            return None
        return (self.a / self.dinilai * 100).quantize(CENT, rounding=ROUND_HALF_UP)

    @property
    def gradasi(self) -> str:
        """The grade a to e in local practice; empty without a score."""
        return "" if self.skor is None else gradasi(self.skor)


def butir(lembar: Lembar) -> list[Butir]:
    """Return the rows of a version: by class of outcome, in tree order within it."""
    rows = [
        _butir(lembar, node, indikator)
        for node in lembar.simpul
        for indikator in (node.get("indikator") or (None,))
    ]
    return sorted(rows, key=lambda row: ORDER.index(row.kelas))


def _butir(lembar: Lembar, node: Node, indikator: Node | None) -> Butir:
    simpul = node["id"]
    renstra = renja = pk = NONE
    if indikator is not None:
        key = indikator["id"]
        renstra = _stated(lembar.stated(simpul, key, renja=False))
        renja = _stated(lembar.stated(simpul, key, renja=True))
        janji = lembar.janji.get(simpul)
        pk = (janji.of(key, indikator["nama"]) if janji else "") or NONE
    return Butir(
        KELAS.get(node.get("level_kinerja", ""), NO_LEVEL),
        node,
        indikator,
        renstra,
        renja,
        pk,
        "\n".join(lembar.jabatan.get(simpul, ())) or NONE,
        lembar.putusan.get(simpul),
    )


def _stated(ukuran: Ukuran | None) -> str:
    if ukuran is None:
        return NONE
    kind = "IKU" if ukuran.kategori == Indikator.Kategori.IKU else "IK"
    return f"{kind}: {ukuran.nama}"


def hitung(rows: Sequence[Butir]) -> Hitungan:
    """Return what some rows come to; the root has no edge to judge."""
    edges = [row for row in rows if not row.is_top]
    said = [row.putusan.angka for row in edges if row.putusan]
    return Hitungan(len(edges), len(said), sum(said, Decimal(0)))


def hitung_lembar(lembar: Lembar) -> Hitungan:
    """Return what KKE-2 of a version comes to."""
    return hitung(butir(lembar))


def tabel(berkas: Berkas) -> Tabel:
    """Return the paper of one version, or of several one after another with a sum under each and under all."""
    every, rows = bingkai.stacked(berkas, WIDTH, butir, _rows, _sums)
    return bingkai.tabel(
        berkas,
        judul="KKE-2 Ketepatan Cascading Kinerja",
        nama="KKE-2 Cascading",
        kolom=_columns(),
        baris=rows,
        catatan=_notes(every, berkas),
        kosong="Versi ini belum memuat simpul.",
    )


def _columns() -> list[Kolom]:
    stated = ("Pernyataan IKU/IK di",)
    return [
        Kolom("No", 5, rata=Rata.TENGAH),
        Kolom("Indikator Kinerja", 36),
        Kolom("Renstra", 28, grup=stated),
        Kolom("Renja", 28, grup=stated),
        Kolom("PK", 28, grup=stated),
        Kolom("Level Jabatan", 18),
        Kolom("Ketepatan Cascading\nY=1 K=0,5 T=0", 15, Format.ANGKA, Rata.TENGAH),
        Kolom("Keterangan", 26),
    ]


def _rows(rows: Sequence[Butir], start: int, _: Lembar) -> Iterator[Baris]:
    number = start
    for kelas in ORDER:
        own = [row for row in rows if row.kelas == kelas]
        if not own and kelas == NO_LEVEL:
            continue
        yield Baris((kelas,), Jenis.KELOMPOK)
        if not own:
            yield Baris(["", Sel("Tidak ada indikator pada kelompok ini.", rentang=WIDTH - 1)])
        for row in own:
            value: Nilai = row.putusan.angka if row.putusan else None
            note = TOP if row.is_top else row.putusan.catatan if row.putusan else ""
            yield Baris(
                (number, row.nama, row.renstra, row.renja, row.pk, row.jabatan, value, note)
            )
            number += 1


def _sums(rows: Sequence[Butir], whose: str) -> list[Baris]:
    count = hitung(rows)
    tail = f" {whose}" if whose else ""
    first = bingkai.sum_row(f"Jumlah (a){tail}", WIDTH - 2, [count.a, None], key=whose)
    if count.skor is None:
        return [first]
    words = f"Skor = a / jumlah IK × 100 % = {format_number(count.a)} / {count.dinilai} × 100 %"
    grade = f"Gradasi {count.gradasi}"
    return [first, bingkai.sum_row(words, WIDTH - 2, [count.skor, grade], key=whose)]


def _notes(rows: Sequence[Butir], berkas: Berkas) -> list[str]:
    count = hitung(rows)
    notes = [
        "Y = logis (1), K = kurang logis (0,5), T = tidak logis (0). Tiap indikator mengikuti ketepatan "
        "simpulnya terhadap induknya; puncak pohon tidak dinilai.",
        f"Renja dan PK: tahun {berkas.tahun}. “–” berarti belum ada; (draf) berarti PK belum ditetapkan.",
    ]
    differ = sum(bool(row.putusan and row.putusan.beda) for row in rows)
    notes += bingkai.open_notes("baris", belum=count.belum, n=count.n, beda=differ)
    notes.append(
        "Gradasi (praktik setempat, kriteria 1.b.8): a > 90 %, b > 75–90 %, c > 40–75 %, d > 10–40 %, e ≤ 10 %."
    )
    return notes
