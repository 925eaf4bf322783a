"""The trees on which the rules that guess are judged, and what these rules find there.

The examples are read as they are loaded and once more as if they stood in Tahap 3, where the names of programmes are
looked for. Batumandi stands here a second time as Tahap 5 of its document prints it, frozen with the levels of Tahap 4
before; there counts only what the first reading did not find. The other trees stand in the text files beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from jabatan.models import Jabatan, KinerjaJabatan
from lib.aturan import Finding, rules, run
from organisasi.models import Instansi
from pohon import potret
from pohon.actions import freeze_version
from pohon.aturan import KonteksPohon
from pohon.models import Pohon
from tests.ketepatan.ringkas import PohonTeks, read_trees

HERE = Path(__file__).parent
BATUMANDI = "Kabupaten Balangan"
NAMES = {  # what a reader calls the tree of an example instansi
    "Kota Contoh": "Kemacetan (Kota Contoh)",
    BATUMANDI: "Kecamatan Batumandi",
    "Kementerian Pendidikan (contoh)": "Pendidikan (kementerian contoh)",
    "Kabupaten Contoh": "Kemiskinan (Kabupaten Contoh)",
}
PRINTED = "Kecamatan Batumandi (Tahap 5 tercetak)"
# The levels that Tahap 5 of its document prints where they differ from Tahap 4: 15 of 26 rows.
TAHAP_5 = {
    **dict.fromkeys((6, 10, 11, 13, 18, 21, 22), "operasional"),
    **dict.fromkeys((9, 12, 20, 24), "taktikal_immediate"),
    **dict.fromkeys((8, 19, 23), "taktikal_intermediate"),
    7: "strategis_urusan",
}
PRINTED_POSITION = "kasi/jafung/analisis"
BEFORE_MAPPING = 3
EXAMPLES = "dari dokumen dan peraturan"
OTHERS = {  # in the order in which they were judged, see laporan.HEAD
    "tambahan pertama": "pohon_1.txt",
    "tambahan kedua": "pohon_2.txt",
    "tambahan ketiga": "pohon_3.txt",
    "tambahan keempat": "pohon_4.txt",
}


@dataclass(frozen=True)
class Dugaan:
    """A finding of a rule that guesses: of which tree and node (by its number in tree order; 0: the tree)."""

    pohon: str
    aturan: str
    simpul: int
    pernyataan: str
    pesan: str


@dataclass(frozen=True)
class PohonUji:
    """A tree by its name and group, its statements in tree order, and what the rules that guess find in it."""

    nama: str
    kelompok: str
    pernyataan: list[str]
    dugaan: list[Dugaan]


def guessing() -> list[str]:
    """The ids of the rules that guess from the wording."""
    return [r.id for r in rules() if r.heuristic]


def all_trees() -> list[PohonUji]:
    """Every tree with its findings; the examples must be loaded, and nothing is left changed."""
    return [*_examples(), *_others()]


def _find(k: KonteksPohon) -> list[Finding]:
    return run(k, up_to=5, only=guessing())


def _tree(
    nama: str, semua: list[dict[str, Any]], found: list[Finding], kelompok: str = EXAMPLES
) -> PohonUji:
    number = {node["id"]: n for n, node in enumerate(semua, 1)}
    pernyataan = [node["pernyataan"] for node in semua]
    places = [(one, number[one.simpul] if one.simpul else 0) for one in found]
    dugaan = [
        Dugaan(nama, one.rule, at, pernyataan[at - 1] if at else "", one.message)
        for one, at in sorted(places, key=lambda pair: (pair[0].rule, pair[1]))
    ]
    return PohonUji(nama, kelompok, pernyataan, dugaan)


# --- the examples --------------------------------------------------------------------------------------
def _konteks(pohon: Pohon, **head: Any) -> KonteksPohon:
    whole = potret.whole(pohon) | head
    return KonteksPohon(whole, whole["simpul"])


def _distinct(*lists: list[Finding]) -> list[Finding]:
    known = {one.sidik: one for found in reversed(lists) for one in found}
    return list(known.values())


def _examples() -> Iterator[PohonUji]:
    for instansi, nama in NAMES.items():
        pohon = Pohon.objects.get(instansi__nama=instansi)
        k = _konteks(pohon)
        found = _distinct(_find(k), _find(_konteks(pohon, tahap=BEFORE_MAPPING)))
        yield _tree(nama, k.semua, found)
        if instansi == BATUMANDI:
            known = {one.sidik for one in found}
            printed = [one for one in _as_printed(pohon) if one.sidik not in known]
            yield _tree(PRINTED, k.semua, printed)


def _as_printed(pohon: Pohon) -> list[Finding]:
    """What is found in Batumandi with the levels and positions that Tahap 5 prints; all is put back."""
    with transaction.atomic():
        assert pohon.dibuat_oleh is not None
        freeze_version(user=pohon.dibuat_oleh, pohon=pohon)
        carried = KinerjaJabatan.objects.filter(simpul__pohon=pohon).values("jabatan")
        heads = Jabatan.objects.filter(pk__in=carried, jenjang=Jabatan.Jenjang.PENGAWAS)
        heads.update(nama=PRINTED_POSITION)
        k = _konteks(pohon)
        for number, level in TAHAP_5.items():
            k.semua[number - 1]["level_kinerja"] = level
        found = _find(k)
        transaction.set_rollback(True)
    return found


# --- the others ----------------------------------------------------------------------------------------
def _others() -> Iterator[PohonUji]:
    for kelompok, name in OTHERS.items():
        for tree in read_trees(HERE / name):
            k = _konteks_of(tree)
            yield _tree(tree.nama, k.semua, _find(k), kelompok)


def _konteks_of(tree: PohonTeks) -> KonteksPohon:
    """A tree that no database knows, of an instansi that it does, for its nomenclature."""
    instansi = Instansi.objects.get(nama=tree.instansi)
    head: dict[str, Any] = {
        "id": None,
        "tahap": tree.tahap,
        "instansi": {"id": instansi.pk, "nama": instansi.nama, "jenis": instansi.jenis},
        "unit": None,
        "periode": {"id": None, "tahun": [2025, 2026, 2027, 2028, 2029]},
        "dasar": [],
        "tinjauan": [],
    }
    k = KonteksPohon(head, tree.simpul)
    k.__dict__.update(unit_names=tree.unit, _ambang={})
    return k
