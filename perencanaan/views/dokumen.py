"""Planning documents: the list, the form, and the page with the tree of komponen."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lib.daftar import paginate, search, sort
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import izin, require_edit
from organisasi.models import Instansi, Unit
from perencanaan import actions, exporters, susunan
from perencanaan.arah import Sekitar, read_around, read_visi_misi
from perencanaan.forms import DokumenForm
from perencanaan.models import Dokumen, Komponen, Pagu, Pemetaan
from perencanaan.pagu import sum_up, total
from perencanaan.penyesuaian import simpul as penyesuaian
from perencanaan.penyesuaian.kode import notice
from perencanaan.salin.cabang import KINDS
from perencanaan.ukuran import Ukuran, mapped_simpul, read_ukuran
from perencanaan.usulan.komponen import carried_by
from perencanaan.views.menu import compared_with, menu_of
from pohon.models import Pohon

LABEL = dict(Komponen.Jenis.choices)
COLUMNS = {
    "nama": "nama",
    "jenis": ("jenis", "nama"),
    "unit": ("unit__nama", "nama"),
    "periode": ("periode__tahun_awal", "tahun", "nama"),
}
# Marks of the three levels on kinds of komponen, after the table level -> komponen.
TONE = {
    **dict.fromkeys(susunan.NAMED_BY_RESULT, "strategis"),
    **dict.fromkeys((susunan.SUBKEGIATAN, susunan.KRO, susunan.RO), "operasional"),
}


def tone_of(jenis: str) -> str:
    """Return the level whose colour and shape a kind of komponen wears."""
    return TONE.get(jenis, "taktikal")


@dataclass
class Baris:
    """One komponen on the page of its document."""

    komponen: Komponen
    nada: str
    jumlah_simpul: int
    pagu: dict[int, Decimal]
    tahun: list[int]
    anak: list[tuple[str, str]]
    ukuran: list[Ukuran] = field(default_factory=list)
    sekitar: Sekitar | None = None
    sesuai: list[str] = field(default_factory=list)  # what of its nodes changed since

    @property
    def jumlah_pagu(self) -> Decimal | None:
        """The sum over the years the document plans, without prakiraan maju; None without any pagu."""
        return _sum_of(self.pagu, self.tahun) if self.pagu else None

    @property
    def boleh_pagu(self) -> bool:
        """Whether this row carries pagu of its own."""
        return self.komponen.is_lowest and self.komponen.jenis in susunan.WITH_PAGU


def _sum_of(pagu: dict[int, Decimal], years: list[int]) -> Decimal:
    return sum((pagu.get(year, Decimal(0)) for year in years), Decimal(0))


def daftar_dokumen(request: SignedInRequest) -> HttpResponse:
    """List the documents of the instansi at work, and the trees that wait to be mapped.

    What a perubahan has taken the place of is shown with `?versi=semua` only.
    """
    instansi = require_instansi(request)
    komponen = Komponen.objects.filter(dokumen=OuterRef("pk")).order_by().values("dokumen")
    rows: Any = (
        Dokumen.objects.visible_to(request.user)
        .filter(instansi=instansi)
        .select_related("unit", "periode", "instansi", "perubahan")
        .annotate(
            jumlah=Coalesce(
                Subquery(komponen.annotate(n=Count("pk")).values("n")),
                0,
                output_field=IntegerField(),
            )
        )
    )
    semua_versi = request.GET.get("versi") == "semua"
    digantikan = 0 if semua_versi else rows.exclude(perubahan=None).order_by().count()
    if not semua_versi:
        rows = rows.current()
    rows = search(request, rows, "nama", "unit__nama", "unit__singkatan")
    context = {
        "semua_versi": semua_versi,
        "jumlah_digantikan": digantikan,
        "boleh_salin_semua": izin(request.user).is_admin(instansi.pk),
        "halaman": paginate(request, sort(request, rows, COLUMNS, default="-periode")),
        "boleh_tambah": izin(request.user).may_edit_some(instansi.pk),
        "daftar_pohon": _trees(request, instansi),
    }
    return render(request, "perencanaan/daftar_dokumen.html", context)


def _trees(request: SignedInRequest, instansi: Instansi) -> list[Pohon]:
    """Return up to ten trees at stage 5 with `terpetakan`, the number of their nodes that are
    mapped.
    """
    mapped = (
        Pemetaan.objects.current()
        .filter(simpul__pohon=OuterRef("pk"))
        .order_by()
        .values("simpul__pohon")
        .annotate(n=Count("simpul", distinct=True))
    )
    return list(
        Pohon.objects.visible_to(request.user)
        .filter(instansi=instansi, tahap__gte=Pohon.Tahap.PENUANGAN)
        .with_outcome()
        .annotate(terpetakan=Coalesce(Subquery(mapped.values("n")), 0))
        .select_related("unit", "periode")
        .order_by("-diubah")[:10]
    )


def tambah_dokumen(request: SignedInRequest) -> HttpResponse:
    """Make a document."""
    instansi = require_instansi(request)
    if not izin(request.user).may_edit_some(instansi.pk):
        raise PermissionDenied("Anda tidak berhak menyusun dokumen perencanaan di instansi ini.")
    form = DokumenForm(
        submitted(request),
        user=request.user,
        instance=Dokumen(instansi=instansi),
        initial={"unit": request.GET.get("unit", ""), "periode": request.GET.get("periode", "")},
    )
    if request.method == "POST" and _save(request, form):
        messages.success(request, f"{form.instance} dibuat. Sekarang isi komponennya.")
        return redirect("perencanaan:dokumen", pk=form.instance.pk)
    return render(request, "perencanaan/tambah_dokumen.html", {"form": form})


def ubah_dokumen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a document."""
    dokumen = get_dokumen(request, pk)
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    nama = dokumen.nama
    form = DokumenForm(submitted(request), user=request.user, instance=dokumen)
    if request.method == "POST" and _save(request, form):
        messages.success(request, f"{form.instance} tersimpan.")
        return redirect("perencanaan:dokumen", pk=pk)
    return render(request, "perencanaan/ubah_dokumen.html", {"form": form, "nama": nama, "pk": pk})


