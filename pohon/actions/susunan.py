"""Which kind of node may hang where, and what a new node starts with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from lib.teks import join_words
from pohon.models import Crosscutting, Pohon, Simpul

Jenis = Simpul.Jenis
Level = Simpul.LevelKinerja

LEGAL_PARENTS = {
    Jenis.OUTCOME: frozenset[str](),
    Jenis.CSF: frozenset({Jenis.OUTCOME}),
    Jenis.ANTARA: frozenset({Jenis.CSF, Jenis.ANTARA}),
    Jenis.OPERASIONAL: frozenset({Jenis.CSF, Jenis.ANTARA, Jenis.OPERASIONAL}),
}
USUAL_CHILD = {
    Jenis.OUTCOME: Jenis.CSF,
    Jenis.CSF: Jenis.ANTARA,
    Jenis.ANTARA: Jenis.ANTARA,
    Jenis.OPERASIONAL: Jenis.OPERASIONAL,
}


def require_place(jenis: str, parent: Simpul) -> None:
    """Refuse a kind of node under a parent of the wrong kind, with a sentence that says where it belongs."""
    legal = LEGAL_PARENTS.get(Jenis(jenis), frozenset()) if jenis in Jenis.values else None
    if legal is None:
        raise ValidationError({"jenis": f"Jenis '{jenis}' tidak dikenal."})
    if parent.jenis in legal:
        return
    if jenis == Jenis.OUTCOME:
        raise ValidationError({"jenis": "Satu pohon hanya boleh memuat satu outcome."})
    places = " atau ".join(Jenis(p).label for p in Jenis.values if p in legal)
    raise ValidationError(
        {
            "jenis": f"{Jenis(jenis).label} tidak dapat berada di bawah {Jenis(parent.jenis).label};"
            f" tempatnya di bawah {places}."
        }
    )


def require_unmarked(nodes: Iterable[Mapping[str, Any]]) -> None:
    """Refuse to delete a crosscutting condition while a partner is asked or has agreed (89/2021 B.III T3 f).

    A mark the partner turned down holds nothing; any other is taken off first, so that it is done knowingly.
    """
    for node in nodes:
        partners = [
            mark["nama_mitra"]
            for mark in node.get("crosscutting", ())
            if mark["status"] != Crosscutting.Status.DITOLAK
        ]
        if partners:
            raise ValidationError(
                {
                    "simpul": "Kondisi crosscutting tidak boleh dieliminasi dari pohon: "
                    f"“{node['pernyataan'][:80]}” ditandai dengan {join_words(partners)}. "
                    "Bila mitra memang tidak diperlukan lagi, hapus tandanya dahulu."
                }
            )


def fitting_jenis(jenis: str, parent: Simpul) -> str:
    """Return the kind a moved node takes under its new parent: its own where that is legal, else the usual child."""
    if parent.jenis in LEGAL_PARENTS[Jenis(jenis)]:
        return jenis
    return USUAL_CHILD[Jenis(parent.jenis)]


def usual_level(pohon: Pohon, jenis: str, parent: Simpul | None) -> str:
    """Return the level of performance a new node usually has (PermenPANRB 89/2021 B.IV A); users may change it."""
    pemda = pohon.instansi.is_pemda
    if jenis == Jenis.OUTCOME:
        if not pemda:
            return Level.STRATEGIS_SEKTOR
        return Level.STRATEGIS_URUSAN if pohon.unit_id else Level.STRATEGIS_DAERAH
    if jenis == Jenis.CSF:
        return Level.STRATEGIS_URUSAN if pemda else Level.STRATEGIS_SUBSEKTOR
    if jenis == Jenis.OPERASIONAL:
        return Level.OPERASIONAL
    below_csf = parent is not None and parent.jenis == Jenis.CSF
    return Level.TAKTIKAL_INTERMEDIATE if below_csf else Level.TAKTIKAL_IMMEDIATE
