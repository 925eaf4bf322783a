"""Rules D-01 to D-06 and D-10: the level of performance of each node.

D-07 to D-09 stand in level_indikator. D-11 is the importer's (pohon.lembar reads "manajerial", "initial" and "final").
D-12, that a level belongs to the node and neither to a position nor to its holder, is how the tree is stored and leaves
nothing to find.
"""

from __future__ import annotations

from lib.aturan import rule
from pohon.aturan.konteks import GALAT, LAMPIRAN, PERINGATAN, SIMPUL, KonteksPohon, Temuan, quote
from pohon.aturan.nama_indikator import Golongan, golongan
from pohon.models import Indikator, Simpul

RANK = {"strategis": 0, "taktikal": 1, "operasional": 2}
TACTICAL_RANK = {"taktikal_intermediate": 0, "taktikal_immediate": 1}
Level = Simpul.LevelKinerja
Kelas = Indikator.Jenis
PEMDA_LEVELS = frozenset({Level.STRATEGIS_DAERAH, Level.STRATEGIS_URUSAN})
KL_LEVELS = frozenset({Level.STRATEGIS_NASIONAL, Level.STRATEGIS_SEKTOR, Level.STRATEGIS_SUBSEKTOR})
# The classes an indicator may have at a level: outcomes above, outputs with what makes them below.
FITTING = {
    "strategis": frozenset({Kelas.DAMPAK, Kelas.OUTCOME}),
    "taktikal": frozenset({Kelas.OUTCOME}),
    "operasional": frozenset({Kelas.OUTPUT, Kelas.PROSES, Kelas.INPUT}),
}


def rank(node: dict[str, object]) -> str:
    """Return the level of a node without its kind: strategis, taktikal, operasional, or empty."""
    return str(node.get("level_kinerja", "")).split("_")[0]


@rule(
    "D-01",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab IV huruf A",
    settle="isi:level_kinerja",
    judul="Level kinerja terisi",
    lingkup=SIMPUL,
)
def nodes_have_level(k: KonteksPohon) -> Temuan:
    """Every node has a level of performance before it is translated."""
    for node in k.simpul:
        if not node.get("level_kinerja"):
            yield node["id"], f"Level kinerja {quote(node)} belum diisi.", "Pilih level kinerja."


@rule(
    "D-02",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab II gambar 5",
    settle="isi:level_kinerja",
    judul="Level tidak naik ke bawah",
    lingkup=SIMPUL,
)
def level_never_rises(k: KonteksPohon) -> Temuan:
    """Down a path the level never rises: strategis, taktikal, operasional."""
    for node in k.simpul:
        upper = k.induk(node)
        if upper is None or not node.get("level_kinerja") or not upper.get("level_kinerja"):
            continue
        if RANK[rank(node)] < RANK[rank(upper)]:
            own, above = (Level(n["level_kinerja"]).label for n in (node, upper))
            yield (
                node["id"],
                f"Level anak ({own}) lebih tinggi daripada induk ({above}): {quote(node)}.",
                "Perbaiki level kinerja salah satunya.",
            )


@rule(
    "D-03",
    severity=PERINGATAN,
    tahap=4,
    source=f"{LAMPIRAN} Bab II gambar 5 dan 6",
    settle="isi:level_kinerja",
    judul="Level taktikal tidak terlewati",
    lingkup=SIMPUL,
)
def tactical_level_is_not_skipped(k: KonteksPohon) -> Temuan:
    """Between strategis and operasional stands taktikal."""
    for node in k.simpul:
        upper = k.induk(node)
        if upper is not None and (rank(upper), rank(node)) == ("strategis", "operasional"):
            yield (
                node["id"],
                f"Level taktikal terlewati pada {quote(node)}.",
                "Sisipkan kondisi taktikal.",
            )


@rule(
    "D-04",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab III Tahap 1",
    settle="isi:level_kinerja",
    judul="Outcome berlevel strategis",
    lingkup=SIMPUL,
)
def outcome_is_strategic(k: KonteksPohon) -> Temuan:
    """The outcome of a tree is strategic: a final or an intermediate outcome."""
    for node in k.simpul:
        if node["induk"] is None and rank(node) in {"taktikal", "operasional"}:
            yield (
                node["id"],
                f"Outcome {quote(node)} berlevel {Level(node['level_kinerja']).label}. Outcome instansi harus "
                "strategis (final atau intermediate outcome).",
                "Pilih level strategis, atau tinjau kembali kebenaran outcome ini.",
            )


@rule(
    "D-05",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab II huruf B",
    settle="indikator",
    judul="Kelas hasil indikator sesuai level",
    lingkup=SIMPUL,
)
def class_fits_level(k: KonteksPohon) -> Temuan:
    """The class of an indicator fits the level of its node; an output at the tactical level only advises.

    Where the wording alone already tells (D-07 to D-09) it is told once.
    """
    for node in k.simpul:
        level = rank(node)
        for indikator in node.get("indikator", ()) if level else ():
            kelas = indikator.get("jenis")
            if not kelas or kelas in FITTING[level] or _is_told(level, indikator["nama"]):
                continue
            soft = level == "taktikal" and kelas in FITTING["operasional"]
            yield (
                node["id"],
                f"Kelas hasil “{Kelas(kelas).label}” indikator “{indikator['nama']}” tidak cocok dengan level "
                f"“{Level(node['level_kinerja']).label}” pada {quote(node)}.",
                "Ganti indikatornya, atau perbaiki kelas hasil atau level kinerja.",
                PERINGATAN if soft else GALAT,
            )


def _is_told(level: str, nama: str) -> bool:
    """Whether one of D-07 to D-09 tells of this indicator."""
    found = golongan(nama)
    below = found in {Golongan.KELUARAN, Golongan.PROSES}
    return found == Golongan.HASIL if level == "operasional" else below


@rule(
    "D-06",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab II gambar 2",
    settle="isi:level_kinerja",
    judul="Intermediate di atas immediate",
    lingkup=SIMPUL,
)
def intermediate_stands_above_immediate(k: KonteksPohon) -> Temuan:
    """Inside the tactical level intermediate stands above immediate."""
    for node in k.simpul:
        upper = k.induk(node)
        if upper is None:
            continue
        own = TACTICAL_RANK.get(node.get("level_kinerja", ""))
        above = TACTICAL_RANK.get(upper.get("level_kinerja", ""))
        if own is not None and above is not None and own < above:
            yield (
                node["id"],
                f"Immediate outcome berada di atas intermediate: {quote(node)}.",
                "Perbaiki level kinerja salah satunya.",
            )


@rule(
    "D-10",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab IV huruf A angka 1-5",
    settle="isi:level_kinerja",
    judul="Jenis strategis sesuai instansi",
    lingkup=SIMPUL,
)
def kind_of_strategic_fits_instansi(k: KonteksPohon) -> Temuan:
    """A region has daerah and urusan, a ministry nasional, sektor and subsektor."""
    instansi = k.head["instansi"]
    pemda = instansi.get("jenis") != "kementerian_lembaga"
    legal = PEMDA_LEVELS if pemda else KL_LEVELS
    names = ", ".join(str(level.label) for level in Level if level in legal)
    for node in k.simpul:
        level = node.get("level_kinerja", "")
        if rank(node) == "strategis" and level not in legal:
            yield (
                node["id"],
                f"Jenis “{Level(level).label}” tidak berlaku untuk {instansi.get('nama', 'instansi ini')}: "
                f"{quote(node)}.",
                f"Pilih salah satu: {names}.",
            )
