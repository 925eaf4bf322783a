"""Rules G-08 and K-03 to K-06: the tree and its documents say the same (see banding for which rule tells what)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lib import kata
from lib.aturan import Severity, rule
from perencanaan import susunan
from perencanaan.aturan.banding import (
    Beda,
    Tertulis,
    differences,
    lacking,
    of_numbers,
    of_text,
    partner,
    source,
)
from perencanaan.aturan.konteks import (
    LAMPIRAN,
    MAP,
    RENSTRA,
    J,
    KonteksRencana,
    Node,
    Temuan,
    rencana_of,
)
from perencanaan.models import Dokumen, Pagu, Pemetaan, Penyimpangan
from perencanaan.penyesuaian.simpul import quoted
from perencanaan.ukuran import Ukuran, read_many
from pohon.aturan import KonteksPohon, quote
from pohon.models import Perubahan

GALAT, PERINGATAN, INFO = Severity.GALAT, Severity.PERINGATAN, Severity.INFO
KKE = "Pokin (turunan kertas kerja evaluasi keselarasan)"
CHANGE = "Buat perubahan dokumennya, atau kembalikan isi pohonnya."


# --- the rules -------------------------------------------------------------------------------------
@rule(
    "G-08",
    severity=PERINGATAN,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV",
    settle=MAP,
    judul="Sasaran dan indikator komponen sama dengan simpul",
)
def komponen_says_what_the_node_says(k: KonteksPohon) -> Temuan:
    """A document still being written has the statement and indicators of the tree, or a reason (else: K-03)."""
    yield from differences(k, "G-08")


@rule(
    "K-03",
    severity=PERINGATAN,
    tahap=5,
    source=KKE,
    settle=MAP,
    judul="Rumusan sama antardokumen",
)
def texts_are_the_same(k: KonteksPohon) -> Temuan:
    """An established document or a signed PK has the statement and the indicators of the tree.

    Where the tree itself says a statement with a word more in its indicator or komponen, that is only an info.
    """
    yield from differences(k, "K-03")


@rule("K-04", severity=PERINGATAN, tahap=5, source=KKE, settle=MAP, judul="Teks tidak terpotong")
def texts_are_whole(k: KonteksPohon) -> Temuan:
    """No text of the tree or of a document, a PK included, is only the beginning of the other's."""
    yield from differences(k, "K-04")


@rule(
    "K-05",
    severity=Severity.GALAT,
    tahap=5,
    source=KKE,
    settle=MAP,
    judul="Simpul dan indikator ada di tiap dokumen",
)
def nothing_is_missing(k: KonteksPohon) -> Temuan:
    """A node or indicator of the tree stands in its established documents, and theirs stand in the tree.

    Between documents: what the Renstra pays for in a year stands in that year's established Renja, and what stands in
    it stands in the Renstra. What a PK lacks weighs less: it may wait for the PK of the next year.
    """
    yield from differences(k, "K-05")


@rule(
    "K-06",
    severity=PERINGATAN,
    tahap=5,
    source=f"PermenPANRB 88/2021, kriteria 1.b.8; {KKE}",
    settle="indikator",
    judul="Target sama antardokumen",
)
def numbers_are_the_same(k: KonteksPohon) -> Temuan:
    """An established document has the targets of the tree, and the last year's target is the kondisi akhir.

    A kondisi akhir that is the sum of all years is right too. Targets of a PK on the day it was signed: H-12.
    """
    yield from differences(k, "K-06")


# --- documents ---------------------------------------------------------------------------------------
@source
def with_documents(k: KonteksPohon) -> Iterator[Beda]:
    """Compare the tree with the documents its nodes stand in; one query, and few more where something is found."""
    r = rencana_of(k)
    if not r.semua:
        return
    established = {pk: row for pk, row in r.dokumen.items() if "ukuran" in row.beku}
    yield from _statements(k, r, established)
    open_ones = [
        pk for pk in {row.dokumen_id for row in r.komponen.values()} if pk not in established
    ]
    yield from _unreasoned(k, r, open_ones)
    mapped = {row.dokumen_id for row in r.komponen.values()}
    for pk, dokumen in established.items():
        if pk in mapped:
            yield from _frozen(k, r, dokumen)
    yield from _years(k, r)


def _statements(
    k: KonteksPohon, r: KonteksRencana, established: dict[int, Dokumen]
) -> Iterator[Beda]:
    """Compare what komponen stand for with their nodes: one of several nodes is enough."""
    wrong = []
    for komponen in r.komponen.values():
        named = komponen.jenis in susunan.NAMED_BY_RESULT
        if not (named or komponen.sasaran):
            continue  # without a sasaran: G-09
        nodes = [k.by_id[pk] for pk in r.simpul[komponen.pk] if pk in k.by_id]
        if nodes and not any(_says(node["pernyataan"], komponen.hasil) for node in nodes):
            wrong.append((komponen, nodes[0]))
    reasoned = {row.komponen.pk for row in r.semua if row.alasan}
    wrong = [pair for pair in wrong if pair[0].pk not in reasoned]
    if not wrong:
        return
    others = Pemetaan.objects.current().filter(komponen__in=[row.pk for row, _ in wrong])
    others = others.exclude(simpul__pohon=r.pohon).order_by("pk")
    elsewhere: dict[int, list[str]] = defaultdict(list)
    for pk, text in others.values_list("komponen_id", "simpul__pernyataan"):
        elsewhere[pk].append(text)
    for komponen, node in wrong:
        if any(kata.same(text, komponen.hasil) for text in elsewhere[komponen.pk]):
            continue
        beda = of_text(
            node["id"],
            f"sasaran {komponen.label.lower()} {komponen.kode}".strip(),
            node["pernyataan"],
            komponen.hasil,
            dokumen=str(r.dokumen[komponen.dokumen_id]),
            lainnya="K-03" if komponen.dokumen_id in established else "G-08",
        )
        if beda:
            yield beda


