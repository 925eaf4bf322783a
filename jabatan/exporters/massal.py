"""The letters of a whole unit or instansi in one job: a ZIP of letters with all of them joined, or one PDF."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Max, OuterRef, Subquery

from jabatan.exporters.sekaligus import Cara, Macam, Permintaan, bundle, compose
from jabatan.exporters.surat import kertas_of, letter_html
from jabatan.exporters.word import letter_docx
from jabatan.models import PerjanjianKinerja
from jabatan.pk.isi import IsiPk
from jabatan.pk.susun import read
from jabatan.pk.target import Rencana
from organisasi.logo import logo_of
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan

if TYPE_CHECKING:
    from organisasi.models import AnyUser

BENTUK = {"pdf": "Surat PDF (ZIP, dengan satu PDF gabungan)", "gabungan": "Satu PDF gabungan"}
BENTUK["docx"] = "Surat Word (ZIP)"


def newest(user: AnyUser, minta: Permintaan) -> list[PerjanjianKinerja]:
    """Return the last PK of each position, in the order of the structure; `ditetapkan`: the last signed one."""
    rows = minta.in_scope(PerjanjianKinerja.objects.visible_to(user), user, "jabatan")
    if minta.ditetapkan:
        rows = rows.filter(status=PerjanjianKinerja.Status.DITETAPKAN)
    same = rows.filter(jabatan=OuterRef("jabatan")).order_by().values("jabatan")
    last = same.annotate(akhir=Max("urutan")).values("akhir")
    rows = rows.filter(urutan=Subquery(last)).select_related(
        "jabatan__instansi", "jabatan__unit", "jabatan__induk__unit"
    )
    return list(rows.order_by("jabatan__lft"))


PK = Macam("pk", "perjanjian kinerja", "surat", newest)


@pekerjaan("pk_semua")
def write_letters(
    job: Kemajuan,
    *,
    instansi: int,
    tahun: int,
    unit: int | None,
    ditetapkan: bool,
    kertas: str,
    bentuk: str,
) -> HasilBerkas:
    """Make the letters of a unit or instansi in the background, as far as the one who asked may see them."""
    minta = Permintaan(instansi, tahun, unit, ditetapkan, kertas_of(kertas))
    job.report(2, f"Mengumpulkan {PK.nama}")
    daftar = PK.collect(job.pengguna, minta)
    logo, rencana = logo_of(instansi), Rencana()
    cara: Cara[PerjanjianKinerja, IsiPk] = Cara(
        read=lambda row: read(row, rencana).isi,
        nama=lambda row, isi: f"PK {row.jabatan.nama} {row.tahun}",
        html=partial(letter_html, kertas=minta.kertas, logo=logo),
        docx=partial(letter_docx, kertas=minta.kertas, logo=logo),
    )
    whose = minta.whose(daftar[0].jabatan.instansi)
    files = compose(job, daftar, PK.satuan, bentuk, cara)
    return bundle(files, bentuk, f"PK {whose} {tahun}", joined=True)
