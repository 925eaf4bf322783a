"""The page of proposals: what each node would become and why, candidates to choose from, and accepting many at once."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from organisasi.izin import require_edit
from perencanaan import actions
from perencanaan.models import Dokumen
from perencanaan.views.pemetaan import address, load_pohon

PER_PAGE = 100
CHOSEN = "pilihan"
PICK = re.compile(r"^(\d{1,18}):(\d{1,9})$")  # node:versi
KEADAAN = {
    "siap": "Siap diterima",
    "pilih": "Perlu dipilih",
    "tunggu": "Menunggu yang di atas",
    "tanpa": "Belum ada usulan",
}


def usulan_pemetaan(request: SignedInRequest, pohon_pk: int) -> HttpResponse:
    """Preview the proposals for `?dokumen=`; POST accepts those ticked (`cara=pilihan`), or all that need no choice.

    `?saring=` keeps those of one state (KEADAAN).
    """
    pohon = load_pohon(request, pohon_pk)
    require_edit(request.user, pohon.instansi_id, pohon.unit)
    key = number_of(request.POST.get("dokumen") or request.GET.get("dokumen"))
    dokumen = get_object_or_404(
        Dokumen.objects.visible_to(request.user).select_related("instansi", "unit", "periode"),
        pk=key,
        instansi=pohon.instansi_id,
    )
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    galat = ""
    if request.method == "POST":
        try:
            text = _accept(request, pohon.pk, dokumen.pk)
        except ValidationError as error:
            galat = " ".join(error.messages)
        else:
            messages.success(request, text)
            return redirect(_next(request, pohon.pk, dokumen.pk))
    tawaran = actions.load_offers(pohon, dokumen).offer_all()
    count = Counter(one.keadaan for one in tawaran)
    saring = request.GET.get("saring", "")
    saring = saring if saring in KEADAAN else ""
    shown = [one for one in tawaran if not saring or one.keadaan == saring]
    context = {
        "pohon": pohon,
        "dokumen": dokumen,
        "halaman": Paginator(shown, PER_PAGE).get_page(request.GET.get("halaman")),
        "jumlah": len(tawaran),
        "jumlah_siap": count["siap"],
        "daftar_saring": _filters(dokumen, count, len(tawaran), saring),
        "dipilih": _ticked(request.POST) if galat else None,
        "calon_dipilih": _radios(request.POST) if galat else {},
        "galat": galat,
        "kembali": address(pohon.pk, dokumen.pk),
    }
    status = 400 if galat else 200
    return render(request, "perencanaan/usulan_pemetaan.html", context, status=status)


def _accept(request: SignedInRequest, pohon: int, dokumen: int) -> str:
    """Carry out what was chosen and say what happened."""
    if request.POST.get("cara") != CHOSEN:
        count = actions.apply_usulan(user=request.user, pohon=pohon, dokumen=dokumen)
        rest = f"{count['tersisa']} simpul belum ada usulannya atau perlu dipilih."
    else:
        count = actions.apply_chosen(
            user=request.user, pohon=pohon, dokumen=dokumen, pilihan=_chosen(request.POST)
        )
        rest = "Sisanya tetap di halaman ini."
    return f"{count['dibuat']} komponen dibuat, {count['dicocokkan']} simpul dicocokkan. {rest}"


def _chosen(data: QueryDict) -> dict[int, tuple[int, str]]:
    """Return {node: (versi, key of the candidate)} of the ticked lines."""
    found = {}
    for text in data.getlist("pilih"):
        match = PICK.match(text)
        if match is None:
            raise ValidationError("Usulan yang dikirim tidak dikenal. Muat ulang halaman.")
        pk, versi = int(match[1]), int(match[2])
        calon = data.get(f"calon_{pk}", "")
        if not calon:
            raise ValidationError("Pilih calon komponen untuk setiap simpul yang dicentang.")
        found[pk] = (versi, calon)
    return found


def _ticked(data: QueryDict) -> set[int]:
    return {number_of(text.split(":")[0]) for text in data.getlist("pilih")}


def _radios(data: QueryDict) -> dict[int, str]:
    """Return what was chosen on the lines, ticked or not, to show it again after a refusal."""
    return {
        number_of(name.removeprefix("calon_")): value
        for name, value in data.items()
        if name.startswith("calon_") and isinstance(value, str)
    }


def _next(request: SignedInRequest, pohon: int, dokumen: int) -> str:
    """Stay on the proposals while lines are ticked one by one; else go to the board."""
    if request.POST.get("cara") != CHOSEN:
        return address(pohon, dokumen)
    return f"{request.path}?{urlencode({'dokumen': dokumen})}"


def _filters(
    dokumen: Dokumen, count: Counter[str], total: int, saring: str
) -> list[dict[str, Any]]:
    rows = [("", "Semua", total), *((key, text, count[key]) for key, text in KEADAAN.items())]
    return [
        {
            "label": text,
            "jumlah": number,
            "aktif": saring == key,
            "url": "?" + urlencode({"dokumen": dokumen.pk, **({"saring": key} if key else {})}),
        }
        for key, text, number in rows
        if number or not key
    ]
