"""Finding the unit or position a cell names, among those Pokin has and those the file adds.

A name that several have is told apart by what stands behind it: "Sekretariat (Dinas Pendidikan)". `labels` gives each
its shortest name of this kind, for the sheet that goes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from jabatan.importers.rencana import Butir
from jabatan.models import Jabatan
from lib.impor import words
from organisasi.models import Unit

T = TypeVar("T", Unit, Jabatan)
MOST_ALIKE = 200  # of one name; among more nothing is picked


class TidakPasti(Exception):
    """A cell names nothing, or several; the message is the sentence for the user."""


class Indeks(Generic[T]):
    """Units or positions by each of their names."""

    def __init__(
        self, daftar: Iterable[Butir[T]], names: Callable[[Butir[T]], Iterable[str]]
    ) -> None:
        self._found: dict[str, list[Butir[T]]] = defaultdict(list)
        for butir in daftar:
            for name in {words(name) for name in names(butir) if name}:
                self._found[name].append(butir)

    def all(self, text: str) -> list[Butir[T]]:
        """Return everything of this name."""
        return self._found.get(words(text), [])

    def one(
        self, text: str, kind: str, *, nearest: Callable[[Butir[T]], bool] | None = None
    ) -> Butir[T]:
        """Return what a cell names; of several the one `nearest` picks. Raises TidakPasti with a sentence."""
        found = self.all(text)
        if 1 < len(found) <= MOST_ALIKE and nearest is not None:
            found = [butir for butir in found if nearest(butir)] or found
        if len(found) == 1:
            return found[0]
        short = text[:80]
        if not found:
            raise TidakPasti(
                f"{kind} “{short}” tidak ada di lembar maupun di Pokin. Periksa ejaannya, atau tambahkan barisnya."
            )
        raise TidakPasti(
            f"Ada {len(found)} {kind.lower()} bernama “{short}”. Tulis kodenya, atau tambahkan dalam kurung "
            f"tempatnya, misalnya “{found[0].obj.nama} ({behind(found[0]) or 'nama di atasnya'})”."
        )


def behind(butir: Butir[T]) -> str:
    """Return what tells apart those of one name: a position's unit, a unit's parent."""
    obj = butir.obj
    if isinstance(obj, Jabatan):
        return obj.unit.nama if obj.unit else ""
    return butir.induk.obj.nama if butir.induk else ""


def unit_names(butir: Butir[Unit]) -> list[str]:
    """Return every name a unit may be called by."""
    unit = butir.obj
    names = [unit.kode, unit.nama, unit.singkatan, _numbered(butir)]
    for upper in _above(butir):
        names += [f"{unit.nama} ({upper.obj.nama})", f"{unit.nama} ({upper.obj.singkatan})"]
    return names


def _above(butir: Butir[Unit]) -> Iterable[Butir[Unit]]:
    """Yield the units above, the nearest first; stops where a wrong file makes a ring."""
    seen = {id(butir)}
    upper = butir.induk
    while upper is not None and id(upper) not in seen:
        seen.add(id(upper))
        yield upper
        upper = upper.induk


def jabatan_names(butir: Butir[Jabatan]) -> list[str]:
    """Return every name a position may be called by."""
    jabatan, kode = butir.obj, butir.baris.get("kode") if butir.baris else ""
    names = [kode, jabatan.nama, _numbered(butir)]
    if jabatan.unit:
        names += [
            f"{jabatan.nama} ({jabatan.unit.nama})",
            f"{jabatan.nama} ({jabatan.unit.singkatan})",
        ]
    return names


def labels(
    daftar: Sequence[Butir[T]], names: Callable[[Butir[T]], Iterable[str]]
) -> dict[int, str]:
    """Return for each key the shortest name that finds nobody else when the sheet comes back."""
    indeks = Indeks(daftar, names)
    return {
        butir.obj.pk: next(name for name in _short(butir) if len(indeks.all(name)) == 1)
        for butir in daftar
    }


def _short(butir: Butir[T]) -> Iterable[str]:
    yield butir.obj.nama
    if place := behind(butir):
        yield f"{butir.obj.nama} ({place})"
    yield _numbered(butir)


def _numbered(butir: Butir[T]) -> str:
    """Return a name with the key, which no other has; empty while it has none."""
    return f"{butir.obj.nama} #{butir.obj.pk}" if butir.obj.pk and butir.obj.pk > 0 else ""
