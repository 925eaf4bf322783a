"""Pages of the matriks peran hasil: the matrix of a superior, one cell, and the downloads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from jabatan import actions
from jabatan.actions.peran import Ubahan
from jabatan.exporters.matriks import matriks_peran, pages
from jabatan.forms import PeranForm, own_positions
from jabatan.models import Jabatan, KinerjaJabatan, PeranHasil
from jabatan.peran.hasil import Sel
from jabatan.peran.matriks import Matriks, Pilihan, read_cell, similar
from jabatan.views.teknik import load_kinerja, year_asked, years_of
from lib import berkas, pdf, xlsx
from lib.masukan import number_of
from lib.tabel import Kertas
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.izin import require_edit

PER_PAGE = 50  # rows


def _heads(request: SignedInRequest, instansi_id: int) -> QuerySet[Jabatan]:
    """Return the positions that have subordinates, in the order of the structure."""
    everything = Jabatan.objects.visible_to(request.user).filter(instansi=instansi_id)
    heads: QuerySet[Jabatan] = everything.filter(
        pk__in=everything.exclude(induk=None).values("induk")
    )
    return heads.select_related("unit", "instansi").order_by("lft")


def pilihan_of(get: QueryDict, tahun: int) -> Pilihan:
    """Read what the matrix should show from the address."""
    return Pilihan(
        tahun=tahun,
        dalam=get.get("dalam") == "semua",
        pegawai=get.get("baris") == "pegawai",
        kelompok=get.get("kelompok") != "tidak",
    )


def _first(request: SignedInRequest, heads: QuerySet[Jabatan]) -> Jabatan | None:
    """Return the superior to begin with: the topmost the user may write, else the topmost of all."""
    if not (daftar := list(heads)):
        return None
    own = set(own_positions(request.user, daftar[0].instansi).values_list("pk", flat=True))
    return min(daftar, key=lambda row: (row.pk not in own, row.kedalaman, row.lft))


def matriks(request: SignedInRequest) -> HttpResponse:
    """Show the matrix of the superior named by `?pimpinan=`."""
    instansi = require_instansi(request)
    heads = _heads(request, instansi.pk)
    asked = number_of(request.GET.get("pimpinan"))
    pimpinan = get_object_or_404(heads, pk=asked) if asked else _first(request, heads)
    years = years_of(instansi.pk)
    pilihan = pilihan_of(request.GET, year_asked(request.GET.get("tahun"), years))
    context: dict[str, Any] = {
        "daftar_pimpinan": heads,
        "pimpinan": pimpinan,
        "pilihan": pilihan,
        "daftar_tahun": years,
    }
    if pimpinan:
        whole = Matriks(request.user, pimpinan, pilihan)
        halaman = Paginator(whole.baris, PER_PAGE).get_page(request.GET.get("halaman"))
        context |= {"matriks": whole, "halaman": halaman}
        context["alamat"] = _address(pimpinan.pk, pilihan, halaman.number)
    return render(request, "jabatan/matriks_peran.html", context)


def _address(pimpinan: int, pilihan: Pilihan, halaman: int = 1) -> str:
    """Return what an address carries to come back to the same page of the same matrix."""
    query = QueryDict(mutable=True)
    query["pimpinan"], query["tahun"] = str(pimpinan), str(pilihan.tahun)
    if pilihan.dalam:
        query["dalam"] = "semua"
    if pilihan.pegawai:
        query["baris"] = "pegawai"
    if not pilihan.kelompok:
        query["kelompok"] = "tidak"
    if halaman > 1:
        query["halaman"] = str(halaman)
    return query.urlencode()


# --- one cell ----------------------------------------------------------------------------------------------
def peran(request: SignedInRequest, kinerja_pk: int, jabatan_pk: int) -> HttpResponse:
    """Change the cell of a result and a position; with similar positions as one row, for all of them."""
    kinerja = load_kinerja(request, kinerja_pk)
    jabatan = _subordinate(request, kinerja, jabatan_pk)
    years = years_of(kinerja.jabatan.instansi_id)
    pilihan = pilihan_of(request.GET, year_asked(request.GET.get("tahun"), years))
    daftar = similar(jabatan) if pilihan.is_grouped else [jabatan]
    for one in daftar:
        require_edit(request.user, one.instansi_id, one.unit)
    keys = [one.pk for one in daftar]
    sel = read_cell(kinerja, keys, pilihan.tahun)
    page = _Cell(request, kinerja, keys, sel, pilihan.tahun)
    address = _address(kinerja.jabatan_id, pilihan, number_of(request.GET.get("halaman")))
    back = f"{reverse('jabatan:matriks_peran')}?{address}#j{jabatan_pk}"
    if request.method == "POST" and (done := page.save()):
        messages.success(request, done)
        return redirect(back)
    context = {
        "kinerja": kinerja,
        "pimpinan": kinerja.jabatan,
        "jabatan": jabatan,
        "daftar_jabatan": daftar,
        "sel": sel,
        "daftar_baris": list(zip(sel.entri, page.forms, strict=True)),
        "form_baru": page.form_baru,
        "galat": page.galat,
        "batal": back,
    }
    return render(request, "jabatan/peran.html", context)


def _subordinate(request: SignedInRequest, kinerja: KinerjaJabatan, pk: int) -> Jabatan:
    """Return a position below the superior, or 404."""
    rows = Jabatan.objects.visible_to(request.user).in_branch(kinerja.jabatan)
    jabatan: Jabatan = get_object_or_404(rows.select_related("unit"), pk=pk)
    if jabatan.pk == kinerja.jabatan_id:
        raise Http404
    return jabatan


class _Cell:
    """The forms of a cell: one per entry, and one to add."""

    def __init__(
        self,
        request: SignedInRequest,
        kinerja: KinerjaJabatan,
        keys: list[int],
        sel: Sel,
        tahun: int,
    ) -> None:
        self.request = request
        self.sel = sel
        self.seen: dict[str, Any] = {
            "user": request.user,
            "kinerja": kinerja,
            "daftar_jabatan": keys,
            "tahun": tahun,
            "dilihat": request.POST.get("dilihat", ""),
        }
        # Entries are known by their place: what was typed for an older cell must not fall on other entries.
        is_fresh = request.method == "POST" and self.seen["dilihat"] == sel.tanda
        self.forms = [
            PeranForm(
                request.POST if is_fresh else None,
                prefix=f"e{place}",
                initial={"jenis": entri.jenis, "hasil": entri.hasil},
            )
            for place, entri in enumerate(sel.entri)
        ]
        self.form_baru = PeranForm(
            request.POST if request.method == "POST" else None,
            prefix="baru",
            baru=True,
            initial={"jenis": PeranHasil.Jenis.OUTPUT},
        )
        self.is_fresh = is_fresh
        self.galat: list[str] = []

    def save(self) -> str:
        """Write what was sent; return the sentence that says so, or nothing when it was refused."""
        try:
            if self.request.POST.get("aksi") == "kembalikan":
                count = actions.restore_peran(**self.seen)
                return f"{count} isi dikembalikan sesuai pohon."
            daftar = [*self.forms, self.form_baru] if self.is_fresh else [self.form_baru]
            broken = [form for form in daftar if not form.is_valid()]
            if broken:
                return ""
            actions.set_peran(ubahan=self._changes(), baru=self._new(), **self.seen)
        except ValidationError as error:
            self.galat = error.messages
            return ""
        return "Peran disimpan."

    def _changes(self) -> dict[int, Ubahan]:
        if not self.is_fresh:
            return {}
        return {
            place: Ubahan(
                form.cleaned_data["jenis"],
                form.cleaned_data.get("hasil", ""),
                form.cleaned_data["hapus"],
            )
            for place, form in enumerate(self.forms)
        }

    def _new(self) -> Ubahan | None:
        data = self.form_baru.cleaned_data
        return Ubahan(data["jenis"], data["hasil"]) if data["hasil"].strip() else None


# --- downloads ---------------------------------------------------------------------------------------------
def unduh_matriks(request: SignedInRequest, pk: int, ext: str) -> HttpResponseBase:
    """Download the matrix of a superior as Excel or PDF, as the page shows it."""
    jabatan = Jabatan.objects.visible_to(request.user).select_related("unit", "instansi")
    pimpinan: Jabatan = get_object_or_404(jabatan, pk=pk)
    years = years_of(pimpinan.instansi_id)
    pilihan = pilihan_of(request.GET, year_asked(request.GET.get("tahun"), years))
    asked = request.GET.get("kertas")
    kertas = next((one for one in Kertas if one == asked), None)

    def make() -> bytes:
        tabel = matriks_peran(Matriks(request.user, pimpinan, pilihan), kertas)
        return xlsx.write([tabel]) if ext == "xlsx" else pdf.table(pages(tabel))

    return berkas.download(
        request,
        name=berkas.safe_name(f"Matriks peran hasil {pimpinan.nama} {pilihan.tahun}", ext),
        make=make,
        back=f"{reverse('jabatan:matriks_peran')}?{_address(pk, pilihan)}",
    )
