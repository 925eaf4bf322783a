"""What a card of an indikator says with its surroundings: node, targets, komponen of the plan, and who carries it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from jabatan.models import KinerjaJabatan
from lib.teks import format_number
from perencanaan.models import Pemetaan
from pohon.models import Indikator, Simpul, Target

if TYPE_CHECKING:
    from organisasi.models import AnyUser, Periode

DASH = "–"
# The fields of the card in the order of a manual IKU; the node, komponen, owners and values come beside them.
ISI = (
    "kode",
    "nama",
    "definisi_operasional",
    "tujuan_pengukuran",
    "formula",
    "variabel",
    "satuan",
    "kategori",
    "jenis",
    "polaritas",
    "konsolidasi_periode",
    "konsolidasi_lokasi",
    "sumber_data",
    "mekanisme",
    "penanggung_jawab",
    "penyedia_data",
    "frekuensi",
    "validitas",
    "kendali",
    "metode_cascading",
    "referensi",
    "keterangan",
)


@dataclass
class KartuIndikator:
    """An indikator with what other rooms know of its node."""

    indikator: Indikator
    target: dict[int, Decimal] = field(default_factory=dict)
    komponen: list[str] = field(default_factory=list)
    pemilik: list[str] = field(default_factory=list)
    outcome: str = ""

    @property
    def periode(self) -> Periode:
        """The period of the tree."""
        return self.indikator.simpul.pohon.periode

    def teks(self, name: str) -> str:
        """Return a field as people read it; empty when it holds nothing."""
        display = getattr(self.indikator, f"get_{name}_display", None)
        return str(display() if display else getattr(self.indikator, name))

    @property
    def kondisi_awal(self) -> str:
        """The baseline with its year; empty when there is none."""
        row = self.indikator
        if row.baseline_nilai is None:
            return ""
        year = f" ({row.baseline_tahun})" if row.baseline_tahun else ""
        return f"{format_number(row.baseline_nilai)}{year}"


def read_cards(user: AnyUser, rows: Iterable[Indikator]) -> list[KartuIndikator]:
    """Return the cards of indikator loaded with `simpul__pohon__periode`; four queries whatever their number."""
    cards = [KartuIndikator(row) for row in rows]
    simpul = {card.indikator.simpul_id for card in cards}
    pohon = {card.indikator.simpul.pohon_id for card in cards}
    targets = _targets([card.indikator.pk for card in cards])
    komponen, pemilik = _komponen(user, simpul), _pemilik(user, simpul)
    roots = Simpul.objects.filter(pohon__in=pohon, induk=None)
    outcomes = dict(roots.values_list("pohon_id", "pernyataan"))
    for card in cards:
        node = card.indikator.simpul
        card.target = targets[card.indikator.pk]
        card.komponen, card.pemilik = komponen[node.pk], pemilik[node.pk]
        card.outcome = outcomes.get(node.pohon_id, "")
    return cards


def _targets(keys: Sequence[int]) -> dict[int, dict[int, Decimal]]:
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = Target.objects.filter(indikator__in=keys).order_by("tahun")
    for key, tahun, nilai in rows.values_list("indikator_id", "tahun", "nilai"):
        found[key][tahun] = nilai
    return found


def _komponen(user: AnyUser, simpul: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Pemetaan.objects.visible_to(user).current().filter(simpul__in=simpul)
    names = ("simpul_id", "komponen__kode", "komponen__nama", "komponen__dokumen__nama")
    for key, kode, nama, dokumen in rows.order_by("pk").values_list(*names):
        found[key].append(f"{kode} {nama} ({dokumen})".strip())
    return found


def _pemilik(user: AnyUser, simpul: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = KinerjaJabatan.objects.visible_to(user).filter(simpul__in=simpul)
    for key, nama in rows.order_by("jabatan__lft").values_list("simpul_id", "jabatan__nama"):
        found[key].append(nama)
    return found
