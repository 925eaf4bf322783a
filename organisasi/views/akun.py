"""One's own account: sign-in and its lock-out, password, profile, API token, the instansi at work."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from rest_framework.authtoken.models import Token

from lib.masukan import number_of, submitted
from organisasi.aktif import SESSION_KEY, SignedInRequest
from organisasi.forms import MasukForm, ProfilForm, SandiForm
from organisasi.izin import izin
from organisasi.models import Instansi

masuk = LoginView.as_view(
    template_name="organisasi/masuk.html",
    authentication_form=MasukForm,
    redirect_authenticated_user=True,
)
keluar = LogoutView.as_view()


@login_not_required
def terkunci(request: HttpRequest, *_details: Any) -> HttpResponse:
    """Answer a sign-in after too many failures: say when to try again (429)."""
    cool_off = get_cool_off(request)
    return render(
        request,
        "organisasi/terkunci.html",
        {
            "failure_limit": settings.AXES_FAILURE_LIMIT,
            "menit": round(cool_off.total_seconds() / 60),
            "pukul": timezone.now() + cool_off,
        },
        status=429,
    )


@sensitive_post_parameters()
@never_cache
def sandi(request: SignedInRequest) -> HttpResponse:
    """Change one's own password; this session goes on, all others end."""
    form = SandiForm(request.user, submitted(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, form.user)
        return redirect("organisasi:sandi_selesai")
    return render(request, "organisasi/sandi.html", {"form": form})


def sandi_selesai(request: SignedInRequest) -> HttpResponse:
    """Say that the password has changed."""
    return render(request, "organisasi/sandi_selesai.html")


@never_cache
def profil(request: SignedInRequest) -> HttpResponse:
    """Show and change one's own name and address; make or revoke one's API token.

    POST `aksi`: "simpan", "buat_token" (shown in this answer only) or "cabut_token".
    """
    token_baru = ""
    form = ProfilForm(instance=request.user)
    aksi = request.POST.get("aksi", "") if request.method == "POST" else ""
    if aksi == "simpan":
        form = ProfilForm(request.POST, instance=request.user)
        if form.is_valid():
            form.save()
            messages.success(request, "Profil tersimpan.")
            return redirect("organisasi:profil")
        request.user.refresh_from_db(fields=["nama", "email"])
    elif aksi == "buat_token":
        Token.objects.filter(user=request.user).delete()
        token_baru = Token.objects.create(user=request.user).key
    elif aksi == "cabut_token":
        Token.objects.filter(user=request.user).delete()
        messages.success(request, "Token API dicabut.")
        return redirect("organisasi:profil")
    context = {
        "form": form,
        "token_baru": token_baru,
        "token": Token.objects.filter(user=request.user).first(),
        "daftar_peran": izin(request.user).keanggotaan,
    }
    return render(request, "organisasi/profil.html", context)


@require_POST
def pilih_instansi(request: SignedInRequest) -> HttpResponse:
    """Work in another instansi from now on; 404 for one without a role."""
    own = Instansi.objects.visible_to(request.user)
    instansi = get_object_or_404(own, pk=number_of(request.POST.get("instansi")))
    request.session[SESSION_KEY] = instansi.pk
    messages.success(request, f"Anda sekarang bekerja di {instansi}.")
    return redirect("beranda")
