"""Scores are kept: when a version is frozen for good, and of each tree as last reckoned, for the league."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from evaluasi.models import SkorPohon, SkorVersi
from evaluasi.skor import Skor, reckon
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from pohon.models import Pohon, VersiPohon

JOB = "hitung_skor"
OFTEN = datetime.timedelta(minutes=5)  # an unchanged score is not written down again sooner


@transaction.atomic
def keep_score(versi: VersiPohon) -> SkorVersi | None:
    """Keep the score of a version just frozen, and that of its tree; None while no part of it is judged.

    The caller has checked who may freeze.
    """
    skor = reckon(versi.pohon)
    remember(versi.pohon, skor)
    if skor.total is None:
        return None
    return SkorVersi.objects.create(versi=versi, total=skor.total, bagian=skor.nilai)


def remember(pohon: Pohon, skor: Skor) -> None:
    """Keep what a tree came to just now; writes nothing where the same was kept a moment ago. One query then."""
    values = {
        "nomor": pohon.nomor,
        "total": skor.total,
        "bagian": skor.nilai,
        "rincian": {
            "tahapan": skor.tahapan,
            "temuan": skor.temuan,
            "hitungan": skor.hitungan,
        },
    }
    rows: Any = Pohon.objects.filter(pk=pohon.pk).annotate(usang=SkorPohon.stale_q())
    row = rows.select_related("skor").first()
    known: SkorPohon | None = getattr(row, "skor", None)
    if known is not None:
        same = not row.usang and all(getattr(known, name) == values[name] for name in values)
        if (same and skor.waktu - known.dihitung < OFTEN) or known.nomor > pohon.nomor:
            return
    SkorPohon.objects.update_or_create(pohon=pohon, defaults={**values, "dihitung": skor.waktu})


def outdate(pohon: Pohon) -> None:
    """Say that the score of a tree is out of date: a reason counts in it and changes nothing else."""
    SkorPohon.objects.filter(pohon=pohon).update(nomor=0)


@pekerjaan(JOB)
def refresh_scores(job: Kemajuan, *, instansi: int, semua: bool) -> HasilBerkas | None:
    """Reckon the trees of an instansi again: all, or those changed since they were last reckoned."""
    rows = Pohon.objects.visible_to(job.pengguna).filter(instansi=instansi)
    if not semua:
        rows = rows.filter(SkorPohon.stale_q())
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for done, pk in enumerate(keys, start=1):
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=pk)
        remember(pohon, reckon(pohon))
        job.report(100 * done / len(keys), f"Menghitung pohon {done} dari {len(keys)}")
    return None
