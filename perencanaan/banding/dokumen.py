"""What changed between two documents: a perubahan and what it changes, or a Renja and its Renstra."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from lib.teks import format_number
from perencanaan.banding.padanan import normal, pair, read_rows
from perencanaan.models import Dokumen, Komponen, Pagu
from perencanaan.pagu import PaguPerTahun, sum_up, total
from perencanaan.ukuran import Ukuran, read_ukuran


class Jenis(StrEnum):
    """The kinds of change, as the page filters them."""

    TAMBAH = "tambah"
    HAPUS = "hapus"
    UBAH = "ubah"
    INDIKATOR = "indikator"
    PAGU = "pagu"


LABEL = {
    Jenis.TAMBAH: "Komponen ditambah",
    Jenis.HAPUS: "Komponen dihapus",
    Jenis.UBAH: "Komponen diubah",
    Jenis.INDIKATOR: "Indikator dan target",
    Jenis.PAGU: "Pagu",
}
# Fields compared, with what they are called.
FIELDS = {
    "kode": "Kode",
    "nama": "Nama",
    "sasaran": "Sasaran",
    "lokasi": "Lokasi",
    "kelompok_sasaran": "Kelompok sasaran",
    "prioritas_nasional": "Prioritas nasional",
    "prioritas_daerah": "Prioritas daerah",
    "keterangan": "Keterangan",
}
MEASURE = {
    "nama": "Indikator",
    "satuan": "Satuan",
    "kondisi_awal": "Kondisi awal",
    "kondisi_akhir": "Kondisi akhir",
}


@dataclass(frozen=True)
class Beda:
    """One change: at which komponen, what, before and after; `selisih` where both are numbers."""

    jenis: Jenis
    komponen: Komponen
    apa: str
    lama: str = ""
    baru: str = ""
    selisih: Decimal | None = None

    @property
    def label(self) -> str:
        """The kind of change in words."""
        return LABEL[self.jenis]

    @property
    def objek(self) -> str:
        """The komponen with its kind."""
        return f"{self.komponen.get_jenis_display()} {self.komponen}"

    @property
    def teks(self) -> str:
        """What a search looks through."""
        return " ".join([self.objek, self.apa, self.lama, self.baru])


@dataclass(frozen=True)
class Jumlah:
    """The pagu of the whole document in a year (None: all years), before and after."""

    tahun: int | None
    lama: Decimal
    baru: Decimal

    @property
    def selisih(self) -> Decimal:
        """How much it grew; negative where it shrank."""
        return self.baru - self.lama


@dataclass
class Sisi:
    """One of the two documents, read whole; eight queries at most."""

    dokumen: Dokumen
    daftar: list[Komponen]
    ukuran: dict[int, list[Ukuran]]
    pagu: dict[int, dict[tuple[int, str], Decimal]]
    jumlah: PaguPerTahun

    @classmethod
    def read(cls, dokumen: Dokumen) -> Sisi:
        """Read a document as it is, or as it was when it was established."""
        daftar = read_rows(dokumen)
        rows = list(Pagu.objects.filter(komponen__dokumen=dokumen).order_by("tahun", "pk"))
        own: dict[int, dict[tuple[int, str], Decimal]] = defaultdict(dict)
        for row in rows:
            own[row.komponen_id][row.tahun, row.sumber_dana] = row.nilai
        jumlah = total(sum_up(daftar, rows), daftar)
        return cls(dokumen, daftar, read_ukuran(dokumen), own, jumlah)


@dataclass
class Perbandingan:
    """All changes from `lama` to `baru` in the order of the new document, those of deleted komponen last."""

    lama: Dokumen
    baru: Dokumen
    daftar: list[Beda] = field(default_factory=list)
    jumlah: list[Jumlah] = field(default_factory=list)

    @property
    def judul(self) -> str:
        """What is compared, in words."""
        return f"{self.lama} → {self.baru}"


def compare(lama: Dokumen, baru: Dokumen) -> Perbandingan:
    """Return what changed; the number of queries does not grow with the documents.

    Amounts and targets are compared in the years both plan: a Renja is one year of its Renstra. Documents of the same
    years are compared in all of them. The caller has checked who may read them.
    """
    before, after = Sisi.read(lama), Sisi.read(baru)
    years = sorted({*lama.daftar_tahun_pagu} & {*baru.daftar_tahun_pagu})
    targets = sorted({*lama.daftar_tahun} & {*baru.daftar_tahun})
    pairs = pair(before.daftar, after.daftar)
    origin = {row.pk: one for one in before.daftar if (row := pairs.get(one.pk)) is not None}
    hasil = Perbandingan(lama, baru, jumlah=_sums(before, after, years))
    for row in after.daftar:
        old = origin.get(row.pk)
        if old is None:
            hasil.daftar.append(Beda(Jenis.TAMBAH, row, "Komponen baru", baru=str(row)))
        else:
            hasil.daftar += _fields(old, row, origin)
            hasil.daftar += _measures(
                row, before.ukuran.get(old.pk, ()), after.ukuran.get(row.pk, ()), targets
            )
        own = before.pagu.get(old.pk, {}) if old else {}
        hasil.daftar += _amounts(row, own, after.pagu.get(row.pk, {}), years)
    for row in before.daftar:
        if row.pk not in pairs:
            hasil.daftar.append(Beda(Jenis.HAPUS, row, "Komponen dihapus", lama=str(row)))
            hasil.daftar += _amounts(row, before.pagu.get(row.pk, {}), {}, years)
    return hasil


def _sums(before: Sisi, after: Sisi, years: Sequence[int]) -> list[Jumlah]:
    rows = [
        Jumlah(year, before.jumlah.get(year, Decimal(0)), after.jumlah.get(year, Decimal(0)))
        for year in years
    ]
    if len(rows) > 1:
        lama = sum((row.lama for row in rows), Decimal(0))
        rows.append(Jumlah(None, lama, sum((row.baru for row in rows), Decimal(0))))
    return rows


def _fields(old: Komponen, new: Komponen, origin: Mapping[int, Komponen]) -> Iterator[Beda]:
    """Yield what was edited in a komponen, and whether it moved."""
    for name, label in FIELDS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Beda(Jenis.UBAH, new, label, before, after)
    before, after = str(old.penanggung_jawab or ""), str(new.penanggung_jawab or "")
    if before != after:
        yield Beda(Jenis.UBAH, new, "Penanggung jawab", before, after)
    upper = origin.get(new.induk_id) if new.induk_id else None
    if (upper.pk if upper else None) != old.induk_id:
        yield Beda(Jenis.UBAH, new, "Induk", str(old.induk or ""), str(new.induk or ""))


def _measures(
    row: Komponen, before: Iterable[Ukuran], after: Iterable[Ukuran], years: Sequence[int]
) -> Iterator[Beda]:
    """Yield the indicators that came, went, or changed; paired by their key, else by their name."""
    old = list(before)
    for new in after:
        known = next((one for one in old if new.indikator and one.indikator == new.indikator), None)
        known = known or next((one for one in old if normal(one.nama) == normal(new.nama)), None)
        if known is None:
            yield Beda(Jenis.INDIKATOR, row, "Indikator baru", baru=new.bersatuan)
            continue
        old.remove(known)
        yield from _measure(row, known, new, years)
    for one in old:
        yield Beda(Jenis.INDIKATOR, row, "Indikator dihapus", lama=one.bersatuan)


def _measure(row: Komponen, old: Ukuran, new: Ukuran, years: Sequence[int]) -> Iterator[Beda]:
    for name, label in MEASURE.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            what = label if name == "nama" else f"{label}: {new.nama}"
            yield _change(Jenis.INDIKATOR, row, what, before, after)
    for year in years:
        before, after = old.target.get(year), new.target.get(year)
        if before != after:
            yield _change(Jenis.INDIKATOR, row, f"Target {year}: {new.nama}", before, after)


def _amounts(
    row: Komponen,
    before: Mapping[tuple[int, str], Decimal],
    after: Mapping[tuple[int, str], Decimal],
    years: Sequence[int],
) -> Iterator[Beda]:
    """Yield the amounts that changed, by year and source."""
    for key in sorted({*before, *after}):
        year, source = key
        if year in years and before.get(key) != after.get(key):
            what = f"Pagu {year} ({source})" if source else f"Pagu {year}"
            zero = Decimal(0)
            yield _change(Jenis.PAGU, row, what, before.get(key, zero), after.get(key, zero))


def _change(
    jenis: Jenis,
    row: Komponen,
    what: str,
    before: Decimal | str | None,
    after: Decimal | str | None,
) -> Beda:
    numbers = isinstance(before, Decimal) and isinstance(after, Decimal)
    return Beda(
        jenis,
        row,
        what,
        before if isinstance(before, str) else format_number(before),
        after if isinstance(after, str) else format_number(after),
        after - before if numbers else None,  # type: ignore[operator]
    )
