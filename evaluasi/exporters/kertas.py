"""Working papers as Excel, PDF and Word, and the job that makes those of a whole unit or instansi."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, QuerySet, Subquery

from evaluasi import kertas
from evaluasi.kertas.lembar import read
from lib.berkas import BENTUK_TABEL, safe_name, write_tables
from lib.tabel import Tabel
from organisasi.models import Instansi, Periode, Unit
from organisasi.tugas import HasilBerkas, Kemajuan, pekerjaan
from pohon.models import Pohon, VersiPohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser

JOB = "kertas_kerja"
LONG = 5  # trees; the papers of more are made in the background


@dataclass(frozen=True)
class Cakupan:
    """Which trees: of an instansi and a periode, or (with `unit`) of a unit and those below it."""

    instansi: Instansi
    periode: Periode
    unit: Unit | None = None

    @property
    def nama(self) -> str:
        """Whose papers they are."""
        return self.unit.nama if self.unit else self.instansi.nama

    def versions(self, user: AnyUser) -> QuerySet[VersiPohon]:
        """Return the last version of each tree the user may read, in the order of the units."""
        trees = Pohon.objects.visible_to(user).filter(instansi=self.instansi, periode=self.periode)
        if self.unit:
            trees = trees.filter(unit__in=Unit.objects.in_branch(self.unit))
        last = VersiPohon.objects.filter(pohon=OuterRef("pohon")).order_by("-nomor")
        rows = VersiPohon.objects.filter(
            pohon__in=trees, pk=Subquery(last.values("pk")[:1])
        ).select_related("pohon__unit", "pohon__instansi", "pohon__periode")
        return rows.order_by("pohon__unit__lft", "pohon_id")


def file_name(nama: str, kunci: str, tahun: int, ext: str) -> str:
    """Return the name of the file."""
    what = "Kertas kerja" if kunci == kertas.WHOLE else kertas.BY_KEY[kunci].label
    return safe_name(f"{what} {nama} {tahun}", ext)


def make(user: AnyUser, cakupan: Cakupan, tahun: int) -> list[Tabel]:
    """Return all papers of the trees in a scope."""
    berkas = read(user, list(cakupan.versions(user)), tahun, cakupan=cakupan.nama)
    return kertas.tables(berkas, kertas.WHOLE)


@pekerjaan(JOB)
def write_papers(
    job: Kemajuan, *, periode: int, unit: int | None, tahun: int, ext: str
) -> HasilBerkas:
    """Make the papers of a unit or instansi in the background, of what the one who asked may still see."""
    row = Periode.objects.visible_to(job.pengguna).select_related("instansi").get(pk=periode)
    own = Unit.objects.visible_to(job.pengguna).filter(instansi=row.instansi)
    cakupan = Cakupan(row.instansi, row, own.get(pk=unit) if unit else None)
    job.report(5, "Membaca penilaian")
    papers = make(job.pengguna, cakupan, tahun)
    job.report(40, "Menyusun berkas")
    content = write_tables(papers, ext, penulis=cakupan.nama, progress=job.report_part)
    name = file_name(cakupan.nama, kertas.WHOLE, tahun, ext)
    return HasilBerkas(name, BENTUK_TABEL[ext], content)
