"""Who gets which status at the addresses of this room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from organisasi.models import Periode
from perencanaan import actions
from perencanaan.models import Dokumen, ImporNomenklatur, Komponen, Nspk, Pemetaan
from pohon.models import Pohon, Simpul
from tests.base import Cast
from tests.izin import Alamat, untuk

READ = untuk(200, pengelola=404, asing=404)
WRITE_GET = untuk(403, perencana=200, admin=200, pengelola=404, asing=404)
WRITE_POST = untuk(403, perencana=302, admin=302, pengelola=404, asing=404)
POST_ONLY = untuk(405)
OF_INSTANSI = untuk(403, admin=200, pengelola=404, asing=404)
OF_INSTANSI_POST = untuk(403, admin=302, pengelola=404, asing=404)
SOME_GET = untuk(403, perencana=200, perencana_lain=200, admin=200, pengelola=404, asing=404)
SOME_POST = untuk(403, perencana=302, perencana_lain=302, admin=302, pengelola=404, asing=404)
# Nomenclature is national: an admin or a pengelola loads it; an import is seen by who began it.
LOADERS = untuk(403, admin=200, pengelola=200)
OWN_IMPORT = untuk(403, admin=200, pengelola=404)
OWN_IMPORT_POST = untuk(403, admin=302, pengelola=404)


def impor(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming an import of the admin."""
    row = ImporNomenklatur.objects.create(
        pengguna=cast.admin, pilihan={"peraturan": "Uji"}, nama="uji.xlsx", isi=b"PK"
    )
    return {"pk": row.pk}


def dokumen(cast: Cast) -> Dokumen:
    """Return the Renstra of unit A."""
    return Dokumen.objects.get_or_create(
        instansi=cast.instansi,
        unit=cast.unit_a,
        periode=cast.periode,
        jenis="renstra_pd",
        defaults={"nama": "Renstra Dishub"},
    )[0]


def komponen(cast: Cast, jenis: str = "tujuan") -> Komponen:
    """Return a tujuan of it, or the program under it."""
    upper: Komponen | None = None
    for kind in ("tujuan", "sasaran", "program"):
        upper = actions.create_komponen(
            user=cast.admin,
            dokumen=dokumen(cast).pk,
            jenis=kind,
            nama=f"Satu {kind}",
            induk=upper.pk if upper else None,
        )
        if kind == jenis:
            break
    assert upper is not None
    return upper


def pohon(cast: Cast, tahap: int = 5) -> Pohon:
    """Return a tree of unit A whose root is strategic."""
    tree = cast.make_pohon(unit=cast.unit_a, tahap=tahap)
    Simpul.objects.filter(pohon=tree).update(level_kinerja="strategis_urusan")
    return tree


