"""Pages of positions: the structure as an indented tree, one position, and changing the structure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from jabatan import actions
from jabatan.actions.jabatan import obstacles
from jabatan.forms import JabatanForm, PindahForm, jenjang_of
from jabatan.models import Jabatan, KinerjaJabatan, Pejabat, PerjanjianKinerja
from jabatan.proses.langkah import steps_by
from jabatan.struktur.masa import gaps
from lib.daftar import paginate, search
from lib.forms import add_errors
from lib.masukan import number_of, submitted
from lib.teks import join_words
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Unit

KEADAAN = {"lowong": "Lowong", "tanpa_kinerja": "Belum mengampu kinerja"}
LIVING = Q(daftar_kinerja__simpul__pohon__dihapus=None)


def with_pejabat(queryset: QuerySet[Jabatan]) -> QuerySet[Jabatan]:
    """Add `kini`, the holders of today, the one who signs first; one query for all positions."""
    today = Pejabat.objects.on(timezone.localdate())
    return queryset.prefetch_related(Prefetch("daftar_pejabat", queryset=today, to_attr="kini"))


def in_unit(request: SignedInRequest, queryset: QuerySet[Jabatan]) -> QuerySet[Jabatan]:
    """Keep the positions of the unit named by `?unit=` and of those below it; 404 when it is not visible."""
    if unit := number_of(request.GET.get("unit")):
        branch = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit)
        return queryset.filter(unit__in=Unit.objects.in_branch(branch))
    return queryset


def _filtered(request: SignedInRequest, queryset: QuerySet[Jabatan]) -> QuerySet[Jabatan]:
    """Keep what `?unit=`, `?jenjang=` and `?keadaan=` ask for."""
    get = request.GET
    queryset = in_unit(request, queryset)
    if get.get("jenjang") in Jabatan.Jenjang.values:
        queryset = queryset.filter(jenjang=get["jenjang"])
    if get.get("keadaan") == "lowong":
        held = Pejabat.objects.on(timezone.localdate()).filter(jabatan=OuterRef("pk"))
        queryset = queryset.filter(~Exists(held.order_by()))
    if get.get("keadaan") == "tanpa_kinerja":
        carried = KinerjaJabatan.objects.living().filter(jabatan=OuterRef("pk")).order_by()
        queryset = queryset.filter(~Exists(carried))
    return queryset


def daftar_jabatan(request: SignedInRequest) -> HttpResponse:
    """List the structure of the instansi at work, in tree order; a search or filter flattens it."""
    instansi = require_instansi(request)
    rights = izin(request.user)
    everything = Jabatan.objects.visible_to(request.user).filter(instansi=instansi)
    rows = _filtered(request, everything)
    rows = search(request, rows, "nama", "unit__nama", "unit__singkatan", "daftar_pejabat__nama")
    rows = rows.distinct().annotate(
        jumlah_kinerja=Count("daftar_kinerja", distinct=True, filter=LIVING)
    )
    rows = with_pejabat(rows.select_related("unit", "induk").order_by("lft"))
    halaman = paginate(request, rows, per_page=50)
    for row in halaman:
        row.boleh_ubah = rights.may_edit(instansi.pk, row.unit)
    context = {
        "halaman": halaman,
        "ada_jabatan": bool(halaman.paginator.count) or everything.exists(),
        "boleh_tambah": rights.may_edit_some(instansi.pk),
        "daftar_unit": Unit.objects.visible_to(request.user)
        .filter(instansi=instansi)
        .order_by("lft"),
        "jenjang": jenjang_of(instansi),
        "keadaan": KEADAAN.items(),
        "disaring": any(request.GET.get(k) for k in ("q", "unit", "jenjang", "keadaan")),
    }
    return render(request, "jabatan/daftar_jabatan.html", context)


def rincian(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one position: its place, its holders, the kinerja it carries and its PK."""
    queryset = Jabatan.objects.visible_to(request.user).select_related("unit", "induk", "instansi")
    jabatan = get_object_or_404(queryset, pk=pk)
    today = timezone.localdate()
    kinerja = KinerjaJabatan.objects.visible_to(request.user).filter(jabatan=jabatan)
    below = Jabatan.objects.filter(induk=OuterRef("pk"))
    bawahan = Jabatan.objects.visible_to(request.user).filter(induk=jabatan).order_by("lft")
    daftar_bawahan = list(with_pejabat(bawahan.annotate(beranggota=Exists(below))))
    daftar_pejabat = list(Pejabat.objects.visible_to(request.user).filter(jabatan=jabatan))
    context = {
        "jabatan": jabatan,
        "jalur": Jabatan.objects.visible_to(request.user).above(jabatan),
        "kini": Pejabat.objects.on(today).filter(jabatan=jabatan).first(),
        "daftar_pejabat": daftar_pejabat,
        "masa_lowong": list(gaps(daftar_pejabat, today)),
        "hari_ini": today,
        "daftar_bawahan": daftar_bawahan,
        "pola_jf": functional_pattern(daftar_bawahan),
        "daftar_kinerja": kinerja.select_related("simpul__pohon__periode").order_by(
            "simpul__tree_id", "simpul__lft"
        ),
        "daftar_pk": PerjanjianKinerja.objects.visible_to(request.user).filter(jabatan=jabatan),
        "daftar_langkah": steps_by(jabatan),
        "boleh_ubah": izin(request.user).may_edit(jabatan.instansi_id, jabatan.unit),
    }
    return render(request, "jabatan/jabatan.html", context)


