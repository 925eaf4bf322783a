"""URL x role: the room organisasi. Its pages belong to the admin; a pengelola has no instansi."""

from organisasi.models import BerkasTugas, LogoInstansi, Periode, Tugas
from tests.base import PASSWORD, Cast, make_unit, make_user
from tests.izin import Alamat, untuk

READ = untuk(200, pengelola=403)
ADMIN_PAGE = untuk(403, admin=200)  # of the instansi at work
ADMIN_POST = untuk(403, admin=302)
OWN_PAGE = untuk(403, admin=200, pengelola=404, asing=404)  # of a row of the city
OWN_POST = untuk(403, admin=302, pengelola=404, asing=404)
PENGELOLA_PAGE = untuk(403, pengelola=200)
PENGELOLA_POST = untuk(403, pengelola=302)
UNIT = {"jenis": "bidang", "profil": "umum"}
NO_ROLES = {"peran-TOTAL_FORMS": "0", "peran-INITIAL_FORMS": "0"}
ONE_ROLE = {
    "peran-TOTAL_FORMS": "1",
    "peran-INITIAL_FORMS": "0",
    "peran-0-peran": "pembaca",
    "peran-0-unit": "",
}
PASSWORDS = {"sandi1": "melati-di-tepi-kali", "sandi2": "melati-di-tepi-kali"}


def empty_unit(cast: Cast) -> dict:
    return {"pk": make_unit(cast.instansi, "Dinas Kosong").pk}


def empty_periode(cast: Cast) -> dict:
    row = Periode.objects.create(
        instansi=cast.instansi, nama="RPJMD lama", tahun_awal=2020, tahun_akhir=2024
    )
    return {"pk": row.pk}


def town(cast: Cast) -> dict:
    return {"pk": cast.instansi.pk}


def with_logo(cast: Cast) -> dict:
    LogoInstansi.objects.create(instansi=cast.instansi, tipe="image/png", isi=b"png")
    return town(cast)


def staff(cast: Cast) -> dict:
    return {"pk": make_user("staf", "pembaca", cast.instansi).pk}


def job(status: str):
    """A job of perencana_a, with a file when it is done."""

    def make(cast: Cast) -> dict:
        tugas = Tugas.objects.create(
            instansi=cast.instansi,
            pengguna=cast.perencana_a,
            jenis="contoh",
            judul="Contoh",
            status=status,
        )
        if status == "selesai":
            BerkasTugas.objects.create(tugas=tugas, nama="a.txt", tipe="text/plain", isi=b"a")
        return {"pk": tugas.pk}

    return make


MINE = untuk(404, perencana=200)
MINE_POST = untuk(404, perencana=302)

