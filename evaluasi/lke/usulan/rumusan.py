"""Proposals about wording and measures: 1.b.3 to 1.b.7 and 2.a.2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from django.urls import reverse

from evaluasi.lke.usulan.bahan import Bahan, Row
from evaluasi.lke.usulan.dasar import Butir, usulan, whether
from evaluasi.models import PenilaianIndikator, TemuanTersimpan
from pohon.models import Indikator, Pohon

DASAR = ("A-06", "A-07", "A-08")
SMART = ("E-02", "E-03", "E-04", "E-05", "E-06", "E-10")
TANTANGAN = ("E-04", "E-11")
LETTERS = Decimal(len(PenilaianIndikator.KRITERIA))
Hasil = tuple[str, Iterator[Butir]]


@usulan("1.b.3")
def outcomes_have_a_basis(b: Bahan) -> Hasil:
    """Trees whose outcome rests on an issue, a mandate or an expectation, with evidence and agreement."""
    return "pohon yang outcome-nya punya dasar, bukti, dan kesepakatan", (
        Butir(
            nama=f"{pohon}: {b.outcome_of(pohon)}",
            bagian=whether(not (found := b.findings(pohon.pk, *DASAR))),
            alamat=reverse("evaluasi:temuan", args=[pohon.pk]),
            catatan=_said(found),
        )
        for pohon in b.pohon.values()
    )


@usulan("1.b.4")
def statements_are_conditions(b: Bahan) -> Hasil:
    """Statements no rule of wording (C) finds fault with."""
    faults = {pohon: _by_node(b.findings(pohon, "C")) for pohon in b.pohon}
    return b.in_trees("pernyataan kinerja tanpa temuan rumusan"), (
        Butir(
            nama=node["pernyataan"],
            bagian=whether(not (found := faults[node["pohon"]].get(node["pk"], []))),
            alamat=b.link(node),
            catatan=_said(found),
        )
        for node in b.simpul.values()
    )


@usulan("1.b.5")
def iku_stay(b: Bahan) -> Hasil:
    """IKU of the first frozen version that are still there under their name."""

    def lines() -> Iterator[Butir]:
        now = {
            (b.simpul[one["simpul"]]["pohon"], _plain(one["nama"]))
            for one in b.indikator.values()
            if one["kategori"] == Indikator.Kategori.IKU
        }
        for pohon, first in b.iku_awal.items():
            for one in first:
                stays = (pohon, _plain(one["nama"])) in now
                yield Butir(
                    nama=one["nama"],
                    bagian=whether(stays),
                    alamat=reverse("pohon:editor", args=[pohon]),
                    catatan="" if stays else "diganti sejak versi pertama",
                )

    return b.in_trees("IKU versi beku pertama yang tetap dipakai"), lines()


@usulan("1.b.6")
def indicators_are_smart(b: Bahan) -> Hasil:
    """The score of KKE-1 where evaluators judged; else indicators without findings on SMART."""
    judged = [
        one
        for versi in b.putusan.values()
        for one in versi.indikator.values()
        if one.is_complete and one.indikator in b.indikator
    ]
    if judged:
        return b.in_trees("indikator menurut KKE-1 (jumlah huruf SMART ÷ 5)"), (
            Butir(
                nama=(row := b.indikator[one.indikator])["nama"],
                bagian=Decimal(one.jumlah) / LETTERS,
                alamat=b.link(b.simpul[row["simpul"]]),
                catatan=f"{one.jumlah} dari 5 huruf SMART",
            )
            for one in judged
        )
    return b.in_trees("indikator tanpa temuan SMART"), _indicators(b, SMART)


@usulan("1.b.7")
def targets_are_a_challenge(b: Bahan) -> Hasil:
    """Indicators with a baseline and targets that no rule finds slack, wild or against their polarity."""
    return b.in_trees("indikator dengan kondisi awal dan target yang wajar"), _indicators(
        b, TANTANGAN, _target_gaps
    )


@usulan("2.a.2")
def cards_are_complete(b: Bahan) -> Hasil:
    """Indicators whose card says what is measured, how, and from where."""

    def lines() -> Iterator[Butir]:
        for row in b.indikator.values():
            gaps = [
                words
                for name, words in (
                    ("definisi_operasional", "definisi operasional"),
                    ("formula", "formula"),
                    ("sumber_data", "sumber data"),
                )
                if not row[name].strip()
            ]
            yield Butir(
                nama=row["nama"],
                bagian=whether(not gaps),
                alamat=reverse("jabatan:kartu_indikator", args=[row["pk"]]),
                catatan=f"belum ada {', '.join(gaps)}" if gaps else "",
            )

    return b.in_trees("indikator dengan definisi operasional, formula, dan sumber data"), lines()


def _target_gaps(row: Row) -> list[str]:
    gaps = [] if row["baseline_nilai"] is not None else ["kondisi awal kosong"]
    return gaps if row["bertarget"] else [*gaps, "target kosong"]


def _no_gaps(row: Row) -> list[str]:
    return []


def _indicators(
    b: Bahan, aturan: tuple[str, ...], gaps: Callable[[Row], list[str]] = _no_gaps
) -> Iterator[Butir]:
    """Yield every indicator, holding when its tree reached stage 4, it has no gap and none of the rules names it."""
    by_tree = {pohon: _by_node(b.findings(pohon, *aturan)) for pohon in b.pohon}
    crowd: dict[int, int] = {}
    for row in b.indikator.values():
        crowd[row["simpul"]] = crowd.get(row["simpul"], 0) + 1
    for row in b.indikator.values():
        node = b.simpul[row["simpul"]]
        here = by_tree[node["pohon"]].get(node["pk"], [])
        alone = crowd[node["pk"]] == 1
        found = [one for one in here if alone or row["nama"] in one.pesan]
        said = gaps(row)
        if b.pohon[node["pohon"]].tahap < Pohon.Tahap.INDIKATOR:
            said = ["pohonnya belum sampai Tahap 4"]
        yield Butir(
            nama=row["nama"],
            bagian=whether(not found and not said),
            alamat=b.link(node),
            catatan="; ".join([*said, *([_said(found)] if found else [])]),
        )


def _by_node(daftar: list[TemuanTersimpan]) -> dict[int | None, list[TemuanTersimpan]]:
    found: dict[int | None, list[TemuanTersimpan]] = {}
    for row in daftar:
        found.setdefault(row.simpul, []).append(row)
    return found


def _said(daftar: list[TemuanTersimpan]) -> str:
    return "; ".join(f"{row.aturan}: {row.pesan}" for row in daftar[:3])


def _plain(nama: str) -> str:
    return " ".join(nama.split()).casefold()
