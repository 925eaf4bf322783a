"""Rules A-04, C-09, G-06 and G-07: what a tree has to do with the names and codes of the nomenclature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lib.aturan import Ambang, Severity, rule
from perencanaan import kodefikasi, susunan
from perencanaan.aturan.konteks import (
    KEPMENDAGRI,
    LAMPIRAN,
    MAP,
    BarisKomponen,
    KonteksRencana,
    Node,
    Temuan,
    Tertuang,
    rencana_of,
)
from perencanaan.aturan.nama import LEAST, IndeksNama, index_of
from perencanaan.models import Nomenklatur
from pohon.aturan import KonteksPohon, quote

TAHAP_3 = f"{LAMPIRAN} Bab III Tahap 3 huruf c"
NAMED = re.compile(r"^\s*(program|sub\s?kegiatan|kegiatan)\s+\S", re.IGNORECASE)
REWORD = "Rumuskan keadaan yang diperlukan dengan kata sendiri; nomenklatur dipilih pada Tahap 5."
CACHE = "_indeks_nama"
KEPT = 20_000  # codes remembered
KEMIRIPAN = Ambang("C-09", "kemiripan", "Kemiripan dengan nama nomenklatur", 0.8, LEAST, 1)


def _index(k: KonteksPohon) -> IndeksNama | None:
    """Return the names of the newest nomenclature of the tree's tier, None for a K/L; read once for both rules."""
    if CACHE not in k.__dict__:
        r = rencana_of(k)
        versi = r.versi if r.tingkat else None
        k.__dict__[CACHE] = index_of(versi.pk, r.tingkat) if versi else None
    found: IndeksNama | None = k.__dict__[CACHE]
    return found


def _named(k: KonteksPohon, node: Node) -> str:
    """Return what a statement names before its time, as a sentence begins; empty when nothing."""
    if begin := NAMED.match(node["pernyataan"]):
        return f"diawali kata “{begin[1].capitalize()}”"
    index = _index(k)
    name = index.inside(node["pernyataan"]) if index else None
    return f"memuat nama “{name[0]} {name[1]}”" if name else ""


@rule(
    "A-04",
    severity=Severity.GALAT,
    tahap=1,
    source=TAHAP_3,
    settle="pernyataan",
    heuristic=True,
    judul="Belum dikaitkan dengan program atau kegiatan",
)
def no_program_before_mapping(k: KonteksPohon) -> Temuan:
    """In stages 1 to 3 a statement names no program or kegiatan.

    It does when it begins with that word, or when a name of three words or more of the newest nomenclature stands in it
    word by word. A node told here is not told by C-09 again.
    """
    if not rencana_of(k).is_before_mapping:
        return
    for node in k.simpul:
        if said := _named(k, node):
            yield (
                node["id"],
                f"Jangan kaitkan {quote(node)} dengan nama program/kegiatan sebelum Tahap 5: {said}.",
                REWORD,
            )


@rule(
    "C-09",
    severity=Severity.PERINGATAN,
    tahap=1,
    source=f"{TAHAP_3}; Bab II huruf A angka 6",
    settle="pernyataan",
    heuristic=True,
    judul="Tidak menyalin nomenklatur",
    ambang=(KEMIRIPAN,),
)
def statement_copies_no_name(k: KonteksPohon) -> Temuan:
    """In stages 1 to 4 no statement is nearly a name of the newest nomenclature with another beginning.

    A statement that names a program word by word is told by A-04 while that looks (stages 1 to 3).
    """
    if int(k.head["tahap"]) > 4 or (index := _index(k)) is None:
        return
    least = k.nilai(KEMIRIPAN)
    early = rencana_of(k).is_before_mapping
    for node in k.simpul:
        found = index.alike(node["pernyataan"])
        if found and found[0] >= least and not (early and _named(k, node)):
            kode, nama = found[1]
            yield (
                node["id"],
                f"{quote(node)} menyalin nomenklatur “{kode} {nama}”: kenali kebutuhan dahulu, di luar kebiasaan.",
                REWORD,
            )


