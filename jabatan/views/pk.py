"""Pages of PK: the list, drafting, one PK with its content, signing, and the downloads."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jabatan import actions
from jabatan.exporters import lampiran
from jabatan.forms import PerubahanForm, PkBaruForm, PkForm
from jabatan.models import Pejabat, PerjanjianKinerja
from jabatan.pk.susun import read
from jabatan.pk.tenggat import due_dates, due_of
from jabatan.views.saring import in_year_and_unit
from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Unit

LETTER_FIELDS = ["nomor", "tempat", "tanggal", "alasan_perubahan", "alasan_target"]
COLUMNS = {
    "jabatan": ("jabatan__lft", "-tahun", "urutan"),
    "tahun": ("tahun", "jabatan__lft", "urutan"),
    "status": ("status", "jabatan__lft", "-tahun"),
}


def _filtered(
    request: SignedInRequest, queryset: QuerySet[PerjanjianKinerja]
) -> QuerySet[PerjanjianKinerja]:
    """Keep what `?tahun=`, `?unit=` and `?status=` ask for."""
    queryset = in_year_and_unit(request, queryset, "jabatan")
    status = request.GET.get("status")
    return queryset.filter(status=status) if status in PerjanjianKinerja.Status.values else queryset


def daftar_pk(request: SignedInRequest) -> HttpResponse:
    """List the PK of the instansi at work."""
    instansi = require_instansi(request)
    everything = PerjanjianKinerja.objects.visible_to(request.user).filter(
        jabatan__instansi=instansi
    )
    today = Pejabat.objects.on(timezone.localdate())
    rows = search(
        request,
        _filtered(request, everything),
        "jabatan__nama",
        "jabatan__unit__nama",
        "jabatan__daftar_pejabat__nama",
        "isi__pertama__nama",
        "nomor",
    ).distinct()
    rows = sort(request, rows.select_related("jabatan__unit"), COLUMNS, default="jabatan")
    rows = rows.prefetch_related(
        Prefetch("jabatan__daftar_pejabat", queryset=today, to_attr="kini")
    )
    units = Unit.objects.visible_to(request.user).filter(instansi=instansi).order_by("lft")
    halaman = paginate(request, rows)
    due = due_dates(instansi.pk)
    for row in halaman:
        row.tenggat = due.of(row)  # type: ignore[attr-defined]
    context = {
        "halaman": halaman,
        "daftar_tahun": everything.order_by("-tahun").values_list("tahun", flat=True).distinct(),
        "daftar_unit": units,
        "daftar_status": PerjanjianKinerja.Status.choices,
        "boleh_tambah": izin(request.user).may_edit_some(instansi.pk),
        "disaring": any(request.GET.get(k) for k in ("q", "tahun", "unit", "status")),
    }
    return render(request, "jabatan/daftar_pk.html", context)


def tambah_pk(request: SignedInRequest) -> HttpResponse:
    """Begin the PK of one position, or of every position of a unit that carries kinerja."""
    user, instansi = request.user, require_instansi(request)
    if not izin(user).may_edit_some(instansi.pk):
        require_edit(user, instansi.pk, None)
    initial = {
        "tahun": timezone.localdate().year,
        "jabatan": request.GET.get("jabatan"),
        "unit": request.GET.get("unit"),
    }
    form = PkBaruForm(submitted(request), user=user, instansi=instansi, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _drafted(request, form)
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "jabatan/tambah_pk.html", {"form": form})


def _drafted(request: SignedInRequest, form: PkBaruForm) -> HttpResponse:
    data = form.cleaned_data
    if data["jabatan"]:
        made = actions.draft_pk(user=request.user, jabatan=data["jabatan"], tahun=data["tahun"])
        messages.success(request, "Draf PK dibuat. Periksa isinya, lalu tetapkan.")
        return redirect("jabatan:pk", made.pk)
    hasil = actions.draft_pk_of_unit(user=request.user, unit=data["unit"], tahun=data["tahun"])
    skipped = f" {hasil.sudah_ada} jabatan sudah memiliki PK." if hasil.sudah_ada else ""
    messages.success(request, f"{hasil.dibuat} draf PK dibuat.{skipped}")
    address = reverse("jabatan:daftar_pk")
    return redirect(f"{address}?tahun={data['tahun']}&unit={data['unit'].pk}")


def load(request: SignedInRequest, pk: int) -> PerjanjianKinerja:
    """Return a visible PK with all its content is composed from, or 404."""
    queryset = PerjanjianKinerja.objects.visible_to(request.user).select_related(
        "jabatan__instansi", "jabatan__unit", "jabatan__induk__unit", "ditetapkan_oleh"
    )
    return get_object_or_404(queryset, pk=pk)


def load_own(request: SignedInRequest, pk: int) -> PerjanjianKinerja:
    """Return a PK to write: 404 when not visible, 403 with a sentence when not editable."""
    row = load(request, pk)
    require_edit(request.user, row.jabatan.instansi_id, row.jabatan.unit)
    return row


def pk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a PK: a draft live from tree and plan with what is missing, a signed one as frozen."""
    row = load(request, pk)
    may = izin(request.user).may_edit(row.jabatan.instansi_id, row.jabatan.unit)
    naskah = read(row)
    form = None
    if may and not row.is_frozen:
        form = PkForm(submitted(request), instance=row, berbeda=bool(naskah.isi.selisih))
    if request.method == "POST":
        require_edit(request.user, row.jabatan.instansi_id, row.jabatan.unit)
        if _saved(request, row, form):
            return redirect("jabatan:pk", pk)
        row.refresh_from_db(fields=LETTER_FIELDS)
    family = PerjanjianKinerja.objects.visible_to(request.user).filter(
        jabatan=row.jabatan, tahun=row.tahun
    )
    context = {
        "pk": row,
        "form": form,
        "isi": naskah.isi,
        "naskah": naskah,
        "daftar_tabel": lampiran(naskah.isi, dengan_tanda=False),
        "boleh_ubah": may,
        "tenggat": due_of(row, row.jabatan.instansi_id),
        "riwayat": family.order_by("urutan"),
    }
    return render(request, "jabatan/pk.html", context)


