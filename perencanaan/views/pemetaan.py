"""The mapping page, its operations, and the same for one node in the editor's panel."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lib.daftar import search_text
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from perencanaan import actions, susunan
from perencanaan.models import Dokumen, Nomenklatur, Pemetaan
from perencanaan.pagu import pagu_of_dokumen
from perencanaan.views.papan import (
    TINGKAT,
    Kotak,
    Papan,
    choices_for,
    count_mapped,
    count_shapes,
    documents_for,
)
from pohon.models import Pohon, Simpul

PANEL = "penuangan"
PER_PAGE = 100
SARING = {"belum": "Belum dituangkan", "sesuai": "Perlu disesuaikan"}


def pemetaan(request: SignedInRequest, pohon_pk: int) -> HttpResponse:
    """Show the nodes of a tree against the komponen of a document (`?dokumen=`), and what to do
    with each.

    `?saring=belum` keeps the unmapped ones, `sesuai` those that changed since, `?tingkat=` one
    level; `?simpul=` opens the form of one node, `?di=` shows the page on which it stands.
    """
    pohon = load_pohon(request, pohon_pk)
    if pohon.tahap < Pohon.Tahap.PENUANGAN:
        return render(request, "perencanaan/pemetaan_belum.html", {"pohon": pohon})
    return _board(request, pohon)


def bagian_simpul(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return the part of the editor's panel that shows and changes the mapping of one node."""
    simpul = load_simpul(request, pk)
    return _panel(request, simpul)


def cari_komponen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer komponen of `?dokumen=` for a node: those that hold the words of `?q=`, its level's
    kinds first.
    """
    simpul = load_simpul(request, pk)
    dokumen = get_object_or_404(
        Dokumen.objects.visible_to(request.user).select_related("instansi"),
        pk=number_of(request.GET.get("dokumen")),
        instansi=simpul.pohon.instansi_id,
    )
    text = search_text(request)
    context = {"pilihan": choices_for(simpul, dokumen, text), "dicari": text}
    return render(request, "perencanaan/_pilih_komponen.html", context)


@require_POST
def petakan_simpul(request: SignedInRequest, pk: int) -> HttpResponse:
    """Map a node to the komponen chosen."""
    simpul = load_simpul(request, pk)
    komponen = number_of(request.POST.get("komponen"))
    if not komponen:
        return _answer(request, simpul, galat="Pilih komponen dahulu.")
    try:
        actions.map_simpul(
            user=request.user,
            simpul=pk,
            komponen=komponen,
            alasan=request.POST.get("alasan", ""),
        )
    except ValidationError as error:
        return _answer(request, simpul, galat=" ".join(error.messages))
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return _answer(request, simpul, pesan="Kotak dituangkan ke komponen.")


@require_POST
def tuangkan_simpul(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the proposed komponen out of a node, with the nomenklatur chosen if any."""
    simpul = load_simpul(request, pk)
    dokumen = number_of(request.POST.get("dokumen"))
    if not dokumen:
        return _answer(request, simpul, galat="Pilih dokumen dahulu.")
    chosen = None
    picked = request.POST.get("nomenklatur") or request.POST.get("pilihan_nomenklatur")
    if key := number_of(picked):
        chosen = get_object_or_404(Nomenklatur, pk=key)
    try:
        made = actions.create_from_simpul(
            user=request.user,
            simpul=pk,
            dokumen=dokumen,
            nomenklatur=chosen,
            kode=request.POST.get("kode_nomenklatur", "")[:24],
        )
    except ValidationError as error:
        return _answer(request, simpul, galat=" ".join(error.messages))
    except ObjectDoesNotExist as error:
        raise Http404 from error
    kinds = " dan ".join(komponen.get_jenis_display() for komponen in made)
    return _answer(request, simpul, pesan=f"{kinds} siap dan terhubung dengan simpul ini.")


