"""Who may do what: the only place that knows roles.

Tenant first: nobody sees another instansi. Inside an instansi everyone with a role reads. A perencana edits what
belongs to their unit and the units below (or, without a unit, to the whole instansi), an admin everything of their
instansi, an evaluator judges but never edits content, a pimpinan approves, a pembaca reads. A pengelola makes
instansi and their first admin and has no say in content. Nobody approves a tree they drafted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from organisasi.models import Keanggotaan, Pengguna

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Unit

Peran = Keanggotaan.Peran
WRITERS = (Peran.ADMIN, Peran.PERENCANA)
JUDGES = (Peran.EVALUATOR, Peran.PIMPINAN)
NEVER = Q(pk__in=[])


@dataclass(frozen=True)
class Izin:
    """What one user may do, read once per request from their Keanggotaan."""

    keanggotaan: tuple[Keanggotaan, ...] = ()
    pengelola: bool = False
    daftar_instansi: frozenset[int] = field(default_factory=frozenset)

    def peran(self, instansi_id: int) -> set[str]:
        """Return the user's roles in an instansi."""
        return {k.peran for k in self.keanggotaan if k.instansi_id == instansi_id}

    def is_admin(self, instansi_id: int) -> bool:
        """Whether the user administers the instansi."""
        return Peran.ADMIN in self.peran(instansi_id)

    def _pairs(self, roles: Iterable[str]) -> Iterable[tuple[int, Unit | None]]:
        wanted = set(roles)
        for k in self.keanggotaan:
            if k.peran in wanted:
                yield k.instansi_id, k.unit

    def may(self, roles: Iterable[str], instansi_id: int, unit: Unit | None) -> bool:
        """Whether one of the roles covers this unit (None: the instansi as a whole)."""
        for own_instansi, own_unit in self._pairs(roles):
            if own_instansi != instansi_id:
                continue
            if own_unit is None:
                return True
            if unit is not None and unit.is_within(own_unit):
                return True
        return False

    def may_edit(self, instansi_id: int, unit: Unit | None) -> bool:
        """Whether the user may write the content (trees, plans, positions) of a unit or of the whole instansi."""
        return self.may(WRITERS, instansi_id, unit)

    def may_edit_some(self, instansi_id: int) -> bool:
        """Whether the user may write the content of some unit of the instansi, or of all of it."""
        return any(own_instansi == instansi_id for own_instansi, _ in self._pairs(WRITERS))

    def may_judge(self, instansi_id: int, unit: Unit | None) -> bool:
        """Whether the user may return or comment on work of a unit: evaluator or pimpinan."""
        return self.may(JUDGES, instansi_id, unit)

    def may_judge_some(self, instansi_id: int) -> bool:
        """Whether the user judges the work of some unit of the instansi, or of all of it."""
        return any(own_instansi == instansi_id for own_instansi, _ in self._pairs(JUDGES))

    def may_recheck(self, instansi_id: int) -> bool:
        """Whether the user may have all trees of the instansi checked and scored again; who only reads may not."""
        return self.may_edit_some(instansi_id) or self.may_judge_some(instansi_id)

    def may_evaluate(self, instansi_id: int, unit: Unit | None) -> bool:
        """Whether the user gives the verdict on the LKE of a unit: the evaluator alone.

        PermenPANRB 88/2021 leaves the evaluation to APIP. A pimpinan decides on trees, but is answerable for what the
        LKE judges and does not judge it.
        """
        return self.may((Peran.EVALUATOR,), instansi_id, unit)

    def may_approve(self, instansi_id: int, unit: Unit | None) -> bool:
        """Whether the user may approve work of a unit: pimpinan."""
        return self.may((Peran.PIMPINAN,), instansi_id, unit)

    @property
    def may_load_nomenklatur(self) -> bool:
        """Whether the user may import nomenclature, which is national: an admin of any instansi, or a pengelola."""
        return self.pengelola or any(k.peran == Peran.ADMIN for k in self.keanggotaan)

    def content_q(self, instansi: str = "instansi", unit: str = "unit") -> Q:
        """Return the condition "content this user may write" on rows that point to an instansi and a unit.

        `instansi` and `unit` are the lookups from the row, such as "dokumen__unit". The unit condition needs one join.
        """
        return self._covered(WRITERS, instansi, f"{unit}__")

    def judge_q(self, instansi: str = "instansi", unit: str = "unit") -> Q:
        """Return the condition "work this user may judge", in the same words."""
        return self._covered(JUDGES, instansi, f"{unit}__")

    def unit_q(self) -> Q:
        """Return the condition "units whose content this user may write" on Unit rows."""
        return self._covered(WRITERS, "instansi", "")

    def _covered(self, roles: Iterable[str], instansi: str, prefix: str) -> Q:
        """Return the condition by the lookup of the instansi and the prefix of the unit's own columns."""
        condition = NEVER
        for own_instansi, own_unit in self._pairs(roles):
            if own_unit is None:
                condition |= Q(**{instansi: own_instansi})
            else:
                condition |= Q(
                    **{
                        f"{prefix}tree_id": own_unit.tree_id,
                        f"{prefix}lft__gte": own_unit.lft,
                        f"{prefix}rght__lte": own_unit.rght,
                    }
                )
        return condition


