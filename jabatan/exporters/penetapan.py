"""What signing a whole unit did, PK by PK, as a table; and the job that does it for many."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from jabatan.actions.pk_massal import DataSurat, HasilTetap, tetapkan_semua
from lib import xlsx
from lib.berkas import TIPE, safe_name
from lib.tabel import Baris, Kolom, Rata, Tabel
from organisasi.models import Instansi, Unit
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan


def report(daftar: Sequence[HasilTetap], tahun: int) -> Tabel:
    """Return a row for each draft: signed with its number, or why not."""
    signed = sum(row.is_ditetapkan for row in daftar)
    return Tabel(
        judul=f"Hasil penetapan perjanjian kinerja tahun {tahun}",
        nama="Penetapan",
        subjudul=[f"{signed} ditetapkan, {len(daftar) - signed} belum"],
        kolom=[
            Kolom("No", 5, rata=Rata.TENGAH),
            Kolom("Jabatan", 36),
            Kolom("Unit", 28),
            Kolom("Hasil", 14, rata=Rata.TENGAH),
            Kolom("Nomor", 24),
            Kolom("Yang masih kurang", 60),
        ],
        baris=[
            Baris(
                (
                    number,
                    row.jabatan,
                    row.unit,
                    "Ditetapkan" if row.is_ditetapkan else "Belum",
                    row.nomor,
                    "\n".join(row.alasan),
                )
            )
            for number, row in enumerate(daftar, start=1)
        ],
        kosong="Tidak ada draf perjanjian kinerja pada cakupan ini.",
    )


@pekerjaan("pk_tetapkan")
def sign_all(
    job: Kemajuan,
    *,
    instansi: int,
    tahun: int,
    unit: int | None,
    tempat: str,
    tanggal: str,
    pola: str,
) -> HasilBerkas:
    """Sign the drafts of a unit in the background; a repeated attempt takes up those that are left."""
    whose = Instansi.objects.visible_to(job.pengguna).get(pk=instansi)
    of_unit = None
    if unit:
        of_unit = Unit.objects.visible_to(job.pengguna).get(pk=unit, instansi=instansi)

    def tell(done: int, total: int) -> None:
        job.report(95 * done / total, f"Memeriksa draf {done} dari {total}")

    daftar = tetapkan_semua(
        user=job.pengguna,
        instansi=whose,
        unit=of_unit,
        tahun=tahun,
        data=DataSurat(tempat, datetime.date.fromisoformat(tanggal), pola),
        progress=tell,
    )
    name = safe_name(f"Hasil penetapan PK {of_unit or whose} {tahun}", "xlsx")
    return HasilBerkas(name, TIPE["xlsx"], xlsx.write([report(daftar, tahun)]))
