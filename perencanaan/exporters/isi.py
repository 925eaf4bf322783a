"""A planning document read once for all its tables: komponen, their indicators with targets, and summed pagu.

A komponen's indicators are those of the simpul mapped to it. Five queries whatever the size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from lib.teks import format_date
from perencanaan.models import Dokumen, Komponen, Pagu, Pemetaan
from perencanaan.pagu import PaguPerTahun, sum_up, total
from pohon.models import Indikator, Simpul, Target

if TYPE_CHECKING:
    from organisasi.models import AnyUser


@dataclass
class Ukuran:
    """An indicator with its target of each year."""

    nama: str
    satuan: str
    kondisi_awal: Decimal | None
    kondisi_akhir: Decimal | None
    keterangan: str = ""
    target: dict[int, Decimal] = field(default_factory=dict)

    @property
    def bersatuan(self) -> str:
        """The name with its unit behind it, for tables without a column for units."""
        return f"{self.nama} ({self.satuan})" if self.satuan else self.nama

    @property
    def akhir(self) -> Decimal | None:
        """The value at the end of the period: as given, else the last year's target."""
        if self.kondisi_akhir is not None or not self.target:
            return self.kondisi_akhir
        return self.target[max(self.target)]


EMPTY = Ukuran("", "", None, None)  # keeps a row for a komponen without indicators


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
    return Isi(dokumen, daftar, _ukuran(user, dokumen), sum_up(daftar, pagu), anak)


def _ukuran(user: AnyUser, dokumen: Dokumen) -> dict[int, list[Ukuran]]:
    """Return the indicators of each komponen, by the order of its simpul in their trees."""
    by_simpul = _by_simpul(user, dokumen)
    pairs = (
        Pemetaan.objects.visible_to(user)
        .filter(komponen__dokumen=dokumen)
        .order_by("simpul__tree_id", "simpul__lft")
        .values_list("komponen_id", "simpul_id")
    )
    found: dict[int, list[Ukuran]] = defaultdict(list)
    for komponen, simpul in pairs:
        found[komponen] += by_simpul.get(simpul, [])
    return found


def _by_simpul(user: AnyUser, dokumen: Dokumen) -> dict[int, list[Ukuran]]:
    simpul = Simpul.objects.visible_to(user).filter(daftar_pemetaan__komponen__dokumen=dokumen)
    rows = Indikator.objects.filter(simpul__in=simpul.values("pk"))
    found: dict[int, list[Ukuran]] = defaultdict(list)
    by_pk: dict[int, Ukuran] = {}
    for row in rows.order_by("urutan", "pk"):
        ukuran = Ukuran(row.nama, row.satuan, row.baseline_nilai, row.kondisi_akhir, row.keterangan)
        by_pk[row.pk] = ukuran
        found[row.simpul_id].append(ukuran)
    targets = Target.objects.filter(indikator__in=rows.values("pk"))
    for indikator, tahun, nilai in targets.values_list("indikator_id", "tahun", "nilai"):
        if indikator in by_pk:
            by_pk[indikator].target[tahun] = nilai
    return found
