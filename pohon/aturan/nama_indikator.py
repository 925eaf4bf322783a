"""What the name of an indicator says of itself: what it measures, whether it is specific, whether it names a measure.

The words are known (kata_indikator), their meaning is not: all of it is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from lib.kata import words
from pohon.aturan import kata_indikator as kata
from pohon.aturan.dua_ukuran import why_double
from pohon.aturan.kata_keadaan import STATES, TER_BER
from pohon.aturan.kata_masalah import BAD
from pohon.aturan.kata_pasangan import LISTED


class Golongan(StrEnum):
    """What an indicator measures, as far as its name tells."""

    HASIL = "hasil"
    KELUARAN = "keluaran"
    PROSES = "proses"
    TAK_TENTU = ""


PASSIVE = re.compile(r"di[a-z]{4,}$")
FEW = 4  # words after "Jumlah" in which a thing is named and nothing said of it
JUDGES = frozenset({"menilai", "dinilai", "menyatakan", "berpendapat", "merasa", "merasakan"})
NEAR = 2  # words before "baik" among which its scale may stand: "nilai SPPN baik"
PERIOD = frozenset({"waktu", "frekuensi", "kali", "jam", "hari"})
ABBREVIATION = re.compile(r"^[A-Z][A-Z0-9/.+-]{1,9}$")


def _plain(nama: str) -> str:
    return " ".join(nama.casefold().replace(",", " , ").split())


def _rest(every: Sequence[str]) -> Sequence[str]:
    """Return the words after those that say how it is counted."""
    at = 0
    while at < len(every) - 1 and every[at] in kata.SHARE | kata.COUNT:
        at += 1
    return every[at:]


@lru_cache(20_000)
def golongan(nama: str) -> Golongan:
    """Return whether an indicator counts products, tells of results or of how much was done, as far as it is told."""
    every = words(nama)
    if not every:
        return Golongan.TAK_TENTU
    rest = _rest(every)
    if every[0] in kata.COUNT:
        return _counted(every[0], rest)
    if every[0] in kata.SHARE or every[0] == "tingkat":
        return _shared(every, rest[1:] if rest[0] == "tingkat" else rest)
    if _is_result(every):
        return Golongan.HASIL
    first = every[0]
    if first in kata.DOING and first not in kata.MEASURES | {"evaluasi"}:
        return Golongan.PROSES
    if (
        first == "realisasi"
        and len(every) > 1
        and every[1] in {"anggaran", "kegiatan", "fisik", "belanja"}
    ):
        return Golongan.PROSES
    if first in kata.PRODUCTS and first not in kata.MEASURES:
        return Golongan.KELUARAN
    return Golongan.TAK_TENTU


@lru_cache(20_000)
def golongan_by_unit(nama: str, satuan: str) -> Golongan:
    """Return the same, and where the name leaves it open what the unit tells: counted in documents, it is an output."""
    found, every = golongan(nama), words(nama)
    if found or not every or every[0] not in kata.NUMBERS:
        return found
    rest = _rest(every)
    unit = satuan.casefold().strip()
    paper = unit in kata.PAPERS and (kata.QUALITIES | kata.CONDITIONS | BAD).isdisjoint(rest)
    thing = unit in kata.PIECES and len(rest) <= FEW and _is_bare_thing(rest)
    return Golongan.KELUARAN if paper or thing else found


def _is_bare_thing(rest: Sequence[str]) -> bool:
    """Whether a thing is counted of which nothing is said and which is nobody's business: "sumur resapan"."""
    told = STATES | kata.CONDITIONS | LISTED | kata.GROWS
    return not told.intersection(rest) and not any(TER_BER.match(word) for word in rest[1:])


def _counted(head: str, rest: Sequence[str]) -> Golongan:
    first, after = rest[0], rest[1:]
    if first in PERIOD:
        return Golongan.PROSES
    made = _is_made(after)
    if head not in kata.NUMBERS:
        return Golongan.KELUARAN if made else Golongan.TAK_TENTU
    if first == "kunjungan":
        return Golongan.HASIL if kata.VISITS.intersection(after) else Golongan.KELUARAN
    if made or kata.TAKING.intersection(rest):
        return Golongan.KELUARAN
    if first == "bantuan" and "hukum" not in after:
        return Golongan.KELUARAN
    if first in kata.CONDITIONS or first in kata.OUTCOME_ABBREVIATIONS:
        return Golongan.HASIL
    if first == "tenaga" and {"terserap", "penyerapan"}.intersection(after):
        return Golongan.HASIL
    if first == "laporan" and (BAD | kata.CONDITIONS).intersection(after[:1]):
        return (
            Golongan.TAK_TENTU
        )  # "laporan pelanggaran": what is reported, not what an office wrote
    if first in kata.PRODUCTS and not kata.QUALITIES.intersection(after):
        return Golongan.KELUARAN
    return Golongan.TAK_TENTU


