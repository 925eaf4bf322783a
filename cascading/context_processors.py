"""What every page's frame needs: the instansi at work and what the menu may show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cascading.menu import menu_akun, menu_of
from evaluasi.komentar import waiting
from organisasi.aktif import instansi_aktif
from organisasi.izin import izin
from organisasi.models import Instansi, Periode


def _periode_kini(request: HttpRequest, instansi: Instansi | None) -> Periode | None:
    """The period of the instansi that this year lies in; the latest one when several do."""
    if instansi is None:
        return None
    year = timezone.localdate().year
    return (
        Periode.objects.visible_to(request.user)
        .filter(instansi=instansi, tahun_awal__lte=year, tahun_akhir__gte=year)
        .first()
    )


def kerangka_halaman(request: HttpRequest) -> dict[str, Any]:
    """Return the instansi at work, the ones to switch to, the menu, and the user's part in it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    rights = izin(user)
    instansi = instansi_aktif(request)
    return {
        "instansi_aktif": instansi,
        "periode_kini": SimpleLazyObject(lambda: _periode_kini(request, instansi)),
        "pilihan_instansi": sorted(
            {k.instansi for k in rights.keanggotaan}, key=lambda row: row.nama
        ),
        "is_admin_instansi": bool(instansi and rights.is_admin(instansi.pk)),
        "is_pengelola": rights.pengelola,
        "menu": menu_of(user, instansi, request.path),
        "menu_akun": menu_akun(request.path),
        "jumlah_sebutan": SimpleLazyObject(lambda: waiting(user).count() if instansi else 0),
    }
