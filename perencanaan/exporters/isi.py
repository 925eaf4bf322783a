"""Planning documents read for their tables: komponen, their indicators with targets, and summed pagu.

Seven queries for any number of documents of any size; two for documents that were frozen. What only some tables need is
read when first asked for, again for all the documents together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

from lib.teks import format_date
from perencanaan import susunan
from perencanaan.exporters.asal import Asal
from perencanaan.exporters.rujukan import Rujukan, read_rujukan
from perencanaan.models import Dokumen, Komponen, Misi, Nomenklatur, Pagu, Strategi
from perencanaan.pagu import PaguPerTahun, sum_up, total
from perencanaan.ukuran import EMPTY, Ukuran, read_many

if TYPE_CHECKING:
    from organisasi.models import AnyUser

__all__ = ["EMPTY", "MARK", "Bacaan", "Isi", "Ukuran", "read", "read_all"]

MARK = "*"  # behind an indicator taken from the nomenclature
NOTE_MARK = "* Menurut nomenklatur; pohon kinerja belum memberi indikator."
MOST_NOTES = 5
NO_RUJUKAN = Rujukan()


class Bacaan:
    """Documents of one instansi read together, and what only some of their tables need."""

    def __init__(self, daftar: Sequence[Dokumen], komponen: Sequence[Komponen]) -> None:
        self.daftar, self.komponen = list(daftar), list(komponen)

    @cached_property
    def strategi(self) -> dict[int, list[Strategi]]:
        """The strategi of each sasaran, with their arah kebijakan; two queries."""
        found: dict[int, list[Strategi]] = defaultdict(list)
        rows = Strategi.objects.filter(komponen__dokumen__in=self.daftar)
        for row in rows.order_by("urutan", "pk").prefetch_related("daftar_arah_kebijakan"):
            found[row.komponen_id].append(row)
        return found

    @cached_property
    def rujukan(self) -> dict[int, Rujukan]:
        """What each tujuan and sasaran refers to; at most four queries."""
        return read_rujukan(self.daftar, self.komponen)

    @cached_property
    def strategi_rpjmd(self) -> dict[int, list[Strategi]]:
        """The strategi of the RPJMD's sasaran that something here refers to; two queries."""
        upper = {k.pk for rujukan in self.rujukan.values() for k in rujukan.sasaran}
        found: dict[int, list[Strategi]] = defaultdict(list)
        rows = Strategi.objects.filter(komponen__in=upper).order_by("urutan", "pk")
        for row in rows.prefetch_related("daftar_arah_kebijakan"):
            found[row.komponen_id].append(row)
        return found

    @cached_property
    def misi(self) -> dict[int, list[Misi]]:
        """The misi of each document and of the one it refers to; one query."""
        owners = {pk for row in self.daftar for pk in (row.pk, row.induk_id) if pk}
        found: dict[int, list[Misi]] = defaultdict(list)
        for row in Misi.objects.filter(dokumen__in=owners).order_by("urutan", "pk"):
            found[row.dokumen_id].append(row)
        return found

    @cached_property
    def nama_bidang(self) -> dict[tuple[int, str, str], str]:
        """The names of urusan and bidang urusan by (version, tier, code); one query."""
        wanted = {row.versi_nomenklatur_id for row in self.daftar if row.versi_nomenklatur_id}
        rows = Nomenklatur.objects.filter(versi__in=wanted, jenjang__in=["urusan", "bidang"])
        names = rows.order_by().values_list("versi_id", "tingkat", "kode", "nama")
        return {(versi, tingkat, kode): nama for versi, tingkat, kode, nama in names}

    @cached_property
    def pagu(self) -> dict[int, list[Pagu]]:
        """The rows of pagu of each komponen; one query."""
        found: dict[int, list[Pagu]] = defaultdict(list)
        rows = Pagu.objects.filter(komponen__dokumen__in=self.daftar)
        for row in rows.order_by("tahun", "sumber_dana", "pk"):
            found[row.komponen_id].append(row)
        return found

    @cached_property
    def asal(self) -> Asal:
        """The Renstra rows behind the rows of these Renja; a fixed number of queries."""
        return Asal.read(self.komponen)


