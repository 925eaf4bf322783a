"""Reads the trees in pohon_*.txt: each begins with its name, instansi, stage and units, then a line per node.

    # Pertanian | Kabupaten Contoh | Tahap 4 | Dinas Pertanian; Bidang Tanaman Pangan
    D Meningkatnya kesejahteraan petani :: Nilai Tukar Petani ; indeks ; +
      U Produksi padi meningkat :: Produksi padi ; ton ; + | Produktivitas padi ; ton/ha ; +

How far a line stands in tells its parent, the letter the level, and + or - whether more or less of it is good.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LEVEL = {
    "N": "strategis_nasional",
    "D": "strategis_daerah",
    "S": "strategis_sektor",
    "B": "strategis_subsektor",
    "U": "strategis_urusan",
    "T": "taktikal_intermediate",
    "I": "taktikal_immediate",
    "P": "operasional",
}
JENIS = {"T": "antara", "I": "antara", "P": "operasional"}
POLARITAS = {"+": "maximize", "-": "minimize", "=": "stabilize"}
INDENT = 2


@dataclass
class PohonTeks:
    """A tree as it is written: nodes are numbered below zero, since no database knows them."""

    nama: str
    instansi: str
    tahap: int
    unit: frozenset[str]
    simpul: list[dict[str, Any]] = field(default_factory=list)


def read_trees(path: Path) -> Iterator[PohonTeks]:
    """Yield the trees of a file."""
    tree: PohonTeks | None = None
    chain: list[int] = []  # the node and those above it
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            if tree:
                yield tree
            tree, chain = _head(line), []
        elif tree and line.strip():
            depth = (len(line) - len(line.lstrip())) // INDENT
            del chain[depth:]
            tree.simpul.append(_node(line.strip(), len(tree.simpul) + 1, chain))
            chain.append(tree.simpul[-1]["id"])
    if tree:
        yield tree


def _head(line: str) -> PohonTeks:
    nama, instansi, tahap, unit = (part.strip() for part in line[2:].split("|"))
    names = frozenset(one.strip().lower() for one in unit.split(";"))
    return PohonTeks(nama, instansi, int(tahap.removeprefix("Tahap")), names)


def _node(line: str, number: int, chain: list[int]) -> dict[str, Any]:
    letter, rest = line.split(" ", 1)
    pernyataan, _, measured = rest.partition(" :: ")
    return {
        "id": -number,
        "induk": chain[-1] if chain else None,
        "jenis": JENIS.get(letter, "csf") if chain else "outcome",
        "level_kinerja": LEVEL[letter],
        "pernyataan": pernyataan,
        "indikator": [
            {"id": -(10 * number + n), **_indikator(one)}
            for n, one in enumerate(filter(None, measured.split(" | ")))
        ],
    }


def _indikator(text: str) -> dict[str, str]:
    nama, satuan, sign = (part.strip() for part in text.split(" ; "))
    return {"nama": nama, "satuan": satuan, "polaritas": POLARITAS[sign]}
