"""Writes on the evidence of a sheet: links and files, by who fills it, while it is being filled."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.shortcuts import get_object_or_404
from django.utils.text import Truncator

from evaluasi.actions.lke import lock_lke
from evaluasi.lke import berkas
from evaluasi.lke.hak import require_filler
from evaluasi.models import BuktiLke, KriteriaLke, Lke
from organisasi.models import Pengguna

MOST_PER_KRITERIA = 10
MOST_BYTES = 100 * 1024 * 1024  # of a sheet


@transaction.atomic
def add_link(*, user: Pengguna, lke_id: int, kriteria_id: int, nama: str, tautan: str) -> BuktiLke:
    """Add an https address as evidence."""
    lke, kriteria = _begin(user, lke_id, kriteria_id)
    parts = urlsplit(tautan)
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
        raise ValidationError({"tautan": "Isi dengan alamat yang dimulai https://, tanpa sandi."})
    if BuktiLke.objects.filter(lke=lke, kriteria=kriteria, tautan=tautan).exists():
        raise ValidationError(
            {"tautan": f"Tautan ini sudah menjadi bukti kriteria {kriteria.kode}."}
        )
    shown = nama.strip() or Truncator(f"{parts.hostname}{parts.path.rstrip('/')}").chars(80)
    return _keep(BuktiLke(lke=lke, kriteria=kriteria, nama=shown, tautan=tautan, oleh=user))


@transaction.atomic
def add_file(*, user: Pengguna, lke_id: int, kriteria_id: int, nama: str, isi: bytes) -> BuktiLke:
    """Add a file as evidence; its kind is read from its content."""
    lke, kriteria = _begin(user, lke_id, kriteria_id)
    found = berkas.read(nama, isi)
    _require_room(lke, kriteria, found)
    bukti = BuktiLke(
        lke=lke,
        kriteria=kriteria,
        nama=found.nama,
        isi=found.isi,
        tipe=found.tipe,
        ukuran=len(found.isi),
        oleh=user,
    )
    return _keep(bukti)


@transaction.atomic
def delete_evidence(*, user: Pengguna, bukti_id: int) -> BuktiLke:
    """Delete a piece of evidence."""
    bukti = get_object_or_404(BuktiLke.objects.visible_to(user), pk=bukti_id)
    require_filler(user, lock_lke(user, bukti.lke_id))
    BuktiLke.objects.filter(pk=bukti.pk).delete()
    return bukti


def _begin(user: Pengguna, lke_id: int, kriteria_id: int) -> tuple[Lke, KriteriaLke]:
    lke = lock_lke(user, lke_id)
    require_filler(user, lke)
    own = KriteriaLke.objects.filter(subkomponen__komponen__versi=lke.versi_id)
    kriteria = get_object_or_404(own, pk=kriteria_id)
    if BuktiLke.objects.filter(lke=lke, kriteria=kriteria).count() >= MOST_PER_KRITERIA:
        raise ValidationError(
            f"Kriteria {kriteria.kode} sudah punya {MOST_PER_KRITERIA} bukti. Hapus salah satunya dahulu."
        )
    return lke, kriteria


def _require_room(lke: Lke, kriteria: KriteriaLke, file: berkas.Berkas) -> None:
    """Refuse a file the criterion already has, and one that would make the sheet's files too many bytes."""
    rows = BuktiLke.objects.filter(lke=lke)
    same = rows.filter(kriteria=kriteria, ukuran=len(file.isi), isi=file.isi)
    if found := same.values_list("nama", flat=True).first():
        raise ValidationError(
            f"Isi berkas ini sama dengan “{found}”, yang sudah menjadi bukti kriteria {kriteria.kode}."
        )
    used = rows.aggregate(n=Sum("ukuran"))["n"] or 0
    if used + len(file.isi) > MOST_BYTES:
        raise ValidationError(
            f"Berkas bukti LKE ini sudah {MOST_BYTES // 1024**2} MB. "
            "Hapus yang tidak perlu, atau pasang sebagai tautan."
        )


def _keep(bukti: BuktiLke) -> BuktiLke:
    bukti.full_clean(exclude=["lke", "kriteria", "oleh"])
    bukti.save()
    bukti.lke.pengisi.add(bukti.oleh)
    return bukti
