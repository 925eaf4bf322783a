"""Proposals about documents and alignment: 1.a.3, 1.a.5, 1.b.8 to 1.b.11."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from evaluasi.lke.usulan.bahan import Bahan
from evaluasi.lke.usulan.dasar import Butir, usulan, whether
from organisasi.models import Unit
from perencanaan.models import Dokumen
from pohon.models import Crosscutting

Jenis = Dokumen.Jenis
ATAS = (Jenis.RPJMD, Jenis.RPJMN)
RENSTRA = (Jenis.RENSTRA_PD, Jenis.RENSTRA_KL)
Hasil = tuple[str, Iterator[Butir]]


@usulan("1.a.3")
def medium_term_documents(b: Bahan) -> Hasil:
    """RPJMD of a region, and of each unit asked for its Renstra and its tree."""

    def lines() -> Iterator[Butir]:
        if b.lke.instansi.is_pemda:
            yield _document("RPJMD", [d for d in b.dokumen if d.jenis in ATAS])
        if b.lke.unit is None:
            whole = any(pohon.unit_id is None for pohon in b.pohon.values())
            yield _tree(b.lke.instansi.nama, there=whole)
        for unit in b.perangkat:
            yield _document(f"Renstra {unit.nama_pendek}", _renstra(b, unit))
            yield _tree(unit.nama_pendek, there=unit.pk in b.berpohon, di=b.menumpang)

    return "dokumen jangka menengah yang ada (RPJMD, Renstra, pohon kinerja)", lines()


@usulan("1.a.5")
def activity_documents(b: Bahan) -> Hasil:
    """Of each unit asked: action plans, matriks peran hasil, cascading and crosscutting."""

    def lines() -> Iterator[Butir]:
        crossing = {b.top_of_node(b.simpul[pk]) for pk in b.crosscutting}
        held = {b.top_of(row["jabatan__unit"]) for rows in b.pemegang.values() for row in rows}
        planned, shared = _tops(b, b.ber_renaksi), _tops(b, b.berperan)
        for unit in b.perangkat:
            for nama, found, page in (
                (f"Rencana aksi {b.tahun}", planned, "jabatan:daftar_rencana_aksi"),
                ("Matriks peran hasil", shared, "jabatan:matriks_peran"),
                ("Cascading ke jabatan", held, "jabatan:daftar_jabatan"),
                ("Crosscutting", crossing, "pohon:daftar_crosscutting"),
            ):
                there = unit.pk in found
                missing = "" if there else "belum ada"
                yield Butir(f"{nama}: {unit.nama_pendek}", whether(there), reverse(page), missing)

    return (
        "dokumen aktivitas yang ada (rencana aksi, matriks peran hasil, cascading, crosscutting)",
        lines(),
    )


@usulan("1.b.8")
def conditions_cascade(b: Bahan) -> Hasil:
    """The score of KKE-2 where evaluators judged; else own nodes that are both mapped and carried by a position."""
    judged = [
        one
        for versi in b.putusan.values()
        for one in versi.hubungan.values()
        if one.simpul in b.simpul
    ]
    if judged:
        return b.in_trees("hubungan menurut KKE-2 (1 logis, 0,5 kurang logis, 0 tidak logis)"), (
            Butir(
                nama=(node := b.simpul[one.simpul])["pernyataan"],
                bagian=one.angka,
                alamat=b.link(node),
                catatan="" if one.angka == 1 else one.label.lower(),
            )
            for one in judged
        )

    def lines() -> Iterator[Butir]:
        for node in b.simpul.values():
            if not b.is_own(node):
                continue
            gaps = [] if node["pk"] in b.terpetakan else ["belum dituangkan ke komponen"]
            if node["pk"] not in b.pemegang:
                gaps.append("belum diampu jabatan")
            yield Butir(node["pernyataan"], whether(not gaps), b.link(node), ", ".join(gaps))

    return b.in_trees("simpul sendiri yang dituangkan ke komponen dan diampu jabatan"), lines()


@usulan("1.b.9")
def partners_answered(b: Bahan) -> Hasil:
    """Crosscutting marks for units of the instansi that the partner accepted or turned down with a reason."""
    waiting = Crosscutting.Status.MENUNGGU
    return b.in_trees("crosscutting dengan unit mitra yang sudah dijawab"), (
        Butir(
            nama=f"{b.simpul[pk]['pernyataan']} – {mark.nama_mitra}",
            bagian=whether(mark.status != waiting),
            alamat=b.link(b.simpul[pk]),
            catatan="menunggu jawaban mitra" if mark.status == waiting else "",
        )
        for pk, marks in b.crosscutting.items()
        for mark in marks
        if mark.mitra_id is not None
    )


@usulan("1.b.10")
def units_plan(b: Bahan) -> Hasil:
    """Units with a plan of their own: at the top a tree and a Renstra, below it nodes or positions with kinerja."""
    carrying = {node["pengampu"] for node in b.simpul.values()}
    carrying |= {row["jabatan__unit"] for rows in b.pemegang.values() for row in rows}
    carrying |= {pohon.unit_id for pohon in b.pohon.values()}
    tops = {unit.pk for unit in b.perangkat}

    def lines() -> Iterator[Butir]:
        for unit in b.unit:
            if unit.pk in tops:
                gaps = [] if unit.pk in b.berpohon else ["belum ada pohon kinerja"]
                gaps += [] if _renstra(b, unit) else ["belum ada Renstra"]
            else:
                gaps = [] if unit.pk in carrying else ["belum mengampu kinerja"]
            yield Butir(
                unit.nama, whether(not gaps), reverse("pohon:daftar_pohon"), ", ".join(gaps)
            )

    return "unit yang punya rencana kinerja", lines()


@usulan("1.b.11")
def positions_plan(b: Bahan) -> Hasil:
    """Positions with kinerja from a tree and a PK or SKP of the year that is ditetapkan."""

    def lines() -> Iterator[Butir]:
        for jabatan in b.jabatan:
            gaps = [] if jabatan.pk in b.berkinerja else ["belum punya kinerja"]
            if jabatan.pk not in b.ber_pk and jabatan.pk not in b.ber_skp:
                gaps.append(f"belum ada PK atau SKP {b.tahun} yang ditetapkan")
            yield Butir(
                jabatan.nama,
                whether(not gaps),
                reverse("jabatan:jabatan", args=[jabatan.pk]),
                ", ".join(gaps),
            )

    return f"jabatan dengan kinerja serta PK atau SKP {b.tahun} yang ditetapkan", lines()


def _tree(nama: str, *, there: bool, di: str = "") -> Butir:
    """Return the line of a tree; `di`: whose tree carries the unit when it has none of its own."""
    said = (f"diampu di dalam pohon {di}" if di else "") if there else "belum ada pohon kinerja"
    return Butir(f"Pohon kinerja {nama}", whether(there), reverse("pohon:daftar_pohon"), said)


def _document(nama: str, found: list[Dokumen]) -> Butir:
    if not found:
        return Butir(nama, whether(False), reverse("perencanaan:daftar_dokumen"), "belum ada")
    return Butir(nama, whether(True), reverse("perencanaan:dokumen", args=[found[0].pk]))


def _renstra(b: Bahan, unit: Unit) -> list[Dokumen]:
    """Return the Renstra of a unit; that of a ministry is one for the whole instansi and serves all its units."""
    return [
        d
        for d in b.dokumen
        if d.jenis in RENSTRA
        and (d.unit_id == unit.pk or (d.unit_id is None and d.jenis == Jenis.RENSTRA_KL))
    ]


def _tops(b: Bahan, positions: set[int]) -> set[int | None]:
    return {b.top_of(jabatan.unit_id) for jabatan in b.jabatan if jabatan.pk in positions}
