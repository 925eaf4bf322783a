"""Comparing a filled sheet with its tree: what it would add, change and move, what it lacks, what is in its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from lib.impor import Masalah
from organisasi.models import Pengguna
from pohon import lembar, potret
from pohon.actions.sesi import Sesi
from pohon.actions.susunan import USUAL_CHILD, fitting_jenis, require_place
from pohon.importers.baca import BarisSimpul, Terbaca
from pohon.importers.banding import Banding, earlier
from pohon.importers.komponen import misfits
from pohon.importers.rencana import Anchor, Hilang, Pindahan, Rencana, Simpul, Tambahan
from pohon.importers.susun import Urutan
from pohon.models import Perubahan, Pohon
from pohon.models import Simpul as SimpulModel

Key = int | str
Node = Mapping[str, Any]
Jenis = SimpulModel.Jenis
INTERLOCKED = (
    "Tempat atau jenis baris ini bergantung pada perubahan lain di lembar yang sama. "
    "Lakukan perubahan ini dalam dua kali impor."
)


def check(terbaca: Terbaca, pohon: Pohon, user: Pengguna) -> Rencana:
    """Return what the sheet would do; with problems there are no steps. A constant number of queries."""
    return _Periksa(terbaca, pohon, user).run()


class _Periksa:
    """One comparison: keys, then cells, then places, then steps."""

    def __init__(self, terbaca: Terbaca, pohon: Pohon, user: Pengguna) -> None:
        self.terbaca = terbaca
        self.pohon = pohon
        self.sesi = Sesi(pohon, user)
        self.nodes = potret.nodes(SimpulModel.objects.filter(pohon=pohon))
        self.by_id: dict[int, Node] = {node["id"]: node for node in self.nodes}
        self.by_parent: dict[Anchor, list[Node]] = defaultdict(list)
        for node in self.nodes:
            self.by_parent[node["induk"]].append(node)
        self.codes = lembar.codes(self.nodes)
        self.rencana = Rencana(list(terbaca.masalah), list(terbaca.catatan))
        self.simpul: list[Simpul] = []
        self.of: dict[Key, Simpul] = {}  # by key, once its place is known
        self.by_code: dict[lembar.Kode, Simpul] = {}

    def run(self) -> Rencana:
        """Return the plan."""
        self._identify()
        self._find_parents()
        self.of = {simpul.kunci: simpul for simpul in self.simpul}
        self._compare()
        if self.rencana.masalah:
            self._tell_roughly()
        else:
            self._arrange()
        self._tell_missing()
        if self.rencana.masalah:
            self._put_problems_first()
        return self.rencana

    def _put_problems_first(self) -> None:
        """With problems nothing is applied; a cell that could not be read is no change."""
        self.rencana.langkah = []
        self.rencana.masalah.sort(key=lambda problem: problem.baris or 0)
        wrong = {(problem.baris, problem.kolom) for problem in self.rencana.masalah}
        self.rencana.ubah = [u for u in self.rencana.ubah if (u.baris, u.kolom) not in wrong]

    def _problem(self, simpul: Simpul | BarisSimpul, name: str, kalimat: str) -> None:
        row = simpul.baris if isinstance(simpul, Simpul) else simpul
        title = self.terbaca.judul.get(name, "")
        self.rencana.masalah.append(Masalah(kalimat, row.nomor, title))

    # --- keys --------------------------------------------------------------------------------------
    def _identify(self) -> None:
        """Find the simpul of each row by its key; a key of another tree is said no more about than one of none."""
        unknown = {row.id for row in self.terbaca.simpul if row.id and row.id not in self.by_id}
        deleted = self._deleted() if unknown else set()
        for row in self.terbaca.simpul:
            if row.id in deleted:
                self._problem(
                    row,
                    "pernyataan",
                    "Simpul pada baris ini sudah dihapus dari pohon. Hapus barisnya, "
                    "atau pulihkan simpulnya di editor lebih dahulu.",
                )
            elif row.id in unknown:
                self._problem(
                    row,
                    "pernyataan",
                    "Baris ini bukan dari pohon ini. Salin isinya ke baris baru yang disisipkan, lalu hapus baris ini.",
                )
            else:
                node = self.by_id[row.id] if row.id else None
                self.simpul.append(Simpul(row, row.id or f"baris-{row.nomor}", node))

    def _deleted(self) -> set[int]:
        rows = Perubahan.objects.filter(pohon=self.pohon, jenis=Perubahan.Jenis.HAPUS)
        return {
            key
            for after in rows.values_list("sesudah", flat=True)
            for key in after.get("dihapus", ())
            if key not in self.by_id
        }

    # --- places --------------------------------------------------------------------------------------
    def _find_parents(self) -> None:
        """Give each simpul its parent: its own, or the one whose code its new code continues; parents come first."""
        for simpul in sorted(self.simpul, key=lambda one: one.has_place):
            kode = simpul.baris.kode
            if kode is not None and (other := self.by_code.setdefault(kode, simpul)) is not simpul:
                self._problem(
                    simpul,
                    "kode",
                    f"Kode {lembar.write_code(kode)} sudah dipakai baris {other.baris.nomor}. Pakai kode lain, "
                    f"misalnya {lembar.write_code(kode)}a untuk tempat tepat sesudahnya.",
                )
        taken = {simpul.kunci for simpul in self.simpul}
        for simpul in sorted(self.simpul, key=lambda one: len(one.baris.kode or ())):
            if not simpul.has_place:
                simpul.induk = simpul.node["induk"] if simpul.node else None
            elif (upper := self._upper(simpul)) is not None:
                simpul.induk = upper.kunci
                if simpul.is_new:
                    self._match(simpul, taken)

    def _upper(self, simpul: Simpul) -> Simpul | None:
        """Return the simpul above by code; None, with a problem noted, where there is none."""
        kode = simpul.baris.kode
        sentence = ""
        if kode is None:
            sentence = "Kode belum diisi. Tulis tempat simpul ini, misalnya 1.2.4 untuk simpul di bawah 1.2."
        elif simpul.node is not None and simpul.node["induk"] is None:
            sentence = (
                "Outcome tidak dapat dipindah; ia puncak pohon. Kembalikan kodenya menjadi 1."
            )
        elif len(kode) == 1:
            sentence = "Satu pohon hanya boleh memuat satu outcome. Awali kode dengan kode induknya, misalnya 1.3."
        elif (upper := self.by_code.get(kode[:-1])) is not None:
            return upper
        else:
            sentence = f"Induknya, kode {lembar.write_code(kode[:-1])}, tidak ada di lembar. Perbaiki kodenya."
        self._problem(simpul, "kode", sentence)
        return None

    def _match(self, simpul: Simpul, taken: set[Key]) -> None:
        """Find a new row again in the tree when an earlier import of the same file made it."""
        text = simpul.baris.data.get("pernyataan", "")
        for node in self._children(simpul.induk):
            if node["id"] not in taken and node["pernyataan"] == text:
                simpul.kunci, simpul.node, simpul.matched = node["id"], node, True
                taken.add(node["id"])
                return

    def _children(self, upper: Anchor) -> list[Node]:
        return self.by_parent.get(upper, [])

    # --- cells -----------------------------------------------------------------------------------------
    def _compare(self) -> None:
        milik = {e["id"]: n["id"] for n in self.nodes for e in n.get("indikator", ())}
        units = lembar.unit_names(lembar.unit_rows(self.pohon.instansi_id))
        stale = {
            s.node["id"]: s.baris.versi
            for s in self.simpul
            if s.node and s.baris.versi is not None and s.baris.versi < s.node["versi"]
        }
        banding = Banding(self.terbaca.judul, units, earlier(self.pohon, stale), milik)
        for simpul in self.simpul:
            banding.compare(simpul, self._code(simpul))
        self.rencana.ubah, self.rencana.indikator = banding.ubah, banding.indikator
        self.rencana.masalah += banding.masalah
        self.rencana.catatan += banding.catatan
        self.missing = banding.hilang
        for simpul, kalimat, is_hard in misfits(self.simpul, is_pemda=self.pohon.instansi.is_pemda):
            if is_hard:
                self._problem(simpul, "level_kinerja", kalimat)
            else:
                self.rencana.catatan.append(kalimat)

    def _code(self, simpul: Simpul) -> str:
        if simpul.baris.kode is not None:
            return lembar.write_code(simpul.baris.kode)
        return self.codes.get(simpul.kunci, "") if isinstance(simpul.kunci, int) else ""

    # --- the new shape ---------------------------------------------------------------------------------
    def _arrange(self) -> None:
        """Walk the tree as it would be, from the root down: kinds, order, moves; then find the steps."""
        below = self._below()
        order: list[Simpul] = []
        jenis: dict[Key, str] = {}
        before: dict[Key, Anchor] = {}
        waiting: list[Key] = [node["id"] for node in self.nodes if node["induk"] is None]
        while waiting:
            key = waiting.pop()
            simpul = self.of.get(key)
            jenis[key] = self._kind(key, jenis)
            if simpul is not None:
                order.append(simpul)
                self._check_kind(simpul, jenis)
            elif (upper := self.of.get(self.by_id[int(key)]["induk"] or 0)) is not None:
                kind = jenis[
                    key
                ]  # of a child that is not in the file, below one that may have changed
                self._ask(
                    upper, partial(require_place, kind, SimpulModel(jenis=jenis[upper.kunci]))
                )
            children = below.get(key, [])
            before |= self._neighbours(key, children)
            waiting.extend(reversed(children))
        self._refuse_rings(jenis)
        self._tell_places(order, jenis, before)
        if not self.rencana.masalah:
            steps, stuck = Urutan(order, jenis, before, self.nodes).steps()
            self.rencana.langkah = steps
            for simpul in stuck:
                self._problem(simpul, "kode", INTERLOCKED)

    def _below(self) -> dict[Anchor, list[Key]]:
        """Return the children of every simpul as they would stand: by code, those not in the file where they are."""
        places: dict[Anchor, list[tuple[tuple[int, str], int, int, Key]]] = defaultdict(list)
        for node in self.nodes:
            if node["id"] not in self.of and node["induk"] is not None:
                last = int(self.codes[node["id"]].rpartition(".")[2])
                places[node["induk"]].append(((last, ""), 0, 0, node["id"]))
        for simpul in self.simpul:
            if simpul.induk is None:
                continue
            kode = simpul.baris.kode or lembar.read_code(self._code(simpul))
            last_part = kode[-1] if kode else (0, "")
            places[simpul.induk].append((last_part, 1, simpul.baris.nomor, simpul.kunci))
        return {upper: [place[3] for place in sorted(found)] for upper, found in places.items()}

    def _kind(self, key: Key, jenis: Mapping[Key, str]) -> str:
        """Return the kind a simpul would have: as the file says, else its own or the usual one where it goes."""
        simpul = self.of.get(key)
        if simpul is None:
            return str(self.by_id[int(key)]["jenis"])
        if "jenis" in simpul.isi:
            return str(simpul.isi["jenis"])
        upper = jenis.get(simpul.induk) if simpul.induk is not None else None
        if simpul.node is None:
            return USUAL_CHILD[Jenis(upper or Jenis.OUTCOME)]
        if upper is None or simpul.baris.data.get("jenis"):
            return str(simpul.node["jenis"])
        return fitting_jenis(simpul.node["jenis"], SimpulModel(jenis=upper))

    def _check_kind(self, simpul: Simpul, jenis: Mapping[Key, str]) -> None:
        """Ask the rules of places and stages about a simpul that is new, moves, or has another kind around it."""
        kind = jenis[simpul.kunci]
        is_changed = simpul.is_new or simpul.has_place or bool(simpul.isi) or bool(simpul.daftar)
        if simpul.induk is None:
            if kind != Jenis.OUTCOME:
                self._problem(simpul, "jenis", "Puncak pohon selalu outcome.")
        else:
            self._ask(simpul, partial(require_place, kind, SimpulModel(jenis=jenis[simpul.induk])))
        if is_changed:
            self._ask(simpul, partial(self.sesi.require_tahap_of, kind))
        if simpul.isi.get("pengampu") is not None:
            self._ask(simpul, partial(self.sesi.require_tahap, Pohon.Tahap.INDIKATOR, "Pengampu"))
        if simpul.daftar:
            self._ask(simpul, partial(self.sesi.require_tahap, Pohon.Tahap.INDIKATOR, "Indikator"))

    def _ask(self, simpul: Simpul, rule: Callable[[], object]) -> None:
        try:
            rule()
        except ValidationError as error:
            self._problem(simpul, "jenis", " ".join(error.messages))

    def _neighbours(self, upper: Key, children: list[Key]) -> dict[Key, Anchor]:
        """Return the sibling before each child that is new or not yet at the place its code says."""
        staying = set(children)
        now: list[Key] = [n["id"] for n in self._children(upper) if n["id"] in staying]
        before_now: dict[Key, Anchor] = dict(zip(now, [None, *now], strict=False))
        found: dict[Key, Anchor] = {}
        for key, before in zip(children, [None, *children], strict=False):
            simpul = self.of.get(key)
            if simpul is None or not simpul.has_place:
                continue
            if simpul.is_new or key not in before_now or before_now[key] != before:
                found[key] = before
        return found

    def _refuse_rings(self, reached: Mapping[Key, str]) -> None:
        """A simpul the walk did not reach hangs below itself."""
        for simpul in self.simpul:
            if simpul.kunci not in reached and simpul.has_place:
                self._problem(
                    simpul,
                    "kode",
                    "Simpul tidak dapat dipindah ke bawah dirinya atau turunannya sendiri. Perbaiki kodenya.",
                )

    def _tell_places(
        self, order: Iterable[Simpul], jenis: Mapping[Key, str], before: Mapping[Key, Anchor]
    ) -> None:
        for simpul in order:
            if simpul.is_new:
                self.rencana.tambah.append(self._addition(simpul, jenis))
            elif simpul.kunci in before:
                self.rencana.pindah.append(self._move(simpul))

    def _tell_roughly(self) -> None:
        """Say what is new and what moves while problems keep the whole from being arranged."""
        for simpul in self.simpul:
            if simpul.induk is None:
                continue
            if simpul.node is None:
                self.rencana.tambah.append(self._addition(simpul, {}))
            elif simpul.node["induk"] != simpul.induk:
                self.rencana.pindah.append(self._move(simpul))

    def _addition(self, simpul: Simpul, jenis: Mapping[Key, str]) -> Tambahan:
        parts = [f"di bawah “{self._statement(simpul.induk)}”"]
        if simpul.kunci in jenis:
            parts.insert(0, str(Jenis(jenis[simpul.kunci]).label))
        if simpul.daftar:
            parts.append(f"{len(simpul.daftar)} indikator")
        text = simpul.isi.get("pernyataan", "")
        return Tambahan(simpul.baris.nomor, self._code(simpul), text, ", ".join(parts))

    def _move(self, simpul: Simpul) -> Pindahan:
        assert simpul.node is not None
        return Pindahan(
            simpul.baris.nomor,
            self._code(simpul),
            simpul.node["pernyataan"],
            f"{self.codes[simpul.node['id']]}, di bawah “{self._statement(simpul.node['induk'])}”",
            f"{self._code(simpul)}, di bawah “{self._statement(simpul.induk)}”",
        )

    def _statement(self, key: Anchor) -> str:
        simpul = self.of.get(key) if key is not None else None
        if simpul is not None and "pernyataan" in simpul.isi:
            return str(simpul.isi["pernyataan"])
        return str(self.by_id[int(key)]["pernyataan"]) if key in self.by_id else ""

    # --- what the file lacks -----------------------------------------------------------------------------
    def _tell_missing(self) -> None:
        named = {simpul.kunci for simpul in self.simpul} | {r.id for r in self.terbaca.simpul}
        self.rencana.hilang = [
            Hilang(self.codes[node["id"]], node["pernyataan"])
            for node in self.nodes
            if node["id"] not in named
        ]
        self.rencana.hilang += [
            Hilang(self._code(simpul), (simpul.node or {}).get("pernyataan", ""), name)
            for simpul, name in self.missing
        ]
