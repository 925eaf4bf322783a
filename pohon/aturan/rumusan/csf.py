"""What belongs to a CSF: factors instead of clusters (C-15), its nature (C-16), its factor (C-17)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lib import kata
from lib.aturan import rule
from lib.kata_ejaan import DIRECTIONS
from lib.teks import join_words
from pohon.aturan.kalimat import begins_condition, is_deed, read
from pohon.aturan.konteks import (
    INFO,
    LAMPIRAN,
    PERINGATAN,
    SIMPUL,
    Jenis,
    KonteksPohon,
    Temuan,
    quote,
)
from pohon.models import Simpul

KEPT = 20_000  # texts remembered, as in lib.kata
FEWEST, FEWEST_TASKS = (
    2,
    3,
)  # siblings that make a cluster: of the parent's words, of names of programmes
# Nouns that stand before any object: repeating one of these alone repeats nothing of the parent.
ATTRIBUTES_WORDS = (
    "kualitas akses jumlah kapasitas kompeten sedia tersedia cakup jangkau efektif efisien optimal "
    "sadar paham partisipasi "
    "tahu terampil dukung kendali tertib patuh layan kinerja sarana kelola laksana selenggara"
)
ATTRIBUTES = frozenset(ATTRIBUTES_WORDS.split())
SHOWN = 3  # children quoted in a finding


@lru_cache(KEPT)
def _head(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a statement that count, direction first where it comes first."""
    sentence = read(text)
    return tuple(kata.stem(word) for word in sentence.kata if word not in kata.EMPTY)


def _repeats(upper: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """Whether a child repeats the head phrase of its parent and goes on with another object."""
    if len(upper) < 2 or len(own) < 3 or upper == own:  # noqa: PLR2004  direction and noun; and an object
        return False
    if own[: len(upper)] == upper:
        return True
    return own[:2] == upper[:2] and upper[1] not in ATTRIBUTES and upper[0] in DIRECTIONS


@lru_cache(KEPT)
def _opening(text: str) -> tuple[str, ...]:
    """Return direction and noun of a statement that goes on with an object; empty where it does not."""
    head = _head(text)
    opens = len(head) > 2 and head[0] in DIRECTIONS and head[1] not in ATTRIBUTES  # noqa: PLR2004
    return head[:2] if opens else ()


def _names_a_task(text: str) -> bool:
    """Whether a statement is the name of a programme with "Meningkatnya" before it."""
    words = read(text).kata
    return len(words) > 1 and begins_condition(words[0]) and is_deed(words[1])


def _cluster(node: dict[str, Any], children: list[dict[str, Any]]) -> list[dict[str, Any]]:
    upper = _head(node["pernyataan"])
    same = [one for one in children if _repeats(upper, _head(one["pernyataan"]))]
    if len(same) >= FEWEST:
        return same
    for head in dict.fromkeys(_opening(one["pernyataan"]) for one in children):
        alike = [one for one in children if head and _opening(one["pernyataan"]) == head]
        if len(alike) >= FEWEST_TASKS:
            return alike
    if len(children) >= FEWEST_TASKS and all(_names_a_task(c["pernyataan"]) for c in children):
        return children
    return []


@rule(
    "C-15",
    severity=PERINGATAN,
    tahap=2,
    source=f"{LAMPIRAN} Bab III Tahap 2 (mencari CSF tidak sama dengan mengklaster)",
    settle="pernyataan",
    heuristic=True,
    judul="Turunan adalah faktor, bukan kluster",
    lingkup=SIMPUL,
)
def children_are_factors(k: KonteksPohon) -> Temuan:
    """Children are causes of their parent, not its parts, nor a list of programmes."""
    for node in k.simpul:
        children = [one for one in k.anak[node["id"]] if one["jenis"] != Jenis.OPERASIONAL]
        cluster = _cluster(node, children)
        if cluster:
            shown = [quote(one) for one in cluster[:SHOWN]]
            if len(cluster) > SHOWN:
                shown.append(f"{len(cluster) - SHOWN} lainnya")
            yield (
                node["id"],
                f"Turunan {quote(node)} adalah pengelompokan (kluster), bukan faktor penyebab: {join_words(shown)}.",
                "Cari sebabnya: kondisi apa yang diperlukan agar induknya tercapai?",
            )


@rule(
    "C-16",
    severity=INFO,
    tahap=2,
    source=f"{LAMPIRAN} Bab III Tahap 2 angka 1-3",
    settle="isi:sifat",
    judul="Sifat CSF ditandai, ada yang antisipatif",
)
def some_csf_looks_ahead(k: KonteksPohon) -> Temuan:
    """Every CSF has its nature, and at least one is anticipatory."""
    csf = [node for node in k.semua if node["jenis"] == Jenis.CSF]
    for node in csf:
        if not node.get("sifat"):
            yield node["id"], f"Sifat CSF {quote(node)} belum ditandai.", "Pilih sifat CSF."
    if csf and not any(node.get("sifat") == Simpul.Sifat.ANTISIPATIF for node in csf):
        yield (
            None,
            "Belum ada CSF yang antisipatif.",
            "Pikirkan kebutuhan mendatang, dan tandai sifat tiap CSF.",
        )


@rule(
    "C-17",
    severity=PERINGATAN,
    tahap=2,
    source=f"{LAMPIRAN} Bab III Tahap 2 tabel 3",
    settle="isi:faktor_penyebab",
    judul="CSF berpasangan dengan faktor penyebab",
    lingkup=SIMPUL,
)
def csf_has_its_factor(k: KonteksPohon) -> Temuan:
    """A CSF is a pair: the causing factor and the condition needed."""
    for node in k.of(Jenis.CSF):
        if not node.get("faktor_penyebab"):
            yield (
                node["id"],
                f"Lengkapi pasangan faktor penyebab dan kondisi yang diperlukan untuk {quote(node)}.",
                "Isi faktor penyebab.",
            )
