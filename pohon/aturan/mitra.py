"""Rules F-06 and F-07: what the partner of a crosscutting condition says and does."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from lib.aturan import rule
from lib.kata import normal
from lib.teks import format_number
from pohon.aturan.crosscutting import MARKED, MARKS, Row, Status
from pohon.aturan.konteks import INFO, PERINGATAN, SIMPUL, KonteksPohon, Temuan, quote
from pohon.models import Indikator
from pohon.potret import plain

Measures = dict[str, dict[str, Any]]  # the targets by year, by the name of an indicator


@rule(
    "F-06",
    severity=PERINGATAN,
    tahap=3,
    source=MARKED,
    settle=MARKS,
    judul="Crosscutting disepakati mitra",
    lingkup=SIMPUL,
)
def partner_agrees(k: KonteksPohon) -> Temuan:
    """A partner has answered and agreed; one outside the instansi cannot answer here, which only advises."""
    for node in k.simpul:
        for mark in node.get("crosscutting", ()):
            partner = mark["nama_mitra"]
            if mark["status"] == Status.DITOLAK:
                why = f" ({mark['alasan']})" if mark.get("alasan") else ""
                yield (
                    node["id"],
                    f"Ditolak {partner}{why}: {quote(node)} tetap di pohon, tetapi belum ada yang menanganinya.",
                    "Rundingkan lagi, atau cari mitra lain.",
                )
            elif mark["status"] == Status.MENUNGGU:
                outside = mark.get("mitra") is None
                yield (
                    node["id"],
                    f"Belum disepakati oleh {partner}: {quote(node)}.",
                    "Sepakati dengan mitra di luar Pokin, lalu simpan bukti kesepakatannya."
                    if outside
                    else "Minta mitra menjawab permintaan crosscutting ini.",
                    INFO if outside else PERINGATAN,
                )


@rule(
    "F-07",
    severity=PERINGATAN,
    tahap=4,
    source="PermenPANRB 88/2021 kriteria 1.b.9; Pokin (turunan)",
    settle=MARKS,
    judul="Crosscutting tercermin di pohon mitra",
)
def partner_has_it_too(k: KonteksPohon) -> Temuan:
    """What a partner agreed to stands in a tree of its own, with an indicator and targets of this tree.

    Where the condition above is agreed with the same partner, a node that is not linked is told of there.
    """
    agreed = [(node, mark) for node in k.simpul for mark in _agreed(node)]
    linked = {mark["simpul_mitra"] for _, mark in agreed if mark.get("simpul_mitra")}
    theirs = _measures_of(linked) if linked else {}
    for node, mark in agreed:
        partner, other = mark["nama_mitra"], mark.get("simpul_mitra")
        if other is None and mark["mitra"] in {one["mitra"] for one in _agreed(k.induk(node))}:
            continue
        if other is None:
            yield (
                node["id"],
                f"{quote(node)} belum tercermin di pohon {partner}: belum ditautkan ke simpulnya.",
                "Minta mitra menautkan simpul pohonnya pada jawaban crosscutting.",
            )
        elif why := _difference(node, theirs.get(other, {})):
            yield (
                node["id"],
                f"{quote(node)} belum tercermin di pohon {partner}: {why}.",
                "Samakan indikator dan target dengan mitra.",
            )


def _agreed(node: Row | None) -> list[Row]:
    """Return the marks of a node that a unit of the instansi agreed to."""
    marks = node.get("crosscutting", ()) if node else ()
    return [
        mark
        for mark in marks
        if mark["status"] == Status.DISETUJUI and mark.get("mitra") is not None
    ]


def _measures_of(simpul: set[int]) -> dict[int, Measures]:
    """Return the indicators of nodes with their targets; one query."""
    found: dict[int, Measures] = defaultdict(dict)
    rows = Indikator.objects.filter(simpul__in=simpul).order_by("pk", "daftar_target__tahun")
    for key, nama, tahun, nilai in rows.values_list(
        "simpul", "nama", "daftar_target__tahun", "daftar_target__nilai"
    ):
        targets = found[key].setdefault(normal(nama), {})
        if tahun is not None:
            targets[str(tahun)] = plain(nilai)
    return found


def _difference(node: Row, theirs: Measures) -> str:
    """Return what keeps a partner's node from saying the same; empty when it does, or when this one is not measured."""
    own = {normal(one["nama"]): one for one in node.get("indikator", ())}
    if not own:
        return ""
    shared = own.keys() & theirs.keys()
    if not shared:
        return "indikatornya berbeda"
    for name in sorted(shared):
        targets = own[name].get("target", {})
        for tahun in sorted(targets.keys() & theirs[name].keys()):
            if targets[tahun] != theirs[name][tahun]:
                return (
                    f"target {tahun} indikator “{own[name]['nama']}” di sini {format_number(targets[tahun])}, "
                    f"di sana {format_number(theirs[name][tahun])}"
                )
    return ""
