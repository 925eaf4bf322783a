"""The two background jobs of an import: read and check a file, then save what the preview showed."""

from __future__ import annotations

import io

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from organisasi.tugas import Kemajuan, pekerjaan
from perencanaan.actions.impor_nomenklatur import refuse_damage
from perencanaan.importers.baca import parse
from perencanaan.importers.bentuk import Pilihan
from perencanaan.importers.hapus import parse_deletions
from perencanaan.importers.periksa import check
from perencanaan.importers.simpan import find_base, find_versi, load_isi, pack, save, unpack
from perencanaan.models import ImporNomenklatur


@pekerjaan("periksa_nomenklatur")
def check_import(job: Kemajuan, *, impor: int) -> None:
    """Read and check the file of an import and keep what the preview shows; the version is not touched."""
    row = ImporNomenklatur.objects.visible_to(job.pengguna).get(pk=impor)
    pilihan = Pilihan.from_json(row.pilihan)
    job.report(5, "Membaca berkas")
    terbaca = parse(io.BytesIO(row.isi), pilihan)
    second = io.BytesIO(row.isi_hapus) if row.isi_hapus else None
    hapus, problems = parse_deletions(row.teks_hapus, second, pilihan)
    terbaca.temuan += problems
    job.report(50, "Membandingkan dengan versi tersimpan")
    versi = find_versi(pilihan.peraturan)
    isi = load_isi(versi, find_base(pilihan, versi))
    hasil = check(terbaca, isi, hapus, pilihan.mode)
    job.report(85, "Menyimpan pratinjau")
    row.baris, row.temuan = pack(hasil)
    row.ringkasan = {
        "tata_letak": terbaca.tata_letak,
        "jumlah": hasil.rencana.total(),
        "jenjang": hasil.rencana.per_level(),
        "tolak": len(hasil.tolak),
        "peringatan": len(hasil.peringatan),
        "terhalang": refuse_damage(job.pengguna, isi, hasil.rencana),
        "versi_ada": versi is not None,
    }
    with transaction.atomic():
        row.save(update_fields=["baris", "temuan", "ringkasan"])
        job.report(95, "Menyimpan pratinjau")  # cancelled meanwhile: nothing is kept


@pekerjaan("terapkan_nomenklatur")
def apply_import(job: Kemajuan, *, impor: int) -> None:
    """Save the rows of a preview, all or none, once."""
    row = ImporNomenklatur.objects.visible_to(job.pengguna).get(pk=impor)
    if row.diterapkan:
        return
    if not row.baris:
        raise ValidationError("Berkas ini belum diperiksa. Unggah sekali lagi.")
    job.report(10, "Menyiapkan baris")
    baris, hapus = unpack(bytes(row.baris))
    job.report(25, "Menyimpan ke versi nomenklatur")

    def work() -> None:
        row.versi = save(
            baris,
            hapus,
            pilihan=Pilihan.from_json(row.pilihan),
            jumlah=row.ringkasan["jumlah"],
            user=job.pengguna,
        )
        row.diterapkan = timezone.now()
        row.isi = row.isi_hapus = row.baris = b""  # what is in the version needs no second place
        row.save(update_fields=["versi", "diterapkan", "isi", "isi_hapus", "baris"])
        job.report(95, "Menyimpan ke versi nomenklatur")  # cancelled meanwhile: nothing is written

    job.once("terapkan", work)
