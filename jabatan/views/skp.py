"""Pages of SKP: the list, making them, one SKP with its data, signing and deleting it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jabatan import actions
from jabatan.exporters.skp import attachment_table, behaviour_table, party_table, result_table
from jabatan.forms.skp import SkpBaruForm, SkpForm, VersiForm
from jabatan.models import Jabatan, Skp
from jabatan.skp.isi import BERGANTI
from jabatan.skp.masa import is_replaced, replaced_q
from jabatan.skp.susun import read_skp, with_position
from jabatan.views.saring import in_year_and_unit
from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import number_of, submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Unit

COLUMNS = {
    "pegawai": ("pejabat__nama", "-tahun", "mulai"),
    "jabatan": ("pejabat__jabatan__lft", "-tahun", "mulai"),
    "tahun": ("tahun", "pejabat__jabatan__lft", "mulai"),
}
FILTERS = ("q", "tahun", "unit", "status", "jabatan")
KEADAAN = [*Skp.Status.choices, ("berganti", "Pejabat berganti")]


def load(request: SignedInRequest, pk: int) -> Skp:
    """Return an SKP the user may see; 404 for any other."""
    return get_object_or_404(with_position(Skp.objects.visible_to(request.user)), pk=pk)


def load_writable(request: SignedInRequest, pk: int) -> Skp:
    """Return an SKP the user may write; 403 with a sentence for one that may only be read."""
    skp = load(request, pk)
    jabatan = skp.pejabat.jabatan
    require_edit(request.user, jabatan.instansi_id, jabatan.unit)
    return skp


def _filtered(request: SignedInRequest, rows: QuerySet[Skp]) -> QuerySet[Skp]:
    get = request.GET
    rows = in_year_and_unit(request, rows, "pejabat__jabatan")
    if jabatan := number_of(get.get("jabatan")):
        own = get_object_or_404(Jabatan.objects.visible_to(request.user), pk=jabatan)
        rows = rows.filter(pejabat__jabatan=own)
    if get.get("status") in Skp.Status.values:
        rows = rows.filter(status=get["status"])
    if get.get("status") == "berganti":
        rows = rows.filter(replaced_q())
    return search(
        request,
        rows,
        "pejabat__nama",
        "pejabat__nip",
        "pejabat__jabatan__nama",
        "pejabat__jabatan__unit__nama",
    )


def daftar_skp(request: SignedInRequest) -> HttpResponse:
    """List the SKP of the instansi at work; those whose holder has gone say so."""
    instansi = require_instansi(request)
    everything = Skp.objects.visible_to(request.user).filter(pejabat__jabatan__instansi=instansi)
    rows = _filtered(request, everything).select_related("pejabat__jabatan__unit")
    halaman = paginate(request, sort(request, rows, COLUMNS, default="jabatan"))
    for row in halaman:
        row.berganti = is_replaced(row)  # type: ignore[attr-defined]
    context = {
        "halaman": halaman,
        "daftar_tahun": everything.order_by("-tahun").values_list("tahun", flat=True).distinct(),
        "daftar_unit": Unit.objects.visible_to(request.user)
        .filter(instansi=instansi)
        .order_by("lft"),
        "keadaan": KEADAAN,
        "jumlah_berganti": everything.filter(replaced_q()).count(),
        "kalimat_berganti": BERGANTI,
        "boleh_tambah": izin(request.user).may_edit_some(instansi.pk),
        "disaring": any(request.GET.get(k) for k in FILTERS),
    }
    return render(request, "jabatan/daftar_skp.html", context)


def tambah_skp(request: SignedInRequest) -> HttpResponse:
    """Make the SKP of one holder, or of every definitive holder of a unit."""
    user, instansi = request.user, require_instansi(request)
    if not izin(user).may_edit_some(instansi.pk):
        require_edit(user, instansi.pk, None)
    initial = {
        "tahun": timezone.localdate().year,
        "pejabat": request.GET.get("pejabat"),
        "unit": request.GET.get("unit"),
    }
    form = SkpBaruForm(submitted(request), user=user, instansi=instansi, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _made(request, form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "jabatan/tambah_skp.html", {"form": form})


def _made(request: SignedInRequest, data: dict[str, Any]) -> HttpResponse:
    user, tahun = request.user, data["tahun"]
    if data["pejabat"]:
        skp = actions.add_skp(user=user, pejabat=data["pejabat"], tahun=tahun)
        messages.success(
            request, "SKP dibuat dengan usulan dari pohon, matriks, dan langkah proses."
        )
        return redirect("jabatan:skp", skp.pk)
    hasil = actions.add_skp_of_unit(user=user, unit=data["unit"], tahun=tahun)
    skipped = f" {hasil.sudah_ada} pegawai sudah memilikinya." if hasil.sudah_ada else ""
    messages.success(request, f"{hasil.dibuat} SKP dibuat.{skipped}")
    return redirect(f"{reverse('jabatan:daftar_skp')}?tahun={tahun}&unit={data['unit'].pk}")


def skp(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one SKP as it will be printed, with what is missing and what may be done with it."""
    row = load(request, pk)
    jabatan = row.pejabat.jabatan
    rights = izin(request.user)
    locked = actions.locked_period(jabatan.instansi_id, row.tahun)
    may = rights.may_edit(jabatan.instansi_id, jabatan.unit) and locked is None
    naskah = read_skp(row)
    lanjutan = Skp.objects.filter(sebelumnya=row).select_related("pejabat__jabatan").first()
    sebelumnya = Skp.objects.filter(lanjutan=row).select_related("pejabat__jabatan").first()
    closed = row.status == Skp.Status.DITUTUP
    context = {
        "skp": row,
        "isi": naskah.isi,
        "naskah": naskah,
        "tabel_pihak": party_table(naskah.isi),
        "tabel_hasil": result_table(naskah.isi),
        "tabel_perilaku": behaviour_table(naskah.isi),
        "tabel_lampiran": attachment_table(naskah.isi),
        "daftar_rhk": (*naskah.isi.utama, *naskah.isi.tambahan),
        "form": VersiForm(initial={"versi": row.versi}),
        "boleh_ubah": may and not row.is_frozen,
        "boleh_tutup": may and row.status == Skp.Status.DITETAPKAN,
        "boleh_lanjut": may and closed and lanjutan is None and bool(actions.next_terms(row)),
        "boleh_buka": may and closed and lanjutan is None and rights.is_admin(jabatan.instansi_id),
        "lanjutan": lanjutan,
        "sebelumnya": sebelumnya,
        "riwayat": [(date.fromisoformat(e["pada"]), e) for e in row.isi.get("riwayat", ())],
        "berganti": BERGANTI if is_replaced(row) else "",
        "terkunci": locked,
    }
    return render(request, "jabatan/skp.html", context)


