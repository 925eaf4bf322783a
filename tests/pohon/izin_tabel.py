"""URL x role: the tree, its pages and its API."""

from pohon import actions
from pohon.models import Crosscutting, Indikator, PustakaIndikator, Simpul
from tests.base import Cast
from tests.izin import Alamat, untuk

READ = untuk(200, pengelola=403)
SEE = untuk(200, pengelola=404, asing=404)
WRITE_PAGE = untuk(403, perencana=200, admin=200, pengelola=404, asing=404)
WRITE_POST = untuk(403, perencana=302, admin=302, pengelola=404, asing=404)
ANY_WRITER = untuk(403, perencana=200, perencana_lain=200, admin=200, asing=200)
ADMIN_PAGE = untuk(403, admin=200, pengelola=404, asing=404)
API_SEE = untuk(200, anonim=401, pengelola=404, asing=404)
API_WRITE = untuk(403, perencana=200, admin=200, pengelola=404, asing=404, anonim=401)


def tree(cast: Cast) -> dict:
    return {"pk": cast.make_pohon(unit=cast.unit_a).pk}


def api_tree(cast: Cast) -> dict:
    return {"pohon_id": cast.make_pohon(unit=cast.unit_a).pk}


def frozen_tree(cast: Cast) -> dict:
    pohon = cast.make_pohon(unit=cast.unit_a)
    return {
        "pohon_id": pohon.pk,
        "nomor": actions.freeze_version(user=cast.admin, pohon=pohon).nomor,
    }


def deleted_tree(cast: Cast) -> dict:
    pohon = cast.make_pohon(unit=cast.unit_a)
    actions.delete_pohon(user=cast.admin, pohon_id=pohon.pk)
    return {"pk": pohon.pk}


def request_to_unit_a(cast: Cast) -> dict:
    """A crosscutting request of unit B to unit A: unit A's perencana answers."""
    pohon = cast.make_pohon(unit=cast.unit_b, tahap=3)
    root = Simpul.objects.get(pohon=pohon)
    return {"pk": Crosscutting.objects.create(simpul=root, mitra=cast.unit_a).pk}


def card(cast: Cast) -> dict:
    row = PustakaIndikator.objects.create(
        instansi=cast.instansi, nama="Waktu tempuh", satuan="menit"
    )
    return {"pk": row.pk}


def measure(cast: Cast) -> dict:
    pohon = cast.make_pohon(unit=cast.unit_a, tahap=4)
    root = Simpul.objects.get(pohon=pohon)
    return {"pk": Indikator.objects.create(simpul=root, nama="Waktu tempuh", satuan="menit").pk}


def tahap(**more) -> Alamat:
    return Alamat("pohon:unduh_tahap", args=lambda cast: {**tree(cast), **more}, get=SEE)