@require_POST
def lepas_pemetaan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a mapping away; the answer offers to make it again."""
    row = get_object_or_404(
        Pemetaan.objects.visible_to(request.user).select_related("simpul"), pk=pk
    )
    simpul = load_simpul(request, row.simpul_id)
    try:
        gone = actions.unmap(user=request.user, pemetaan=pk)
    except ValidationError as error:
        return _answer(request, simpul, galat=" ".join(error.messages))
    text = f"“{gone.komponen}” dilepas dari simpul ini; komponennya tetap ada."
    return _answer(request, simpul, pesan=text, dilepas=gone)


def _board(
    request: SignedInRequest, pohon: Pohon, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """Answer with the page, or with the board alone when htmx asks for it."""
    get = request.POST if request.method == "POST" else request.GET
    daftar_dokumen = documents_for(request.user, pohon, lama=number_of(get.get("dokumen")))
    dokumen = _chosen(daftar_dokumen, get.get("dokumen"))
    papan = Papan(request.user, pohon, dokumen)
    saring = get.get("saring") if get.get("saring") in SARING else ""
    tingkat = get.get("tingkat")
    tingkat = tingkat if tingkat in dict(TINGKAT) else None
    counts = papan.counts()
    shown = papan.shown(saring=saring or "", tingkat=tingkat)
    context = {
        "pohon": pohon,
        "papan": papan,
        "daftar_dokumen": daftar_dokumen,
        "dokumen": dokumen,
        "halaman": _page(get, shown),
        "saring": saring,
        "tingkat": tingkat,
        "daftar_saring": _filters(papan, counts, saring=saring or "", tingkat=tingkat),
        "alamat": address(pohon.pk, dokumen, saring=saring or "", tingkat=tingkat),
        "sisi": papan.side(),
        "ada_usulan": any(k.usulan and not k.usulan.terhalang for k in papan.kotak.values()),
        "bentuk": count_shapes(papan),
        **_open_box(papan, number_of(get.get("simpul"))),
        **extra,
    }
    part = request.headers.get("HX-Target") == "papan"
    name = "perencanaan/_papan.html" if part else "perencanaan/pemetaan.html"
    return render(request, name, context, status=200 if part else status)


def _page(get: QueryDict, shown: list[Kotak]) -> Page[Kotak]:
    """Return the page asked for; that of the node named, when one is."""
    wanted = number_of(get.get("simpul")) or number_of(get.get("di"))
    place = next((n for n, box in enumerate(shown) if box.simpul.pk == wanted), None)
    number = get.get("halaman") if place is None else place // PER_PAGE + 1
    return Paginator(shown, PER_PAGE).get_page(number)


def _filters(
    papan: Papan, counts: list[dict[str, Any]], *, saring: str, tingkat: str | None
) -> list[dict[str, Any]]:
    """Return the filters of the board: label, count, address, and whether each is on."""

    def url(saring: str, tingkat: str | None) -> str:
        return address(papan.pohon.pk, papan.dokumen, saring=saring, tingkat=tingkat)

    whole = count_mapped(counts)
    rows = [{"label": "Semua", **whole, "aktif": tingkat is None and not saring}]
    rows[0]["url"] = url("", None)
    for row in counts:
        aktif = tingkat == row["kunci"]
        rows.append({**row, "url": url(saring, row["kunci"]), "aktif": aktif})
    for key, label in SARING.items():
        on = saring == key
        count = papan.jumlah_sesuai if key == "sesuai" else 0
        if key != "sesuai" or count or on:
            text = f"{label} ({count})" if count else label
            rows.append(
                {"label": text, "url": url("" if on else key, tingkat), "aktif": on, "lepas": True}
            )
    return rows


def _panel(request: SignedInRequest, simpul: Simpul, **extra: Any) -> HttpResponse:
    pohon = simpul.pohon
    context: dict[str, Any] = {"pohon": pohon, "simpul": simpul, "panel": True, **extra}
    if pohon.tahap >= Pohon.Tahap.PENUANGAN:
        get = request.POST if request.method == "POST" else request.GET
        daftar_dokumen = documents_for(request.user, pohon, lama=number_of(get.get("dokumen")))
        dokumen = _chosen(daftar_dokumen, get.get("dokumen"))
        papan = Papan(request.user, pohon, dokumen, usulan_untuk=simpul.pk)
        context |= {
            "papan": papan,
            "daftar_dokumen": daftar_dokumen,
            "dokumen": dokumen,
            "pagu": pagu_of_dokumen(dokumen) if dokumen else {},
            **_open_box(papan, simpul.pk),
        }
    return render(request, "perencanaan/bagian_simpul.html", context)


def _open_box(papan: Papan, pk: int) -> dict[str, Any]:
    """Return what the form of one node needs; nothing when the node is not of this tree."""
    box = papan.kotak.get(pk)
    if box is None:
        return {}
    usulan = box.usulan
    jenis = usulan.buat[-1].jenis if usulan and usulan.buat else ""
    upper = usulan.induk.komponen if usulan and usulan.induk else None
    return {
        "terbuka": box,
        "pilihan": choices_for(box.simpul, papan.dokumen)
        if papan.boleh_dokumen and papan.dokumen
        else None,
        "jenis_usulan": jenis,
        "induk_usulan": upper,
        "pakai_nomenklatur": bool(
            jenis in susunan.WITH_NOMENKLATUR
            and papan.dokumen
            and papan.dokumen.versi_nomenklatur_id
        ),
    }


def _answer(request: SignedInRequest, simpul: Simpul, **extra: Any) -> HttpResponse:
    """Answer an operation on one node."""
    return answer(request, simpul.pohon, simpul, **extra)


def answer(
    request: SignedInRequest,
    pohon: Pohon,
    simpul: Simpul | None = None,
    *,
    pesan: str = "",
    galat: str = "",
    dilepas: Pemetaan | None = None,
) -> HttpResponse:
    """Answer an operation: the panel's part or the board to htmx, else the page again."""
    extra: dict[str, Any] = {"pesan": pesan, "galat": galat, "dilepas": dilepas}
    if simpul and request.headers.get("HX-Target") == PANEL:
        return _panel(request, simpul, **extra)
    if request.headers.get("HX-Target") == "papan":
        return _board(request, pohon, **extra)
    if galat:
        if pohon.tahap < Pohon.Tahap.PENUANGAN:
            context = {"pohon": pohon, "galat": galat}
            return render(request, "perencanaan/pemetaan_belum.html", context, status=400)
        return _board(request, pohon, status=400, **extra)
    messages.success(request, pesan)
    url = address(pohon.pk, number_of(request.POST.get("dokumen")))
    return redirect(f"{url}#simpul-{simpul.pk}" if simpul else url)


