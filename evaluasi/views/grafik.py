"""Charts of an instansi: coverage, findings by kind, units by stage; and all of it on one page for its pimpinan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from evaluasi.grafik import Bagian, Batang, panas, radar, tumpuk
from evaluasi.skor import BAGIAN
from evaluasi.skor.liga import BarisPohon, BarisUnit, Liga
from evaluasi.views.liga import asked, common
from lib.aturan import KELOMPOK
from lib.daftar import search_text
from lib.teks import format_number
from organisasi.aktif import SignedInRequest
from pohon.models import Pohon

PER_PAGE = 30
SHOWN_UNIT = 10
SHOWN_POHON = 5
TINGKAT = (("galat", "Galat"), ("peringatan", "Peringatan"), ("info", "Saran"))
CAKUPAN = (
    ("berindikator", "Berindikator", "simpul", Pohon.Tahap.INDIKATOR),
    ("dituangkan", "Tertuang", "milik", Pohon.Tahap.PENUANGAN),
    ("terbagi", "Terbagi", "milik", Pohon.Tahap.PENUANGAN),
)


@dataclass(frozen=True)
class Sel:
    """A cell of a heat map: of what, and how far a unit is with a stage, or its value in a part (None: not yet)."""

    label: str
    nilai: Decimal | int | None

    @property
    def kelas(self) -> str:
        """Its class in the style sheet."""
        return panas(self.nilai)


def coverage(rows: Sequence[BarisPohon]) -> list[Bagian]:
    """Return how many nodes of these trees have an indicator, a komponen and a position, from the stage that asks."""
    return [
        Bagian(label, _sum(rows, kunci, tahap), _sum(rows, dari, tahap), tahap)
        for kunci, label, dari, tahap in CAKUPAN
    ]


def _sum(rows: Sequence[BarisPohon], kunci: str, tahap: int) -> int:
    return sum(
        row.rincian.get("hitungan", {}).get(kunci, 0) for row in rows if row.pohon.tahap >= tahap
    )


def findings(rows: Sequence[BarisPohon]) -> list[Batang]:
    """Return the findings of these trees by letter, as stacked bars by severity; all letters, also those without."""
    counts = {letter: [0] * len(TINGKAT) for letter in KELOMPOK}
    for row in rows:
        for letter, found in row.rincian.get("temuan", {}).items():
            counts[letter] = [a + b for a, b in zip(counts[letter], found, strict=True)]
    return tumpuk([(letter, KELOMPOK[letter], found) for letter, found in counts.items()], TINGKAT)


def heat(unit: BarisUnit) -> list[Sel]:
    """Return how far a unit is with each stage: the mean of its trees that reached it, rounded down."""
    cells = []
    for tahap in Pohon.Tahap.values:
        values = [
            row.rincian["tahapan"][str(tahap)]
            for row in unit.daftar
            if str(tahap) in row.rincian.get("tahapan", {})
        ]
        nilai = sum(values) // len(values) if values else None
        cells.append(Sel(f"Tahap {tahap}", nilai))
    return cells


def compared(unit: BarisUnit) -> list[Sel]:
    """Return the value of a unit in each part, and in all."""
    parts = [Sel(BAGIAN[kunci].pendek, value) for kunci, value in unit.bagian.items()]
    return [*parts, Sel("Skor", unit.total)]


@require_safe
def grafik(request: SignedInRequest) -> HttpResponse:
    """Show coverage and stages per unit, and findings by kind."""
    data = asked(request)
    if data is None:
        return render(request, "evaluasi/grafik.html", {"liga": None})
    words = search_text(request).casefold().split()
    units = [row for row in data.unit if all(word in row.nama.casefold() for word in words)]
    halaman = Paginator(units, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        **common(request, data),
        "halaman": halaman,
        "daftar_cakupan": [(row, coverage(row.daftar)) for row in halaman],
        "daftar_panas": [(row, heat(row)) for row in halaman],
        "daftar_banding": [(row, compared(row)) for row in halaman],
        "daftar_tahap": Pohon.Tahap.choices,
        "temuan": findings(data.pohon),
        "tingkat": TINGKAT,
    }
    return render(request, "evaluasi/grafik.html", context)


@require_safe
def ringkasan(request: SignedInRequest) -> HttpResponse:
    """Show the whole on one page: the score, the charts, the trees that need most, and what to do next."""
    data = asked(request)
    if data is None:
        return render(request, "evaluasi/grafik_ringkasan.html", {"liga": None})
    ranked = sorted((row for row in data.unit if row.peringkat), key=lambda row: row.peringkat)
    with_trees = [row for row in data.unit if row.daftar]
    context = {
        **common(request, data),
        "bagian": [(BAGIAN[kunci], nilai) for kunci, nilai in data.bagian.items()],
        "radar": radar({BAGIAN[kunci].pendek: nilai for kunci, nilai in data.bagian.items()}),
        "cakupan": coverage(data.pohon),
        "temuan": findings(data.pohon),
        "tingkat": TINGKAT,
        "daftar_panas": [(row, heat(row)) for row in with_trees[:SHOWN_UNIT]],
        "sisa_unit": max(len(with_trees) - SHOWN_UNIT, 0),
        "daftar_tahap": Pohon.Tahap.choices,
        "teratas": ranked[:SHOWN_POHON],
        "terendah": data.terendah[:SHOWN_POHON],
        "tindakan": advice(data),
    }
    return render(request, "evaluasi/grafik_ringkasan.html", context)


def advice(data: Liga) -> list[tuple[str, str, str]]:
    """Return what to do next, the most urgent first: sentence, text of the link, address."""
    period = f"?periode={data.periode.pk}"
    league = reverse("evaluasi:liga") + period
    found: list[tuple[str, str, str]] = []
    waiting = [row for row in data.pohon if row.pohon.status == Pohon.Status.DIAJUKAN]
    if waiting:
        page = f"{reverse('pohon:daftar_pohon')}?status={Pohon.Status.DIAJUKAN}"
        text = f"{len(waiting)} pohon diajukan dan menunggu keputusan."
        found.append((text, "Lihat yang menunggu", page))
    if data.tanpa_pohon:
        names = [row.unit.nama_pendek for row in data.tanpa_pohon if row.unit][:3]
        more = len(data.tanpa_pohon) - len(names)
        told = ", ".join(names) + (f", dan {more} unit lain" if more else "")
        text = f"{len(data.tanpa_pohon)} unit belum menyusun pohon: {told}."
        found.append((text, "Lihat unitnya", f"{league}&urut=pohon"))
    judged = {kunci: nilai for kunci, nilai in data.bagian.items() if nilai is not None}
    if judged:
        weakest = min(judged, key=lambda kunci: judged[kunci])
        if judged[weakest] < 100:
            text = (
                f"Bagian terlemah: {BAGIAN[weakest].judul} ({format_number(judged[weakest])}). "
                f"{BAGIAN[weakest].keterangan}"
            )
            found.append((text, "Urutkan unit", f"{league}&urut={weakest}"))
    galat = sum(part.jumlah for bar in findings(data.pohon) for part in bar.ruas[:1])
    if galat:
        text = f"{galat} galat belum diselesaikan."
        page = reverse("evaluasi:grafik") + period
        found.append((text, "Lihat jenisnya", page))
    if data.usang:
        text = f"Angka {data.usang} pohon belum dihitung atau sudah berubah sejak dihitung."
        found.append((text, "Perbarui di halaman peringkat", league))
    return found
