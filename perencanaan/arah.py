"""What stands above a document's tujuan, read for its pages: visi and misi of the RPJMD it serves, acuan, strategi."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from perencanaan import susunan
from perencanaan.exporters.rujukan import read_rujukan
from perencanaan.models import Acuan, Dokumen, Komponen, Misi, Strategi

if TYPE_CHECKING:
    from collections.abc import Sequence

TOP = frozenset(susunan.TOP_LEVELS)


@dataclass
class VisiMisi:
    """Visi and misi of a document, and whose they are."""

    dokumen: Dokumen
    daftar_misi: list[Misi]

    @property
    def ada(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.dokumen.visi or self.daftar_misi)


@dataclass
class Sekitar:
    """What a komponen refers to and how it is to be reached."""

    acuan: list[str] = field(default_factory=list)
    jumlah_strategi: int = 0


def read_visi_misi(dokumen: Dokumen) -> VisiMisi | None:
    """Return visi and misi of an RPJMD, or of the RPJMD a Renstra or Renja refers to; None without one. Two queries."""
    upward = [dokumen.pk, dokumen.induk_id, dokumen.induk.induk_id if dokumen.induk else None]
    rows = Dokumen.objects.filter(pk__in=filter(None, upward), jenis=Dokumen.Jenis.RPJMD)
    found = rows.first()
    if found is None:
        return None
    return VisiMisi(found, list(Misi.objects.filter(dokumen=found)))


def read_around(dokumen: Dokumen) -> dict[int, Sekitar]:
    """Return what the komponen of a document refer to and how many strategi they have; two queries."""
    found: dict[int, Sekitar] = defaultdict(Sekitar)
    rows = Acuan.objects.filter(komponen__dokumen=dokumen).select_related("nspk", "sasaran")
    for row in rows.order_by("pk"):
        found[row.komponen_id].acuan.append(str(row))
    counts = Strategi.objects.filter(komponen__dokumen=dokumen).order_by().values("komponen")
    for pk, count in counts.annotate(n=Count("pk")).values_list("komponen", "n"):
        found[pk].jumlah_strategi = count
    return dict(found)


def takes_acuan(komponen: Komponen) -> bool:
    """Whether a komponen may refer to something above: a tujuan or sasaran below the top tier."""
    return komponen.jenis in susunan.NAMED_BY_RESULT and komponen.dokumen.jenis not in TOP


def upper_komponen(dokumen: Dokumen, chosen: Sequence[int] = ()) -> list[Komponen]:
    """Return the tujuan and sasaran a document may refer to: of current RPJMD or RPJMN of the same years, and those
    chosen before; the document it refers to first. One query.
    """
    years = dokumen.periode
    standing = Q(
        dokumen__perubahan=None,
        dokumen__periode__tahun_awal__lte=years.tahun_akhir,
        dokumen__periode__tahun_akhir__gte=years.tahun_awal,
    )
    rows = Komponen.objects.filter(
        standing | Q(pk__in=chosen),
        dokumen__instansi=dokumen.instansi_id,
        dokumen__jenis__in=TOP,
        jenis__in=susunan.NAMED_BY_RESULT,
    ).select_related("dokumen")
    return sorted(
        rows.order_by("dokumen", "lft"), key=lambda row: row.dokumen_id != dokumen.induk_id
    )


def proposed_acuan(komponen: Komponen) -> list[Komponen]:
    """Return the upper komponen the tree of a tujuan or sasaran without acuan leads up to; four queries at most."""
    found = read_rujukan([komponen.dokumen], [komponen]).get(komponen.pk)
    named = Acuan.objects.filter(komponen=komponen, nspk=None).exists()
    return found.sasaran if found and not named else []
