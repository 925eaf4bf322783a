"""What an SKP may take over: the kinerja of the position, its cells of the matriks peran hasil, its steps in SOP.

Each proposal brings the superior's result above it and indicators by aspect with the target of the year. What an SKP
already has, by its origin or by the same words, is not proposed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from jabatan.models import IndikatorIndividu, LangkahProses, PeranHasil, RencanaHasilKerja, Skp
from jabatan.peran.hasil import Isi, entries
from jabatan.proses.langkah import write
from jabatan.teknik import pasangan
from jabatan.teknik.deteksi import Atasan, Diampu, Ukuran, normal, normal_satuan
from jabatan.teknik.pasangan import Bacaan
from lib.teks import format_number
from perencanaan.models import Komponen, Pemetaan

A = IndikatorIndividu.Aspek
TIME_UNITS = frozenset({"menit", "jam", "hari", "hari kerja", "minggu", "bulan"})
TIMELY = re.compile(
    r"\b(tepat waktu|ketepatan waktu|lama(nya)? waktu|waktu (penyelesaian|tanggap))\b"
)
QUALITY_UNITS = frozenset(
    {"persen", "indeks", "nilai", "skor", "poin", "predikat", "opini", "level", "kategori"}
)


@dataclass(frozen=True)
class IndikatorUsulan:
    """An indicator that is proposed."""

    aspek: str
    nama: str
    target: str


@dataclass(frozen=True)
class UsulanRhk:
    """A result that is proposed; `kunci` names its origin: k (kinerja), p (peran) or l (langkah) and its key."""

    kunci: str
    asal: str
    rumusan: str
    rhk_atasan: str = ""
    indikator: tuple[IndikatorUsulan, ...] = ()
    kinerja: int | None = None
    peran: int | None = None
    langkah: int | None = None


def aspek_of(ukuran: Ukuran) -> str:
    """Return the aspect an indicator most likely measures: money, time, quality, else quantity."""
    satuan, nama = normal_satuan(ukuran.satuan), normal(ukuran.nama)
    if satuan == "rupiah":
        return A.BIAYA
    if satuan in TIME_UNITS or TIMELY.search(nama):
        return A.WAKTU
    return A.KUALITAS if satuan in QUALITY_UNITS else A.KUANTITAS


def propose(skp: Skp) -> list[UsulanRhk]:
    """Return what the SKP does not have yet, the kinerja first; a fixed number of queries.

    `skp` comes with its pejabat and jabatan.
    """
    jabatan = skp.pejabat.jabatan
    bacaan = pasangan.read(
        Q(jabatan=jabatan.pk) | Q(jabatan=jabatan.induk_id or 0), tahun=skp.tahun
    )
    pimpinan = bacaan.atasan(jabatan.induk_id)
    found = [
        *_of_roles(bacaan, jabatan.pk, jabatan.induk_id, pimpinan, skp.tahun),
        *_of_steps(bacaan, jabatan.pk, jabatan.induk_id, skp.tahun),
    ]
    return _without_known(skp, found)


def _without_known(skp: Skp, found: Iterable[UsulanRhk]) -> list[UsulanRhk]:
    rows = RencanaHasilKerja.objects.filter(skp=skp).order_by()
    keys: set[str] = set()
    words: set[str] = set()
    for rumusan, kinerja, peran, langkah in rows.values_list(
        "rumusan", "kinerja", "peran", "langkah"
    ):
        words.add(normal(rumusan))
        keys |= {f"{kind}{pk}" for kind, pk in (("k", kinerja), ("p", peran), ("l", langkah)) if pk}
    fresh = []
    for one in found:
        own = {
            f"{kind}{pk}"
            for kind, pk in (("k", one.kinerja), ("p", one.peran), ("l", one.langkah))
            if pk
        }
        if own & keys or normal(one.rumusan) in words:
            continue
        words.add(normal(one.rumusan))
        fresh.append(one)
    return fresh


# --- from the tree and the matriks ---------------------------------------------------------------------------
def _of_roles(
    bacaan: Bacaan, jabatan: int, induk: int | None, pimpinan: Atasan, tahun: int
) -> Iterator[UsulanRhk]:
    own = bacaan.of(jabatan)
    upper = {row.kinerja: row for row in bacaan.of(induk)}
    stored = list(
        PeranHasil.objects.filter(jabatan=jabatan, kinerja__in=list(upper)).order_by("urutan", "pk")
    )
    shown, _ = entries(pimpinan, own, stored)
    cells = [(kinerja, isi) for (kinerja, _), rows in shown.items() for isi in rows]
    by_origin: Mapping[int, Isi] = {isi.asal: isi for _, isi in cells if isi.asal}
    for row in own:
        yield _of_kinerja(row, by_origin.get(row.kinerja), pimpinan.above(row.letak), tahun)
    for kinerja, isi in cells:
        if isi.asal is None and isi.peran:
            above = upper[kinerja]
            yield UsulanRhk(
                f"p{isi.peran}", "Matriks peran hasil", isi.hasil, above.rumusan, peran=isi.peran
            )


def _of_kinerja(row: Diampu, isi: Isi | None, upper: Diampu | None, tahun: int) -> UsulanRhk:
    reworded = isi is not None and bool(isi.peran)
    return UsulanRhk(
        f"k{row.kinerja}",
        "Matriks peran hasil" if reworded else "Pohon kinerja",
        isi.hasil if isi is not None and reworded else row.rumusan,
        upper.rumusan if upper and upper.kinerja != row.kinerja else "",
        tuple(_indikator(one, tahun) for one in row.ukuran),
        kinerja=row.kinerja,
        peran=isi.peran if isi else None,
    )


def _indikator(ukuran: Ukuran, tahun: int) -> IndikatorUsulan:
    value = ukuran.target.get(tahun)
    target = "" if value is None else f"{format_number(value)} {ukuran.satuan}".strip()
    return IndikatorUsulan(aspek_of(ukuran), ukuran.nama, target[:200])


# --- from the steps of SOP -----------------------------------------------------------------------------------
def _of_steps(bacaan: Bacaan, jabatan: int, induk: int | None, tahun: int) -> Iterator[UsulanRhk]:
    rows = LangkahProses.objects.filter(
        Q(komponen__dokumen__tahun=None) | Q(komponen__dokumen__tahun=tahun),
        jabatan=jabatan,
        komponen__dokumen__perubahan=None,
        komponen__dokumen__periode__tahun_awal__lte=tahun,
        komponen__dokumen__periode__tahun_akhir__gte=tahun,
    )
    steps = list(
        rows.select_related("komponen").order_by("komponen__tree_id", "komponen__lft", "urutan")
    )
    above = _results_above([row.komponen for row in steps], bacaan.of(induk))
    for row in steps:
        yield UsulanRhk(
            f"l{row.pk}",
            f"Langkah proses {row.komponen}"[:200],
            row.nama,
            above.get(row.komponen_id, row.komponen.hasil),
            tuple(_of_step(row)),
            langkah=row.pk,
        )


def _of_step(row: LangkahProses) -> Iterator[IndikatorUsulan]:
    output = row.output or row.satuan
    if row.jumlah is not None:
        yield IndikatorUsulan(
            A.KUANTITAS, f"Jumlah {output}"[:500], write(row.jumlah, row.satuan)[:200]
        )
    if row.waktu is not None:
        label = f"Waktu penyelesaian {output}".strip()
        yield IndikatorUsulan(
            A.WAKTU, label[:500], write(row.waktu, row.get_satuan_waktu_display())
        )


def _results_above(daftar: Sequence[Komponen], atasan: Sequence[Diampu]) -> dict[int, str]:
    """Return, by komponen, the superior's result whose node was put into it or into one above it; the nearest."""
    if not daftar or not atasan:
        return {}
    by_node = {row.simpul: row.rumusan for row in atasan}
    pairs = Pemetaan.objects.current().filter(simpul__in=list(by_node))
    trees = {row.tree_id for row in daftar}
    places = list(
        pairs.filter(komponen__tree_id__in=trees)
        .order_by("-komponen__lft", "pk")
        .values_list("komponen__tree_id", "komponen__lft", "komponen__rght", "simpul")
    )
    found: dict[int, str] = {}
    for row in daftar:
        for tree, lft, rght, simpul in places:
            if tree == row.tree_id and lft <= row.lft and row.rght <= rght:
                found[row.pk] = by_node[simpul]
                break
    return found


def superior_results(skp: Skp) -> list[str]:
    """Return the results of the superior in the year, for the choice of the one that is intervened in."""
    induk = skp.pejabat.jabatan.induk_id
    if induk is None:
        return []
    rows = pasangan.read(Q(jabatan=induk), tahun=skp.tahun).of(induk)
    return list(dict.fromkeys(row.rumusan for row in rows))
