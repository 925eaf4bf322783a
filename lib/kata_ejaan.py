"""Word lists of lib.kata: what says nothing, what says little, misspellings, stems that mean the same."""

from __future__ import annotations

# Words that say nothing of what a statement is about.
SAY_NOTHING = (
    "yang dan di ke dari untuk dengan pada dalam oleh serta atau para bagi terhadap antar antara secara atas sebagai "
    "agar sesuai melalui kepada tentang hingga akan telah sudah dapat adalah maupun sekaligus rangka guna semua "
    "seluruh setiap tiap"
)
# Stems of words that stand in most statements and tell one from the other hardly at all.
SAY_LITTLE = (
    "selenggara laksana upaya giat program kualitas mutu tingkat wilayah kecamatan camat daerah kabupaten kota "
    "provinsi lingkup jumlah persentase angka indeks nilai capai wujud efektif optimal lebih makin sangat baik kait "
    "lain hasil tersebut terap ada sedia"
)
# Stems that tell the direction of a change.
DIRECTIONS = frozenset({"tingkat", "turun", "tambah"})
# Fragments of words in two spellings: the second is the one that counts.
SPELLINGS = {
    "ijin": "izin",
    "karir": "karier",
    "tentram": "tenteram",
    "tifitas": "tivitas",
    "kwalitas": "kualitas",
    "kwantitas": "kuantitas",
    "resiko": "risiko",
    "propinsi": "provinsi",
    "obyek": "objek",
    "subyek": "subjek",
    "sistim": "sistem",
    "jadual": "jadwal",
    "tehnik": "teknik",
    "tehnolog": "teknolog",
    "managemen": "manajemen",
    "holtikultura": "hortikultura",
    "prosentase": "persentase",
    "presentase": "persentase",
    "mantab": "mantap",
    "apotik": "apotek",
    "standarisasi": "standardisasi",
    "analisa": "analisis",
    "hirarki": "hierarki",
    "praktek": "praktik",
    "azas": "asas",
    "kordinasi": "koordinasi",
    "infrastuktur": "infrastruktur",
    "infrastrukur": "infrastruktur",
    "opimal": "optimal",
    "bertanggung jawab": "bertanggungjawab",
}
# Words written apart or together.
JOINED = {
    "kerja sama": "kerjasama",
    "tanggung jawab": "tanggungjawab",
    "sub kegiatan": "subkegiatan",
    "tata kelola": "tatakelola",
    "antar daerah": "antardaerah",
    "pra sarana": "prasarana",
    "non formal": "nonformal",
    "non-formal": "nonformal",
    "lintas sektor": "lintassektor",
}
# Stems that the dictionary keeps apart, or that mean the same thing in a statement.
SAME_STEMS = {
    "perata": "rata",
    "mutu": "kualitas",
    "naik": "tingkat",
    "kurang": "turun",
    "optimalisasi": "optimal",
    "optimasi": "optimal",
    "maksimal": "optimal",
    "efektivitas": "efektif",
    "efisiensi": "efisien",
    "aksesibilitas": "akses",
    "akuntabilitas": "akuntabel",
    "transparansi": "transparan",
    "profesionalisme": "profesional",
    "profesionalitas": "profesional",
    "kompetensi": "kompeten",
    "sinergitas": "sinergi",
    "sinergisitas": "sinergi",
    "murid": "siswa",
}
