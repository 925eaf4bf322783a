"""URL x role: the steps of a kegiatan, and SKP; rows of `izin_tabel`."""

from __future__ import annotations

import datetime
from typing import Any

from jabatan import actions
from jabatan.models import Jabatan, Pejabat, RencanaHasilKerja, Skp
from jabatan.proses.langkah import tanda_of
from perencanaan import actions as perencanaan_actions
from perencanaan.models import Dokumen, Komponen
from tests.base import Cast
from tests.izin import Alamat, untuk

READ = untuk(200, pengelola=403)
NEW_PAGE = untuk(403, perencana=200, perencana_lain=200, admin=200, asing=200)
POST_ONLY = untuk(405)
ADMIN_PAGE = untuk(403, admin=200, pengelola=404, asing=404)
ADMIN_POST = untuk(403, admin=302, pengelola=404, asing=404)
SEE = untuk(200, pengelola=404, asing=404)
WRITE_PAGE = untuk(403, perencana=200, admin=200, pengelola=404, asing=404)
WRITE_POST = untuk(403, perencana=302, admin=302, pengelola=404, asing=404)
EMPTY_ROW = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}


def kegiatan(cast: Cast) -> dict[str, Any]:
    """Return a kegiatan of the Renstra of unit A."""
    renstra = Dokumen.objects.create(
        instansi=cast.instansi,
        unit=cast.unit_a,
        periode=cast.periode,
        jenis=Dokumen.Jenis.RENSTRA_PD,
        nama="Renstra Dishub",
    )
    upper: Komponen | None = None
    for jenis in ("tujuan", "sasaran", "program", "kegiatan"):
        upper = perencanaan_actions.create_komponen(
            user=cast.admin,
            dokumen=renstra.pk,
            jenis=jenis,
            nama=jenis,
            induk=upper.pk if upper else None,
        )
    assert upper is not None
    return {"pk": upper.pk}


def skp(cast: Cast) -> dict[str, Any]:
    """Return the draft of an SKP of somebody in unit A, with one result."""
    position = actions.add_jabatan(
        user=cast.admin,
        jabatan=Jabatan(
            instansi=cast.instansi, unit=cast.unit_a, nama="Pengelola Data", jenjang="pelaksana"
        ),
    )
    holder = actions.add_pejabat(
        user=cast.admin,
        jabatan=position,
        data={"nama": "Pegawai", "nip": "198001012005011001", "mulai": datetime.date(2025, 1, 2)},
    )
    made = actions.add_skp(user=cast.admin, pejabat=holder, tahun=2026)
    RencanaHasilKerja.objects.create(skp=made, rumusan="Data terkumpul", rhk_atasan="Data")
    return {"pk": made.pk}


def rhk(cast: Cast) -> dict[str, Any]:
    args = skp(cast)
    return {**args, "rhk_pk": RencanaHasilKerja.objects.get(skp=args["pk"]).pk}


def signed(cast: Cast) -> dict[str, Any]:
    args = skp(cast)
    row = Skp.objects.select_related("pejabat__jabatan__instansi", "pejabat__jabatan__unit").get(
        **args
    )
    isi = {
        "tahun": 2026,
        "mulai": "2026-01-01",
        "selesai": "2026-12-31",
        "instansi": "Kota",
        "pegawai": {"nama": "Pegawai", "jabatan": "Pengelola Data", "unit": "Dinas"},
        "penilai": None,
        "is_jpt": False,
        "utama": [],
        "tambahan": [],
        "perilaku": [],
        "dukungan": [],
        "pertanggungjawaban": [],
        "konsekuensi": [],
        "tempat": "",
        "tanggal": None,
        "format": "PermenPANRB 6/2022",
        "versi": 1,
    }
    Skp.objects.filter(pk=row.pk).update(status="ditetapkan", isi=isi)
    return args


def closed(cast: Cast) -> dict[str, Any]:
    args = signed(cast)
    Skp.objects.filter(**args).update(
        status="ditutup", alasan_tutup="Mutasi", selesai=datetime.date(2026, 6, 30)
    )
    return args


def moved(cast: Cast) -> dict[str, Any]:
    """Return a closed SKP of somebody who holds another position of unit A now."""
    args = closed(cast)
    old = Skp.objects.get(**args).pejabat
    Pejabat.objects.filter(pk=old.pk).update(selesai=datetime.date(2026, 6, 30))
    other = actions.add_jabatan(
        user=cast.admin,
        jabatan=Jabatan(
            instansi=cast.instansi, unit=cast.unit_a, nama="Pengadministrasi", jenjang="pelaksana"
        ),
    )
    Pejabat.objects.create(
        jabatan=other, nama=old.nama, nip=old.nip, mulai=datetime.date(2026, 7, 1)
    )
    return args


