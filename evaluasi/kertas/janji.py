"""Which indicators the PK of a year promise: as signed, else as the draft follows the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jabatan.models import KinerjaJabatan, PerjanjianKinerja
from perencanaan.banding.padanan import normal

if TYPE_CHECKING:
    from organisasi.models import AnyUser


@dataclass
class Janji:
    """What the PK of those who carry a node say of indicators: by key, else by name; `draf` where only drafts are."""

    kunci: dict[int, str] = field(default_factory=dict)
    nama: dict[str, str] = field(default_factory=dict)
    draf: bool = False

    def of(self, indikator: int, nama: str) -> str:
        """Return the indicator as a signed PK has it; of a draft its present name; empty where no PK has it."""
        said = self.kunci.get(indikator) or self.nama.get(normal(nama), "")
        return said or (f"{nama} (draf)" if self.draf else "")


def read_janji(user: AnyUser, carried: Sequence[KinerjaJabatan], tahun: int) -> dict[int, Janji]:
    """Return what the PK of a year promise of each node; one query."""
    rows = PerjanjianKinerja.objects.visible_to(user).filter(
        jabatan__in={row.jabatan_id for row in carried}, tahun=tahun
    )
    signed: dict[int, PerjanjianKinerja] = {}
    drafts: set[int] = set()
    for pk in rows.order_by("urutan"):  # a later perubahan takes the place of what it changes
        if pk.is_frozen:
            signed[pk.jabatan_id] = pk
        else:
            drafts.add(pk.jabatan_id)
    read = {jabatan: _said(pk) for jabatan, pk in signed.items()}
    found: dict[int, Janji] = defaultdict(Janji)
    for row in carried:
        janji = found[row.simpul_id]
        if row.jabatan_id in read:
            by_key, by_name = read[row.jabatan_id]
            janji.kunci = {**by_key, **janji.kunci}
            janji.nama = {**by_name, **janji.nama}
        elif row.jabatan_id in drafts:
            janji.draf = True
    return dict(found)


def _said(pk: PerjanjianKinerja) -> tuple[dict[int, str], dict[str, str]]:
    """Return the indicators of a signed PK by their key and, in letters that kept none, by their name."""
    by_key: dict[int, str] = {}
    by_name: dict[str, str] = {}
    for sasaran in pk.isi.get("daftar_sasaran", ()):
        for ukuran in sasaran.get("ukuran", ()):
            name = str(ukuran["indikator"])
            if ukuran.get("kunci"):
                by_key[int(ukuran["kunci"])] = name
            else:
                by_name[normal(name)] = name
    return by_key, by_name
