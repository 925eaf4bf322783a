"""What a copy of komponen takes along: pagu, mappings, deviations, acuan, misi, strategi; all in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet

from lib import tree
from lib.teks import format_number
from perencanaan.actions.kunci import touch
from perencanaan.banding.padanan import copy_of
from perencanaan.models import (
    Acuan,
    ArahKebijakan,
    Dokumen,
    Komponen,
    Misi,
    NilaiKomponen,
    Pagu,
    Pemetaan,
    Penyimpangan,
    Strategi,
)

BATCH = 500
TARGET = NilaiKomponen.Jenis.TARGET


@dataclass(frozen=True)
class Bawaan:
    """What a copy takes along. `tahun`: the year of the copy for each year of the source, for pagu."""

    tahun: Mapping[int, int] = field(default_factory=dict)
    strategi: bool = True
    nilai: tuple[str, ...] = (TARGET,)


@dataclass
class Hasil:
    """How many rows a copy made, and how many it had to leave."""

    komponen: int = 0
    pagu: int = 0
    pemetaan: int = 0
    acuan: int = 0
    pagu_luar: int = 0
    pemetaan_luar: int = 0
    acuan_luar: int = 0

    @property
    def kalimat(self) -> str:
        """What was copied and what was left out, in words."""
        done = (
            f"{format_number(self.komponen)} komponen, {format_number(self.pagu)} baris pagu, "
            f"dan {format_number(self.pemetaan)} pemetaan disalin."
        )
        return " ".join([done, *self.tertinggal])

    @property
    def tertinggal(self) -> list[str]:
        """What was left out and why, a sentence each."""
        texts = (
            (self.pagu_luar, "baris pagu tidak disalin: tahunnya di luar dokumen baru."),
            (self.pemetaan_luar, "pemetaan tidak disalin: periode pohonnya tidak beririsan."),
            (self.acuan_luar, "acuan tidak disalin: dokumen yang diacu tidak mencakup tahunnya."),
        )
        return [f"{format_number(count)} {text}" for count, text in texts if count]


def graft(
    target: Dokumen, rows: Iterable[tuple[Komponen, Komponen]], hosts: Mapping[int, Komponen]
) -> dict[int, Komponen]:
    """Save copies of komponen at their places; return {key of the source: copy}.

    `rows`: (source, its unsaved copy) in tree order; `hosts`: {key of a source: the komponen of the target that
    stands for it}. A copy hangs under the copy of its upper, else under its host, else at the top.
    """
    made: dict[int, Komponen] = {}
    groups: dict[int | None, list[Komponen]] = defaultdict(list)
    home: dict[int, int | None] = {}
    for source, copy in rows:
        upper = made.get(source.induk_id)
        if upper is not None:
            home[source.pk] = home[source.induk_id]
        else:
            host = hosts.get(source.induk_id)
            home[source.pk] = host.pk if host is not None else None
        groups[home[source.pk]].append(tree.under(copy, upper))
        made[source.pk] = copy
    for host_pk, nodes in groups.items():
        parent = Komponen.objects.get(pk=host_pk, dokumen=target) if host_pk else None
        tree.build(nodes, tree_id=target.pk, parent=parent)
    return made


def copy_all(source: Dokumen, target: Dokumen, bawaan: Bawaan) -> Hasil:
    """Copy every komponen of a document into an empty one, with what it takes along."""
    rows = list(Komponen.objects.filter(dokumen=source).order_by("lft"))
    return copy_rows(source, target, rows, {}, bawaan)


def copy_rows(
    source: Dokumen,
    target: Dokumen,
    rows: Sequence[Komponen],
    hosts: Mapping[int, Komponen],
    bawaan: Bawaan,
) -> Hasil:
    """Copy some komponen (in tree order) of a document into another, with what they take along.

    The number of queries does not grow with the komponen. The caller holds both locks.
    """
    misi = _copy_misi(source, target, rows)
    pairs = []
    for row in rows:
        copy = copy_of(row, target)
        copy.misi = misi.get(row.misi_id)
        pairs.append((row, copy))
    made = graft(target, pairs, hosts)
    hasil = Hasil(komponen=len(made))
    _copy_pagu(source, made, bawaan, hasil)
    _copy_mappings(source, target, made, bawaan, hasil)
    _copy_acuan(source, target, made, hasil)
    if bawaan.strategi:
        _copy_strategi(source, made)
    touch(target)
    return hasil


def _copy_misi(source: Dokumen, target: Dokumen, rows: Sequence[Komponen]) -> dict[int, Misi]:
    """Return {misi of the source: the one of the same words in the target}, made where it is missing.

    An empty document takes all of them, another one those its new tujuan serve.
    """
    wanted = list(Misi.objects.filter(dokumen=source))
    there = {misi.nama: misi for misi in Misi.objects.filter(dokumen=target)}
    used = {row.misi_id for row in rows}
    whole = not Komponen.objects.filter(dokumen=target).exists()
    new = [
        Misi(dokumen=target, urutan=one.urutan, nama=one.nama)
        for one in wanted
        if one.nama not in there and (whole or one.pk in used)
    ]
    there |= {misi.nama: misi for misi in Misi.objects.bulk_create(new, batch_size=BATCH)}
    return {one.pk: there[one.nama] for one in wanted if one.nama in there}


def _copy_pagu(source: Dokumen, made: Mapping[int, Komponen], bawaan: Bawaan, hasil: Hasil) -> None:
    rows = []
    for row in Pagu.objects.filter(komponen__dokumen=source).order_by("pk"):
        if row.komponen_id not in made or not bawaan.tahun:
            continue
        if (tahun := bawaan.tahun.get(row.tahun)) is None:
            hasil.pagu_luar += 1
            continue
        rows.append(
            Pagu(
                komponen=made[row.komponen_id],
                tahun=tahun,
                nilai=row.nilai,
                sumber_dana=row.sumber_dana,
            )
        )
    hasil.pagu = len(Pagu.objects.bulk_create(rows, batch_size=BATCH))


def _copy_mappings(
    source: Dokumen,
    target: Dokumen,
    made: Mapping[int, Komponen],
    bawaan: Bawaan,
    hasil: Hasil,
) -> None:
    """Copy the mappings to trees whose years meet the document's, and with them what deviates from the tree."""
    meets = _meeting(target, "simpul__pohon")
    every = Pemetaan.objects.filter(komponen__dokumen=source).order_by("pk")
    rows = [
        Pemetaan(
            simpul_id=row.simpul_id,
            komponen=made[row.komponen_id],
            alasan=row.alasan,
            salinan=row.salinan,
        )
        for row in every.filter(meets)
        if row.komponen_id in made
    ]
    hasil.pemetaan = len(Pemetaan.objects.bulk_create(rows, batch_size=BATCH))
    beyond = every.exclude(meets).values_list("komponen_id", flat=True)
    hasil.pemetaan_luar = sum(pk in made for pk in beyond)
    meets = _meeting(target, "indikator__simpul__pohon")
    _copy_of_komponen(Penyimpangan.objects.filter(meets), source, made)
    values = NilaiKomponen.objects.filter(meets, jenis__in=bawaan.nilai)
    _copy_of_komponen(values, source, made)


