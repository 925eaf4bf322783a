"""The printable card of an indikator, and the kamus of many: on screen, as Excel and PDF."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jabatan.exporters.kartu import (
    card_file,
    card_name,
    card_table,
    kamus_file,
    kamus_name,
    kamus_table,
)
from jabatan.mutu.daftar import in_tree_order, kamus_cards, listed
from jabatan.mutu.kartu import read_cards
from jabatan.sebaran.beban_kerja import default_period
from jabatan.views.mutu import filters, load_card, saring_of, unit_of
from lib import berkas
from lib.daftar import paginate
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin
from organisasi.models import Instansi, Periode
from organisasi.views.tugas import start_job

AT_ONCE = 150  # indikator; a PDF of more takes long enough to be a Tugas


@require_safe
def kartu_indikator(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the whole card of an indikator, ready to be printed."""
    kartu = load_card(request, pk)
    pohon = kartu.indikator.simpul.pohon
    may = izin(request.user).may_edit(pohon.instansi_id, pohon.unit) and not pohon.is_locked
    context = {
        "kartu": kartu,
        "indikator": kartu.indikator,
        "pohon": pohon,
        "tabel": card_table(kartu),
        "boleh_simpan": may and kartu.indikator.pustaka_id is None,
    }
    return render(request, "jabatan/kartu_indikator.html", context)


@require_safe
def unduh_kartu(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Download the card as PDF."""
    kartu = load_card(request, pk)
    return berkas.download(
        request,
        name=card_name(kartu),
        make=lambda: card_file(kartu),
        back=reverse("jabatan:kartu_indikator", args=[pk]),
    )


def _periode(request: SignedInRequest, instansi: Instansi) -> Periode | None:
    """Return the period named by `?periode=`, else that of today; None while the instansi has none."""
    pk = number_of(request.GET.get("periode"))
    if pk:
        rows = Periode.objects.visible_to(request.user).filter(instansi=instansi)
        periode: Periode = get_object_or_404(rows, pk=pk)
        return periode
    return default_period(request.user, instansi, timezone.localdate().year)


@require_safe
def kamus_indikator(request: SignedInRequest) -> HttpResponse:
    """Show the kamus of a unit or of the whole instansi."""
    instansi = require_instansi(request)
    periode = _periode(request, instansi)
    if periode is None:
        return render(request, "jabatan/kamus_indikator.html", {"periode": None})
    unit = unit_of(request, instansi)
    rows = listed(request.user, instansi, periode=periode, unit=unit, saring=saring_of(request))
    halaman = paginate(request, in_tree_order(rows))
    context = {
        "periode": periode,
        "halaman": halaman,
        "tabel": kamus_table(
            read_cards(request.user, halaman),
            instansi,
            unit,
            periode,
            mulai=max(halaman.start_index(), 1),
        ),
        "daftar_periode": [
            (str(row.pk), str(row))
            for row in Periode.objects.visible_to(request.user).filter(instansi=instansi)
        ],
        "periode_terpilih": str(periode.pk),
        **filters(request, instansi),
    }
    return render(request, "jabatan/kamus_indikator.html", context)


@require_safe
def unduh_kamus(request: SignedInRequest, ext: str) -> HttpResponseBase:
    """Download the kamus as it is narrowed, as Excel or PDF; a long PDF is made in the background."""
    instansi = require_instansi(request)
    if ext not in berkas.TIPE:
        raise Http404
    periode = _periode(request, instansi)
    if periode is None:
        raise Http404
    unit, saring = unit_of(request, instansi), saring_of(request)
    owner = unit.nama if unit else instansi.nama
    back = reverse("jabatan:kamus_indikator")
    rows = listed(request.user, instansi, periode=periode, unit=unit, saring=saring)
    if ext == "pdf" and rows.count() > AT_ONCE:
        return start_job(
            request,
            jenis="kamus_indikator_pdf",
            judul=f"Kamus indikator (PDF): {owner}",
            instansi=instansi,
            argumen={
                "instansi": instansi.pk,
                "periode": periode.pk,
                "unit": unit.pk if unit else 0,
                "saring": saring,
            },
            back=back,
        )
    tabel = kamus_table(
        kamus_cards(request.user, instansi, periode, unit, saring), instansi, unit, periode
    )
    return berkas.download(
        request,
        name=kamus_name(owner, periode, ext),
        make=lambda: kamus_file(tabel, ext),
        back=back,
    )
