"""The mapping page, its operations, and the same for one node in the editor's panel."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lib.daftar import search_text
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from organisasi.izin import require_edit
from perencanaan import actions, susunan
from perencanaan.models import Dokumen, Nomenklatur, Pemetaan
from perencanaan.pagu import pagu_of_dokumen
from perencanaan.views.papan import TINGKAT, Papan, choices_for, count_mapped, documents_for
from pohon.models import Pohon, Simpul

PANEL = "penuangan"


def pemetaan(request: SignedInRequest, pohon_pk: int) -> HttpResponse:
    """Show the nodes of a tree against the komponen of a document (`?dokumen=`), and what to do
    with each.

    `?saring=belum` keeps the unmapped ones, `?tingkat=` one level; `?simpul=` opens the form of one
    node.
    """
    pohon = _pohon(request, pohon_pk)
    if pohon.tahap < Pohon.Tahap.PENUANGAN:
        return render(request, "perencanaan/pemetaan_belum.html", {"pohon": pohon})
    return _board(request, pohon)


def usulan_pemetaan(request: SignedInRequest, pohon_pk: int) -> HttpResponse:
    """Preview what "buat semua usulan" would do with `?dokumen=`; POST does it."""
    pohon = _pohon(request, pohon_pk)
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
            count = actions.apply_usulan(user=request.user, pohon=pohon.pk, dokumen=dokumen.pk)
        except ValidationError as error:
            galat = " ".join(error.messages)
        else:
            messages.success(
                request,
                f"{count['dibuat']} komponen dibuat, {count['dicocokkan']} simpul dicocokkan, "
                f"{count['tersisa']} simpul belum ada usulannya.",
            )
            return redirect(_address(pohon.pk, dokumen.pk))
    proposals = actions.load_planner(pohon, dokumen).propose_all()
    context = {
        "pohon": pohon,
        "dokumen": dokumen,
        "daftar": proposals,
        "jumlah": sum(usulan.ada for usulan in proposals),
        "galat": galat,
        "kembali": _address(pohon.pk, dokumen.pk),
    }
    status = 400 if galat else 200
    return render(request, "perencanaan/usulan_pemetaan.html", context, status=status)


def bagian_simpul(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return the part of the editor's panel that shows and changes the mapping of one node."""
    simpul = _simpul(request, pk)
    return _panel(request, simpul)


def cari_komponen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer komponen of `?dokumen=` for a node: those that hold the words of `?q=`, its level's
    kinds first.
    """
    simpul = _simpul(request, pk)
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
    simpul = _simpul(request, pk)
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
    simpul = _simpul(request, pk)
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
    simpul = _simpul(request, row.simpul_id)
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
    daftar_dokumen = documents_for(request.user, pohon)
    dokumen = _chosen(daftar_dokumen, get.get("dokumen"))
    papan = Papan(request.user, pohon, dokumen)
    saring = "belum" if get.get("saring") == "belum" else ""
    tingkat = get.get("tingkat")
    tingkat = tingkat if tingkat in dict(TINGKAT) else None
    counts = papan.counts()
    context = {
        "pohon": pohon,
        "papan": papan,
        "daftar_dokumen": daftar_dokumen,
        "dokumen": dokumen,
        "daftar_kotak": papan.shown(saring=saring, tingkat=tingkat),
        "saring": saring,
        "tingkat": tingkat,
        "daftar_saring": _filters(pohon, dokumen, counts, saring=saring, tingkat=tingkat),
        "alamat": _address(pohon.pk, dokumen, saring=saring, tingkat=tingkat),
        "sisi": papan.side(),
        "ada_usulan": any(k.usulan and k.usulan.ada for k in papan.kotak.values()),
        **_open_box(papan, number_of(get.get("simpul"))),
        **extra,
    }
    part = request.headers.get("HX-Target") == "papan"
    name = "perencanaan/_papan.html" if part else "perencanaan/pemetaan.html"
    return render(request, name, context, status=200 if part else status)


def _filters(
    pohon: Pohon,
    dokumen: Dokumen | None,
    counts: list[dict[str, Any]],
    *,
    saring: str,
    tingkat: str | None,
) -> list[dict[str, Any]]:
    """Return the filters of the board: label, count, address, and whether each is on."""
    whole = count_mapped(counts)
    rows = [{"label": "Semua", **whole, "aktif": tingkat is None and not saring}]
    rows[0]["url"] = _address(pohon.pk, dokumen)
    for row in counts:
        url = _address(pohon.pk, dokumen, saring=saring, tingkat=row["kunci"])
        rows.append({**row, "url": url, "aktif": tingkat == row["kunci"]})
    other = "" if saring else "belum"
    url = _address(pohon.pk, dokumen, saring=other, tingkat=tingkat)
    rows.append({"label": "Belum dituangkan", "url": url, "aktif": bool(saring), "lepas": True})
    return rows


def _panel(request: SignedInRequest, simpul: Simpul, **extra: Any) -> HttpResponse:
    pohon = simpul.pohon
    context: dict[str, Any] = {"pohon": pohon, "simpul": simpul, "panel": True, **extra}
    if pohon.tahap >= Pohon.Tahap.PENUANGAN:
        get = request.POST if request.method == "POST" else request.GET
        daftar_dokumen = documents_for(request.user, pohon)
        dokumen = _chosen(daftar_dokumen, get.get("dokumen"))
        papan = Papan(request.user, pohon, dokumen)
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


def _answer(
    request: SignedInRequest,
    simpul: Simpul,
    *,
    pesan: str = "",
    galat: str = "",
    dilepas: Pemetaan | None = None,
) -> HttpResponse:
    """Answer an operation: the panel's part or the board to htmx, else the page again."""
    extra: dict[str, Any] = {"pesan": pesan, "galat": galat, "dilepas": dilepas}
    if request.headers.get("HX-Target") == PANEL:
        return _panel(request, simpul, **extra)
    if request.headers.get("HX-Target") == "papan":
        return _board(request, simpul.pohon, **extra)
    if galat:
        if simpul.pohon.tahap < Pohon.Tahap.PENUANGAN:
            context = {"pohon": simpul.pohon, "galat": galat}
            return render(request, "perencanaan/pemetaan_belum.html", context, status=400)
        return _board(request, simpul.pohon, status=400, **extra)
    messages.success(request, pesan)
    url = _address(simpul.pohon_id, number_of(request.POST.get("dokumen")))
    return redirect(f"{url}#simpul-{simpul.pk}")


def _pohon(request: SignedInRequest, pk: int) -> Pohon:
    return get_object_or_404(
        Pohon.objects.visible_to(request.user)
        .with_outcome()
        .select_related("instansi", "unit", "periode"),
        pk=pk,
    )


def _simpul(request: SignedInRequest, pk: int) -> Simpul:
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


def _address(
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