def _is_made(after: Sequence[str]) -> bool:
    """Whether somebody is said to have made or done the thing counted."""
    for before, word in pairwise(("", *after)):
        if word in kata.DONE:
            return True
        if PASSIVE.match(word) and word not in kata.NOT_DONE and before not in {"di", "dinas"}:
            return True
    return False


def _shared(every: Sequence[str], rest: Sequence[str]) -> Golongan:
    if not rest:
        return Golongan.TAK_TENTU
    if kata.QUALITIES.intersection(rest):
        return Golongan.HASIL if _is_result(every) else Golongan.TAK_TENTU
    if rest[0] in kata.DOING and not _is_counted_outcome(rest):
        return Golongan.PROSES
    if rest[0] in kata.PRODUCTS_IN_SHARES and not _is_counted_outcome(rest):
        return Golongan.TAK_TENTU if _tells_more(rest) else Golongan.KELUARAN
    return Golongan.HASIL if _is_result(every) else Golongan.TAK_TENTU


def _tells_more(rest: Sequence[str]) -> bool:
    """Whether more is said of products than that they were made: "aplikasi yang berbagi data"."""
    said = next((after for before, after in pairwise(rest) if before == "yang"), "")
    verb = bool(PASSIVE.match(said) or TER_BER.match(said))
    return verb and said not in kata.MAKING | kata.NOT_DONE


def _is_counted_outcome(rest: Sequence[str]) -> bool:
    """Realisasi of an investment and serapan of workers are results; of a budget or an activity they are not."""
    return rest[0] in {"realisasi", "penyerapan", "serapan"} and bool(
        {"investasi", "tenaga", "pad", "pendapatan", "pajak", "retribusi", "lulusan", "ekspor"}
        & set(rest[1:3])
    )


def _is_result(every: Sequence[str]) -> bool:
    first, second = every[0], every[1] if len(every) > 1 else ""
    if first in kata.SHARE:
        return (second, *every[2:3]) in {
            ("penduduk", "miskin"),
            ("balita", "stunting"),
        } or second in {
            "kemiskinan",
            "pengangguran",
            "stunting",
        }
    if first in {"indeks", "index"}:
        return "peserta" not in every
    known = {
        "angka": kata.OUTCOME_ANGKA,
        "tingkat": kata.OUTCOME_TINGKAT,
        "nilai": kata.OUTCOME_NILAI,
    }
    if first in known:
        return second in known[first] and "peserta" not in every
    if first in kata.OUTCOME_ABBREVIATIONS | {
        "prevalensi",
        "insiden",
        "insidensi",
        "opini",
        "predikat",
        "maturitas",
    }:
        return True
    pair = f"{first} {second}"
    return pair in {
        "umur harapan",
        "usia harapan",
        "rata-rata lama",
        "harapan lama",
        "level of",
        "rasio gini",
        "koefisien gini",
        "gini rasio",
        "gini ratio",
        "laju pertumbuhan",
        "laju inflasi",
        "pertumbuhan ekonomi",
        "pertumbuhan pdrb",
        "total fertility",
        "pendapatan per",
        "pendapatan perkapita",
        "pengeluaran per",
        "kontribusi sektor",
        "inflasi daerah",
        "kontribusi pdrb",
    }


@lru_cache(20_000)
def why_unmeasured(nama: str) -> str:
    """Return why a name says not what is measured; empty when it does."""
    every = words(nama)
    if not every:
        return "namanya tidak menyebut ukuran"
    first = every[0]
    if first in kata.MEASURES or nama.lstrip().startswith("%"):
        return ""
    if re.match(r"(?:me|ber|ter)\w{3,}nya$|\w{3,}(?<!nilai)nya$", first) and first not in {
        "lamanya"
    }:
        return f"“{nama.split()[0]}” menyatakan kondisi, bukan ukuran"
    if any(word in kata.ENGLISH for word in every) or " per " in _plain(nama):
        return ""
    if ABBREVIATION.match(nama.split()[0].strip('()"“”')):
        return ""
    if first not in kata.DOING and kata.MEASURES.intersection(every[1:3]):
        return ""
    return "namanya tidak diawali ukuran (persentase, jumlah, indeks, …)"


@lru_cache(20_000)
def why_unspecific(nama: str, *, defined: bool = False) -> str:
    """Return what makes an indicator say two things or nothing definite; empty when it is specific.

    `defined`: its operational definition says what a vague word of its name means.
    """
    every = words(nama)
    if len(every) > 1 and every[0] in {"jumlah", "total"} and every[1] == "waktu":
        return "“Jumlah waktu” tidak menyebut apa yang hendak dicapai"
    if not (defined or JUDGES.intersection(every)):
        for at, word in enumerate(every):
            known = kata.KNOWN_PRIMA if word == "prima" else kata.SCALES
            if word in kata.UNSPECIFIC and known.isdisjoint(every[max(at - NEAR, 0) : at]):
                return f"“{word}” tidak menyebut patokannya"
    return why_double(nama)
