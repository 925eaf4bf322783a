"""Official tables on the screen: of one document, and of all documents of a kind in the instansi."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lib import berkas
from lib.daftar import paginate
from organisasi.aktif import SignedInRequest, require_instansi
from organisasi.models import Instansi, Periode
from organisasi.views.tugas import start_job
from perencanaan import exporters
from perencanaan.exporters.format import TABEL, FormatTabel, kind_of
from perencanaan.exporters.instansi import Pilihan
from perencanaan.models import Dokumen, Komponen

PAGE = 200  # rows of one document
PART = 200  # komponen of the documents shown together
MOST_ROWS = 400  # of one part


@require_safe
def tabel(request: SignedInRequest, pk: int, tabel: str) -> HttpResponse:
    """Show one table of a document, with the choice of the others and the downloads."""
    rows = Dokumen.objects.visible_to(request.user)
    dokumen = get_object_or_404(rows.select_related("unit", "instansi", "periode", "induk"), pk=pk)
    if tabel not in exporters.available(dokumen):
        raise Http404
    table = exporters.tables(request.user, dokumen, tabel)[0]
    groups = exporters.menu(dokumen)
    halaman = paginate(request, table.baris, PAGE)  # type: ignore[type-var]
    context = {
        "dokumen": dokumen,
        "kunci": tabel,
        "daftar_unduhan": groups,
        "asal": next(g.asal for g in groups if any(b.kunci == tabel for b in g.daftar)),
        "halaman": halaman,
        "tabel": replace(table, baris=list(halaman.object_list)),
    }
    return render(request, "perencanaan/tabel.html", context)


# --- The whole instansi ----------------------------------------------------------------------------
@dataclass
class Pilih:
    """What the page of the instansi offers, and what is chosen; `periode` is None where the instansi has none."""

    daftar_jenis: list[tuple[str, str]]
    jenis: str
    daftar_periode: list[Periode]
    periode: Periode | None
    daftar_tahun: list[int]
    tahun: int | None
    formats: list[FormatTabel]
    tabel: str
    is_pemda: bool

    @property
    def daftar_format(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The tables by format, for a list of choices."""
        kind = kind_of(self.jenis, is_pemda=self.is_pemda)
        return [(f.label, [(k, TABEL[k].label) for k in f.tabel[kind]]) for f in self.formats]

    @property
    def asal(self) -> str:
        """Where the columns of the chosen table come from."""
        kind = kind_of(self.jenis, is_pemda=self.is_pemda)
        return next(f.asal for f in self.formats if self.tabel in f.tabel[kind])

    @property
    def alamat(self) -> str:
        """The choice as the query of an address."""
        chosen = {
            "jenis": self.jenis,
            "periode": self.periode.pk if self.periode else "",
            "tahun": self.tahun or "",
            "tabel": self.tabel,
        }
        return urlencode({name: value for name, value in chosen.items() if value})

    def of(self, instansi: Instansi) -> Pilihan | None:
        """Return what is to be made; None where there is nothing to choose from."""
        if self.periode is None:
            return None
        return Pilihan(instansi, self.jenis, self.periode, self.tahun, self.tabel)


