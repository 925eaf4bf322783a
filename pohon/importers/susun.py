"""The steps that turn the tree into what the file wants, in an order in which every one of them is allowed.

A simpul goes behind the one before it by code; new ones that hang together are built as one branch. A step waits while
its parent, its neighbour or the kinds around it are not there yet, as a mirror of the tree tells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pohon.actions.bangun import MOST_TURUNAN
from pohon.actions.susunan import LEGAL_PARENTS
from pohon.importers.rencana import Anchor, Langkah, Operation, Simpul
from pohon.models import Simpul as SimpulModel

Key = int | str
Jenis = SimpulModel.Jenis


@dataclass
class Cermin:
    """A mirror of the tree while the steps are tried: parent, kind and children by key."""

    induk: dict[Key, Anchor]
    jenis: dict[Key, str]
    anak: dict[Anchor, set[Key]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for key, upper in self.induk.items():
            self.anak[upper].add(key)

    def place(self, key: Key, upper: Anchor, jenis: str) -> None:
        """Put a simpul under another."""
        if key in self.induk:
            self.anak[self.induk[key]].discard(key)
        self.induk[key], self.jenis[key] = upper, jenis
        self.anak[upper].add(key)

    def fits(self, key: Key, upper: Anchor, jenis: str) -> bool:
        """Whether a simpul may be of a kind under this parent, with the children it has."""
        if upper is None or self.jenis.get(upper) not in LEGAL_PARENTS[Jenis(jenis)]:
            return False
        return all(jenis in LEGAL_PARENTS[Jenis(self.jenis[child])] for child in self.anak[key])

    def is_below(self, key: Anchor, upper: Key) -> bool:
        """Whether a simpul is another one or hangs below it."""
        while key is not None and key != upper:
            key = self.induk.get(key)
        return key is not None


@dataclass
class Tindakan:
    """One step to take: a new branch, a move, or another kind."""

    simpul: Simpul
    jenis: str  # the simpul's kind afterwards
    setelah: Anchor
    is_place: bool
    turunan: list[tuple[Simpul, Anchor, str]] = field(default_factory=list)  # with parent and kind


@dataclass
class Urutan:
    """What the steps are made of: simpul in tree order, their kinds and neighbours afterwards, the tree as it is."""

    daftar: Sequence[Simpul]
    jenis: Mapping[Key, str]
    sebelum: Mapping[Key, Anchor]  # of every simpul that goes somewhere
    nodes: Iterable[Mapping[str, Any]]

    def steps(self) -> tuple[list[Langkah], list[Simpul]]:
        """Return the steps in their order, and the simpul for which none was found."""
        nodes = list(self.nodes)
        mirror = Cermin({n["id"]: n["induk"] for n in nodes}, {n["id"]: n["jenis"] for n in nodes})
        pending, ready = self._actions(), list[Tindakan]()
        while pending:
            waiting = {action.simpul.kunci for action in pending if action.is_place}
            left = []
            for action in pending:
                if _may(action, mirror, waiting):
                    _do(action, mirror)
                    waiting.discard(action.simpul.kunci)
                    ready.append(action)
                else:
                    left.append(action)
            if len(left) == len(pending):
                return [], [action.simpul for action in left]
            pending = left
        return self._write(ready), []

    def _actions(self) -> list[Tindakan]:
        actions: list[Tindakan] = []
        branch: dict[Key, Tindakan] = {}  # of each new simpul, the branch it is built in
        for simpul in self.daftar:
            key, kind = simpul.kunci, self.jenis[simpul.kunci]
            upper = branch.get(simpul.induk or 0) if simpul.is_new else None
            if upper is not None and len(upper.turunan) < MOST_TURUNAN:
                top = simpul.induk == upper.simpul.kunci
                upper.turunan.append((simpul, None if top else simpul.induk, kind))
                branch[key] = upper
                continue
            if key in self.sebelum:
                actions.append(Tindakan(simpul, kind, self.sebelum[key], is_place=True))
            elif "jenis" in simpul.isi:
                actions.append(Tindakan(simpul, kind, None, is_place=False))
            if simpul.is_new:
                branch[key] = actions[-1]
        return actions

    def _write(self, actions: Sequence[Tindakan]) -> list[Langkah]:
        """Write the steps as operations, and then what remains to be changed of each simpul."""
        seen: Counter[Key] = Counter()
        steps = [Langkah(a.simpul.baris.nomor, _operation(a, seen)) for a in actions]
        done = {a.simpul.kunci for a in actions if not a.is_place}
        for simpul in self.daftar:
            moved = simpul.kunci in self.sebelum
            left = {k: v for k, v in simpul.isi.items() if not (moved and k in MOVED)}
            if simpul.is_new or simpul.kunci in done or not (left or simpul.daftar):
                continue
            steps.append(Langkah(simpul.baris.nomor, _change(simpul, left, seen)))
        return steps


MOVED = ("jenis", "level_kinerja")  # what a move writes itself


def _may(action: Tindakan, mirror: Cermin, waiting: set[Key]) -> bool:
    simpul = action.simpul
    upper = simpul.induk
    if not mirror.fits(simpul.kunci, upper, action.jenis):
        return False
    if not action.is_place:
        return True
    if not simpul.is_new and mirror.is_below(upper, simpul.kunci):
        return False
    before = action.setelah
    return before is None or (before not in waiting and mirror.induk.get(before) == upper)


def _do(action: Tindakan, mirror: Cermin) -> None:
    mirror.place(action.simpul.kunci, action.simpul.induk, action.jenis)
    for simpul, _, kind in action.turunan:
        mirror.place(simpul.kunci, simpul.induk, kind)


def _operation(action: Tindakan, seen: Counter[Key]) -> Operation:
    simpul = action.simpul
    if not action.is_place:
        return _change(simpul, simpul.isi, seen)
    place = {"induk": simpul.induk, "setelah": action.setelah}
    if simpul.is_new:
        below = [
            {"ref": one.kunci, "induk": upper, "data": _data(one, kind)}
            for one, upper, kind in action.turunan
        ]
        whole = {
            "jenis": "tambah",
            "ref": simpul.kunci,
            **place,
            "data": _data(simpul, action.jenis),
        }
        return {**whole, "turunan": below} if below else whole
    node = simpul.node or {}
    level = simpul.isi.get("level_kinerja") or node.get("level_kinerja")
    data = {"jenis": action.jenis, **({"level_kinerja": level} if level else {})}
    return {"jenis": "pindah", **_version(simpul, seen), **place, "data": data}


def _data(simpul: Simpul, kind: str) -> dict[str, Any]:
    """Return all of a new simpul."""
    measures = {"indikator": simpul.daftar} if simpul.daftar else {}
    return {**simpul.isi, "jenis": kind, **measures}


def _change(simpul: Simpul, data: Mapping[str, Any], seen: Counter[Key]) -> Operation:
    """Return the operation that changes fields; another kind comes with the level, so that none follows by itself."""
    own = dict(data)
    level = (simpul.node or {}).get("level_kinerja")
    if "jenis" in own and level:
        own.setdefault("level_kinerja", level)
    if simpul.daftar:
        own["indikator"] = simpul.daftar
    return {"jenis": "ubah", **_version(simpul, seen), "data": own}


def _version(simpul: Simpul, seen: Counter[Key]) -> dict[str, Any]:
    """Return key and version; each earlier step on the same simpul has counted it up by one."""
    assert simpul.node is not None
    seen[simpul.kunci] += 1
    return {"simpul": simpul.kunci, "versi": simpul.node["versi"] + seen[simpul.kunci] - 1}
