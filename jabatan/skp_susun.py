"""Composes the content of an SKP from its rows and the structure, as they are now."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone

from jabatan.models import Jabatan, LampiranSkp, Pejabat, PerilakuKerja, RencanaHasilKerja, Skp
from jabatan.skp import (
    LAMPIRAN,
    PERILAKU,
    IndikatorSkp,
    IsiSkp,
    Perilaku,
    PihakSkp,
    Rhk,
    obstacles,
    remarks,
)
from jabatan.susun import is_head, pihak_of, units_of

J = Jabatan.Jenjang
JPT = frozenset({J.JPT_MADYA, J.JPT_PRATAMA})
HEADS = frozenset({J.ADMINISTRATOR, J.PENGAWAS})  # who may head a house of their own
NILAI: dict[str, str] = {value: str(label) for value, label in PerilakuKerja.Nilai.choices}


@dataclass
class NaskahSkp:
    """A composed content and what is wrong with it: `halangan` forbid signing, `catatan` do not."""

    isi: IsiSkp
    halangan: list[str] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)


def with_position(rows: QuerySet[Skp]) -> QuerySet[Skp]:
    """Add what composing needs of the position."""
    return rows.select_related(
        "pejabat__jabatan__instansi", "pejabat__jabatan__unit", "pejabat__jabatan__induk__unit"
    )


def is_pimpinan(jabatan: Jabatan) -> bool:
    """Whether the position uses the form for JPT: it is one, or it heads a house of its own, such as a camat."""
    if jabatan.jenjang in HEADS:
        return is_head(jabatan, units_of(jabatan))
    return jabatan.jenjang in JPT


def rater_of(pejabat: Pejabat, date: datetime.date) -> Pejabat | None:
    """Return who rates a person on a day: the holder of the superior position, a Plt. or Plh. before a definitive one.

    Where that is the person himself (a camat who is Plt. of his own superior), the next above rates. None when the
    superior position is vacant.
    """
    above = list(Jabatan.objects.above(pejabat.jabatan).order_by("-lft"))
    holders: dict[int, Pejabat] = {}
    rows = Pejabat.objects.filter(jabatan__in=[row.pk for row in above]).on(date)
    for row in rows.select_related("jabatan__unit", "jabatan__instansi"):
        holders.setdefault(row.jabatan_id, row)
    for jabatan in above:
        found = holders.get(jabatan.pk)
        if found is None or not (pejabat.nip and found.nip == pejabat.nip):
            return found
    return None


def _pihak(pejabat: Pejabat | None) -> PihakSkp | None:
    pihak = pihak_of(pejabat)
    if pihak is None or pejabat is None:
        return None
    jabatan = pejabat.jabatan
    unit = jabatan.unit.nama if jabatan.unit else jabatan.instansi.nama
    return PihakSkp(pihak.nama, pihak.jabatan, unit, pihak.pangkat, pihak.nip)


def compose_skp(skp: Skp) -> NaskahSkp:
    """Return the content of an SKP as its rows and the structure are now; `skp` comes from `with_position`."""
    pejabat = skp.pejabat
    rhk = _results(skp)
    expected = dict(skp.daftar_perilaku.values_list("nilai", "ekspektasi"))
    attached: dict[str, list[str]] = {jenis: [] for jenis in LAMPIRAN}
    for row in skp.daftar_lampiran.order_by("urutan", "pk"):
        attached[row.jenis].append(row.isi)
    pegawai = _pihak(pejabat)
    assert pegawai is not None
    isi = IsiSkp(
        tahun=skp.tahun,
        mulai=skp.mulai,
        selesai=skp.selesai,
        instansi=pejabat.jabatan.instansi.nama,
        pegawai=pegawai,
        penilai=_pihak(rater_of(pejabat, skp.tanggal or timezone.localdate())),
        is_jpt=is_pimpinan(pejabat.jabatan),
        utama=rhk[RencanaHasilKerja.Jenis.UTAMA],
        tambahan=rhk[RencanaHasilKerja.Jenis.TAMBAHAN],
        perilaku=tuple(
            Perilaku(NILAI[nilai], uraian, expected.get(nilai, ""))
            for nilai, uraian in PERILAKU.items()
        ),
        tempat=skp.tempat,
        tanggal=skp.tanggal,
        dukungan=tuple(attached[LampiranSkp.Jenis.DUKUNGAN]),
        pertanggungjawaban=tuple(attached[LampiranSkp.Jenis.PERTANGGUNGJAWABAN]),
        konsekuensi=tuple(attached[LampiranSkp.Jenis.KONSEKUENSI]),
    )
    return NaskahSkp(isi, list(obstacles(isi)), list(remarks(isi)))


def _results(skp: Skp) -> dict[str, tuple[Rhk, ...]]:
    found: dict[str, list[Rhk]] = {jenis: [] for jenis in RencanaHasilKerja.Jenis.values}
    rows = skp.daftar_rhk.order_by("urutan", "pk").prefetch_related("daftar_indikator")
    for row in rows:
        indikator = tuple(
            IndikatorSkp(str(one.get_aspek_display()), one.nama, one.target)
            for one in row.daftar_indikator.all()
        )
        found[row.jenis].append(
            Rhk(row.rumusan, row.rhk_atasan, row.perspektif, indikator, kunci=row.pk)
        )
    return {jenis: tuple(rhk) for jenis, rhk in found.items()}


def read_skp(skp: Skp) -> NaskahSkp:
    """Return what an SKP says: as frozen when it was signed, else composed now."""
    if skp.is_frozen and skp.isi.get("versi"):
        return NaskahSkp(IsiSkp.from_json(skp.isi))
    return compose_skp(skp)