TABEL = [
    Alamat("organisasi:masuk", get=untuk(302, anonim=200), post=untuk(302, anonim=200)),
    Alamat("organisasi:keluar", get=untuk(405), post=untuk(302)),
    Alamat("organisasi:sandi", get=untuk(200), post=untuk(200)),
    Alamat(
        "organisasi:sandi",
        data=lambda cast: {
            "old_password": PASSWORD,
            "new_password1": "melati-di-tepi-kali",
            "new_password2": "melati-di-tepi-kali",
        },
        post=untuk(302),
    ),
    Alamat("organisasi:sandi_selesai", get=untuk(200)),
    Alamat(
        "organisasi:profil",
        data=lambda cast: {"aksi": "simpan", "nama": "Nama Baru"},
        get=untuk(200),
        post=untuk(302),
    ),
    Alamat(
        "organisasi:pilih_instansi",
        data=lambda cast: {"instansi": cast.instansi.pk},
        get=untuk(405),
        post=untuk(302, pengelola=404, asing=404),
    ),
    Alamat("organisasi:daftar_unit", get=READ),
    Alamat(
        "organisasi:tambah_unit",
        data=lambda cast: {**UNIT, "nama": "Dinas Sosial"},
        get=untuk(403, admin=200),
        post=ADMIN_POST,
    ),
    Alamat(
        "organisasi:ubah_unit",
        args=lambda cast: {"pk": cast.unit_a.pk},
        data=lambda cast: {**UNIT, "nama": "Dinas Perhubungan Kota"},
        get=OWN_PAGE,
        post=OWN_POST,
    ),
    Alamat(
        "organisasi:geser_unit",
        args=lambda cast: {"pk": cast.unit_b.pk},
        data=lambda cast: {"arah": "naik"},
        get=untuk(405),
        post=OWN_POST,
    ),
    Alamat("organisasi:hapus_unit", args=empty_unit, get=OWN_PAGE, post=OWN_POST),
    Alamat("organisasi:daftar_periode", get=READ),
    Alamat(
        "organisasi:tambah_periode",
        data=lambda cast: {"nama": "RPJMD baru", "tahun_awal": "2030", "tahun_akhir": "2034"},
        get=ADMIN_PAGE,
        post=ADMIN_POST,
    ),
    Alamat(
        "organisasi:ubah_periode",
        args=lambda cast: {"pk": cast.periode.pk},
        data=lambda cast: {"nama": "RPJMD", "tahun_awal": "2025", "tahun_akhir": "2029"},
        get=OWN_PAGE,
        post=OWN_POST,
    ),
    Alamat("organisasi:hapus_periode", args=empty_periode, get=OWN_PAGE, post=OWN_POST),
    Alamat("organisasi:daftar_pengguna", get=ADMIN_PAGE),
    Alamat(
        "organisasi:tambah_pengguna",
        data=lambda cast: {"username": "baru", "nama": "Orang Baru", **PASSWORDS, **ONE_ROLE},
        get=ADMIN_PAGE,
        post=ADMIN_POST,
    ),
    Alamat(
        "organisasi:ubah_pengguna",
        args=staff,
        data=lambda cast: {"nama": "Staf", "is_active": "on", **ONE_ROLE},
        get=ADMIN_PAGE,
        post=ADMIN_POST,
    ),
    Alamat(
        "organisasi:ubah_pengguna",
        args=lambda cast: {"pk": cast.asing.pk},
        data=lambda cast: {"nama": "Asing", "is_active": "on", **ONE_ROLE},
        get=untuk(403, admin=404),
        post=untuk(403, admin=404),
    ),
    Alamat(
        "organisasi:sandi_pengguna",
        args=staff,
        data=lambda cast: PASSWORDS,
        get=ADMIN_PAGE,
        post=ADMIN_POST,
    ),
    Alamat(
        "organisasi:sandi_pengguna",
        args=lambda cast: {"pk": cast.asing.pk},
        data=lambda cast: PASSWORDS,
        get=untuk(403, admin=404),
        post=untuk(403, admin=404),
    ),
    Alamat("organisasi:daftar_instansi", get=PENGELOLA_PAGE),
    Alamat(
        "organisasi:tambah_instansi",
        data=lambda cast: {
            "nama": "Pemerintah Provinsi Baru",
            "jenis": "provinsi",
            "zona_waktu": "Asia/Jakarta",
            "admin-username": "admin_baru",
            "admin-nama": "Admin Baru",
            "admin-sandi1": "melati-di-tepi-kali",
            "admin-sandi2": "melati-di-tepi-kali",
        },
        get=PENGELOLA_PAGE,
        post=PENGELOLA_POST,
    ),
    Alamat(
        "organisasi:ubah_instansi",
        args=lambda cast: {"pk": cast.instansi.pk},
        data=lambda cast: {"nama": "Kota", "jenis": "kota", "zona_waktu": "Asia/Jakarta"},
        get=PENGELOLA_PAGE,
        post=PENGELOLA_POST,
    ),
    Alamat("organisasi:logo", get=ADMIN_PAGE, post=ADMIN_PAGE),
    Alamat("organisasi:logo_instansi", args=town, get=PENGELOLA_PAGE, post=PENGELOLA_PAGE),
    Alamat("organisasi:gambar_logo", args=with_logo, get=untuk(200, asing=404)),
    Alamat("organisasi:daftar_tugas", get=untuk(200)),
    Alamat("organisasi:tugas", args=job("antre"), get=MINE),
    Alamat("organisasi:unduh_tugas", args=job("selesai"), get=MINE),
    Alamat("organisasi:unduh_tugas", args=job("gagal"), get=untuk(404)),
    Alamat("organisasi:batal_tugas", args=job("antre"), get=untuk(405), post=MINE_POST),
    Alamat("organisasi:ulang_tugas", args=job("selesai"), get=untuk(405), post=MINE_POST),
]
