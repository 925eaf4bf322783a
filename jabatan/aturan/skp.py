"""Rules I-15, I-16 and I-17: the SKP that take over what stands in a tree.

One query reads the results of open SKP that come from the tree, for all three. A draft is still being written, so a
missing indicator there only warns; none can be signed without (jabatan.skp.obstacles).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from jabatan.aturan.dasar import Temuan, name_some
from jabatan.models import IndikatorIndividu, RencanaHasilKerja, Skp
from jabatan.skp.isi import BERGANTI
from jabatan.skp.masa import replaced_q
from jabatan.skp.susun import JPT
from jabatan.teknik.deteksi import SUMBER
from lib.aturan import Severity, rule
from pohon.aturan import KonteksPohon

CACHE = "_skp"
TANYA_JAWAB = f"{SUMBER}, tanya jawab"


@dataclass(frozen=True)
class HasilSkp:
    """A result of an open SKP that comes from a node of the tree."""

    simpul: int
    pegawai: str
    berindikator: bool
    tanpa_perspektif: bool
    berganti: bool


def _results(k: KonteksPohon) -> Sequence[HasilSkp]:
    """Return the results of the SKP of this year and the last that are not closed; read once for a context."""
    found: Sequence[HasilSkp] | None = k.__dict__.get(CACHE)
    if found is not None:
        return found
    year = timezone.localdate().year
    rows = RencanaHasilKerja.objects.filter(
        kinerja__simpul__pohon=k.head["id"], skp__tahun__in=(year - 1, year)
    ).exclude(skp__status=Skp.Status.DITUTUP)
    rows = rows.annotate(
        ada_indikator=Exists(IndikatorIndividu.objects.filter(rhk=OuterRef("pk"))),
        berganti=Exists(Skp.objects.filter(replaced_q(), pk=OuterRef("skp"))),
    )
    values = rows.order_by("pk").values_list(
        "kinerja__simpul",
        "skp__pejabat__nama",
        "ada_indikator",
        "berganti",
        "perspektif",
        "skp__pejabat__jabatan__jenjang",
    )
    found = [
        HasilSkp(simpul, nama, has, not perspektif and jenjang in JPT, gone)
        for simpul, nama, has, gone, perspektif, jenjang in values
    ]
    k.__dict__[CACHE] = found
    return found


def _by_node(daftar: Sequence[HasilSkp]) -> dict[int, list[str]]:
    nodes: dict[int, list[str]] = {}
    for row in daftar:
        names = nodes.setdefault(row.simpul, [])
        if row.pegawai not in names:
            names.append(row.pegawai)
    return nodes


@rule(
    "I-15",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=TANYA_JAWAB,
    judul="Hasil SKP beraspek",
    isi=(),
)
def results_have_an_aspect(k: KonteksPohon) -> Temuan:
    """A result of an SKP has at least one indicator, of one of the four aspects."""
    for simpul, names in _by_node([row for row in _results(k) if not row.berindikator]).items():
        yield (
            simpul,
            f"Rencana hasil kerja {name_some(names, 'pegawai')} dari simpul ini belum berindikator.",
            "Pilih minimal satu aspek pada SKP-nya.",
        )


@rule(
    "I-16",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=TANYA_JAWAB,
    judul="Perspektif JPT dipilih",
    isi=(),
)
def jpt_choose_a_perspective(k: KonteksPohon) -> Temuan:
    """A result of a JPT has its perspektif."""
    for simpul, names in _by_node([row for row in _results(k) if row.tanpa_perspektif]).items():
        yield (
            simpul,
            f"Perspektif belum dipilih pada SKP {name_some(names, 'pegawai')}.",
            "Buka SKP-nya dan pilih perspektif rencana hasil kerja ini.",
        )


@rule(
    "I-17",
    severity=Severity.INFO,
    tahap=5,
    source=TANYA_JAWAB,
    judul="SKP lama ditutup setelah mutasi",
    isi=(),
)
def who_has_gone_closes_the_skp(k: KonteksPohon) -> Temuan:
    """After a mutation the old SKP is closed and evaluated before a new one."""
    for simpul, names in _by_node([row for row in _results(k) if row.berganti]).items():
        yield (
            simpul,
            f"{BERGANTI} ({name_some(names, 'pegawai')})",
            "Tutup SKP-nya dengan hari terakhir, lalu buka SKP di jabatan barunya.",
        )