def _saved(request: SignedInRequest, row: PerjanjianKinerja, form: PkForm | None) -> bool:
    """Save the data of a letter, or say that a signed one stays; False when the form has errors to show."""
    if form is None:
        messages.error(request, actions.FROZEN)
        return True
    if not form.is_valid():
        return False
    try:
        actions.change_pk(user=request.user, pk=row, data=form.cleaned_data)
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, "Data surat disimpan.")
    return True


@require_POST
def tetapkan_pk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign: freeze the content as it is now."""
    row = load_own(request, pk)
    try:
        actions.tetapkan_pk(user=request.user, pk=row)
    except ValidationError as error:
        messages.error(request, "PK belum dapat ditetapkan. " + " ".join(error.messages))
    else:
        messages.success(request, "PK ditetapkan; isinya tidak berubah lagi.")
    return redirect("jabatan:pk", pk)


def perubahan_pk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a PK perubahan, with its reason."""
    row = load_own(request, pk)
    form = PerubahanForm(submitted(request))
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.revise_pk(
                user=request.user, pk=row, alasan=form.cleaned_data["alasan_perubahan"]
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Draf PK perubahan dibuat.")
            return redirect("jabatan:pk", new.pk)
    return render(request, "jabatan/perubahan_pk.html", {"form": form, "pk": row})


def hapus_pk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a draft."""
    row = load_own(request, pk)
    if request.method == "POST":
        try:
            actions.delete_pk(user=request.user, pk=row)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("jabatan:pk", pk)
        messages.success(request, "Draf PK dihapus.")
        return redirect("jabatan:daftar_pk")
    context = {
        "pk": row,
        "tanya": f"Hapus draf PK {row.jabatan.nama} tahun {row.tahun}?",
        "akibat": "Kinerja jabatan tetap ada; draf dapat dibuat lagi.",
        "halangan": "PK yang sudah ditetapkan tidak dapat dihapus." if row.is_frozen else "",
        "batal": reverse("jabatan:pk", args=[pk]),
    }
    return render(request, "jabatan/hapus_pk.html", context)
