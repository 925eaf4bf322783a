"""Writes on the structure of positions, under the lock of the instansi that owns the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jabatan.models import Jabatan, KinerjaJabatan, Pejabat, PerjanjianKinerja, Skp
from lib import tree
from lib.teks import join_words
from organisasi.izin import require_edit
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from organisasi.models import AnyUser

GONE = "Jabatan itu sudah dihapus orang lain. Muat ulang halaman."
TREE_FIELDS = ("induk", *tree.POSITION_FIELDS)
J = Jabatan.Jenjang
# Rank in the structure; a superior never ranks below the position it heads.
RANK: dict[str, int] = {
    J.KEPALA_DAERAH: 0,
    J.MENTERI: 0,
    J.JPT_MADYA: 1,
    J.JPT_PRATAMA: 2,
    J.ADMINISTRATOR: 3,
    J.PENGAWAS: 4,
    J.JF: 5,
    J.PELAKSANA: 5,
}


def lock_instansi(user: AnyUser, instansi_id: int) -> Instansi:
    """Lock the owner of the tree of positions; must run inside `atomic()`."""
    try:
        return tree.lock(Instansi.objects.visible_to(user).filter(pk=instansi_id))
    except Instansi.DoesNotExist:
        raise ValidationError("Instansi tidak ditemukan. Muat ulang halaman.") from None


def load_jabatan(user: AnyUser, instansi_id: int, jabatan_id: int) -> Jabatan:
    """Return a fresh position of the instansi; refuse with a sentence when it is gone."""
    queryset = Jabatan.objects.visible_to(user).filter(instansi=instansi_id)
    jabatan: Jabatan | None = queryset.select_related("unit", "induk").filter(pk=jabatan_id).first()
    if jabatan is None:
        raise ValidationError(GONE)
    return jabatan


def carriers_of(unit: Unit, tahun: int) -> list[Jabatan]:
    """Return the positions of a unit and those below it that carry kinerja of a year, in the order of the structure.

    Raises ValidationError when there is none.
    """
    rows = Jabatan.objects.filter(
        instansi=unit.instansi_id,
        unit__in=Unit.objects.in_branch(unit),
        daftar_kinerja__simpul__pohon__dihapus=None,
        daftar_kinerja__simpul__pohon__periode__tahun_awal__lte=tahun,
        daftar_kinerja__simpul__pohon__periode__tahun_akhir__gte=tahun,
    )
    found = list(rows.distinct().order_by("lft"))
    if not found:
        raise ValidationError(
            f"Belum ada jabatan di {unit.nama} yang mengampu kinerja tahun {tahun}; "
            "bagikan dahulu dari pohon."
        )
    return found


def touch(*daftar: int) -> None:
    """Note when these positions, or what they hold, last changed: what was reckoned from them before is out of date."""
    Jabatan.objects.filter(pk__in=daftar).update(diubah=timezone.now())


def count_up(instansi_id: int) -> None:
    """Count a change of the structure, so that a preview of an import knows it is stale."""
    Instansi.objects.filter(pk=instansi_id).update(nomor=F("nomor") + 1)


def check_superior(jabatan: Jabatan, induk: Jabatan | None) -> None:
    """Refuse a superior that ranks lower, and a functional superior without supervision (H-09)."""
    if induk is None:
        return
    if induk.jenjang == J.PELAKSANA or (induk.jenjang == J.JF and not induk.supervisi):
        raise ValidationError(
            {
                "induk": f"{induk.nama} tidak membawahi jabatan lain; pilih pejabat struktural "
                "atau jabatan fungsional dengan fungsi supervisi."
            }
        )
    if RANK[induk.jenjang] > RANK[jabatan.jenjang] or jabatan.is_one_party:
        raise ValidationError(
            {
                "induk": f"{induk.nama} ({induk.get_jenjang_display()}) tidak dapat menjadi atasan "
                f"{jabatan.get_jenjang_display()}; pilih jabatan yang jenjangnya tidak di bawahnya."
            }
        )


def _check_subordinates(jabatan: Jabatan) -> None:
    for anak in Jabatan.objects.filter(induk=jabatan.pk):
        try:
            check_superior(anak, jabatan)
        except ValidationError:
            raise ValidationError(
                {
                    "jenjang": f"Jenjang ini tidak dapat membawahi {anak.nama} "
                    f"({anak.get_jenjang_display()}); pindahkan dahulu jabatan itu."
                }
            ) from None


@transaction.atomic
def add_jabatan(*, user: AnyUser, jabatan: Jabatan, induk_id: int | None = None) -> Jabatan:
    """Add an unsaved position as the last below `induk_id` (None: at the top) and return it.

    `jabatan` carries instansi, unit, nama, jenjang and, for a functional position, level and
    supervision.
    """
    instansi = lock_instansi(user, jabatan.instansi_id)
    require_edit(user, instansi.pk, jabatan.unit)
    induk = load_jabatan(user, instansi.pk, induk_id) if induk_id else None
    jabatan.full_clean(exclude=TREE_FIELDS)
    check_superior(jabatan, induk)
    jabatan = tree.insert(jabatan, tree_id=instansi.pk, parent=induk)
    count_up(instansi.pk)
    return jabatan


@transaction.atomic
def build_jabatan(
    *, user: AnyUser, instansi: Instansi, daftar: Iterable[Mapping[str, Any]]
) -> dict[str, Jabatan]:
    """Add many positions at once and return them by key.

    Each entry, in tree order: `kunci`, `induk_kunci` (of an earlier entry, or absent), the fields
    of Jabatan, and `pejabat`, a list of holders' fields. All or nothing.
    """
    instansi = lock_instansi(user, instansi.pk)
    made: dict[str, Jabatan] = {}
    holders: list[Pejabat] = []
    for entry in daftar:
        fields = dict(entry)
        kunci, upper = fields.pop("kunci"), made.get(fields.pop("induk_kunci", None) or "")
        people = fields.pop("pejabat", [])
        jabatan = Jabatan(instansi=instansi, **fields)
        require_edit(user, instansi.pk, jabatan.unit)
        jabatan.full_clean(exclude=TREE_FIELDS)
        check_superior(jabatan, upper)
        made[kunci] = tree.under(jabatan, upper)
        holders += [Pejabat(jabatan=jabatan, **person) for person in people]
    tree.build(list(made.values()), tree_id=instansi.pk)
    for holder in holders:
        holder.jabatan_id = holder.jabatan.pk
        holder.full_clean()
        holder.save()
    count_up(instansi.pk)
    return made


@transaction.atomic
def change_jabatan(*, user: AnyUser, jabatan: Jabatan, data: Mapping[str, Any]) -> Jabatan:
    """Change name, jenjang, unit, functional level or supervision of a position."""
    instansi = lock_instansi(user, jabatan.instansi_id)
    jabatan = load_jabatan(user, instansi.pk, jabatan.pk)
    require_edit(user, instansi.pk, jabatan.unit)
    for field in ("nama", "jenjang", "unit", "level_jf", "supervisi"):
        if field in data:
            setattr(jabatan, field, data[field])
    require_edit(user, instansi.pk, jabatan.unit)
    jabatan.full_clean(exclude=TREE_FIELDS)
    check_superior(jabatan, jabatan.induk)
    _check_subordinates(jabatan)
    jabatan.save(update_fields=["nama", "jenjang", "unit", "level_jf", "supervisi", "diubah"])
    count_up(instansi.pk)
    return jabatan


@transaction.atomic
def move_jabatan(
    *, user: AnyUser, jabatan: Jabatan, induk_id: int | None, setelah_id: int | None = None
) -> None:
    """Hang a position with everything below it under another superior (None: at the top).

    `setelah_id` names the sibling it follows; without it the position becomes the last.
    """
    instansi = lock_instansi(user, jabatan.instansi_id)
    jabatan = load_jabatan(user, instansi.pk, jabatan.pk)
    require_edit(user, instansi.pk, jabatan.unit)
    induk = load_jabatan(user, instansi.pk, induk_id) if induk_id else None
    setelah = load_jabatan(user, instansi.pk, setelah_id) if setelah_id else None
    check_superior(jabatan, induk)
    if setelah and setelah.induk_id != induk_id:
        raise ValidationError({"setelah": "Pilih jabatan yang berada di bawah atasan itu."})
    try:
        tree.move(jabatan, parent=induk, after=setelah)
    except ValueError:
        raise ValidationError(
            {
                "induk": "Jabatan tidak dapat dipindah ke bawah dirinya sendiri "
                "atau bawahannya; pilih atasan lain."
            }
        ) from None
    touch(jabatan.pk)
    count_up(instansi.pk)


@transaction.atomic
def delete_jabatan(*, user: AnyUser, jabatan: Jabatan) -> None:
    """Delete a position that nothing refers to, with its holders.

    Refused, with a sentence naming what is in the way, while it has subordinates, PK or kinerja.
    """
    instansi = lock_instansi(user, jabatan.instansi_id)
    jabatan = load_jabatan(user, instansi.pk, jabatan.pk)
    require_edit(user, instansi.pk, jabatan.unit)
    if reasons := obstacles(jabatan):
        raise ValidationError(
            f"{jabatan.nama} tidak dapat dihapus karena masih memiliki {join_words(reasons)}."
        )
    tree.delete(jabatan)
    touch(
        *Jabatan.objects.filter(instansi=instansi, unit=jabatan.unit).values_list("pk", flat=True)
    )
    count_up(instansi.pk)


def obstacles(jabatan: Jabatan) -> list[str]:
    """Say what keeps a position from being deleted; empty when nothing does."""
    reasons = []
    if count := Jabatan.objects.filter(induk=jabatan.pk).count():
        reasons.append(f"{count} jabatan bawahan")
    if count := KinerjaJabatan.objects.filter(jabatan=jabatan.pk).count():
        reasons.append(f"{count} kinerja yang diampu")
    for pk in PerjanjianKinerja.objects.filter(jabatan=jabatan.pk).order_by("tahun", "urutan"):
        reasons.append(f"PK {pk.get_status_display().lower()} tahun {pk.tahun}")
    if count := Skp.objects.filter(pejabat__jabatan=jabatan.pk).count():
        reasons.append(f"{count} SKP pejabatnya")
    return reasons
