"""Writes to the house: units, periods, people and their roles, instansi and their first admin.

Units form a tree owned by their Instansi: its row is locked first and counts every change in
`nomor`. The same lock guards the rule that an instansi always has an active admin. Everything raises
ValidationError with sentences, and PermissionDenied or DoesNotExist where the user has no business.

Accounts are of the whole installation, so an admin creates new people only (a name that is taken
anywhere gets the same neutral sentence) and may touch an account's identity, password and state only
while it is the instansi's alone and carries no wider right. Otherwise an admin could take over someone
of another instansi, a pengelola or a superuser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Model, ProtectedError, QuerySet
from rest_framework.authtoken.models import Token

from lib import gambar, tree
from lib.teks import format_number, join_words
from organisasi.izin import forget, require_admin, require_pengelola
from organisasi.logo import require_logo
from organisasi.models import Instansi, Keanggotaan, LogoInstansi, Pengguna, Periode, Unit

if TYPE_CHECKING:
    Roles = Iterable[tuple[str, Unit | None]]

BIDANG_URUSAN = re.compile(r"^(\d\.\d{2}|X\.XX)$")
TAKEN_USERNAME = "Nama pengguna ini tidak dapat dipakai. Pilih yang lain."
SHARED_ACCOUNT = (
    "Akun ini tidak hanya dipakai di instansi Anda. "
    "Identitas, kata sandi, dan keaktifannya diurus pengelola instalasi."
)


def _lock(user: Pengguna, instansi_id: int) -> Instansi:
    """Lock the instansi for one of its admins and count the change."""
    instansi = tree.lock(Instansi.objects.visible_to(user).filter(pk=instansi_id))
    require_admin(user, instansi_id)
    Instansi.objects.filter(pk=instansi_id).update(nomor=F("nomor") + 1)
    return instansi


def describe_usage(row: Model) -> list[str]:
    """Say what refers to a row, such as "3 pohon kinerja"; one query per kind of reference.

    Works on whatever rooms are installed: references are found through the model, not imported.
    """
    found = []
    for relation in row._meta.related_objects:
        if relation.related_model is type(row) or relation.hidden:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: row.pk})
        count = rows.count()
        if count:
            name = relation.related_model._meta.verbose_name
            found.append(f"{format_number(count)} {name}")
    return found


# --- Units ----------------------------------------------------------------------------------------


def clean_bidang_urusan(text: str) -> str:
    """Normalise a list of codes such as "2.15" or "X.XX, 1.03"; raises ValidationError."""
    codes = [part.strip().upper() for part in re.split(r"[,;]", text) if part.strip()]
    for code in codes:
        if not BIDANG_URUSAN.match(code):
            raise ValidationError(
                f'"{code}" bukan kode bidang urusan. Tulis seperti 2.15, atau X.XX untuk unsur '
                "penunjang; pisahkan beberapa kode dengan koma."
            )
    return ", ".join(dict.fromkeys(codes))


@transaction.atomic
def create_unit(
    *, user: Pengguna, instansi_id: int, induk_id: int | None, data: dict[str, Any]
) -> Unit:
    """Add a unit as the last one under its parent (None: at the top)."""
    instansi = _lock(user, instansi_id)
    induk = _unit(instansi, induk_id)
    unit = Unit(instansi=instansi, induk=induk, **data)
    unit.full_clean(exclude=tree.POSITION_FIELDS)
    return tree.insert(unit, tree_id=instansi.pk, parent=induk)


@transaction.atomic
def update_unit(
    *, user: Pengguna, instansi_id: int, unit_id: int, induk_id: int | None, data: dict[str, Any]
) -> None:
    """Change a unit's fields and, where `induk_id` differs, hang it with its branch elsewhere."""
    instansi = _lock(user, instansi_id)
    unit = Unit.objects.get(instansi=instansi, pk=unit_id)
    induk = _unit(instansi, induk_id)
    moved = unit.induk_id != induk_id
    if induk is not None and induk.is_within(unit):
        raise ValidationError(
            {"induk": f"{unit} tidak dapat dipindah ke bawah dirinya sendiri. Pilih induk lain."}
        )
    for name, value in data.items():
        setattr(unit, name, value)
    unit.induk = induk
    unit.full_clean(exclude=tree.POSITION_FIELDS)
    Unit.objects.filter(pk=unit_id).update(**data)
    if moved:
        tree.move(Unit.objects.get(pk=unit_id), parent=induk)
    forget(user)


