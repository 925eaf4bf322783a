"""What a document says otherwise than the tree: the differences that the rules K-03 to K-06 tell.

Documents are compared by their sources: this room knows RPJMD, Renstra and Renja; rooms to the left register theirs
(`source`), as jabatan does for PK. Every source runs once per context. One difference is told under one id:

- a text that is only cut off: K-04, wherever it stands;
- any other text of a document still being written: G-08, for there it is mended at the komponen;
- any other text of an established document or a signed PK: K-03;
- what one of both lacks: K-05; other numbers of an established document: K-06 (those of a PK on the day it was signed:
  H-12).

A deviation with a reason is not told; what is compared then is what the tree said when the reason was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from lib import kata
from lib.aturan import Severity
from lib.teks import format_number
from perencanaan.aturan.konteks import Node, Temuan
from perencanaan.aturan.nama import bare
from perencanaan.penyesuaian.simpul import quoted
from pohon.aturan import KonteksPohon

CACHE = "_beda"
SHORTEST = 3  # words that must stand before a cut
INSERTED = 2  # words more inside an otherwise equal text
KEPT = 20_000  # texts remembered, as in lib.kata
CORE = 4  # words of a statement that is looked for in another text
MOST_YEARS = 5


class Beda(NamedTuple):
    """A difference, under the id of the rule that tells it."""

    aturan: str
    simpul: int | None
    pesan: str
    perbaikan: str
    bobot: Severity


Source = Callable[[KonteksPohon], Iterable[Beda]]
_sources: list[Source] = []


def source(compare: Source) -> Source:
    """Register what compares a kind of document with the tree; it yields in tree order."""
    _sources.append(compare)
    return compare


def differences(k: KonteksPohon, aturan: str) -> Temuan:
    """Yield the differences one rule tells; all sources are read once per context."""
    found: list[Beda] | None = k.__dict__.get(CACHE)
    if found is None:
        found = k.__dict__[CACHE] = [beda for compare in _sources for beda in compare(k)]
    wanted = k.fokus
    for beda in found:
        if beda.aturan == aturan and (wanted is None or beda.simpul in wanted):
            yield beda.simpul, beda.pesan, beda.perbaikan, beda.bobot


# --- texts -----------------------------------------------------------------------------------------
@lru_cache(KEPT)
def is_cut(short: str, long: str) -> bool:
    """Whether a text is the beginning of another, cut off at a word."""
    one, other = kata.normal(short).split(), kata.normal(long).split()
    return SHORTEST <= len(one) < len(other) and other[: len(one)] == one


def of_text(
    simpul: int, what: str, pohon: str, tertulis: str, *, dokumen: str, lainnya: str
) -> Beda | None:
    """Return how a text of a document differs from the tree's, else None; `lainnya` is the rule of whole texts."""
    if pohon == tertulis or kata.same(pohon, tertulis):
        return None
    for short, long, where in ((tertulis, pohon, dokumen), (pohon, tertulis, "pohon kinerja")):
        if is_cut(short, long):
            return Beda(
                "K-04",
                simpul,
                f"Teks terpotong: {what} di {where} tertulis {quoted(short)}, lengkapnya {quoted(long)}.",
                f"Lengkapi teksnya di {where}.",
                Severity.PERINGATAN,
            )
    return Beda(
        lainnya,
        simpul,
        f"Rumusan berbeda: {what} di pohon kinerja {quoted(pohon)}, di {dokumen} {quoted(tertulis)}.",
        f"Samakan rumusannya, atau beri alasan di {dokumen}.",
        Severity.PERINGATAN,
    )


@lru_cache(KEPT)
def has_words_more(statement: str, text: str) -> str:
    """Return the words that stand in the midst of an otherwise whole statement inside a text; empty when none do."""
    core, words = kata.normal(bare(statement)).split(), kata.normal(text).split()
    if len(core) < CORE or not set(core) <= set(words):
        return ""
    for start, word in enumerate(words):
        if word != core[0]:
            continue
        more: list[str] = []
        at = 0
        for other in words[start:]:
            if at < len(core) and other == core[at]:
                at += 1
            elif at < len(core):
                more.append(other)
            if at == len(core) or len(more) > INSERTED:
                break
        if at == len(core):
            return " ".join(_as_written(text, more))
    return ""


def _as_written(text: str, more: Sequence[str]) -> list[str]:
    return [word.strip(",.;:") for word in text.split() if kata.normal(word) in more]


# --- indicators ------------------------------------------------------------------------------------
class Tertulis(NamedTuple):
    """An indicator as a document has it: its key in the tree (0: unknown), its name and its numbers."""

    kunci: int
    nama: str
    target: Mapping[int, Decimal]
    akhir: Decimal | None = None


def partner(one: Tertulis, of_node: Iterable[Node]) -> Node | None:
    """Return the tree's indicator a document means: by key, else by name."""
    rows = list(of_node)
    by_key = (row for row in rows if one.kunci and row["id"] == one.kunci)
    by_name = (row for row in rows if kata.same(row["nama"], one.nama))
    return next(by_key, None) or next(by_name, None)


def number(value: Any) -> Decimal | None:
    """Return a number of the tree's plain data as it is compared."""
    return None if value is None else Decimal(str(value))


def of_numbers(node: Node, row: Node, one: Tertulis, *, dokumen: str) -> Iterator[Beda]:
    """Yield how the targets and the end value of a document differ from the tree's; once per indicator."""
    tree = {int(tahun): number(nilai) for tahun, nilai in row.get("target", {}).items()}
    parts = [
        f"{tahun} di pohon kinerja {format_number(tree[tahun])}, di {dokumen} {format_number(nilai)}"
        for tahun, nilai in sorted(one.target.items())
        if tree.get(tahun) is not None and tree[tahun] != nilai
    ][:MOST_YEARS]
    akhir = number(row.get("kondisi_akhir"))
    if akhir is not None and one.akhir is not None and akhir != one.akhir:
        parts.append(
            f"akhir periode di pohon kinerja {format_number(akhir)}, di {dokumen} {format_number(one.akhir)}"
        )
    if parts:
        yield Beda(
            "K-06",
            node["id"],
            f"Target {quoted(row['nama'])} berbeda: {'; '.join(parts)}.",
            f"Samakan targetnya, atau beri alasan di {dokumen}.",
            Severity.PERINGATAN,
        )


def lacking(simpul: int | None, pesan: str, perbaikan: str, bobot: Severity) -> Beda:
    """Return that something does not stand in a document or in the tree."""
    return Beda("K-05", simpul, pesan, perbaikan, bobot)
