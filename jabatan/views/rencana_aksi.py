"""Pages of action plans: the list, beginning them, one plan to read or fill, and its downloads."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jabatan import actions
from jabatan.exporters.rencana_aksi import renaksi_file, renaksi_name, renaksi_table
from jabatan.forms.rencana_aksi import IsianRenaksi, RencanaBaruForm, people_choices
from jabatan.models import Jabatan, Pejabat, RencanaAksi
from jabatan.renaksi.isi import Renaksi, read_renaksi
from jabatan.renaksi.triwulan import PENJELASAN
from jabatan.views.saring import in_year_and_unit
from lib import berkas
from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Unit

COLUMNS = {
    "jabatan": ("jabatan__lft", "-tahun"),
    "tahun": ("tahun", "jabatan__lft"),
}


def daftar_rencana_aksi(request: SignedInRequest) -> HttpResponse:
    """List the action plans of the instansi at work."""
    instansi = require_instansi(request)
    everything = RencanaAksi.objects.visible_to(request.user).filter(jabatan__instansi=instansi)
    rows = in_year_and_unit(request, everything, "jabatan")
    rows = search(request, rows, "jabatan__nama", "jabatan__unit__nama")
    rows = sort(request, rows.select_related("jabatan__unit"), COLUMNS, default="jabatan")
    units = Unit.objects.visible_to(request.user).filter(instansi=instansi).order_by("lft")
    context = {
        "halaman": paginate(request, rows),
        "daftar_tahun": everything.order_by("-tahun").values_list("tahun", flat=True).distinct(),
        "daftar_unit": units,
        "boleh_tambah": izin(request.user).may_edit_some(instansi.pk),
        "disaring": any(request.GET.get(k) for k in ("q", "tahun", "unit")),
    }
    return render(request, "jabatan/daftar_rencana_aksi.html", context)


def tambah_rencana_aksi(request: SignedInRequest) -> HttpResponse:
    """Begin the action plan of one position, or of every position of a unit that carries kinerja."""
    user, instansi = request.user, require_instansi(request)
    if not izin(user).may_edit_some(instansi.pk):
        require_edit(user, instansi.pk, None)
    initial = {
        "tahun": timezone.localdate().year,
        "jabatan": request.GET.get("jabatan"),
        "unit": request.GET.get("unit"),
    }
    form = RencanaBaruForm(submitted(request), user=user, instansi=instansi, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _begun(request, form)
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "jabatan/tambah_rencana_aksi.html", {"form": form})


def _begun(request: SignedInRequest, form: RencanaBaruForm) -> HttpResponse:
    data = form.cleaned_data
    user, tahun = request.user, data["tahun"]
    if data["jabatan"]:
        made = actions.add_rencana_aksi(user=user, jabatan=data["jabatan"], tahun=tahun)
        messages.success(
            request, "Rencana aksi dibuat dengan usulan target triwulan. Lengkapi aksinya."
        )
        return redirect("jabatan:rencana_aksi", made.pk)
    hasil = actions.add_rencana_aksi_of_unit(user=user, unit=data["unit"], tahun=tahun)
    skipped = f" {hasil.sudah_ada} jabatan sudah memilikinya." if hasil.sudah_ada else ""
    messages.success(request, f"{hasil.dibuat} rencana aksi dibuat.{skipped}")
    return redirect(
        f"{reverse('jabatan:daftar_rencana_aksi')}?tahun={tahun}&unit={data['unit'].pk}"
    )


def _load(request: SignedInRequest, pk: int) -> RencanaAksi:
    rows = RencanaAksi.objects.visible_to(request.user)
    rows = rows.select_related("jabatan__instansi", "jabatan__unit", "jabatan__induk__unit")
    return get_object_or_404(rows, pk=pk)


def _holder(rencana: RencanaAksi) -> Pejabat | None:
    today = Pejabat.objects.filter(jabatan=rencana.jabatan_id).on(timezone.localdate())
    return today.select_related("jabatan").first()


def rencana_aksi(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an action plan; who may write it gets the form, all of which is saved or nothing."""
    rencana = _load(request, pk)
    jabatan = rencana.jabatan
    locked = actions.locked_period(jabatan.instansi_id, rencana.tahun)
    may = izin(request.user).may_edit(jabatan.instansi_id, jabatan.unit) and locked is None
    if request.method == "POST":
        require_edit(request.user, jabatan.instansi_id, jabatan.unit)
    renaksi = read_renaksi(rencana)
    isian = None
    if may:
        people = list(Jabatan.objects.in_branch(jabatan).order_by("lft"))
        isian = IsianRenaksi(submitted(request), renaksi, people_choices(people))
    if request.method == "POST" and _saved(request, rencana, isian):
        return redirect("jabatan:rencana_aksi", pk)
    holder = _holder(rencana)
    context = {
        "rencana": rencana,
        "renaksi": renaksi,
        "pejabat": holder,
        "tabel": renaksi_table(renaksi, holder),
        "isian": isian,
        "kelompok": _groups(renaksi, isian) if isian else (),
        "penjelasan": list(PENJELASAN.values()),
        "terkunci": locked,
        "boleh_ubah": may,
    }
    return render(request, "jabatan/rencana_aksi.html", context)


def _groups(renaksi: Renaksi, isian: IsianRenaksi) -> list[tuple[object, ...]]:
    """Return each kinerja with the fields of its indicators and its aksi, for the template."""
    return [
        (
            group.kinerja,
            [
                (row, isian.triwulan.fields_of((row.kinerja, row.ukuran.kunci)))
                for row in group.ukuran
            ],
            isian.aksi[group.kinerja.pk],
        )
        for group in renaksi.kelompok
    ]


def _saved(request: SignedInRequest, rencana: RencanaAksi, isian: IsianRenaksi | None) -> bool:
    """Save what was sent; False when the page has errors to show."""
    if isian is None:
        messages.error(request, "Periode terkunci; rencana aksi hanya dapat dibaca.")
        return True
    if not isian.is_valid():
        return False
    try:
        actions.save_rencana_aksi(user=request.user, rencana=rencana, **isian.data)
    except ValidationError as error:
        add_errors(isian.triwulan, ValidationError(error.messages))
        return False
    messages.success(request, "Rencana aksi disimpan.")
    return True


def hapus_rencana_aksi(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a plan."""
    rencana = _load(request, pk)
    require_edit(request.user, rencana.jabatan.instansi_id, rencana.jabatan.unit)
    if request.method == "POST":
        actions.delete_rencana_aksi(user=request.user, rencana=rencana)
        messages.success(request, "Rencana aksi dihapus.")
        return redirect("jabatan:daftar_rencana_aksi")
    context = {
        "rencana": rencana,
        "tanya": f"Hapus rencana aksi {rencana.jabatan.nama} tahun {rencana.tahun}?",
        "akibat": "Target triwulan dan semua aksinya ikut terhapus.",
        "batal": reverse("jabatan:rencana_aksi", args=[pk]),
    }
    return render(request, "jabatan/hapus_rencana_aksi.html", context)


@require_safe
def unduh_rencana_aksi(request: SignedInRequest, pk: int, ext: str) -> HttpResponseBase:
    """Download a plan as PDF or Excel."""
    if ext not in berkas.TIPE:
        raise Http404
    renaksi = read_renaksi(_load(request, pk))
    tabel = renaksi_table(renaksi, _holder(renaksi.rencana))
    return berkas.download(
        request,
        name=renaksi_name(renaksi, ext),
        make=lambda: renaksi_file(tabel, ext),
        back=reverse("jabatan:rencana_aksi", args=[pk]),
    )
