"""Writes on proposals: counting them (at once for few trees, else as a job), and taking them over."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from evaluasi.actions.lke import lock_lke
from evaluasi.actions.pemeriksaan import keep
from evaluasi.lke import usulan
from evaluasi.lke.hak import filled, is_judge, lock_of, require_filler
from evaluasi.lke.nilai import HUNDRED
from evaluasi.models import JawabanKriteria, KriteriaLke, Lke, Pemeriksaan, UsulanLke
from evaluasi.temuan import check
from lib.teks import format_number
from organisasi.izin import require_edit
from organisasi.models import Pengguna, Tugas
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan, start
from pohon.models import Pohon

if TYPE_CHECKING:
    from pohon.models.pohon import PohonQuerySet

JOB = "usulan_lke"
MOST_TREES, MOST_NODES = 5, 1500  # to be checked again within a request; more is a job
Terpenuhi = JawabanKriteria.Terpenuhi


@dataclass(frozen=True)
class HasilPakai:
    """How many proposals were taken over, and how many criteria were left as a person answered them."""

    dipakai: int
    dibiarkan: int


def _require(user: Pengguna, lke: Lke) -> None:
    """Refuse whom neither fills the sheet nor judges it, a judged sheet and a locked period."""
    if not (is_judge(user, lke) and not filled(user, lke)):
        require_edit(user, lke.instansi_id, lke.unit)
    if lke.is_settled:
        raise ValidationError("LKE ini sudah dinilai; usulannya tidak dihitung lagi.")
    if locked := lock_of(lke.instansi_id, lke.tahun):
        raise ValidationError(locked)


def _stale(lke: Lke) -> PohonQuerySet:
    """Return the trees of a sheet that changed since they were checked."""
    return usulan.trees_of(lke).filter(Pemeriksaan.stale_q())


def count_proposals(*, user: Pengguna, lke: Lke) -> Tugas | None:
    """Count the proposals of a sheet anew, or start a job that does; returns the job."""
    _require(user, lke)
    stale = _stale(lke)
    nodes = stale.aggregate(pohon=Count("pk", distinct=True), simpul=Count("daftar_simpul"))
    if nodes["pohon"] > MOST_TREES or nodes["simpul"] > MOST_NODES:
        return start(
            jenis=JOB,
            judul=f"Usulan {lke}",
            pengguna=user,
            instansi=lke.instansi,
            argumen={"lke": lke.pk},
        )
    for pk in _numbers(stale):
        _check(pk)
    _keep(user, lke.pk)
    return None


@pekerjaan(JOB)
def count_in_background(job: Kemajuan, *, lke: int) -> HasilBerkas | None:
    """Check the trees of a sheet that were not checked lately, then count its proposals."""
    sheet = get_object_or_404(
        Lke.objects.visible_to(job.pengguna).select_related("instansi", "unit"), pk=lke
    )
    _require(job.pengguna, sheet)
    stale = _numbers(_stale(sheet))
    for number, pk in enumerate(stale, start=1):
        job.report(90 * number / len(stale), f"Memeriksa pohon {number} dari {len(stale)}")
        _check(pk)
    job.report(95, "Menghitung usulan")
    _keep(job.pengguna, sheet.pk)
    return None


def _numbers(trees: PohonQuerySet) -> list[int]:
    return list(trees.order_by("pk").values_list("pk", flat=True))


def _check(pk: int) -> None:
    pohon = Pohon.objects.select_related("instansi", "unit", "periode").filter(pk=pk).first()
    if pohon is not None:
        keep(check(pohon))


@transaction.atomic
def _keep(user: Pengguna, lke_id: int) -> None:
    """Write the proposals down, if it is still the time, for criteria of these codes that the version stars."""
    lke = lock_lke(user, lke_id)
    _require(user, lke)
    starred = KriteriaLke.objects.filter(
        subkomponen__komponen__versi=lke.versi_id, menyangkut_pohon=True
    )
    kriteria = {row.kode: row for row in starred}
    now = timezone.now()
    rows = [
        UsulanLke(
            lke=lke,
            kriteria=kriteria[one.kode],
            pembilang=one.pembilang,
            penyebut=one.penyebut,
            dihitung=one.dihitung,
            rincian=one.rincian,
            waktu=now,
        )
        for one in usulan.count(lke)
        if one.kode in kriteria
    ]
    UsulanLke.objects.filter(lke=lke).delete()
    UsulanLke.objects.bulk_create(rows)
    Lke.objects.filter(pk=lke.pk).update(usulan_dihitung=now)


def answer_of(row: UsulanLke) -> str:
    """Return what a figure proposes: all is ya, nothing is tidak, else sebagian; empty without anything counted."""
    if not row.penyebut:
        return ""
    if row.pembilang >= row.penyebut:
        return Terpenuhi.YA
    return Terpenuhi.SEBAGIAN if row.pembilang > 0 else Terpenuhi.TIDAK


def percent_of(row: UsulanLke) -> Decimal | None:
    """Return the figure in percent, not rounded; None without anything counted."""
    return row.pembilang / row.penyebut * HUNDRED if row.penyebut else None


def sentence_of(row: UsulanLke) -> str:
    """Return the figure in words."""
    percent = percent_of(row)
    if percent is None:
        return f"Belum ada yang dapat dihitung ({row.dihitung})."
    part, whole = format_number(row.pembilang), format_number(row.penyebut)
    return f"{part} dari {whole} {row.dihitung} ({format_number(round(percent, 1))} %)."


@transaction.atomic
def use_proposals(*, user: Pengguna, lke_id: int, kriteria_id: int | None = None) -> HasilPakai:
    """Take over one proposal, or all that have a figure; what a person answered is never overwritten."""
    lke = lock_lke(user, lke_id)
    require_filler(user, lke)
    rows = UsulanLke.objects.filter(lke=lke, penyebut__gt=0).select_related("kriteria")
    if kriteria_id is not None:
        rows = rows.filter(kriteria=kriteria_id)
        if not rows:
            raise ValidationError(
                "Usulan untuk kriteria ini belum dapat dihitung. Isi jawabannya sendiri."
            )
    answers = {row.kriteria_id: row for row in JawabanKriteria.objects.filter(lke=lke)}
    used = left = 0
    for row in rows:
        answer = answers.get(row.kriteria_id) or JawabanKriteria(lke=lke, kriteria=row.kriteria)
        if answer.is_typed:
            left += 1
            continue
        _take(answer, row, user)
        used += 1
    if kriteria_id is not None and left:
        raise ValidationError(
            "Kriteria ini sudah dijawab seseorang, jadi usulan tidak menimpanya. Kosongkan dahulu jawabannya."
        )
    if used:
        lke.pengisi.add(user)
        lke.save(update_fields=["diubah"])
    return HasilPakai(used, left)


def _take(answer: JawabanKriteria, row: UsulanLke, user: Pengguna) -> None:
    answer.terpenuhi = answer_of(row)
    answer.catatan = sentence_of(row)
    answer.dari_usulan = {
        "pembilang": row.pembilang,
        "penyebut": row.penyebut,
        "waktu": row.waktu,
    }
    answer.diisi_oleh = user
    answer.versi += 1
    answer.save()


def changed_since(lke: Lke) -> bool:
    """Whether a tree of the sheet changed after its proposals were counted. One query."""
    if lke.usulan_dihitung is None:
        return True
    return usulan.trees_of(lke).filter(Q(diubah__gt=lke.usulan_dihitung)).exists()
