"""Who is at work and in which instansi; someone with roles in several switches between them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from organisasi.izin import izin
from organisasi.models import Instansi, Pengguna

SESSION_KEY = "instansi"


class SignedInRequest(HttpRequest):
    """What a view gets behind MasukMiddleware: `user` is a Pengguna. For annotations only."""

    user: Pengguna
    htmx: HtmxDetails


def instansi_aktif(request: HttpRequest) -> Instansi | None:
    """Return the instansi at work: the one chosen in this session, else the user's first; None without any role."""
    daftar = {k.instansi_id: k.instansi for k in izin(request.user).keanggotaan}
    if not daftar:
        return None
    chosen = request.session.get(SESSION_KEY)
    if chosen in daftar:
        return daftar[chosen]
    return min(daftar.values(), key=lambda instansi: instansi.nama)


def require_instansi(request: HttpRequest) -> Instansi:
    """Return the instansi at work or refuse with a sentence."""
    instansi = instansi_aktif(request)
    if instansi is None:
        raise PermissionDenied(
            "Akun Anda belum terhubung ke instansi. Hubungi admin instansi Anda."
        )
    return instansi
