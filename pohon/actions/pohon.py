"""Writing the tree itself: create, describe, stage, freeze, delete; and answering a crosscutting request."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils import timezone

from lib import tree
from organisasi.izin import require_edit
from organisasi.models import Instansi, Pengguna, Periode, Unit
from pohon import potret
from pohon.actions.isi import assign, clean_text, write_rows, write_simpul
from pohon.actions.sesi import Sesi, lock_pohon, require_open_period
from pohon.actions.susunan import usual_level
from pohon.actions.tinjauan import read_superior
from pohon.aturan import check_pohon
from pohon.models import (
    Crosscutting,
    DasarOutcome,
    Perubahan,
    Pohon,
    Simpul,
    VersiPohon,
)

POHON_DATA = ("kesepakatan_tanggal", "kesepakatan_peserta", "kesepakatan_catatan")
DASAR_DATA = ("jenis", "masalah", "data", "sumber", "tahun")
TWIN_SECONDS = 10  # a form sent twice by a double click or an impatient reload


@transaction.atomic
def create_pohon_once(
    *,
    user: Pengguna,
    instansi: Instansi,
    unit: Unit | None,
    periode: Periode,
    pernyataan: str,
    **fields: Any,
) -> Pohon:
    """Create a tree, or return the one the same person made with the same words seconds ago; raises as create_pohon."""
    place: dict[str, Any] = {"user": user, "instansi": instansi, "unit": unit, "periode": periode}
    twin = find_twin(pernyataan=pernyataan, **place)
    return twin or create_pohon(pernyataan=pernyataan, **place, **fields)


def find_twin(
    *, user: Pengguna, instansi: Instansi, unit: Unit | None, periode: Periode, pernyataan: str
) -> Pohon | None:
    """Return the tree a form sent twice has already made; to be asked inside the transaction that would make it.

    The person's row is the lock: of two requests at once the second waits until the first has written.
    """
    Pengguna.objects.select_for_update().get(pk=user.pk)
    since = timezone.now() - datetime.timedelta(seconds=TWIN_SECONDS)
    rows = Pohon.objects.filter(
        instansi=instansi, unit=unit, periode=periode, dibuat_oleh=user, dibuat__gte=since
    )
    same = {"daftar_simpul__induk": None, "daftar_simpul__pernyataan": clean_text(pernyataan)}
    return rows.filter(dihapus=None, **same).order_by("-pk").first()


@transaction.atomic
def create_pohon(
    *,
    user: Pengguna,
    instansi: Instansi,
    unit: Unit | None,
    periode: Periode,
    pernyataan: str,
    **fields: Any,
) -> Pohon:
    """Create a tree with its outcome as the root and return it.

    Raises PermissionDenied unless the user may write for the unit, ValidationError for wrong data or a locked period.
    """
    require_edit(user, instansi.pk, unit)
    pohon = Pohon(instansi=instansi, unit=unit, periode=periode, dibuat_oleh=user, **fields)
    pohon.full_clean()
    if periode.terkunci:
        raise ValidationError({"periode": f"Periode {periode} terkunci."})
    pohon.save()
    root = Simpul(pohon=pohon)
    data = {
        "pernyataan": pernyataan,
        "jenis": Simpul.Jenis.OUTCOME,
        "level_kinerja": usual_level(pohon, Simpul.Jenis.OUTCOME, None),
    }
    sesi = Sesi(pohon, user)
    write_simpul(sesi, root, data)
    tree.insert(root, tree_id=pohon.pk, parent=None)
    after = {"simpul": potret.branch(root, alone=True)}
    sesi.record(Perubahan.Jenis.TAMBAH, root.pk, before={}, after=after)
    sesi.close()
    return pohon


@transaction.atomic
def update_pohon(*, user: Pengguna, pohon_id: int, data: dict[str, Any]) -> Pohon:
    """Change the agreement and the basis of the outcome (list `dasar`: entries with id change, `hapus` deletes).

    `induk_simpul` is the node of a superior unit's tree that this one continues.
    """
    pohon = lock_pohon(user, pohon_id)
    before = potret.head(pohon)
    data = dict(data)
    dasar = data.pop("dasar", [])
    if "kesepakatan_tanggal" in data:
        pohon.kesepakatan_tanggal = _read_date(data.pop("kesepakatan_tanggal"))
    if "induk_simpul" in data:
        pohon.induk_simpul = read_superior(user, pohon, data.pop("induk_simpul"))
    assign(pohon, data, POHON_DATA)
    pohon.save(update_fields=[*POHON_DATA, "induk_simpul"])
    write_rows(
        dasar,
        "dasar",
        present=DasarOutcome.objects.filter(pohon=pohon),
        new=lambda: DasarOutcome(pohon=pohon),
        write=_write_dasar,
    )
    sesi = Sesi(pohon, user)
    sesi.record(Perubahan.Jenis.POHON, None, before=before, after={"pohon": potret.head(pohon)})
    sesi.close()
    return pohon


def _read_date(value: Any) -> Any:
    field = Pohon._meta.get_field("kesepakatan_tanggal")
    if value in (None, ""):
        return None
    try:
        return field.to_python(value)
    except (ValidationError, TypeError, ValueError):
        raise ValidationError(
            {"kesepakatan_tanggal": "Tulis tanggal sebagai tahun-bulan-hari, misalnya 2026-01-31."}
        ) from None


def _write_dasar(row: DasarOutcome, data: dict[str, Any]) -> None:
    if row.pk is None:
        data = {"jenis": "", "masalah": "", **data}
    assign(row, data, DASAR_DATA)
    row.save()


@transaction.atomic
def set_tahap(*, user: Pengguna, pohon_id: int, tahap: int) -> tuple[Pohon, list[str]]:
    """Open the next stage, or go back to an earlier one; return the tree and what going back leaves behind.

    Forward: one stage at a time, and only when no galat of the stages so far stands (A-01). Raises ValidationError
    with every blocking sentence.
    """
    pohon = lock_pohon(user, pohon_id)
    before = {"tahap": pohon.tahap}
    if tahap not in Pohon.Tahap.values:
        raise ValidationError({"tahap": "Tahap harus 1 sampai 5."})
    if tahap > pohon.tahap + 1:
        raise ValidationError(
            {"tahap": f"Buka Tahap {pohon.tahap + 1} dahulu. Tahapan tidak boleh dilompati."}
        )
    if tahap > pohon.tahap:
        blocking = [f for f in check_pohon(pohon, up_to=pohon.tahap) if f.blocks]
        if blocking:
            raise ValidationError({"tahap": [f.message for f in blocking]})
    left = _left_behind(pohon, tahap) if tahap < pohon.tahap else []
    pohon.tahap = tahap
    pohon.save(update_fields=["tahap"])
    sesi = Sesi(pohon, user)
    sesi.record(Perubahan.Jenis.TAHAP, None, before=before, after={"tahap": tahap})
    sesi.close()
    return pohon, left


def _left_behind(pohon: Pohon, tahap: int) -> list[str]:
    """Say what stays in the tree although its stage is closed again."""
    nodes = potret.nodes(Simpul.objects.filter(pohon=pohon))
    kinds = {
        Pohon.Tahap.CSF: ("CSF", sum(n["jenis"] == Simpul.Jenis.CSF for n in nodes)),
        Pohon.Tahap.KONDISI: (
            "kondisi antara dan operasional",
            sum(n["jenis"] in {Simpul.Jenis.ANTARA, Simpul.Jenis.OPERASIONAL} for n in nodes),
        ),
        Pohon.Tahap.INDIKATOR: ("indikator", sum(len(n.get("indikator", [])) for n in nodes)),
    }
    said = [
        f"{count} {what} tetap tersimpan, tetapi baru dapat diubah lagi setelah Tahap {int(stage)} dibuka."
        for stage, (what, count) in kinds.items()
        if stage > tahap and count
    ]
    if tahap < Pohon.Tahap.PENUANGAN:
        said.append("Penuangan ke komponen dan jabatan yang sudah ada tetap tersimpan.")
    return said


@transaction.atomic
def set_status(*, user: Pengguna, pohon_id: int, status: str) -> Pohon:
    """Change the state of a tree (the review room decides who may); logs it. Raises Http404 when not visible."""
    pohon = lock_pohon(user, pohon_id, ignore_lock=True)
    before = {"status": pohon.status}
    pohon.status = status
    pohon.save(update_fields=["status"])
    _record_status(user, pohon, before=before, after={"status": status})
    return pohon


@transaction.atomic
def freeze_version(*, user: Pengguna, pohon: Pohon) -> VersiPohon:
    """Keep a picture of the tree as it stands, numbered from 1."""
    last = VersiPohon.objects.filter(pohon=pohon).aggregate(n=Max("nomor"))["n"] or 0
    return VersiPohon.objects.create(
        pohon=pohon, nomor=last + 1, status=pohon.status, isi=potret.whole(pohon), oleh=user
    )


def why_kept(pohon: Pohon) -> str:
    """Return why a tree cannot be put away now; empty when it can."""
    if pohon.lock_reason:
        return pohon.lock_reason
    return "Pohon yang pernah diajukan tidak dapat dihapus." if pohon.daftar_versi.exists() else ""


@transaction.atomic
def delete_pohon(*, user: Pengguna, pohon_id: int) -> None:
    """Put a draft away, to be brought back by `restore_pohon`; refuses one that was ever submitted."""
    pohon = lock_pohon(user, pohon_id)
    if reason := why_kept(pohon):
        raise ValidationError(reason)
    pohon.dihapus = timezone.now()
    pohon.save(update_fields=["dihapus"])
    _record_status(user, pohon, before={"dihapus": False}, after={"dihapus": True})


@transaction.atomic
def restore_pohon(*, user: Pengguna, pohon_id: int) -> Pohon:
    """Bring a deleted tree back; raises Http404 when there is none the user may bring back."""
    try:
        pohon = tree.lock(Pohon.objects.deleted_by_choice_of(user).filter(pk=pohon_id))
    except Pohon.DoesNotExist as error:
        raise Http404("Pohon tidak ditemukan.") from error
    require_open_period(pohon)
    pohon.dihapus = None
    pohon.save(update_fields=["dihapus"])
    _record_status(user, pohon, before={"dihapus": True}, after={"dihapus": False})
    return pohon


def _record_status(
    user: Pengguna, pohon: Pohon, *, before: dict[str, Any], after: dict[str, Any]
) -> None:
    sesi = Sesi(pohon, user)
    sesi.record(Perubahan.Jenis.STATUS, None, before=before, after=after)
    sesi.close()


@transaction.atomic
def answer_crosscutting(
    *,
    user: Pengguna,
    crosscutting_id: int,
    status: str,
    alasan: str,
    simpul_mitra: Simpul | None = None,
) -> Crosscutting:
    """Answer a request for the partner unit: agree or refuse (a refusal needs a reason).

    The answer is the partner's, so a tree that is submitted or approved takes it; one of a locked period does not.
    Raises Http404 when the request is not visible, PermissionDenied unless the user may write for the partner unit.
    """
    rows = Crosscutting.objects.filter(
        simpul__in=Simpul.objects.visible_to(user), pk=crosscutting_id
    )
    pohon_id = rows.values_list("simpul__pohon", flat=True).first()
    if pohon_id is None:
        raise Http404("Permintaan crosscutting tidak ditemukan.")
    pohon = lock_pohon(user, pohon_id, ignore_lock=True)
    require_open_period(pohon)
    row = rows.select_related("simpul__pohon", "mitra").first()
    if row is None:
        raise Http404("Permintaan crosscutting tidak ditemukan.")
    if row.mitra is None:
        raise PermissionDenied("Mitra di luar instansi tidak menjawab lewat Pokin.")
    require_edit(user, pohon.instansi_id, row.mitra)
    if status == Crosscutting.Status.DITOLAK and not alasan.strip():
        raise ValidationError({"alasan": "Tuliskan alasan penolakan."})
    before = {"simpul": potret.branch(row.simpul, alone=True)}
    row.status, row.alasan, row.simpul_mitra, row.dijawab_oleh = status, alasan, simpul_mitra, user
    row.full_clean()
    row.save()
    Simpul.objects.filter(pk=row.simpul_id).update(versi=row.simpul.versi + 1)
    sesi = Sesi(pohon, user)
    after = {"simpul": potret.branch(Simpul.objects.get(pk=row.simpul_id), alone=True)}
    sesi.record(Perubahan.Jenis.UBAH, row.simpul_id, before=before, after=after)
    sesi.close()
    return row
