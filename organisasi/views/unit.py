"""The units of the instansi as a tree: everyone with a role reads, its admin writes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lib.daftar import paginate, search
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi import actions
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.forms import UnitForm
from organisasi.izin import izin, require_admin
from organisasi.models import Unit


def daftar_unit(request: SignedInRequest) -> HttpResponse:
    """List the units in tree order, indented; a search keeps the order."""
    instansi = require_instansi(request)
    units = Unit.objects.visible_to(request.user).filter(instansi=instansi).order_by("lft")
    found = search(request, units, "nama", "singkatan", "kode", "bidang_urusan")
    context = {
        "halaman": paginate(request, found, per_page=100),
        "boleh_ubah": izin(request.user).is_admin(instansi.pk),
    }
    return render(request, "organisasi/daftar_unit.html", context)


def tambah_unit(request: SignedInRequest) -> HttpResponse:
    """Add a unit under the parent named by `?induk=`, or at the top."""
    instansi = require_instansi(request)
    require_admin(request.user, instansi.pk)
    units = Unit.objects.visible_to(request.user).filter(instansi=instansi).order_by("lft")
    form = UnitForm(
        submitted(request), units=list(units), initial={"induk": request.GET.get("induk", "")}
    )
    if request.method == "POST" and form.is_valid():
        induk_id, data = form.split()
        try:
            unit = actions.create_unit(
                user=request.user, instansi_id=instansi.pk, induk_id=induk_id, data=data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Unit {unit} ditambahkan.")
            return redirect("organisasi:daftar_unit")
    return render(request, "organisasi/tambah_unit.html", {"form": form})


def ubah_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a unit or hang it under another parent."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    require_admin(request.user, unit.instansi_id)
    others = (
        Unit.objects.visible_to(request.user)
        .filter(instansi=unit.instansi_id)
        .exclude(pk__in=Unit.objects.in_branch(unit))
        .order_by("lft")
    )
    initial = {"induk": unit.induk_id or ""}
    form = UnitForm(submitted(request), instance=unit, units=list(others), initial=initial)
    if request.method == "POST" and form.is_valid():
        induk_id, data = form.split()
        try:
            actions.update_unit(
                user=request.user,
                instansi_id=unit.instansi_id,
                unit_id=unit.pk,
                induk_id=induk_id,
                data=data,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Unit {data['nama']} tersimpan.")
            return redirect("organisasi:daftar_unit")
    nama = Unit.objects.visible_to(request.user).values_list("nama", flat=True).get(pk=pk)
    return render(request, "organisasi/ubah_unit.html", {"form": form, "unit": unit, "nama": nama})


@require_POST
def geser_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a unit one place up (`arah=naik`) or down (`turun`) among its siblings."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    require_admin(request.user, unit.instansi_id)
    actions.shift_unit(
        user=request.user,
        instansi_id=unit.instansi_id,
        unit_id=unit.pk,
        down=request.POST.get("arah") == "turun",
    )
    return redirect(f"{reverse('organisasi:daftar_unit')}#unit-{unit.pk}")


def hapus_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a unit that nothing refers to; say what does otherwise."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    require_admin(request.user, unit.instansi_id)
    halangan = actions.unit_in_use(unit)
    if request.method == "POST" and not halangan:
        try:
            actions.delete_unit(user=request.user, instansi_id=unit.instansi_id, unit_id=unit.pk)
        except ValidationError as error:
            halangan = " ".join(error.messages)
        else:
            messages.success(request, f"Unit {unit} dihapus.")
            return redirect("organisasi:daftar_unit")
    context = {"unit": unit, "halangan": halangan}
    return render(request, "organisasi/hapus_unit.html", context)
