"""Pages of BKN's techniques: a position against its subordinates or its superior, and one pair of indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jabatan import actions
from jabatan.actions.kinerja import closed_reason
from jabatan.actions.teknik import mark_pasangan
from jabatan.forms import PasanganForm
from jabatan.models import Jabatan, KinerjaJabatan, PasanganIndikator
from jabatan.teknik import pasangan
from jabatan.teknik.deteksi import LABEL, Diampu, Pasangan, Teknik, Ukuran, difference
from jabatan.teknik.pasangan import Bacaan
from jabatan.teknik.pendekatan import Akibat, consequence
from jabatan.views.jabatan import with_pejabat
from lib.forms import add_errors
from lib.masukan import number_of, submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import Izin, izin, require_edit
from organisasi.models import Periode

PER_PAGE = 15  # subordinates
PENDEKATAN = dict(KinerjaJabatan.Pendekatan.choices)


# --- what the page shows -----------------------------------------------------------------------------------
@dataclass
class BarisPasangan:
    """An indicator of a subordinate beside the superior's: found, declared, and how they differ."""

    pasangan: Pasangan
    dinyatakan: PasanganIndikator | None
    atasan: Ukuran | None
    tahun: int

    @property
    def selisih(self) -> str:
        """The sentence of rule I-01; empty when they agree."""
        declared = self.dinyatakan.teknik if self.dinyatakan else ""
        return difference(self.pasangan.teknik, declared)

    @property
    def label_dinyatakan(self) -> str:
        """The technique declared, as people read it."""
        return LABEL[self.dinyatakan.teknik] if self.dinyatakan else ""

    @property
    def target_bawahan(self) -> str:
        """The subordinate's target of the year with its unit."""
        return self.pasangan.bawahan.write(self.tahun)

    @property
    def target_atasan(self) -> str:
        """The superior's target of the year with its unit."""
        return self.atasan.write(self.tahun) if self.atasan else ""

    @property
    def is_shared(self) -> bool:
        """Whether both measure by the same indicator, so that its target can be divided."""
        return self.pasangan.teknik in (Teknik.DUPLICATE, Teknik.CLUSTER)

    @property
    def tanda(self) -> str:
        """The mark of the declaration."""
        return mark_pasangan(self.dinyatakan)


@dataclass
class BlokKinerja:
    """A kinerja of a subordinate with its approach and its indicators."""

    kinerja: Diampu
    baris: list[BarisPasangan]
    boleh_ubah: bool = False

    @property
    def pendekatan(self) -> str:
        """The approach, as people read it."""
        return str(PENDEKATAN.get(self.kinerja.pendekatan, ""))

    @property
    def akibat(self) -> Akibat | None:
        """What the approach does to the score."""
        return consequence(self.kinerja.pendekatan)


@dataclass
class BlokBawahan:
    """A subordinate with what it carries."""

    jabatan: Jabatan
    daftar: list[BlokKinerja] = field(default_factory=list)


def years_of(instansi_id: int) -> list[int]:
    """Return the years of all periods of an instansi."""
    rows = Periode.objects.filter(instansi=instansi_id).values_list("tahun_awal", "tahun_akhir")
    return sorted({year for first, last in rows for year in range(first, last + 1)})


def year_asked(text: str | None, years: Sequence[int]) -> int:
    """Return the year asked for when there is such a one, else this year or the nearest of them."""
    asked, now = number_of(text), timezone.localdate().year
    if asked in years:
        return asked
    return min(years, key=lambda year: abs(year - now)) if years else now


def open_kinerja(rights: Izin, instansi_id: int, daftar: Sequence[int]) -> set[int]:
    """Return which kinerja of positions stand in an open tree and may be written by the user."""
    rows = KinerjaJabatan.objects.living().filter(jabatan__in=daftar, jabatan__instansi=instansi_id)
    rows = rows.select_related("simpul__pohon__unit", "simpul__pohon__periode", "jabatan__unit")
    return {
        row.pk
        for row in rows
        if not closed_reason(row.simpul.pohon)
        and rights.may_edit(instansi_id, row.simpul.pohon.unit)
        and rights.may_edit(instansi_id, row.jabatan.unit)
    }


def _block(
    bacaan: Bacaan, atasan: int, bawahan: Jabatan, tahun: int, writable: set[int]
) -> BlokBawahan:
    block = BlokBawahan(bawahan)
    rows: dict[int, list[BarisPasangan]] = {}
    uppers = {(one.kinerja, one.indikator): one for one in bacaan.atasan(atasan).ukuran}
    for pair in bacaan.pairs(atasan, bawahan.pk, tahun):
        declared = bacaan.declared(pair.bawahan, atasan)
        upper = pair.atasan if pair.teknik != Teknik.UNIQUE else None
        if declared:
            upper = uppers.get((declared.atasan_id, declared.indikator_atasan_id))
        row = BarisPasangan(pair, declared, upper, tahun)
        rows.setdefault(pair.bawahan.kinerja, []).append(row)
    for kinerja in bacaan.of(bawahan.pk):
        may = kinerja.kinerja in writable
        block.daftar.append(BlokKinerja(kinerja, rows.get(kinerja.kinerja, []), may))
    return block