def _says(one: str, other: str) -> bool:
    return one == other or kata.same(one, other)


def _unreasoned(k: KonteksPohon, r: KonteksRencana, documents: list[int]) -> Iterator[Beda]:
    """Compare the names of indicators that deviate without a reason (of old data); one query."""
    if not documents:
        return
    of_key = {row["id"]: (node, row) for node in k.semua for row in node.get("indikator", ())}
    rows = Penyimpangan.objects.filter(komponen__dokumen__in=documents, alasan="")
    for row in rows.exclude(nama="").select_related("komponen").order_by("komponen__lft", "pk"):
        if row.indikator_id in of_key:
            node, one = of_key[row.indikator_id]
            dokumen = str(r.dokumen[row.komponen.dokumen_id])
            beda = of_text(
                node["id"], "indikator", one["nama"], row.nama, dokumen=dokumen, lainnya="G-08"
            )
            if beda:
                yield beda


def _frozen(k: KonteksPohon, r: KonteksRencana, dokumen: Dokumen) -> Iterator[Beda]:
    """Compare an established document with the tree as it is now."""
    of_node: dict[int, list[Ukuran]] = defaultdict(list)
    for daftar in read_many([dokumen]).values():
        for one in daftar:
            of_node[one.simpul].append(one)
    for node in k.semua:
        rows = [r for r in r.daftar.get(node["id"], ()) if r.komponen.dokumen_id == dokumen.pk]
        if rows:
            yield from _measures(node, of_node.get(node["id"], []), str(dokumen))
    gone = {
        pk: text
        for daftar in dokumen.beku.get("simpul", {}).values()
        for pk, text in daftar
        if pk not in k.by_id
    }
    deleted = _deleted(r, gone) if gone else {}
    for pk, text in deleted.items():
        if pk in gone:
            yield lacking(
                None, f"{quoted(text)} dari {dokumen} tidak ada lagi di pohon ini.", CHANGE, GALAT
            )


def _measures(node: Node, daftar: list[Ukuran], dokumen: str) -> Iterator[Beda]:
    rows = node.get("indikator", [])
    met: set[int] = set()
    extra: list[str] = []
    for ukuran in daftar:
        said = ukuran.pohon if ukuran.pohon is not None and ukuran.alasan else ukuran
        one = Tertulis(ukuran.indikator, said.nama, said.target, said.kondisi_akhir)
        row = partner(one, rows)
        if row is None:
            extra.append(quoted(ukuran.nama))
            continue
        if row["id"] in met:
            continue
        met.add(row["id"])
        beda = of_text(
            node["id"], "indikator", row["nama"], one.nama, dokumen=dokumen, lainnya="K-03"
        )
        if beda:
            yield beda
        yield from of_numbers(node, row, one, dokumen=dokumen)
    for text in extra:
        pesan = f"Indikator {text} dari {dokumen} tidak ada lagi pada {quote(node)}."
        yield lacking(node["id"], pesan, CHANGE, GALAT)
    if not daftar:
        yield lacking(node["id"], f"{quote(node)} tidak ada di {dokumen}.", CHANGE, GALAT)
        return
    for row in rows:
        if row["id"] not in met:
            pesan = f"Indikator {quoted(row['nama'])} pada {quote(node)} tidak ada di {dokumen}."
            yield lacking(node["id"], pesan, CHANGE, GALAT)


def _deleted(r: KonteksRencana, gone: dict[int, str]) -> dict[int, str]:
    """Return those of these nodes that were deleted from this tree; one query."""
    rows = Perubahan.objects.filter(pohon=r.pohon, jenis=Perubahan.Jenis.HAPUS)
    keys = {
        key for after in rows.values_list("sesudah", flat=True) for key in after.get("dihapus", ())
    }
    return {pk: text for pk, text in gone.items() if pk in keys}


# --- Renstra and Renja ----------------------------------------------------------------------------------
def _years(k: KonteksPohon, r: KonteksRencana) -> Iterator[Beda]:
    """Compare the newest established Renja of the unit with its Renstra, node by node; one query."""
    renja = [row for row in r.milik_unit if row.jenis == J.RENJA and row.ditetapkan]
    renstra = [row for row in r.milik_unit if row.jenis in RENSTRA]
    if not renja or not renstra:
        return
    newest = max(renja, key=lambda row: row.tahun or 0)
    tahun = newest.tahun or 0
    upper = {row.pk for row in renstra}
    planned = [row.pk for row in r.komponen.values() if row.dokumen_id in upper]
    rows = Pagu.objects.filter(komponen__in=planned, tahun=tahun, nilai__gt=0).order_by()
    paid: set[Any] = set(rows.values_list("komponen_id", flat=True))
    for node in k.semua:
        mapped = r.daftar.get(node["id"], ())
        of_renja = any(row.komponen.dokumen_id == newest.pk for row in mapped)
        of_renstra = [row for row in mapped if row.komponen.dokumen_id in upper]
        if not of_renja and any(row.komponen.pk in paid for row in of_renstra):
            yield lacking(
                node["id"],
                f"{quote(node)} tidak ada di {newest}, padahal berpagu tahun {tahun} di Renstra.",
                "Buat perubahan Renja, atau pindahkan pagunya ke tahun lain di Renstra.",
                GALAT,
            )
        elif of_renja and not of_renstra:
            yield lacking(
                node["id"],
                f"{quote(node)} tidak ada di {renstra[0]}, padahal tercantum di {newest}.",
                "Tuangkan juga ke Renstra, atau keluarkan dari Renja.",
                GALAT,
            )
