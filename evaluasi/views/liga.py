"""The league of units and the list of trees with their scores: search, order, pages, files, and reckoning anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from evaluasi.actions.skor import JOB
from evaluasi.exporters.skor import liga as tables_of
from evaluasi.skor import BAGIAN
from evaluasi.skor.liga import BarisPohon, BarisUnit, Liga, read
from jabatan.sebaran.beban_kerja import default_period
from lib import berkas
from lib.daftar import search_text
from lib.masukan import number_of
from organisasi import tugas as jobs
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_recheck
from organisasi.models import Periode

PER_PAGE = 50
T = TypeVar("T", bound=BarisUnit | BarisPohon)


def asked(request: SignedInRequest) -> Liga | None:
    """Return the league of the instansi at work in the period `?periode=`; None while there is no period."""
    user, instansi = request.user, require_instansi(request)
    periode = default_period(user, instansi, timezone.localdate().year)
    if pk := number_of(request.GET.get("periode")):
        rows = Periode.objects.visible_to(user).filter(instansi=instansi)
        periode = get_object_or_404(rows, pk=pk)
    return read(user, instansi, periode) if periode else None


def common(request: SignedInRequest, data: Liga) -> dict[str, Any]:
    """Return what all pages of scores of an instansi show."""
    rows = Periode.objects.visible_to(request.user).filter(instansi=data.instansi)
    return {
        "liga": data,
        "daftar_periode": [(str(row.pk), str(row)) for row in rows],
        "periode_terpilih": str(data.periode.pk),
        "daftar_bagian": list(BAGIAN.values()),
        "boleh_hitung": izin(request.user).may_recheck(data.instansi.pk),
    }


@require_safe
def liga(request: SignedInRequest) -> HttpResponse:
    """Show the league of units, or (`?tampil=pohon`) the trees, of one unit with `?unit=`."""
    data = asked(request)
    if data is None:
        return render(request, "evaluasi/liga.html", {"liga": None})
    of_trees = request.GET.get("tampil") == "pohon"
    rows: Any = _trees(request, data) if of_trees else _units(request, data)
    context = {
        **common(request, data),
        "tampil": "pohon" if of_trees else "",
        "halaman": Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman")),
        "unit": _unit(request, data),
    }
    return render(request, "evaluasi/liga.html", context)


def _unit(request: SignedInRequest, data: Liga) -> BarisUnit | None:
    """Return the unit of `?unit=`; None without one."""
    pk = number_of(request.GET.get("unit"))
    return next((row for row in data.unit if row.unit and row.unit.pk == pk), None)


# --- Search and order, in Python: the numbers are reckoned ---------------------------------------------------------
def _units(request: SignedInRequest, data: Liga) -> list[BarisUnit]:
    rows = _found(
        request, data.unit, lambda row: f"{row.nama} {getattr(row.unit, 'singkatan', '')}"
    )
    keys: dict[str, Callable[[BarisUnit], Any]] = {
        "peringkat": lambda row: row.peringkat or None,
        "nama": lambda row: row.nama.casefold(),
        "pohon": lambda row: len(row.daftar),
        "skor": lambda row: row.total,
        "perubahan": lambda row: row.perubahan,
    }
    return _sorted(request, rows, keys, default="peringkat")


def _trees(request: SignedInRequest, data: Liga) -> list[BarisPohon]:
    unit = _unit(request, data)
    rows = unit.daftar if unit else data.pohon
    rows = _found(request, rows, lambda row: f"{row.outcome} {row.pohon.unit or data.instansi}")
    keys: dict[str, Callable[[BarisPohon], Any]] = {
        "nama": lambda row: row.outcome.casefold(),
        "unit": lambda row: str(row.pohon.unit or "").casefold(),
        "tahap": lambda row: row.pohon.tahap,
        "skor": lambda row: row.total,
        "perubahan": lambda row: row.perubahan,
    }
    return _sorted(request, rows, keys, default="-skor")


def _found(request: SignedInRequest, rows: Iterable[T], text: Callable[[T], str]) -> list[T]:
    words = search_text(request).casefold().split()
    return [row for row in rows if all(word in text(row).casefold() for word in words)]


def _sorted(
    request: SignedInRequest,
    rows: list[T],
    keys: Mapping[str, Callable[[T], Any]],
    *,
    default: str,
) -> list[T]:
    """Order by `?urut=` as lib.daftar.sort does; what has no value stands last either way."""
    known = {**keys, **{kunci: _part(kunci) for kunci in BAGIAN}}
    chosen = request.GET.get("urut", default)
    if chosen.removeprefix("-") not in known:
        chosen = default
    request.urut = chosen  # type: ignore[attr-defined]
    key = known[chosen.removeprefix("-")]
    valued: list[T] = [row for row in rows if key(row) is not None]
    empty: list[T] = [row for row in rows if key(row) is None]
    valued.sort(key=key, reverse=chosen.startswith("-"))
    return [*valued, *empty]


def _part(kunci: str) -> Callable[[Any], Any]:
    return lambda row: row.bagian.get(kunci)


@require_safe
def unduh_liga(request: SignedInRequest, ext: str) -> HttpResponseBase:
    """Download the league and the trees, narrowed and ordered as on the screen, as Excel, PDF or Word."""
    if ext not in berkas.BENTUK_TABEL:
        raise Http404
    data = asked(request)
    if data is None:
        return redirect("evaluasi:liga")
    tables = tables_of(data, _units(request, data), _trees(request, data), _narrowed(request, data))
    if request.GET.get("tampil") == "pohon":
        tables.reverse()
    return berkas.download(
        request,
        name=berkas.safe_name(f"Skor penyelarasan {data.instansi.nama} {data.periode}", ext),
        make=lambda: berkas.write_tables(tables, ext, penulis=data.instansi.nama),
        back=reverse("evaluasi:liga"),
    )


def _narrowed(request: SignedInRequest, data: Liga) -> list[tuple[str, str]]:
    """Return in words by what the lists are narrowed."""
    unit = _unit(request, data)
    given = {"Unit (skor pohon)": unit.nama if unit else "", "Pencarian": search_text(request)}
    return [(name, text) for name, text in given.items() if text]


@require_POST
def hitung_skor(request: SignedInRequest) -> HttpResponse:
    """Have the trees of the instansi reckoned again (`semua`: also those that did not change) as a job."""
    instansi = require_instansi(request)
    require_recheck(request.user, instansi.pk)
    try:
        jobs.start(
            jenis=JOB,
            judul=f"Hitung skor penyelarasan {instansi}",
            pengguna=request.user,
            instansi=instansi,
            argumen={"instansi": instansi.pk, "semua": request.POST.get("semua") == "1"},
        )
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, "Skor sedang dihitung; muat ulang halaman ini sebentar lagi.")
    return redirect("evaluasi:liga")
