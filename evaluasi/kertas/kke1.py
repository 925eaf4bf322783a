"""KKE-1: indicators held against SMART-C, in the order of the plan's components."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from evaluasi.kertas import bingkai
from evaluasi.kertas.lembar import Berkas, Lembar, Node
from evaluasi.models import PenilaianIndikator
from evaluasi.putusan import PutusanIndikator
from lib.tabel import Baris, Format, Jenis, Kolom, Nilai, Rata, Sel, Tabel
from lib.teks import format_number
from perencanaan import susunan
from perencanaan.banding.padanan import normal
from perencanaan.models import Komponen
from perencanaan.susunan import jenis_for_level

K = Komponen.Jenis
ORDER = (
    K.TUJUAN,
    K.SASARAN,
    K.SASARAN_STRATEGIS,
    K.PROGRAM,
    K.SASARAN_PROGRAM,
    K.KEGIATAN,
    K.SASARAN_KEGIATAN,
    K.SUBKEGIATAN,
    K.KRO,
    K.RO,
)
NO_LEVEL = "Belum berlevel kinerja"
LETTERS = PenilaianIndikator.KRITERIA
HEADS = ("Spesifik", "Dapat Diukur", "Dapat Dicapai", "Relevan", "Berbatas Waktu")
SPAN, WIDTH = 4, 12  # columns before the letters; all columns
NOT_WRITTEN = "(belum dituangkan)"


@dataclass(frozen=True)
class Butir:
    """An indicator on its row: under which kind of component, what that is called, and the judgement (None: none)."""

    rank: int
    place: tuple[int, ...]
    induk: str
    simpul: int
    indikator: Node
    target: Nilai
    putusan: PutusanIndikator | None

    @property
    def nama(self) -> str:
        """The indicator with its unit behind it."""
        satuan = self.indikator.get("satuan", "")
        return f"{self.indikator['nama']} ({satuan})" if satuan else str(self.indikator["nama"])


@dataclass(frozen=True)
class Hitungan:
    """What a paper comes to: indicators in all, judged in full, and the sum of the five letters over those."""

    n: int
    dinilai: int
    jumlah: int
    menantang: int
    per_huruf: tuple[int, ...]

    @property
    def belum(self) -> int:
        """How many indicators are not judged in full."""
        return self.n - self.dinilai

    @property
    def skor(self) -> Decimal | None:
        """The sum / (n x 5) over what is judged, to four decimals; None while nothing is."""
        if not self.dinilai:
            return None
        share = Decimal(self.jumlah) / (self.dinilai * len(LETTERS))
        return share.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)

    @property
    def persen(self) -> Decimal | None:
        """The score in percent."""
        return None if self.skor is None else self.skor * 100


def butir(lembar: Lembar) -> list[Butir]:
    """Return the indicators of a version in the order of the components they were written into.

    Nodes not written into a plan yet stand where their level of performance belongs.
    """
    rows = [
        _butir(lembar, number, node, indikator)
        for number, (node, indikator) in enumerate(lembar.indikator())
    ]
    return sorted(rows, key=lambda row: (row.rank, row.place))


def _butir(lembar: Lembar, number: int, node: Node, indikator: Node) -> Butir:
    found = lembar.komponen_of(node["id"])
    if found:
        rank = min(ORDER.index(row.jenis) for row in found)
        place: tuple[int, ...] = (0, found[0].tree_id, found[0].lft, number)
        name = "\n".join(dict.fromkeys(_name(row) for row in found))
    else:
        kinds = jenis_for_level(
            node.get("level_kinerja", ""), is_pemda=lembar.pohon.instansi.is_pemda
        )
        rank = ORDER.index(kinds[0]) if kinds else len(ORDER)
        place, name = (1, number), f"{node['pernyataan']} {NOT_WRITTEN}"
    return Butir(
        rank,
        place,
        name,
        node["id"],
        indikator,
        lembar.target(indikator),
        lembar.smart.get(indikator["id"]),
    )


def _name(row: Komponen) -> str:
    """Return a component as the paper names it; a programme and what lies below it with the result it is for.

    A result that only repeats the name is left out.
    """
    if row.jenis in susunan.NAMED_BY_RESULT or normal(row.sasaran) in {"", normal(row.nama)}:
        return str(row)
    return f"{row}: {row.sasaran}"


def hitung(rows: Sequence[Butir]) -> Hitungan:
    """Return what some rows come to."""
    said = [row.putusan for row in rows if row.putusan]
    whole = [one for one in said if one.is_complete]
    return Hitungan(
        n=len(rows),
        dinilai=len(whole),
        jumlah=sum(one.jumlah for one in whole),
        menantang=sum(bool(one.menantang) for one in said),
        per_huruf=tuple(sum(bool(one.huruf[name]) for one in said) for name in LETTERS),
    )


def hitung_lembar(lembar: Lembar) -> Hitungan:
    """Return what KKE-1 of a version comes to."""
    return hitung(butir(lembar))


def tabel(berkas: Berkas) -> Tabel:
    """Return the paper of one version, or of several one after another with a sum under each and under all."""
    every, rows = bingkai.stacked(berkas, WIDTH, butir, _rows, _sums)
    return bingkai.tabel(
        berkas,
        judul="KKE-1 Kualitas Indikator Kinerja (SMART-C)",
        nama="KKE-1 SMART-C",
        kolom=_columns(),
        baris=rows,
        catatan=_notes(berkas, every),
        kosong="Versi ini belum memuat indikator.",
    )


def _columns() -> list[Kolom]:
    letters = [Kolom(head, 12, Format.ANGKA, Rata.TENGAH) for head in HEADS]
    return [
        Kolom("No", 5, rata=Rata.TENGAH),
        Kolom("Tujuan/Sasaran/Program/Kegiatan", 34, gabung=1),
        Kolom("Indikator", 34),
        Kolom("Target", 10, Format.ANGKA),
        *letters,
        Kolom("Jumlah", 10, Format.ANGKA, Rata.TENGAH),
        Kolom("Menantang", 14, Format.ANGKA, Rata.TENGAH),
        Kolom("Ket.", 22),
    ]


def _rows(rows: Sequence[Butir], start: int, lembar: Lembar) -> Iterator[Baris]:
    if not rows:
        yield Baris([Sel("Belum ada indikator.", rentang=WIDTH)])
    last = -1
    for number, row in enumerate(rows, start=start):
        if row.rank != last:
            last = row.rank
            title = ORDER[last].label if last < len(ORDER) else NO_LEVEL
            yield Baris((str(title),), Jenis.KELOMPOK)
        letters, jumlah, menantang, note = _judged(row.putusan)
        yield Baris(
            (number, row.induk, row.nama, row.target, *letters, jumlah, menantang, note),
            kunci=((lembar.versi.pk, row.induk if row.place[0] == 0 else row.simpul),),
        )


def _judged(one: PutusanIndikator | None) -> tuple[list[Nilai], Nilai, Nilai, str]:
    """Return the cells of a judgement; what nobody judged stays empty."""
    if one is None:
        return [None] * len(LETTERS), None, None, ""
    letters = [_mark(one.huruf[name]) for name in LETTERS]
    return letters, one.jumlah if one.is_complete else None, _mark(one.menantang), one.catatan


def _mark(value: bool | None) -> Nilai:
    return None if value is None else int(value)


def _sums(rows: Sequence[Butir], whose: str) -> list[Baris]:
    count, label = hitung(rows), f"Jumlah {whose}".strip()
    first = bingkai.sum_row(
        label, SPAN, [*count.per_huruf, count.jumlah, count.menantang, None], key=label
    )
    if count.skor is None:
        return [first]
    words = f"Skor = Σ / (n × 5) = {count.jumlah} / ({count.dinilai} × 5)"
    return [first, bingkai.sum_row(words, WIDTH - 3, [count.skor, None, None], key=label)]


def _notes(berkas: Berkas, every: Sequence[Butir]) -> list[str]:
    count = hitung(every)
    notes = ["1 = memenuhi, 0 = tidak memenuhi; Menantang tidak ikut dijumlahkan."]
    differ = sum(bool(row.putusan and row.putusan.beda) for row in every)
    notes += bingkai.open_notes("indikator", belum=count.belum, n=count.n, beda=differ)
    bare = sum(not node.get("indikator") for lembar in berkas.daftar for node in lembar.simpul)
    if bare:
        notes.append(f"Simpul tanpa indikator: {format_number(bare)}.")
    if any(row.place[0] for row in every):
        notes.append(
            f"{NOT_WRITTEN[1:-1].capitalize()}: simpulnya belum dipetakan ke dokumen perencanaan; "
            "letaknya menurut level kinerja."
        )
    return notes
