"""Rules F-01 to F-05 and F-08: conditions that need another unit or body; what the partner says stands in mitra."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lib.aturan import rule
from pohon.aturan.konteks import (
    GALAT,
    INFO,
    LAMPIRAN,
    PERINGATAN,
    SIMPUL,
    KonteksPohon,
    Temuan,
    quote,
)
from pohon.aturan.pihak import other_body
from pohon.aturan.versi_beku import frozen
from pohon.models import Crosscutting

Row = dict[str, Any]
Status = Crosscutting.Status
MARKED = f"{LAMPIRAN} Bab III Tahap 3 huruf f"
MARKS = "isi:crosscutting"


def _marks(node: Row) -> Iterator[Row]:
    """Yield the marks of a node that were not turned down."""
    for mark in node.get("crosscutting", ()):
        if mark["status"] != Status.DITOLAK:
            yield mark


def _above(k: KonteksPohon, node: Row) -> Iterator[Row]:
    """Yield a node and those above it, the nearest first; a circle ends."""
    seen: set[int] = set()
    step: Row | None = node
    while step is not None and step["id"] not in seen:
        seen.add(step["id"])
        yield step
        step = k.induk(step)


@rule(
    "F-01",
    severity=GALAT,
    tahap=3,
    source=MARKED,
    heuristic=True,
    judul="Kondisi crosscutting tidak dieliminasi",
)
def marked_condition_stays(k: KonteksPohon) -> Temuan:
    """What was crosscutting in the last frozen version is still in the tree.

    A reason may settle it: the partner may have withdrawn since. Deleting a node that is marked now is refused at once
    (pohon.actions.operasi).
    """
    for versi in frozen(k)[:1]:
        for key, then in versi.simpul.items():
            if then.mitra and key not in k.by_id:
                gone = quote({"pernyataan": then.pernyataan})
                yield (
                    None,
                    f"Kondisi crosscutting tidak boleh dieliminasi dari pohon: {gone} dengan {', '.join(then.mitra)} "
                    f"ada pada versi {versi.nomor}, kini hilang.",
                    "Pulihkan simpulnya dari riwayat, atau tulis mengapa mitra tidak lagi diperlukan.",
                )


@rule(
    "F-02",
    severity=GALAT,
    tahap=5,
    source=MARKED,
    settle=MARKS,
    judul="Tanda crosscutting lengkap",
    lingkup=SIMPUL,
)
def mark_is_complete(k: KonteksPohon) -> Temuan:
    """A mark names the partner, what is asked of it, and how far it is agreed."""
    for node in k.simpul:
        for mark in _marks(node):
            partner = mark.get("nama_mitra", "")
            if not partner.strip():
                yield (
                    node["id"],
                    f"Mitra crosscutting {quote(node)} belum diisi.",
                    "Pilih unit mitra, atau tulis mitra luar instansi.",
                )
            elif not mark.get("kontribusi", "").strip():
                yield (
                    node["id"],
                    f"Bentuk kontribusi {partner} pada {quote(node)} belum diisi.",
                    "Tulis apa yang diminta dari mitra.",
                )


@rule(
    "F-03",
    severity=GALAT,
    tahap=4,
    source=f"{LAMPIRAN} Bab III Tahap 4",
    settle="indikator_baru",
    judul="Crosscutting berpernyataan dan berindikator",
    lingkup=SIMPUL,
)
def mark_has_statement_and_indikator(k: KonteksPohon) -> Temuan:
    """A crosscutting condition is stated and measured as any other."""
    for node in k.simpul:
        if not any(_marks(node)):
            continue
        missing = [
            what
            for what, there in (
                ("pernyataan", node["pernyataan"].strip(" .-…")),
                ("indikator", node.get("indikator")),
            )
            if not there
        ]
        if missing:
            yield (
                node["id"],
                f"Crosscutting {quote(node)} tanpa {' dan '.join(missing)}.",
                f"Isi {' dan '.join(missing)}.",
            )


@rule(
    "F-04",
    severity=PERINGATAN,
    tahap=4,
    source=MARKED,
    settle=MARKS,
    judul="Simpul unit lain ditandai crosscutting",
)
def carried_by_another_is_marked(k: KonteksPohon) -> Temuan:
    """What another unit carries is marked crosscutting, there or where its branch begins."""
    for node in k.simpul:
        unit = node.get("pengampu")
        if unit is None or k.own_units is None or unit in k.own_units:
            continue
        if not any(mark.get("mitra") == unit for step in _above(k, node) for mark in _marks(step)):
            yield (
                node["id"],
                f"{quote(node)} diampu {node.get('pengampu_nama', 'unit lain')}: tandai sebagai crosscutting.",
                "Tandai crosscutting dengan unit itu, atau pilih pengampu dari unit sendiri.",
            )


@rule(
    "F-05",
    severity=PERINGATAN,
    tahap=3,
    source=MARKED,
    settle=MARKS,
    heuristic=True,
    judul="Pihak lain yang disebut ditandai",
)
def named_body_is_marked(k: KonteksPohon) -> Temuan:
    """A text that names another body to work with hints at crosscutting; one mark on the way up is enough."""
    unit = k.head["unit"] or {}
    own = f"{k.head['instansi'].get('nama', '')} {unit.get('nama', '')}"
    for node in k.simpul:
        texts = (node["pernyataan"], *(one["nama"] for one in node.get("indikator", ())))
        body = next((found for text in texts if (found := other_body(text, own))), "")
        if body and not any(True for step in _above(k, node) for _ in _marks(step)):
            yield (
                node["id"],
                f"Kemungkinan crosscutting dengan {body}: {quote(node)}.",
                "Tandai crosscutting dengan mitranya, atau beri alasan bila dikerjakan sendiri.",
            )


@rule(
    "F-08",
    severity=INFO,
    tahap=3,
    source=f"{LAMPIRAN} Bab II huruf A angka 5; paparan PANRB, Perencanaan silo dan kolaborasi",
    judul="Crosscutting sudah ditelaah",
)
def some_condition_is_crosscutting(k: KonteksPohon) -> Temuan:
    """An outcome of a region is seldom reached by one unit alone."""
    pemda = k.head["instansi"].get("jenis") != "kementerian_lembaga"
    below = any(node["induk"] is not None for node in k.semua)
    if pemda and below and not any(node.get("crosscutting") for node in k.semua):
        yield (
            None,
            "Tidak ada crosscutting: pastikan sudah ditelaah.",
            "Periksa apakah ada kondisi yang memerlukan unit atau pihak lain, lalu tandai.",
        )
