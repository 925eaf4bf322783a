"""The library of indicators as it is read: the fields of a card, who uses it, and where a user differs from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from organisasi.izin import izin
from pohon.models import Indikator, PustakaIndikator
from pohon.models.indikator import Kartu

if TYPE_CHECKING:
    from organisasi.models import AnyUser

KARTU: tuple[str, ...] = tuple(field.name for field in Kartu._meta.local_fields)
LIVING = Q(daftar_indikator__simpul__pohon__dihapus=None)


def values_of(row: Kartu) -> dict[str, str]:
    """Return the card of an indikator or of the library as plain values."""
    return {name: getattr(row, name) for name in KARTU}


def label_of(name: str) -> str:
    """Return the Indonesian name of a field of the card, in small letters."""
    return str(PustakaIndikator._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def differences(indikator: Kartu, pustaka: Kartu) -> list[str]:
    """Return the fields in which an indikator says something else than its card."""
    return [name for name in KARTU if getattr(indikator, name) != getattr(pustaka, name)]


def with_uses(rows: QuerySet[PustakaIndikator]) -> QuerySet[PustakaIndikator]:
    """Annotate cards with `jumlah_pakai`: the indikator of living trees that keep the link."""
    return rows.annotate(jumlah_pakai=Count("daftar_indikator", filter=LIVING))


def uses(user: AnyUser, pustaka: PustakaIndikator) -> QuerySet[Indikator]:
    """Return the indikator of living trees that keep the link to a card, tree by tree."""
    rows = Indikator.objects.visible_to(user).filter(pustaka=pustaka)
    rows = rows.select_related("simpul__pohon__unit", "simpul__pohon__periode")
    return rows.order_by("simpul__tree_id", "simpul__lft", "urutan", "pk")


@dataclass(frozen=True)
class Pemakaian:
    """An indikator that uses a card: the labels in which it differs, and whether the reader may change it."""

    indikator: Indikator
    beda: list[str]
    boleh_ubah: bool
    alasan: str = ""

    @property
    def tanda(self) -> str:
        """Its key with the version of its node, as a form sends it back."""
        return f"{self.indikator.pk}:{self.indikator.simpul.versi}"


def read_uses(
    user: AnyUser, pustaka: PustakaIndikator, rows: Iterable[Indikator]
) -> list[Pemakaian]:
    """Return how each row (of `uses`) uses the card, and whether the user may change it now."""
    rights = izin(user)
    found = []
    for row in rows:
        pohon = row.simpul.pohon
        may = rights.may_edit(pohon.instansi_id, pohon.unit)
        why = pohon.lock_reason if may else "Bukan wewenang Anda."
        beda = [label_of(name) for name in differences(row, pustaka)]
        found.append(Pemakaian(row, beda, may and not why, why))
    return found


def as_data(row: PustakaIndikator) -> dict[str, Any]:
    """Return a card as the API answers it: empty fields left out, as in the indikator of a tree."""
    return {"id": row.pk, **{k: v for k, v in values_of(row).items() if v != ""}}