def load_pohon(request: SignedInRequest, pk: int) -> Pohon:
    """Return a tree the user may see, with its outcome; otherwise 404."""
    return get_object_or_404(
        Pohon.objects.visible_to(request.user)
        .with_outcome()
        .select_related("instansi", "unit", "periode"),
        pk=pk,
    )


def load_simpul(request: SignedInRequest, pk: int) -> Simpul:
    """Return a node the user may see, with its tree; otherwise 404."""
    simpul: Simpul = get_object_or_404(
        Simpul.objects.visible_to(request.user).select_related(
            "pohon__instansi", "pohon__unit", "pohon__periode"
        ),
        pk=pk,
    )
    return simpul


def _chosen(daftar: list[Dokumen], pk: str | None) -> Dokumen | None:
    """Return the document asked for; without one, the first; 404 for one that is not offered."""
    if not pk:
        return daftar[0] if daftar else None
    found = next((row for row in daftar if str(row.pk) == pk), None)
    if found is None:
        raise Http404
    return found


def address(
    pohon: int, dokumen: Dokumen | int | None, *, saring: str = "", tingkat: str | None = None
) -> str:
    """Return the address of the mapping page with its document and filters."""
    key = dokumen.pk if isinstance(dokumen, Dokumen) else dokumen
    query = {"dokumen": key or "", "saring": saring}
    given = {name: value for name, value in query.items() if value}
    if tingkat is not None:
        given["tingkat"] = tingkat
    url = reverse("perencanaan:pemetaan", args=[pohon])
    return f"{url}?{urlencode(given)}" if given else url
