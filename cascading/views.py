"""The start page, the health address and the error pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cascading.beranda import daftar_instansi, isi_beranda, tugas_terakhir
from organisasi.aktif import instansi_aktif
from organisasi.izin import izin

JUDUL_GALAT = {
    400: "Permintaan tidak dapat dibaca",
    403: "Tidak diizinkan",
    404: "Tidak ditemukan",
    500: "Terjadi kesalahan",
}


def beranda(request: HttpRequest) -> HttpResponse:
    """Show where the work of this instansi stands and where to go on."""
    instansi = instansi_aktif(request)
    isi = isi_beranda(request.user, instansi) if instansi else {}
    instalasi = daftar_instansi(izin(request.user))
    context = {**isi, "daftar_tugas": tugas_terakhir(request.user), "instalasi": instalasi}
    return render(request, "cascading/beranda.html", context)


@login_not_required
def sehat(request: HttpRequest) -> JsonResponse:
    """Answer a load balancer: the process lives and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "sehat"})


def _error(request: HttpRequest, status: int, message: str) -> HttpResponse:
    context = {"kode": status, "judul": JUDUL_GALAT[status], "pesan": message}
    return render(request, "cascading/galat.html", context, status=status)


@login_not_required
def galat_400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request was malformed."""
    return _error(request, 400, "Muat ulang halaman, lalu coba lagi.")


@login_not_required
def galat_403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say what the user may not do; the sentence comes from whoever refused."""
    return _error(request, 403, str(exception or "") or "Anda tidak berhak membuka halaman ini.")


@login_not_required
def galat_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without its key: the page was open too long, or came from elsewhere."""
    return _error(
        request,
        403,
        "Halaman ini terbuka terlalu lama atau Anda sudah keluar di jendela lain. "
        "Kembali, muat ulang halaman, lalu kirim lagi.",
    )


@login_not_required
def galat_404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here (or nothing of this user's)."""
    return _error(
        request,
        404,
        "Halaman atau data ini tidak ada, sudah dihapus, atau bukan milik instansi Anda.",
    )


@login_not_required
def galat_500(request: HttpRequest) -> HttpResponse:
    """Say that it was our fault, without the database or the session, which may be the fault."""
    return HttpResponse(render_to_string("cascading/galat_500.html"), status=500)
