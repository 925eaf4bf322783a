"""Composes the content of a PK from the tree, the plan and the holders, as they are now."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from jabatan.models import Jabatan, KinerjaJabatan, Pejabat, PerjanjianKinerja
from jabatan.pk import anggaran
from jabatan.pk.halangan import obstacles, remarks
from jabatan.pk.isi import DUA_PIHAK, SATU_PIHAK, IsiPk, Pihak, Sasaran, Susunan
from jabatan.pk.target import Rencana, targets
from organisasi.models import Instansi, Unit
from perencanaan.models import Komponen

J = Jabatan.Jenjang
K = Komponen.Jenis
KOP_JENIS = (Unit.Jenis.PERANGKAT_DAERAH, Unit.Jenis.UNIT_ESELON_I)
REGION = ("kabupaten ", "kota ", "provinsi ", "daerah ")


@dataclass(frozen=True)
class Bentuk:
    """The form for a kind of holder: the tables' heads, and which components Table B lists."""

    susunan: Susunan
    jenis: tuple[str, ...]


KEPALA = Bentuk(Susunan("Sasaran Strategis", "Program", dengan_sumber=True), (K.PROGRAM,))
ESELON_III = Bentuk(Susunan("Sasaran Program", "Kegiatan", "Program"), (K.KEGIATAN,))
ESELON_IV = Bentuk(Susunan("Sasaran Kegiatan", "Subkegiatan", "Kegiatan"), (K.SUBKEGIATAN,))
KASI = Bentuk(Susunan("Sasaran Program/Kegiatan", "Kegiatan", "Program"), (K.KEGIATAN,))
PEGAWAI = Bentuk(Susunan("Sasaran", "Subkegiatan"), (K.SUBKEGIATAN,))
MENTERI = Bentuk(Susunan("Sasaran Strategis", "Program"), (K.SASARAN_PROGRAM,))
ESELON_I_KL = Bentuk(Susunan("Sasaran Program", "Kegiatan"), (K.SASARAN_KEGIATAN,))
ESELON_II_KL = Bentuk(Susunan("Sasaran Kegiatan", "Kegiatan"), (K.SASARAN_KEGIATAN,))
PEGAWAI_KL = Bentuk(Susunan("Sasaran", "KRO/RO"), (K.KRO, K.RO))

PEMDA: dict[str, Bentuk] = {
    J.KEPALA_DAERAH: KEPALA,
    J.JPT_MADYA: KEPALA,
    J.JPT_PRATAMA: KEPALA,
    J.ADMINISTRATOR: ESELON_III,
    J.PENGAWAS: ESELON_IV,
    J.JF: PEGAWAI,
    J.PELAKSANA: PEGAWAI,
}
KL: dict[str, Bentuk] = {
    J.MENTERI: MENTERI,
    J.JPT_MADYA: ESELON_I_KL,
    J.JPT_PRATAMA: ESELON_II_KL,
}


@dataclass
class Naskah:
    """A composed content and what is wrong with it: `halangan` forbid signing, `catatan` do not."""

    isi: IsiPk
    halangan: list[str] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)


def compose(pk: PerjanjianKinerja, rencana: Rencana | None = None) -> Naskah:
    """Return the content of a PK as tree, plan and holders are now.

    `pk.jabatan` comes with instansi, unit and induk (with its unit). The number of queries does
    not depend on how much the position carries. `rencana` keeps the plans that were read for other letters.
    """
    jabatan, date = pk.jabatan, pk.tanggal or timezone.localdate()
    units = units_of(jabatan)
    carried = carried_by(jabatan, pk.tahun)
    komponen = anggaran.mapped([row.simpul_id for row in carried], pk.tahun)
    bentuk = bentuk_for(jabatan, units, komponen)
    pertama, kedua = _parties(jabatan, date)
    tahunan = targets(carried, komponen, pk.tahun, rencana)
    naskah = Naskah(
        IsiPk(
            tahun=pk.tahun,
            judul=title(pk),
            pertama=pertama,
            kedua=kedua,
            is_one_party=jabatan.is_one_party,
            kop=kop(jabatan.instansi, None if jabatan.is_one_party else kop_unit(units)),
            alamat=_alamat(jabatan, units),
            jabatan=jabatan.nama,
            unit=jabatan.unit.nama if jabatan.unit else jabatan.instansi.nama,
            susunan=bentuk.susunan,
            daftar_sasaran=tuple(Sasaran(row.rumusan, tahunan.ukuran_of(row)) for row in carried),
            daftar_anggaran=tuple(anggaran.rows(komponen, bentuk.jenis, pk.tahun)),
            nomor=pk.nomor,
            tempat=pk.tempat,
            tanggal=pk.tanggal,
            alinea=SATU_PIHAK if jabatan.is_one_party else DUA_PIHAK,
            alasan_target=pk.alasan_target,
        )
    )
    naskah.halangan = list(obstacles(naskah.isi, pk, date))
    naskah.catatan = list(remarks(naskah.isi, jabatan))
    return naskah


def read(pk: PerjanjianKinerja, rencana: Rencana | None = None) -> Naskah:
    """Return what a PK says: as frozen when it was signed, else composed now."""
    if pk.is_frozen:
        return Naskah(IsiPk.from_json(pk.isi))
    return compose(pk, rencana)


def title(pk: PerjanjianKinerja) -> str:
    """Return the title of the letter, in capitals."""
    kind = " PERUBAHAN" if pk.jenis == PerjanjianKinerja.Jenis.PERUBAHAN else ""
    return f"PERJANJIAN KINERJA{kind} TAHUN {pk.tahun}"