@transaction.atomic
def shift_unit(*, user: Pengguna, instansi_id: int, unit_id: int, down: bool) -> None:
    """Change places with the sibling above or below; at the end of the row nothing happens."""
    instansi = _lock(user, instansi_id)
    unit = Unit.objects.select_related("induk").get(instansi=instansi, pk=unit_id)
    siblings = list(Unit.objects.filter(instansi=instansi, induk=unit.induk).order_by("lft"))
    place = siblings.index(unit)
    if down and place + 1 < len(siblings):
        tree.move(unit, parent=unit.induk, after=siblings[place + 1])
    elif not down and place > 1:
        tree.move(unit, parent=unit.induk, after=siblings[place - 2])
    elif not down and place == 1:
        tree.move(unit, parent=unit.induk, first=True)
    forget(user)


@transaction.atomic
def delete_unit(*, user: Pengguna, instansi_id: int, unit_id: int) -> None:
    """Delete a unit to which nothing refers; else raise ValidationError naming what does."""
    instansi = _lock(user, instansi_id)
    unit = Unit.objects.get(instansi=instansi, pk=unit_id)
    reason = unit_in_use(unit)
    if reason:
        raise ValidationError(reason)
    try:
        tree.delete(unit)
    except ProtectedError as error:
        raise ValidationError(
            f"{unit} masih dipakai data lain, jadi tidak dapat dihapus."
        ) from error


def unit_in_use(unit: Unit) -> str:
    """Return the sentence that says why a unit cannot be deleted; empty when it can."""
    below = (unit.rght - unit.lft - 1) // 2
    if below:
        return (
            f"{unit} masih membawahkan {format_number(below)} unit. "
            "Pindahkan atau hapus unit di bawahnya dahulu."
        )
    usage = describe_usage(unit)
    if usage:
        return f"{unit} masih dipakai oleh {join_words(usage)}, jadi tidak dapat dihapus."
    return ""


def _unit(instansi: Instansi, pk: int | None) -> Unit | None:
    """Load a unit of the instansi after its lock; raises ValidationError for any other."""
    if pk is None:
        return None
    unit = Unit.objects.filter(instansi=instansi, pk=pk).first()
    if unit is None:
        raise ValidationError({"induk": "Pilih induk dari daftar."})
    return unit


# --- Periods --------------------------------------------------------------------------------------


@transaction.atomic
def save_periode(*, user: Pengguna, periode: Periode) -> Periode:
    """Create or change a period; years that are in use may be added to, not taken away."""
    _lock(user, periode.instansi_id)
    periode.full_clean()
    if periode.pk is not None:
        before = Periode.objects.get(pk=periode.pk)
        lost = set(before.tahun) - set(periode.tahun)
        usage = describe_usage(before) if lost else []
        if usage:
            raise ValidationError(
                {
                    "tahun_akhir": f"Periode ini sudah dipakai oleh {join_words(usage)}: "
                    "rentang tahunnya boleh diperpanjang, tidak boleh dipersingkat."
                }
            )
    periode.save()
    return periode


@transaction.atomic
def delete_periode(*, user: Pengguna, periode: Periode) -> None:
    """Delete a period to which nothing refers; else raise ValidationError naming what does."""
    _lock(user, periode.instansi_id)
    reason = periode_in_use(periode)
    if reason:
        raise ValidationError(reason)
    periode.delete()


