"""Rules A to F that a tree is held to, and the context they read.

A galat of stage n keeps stage n+1 closed (rule A-01); the other findings advise. Sources name PermenPANRB 89/2021 with
its annex ("Lampiran Bab III Tahap 3 huruf h").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lib.aturan import Finding, Severity, rule, run
from lib.teks import join_words
from organisasi.models import Unit
from pohon import potret
from pohon.milik import carried_elsewhere
from pohon.models import Crosscutting, Pohon, Simpul

Found = Iterator[tuple[int | None, str, str]]
Jenis = Simpul.Jenis
GALAT, PERINGATAN, INFO = Severity.GALAT, Severity.PERINGATAN, Severity.INFO
LAMPIRAN = "PermenPANRB 89/2021, Lampiran"
LONGEST_QUOTE = 80
RANK = {"strategis": 0, "taktikal": 1, "operasional": 2}
TACTICAL_RANK = {"taktikal_intermediate": 0, "taktikal_immediate": 1}


@dataclass
class KonteksPohon:
    """A tree prepared for its rules: its own data, its nodes in tree order, and who hangs under whom."""

    head: dict[str, Any]
    simpul: list[dict[str, Any]]
    by_id: dict[int, dict[str, Any]] = field(init=False)
    anak: dict[int | None, list[dict[str, Any]]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {node["id"]: node for node in self.simpul}
        self.anak = defaultdict(list)
        for node in self.simpul:
            self.anak[node["induk"]].append(node)

    @property
    def tahun(self) -> list[int]:
        """The years of the period."""
        years: list[int] = self.head["periode"]["tahun"]
        return years

    def of(self, *jenis: str) -> list[dict[str, Any]]:
        """Return the nodes of these kinds in tree order."""
        return [node for node in self.simpul if node["jenis"] in jenis]

    def induk(self, node: dict[str, Any]) -> dict[str, Any] | None:
        """Return the parent of a node; None for the outcome."""
        return self.by_id.get(node["induk"])

    @cached_property
    def own_units(self) -> set[int] | None:
        """The keys of the tree's unit and those below it, None for the whole instansi; one query, once."""
        if self.head["unit"] is None:
            return None
        top = Unit.objects.filter(pk=self.head["unit"]["id"])
        below = Unit.objects.filter(
            tree_id=top.values("tree_id")[:1],
            lft__gte=top.values("lft")[:1],
            rght__lte=top.values("rght")[:1],
        )
        return set(below.values_list("pk", flat=True))

    def is_own(self, node: dict[str, Any]) -> bool:
        """Whether the tree's own unit carries the node (see pohon.milik)."""
        own = self.own_units
        steps = ((up.get("pengampu"), _marks(up)) for up in self._upward(node))
        return carried_elsewhere(steps, lambda unit: own is None or unit in own) is None

    def _upward(self, node: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
        while node is not None:
            yield node
            node = self.induk(node)


def _marks(node: dict[str, Any]) -> list[tuple[int | None, str]]:
    return [
        (mark.get("mitra"), mark["nama_mitra"])
        for mark in node.get("crosscutting", ())
        if mark["status"] != Crosscutting.Status.DITOLAK
    ]


def check_pohon(pohon: Pohon, *, up_to: int | None = None) -> list[Finding]:
    """Run the rules of the stages up to `up_to` (default: the stage the tree is in); the queries do not grow."""
    whole = potret.whole(pohon)
    return run(KonteksPohon(whole, whole["simpul"]), up_to=up_to or pohon.tahap)


def quote(node: dict[str, Any]) -> str:
    """Return the start of a statement in quotation marks."""
    text = node["pernyataan"]
    return f"“{text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + '…'}”"


@rule("A-06", severity=GALAT, tahap=1, source=f"{LAMPIRAN} Bab III Tahap 1")
def outcome_has_basis(k: KonteksPohon) -> Found:
    """The outcome rests on a strategic issue, a mandate or an expectation."""
    if not k.head["dasar"]:
        yield (
            None,
            "Pilih dasar penentuan outcome: mandat, isu strategis, atau ekspektasi.",
            "Isi dasar outcome pada Tahap 1.",
        )


@rule("A-07", severity=PERINGATAN, tahap=1, source=f"{LAMPIRAN} Bab III Tahap 1")
def basis_has_evidence(k: KonteksPohon) -> Found:
    """Each basis names its data, source and year."""
    for dasar in k.head["dasar"]:
        missing = [
            label
            for name, label in (("data", "data"), ("sumber", "sumber"), ("tahun", "tahun"))
            if not dasar[name]
        ]
        if missing:
            yield (
                None,
                f"Dasar outcome belum didukung bukti: {join_words(missing)} belum diisi.",
                "Lengkapi data, sumber, dan tahun pada dasar outcome.",
            )


@rule("A-08", severity=PERINGATAN, tahap=1, source=f"{LAMPIRAN} Bab III Tahap 1")
def agreement_is_recorded(k: KonteksPohon) -> Found:
    """The agreement on the outcome is recorded with its date and people."""
    if not (k.head["kesepakatan_tanggal"] and k.head["kesepakatan_peserta"]):
        yield (
            None,
            "Kesepakatan bersama atas outcome belum dicatat.",
            "Catat tanggal dan peserta kesepakatan pada Tahap 1.",
        )


@rule("A-01", severity=GALAT, tahap=2, source="PermenPANRB 89/2021 Pasal 2 ayat (2)")
def outcome_has_csf(k: KonteksPohon) -> Found:
    """Stage 2 is complete only with a CSF."""
    for root in k.of(Jenis.OUTCOME):
        if not k.anak[root["id"]]:
            yield (
                root["id"],
                "Tahap 2 belum lengkap: outcome belum diurai menjadi CSF.",
                "Tambahkan CSF di bawah outcome.",
            )


@rule("B-03", severity=PERINGATAN, tahap=2, source=f"{LAMPIRAN} Bab II gambar 3")
def outcome_has_several_csf(k: KonteksPohon) -> Found:
    """A result usually depends on more than one factor."""
    for root in k.of(Jenis.OUTCOME):
        if len(k.anak[root["id"]]) == 1:
            yield (
                root["id"],
                "Outcome hanya punya 1 CSF. Hasil biasanya ditentukan lebih dari satu faktor.",
                "Tambahkan CSF lain.",
            )


@rule("C-17", severity=PERINGATAN, tahap=2, source=f"{LAMPIRAN} Bab III Tahap 2 tabel 3")
def csf_has_its_factor(k: KonteksPohon) -> Found:
    """A CSF is a pair: the causing factor and the condition needed."""
    for node in k.of(Jenis.CSF):
        if not node.get("faktor_penyebab"):
            yield (
                node["id"],
                f"Lengkapi pasangan faktor penyebab dan kondisi yang diperlukan untuk {quote(node)}.",
                "Isi faktor penyebab.",
            )


@rule("C-16", severity=INFO, tahap=2, source=f"{LAMPIRAN} Bab III Tahap 2 angka 1-3")
def some_csf_looks_ahead(k: KonteksPohon) -> Found:
    """At least one CSF is anticipatory."""
    csf = k.of(Jenis.CSF)
    if csf and not any(node.get("sifat") == Simpul.Sifat.ANTISIPATIF for node in csf):
        yield None, "Belum ada CSF yang antisipatif.", "Tandai sifat tiap CSF."


@rule("B-04", severity=PERINGATAN, tahap=3, source=f"{LAMPIRAN} Bab III Tahap 3 huruf h")
def no_single_child(k: KonteksPohon) -> Found:
    """A condition broken down into one condition may have missed another cause."""
    for node in k.of(Jenis.CSF, Jenis.ANTARA):
        if len(k.anak[node["id"]]) == 1:
            yield (
                node["id"],
                f"{quote(node)} hanya diurai menjadi satu kondisi: periksa apakah ada yang terlewat.",
                "Tambah kondisi.",
            )


@rule("B-05", severity=GALAT, tahap=3, source=f"{LAMPIRAN} Bab III Tahap 3")
def branches_end_in_operasional(k: KonteksPohon) -> Found:
    """Every branch reaches a kondisi operasional, unless a crosscutting partner carries it on."""
    for node in k.simpul:
        ends = not k.anak[node["id"]] and node["jenis"] != Jenis.OPERASIONAL
        if ends and not node.get("crosscutting"):
            yield (
                node["id"],
                f"Cabang {quote(node)} belum sampai kondisi operasional.",
                "Urai sampai kondisi operasional, atau tandai crosscutting bila diurai mitra.",
            )


@rule("B-06", severity=PERINGATAN, tahap=3, source=f"{LAMPIRAN} Bab II gambar 2")
def branches_have_antara(k: KonteksPohon) -> Found:
    """Between a CSF and a kondisi operasional stands a kondisi antara."""
    for node in k.of(Jenis.OPERASIONAL):
        upper = k.induk(node)
        if upper is not None and upper["jenis"] == Jenis.CSF:
            yield (
                node["id"],
                f"Cabang {quote(node)} melompati kondisi antara.",
                "Sisipkan kondisi antara.",
            )


@rule("B-11", severity=GALAT, tahap=3, source=f"{LAMPIRAN} Bab II huruf A angka 1")
def no_illogical_edge(k: KonteksPohon) -> Found:
    """No edge is judged illogical."""
    for node in k.simpul:
        if node.get("hubungan") == Simpul.Hubungan.TIDAK:
            upper = k.induk(node)
            yield (
                node["id"],
                f"Hubungan sebab-akibat {quote(node)} dengan {quote(upper or node)} dinilai tidak logis.",
                "Pindahkan atau rumuskan ulang.",
            )


@rule("B-11-P", severity=PERINGATAN, tahap=3, source=f"{LAMPIRAN} Bab II huruf A angka 1")
def edges_are_confirmed(k: KonteksPohon) -> Found:
    """Every edge is confirmed: if this is reached, so is its parent."""
    for node in k.simpul:
        if node["induk"] is not None and not node.get("hubungan"):
            yield (
                node["id"],
                f"Hubungan sebab-akibat {quote(node)} belum dikonfirmasi.",
                "Jawab pertanyaan hubungan pada panel simpul.",
            )


@rule("D-01", severity=GALAT, tahap=4, source=f"{LAMPIRAN} Bab IV huruf A")
def nodes_have_level(k: KonteksPohon) -> Found:
    """Every node has a level of performance before it is translated."""
    for node in k.simpul:
        if not node.get("level_kinerja"):
            yield node["id"], f"Level kinerja {quote(node)} belum diisi.", "Pilih level kinerja."


@rule("D-02", severity=GALAT, tahap=4, source=f"{LAMPIRAN} Bab II gambar 5")
def level_never_rises(k: KonteksPohon) -> Found:
    """Down a path the level never rises: strategis, taktikal, operasional."""
    for node in k.simpul:
        upper = k.induk(node)
        if upper is None or not node.get("level_kinerja") or not upper.get("level_kinerja"):
            continue
        if RANK[node["level_kinerja"].split("_")[0]] < RANK[upper["level_kinerja"].split("_")[0]]:
            own, above = (Simpul.LevelKinerja(n["level_kinerja"]).label for n in (node, upper))
            yield (
                node["id"],
                f"Level anak ({own}) lebih tinggi daripada induk ({above}): {quote(node)}.",
                "Perbaiki level kinerja salah satunya.",
            )


@rule("D-06", severity=GALAT, tahap=4, source=f"{LAMPIRAN} Bab II gambar 2")
def intermediate_stands_above_immediate(k: KonteksPohon) -> Found:
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


@rule("D-03", severity=PERINGATAN, tahap=4, source=f"{LAMPIRAN} Bab II gambar 5 dan 6")
def tactical_level_is_not_skipped(k: KonteksPohon) -> Found:
    """Between strategis and operasional stands taktikal."""
    for node in k.simpul:
        upper = k.induk(node)
        if (
            upper is not None
            and node.get("level_kinerja") == Simpul.LevelKinerja.OPERASIONAL
            and upper.get("level_kinerja", "").startswith("strategis")
        ):
            yield (
                node["id"],
                f"Level taktikal terlewati pada {quote(node)}.",
                "Sisipkan kondisi taktikal.",
            )


@rule("E-01", severity=GALAT, tahap=4, source=f"{LAMPIRAN} Bab III Tahap 4")
def nodes_have_indikator(k: KonteksPohon) -> Found:
    """Every node has an indicator."""
    for node in k.simpul:
        if not node.get("indikator"):
            yield node["id"], f"{quote(node)} belum punya indikator.", "Tambah indikator."


@rule("E-03", severity=GALAT, tahap=4, source=f"{LAMPIRAN} Bab III Tahap 4 (Measurable)")
def indikator_has_satuan(k: KonteksPohon) -> Found:
    """An indicator without a unit cannot be measured."""
    for node in k.simpul:
        for indikator in node.get("indikator", []):
            if not indikator.get("satuan"):
                yield (
                    node["id"],
                    f"Indikator “{indikator['nama']}” tidak terukur: satuan belum diisi.",
                    "Isi satuan.",
                )


@rule("E-12", severity=GALAT, tahap=4, source=f"{LAMPIRAN} Bab IV tabel 5 dan 8")
def indikator_has_every_target(k: KonteksPohon) -> Found:
    """An indicator has a target for each year of the period."""
    for node in k.simpul:
        for indikator in node.get("indikator", []):
            targets = indikator.get("target", {})
            missing = [str(tahun) for tahun in k.tahun if str(tahun) not in targets]
            if missing:
                yield (
                    node["id"],
                    f"Target tahun {join_words(missing)} kosong pada indikator “{indikator['nama']}”.",
                    "Isi target tiap tahun.",
                )