def functional_pattern(bawahan: Sequence[Any]) -> str:
    """Say by which pattern the functional positions under a head are ordered (H-09); empty where there are none."""
    functional = [row for row in bawahan if row.jenjang == Jabatan.Jenjang.JF]
    teams = [row for row in functional if row.supervisi and row.beranggota]
    if not functional:
        return ""
    if not teams:
        return "Tanpa fungsi supervisi: tiap jabatan fungsional langsung menerima kinerja dari jabatan ini."
    if len(teams) < len(functional):
        return (
            "Pola bercampur: sebagian jabatan fungsional berada di bawah ketua tim, sebagian langsung di bawah jabatan "
            "ini. Pilih salah satu pola."
        )
    return "Dengan fungsi supervisi: kinerja turun berjenjang dari ketua tim ke anggotanya."


def load(request: SignedInRequest, pk: int) -> Jabatan:
    """Return a position to write: 404 when not visible, 403 with a sentence when not editable."""
    queryset = Jabatan.objects.visible_to(request.user).select_related("unit", "induk", "instansi")
    jabatan: Jabatan = get_object_or_404(queryset, pk=pk)
    require_edit(request.user, jabatan.instansi_id, jabatan.unit)
    return jabatan


def tambah_jabatan(request: SignedInRequest) -> HttpResponse:
    """Add a position; `?induk=` names the superior it was asked for under."""
    user, instansi = request.user, require_instansi(request)
    if not izin(user).may_edit_some(instansi.pk):
        require_edit(user, instansi.pk, None)
    initial = _initial(request) if request.method == "GET" else None
    form = JabatanForm(submitted(request), user=user, instansi=instansi, initial=initial)
    if request.method == "POST" and form.is_valid():
        induk = form.cleaned_data["induk"]
        try:
            jabatan = actions.add_jabatan(
                user=user, jabatan=form.instance, induk_id=induk.pk if induk else None
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Jabatan {jabatan.nama} ditambahkan.")
            return redirect("jabatan:jabatan", jabatan.pk)
    return render(request, "jabatan/tambah_jabatan.html", {"form": form})


def _initial(request: SignedInRequest) -> dict[str, object]:
    """Return the superior named in the address, with the superior's unit as the likely one."""
    induk = number_of(request.GET.get("induk"))
    if not induk:
        return {}
    upper = get_object_or_404(Jabatan.objects.visible_to(request.user), pk=induk)
    return {"induk": upper.pk, "unit": upper.unit_id}


def ubah_jabatan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change name, jenjang, unit and functional level."""
    user, jabatan = request.user, load(request, pk)
    form = JabatanForm(submitted(request), instance=jabatan, user=user, instansi=jabatan.instansi)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_jabatan(user=user, jabatan=jabatan, data=form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Jabatan disimpan.")
            return redirect("jabatan:jabatan", pk)
    return render(request, "jabatan/ubah_jabatan.html", {"form": form, "jabatan": jabatan})


def pindah_jabatan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hang a position with everything below it under another superior."""
    user, jabatan = request.user, load(request, pk)
    form = PindahForm(
        submitted(request), user=user, jabatan=jabatan, initial={"induk": jabatan.induk_id}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_jabatan(
                user=user,
                jabatan=jabatan,
                induk_id=_pk(form.cleaned_data["induk"]),
                setelah_id=_pk(form.cleaned_data["setelah"]),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{jabatan.nama} dipindahkan.")
            return redirect("jabatan:jabatan", pk)
    return render(request, "jabatan/pindah_jabatan.html", {"form": form, "jabatan": jabatan})


def _pk(jabatan: Jabatan | None) -> int | None:
    return jabatan.pk if jabatan else None


def hapus_jabatan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a position that nothing refers to."""
    user, jabatan = request.user, load(request, pk)
    if request.method == "POST":
        try:
            actions.delete_jabatan(user=user, jabatan=jabatan)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("jabatan:jabatan", pk)
        messages.success(request, f"Jabatan {jabatan.nama} dihapus.")
        return redirect("jabatan:daftar_jabatan")
    reasons = obstacles(jabatan)
    context = {
        "jabatan": jabatan,
        "tanya": f"Hapus jabatan {jabatan.nama}?",
        "akibat": "Riwayat pejabatnya ikut terhapus.",
        "halangan": f"{jabatan.nama} tidak dapat dihapus karena masih memiliki "
        f"{join_words(reasons)}."
        if reasons
        else "",
        "batal": reverse("jabatan:jabatan", args=[pk]),
    }
    return render(request, "jabatan/hapus_jabatan.html", context)
