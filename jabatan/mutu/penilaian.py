"""How good an indicator is: BKN's ten questions for an IKU, its purpose, and SMART, with what the card itself tells.

Sources: BKN, Pedoman Penyusunan Indikator Utama (2022), "Pemilihan Indikator Kinerja Utama" and "Tujuan utama";
PermenPANRB 89/2021 Bab III Tahap 4 for SMART. What is read from the card is a hint; a person answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce

from lib.teks import join_words
from pohon.models import Indikator

BKN = "BKN, Pedoman Penyusunan Indikator Utama (2022)"
PANRB = "PermenPANRB 89/2021, Lampiran Bab III Tahap 4"
MEASURES = frozenset(
    [
        "angka",
        "banyaknya",
        "capaian",
        "cakupan",
        "gini",
        "indeks",
        "jumlah",
        "kategori",
        "kontribusi",
        "laju",
        "level",
        "luas",
        "nilai",
        "opini",
        "panjang",
        "persentase",
        "peringkat",
        "predikat",
        "prevalensi",
        "produktivitas",
        "proporsi",
        "rasio",
        "rata-rata",
        "skor",
        "tingkat",
        "umur",
        "usia",
        "volume",
        "waktu",
    ]
)
VAGUE = frozenset(["baik", "optimal", "maksimal", "memadai", "berkualitas", "efektif", "efisien"])
SMALL = frozenset(
    [
        "dan",
        "atau",
        "yang",
        "di",
        "ke",
        "dari",
        "pada",
        "untuk",
        "dengan",
        "dalam",
        "oleh",
        "per",
        "serta",
        "para",
        "bagi",
    ]
)
JOINS = frozenset(("dan", "serta"))


@dataclass(frozen=True)
class Bahan:
    """What the hints are drawn from: the indikator, its targets by year, the years, the outcome of its tree."""

    indikator: Indikator
    tahun: Sequence[int]
    target: Mapping[int, Decimal]
    outcome: str
    jumlah_komponen: int = 0

    @property
    def kosong(self) -> list[str]:
        """The years of the period without a target."""
        return [str(year) for year in self.tahun if year not in self.target]


@dataclass(frozen=True)
class Petunjuk:
    """What the card tells about a question: yes, no, or nothing sure, and why."""

    jawaban: bool | None
    kalimat: str


@dataclass(frozen=True)
class Pertanyaan:
    """A question: its code, its sentence, and how the card answers it (None: only a person can)."""

    kode: str
    kalimat: str
    petunjuk: Callable[[Bahan], Petunjuk] | None = None
    judul: str = ""


@dataclass
class Kelompok:
    """Questions under one head, with their source."""

    judul: str
    sumber: str
    daftar: list[Pertanyaan] = field(default_factory=list)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower())


def _linked(b: Bahan) -> Petunjuk:
    more = f" dan dituangkan ke {b.jumlah_komponen} komponen" if b.jumlah_komponen else ""
    return Petunjuk(True, f"Simpulnya menuju outcome “{b.outcome}”{more}.")


def _measures_change(b: Bahan) -> Petunjuk:
    base, values = b.indikator.baseline_nilai, list(b.target.values())
    if base is None or not values:
        missing = [
            word
            for word, there in (("kondisi awal", base is not None), ("target", bool(values)))
            if not there
        ]
        return Petunjuk(
            None, f"{join_words(missing).capitalize()} belum diisi; perubahannya belum terlihat."
        )
    if all(value == base for value in values):
        return Petunjuk(
            False, "Semua target sama dengan kondisi awal: tidak ada perubahan yang diukur."
        )
    return Petunjuk(True, "Target berbeda dari kondisi awal.")


def _manageable(b: Bahan) -> Petunjuk:
    row = b.indikator
    needed = (("penanggung jawab", row.penanggung_jawab), ("frekuensi pelaporan", row.frekuensi))
    missing = [word for word, value in needed if not value]
    if missing:
        return Petunjuk(None, f"{join_words(missing).capitalize()} belum diisi.")
    return Petunjuk(
        True, f"Dikelola {row.penanggung_jawab}, dilaporkan {row.get_frekuensi_display().lower()}."
    )


def _available(b: Bahan) -> Petunjuk:
    if b.indikator.sumber_data:
        return Petunjuk(True, f"Sumber data: {b.indikator.sumber_data}.")
    return Petunjuk(False, "Sumber data belum diisi.")


def _specific(b: Bahan) -> Petunjuk:
    found = _words(b.indikator.nama)
    vague = [word for word in found if word in VAGUE]
    if vague:
        return Petunjuk(False, f"Nama memuat kata yang bermakna ganda: {join_words(vague)}.")
    if JOINS & set(found):
        return Petunjuk(
            None, "Nama memuat “dan” atau “serta”: pastikan hanya satu hal yang diukur."
        )
    if not b.indikator.definisi_operasional:
        return Petunjuk(None, "Definisi operasional belum diisi.")
    return Petunjuk(True, "Namanya jelas dan definisi operasionalnya ada.")


def _measurable(b: Bahan) -> Petunjuk:
    row = b.indikator
    if not row.satuan:
        return Petunjuk(False, "Satuan belum diisi.")
    if not row.formula:
        return Petunjuk(None, "Formula belum diisi.")
    first = _words(row.nama)[:1]
    if not first or first[0] not in MEASURES:
        return Petunjuk(
            None, "Nama tidak diawali kata ukuran, misalnya persentase, jumlah, indeks, atau rasio."
        )
    return Petunjuk(True, "Kata ukuran, satuan, dan formulanya ada.")


def _achievable(b: Bahan) -> Petunjuk:
    hint = _measures_change(b)
    if hint.jawaban is False:
        return Petunjuk(False, "Target sama dengan kondisi awal: tidak menantang.")
    base = b.indikator.baseline_nilai
    highest = max((abs(value) for value in b.target.values()), default=Decimal(0))
    if hint.jawaban and base and highest > 3 * abs(base):
        return Petunjuk(
            None, "Target melonjak lebih dari tiga kali kondisi awal: periksa kewajarannya."
        )
    return (
        hint if hint.jawaban is None else Petunjuk(True, "Kondisi awal dan target ada dan berbeda.")
    )


def _relevant(b: Bahan) -> Petunjuk:
    def telling(text: str) -> set[str]:
        return {word for word in _words(text) if len(word) > 3 and word not in SMALL}

    shared = telling(b.indikator.nama) & telling(b.indikator.simpul.pernyataan)
    if shared:
        return Petunjuk(
            None, "Nama indikator dan pernyataan simpul memakai kata yang sama; baca keduanya."
        )
    return Petunjuk(
        None, "Tidak ada kata yang sama dengan pernyataan simpul: pastikan keduanya terkait."
    )


def _timebound(b: Bahan) -> Petunjuk:
    if b.kosong:
        return Petunjuk(False, f"Target tahun {join_words(b.kosong)} kosong.")
    if not b.indikator.frekuensi:
        return Petunjuk(None, "Frekuensi pelaporan belum diisi.")
    return Petunjuk(True, "Target tiap tahun dan frekuensinya ada.")


TUJUAN = Kelompok(
    "Kegunaan",
    f"{BKN}, Tujuan utama",
    [
        Pertanyaan(
            "P",
            "Apakah indikator ini mendorong perbaikan, bukan sekadar mencatat kegiatan rutin atau kegiatan "
            "tambahan yang tidak diperlukan?",
        )
    ],
)
PEMILIHAN = Kelompok(
    "Sepuluh pertanyaan pemilihan IKU",
    f"{BKN}, Pemilihan Indikator Kinerja Utama",
    [
        Pertanyaan("J-01", "Apakah indikator ini selaras dengan tujuan utama organisasi?", _linked),
        Pertanyaan(
            "J-02",
            "Apakah indikator ini dapat mengukur perubahan yang diharapkan?",
            _measures_change,
        ),
        Pertanyaan("J-03", "Apakah indikator ini memberi nilai tambah bagi organisasi?"),
        Pertanyaan("J-04", "Apakah indikator ini meningkatkan kepuasan pihak yang dilayani?"),
        Pertanyaan("J-05", "Apakah indikator ini memudahkan pimpinan mengambil keputusan?"),
        Pertanyaan("J-06", "Apakah indikator ini dirumuskan dari sudut pandang penerima layanan?"),
        Pertanyaan(
            "J-07",
            "Apakah hasilnya dapat dibandingkan dengan organisasi atau bidang lain yang sejenis?",
        ),
        Pertanyaan(
            "J-08", "Apakah indikator ini mudah dikelola dan diadministrasikan?", _manageable
        ),
        Pertanyaan("J-09", "Apakah data untuk melaksanakan dan mengukurnya tersedia?", _available),
        Pertanyaan("J-10", "Apakah biaya mengukurnya kecil dibanding manfaat yang diperoleh?"),
    ],
)
SMART = Kelompok(
    "SMART",
    PANRB,
    [
        Pertanyaan("S", "Tidak bermakna ganda.", _specific, "Spesifik (specific)"),
        Pertanyaan("M", "Dapat diukur dengan jelas.", _measurable, "Terukur (measurable)"),
        Pertanyaan(
            "A",
            "Tidak terlalu sulit dan tidak terlalu mudah.",
            _achievable,
            "Dapat dicapai (achievable)",
        ),
        Pertanyaan(
            "R", "Terkait langsung dengan kinerja simpulnya.", _relevant, "Relevan (relevant)"
        ),
        Pertanyaan("T", "Kurun waktunya ditetapkan.", _timebound, "Berbatas waktu (timebound)"),
    ],
)
KELOMPOK = (TUJUAN, PEMILIHAN, SMART)
KODE = tuple(one.kode for group in KELOMPOK for one in group.daftar)
SEPULUH = tuple(one.kode for one in PEMILIHAN.daftar)
LIMA = tuple(one.kode for one in SMART.daftar)


def hints(bahan: Bahan) -> dict[str, Petunjuk]:
    """Return what the card tells, by the code of the question."""
    return {
        one.kode: one.petunjuk(bahan)
        for group in KELOMPOK
        for one in group.daftar
        if one.petunjuk is not None
    }


def suggested(petunjuk: Mapping[str, Petunjuk]) -> dict[str, bool]:
    """Return the answers to begin with: those of which the card is sure."""
    return {kode: hint.jawaban for kode, hint in petunjuk.items() if hint.jawaban is not None}


def score(jawaban: Mapping[str, Any], kode: Sequence[str] = SEPULUH) -> int:
    """Return how many of the questions are answered yes."""
    return sum(jawaban.get(one) is True for one in kode)


def with_scores(rows: QuerySet[Indikator]) -> QuerySet[Indikator]:
    """Annotate indikator with `skor` (of ten) and `skor_smart` (of five); empty while nobody has judged."""

    def yes(kode: Sequence[str]) -> Case:
        total: Any = Value(0)
        for one in kode:
            lookup = {f"mutu__jawaban__{one}": True}
            total = total + Case(
                When(**lookup, then=Value(1)), default=Value(0), output_field=IntegerField()
            )
        return Case(When(mutu__isnull=False, then=total), default=None, output_field=IntegerField())

    rows = rows.annotate(skor=yes(SEPULUH), skor_smart=yes(LIMA), dinilai=F("mutu__pada"))
    return rows.annotate(  # what nobody judged sorts below a score of nothing in every database
        urut_skor=Coalesce("skor", Value(-1)), urut_smart=Coalesce("skor_smart", Value(-1))
    )
