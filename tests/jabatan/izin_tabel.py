"""URL x role: positions, their holders, the distribution and PK."""

from __future__ import annotations

import datetime
from typing import Any

from jabatan import actions
from jabatan.models import (
    Jabatan,
    KinerjaJabatan,
    Pejabat,
    PerjanjianKinerja,
    RencanaAksi,
    TahunAnggaran,
)
from pohon.models import Simpul
from tests.base import Cast
from tests.izin import Alamat, untuk
from tests.jabatan.izin_mutu import TABEL as MUTU
from tests.jabatan.izin_skp import TABEL as SKP
from tests.jabatan.izin_teknik import TABEL as TEKNIK

READ = untuk(200, pengelola=403)
SEE = untuk(200, pengelola=404, asing=404)
NEW_PAGE = untuk(403, perencana=200, perencana_lain=200, admin=200, asing=200)
WRITE_PAGE = untuk(403, perencana=200, admin=200, pengelola=404, asing=404)
WRITE_POST = untuk(403, perencana=302, admin=302, pengelola=404, asing=404)
ADMIN_PAGE = untuk(403, admin=200)
ADMIN_POST = untuk(403, admin=302)
OWN_PAGE = untuk(403, admin=200, pengelola=404, asing=404)
OWN_POST = untuk(403, admin=302, pengelola=404, asing=404)
POST_ONLY = untuk(405)


def jabatan(cast: Cast) -> Jabatan:
    """Return a position of unit A, held by somebody."""
    made = actions.add_jabatan(
        user=cast.admin,
        jabatan=Jabatan(
            instansi=cast.instansi, unit=cast.unit_a, nama="Kepala Seksi", jenjang="pengawas"
        ),
    )
    actions.add_pejabat(
        user=cast.admin,
        jabatan=made,
        data={"nama": "Pejabat", "mulai": datetime.date(2025, 1, 2)},
    )
    return made


def one(cast: Cast) -> dict[str, Any]:
    return {"pk": jabatan(cast).pk}


def pejabat(cast: Cast) -> dict[str, Any]:
    return {"pk": Pejabat.objects.get(jabatan=jabatan(cast)).pk}


def root(cast: Cast) -> Simpul:
    """Return the root of a tree of unit A at stage 5."""
    pohon = cast.make_pohon(unit=cast.unit_a, tahap=5)
    return Simpul.objects.select_related("pohon").get(pohon=pohon)


def simpul(cast: Cast) -> dict[str, Any]:
    return {"pk": root(cast).pk}


def pohon(cast: Cast) -> dict[str, Any]:
    return {"pohon_pk": root(cast).pohon_id}


def both(cast: Cast) -> dict[str, Any]:
    node = root(cast)
    return {"pohon_pk": node.pohon_id, "simpul_pk": node.pk}


def kinerja(cast: Cast) -> dict[str, Any]:
    made = actions.assign(user=cast.admin, simpul=root(cast), jabatan=jabatan(cast))
    return {"pk": made.pk}


def link(cast: Cast) -> dict[str, Any]:
    """Return what lets a position carry the root of the newest tree."""
    newest = Simpul.objects.order_by("-pk").first()
    assert newest is not None
    return {
        "simpul": newest.pk,
        "kolom": jabatan(cast).pk,
        "tertaut": True,
        "rincian": {"jenis": "direct"},
    }


def change(cast: Cast) -> dict[str, Any]:
    k = KinerjaJabatan.objects.get().pk
    return {f"k{k}-pernyataan": "Rumusan", f"k{k}-jenis": "sharing"}


def pk(cast: Cast) -> dict[str, Any]:
    return {"pk": actions.draft_pk(user=cast.admin, jabatan=jabatan(cast), tahun=2026).pk}


def signed(cast: Cast) -> dict[str, Any]:
    args = pk(cast)
    PerjanjianKinerja.objects.filter(pk=args["pk"]).update(status="ditetapkan", isi={})
    return args


def revised(cast: Cast) -> dict[str, Any]:
    """Return a draft of a PK perubahan after a signed one."""
    made = jabatan(cast)
    for urutan in (0, 1):
        row = PerjanjianKinerja.objects.create(
            jabatan=made,
            tahun=2026,
            urutan=urutan,
            jenis="perubahan" if urutan else "murni",
            alasan_perubahan="mutasi" if urutan else "",
        )
    return {"pk": row.pk}


def rencana_aksi(cast: Cast) -> dict[str, Any]:
    return {"pk": RencanaAksi.objects.create(jabatan=jabatan(cast), tahun=2026).pk}


def tahun_anggaran(cast: Cast) -> dict[str, Any]:
    row, _ = TahunAnggaran.objects.get_or_create(instansi=cast.instansi, tahun=2026)
    return {"pk": row.pk}


PEJABAT = {"nama": "Pejabat", "status": "plh", "mulai": "2026-01-02"}

