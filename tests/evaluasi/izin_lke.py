"""URL x role: the LKE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evaluasi.actions import lke as actions
from evaluasi.actions import lke_bukti, lke_usulan
from evaluasi.lke.hak import Sisi
from evaluasi.models import KriteriaLke, Lke
from tests.base import Cast
from tests.evaluasi.dasar_lke import fill_lke, make_lke
from tests.izin import Alamat, untuk

Args = Callable[[Cast], dict[str, Any]]
READ = untuk(200, pengelola=404, asing=404)
FILLERS = {"perencana": 200, "admin": 200}


def sheet(status: str = "diisi", **more: Any) -> Args:
    """A sheet of unit A in this state."""

    def make(cast: Cast) -> dict[str, Any]:
        lke = make_lke(cast)
        if status != "diisi":
            fill_lke(cast.perencana_a, lke, Sisi.MANDIRI)
            actions.submit_lke(user=cast.perencana_a, lke_id=lke.pk)
        if status in {"dinilai", "selesai"}:
            fill_lke(cast.evaluator, lke, Sisi.EVALUATOR)
            actions.settle_lke(user=cast.evaluator, lke_id=lke.pk)
        if status == "selesai":
            actions.finish_lke(user=cast.evaluator, lke_id=lke.pk)
        return {"pk": lke.pk, **more}

    return make


def full(langkah: str) -> Args:
    """A sheet that is complete and waits to be submitted."""

    def make(cast: Cast) -> dict[str, Any]:
        lke = make_lke(cast)
        fill_lke(cast.perencana_a, lke, Sisi.MANDIRI)
        return {"pk": lke.pk, "langkah": langkah}

    return make


def kriteria_of(pk: int, kode: str = "1.b.6") -> KriteriaLke:
    lke = Lke.objects.get(pk=pk)
    return KriteriaLke.objects.get(subkomponen__komponen__versi=lke.versi_id, kode=kode)


def criterion() -> Args:
    """A sheet and one of its criteria, with its proposals counted."""

    def make(cast: Cast) -> dict[str, Any]:
        pk = sheet()(cast)["pk"]
        lke_usulan.count_proposals(user=cast.perencana_a, lke=Lke.objects.get(pk=pk))
        return {"pk": pk, "kriteria_id": kriteria_of(pk).pk}

    return make


def evidence(cast: Cast) -> dict[str, Any]:
    """A file on a criterion of a sheet."""
    pk = sheet()(cast)["pk"]
    made = lke_bukti.add_file(
        user=cast.perencana_a,
        lke_id=pk,
        kriteria_id=kriteria_of(pk).pk,
        nama="a.pdf",
        isi=b"%PDF-1.4\n%%EOF",
    )
    return {"pk": made.pk}


def note(cast: Cast) -> dict[str, Any]:
    return {"catatan": "Periksa lagi"}


def new(cast: Cast) -> dict[str, Any]:
    make_lke(cast, tahun=2027)  # loads the version
    return {"unit": cast.unit_a.pk, "tahun": "2026"}


def link(cast: Cast) -> dict[str, Any]:
    return {"cara": "tautan", "tautan": "https://contoh.go.id/a", "nama": "A"}


WRITE = untuk(403, perencana=302, admin=302, pengelola=404, asing=404)
JUDGE = untuk(403, evaluator=302, pengelola=404, asing=404)

TABEL = [
    Alamat("evaluasi:daftar_lke", get=untuk(200, pengelola=403)),
    Alamat(
        "evaluasi:unduh_daftar_lke", get=untuk(200, pengelola=403), args=lambda c: {"ext": "xlsx"}
    ),
    Alamat(
        "evaluasi:tambah_lke",
        get=untuk(403, perencana=200, perencana_lain=200, admin=200, asing=200),
        # a perencana of another unit is not offered unit A: the form says so
        post=untuk(403, perencana=302, perencana_lain=200, admin=302, asing=200),
        data=new,
    ),
    Alamat("evaluasi:lke", get=READ, args=sheet()),
    Alamat("evaluasi:unduh_lke", get=READ, args=sheet(ext="xlsx")),
    Alamat("evaluasi:isi_lke", get=READ, post=WRITE, args=sheet(kode="1")),
    Alamat("evaluasi:nilai_lke", get=READ, post=JUDGE, args=sheet("diajukan", kode="1")),
    Alamat("evaluasi:langkah_lke", get=untuk(405), post=WRITE, args=full("ajukan")),
    Alamat(
        "evaluasi:langkah_lke", post=JUDGE, args=sheet("diajukan", langkah="kembalikan"), data=note
    ),
    Alamat(
        "evaluasi:langkah_lke", post=JUDGE, args=sheet("dinilai", langkah="lanjutkan"), data=note
    ),
    Alamat("evaluasi:langkah_lke", post=JUDGE, args=sheet("dinilai", langkah="selesai")),
    Alamat("evaluasi:langkah_lke", post=JUDGE, args=sheet("selesai", langkah="buka"), data=note),
    Alamat(
        "evaluasi:hapus_lke",
        get=untuk(403, pengelola=404, asing=404, **FILLERS),
        post=WRITE,
        args=sheet(),
    ),
    Alamat(
        "evaluasi:hitung_usulan_lke",
        get=untuk(405),
        post=untuk(403, perencana=302, admin=302, evaluator=302, pengelola=404, asing=404),
        args=sheet(),
    ),
    Alamat("evaluasi:pakai_usulan_lke", get=untuk(405), post=WRITE, args=sheet()),
    Alamat("evaluasi:usulan_lke", get=READ, args=criterion()),
    Alamat(
        "evaluasi:tambah_bukti_lke",
        get=untuk(403, pengelola=404, asing=404, **FILLERS),
        post=WRITE,
        args=criterion(),
        data=link,
    ),
    Alamat("evaluasi:unduh_bukti_lke", get=READ, args=evidence),
    Alamat(
        "evaluasi:hapus_bukti_lke",
        get=untuk(403, pengelola=404, asing=404, **FILLERS),
        post=WRITE,
        args=evidence,
    ),
]
