"""Names of measures and numbers that belong to an indicator, and those that are part of a name."""

from __future__ import annotations

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


MEASURES = _set(
    "indeks index indek persentase prosentase presentase persen nilai jumlah angka rasio predikat "
    "opini skor prevalensi "
    "proporsi rata-rata rerata peringkat"
)
# What makes of such a word another: "nilai tambah", "opini publik".
NO_MEASURE_AFTER = {
    "nilai": _set(
        "tambah budaya luhur agama keagamaan pancasila kebangsaan moral sosial kearifan kepahlawanan "
        "juang kejuangan dasar "
        "sejarah tradisi adat spiritual kesetiakawanan kebersamaan religius kepatriotan kepatriotisme antikorupsi "
        "integritas positif jual guna pakai ekonomis ekonomi estetika kemanusiaan demokrasi kearsipan organisasi "
        "kerukunan toleransi berakhlak karakter"
    ),
    "opini": _set("publik masyarakat umum"),
    "angka": _set("kredit"),
    "jumlah": _set("besar"),
    "indeks": _set("kriminal"),
}
DIGITS = re.compile(r"(?<![\w.,/-])\d[\d.,/]*(?:\s?%|\s?persen\b)?(?![\w-])")
SPAN = re.compile(r"\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b")
# A number after one of these is part of a name.
NUMBERED = re.compile(
    r"\b(?:nomor|no|pasal|ayat|angka|huruf|lampiran|iso|sni|tipe|type|kelas|sd|smp|sma|smk|sdn|smpn|sman|smkn|man|"
    r"mtsn|min|tk|usia|umur|berumur|berusia|eselon|golongan|tahap|zona|ring|rw|rt|blok|jalur|koridor|industri|"
    r"society|era|revolusi|generasi|pp|uu|perpres|permen\w*|perda|perwal|perbup|pergub|kepmen\w*|inpres|versi|"
    r"level|tingkat|pilar|belajar|pemilu|pilkada|pemilukada|pon|porprov|covid|layanan|pengaduan|"
    r"hotline|saluran|sapa|posko|call center|darurat|"
    r"piagam|agenda|sdgs|asean|undang-undang(?: nomor)?|peraturan \w+(?: \w+)?)[\s.:-]*\(?$"
)
# A number before one of these is, unless it is a deadline: "layanan 24 jam", "1.000 hari pertama kehidupan".
COUNTED = re.compile(r"\s*(?:hari pertama|hpk|jam\b(?! kerja| pelajaran)|program pokok)")
DEADLINE = re.compile(r"\b(?:dalam|maksimal|minimal|paling \w+|kurang dari|selama)\s*$")
# An age is part of a name too: "pemula 17 tahun".
AGED, AGE = (
    re.compile(r"\b(?:pemula|balita|baduta|bayi|anak|remaja) $"),
    re.compile(r"\s*(?:tahun|bulan|hari)\b"),
)
IN_ONE = re.compile(r"\b\d in 1\b")
INDUSTRY = re.compile(r"\d\.0$")
LAW = re.compile(
    r"\b(?:undang-undang|uu|pp|peraturan|perpres|permen\w*|perda|perwal|perbup|pergub|keputusan|kepmen\w*|inpres|"
    r"instruksi)\b"
    r"[^,;]*?\b(?:nomor|no\.?)\s*\d+(?:/\w+(?:/\w+)*)?(?:\s*/\s*\d+)?(?:\s+tahun\s+\d{4})?"
)
SLASHED_LAW = re.compile(
    r"\b(?:uu|pp|perpres|permen\w*|perda|perwal|perbup|pergub|inpres)\s*\d+\s*/\s*\d{4}"
)
TARGETS = re.compile(r"\b(?:\w+ kali lipat|seratus persen|sebesar|sebanyak)\b")
# Placeholders: alone, or closing a list.
PLACEHOLDERS = _set(
    "dll dst dsb dkk xxx xx xxxx tbd tba todo n/a na lorem asdf qwerty test tes testing coba null "
    "none - . … ... ? ??? "
    "kosong contoh diisi isi simpul kondisi pernyataan outcome csf indikator placeholder"
)
CLOSING = re.compile(
    r"(?<![\w/])(dll|dst|dsb|dkk|xxx+|lorem ipsum|tbd|tba|n/a|\?\?+|\.{3,}|…|_{3,}|\[[^\]]*\]|<[^>]*>)(?![\w/])"
)
TO_BE_FILLED = re.compile(
    r"^(?:belum diisi|isi di ?sini|diisi (?:kemudian|nanti)|"
    r"(?:simpul|kondisi|csf|outcome|indikator)(?: baru| tanpa judul|\s*\d+)?|"
    r"[\W_]+|(\w)\1{2,}|te?st?|asdf\w*|coba(?:-coba)?)$"
)
