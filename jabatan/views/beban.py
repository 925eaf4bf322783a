"""The page that divides the target of a superior's indicator over its subordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jabatan import actions
from jabatan.actions.teknik import mark_target, shares_of
from jabatan.forms import BagianForm
from jabatan.models import Jabatan, KinerjaJabatan
from jabatan.teknik import pasangan
from jabatan.teknik.deteksi import Teknik, Ukuran
from jabatan.teknik.pasangan import Bacaan
from jabatan.teknik.pembagian import Jumlah
from jabatan.views.teknik import load_kinerja, open_kinerja, year_asked
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin, require_edit
from pohon.models import Target


@dataclass
class BarisBagian:
    """The share of one subordinate, with its form where the user may write it."""

    ukuran: Ukuran
    jabatan: Jabatan
    simpul: Decimal | None  # the target of the node itself, which an empty share follows
    form: BagianForm | None

    @property
    def key(self) -> tuple[int, int]:
        """What the share belongs to."""
        return self.ukuran.kinerja, self.ukuran.indikator

    @property
    def nilai(self) -> Decimal | None:
        """The target that counts: the share, else the node's."""
        return next(iter(self.ukuran.target.values()), None)


class _Beban:
    """The parts of an indicator in a year, and what has been set of them."""

    def __init__(self, request: SignedInRequest, kinerja: KinerjaJabatan, indikator: int) -> None:
        jabatan, periode = kinerja.jabatan, kinerja.simpul.pohon.periode
        self.request, self.kinerja = request, kinerja
        self.daftar_tahun = list(range(periode.tahun_awal, periode.tahun_akhir + 1))
        asked = request.GET.get("tahun") or request.POST.get("tahun")
        self.tahun = year_asked(asked, self.daftar_tahun)
        lower = Jabatan.objects.visible_to(request.user).filter(induk=jabatan)
        self.bawahan = {row.pk: row for row in lower.select_related("unit").order_by("lft")}
        concerned = Q(jabatan=jabatan.pk) | Q(jabatan__induk=jabatan.pk)
        bacaan = pasangan.read(concerned, tahun=self.tahun)
        self.ukuran = _ukuran_of(bacaan, kinerja.pk, indikator)
        self.bagian = _parts(bacaan, self.ukuran, list(self.bawahan), self.tahun)
        self.kini = shares_of([(one.kinerja, one.indikator) for one in self.bagian], self.tahun)
        self.baris = self._rows()

    def _rows(self) -> list[BarisBagian]:
        writable = open_kinerja(
            izin(self.request.user), self.kinerja.jabatan.instansi_id, list(self.bawahan)
        )
        rows = Target.objects.filter(
            indikator__in={one.indikator for one in self.bagian}, tahun=self.tahun
        )
        nodes = dict(rows.values_list("indikator", "nilai"))
        return [
            BarisBagian(
                one,
                self.bawahan[one.jabatan],
                nodes.get(one.indikator),
                self._form(one) if one.kinerja in writable else None,
            )
            for one in self.bagian
        ]

    def _form(self, one: Ukuran) -> BagianForm:
        return BagianForm(
            submitted(self.request),
            prefix=f"b{one.kinerja}-{one.indikator}",
            initial={"nilai": self.kini[one.kinerja, one.indikator]},
        )

    @property
    def boleh_ubah(self) -> bool:
        """Whether the user may write some share."""
        return any(row.form for row in self.baris)

    def save(self) -> int | None:
        """Write what was sent and return how many shares changed; None when a number cannot be read.

        Raises ValidationError when the shares were changed since the page was opened.
        """
        if not all(row.form.is_valid() for row in self.baris if row.form):
            return None
        return actions.set_targets(
            user=self.request.user,
            instansi_id=self.kinerja.jabatan.instansi_id,
            tahun=self.tahun,
            bagian={row.key: row.form.cleaned_data["nilai"] for row in self.baris if row.form},
            semua=list(self.kini),
            dilihat=self.request.POST.get("dilihat", ""),
        )


def beban(request: SignedInRequest, pk: int, indikator_pk: int) -> HttpResponse:
    """Divide the target of a superior's indicator over the subordinates that carry the same indicator."""
    kinerja = load_kinerja(request, pk)
    page = _Beban(request, kinerja, indikator_pk)
    galat: list[str] = []
    if request.method == "POST":
        if not page.boleh_ubah:
            require_edit(request.user, kinerja.jabatan.instansi_id, kinerja.jabatan.unit)
        try:
            count = page.save()
        except ValidationError as error:
            galat = error.messages
        else:
            if count is not None:
                messages.success(request, f"{count} bagian target disimpan.")
                address = reverse("jabatan:beban", args=[pk, indikator_pk])
                return redirect(f"{address}?tahun={page.tahun}")
    context = {
        "kinerja": kinerja,
        "jabatan": kinerja.jabatan,
        "ukuran": page.ukuran,
        "jumlah": Jumlah(page.ukuran, tuple(page.bagian), page.tahun),
        "daftar_baris": page.baris,
        "tahun": page.tahun,
        "daftar_tahun": page.daftar_tahun,
        "tanda": mark_target(page.kini, page.tahun),
        "galat": galat,
        "boleh_ubah": page.boleh_ubah,
    }
    return render(request, "jabatan/beban.html", context)


def _ukuran_of(bacaan: Bacaan, kinerja: int, indikator: int) -> Ukuran:
    row = bacaan.by_kinerja.get(kinerja)
    for ukuran in row.ukuran if row else ():
        if ukuran.indikator == indikator:
            return ukuran
    raise Http404


def _parts(bacaan: Bacaan, upper: Ukuran, daftar: Sequence[int], tahun: int) -> list[Ukuran]:
    """Return what the subordinates carry of the same indicator."""
    return [
        pair.bawahan
        for key in daftar
        for pair in bacaan.pairs(upper.jabatan, key, tahun)
        if pair.teknik in (Teknik.DUPLICATE, Teknik.CLUSTER)
        and pair.atasan is not None
        and (pair.atasan.kinerja, pair.atasan.indikator) == (upper.kinerja, upper.indikator)
    ]
