"""G-13: the level of a row in a sheet against the komponen that stands beside it.

Kecamatan Batumandi's Tahap 5 has 15 rows whose level was pasted out of step with the komponen. What does not fit is a
problem and keeps the sheet from being taken; what the slides' examples do too (an operational condition as kegiatan) is
only remarked on, as in G-01.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pohon.importers.rencana import Simpul
from pohon.komponen import mismatch
from pohon.models import Simpul as SimpulModel


def misfits(daftar: Iterable[Simpul], *, is_pemda: bool) -> Iterator[tuple[Simpul, str, bool]]:
    """Yield each simpul whose level does not become the komponen named in its row, the sentence, and whether it counts.

    The level is the row's, else the one the tree has.
    """
    for simpul in daftar:
        text = " ".join(simpul.baris.komponen.split())
        level = simpul.baris.data.get("level_kinerja") or (simpul.node or {}).get("level_kinerja")
        if not (text and level):
            continue
        if found := mismatch(level, simpul.baris.komponen, is_pemda=is_pemda):
            label = str(SimpulModel.LevelKinerja(level).label).lower()
            kalimat = f"Baris {simpul.baris.nomor}: level “{label}” tidak cocok dengan “{text}”."
            yield simpul, kalimat, found == "keras"