def periode_in_use(periode: Periode) -> str:
    """Return the sentence that says why a period cannot be deleted; empty when it can."""
    usage = describe_usage(periode)
    if not usage:
        return ""
    return (
        f"{periode} masih dipakai oleh {join_words(usage)}. Kunci periode ini bila sudah selesai."
    )


# --- People ---------------------------------------------------------------------------------------


def anggota(instansi_id: int) -> QuerySet[Pengguna]:
    """Return the people with a role in the instansi: whom its admin may see."""
    roles = Keanggotaan.objects.filter(instansi=instansi_id)
    return Pengguna.objects.filter(pk__in=roles.values("pengguna"))


def is_shared(pengguna: Pengguna, instansi_id: int) -> bool:
    """Whether the account reaches beyond the instansi, so that its admin may not take it over."""
    return (
        pengguna.pengelola
        or pengguna.is_superuser
        or pengguna.is_staff
        or pengguna.keanggotaan.exclude(instansi=instansi_id).exists()
    )


def _own_account(pengguna: Pengguna, instansi_id: int) -> None:
    """Refuse to touch an account that is not the instansi's alone."""
    if is_shared(pengguna, instansi_id):
        raise PermissionDenied(SHARED_ACCOUNT)


@transaction.atomic
def create_pengguna(
    *, user: Pengguna, instansi_id: int, data: dict[str, str], password: str, peran: Roles
) -> Pengguna:
    """Add a new person with their roles in the instansi. `data`: username, nama, email."""
    instansi = _lock(user, instansi_id)
    pengguna = new_account(data, password)
    _set_peran(pengguna, instansi, peran)
    return pengguna


def new_account(data: dict[str, str], password: str) -> Pengguna:
    """Make an account without any right; the name is taken whatever its case and wherever it is."""
    username = data["username"].strip().lower()
    if Pengguna.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": TAKEN_USERNAME})
    pengguna = Pengguna(username=username, nama=data["nama"], email=data["email"])
    pengguna.full_clean(exclude=["password"])
    validate_password(password, pengguna)
    pengguna.set_password(password)
    try:
        with transaction.atomic():
            pengguna.save()
    except IntegrityError as error:  # someone else took the name in this very moment
        raise ValidationError({"username": TAKEN_USERNAME}) from error
    return pengguna


@transaction.atomic
def update_pengguna(
    *,
    user: Pengguna,
    instansi_id: int,
    pengguna: Pengguna,
    data: dict[str, Any] | None,
    peran: Roles,
) -> None:
    """Set a person's roles in the instansi and, with `data` (nama, email, is_active), who they are."""
    instansi = _lock(user, instansi_id)
    pengguna = anggota(instansi_id).get(pk=pengguna.pk)
    if data is not None:
        _own_account(pengguna, instansi_id)
        if pengguna.pk == user.pk and not data["is_active"]:
            raise ValidationError(
                {"is_active": "Anda tidak dapat menonaktifkan akun Anda sendiri."}
            )
        for name in ("nama", "email", "is_active"):
            setattr(pengguna, name, data[name])
        pengguna.full_clean(exclude=["password"])
        pengguna.save(update_fields=["nama", "email", "is_active"])
    _set_peran(pengguna, instansi, peran)
    _require_active_admin(instansi)
    forget(user)


def _set_peran(pengguna: Pengguna, instansi: Instansi, peran: Roles) -> None:
    """Make the person's roles in the instansi exactly these."""
    wanted = {(role, unit.pk if unit else None): unit for role, unit in peran}
    if not wanted and not is_shared(pengguna, instansi.pk):
        raise ValidationError(
            "Beri paling sedikit satu peran. Bila orangnya sudah tidak bertugas, nonaktifkan akunnya."
        )
    existing = {
        (row.peran, row.unit_id): row for row in pengguna.keanggotaan.filter(instansi=instansi)
    }
    for key, row in existing.items():
        if key not in wanted:
            row.delete()
    for key, unit in wanted.items():
        if key not in existing:
            row = Keanggotaan(pengguna=pengguna, instansi=instansi, unit=unit, peran=key[0])
            row.full_clean()
            row.save()


