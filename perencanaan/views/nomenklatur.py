"""The nomenclature: browsing a version, and the picker that komponen forms use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, IntegerField, Min, Q, QuerySet, Value, When
from django.db.models.functions import Substr
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from lib.daftar import MOST_WORDS, paginate, search_text
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
BEGINNING = re.compile(r"^(?:[1-9]|X)\.[0-9X]", re.IGNORECASE)
OWN_CODE = re.compile(
    r"^([1-9]\.\d{2})(\.01(?:\..*)?|)$"
)  # may be written X.XX in the nomenclature


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
    dicari = search_text(request)
    rows = search_rows(rows, dicari).order_by(*_begins_with(dicari), "kode")
    halaman = paginate(request, rows, PER_PAGE)
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
    """Offer rows for a komponen form: `?dokumen=&jenis=&induk=&q=`, the unit's own bidang urusan first.

    `?versi=` looks in another version than that of the document.
    """
    dokumen = get_object_or_404(
        Dokumen.objects.visible_to(request.user).select_related("instansi", "unit"),
        pk=number_of(request.GET.get("dokumen")),
    )
    jenis = request.GET.get("jenis", "")
    induk = Komponen.objects.filter(dokumen=dokumen, pk=number_of(request.GET.get("induk"))).first()
    versi = number_of(request.GET.get("versi")) or dokumen.versi_nomenklatur_id
    daftar: list[Tawaran] = []
    if jenis in susunan.WITH_NOMENKLATUR and versi:
        daftar = Penawar(dokumen, versi, jenis, induk, search_text(request)).offers()
    context: dict[str, Any] = {
        "daftar": daftar[:MOST_FOUND],
        "lebih": len(daftar) > MOST_FOUND,
        "dicari": search_text(request),
        "ada_versi": versi is not None,
    }
    return render(request, "perencanaan/_cari_nomenklatur.html", context)


@dataclass(frozen=True)
class Tawaran:
    """A row as a picker offers it: with the code it has in the unit."""

    baris: Nomenklatur
    kode: str


@dataclass
class Penawar:
    """What one picker offers: rows of a version for a kind of komponen under the one above, with the words typed."""

    dokumen: Dokumen
    versi: int
    jenis: str
    induk: Komponen | None
    dicari: str

    @property
    def bidang(self) -> str:
        """The bidang urusan of the unit; empty for a document of the whole instansi."""
        return self.dokumen.unit.bidang_urusan if self.dokumen.unit else ""

    def offers(self) -> list[Tawaran]:
        """Return the first rows found, X.XX once for each bidang urusan it may stand for; at most two queries.

        Where a version has the exact code, X.XX is not offered for it.
        """
        found = [
            (row, kode) for row in self._rows()[: MOST_FOUND + 1] for kode in self._codes_of(row)
        ]
        asked = {kode for row, kode in found if kode != row.kode}
        exact = set(self._of_tier().filter(kode__in=asked).values_list("kode", flat=True))
        return [Tawaran(row, kode) for row, kode in found if kode == row.kode or kode not in exact]

    def _of_tier(self) -> QuerySet[Nomenklatur]:
        return Nomenklatur.objects.filter(
            versi=self.versi, tingkat=self.dokumen.tingkat_nomenklatur, jenjang=self.jenis
        )

    def _rows(self) -> QuerySet[Nomenklatur]:
        foreign = set(kodefikasi.KHUSUS) - self.dokumen.instansi.digit_khusus
        rows: QuerySet[Any] = self._of_tier().alias(digit=Substr("kode", 9, 1))
        rows = rows.exclude(digit__in=foreign)
        induk = self.induk
        if induk is not None and kodefikasi.jenjang_of(induk.kode) == induk.jenis:
            rows = rows.filter(_below(induk.kode))
        bidang = kodefikasi.split_bidang(self.bidang)
        rows = search_rows(rows, self.dicari, bidang)
        own = Q(kode__startswith=f"{kodefikasi.OWN_BIDANG}.")
        for kode in bidang:
            own |= Q(kode__startswith=f"{kode}.")
        first = Case(When(own, then=Value(0)), default=Value(1), output_field=IntegerField())
        return rows.order_by(*_begins_with(self.dicari), first, "kode")

    def _codes_of(self, row: Nomenklatur) -> list[str]:
        """Return the codes a row is offered under: one where the komponen above or what was typed names the bidang."""
        codes = kodefikasi.own_codes(row.kode, self.bidang)
        near = [self.induk.kode] if self.induk else []
        near += self.dicari.split()
        one = kodefikasi.own_code(row.kode, self.bidang, *near)
        named = any(kode[:4] == one[:4] for kode in near)
        return [one] if named or len(codes) == 1 else codes


def search_rows(
    rows: QuerySet[Nomenklatur], dicari: str, bidang: Sequence[str] = ()
) -> QuerySet[Nomenklatur]:
    """Keep the rows whose code or name holds every word; a code of program 01 finds X.XX too.

    `bidang` are the bidang urusan that X.XX stands for; without any, each may be meant.
    """
    for word in list(dict.fromkeys(dicari.lower().split()))[:MOST_WORDS]:
        here = Q(kode__icontains=word) | Q(nama__icontains=word)
        code = OWN_CODE.match(word)
        if code and (code[1] in bidang or (not bidang and code[2])):
            here |= Q(kode__startswith=f"{kodefikasi.OWN_BIDANG}{code[2]}")
        rows = rows.filter(here)
    return rows


def _begins_with(dicari: str) -> list[Case]:
    """Return the order that puts first what begins with a code that is searched."""
    codes = [word.upper() for word in dicari.split() if BEGINNING.match(word)]
    begins = [When(kode__startswith=code, then=Value(0)) for code in codes[:MOST_WORDS]]
    return [Case(*begins, default=Value(1), output_field=IntegerField())] if begins else []


def _below(kode: str) -> Q:
    below = Q(kode__startswith=f"{kode}.")
    if (other := kodefikasi.generic(kode)) != kode:
        below |= Q(kode__startswith=f"{other}.")
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

    A komponen uses a row that was picked, or whose code was typed into a document of this version; X.XX is typed with
    the bidang urusan of a unit.
    """
    by_code = {(row.jenjang, row.kode): row.pk for row in rows}
    provinsi = Q(dokumen__instansi__jenis=Instansi.Jenis.PROVINSI)
    written = Q(kode__in=[kode for _, kode in by_code])
    for kode in {row.kode for row in rows if kodefikasi.is_generic(row.kode) and row.kode[4:]}:
        written |= Q(kode__endswith=kode[4:])
    typed = Q(nomenklatur=None, dokumen__versi_nomenklatur=versi) & written
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
        exact = by_code.get((jenis, kode))
        if pk := nomenklatur or exact or by_code.get((jenis, kodefikasi.generic(kode))):
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
