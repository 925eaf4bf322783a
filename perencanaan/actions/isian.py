"""Writing what the grid of a document holds: pagu, the values of indicators, and a few texts, all or nothing.

Indicators and targets belong to the trees. What a komponen says differently is kept beside them with its reason
(`Penyimpangan`, `NilaiKomponen`); a value equal to the tree's is no deviation and is not kept. Nothing deviates without
a reason, and document, komponen and tables show both: that is how G-08 is kept, without a finding of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from lib import teks
from perencanaan.actions.komponen import LONGEST_SOURCE, refuse_pagu
from perencanaan.actions.kunci import lock_dokumen, touch
from perencanaan.models import Dokumen, Komponen, NilaiKomponen, Pagu, Penyimpangan
from perencanaan.ukuran import SAME, Ukuran, read_ukuran

if TYPE_CHECKING:
    from organisasi.models import AnyUser

Tahunan = Mapping[int, Decimal | None]
TEXTS = ("lokasi", "kelompok_sasaran", "prioritas_nasional", "prioritas_daerah", "keterangan")
JENIS = NilaiKomponen.Jenis
MOST_KOMPONEN = 5000
NEEDS_REASON = "berbeda dari pohon kinerja; isi alasannya."


@dataclass
class IsianIndikator:
    """What shall stand for an indicator of a komponen; what is not named stays as it is.

    `nilai`: of nama, satuan, kondisi_awal, kondisi_akhir; None or the tree's own value follows the tree. `tahunan`: per
    kind (target, realisasi, prakiraan) the years named; None follows the tree or is no value. `alasan` None: as before.
    """

    indikator: int
    nilai: Mapping[str, str | Decimal | None] = field(default_factory=dict)
    tahunan: Mapping[str, Tahunan] = field(default_factory=dict)
    alasan: str | None = None


@dataclass
class IsianKomponen:
    """What shall stand for a komponen, of which the user saw `versi`; what is not named stays as it is.

    `pagu`, when given, replaces all of the komponen's: rows of (sumber dana, {tahun: rupiah}).
    """

    komponen: int
    versi: int | None = None
    teks: Mapping[str, str] = field(default_factory=dict)
    pagu: Sequence[tuple[str, Tahunan]] | None = None
    indikator: Sequence[IsianIndikator] = ()


@dataclass(frozen=True)
class Tolakan:
    """One refused cell: where it is (`baris`: its row of pagu, from 0), and a sentence with komponen and year."""

    komponen: int
    pesan: str
    medan: str
    indikator: int = 0
    tahun: int = 0
    baris: int = 0


class IsianDitolak(ValidationError):
    """The grid was not saved: `daftar` says which cells were refused."""

    def __init__(self, daftar: Sequence[Tolakan]) -> None:
        super().__init__([row.pesan for row in daftar])
        self.daftar = list(daftar)


class IsianUsang(ValidationError):
    """The grid was not saved: others changed `komponen` (keys) meanwhile."""

    def __init__(self, komponen: Collection[Komponen], missing: Collection[int]) -> None:
        named = [f"“{row}”" for row in list(komponen)[:3]]
        more = len(komponen) - len(named)
        words = teks.join_words([*named, *([f"{more} komponen lain"] if more > 0 else [])])
        gone = "Sebagian komponen sudah dihapus orang lain. " if missing else ""
        text = f"{words} sudah diubah orang lain sejak Anda membukanya. " if words else ""
        super().__init__(
            f"{gone}{text}Belum ada yang disimpan; isian Anda tetap ada di halaman ini."
        )
        self.komponen = [row.pk for row in komponen]
        self.hilang = list(missing)


@transaction.atomic
def save_isian(*, user: AnyUser, dokumen: int, daftar: Sequence[IsianKomponen]) -> Dokumen:
    """Save the changed rows of a document's grid, all or nothing; return the document with its new nomor.

    The number of queries does not grow with the rows. Raises IsianUsang when a komponen's versi is no longer current,
    IsianDitolak with every refused cell, ValidationError when the document is locked or frozen.
    """
    owner = lock_dokumen(user, dokumen)
    if len(daftar) > MOST_KOMPONEN:
        raise ValidationError(f"Terlalu banyak baris; paling banyak {MOST_KOMPONEN} komponen.")
    rows = _rows(owner, daftar)
    writer = _Penulis(owner, rows)
    for isian in daftar:
        writer.take(rows[isian.komponen], isian)
    if writer.tolakan:
        raise IsianDitolak(writer.tolakan)
    writer.write()
    touch(owner)
    return owner


def _rows(owner: Dokumen, daftar: Sequence[IsianKomponen]) -> dict[int, Komponen]:
    """Return the komponen named, as they stand; raises IsianUsang when others changed or deleted one."""
    wanted = {isian.komponen: isian.versi for isian in daftar}
    rows = {row.pk: row for row in Komponen.objects.filter(dokumen=owner).order_by("lft")}
    stale = [
        rows[pk]
        for pk, versi in wanted.items()
        if pk in rows and versi not in (None, rows[pk].versi)
    ]
    missing = [pk for pk in wanted if pk not in rows]
    if stale or missing:
        raise IsianUsang(stale, missing)
    for row in rows.values():
        row.dokumen = owner
    return {pk: rows[pk] for pk in wanted}


class _Penulis:
    """Takes the rows of one save, collects what is refused, and writes all at the end."""

    def __init__(self, owner: Dokumen, rows: dict[int, Komponen]) -> None:
        self.owner, self.rows = owner, rows
        self.tolakan: list[Tolakan] = []
        self.ukuran = {
            (pk, one.indikator): one for pk, daftar in read_ukuran(owner).items() for one in daftar
        }
        scope = {"komponen__dokumen": owner}
        self.simpang = {
            (row.komponen_id, row.indikator_id): row
            for row in Penyimpangan.objects.filter(**scope).order_by()
        }
        self.nilai: dict[tuple[int, int], dict[tuple[str, int], NilaiKomponen]] = defaultdict(dict)
        for row in NilaiKomponen.objects.filter(**scope).order_by():
            self.nilai[row.komponen_id, row.indikator_id][row.jenis, row.tahun] = row
        self.pagu: dict[int, list[Pagu]] = {}
        self.texts: list[Komponen] = []
        self.new_simpang: list[Penyimpangan] = []
        self.new_nilai: list[NilaiKomponen] = []
        self.old_simpang: list[int] = []
        self.old_nilai: list[int] = []

    def take(self, komponen: Komponen, isian: IsianKomponen) -> None:
        """Check one komponen's part and keep what is to be written."""
        self._take_texts(komponen, isian.teks)
        if isian.pagu is not None:
            self._take_pagu(komponen, isian.pagu)
        for part in isian.indikator:
            self._take_indikator(komponen, part)

    def write(self) -> None:
        """Write everything taken."""
        Pagu.objects.filter(komponen__in=list(self.pagu)).delete()
        Pagu.objects.bulk_create([row for rows in self.pagu.values() for row in rows])
        Penyimpangan.objects.filter(pk__in=self.old_simpang).delete()
        NilaiKomponen.objects.filter(pk__in=self.old_nilai).delete()
        Penyimpangan.objects.bulk_create(self.new_simpang)
        NilaiKomponen.objects.bulk_create(self.new_nilai)
        Komponen.objects.bulk_update(self.texts, list(TEXTS))
        Komponen.objects.filter(pk__in=list(self.rows)).update(versi=F("versi") + 1)

    # --- Texts and pagu ----------------------------------------------------------------------------
    def _take_texts(self, komponen: Komponen, texts: Mapping[str, str]) -> None:
        for name, value in texts.items():
            if name not in TEXTS:
                raise ValidationError(f"Kolom {name} tidak dapat diisi di sini.")
            text = " ".join(value.split())
            column = Komponen._meta.get_field(name)
            limit: int = column.max_length
            if len(text) > limit or "\x00" in text:
                what = f"{column.verbose_name} terlalu panjang, paling banyak {limit} karakter."
                self._refuse(komponen, what, medan=name)
            setattr(komponen, name, text)
        if texts:
            self.texts.append(komponen)

    def _take_pagu(self, komponen: Komponen, pagu: Sequence[tuple[str, Tahunan]]) -> None:
        try:
            refuse_pagu(komponen)
        except ValidationError as error:
            self._refuse(komponen, " ".join(error.messages), medan="pagu")
            return
        rows: list[Pagu] = []
        seen: set[str] = set()
        for baris, (sumber, years) in enumerate(pagu):
            source = " ".join(sumber.split())
            filled = {tahun: nilai for tahun, nilai in years.items() if nilai is not None}
            if not filled:
                continue
            if text := _source_fault(source, seen):
                self._refuse(komponen, text, medan="sumber", baris=baris)
            seen.add(source.casefold())
            for tahun, nilai in filled.items():
                if text := self._pagu_fault(tahun, nilai):
                    at = {"medan": "pagu", "tahun": tahun, "baris": baris}
                    self._refuse(komponen, f"pagu {tahun}: {text}", **at)
                rows.append(Pagu(komponen=komponen, tahun=tahun, nilai=nilai, sumber_dana=source))
        self.pagu[komponen.pk] = rows

    def _pagu_fault(self, tahun: int, nilai: Decimal) -> str:
        if tahun not in self.owner.daftar_tahun_pagu:
            return f"tahun {tahun} di luar dokumen ini."
        if nilai < 0:
            return "tidak boleh negatif."
        return number_fault(nilai, Pagu._meta.get_field("nilai"))

    # --- Indicators --------------------------------------------------------------------------------
    def _take_indikator(self, komponen: Komponen, isian: IsianIndikator) -> None:
        key = (komponen.pk, isian.indikator)
        ukuran = self.ukuran.get(key)
        if ukuran is None:
            text = "indikatornya tidak lagi dituangkan ke komponen ini; muat ulang halaman."
            self._refuse(komponen, text, medan="indikator", indikator=isian.indikator)
            return
        pohon, before = ukuran.pohon or ukuran, self.simpang.get(key)
        own = {name: getattr(before, name) if before else None for name in SAME.values()}
        for name, value in isian.nilai.items():
            own[SAME[name]] = self._own(komponen, ukuran, name, value, getattr(pohon, name))
        years = self._yearly(komponen, ukuran, isian, pohon)
        deviates = any(value not in (None, "") for value in own.values()) or any(
            jenis == JENIS.TARGET for jenis, _ in years
        )
        alasan = before.alasan if before and isian.alasan is None else (isian.alasan or "")
        if before:
            self.old_simpang.append(before.pk)
        self.old_nilai += [row.pk for row in self.nilai.get(key, {}).values()]
        if deviates:
            self._deviate(komponen, ukuran, own, alasan)
        self.new_nilai += [
            NilaiKomponen(
                komponen=komponen,
                indikator_id=isian.indikator,
                jenis=jenis,
                tahun=tahun,
                nilai=nilai,
            )
            for (jenis, tahun), nilai in years.items()
        ]

    def _own(
        self, komponen: Komponen, ukuran: Ukuran, name: str, value: Any, tree: Any
    ) -> str | Decimal | None:
        """Return what the komponen keeps of its own for a field: None when it is as in the tree."""
        if isinstance(value, str):
            value = " ".join(value.split())
        if value in (None, "") or value == tree:
            return "" if name in ("nama", "satuan") else None
        column: Any = Penyimpangan._meta.get_field(SAME[name])
        text = ""
        if isinstance(value, Decimal):
            text = number_fault(value, column)
        elif len(value) > (column.max_length or 0) or "\x00" in value:
            text = f"paling banyak {column.max_length} karakter."
        if text:
            words = f"{column.verbose_name} indikator “{_short(ukuran.nama)}”: {text}"
            self._refuse(komponen, words, medan=name, indikator=ukuran.indikator)
        own: str | Decimal = value
        return own

    def _yearly(
        self, komponen: Komponen, ukuran: Ukuran, isian: IsianIndikator, pohon: Ukuran
    ) -> dict[tuple[str, int], Decimal]:
        """Return the komponen's own values of each kind and year: those there were and those sent."""
        key = (komponen.pk, isian.indikator)
        own = {at: row.nilai for at, row in self.nilai.get(key, {}).items()}
        for jenis, years in isian.tahunan.items():
            allowed = years_of(self.owner, jenis)
            for tahun, nilai in years.items():
                text = ""
                if tahun not in allowed:
                    text = f"tahun {tahun} di luar dokumen ini."
                elif nilai is not None:
                    text = number_fault(nilai, NilaiKomponen._meta.get_field("nilai"))
                if text:
                    words = f"{JENIS(jenis).label.lower()} {tahun} indikator “{_short(ukuran.nama)}”: {text}"
                    at = {"medan": jenis, "indikator": ukuran.indikator, "tahun": tahun}
                    self._refuse(komponen, words, **at)
                same = jenis == JENIS.TARGET and nilai == pohon.target.get(tahun)
                own.pop((jenis, tahun), None)
                if nilai is not None and not same:
                    own[jenis, tahun] = nilai
        return own

    def _deviate(
        self, komponen: Komponen, ukuran: Ukuran, own: Mapping[str, Any], alasan: str
    ) -> None:
        text = " ".join(alasan.split())
        limit = Penyimpangan._meta.get_field("alasan").max_length or 0
        at = {"medan": "alasan", "indikator": ukuran.indikator}
        if not text:
            self._refuse(komponen, f"indikator “{_short(ukuran.nama)}” {NEEDS_REASON}", **at)
        elif len(text) > limit or "\x00" in text:
            self._refuse(komponen, f"alasan paling banyak {limit} karakter.", **at)
        filled = {name: value for name, value in own.items() if value is not None}
        self.new_simpang.append(
            Penyimpangan(komponen=komponen, indikator_id=ukuran.indikator, alasan=text, **filled)
        )

    def _refuse(self, komponen: Komponen, text: str, **at: Any) -> None:
        label = f"{komponen.get_jenis_display()} “{_short(str(komponen))}”"
        self.tolakan.append(Tolakan(komponen.pk, f"{label}, {text}", **at))


def _source_fault(source: str, seen: Collection[str]) -> str:
    if source.casefold() in seen:
        return f"sumber dana {source or 'tanpa nama'} muncul dua kali; gabungkan barisnya."
    if len(source) > LONGEST_SOURCE or "\x00" in source:
        return f"nama sumber dana paling banyak {LONGEST_SOURCE} karakter."
    return ""


def years_of(dokumen: Dokumen, jenis: str) -> list[int]:
    """Return the years in which a document takes values of a kind: realisasi and prakiraan only a Renja."""
    if jenis == JENIS.TARGET:
        return dokumen.daftar_tahun_pagu
    if not dokumen.tahun:
        return []
    return [dokumen.tahun - (2 if jenis == JENIS.REALISASI else 1)]


def number_fault(value: Decimal, column: Any) -> str:
    """Return why a number does not fit a column, as the end of a sentence; empty when it fits."""
    if not value.is_finite():
        return "isi dengan angka."
    places: int = column.decimal_places
    if abs(value) >= Decimal(10) ** (column.max_digits - places):
        return "angkanya terlalu besar."
    if value != value.quantize(Decimal(1).scaleb(-places)):
        return f"paling banyak {places} angka di belakang koma."
    return ""


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
