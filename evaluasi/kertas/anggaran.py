"""The kegiatan of a year as its Renja has them, held against the Renstra and against the Renja as first established.

Pokin keeps no DPA: the Renja in force stands for it, and where there is none yet the Renstra. Amounts come from
`perencanaan.pagu`, so each is counted once. Ten queries, whatever the number of units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from evaluasi.kertas.lembar import RENSTRA, Berkas
from lib.teks import format_number, format_rupiah
from perencanaan.banding.padanan import normal, pair, read_rows
from perencanaan.models import Dokumen, Komponen, Pagu
from perencanaan.pagu import PaguPerTahun, sum_up, total
from perencanaan.ukuran import Ukuran, read_many

K = Komponen.Jenis
TITLES = (K.PROGRAM, K.SASARAN_PROGRAM)
ROWS = (K.KEGIATAN, K.SUBKEGIATAN, K.SASARAN_KEGIATAN, K.KRO, K.RO)
UPPER = (K.KEGIATAN, K.SASARAN_KEGIATAN)
ZERO = Decimal(0)


@dataclass(frozen=True)
class Butir:
    """A row: the komponen, its targets and pagu of the year, and whether the plans agree (None: unknown)."""

    komponen: Komponen
    target: str
    rupiah: Decimal | None
    renstra: int | None
    renja: int | None
    keterangan: str

    @property
    def is_title(self) -> bool:
        """Whether it only names the programme over the rows that follow."""
        return self.komponen.jenis in TITLES

    @property
    def jumlah(self) -> int | None:
        """How many of the two plans it agrees with; None where neither could be compared."""
        known = [value for value in (self.renstra, self.renja) if value is not None]
        return sum(known) if known else None


@dataclass
class Rencana:
    """The plans of one unit in a year. `renja` is the version in force, `murni` the first where that is another."""

    pemilik: str
    renstra: Dokumen | None = None
    renja: Dokumen | None = None
    murni: Dokumen | None = None
    daftar: list[Butir] = field(default_factory=list)
    hilang: list[Butir] = field(default_factory=list)
    jumlah: Decimal = ZERO
    jumlah_renstra: Decimal | None = None

    @property
    def sumber(self) -> Dokumen | None:
        """The document whose kegiatan are listed."""
        return self.renja or self.renstra


class _Isi:
    """The komponen, indicators and sums of some documents, read together."""

    def __init__(self, daftar: Sequence[Dokumen], tahun: int) -> None:
        self.tahun = tahun
        self.komponen: dict[int, list[Komponen]] = defaultdict(list)
        rows = read_rows(*daftar) if daftar else []
        for row in rows:
            self.komponen[row.dokumen_id].append(row)
        self.ukuran: Mapping[int, list[Ukuran]] = read_many(daftar) if daftar else {}
        money = Pagu.objects.filter(komponen__dokumen__in=daftar)
        self.pagu: dict[int, PaguPerTahun] = sum_up(rows, money)

    def rupiah(self, komponen: Komponen) -> Decimal | None:
        return self.pagu[komponen.pk].get(self.tahun)

    def targets(self, komponen: Komponen) -> dict[str, Ukuran]:
        """Return the indicators with a target in the year, by key or else by name."""
        return {
            _key(one): one
            for one in self.ukuran.get(komponen.pk, ())
            if one.target.get(self.tahun) is not None
        }

    def total(self, dokumen: Dokumen) -> Decimal:
        return total(self.pagu, self.komponen[dokumen.pk]).get(self.tahun, ZERO)


def _key(ukuran: Ukuran) -> str:
    return str(ukuran.indikator) if ukuran.indikator else normal(ukuran.nama)


def read(berkas: Berkas) -> list[Rencana]:
    """Return the plans of the units whose trees are evaluated, in the order of the trees."""
    found = _documents(berkas)
    wanted = [d for one in found for d in (one.renstra, one.renja, one.murni) if d]
    isi = _Isi(wanted, berkas.tahun)
    for one in found:
        _fill(one, isi)
    return found


def _documents(berkas: Berkas) -> list[Rencana]:
    mapped = [
        row.dokumen
        for lembar in berkas.daftar
        for node in lembar.simpul
        for row in lembar.komponen.get(node["id"], ())
    ]
    owners = {lembar.pohon.unit_id for lembar in berkas.daftar if lembar.pohon.unit_id}
    owners |= {row.unit_id for row in mapped if row.unit_id}
    whole = {row.instansi_id for row in mapped if row.unit_id is None}
    periods = {lembar.pohon.periode_id for lembar in berkas.daftar}
    rows = (
        Dokumen.objects.visible_to(berkas.user)
        .filter(Q(unit__in=owners) | Q(unit=None, instansi__in=whole), periode__in=periods)
        .filter(Q(jenis__in=RENSTRA) | Q(jenis=Dokumen.Jenis.RENJA, tahun=berkas.tahun))
        .select_related("unit", "instansi", "periode")
    )
    by_owner: dict[int | None, Rencana] = {}
    for row in rows.order_by("unit__lft", "perubahan_ke", "pk"):  # the version in force comes last
        owner = row.unit.nama if row.unit else row.instansi.nama
        one = by_owner.setdefault(row.unit_id, Rencana(owner))
        if row.jenis in RENSTRA:
            one.renstra = row
        elif one.renja is None:
            one.renja = row
        else:
            one.murni = one.murni or one.renja
            one.renja = row
    return list(by_owner.values())


def _fill(one: Rencana, isi: _Isi) -> None:
    source = one.sumber
    if source is None:
        return
    rows = isi.komponen[source.pk]
    renstra = _origins(one.renstra, source, isi)
    murni = _origins(one.murni, source, isi)
    one.jumlah = isi.total(source)
    if one.renja and one.renstra:
        one.jumlah_renstra = isi.total(one.renstra)
        paired = {row.pk for row in renstra.values()}
        one.hilang = list(_missing(isi.komponen[one.renstra.pk], paired, isi))
    for row in rows:
        if row.jenis in TITLES:
            one.daftar.append(Butir(row, "", isi.rupiah(row), None, None, ""))
        elif row.jenis in ROWS:
            one.daftar.append(_row(row, one, renstra, murni, isi))


def _origins(other: Dokumen | None, source: Dokumen, isi: _Isi) -> dict[int, Komponen]:
    """Return for each komponen of the source the one of another document that stands for it."""
    if other is None or other is source:
        return {}
    before = isi.komponen[other.pk]
    by_pk = {row.pk: row for row in before}
    return {row.pk: by_pk[old] for old, row in pair(before, isi.komponen[source.pk]).items()}


def _row(
    row: Komponen,
    one: Rencana,
    renstra: Mapping[int, Komponen],
    murni: Mapping[int, Komponen],
    isi: _Isi,
) -> Butir:
    notes: list[str] = []
    against_renstra = against_renja = None
    if one.renja and one.renstra:
        against_renstra = _compare(row, renstra.get(row.pk), "Renstra", isi, notes)
    if one.murni:
        against_renja = _compare(row, murni.get(row.pk), "Renja murni", isi, notes)
    return Butir(
        row, _targets(row, isi), isi.rupiah(row), against_renstra, against_renja, "\n".join(notes)
    )


def _targets(row: Komponen, isi: _Isi) -> str:
    return "\n".join(f"{one.nama}: {_amount(one, isi.tahun)}" for one in isi.targets(row).values())


def _amount(ukuran: Ukuran, tahun: int) -> str:
    return f"{format_number(ukuran.target[tahun])} {ukuran.satuan}".strip()


def _compare(
    row: Komponen, other: Komponen | None, name: str, isi: _Isi, notes: list[str]
) -> int | None:
    """Return 1 where all targets are those of another plan, 0 where one is not, None where there is none to compare.

    What differs is added to the notes, also in the amounts.
    """
    if other is None:
        notes.append(f"Tidak ada di {name}.")
        return 0
    own, theirs = isi.targets(row), isi.targets(other)
    differ = [_difference(own.get(key), theirs.get(key), isi) for key in {**own, **theirs}]
    notes += [f"{name}: {text}" for text in differ if text]
    here, there = isi.rupiah(row) or ZERO, isi.rupiah(other) or ZERO
    if here != there:
        notes.append(f"{name}: pagu {format_rupiah(there)}, selisih {format_rupiah(here - there)}.")
    return None if not differ else int(not any(differ))


def _difference(own: Ukuran | None, theirs: Ukuran | None, isi: _Isi) -> str:
    if own is None:
        assert theirs is not None
        return f"target {theirs.nama} {_amount(theirs, isi.tahun)} tidak dimuat."
    if theirs is None:
        return f"target {own.nama} belum ada."
    if own.target[isi.tahun] == theirs.target[isi.tahun]:
        return ""
    return f"target {theirs.nama} {_amount(theirs, isi.tahun)}."


def _missing(rows: Iterable[Komponen], paired: set[int], isi: _Isi) -> Iterable[Butir]:
    """Yield what the Renstra plans for the year and the Renja leaves out."""
    for row in rows:
        if row.jenis not in ROWS or row.pk in paired:
            continue
        if isi.targets(row) or isi.rupiah(row):
            amount = isi.rupiah(row)
            note = "Direncanakan Renstra, tidak ada di Renja."
            if amount:
                note += f" Pagu Renstra {format_rupiah(amount)}."
            yield Butir(row, _targets(row, isi), None, 0, None, note)
