"""The tree drawn as a vector PDF: cards as in the editor, text selectable, every page readable.

Level is told by a word, a shape and a colour; crosscutting by a dashed violet border. Cards cut from
their children say on which page these are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string

from lib import pdf
from lib.tabel import Kertas
from pohon import potret
from pohon.exporters.keterangan import footer, owner_name
from pohon.exporters.susun_bagan import (
    CARD,
    HEAD,
    PAD,
    Halaman,
    Kartu,
    Pembagian,
    Tempat,
    break_note,
    break_text,
)
from pohon.exporters.tahap import partners
from pohon.models import Pohon, Simpul

# Inner width and height of the drawing in px: the paper (landscape) without margins, head and foot.
ROOM = {Kertas.A4: (1062.0, 640.0), Kertas.A3: (1527.0, 969.0)}
PIECE = 250  # cards
JENIS = dict(Simpul.Jenis.choices)
LEVEL = dict(Simpul.LevelKinerja.choices)
SHAPE = {
    "strategis": "M{l} {m}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
    "taktikal": "M{l} {t}h8v8h-8Z",
    "operasional": "M{l} {b}h8l-4 -8Z",
    "": "M{l} {m}l4 -4l4 4l-4 4Z",
}
COLOUR = {"strategis": "#163a70", "taktikal": "#0f665c", "operasional": "#8a5300", "": "#64748b"}


@dataclass(frozen=True)
class Gaya:
    """How cards of a kind (`Kartu.tingkat`) look: the template of a page, and a shape and colour for each kind.

    Another tree of cards (the positions of a structure) brings its own and is drawn by the same `documents`.
    """

    templat: str = "pohon/cetak/bagan.html"
    bentuk: Mapping[str, str] = field(default_factory=lambda: SHAPE)
    warna: Mapping[str, str] = field(default_factory=lambda: COLOUR)


POHON = Gaya()


@dataclass(frozen=True)
class Gambar:
    """A page ready for the template: cards in px on paper, lines and shapes as SVG paths at scale 1."""

    nomor: int
    dari: str
    kartu: Sequence[dict[str, Any]]
    garis: str
    bentuk: Sequence[tuple[str, str]]
    lebar: float
    tinggi: float
    lebar_asal: float
    tinggi_asal: float
    huruf: float


def draw(
    pohon: Pohon, kertas: Kertas = Kertas.A4, *, progress: pdf.Progress | None = None
) -> bytes:
    """Return the PDF of the whole tree on A4 or A3, landscape. Five queries whatever the size."""
    daftar = pages(potret.nodes(Simpul.objects.filter(pohon=pohon)), kertas)
    heading = {"judul": f"Pohon kinerja {owner_name(pohon)}", "keterangan": footer(pohon)}
    return pdf.render_pieces(documents(daftar, kertas, heading), progress=progress)


def documents(
    daftar: Sequence[Halaman], kertas: Kertas, heading: dict[str, Any], gaya: Gaya = POHON
) -> list[str]:
    """Return the pages as HTML documents of about `PIECE` cards, so that none takes much memory."""
    groups: list[list[Gambar]] = [[]]
    for drawing in _drawings(daftar, gaya):
        if (
            sum(len(other.kartu) for other in groups[-1]) + len(drawing.kartu) > PIECE
            and groups[-1]
        ):
            groups.append([])
        groups[-1].append(drawing)
    paper = {"kertas": kertas.value, "lebar": ROOM[kertas][0], "tinggi": ROOM[kertas][1]}
    return [
        render_to_string(
            gaya.templat,
            {**heading, **paper, "daftar_halaman": group, "jumlah": len(daftar)},
        )
        for group in groups
    ]


def pages(nodes: Sequence[dict[str, Any]], kertas: Kertas) -> list[Halaman]:
    """Lay the nodes of a tree (in tree order) out on pages."""
    cards: dict[int, Kartu] = {}
    for node in nodes:
        card = cards[node["id"]] = _card(node)
        if node["induk"] in cards:
            cards[node["induk"]].anak.append(card)
    return Pembagian(*ROOM[kertas]).pages(cards[nodes[0]["id"]])


def _card(node: dict[str, Any]) -> Kartu:
    level = node.get("level_kinerja", "")
    notes: list[str] = []
    for indikator in node.get("indikator", ()):
        notes += break_note(f"Indikator: {indikator['nama']}")
    partner = partners(node)
    return Kartu(
        id=node["id"],
        tingkat=level.split("_")[0],
        judul=str(LEVEL[level] if level else JENIS[node["jenis"]]),
        pernyataan=break_text(node["pernyataan"]),
        indikator=notes,
        crosscutting=break_note(f"Crosscutting: {partner}") if partner else (),
    )


def _drawings(daftar: Sequence[Halaman], gaya: Gaya) -> list[Gambar]:
    first: dict[int, int] = {}
    shown: dict[int, int] = {}
    for number, page in enumerate(daftar, start=1):
        first.setdefault(page.akar.id, number)
        for tempat in page.susunan.tempat:
            shown.setdefault(tempat.kartu.id, number)
    return [
        _drawing(number, page, first, shown, gaya) for number, page in enumerate(daftar, start=1)
    ]


def _drawing(
    number: int, page: Halaman, first: dict[int, int], shown: dict[int, int], gaya: Gaya
) -> Gambar:
    scale = page.skala
    came = shown[page.akar.id]
    origin = f"Lanjutan dari halaman {came}" if came != number else ""
    if page.dari > 1:
        part = f"bagian {page.bagian} dari {page.dari}"
        origin = f"{origin}, {part}" if origin else f"Bagian {page.bagian} dari {page.dari}"
    return Gambar(
        nomor=number,
        dari=origin,
        kartu=[_box(tempat, scale, first) for tempat in page.susunan.tempat],
        garis=page.susunan.garis,
        bentuk=[_shape(tempat, gaya) for tempat in page.susunan.tempat],
        lebar=round(page.susunan.lebar * scale, 2),
        tinggi=round(page.susunan.tinggi * scale, 2),
        lebar_asal=page.susunan.lebar,
        tinggi_asal=page.susunan.tinggi,
        huruf=round(13 * scale, 3),
    )


def _box(tempat: Tempat, scale: float, first: dict[int, int]) -> dict[str, Any]:
    return {
        "kartu": tempat.kartu,
        "x": round(tempat.x * scale, 2),
        "y": round(tempat.y * scale, 2),
        "lebar": round(CARD * scale, 2),
        "tinggi": round(tempat.tinggi * scale, 2),
        "halaman": first.get(tempat.kartu.id) if tempat.is_cut else None,
    }


def _shape(tempat: Tempat, gaya: Gaya) -> tuple[str, str]:
    """Return the colour and the SVG path of the shape at the left of a card's head."""
    left, middle = tempat.x + PAD, tempat.y + HEAD / 2
    path = gaya.bentuk[tempat.kartu.tingkat].format(l=left, m=middle, t=middle - 4, b=middle + 4)
    return gaya.warna[tempat.kartu.tingkat], path
