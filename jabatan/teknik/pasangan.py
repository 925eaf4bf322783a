"""Reads what superiors and their subordinates carry, for the techniques of BKN; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, cast

from django.db.models import Q, QuerySet

from jabatan.models import KinerjaJabatan, PasanganIndikator, TargetJabatan
from jabatan.teknik.deteksi import Atasan, Diampu, Letak, Pasangan, Teknik, Ukuran, pairs
from jabatan.teknik.pembagian import Jumlah
from pohon.models import Indikator, Pohon, Target

FIELDS = (
    "pk",
    "jabatan_id",
    "simpul_id",
    "simpul__tree_id",
    "simpul__lft",
    "simpul__rght",
    "pernyataan",
    "simpul__pernyataan",
    "jenis",
    "teknik",
    "pendekatan",
    "aspek",
    "wilayah",
    "simpul__level_kinerja",
)
INDIKATOR = (
    "pk",
    "simpul_id",
    "nama",
    "satuan",
    "pustaka_id",
    "konsolidasi_lokasi",
    "konsolidasi_periode",
)
Targets = Mapping[int, Mapping[int, Decimal]]
Node = Mapping[str, Any]
Rows = QuerySet[KinerjaJabatan, Any]


@dataclass(frozen=True)
class Bacaan:
    """What positions carry, in tree order, and how trees continue one another."""

    daftar: Sequence[Diampu]
    sambungan: Mapping[int, Letak]
    dinyatakan: Mapping[tuple[int, int], Sequence[PasanganIndikator]]
    _atasan: dict[int, Atasan] = field(default_factory=dict, repr=False)

    @cached_property
    def by_jabatan(self) -> Mapping[int, Sequence[Diampu]]:
        """What each position carries."""
        found: dict[int, list[Diampu]] = defaultdict(list)
        for row in self.daftar:
            found[row.jabatan].append(row)
        return found

    @cached_property
    def by_kinerja(self) -> Mapping[int, Diampu]:
        """The same by key of the kinerja."""
        return {row.kinerja: row for row in self.daftar}

    def of(self, jabatan: int | None) -> Sequence[Diampu]:
        """Return what a position carries; nothing for nobody."""
        return self.by_jabatan.get(jabatan, ()) if jabatan else ()

    def atasan(self, jabatan: int | None) -> Atasan:
        """Return what a superior carries, laid out once to be asked often."""
        key = jabatan or 0
        if key not in self._atasan:
            self._atasan[key] = Atasan(self.of(jabatan), self.sambungan)
        return self._atasan[key]

    def pairs(self, atasan: int | None, bawahan: int, tahun: int) -> list[Pasangan]:
        """Return a pair for each indicator of a subordinate against its superior."""
        return pairs(self.atasan(atasan), self.of(bawahan), tahun)

    def declared(self, ukuran: Ukuran, atasan: int | None) -> PasanganIndikator | None:
        """Return what the planner declared of a subordinate's indicator against this superior, the latest."""
        rows = self.dinyatakan.get((ukuran.kinerja, ukuran.indikator), ())
        if not rows:
            return None
        own = {row.kinerja for row in self.of(atasan)}
        return next((row for row in reversed(rows) if row.atasan_id in own), None)

    def sums(self, daftar_pasangan: Iterable[Pasangan], tahun: int) -> list[Jumlah]:
        """Return, from the pairs of a superior with all its subordinates, the indicators that are divided.

        Divided: some subordinate has the same indicator with another target or a share of its own, and it adds up;
        or the approach of beban target is chosen.
        """
        parts: dict[tuple[int, int], list[Ukuran]] = defaultdict(list)
        uppers: dict[tuple[int, int], Ukuran] = {}
        divided: set[tuple[int, int]] = set()
        for pair in daftar_pasangan:
            if pair.atasan is None or pair.teknik not in (Teknik.DUPLICATE, Teknik.CLUSTER):
                continue
            key = (pair.atasan.kinerja, pair.atasan.indikator)
            uppers[key] = pair.atasan
            parts[key].append(pair.bawahan)
            if self._is_divided(pair.atasan, pair.bawahan, tahun):
                divided.add(key)
        return [Jumlah(uppers[key], tuple(parts[key]), tahun) for key in parts if key in divided]

    def _is_divided(self, upper: Ukuran, own: Ukuran, tahun: int) -> bool:
        if self.by_kinerja[own.kinerja].pendekatan == KinerjaJabatan.Pendekatan.BEBAN_TARGET:
            return True
        shared = own.target.get(tahun) != upper.target.get(tahun) or tahun in own.dibagi
        return shared and own.is_sum


class BarisPasangan(NamedTuple):
    """A declaration as the rules see it."""

    pk: int
    bawahan_id: int
    indikator_bawahan_id: int
    atasan_id: int
    teknik: str


def read(condition: Q, *, tahun: int | None = None) -> Bacaan:
    """Read the kinerja a condition names (of living trees), with indicators, targets, shares and declarations.

    With `tahun` only trees whose period covers the year. Six queries.
    """
    return _read(condition, tahun, None, {})


def read_beside(condition: Q, pohon: int, simpul: Mapping[int, Node]) -> Bacaan:
    """Read the same beside a tree whose nodes stand there as plain data; declarations come as plain rows."""
    return _read(condition, None, pohon, simpul)