def izin(user: Pengguna | AnonymousUser) -> Izin:
    """Return what the user may do; one query, kept on the user object for the length of the request."""
    if not user.is_authenticated or not user.is_active:
        return Izin()
    cached: Izin | None = getattr(user, "_izin", None)
    if cached is None:
        rows = tuple(
            Keanggotaan.objects.filter(pengguna_id=user.pk).select_related("unit", "instansi")
        )
        cached = Izin(
            keanggotaan=rows,
            pengelola=user.pengelola,
            daftar_instansi=frozenset(k.instansi_id for k in rows),
        )
        user._izin = cached
    return cached


def judges(instansi_id: int, unit: Unit | None) -> QuerySet[Pengguna]:
    """Return the people who may judge the work of a unit (None: of the instansi as a whole), by name."""
    covers = Q(unit=None)
    if unit is not None:
        covers |= Q(unit__tree_id=unit.tree_id, unit__lft__lte=unit.lft, unit__rght__gte=unit.rght)
    roles = Keanggotaan.objects.filter(covers, instansi=instansi_id, peran__in=JUDGES)
    people = Pengguna.objects.filter(pk__in=roles.values("pengguna"), is_active=True)
    return people.order_by("nama")


def forget(user: Pengguna) -> None:
    """Drop what `izin` keeps on a user object (after their roles or the unit tree changed in the same process)."""
    if hasattr(user, "_izin"):  # request.user is a lazy wrapper: its own __dict__ does not hold it
        del user._izin


def require_edit(user: Pengguna | AnonymousUser, instansi_id: int, unit: Unit | None) -> None:
    """Raise PermissionDenied with a sentence unless the user may write the content of the unit."""
    if not izin(user).may_edit(instansi_id, unit):
        whose = f"unit {unit}" if unit else "tingkat instansi"
        raise PermissionDenied(
            f"Anda tidak berhak mengubah data {whose}. Hubungi admin instansi Anda."
        )


def require_admin(user: Pengguna | AnonymousUser, instansi_id: int) -> None:
    """Raise PermissionDenied with a sentence unless the user administers the instansi."""
    if not izin(user).is_admin(instansi_id):
        raise PermissionDenied("Halaman ini hanya untuk admin instansi.")


def require_recheck(user: Pengguna | AnonymousUser, instansi_id: int) -> None:
    """Raise PermissionDenied with a sentence unless the user may have the trees of the instansi checked again."""
    if not izin(user).may_recheck(instansi_id):
        raise PermissionDenied(
            "Pemeriksaan dan penghitungan ulang hanya untuk perencana, evaluator, pimpinan, dan admin."
        )


def require_pengelola(user: Pengguna | AnonymousUser) -> None:
    """Raise PermissionDenied with a sentence unless the user runs the installation."""
    if not izin(user).pengelola:
        raise PermissionDenied("Halaman ini hanya untuk pengelola instalasi.")


def require_nomenklatur(user: Pengguna | AnonymousUser) -> None:
    """Raise PermissionDenied with a sentence unless the user may import nomenclature."""
    if not izin(user).may_load_nomenklatur:
        raise PermissionDenied(
            "Impor nomenklatur hanya untuk admin instansi dan pengelola instalasi."
        )
