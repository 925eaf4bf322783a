"""Units and positions that a statement names, and whether it speaks of internal process only."""

from __future__ import annotations

import re
from functools import lru_cache

from lib.kata import KEPT, stem
from pohon.aturan.kalimat import read

SHORTEST_NAME = 2  # words of a unit's name that tells it from an ordinary word
# Words of an office that are no ordinary words. "Peraturan Bupati" and the like name a law.
OFFICE = re.compile(
    r"(?<!perjalanan )(?<!rumah )(?<!kendaraan )(?<!pakaian )(?<!surat )(?<!gedung )(?<!eks )"
    r"(?<!bekas )\bdinas\b(?! luar| malam)|"
    r"\bbadan (?:kepegawaian|keuangan|pendapatan|perencanaan|kesatuan|penanggulangan|penelitian|pengelola\w*|riset|"
    r"pengembangan|pengawas\w*|narkotika|pertanahan|pusat statistik|layanan umum daerah|penghubung|ketahanan)\b|"
    r"\b(?:inspektorat|bappeda|bapperida|bappelitbang\w*|bkpsdm|bkd|bpkad|bpkd|bapenda|bpbd|kesbangpol|disdukcapil|"
    r"dpmptsp|disdik|dinkes|dishub|diskominfo|dispora|disnaker\w*|setda|setwan|satpol pp|uptd|upt)\b|"
    r"\bsekretariat (?:daerah|dprd|dinas|jenderal|utama|kecamatan|kementerian)\b|\bsatuan polisi pamong praja\b|"
    r"\b(?:sub ?bagian|sub ?bidang|seksi|direktorat|deputi|biro|kedeputian)\s\w+|"
    r"\bbagian (?:umum|hukum|organisasi|kesra|protokol|persidangan|tata pemerintahan|perekonomian|pengadaan)\b"
)
POSITION = re.compile(
    r"(?<!peraturan )(?<!keputusan )(?<!instruksi )(?<!edaran )\b(?:"
    r"kepala (?:dinas|badan|bidang|bagian|seksi|sub ?bagian|sub ?bidang|biro|uptd?|satuan|kantor|pusat|kanwil)|"
    r"kabid|kasi|kasubbag|kasubag|kabag|kadis|kaban|sekdis|sekban|sekda|"
    r"sekretaris (?:daerah|dinas|badan|camat|jenderal)|camat|sekcam|direktur jenderal|dirjen|sekjen|inspektur|"
    r"staf ahli|asisten (?:i+|pemerintahan|perekonomian|administrasi)|"
    r"(?:auditor|perencana|analis [a-z]+|arsiparis|pustakawan|widyaiswara|pranata [a-z]+|penyuluh [a-z]+|"
    r"pengawas [a-z]+)"
    r" (?:ahli )?(?:pertama|muda|madya|utama)"
    r")\b"
)
# These are positions where they act; else they are people the work is for.
AGENT = re.compile(
    r"\b(?:oleh|dari) (?:para )?(?P<siapa>pengawas sekolah|auditor|perencana|widyaiswara|arsiparis|pustakawan|lurah|"
    r"penyuluh (?:pertanian|kehutanan|perikanan|agama|kesehatan|kb)|analis [a-z]+|pranata [a-z]+)\b"
)
# A name goes on with the words in capitals after its first: "Dinas Pekerjaan Umum dan Penataan Ruang".
GOES_ON = re.compile(
    r"(?: [A-Z][\w-]*)*(?:,(?: [A-Z][\w-]*)+)*(?: dan(?: (?!Dinas|Badan|Kantor|Kep|[A-Z]{2})[A-Z][\w-]*)+)?"
)
NEXT = re.compile(r" (?!yang\b|dan\b|di\b|lain|untuk\b|dalam\b|pada\b)[\w-]+", re.IGNORECASE)
# "di bidang pendidikan dasar" is a field, "Bidang Pendidikan Dasar" a unit.
ORDINARY = re.compile(r"(?:bidang|bagian|urusan|pusat|bina) ", re.IGNORECASE)
INTERNAL_WORDS = (
    "aplikasi dokumen lapor koordinasi rapat sop notulen arsip anggar sakip lakip reformasi "
    "birokrasi kantor tatausaha "
    "usaha surat serap administrasi monitoring evaluasi renstra renja agenda naskah sistem informasi prosedur "
    "operasional standar ketatausahaan usahaan dukung tunjang"
)
INTERNAL = frozenset(INTERNAL_WORDS.split())
# Without one of these there is no internal process to speak of.
CORE = re.compile(
    r"\b(?:koordinasi|dokumen|laporan|pelaporan|aplikasi|rapat|sop|standar operasional prosedur|reformasi birokrasi|"
    r"administrasi (?:perkantoran|umum|keuangan|kepegawaian)|tata usaha|surat[- ]menyurat|penatausahaan|"
    r"(?:penyerapan|serapan|realisasi) anggaran|notulen)\b"
)
# How an office is run, told of that office itself, concerns nobody else.
HOUSE = re.compile(
    r"\b(?P<hal>akuntabilitas(?: kinerja)?|tata kelola|(?:sakip|akip|lkjip))(?: [\w-]+){0,2}?"
    r" (?:dinas|badan(?! usaha)|kantor|balai|satuan kerja|kecamatan|sekretariat|rsud|inspektorat|unit kerja)\b"
)
# Say nothing of whom it concerns: how well, whose office, what office work.
NEUTRAL_WORDS = (
    "tingkat turun kualitas indeks nilai jumlah angka persentase predikat opini efektif efisien "
    "optimal tertib lengkap "
    "tepat waktu baik wujud laksana selenggara susun sedia cipta capai internal perintah instansi "
    "rangkat perangkat daerah dinas "
    "badan kecamatan camat kabupaten kota provinsi unit kerja organisasi rencana kinerja uang "
    "pegawai layan umum lingkup "
    "akuntabel transparan sesuai atur teratur fasilitas kelola urus kendali antar lintas sektor opd "
    "skpd terintegrasi "
    "integrasi digital elektronik bangun pangkat evaluasi hasil tindak lanjut manajemen tata laksana"
)
NEUTRAL = frozenset(NEUTRAL_WORDS.split())


