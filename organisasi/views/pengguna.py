"""The people of the instansi and their roles: for its admin."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi import actions
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.forms import (
    AkunBaruForm,
    KataSandiForm,
    PenggunaForm,
    PeranFormSet,
    chosen_roles,
)
from organisasi.izin import izin, require_admin
from organisasi.models import Instansi, Keanggotaan, Pengguna, Unit

COLUMNS = {"nama": "nama", "username": "username", "aktif": "is_active"}


def one_time_password() -> str:
    """Return a random password of some 80 bits, without letters that look alike."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))


def password_from(form: KataSandiForm) -> str:
    """Return the typed password, or a made one."""
    made = form.cleaned_data["buatkan"]
    return one_time_password() if made else str(form.cleaned_data["sandi1"])


def answer_with_password(
    request: SignedInRequest, pengguna: Pengguna, password: str, judul: str, kembali: str = ""
) -> HttpResponse:
    """Go back to the list or, after the machine made the password, show it this one time."""
    kembali = kembali or reverse("organisasi:daftar_pengguna")
    if not password:
        messages.success(request, f"{judul}: {pengguna.nama} ({pengguna.username}).")
        return redirect(kembali)
    context = {"pengguna": pengguna, "sandi": password, "judul": judul, "kembali": kembali}
    return render(request, "organisasi/sandi_sekali.html", context)


def daftar_pengguna(request: SignedInRequest) -> HttpResponse:
    """List the people with a role in the instansi, and their roles there."""
    instansi = require_instansi(request)
    require_admin(request.user, instansi.pk)
    people = search(request, actions.anggota(instansi.pk), "nama", "username", "email")
    roles = Keanggotaan.objects.filter(instansi=instansi).select_related("unit").order_by("peran")
    people = people.prefetch_related(Prefetch("keanggotaan", roles, to_attr="daftar_peran"))
    context = {"halaman": paginate(request, sort(request, people, COLUMNS, default="nama"))}
    return render(request, "organisasi/daftar_pengguna.html", context)


def _units(request: SignedInRequest, instansi: Instansi) -> list[Unit]:
    return list(Unit.objects.visible_to(request.user).filter(instansi=instansi).order_by("lft"))


@sensitive_post_parameters()
@never_cache
def tambah_pengguna(request: SignedInRequest) -> HttpResponse:
    """Add a new person with their roles; a made password is shown in the answer, once."""
    instansi = require_instansi(request)
    require_admin(request.user, instansi.pk)
    form = AkunBaruForm(submitted(request))
    formset = PeranFormSet(
        submitted(request), form_kwargs={"units": _units(request, instansi)}, prefix="peran"
    )
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        password = password_from(form)
        try:
            pengguna = actions.create_pengguna(
                user=request.user,
                instansi_id=instansi.pk,
                data=form.identity(),
                password=password,
                peran=chosen_roles(formset),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            made = password if form.cleaned_data["buatkan"] else ""
            return answer_with_password(request, pengguna, made, "Akun dibuat")
    context = {"form": form, "formset": formset}
    return render(request, "organisasi/tambah_pengguna.html", context)


def ubah_pengguna(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change someone's roles here and, where the account is the instansi's alone, who they are."""
    instansi = require_instansi(request)
    require_admin(request.user, instansi.pk)
    pengguna = get_object_or_404(actions.anggota(instansi.pk), pk=pk)
    nama = pengguna.nama
    shared = actions.is_shared(pengguna, instansi.pk)
    # A shared account's identity is not asked for, and what is sent for it is not read.
    form = PenggunaForm(None if shared else submitted(request), instance=pengguna)
    formset = PeranFormSet(
        submitted(request),
        form_kwargs={"units": _units(request, instansi)},
        prefix="peran",
        initial=list(pengguna.keanggotaan.filter(instansi=instansi).values("peran", "unit")),
    )
    if request.method == "POST" and (shared or form.is_valid()) and formset.is_valid():
        try:
            actions.update_pengguna(
                user=request.user,
                instansi_id=instansi.pk,
                pengguna=pengguna,
                data=None if shared else form.cleaned_data,
                peran=chosen_roles(formset),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Data {pengguna.nama} tersimpan.")
            still_admin = izin(request.user).is_admin(instansi.pk)
            return redirect("organisasi:daftar_pengguna" if still_admin else "beranda")
    context = {
        "pengguna": pengguna,
        "nama": nama,
        "form": form,
        "formset": formset,
        "shared": shared,
        "shared_pesan": actions.SHARED_ACCOUNT,
    }
    return render(request, "organisasi/ubah_pengguna.html", context)


@sensitive_post_parameters()
@never_cache
def sandi_pengguna(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give someone whose account is the instansi's alone a new password."""
    instansi = require_instansi(request)
    require_admin(request.user, instansi.pk)
    pengguna = get_object_or_404(actions.anggota(instansi.pk), pk=pk)
    if pengguna == request.user:
        return redirect("organisasi:sandi")
    if actions.is_shared(pengguna, instansi.pk):
        raise PermissionDenied(actions.SHARED_ACCOUNT)
    form = KataSandiForm(submitted(request))
    if request.method == "POST" and form.is_valid():
        password = password_from(form)
        try:
            actions.set_password(
                user=request.user, instansi_id=instansi.pk, pengguna=pengguna, password=password
            )
        except ValidationError as error:
            form.add_error("sandi1", error)
        else:
            made = password if form.cleaned_data["buatkan"] else ""
            return answer_with_password(request, pengguna, made, "Kata sandi baru")
    context = {"pengguna": pengguna, "form": form}
    return render(request, "organisasi/sandi_pengguna.html", context)
