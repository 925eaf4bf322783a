"""The direction a statement gives against that of its indicator (C-12) and of its parent (C-13)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lib import kata
from lib.aturan import rule
from lib.kata_ejaan import DIRECTIONS
from pohon.aturan.kalimat import Kalimat, read
from pohon.aturan.kata_masalah import BAD, BEFORE_NOUN
from pohon.aturan.kata_ukuran import MEASURES
from pohon.aturan.konteks import GALAT, SIMPUL, KonteksPohon, Temuan, quote
from pohon.models import Indikator

SIGN = {Indikator.Polaritas.MAXIMIZE: 1, Indikator.Polaritas.MINIMIZE: -1}
# Words of an indicator that counts the opposite, or what is done about the thing.
TURNS_WORDS = (
    "turun selesai tangan atasi bebas aman patuh layan tidak belum tanpa keluh adu langgar salah "
    "lambat tunggu hilang "
    "kembali lanjut tamat lulus sembuh pulih cegah cakup tindak selisih simpang gagal tolak rusak cepat kendali"
)
TURNS = frozenset(TURNS_WORDS.split())


def _measured(name: str) -> str:
    """Return the stem of the first noun an indicator counts: "Angka putus sekolah" counts "putus"."""
    for word in kata.words(name):
        if word not in MEASURES and word not in BEFORE_NOUN and word not in kata.EMPTY:
            return kata.stem(word)
    return ""


def _contradicts(text: str, indikator: dict[str, Any]) -> bool:
    sentence = read(text)
    sign = SIGN.get(indikator.get("polaritas", ""), 0)
    if not sign or sign * sentence.direction >= 0:
        return False
    name = kata.stems(indikator["nama"])
    if TURNS.intersection(name):
        return False
    if sentence.direction > 0 and any(word in BAD for word in kata.words(indikator["nama"])):
        return False
    return _measured(indikator["nama"]) == _object(_about(sentence))


def _about(sentence: Kalimat) -> list[str]:
    return [word for word in sentence.kata if word not in BEFORE_NOUN and word not in MEASURES]


def _object(words: Iterable[str]) -> str:
    """Return the stem of the noun that is to grow or shrink, the first that is no direction; empty: there is none."""
    found = (kata.stem(word) for word in words if word not in kata.EMPTY)
    return next((one for one in found if one not in DIRECTIONS), "")


@rule(
    "C-12",
    severity=GALAT,
    tahap=4,
    source="Pokin (turunan: tujuan “Meningkatnya Kemacetan” pada paparan Kementerian PANRB)",
    settle="indikator",
    heuristic=True,
    judul="Arah pernyataan dan indikator sejalan",
    lingkup=SIMPUL,
)
def indikator_points_the_same_way(k: KonteksPohon) -> Temuan:
    """What is to shrink is not measured by the same thing growing, and the other way round."""
    for node in k.simpul:
        for indikator in node.get("indikator", ()):
            if _contradicts(node["pernyataan"], indikator):
                label = Indikator.Polaritas(indikator["polaritas"]).label.lower()
                yield (
                    node["id"],
                    f"Arah {quote(node)} bertentangan dengan arah indikator “{indikator['nama']}” ({label}).",
                    "Perbaiki polaritas indikator, atau rumusan pernyataannya.",
                )


@rule(
    "C-13",
    severity=GALAT,
    tahap=4,
    source="Pokin (turunan: tujuan dan sasaran yang berlawanan pada paparan Kementerian PANRB)",
    settle="pernyataan",
    judul="Induk dan anak searah",
    lingkup=SIMPUL,
)
def parent_points_the_same_way(k: KonteksPohon) -> Temuan:
    """A node and its parent with the same indicator do not want the opposite of the same thing."""
    for node in k.simpul:
        upper = k.induk(node)
        if upper is None or not node.get("indikator") or not upper.get("indikator"):
            continue
        own, above = read(node["pernyataan"]), read(upper["pernyataan"])
        if own.direction * above.direction >= 0 or not _same_thing(node, upper):
            continue
        theirs = {kata.normal(one["nama"]) for one in upper["indikator"]}
        for indikator in node["indikator"]:
            if kata.normal(indikator["nama"]) in theirs:
                yield (
                    node["id"],
                    f"{quote(node)} dan induknya {quote(upper)} berlawanan arah dengan indikator yang sama "
                    f"“{indikator['nama']}”.",
                    "Perbaiki arah salah satu pernyataan.",
                )


def _same_thing(node: dict[str, Any], upper: dict[str, Any]) -> bool:
    own, above = (_object(_about(read(n["pernyataan"]))) for n in (node, upper))
    return own != "" and own == above
