"""The SKP of a whole unit in one job: a ZIP with one file for each person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jabatan.exporters.sekaligus import Cara, Macam, Permintaan, bundle, compose
from jabatan.exporters.skp import skp_docx, skp_html
from jabatan.exporters.surat import kertas_of
from jabatan.models import Skp
from jabatan.skp.isi import IsiSkp
from jabatan.skp.susun import read_skp, with_position
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan

if TYPE_CHECKING:
    from organisasi.models import AnyUser

BENTUK = {"pdf": "PDF", "docx": "Word"}


def asked_for(user: AnyUser, minta: Permintaan) -> list[Skp]:
    """Return the SKP asked for, as far as the user may see them, in the order of the structure."""
    rows = minta.in_scope(Skp.objects.visible_to(user), user, "pejabat__jabatan")
    if minta.ditetapkan:
        rows = rows.exclude(status=Skp.Status.DRAF)
    return list(with_position(rows).order_by("pejabat__jabatan__lft", "mulai", "pk"))


SKP = Macam("skp", "SKP", "SKP", asked_for)


@pekerjaan("skp_semua")
def write_skp(
    job: Kemajuan,
    *,
    instansi: int,
    tahun: int,
    unit: int | None,
    ditetapkan: bool,
    kertas: str,
    bentuk: str,
) -> HasilBerkas:
    """Make the SKP of a unit or instansi in the background, as far as the one who asked may see them."""
    minta = Permintaan(instansi, tahun, unit, ditetapkan, kertas_of(kertas))
    job.report(2, f"Mengumpulkan {SKP.nama}")
    daftar = SKP.collect(job.pengguna, minta)
    cara: Cara[Skp, IsiSkp] = Cara(
        read=lambda row: read_skp(row).isi,
        nama=lambda row, isi: f"SKP {isi.pegawai.nama} {row.tahun}",
        html=partial(skp_html, kertas=minta.kertas),
        docx=partial(skp_docx, kertas=minta.kertas),
    )
    whose = minta.whose(daftar[0].pejabat.jabatan.instansi)
    files = compose(job, daftar, SKP.satuan, bentuk, cara)
    return bundle(files, bentuk, f"SKP {whose} {tahun}")
