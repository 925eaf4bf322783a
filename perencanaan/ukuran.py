"""The indicators of a document's komponen with their values: from the trees, as the komponen deviates, or as frozen.

A komponen's indicators are those of the simpul mapped to it. Screens, tables and letters all read them here, so that
a deviation and a frozen document look the same everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from perencanaan.models import Dokumen, NilaiKomponen, Pemetaan, Penyimpangan
from pohon.models import Indikator, Target

Tahunan = dict[int, Decimal]
Key = tuple[int, int]  # komponen, indikator


@dataclass
class Ukuran:
    """An indicator of a komponen with its values of each year.

    `pohon` is what the tree says where the komponen deviates, and `alasan` why; `realisasi` and `prakiraan` belong to
    a Renja. `simpul` is the node it hangs on; `indikator` is its key, 0 for the placeholder EMPTY.
    """

    nama: str
    satuan: str
    kondisi_awal: Decimal | None
    kondisi_akhir: Decimal | None
    keterangan: str = ""
    target: Tahunan = field(default_factory=dict)
    indikator: int = 0
    simpul: int = 0
    kategori: str = ""
    tahun_awal: int | None = None
    definisi: str = ""
    formula: str = ""
    realisasi: Tahunan = field(default_factory=dict)
    prakiraan: Tahunan = field(default_factory=dict)
    alasan: str = ""
    pohon: Ukuran | None = None

    @property
    def bersatuan(self) -> str:
        """The name with its unit behind it, for tables without a column for units."""
        return f"{self.nama} ({self.satuan})" if self.satuan else self.nama

    @property
    def akhir(self) -> Decimal | None:
        """The value at the end of the period: as given, else the last year's target."""
        if self.kondisi_akhir is not None or not self.target:
            return self.kondisi_akhir
        return self.target[max(self.target)]

    @property
    def menyimpang(self) -> bool:
        """Whether the komponen says something else than the tree."""
        return self.pohon is not None


EMPTY = Ukuran("", "", None, None)  # keeps a row for a komponen without indicators
SAME = {
    "nama": "nama",
    "satuan": "satuan",
    "kondisi_awal": "baseline_nilai",
    "kondisi_akhir": "kondisi_akhir",
}


def read_ukuran(dokumen: Dokumen) -> dict[int, list[Ukuran]]:
    """Return the indicators of each komponen, by the order of its simpul in their trees.

    Of a document that was frozen: those of that day; no query. Else five queries whatever the size. The caller has
    checked who may read the document.
    """
    return read_many([dokumen])


def read_many(daftar_dokumen: Sequence[Dokumen]) -> dict[int, list[Ukuran]]:
    """Return what `read_ukuran` does for several documents together; five queries whatever their number."""
    found: dict[int, list[Ukuran]] = {}
    for dokumen in daftar_dokumen:
        for pk, daftar in dokumen.beku.get("ukuran", {}).items():
            found[int(pk)] = [_thaw(one) for one in daftar]
    living = [dokumen for dokumen in daftar_dokumen if "ukuran" not in dokumen.beku]
    return {**found, **_live(living)} if living else found


def mapped_simpul(dokumen: Dokumen) -> dict[int, list[tuple[int, str]]]:
    """Return the (key, statement) of the simpul behind each komponen, frozen or as they are now; one query at most."""
    if "simpul" in dokumen.beku:
        return {
            int(pk): [(i, text) for i, text in daftar]
            for pk, daftar in dokumen.beku["simpul"].items()
        }
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    names = ("komponen_id", "simpul_id", "simpul__pernyataan")
    for komponen, simpul, text in _pairs([dokumen]).values_list(*names):
        found[komponen].append((simpul, text))
    return dict(found)


def freeze(dokumen: Dokumen) -> dict[str, Any]:
    """Return what `Dokumen.beku` keeps: the document's indicators and the simpul behind its komponen, as of now."""
    return {
        "ukuran": {
            str(pk): [_frozen(one) for one in daftar] for pk, daftar in _live([dokumen]).items()
        },
        "simpul": {str(pk): daftar for pk, daftar in mapped_simpul(dokumen).items()},
    }


# --- Live ------------------------------------------------------------------------------------------
def _pairs(daftar: Sequence[Dokumen]) -> Any:
    rows = Pemetaan.objects.living().filter(komponen__dokumen__in=daftar)
    return rows.order_by("simpul__tree_id", "simpul__lft", "pk")


