"""Rules H-10 and H-13, and the PK side of K-03 to K-06 (perencanaan.aturan.banding says which rule tells what).

Only the newest PK of a position is held against the tree, and only when it is signed: a draft follows the tree, and
those of earlier years are history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from jabatan.aturan.dasar import HAND_OUT, Temuan, name_some
from jabatan.aturan.sebaran import sebaran_of
from jabatan.aturan.surat import Node, Surat, letters, newest, signed
from jabatan.models import KinerjaJabatan, PerjanjianKinerja, TargetJabatan
from lib import kata
from lib.aturan import Ambang, Severity, rule
from lib.teks import format_number
from perencanaan import susunan
from perencanaan.aturan.banding import Beda, lacking, number, of_text, source
from perencanaan.aturan.konteks import rencana_of
from perencanaan.models import NilaiKomponen
from perencanaan.penyesuaian.simpul import quoted
from pohon.aturan import KonteksPohon, quote
from pohon.models import Indikator

KELENGKAPAN = Ambang(
    "H-10", "kelengkapan", "Indikator tujuan dan sasaran yang ada di PK", 95, 50, 100, "%"
)
P = PerjanjianKinerja
AGAIN = "Buat PK perubahan, atau PK tahun berikutnya, agar mengikuti pohon."
PERINGATAN = Severity.PERINGATAN


def _is_result(k: KonteksPohon, node: Node) -> bool:
    """Whether a node stands for a tujuan or sasaran: by its level, else by what it became."""
    if node.get("level_kinerja"):
        return str(node["level_kinerja"]).startswith("strategis")
    mapped = rencana_of(k).daftar.get(node["id"], ())
    return any(row.komponen.jenis in susunan.NAMED_BY_RESULT for row in mapped)


@rule(
    "H-10",
    severity=PERINGATAN,
    tahap=5,
    source="Pokin (turunan PermenPANRB 53/2014 dan praktik LKE daerah)",
    settle=HAND_OUT,
    judul="PK memuat indikator tujuan dan sasaran",
    ambang=(KELENGKAPAN,),
)
def pk_has_the_indicators_of_its_results(k: KonteksPohon) -> Temuan:
    """The signed PK of a holder has (nearly) all indicators of the tujuan and sasaran it carries in this tree."""
    for surat in signed(k):
        nodes = [node for node in surat.simpul if _is_result(k, node)]
        total = sum(len(node.get("indikator", ())) for node in nodes)
        missing = [(node, row) for node in nodes for row in surat.missing(node)]
        there = total - len(missing)
        if missing and there * 100 < k.nilai(KELENGKAPAN) * total:
            names = [quoted(row["nama"]) for _, row in missing]
            yield (
                missing[0][0]["id"],
                f"{len(missing)} indikator tujuan/sasaran belum ada di {surat.nama}: {name_some(names, 'indikator')}.",
                AGAIN,
            )


@rule(
    "H-13",
    severity=Severity.GALAT,
    tahap=5,
    source="Pokin (turunan PermenPANRB 53/2014)",
    settle=HAND_OUT,
    judul="PK perubahan beralasan",
    isi=(),
)
def pk_perubahan_has_a_reason(k: KonteksPohon) -> Temuan:
    """The newest PK of a position, where it changes an earlier one, says why: mutasi, strategi, prioritas.

    The form and a constraint ask for it; the rule finds older data.
    """
    if not letters(k):
        return
    s = sebaran_of(k)
    for row in newest(k):
        changes = row.urutan > 0 or row.jenis == P.Jenis.PERUBAHAN
        if changes and row.alasan_perubahan not in P.AlasanPerubahan.values:
            yield (
                s.first_node(row.jabatan_id),
                f"Pilih alasan perubahan PK {row.jabatan.nama} {row.tahun}.",
                "Pilih mutasi, perubahan strategi, atau perubahan prioritas/asumsi pada PK perubahannya.",
            )


# --- K-03 to K-06 ----------------------------------------------------------------------------------
@source
def with_letters(k: KonteksPohon) -> Iterator[Beda]:
    """Compare the tree with its signed PK; two queries, and few more where something is found."""
    daftar = signed(k)
    if not daftar:
        return
    scoped = _scoped(k)
    shares = _shares(k, {surat.pk.tahun for surat in daftar})
    reasoned: dict[tuple[int, int], set[Decimal]] | None = None
    for surat in daftar:
        yield from _texts(surat, scoped)
        for node in surat.simpul:
            yield from _missing(k, surat, node)
        drifted = list(_drifted(surat, shares))
        if drifted and reasoned is None:
            reasoned = _reasoned(k)
        for node, row, own, told in drifted:
            if told not in (reasoned or {}).get((row["id"], surat.pk.tahun), set()):
                yield Beda(
                    "K-06",
                    node["id"],
                    f"Target {quoted(row['nama'])} berbeda: {surat.pk.tahun} di pohon kinerja {format_number(own)}, "
                    f"di {surat.nama} {format_number(told)}.",
                    AGAIN,
                    PERINGATAN,
                )
    yield from _gone(k)


def _scoped(k: KonteksPohon) -> Mapping[tuple[int, int], str]:
    """Return the statements narrowed to a position, by (node, position)."""
    rows = KinerjaJabatan.objects.filter(simpul__pohon=k.head["id"]).exclude(pernyataan="")
    return {
        (simpul, jabatan): text
        for simpul, jabatan, text in rows.values_list("simpul_id", "jabatan_id", "pernyataan")
    }


def _shares(k: KonteksPohon, years: set[int]) -> Mapping[tuple[int, int, int], Decimal]:
    """Return the shares of positions in targets, by (position, indicator, year)."""
    rows = TargetJabatan.objects.filter(kinerja__simpul__pohon=k.head["id"], tahun__in=years)
    names = ("kinerja__jabatan_id", "indikator_id", "tahun", "nilai")
    return {(row[0], row[1], row[2]): row[3] for row in rows.order_by().values_list(*names)}


def _texts(surat: Surat, scoped: Mapping[tuple[int, int], str]) -> Iterator[Beda]:
    """K-03 and K-04: the statement once per node, each indicator."""
    for node in surat.simpul:
        promised = [row for row in node.get("indikator", ()) if row["id"] in surat.cocok]
        own = scoped.get((node["id"], surat.pk.jabatan_id), node["pernyataan"])
        pairs = [("pernyataan", own, surat.sasaran[row["id"]]) for row in promised[:1]]
        pairs += [("indikator", row["nama"], surat.cocok[row["id"]].indikator) for row in promised]
        for what, tree, told in pairs:
            beda = of_text(node["id"], what, tree, told, dokumen=surat.nama, lainnya="K-03")
            if beda:
                yield beda


def _missing(k: KonteksPohon, surat: Surat, node: Node) -> Iterator[Beda]:
    """K-05: what the letter lacks; tujuan and sasaran are the matter of H-10."""
    missing = surat.missing(node)
    if not missing or _is_result(k, node):
        return
    if len(missing) == len(node["indikator"]):
        yield lacking(node["id"], f"{quote(node)} tidak ada di {surat.nama}.", AGAIN, PERINGATAN)
        return
    for row in missing:
        text = f"Indikator {quoted(row['nama'])} pada {quote(node)} tidak ada di {surat.nama}."
        yield lacking(node["id"], text, AGAIN, PERINGATAN)


def _drifted(
    surat: Surat, shares: Mapping[tuple[int, int, int], Decimal]
) -> Iterator[tuple[Node, Node, Decimal, Decimal]]:
    """K-06: targets that were right when signed and are not the tree's any more; those wrong that day are H-12's."""
    tahun = surat.pk.tahun
    if surat.isi.alasan_target:
        return
    for node in surat.simpul:
        for row in node.get("indikator", ()):
            ukuran = surat.cocok.get(row["id"])
            if ukuran is None or ukuran.target is None or ukuran.is_berbeda:
                continue
            share = shares.get((surat.pk.jabatan_id, row["id"], tahun))
            own = share if share is not None else number(row.get("target", {}).get(str(tahun)))
            if own is not None and own != ukuran.target:
                yield node, row, own, ukuran.target


def _reasoned(k: KonteksPohon) -> dict[tuple[int, int], set[Decimal]]:
    """Return the targets that komponen have with a reason, by (indicator, year); one query."""
    found: dict[tuple[int, int], set[Decimal]] = {}
    rows = NilaiKomponen.objects.filter(
        indikator__simpul__pohon=k.head["id"], jenis=NilaiKomponen.Jenis.TARGET
    )
    for indikator, tahun, nilai in rows.order_by().values_list("indikator_id", "tahun", "nilai"):
        found.setdefault((indikator, tahun), set()).add(nilai)
    return found


def _gone(k: KonteksPohon) -> Iterator[Beda]:
    """K-05: indicators a PK promises that no tree has any more; at the node with its statement, else at the first."""
    extra = [
        (surat, text, ukuran) for surat in signed(k) for text, ukuran in surat.lebih if ukuran.kunci
    ]
    if not extra:
        return
    keys = {ukuran.kunci for _, _, ukuran in extra}
    living = set(Indikator.objects.filter(pk__in=keys).values_list("pk", flat=True))
    others = set(
        KinerjaJabatan.objects.living()
        .filter(jabatan__in=[surat.pk.jabatan_id for surat, _, _ in extra])
        .exclude(simpul__pohon=k.head["id"])
        .values_list("jabatan_id", flat=True)
    )
    for surat, text, ukuran in extra:
        if ukuran.kunci in living or not surat.simpul:
            continue
        same = (node for node in surat.simpul if kata.same(node["pernyataan"], text))
        node = next(same, None)
        if node is None and surat.pk.jabatan_id in others:
            continue  # it may have stood in another tree
        yield lacking(
            (node or surat.simpul[0])["id"],
            f"Indikator {quoted(ukuran.indikator)} dari {surat.nama} tidak ada lagi di pohon kinerja.",
            AGAIN,
            PERINGATAN,
        )
