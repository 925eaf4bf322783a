"""From rows to the structure as it will be: the units, the positions, and what is wrong with them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError

from jabatan.actions.jabatan import check_superior
from jabatan.importers.baca import Baris
from jabatan.importers.cocok import Indeks, TidakPasti, jabatan_names, unit_names
from jabatan.importers.kolom import PILIHAN
from jabatan.importers.rencana import Butir, Rencana
from jabatan.models import Jabatan
from lib.impor import words
from lib.tree import POSITION_FIELDS
from organisasi.actions import clean_bidang_urusan
from organisasi.models import Instansi, Unit

T = TypeVar("T", Unit, Jabatan)
EMPTY = {"blank", "null"}
GONE = (
    "Kunci baris ini (kolom A yang tersembunyi) tidak dikenal: barisnya dari instansi lain, atau sudah dihapus dari "
    "Pokin. Kosongkan sel kolom A pada baris ini bila memang baru."
)


class Penyusun(Generic[T]):
    """Shared by units and positions: rows find their node, nodes their parent, changes are noted."""

    kind = ""
    model: type[T]

    def __init__(self, rencana: Rencana, instansi: Instansi, daftar: Iterable[T]) -> None:
        self.rencana = rencana
        self.instansi = instansi
        self.before: dict[int, Butir[T] | None] = {}
        self.known: dict[int, Butir[T]] = {obj.pk: Butir(obj) for obj in daftar}
        for butir in self.known.values():
            butir.induk = self.known.get(butir.obj.induk_id or 0)
        self.new: list[Butir[T]] = []

    @property
    def daftar(self) -> list[Butir[T]]:
        """Return everything there will be: what is there in tree order, then what is new in the file's."""
        return [*self.known.values(), *self.new]

    def claim(self, butir: Butir[T], baris: Baris) -> None:
        """Say that a row speaks of a node; refuse a second row that does."""
        if butir.baris is not None:
            self.rencana.note(
                baris,
                "nama",
                f"{self.kind} ini sudah ditulis di baris {butir.baris.nomor}. Hapus salah satunya.",
            )
            return
        butir.baris = baris

    def by_id(self, baris: Baris) -> bool:
        """Link a downloaded row by its key; whether it had one."""
        if baris.id is None:
            return False
        butir = self.known.get(baris.id)
        if butir is None:
            self.rencana.note(baris, "id", GONE)
        else:
            self.claim(butir, baris)
        return True

    def add(self, baris: Baris, obj: T) -> None:
        """Note a row that is new."""
        self.new.append(Butir(obj, baris, is_new=True))

    def wants(self, baris: Baris, kolom: str) -> bool:
        """Whether a row says something of a column: a downloaded row does with an empty cell, another does not."""
        return kolom in baris.isi and (baris.id is not None or bool(baris.get(kolom)))

    def resolve_parents(self, names: Callable[[Butir[T]], Iterable[str]], label: str) -> None:
        """Find the parent each row names."""
        indeks = Indeks(self.daftar, names)
        self.before = {id(butir): butir.induk for butir in self.daftar}
        for butir in self.daftar:
            baris = butir.baris
            if baris is None or not (butir.is_new or self.wants(baris, "induk")):
                continue
            text = baris.get("induk")
            try:
                upper = indeks.one(text, label, nearest=self.nearest(butir)) if text else None
            except TidakPasti as doubt:
                self.rencana.note(baris, "induk", str(doubt))
                continue
            if upper is not butir.induk:
                butir.induk = upper
                butir.ubah.add("induk")
        self._refuse_rings()

    def nearest(self, butir: Butir[T]) -> Callable[[Butir[T]], bool] | None:
        """Return what picks one of several parents of the same name; None: nothing does."""
        return None

    def _refuse_rings(self) -> None:
        """Refuse rows that hang under themselves; the parent they had before is kept for the rest of the check."""
        done: set[int] = set()
        for butir in self.daftar:
            path: list[Butir[T]] = []
            on_path: set[int] = set()
            here: Butir[T] | None = butir
            while here is not None and id(here) not in done and id(here) not in on_path:
                path.append(here)
                on_path.add(id(here))
                here = here.induk
            if here is not None and id(here) in on_path:
                self._break_ring(path[path.index(here) :])
            done |= on_path

    def _break_ring(self, ring: list[Butir[T]]) -> None:
        names = " → ".join(f"“{butir.obj.nama}”" for butir in (ring + ring[:1])[:5])
        for butir in ring:
            if butir.baris is not None and "induk" in butir.ubah:
                self.rencana.note(
                    butir.baris,
                    "induk",
                    f"Susunan berputar: {names}. Perbaiki atasan atau induk salah satunya.",
                )
                before = self.before[id(butir)]
                butir.induk = before if before is not butir.induk else None
                butir.ubah.discard("induk")

    def clean(self, butir: Butir[T], exclude: Sequence[str]) -> None:
        """Hold the model's own rules for a row; keys are clear already, so that no row costs a query."""
        assert butir.baris is not None
        try:
            butir.obj.full_clean(
                exclude=[*exclude, *POSITION_FIELDS],
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as error:
            for field, faults in error.error_dict.items():
                for fault in faults:
                    if fault.code not in EMPTY:  # said already, in the words of the sheet
                        self.rencana.note(butir.baris, field, fault.messages[0])

    def show(self, butir: Butir[T], kolom: str, value: Any) -> str:
        """Return a value as the preview writes it."""
        if kolom == "supervisi":
            return "Ya" if value else "Tidak"
        if (self.kind, kolom) in PILIHAN:
            choices = dict(self.model._meta.get_field(kolom).flatchoices)
            return str(choices.get(value, value))
        return str(value.nama) if isinstance(value, Unit) else str(value or "")

    def tell(self, butir: Butir[T], old: dict[str, Any]) -> None:
        """Write a node's line of the preview; `old` are the values before of the fields in `ubah`."""
        assert butir.baris is not None
        if butir.is_new:
            place = butir.induk.obj.nama if butir.induk else "di puncak"
            self.rencana.add(butir.baris, butir.obj.nama, place)
            return
        cells = [
            (
                kolom,
                self.show(butir, kolom, before),
                self.show(butir, kolom, self._now(butir, kolom)),
            )
            for kolom, before in old.items()
        ]
        if "induk" in butir.ubah:
            before = self.before[id(butir)]
            upper = butir.induk
            cells.append(
                (
                    "induk",
                    before.obj.nama if before else "di puncak",
                    upper.obj.nama if upper else "di puncak",
                )
            )
        self.rencana.change(butir.baris, butir.obj.nama, cells)

    def _now(self, butir: Butir[T], kolom: str) -> Any:
        return getattr(butir.obj, kolom)

    def write(self, butir: Butir[T], values: dict[str, Any]) -> dict[str, Any]:
        """Set the values that differ, mark them, and return what they were."""
        old = {}
        for kolom, value in values.items():
            before = getattr(butir.obj, kolom)
            if before != value:
                old[kolom] = before
                setattr(butir.obj, kolom, value)
                butir.ubah.add(kolom)
        return old


class PenyusunUnit(Penyusun[Unit]):
    """The units."""

    kind = "Unit"
    model = Unit
    FIELDS = ("kode", "nama", "singkatan", "jenis", "profil", "bidang_urusan", "alamat")

    def run(self, rows: Sequence[Baris]) -> None:
        """Find, place and check the units of the file."""
        self._link(rows)
        old = {id(b): self.write(b, self._values(b)) for b in self.daftar if b.baris}
        self.resolve_parents(unit_names, "Unit")
        for butir in self.daftar:
            if butir.baris is not None:
                self.clean(butir, ("instansi", "induk"))
                self.tell(butir, old[id(butir)])
        self._refuse_twins()

    def _link(self, rows: Sequence[Baris]) -> None:
        codes = Indeks(self.known.values(), lambda b: [b.obj.kode])
        names = Indeks(self.known.values(), lambda b: [b.obj.nama])
        for baris in rows:
            if self.by_id(baris):
                continue
            found = codes.all(baris.get("kode")) if baris.get("kode") else []
            if len(found) != 1:
                found = [b for b in names.all(baris.get("nama")) if self._is_same(b, baris)]
            if len(found) == 1:
                self.claim(found[0], baris)
            else:
                self.add(baris, Unit(instansi=self.instansi, jenis="", profil=Unit.Profil.UMUM))

    @staticmethod
    def _is_same(butir: Butir[Unit], baris: Baris) -> bool:
        """Whether a unit of the same name has the parent the row names (or the row names none)."""
        text = words(baris.get("induk"))
        if not text:
            return butir.induk is None
        return butir.induk is not None and text in {words(n) for n in unit_names(butir.induk)}

    def _values(self, butir: Butir[Unit]) -> dict[str, Any]:
        assert butir.baris is not None
        baris = butir.baris
        values = {k: baris.get(k) for k in self.FIELDS if butir.is_new or self.wants(baris, k)}
        for kolom in ("nama", "jenis", "profil"):  # these are never emptied
            if not values.get(kolom):
                values.pop(kolom, None)
        if butir.is_new and "nama" not in values:
            self.rencana.note_missing(baris, "nama", "Nama unit belum diisi.")
        if butir.is_new and "jenis" not in values:
            self.rencana.note_missing(
                baris, "jenis", "Jenis unit belum dipilih. Pilih dari daftar di selnya."
            )
            values["jenis"] = Unit.Jenis.PERANGKAT_DAERAH.value
        try:
            if "bidang_urusan" in values:
                values["bidang_urusan"] = clean_bidang_urusan(values["bidang_urusan"])
        except ValidationError as error:
            self.rencana.note(baris, "bidang_urusan", error.messages[0])
            del values["bidang_urusan"]
        return values

    def _refuse_twins(self) -> None:
        """Refuse two units of one name under the same parent, and one code twice."""
        seen: dict[tuple[int | None, str], Butir[Unit]] = {}
        codes: dict[str, Butir[Unit]] = {}
        for butir in sorted(self.daftar, key=lambda b: b.baris is not None):
            key = (id(butir.induk) if butir.induk else None, words(butir.obj.nama))
            other = seen.setdefault(key, butir)
            if other is not butir and butir.baris and butir.obj.nama:
                where = f"baris {other.baris.nomor}" if other.baris else "Pokin"
                self.rencana.note(
                    butir.baris,
                    "nama",
                    f"Unit “{butir.obj.nama}” di bawah induk yang sama sudah ada di {where}. Hapus atau ubah namanya.",
                )
            if butir.obj.kode and butir.baris:
                twin = codes.setdefault(words(butir.obj.kode), butir)
                if twin is not butir and twin.baris:
                    self.rencana.note(
                        butir.baris,
                        "kode",
                        f"Kode {butir.obj.kode} sudah dipakai di baris {twin.baris.nomor}. Beri kode yang berbeda.",
                    )


class PenyusunJabatan(Penyusun[Jabatan]):
    """The positions; `units` are the units as they will be."""

    kind = "Jabatan"
    model = Jabatan
    FIELDS = ("nama", "jenjang", "level_jf")

    def __init__(
        self,
        rencana: Rencana,
        instansi: Instansi,
        daftar: Iterable[Jabatan],
        units: Sequence[Butir[Unit]],
    ) -> None:
        super().__init__(rencana, instansi, daftar)
        self.units = Indeks(units, unit_names)

    def run(self, rows: Sequence[Baris]) -> None:
        """Find, place and check the positions of the file."""
        self._refuse_equal_codes(rows)
        wanted = {id(baris): self._unit(baris) for baris in rows}
        self._link(rows, wanted)
        old = {id(b): self.write(b, self._values(b, wanted)) for b in self.daftar if b.baris}
        self.resolve_parents(jabatan_names, "Jabatan")
        for butir in self.daftar:
            if butir.baris is not None:
                self.clean(butir, ("instansi", "induk", "unit"))
                self.tell(butir, old[id(butir)])
        self._check_superiors()

    def _refuse_equal_codes(self, rows: Sequence[Baris]) -> None:
        seen: dict[str, Baris] = {}
        equal: dict[tuple[str, ...], Baris] = {}
        for baris in rows:
            kode = words(baris.get("kode"))
            first = seen.setdefault(kode, baris) if kode else baris
            if first is not baris:
                self.rencana.note(
                    baris,
                    "kode",
                    f"Kode baris {baris.get('kode')} sudah dipakai di baris {first.nomor}. Beri kode yang berbeda.",
                )
            if baris.id is None and not kode:
                key = tuple(words(baris.get(k)) for k in ("nama", "unit", "induk"))
                twin = equal.setdefault(key, baris)
                if twin is not baris:
                    self.rencana.note(
                        baris,
                        "nama",
                        f"Baris ini sama dengan baris {twin.nomor}. Hapus salah satunya, atau beri kode baris yang "
                        "berbeda bila memang dua jabatan.",
                    )

    def _unit(self, baris: Baris) -> Butir[Unit] | None:
        if not baris.get("unit"):
            return None
        try:
            return self.units.one(baris.get("unit"), "Unit")
        except TidakPasti as doubt:
            self.rencana.note(baris, "unit", str(doubt))
            return None

    def _link(self, rows: Sequence[Baris], wanted: dict[int, Butir[Unit] | None]) -> None:
        """Link rows without a key to positions of their name, unit and superior; of equal ones to the first left."""
        free = self._free({baris.id for baris in rows})
        codes = {words(baris.get("kode")): baris for baris in rows if baris.get("kode")}
        for baris in rows:
            if self.by_id(baris):
                continue
            unit = wanted[id(baris)]
            upper = words(baris.get("induk"))
            if upper in codes:  # the code of another row, which has a name
                upper = words(codes[upper].get("nama"))
            alike = free[words(baris.get("nama")), _key(unit.obj if unit else None), upper]
            while alike and alike[0].baris is not None:
                alike.popleft()
            if alike:
                self.claim(alike.popleft(), baris)
            else:
                self.add(baris, Jabatan(instansi=self.instansi, jenjang=""))

    def _free(
        self, taken: set[int | None]
    ) -> dict[tuple[str, int | None, str], deque[Butir[Jabatan]]]:
        """Return the positions no row names by key, by name, unit and each name of the superior (or none)."""
        found: dict[tuple[str, int | None, str], deque[Butir[Jabatan]]] = defaultdict(deque)
        superiors: dict[int, set[str]] = {}
        for butir in self.known.values():
            if butir.obj.pk in taken:
                continue
            upper = butir.induk
            if upper is not None and id(upper) not in superiors:
                superiors[id(upper)] = {words(name) for name in jabatan_names(upper)}
            for name in {"", *superiors.get(id(upper), ())}:
                found[words(butir.obj.nama), _key(butir.obj.unit), name].append(butir)
        return found

    def nearest(self, butir: Butir[Jabatan]) -> Callable[[Butir[Jabatan]], bool]:
        """Of several superiors of one name prefer the one in the position's own unit."""
        return lambda other: other is not butir and other.obj.unit is butir.obj.unit

    def _values(
        self, butir: Butir[Jabatan], wanted: dict[int, Butir[Unit] | None]
    ) -> dict[str, Any]:
        assert butir.baris is not None
        baris = butir.baris
        values: dict[str, Any] = {
            k: baris.get(k) for k in self.FIELDS if butir.is_new or self.wants(baris, k)
        }
        for kolom in ("nama", "jenjang"):
            if not values.get(kolom):
                values.pop(kolom, None)
        if butir.is_new and "nama" not in values:
            self.rencana.note_missing(baris, "nama", "Nama jabatan belum diisi.")
        if butir.is_new and "jenjang" not in values:
            self.rencana.note_missing(
                baris, "jenjang", "Jenjang belum dipilih. Pilih dari daftar di selnya."
            )
            values["jenjang"] = Jabatan.Jenjang.PELAKSANA.value
        if self.wants(baris, "supervisi"):
            values["supervisi"] = baris.get("supervisi") == "1"
        if butir.is_new or self.wants(baris, "unit"):
            unit = wanted[id(baris)]
            values["unit"] = unit.obj if unit else None
        return values

    def _check_superiors(self) -> None:
        """Hold the order of ranks where the file touches a position or its superior."""
        foreign = (
            Jabatan.Jenjang.MENTERI if self.instansi.is_pemda else Jabatan.Jenjang.KEPALA_DAERAH
        )
        for butir in self.daftar:
            upper = butir.induk
            touched = [b for b in (butir, upper) if b and b.baris and (b.is_new or b.ubah)]
            if not touched:
                continue
            if butir.baris and butir.obj.jenjang == foreign:
                self.rencana.note(
                    butir.baris,
                    "jenjang",
                    f"{foreign.label} tidak ada di instansi jenis ini. Pilih jenjang lain.",
                )
            try:
                check_superior(butir.obj, upper.obj if upper else None)
            except ValidationError as error:
                baris = touched[0].baris
                assert baris is not None
                kolom = "induk" if touched[0] is butir else "jenjang"
                self.rencana.note(baris, kolom, f"{butir.obj.nama}: {' '.join(error.messages)}")


def _key(unit: Unit | None) -> int | None:
    return id(unit) if unit else None
