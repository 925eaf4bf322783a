"""Composes the content of an SKP from its rows and the structure, as they are now."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from jabatan.models import Jabatan, LampiranSkp, Pejabat, PerilakuKerja, RencanaHasilKerja, Skp
from jabatan.pk.susun import is_head, pihak_of, superior_of, units_of
from jabatan.skp.isi import (
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
from jabatan.skp.masa import check_days

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
        penilai=_pihak(superior_of(pejabat, skp.tanggal or timezone.localdate())),
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
    return NaskahSkp(isi, [*_days(skp), *obstacles(isi)], list(remarks(isi)))


def _days(skp: Skp) -> list[str]:
    """Say that the days do not fit the holder's term, which may have been ended since the draft was begun."""
    try:
        check_days(skp)
    except ValidationError as error:
        return [f"Masa atau tanggal pada Data SKP: {text}" for text in error.messages]
    return []


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
