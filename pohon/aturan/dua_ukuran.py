"""Whether the name of an indicator joins two measures (rule E-02)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lib.kata import words
from pohon.aturan import kata_indikator as kata
from pohon.aturan.kata_pasangan import LISTED, PAIRS

# One thing with two names, beside those of statements.
MORE_PAIRS = (
    "ketertiban dan keamanan",
    "ketentraman dan ketertiban",
    "tujuan dan sasaran",
    "visi dan misi",
    "politik dan demokrasi",
    "komunikasi dan informasi",
    "usaha mikro kecil dan menengah",
    "mikro kecil dan menengah",
    "kecil dan menengah",
    "alat dan mesin pertanian",
    "suku bunga dan inflasi",
    "pengarusutamaan gender dan anak",
    "pagi dan sore",
    "peraturan daerah dan peraturan kepala daerah",
    "perda dan perkada",
    "saran dan pengaduan",
    "kritik dan saran",
    "pengaduan dan aspirasi",
    "sumber daya air dan irigasi",
    "akta kelahiran dan kematian",
    "putra dan putri",
    "terpencil dan terluar",
    "nasional dan internasional",
    "sumber daya manusia dan aparatur",
    "hewan dan ikan",
    "rumah sakit dan puskesmas",
    "air dan udara",
    "kebersihan dan keindahan",
)
# One thing in a statement, two where they are measured.
APART = frozenset(
    {
        "ibu dan bayi",
        "kecepatan dan ketepatan",
        "keuangan dan aset",
        "keuangan dan aset daerah",
        "kualitas dan kuantitas",
        "kuantitas dan kualitas",
    }
)
ONE_THING = re.compile(
    "|".join(
        rf"(?<!\w){re.escape(pair)}(?!\w)" for pair in (*PAIRS, *MORE_PAIRS) if pair not in APART
    )
)
MORE_LISTED = kata.listed(
    "sekolah perguruan madrasah puskesmas koperasi umkm posyandu pesantren perusahaan instansi"
)
OPENS_DETAIL = re.compile(
    r"\b(antar|antara|atas|bagi|dalam|dari|dengan|di|ke|kepada|melalui|oleh|pada|sebagai|secara|tentang|terhadap|untuk"
    r"|yang|dinas|badan|kantor|kementerian|direktorat|biro|sekretariat|per|berdasarkan|menurut|sesuai|serta)\b"
)
MEASURED = kata.MEASURES - kata.DOING - {"hasil", "pengeluaran", "pendapatan", "satuan"}
ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
JOINT = re.compile(r"\s(?:dan|serta|&)\s")
ACTING = re.compile(r"(?:pe[mnlr]?|per)\w{4,}an$|\w{3,}(?:isasi|asi|isme)$|sinergi\w*$|me\w{4,}$")


def _plain(nama: str) -> str:
    return ONE_THING.sub("satu", " ".join(nama.casefold().replace(",", " , ").split()))


def why_double(nama: str) -> str:
    """Return which words join two measures in one name; empty where it is one, or one thing with two names."""
    plain = _plain(nama)
    detail = OPENS_DETAIL.search(plain)
    composite = (words(plain) or ("",))[0] in kata.COMPOSITE
    for joint in JOINT.finditer(plain):
        left, right = words(plain[: joint.start()]), words(plain[joint.end() :])
        if not left or not right:
            continue
        said = f"“… {left[-1]} {joint.group().strip()} {right[0]} …” menggabungkan dua ukuran"
        if right[0] in MEASURED and not _is_scale(left, right):
            return said
        if _two_objects(left, right):
            return said
        main = detail is None or joint.start() < detail.start()
        if main and not composite and not _is_one(left[-1], right[0], left):
            if " , " in plain[: joint.start()] and _is_group(left, right[0], nama):
                continue
            return said
    return ""


def _is_scale(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether both sides are parts of one composite: Indeks kedalaman dan keparahan kemiskinan, waktu dan biaya."""
    return right[0] in {
        "produktivitas",
        "kelas",
        "biaya",
        "daya",
        "tinggi",
        "berat",
        "kepuasan",
    } and (left[0] in kata.COMPOSITE)


def _two_objects(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two activities stand there, each with an object: pengelolaan keuangan dan pendayagunaan aset."""
    return (
        len(left) > 2
        and len(right) > 1
        and bool(ACTING.match(right[0]))
        and not ACTING.match(left[-1])
        and any(ACTING.match(word) for word in left[-3:-1])
        and right[0] not in {"perempuan", "permukiman"}
    )


def _is_group(left: Sequence[str], right: str, nama: str) -> bool:
    """Whether a list of three or more is one group: a share of them, or people, bodies and papers by their names."""
    if ACTING.match(right) or right in MEASURED:
        return False
    named = LISTED | MORE_LISTED | {one.casefold() for one in ACRONYM.findall(nama)}
    return left[0] in kata.SHARE or not named.isdisjoint({left[-1], right})


def _is_one(left: str, right: str, before: Sequence[str]) -> bool:
    """Whether the words beside "dan" say one thing."""
    if left == "satu" or right == "satu" or right in {"atau", "lainnya", "sejenisnya"}:
        return True
    if {left, right} <= kata.ADJECTIVES or right in kata.ADJECTIVES:
        return True
    if before[0] in kata.COUNT | kata.SHARE and {left, right} <= LISTED | MORE_LISTED:
        return True
    if left.isdecimal() or right.isdecimal() or right in before[1:]:
        return True
    return bool(ACTING.match(left) and ACTING.match(right))
