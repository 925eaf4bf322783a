"""Rules B: the shape of the tree and the logic of its edges."""

from __future__ import annotations

from lib.aturan import Ambang, rule
from pohon.aturan.konteks import (
    GALAT,
    INFO,
    LAMPIRAN,
    PERINGATAN,
    SIMPUL,
    Jenis,
    KonteksPohon,
    Temuan,
    quote,
)
from pohon.models import Simpul


@rule(
    "B-01",
    severity=GALAT,
    tahap=1,
    source=f"{LAMPIRAN} Bab III Tahap 1 alinea terakhir",
    judul="Satu pohon satu outcome",
)
def one_outcome(k: KonteksPohon) -> Temuan:
    """A tree has exactly one outcome, at its top."""
    tops = [node for node in k.semua if node["induk"] is None]
    others = [node for node in k.semua if node["jenis"] == Jenis.OUTCOME and node not in tops]
    for node in [*tops[1:], *others]:
        yield (
            node["id"],
            f"Satu pohon hanya boleh memuat satu outcome: {quote(node)} adalah outcome lain.",
            "Pindahkan ke pohon tersendiri.",
        )


@rule(
    "B-02",
    severity=GALAT,
    tahap=1,
    source=f"{LAMPIRAN} Bab II huruf A angka 1",
    judul="Semua simpul terhubung ke outcome",
)
def all_hang_on_the_outcome(k: KonteksPohon) -> Temuan:
    """Every node leads up to a top of the tree, without a gap or a circle."""
    reached: set[int] = set()
    waiting = [node for node in k.semua if node["induk"] is None]
    while waiting:
        node = waiting.pop()
        reached.add(node["id"])
        waiting += k.anak[node["id"]]
    for node in k.semua:
        if node["id"] not in reached:
            yield (
                node["id"],
                f"{quote(node)} tidak terhubung ke outcome.",
                "Pindahkan ke bawah simpul yang terhubung; bila tidak bisa, hubungi pengelola.",
            )


@rule(
    "B-03",
    severity=PERINGATAN,
    tahap=2,
    source=f"{LAMPIRAN} Bab II gambar 3; Bab III Tahap 3 huruf h",
    settle="turunan",
    judul="Outcome punya beberapa CSF",
    lingkup=SIMPUL,
)
def outcome_has_several_csf(k: KonteksPohon) -> Temuan:
    """A result usually depends on more than one factor."""
    for root in k.of(Jenis.OUTCOME):
        if len(k.anak[root["id"]]) == 1:
            yield (
                root["id"],
                f"Outcome {quote(root)} hanya punya 1 CSF. Hasil biasanya ditentukan lebih dari satu faktor.",
                "Tambahkan CSF lain.",
            )


@rule(
    "B-04",
    severity=PERINGATAN,
    tahap=3,
    source=f"{LAMPIRAN} Bab III Tahap 3 huruf h; Bab II gambar 3",
    settle="turunan",
    judul="Kondisi diurai lebih dari satu",
    lingkup=SIMPUL,
)
def no_single_child(k: KonteksPohon) -> Temuan:
    """A condition broken down into one condition may have missed another cause."""
    for node in k.simpul:
        if len(k.anak[node["id"]]) == 1:
            yield (
                node["id"],
                f"{quote(node)} hanya diurai menjadi satu kondisi: periksa apakah ada yang terlewat.",
                "Tambah kondisi.",
            )


@rule(
    "B-05",
    severity=GALAT,
    tahap=3,
    source=f"{LAMPIRAN} Bab III Tahap 3",
    settle="operasional",
    judul="Cabang sampai kondisi operasional",
    lingkup=SIMPUL,
)
def branches_end_in_operasional(k: KonteksPohon) -> Temuan:
    """Every branch reaches a kondisi operasional, unless a crosscutting partner carries it on."""
    for node in k.simpul:
        ends = not k.anak[node["id"]] and node["jenis"] != Jenis.OPERASIONAL
        if ends and not node.get("crosscutting"):
            yield (
                node["id"],
                f"Cabang {quote(node)} belum sampai kondisi operasional.",
                "Urai sampai kondisi operasional, atau tandai crosscutting bila diurai mitra.",
            )


@rule(
    "B-06",
    severity=PERINGATAN,
    tahap=3,
    source=f"{LAMPIRAN} Bab II gambar 2",
    settle="sisipkan",
    judul="Kondisi antara tidak dilompati",
    lingkup=SIMPUL,
)
def branches_have_antara(k: KonteksPohon) -> Temuan:
    """Between a CSF and a kondisi operasional stands a kondisi antara."""
    for node in k.of(Jenis.OPERASIONAL):
        upper = k.induk(node)
        if upper is not None and upper["jenis"] == Jenis.CSF:
            yield (
                node["id"],
                f"Cabang {quote(node)} melompati kondisi antara.",
                "Sisipkan kondisi antara.",
            )


@rule(
    "B-11",
    severity=PERINGATAN,
    tahap=3,
    source=f"{LAMPIRAN} Bab II huruf A angka 1",
    settle="isi:hubungan",
    judul="Hubungan sebab-akibat dikonfirmasi",
    lingkup=SIMPUL,
)
def edges_are_logical(k: KonteksPohon) -> Temuan:
    """Every edge is confirmed (if this is reached, so is its parent); one judged illogical weighs more."""
    for node in k.simpul:
        upper = k.induk(node)
        if upper is None:
            continue
        if not node.get("hubungan"):
            yield (
                node["id"],
                f"Hubungan sebab-akibat {quote(node)} belum dikonfirmasi.",
                "Jawab pertanyaan hubungan pada panel simpul.",
            )
        elif node["hubungan"] == Simpul.Hubungan.TIDAK:
            yield (
                node["id"],
                f"Hubungan sebab-akibat {quote(node)} dengan {quote(upper)} dinilai tidak logis.",
                "Pindahkan atau rumuskan ulang.",
                GALAT,
            )


MOST = Ambang("B-12", "anak", "Banyaknya kondisi di bawah satu simpul", 9, 3, 30, "kondisi")


@rule(
    "B-12",
    severity=INFO,
    tahap=2,
    source=f"{LAMPIRAN} Bab II huruf A angka 7; jumlahnya menurut Pokin",
    judul="Turunan tidak terlalu banyak",
    lingkup=SIMPUL,
    ambang=(MOST,),
)
def children_are_few(k: KonteksPohon) -> Temuan:
    """What has very many children holds more than what matters most."""
    for node in k.simpul:
        count = len(k.anak[node["id"]])
        if count > k.nilai(MOST):
            yield (
                node["id"],
                f"{count} kondisi di bawah {quote(node)}: kelompokkan atau pilih yang paling berdampak.",
                "Gabungkan yang sejenis di bawah kondisi antara, atau hapus yang pengaruhnya kecil.",
            )