def _copy_of_komponen(rows: QuerySet[Any], source: Dokumen, made: Mapping[int, Komponen]) -> None:
    """Copy rows of a model that hang on komponen, with all their other fields."""
    model = rows.model
    own = [f.attname for f in model._meta.concrete_fields if f.name not in ("id", "komponen")]
    copies = [
        model(komponen=made[row.komponen_id], **{name: getattr(row, name) for name in own})
        for row in rows.filter(komponen__dokumen=source).order_by("pk")
        if row.komponen_id in made
    ]
    model._base_manager.bulk_create(copies, batch_size=BATCH)


def _meeting(dokumen: Dokumen, pohon: str) -> Q:
    """Return the condition that a tree's years meet the document's, as `require_same_scope` asks."""
    return Q(
        **{
            f"{pohon}__periode__tahun_awal__lte": dokumen.periode.tahun_akhir,
            f"{pohon}__periode__tahun_akhir__gte": dokumen.periode.tahun_awal,
        }
    )


def _copy_acuan(
    source: Dokumen, target: Dokumen, made: Mapping[int, Komponen], hasil: Hasil
) -> None:
    every = Acuan.objects.filter(komponen__dokumen=source).order_by("pk")
    every = every.select_related("sasaran__dokumen__periode")
    rows = [row for row in every if row.komponen_id in made]
    current = current_of({row.sasaran_id for row in rows if row.sasaran_id})
    years = target.daftar_tahun
    copies: dict[tuple[int, int | None, int | None], Acuan] = {}
    for row in rows:
        if row.sasaran is not None and not _covers(row.sasaran.dokumen, years):
            hasil.acuan_luar += 1
            continue
        sasaran = current.get(row.sasaran_id, row.sasaran_id) if row.sasaran_id else None
        key = (row.komponen_id, sasaran, row.nspk_id)
        copies[key] = Acuan(komponen=made[row.komponen_id], sasaran_id=sasaran, nspk_id=row.nspk_id)
    hasil.acuan = len(Acuan.objects.bulk_create(copies.values(), batch_size=BATCH))


def _covers(dokumen: Dokumen, years: Sequence[int]) -> bool:
    return set(years) <= set(dokumen.periode.tahun)


def current_of(komponen: Iterable[int]) -> dict[int, int]:
    """Return {komponen: the one that took its place in the newest perubahan}, for those that have one."""
    found: dict[int, int] = {}
    origin = {pk: pk for pk in komponen}
    while origin:
        rows = Komponen.objects.filter(
            asal__in=origin, dokumen__sebelumnya=F("asal__dokumen")
        ).values_list("asal_id", "pk")
        origin = {after: origin[before] for before, after in rows}
        found |= {first: after for after, first in origin.items()}
    return found


def _copy_strategi(source: Dokumen, made: Mapping[int, Komponen]) -> None:
    """Copy the strategi of each sasaran with their arah kebijakan."""
    every = Strategi.objects.filter(komponen__dokumen=source).order_by("pk")
    rows = [row for row in every if row.komponen_id in made]
    copies = Strategi.objects.bulk_create(
        [
            Strategi(komponen=made[row.komponen_id], urutan=row.urutan, nama=row.nama)
            for row in rows
        ],
        batch_size=BATCH,
    )
    new = {row.pk: copy for row, copy in zip(rows, copies, strict=True)}
    ArahKebijakan.objects.bulk_create(
        [
            ArahKebijakan(strategi=new[row.strategi_id], urutan=row.urutan, nama=row.nama)
            for row in ArahKebijakan.objects.filter(strategi__komponen__dokumen=source).order_by(
                "pk"
            )
            if row.strategi_id in new
        ],
        batch_size=BATCH,
    )