def _read(condition: Q, tahun: int | None, pohon: int | None, simpul: Mapping[int, Node]) -> Bacaan:
    rows = KinerjaJabatan.objects.living().filter(condition)
    if tahun is not None:
        rows = rows.filter(
            simpul__pohon__periode__tahun_awal__lte=tahun,
            simpul__pohon__periode__tahun_akhir__gte=tahun,
        )
    keys = rows.order_by().values("pk")
    nodes = rows.order_by().values("simpul")
    if pohon is not None:
        nodes = nodes.exclude(simpul__pohon=pohon)
    isi = _Isi(_cards(nodes), _targets(nodes, tahun), _shares(keys, tahun), simpul)
    daftar = [
        isi.diampu(values)
        for values in rows.order_by("simpul__tree_id", "simpul__lft", "pk").values_list(*FIELDS)
    ]
    return Bacaan(daftar, _continuations(rows), _declared(keys, plain=pohon is not None))


@dataclass(frozen=True)
class _Isi:
    """The indicators of nodes, their targets by year, and the shares of positions in these."""

    cards: Mapping[int, Sequence[tuple[Any, ...]]]
    targets: Targets
    shares: Mapping[int, Targets]
    simpul: Mapping[int, Node]

    def diampu(self, values: tuple[Any, ...]) -> Diampu:
        pk, jabatan, simpul, tree, lft, rght, own, text, *rest = values
        jenis, teknik, pendekatan, aspek, wilayah, level = rest
        return Diampu(
            kinerja=pk,
            jabatan=jabatan,
            simpul=simpul,
            letak=Letak(tree, lft, rght),
            rumusan=own or text,
            jenis=jenis,
            teknik=teknik,
            pendekatan=pendekatan,
            aspek=aspek,
            wilayah=wilayah,
            level=level,
            ukuran=tuple(
                self._ukuran(pk, jabatan, simpul, card, target) for card, target in self._of(simpul)
            ),
        )

    def _of(self, simpul: int) -> Iterator[tuple[tuple[Any, ...], Mapping[int, Decimal]]]:
        """Yield the indicators of a node with their targets."""
        node = self.simpul.get(simpul)
        if node is None:
            for card in self.cards.get(simpul, ()):
                yield card, self.targets.get(card[0], {})
            return
        for one in node.get("indikator", ()):
            target = {int(year): Decimal(str(n)) for year, n in one.get("target", {}).items()}
            yield (
                (
                    one["id"],
                    one["nama"],
                    one.get("satuan", ""),
                    one.get("pustaka"),
                    one.get("konsolidasi_lokasi", ""),
                    one.get("konsolidasi_periode", ""),
                ),
                target,
            )

    def _ukuran(
        self,
        kinerja: int,
        jabatan: int,
        simpul: int,
        card: tuple[Any, ...],
        target: Mapping[int, Decimal],
    ) -> Ukuran:
        key, nama, satuan, pustaka, lokasi, periode = card
        own = self.shares.get(kinerja, {}).get(key, {})
        return Ukuran(
            kinerja,
            jabatan,
            simpul,
            key,
            nama,
            satuan,
            pustaka,
            lokasi,
            periode,
            {**target, **own},
            frozenset(own),
        )


def _cards(nodes: Rows) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    rows = Indikator.objects.filter(simpul__in=nodes).order_by("urutan", "pk")
    for pk, simpul, *card in rows.values_list(*INDIKATOR):
        found[simpul].append((pk, *card))
    return found


def _targets(nodes: Rows, tahun: int | None) -> Targets:
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = Target.objects.filter(indikator__simpul__in=nodes).order_by()
    if tahun is not None:
        rows = rows.filter(tahun=tahun)
    for indikator, year, nilai in rows.values_list("indikator", "tahun", "nilai"):
        found[indikator][year] = nilai
    return found


def _shares(keys: Rows, tahun: int | None) -> dict[int, dict[int, dict[int, Decimal]]]:
    found: dict[int, dict[int, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    rows = TargetJabatan.objects.filter(kinerja__in=keys).order_by()
    if tahun is not None:
        rows = rows.filter(tahun=tahun)
    for kinerja, indikator, year, nilai in rows.values_list(
        "kinerja", "indikator", "tahun", "nilai"
    ):
        found[kinerja][indikator][year] = nilai
    return found


def _continuations(rows: QuerySet[KinerjaJabatan]) -> dict[int, Letak]:
    """Return, for every living tree of the instansi concerned, the node of another tree it continues."""
    instansi = rows.order_by().values("simpul__pohon__instansi")
    trees = Pohon.objects.filter(dihapus=None, instansi__in=instansi).exclude(induk_simpul=None)
    return {
        pohon: Letak(tree, lft, rght)
        for pohon, tree, lft, rght in trees.values_list(
            "pk", "induk_simpul__tree_id", "induk_simpul__lft", "induk_simpul__rght"
        )
    }


def _declared(keys: Rows, *, plain: bool) -> dict[tuple[int, int], list[PasanganIndikator]]:
    found: dict[tuple[int, int], list[PasanganIndikator]] = defaultdict(list)
    rows: Iterable[Any] = PasanganIndikator.objects.filter(bawahan__in=keys).order_by("pk")
    if plain:  # who only compares needs no model
        values = cast("QuerySet[PasanganIndikator]", rows).values_list(*BarisPasangan._fields)
        rows = map(BarisPasangan._make, values)
    for row in rows:
        found[row.bawahan_id, row.indikator_bawahan_id].append(row)
    return found
