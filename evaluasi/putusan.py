"""The judgement that counts: what a team's rows on a frozen version come to, and the scores of KKE-1 and KKE-2.

Each evaluator keeps rows of their own. Where the lead judged, the lead's counts; else the one that was given; else the
latest, and the team differs (`beda`) until the lead settles it. An indicator is settled letter by letter, because two
people may share its card. Two queries a table, whatever the size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from evaluasi.models import PenilaianHubungan, PenilaianIndikator, PenilaianPohon, Penugasan
from evaluasi.models.penilaian import Penilaian
from pohon.models import Pohon, VersiPohon

Nilai = PenilaianHubungan.Nilai
HURUF = (*PenilaianIndikator.KRITERIA, "menantang")
CENT = Decimal("0.01")
Row = TypeVar("Row", bound=Penilaian)


@dataclass(frozen=True)
class Putusan:
    """What counts of an edge: 1, 0,5 or 0, the note that goes with it, and everybody's rows, the lead's first."""

    simpul: int
    nilai: str
    catatan: str
    beda: bool
    suara: tuple[PenilaianHubungan, ...]

    @property
    def angka(self) -> Decimal:
        """The value as a number: 1, 0.5 or 0."""
        return Decimal(self.nilai)

    @property
    def label(self) -> str:
        """The value in words."""
        return str(Nilai(self.nilai).label)


@dataclass(frozen=True)
class PutusanIndikator:
    """What counts of an indicator: each letter of SMART and "menantang" yes, no, or None where nobody judged it."""

    simpul: int
    indikator: int
    huruf: dict[str, bool | None]
    catatan: str
    beda: frozenset[str]
    suara: tuple[PenilaianIndikator, ...] = field(default=())

    @property
    def jumlah(self) -> int:
        """How many of the five letters hold; "menantang" stands beside them."""
        return sum(bool(self.huruf[nama]) for nama in PenilaianIndikator.KRITERIA)

    @property
    def menantang(self) -> bool | None:
        """Whether the target is a challenge; it stands beside the five letters."""
        return self.huruf["menantang"]

    @property
    def is_complete(self) -> bool:
        """Whether every letter of SMART is judged."""
        return all(self.huruf[nama] is not None for nama in PenilaianIndikator.KRITERIA)


def ketua(versi: VersiPohon) -> int | None:
    """Return the key of who leads the judging of the version's tree, None while nobody does."""
    rows = Penugasan.objects.filter(pohon=versi.pohon_id, ketua=True)
    return rows.values_list("evaluator_id", flat=True).first()


def hubungan(versi: VersiPohon) -> dict[int, Putusan]:
    """Return what counts of each judged edge, by the number of the node below it; edges nobody judged are left out."""
    rows = PenilaianHubungan.objects.filter(versi=versi).order_by().select_related("oleh")
    return {
        simpul: _settled(simpul, suara, lead_spoke)
        for simpul, (suara, lead_spoke) in _ranked(versi, rows, lambda row: row.simpul).items()
    }


def _settled(simpul: int, suara: Sequence[PenilaianHubungan], lead_spoke: bool) -> Putusan:
    first = suara[0]
    differ = not lead_spoke and len({row.nilai for row in suara}) > 1
    return Putusan(simpul, first.nilai, first.catatan, differ, tuple(suara))


def indikator(versi: VersiPohon) -> dict[int, PutusanIndikator]:
    """Return what counts of each judged indicator, by its number; indicators nobody judged are left out."""
    rows = PenilaianIndikator.objects.filter(versi=versi).order_by().select_related("oleh")
    return {
        nomor: _settled_letters(suara, lead_spoke)
        for nomor, (suara, lead_spoke) in _ranked(versi, rows, lambda row: row.indikator).items()
    }


def _settled_letters(suara: Sequence[PenilaianIndikator], lead_spoke: bool) -> PutusanIndikator:
    letters: dict[str, bool | None] = {}
    differ = set()
    for nama in HURUF:
        said = [value for row in suara if (value := getattr(row, nama)) is not None]
        letters[nama] = said[0] if said else None
        settled = lead_spoke and getattr(suara[0], nama) is not None
        if not settled and len(set(said)) > 1:
            differ.add(nama)
    catatan = next((row.catatan for row in suara if row.catatan), "")
    first = suara[0]
    return PutusanIndikator(
        first.simpul, first.indikator, letters, catatan, frozenset(differ), tuple(suara)
    )


def _ranked(
    versi: VersiPohon, rows: Iterable[Row], key: Callable[[Row], int]
) -> dict[int, tuple[list[Row], bool]]:
    """Group rows by what they judge, the lead's first and then the latest; and say whether the lead's is there."""
    return _by_lead(ketua(versi), rows, key)