@dataclass
class Isi:
    """A document with everything its tables show. `daftar` is in tree order."""

    dokumen: Dokumen
    daftar: list[Komponen]
    ukuran: dict[int, list[Ukuran]]
    pagu: dict[int, PaguPerTahun]
    anak: dict[int | None, list[Komponen]]
    bacaan: Bacaan

    @property
    def tahun(self) -> list[int]:
        """The years the document plans."""
        return self.dokumen.daftar_tahun

    @property
    def pemilik(self) -> str:
        """The unit's name, or the instansi's for a document of all of it."""
        return self.dokumen.unit.nama if self.dokumen.unit else self.dokumen.instansi.nama

    @property
    def masa(self) -> str:
        """The periode, and the year of a Renja."""
        tahun = f" · Tahun {self.dokumen.tahun}" if self.dokumen.tahun else ""
        return f"{self.dokumen.periode.nama}{tahun}"

    @property
    def jumlah(self) -> PaguPerTahun:
        """The pagu of the whole document per year."""
        return total(self.pagu, self.daftar)

    def of_kind(self, *jenis: str) -> Iterator[Komponen]:
        """Yield the komponen of some kinds, in tree order."""
        return (komponen for komponen in self.daftar if komponen.jenis in jenis)

    def children(self, komponen: Komponen | None, *jenis: str) -> list[Komponen]:
        """Return the komponen right below one (None: at the top), of some kinds or of any."""
        found = self.anak.get(komponen.pk if komponen else None, [])
        return [child for child in found if not jenis or child.jenis in jenis]

    def measures(self, komponen: Komponen) -> list[Ukuran]:
        """Return the indicators of a komponen, never none.

        A subkegiatan that no node gives an indicator has the nomenclature's, marked as such; anything else then
        has the placeholder EMPTY, which keeps its row.
        """
        found = self.ukuran.get(komponen.pk)
        if found:
            return found
        taken = komponen.salinan_nomenklatur
        if komponen.jenis == susunan.SUBKEGIATAN and taken.get("indikator"):
            name = f"{taken['indikator']}{MARK}"
            return [replace(EMPTY, nama=name, satuan=str(taken.get("satuan", "")))]
        return [EMPTY]

    def result(self, komponen: Komponen) -> str:
        """Return the outcome or output of a komponen; of a subkegiatan without one, the nomenclature's kinerja."""
        if komponen.sasaran or komponen.jenis != susunan.SUBKEGIATAN:
            return str(komponen.sasaran)
        kinerja = str(komponen.salinan_nomenklatur.get("kinerja", ""))
        return f"{kinerja}{MARK}" if kinerja else ""

    def rujukan(self, komponen: Komponen) -> Rujukan:
        """Return what a tujuan or sasaran refers to."""
        return self.bacaan.rujukan.get(komponen.pk, NO_RUJUKAN)

    # --- What is printed around a table --------------------------------------------------------------
    def heading(self) -> list[str]:
        """Return the lines under a table's title: whose, which years, and which perubahan."""
        return [self.pemilik, self.masa, *self.perubahan]

    @property
    def perubahan(self) -> list[str]:
        """Which perubahan the document is, as one line; none of a document as first established."""
        number = self.dokumen.perubahan_ke
        return [f"Perubahan ke-{number}"] if number else []

    def vision(self) -> list[tuple[str, str]]:
        """Return visi and misi as (label, text): the document's own, else those of the document it refers to."""
        upper = self.dokumen.induk
        visi = self.dokumen.visi or (upper.visi if upper else "")
        misi = self.bacaan.misi.get(self.dokumen.pk) or (
            self.bacaan.misi.get(upper.pk, []) if upper else []
        )
        rows = [(f"Misi {n}", row.nama) for n, row in enumerate(misi, start=1)]
        return [("Visi", visi or "belum diisi"), *(rows or [("Misi", "belum diisi")])]

    def notes(self, *jenis: str) -> list[str]:
        """Return the remarks of the indicators ("Angka contoh"), each once, and where they deviate from the tree.

        With kinds of komponen named: of theirs only, as the table shows no others.
        """
        kinds = jenis or {komponen.jenis for komponen in self.daftar}
        every = [u for k in self.of_kind(*kinds) for u in self.ukuran.get(k.pk, ())]
        remarks = sorted({u.keterangan for u in every if u.keterangan})
        apart = {f"{u.nama} ({u.alasan.rstrip('.')})": None for u in every if u.menyimpang}
        return [
            *_some([f"Keterangan indikator: {text}." for text in remarks]),
            *_some([f"Berbeda dari pohon kinerja: {text}." for text in apart]),
            *(self.mark_notes() if susunan.SUBKEGIATAN in kinds else []),
        ]

    def goal_notes(self) -> list[str]:
        """Return the notes of a table that shows tujuan and sasaran only."""
        return self.notes(*susunan.NAMED_BY_RESULT)

    def mark_notes(self) -> list[str]:
        """Return what the mark behind an indicator means, where there is one."""
        marked = any(
            self.result(k).endswith(MARK) or self.measures(k)[0].nama.endswith(MARK)
            for k in self.of_kind(susunan.SUBKEGIATAN)
        )
        return [NOTE_MARK] if marked else []

    def footer(self) -> list[str]:
        """Return unit, instansi, document, its state and the day of printing."""
        dokumen = self.dokumen
        names = [dokumen.unit.nama] if dokumen.unit else []
        is_set = dokumen.ditetapkan
        return [
            *names,
            dokumen.instansi.nama,
            dokumen.nama,
            dokumen.periode.nama,
            f"Ditetapkan {format_date(is_set)}" if is_set else "Rancangan",
            f"Suntingan {dokumen.nomor}",
            f"Dicetak {format_date(timezone.localdate())}",
        ]