def hapus_dokumen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a document after asking."""
    dokumen = get_dokumen(request, pk)
    require_edit(request.user, dokumen.instansi_id, dokumen.unit)
    halangan = ""
    if request.method == "POST":
        try:
            actions.delete_dokumen(user=request.user, dokumen=pk)
        except ValidationError as error:
            halangan = " ".join(error.messages)
        else:
            messages.success(request, f"{dokumen} dihapus.")
            return redirect("perencanaan:daftar_dokumen")
    komponen = Komponen.objects.filter(dokumen=dokumen)
    context = {
        "dokumen": dokumen,
        "jumlah": komponen.count(),
        "jumlah_pemetaan": Pemetaan.objects.filter(komponen__in=komponen).count(),
        "halangan": halangan,
    }
    return render(request, "perencanaan/hapus_dokumen.html", context)


def dokumen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a document: its komponen as a tree, with indicators, targets and pagu per year."""
    document = get_dokumen(request, pk)
    boleh_ubah = (
        izin(request.user).may_edit(document.instansi_id, document.unit)
        and not document.lock_reason
    )
    rows, sums = tree_rows(document)
    context = {
        "dokumen": document,
        "daftar_baris": rows,
        "daftar_tahun": document.daftar_tahun_pagu,
        "total": sums,
        "jumlah_total": _sum_of(sums, document.daftar_tahun),
        "lebar": len(document.daftar_tahun_pagu) + 2,
        "anak_puncak": [(jenis, LABEL[jenis]) for jenis in document.children_of(None)],
        "boleh_ubah": boleh_ubah,
        "daftar_pohon": _trees_of(request, document),
        "daftar_unduhan": exporters.menu(document),
        "daftar_menu": menu_of(request.user, document),
        "ada_bandingan": bool(compared_with(document)),
        "boleh_cabang": document.unit_id is not None
        and document.jenis in KINDS
        and izin(request.user).may_edit_some(document.instansi_id),
        "visi_misi": read_visi_misi(document),
        "kode_usang": notice(document, [row.komponen for row in rows]),
    }
    return render(request, "perencanaan/dokumen.html", context)


def _trees_of(request: SignedInRequest, document: Dokumen) -> list[Pohon]:
    """Return up to six trees at stage 5 that this document may take: of its unit, of the instansi, or of another
    unit where its own carries a node.
    """
    trees = Pohon.objects.visible_to(request.user).filter(
        instansi=document.instansi_id,
        periode=document.periode_id,
        tahap__gte=Pohon.Tahap.PENUANGAN,
    )
    if document.unit:
        branch = Unit.objects.in_branch(document.unit)
        trees = trees.filter(Q(unit__in=branch) | Q(unit=None) | carried_by(branch))
    return list(trees.with_outcome().select_related("unit")[:6])


def tree_rows(document: Dokumen) -> tuple[list[Baris], dict[int, Decimal]]:
    """Return the rows of a document in tree order and its pagu per year; twelve queries whatever its
    size.
    """
    daftar = list(
        Komponen.objects.filter(dokumen=document)
        .select_related("penanggung_jawab", "misi")
        .order_by("lft")
    )
    sums = sum_up(daftar, Pagu.objects.filter(komponen__dokumen=document))
    simpul, ukuran = mapped_simpul(document), read_ukuran(document)
    around = read_around(document)
    changed = penyesuaian.of_dokumen(document)
    rows = [
        Baris(
            komponen=komponen,
            nada=tone_of(komponen.jenis),
            jumlah_simpul=len(simpul.get(komponen.pk, ())),
            pagu=sums[komponen.pk],
            tahun=document.daftar_tahun,
            anak=[(jenis, LABEL[jenis]) for jenis in document.children_of(komponen)],
            ukuran=ukuran.get(komponen.pk, []),
            sekitar=around.get(komponen.pk),
            sesuai=changed.get(komponen.pk, []),
        )
        for komponen in daftar
    ]
    return rows, total(sums, daftar)


def get_dokumen(request: SignedInRequest, pk: int) -> Dokumen:
    """Return a document the user may see, with what its page needs; otherwise 404."""
    return get_object_or_404(
        Dokumen.objects.visible_to(request.user).select_related(
            "instansi",
            "unit",
            "periode",
            "induk__perubahan",
            "versi_nomenklatur",
            "sebelumnya",
            "perubahan",
        ),
        pk=pk,
    )


def _save(request: SignedInRequest, form: DokumenForm) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.save_dokumen(user=request.user, dokumen=form.instance)
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True
