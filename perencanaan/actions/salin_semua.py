"""All documents of a kind copied to a new period at once, each in a transaction of its own."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError

from organisasi.izin import require_admin
from organisasi.models import Periode
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from perencanaan.actions.bawaan import Hasil
from perencanaan.actions.salin import SudahAda, copy_dokumen
from perencanaan.models import Dokumen, VersiNomenklatur
from perencanaan.salin.hasil import DONE_BEFORE, HasilSatu, file_of


@pekerjaan("salin_semua")
def copy_documents(
    job: Kemajuan, *, jenis: str, dari: int, ke: int, versi: int | None, pagu: bool
) -> HasilBerkas:
    """Copy every current document of a kind from one period to another; those that are there are left as they are."""
    instansi = job.instansi
    assert instansi is not None
    require_admin(job.pengguna, instansi.pk)
    daftar_periode = Periode.objects.visible_to(job.pengguna).filter(instansi=instansi)
    source, target = daftar_periode.get(pk=dari), daftar_periode.get(pk=ke)
    version = VersiNomenklatur.objects.get(pk=versi) if versi else None
    rows = list(
        Dokumen.objects.visible_to(job.pengguna)
        .current()
        .filter(instansi=instansi, jenis=jenis, periode=source, tahun=None)
        .select_related("unit")
        .order_by("unit__lft", "pk")
    )
    hasil = []
    for number, row in enumerate(rows):
        job.report(95 * number / len(rows), f"Menyalin {row.nama}")
        hasil.append(_copy_one(job, row, target, version, pagu=pagu))
    label = Dokumen.Jenis(jenis).label
    rincian = [("Jenis", str(label)), ("Dari", str(source)), ("Ke", str(target))]
    return file_of("Hasil menyalin dokumen", rincian, hasil)


def _copy_one(
    job: Kemajuan,
    row: Dokumen,
    periode: Periode,
    versi: VersiNomenklatur | None,
    *,
    pagu: bool,
) -> HasilSatu:
    unit = str(row.unit or "Tingkat instansi")
    made: list[tuple[Dokumen, Hasil]] = []

    def work() -> None:
        made.append(
            copy_dokumen(
                user=job.pengguna,
                dokumen=row.pk,
                periode=periode,
                versi_nomenklatur=versi,
                pagu=pagu,
            )
        )

    try:
        if not job.once(f"dokumen:{row.pk}", work):
            return HasilSatu(unit, row.nama, "Sudah", keterangan=DONE_BEFORE)
    except SudahAda as error:
        return HasilSatu(unit, error.ada.nama, "Sudah ada", keterangan="Tidak disalin lagi.")
    except ValidationError as error:
        return HasilSatu(unit, row.nama, "Ditolak", keterangan=" ".join(error.messages))
    except (PermissionDenied, Dokumen.DoesNotExist) as error:
        return HasilSatu(unit, row.nama, "Ditolak", keterangan=str(error))
    new, hasil = made[0]
    return HasilSatu(
        unit, new.nama, "Disalin", hasil.komponen, keterangan=" ".join(hasil.tertinggal)
    )
