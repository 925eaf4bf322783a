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
BY_DOTS = {0: "urusan", 1: "bidang", 2: "program", 4: "kegiatan", 5: "subkegiatan"}
SEGMENTS_OF_PARENT = {"bidang": 1, "program": 2, "kegiatan": 3, "subkegiatan": 5}
OWN_BIDANG = "X.XX"
# First digit of the kegiatan: 1 provinsi, 2 kabupaten/kota, 3 to 8 special regions.
DIGIT = {"provinsi": "1", "kabkota": "2"}
KHUSUS = {
    "3": "Papua",
    "4": "Papua",
    "5": "Daerah Istimewa Yogyakarta",
    "6": "Daerah Khusus Jakarta",
    "7": "Aceh",
    "8": "Bali",
}
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
    jenjang = BY_DOTS.get(kode.count("."))
    return jenjang if jenjang and GRAMMAR[jenjang].match(kode) else None


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
    return OWN_BIDANG in (kode[:4], upper[:4]) and generic(kode).startswith(f"{generic(upper)}.")


def generic(kode: str) -> str:
    """Return a code of the supporting program 01 with X.XX for its bidang urusan; any other as it is."""
    parts = kode.split(".")
    if len(parts) > 2 and parts[2] == "01":
        return ".".join([OWN_BIDANG, *parts[2:]])
    return kode


def is_generic(kode: str) -> bool:
    """Whether a code stands for the unit's own bidang urusan: X.XX, or what lies under it."""
    return kode == OWN_BIDANG or kode.startswith(f"{OWN_BIDANG}.")


def misplaced_generic(kode: str) -> bool:
    """Whether X.XX is used outside program 01, where it means nothing."""
    parts = kode.split(".")
    return is_generic(kode) and len(parts) > 2 and parts[2] != "01"


def split_bidang(bidang_urusan: str) -> list[str]:
    """Return the bidang urusan of a unit ("1.02, 2.15"); X.XX, which names none, is left out."""
    codes = (part.strip() for part in bidang_urusan.split(","))
    return [code for code in codes if code != OWN_BIDANG and GRAMMAR["bidang"].match(code)]


def own_codes(kode: str, bidang_urusan: str) -> list[str]:
    """Return what a row's code is in a unit: X.XX once for each of its bidang urusan, any other code as it is."""
    own = split_bidang(bidang_urusan) if is_generic(kode) else []
    return [code + kode[len(OWN_BIDANG) :] for code in own] or [kode]


def own_code(kode: str, bidang_urusan: str, *near: str) -> str:
    """Return the code of a row in a unit with one or several bidang urusan, as budgets print it.

    `near` are codes that tell which bidang is meant (the komponen above, what was typed); the first that does counts.
    """
    codes = own_codes(kode, bidang_urusan)
    for other in near:
        if is_generic(kode) and other[:4] != OWN_BIDANG and GRAMMAR["bidang"].match(other[:4]):
            code = other[:4] + kode[len(OWN_BIDANG) :]
            # A document without bidang urusan of its own may name any.
            if code in codes or codes == [kode]:
                return code
    return codes[0]


def foreign_region(kode: str, digit_khusus: frozenset[str]) -> str:
    """Return the region a kegiatan or subkegiatan is for when that is not ours (3 to 8); else empty."""
    digit = kegiatan_digit(kode) or ""
    digit = digit[:1] if jenjang_of(kode) in ("kegiatan", "subkegiatan") else ""
    return "" if digit in digit_khusus else KHUSUS.get(digit, "")
