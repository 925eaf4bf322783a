"""Telusur: one page that follows a node or a komponen both ways, put together from the rooms; and a search for either.

Each room tells its own part (`telusur.py`); what the user may not see is left out there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from jabatan import telusur as jabatan
from jabatan.models import KinerjaJabatan
from lib.cari import MOST_HITS, Pencarian
from lib.daftar import search_text
from organisasi.aktif import SignedInRequest, require_instansi
from perencanaan import susunan
from perencanaan import telusur as perencanaan
from perencanaan.models import Komponen, Pemetaan
from perencanaan.ukuran import mapped_simpul
from perencanaan.views.dokumen import tone_of
from pohon import telusur as pohon
from pohon.models import Indikator, Simpul


@dataclass
class Baris:
    """A node on the way up or down, with what it became and who carries it."""

    simpul: Simpul
    daftar_pemetaan: list[Pemetaan] = field(default_factory=list)
    daftar_kinerja: list[KinerjaJabatan] = field(default_factory=list)
    dalam: int = 0

    @property
    def daftar_komponen(self) -> list[tuple[Komponen, str]]:
        """The komponen with the level whose colour each wears."""
        return [(row.komponen, tone_of(row.komponen.jenis)) for row in self.daftar_pemetaan]


@dataclass
class Ukur:
    """An indicator of a node with its targets by year."""

    indikator: Indikator
    target: dict[int, Any]


def telusur(request: SignedInRequest) -> HttpResponse:
    """Search nodes and komponen of the instansi at work, to follow one (`?q=`)."""
    instansi = require_instansi(request)
    text = search_text(request)
    pencarian = Pencarian.of(text)
    nodes: Sequence[Simpul] = []
    komponen: Sequence[Komponen] = []
    if pencarian.kata:
        rows = Simpul.objects.visible_to(request.user).filter(pohon__instansi=instansi)
        rows = pencarian.saring(rows, "pernyataan")
        nodes = rows.select_related("pohon__unit", "pohon__instansi").order_by("tree_id", "lft")
        found = Komponen.objects.visible_to(request.user).filter(
            dokumen__instansi=instansi, dokumen__perubahan=None
        )
        found = pencarian.saring(found, "nama", "sasaran", kode=["kode"])
        komponen = found.select_related("dokumen").order_by("tree_id", "lft")
    context = {
        "dicari": text,
        "ada_kata": bool(pencarian.kata),
        "daftar_simpul": list(nodes[:MOST_HITS]),
        "daftar_komponen": [(row, tone_of(row.jenis)) for row in komponen[:MOST_HITS]],
        "batas": MOST_HITS,
    }
    return render(request, "cascading/telusur.html", context)


def telusur_simpul(request: SignedInRequest, pk: int) -> HttpResponse:
    """Follow a node: up to the outcome, its partners, komponen, positions and PK, and down."""
    user = request.user
    simpul = pohon.load_simpul(user, pk)
    path = pohon.paths(user, [simpul]).get(pk, [simpul])
    turunan = pohon.below(user, simpul)
    nodes = [*path, *turunan.daftar]
    mapped = perencanaan.brief(user, [row.pk for row in nodes])
    carried = jabatan.brief(user, [row.pk for row in nodes])
    rincian = perencanaan.of_simpul(user, pk)

    def line(row: Simpul) -> Baris:
        depth = max(row.kedalaman - simpul.kedalaman - 1, 0)
        return Baris(row, mapped.get(row.pk, []), carried.get(row.pk, []), depth)

    context = {
        "simpul": simpul,
        "jalur": [line(row) for row in path],
        "turunan": turunan,
        "bawah": [line(row) for row in turunan.daftar],
        "daftar_ukuran": _measures([pk]),
        "daftar_tahun": list(simpul.pohon.periode.tahun),
        "daftar_crosscutting": pohon.crosscutting(user, simpul),
        "daftar_rincian": rincian,
        "daftar_pagu": perencanaan.sums_once(rincian),
        "daftar_bentuk": perencanaan.shapes_around(user, perencanaan.in_force(user, pk)),
        "daftar_pemegang": jabatan.of_simpul(user, [pk]),
    }
    return render(request, "cascading/telusur_simpul.html", context)


def telusur_komponen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Follow a komponen: the document and the nodes above it, positions and PK, and what lies below it."""
    user = request.user
    komponen = perencanaan.load_komponen(user, pk)
    rincian = perencanaan.details(Komponen.objects.visible_to(user).filter(pk=pk))[0]
    daftar_pemetaan = perencanaan.simpul_of(user, komponen)
    nodes = [row.simpul for row in daftar_pemetaan]
    paths = pohon.paths(user, nodes)
    below: dict[int, list[Simpul]] = {}
    for row in perencanaan.below_of(user, komponen):
        below.setdefault(row.komponen_id, []).append(row.simpul)
    frozen = [] if nodes else mapped_simpul(komponen.dokumen).get(pk, [])
    context = {
        "komponen": komponen,
        "rincian": rincian,
        "daftar_tahun": komponen.dokumen.daftar_tahun_pagu,
        "daftar_jalur": [(row, paths.get(row.simpul_id, [])) for row in daftar_pemetaan],
        "simpul_beku": frozen,
        "daftar_bentuk": perencanaan.shapes_around(user, perencanaan.of_komponen(user, komponen)),
        "tanpa_outcome": not nodes and not frozen and komponen.jenis in susunan.WITH_PAGU,
        "bawah": [
            (row, nada, pagu, row.kedalaman - komponen.kedalaman - 1, below.get(row.pk, []))
            for row, nada, pagu in rincian.turunan[: perencanaan.MOST]
        ],
        "sisa_bawah": max(len(rincian.bawah) - perencanaan.MOST, 0),
        "daftar_pemegang": jabatan.of_simpul(user, [row.pk for row in nodes]),
    }
    return render(request, "cascading/telusur_komponen.html", context)


def _measures(simpul: Sequence[int]) -> list[Ukur]:
    return [
        Ukur(row, {target.tahun: target.nilai for target in row.daftar_target.all()})
        for row in pohon.indicators(simpul)
    ]
