"""What PK and SKP of a whole unit share when they leave in one job: which are meant, made in batches, packed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from jabatan.models import PerjanjianKinerja, Skp
from lib import pdf
from lib.berkas import TIPE, TIPE_SURAT, safe_name
from lib.tabel import Kertas
from organisasi.models import Instansi, Unit
from organisasi.tugas import HasilBerkas, Kemajuan

if TYPE_CHECKING:
    from organisasi.models import AnyUser

BATCH = 2 * pdf.MANY  # documents composed before they are rendered: two workers' share
MOST = 1000  # documents in one file
R = TypeVar("R", bound=PerjanjianKinerja | Skp)
I = TypeVar("I")  # noqa: E741  the content of a row
I_contra = TypeVar("I_contra", contravariant=True)
T_co = TypeVar("T_co", covariant=True)


class Penulis(Protocol[I_contra, T_co]):
    """Writes a content as HTML or as the bytes of a file."""

    def __call__(self, isi: I_contra, /, *, draf: bool) -> T_co: ...


@dataclass(frozen=True)
class Permintaan:
    """Which documents, on which paper: of a unit with the units below it, or (None) of the whole instansi."""

    instansi: int
    tahun: int
    unit: int | None = None
    ditetapkan: bool = False
    kertas: Kertas = Kertas.A4

    def in_scope(self, rows: QuerySet[R], user: AnyUser, jabatan: str) -> QuerySet[R]:
        """Keep the rows of the instansi, year and unit; `jabatan` is the lookup of their position."""
        rows = rows.filter(**{f"{jabatan}__instansi": self.instansi, "tahun": self.tahun})
        if self.unit:
            unit = Unit.objects.visible_to(user).get(pk=self.unit, instansi=self.instansi)
            rows = rows.filter(**{f"{jabatan}__unit__in": Unit.objects.in_branch(unit)})
        return rows

    def whose(self, instansi: Instansi) -> str:
        """Return the name of the unit or, without one, of the instansi."""
        if self.unit:
            return Unit.objects.values_list("nama", flat=True).get(pk=self.unit)
        return instansi.nama


@dataclass(frozen=True)
class Macam(Generic[R]):
    """A kind of document: its key in addresses and jobs, its names in sentences, and which rows are meant."""

    kunci: str
    nama: str
    satuan: str
    asked_for: Callable[[AnyUser, Permintaan], list[R]]

    def collect(self, user: AnyUser, minta: Permintaan) -> list[R]:
        """Return the rows asked for; raises ValidationError with a sentence for none and too many."""
        daftar = self.asked_for(user, minta)
        self.check_count(len(daftar))
        return daftar

    def check_count(self, count: int) -> None:
        """Refuse none and too many; raises ValidationError with a sentence."""
        if not count:
            raise ValidationError(f"Belum ada {self.nama} yang cocok untuk diunduh.")
        if count > MOST:
            raise ValidationError(
                f"Ada {count} {self.satuan}; paling banyak {MOST} dalam satu berkas. Unduh per unit."
            )


@dataclass(frozen=True)
class Cara(Generic[R, I]):
    """How a row becomes a file: its content, its name without number and extension, and the two forms."""

    read: Callable[[R], I]
    nama: Callable[[R, I], str]
    html: Penulis[I, str]
    docx: Penulis[I, bytes]


def compose(
    job: Kemajuan, daftar: Sequence[R], satuan: str, bentuk: str, cara: Cara[R, I]
) -> Iterator[tuple[str, bytes]]:
    """Yield name and file of each row, `BATCH` at a time, so that memory does not grow with their number."""
    total = len(daftar)
    for start in range(0, total, BATCH):
        rows = daftar[start : start + BATCH]
        contents = [(cara.read(row), not row.is_frozen) for row in rows]

        def tell(done: int, _: int, before: int = start) -> None:
            done += before
            job.report(5 + 85 * done / total, f"Menyusun {satuan} {done} dari {total}")

        if bentuk == "docx":
            made = [cara.docx(isi, draf=draf) for isi, draf in contents]
            tell(len(made), len(made))
        else:
            pages = [cara.html(isi, draf=draf) for isi, draf in contents]
            made = pdf.render_many(pages, progress=tell)
        for number, row in enumerate(rows):
            name = cara.nama(row, contents[number][0])
            yield f"{start + number + 1:03} {name}", made[number]


def bundle(
    files: Iterator[tuple[str, bytes]], bentuk: str, nama: str, *, joined: bool = False
) -> HasilBerkas:
    """Return the files as one: "gabungan" one PDF of all, else a ZIP; `joined`: with all PDF joined in it too."""
    if bentuk == "gabungan":
        whole = pdf.join([content for _, content in files])
        return HasilBerkas(safe_name(nama, "pdf"), TIPE["pdf"], whole)
    out = io.BytesIO()
    parts: list[bytes] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(safe_name(name, bentuk), content)
            if joined and bentuk == "pdf":
                parts.append(content)
        if parts:
            archive.writestr(safe_name(f"000 Gabungan {nama}", "pdf"), pdf.join(parts))
    return HasilBerkas(safe_name(nama, "zip"), TIPE_SURAT["zip"], out.getvalue())
