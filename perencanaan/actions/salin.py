"""Copying documents: what a copy takes along, and a document for another period or year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from lib import tree
from lib.teks import format_number
from organisasi.izin import require_edit
from organisasi.models import Instansi, Periode
from perencanaan.actions.kunci import touch
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
    VersiNomenklatur,
)
from perencanaan.padanan import copy_of
from pohon.models import Pohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser

BATCH = 500
TARGET = NilaiKomponen.Jenis.TARGET


class SudahAda(ValidationError):
    """The document to be made is there already: `ada`."""

    def __init__(self, ada: Dokumen) -> None:
        super().__init__(f"{ada} sudah ada. Buka dokumen itu, atau pilih periode atau tahun lain.")
        self.ada = ada


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


# --- Locks -----------------------------------------------------------------------------------------
def hold(user: AnyUser, *daftar: int) -> list[Dokumen]:
    """Lock documents, the trees mapped to them first, and return them in the order asked for.

    Locked by key, so that two writers never wait for each other. Whether they may be written is the caller's
    question: a frozen document is copied from. Raises Dokumen.DoesNotExist when the user may not see one.
    """
    pohon = Pemetaan.objects.filter(komponen__dokumen__in=daftar).values("simpul__pohon")
    list(
        Pohon.objects.filter(pk__in=pohon).order_by("pk").select_for_update(of=("self",)).only("pk")
    )
    related = ("instansi", "unit", "periode", "versi_nomenklatur", "perubahan")
    rows = Dokumen.objects.visible_to(user).select_related(*related)
    found = {pk: tree.lock(rows.filter(pk=pk)) for pk in sorted(set(daftar))}
    return [found[pk] for pk in daftar]


def require_writable(user: AnyUser, dokumen: Dokumen) -> None:
    """Raise PermissionDenied or ValidationError unless the user may write a document `hold` locked."""
    require_edit(user, dokumen.instansi_id, dokumen.unit)
    if reason := dokumen.lock_reason:
        raise ValidationError(reason)


def successor(dokumen: Dokumen) -> Dokumen | None:
    """Return the perubahan that took the document's place; None when it is the current one."""
    return getattr(dokumen, "perubahan", None)


def require_current(dokumen: Dokumen) -> None:
    """Refuse a document that a perubahan has taken the place of."""
    if (after := successor(dokumen)) is not None:
        raise ValidationError(f"{dokumen} sudah digantikan oleh {after}. Pakai dokumen itu.")


def latest(dokumen: Dokumen | None) -> Dokumen | None:
    """Return the current version of a document."""
    while dokumen is not None and (after := successor(dokumen)) is not None:
        dokumen = after
    return dokumen


# --- Making a document -------------------------------------------------------------------------------
def new_dokumen(user: AnyUser, source: Dokumen, **changes: Any) -> Dokumen:
    """Save a document like `source` but for `changes`; raises SudahAda, ValidationError or PermissionDenied.

    The caller holds the lock of the instansi.
    """
    kept = ("instansi", "unit", "periode", "jenis", "tahun", "induk", "versi_nomenklatur")
    kept += ("format_tabel", "visi")
    values = {name: getattr(source, name) for name in kept}
    dokumen = Dokumen(**{**values, **changes})
    dokumen.nama = dokumen.nama[:200]
    if dokumen.periode.terkunci:
        raise ValidationError(f"Periode {dokumen.periode} terkunci; hubungi admin instansi.")
    require_edit(user, dokumen.instansi_id, dokumen.unit)
    ada = like(dokumen).filter(perubahan_ke=dokumen.perubahan_ke).first()
    if ada is not None:
        raise SudahAda(latest(ada) or ada)
    dokumen.full_clean()
    dokumen.save()
    return dokumen


def like(dokumen: Dokumen) -> Any:
    """Return the documents of the same kind, unit, period and year."""
    return Dokumen.objects.filter(
        instansi=dokumen.instansi_id,
        unit=dokumen.unit_id,
        periode=dokumen.periode_id,
        jenis=dokumen.jenis,
        tahun=dokumen.tahun,
    ).select_related("perubahan")


def lock_instansi(user: AnyUser, dokumen: int) -> Dokumen:
    """Lock the instansi of a visible document, since there is one document of a kind, and return the document."""
    row = Dokumen.objects.visible_to(user).get(pk=dokumen)
    tree.lock(Instansi.objects.visible_to(user).filter(pk=row.instansi_id))
    return row


# --- Making komponen ---------------------------------------------------------------------------------
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
    for model, condition in (
        (Penyimpangan, meets),
        (NilaiKomponen, meets & Q(jenis__in=bawaan.nilai)),
    ):
        own = [f.attname for f in model._meta.concrete_fields if f.name not in ("id", "komponen")]
        found = model._base_manager.filter(condition, komponen__dokumen=source).order_by("pk")
        copies = [
            model(komponen=made[row.komponen_id], **{name: getattr(row, name) for name in own})
            for row in found
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


# --- Another period or year --------------------------------------------------------------------------
@transaction.atomic
def copy_dokumen(
    *,
    user: AnyUser,
    dokumen: int,
    periode: Periode,
    tahun: int | None = None,
    versi_nomenklatur: VersiNomenklatur | None = None,
    pagu: bool = False,
) -> tuple[Dokumen, Hasil]:
    """Copy a document to another period, or a Renja to another year; return the new one and what was copied.

    Pagu move by their place in the period: the first year's to the first year. Raises SudahAda when there is such a
    document, ValidationError with a sentence for a year outside the period or a locked period, and PermissionDenied.
    """
    lock_instansi(user, dokumen)
    (source,) = hold(user, dokumen)
    require_edit(user, source.instansi_id, source.unit)
    if source.tahun is not None and tahun not in periode.tahun:
        raise ValidationError({"tahun": f"Pilih tahun di dalam {periode}."})
    new = new_dokumen(
        user,
        source,
        periode=periode,
        tahun=tahun if source.tahun is not None else None,
        versi_nomenklatur=versi_nomenklatur or source.versi_nomenklatur,
        nama=renamed(source, periode, tahun),
        induk=_upper_for(source, periode),
    )
    years = dict(zip(source.daftar_tahun_pagu, new.daftar_tahun_pagu, strict=False))
    hasil = copy_all(source, new, Bawaan(tahun=years if pagu else {}))
    return new, hasil


def renamed(source: Dokumen, periode: Periode, tahun: int | None) -> str:
    """Return the name with the years of the copy in place of the source's; behind it where it has none."""
    old, new = _years(source.periode, source.tahun), _years(periode, tahun)
    name = without_perubahan(source)
    for dash in ("–", "-", " - ", " – "):
        span = old.replace("–", dash)
        if span in name:
            return name.replace(span, new.replace("–", dash))
    return f"{name} {new}"


def without_perubahan(source: Dokumen) -> str:
    """Return the name of a document without "Perubahan" and its number at the end."""
    name = source.nama
    if source.perubahan_ke and " Perubahan" in name:
        name = name[: name.rindex(" Perubahan")]
    return name


def _years(periode: Periode, tahun: int | None) -> str:
    return str(tahun) if tahun else f"{periode.tahun_awal}–{periode.tahun_akhir}"


def _upper_for(source: Dokumen, periode: Periode) -> Dokumen | None:
    """Return the document above the copy: the same one inside the period, else its counterpart in the new period."""
    upper = latest(source.induk)
    if upper is None or upper.periode_id == periode.pk:
        return upper
    return (
        Dokumen.objects.current()
        .filter(instansi=source.instansi_id, jenis=upper.jenis, unit=upper.unit_id, periode=periode)
        .first()
    )