def _by_lead(
    lead: int | None, rows: Iterable[Row], key: Callable[[Row], int]
) -> dict[int, tuple[list[Row], bool]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)

    def rank(row: Row) -> tuple[Any, ...]:
        return row.oleh_id == lead, row.waktu, row.pk

    ranked = {nomor: sorted(suara, key=rank, reverse=True) for nomor, suara in groups.items()}
    return {nomor: (suara, suara[0].oleh_id == lead) for nomor, suara in ranked.items()}


@dataclass
class PutusanVersi:
    """What counts of a version: its edges by the number of the node below, its indicators by theirs."""

    hubungan: dict[int, Putusan] = field(default_factory=dict)
    indikator: dict[int, PutusanIndikator] = field(default_factory=dict)


def judged_as(daftar: Sequence[VersiPohon]) -> dict[int, int]:
    """Return, by version, the key of the version whose judgements are its own.

    Approving freezes once more what was submitted, and nobody judges that version again: an approved one has the
    judgements of the last one submitted before it. One query, and only where one is approved.
    """
    found = {versi.pk: versi.pk for versi in daftar}
    approved = [versi for versi in daftar if versi.status == Pohon.Status.DISETUJUI]
    if not approved:
        return found
    submitted: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = VersiPohon.objects.filter(
        pohon__in={versi.pohon_id for versi in approved}, status=Pohon.Status.DIAJUKAN
    )
    for pohon, nomor, pk in rows.order_by("nomor").values_list("pohon_id", "nomor", "pk"):
        submitted[pohon].append((nomor, pk))
    for versi in approved:
        for nomor, pk in submitted[versi.pohon_id]:
            if nomor < versi.nomor:
                found[versi.pk] = pk
    return found


def ratings(daftar: Sequence[VersiPohon]) -> dict[int, PenilaianPohon]:
    """Return, by version, the rating that counts: the lead's, else the latest; three queries at most."""
    sources = judged_as(daftar)
    leads = _leads(daftar)
    given: dict[int, list[PenilaianPohon]] = defaultdict(list)
    for row in PenilaianPohon.objects.filter(versi__in=sources.values()).select_related("oleh"):
        given[row.versi_id].append(row)
    found = {}
    for versi in daftar:
        lead = leads.get(versi.pohon_id)
        if rows := given[sources[versi.pk]]:
            found[versi.pk] = max(rows, key=lambda row: (row.oleh_id == lead, row.waktu, row.pk))
    return found


def _leads(daftar: Iterable[VersiPohon]) -> dict[int, int]:
    """Return, by tree, the key of who leads the judging of it."""
    teams = Penugasan.objects.filter(pohon__in={versi.pohon_id for versi in daftar}, ketua=True)
    return dict(teams.values_list("pohon_id", "evaluator_id"))


def of_many(daftar: Sequence[VersiPohon]) -> dict[int, PutusanVersi]:
    """Return what `hubungan` and `indikator` do for each of several versions; a fixed number of queries."""
    sources = judged_as(daftar)
    leads = _leads(daftar)
    edges: dict[int, list[PenilaianHubungan]] = defaultdict(list)
    for edge in PenilaianHubungan.objects.filter(versi__in=sources.values()).select_related("oleh"):
        edges[edge.versi_id].append(edge)
    cards: dict[int, list[PenilaianIndikator]] = defaultdict(list)
    for card in PenilaianIndikator.objects.filter(versi__in=sources.values()).select_related(
        "oleh"
    ):
        cards[card.versi_id].append(card)
    found: dict[int, PutusanVersi] = {}
    for versi in daftar:
        lead = leads.get(versi.pohon_id)
        source = sources[versi.pk]
        by_edge = _by_lead(lead, edges[source], lambda row: row.simpul)
        by_card = _by_lead(lead, cards[source], lambda row: row.indikator)
        found[versi.pk] = PutusanVersi(
            {key: _settled(key, rows, spoke) for key, (rows, spoke) in by_edge.items()},
            {key: _settled_letters(rows, spoke) for key, (rows, spoke) in by_card.items()},
        )
    return found


def skor_hubungan(daftar: Iterable[Putusan]) -> Decimal | None:
    """Return the score of KKE-2, a / n x 100 to two decimals, half up; n is what is judged. None when nothing is."""
    nilai = [putusan.angka for putusan in daftar]
    return _percent(sum(nilai, Decimal(0)), len(nilai))


def skor_indikator(daftar: Iterable[PutusanIndikator]) -> Decimal | None:
    """Return the score of KKE-1 in percent, sum / (n x 5) x 100 to two decimals, half up.

    n is the indicators of which every letter is judged; None when there is none.
    """
    complete = [putusan.jumlah for putusan in daftar if putusan.is_complete]
    return _percent(Decimal(sum(complete)), len(complete) * len(PenilaianIndikator.KRITERIA))


def _percent(part: Decimal, whole: int) -> Decimal | None:
    return (part / whole * 100).quantize(CENT, rounding=ROUND_HALF_UP) if whole else None
