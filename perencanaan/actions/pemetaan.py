"""Mapping nodes to komponen, and making komponen out of nodes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from perencanaan import susunan
from perencanaan.actions.komponen import add_komponen
from perencanaan.actions.kunci import lock_dokumen, lock_pohon, touch
from perencanaan.models import Dokumen, Komponen, Nomenklatur, Pemetaan
from perencanaan.penyesuaian import copies
from perencanaan.usulan import Letak, Perencana, Usulan
from pohon.models import Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser


@transaction.atomic
def map_simpul(*, user: AnyUser, simpul: int, komponen: int, alasan: str = "") -> Pemetaan:
    """Map a node to a komponen that exists; raises ValidationError when it already is or the
    periods differ.
    """
    pohon = lock_pohon(user, _pohon_of(user, simpul))
    target = Komponen.objects.visible_to(user).get(pk=komponen)
    owner = lock_dokumen(user, target.dokumen_id)
    require_same_scope(pohon, owner)
    pemetaan = Pemetaan(
        simpul=Simpul.objects.select_related("pohon").get(pk=simpul),
        komponen=Komponen.objects.select_related("dokumen").get(pk=komponen, dokumen=owner),
        alasan=alasan.strip(),
        salinan=copies([simpul])[simpul],
    )
    pemetaan.full_clean()
    pemetaan.save()
    touch(owner)
    return pemetaan


@transaction.atomic
def unmap(*, user: AnyUser, pemetaan: int) -> Pemetaan:
    """Take a mapping away and return what it was, so that it can be made again; the komponen stays."""
    row = Pemetaan.objects.visible_to(user).select_related("simpul", "komponen").get(pk=pemetaan)
    lock_pohon(user, row.simpul.pohon_id)
    owner = lock_dokumen(user, row.komponen.dokumen_id)
    row.delete()
    touch(owner)
    return row


@transaction.atomic
def give_reason(*, user: AnyUser, daftar: Collection[int], alasan: str) -> int:
    """Say why several nodes of different level or parent became one komponen (G-03); return how many mappings it says.

    Raises ValidationError without a reason or when a mapping is gone; the rights are those of mapping.
    """
    alasan = " ".join(alasan.split())
    if not alasan:
        raise ValidationError("Tulis alasan penggabungan dahulu.")
    rows = list(
        Pemetaan.objects.visible_to(user).filter(pk__in=daftar).select_related("simpul", "komponen")
    )
    if not rows or len(rows) < len(set(daftar)):
        raise ValidationError("Pemetaan ini sudah dilepas orang lain. Muat ulang halaman.")
    for pk in sorted({row.simpul.pohon_id for row in rows}):
        lock_pohon(user, pk)
    owners = [lock_dokumen(user, pk) for pk in sorted({row.komponen.dokumen_id for row in rows})]
    for row in rows:
        row.alasan = alasan
        row.full_clean(exclude=["simpul", "komponen"], validate_constraints=False)
    count = Pemetaan.objects.filter(pk__in=[row.pk for row in rows]).update(alasan=alasan)
    for owner in owners:
        touch(owner)
    return count


@transaction.atomic
def create_from_simpul(
    *,
    user: AnyUser,
    simpul: int,
    dokumen: int,
    nomenklatur: Nomenklatur | None = None,
    kode: str = "",
) -> list[Komponen]:
    """Carry out the proposal for one node: make or find its komponen in the document and map it.

    `nomenklatur` names the lowest new komponen, `kode` the bidang urusan its X.XX stands for.
    Raises ValidationError with the reason when nothing can be proposed.
    """
    pohon = lock_pohon(user, _pohon_of(user, simpul))
    owner = lock_dokumen(user, dokumen)
    require_same_scope(pohon, owner)
    planner = load_planner(pohon, owner)
    if simpul not in planner.simpul:
        raise Simpul.DoesNotExist
    if planner.milik.get(simpul):
        raise ValidationError("Simpul ini sudah dituangkan ke dokumen itu.")
    usulan = planner.propose(planner.simpul[simpul])
    if not usulan.ada:
        raise ValidationError(usulan.alasan)
    made = _carry_out(owner, usulan, {}, nomenklatur, kode)
    touch(owner)
    return made


@transaction.atomic
def apply_usulan(*, user: AnyUser, pohon: int, dokumen: int) -> dict[str, int]:
    """Carry out every proposal for the nodes not yet mapped to the document, all or none.

    Returns {"dibuat": new komponen, "dicocokkan": mapped to existing ones, "tersisa": nodes without
    a proposal}.
    """
    tree = lock_pohon(user, pohon)
    owner = lock_dokumen(user, dokumen)
    require_same_scope(tree, owner)
    made: dict[int, Komponen] = {}
    count = {"dibuat": 0, "dicocokkan": 0, "tersisa": 0}
    for usulan in load_planner(tree, owner).propose_all():
        if not usulan.ada:
            count["tersisa"] += 1
            continue
        count["dibuat"] += len(usulan.buat)
        count["dicocokkan"] += usulan.cocok is not None
        _carry_out(owner, usulan, made)
    touch(owner)
    return count


def load_planner(pohon: Pohon, dokumen: Dokumen) -> Perencana:
    """Return the planner of proposals with everything it reads; five queries. The caller has
    checked the rights.
    """
    return Perencana(
        dokumen,
        list(
            Simpul.objects.filter(pohon=pohon)
            .select_related("pengampu")
            .prefetch_related("daftar_crosscutting__mitra")
            .order_by("lft")
        ),
        list(Komponen.objects.filter(dokumen=dokumen).order_by("lft")),
        Pemetaan.objects.filter(simpul__pohon=pohon, komponen__dokumen=dokumen),
    )


def require_same_scope(pohon: Pohon, dokumen: Dokumen) -> None:
    """Refuse a document of another instansi, or one whose years do not meet those of the tree."""
    if pohon.instansi_id != dokumen.instansi_id:
        raise ValidationError("Simpul dan komponen harus dari instansi yang sama.")
    if not set(pohon.periode.tahun) & set(dokumen.periode.tahun):
        raise ValidationError("Periode dokumen tidak beririsan dengan periode pohon ini.")


def _carry_out(
    owner: Dokumen,
    usulan: Usulan,
    made: dict[int, Komponen],
    nomenklatur: Nomenklatur | None = None,
    kode: str = "",
) -> list[Komponen]:
    """Make and map the komponen of a proposal. `made` finds komponen of earlier proposals by their
    Letak.
    """
    if usulan.cocok is not None:
        targets = [_komponen_of(usulan.cocok, made)]
    else:
        targets = list(_make(owner, usulan.buat, made, nomenklatur, kode))
    salinan = copies([usulan.simpul.pk])[usulan.simpul.pk]
    Pemetaan.objects.bulk_create(
        Pemetaan(simpul=usulan.simpul, komponen=k, salinan=salinan) for k in targets
    )
    return targets


def _make(
    owner: Dokumen,
    daftar: list[Letak],
    made: dict[int, Komponen],
    nomenklatur: Nomenklatur | None,
    kode: str,
) -> Iterable[Komponen]:
    for letak in daftar:
        upper = _komponen_of(letak.induk, made).pk if letak.induk else None
        data: dict[str, Any] = {"nama": letak.teks}
        if letak.jenis not in susunan.NAMED_BY_RESULT:
            data["sasaran"] = letak.teks
        if nomenklatur is not None and letak is daftar[-1]:
            data |= {"nomenklatur": nomenklatur, "kode": kode}
        made[id(letak)] = add_komponen(owner, jenis=letak.jenis, induk=upper, **data)
        yield made[id(letak)]


def _komponen_of(letak: Letak, made: dict[int, Komponen]) -> Komponen:
    return letak.komponen or made[id(letak)]


def _pohon_of(user: AnyUser, simpul: int) -> int:
    """Return the pk of the tree of a visible node; raises Simpul.DoesNotExist."""
    row: Simpul = Simpul.objects.visible_to(user).only("pohon_id").get(pk=simpul)
    return int(row.pohon_id)