TABEL = [
    Alamat("jabatan:daftar_jabatan", get=READ),
    Alamat("jabatan:daftar_lowong", get=READ),
    Alamat("jabatan:riwayat_pejabat", args=pejabat, get=SEE),
    Alamat("jabatan:tambah_jabatan", get=NEW_PAGE, post=NEW_PAGE),
    Alamat("jabatan:jabatan", args=one, get=SEE),
    Alamat(
        "jabatan:ubah_jabatan",
        args=one,
        data=lambda cast: {"nama": "Kasi", "jenjang": "pengawas", "unit": cast.unit_a.pk},
        get=WRITE_PAGE,
        post=WRITE_POST,
    ),
    Alamat("jabatan:pindah_jabatan", args=one, get=WRITE_PAGE, post=WRITE_POST),
    Alamat("jabatan:hapus_jabatan", args=one, get=WRITE_PAGE, post=WRITE_POST),
    Alamat(
        "jabatan:tambah_pejabat",
        args=one,
        data=lambda cast: PEJABAT,
        get=WRITE_PAGE,
        post=WRITE_POST,
    ),
    Alamat(
        "jabatan:ubah_pejabat",
        args=pejabat,
        data=lambda cast: PEJABAT,
        get=WRITE_PAGE,
        post=WRITE_POST,
    ),
    Alamat(
        "jabatan:akhiri_pejabat",
        args=pejabat,
        data=lambda cast: {"selesai": "2026-01-02"},
        get=WRITE_PAGE,
        post=WRITE_POST,
    ),
    Alamat("jabatan:hapus_pejabat", args=pejabat, get=WRITE_PAGE, post=WRITE_POST),
    Alamat("jabatan:beban_kerja", get=READ),
    Alamat("jabatan:unduh_beban_kerja", get=READ),
    Alamat("jabatan:bagan_struktur", get=READ),
    Alamat("jabatan:unduh_bagan_struktur", get=untuk(302, pengelola=403)),
    Alamat("jabatan:impor_struktur", get=NEW_PAGE, post=NEW_PAGE),
    Alamat(
        "jabatan:terapkan_struktur",
        get=POST_ONLY,
        post=untuk(403, perencana=302, perencana_lain=302, admin=302, asing=302),
    ),
    Alamat("jabatan:unduh_struktur", args=lambda cast: {"jenis": "struktur"}, get=READ),
    Alamat("jabatan:pembagian", args=pohon, get=SEE),
    Alamat("jabatan:usulan", args=pohon, get=WRITE_PAGE, post=WRITE_POST),
    Alamat("jabatan:bagi_simpul", args=both, get=SEE),
    Alamat("jabatan:bagian_simpul", args=simpul, get=SEE),
    Alamat("jabatan:tambah_kinerja", args=simpul, get=POST_ONLY, post=WRITE_POST),
    Alamat("jabatan:ubah_kinerja", args=kinerja, data=change, get=POST_ONLY, post=WRITE_POST),
    Alamat("jabatan:lingkup_kinerja", args=simpul, get=POST_ONLY, post=WRITE_POST),
    Alamat("jabatan:lepas_kinerja", args=kinerja, get=POST_ONLY, post=WRITE_POST),
    Alamat("jabatan:daftar_pk", get=READ),
    Alamat("jabatan:tambah_pk", get=NEW_PAGE, post=NEW_PAGE),
    Alamat(
        "jabatan:pk",
        args=pk,
        data=lambda cast: {"tempat": "Kota", "tanggal": "2026-01-05", "nomor": ""},
        get=SEE,
        post=WRITE_POST,
    ),
    Alamat("jabatan:tetapkan_pk", args=pk, get=POST_ONLY, post=WRITE_POST),
    Alamat(
        "jabatan:perubahan_pk",
        args=signed,
        data=lambda cast: {"alasan_perubahan": "mutasi"},
        get=WRITE_PAGE,
        post=WRITE_POST,
    ),
    Alamat("jabatan:hapus_pk", args=pk, get=WRITE_PAGE, post=WRITE_POST),
    Alamat("jabatan:unduh_surat", args=pk, get=SEE),
    Alamat("jabatan:unduh_lampiran", args=pk, get=SEE),
    Alamat("jabatan:unduh_word", args=pk, get=SEE),
    Alamat("jabatan:banding_pk", args=revised, get=SEE),
    Alamat("jabatan:unduh_banding_pk", args=lambda cast: {**revised(cast), "ext": "xlsx"}, get=SEE),
    Alamat("jabatan:unduh_semua_pk", get=READ, post=READ),
    Alamat("jabatan:tetapkan_semua_pk", get=NEW_PAGE, post=NEW_PAGE),
    Alamat("jabatan:daftar_rencana_aksi", get=READ),
    Alamat("jabatan:tambah_rencana_aksi", get=NEW_PAGE, post=NEW_PAGE),
    Alamat(
        "jabatan:rencana_aksi",
        args=rencana_aksi,
        data=lambda cast: {"versi": "1"},
        get=SEE,
        post=WRITE_POST,
    ),
    Alamat("jabatan:hapus_rencana_aksi", args=rencana_aksi, get=WRITE_PAGE, post=WRITE_POST),
    Alamat(
        "jabatan:unduh_rencana_aksi",
        args=lambda cast: {**rencana_aksi(cast), "ext": "xlsx"},
        get=SEE,
    ),
    Alamat("jabatan:daftar_tahun_anggaran", get=READ),
    Alamat(
        "jabatan:tambah_tahun_anggaran",
        data=lambda cast: {"tahun": "2027"},
        get=ADMIN_PAGE,
        post=ADMIN_POST,
    ),
    Alamat(
        "jabatan:ubah_tahun_anggaran",
        args=tahun_anggaran,
        data=lambda cast: {"tahun": "2026"},
        get=OWN_PAGE,
        post=OWN_POST,
    ),
    Alamat("jabatan:hapus_tahun_anggaran", args=tahun_anggaran, get=OWN_PAGE, post=OWN_POST),
    Alamat(
        "api_jabatan:jabatan",
        args=lambda cast: {"pohon_id": root(cast).pohon_id},
        data=link,
        json=True,
        get=untuk(200, anonim=401, pengelola=404, asing=404),
        post=untuk(403, anonim=401, perencana=200, admin=200, pengelola=404, asing=404),
    ),
    *TEKNIK,
    *MUTU,
    *SKP,
]
