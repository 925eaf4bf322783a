"""A planning document read once for all its tables: komponen, their indicators with targets, and summed pagu.

Seven queries whatever the size; two for a document that was frozen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from lib.teks import format_date
from perencanaan.models import Dokumen, Komponen, Pagu
from perencanaan.pagu import PaguPerTahun, sum_up, total
from perencanaan.ukuran import EMPTY, Ukuran, read_ukuran

if TYPE_CHECKING:
    from organisasi.models import AnyUser

__all__ = ["EMPTY", "Isi", "Ukuran", "read"]


@dataclass
class Isi:
    """A document with everything its tables show. `daftar` is in tree order."""

    dokumen: Dokumen
    daftar: list[Komponen]
    ukuran: dict[int, list[Ukuran]]
    pagu: dict[int, PaguPerTahun]
    anak: dict[int | None, list[Komponen]]

    @property
    def tahun(self) -> list[int]:
        """The years the document plans."""
        return self.dokumen.daftar_tahun

    @property
    def pemilik(self) -> str:
        """The unit's name, or the instansi's for a document of all of it."""
        return self.dokumen.unit.nama if self.dokumen.unit else self.dokumen.instansi.nama

    @property
    def jumlah(self) -> PaguPerTahun:
        """The pagu of the whole document per year."""
        return total(self.pagu, self.daftar)

    def of_kind(self, *jenis: str) -> Iterator[Komponen]:
        """Yield the komponen of some kinds, in tree order."""
        return (komponen for komponen in self.daftar if komponen.jenis in jenis)

    def children(self, komponen: Komponen | None, *jenis: str) -> list[Komponen]:
        """Return the komponen right below one (None: at the top), of some kinds or of any."""
        found = self.anak.get(komponen.pk if komponen else None, [])
        return [child for child in found if not jenis or child.jenis in jenis]

    def notes(self) -> list[str]:
        """Return what the indicators carry as remark, each once: "Angka contoh" and the like."""
        remarks = {u.keterangan for daftar in self.ukuran.values() for u in daftar if u.keterangan}
        return [f"Keterangan indikator: {text}." for text in sorted(remarks)[:5]]

    def footer(self) -> list[str]:
        """Return unit, instansi, document, its state and the day of printing."""
        dokumen = self.dokumen
        names = [dokumen.unit.nama] if dokumen.unit else []
        return [
            *names,
            dokumen.instansi.nama,
            dokumen.nama,
            dokumen.periode.nama,
            f"Perubahan ke-{dokumen.nomor}",
            f"Dicetak {format_date(timezone.localdate())}",
        ]


def read(user: AnyUser, dokumen: Dokumen) -> Isi:
    """Read a document as a user may see it."""
    rows = Komponen.objects.visible_to(user).filter(dokumen=dokumen)
    daftar = list(rows.select_related("penanggung_jawab").order_by("lft"))
    anak: dict[int | None, list[Komponen]] = defaultdict(list)
    for komponen in daftar:
        komponen.dokumen = dokumen
        anak[komponen.induk_id].append(komponen)
    pagu = Pagu.objects.filter(komponen__dokumen=dokumen)
    return Isi(dokumen, daftar, read_ukuran(dokumen), sum_up(daftar, pagu), anak)
