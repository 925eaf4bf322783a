"""Writing the tree of komponen of a document, and their pagu."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CASCADE

from lib import teks, tree
from perencanaan import kodefikasi, susunan
from perencanaan.actions.kunci import fresh, lock_dokumen, require_fresh, touch
from perencanaan.models import Dokumen, Komponen, Nomenklatur, Pagu, Pemetaan

if TYPE_CHECKING:
    from organisasi.models import AnyUser

FIELDS = frozenset(
    {
        "kode",
        "nama",
        "sasaran",
        "nomenklatur",
        "penanggung_jawab",
        "lokasi",
        "kelompok_sasaran",
        "prioritas_nasional",
        "prioritas_daerah",
        "keterangan",
        "misi",
    }
)
LONGEST_SOURCE = 60
OTHER_VERSION = "Pilih nomenklatur dari versi dan tingkat pemerintahan dokumen ini."


@transaction.atomic
def create_komponen(
    *,
    user: AnyUser,
    dokumen: int,
    jenis: str,
    induk: int | None = None,
    setelah: int | None = None,
    **data: Any,
) -> Komponen:
    """Add a komponen under `induk` (None: at the top), behind the sibling `setelah` or last; return
    it.

    `data`: the fields of FIELDS. A chosen nomenklatur gives
    kode and nama and is kept as a snapshot. Raises ValidationError with sentences.
    """
    owner = lock_dokumen(user, dokumen)
    komponen = add_komponen(owner, jenis=jenis, induk=induk, setelah=setelah, **data)
    touch(owner)
    return komponen


def add_komponen(
    owner: Dokumen, *, jenis: str, induk: int | None, setelah: int | None = None, **data: Any
) -> Komponen:
    """Add a komponen to a document already locked; for this room's other actions."""
    parent = fresh(owner, induk)
    if parent is not None:
        _refuse_pagu_above(parent)
    komponen = Komponen(dokumen=owner, jenis=jenis, induk=parent)
    _fill(komponen, data)
    komponen.full_clean(exclude=tree.POSITION_FIELDS)
    after = fresh(owner, setelah)
    if after is not None and after.induk_id != induk:
        after = None
    return tree.insert(komponen, tree_id=owner.pk, parent=parent, after=after)


@transaction.atomic
def update_komponen(
    *, user: AnyUser, komponen: int, versi: int | None = None, **data: Any
) -> Komponen:
    """Change fields of a komponen; `versi` is the one the user saw. Returns it with the next versi.

    Raises ValidationError when stale, or when the codes of its children would no longer lie below
    its own.
    """
    owner = lock_dokumen(user, _dokumen_of(user, komponen))
    target = require_fresh(owner, komponen, versi)
    _fill(target, data)
    target.full_clean(exclude=tree.POSITION_FIELDS)
    for child in Komponen.objects.filter(induk=target).select_related("nomenklatur"):
        child.dokumen, child.induk = owner, target
        child._clean_code()
    target.versi += 1
    target.save(update_fields=[*FIELDS, "salinan_nomenklatur", "versi"])
    touch(owner)
    return target


@transaction.atomic
def move_komponen(
    *,
    user: AnyUser,
    komponen: int,
    induk: int | None,
    setelah: int | None = None,
    versi: int | None = None,
) -> Komponen:
    """Hang a komponen with everything below it elsewhere in its document: behind `setelah`, or
    first.

    Raises ValidationError when the new parent lies in the branch itself or may not carry this kind.
    """
    owner = lock_dokumen(user, _dokumen_of(user, komponen))
    target = require_fresh(owner, komponen, versi)
    parent, after = fresh(owner, induk), fresh(owner, setelah)
    if parent is not None and parent.pk != target.induk_id:
        if parent.is_within(target):
            raise ValidationError("Komponen tidak dapat dipindahkan ke bawah turunannya sendiri.")
        _refuse_pagu_above(parent)
    target.induk = parent
    target.full_clean(exclude=tree.POSITION_FIELDS)
    if after is not None and (after.pk == target.pk or after.induk_id != induk):
        raise ValidationError("Letak yang dipilih tidak berada di bawah induk itu.")
    tree.move(target, parent=parent, after=after, first=after is None)
    Komponen.objects.filter(pk=target.pk).update(versi=target.versi + 1)
    touch(owner)
    target.refresh_from_db()
    return target