def _require_active_admin(instansi: Instansi) -> None:
    if not active_admins(instansi).exists():
        raise ValidationError(
            "Instansi harus memiliki paling sedikit satu admin aktif. "
            "Jadikan orang lain admin dahulu."
        )


def active_admins(instansi: Instansi) -> QuerySet[Keanggotaan]:
    """Return the admin roles of the instansi with which someone can sign in."""
    return instansi.keanggotaan.filter(
        peran=Keanggotaan.Peran.ADMIN, pengguna__is_active=True
    ).select_related("pengguna")


@transaction.atomic
def set_password(*, user: Pengguna, instansi_id: int, pengguna: Pengguna, password: str) -> None:
    """Give someone of the instansi a new password; their sessions and API token end."""
    _lock(user, instansi_id)
    pengguna = anggota(instansi_id).get(pk=pengguna.pk)
    _own_account(pengguna, instansi_id)
    validate_password(password, pengguna)
    pengguna.set_password(password)
    pengguna.save(update_fields=["password"])
    Token.objects.filter(user=pengguna).delete()


# --- Instansi -------------------------------------------------------------------------------------


@transaction.atomic
def create_instansi(
    *, user: Pengguna, instansi: Instansi, admin: dict[str, str], password: str
) -> Pengguna:
    """Make an instansi and the account of its first admin, which is returned."""
    require_pengelola(user)
    instansi.full_clean()
    instansi.save()
    return _first_admin(instansi, admin, password)


@transaction.atomic
def update_instansi(*, user: Pengguna, instansi: Instansi) -> None:
    """Change the name and place of an instansi."""
    require_pengelola(user)
    tree.lock(Instansi.objects.filter(pk=instansi.pk))
    instansi.full_clean()
    fields = ["nama", "jenis", "kekhususan", "zona_waktu", "tempat", "alamat"]
    instansi.save(update_fields=fields)


@transaction.atomic
def add_admin(
    *, user: Pengguna, instansi_id: int, admin: dict[str, str], password: str
) -> Pengguna:
    """Make the account of an admin for an instansi that has none who can sign in."""
    require_pengelola(user)
    instansi = tree.lock(Instansi.objects.filter(pk=instansi_id))
    if active_admins(instansi).exists():
        raise PermissionDenied(
            "Instansi ini sudah memiliki admin; admin itulah yang menambah admin lain."
        )
    return _first_admin(instansi, admin, password)


def _first_admin(instansi: Instansi, data: dict[str, str], password: str) -> Pengguna:
    pengguna = new_account(data, password)
    _set_peran(pengguna, instansi, [(Keanggotaan.Peran.ADMIN, None)])
    return pengguna


# --- Logo -----------------------------------------------------------------------------------------


@transaction.atomic
def set_logo(*, user: Pengguna, instansi: Instansi, isi: bytes) -> LogoInstansi:
    """Keep a logo in the place of the one there was; raises ValidationError with a sentence."""
    _lock_for_logo(user, instansi)
    picture = gambar.read(isi)
    row, _ = LogoInstansi.objects.update_or_create(
        instansi=instansi, defaults={"isi": picture.isi, "tipe": picture.tipe}
    )
    return row


@transaction.atomic
def delete_logo(*, user: Pengguna, instansi: Instansi) -> None:
    """Let the letterhead have no logo."""
    _lock_for_logo(user, instansi)
    LogoInstansi.objects.filter(instansi=instansi).delete()


def _lock_for_logo(user: Pengguna, instansi: Instansi) -> None:
    """Lock the instansi for whoever may set its logo; raises DoesNotExist."""
    require_logo(user, instansi.pk)
    tree.lock(Instansi.objects.filter(pk=instansi.pk))
