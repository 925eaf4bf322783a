"""Middleware of the house."""

import zoneinfo
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from organisasi.aktif import instansi_aktif

SAFE = {"GET", "HEAD", "OPTIONS"}
ENDED = "Sesi Anda berakhir, jadi yang terakhir dikirim belum tersimpan. Masuk, lalu kirim lagi."


class MasukMiddleware(LoginRequiredMiddleware):
    """Ask everybody to sign in; whoever was sending a form comes back to its page, not to where it was sent."""

    def handle_no_permission(  # type: ignore[override]  # an htmx request is not redirected
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Lead to the sign-in page; a part of a page (htmx) is answered 401, as it would show that page inside."""
        if "HX-Request" in request.headers:
            return HttpResponse("Sesi Anda berakhir.", status=401)
        if request.method in SAFE:
            return super().handle_no_permission(request, view_func)
        if "text/html" in request.headers.get("Accept", ""):  # a script tells it in its own way
            messages.warning(request, ENDED)
        return redirect_to_login(_came_from(request), resolve_url(self.get_login_url(view_func)))


def _came_from(request: HttpRequest) -> str:
    """Return the page of ours from which something was sent; the start page when it is not known."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return reverse("beranda")
    parts = urlsplit(page)
    return parts._replace(scheme="", netloc="", fragment="").geturl() or reverse("beranda")


class ZonaWaktuMiddleware:
    """Show times in the zone of the instansi at work: WIB, WITA or WIT."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the zone for the length of the request."""
        instansi = instansi_aktif(request)
        if instansi is None:
            return self.get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(instansi.zona_waktu)):
            return self.get_response(request)


def client_ip(request: HttpRequest) -> str:
    """Return the address of who signs in, behind the one trusted proxy of SECURE_PROXY (it appends to the header)."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
