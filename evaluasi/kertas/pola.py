"""Sentences a finding often has, by the letter of the rule that suggests it: a beginning to be made one's own.

The words are ours; the order condition, criterion, cause, effect, recommendation is that of inspectorates.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from lib.aturan import KELOMPOK, rules

LAMPIRAN = "Lampiran PermenPANRB Nomor 89 Tahun 2021"


@dataclass(frozen=True)
class Pola:
    """The typical parts of a finding of one group of rules."""

    kriteria: str
    sebab: str
    akibat: str
    rekomendasi: str


POLA: dict[str, Pola] = {
    "A": Pola(
        f"{LAMPIRAN} menghendaki penjenjangan kinerja disusun tahap demi tahap, dimulai dari outcome yang disepakati.",
        "Tahapan penyusunan belum dijalankan berurutan atau hasil pembahasannya belum didokumentasikan.",
        "Pohon kinerja berisiko tidak mencerminkan hasil yang disepakati pimpinan dan pemangku kepentingan.",
        "Melengkapi dasar dan kesepakatan outcome, kemudian meninjau kembali tahap berikutnya.",
    ),
    "B": Pola(
        f"{LAMPIRAN} menghendaki pohon kinerja yang utuh dari satu outcome sampai kondisi operasional.",
        "Penguraian kondisi berhenti sebelum sampai pada kondisi yang dapat dikerjakan, atau cabangnya tidak lengkap.",
        "Sebagian outcome tidak memiliki jalur pencapaian yang jelas sampai ke pelaksana.",
        "Melengkapi cabang pohon kinerja sampai kondisi operasional dan menghapus cabang yang tidak diperlukan.",
    ),
    "C": Pola(
        f"{LAMPIRAN} menghendaki pernyataan berupa kondisi yang ingin dicapai dan CSF yang menjawab penyebabnya.",
        "Pernyataan masih menguraikan kegiatan atau mengulang pernyataan di atasnya.",
        "Hubungan sebab akibat antarkondisi sulit diuji, sehingga kegiatan belum tentu mendukung hasil.",
        "Merumuskan ulang pernyataan sebagai kondisi dan menguji apakah kondisi itu menyebabkan induknya tercapai.",
    ),
    "D": Pola(
        f"{LAMPIRAN} membagi kinerja atas level strategis, taktikal, dan operasional.",
        "Level kinerja belum ditetapkan, atau tidak mengikuti kedudukan simpul di pohon.",
        "Kinerja berisiko dibebankan pada tingkat jabatan atau dokumen yang tidak sesuai.",
        "Menetapkan ulang level kinerja sesuai kedudukan dan sifat hasilnya.",
    ),
    "E": Pola(
        "Indikator kinerja SMART (spesifik, terukur, dapat dicapai, relevan, berbatas waktu) dan bertarget.",
        "Indikator dipilih dari data yang mudah tersedia atau belum dilengkapi definisi operasional dan targetnya.",
        "Keberhasilan kinerja tidak dapat diukur secara andal dan capaian tidak menggambarkan hasil.",
        "Memperbaiki indikator, melengkapi definisi operasional, formula, sumber data, dan target tahunan.",
    ),
    "F": Pola(
        f"{LAMPIRAN} menghendaki kondisi yang memerlukan organisasi lain ditandai sebagai crosscutting dan disepakati.",
        "Kebutuhan dukungan unit lain belum dikomunikasikan atau belum dijawab.",
        "Hasil yang bergantung pada unit lain berisiko tidak tercapai karena tidak ada yang bertanggung jawab.",
        "Menyepakati pembagian peran dengan unit mitra dan mencatat jawabannya pada pohon kinerja.",
    ),
    "G": Pola(
        f"{LAMPIRAN} menghendaki pohon kinerja menjadi dasar tujuan, sasaran, program, kegiatan, dan subkegiatan.",
        "Dokumen perencanaan disusun terpisah dari pohon kinerja.",
        "Program dan anggaran belum sepenuhnya diarahkan untuk mencapai outcome.",
        "Menyelaraskan komponen dokumen perencanaan dengan pohon kinerja dan memetakan simpul yang belum dituangkan.",
    ),
    "H": Pola(
        "Perjanjian kinerja memuat kinerja yang menjadi tanggung jawab jabatan sesuai penjenjangannya.",
        "Pembagian kinerja kepada jabatan belum mengikuti pohon kinerja sampai pelaksana.",
        "Cascading belum lengkap, sehingga kinerja pegawai belum terkait langsung dengan kinerja organisasi.",
        "Menetapkan pengampu setiap kondisi dan memutakhirkan perjanjian kinerja jabatan terkait.",
    ),
    "I": Pola(
        "Sasaran kinerja pegawai diturunkan dari kinerja atasan dengan teknik cascading yang sesuai.",
        "Teknik cascading belum ditetapkan atau tidak sesuai dengan indikator atasan dan bawahan.",
        "Kontribusi pegawai terhadap kinerja atasan tidak dapat ditelusuri.",
        "Menetapkan teknik cascading tiap indikator dan menyesuaikan SKP pegawai.",
    ),
    "J": Pola(
        "Indikator kinerja utama menggambarkan hasil pokok organisasi dan memiliki kartu indikator lengkap.",
        "Indikator kinerja utama belum dipilih berdasarkan outcome atau kartunya belum lengkap.",
        "Indikator kinerja utama tidak dapat dipakai untuk menilai keberhasilan organisasi.",
        "Meninjau kembali indikator kinerja utama dan melengkapi kartu indikatornya.",
    ),
    "K": Pola(
        "Pohon kinerja, dokumen perencanaan, dan perjanjian kinerja memuat rumusan, indikator, dan target yang sama.",
        "Perubahan pada satu dokumen tidak diikuti pemutakhiran dokumen lain.",
        "Target yang berbeda antardokumen membuat pengukuran dan pelaporan kinerja tidak dapat dibandingkan.",
        "Menyamakan rumusan, indikator, dan target antardokumen serta mencatat alasan bila memang berbeda.",
    ),
}


def pola_of(aturan: str) -> dict[str, str]:
    """Return the typical parts for a rule or a letter; nothing for one we do not know."""
    found = POLA.get(aturan[:1].upper())
    return asdict(found) if found else {}


def letters() -> list[tuple[str, str]]:
    """Return (letter, what its rules are about), to choose from."""
    return [(letter, title) for letter, title in KELOMPOK.items() if letter in POLA]


def rule_choices() -> list[tuple[str, str]]:
    """Return (id, title) of all rules, to name the one a finding is about."""
    return [(rule.id, f"{rule.id} {rule.judul}".strip()) for rule in rules()]
