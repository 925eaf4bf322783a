"""The instansi of this installation: for its pengelola, who makes them and their first admin.

A pengelola sees the names of all instansi and of their admins, never their content.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi import actions
from organisasi.aktif import SignedInRequest
from organisasi.forms import AkunBaruForm, InstansiForm
from organisasi.izin import require_pengelola
from organisasi.models import Instansi, Keanggotaan
from organisasi.views.pengguna import answer_with_password, password_from

COLUMNS = {"nama": "nama", "jenis": ("jenis", "nama"), "anggota": ("jumlah_anggota", "nama")}


def daftar_instansi(request: SignedInRequest) -> HttpResponse:
    """List the instansi with their admins and number of people."""
    require_pengelola(request.user)
    admins = Keanggotaan.objects.filter(
        peran=Keanggotaan.Peran.ADMIN, pengguna__is_active=True
    ).select_related("pengguna")
    people = Count("keanggotaan__pengguna", distinct=True)
    found = search(request, Instansi.objects.annotate(jumlah_anggota=people), "nama", "tempat")
    found = found.prefetch_related(Prefetch("keanggotaan", admins, to_attr="daftar_admin"))
    context = {"halaman": paginate(request, sort(request, found, COLUMNS, default="nama"))}
    return render(request, "organisasi/daftar_instansi.html", context)


@sensitive_post_parameters()
@never_cache
def tambah_instansi(request: SignedInRequest) -> HttpResponse:
    """Make an instansi with its first admin."""
    require_pengelola(request.user)
    form = InstansiForm(submitted(request))
    akun = AkunBaruForm(submitted(request), prefix="admin")
    if request.method == "POST" and form.is_valid() and akun.is_valid():
        password = password_from(akun)
        try:
            admin = actions.create_instansi(
                user=request.user, instansi=form.instance, admin=akun.identity(), password=password
            )
        except ValidationError as error:
            add_errors(akun, error)
        else:
            made = password if akun.cleaned_data["buatkan"] else ""
            kembali = reverse("organisasi:daftar_instansi")
            return answer_with_password(request, admin, made, "Instansi dibuat", kembali)
    context = {"form": form, "akun": akun}
    return render(request, "organisasi/tambah_instansi.html", context)


@sensitive_post_parameters()
@never_cache
def ubah_instansi(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an instansi; POST `aksi=admin` makes an admin where none can sign in."""
    require_pengelola(request.user)
    instansi = get_object_or_404(Instansi, pk=pk)
    nama = instansi.nama
    daftar_admin = actions.active_admins(instansi)
    adds_admin = request.POST.get("aksi") == "admin"
    form = InstansiForm(None if adds_admin else submitted(request), instance=instansi)
    akun = AkunBaruForm(request.POST if adds_admin else None, prefix="admin")
    if adds_admin:
        answer = _add_admin(request, instansi, akun)
        if answer is not None:
            return answer
    elif request.method == "POST" and form.is_valid():
        actions.update_instansi(user=request.user, instansi=form.instance)
        messages.success(request, f"Instansi {instansi} tersimpan.")
        return redirect("organisasi:daftar_instansi")
    context = {"form": form, "akun": akun, "nama": nama, "daftar_admin": daftar_admin}
    return render(request, "organisasi/ubah_instansi.html", context)


def _add_admin(
    request: SignedInRequest, instansi: Instansi, akun: AkunBaruForm
) -> HttpResponse | None:
    """Make the admin; None when the form has errors to show."""
    if not akun.is_valid():
        return None
    password = password_from(akun)
    try:
        admin = actions.add_admin(
            user=request.user, instansi_id=instansi.pk, admin=akun.identity(), password=password
        )
    except ValidationError as error:
        add_errors(akun, error)
        return None
    made = password if akun.cleaned_data["buatkan"] else ""
    kembali = reverse("organisasi:daftar_instansi")
    return answer_with_password(request, admin, made, "Admin dibuat", kembali)
