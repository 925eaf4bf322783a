"""Rules B on what stands twice: the same statement (B-07), nearly the same (B-08), a child like its parent (B-09)."""

from __future__ import annotations

from lib import kata
from lib.aturan import Ambang, rule
from pohon.aturan.kalimat import read
from pohon.aturan.konteks import (
    GALAT,
    LAMPIRAN,
    PERINGATAN,
    SIMPUL,
    KonteksPohon,
    Temuan,
    quote,
)
from pohon.aturan.ukuran import placeholder_in

NEAR = Ambang("B-08", "kemiripan", "Kemiripan dua simpul", 0.85, 0.7, 1)
LIKE = Ambang("B-09", "kemiripan", "Kemiripan anak dengan induk", 0.75, 0.5, 1)
TWICE = f"{LAMPIRAN} Bab III Tahap 3 huruf g"


@rule(
    "B-07",
    severity=GALAT,
    tahap=3,
    source=TWICE,
    settle="pernyataan",
    judul="Pernyataan tidak berulang",
)
def nothing_stands_twice(k: KonteksPohon) -> Temuan:
    """The same statement stands once; slips of spelling do not make it another."""
    first: dict[str, str] = {}
    for node in k.semua:
        text = kata.normal(node["pernyataan"])
        if not text or placeholder_in(node["pernyataan"]):
            continue
        if text in first:
            yield (
                node["id"],
                f"Redundan: {quote(node)} sama dengan {first[text]}. Gunakan satu simpul dan rujukan.",
                "Hapus salah satunya, atau rumuskan bedanya.",
            )
        else:
            first[text] = quote(node)


@rule(
    "B-08",
    severity=PERINGATAN,
    tahap=3,
    source=TWICE,
    settle="pernyataan",
    heuristic=True,
    judul="Simpul tidak saling mirip",
    ambang=(NEAR,),
)
def nothing_is_nearly_the_same(k: KonteksPohon) -> Temuan:
    """Two statements that are much alike may be one; each is told with the earlier one most like it."""
    nodes = [node for node in k.semua if not placeholder_in(node["pernyataan"])]
    texts = tuple(node["pernyataan"] for node in nodes)
    best: dict[int, tuple[float, int]] = {}
    for here, there, likeness in kata.near_pairs(texts, k.nilai(NEAR)):
        if kata.same(texts[here], texts[there]):
            best[there] = (2, here)  # told by B-07
        elif likeness > best.get(there, (0, 0))[0]:
            best[there] = (likeness, here)
    for there, (likeness, here) in sorted(best.items()):
        if likeness <= 1:
            yield (
                nodes[there]["id"],
                f"{quote(nodes[there])} sangat mirip {quote(nodes[here])}: mungkin redundan.",
                "Bila sama, hapus salah satunya; bila berbeda, pertegas bedanya.",
            )


@rule(
    "B-09",
    severity=PERINGATAN,
    tahap=2,
    source=f"{LAMPIRAN} Bab III Tahap 2 angka 5; kemiripan menurut Pokin",
    settle="pernyataan",
    heuristic=True,
    judul="Anak menjelaskan sebab induknya",
    lingkup=SIMPUL,
    ambang=(LIKE,),
)
def child_is_a_cause(k: KonteksPohon) -> Temuan:
    """A child that says what its parent says explains nothing."""
    least = k.nilai(LIKE)
    for node in k.simpul:
        upper = k.induk(node)
        if upper is None or placeholder_in(node["pernyataan"]):
            continue
        if kata.alike(node["pernyataan"], upper["pernyataan"]) < least:
            continue
        if not _goes_further(node["pernyataan"], upper["pernyataan"]):
            yield (
                node["id"],
                f"{quote(node)} hampir sama dengan induknya {quote(upper)}: tidak menjelaskan sebab.",
                "Tanyakan: kondisi apa yang diperlukan agar induknya tercapai?",
            )


def _goes_further(own: str, above: str) -> bool:
    """Whether a child shares a single telling word with its parent and says more of its own, or names what is done.

    A short parent ("Menurunnya kemiskinan") stands whole in any child that takes up its subject; an activity is no
    condition (C-02), but it tells how one is reached.
    """
    mine, theirs = (
        {one for one in kata.stems(text) if kata.weight(one) == 1} for text in (own, above)
    )
    sentence = read(own)
    done = sentence.is_activity and kata.stem(sentence.awal) not in theirs
    return done or (len(mine & theirs) <= 1 and len(mine - theirs) > 1)