def next_term(cast: Cast) -> dict[str, Any]:
    return {"pejabat": Pejabat.objects.order_by("-pk")[0].pk}


RHK = {
    "versi": "1",
    "jenis": "utama",
    "rhk_atasan": "Data",
    "rumusan": "Data rapi",
    "indikator-TOTAL_FORMS": "1",
    "indikator-INITIAL_FORMS": "0",
    "indikator-0-aspek": "kuantitas",
    "indikator-0-nama": "Jumlah",
    "indikator-0-target": "1",
}
LAMPIRAN = {"versi": "1", "dukungan": "Laptop", "pertanggungjawaban": "", "konsekuensi": ""}
DAYS = {"versi": "1", "mulai": "2026-01-01", "selesai": "2026-12-31", "tempat": "Kota"}

TABEL = [
    Alamat(
        "jabatan:proses",
        args=kegiatan,
        data=lambda cast: {**EMPTY_ROW, "tanda": tanda_of([])},
        get=SEE,
        post=WRITE_POST,
    ),
    Alamat(
        "jabatan:tempel_proses",
        args=kegiatan,
        data=lambda cast: {
            "tanda": tanda_of([]),
            "teks": "Menyusun\t1 surat\t8 jam",
            "terapkan": "1",
        },
        get=WRITE_PAGE,
        post=WRITE_POST,
    ),
    Alamat(
        "jabatan:unduh_proses",
        args=lambda cast: {**kegiatan(cast), "ext": "xlsx"},
        get=SEE,
    ),
    Alamat("jabatan:daftar_skp", get=READ),
    Alamat("jabatan:tambah_skp", get=NEW_PAGE, post=NEW_PAGE),
    Alamat("jabatan:unduh_semua_skp", get=READ, post=READ),
    Alamat("jabatan:skp", args=skp, get=SEE),
    Alamat("jabatan:ubah_skp", args=skp, data=lambda cast: DAYS, get=WRITE_PAGE, post=WRITE_POST),
    Alamat(
        "jabatan:tetapkan_skp",
        args=skp,
        data=lambda cast: {"versi": "1"},
        get=POST_ONLY,
        post=WRITE_POST,
    ),
    Alamat("jabatan:hapus_skp", args=skp, get=WRITE_PAGE, post=WRITE_POST),
    Alamat("jabatan:usulan_skp", args=skp, get=WRITE_PAGE),
    Alamat("jabatan:tambah_rhk", args=skp, data=lambda cast: RHK, get=WRITE_PAGE, post=WRITE_POST),
    Alamat("jabatan:ubah_rhk", args=rhk, data=lambda cast: RHK, get=WRITE_PAGE, post=WRITE_POST),
    Alamat("jabatan:hapus_rhk", args=rhk, get=WRITE_PAGE, post=WRITE_POST),
    Alamat(
        "jabatan:geser_rhk",
        args=rhk,
        data=lambda cast: {"versi": "1", "arah": "turun"},
        get=POST_ONLY,
        post=WRITE_POST,
    ),
    Alamat(
        "jabatan:perilaku_skp",
        args=skp,
        data=lambda cast: {"versi": "1"},
        get=WRITE_PAGE,
        post=WRITE_POST,
    ),
    Alamat(
        "jabatan:lampiran_skp",
        args=skp,
        data=lambda cast: LAMPIRAN,
        get=WRITE_PAGE,
        post=WRITE_POST,
    ),
    Alamat(
        "jabatan:tutup_skp",
        args=signed,
        data=lambda cast: {"versi": "1", "selesai": "2026-06-30", "alasan": "Mutasi"},
        get=WRITE_PAGE,
        post=WRITE_POST,
    ),
    Alamat("jabatan:lanjutkan_skp", args=moved, data=next_term, get=WRITE_PAGE, post=WRITE_POST),
    Alamat(
        "jabatan:buka_kembali_skp",
        args=closed,
        data=lambda cast: {"versi": "1", "alasan": "Keliru"},
        get=ADMIN_PAGE,
        post=ADMIN_POST,
    ),
    Alamat("jabatan:unduh_skp", args=lambda cast: {**skp(cast), "ext": "xlsx"}, get=SEE),
]
