"""The demo accounts. Their password is public, so they must never reach a real installation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction

from cascading.contoh.berkas import EXAMPLES, Entry, read
from organisasi.models import Instansi, Keanggotaan, Pengguna, Unit

KATA_SANDI = "pokin-contoh-2026"
PENGELOLA = "pengelola"


@dataclass(frozen=True)
class Akun:
    """One demo account as it is told to the person at the terminal."""

    username: str
    peran: str
    tempat: str


def daftar_akun() -> list[Akun]:
    """Return the demo accounts that exist; one query."""
    all_accounts = [Akun(PENGELOLA, "Pengelola instalasi", "")]
    for name in EXAMPLES:
        data = read(name)
        units = {unit["kunci"]: unit["nama"] for unit in data["unit"]}
        for entry in data["akun"]:
            peran = Keanggotaan.Peran(entry["peran"]).label
            place = units.get(entry.get("unit", ""), data["instansi"]["nama"])
            all_accounts.append(Akun(entry["username"], peran, place))
    here = taken(akun.username for akun in all_accounts)
    return [akun for akun in all_accounts if akun.username in here]


def first_open() -> str:
    """Return a demo account that still opens with the public password; empty when none does."""
    for akun in daftar_akun():
        user = Pengguna.objects.get(username=akun.username)
        if user.is_active and user.check_password(KATA_SANDI):
            return akun.username
    return ""


def taken(usernames: Iterable[str]) -> set[str]:
    """Return those of the names under which someone can already sign in."""
    found = Pengguna.objects.filter(username__in=list(usernames))
    return set(found.values_list("username", flat=True))


@transaction.atomic
def load_pengelola() -> bool:
    """Make the account that runs the installation; False when the name is taken, then nothing changes."""
    if taken([PENGELOLA]):
        return False
    _save_account(PENGELOLA, "Pengelola Instalasi (contoh)", pengelola=True)
    return True


def make_account(entry: Entry, instansi: Instansi, unit: Unit | None) -> Pengguna:
    """Make one account of an example with its role in the instansi, for the unit or (None) all of it."""
    user = _save_account(entry["username"], entry["nama"])
    role = Keanggotaan(pengguna=user, instansi=instansi, unit=unit, peran=entry["peran"])
    role.full_clean()
    role.save()
    return user


@cache
def _hash() -> str:
    """The stored form of the one password: hashing it once for all accounts saves seconds."""
    return make_password(KATA_SANDI)


def _save_account(username: str, nama: str, *, pengelola: bool = False) -> Pengguna:
    user = Pengguna(username=username, nama=nama, pengelola=pengelola, password=_hash())
    user.full_clean()
    user.save()
    return user