@transaction.atomic
def delete_komponen(*, user: AnyUser, komponen: int) -> int:
    """Delete a komponen with everything below it, its pagu and its mappings; return how many
    komponen went.
    """
    owner = lock_dokumen(user, _dokumen_of(user, komponen))
    target = require_fresh(owner, komponen)
    tree.delete(target)
    touch(owner)
    return int((target.rght - target.lft + 1) // 2)


@transaction.atomic
def set_pagu(
    *,
    user: AnyUser,
    komponen: int,
    daftar: Mapping[str, Mapping[int, Decimal | None]],
    versi: int | None = None,
) -> None:
    """Replace the pagu of a lowest komponen: {sumber dana: {tahun: rupiah, None for no pagu}}.

    Raises ValidationError for an upper komponen, a tujuan or sasaran, a year outside the document,
    or a negative amount.
    """
    owner = lock_dokumen(user, _dokumen_of(user, komponen))
    target = require_fresh(owner, komponen, versi)
    refuse_pagu(target)
    rows = [
        Pagu(komponen=target, tahun=tahun, nilai=nilai, sumber_dana=source.strip())
        for source, years in daftar.items()
        for tahun, nilai in years.items()
        if nilai is not None
    ]
    for row in rows:
        if row.tahun not in owner.daftar_tahun_pagu:
            raise ValidationError(f"Tahun {row.tahun} di luar dokumen {owner}.")
        row.full_clean(exclude=["komponen"], validate_unique=False, validate_constraints=False)
    Pagu.objects.filter(komponen=target).delete()
    Pagu.objects.bulk_create(rows)
    Komponen.objects.filter(pk=target.pk).update(versi=target.versi + 1)
    touch(owner)


def refuse_pagu(komponen: Komponen) -> None:
    """Raise ValidationError with a sentence when this komponen may not carry pagu of its own."""
    if komponen.jenis not in susunan.WITH_PAGU:
        raise ValidationError(
            f"{komponen.get_jenis_display()} tidak berpagu sendiri; "
            "isi pagu pada program, kegiatan, subkegiatan, KRO, atau RO."
        )
    if not komponen.is_lowest:
        raise ValidationError(
            f"Pagu {teks.small(komponen.get_jenis_display())} ini adalah jumlah turunannya; "
            "isi pagu pada komponen terendah di bawahnya."
        )


def _refuse_pagu_above(parent: Komponen) -> None:
    if parent.is_lowest and Pagu.objects.filter(komponen=parent).exists():
        raise ValidationError(
            f"{parent.get_jenis_display()} “{parent}” sudah berpagu. Kosongkan pagunya dahulu: "
            "pagu diisi pada komponen terendah."
        )


def _dokumen_of(user: AnyUser, komponen: int) -> int:
    """Return the pk of the document of a visible komponen; raises Komponen.DoesNotExist."""
    row: Komponen = Komponen.objects.visible_to(user).only("dokumen_id").get(pk=komponen)
    return int(row.dokumen_id)


def _fill(komponen: Komponen, data: Mapping[str, Any]) -> None:
    unknown = set(data) - FIELDS
    if unknown:
        raise ValueError(f"unknown fields {sorted(unknown)}")
    before, kode = komponen.nomenklatur_id, komponen.kode
    for name, value in data.items():
        setattr(komponen, name, " ".join(value.split()) if isinstance(value, str) else value)
    if komponen.kode != kode:
        _refuse_region(komponen)
    if komponen.nomenklatur and komponen.nomenklatur_id != before:
        _take_nomenklatur(komponen, komponen.nomenklatur)
    elif komponen.nomenklatur is None and before is not None:
        komponen.salinan_nomenklatur = {}


def _take_nomenklatur(komponen: Komponen, row: Nomenklatur) -> None:
    """Fill kode, nama and the snapshot from a row of the document's own version and tier."""
    if row.versi_id != komponen.dokumen.versi_nomenklatur_id:
        raise ValidationError({"nomenklatur": OTHER_VERSION})
    take_row(komponen, row)


def take_row(komponen: Komponen, row: Nomenklatur) -> None:
    """Fill kode, nama and the snapshot from a row of the document's tier, of whatever version.

    X.XX becomes a bidang urusan of the unit: the one typed, else that of the komponen above, else its first. Raises
    ValidationError for another tier and for a kegiatan of a special region that is not ours.
    """
    owner, upper = komponen.dokumen, komponen.induk
    if row.tingkat != owner.tingkat_nomenklatur:
        raise ValidationError({"nomenklatur": OTHER_VERSION})
    if region := kodefikasi.foreign_region(row.kode, owner.instansi.digit_khusus):
        raise ValidationError(
            {"nomenklatur": f"{row.kode} hanya untuk {region}. Pilih nomenklatur lain."}
        )
    komponen.kode = kodefikasi.own_code(
        row.kode,
        owner.unit.bidang_urusan if owner.unit else "",
        *([upper.kode] if upper else []),
        komponen.kode,
    )
    komponen.nama = row.nama
    komponen.nomenklatur = row
    komponen.salinan_nomenklatur = snapshot(row)


def _refuse_region(komponen: Komponen) -> None:
    """Refuse a typed code of a special region that is not ours."""
    region = kodefikasi.foreign_region(komponen.kode, komponen.dokumen.instansi.digit_khusus)
    if region and komponen.jenis in susunan.WITH_NOMENKLATUR:
        raise ValidationError({"kode": f"Kode {komponen.kode} hanya untuk {region}."})


def snapshot(row: Nomenklatur) -> dict[str, str]:
    """Return what a komponen keeps of its row of the nomenclature."""
    kept = ("tingkat", "kode", "nama", "kinerja", "indikator", "satuan")
    return {"versi": str(row.versi), **{name: getattr(row, name) for name in kept}}


def count_below(komponen: Komponen) -> dict[str, int]:
    """Return what a deletion would take along: {"turunan", "pemetaan", "pagu"}, and the rest by its name.

    The rest is whatever hangs on the komponen in this room or another: acuan, strategi, the steps of its SOP.
    """
    branch = Komponen.objects.in_branch(komponen)
    counts = {
        "turunan": (komponen.rght - komponen.lft - 1) // 2,
        "pemetaan": Pemetaan.objects.filter(komponen__in=branch).count(),
        "pagu": Pagu.objects.filter(komponen__in=branch).count(),
    }
    for relation in Komponen._meta.related_objects:
        model = relation.related_model
        if relation.on_delete is not CASCADE or model in (Komponen, Pemetaan, Pagu):
            continue
        rows = model._base_manager.filter(**{f"{relation.field.name}__in": branch})
        name = str(model._meta.verbose_name)
        counts[name] = counts.get(name, 0) + rows.count()
    return counts
