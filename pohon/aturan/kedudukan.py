"""Rules B on a tree among others: it continues its superior's tree (B-10), and looks beyond one urusan (B-13)."""

from __future__ import annotations

from django.db.models import Q

from lib.aturan import rule
from organisasi.models import Unit
from pohon.aturan.konteks import GALAT, INFO, LAMPIRAN, KonteksPohon, Temuan
from pohon.models import Crosscutting, Pohon, Simpul


@rule(
    "B-10",
    severity=GALAT,
    tahap=3,
    source=f"{LAMPIRAN} Bab III Tahap 3 huruf e; Bab II",
    settle="dasar",
    judul="Pohon unit menginduk ke pohon atasannya",
)
def unit_tree_continues(k: KonteksPohon) -> Temuan:
    """The tree of a unit continues a node of a superior's tree of the period, where there is one."""
    if k.head["unit"] is None:
        return
    superior = _superior_trees(k)
    if not superior:
        return
    simpul = k.head.get("induk_simpul")
    if simpul is None:
        yield (
            None,
            "Pohon unit harus menginduk pada simpul pohon unit di atasnya.",
            "Pilih simpul yang dilanjutkan pada halaman dasar outcome.",
        )
    elif not Simpul.objects.filter(pk=simpul, pohon__in=superior).exists():
        yield (
            None,
            "Simpul yang dilanjutkan pohon ini bukan simpul pohon unit di atasnya pada periode yang sama.",
            "Pilih simpul lain pada halaman dasar outcome.",
        )


def _superior_trees(k: KonteksPohon) -> list[int]:
    """Return the trees of the units above and of the instansi in the same period."""
    own = Unit.objects.filter(pk=k.head["unit"]["id"])
    above = Unit.objects.filter(
        tree_id=own.values("tree_id")[:1],
        lft__lt=own.values("lft")[:1],
        rght__gt=own.values("rght")[:1],
    )
    rows = Pohon.objects.filter(
        Q(unit=None) | Q(unit__in=above),
        instansi=k.head["instansi"]["id"],
        periode=k.head["periode"]["id"],
        dihapus=None,
    )
    return list(rows.exclude(pk=k.head["id"]).values_list("pk", flat=True))


@rule(
    "B-13",
    severity=INFO,
    tahap=3,
    source=f"{LAMPIRAN} Bab II huruf A angka 5; Bab III Tahap 2 angka 4",
    judul="Identifikasi lintas urusan",
)
def tree_looks_beyond_one_urusan(k: KonteksPohon) -> Temuan:
    """Of a tree whose nodes all lie in one urusan somebody should ask whether others matter too."""
    carried = {unit for node in k.semua if (unit := node.get("pengampu"))}
    if not carried or any(_partner_outside(node) for node in k.semua):
        return
    partners = {mark["mitra"] for node in k.semua for mark in _marks(node) if mark.get("mitra")}
    daftar = [_urusan(k, unit) for unit in carried | partners]
    if all(daftar) and len(set.union(*daftar)) == 1:
        (urusan,) = daftar[0]
        yield (
            None,
            f"Seluruh simpul dari satu urusan ({urusan}): pastikan identifikasi tidak tersekat urusan.",
            "Tanyakan apakah urusan lain berpengaruh, lalu tandai crosscutting.",
        )


def _marks(node: dict[str, object]) -> list[dict[str, object]]:
    marks: list[dict[str, object]] = node.get("crosscutting", [])  # type: ignore[assignment]
    return [mark for mark in marks if mark["status"] != Crosscutting.Status.DITOLAK]


def _partner_outside(node: dict[str, object]) -> bool:
    return any(not mark.get("mitra") for mark in _marks(node))


def _urusan(k: KonteksPohon, unit: object) -> set[str]:
    """Return the codes of the bidang urusan of a unit, as the nearest unit upward names them."""
    row = k.units.get(unit)  # type: ignore[call-overload]
    while row is not None:
        if row["bidang_urusan"]:
            return {one.strip() for one in row["bidang_urusan"].split(",") if one.strip()}
        row = k.units.get(row["induk_id"])
    return set()