TABEL = [
    Alamat("pohon:daftar_pohon", get=READ),
    Alamat(
        "pohon:tambah_pohon",
        get=untuk(403, perencana=200, perencana_lain=200, admin=200, asing=200),
        post=untuk(403, perencana=302, perencana_lain=200, admin=302, asing=200),
        data=lambda cast: {
            "unit": cast.unit_a.pk,
            "periode": cast.periode.pk,
            "pernyataan": "Kemacetan berkurang",
        },
    ),
    Alamat(
        "pohon:contoh_pohon",
        get=untuk(405),
        post=untuk(403, perencana=302, perencana_lain=302, admin=302, asing=302),
    ),
    Alamat("pohon:editor", args=tree, get=SEE),
    Alamat(
        "pohon:dasar",
        args=tree,
        get=SEE,
        post=WRITE_POST,
        data=lambda cast: {
            "dasar-TOTAL_FORMS": "1",
            "dasar-INITIAL_FORMS": "0",
            "dasar-0-jenis": "mandat",
            "dasar-0-masalah": "Tugas perhubungan",
        },
    ),
    Alamat(
        "pohon:tinjauan",
        args=lambda cast: {"pk": cast.make_pohon(unit=cast.unit_a, tahap=3).pk},
        get=SEE,
        post=WRITE_POST,
        data=lambda cast: {"jenis": "redundansi", "redundansi-catatan": "Tidak ada yang berulang"},
    ),
    Alamat("pohon:hapus_pohon", args=tree, get=WRITE_PAGE, post=WRITE_POST),
    Alamat(
        "pohon:pulihkan_pohon",
        args=deleted_tree,
        get=untuk(405),
        post=untuk(404, perencana=302, admin=302),
    ),
    tahap(ext="xlsx"),
    tahap(ext="pdf"),
    Alamat("pohon:unduh_bagan", args=tree, get=SEE),
    Alamat("pohon:unduh_lembar", args=tree, get=SEE),
    Alamat(
        "pohon:impor",
        args=tree,
        get=WRITE_PAGE,
        post=WRITE_PAGE,  # without a file: the page says so
    ),
    Alamat("pohon:terapkan_impor", args=tree, get=untuk(405), post=WRITE_POST),
    Alamat("pohon:daftar_crosscutting", get=READ),
    Alamat(
        "pohon:jawab_crosscutting",
        args=request_to_unit_a,
        get=WRITE_PAGE,
        post=WRITE_POST,
        data=lambda cast: {"status": "ditolak", "alasan": "Bukan tugas kami"},
    ),
    Alamat("api:daftar_pohon", get=untuk(200, anonim=401)),
    Alamat(
        "api:pohon",
        args=api_tree,
        get=API_SEE,
        post=API_WRITE,
        metode="PATCH",
        data=lambda cast: {"kesepakatan_peserta": "Camat"},
    ),
    Alamat(
        "api:operasi",
        args=api_tree,
        get=untuk(405, anonim=401),
        post=untuk(403, perencana=400, admin=400, pengelola=404, asing=404, anonim=401),
        json=True,
        data=lambda cast: {"operasi": [{"jenis": "hapus", "simpul": "x"}]},
    ),
    Alamat("api:perubahan", args=api_tree, get=API_SEE),
    Alamat("api:terhapus", args=api_tree, get=API_SEE),
    Alamat("api:daftar_versi", args=api_tree, get=API_SEE),
    Alamat("api:versi", args=frozen_tree, get=API_SEE),
    Alamat(
        "api:hadir",
        args=api_tree,
        post=untuk(204, pengelola=404, asing=404, anonim=401),
        data=lambda cast: {"kunci": "a1", "simpul": None},
        json=True,
    ),
    Alamat("api:riwayat_simpul", args=lambda cast: {**api_tree(cast), "simpul_id": 1}, get=API_SEE),
    Alamat(
        "api:tahap",
        args=api_tree,
        post=API_WRITE,
        json=True,
        data=lambda cast: {"tahap": 1},
    ),
    Alamat("pohon:daftar_pustaka", get=READ),
    Alamat(
        "pohon:tambah_pustaka",
        get=ANY_WRITER,
        post=untuk(403, perencana=302, perencana_lain=302, admin=302, asing=302),
        data=lambda cast: {"nama": "Waktu tempuh", "polaritas": "minimize"},
    ),
    Alamat("pohon:impor_pustaka", get=ANY_WRITER, post=ANY_WRITER),
    Alamat(
        "pohon:terapkan_pustaka",
        get=untuk(405),
        post=untuk(403, perencana=302, perencana_lain=302, admin=302, asing=302),
    ),
    Alamat("pohon:unduh_pustaka", args=lambda cast: {"jenis": "templat"}, get=READ),
    Alamat(
        "pohon:pustaka",
        args=card,
        get=SEE,
        post=untuk(403, perencana=302, perencana_lain=302, admin=302, pengelola=404, asing=404),
    ),
    Alamat(
        "pohon:ubah_pustaka",
        args=card,
        get=ADMIN_PAGE,
        post=untuk(403, admin=302, pengelola=404, asing=404),
        data=lambda cast: {"nama": "Waktu tempuh", "polaritas": "minimize", "tanda": "1"},
    ),
    Alamat(
        "pohon:hapus_pustaka",
        args=card,
        get=ADMIN_PAGE,
        post=untuk(403, admin=302, pengelola=404, asing=404),
    ),
    Alamat(
        "pohon:simpan_pustaka",
        args=measure,
        get=untuk(405),
        post=WRITE_POST,
    ),
    Alamat("api:daftar_pustaka", get=untuk(200, anonim=401)),
]
