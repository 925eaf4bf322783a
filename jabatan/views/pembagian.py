"""The distribution page of a tree: who carries which node, and which position carries nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from jabatan import actions
from jabatan.actions.kinerja import OPENS_AT, closed_reason
from jabatan.sebaran.pohon import Sebaran
from jabatan.sebaran.usulan import Baris
from jabatan.views.simpul import load_simpul, part
from lib.daftar import search_text
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin, require_edit
from pohon.baca import load_pohon
from pohon.models import Pohon, Simpul

SARING = {
    "": "Semua simpul",
    "belum": "Belum ada pengampu",
    "dibagi": "Diampu beberapa jabatan",
    "tanpa_level": "Tanpa level kinerja",
}
PER_PAGE = 50


def pembagian(request: SignedInRequest, pohon_pk: int) -> HttpResponse:
    """List the nodes with their carriers, or (`?tampil=jabatan`) the positions without kinerja."""
    pohon = load_pohon(request.user, pohon_pk)
    if pohon.tahap < OPENS_AT:
        return render(request, "jabatan/pembagian_tertutup.html", {"pohon": pohon})
    sebaran = Sebaran(request.user, pohon)
    tampil = "jabatan" if request.GET.get("tampil") == "jabatan" else "simpul"
    reason = closed_reason(pohon)
    context = {
        "pohon": pohon,
        "tampil": tampil,
        "tertutup": reason,
        "boleh_ubah": not reason and izin(request.user).may_edit(pohon.instansi_id, pohon.unit),
        "hitungan": sebaran.counts(),
        "jumlah_menganggur": len(sebaran.idle),
        "saring": SARING.items(),
        "asal": "pembagian",
    }
    rows = sebaran.idle if tampil == "jabatan" else _filtered(request, sebaran.daftar_baris)
    halaman = context["halaman"] = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    if tampil == "simpul":
        context["kinerja_sendiri"] = _own(request, pohon, halaman)
    return render(request, "jabatan/pembagian.html", context)


def _own(request: SignedInRequest, pohon: Pohon, rows: Iterable[Any]) -> set[int]:
    """Return the keys of the kinerja shown whose position the user may write."""
    rights = izin(request.user)
    return {
        kinerja.pk
        for row in rows
        for kinerja in row.pengampu
        if rights.may_edit(pohon.instansi_id, kinerja.jabatan.unit)
    }


def _filtered(request: SignedInRequest, rows: Sequence[Baris]) -> list[Baris]:
    words = search_text(request).lower().split()
    wanted = request.GET.get("saring", "")
    return [row for row in rows if _is_kept(row, wanted) and _matches(row, words)]


def _is_kept(row: Baris, wanted: str) -> bool:
    if wanted == "belum":
        return row.is_open
    if wanted == "dibagi":
        return row.is_shared
    return wanted != "tanpa_level" or not row.simpul.level_kinerja


def _matches(row: Baris, words: Sequence[str]) -> bool:
    names = [kinerja.jabatan.nama for kinerja in row.pengampu]
    text = " ".join([row.simpul.pernyataan, *names]).lower()
    return all(word in text for word in words)


def bagi_simpul(request: SignedInRequest, pohon_pk: int, simpul_pk: int) -> HttpResponse:
    """Show the carriers of one node as a page of its own (works without JavaScript)."""
    simpul: Simpul = load_simpul(request, simpul_pk)
    if simpul.pohon_id != pohon_pk:
        raise Http404
    return render(request, "jabatan/bagi_simpul.html", part(request, simpul))


def usulan(request: SignedInRequest, pohon_pk: int) -> HttpResponse:
    """Preview the proposals that are certain (one position fits) and accept those left ticked."""
    pohon = load_pohon(request.user, pohon_pk)
    require_edit(request.user, pohon.instansi_id, pohon.unit)
    if reason := closed_reason(pohon):
        messages.error(request, reason)
        return redirect("jabatan:pembagian", pohon_pk)
    if request.method == "POST":
        try:
            count = actions.accept_usulan(
                user=request.user, pohon=pohon, pasangan=_pairs(request.POST.getlist("usulan"))
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("jabatan:usulan", pohon_pk)
        messages.success(request, f"{count} simpul mendapat pengampu.")
        return redirect("jabatan:pembagian", pohon_pk)
    rows = Sebaran(request.user, pohon).usulan_pasti
    return render(request, "jabatan/usulan.html", {"pohon": pohon, "daftar_baris": rows})


def _pairs(values: Sequence[str]) -> list[tuple[int, int]]:
    """Read "simpul-jabatan" pairs; refuse anything else."""
    pairs = []
    for value in values:
        simpul, _, jabatan = value.partition("-")
        pair = (number_of(simpul), number_of(jabatan))
        if not all(pair):
            raise ValidationError("Usulan tidak dikenali. Muat ulang halaman.")
        pairs.append(pair)
    if not pairs:
        raise ValidationError("Pilih setidaknya satu usulan.")
    return pairs