def _some(lines: list[str]) -> list[str]:
    """Return the first few lines, and how many more there are."""
    rest = len(lines) - MOST_NOTES
    return [*lines[:MOST_NOTES], *([f"Dan {rest} keterangan lain."] if rest > 0 else [])]


def read(user: AnyUser, dokumen: Dokumen) -> Isi:
    """Read a document as a user may see it."""
    return read_all(user, [dokumen])[0]


def read_all(user: AnyUser, daftar: Sequence[Dokumen]) -> list[Isi]:
    """Read documents of one instansi as a user may see them, in the order given."""
    rows = Komponen.objects.visible_to(user).filter(dokumen__in=daftar)
    by_dokumen: dict[int, list[Komponen]] = {dokumen.pk: [] for dokumen in daftar}
    for komponen in rows.select_related("penanggung_jawab").order_by("tree_id", "lft"):
        by_dokumen[komponen.dokumen_id].append(komponen)
    every = [komponen for rows in by_dokumen.values() for komponen in rows]
    bacaan = Bacaan(daftar, every)
    ukuran = read_many(daftar)
    pagu = sum_up(every, _flat(bacaan.pagu.values()))
    return [_isi(row, by_dokumen[row.pk], ukuran, pagu, bacaan) for row in daftar]


def _flat(daftar: Iterable[list[Pagu]]) -> Iterator[Pagu]:
    return (row for rows in daftar for row in rows)


def _isi(
    dokumen: Dokumen,
    daftar: list[Komponen],
    ukuran: dict[int, list[Ukuran]],
    pagu: dict[int, PaguPerTahun],
    bacaan: Bacaan,
) -> Isi:
    anak: dict[int | None, list[Komponen]] = defaultdict(list)
    for komponen in daftar:
        komponen.dokumen = dokumen
        anak[komponen.induk_id].append(komponen)
    own = {k.pk: ukuran[k.pk] for k in daftar if k.pk in ukuran}
    return Isi(dokumen, daftar, own, {k.pk: pagu[k.pk] for k in daftar}, anak, bacaan)
