"""The logo of an instansi: who may set it, and reading it for a letterhead.

An admin of the instansi and the pengelola set it; everybody with a role in the instansi sees it. Pokin ships no
emblem: what is printed is what the instansi uploaded.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from lib import gambar
from lib.gambar import Gambar
from organisasi.izin import izin
from organisasi.models import Instansi, LogoInstansi, Pengguna


def logo_of(instansi_id: int) -> Gambar | None:
    """Return the logo of an instansi, or None; one query. The caller has checked who may read."""
    row = LogoInstansi.objects.filter(instansi=instansi_id).first()
    return gambar.stored(row.tipe, bytes(row.isi)) if row else None


def load_instansi(user: Pengguna, pk: int) -> Instansi:
    """Return an instansi whose logo the user sees: a member's own, any for the pengelola; else Http404."""
    rows = Instansi.objects.all() if izin(user).pengelola else Instansi.objects.visible_to(user)
    return get_object_or_404(rows, pk=pk)


def require_logo(user: Pengguna, instansi_id: int) -> None:
    """Raise PermissionDenied with a sentence unless the user may set the logo."""
    rights = izin(user)
    if not (rights.pengelola or rights.is_admin(instansi_id)):
        raise PermissionDenied("Logo diatur oleh admin instansi atau pengelola instalasi.")
