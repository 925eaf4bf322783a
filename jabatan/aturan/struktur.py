"""Rules of the structure: whether its positions have work, and are named and ordered as they should."""

from __future__ import annotations

import re
from collections import defaultdict

from django.db.models import Exists, OuterRef

from jabatan.aturan.dasar import LAMPIRAN, Temuan, name_some
from jabatan.aturan.sebaran import BarisJabatan, SebaranPohon, sebaran_of
from jabatan.models import Jabatan, KinerjaJabatan
from lib.aturan import Severity, rule
from pohon.aturan import KonteksPohon


@rule(
    "H-05",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{LAMPIRAN} Bab I",
    judul="Jabatan memiliki kinerja",
    isi=(),
)
def position_has_kinerja(k: KonteksPohon) -> Temuan:
    """Every position of the tree's unit carries some kinerja."""
    idle = Jabatan.objects.filter(
        ~Exists(KinerjaJabatan.objects.living().filter(jabatan=OuterRef("pk"))),
        instansi=k.head["instansi"]["id"],
    )
    if k.own_units is not None:
        idle = idle.filter(unit__in=k.own_units)
    names = list(idle.order_by("lft").values_list("nama", flat=True))
    if names:
        yield (
            None,
            f"{name_some(names)} belum memiliki kontribusi kinerja.",
            "Bagikan kinerja ke tiap jabatan, atau hapus jabatan yang tidak ada lagi.",
        )


VAGUE = re.compile(
    r"(analis|analisis|kasi|kasie|kabid|kasubbag|kasubag|kasubbid|kepala|kepala (seksi|bidang|bagian|sub ?bagian|"
    r"sub ?bidang)|staff?|staff? umum|pelaksana|pegawai|jafung|jfu|jft|fungsional|jabatan fungsional|pengelola|"
    r"ketua tim|anggota|anggota tim|pejabat|operator|petugas|lainnya)"
)
J = Jabatan.Jenjang
KEAHLIAN = (
    Jabatan.LevelJf.AHLI_UTAMA,
    Jabatan.LevelJf.AHLI_MADYA,
    Jabatan.LevelJf.AHLI_MUDA,
    Jabatan.LevelJf.AHLI_PERTAMA,
)
KETERAMPILAN = (
    Jabatan.LevelJf.PENYELIA,
    Jabatan.LevelJf.MAHIR,
    Jabatan.LevelJf.TERAMPIL,
    Jabatan.LevelJf.PEMULA,
)
SUPERVISION = "Slide PANRB “Metode lain”: jabatan fungsional dengan dan tanpa fungsi supervisi"


@rule(
    "H-08",
    severity=Severity.PERINGATAN,
    tahap=5,
    source="Contoh Kecamatan Batumandi, Tahap 5",
    heuristic=True,
    judul="Jabatan disebut pasti",
)
def position_is_named(k: KonteksPohon) -> Temuan:
    """A position has a name that says which one it is: not "kasi", "analis" or "staf umum" alone."""
    s = sebaran_of(k)
    for jabatan in s.own:
        if is_vague(jabatan.nama):
            yield (
                s.first_node(jabatan.pk),
                f"Sebutkan jabatan yang pasti: “{jabatan.nama}”{_in_unit(s, jabatan)} belum menyebut "
                "jabatan yang mana.",
                "Lengkapi nama jabatannya, misalnya “Analis Kebijakan Ahli Muda” atau “Kepala Seksi Pemerintahan”.",
            )


def is_vague(nama: str) -> bool:
    """Whether a name, or a part of one with strokes, is only a kind of position."""
    return any(VAGUE.fullmatch(" ".join(part.lower().split())) for part in nama.split("/"))


def _in_unit(s: SebaranPohon, jabatan: BarisJabatan) -> str:
    unit = s.unit.get(jabatan.unit or 0)
    return f" di {unit.nama}" if unit else ""


@rule(
    "H-09",
    severity=Severity.INFO,
    tahap=5,
    source=SUPERVISION,
    judul="Satu pola jabatan fungsional",
)
def functional_positions_follow_one_pattern(k: KonteksPohon) -> Temuan:
    """With supervision functional positions hang stepwise, ketua tim to anggota; without, each under the head."""
    s = sebaran_of(k)
    below: dict[int | None, list[BarisJabatan]] = defaultdict(list)
    for row in s.jabatan.values():
        if row.jenjang == J.JF:
            below[row.induk].append(row)
    own = list(s.own)
    teams = [row for row in own if row.jenjang == J.JF and row.supervisi]
    if alone := [row.nama for row in teams if not below[row.pk]]:
        yield (
            None,
            f"{name_some(alone)} bertanda dengan fungsi supervisi, tetapi tidak membawahi jabatan fungsional.",
            "Pindahkan anggotanya ke bawahnya, atau hapus tanda supervisinya.",
        )
    if mixed := [row.nama for row in own if row.jenjang != J.JF and _is_mixed(row, below)]:
        yield (
            None,
            f"Pilih pola jabatan fungsional, dengan atau tanpa fungsi supervisi: di bawah {name_some(mixed)} ada ketua "
            "tim beranggota dan jabatan fungsional yang langsung di bawah pejabat struktural.",
            "Dengan supervisi: tempatkan anggota di bawah ketua timnya. Tanpa supervisi: semua langsung di bawah "
            "pejabat struktural.",
        )
    if upside := [row.nama for row in teams if any(_is_above(m, row) for m in below[row.pk])]:
        yield (
            None,
            f"{name_some(upside)} membawahi jabatan fungsional yang jenjangnya lebih tinggi.",
            "Tukar ketua tim dan anggotanya, atau periksa jenjang fungsionalnya.",
        )


def _is_mixed(head: BarisJabatan, below: dict[int | None, list[BarisJabatan]]) -> bool:
    direct = below[head.pk]
    return any(row.supervisi and below[row.pk] for row in direct) and any(
        not row.supervisi for row in direct
    )


def _is_above(member: BarisJabatan, leader: BarisJabatan) -> bool:
    """Whether a member stands higher than the leader on the same ladder."""
    for ladder in (KEAHLIAN, KETERAMPILAN):
        if member.level_jf in ladder and leader.level_jf in ladder:
            return ladder.index(member.level_jf) < ladder.index(leader.level_jf)
    return False
