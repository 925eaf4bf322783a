"""What a filled row changes of its simpul; a cell nobody touched in the file leaves the tree as it is.

The file names the version of each simpul it left with. Where the tree has gone on since, the log tells what stood in
the sheet then: only a cell that differs from that is the planner's wish.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from lib.impor import Masalah
from lib.teks import format_number
from pohon import potret
from pohon.actions.isi import SIMPUL_DATA, assign
from pohon.importers.baca import BarisIndikator
from pohon.importers.rencana import Simpul, Tambahan, Ubahan
from pohon.models import Indikator, Perubahan, Pohon, Target
from pohon.models import Simpul as SimpulModel

Node = Mapping[str, Any]
KEPT_WHEN_EMPTY = frozenset({"jenis", "level_kinerja"})
EMPTY = "(kosong)"


def earlier(pohon: Pohon, versi: Mapping[int, int]) -> dict[int, Node]:
    """Return the simpul of the tree as they were at the versions asked for, as far as the log tells; one query."""
    found: dict[int, Node] = {}
    rows = Perubahan.objects.filter(
        pohon=pohon,
        simpul__in=versi,
        jenis__in=(Perubahan.Jenis.UBAH, Perubahan.Jenis.PINDAH),
    ).order_by("nomor")
    for key, before in rows.values_list("simpul", "sebelum") if versi else ():
        node = (before.get("simpul") or [{}])[0]
        if key is not None and node.get("versi") == versi[key]:
            found.setdefault(key, node)
    return found


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: numbers as far as Excel keeps them (15 digits), empty as empty."""
    if isinstance(one, Decimal | int | float) and isinstance(other, Decimal | int | float):
        return f"{float(one):.15g}" == f"{float(other):.15g}"
    return (one if one is not None else "") == (other if other is not None else "")