# --- who -----------------------------------------------------------------------------------------
def _parties(jabatan: Jabatan, date: datetime.date) -> tuple[Pihak | None, Pihak | None]:
    """Return the holder and the superior's holder on a day; a one-party form has no second."""
    wanted = [jabatan.pk]
    if jabatan.induk_id and not jabatan.is_one_party:
        wanted.append(jabatan.induk_id)
    holders: dict[int, Pejabat] = {}
    for row in Pejabat.objects.filter(jabatan__in=wanted).on(date).select_related("jabatan"):
        holders.setdefault(row.jabatan_id, row)
    first = holders.get(jabatan.pk)
    second = holders.get(jabatan.induk_id) if len(wanted) > 1 and jabatan.induk_id else None
    if first and second and _is_same(first, second):
        second = superior_of(first, date)
    return pihak_of(first), pihak_of(second)


def _is_same(one: Pejabat, other: Pejabat) -> bool:
    return bool(one.nip) and one.nip == other.nip


def superior_of(pejabat: Pejabat, date: datetime.date) -> Pejabat | None:
    """Return a person's superior on a day: the holder of the position above, a Plt. or Plh. before a definitive one.

    Where that is the person himself (a camat who is Plt. of his own superior), the next above. None when the position
    above is vacant. `pejabat.jabatan` is read; two queries.
    """
    above = list(Jabatan.objects.above(pejabat.jabatan).order_by("-lft"))
    holders: dict[int, Pejabat] = {}
    rows = Pejabat.objects.filter(jabatan__in=[row.pk for row in above]).on(date)
    for row in rows.select_related("jabatan__unit", "jabatan__instansi"):
        holders.setdefault(row.jabatan_id, row)
    for jabatan in above:
        found = holders.get(jabatan.pk)
        if found is None or not _is_same(pejabat, found):
            return found
    return None


def pihak_of(holder: Pejabat | None) -> Pihak | None:
    """Write a holder as a party; an elected head signs without rank and NIP, an acting one with."""
    if holder is None:
        return None
    elected = holder.jabatan.is_one_party and holder.status == Pejabat.Status.DEFINITIF
    return Pihak(
        nama=holder.nama,
        jabatan=holder.sebutan_jabatan,
        pangkat="" if elected else holder.pangkat,
        nip="" if elected else holder.nip,
    )


# --- whose ---------------------------------------------------------------------------------------
def units_of(jabatan: Jabatan) -> list[Unit]:
    """Return the position's unit and the units above it, the nearest first."""
    unit = jabatan.unit
    if unit is None:
        return []
    return [unit, *Unit.objects.above(unit).order_by("-lft")]


def kop_unit(units: list[Unit]) -> Unit | None:
    """Return the unit that stands in the letterhead: the perangkat daerah or eselon I unit."""
    return next((unit for unit in units if unit.jenis in KOP_JENIS), units[-1] if units else None)


def kop(instansi: Instansi, unit: Unit | None) -> tuple[str, ...]:
    """Return the lines of the letterhead in capitals: the government or ministry, then the unit."""
    nama = instansi.nama
    if instansi.is_pemda:
        bare = nama[len("pemerintah ") :] if nama.lower().startswith("pemerintah ") else nama
        if not bare.lower().startswith(REGION):
            bare = f"{instansi.get_jenis_display().removeprefix('Pemerintah ')} {bare}"
        nama = f"Pemerintah {bare}"
    return tuple(line.upper() for line in [nama, unit.nama if unit else ""] if line)


def _alamat(jabatan: Jabatan, units: list[Unit]) -> str:
    unit = None if jabatan.is_one_party else kop_unit(units)
    return (unit.alamat if unit else "") or jabatan.instansi.alamat


def is_head(jabatan: Jabatan, units: list[Unit]) -> bool:
    """Whether the position heads a perangkat daerah: its superior stands outside that unit."""
    house = kop_unit(units)
    if house is None or house.jenis not in KOP_JENIS:
        return False
    upper = jabatan.induk.unit if jabatan.induk else None
    return upper is None or not upper.is_within(house)


def bentuk_for(jabatan: Jabatan, units: list[Unit], komponen: Iterable[Komponen]) -> Bentuk:
    """Return the form of the tables for a holder.

    A kecamatan has no eselon II: the camat (administrator) heads a perangkat daerah, and the kasi
    who carries a programme gets the tables of eselon III.
    """
    if not jabatan.instansi.is_pemda:
        return KL.get(jabatan.jenjang, PEGAWAI_KL)
    if jabatan.jenjang == J.ADMINISTRATOR and is_head(jabatan, units):
        return KEPALA
    if jabatan.jenjang == J.PENGAWAS and any(u.profil == Unit.Profil.KECAMATAN for u in units):
        kinds = {row.jenis for row in komponen}
        if K.PROGRAM in kinds:
            return KASI if K.KEGIATAN in kinds else ESELON_III
    return PEMDA.get(jabatan.jenjang, PEGAWAI)


# --- what ----------------------------------------------------------------------------------------
def carried_by(jabatan: Jabatan, tahun: int) -> list[KinerjaJabatan]:
    """Return what the position carries in trees whose period covers the year, in tree order."""
    return list(
        KinerjaJabatan.objects.living()
        .filter(
            jabatan=jabatan,
            simpul__pohon__periode__tahun_awal__lte=tahun,
            simpul__pohon__periode__tahun_akhir__gte=tahun,
        )
        .select_related("simpul")
        .prefetch_related("simpul__daftar_indikator__daftar_target")
        .order_by("simpul__tree_id", "simpul__lft")
    )