# --- the page of a position --------------------------------------------------------------------------------
def cascading(request: SignedInRequest, pk: int) -> HttpResponse:
    """Compare a position's indicators with its subordinates' (or, `?arah=atasan`, with its superior's) in a year."""
    jabatan = _load(request, pk)
    arah = "atasan" if request.GET.get("arah") == "atasan" else "bawahan"
    years = years_of(jabatan.instansi_id)
    tahun = year_asked(request.GET.get("tahun"), years)
    atasan = jabatan.induk if arah == "atasan" else jabatan
    positions = with_pejabat(Jabatan.objects.visible_to(request.user).select_related("unit"))
    lower = positions.filter(induk=atasan).order_by("lft") if atasan else positions.none()
    everyone = list(lower)
    shown = [row for row in everyone if arah == "bawahan" or row.pk == jabatan.pk]
    halaman = Paginator(shown, PER_PAGE).get_page(request.GET.get("halaman"))
    context: dict[str, Any] = {
        "jabatan": jabatan,
        "atasan": atasan,
        "arah": arah,
        "tahun": tahun,
        "daftar_tahun": years,
        "halaman": halaman,
    }
    if atasan:
        context |= _compare(request, atasan, everyone, list(halaman), tahun)
    return render(request, "jabatan/cascading.html", context)


def _compare(
    request: SignedInRequest,
    atasan: Jabatan,
    everyone: Sequence[Jabatan],
    shown: Sequence[Jabatan],
    tahun: int,
) -> dict[str, Any]:
    """Return the blocks of the subordinates shown, the sums over all of them, and what waits."""
    bacaan = pasangan.read(Q(jabatan=atasan.pk) | Q(jabatan__induk=atasan.pk), tahun=tahun)
    keys = [row.pk for row in everyone]
    writable = open_kinerja(izin(request.user), atasan.instansi_id, keys)
    whole = [pair for key in keys for pair in bacaan.pairs(atasan.pk, key, tahun)]
    waiting = [
        pair
        for pair in whole
        if pair.bawahan.kinerja in writable
        and pair.is_ready
        and not bacaan.declared(pair.bawahan, atasan.pk)
    ]
    return {
        "atasan_mengampu": bacaan.of(atasan.pk),
        "daftar_blok": [_block(bacaan, atasan.pk, row, tahun, writable) for row in shown],
        "daftar_jumlah": bacaan.sums(whole, tahun),
        "jumlah_menunggu": len(waiting),
        "boleh_ubah": bool(writable),
    }


def _load(request: SignedInRequest, pk: int) -> Jabatan:
    queryset = Jabatan.objects.visible_to(request.user).select_related("unit", "induk", "instansi")
    jabatan: Jabatan = get_object_or_404(queryset, pk=pk)
    return jabatan


def _back(atasan: int, request: SignedInRequest, anchor: str = "") -> str:
    """Return the address of the page of a superior, with the year and page the user came from."""
    asked = {
        name: number_of(request.POST.get(name) or request.GET.get(name))
        for name in ("tahun", "halaman")
    }
    kept = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    address = reverse("jabatan:cascading", args=[atasan])
    return f"{address}{'?' if kept else ''}{kept}{'#' if anchor else ''}{anchor}"


