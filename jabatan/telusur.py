"""The positions that carry nodes, their holders, and the lines of the PK that promise them: for the roof's telusur."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from jabatan.models import KinerjaJabatan, Pejabat, PerjanjianKinerja

if TYPE_CHECKING:
    from organisasi.models import AnyUser

MOST_PK = 4  # of one position, the newest


@dataclass(frozen=True)
class BarisPk:
    """A PK of a position and, when it was signed, the line of it that promises the node; None: it has none such."""

    pk: PerjanjianKinerja
    sasaran: Mapping[str, Any] | None = None

    @property
    def hilang(self) -> bool:
        """Whether the PK was signed without this statement: it was worded otherwise, or given later."""
        return self.pk.is_frozen and self.sasaran is None


@dataclass
class Pemegang:
    """A position that carries a node."""

    kinerja: KinerjaJabatan
    pejabat: Pejabat | None = None
    daftar_pk: list[BarisPk] = field(default_factory=list)


def brief(user: AnyUser, simpul: Iterable[int]) -> dict[int, list[KinerjaJabatan]]:
    """Return, by node, the positions that carry it; one query."""
    rows = KinerjaJabatan.objects.visible_to(user).filter(simpul__in=set(simpul))
    found: dict[int, list[KinerjaJabatan]] = defaultdict(list)
    for row in rows.select_related("jabatan__unit").order_by("jabatan__lft", "pk"):
        found[row.simpul_id].append(row)
    return dict(found)


def of_simpul(user: AnyUser, simpul: Iterable[int]) -> list[Pemegang]:
    """Return the positions of nodes with today's holder and the newest PK of each; three queries."""
    rows = (
        KinerjaJabatan.objects.visible_to(user)
        .filter(simpul__in=set(simpul))
        .select_related("jabatan__unit", "simpul")
        .order_by("simpul__tree_id", "simpul__lft", "jabatan__lft", "pk")
    )
    found = [Pemegang(row) for row in rows]
    positions = {one.kinerja.jabatan_id for one in found}
    holders: dict[int, Pejabat] = {}
    today = Pejabat.objects.visible_to(user).filter(jabatan__in=positions).on(timezone.localdate())
    for holder in today.select_related("jabatan"):
        holders.setdefault(holder.jabatan_id, holder)
    letters: dict[int, list[PerjanjianKinerja]] = defaultdict(list)
    signed = PerjanjianKinerja.objects.visible_to(user).filter(jabatan__in=positions)
    for letter in signed.order_by("-tahun", "-urutan"):
        if len(letters[letter.jabatan_id]) < MOST_PK:
            letters[letter.jabatan_id].append(letter)
    for one in found:
        one.pejabat = holders.get(one.kinerja.jabatan_id)
        one.daftar_pk = [_line(letter, one.kinerja) for letter in letters[one.kinerja.jabatan_id]]
    return found


def _line(letter: PerjanjianKinerja, kinerja: KinerjaJabatan) -> BarisPk:
    """Find the node's line in a signed PK by its words: the picture it keeps knows no keys."""
    if not letter.is_frozen:
        return BarisPk(letter)
    words = {_plain(kinerja.rumusan), _plain(kinerja.simpul.pernyataan)}
    rows = letter.isi.get("daftar_sasaran", [])
    return BarisPk(letter, next((row for row in rows if _plain(row["pernyataan"]) in words), None))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