@dataclass
class Banding:
    """Compares rows with the tree; notes lines of the preview, problems and remarks, and fills the simpul's changes."""

    judul: Mapping[str, str]
    unit: Mapping[int, str]
    dulu: Mapping[int, Node]
    milik: Mapping[int, int]  # the simpul of each indikator of the tree
    ubah: list[Ubahan] = field(default_factory=list)
    indikator: list[Tambahan] = field(default_factory=list)
    hilang: list[tuple[Simpul, str]] = field(default_factory=list)
    masalah: list[Masalah] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)

    def compare(self, simpul: Simpul, kode: str) -> None:
        """Compare one row of the file."""
        if simpul.node is None:
            simpul.isi = {k: v for k, v in simpul.baris.data.items() if v not in ("", None)}
            simpul.isi.setdefault("pernyataan", "")
        else:
            simpul.isi = self._own(simpul, simpul.node, kode)
        self._validate(simpul.baris.nomor, SimpulModel(), simpul.isi, SIMPUL_DATA)
        if any(key in self.judul for key in ("nama", "satuan", "baseline_nilai")):
            self._measures(simpul, kode)

    # --- the simpul's own cells --------------------------------------------------------------------
    def _own(self, simpul: Simpul, node: Node, kode: str) -> dict[str, Any]:
        base, stale = self._base(simpul)
        changed = {}
        for name, value in simpul.baris.data.items():
            if value == "" and name in KEPT_WHEN_EMPTY:
                continue
            if self._differs(value, node.get(name), base and base.get(name), base is not None):
                changed[name] = value
                shared = stale and not (base and same(node.get(name), base.get(name)))
                self._line(simpul, kode, name, node.get(name), value, bersama=shared)
        return changed

    def _base(self, simpul: Simpul) -> tuple[Node | None, bool]:
        """Return the node as it left, where the log knows it, and whether the tree has gone on since."""
        assert simpul.node is not None
        versi = simpul.baris.versi
        stale = versi is not None and versi < simpul.node["versi"]
        return (self.dulu.get(simpul.node["id"]) if stale else None), stale

    @staticmethod
    def _differs(value: Any, now: Any, then: Any, has_base: bool) -> bool:
        """Whether the file asks for another value than the tree has: not when nobody touched the cell in the file."""
        return not same(value, now) and not (has_base and same(value, then))

    def _line(
        self, simpul: Simpul, kode: str, name: str, before: Any, after: Any, **more: Any
    ) -> None:
        node = simpul.node or {}
        more.setdefault("baris", simpul.baris.nomor)
        self.ubah.append(
            Ubahan(
                kode=kode,
                pernyataan=node.get("pernyataan", ""),
                kolom=self.judul.get(name, name),
                semula=self._text(name, before),
                menjadi=self._text(name, after),
                **more,
            )
        )

    def _text(self, name: str, value: Any) -> str:
        """Return a value as the preview shows it."""
        if value in ("", None):
            return EMPTY
        if name == "pengampu":
            return self.unit.get(value, str(value))
        if name == "jenis":
            return str(SimpulModel.Jenis(value).label)
        if name == "level_kinerja":
            return str(SimpulModel.LevelKinerja(value).label)
        return value if isinstance(value, str) else format_number(value)

    # --- its indikator -------------------------------------------------------------------------------
    def _measures(self, simpul: Simpul, kode: str) -> None:
        known = {entry["id"]: entry for entry in (simpul.node or {}).get("indikator", ())}
        named = {row.id for row in simpul.baris.indikator if row.id in known}
        seen: set[int] = set()
        for row in simpul.baris.indikator:
            entry = self._known(simpul, row, known, named, seen)
            if entry is None:
                self._add(simpul, kode, row)
                continue
            if not row.is_empty:
                seen.add(entry["id"])
                self._change(simpul, kode, row, entry)
        self.hilang += [(simpul, e.get("nama", "")) for key, e in known.items() if key not in seen]

    def _known(
        self,
        simpul: Simpul,
        row: BarisIndikator,
        known: Mapping[int, Node],
        named: set[int | None],
        seen: set[int],
    ) -> Node | None:
        """Return the indikator of the tree a row is about: by its key, else by its name; None: it is a new one."""
        name = row.data.get("nama", "")
        free = (e for key, e in known.items() if key not in named and key not in seen)
        alike = next((e for e in free if name and e.get("nama") == name), None)
        if row.id is None or simpul.node is None:
            return alike
        if row.id in known and row.id not in seen:
            return known[row.id]
        if row.id in known and name == known[row.id].get("nama"):
            self._problem(
                row.nomor, "nama", "Indikator ini tertulis dua kali. Hapus salah satu barisnya."
            )
            return {"id": row.id}
        if row.id in known or row.id in self.milik:
            if alike is None:
                self.catatan.append(
                    f"Baris {row.nomor} tampaknya salinan baris lain; indikatornya dianggap indikator baru."
                )
            return alike
        self._problem(
            row.nomor,
            "nama",
            "Indikator pada baris ini tidak ada (lagi) di pohon ini. Hapus barisnya, "
            "atau tulis di baris baru yang disisipkan.",
        )
        return {"id": row.id}

    def _add(self, simpul: Simpul, kode: str, row: BarisIndikator) -> None:
        if row.is_empty:
            return
        name = row.data.get("nama", "")
        data = {k: v for k, v in row.data.items() if v not in ("", None)}
        target = {year: value for year, value in row.target.items() if value is not None}
        self._validate_measure(row.nomor, {"nama": name, **data}, target)
        simpul.daftar.append(_entry(data, target))
        if simpul.node is not None:
            self.indikator.append(
                Tambahan(row.nomor, kode, name or EMPTY, f"pada “{simpul.node['pernyataan']}”")
            )

    def _change(self, simpul: Simpul, kode: str, row: BarisIndikator, entry: Node) -> None:
        base_node, stale = self._base(simpul)
        old = {e["id"]: e for e in (base_node or {}).get("indikator", ())}.get(entry["id"])
        data, target = {}, {}
        for name, value in (
            *row.data.items(),
            *((f"target.{y}", v) for y, v in row.target.items()),
        ):
            now, then = _measure(entry, name), _measure(old or {}, name)
            if not self._differs(value, now, then, old is not None):
                continue
            if name.startswith("target."):
                target[name.removeprefix("target.")] = value
            else:
                data[name] = value
            shared = stale and not (old and same(now, then))
            about = {"indikator": entry.get("nama", ""), "baris": row.nomor, "bersama": shared}
            self._line(simpul, kode, name, now, value, **about)
        if data or target:
            self._validate_measure(row.nomor, data, target)
            simpul.daftar.append({"id": entry["id"], **_entry(data, target)})

    # --- problems ----------------------------------------------------------------------------------
    def _problem(self, baris: int, name: str, kalimat: str) -> None:
        self.masalah.append(Masalah(kalimat, baris, self.judul.get(name, "")))

    def _validate(self, baris: int, row: Any, data: Mapping[str, Any], names: Any) -> None:
        """Ask the model about the values, as every other writer does; a unit was found by its name already."""
        try:
            assign(row, {k: v for k, v in data.items() if k != "pengampu"}, names)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                self._problem(baris, name, " ".join(sentences))

    def _validate_measure(
        self, baris: int, data: Mapping[str, Any], target: Mapping[str, Decimal | None]
    ) -> None:
        self._validate(baris, Indikator(), data, potret.INDIKATOR_FIELDS)
        for year, value in target.items():
            try:
                Target._meta.get_field("nilai").run_validators(value)
            except ValidationError as error:
                self._problem(baris, f"target.{year}", " ".join(error.messages))


def _measure(entry: Node, name: str) -> Any:
    if name.startswith("target."):
        return entry.get("target", {}).get(name.removeprefix("target."))
    return entry.get(name)


def _entry(data: Mapping[str, Any], target: Mapping[str, Decimal | None]) -> dict[str, Any]:
    """Return an indikator as an operation takes it: numbers as Indonesian text, which loses no digit."""
    entry = {k: format_number(v) if isinstance(v, Decimal) else v for k, v in data.items()}
    if target:
        entry["target"] = {y: None if v is None else format_number(v) for y, v in target.items()}
    return entry