@require_POST
def terima_teknik(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declare the technique found for every pair of the position and its subordinates that waits."""
    jabatan = _load(request, pk)
    tahun = year_asked(request.POST.get("tahun"), years_of(jabatan.instansi_id))
    if not izin(request.user).may_edit_some(jabatan.instansi_id):
        require_edit(request.user, jabatan.instansi_id, jabatan.unit)
    try:
        hasil = actions.accept_detected(user=request.user, jabatan=jabatan, tahun=tahun)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        rest = (
            f" {hasil.perlu_diisi} pasangan masih memerlukan alasan atau pilihan indikator atasan."
            if hasil.perlu_diisi
            else ""
        )
        messages.success(request, f"{hasil.dinyatakan} pasangan dinyatakan.{rest}")
    return redirect(_back(pk, request))


# --- one pair ----------------------------------------------------------------------------------------------
def load_kinerja(request: SignedInRequest, pk: int) -> KinerjaJabatan:
    """Return a visible kinerja with its tree and position, or 404."""
    queryset = KinerjaJabatan.objects.visible_to(request.user).select_related(
        "simpul__pohon__unit",
        "simpul__pohon__periode",
        "jabatan__unit",
        "jabatan__induk",
        "jabatan__instansi",
    )
    return get_object_or_404(queryset, pk=pk)


def load_own(request: SignedInRequest, pk: int) -> KinerjaJabatan:
    """Return a kinerja to write: 403 with a sentence when its tree or its position is another's."""
    kinerja = load_kinerja(request, pk)
    require_edit(request.user, kinerja.jabatan.instansi_id, kinerja.simpul.pohon.unit)
    require_edit(request.user, kinerja.jabatan.instansi_id, kinerja.jabatan.unit)
    return kinerja


def teknik(request: SignedInRequest, pk: int, indikator_pk: int) -> HttpResponse:
    """Declare, change or take back the technique of one indicator against the superior's."""
    kinerja = load_own(request, pk)
    atasan = kinerja.jabatan.induk
    if atasan is None:
        messages.error(request, f"{kinerja.jabatan.nama} tidak memiliki atasan langsung.")
        return redirect("jabatan:cascading", kinerja.jabatan_id)
    tahun = year_asked(
        request.GET.get("tahun") or request.POST.get("tahun"), years_of(atasan.instansi_id)
    )
    bacaan = pasangan.read(Q(jabatan=atasan.pk) | Q(pk=pk), tahun=_year_within(kinerja, tahun))
    pair = _pair_of(bacaan, atasan.pk, kinerja, indikator_pk, tahun)
    declared = bacaan.declared(pair.bawahan, atasan.pk)
    form = PasanganForm(
        submitted(request),
        pilihan=_choices(bacaan, atasan.pk),
        initial=_initial(pair, declared),
    )
    if request.method == "POST":
        if done := _declare(request, form, kinerja, indikator_pk):
            messages.success(request, done)
            return redirect(_back(atasan.pk, request, f"k{pk}"))
        if closed := closed_reason(kinerja.simpul.pohon):
            messages.error(request, closed)
    context = {
        "kinerja": kinerja,
        "jabatan": kinerja.jabatan,
        "atasan": atasan,
        "baris": BarisPasangan(pair, declared, pair.atasan, tahun),
        "form": form,
        "tahun": tahun,
        "batal": _back(atasan.pk, request, f"k{pk}"),
        "tertutup": closed_reason(kinerja.simpul.pohon),
    }
    return render(request, "jabatan/teknik.html", context)


def _year_within(kinerja: KinerjaJabatan, tahun: int) -> int:
    periode = kinerja.simpul.pohon.periode
    return min(max(tahun, periode.tahun_awal), periode.tahun_akhir)


def _pair_of(
    bacaan: Bacaan, atasan: int, kinerja: KinerjaJabatan, indikator: int, tahun: int
) -> Pasangan:
    for pair in bacaan.pairs(atasan, kinerja.jabatan_id, tahun):
        if (pair.bawahan.kinerja, pair.bawahan.indikator) == (kinerja.pk, indikator):
            return pair
    raise Http404


def _choices(bacaan: Bacaan, atasan: int) -> list[tuple[str, str]]:
    return [
        (f"{one.kinerja}-{one.indikator}", f"{one.nama} — {row.rumusan_pendek}")
        for row in bacaan.of(atasan)
        for one in row.ukuran
    ]


def _initial(pair: Pasangan, declared: PasanganIndikator | None) -> dict[str, str]:
    if declared:
        return {
            "teknik": declared.teknik,
            "pasangan": f"{declared.atasan_id}-{declared.indikator_atasan_id}",
            "alasan": declared.alasan,
        }
    upper = pair.atasan or (pair.pilihan[0] if pair.pilihan else None)
    return {
        "teknik": pair.teknik,
        "pasangan": f"{upper.kinerja}-{upper.indikator}" if upper else "",
    }


def _declare(
    request: SignedInRequest, form: PasanganForm, kinerja: KinerjaJabatan, indikator: int
) -> str:
    """Write what was sent; return the sentence that says so, or nothing when the form has errors now."""
    seen = request.POST.get("dilihat", "")
    try:
        if request.POST.get("aksi") == "batalkan":
            actions.undeclare(user=request.user, kinerja=kinerja, indikator=indikator, dilihat=seen)
            return "Pernyataan teknik dibatalkan."
        if form.is_valid():
            upper, upper_indikator = form.pair
            actions.declare(
                user=request.user,
                kinerja=kinerja,
                indikator=indikator,
                atasan=upper,
                indikator_atasan=upper_indikator,
                teknik=form.cleaned_data["teknik"],
                alasan=form.cleaned_data["alasan"],
                dilihat=seen,
            )
            return "Teknik dinyatakan."
    except ValidationError as error:
        add_errors(form, error)
    return ""
