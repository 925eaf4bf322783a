"""Rules C: how a statement is worded, and what belongs to a CSF.

The rules on wording know words, not meaning: they are heuristic and advise even where the catalogue calls them galat.
"""

from __future__ import annotations

import re

from lib.aturan import rule
from pohon.aturan.konteks import (
    GALAT,
    INFO,
    LAMPIRAN,
    PERINGATAN,
    Jenis,
    KonteksPohon,
    Temuan,
    quote,
)
from pohon.models import Simpul

# Words that begin the name of an activity (PermenPANRB 89/2021 Lampiran Bab II tabel 1 and common plans).
ACTIVITIES = frozenset(
    {
        "bimbingan",
        "bimtek",
        "bintek",
        "diklat",
        "evaluasi",
        "fasilitasi",
        "implementasi",
        "inventarisasi",
        "kajian",
        "kegiatan",
        "koordinasi",
        "melatih",
        "memantau",
        "membangun",
        "membina",
        "memelihara",
        "menata",
        "mengelola",
        "mengevaluasi",
        "menyusun",
        "monitoring",
        "optimalisasi",
        "pelaksanaan",
        "pelatihan",
        "pemantauan",
        "pemasangan",
        "pembangunan",
        "pembelian",
        "pembentukan",
        "pemberdayaan",
        "pemberian",
        "pembinaan",
        "pembuatan",
        "pemeliharaan",
        "pemetaan",
        "penanganan",
        "penataan",
        "pendampingan",
        "pendataan",
        "pengadaan",
        "pengawasan",
        "pengelolaan",
        "pengembangan",
        "penguatan",
        "pengumpulan",
        "peningkatan",
        "penyaluran",
        "penyebarluasan",
        "penyediaan",
        "penyelenggaraan",
        "penyuluhan",
        "penyusunan",
        "perbaikan",
        "peremajaan",
        "program",
        "proyek",
        "rapat",
        "rehabilitasi",
        "revitalisasi",
        "seminar",
        "sosialisasi",
        "studi",
        "survei",
        "workshop",
    }
)
DOING = re.compile(r"me\w{3,}kan$")  # melaksanakan, meningkatkan, menyelenggarakan
# What is said of a thing makes it a condition whatever its name: "Pemeliharaan jalan efektif".
STATES = frozenset(
    {
        "aman",
        "baik",
        "berfungsi",
        "berjalan",
        "berkurang",
        "bertambah",
        "cepat",
        "efektif",
        "efisien",
        "lancar",
        "memadai",
        "membaik",
        "memuaskan",
        "menguat",
        "meningkat",
        "menurun",
        "merata",
        "naik",
        "optimal",
        "rendah",
        "sempurna",
        "sesuai",
        "stabil",
        "tepat",
        "tercapai",
        "terjaga",
        "terjangkau",
        "terkendali",
        "terlaksana",
        "terlindungi",
        "terpelihara",
        "terpenuhi",
        "tersedia",
        "terselenggara",
        "tertib",
        "terwujud",
        "tinggi",
        "tuntas",
        "turun",
    }
)
CONDITION = re.compile(
    r"(?!lainnya|khususnya|selanjutnya|sebelumnya)\w{3,}nya$"
)  # meningkatnya, optimalnya
# One thing with two names, though "dan" stands between them.
PAIRS = (
    "adil dan makmur",
    "aman dan tertib",
    "anak dan remaja",
    "baik dan benar",
    "desa dan kelurahan",
    "hak dan kewajiban",
    "ibu dan anak",
    "jalan dan jembatan",
    "kabupaten/kota",
    "kependudukan dan pencatatan sipil",
    "keluarga berencana dan keluarga sejahtera",
    "ketenteraman dan ketertiban",
    "ketentraman dan ketertiban",
    "komunikasi dan informatika",
    "laki-laki dan perempuan",
    "lalu lintas dan angkutan jalan",
    "makanan dan minuman",
    "perempuan dan anak",
    "perumahan dan permukiman",
    "perumahan dan kawasan permukiman",
    "sarana dan prasarana",
    "usaha mikro, kecil, dan menengah",
    "usaha mikro, kecil dan menengah",
)
# What follows these words says more of the one result named before them.
OPENS_DETAIL = re.compile(
    r"\b(antar|antara|atas|bagi|dalam|dari|dengan|di|ke|kepada|melalui|oleh|pada|sebagai|secara|tentang|terhadap|untuk|yang)\b"
)
JOINT = re.compile(r"\s(?:dan|serta)\s|\s*&\s*|(?<=[a-z]{4})/(?=[a-z]{4})")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without the marks around them."""
    return re.findall(r"[\w-]+", text.lower())


def is_activity(text: str) -> bool:
    """Whether a statement names what is done instead of the condition it leads to."""
    words = words_of(text)
    if not words or STATES.intersection(words[1:]) or CONDITION.match(words[0]):
        return False
    return words[0] in ACTIVITIES or bool(DOING.match(words[0]))


def joined_results(text: str, names: frozenset[str] | None = None) -> bool:
    """Whether a statement joins two results with "dan", "serta", "&" or "/".

    `names` are names in small letters in which such a word joins nothing (agencies).
    """
    plain = " ".join(text.lower().split())
    for name in (*PAIRS, *(names or ())):
        plain = plain.replace(name, "satu")
    joints = list(JOINT.finditer(plain))
    if any(
        CONDITION.match(first) for m in joints if (first := (words_of(plain[m.end() :]) or [""])[0])
    ):
        return True
    detail = OPENS_DETAIL.search(plain)
    return any(detail is None or m.start() < detail.start() for m in joints)


@rule(
    "C-02",
    severity=GALAT,
    tahap=1,
    source=f"{LAMPIRAN} Bab II tabel 1",
    settle="pernyataan",
    heuristic=True,
)
def statement_is_no_activity(k: KonteksPohon) -> Temuan:
    """A statement is a condition, not an activity; at the operational level that only advises."""
    for node in k.simpul:
        if not is_activity(node["pernyataan"]):
            continue
        operational = (
            node["jenis"] == Jenis.OPERASIONAL or node.get("level_kinerja") == "operasional"
        )
        yield (
            node["id"],
            f"{quote(node)} adalah kegiatan, bukan kondisi atau hasil.",
            "Rumuskan keadaan yang dihasilkannya, misalnya “Meningkatnya …” atau “… berkurang”.",
            PERINGATAN if operational else GALAT,
        )


@rule(
    "C-04",
    severity=GALAT,
    tahap=1,
    source=f"{LAMPIRAN} Bab III Tahap 1 alinea terakhir",
    settle="pernyataan",
    heuristic=True,
)
def outcome_is_one_result(k: KonteksPohon) -> Temuan:
    """An outcome holds one issue; two make two trees."""
    for node in k.of(Jenis.OUTCOME):
        text = node["pernyataan"]
        if joined_results(text) and joined_results(text, k.unit_names):
            yield (
                node["id"],
                f"Dua isu dalam satu outcome: {quote(node)}. Pisahkan menjadi dua pohon.",
                "Sisakan satu hasil di sini dan buat pohon lain untuk yang kedua.",
            )


@rule(
    "C-17",
    severity=PERINGATAN,
    tahap=2,
    source=f"{LAMPIRAN} Bab III Tahap 2 tabel 3",
    settle="isi:faktor_penyebab",
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


@rule("C-16", severity=INFO, tahap=2, source=f"{LAMPIRAN} Bab III Tahap 2 angka 1-3")
def some_csf_looks_ahead(k: KonteksPohon) -> Temuan:
    """At least one CSF is anticipatory."""
    csf = k.of(Jenis.CSF)
    if csf and not any(node.get("sifat") == Simpul.Sifat.ANTISIPATIF for node in csf):
        yield None, "Belum ada CSF yang antisipatif.", "Tandai sifat tiap CSF."
