"""The menu: every room's pages in one list. Only the roof knows all rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse

from organisasi.izin import izin

if TYPE_CHECKING:
    from organisasi.models import AnyUser, Instansi


@dataclass(frozen=True)
class Butir:
    """One line of the menu."""

    label: str
    url: str
    aktif: bool = False


@dataclass(frozen=True)
class Kelompok:
    """Lines under a common title (empty: none)."""

    judul: str
    butir: list[Butir] = field(default_factory=list)


@dataclass(frozen=True)
class _Tujuan:
    """A page of the menu, and the beginnings of the addresses that count as being there."""

    label: str
    nama: str
    awalan: tuple[str, ...]


UTAMA = (
    _Tujuan("Beranda", "beranda", ()),
    _Tujuan("Pohon kinerja", "pohon:daftar_pohon", ("/pohon/",)),
    _Tujuan("Perencanaan", "perencanaan:daftar_dokumen", ("/dokumen/", "/komponen/", "/pemetaan/")),
    _Tujuan("Tabel perencanaan", "perencanaan:tabel_instansi", ("/tabel/",)),
    _Tujuan("Indikator", "jabatan:daftar_indikator", ("/indikator/", "/pustaka-indikator/")),
    _Tujuan("Crosscutting", "pohon:daftar_crosscutting", ("/crosscutting/",)),
    _Tujuan("Telusur", "telusur", ("/telusur/",)),
    _Tujuan("Tugas", "organisasi:daftar_tugas", ("/tugas/",)),
)
KINERJA = (
    _Tujuan("Perjanjian kinerja", "jabatan:daftar_pk", ("/pk/", "/tahun-anggaran/")),
    _Tujuan("Rencana aksi", "jabatan:daftar_rencana_aksi", ("/rencana-aksi/",)),
    _Tujuan("Matriks peran hasil", "jabatan:matriks_peran", ("/matriks-peran/",)),
    _Tujuan("SKP", "jabatan:daftar_skp", ("/skp/",)),
)
# The desk is for who judges or sets up teams.
PENILAI = (_Tujuan("Meja evaluator", "evaluasi:antrean", ("/meja/",)),)
# A line each for the pages of evaluasi, in the order of the work.
EVALUASI: tuple[_Tujuan, ...] = (
    _Tujuan("Temuan", "evaluasi:daftar_temuan", ("/temuan/", "/aturan/")),
    _Tujuan("Skor penyelarasan", "evaluasi:ringkasan", ("/skor/",)),
    _Tujuan("Kertas kerja", "evaluasi:daftar_kertas", ("/kertas-kerja/",)),
    _Tujuan(
        "Temuan evaluasi",
        "evaluasi:tindak_lanjut",
        ("/tindak-lanjut/", "/laporan-evaluasi/", "/temuan-evaluasi/"),
    ),
    _Tujuan("LKE", "evaluasi:daftar_lke", ("/lke/",)),
)
DATA_INDUK = (
    _Tujuan("Nomenklatur", "perencanaan:daftar_nomenklatur", ("/nomenklatur/",)),
    _Tujuan("NSPK", "perencanaan:daftar_nspk", ("/nspk/",)),
    _Tujuan("Unit", "organisasi:daftar_unit", ("/unit/",)),
    _Tujuan(
        "Jabatan", "jabatan:daftar_jabatan", ("/jabatan/", "/pejabat/", "/pembagian/", "/struktur/")
    ),
)
ADMIN = (
    _Tujuan("Periode", "organisasi:daftar_periode", ("/periode/",)),
    _Tujuan("Pengguna", "organisasi:daftar_pengguna", ("/pengguna/",)),
    _Tujuan("Ambang aturan", "evaluasi:ambang", ("/ambang/",)),
    _Tujuan("Logo kop surat", "organisasi:logo", ("/logo/",)),
)
PENGELOLA = (_Tujuan("Instansi", "organisasi:daftar_instansi", ("/pengelola/instansi/",)),)
AKUN = (
    _Tujuan("Profil", "organisasi:profil", ("/profil/",)),
    _Tujuan("Sebutan untuk saya", "evaluasi:sebutan", ("/sebutan/",)),
    _Tujuan("Ganti kata sandi", "organisasi:sandi", ("/sandi/",)),
)


def _lines(targets: tuple[_Tujuan, ...], path: str) -> list[Butir]:
    return [
        Butir(
            target.label, url := reverse(target.nama), path == url or path.startswith(target.awalan)
        )
        for target in targets
    ]


def menu(
    path: str,
    *,
    anggota: bool,
    admin: bool,
    pengelola: bool,
    pemda: bool = True,
    menilai: bool = False,
) -> list[Kelompok]:
    """Return the groups of the left menu for someone with these parts, marking where `path` is.

    The nomenklatur is that of the regions (Kepmendagri); a ministry does not need it.
    """
    data = DATA_INDUK if pemda else DATA_INDUK[1:]
    groups = [Kelompok("", _lines(UTAMA if anggota else UTAMA[:1], path))]
    if anggota:
        groups.append(Kelompok("Kinerja jabatan", _lines(KINERJA, path)))
        if lines := (PENILAI if menilai else ()) + EVALUASI:
            groups.append(Kelompok("Evaluasi", _lines(lines, path)))
        groups.append(Kelompok("Data induk", _lines(data + (ADMIN if admin else ()), path)))
    if pengelola:
        # Who runs the installation may import nomenclature, and needs the way there.
        own = PENGELOLA if anggota and pemda else PENGELOLA + DATA_INDUK[:1]
        groups.append(Kelompok("Pengelola", _lines(own, path)))
    return groups


def menu_of(user: AnyUser, instansi: Instansi | None, path: str = "") -> list[Kelompok]:
    """Return the groups of the left menu for a user at work in an instansi (None: in none)."""
    rights = izin(user)
    return menu(
        path,
        anggota=instansi is not None,
        admin=instansi is not None and rights.is_admin(instansi.pk),
        pengelola=rights.pengelola,
        pemda=instansi is None or instansi.is_pemda,
        menilai=instansi is not None
        and (rights.may_judge_some(instansi.pk) or rights.is_admin(instansi.pk)),
    )


def menu_akun(path: str = "") -> list[Butir]:
    """Return the pages about the user's own account."""
    return _lines(AKUN, path)
