"""The nomenclature: browsing a version, and the picker that komponen forms use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, IntegerField, Min, Q, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from lib.daftar import paginate, search, search_text
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest, instansi_aktif
from organisasi.izin import izin
from organisasi.models import Instansi
from perencanaan import kodefikasi, susunan
from perencanaan.models import Dokumen, Komponen, Nomenklatur, VersiNomenklatur

if TYPE_CHECKING:
    from organisasi.models import AnyUser

PER_PAGE = 50
MOST_FOUND = 25
MOST_SHOWN = 3  # documents named at a row
# Kegiatan whose first digit is 3 to 8 belong to special regions.
SPECIAL = Q(kode__regex=r"^(X\.XX|[1-9]\.[0-9]{2})\.[0-9]{2}\.[3-8]\.")


@dataclass
class Pemakaian:
    """How many komponen use a row, and in which documents: (dokumen pk, name, pk of the first komponen)."""

    jumlah: int = 0
    dokumen: dict[int, tuple[str, int]] = field(default_factory=dict)

    def add(self, dokumen: int, nama: str, jumlah: int, pertama: int) -> None:
        """Count komponen of one document."""
        self.jumlah += jumlah
        self.dokumen.setdefault(dokumen, (nama, pertama))

    @property
    def daftar(self) -> list[tuple[int, str, int]]:
        """The first few documents."""
        return [(pk, *rest) for pk, rest in list(self.dokumen.items())[:MOST_SHOWN]]

    @property
    def sisa(self) -> int:
        """How many documents are not among the first few."""
        return max(len(self.dokumen) - MOST_SHOWN, 0)


def daftar_nomenklatur(request: SignedInRequest) -> HttpResponse:
    """Browse one version: by tier, level, code (`?di=` shows a branch) and words of the name."""
    daftar_versi = list(VersiNomenklatur.objects.all())
    versi = _chosen(daftar_versi, request.GET.get("versi"))
    tingkat = chosen_tingkat(request)
    rows = Nomenklatur.objects.filter(versi=versi, tingkat=tingkat).order_by("kode")
    jenjang = request.GET.get("jenjang", "")
    if jenjang in Nomenklatur.Jenjang.values:
        rows = rows.filter(jenjang=jenjang)
    di = kodefikasi.clean_code(request.GET.get("di", ""))[:24]
    if kodefikasi.jenjang_of(di):
        rows = rows.filter(Q(kode=di) | Q(kode__startswith=f"{di}."))
    halaman = paginate(request, search(request, rows, "kode", "nama"), PER_PAGE)
    context = {
        "halaman": halaman,
        "pemakaian": usage(request.user, versi, tingkat, list(halaman)),
        "daftar_versi": daftar_versi,
        "versi": versi,
        "tingkat": tingkat,
        "pilihan_tingkat": Nomenklatur.Tingkat.choices,
        "jenjang": jenjang,
        "pilihan_jenjang": Nomenklatur.Jenjang.choices,
        "jejak": _trail(versi, tingkat, di),
        "boleh_impor": izin(request.user).may_load_nomenklatur,
    }
    return render(request, "perencanaan/daftar_nomenklatur.html", context)


def cari_nomenklatur(request: SignedInRequest) -> HttpResponse:
    """Offer rows for a komponen form: `?dokumen=&jenis=&induk=&q=`, the unit's own bidang urusan
    first.
    """
    dokumen = get_object_or_404(
        Dokumen.objects.visible_to(request.user).select_related("instansi", "unit"),
        pk=number_of(request.GET.get("dokumen")),
    )
    jenis = request.GET.get("jenis", "")
    induk = Komponen.objects.filter(dokumen=dokumen, pk=number_of(request.GET.get("induk"))).first()
    daftar: list[Nomenklatur] = []
    if jenis in susunan.WITH_NOMENKLATUR and dokumen.versi_nomenklatur_id:
        rows = search(request, rows_for(dokumen, jenis, induk), "kode", "nama")
        daftar = list(rows[: MOST_FOUND + 1])
    context: dict[str, Any] = {
        "daftar": daftar[:MOST_FOUND],
        "lebih": len(daftar) > MOST_FOUND,
        "dicari": search_text(request),
        "ada_versi": dokumen.versi_nomenklatur_id is not None,
    }
    return render(request, "perencanaan/_cari_nomenklatur.html", context)


def rows_for(dokumen: Dokumen, jenis: str, induk: Komponen | None) -> QuerySet[Nomenklatur]:
    """Return the rows a komponen of a kind may take in a document, those of its unit first."""
    rows = Nomenklatur.objects.filter(
        versi=dokumen.versi_nomenklatur_id, tingkat=dokumen.tingkat_nomenklatur, jenjang=jenis
    ).exclude(SPECIAL)
    if induk is not None and kodefikasi.jenjang_of(induk.kode) == induk.jenis:
        rows = rows.filter(_below(induk.kode))
    own = Q(kode__startswith=f"{kodefikasi.OWN_BIDANG}.")
    for bidang in (dokumen.unit.bidang_urusan if dokumen.unit else "").split(","):
        if bidang.strip():
            own |= Q(kode__startswith=f"{bidang.strip()}.")
    first = Case(When(own, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(first, "kode")


def _below(kode: str) -> Q:
    parts = kode.split(".")
    below = Q(kode__startswith=f"{kode}.")
    if parts[2] == "01":
        below |= Q(kode__startswith=".".join([kodefikasi.OWN_BIDANG, *parts[2:]]) + ".")
    return below


def _chosen(daftar: list[VersiNomenklatur], pk: str | None) -> VersiNomenklatur | None:
    return next((row for row in daftar if str(row.pk) == pk), daftar[0] if daftar else None)


def chosen_tingkat(request: SignedInRequest) -> str:
    """Return the tier of `?tingkat=`; without one, that of the instansi at work."""
    tingkat = request.GET.get("tingkat", "")
    return tingkat if tingkat in Nomenklatur.Tingkat.values else _usual_tingkat(request)


def usage(
    user: AnyUser, versi: VersiNomenklatur | None, tingkat: str, rows: Sequence[Nomenklatur]
) -> dict[int, Pemakaian]:
    """Return for each row in use the documents the user may see that have it; one query.

    A komponen uses a row that was picked, or whose code was typed into a document of this version.
    """
    by_code = {(row.jenjang, row.kode): row.pk for row in rows}
    provinsi = Q(dokumen__instansi__jenis=Instansi.Jenis.PROVINSI)
    typed = Q(nomenklatur=None, dokumen__versi_nomenklatur=versi, kode__in=[k for _, k in by_code])
    typed &= provinsi if tingkat == Nomenklatur.Tingkat.PROVINSI else ~provinsi
    picked = Q(nomenklatur__in=[row.pk for row in rows])
    counts = (
        Komponen.objects.visible_to(user)
        .filter(picked | typed)
        .order_by("dokumen__nama", "dokumen_id")
        .values_list("nomenklatur_id", "jenis", "kode", "dokumen_id", "dokumen__nama")
        .annotate(Count("pk"), Min("pk"))
    )
    found: dict[int, Pemakaian] = defaultdict(Pemakaian)
    for nomenklatur, jenis, kode, dokumen, nama, jumlah, pertama in counts:
        if pk := nomenklatur or by_code.get((jenis, kode)):
            found[pk].add(dokumen, nama, jumlah, pertama)
    return dict(found)


def _usual_tingkat(request: SignedInRequest) -> str:
    instansi = instansi_aktif(request)
    if instansi is not None and instansi.jenis == Instansi.Jenis.PROVINSI:
        return Nomenklatur.Tingkat.PROVINSI
    return Nomenklatur.Tingkat.KABKOTA


def _trail(versi: VersiNomenklatur | None, tingkat: str, di: str) -> list[Nomenklatur]:
    """Return the rows from the urusan down to the branch shown."""
    codes, kode = [], di if kodefikasi.jenjang_of(di) else None
    while kode:
        codes.append(kode)
        kode = kodefikasi.parent_of(kode)
    if not codes:
        return []
    rows = Nomenklatur.objects.filter(versi=versi, tingkat=tingkat, kode__in=codes)
    return list(rows.order_by("kode"))
