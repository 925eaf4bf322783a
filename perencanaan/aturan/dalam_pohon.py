"""What a tree says otherwise than itself (K-03 as an info, K-06): compared like a document, before any other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lib.aturan import Severity
from lib.teks import format_number
from perencanaan.aturan.banding import Beda, has_words_more, number, source
from perencanaan.aturan.konteks import KonteksRencana, Node, rencana_of
from perencanaan.penyesuaian.simpul import quoted
from pohon.aturan import KonteksPohon, quote


@source
def within_the_tree(k: KonteksPohon) -> Iterator[Beda]:
    """Compare each node's statement with its indicators and komponen, and end values with the last year."""
    r = rencana_of(k)
    for node in k.semua:
        if said := _with_words_more(r, node):
            yield said
        for row in node.get("indikator", ()):
            yield from _end(k, node, row)


def _with_words_more(r: KonteksRencana, node: Node) -> Beda | None:
    statement = node["pernyataan"]
    texts = [("nama komponen", row.komponen.nama) for row in r.daftar.get(node["id"], ())]
    texts += [("indikator", row["nama"]) for row in node.get("indikator", ())]
    for what, text in texts:
        if more := has_words_more(statement, text):
            return Beda(
                "K-03",
                node["id"],
                f"Rumusan berbeda: {quote(node)}, sedangkan {what} menyebut “{more}” di tengahnya: {quoted(text)}.",
                "Periksa apakah yang dimaksud sama, lalu samakan rumusannya.",
                Severity.INFO,
            )
    return None


def _end(k: KonteksPohon, node: Node, row: Node) -> Iterator[Beda]:
    targets = row.get("target", {})
    akhir, last = row.get("kondisi_akhir"), targets.get(str(k.tahun[-1]))
    if akhir is None or last is None or akhir == last:
        return
    if sum(number(nilai) or Decimal(0) for nilai in targets.values()) == number(akhir):
        return
    yield Beda(
        "K-06",
        node["id"],
        f"Target {quoted(row['nama'])} berbeda: tahun terakhir ({k.tahun[-1]}) {format_number(last)}, kondisi akhir "
        f"{format_number(akhir)}.",
        "Samakan target tahun terakhir dan kondisi akhirnya.",
        Severity.PERINGATAN,
    )