def simpul(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming its root."""
    return {"pk": Simpul.objects.get(pohon=pohon(cast)).pk}


def pemetaan(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming a mapping."""
    row = Pemetaan.objects.create(
        simpul=Simpul.objects.get(pohon=pohon(cast)), komponen=komponen(cast)
    )
    return {"pk": row.pk}


def link(cast: Cast) -> dict[str, Any]:
    """Return what links the root of the newest tree to a tujuan."""
    root = Simpul.objects.order_by("-pk").first()
    assert root is not None
    return {
        "simpul": root.pk,
        "kolom": komponen(cast).pk,
        "tertaut": True,
        "rincian": {"alasan": "Sama"},
    }


def of_dokumen(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming the document."""
    return {"pk": dokumen(cast).pk}


def unduhan(tabel: str, ext: str) -> Callable[[Cast], dict[str, Any]]:
    """Return what makes the arguments of a download."""
    return lambda cast: {**of_dokumen(cast), "tabel": tabel, "ext": ext}


def of_komponen(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming a tujuan."""
    return {"pk": komponen(cast).pk}


def of_program(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming a program."""
    return {"pk": komponen(cast, "program").pk}


def isian(cast: Cast) -> dict[str, Any]:
    """Return what the grid sends for one komponen."""
    row = komponen(cast)
    return {"komponen": [{"id": row.pk, "versi": row.versi, "teks": {"lokasi": "Kota"}}]}


def rpjmd(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming an RPJMD."""
    row = Dokumen.objects.get_or_create(
        instansi=cast.instansi, periode=cast.periode, jenis="rpjmd", defaults={"nama": "RPJMD"}
    )[0]
    return {"pk": row.pk}


def nspk(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming an NSPK."""
    row = Nspk.objects.create(instansi=cast.instansi, nama=f"NSPK {Nspk.objects.count()}")
    return {"pk": row.pk}


def data_dokumen(cast: Cast) -> dict[str, Any]:
    """Return what the form of a document sends; the document of the period 2030 is new."""
    return {
        "jenis": "renstra_pd",
        "nama": "Renstra",
        "unit": cast.unit_a.pk,
        "periode": cast.periode.pk,
    }


def established(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming the document, established."""
    komponen(cast)
    row = actions.establish(
        user=cast.admin, dokumen=dokumen(cast).pk, tanggal=date(2025, 9, 1), dasar="Perwal 1"
    )
    return {"pk": row.pk}


def changed(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming a perubahan of the document."""
    row, _ = actions.create_perubahan(
        user=cast.admin, alasan="Uji", dokumen=established(cast)["pk"]
    )
    return {"pk": row.pk}


def renja(cast: Cast) -> dict[str, Any]:
    """Return the arguments naming a Renja of the document."""
    row, _ = actions.create_renja(user=cast.admin, renstra=dokumen(cast).pk, tahun=2026)
    return {"pk": row.pk}


def other_periode(cast: Cast) -> dict[str, Any]:
    """Return what the copy of a document to the next period sends."""
    row = Periode.objects.create(
        instansi=cast.instansi, nama="RPJMD 2030-2034", tahun_awal=2030, tahun_akhir=2034
    )
    return {"periode": row.pk}


def all_documents(cast: Cast) -> dict[str, Any]:
    """Return what the copy of all documents to the next period sends."""
    return {"dari": cast.periode.pk, "ke": other_periode(cast)["periode"]}


def branch(cast: Cast) -> dict[str, Any]:
    """Return what the copy of a branch to the Renstra of unit B sends."""
    row = Dokumen.objects.create(
        instansi=cast.instansi,
        unit=cast.unit_b,
        periode=cast.periode,
        jenis="renstra_pd",
        nama="Renstra Disdik",
    )
    return {"tujuan": [f"d{row.pk}"], "salin": "1"}


TABEL = [
    Alamat("perencanaan:daftar_nomenklatur", get=untuk(200)),
    Alamat("perencanaan:cari_nomenklatur", get=untuk(404)),
    # Without a file the form comes again.
    Alamat("perencanaan:impor_nomenklatur", get=LOADERS, post=LOADERS),
    Alamat("perencanaan:pratinjau_nomenklatur", args=impor, get=OWN_IMPORT),
    Alamat("perencanaan:terapkan_nomenklatur", args=impor, get=POST_ONLY, post=OWN_IMPORT_POST),
    Alamat("perencanaan:tugas_nomenklatur", args=impor, get=POST_ONLY, post=OWN_IMPORT_POST),
    Alamat("perencanaan:unduh_temuan", args=impor, get=OWN_IMPORT),
    Alamat("perencanaan:banding_nomenklatur", get=untuk(200)),
    # Without two versions there is nothing to download.
    Alamat("perencanaan:unduh_banding", get=untuk(404)),
    Alamat("perencanaan:daftar_dokumen", get=untuk(200, pengelola=403)),
    Alamat(
        "perencanaan:tambah_dokumen",
        data=data_dokumen,
        get=untuk(403, perencana=200, perencana_lain=200, admin=200, asing=200),
        # Unit A is no choice for a perencana of unit B or of another instansi: the form again.
        post=untuk(403, perencana=302, admin=302, perencana_lain=200, asing=200),
    ),
    Alamat("perencanaan:dokumen", args=of_dokumen, get=READ),
    Alamat(
        "perencanaan:ubah_dokumen",
        args=of_dokumen,
        data=data_dokumen,
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    Alamat("perencanaan:unduh_tabel", args=unduhan("tc25", "xlsx"), get=READ),
    Alamat("perencanaan:unduh_tabel", args=unduhan("tc27", "pdf"), get=READ),
    # The PDF of the whole document is a Tugas: the answer leads to its page.
    Alamat(
        "perencanaan:unduh_tabel",
        args=unduhan("semua", "pdf"),
        get=untuk(302, pengelola=404, asing=404),
    ),
    Alamat("perencanaan:unduh_tabel", args=unduhan("tabel5", "xlsx"), get=untuk(404)),
    Alamat(
        "perencanaan:tabel", args=lambda cast: {**of_dokumen(cast), "tabel": "tujuan"}, get=READ
    ),
    Alamat(
        "perencanaan:tabel",
        args=lambda cast: {**of_dokumen(cast), "tabel": "tabel5"},
        get=untuk(404),
    ),
    Alamat("perencanaan:tabel_instansi", get=untuk(200, pengelola=403)),
    # Without a document in the instansi there is nothing to download.
    Alamat(
        "perencanaan:unduh_tabel_instansi",
        args=lambda cast: {"ext": "xlsx"},
        get=untuk(404, pengelola=403),
    ),
    # Everyone who reads the document may look at its grid; an empty save is a save.
    Alamat(
        "perencanaan:isian_dokumen",
        args=of_dokumen,
        data=isian,
        json=True,
        get=READ,
        post=untuk(403, perencana=200, admin=200, pengelola=404, asing=404),
    ),
    Alamat("perencanaan:data_isian", args=of_dokumen, get=READ),
    Alamat(
        "perencanaan:visi_misi",
        args=rpjmd,
        data=lambda cast: {"visi": "Kota lancar", "baru": "Satu"},
        get=OF_INSTANSI,
        post=OF_INSTANSI_POST,
    ),
    # A Renstra has no visi of its own.
    Alamat(
        "perencanaan:visi_misi",
        args=of_dokumen,
        get=untuk(403, perencana=404, admin=404, pengelola=404, asing=404),
    ),
    Alamat(
        "perencanaan:acuan_komponen",
        args=of_komponen,
        data=lambda cast: {"nspk": [nspk(cast)["pk"]]},
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    Alamat(
        "perencanaan:strategi_komponen",
        args=lambda cast: {"pk": komponen(cast, "sasaran").pk},
        data=lambda cast: {"baru": "Satu"},
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    Alamat("perencanaan:daftar_nspk", get=untuk(200, pengelola=403)),
    Alamat(
        "perencanaan:tambah_nspk",
        data=lambda cast: {"nama": "Standar pelayanan minimal"},
        get=untuk(403, perencana=200, perencana_lain=200, admin=200, asing=200),
        post=untuk(403, perencana=302, perencana_lain=302, admin=302, asing=302),
    ),
    # The catalogue is the instansi's: whoever writes something in it may change it.
    Alamat(
        "perencanaan:ubah_nspk",
        args=nspk,
        data=lambda cast: {"nama": "Standar"},
        get=SOME_GET,
        post=SOME_POST,
    ),
    Alamat("perencanaan:hapus_nspk", args=nspk, get=SOME_GET, post=SOME_POST),
    Alamat("perencanaan:kesenjangan", args=of_dokumen, get=READ),
    Alamat("perencanaan:unduh_kesenjangan", args=of_dokumen, get=READ),
    # Without a choice the page comes again with a sentence.
    Alamat("perencanaan:penyesuaian_kode", args=of_dokumen, get=READ, post=WRITE_POST),
    Alamat(
        "perencanaan:buat_renja",
        args=of_dokumen,
        data=lambda cast: {"tahun": 2026},
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    # Without a komponen chosen the preview comes again.
    Alamat("perencanaan:perbarui_renja", args=renja, get=WRITE_GET, post=WRITE_GET),
    Alamat(
        "perencanaan:salin_dokumen",
        args=of_dokumen,
        data=other_periode,
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    Alamat(
        "perencanaan:salin_semua",
        data=all_documents,
        get=untuk(403, admin=200),
        post=untuk(403, admin=302),
    ),
    Alamat(
        "perencanaan:tetapkan_dokumen",
        args=lambda cast: {"pk": komponen(cast).dokumen_id},
        data=lambda cast: {"tanggal": "2025-09-01", "dasar": "Perwal 1"},
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    Alamat(
        "perencanaan:batalkan_penetapan",
        args=established,
        get=untuk(403, admin=200, pengelola=404, asing=404),
        post=untuk(403, admin=302, pengelola=404, asing=404),
    ),
    Alamat(
        "perencanaan:buat_perubahan",
        args=established,
        data=lambda cast: {"alasan": "RPJMD berubah"},
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    Alamat("perencanaan:perubahan_dokumen", args=changed, get=READ),
    Alamat("perencanaan:unduh_perubahan", args=changed, get=READ),
    # A document without a version before it has nothing to download.
    Alamat("perencanaan:unduh_perubahan", args=of_dokumen, get=untuk(404)),
    Alamat(
        "perencanaan:salin_cabang",
        args=of_program,
        data=branch,
        get=untuk(403, perencana=200, perencana_lain=200, admin=200, pengelola=404, asing=404),
        # The perencana of unit A may not write the Renstra of unit B: the form again.
        post=untuk(403, perencana=200, perencana_lain=302, admin=302, pengelola=404, asing=404),
    ),
    Alamat("perencanaan:hapus_dokumen", args=of_dokumen, get=WRITE_GET, post=WRITE_POST),
    Alamat(
        "perencanaan:tambah_komponen",
        args=of_dokumen,
        data=lambda cast: {"nama": "Lalu lintas lancar"},
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    Alamat(
        "perencanaan:ubah_komponen",
        args=of_komponen,
        data=lambda cast: {"nama": "Lalu lintas lancar"},
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    Alamat("perencanaan:hapus_komponen", args=of_komponen, get=WRITE_GET, post=WRITE_POST),
    Alamat(
        "perencanaan:pindah_komponen",
        args=of_komponen,
        data=lambda cast: {"letak": ":"},
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    Alamat(
        "perencanaan:pagu_komponen",
        args=of_program,
        data=lambda cast: {"nilai_0_2026": "1.000"},
        get=WRITE_GET,
        post=WRITE_POST,
    ),
    Alamat("perencanaan:pemetaan", args=lambda cast: {"pohon_pk": pohon(cast).pk}, get=READ),
    Alamat("perencanaan:pemetaan", args=lambda cast: {"pohon_pk": pohon(cast, 3).pk}, get=READ),
    Alamat(
        "perencanaan:usulan_pemetaan",
        args=lambda cast: {"pohon_pk": pohon(cast).pk},
        data=lambda cast: {"dokumen": dokumen(cast).pk},
        # Without a document there is nothing to preview.
        get=untuk(403, perencana=404, admin=404, pengelola=404, asing=404),
        post=WRITE_POST,
    ),
    Alamat(
        "perencanaan:bentuk_pemetaan",
        args=lambda cast: {"pohon_pk": pohon(cast).pk},
        # Without a document there is nothing to draw.
        get=untuk(404),
    ),
    Alamat(
        "perencanaan:periksa_banyak",
        args=lambda cast: {"pohon_pk": pohon(cast).pk},
        data=lambda cast: {"periksa": pemetaan(cast)["pk"]},
        get=POST_ONLY,
        post=WRITE_POST,
    ),
    Alamat("perencanaan:sesuaikan_pemetaan", args=pemetaan, get=POST_ONLY, post=WRITE_POST),
    Alamat("perencanaan:periksa_pemetaan", args=pemetaan, get=POST_ONLY, post=WRITE_POST),
    Alamat(
        "perencanaan:alasan_pemetaan",
        args=pemetaan,
        data=lambda cast: {f"alasan_{Pemetaan.objects.latest('pk').pk}": "Satu program"},
        get=POST_ONLY,
        post=WRITE_POST,
    ),
    Alamat("perencanaan:bagian_simpul", args=simpul, get=READ),
    # Without a document there is nothing to offer.
    Alamat("perencanaan:cari_komponen", args=simpul, get=untuk(404)),
    Alamat(
        "perencanaan:petakan_simpul",
        args=simpul,
        data=lambda cast: {"komponen": komponen(cast).pk},
        get=POST_ONLY,
        post=WRITE_POST,
    ),
    Alamat(
        "perencanaan:tuangkan_simpul",
        args=simpul,
        data=lambda cast: {"dokumen": dokumen(cast).pk},
        get=POST_ONLY,
        post=WRITE_POST,
    ),
    Alamat("perencanaan:lepas_pemetaan", args=pemetaan, get=POST_ONLY, post=WRITE_POST),
    Alamat(
        "api_perencanaan:komponen",
        args=lambda cast: {"pohon_id": pohon(cast).pk},
        data=link,
        json=True,
        get=untuk(200, anonim=401, pengelola=404, asing=404),
        post=untuk(403, anonim=401, perencana=200, admin=200, pengelola=404, asing=404),
    ),
]
