"""Terms of office: which two cannot stand beside each other, and when a position stood empty.

A definitive holder is absent for a while (berhalangan sementara): a Plh. stands in. The position is vacant (berhalangan
tetap): a Plt. or Pj. holds it. Source: Law 30/2014 on government administration, article 14 and its explanation.
`clash` knows no database, so that a form and an import of thousands of rows hold the same rule.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.teks import format_date

if TYPE_CHECKING:
    from jabatan.models import Pejabat

DEFINITIF, PLH = "definitif", "plh"
DAY = datetime.timedelta(days=1)


def overlap(one: Pejabat, other: Pejabat) -> bool:
    """Whether two terms share a day; an open end lasts for ever."""
    ends = one.selesai or datetime.date.max, other.selesai or datetime.date.max
    return one.mulai <= ends[1] and other.mulai <= ends[0]


def clash(pejabat: Pejabat, others: Iterable[Pejabat]) -> tuple[str, str] | None:
    """Return the field and the sentence that says why a term cannot stand beside one of `others`; None when it can.

    `others` are further terms of the position and of the person, each with its `jabatan`.
    """
    for other in others:
        if other is pejabat or not overlap(pejabat, other):
            continue
        if found := _in_position(pejabat, other) or _of_person(pejabat, other):
            return found
    return None


def _in_position(pejabat: Pejabat, other: Pejabat) -> tuple[str, str] | None:
    if pejabat.jabatan_id != other.jabatan_id:
        return None
    kinds = {pejabat.status, other.status}
    if kinds == {DEFINITIF}:
        return "mulai", f"{other.nama} sudah menjabat pada masa itu; akhiri dahulu masa jabatannya."
    if DEFINITIF in kinds and PLH not in kinds:
        acting = pejabat if other.status == DEFINITIF else other
        title = acting.get_status_display()
        if acting is pejabat:
            return "status", (
                f"{other.nama} masih menjabat definitif pada masa itu, sedangkan {title} hanya untuk jabatan "
                "lowong. Akhiri dahulu masa jabatannya, atau pilih Plh. bila ia berhalangan sementara."
            )
        return (
            "mulai",
            f"{other.nama} masih tercatat sebagai {title} pada masa itu; akhiri dahulu masanya.",
        )
    if DEFINITIF in kinds:
        if pejabat.nip and pejabat.nip == other.nip:
            return "nip", "Pejabat definitif tidak dapat menjadi Plh. dari jabatannya sendiri."
        return None
    if (pejabat.status == PLH) == (other.status == PLH):
        return "mulai", (
            f"{other.nama} sudah menjadi {other.get_status_display()} pada masa itu; akhiri dahulu masanya."
        )
    return None


def _of_person(pejabat: Pejabat, other: Pejabat) -> tuple[str, str] | None:
    if not pejabat.nip or pejabat.nip != other.nip or pejabat.jabatan_id == other.jabatan_id:
        return None
    if pejabat.status != DEFINITIF or other.status != DEFINITIF:
        return None
    return "nip", (
        f"{other.nama} dengan NIP ini sudah menjabat definitif sebagai {other.jabatan.nama} sejak "
        f"{format_date(other.mulai)}. Akhiri dahulu masa jabatan itu, atau catat di sini sebagai Plt., Plh., atau Pj."
    )


@dataclass(frozen=True)
class Lowong:
    """Days on which nobody held a position; `sampai` is None while it is still empty."""

    sejak: datetime.date
    sampai: datetime.date | None


def gaps(terms: Iterable[Pejabat], today: datetime.date) -> Iterator[Lowong]:
    """Yield the empty days between the terms of a position, and after the last that ended before today."""
    free: datetime.date | None = None  # the first day after all terms so far
    for term in sorted(terms, key=lambda row: row.mulai):
        if free is not None and term.mulai > free:
            yield Lowong(free, term.mulai - DAY)
        if term.selesai is None:
            return
        free = max(free or datetime.date.min, term.selesai + DAY)
    if free is not None and free <= today:
        yield Lowong(free, None)


def vacant_since(terms: Iterable[Pejabat], today: datetime.date) -> datetime.date | None:
    """Return since when nobody holds a position today; None when somebody does, or nobody ever did."""
    for gap in gaps(terms, today):
        if gap.sejak <= today and (gap.sampai is None or today <= gap.sampai):
            return gap.sejak
    return None