@lru_cache(32)
def _names(names: frozenset[str]) -> re.Pattern[str] | None:
    telling = [name for name in names if len(name.split()) >= SHORTEST_NAME]
    longest = sorted(telling, key=lambda name: (-len(name), name))
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in longest)) if longest else None


@lru_cache(KEPT)
def office_in(text: str, names: frozenset[str]) -> str:
    """Return the unit or position a statement names, as it stands there; empty when it names none."""
    plain = " ".join(text.split())
    small = plain.casefold()
    for pattern in (_names(names), OFFICE, POSITION):
        for found in pattern.finditer(small) if pattern else ():
            said = plain[found.start() : found.end()]
            if not (ORDINARY.match(said) and said[0].islower()):
                return said + _goes_on(plain, found.end(), said.casefold())
    acting = AGENT.search(small)
    return plain[acting.start("siapa") : acting.end("siapa")] if acting else ""


def _goes_on(plain: str, end: int, said: str) -> str:
    """Return the rest of a name whose first words end there: those in capitals, after "dinas" at least one."""
    short = said == "dinas"
    telling = not (plain.isupper() or plain.istitle()) and (short or " " in said)
    rest = GOES_ON.match(plain, end) if telling else None
    if not (rest and rest.group()) and short:
        rest = NEXT.match(plain, end)
    return rest.group() if rest else ""


@lru_cache(KEPT)
def only_internal(text: str) -> str:
    """Return the internal process a statement speaks of and of nothing else; empty when there is another thing."""
    sentence = read(text)
    if house := HOUSE.search(sentence.teks):
        return house["hal"]
    core = CORE.search(sentence.teks)
    if core is None:
        return ""
    for word in sentence.kata:
        one = stem(word)
        if len(word) <= len("yang") and one not in INTERNAL:
            continue
        known = INTERNAL | NEUTRAL
        if not known & {one, word, stem(word.removeprefix("antar"))}:
            return ""
    return core.group()