def _live(daftar: Sequence[Dokumen]) -> dict[int, list[Ukuran]]:
    by_simpul = _by_simpul(daftar)
    simpang = {
        (row.komponen_id, row.indikator_id): row
        for row in Penyimpangan.objects.filter(komponen__dokumen__in=daftar).order_by()
    }
    nilai = _values(daftar)
    found: dict[int, list[Ukuran]] = defaultdict(list)
    for komponen, simpul in _pairs(daftar).values_list("komponen_id", "simpul_id"):
        for ukuran in by_simpul.get(simpul, ()):
            key = (komponen, ukuran.indikator)
            found[komponen].append(_of_komponen(ukuran, simpang.get(key), nilai.get(key, {})))
    return dict(found)


def _by_simpul(daftar: Sequence[Dokumen]) -> dict[int, list[Ukuran]]:
    simpul = Pemetaan.objects.living().filter(komponen__dokumen__in=daftar).values("simpul")
    rows = Indikator.objects.filter(simpul__in=simpul)
    found: dict[int, list[Ukuran]] = defaultdict(list)
    by_pk: dict[int, Ukuran] = {}
    for row in rows.order_by("urutan", "pk"):
        by_pk[row.pk] = _of_tree(row)
        found[row.simpul_id].append(by_pk[row.pk])
    targets = Target.objects.filter(indikator__in=rows.order_by().values("pk")).order_by()
    for indikator, tahun, nilai in targets.values_list("indikator_id", "tahun", "nilai"):
        if indikator in by_pk:
            by_pk[indikator].target[tahun] = nilai
    return found


def _of_tree(row: Indikator) -> Ukuran:
    return Ukuran(
        row.nama,
        row.satuan,
        row.baseline_nilai,
        row.kondisi_akhir,
        row.keterangan,
        indikator=row.pk,
        simpul=row.simpul_id,
        kategori=row.kategori,
        tahun_awal=row.baseline_tahun,
        definisi=row.definisi_operasional,
        formula=row.formula,
    )


def _values(daftar: Sequence[Dokumen]) -> dict[Key, dict[str, Tahunan]]:
    found: dict[Key, dict[str, Tahunan]] = defaultdict(lambda: defaultdict(dict))
    rows = NilaiKomponen.objects.filter(komponen__dokumen__in=daftar).order_by()
    for row in rows:
        found[row.komponen_id, row.indikator_id][row.jenis][row.tahun] = row.nilai
    return found


def _of_komponen(pohon: Ukuran, simpang: Penyimpangan | None, nilai: dict[str, Tahunan]) -> Ukuran:
    """Return the indicator as the komponen has it."""
    own = _copy(pohon)
    own.realisasi = nilai.get(NilaiKomponen.Jenis.REALISASI, {})
    own.prakiraan = nilai.get(NilaiKomponen.Jenis.PRAKIRAAN, {})
    if simpang is None:
        return own
    own.pohon, own.alasan = pohon, simpang.alasan
    for name, field_name in SAME.items():
        value = getattr(simpang, field_name)
        if value not in ("", None):
            setattr(own, name, value)
    own.target.update(nilai.get(NilaiKomponen.Jenis.TARGET, {}))
    return own


def _copy(ukuran: Ukuran) -> Ukuran:
    values = {one.name: getattr(ukuran, one.name) for one in fields(ukuran)}
    return Ukuran(**{**values, "target": dict(ukuran.target)})


# --- Frozen ----------------------------------------------------------------------------------------
NUMBERS = ("kondisi_awal", "kondisi_akhir")
YEARLY = ("target", "realisasi", "prakiraan")


def _frozen(ukuran: Ukuran) -> dict[str, Any]:
    """Return the indicator as JSON: numbers as text, so that none loses digits."""
    data = {one.name: getattr(ukuran, one.name) for one in fields(ukuran)}
    for name in NUMBERS:
        data[name] = None if data[name] is None else str(data[name])
    for name in YEARLY:
        data[name] = {str(tahun): str(nilai) for tahun, nilai in data[name].items()}
    data["pohon"] = _frozen(ukuran.pohon) if ukuran.pohon else None
    return data


def _thaw(data: dict[str, Any]) -> Ukuran:
    known = {one.name for one in fields(Ukuran)}
    values = {name: value for name, value in data.items() if name in known}
    for name in NUMBERS:
        values[name] = None if values.get(name) is None else Decimal(values[name])
    for name in YEARLY:
        values[name] = {int(tahun): Decimal(nilai) for tahun, nilai in values.get(name, {}).items()}
    values["pohon"] = _thaw(values["pohon"]) if values.get("pohon") else None
    return Ukuran(**values)
