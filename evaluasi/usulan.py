"""Suggested findings as the desk shows them: what the rules found, and what was made of it in each version."""

from __future__ import annotations

from typing import Any

from evaluasi.actions.pengecualian import stamp
from evaluasi.daftar_temuan import by_id
from evaluasi.models import Pengecualian, TanggapanUsulan
from evaluasi.temuan import LABELS, Temuan, check
from pohon.models import VersiPohon

Entry = dict[str, Any]


def suggestions(versi: VersiPohon, *, is_open: bool) -> list[Entry]:
    """Return what was suggested in a version.

    While it is judged: what the rules find in the tree, which is locked, each with its answer and the last one of an
    earlier version (`lalu`), then what was answered earlier and is no longer found. Later: what was answered.
    """
    now, before = _answers(versi)
    if not is_open:
        return [_kept(row, tanggapan=answer(row)) for row in now.values()]
    found = check(versi.pohon).daftar
    shown = {one.sidik for one in found}
    gone = [row for sidik, row in before.items() if sidik not in shown]
    return [
        *(_entry(one, now.get(one.sidik), before.get(one.sidik)) for one in found),
        *(_kept(row, lalu=_earlier(row), hilang=True) for row in gone),
    ]


def answers(versi: VersiPohon) -> dict[str, Entry]:
    """Return the answers given in a version, by what they answer; one query."""
    rows = TanggapanUsulan.objects.filter(versi=versi).select_related("oleh", "temuan")
    return {row.sidik: answer(row) for row in rows}


def _answers(
    versi: VersiPohon,
) -> tuple[dict[str, TanggapanUsulan], dict[str, TanggapanUsulan]]:
    """Return the answers of this version, and of each thing the last one of an earlier version; one query."""
    rows = TanggapanUsulan.objects.filter(
        versi__pohon=versi.pohon_id, versi__nomor__lte=versi.nomor
    )
    now: dict[str, TanggapanUsulan] = {}
    before: dict[str, TanggapanUsulan] = {}
    ordered = rows.select_related("oleh", "temuan", "versi").defer("versi__isi")
    for row in ordered.order_by("versi__nomor", "aturan", "pk"):
        (now if row.versi_id == versi.pk else before)[row.sidik] = row
    return now, before


def _entry(one: Temuan, now: TanggapanUsulan | None, before: TanggapanUsulan | None) -> Entry:
    finding = one.finding
    return {
        "sidik": one.sidik,
        "aturan": finding.rule,
        "tingkat": finding.severity.value,
        "label": one.label,
        "dugaan": finding.by.heuristic,
        "simpul": finding.simpul,
        "pesan": finding.message,
        "saran": finding.fix,
        "alasan": _reason(one.pengecualian),
        "tanggapan": answer(now) if now else None,
        "lalu": _earlier(before) if before else None,
    }


def _kept(row: TanggapanUsulan, **more: Any) -> Entry:
    """Return a suggestion of which only the answer is left."""
    rule = by_id().get(row.aturan)
    return {
        "sidik": row.sidik,
        "aturan": row.aturan,
        "tingkat": rule.severity.value if rule else "",
        "label": LABELS[rule.severity] if rule else "",
        "dugaan": False,
        "simpul": row.simpul,
        "pesan": row.pesan,
        "saran": "",
        "alasan": None,
        "tanggapan": None,
        "lalu": None,
        **more,
    }


def _reason(row: Pengecualian | None) -> Entry | None:
    if row is None:
        return None
    return {
        "isi": row.alasan,
        "oleh": row.oleh.nama,
        "ditolak": not row.is_valid,
        "tanggapan": row.tanggapan,
        "dikenal": stamp(row),
    }


def answer(row: TanggapanUsulan) -> Entry:
    """Return an answer with the number of the finding in the report it stands as (None: none any more)."""
    return {
        "keputusan": row.keputusan,
        "oleh": row.oleh.nama,
        "catatan": row.catatan,
        "temuan": row.temuan.nomor if row.temuan else None,
    }


def _earlier(row: TanggapanUsulan) -> Entry:
    status = row.temuan.get_status_display() if row.temuan else ""
    return {**answer(row), "versi": row.versi.nomor, "status": status}