def _pilih(request: SignedInRequest, instansi: Instansi) -> Pilih:
    """Read the choice from the address; what is absent or unknown gives the likeliest. Two queries."""
    foreign = Dokumen.foreign_to(instansi)
    kinds = [(k, str(v)) for k, v in Dokumen.Jenis.choices if k not in foreign]
    usual = Dokumen.Jenis.RENSTRA_PD if instansi.is_pemda else Dokumen.Jenis.RENSTRA_KL
    jenis = _one_of(request, "jenis", [key for key, _ in kinds], str(usual))
    documents = Dokumen.objects.visible_to(request.user).current()
    documents = documents.filter(instansi=instansi, jenis=jenis).order_by()
    there = set(documents.values_list("periode_id", "tahun"))
    periods = list(Periode.objects.visible_to(request.user).filter(instansi=instansi))
    used = [row for row in periods if any(pk == row.pk for pk, _ in there)] or periods
    by_pk = {str(row.pk): row for row in periods}
    wanted = _one_of(request, "periode", list(by_pk), str(used[0].pk) if used else "")
    periode = by_pk.get(wanted)
    years = sorted(
        {year for pk, year in there if periode and pk == periode.pk and year}, reverse=True
    )
    year = _one_of(request, "tahun", [str(year) for year in years], str(years[0]) if years else "")
    tahun = int(year) if year else None
    start = tahun or (periode.tahun_awal if periode else 0)
    kind = kind_of(jenis, is_pemda=instansi.is_pemda)
    formats = exporters.instansi.menu(kind, start)
    keys = [key for one in formats for key in one.tabel[kind]]
    table = _one_of(request, "tabel", keys, keys[0])
    return Pilih(kinds, jenis, periods, periode, years, tahun, formats, table, instansi.is_pemda)


def _one_of(request: SignedInRequest, name: str, allowed: Sequence[str], usual: str) -> str:
    value = request.GET.get(name, "")
    return str(value) if value in allowed else usual


@require_safe
def tabel_instansi(request: SignedInRequest) -> HttpResponse:
    """Show one table of all documents of a kind in the instansi at work, part by part."""
    instansi = require_instansi(request)
    pilih = _pilih(request, instansi)
    chosen = pilih.of(instansi)
    daftar = chosen.documents(request.user) if chosen else []
    halaman = paginate(request, _parts(daftar), 1)  # type: ignore[type-var]
    part = halaman.object_list[0] if daftar else []
    table = exporters.instansi.table(
        request.user, pilih.tabel, part, is_whole=not halaman.has_other_pages()
    )
    context = {
        "instansi": instansi,
        "pilihan": pilih,
        "alamat": pilih.alamat,
        "halaman": halaman,
        "jumlah_baris": len(table.baris) if table else 0,
        "tabel": replace(table, baris=table.baris[:MOST_ROWS]) if table else None,
    }
    return render(request, "perencanaan/tabel_instansi.html", context)


def _parts(daftar: Sequence[Dokumen]) -> list[list[Dokumen]]:
    """Return the documents in parts of at most PART komponen, or of one document that has more; one query."""
    rows = Komponen.objects.filter(dokumen__in=daftar).order_by().values("dokumen")
    counts = dict(rows.annotate(n=Count("pk")).values_list("dokumen", "n"))
    parts: list[list[Dokumen]] = []
    room = 0
    for dokumen in daftar:
        size = counts.get(dokumen.pk, 0) + 1
        if not parts or size > room:
            parts.append([])
            room = PART
        parts[-1].append(dokumen)
        room -= size
    return parts


@require_safe
def unduh_tabel_instansi(request: SignedInRequest, ext: str) -> HttpResponseBase:
    """Download one table of all documents of a kind; PDF and large Excel files as a Tugas."""
    instansi = require_instansi(request)
    chosen = _pilih(request, instansi).of(instansi)
    daftar = chosen.documents(request.user) if chosen else []
    if ext not in berkas.TIPE or chosen is None or not daftar:
        raise Http404
    back = f"{reverse('perencanaan:tabel_instansi')}?{_pilih(request, instansi).alamat}"
    if exporters.instansi.is_long(daftar, ext):
        return start_job(
            request,
            jenis="tabel_instansi",
            judul=f"{chosen.judul} ({ext.upper()})"[:200],
            instansi=instansi,
            argumen={
                "jenis": chosen.jenis,
                "periode": chosen.periode.pk,
                "tahun": chosen.tahun,
                "tabel": chosen.tabel,
                "ext": ext,
            },
            back=back,
        )
    return berkas.download(
        request,
        name=chosen.file_name(ext),
        make=lambda: exporters.instansi.make_file(request.user, chosen, ext),
        back=back,
    )
