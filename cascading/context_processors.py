"""What every page's frame needs: the instansi at work and what the menu may show."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, IntegerField, OuterRef, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cascading.menu import menu_akun, menu_of
from evaluasi.komentar import waiting
from organisasi.aktif import instansi_aktif
from organisasi.izin import izin
from organisasi.models import Instansi, Pengguna, Periode


def _frame(user: Pengguna, instansi: Instansi | None) -> dict[str, Any]:
    """Return the name of the period of the instansi this year lies in, and how many mentions wait; one query.

    Of several periods the latest counts.
    """
    if instansi is None:
        return {}
    year = timezone.localdate().year
    periods = Periode.objects.filter(
        instansi=OuterRef("pk"), tahun_awal__lte=year, tahun_akhir__gte=year
    )
    mentions = waiting(user).order_by().annotate(banyak=Func("pk", function="COUNT"))
    rows = Instansi.objects.filter(pk=instansi.pk).annotate(
        nama_periode=Subquery(periods.values("nama")[:1]),
        banyak_sebutan=Subquery(mentions.values("banyak"), output_field=IntegerField()),
    )
    nama, banyak = rows.values_list("nama_periode", "banyak_sebutan").first() or ("", 0)
    return {"nama_periode": nama, "jumlah_sebutan": banyak}


def kerangka_halaman(request: HttpRequest) -> dict[str, Any]:
    """Return the instansi at work, the ones to switch to, the menu, and the user's part in it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    rights = izin(user)
    instansi = instansi_aktif(request)
    return {
        "instansi_aktif": instansi,
        "kepala": SimpleLazyObject(lambda: _frame(user, instansi)),
        "pilihan_instansi": sorted(
            {k.instansi for k in rights.keanggotaan}, key=lambda row: row.nama
        ),
        "is_admin_instansi": bool(instansi and rights.is_admin(instansi.pk)),
        "is_pengelola": rights.pengelola,
        "menu": menu_of(user, instansi, request.path),
        "menu_akun": menu_akun(request.path),
    }
