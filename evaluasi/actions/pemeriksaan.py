"""Keeping what the rules said of a tree, and checking the trees of an instansi again."""

from __future__ import annotations

import datetime
import hashlib

from django.db import transaction

from evaluasi.models import Pemeriksaan, TemuanTersimpan
from evaluasi.temuan import Laporan, check
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from pohon.models import Pohon

OFTEN = datetime.timedelta(minutes=5)  # an unchanged check is not written down again sooner
JOB = "periksa_temuan"


def keep(laporan: Laporan) -> None:
    """Keep what a check found; writes nothing where the same was found a moment ago. One query then."""
    pohon, cetakan = laporan.pohon, _print(laporan)
    same = {"pemeriksaan__nomor": pohon.nomor, "pemeriksaan__cetakan": cetakan}
    rows = Pohon.objects.filter(pk=pohon.pk, **same).annotate(usang=Pemeriksaan.stale_q())
    known = rows.values_list("pemeriksaan__diperiksa", "usang").first()
    if known is None:
        _replace(laporan, cetakan)
        return
    before, usang = known
    if usang or laporan.waktu - before > OFTEN:
        Pemeriksaan.objects.filter(pohon=pohon).update(diperiksa=laporan.waktu)


def _print(laporan: Laporan) -> str:
    """Return by what two checks that found the same are known."""
    said = (
        f"{one.sidik}{one.finding.severity}{one.finding.blocks}{one.finding.needs_reason}"
        for one in laporan.daftar
    )
    return hashlib.sha256("|".join(said).encode()).hexdigest()


@transaction.atomic
def _replace(laporan: Laporan, cetakan: str) -> None:
    pohon = laporan.pohon
    fresh = {"nomor": pohon.nomor, "cetakan": "", "diperiksa": laporan.waktu}
    Pemeriksaan.objects.get_or_create(pohon=pohon, defaults=fresh)
    row = Pemeriksaan.objects.select_for_update().get(pohon=pohon)
    if row.nomor > pohon.nomor:
        return  # someone checked a newer state meanwhile
    TemuanTersimpan.objects.filter(pohon=pohon).delete()
    TemuanTersimpan.objects.bulk_create(_rows(laporan), batch_size=500)
    row.nomor, row.cetakan, row.diperiksa = pohon.nomor, cetakan, laporan.waktu
    row.save()


def _rows(laporan: Laporan) -> list[TemuanTersimpan]:
    return [
        TemuanTersimpan(
            pohon=laporan.pohon,
            urutan=number,
            aturan=one.finding.rule,
            tingkat=one.finding.severity.value,
            tahap=one.finding.by.tahap,
            simpul=one.finding.simpul,
            sidik=one.sidik,
            pesan=one.finding.message,
            saran=one.finding.fix,
            perlu_alasan=one.finding.needs_reason,
            menghalangi=one.finding.blocks,
        )
        for number, one in enumerate(laporan.daftar)
    ]


@pekerjaan(JOB)
def check_again(job: Kemajuan, *, instansi: int, semua: bool) -> HasilBerkas | None:
    """Check the trees of an instansi again: all, or those changed since their last check."""
    rows = Pohon.objects.visible_to(job.pengguna).filter(instansi=instansi)
    if not semua:
        rows = rows.filter(Pemeriksaan.stale_q())
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for number, pk in enumerate(keys):
        job.report(100 * number / len(keys), f"Memeriksa pohon {number + 1} dari {len(keys)}")
        pohon = rows.model.objects.select_related("instansi", "unit", "periode").filter(pk=pk)
        if (found := pohon.first()) is not None:
            keep(check(found))
    return None
