"""Submitting the tree of an example, so that an evaluator finds something on the desk."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from evaluasi import actions
from evaluasi.actions.skor import remember
from evaluasi.skor import reckon
from evaluasi.temuan import check
from organisasi.models import Pengguna
from pohon.models import Pohon

if TYPE_CHECKING:
    from cascading.contoh.berkas import Entry
    from cascading.contoh.pemuat import Muatan


def load_reviu(muatan: Muatan, entry: Entry) -> None:
    """Give the reasons the file has for what the rules warn of, rule by rule, and submit the tree with its note.

    A warning without a reason refuses the submission, and so the example: the file then needs one.
    """
    pohon = muatan.simpul[entry["simpul"][0]["kunci"]].pohon_id
    reasons = entry["reviu"]["alasan"]
    author = _fresh(muatan.perencana)
    found: dict[str, list[str]] = defaultdict(list)
    for one in check(
        Pohon.objects.select_related("instansi", "unit", "periode").get(pk=pohon)
    ).daftar:
        if one.finding.needs_reason and one.finding.rule in reasons:
            found[one.finding.rule].append(one.sidik)
    for rule, sidik in found.items():
        actions.give_reason(user=author, pohon_id=pohon, sidik=sidik, alasan=reasons[rule])
    actions.submit(user=author, pohon_id=pohon, catatan=entry["reviu"]["catatan"])


def keep_figures(muatan: Muatan) -> None:
    """Keep what the rules say of the trees and what they score, so that lists and summaries have something to show."""
    rows = Pohon.objects.filter(instansi=muatan.instansi)
    for pohon in rows.select_related("instansi", "unit", "periode"):
        actions.keep(check(pohon))
        remember(pohon, reckon(pohon))


def _fresh(user: Pengguna) -> Pengguna:
    return Pengguna.objects.get(pk=user.pk)