def ubah_skp(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the days, place and date of a draft."""
    row = load_writable(request, pk)
    form = SkpForm(submitted(request), instance=row)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            actions.change_skp(user=request.user, skp=row, versi=data.pop("versi"), data=data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Data SKP disimpan.")
            return redirect("jabatan:skp", pk)
    return render(request, "jabatan/ubah_skp.html", {"form": form, "skp": row})


@require_POST
def tetapkan_skp(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign an SKP; what forbids it is told on its page."""
    row = load_writable(request, pk)
    form = VersiForm(request.POST)
    versi = form.cleaned_data["versi"] if form.is_valid() else -1
    try:
        actions.tetapkan_skp(user=request.user, skp=row, versi=versi)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, "SKP ditetapkan.")
    return redirect("jabatan:skp", pk)


def hapus_skp(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a draft."""
    row = load_writable(request, pk)
    if request.method == "POST":
        try:
            actions.delete_skp(user=request.user, skp=row)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("jabatan:skp", pk)
        messages.success(request, "SKP dihapus.")
        return redirect("jabatan:daftar_skp")
    context = {
        "skp": row,
        "tanya": f"Hapus draf SKP {row.pejabat.nama} tahun {row.tahun}?",
        "akibat": "Rencana hasil kerja, perilaku kerja, dan lampirannya ikut terhapus.",
        "halangan": actions.SKP_FROZEN if row.is_frozen else "",
        "batal": reverse("jabatan:skp", args=[pk]),
    }
    return render(request, "jabatan/hapus_skp.html", context)
