"""Other bodies a text names (rule F-05): some always stand outside, others only beside a word of working together."""

from __future__ import annotations

import re
from functools import lru_cache

# Named at all, these are another body.
OUTSIDE = (
    ("Polri", r"polri|kepolisian|polres(?:ta)?(?:bes)?|polsek|polda|bhabinkamtibmas"),
    ("TNI", r"tni|tentara nasional|kodim|koramil|babinsa|korem|kodam"),
    ("kejaksaan", r"kejaksaan"),
    ("aparat penegak hukum", r"aparat penegak hukum|aph"),
    ("pengadilan", r"pengadilan (?:negeri|agama|tinggi)"),
    ("instansi vertikal", r"instansi vertikal"),
    ("lintas sektor", r"(?:lintas|antar)[ -]?(?:sektor(?:al)?)"),
    (
        "perangkat daerah lain",
        r"(?:lintas|antar)[ -]?(?:opd|skpd|perangkat daerah|urusan|instansi|lembaga|bidang urusan|dinas)"
        r"|(?:perangkat daerah|opd|skpd|dinas|instansi|unit kerja|lembaga) (?:terkait|lain(?:nya)?)\b",
    ),
    (
        "kementerian/lembaga lain",
        r"(?:lintas|antar)[ -]?kementerian|kementerian ?/ ?lembaga (?:lain|terkait)",
    ),
    ("forum koordinasi pimpinan", r"forkopim(?:da|cam)?|forkorpimda|muspida|muspika"),
    ("BPN", r"bpn|badan pertanahan nasional|kantor pertanahan"),
    ("Basarnas", r"basarnas"),
    ("BMKG", r"bmkg"),
    ("BNN", r"bnn[kp]?|badan narkotika nasional"),
    ("pemerintah pusat", r"pemerintah pusat"),
    ("dunia usaha", r"dunia (?:usaha|industri|kerja)|dudika?"),
    ("pihak ketiga", r"pihak (?:ketiga|swasta|profesional|luar|lain)"),
)
# Named beside a word of working together only: else they are who is served, or what is counted.
PARTNERS = (
    ("kementerian", r"kementerian(?: [a-z]+){0,2}"),
    ("perguruan tinggi", r"perguruan tinggi|universitas|kampus|akademisi"),
    (
        "swasta",
        r"swasta|perusahaan|badan usaha|bumn|bumd|investor|perbankan|bank|lembaga keuangan|asosiasi",
    ),
    (
        "pemerintah daerah lain",
        r"pemerintah (?:provinsi|kabupaten|kota|daerah|desa)|daerah (?:lain|tetangga|perbatasan)",
    ),
    (
        "lembaga masyarakat",
        r"lsm|ngo|ormas|organisasi (?:kemasyarakatan|masyarakat|profesi)|tokoh (?:agama|masyarakat)",
    ),
    (
        "BUMN/lembaga layanan",
        r"pln|pdam|bpjs|bulog|baznas|kpu|bawaslu|ojk|bank indonesia|bps|kemenag|kantor agama",
    ),
    ("media massa", r"media massa|pers\b"),
)
TOGETHER = (
    r"\b(?:(?:ber)?sinergi(?:tas|sitas)?|(?:be|ke)?kerja ?sama|kerjasama|(?:ber)?kolaborasi|(?:ber)?mitra|kemitraan|"
    r"(?:ber|ter)?koordinasi(?:nya)?|pelibatan|keterlibatan|peran(?: serta)?|dukungan|integrasi|"
    r"pentahelix|harmonisasi|csr)\b"
)
# "Sinergi dengan X", whoever X is.
WITH = re.compile(
    r"\b(?:sinergi(?:tas|sitas)?|(?:be)?kerja ?sama|kerjasama|kolaborasi|kemitraan|bersinergi|berkolaborasi|bermitra)\b"
    r"(?: [\w-]+){0,3}? (?:dengan|bersama) (?P<siapa>[^,.;()]+)"
)
# After these stands whom something is done with: "bersama PMI", "terintegrasi dengan BPJS Kesehatan".
LINK = (
    r"(?<!usaha )(?<!kesepakatan )(?<!peraturan )(?<!kelompok )\bbersama\b(?: dengan)?|"
    r"\b(?:jejaring|forum|kontrak|dialog|rakor|rapat|mou|pks|nota kesepahaman|perjanjian|"
    r"(?:ber|ter)?(?:integrasi|hubung|koordinasi|kolaborasi)(?:nya)?|"
    r"terkoneksi(?:nya)?|tersambung(?:nya)?|disepakati)\b(?: [\w/-]+){0,5}? dengan\b"
)
THROUGH = re.compile(r"\b(?:melalui|lewat)\b")
STOP = re.compile(
    r" (?:untuk|dalam|di|bagi|pada|yang|agar|tentang|terhadap|secara|setiap)\b", re.IGNORECASE
)
# Whom one may do something with, beside the partners above.
OTHERS = (
    r"dinas(?! dan\b)(?: (?!dan\b)[a-z]+)?|badan [a-z]+|disnaker\w*|dinkes|disdik\w*|dishub|dinsos|"
    r"dispora|diskominfo|dpmptsp|"
    r"dukcapil|"
    r"disdukcapil|dlh|dpupr|bpbd|satpol pp|satuan polisi pamong praja|bappeda|inspektorat|rsud|rumah sakit|puskesmas|"
    r"klinik|sekolah|madrasah|pesantren|pmi|pkk|pramuka|karang taruna|kwarcab|apindo|kadin|hipmi|phri|asita|gapoktan|"
    r"himbara|kua|kanwil|bkn|kasn|kpk|bpkp|lkpp|ombudsman|fkub|bkkbn|bpom|bbpom|bnpb|bksda|perhutani|balai [a-z]+|"
    r"pemerintah (?:desa|kelurahan)|kelurahan|industri|bssn|asosiasi|operator [a-z]+|pengembang"
)
CARRIERS = r"himbara|pln|pdam|bpjs(?: [a-z]+)?|bulog|pertamina|telkom|pt\.? [a-z]+|kantor pos|bank(?: (?!dan\b)[a-z]+)?"
ACRONYM = re.compile(r" [A-Z]{2,}\b")
NAME = re.compile(r"[A-Z][\w-]*(?: (?:dan )?[A-Z][\w-]*)*")
# Among offices, not with them: how people or money are spread.
SHARED_OUT = re.compile(
    r"\b(?:pemerataan|distribusi|persebaran|sebaran|mutasi|rotasi|perpindahan|kesenjangan|ketimpangan|perbandingan|"
    r"perbedaan)\b[^,.;]*$"
)
SPM = re.compile(r"\b(?:ter)?(?:fasilitasi|dukung)\w*\b.*\b(?:standar pelayanan minimal|spm)\b")
NEGATED = re.compile(r"\b(?:tidak|bukan|belum|selain|di luar|kecuali)\b[^,.;]*$")
JUDGED = re.compile(
    r"\b(?:penilaian|evaluasi|standar|peraturan|oleh|dari|versi|menurut|regulasi|nilai|predikat|pedoman|hasil|temuan|survei)\b"
    r"(?: [\w/-]+){0,2} $"
)
PURPOSES = frozenset({"baik", "optimal", "efektif", "tepat", "standar", "target", "cara", "metode"})
_OUTSIDE = [(name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in OUTSIDE]
_PARTNERS = [(name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in PARTNERS]
_TOGETHER = re.compile(TOGETHER)
_LINK = re.compile(LINK)
_ANYBODY = re.compile(
    rf"\b(?:{'|'.join([OTHERS, CARRIERS, *(pattern for _, pattern in PARTNERS)])})\b"
)
_CARRIERS = re.compile(rf"\b(?:{CARRIERS})\b")


@lru_cache(20_000)
def other_body(text: str, own: str = "") -> str:
    """Return another body a text names as somebody to work with, in words to show; empty where none.

    `own` is the instansi or unit the tree is of: its own name is nobody else.
    """
    said = " ".join(text.split())
    plain = said.lower()
    house = " ".join(own.casefold().split())
    for name, pattern in _OUTSIDE:
        for found in pattern.finditer(plain):
            before = plain[: found.start()]
            if NEGATED.search(before) or JUDGED.search(before) or found.group() in house:
                continue
            if not SHARED_OUT.search(before):
                return name
    return (
        _partner(plain, house)
        or _linked(said, house)
        or ("perangkat daerah penanggung jawab SPM" if SPM.search(plain) else "")
    )


def _partner(plain: str, house: str) -> str:
    """Return who is named beside a word of working together."""
    if (together := _TOGETHER.search(plain)) is not None:
        for name, pattern in _PARTNERS:
            found = pattern.search(plain, together.start())
            if found and found.group() not in house and not JUDGED.search(plain[: found.start()]):
                return name
    return ""


def _linked(said: str, house: str) -> str:
    """Return who follows "bersama", "melalui", or "with" after a word of working together, as it is written there."""
    for link, who in ((_LINK, _ANYBODY), (THROUGH, _CARRIERS)):
        for found in link.finditer(said.lower()):
            tail = STOP.split(said[found.end() :], maxsplit=1)[0]
            body = who.search(tail.lower())
            if body and body.group() not in house:
                return _whole(tail[body.start() :], body.group())
            named = ACRONYM.match(tail)
            if named and found.group() == "bersama" and not said.isupper():
                return named.group().strip()
    if (whole := WITH.search(said.lower())) is not None:
        whom = said[whole.start("siapa") : whole.end("siapa")].split()
        if whom and whom[0].lower() not in PURPOSES:
            return " ".join(whom[:5])
    return ""


def _whole(tail: str, found: str) -> str:
    """Return a name as it is written, with the words in capitals that go on with it."""
    named = NAME.match(tail)
    return named.group() if named and len(named.group()) > len(found) else tail[: len(found)]
