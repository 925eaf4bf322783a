"""The score of a tree: its six parts, the list behind each, what mending adds, and how it went by version."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluasi.actions.skor import remember
from evaluasi.exporters.skor import skor as tables_of
from evaluasi.grafik import radar, tren
from evaluasi.models import PenilaianPohon, SkorVersi
from evaluasi.putusan import ratings
from evaluasi.skor import BAGIAN, JENIS, Butir, Skor, reckon
from evaluasi.skor.jenis import name_of
from lib import berkas
from lib.daftar import search_text
from organisasi.aktif import SignedInRequest
from pohon.baca import load_pohon
from pohon.models import Pohon, VersiPohon

PER_PAGE = 50
MOST_MENDS = 8
NILAI = {"": "Yang masih kurang", "belum": "Belum", "sebagian": "Sebagian", "semua": "Semua butir"}
POIN = {"": (0, 1), "belum": (0,), "sebagian": (1,), "semua": (0, 1, 2)}


@dataclass(frozen=True)
class Versi:
    """A frozen version with the score kept then and what the evaluator gave it."""

    nomor: int
    status: str
    waktu: Any
    total: Decimal | None
    bagian: dict[str, Any]
    evaluator: PenilaianPohon | None

    @property
    def sebutan(self) -> str:
        """What its score is called."""
        return name_of(self.total)


@dataclass(frozen=True)
class Baris:
    """A thing judged, and what mending it adds to its part and to the total."""

    butir: Butir
    bagian: Decimal
    total: Decimal


@dataclass(frozen=True)
class Saringan:
    """How the list is narrowed: part, kind of thing, what it earned, words."""

    bagian: str
    jenis: str
    nilai: str
    dicari: str

    @classmethod
    def of(cls, request: SignedInRequest) -> Saringan:
        """Read `?bagian=&jenis=&nilai=&q=`; what is unknown narrows nothing."""
        asked = request.GET
        bagian, jenis, nilai = (asked.get(name, "") for name in ("bagian", "jenis", "nilai"))
        return cls(
            bagian if bagian in BAGIAN else "",
            jenis if jenis in JENIS else "",
            nilai if nilai in POIN else "",
            search_text(request),
        )

    def keep(self, skor: Skor) -> list[Butir]:
        """Return the things asked for in the order of the parts."""
        words = self.dicari.casefold().split()
        return [
            row
            for row in skor.butir
            if row.poin in POIN[self.nilai]
            and self.bagian in ("", row.rupa.bagian)
            and self.jenis in ("", row.jenis)
            and all(word in f"{row.nama} {row.alasan}".casefold() for word in words)
        ]

    @property
    def tulisan(self) -> list[tuple[str, str]]:
        """By what the list is narrowed, in words."""
        given = {
            "Bagian": BAGIAN[self.bagian].judul if self.bagian else "",
            "Jenis butir": JENIS[self.jenis].judul if self.jenis else "",
            "Nilai": NILAI[self.nilai],
            "Pencarian": self.dicari,
        }
        return [(name, text) for name, text in given.items() if text]


@require_safe
def skor(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Show the score of a tree as it stands, reckoned now and kept for the league."""
    pohon = load_pohon(request.user, pohon_id)
    hasil = reckon(pohon)
    remember(pohon, hasil)
    saringan = Saringan.of(request)
    halaman = Paginator(saringan.keep(hasil), PER_PAGE).get_page(request.GET.get("halaman"))
    daftar_versi = _versions(pohon)
    points = [(f"v{row.nomor}", row.total) for row in daftar_versi if row.total is not None]
    if hasil.total is not None:
        points.append(("kini", hasil.total))
    context = {
        "pohon": pohon,
        "skor": hasil,
        "radar": radar({row.jenis.pendek: row.nilai for row in hasil.bagian}),
        "tren": tren(points) if points else None,
        "daftar_versi": list(reversed(daftar_versi)),
        "nilai_evaluator": next((v.evaluator for v in reversed(daftar_versi) if v.evaluator), None),
        "perbaikan_objek": hasil.perbaikan_objek(MOST_MENDS),
        "perbaikan_jenis": hasil.perbaikan_jenis(),
        "saringan": saringan,
        "halaman": halaman,
        "baris": [Baris(row, hasil.tambah_bagian(row), hasil.tambah([row])) for row in halaman],
        "pilihan_bagian": [(row.kunci, row.judul) for row in BAGIAN.values()],
        "pilihan_jenis": [(row.kunci, row.judul) for row in JENIS.values()],
        "pilihan_nilai": [pair for pair in NILAI.items() if pair[0]],
        "waktu": timezone.now(),
    }
    return render(request, "evaluasi/skor.html", context)


def _versions(pohon: Pohon) -> list[Versi]:
    """Return the frozen versions, the first one first; five queries at most."""
    rows = list(VersiPohon.objects.filter(pohon=pohon).order_by("nomor").defer("isi"))
    scores = {row.versi_id: row for row in SkorVersi.objects.filter(versi__pohon=pohon)}
    rated = ratings(rows)
    found = []
    for row in rows:
        kept = scores.get(row.pk)
        found.append(
            Versi(
                row.nomor,
                row.get_status_display(),
                row.waktu,
                kept.total if kept else None,
                kept.bagian if kept else {},
                rated.get(row.pk),
            )
        )
    return found


@require_safe
def unduh_skor(request: SignedInRequest, pohon_id: int, ext: str) -> HttpResponseBase:
    """Download the parts and the list, narrowed as on the screen, as Excel, PDF or Word."""
    if ext not in berkas.BENTUK_TABEL:
        raise Http404
    pohon = load_pohon(request.user, pohon_id)
    hasil = reckon(pohon)
    saringan = Saringan.of(request)
    tables = tables_of(pohon, hasil, saringan.keep(hasil), saringan.tulisan)
    return berkas.download(
        request,
        name=berkas.safe_name(f"Skor {getattr(pohon, 'outcome', '')}", ext),
        make=lambda: berkas.write_tables(tables, ext, penulis=str(pohon.unit or pohon.instansi)),
        back=reverse("evaluasi:skor", args=[pohon_id]),
    )