@rule(
    "G-06",
    severity=Severity.GALAT,
    tahap=5,
    source=KEPMENDAGRI,
    settle=MAP,
    judul="Rantai komponen menurut kode dan pohon",
)
def chain_follows_code_and_tree(k: KonteksPohon) -> Temuan:
    """A komponen lies under the code above it, and under what the nearest mapped node above its node became.

    Only within one document: a node in the Renstra below one in the RPJMD says nothing. The door of komponen refuses a
    wrong code; the rule finds those of older data.
    """
    r = rencana_of(k)
    said: set[int] = set()
    for node in k.simpul:
        for row in r.daftar.get(node["id"], ()):
            komponen = row.komponen
            if komponen.pk not in said and _is_misplaced(komponen):
                said.add(komponen.pk)
                upper = komponen.induk_jenis or ""
                yield (
                    node["id"],
                    f"{r.bernama(komponen)} bukan bagian {upper} {komponen.induk_kode}.",
                    "Perbaiki kodenya, atau pindahkan ke bawah komponen yang sesuai di dokumen.",
                )
            above = _above(k, r, node, komponen.dokumen_id)
            if above and not any(one.komponen.holds(komponen) for one in above):
                yield (
                    node["id"],
                    f"{r.bernama(komponen)} bukan bagian “{above[0].komponen}”, komponen simpul di atasnya.",
                    "Tuangkan ke komponen di bawahnya, atau periksa pemetaan simpul di atasnya.",
                )


def _is_misplaced(row: BarisKomponen) -> bool:
    return _breaks_off(row.kode, row.jenis, row.induk_kode or "", row.induk_jenis)


@lru_cache(KEPT)
def _breaks_off(kode: str, jenis: str, upper: str, upper_jenis: str | None) -> bool:
    return (
        kodefikasi.jenjang_of(kode) == jenis
        and kodefikasi.jenjang_of(upper) == upper_jenis
        and not kodefikasi.is_under(kode, upper)
    )


def _above(k: KonteksPohon, r: KonteksRencana, node: Node, dokumen: int) -> Sequence[Tertuang]:
    """Return what the nearest node above that is mapped in a document became there."""
    upper = k.induk(node)
    while upper is not None:
        rows = [one for one in r.daftar.get(upper["id"], ()) if one.komponen.dokumen_id == dokumen]
        if rows:
            return rows
        upper = k.induk(upper)
    return ()


@rule(
    "G-07",
    severity=Severity.GALAT,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV Pemerintah Daerah",
    settle=MAP,
    judul="Kode ada di nomenklatur yang berlaku",
    isi=(),
)
def code_is_in_the_nomenclature(k: KonteksPohon) -> Temuan:
    """Local government: a code exists in the document's version of the nomenclature and for its tier.

    A document without a version is held to the newest one. A komponen chosen from that version needs no look.
    """
    r = rencana_of(k)
    if not r.tingkat:
        return
    coded = [
        row for row in r.komponen.values() if row.kode and row.jenis in susunan.WITH_NOMENKLATUR
    ]
    versions = (
        {pk: row.versi_nomenklatur or r.versi for pk, row in r.dokumen.items()} if coded else {}
    )
    doubtful = [row for row in coded if not _is_chosen(r, row, versions)]
    known = _known(r, doubtful, {v.pk for v in versions.values() if v}) if doubtful else set()
    for row in doubtful:
        versi = versions[row.dokumen_id]
        if versi and not any((versi.pk, row.jenis, kode) in known for kode in _forms(row.kode)):
            yield (
                r.simpul[row.pk][0],
                f"Nomenklatur {row.kode} ({r.bernama(row)}) tidak ada pada {versi} untuk "
                f"{Nomenklatur.Tingkat(r.tingkat).label.lower()}.",
                "Perbaiki kodenya, pilih versi nomenklatur dokumen yang benar, atau impor versi yang berlaku.",
            )


def _is_chosen(r: KonteksRencana, row: BarisKomponen, versions: dict) -> bool:  # type: ignore[type-arg]
    """Whether the komponen was chosen from the version and tier it is held to, and kept its code."""
    versi = versions[row.dokumen_id]
    return (
        versi is not None
        and row.nomenklatur_versi == versi.pk
        and row.nomenklatur_tingkat == r.tingkat
        and kodefikasi.generic(row.nomenklatur_kode or "") == kodefikasi.generic(row.kode)
    )


@lru_cache(KEPT)
def _forms(kode: str) -> frozenset[str]:
    """Return the ways the nomenclature may write a code: two or four digits at its end, X.XX for the own bidang."""
    clean = kodefikasi.clean_code(kode)
    long = kodefikasi.comparable(clean)
    forms = {clean, long}
    if kodefikasi.jenjang_of(long) == "subkegiatan" and long[-4:-2] == "00":
        forms.add(f"{long[:-4]}{long[-2:]}")
    return frozenset(forms | {kodefikasi.generic(one) for one in forms})


def _known(
    r: KonteksRencana, rows: Iterable[BarisKomponen], versions: set[int]
) -> set[tuple[int, str, str]]:
    """Return which (version, kind, code) there are; one query."""
    codes = {form for row in rows for form in _forms(row.kode)}
    found = Nomenklatur.objects.filter(versi__in=versions, tingkat=r.tingkat, kode__in=codes)
    return set(found.order_by().values_list("versi_id", "jenjang", "kode"))
