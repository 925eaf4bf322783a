"""The code grammar of program, kegiatan and subkegiatan of local government (Kepmendagri).

A code has 1, 2, 3, 5 or 6 segments: urusan, bidang urusan, program, kegiatan (two segments:
`2.01`), subkegiatan. `X.XX` stands for the unit's own bidang urusan, in the supporting program 01
only.
"""

from __future__ import annotations

import re

BIDANG = r"(?:X\.XX|[1-9]\.\d{2})"
GRAMMAR = {
    "urusan": re.compile(r"^(?:X|[1-9])$"),
    "bidang": re.compile(rf"^{BIDANG}$"),
    "program": re.compile(rf"^{BIDANG}\.\d{{2}}$"),
    "kegiatan": re.compile(rf"^{BIDANG}\.\d{{2}}\.[1-8]\.\d{{2}}$"),
    "subkegiatan": re.compile(rf"^{BIDANG}\.\d{{2}}\.[1-8]\.\d{{2}}\.(?:\d{{4}}|\d{{2}})$"),
}
SEGMENTS_OF_PARENT = {"bidang": 1, "program": 2, "kegiatan": 3, "subkegiatan": 5}
OWN_BIDANG = "X.XX"
# First digit of the kegiatan: 1 provinsi, 2 kabupaten/kota, 3 to 8 special regions.
DIGIT = {"provinsi": "1", "kabkota": "2"}
URUSAN = {
    "X": "Urusan X.Xx",
    "1": "Urusan Pemerintahan Wajib Yang Berkaitan Dengan Pelayanan Dasar",
    "2": "Urusan Pemerintahan Wajib Yang Tidak Berkaitan Dengan Pelayanan Dasar",
    "3": "Urusan Pemerintahan Pilihan",
    "4": "Unsur Pendukung Urusan Pemerintahan",
    "5": "Unsur Penunjang Urusan Pemerintahan",
    "6": "Unsur Pengawasan Urusan Pemerintahan",
    "7": "Unsur Kewilayahan",
    "8": "Unsur Pemerintahan Umum",
    "9": "Unsur Kekhususan",
}


def jenjang_of(kode: str) -> str | None:
    """Return the level a code belongs to (urusan … subkegiatan); None when it fits no pattern."""
    return next((jenjang for jenjang, pattern in GRAMMAR.items() if pattern.match(kode)), None)


def parent_of(kode: str) -> str | None:
    """Return the code one level up; None for an urusan. The code must follow the grammar."""
    jenjang = jenjang_of(kode)
    if jenjang is None or jenjang == "urusan":
        return None
    return ".".join(kode.split(".")[: SEGMENTS_OF_PARENT[jenjang]])


def clean_code(kode: str) -> str:
    """Drop spaces and an outer dot, and write the x of X.XX in capitals."""
    return "".join(kode.split()).strip(".").upper()


def comparable(kode: str) -> str:
    """Return the code with a two-digit subkegiatan written with four, to compare decrees."""
    if jenjang_of(kode) == "subkegiatan":
        head, last = kode.rsplit(".", 1)
        return f"{head}.{last:0>4}"
    return kode


def kegiatan_digit(kode: str) -> str | None:
    """Return the first digit of the kegiatan part (who may use it); None above kegiatan."""
    parts = kode.split(".")
    return parts[3] if len(parts) > 3 else None


def suggestion(kode: str) -> str | None:
    """Return the code probably meant (1.01.01.2.01 for 1.01.01.02.01); None without a guess."""
    parts = kode.split(".")
    if len(parts) > 3 and len(parts[3]) == 2 and parts[3].startswith("0"):
        parts[3] = parts[3][1]
    elif len(parts) == 4 and re.fullmatch(r"[1-8]\d{2}", parts[3]):
        parts[3:] = [parts[3][0], parts[3][1:]]
    if len(parts[0]) == 2 and parts[0].startswith("0"):
        parts[0] = parts[0][1]
    parts[1:3] = [f"{part:0>2}" if part.isdigit() else part for part in parts[1:3]]
    guess = ".".join(parts)
    return guess if guess != kode and jenjang_of(guess) else None


def is_under(kode: str, upper: str) -> bool:
    """Whether a code lies under another; in program 01 X.XX stands for any bidang urusan."""
    if kode.startswith(f"{upper}."):
        return True
    generic, generic_upper = _generic(kode), _generic(upper)
    return OWN_BIDANG in (kode[:4], upper[:4]) and generic.startswith(f"{generic_upper}.")


def _generic(kode: str) -> str:
    parts = kode.split(".")
    if len(parts) > 2 and parts[2] == "01":
        return ".".join(["X", "XX", *parts[2:]])
    return kode


def with_own_bidang(kode: str, bidang_urusan: str) -> str:
    """Return the code with X.XX replaced by a unit's first bidang urusan, as budgets print it."""
    own = bidang_urusan.split(",")[0].strip()
    if kode.startswith(f"{OWN_BIDANG}.") and GRAMMAR["bidang"].match(own):
        return own + kode[len(OWN_BIDANG) :]
    return kode
