"""Middleware of the house."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organisasi.aktif import instansi_aktif


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
