"""Writing what a node holds: its own fields, its indikator with targets, and its crosscutting marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeGuard, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from lib.teks import parse_number
from organisasi.models import Unit
from pohon.actions import kembali
from pohon.actions.sesi import Sesi
from pohon.models import Crosscutting, Indikator, Pohon, Simpul, Target
from pohon.potret import CROSSCUTTING_FIELDS, INDIKATOR_FIELDS

Data = dict[str, Any]
Targets = dict[int, Decimal | None]  # by year
M = TypeVar("M", bound=models.Model)

SIMPUL_DATA = (
    "pernyataan",
    "jenis",
    "level_kinerja",
    "faktor_penyebab",
    "sifat",
    "metode",
    "unsur_4m",
    "pengampu",
    "bobot",
    "hubungan",
    "hubungan_alasan",
    "keterangan",
)
LISTS = frozenset({"indikator", "crosscutting"})  # of a node's data
CROSSCUTTING_DATA = tuple(
    name for name in CROSSCUTTING_FIELDS if name not in {"status", "alasan", "simpul_mitra"}
)


def own_columns(values: Data) -> Data:
    """Return the node's own fields out of a row's values, as arguments of Simpul (a foreign key by its key)."""
    return {Simpul._meta.get_field(name).attname: values[name] for name in SIMPUL_DATA}


def clean_text(value: str) -> str:
    """Normalise text: NFC, one kind of line break, no control characters, no outer blanks."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def _read(field: models.Field[Any, Any], value: Any) -> Any:
    """Turn a JSON value into what the field holds; raises ValidationError with a sentence."""
    label = str(field.verbose_name)
    if isinstance(field, models.DecimalField | models.PositiveSmallIntegerField):
        if value in (None, ""):
            return None
        try:
            number = parse_number(value)
        except ValueError:
            raise ValidationError(
                f"{label.capitalize()} harus berupa angka, misalnya 75,5. Tertulis: {str(value)[:40]}."
            ) from None
        if isinstance(field, models.DecimalField):
            return number
        if number != number.to_integral_value():
            raise ValidationError(f"{label.capitalize()} harus bilangan bulat.")
        return int(number)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValidationError(f"{label.capitalize()} harus berupa teks.")
    return clean_text(value)


def assign(row: models.Model, data: Data, names: tuple[str, ...]) -> list[str]:
    """Set the named fields from JSON data and validate them; return the columns that were set.

    Raises ValidationError with the sentence per field, also for a field that does not exist.
    """
    errors: dict[str, Any] = {}
    set_names: list[str] = []
    for name, value in data.items():
        if name not in names:
            errors[name] = f"Medan '{name}' tidak dikenal."
            continue
        field: models.Field[Any, Any] = row._meta.get_field(name)  # type: ignore[assignment]
        try:
            if not isinstance(field, models.ForeignKey):
                value = _read(field, value)
                if value is None and not field.null:
                    raise ValidationError(f"{str(field.verbose_name).capitalize()} belum diisi.")
            elif value is not None and not is_key(value):
                raise ValidationError("Sebutkan dengan nomornya.")
        except ValidationError as error:
            errors[name] = error.messages
            continue
        setattr(row, field.attname, value)
        set_names.append(name)
    if errors:
        raise ValidationError(errors)
    skip = {f.name for f in row._meta.fields} - set(set_names)
    row.clean_fields(exclude=skip)
    return set_names


def resolve_unit(sesi: Sesi, data: Data, name: str) -> None:
    """Refuse a unit that is not of this instansi before it is even looked at, as if it did not exist."""
    value = data.get(name)
    if value is None or not isinstance(value, int):
        return
    if not Unit.objects.filter(instansi=sesi.pohon.instansi_id, pk=value).exists():
        raise ValidationError({name: "Unit itu tidak ada di instansi ini."})


def write_simpul(sesi: Sesi, simpul: Simpul, data: Data) -> list[str]:
    """Set the node's own fields (not its indikator and crosscutting) and validate them; return the columns set."""
    if data.get("pengampu") is not None:
        sesi.require_tahap(Pohon.Tahap.INDIKATOR, "Pengampu")
    resolve_unit(sesi, data, "pengampu")
    own = {k: v for k, v in data.items() if k not in LISTS}
    if "metode" in own and own["metode"] != Simpul.Metode.EMPAT_M and "unsur_4m" not in own:
        own["unsur_4m"] = ""
    names = assign(simpul, own, SIMPUL_DATA)
    simpul.clean()
    return names


def write_lists(sesi: Sesi, simpul: Simpul, data: Data) -> None:
    """Write the lists a node's data carries: indikator (from stage 4) and crosscutting."""
    if data.get("indikator"):
        sesi.require_tahap(Pohon.Tahap.INDIKATOR, "Indikator")
        write_rows(
            data["indikator"],
            "indikator",
            present=Indikator.objects.filter(simpul=simpul),
            new=lambda: Indikator(simpul=simpul),
            write=lambda row, entry: _write_indikator(sesi, row, entry),
        )
    if data.get("crosscutting"):
        write_rows(
            data["crosscutting"],
            "crosscutting",
            present=Crosscutting.objects.filter(simpul=simpul),
            new=lambda: Crosscutting(simpul=simpul),
            write=lambda row, entry: _write_crosscutting(sesi, simpul, row, entry),
        )


def write_rows(
    entries: Any,
    name: str,
    *,
    present: models.QuerySet[M],
    new: Callable[[], M],
    write: Callable[[M, Data], None],
) -> None:
    """Add, change or (`hapus`) delete rows; an entry with `id` is one of the rows present.

    `write` fills one row from its entry and saves it. Raises ValidationError; its fields begin with `name.N`.
    """
    if not isinstance(entries, list):
        raise ValidationError({name: "Harus berupa daftar."})
    known = {row.pk: row for row in present}
    for index, entry in enumerate(entries):
        place = f"{name}.{index}"
        if not isinstance(entry, dict):
            raise ValidationError({place: "Harus berupa objek."})
        data = dict(entry)
        key = data.pop("id", None)
        row = new() if key is None else known.get(key) if is_key(key) else None
        if row is None:
            raise ValidationError({place: "Baris ini sudah tidak ada; muat ulang halaman."})
        if data.pop("hapus", False):
            if row.pk:
                row.delete()
            continue
        try:
            write(row, data)
        except ValidationError as error:
            raise prefixed(error, place) from error


def is_key(value: Any) -> TypeGuard[int]:
    """Whether a JSON value can be a primary key; true and false are numbers to Python only."""
    return isinstance(value, int) and not isinstance(value, bool)


def prefixed(error: ValidationError, prefix: str) -> ValidationError:
    """Return the error with its fields below `prefix`, which says what part of the request it is about."""
    if hasattr(error, "error_dict"):
        return ValidationError(
            {f"{prefix}.{field}": daftar for field, daftar in error.message_dict.items()}
        )
    return ValidationError({prefix: error.messages})


def write_new_lists(sesi: Sesi, entries: Sequence[tuple[Simpul, Data, str]]) -> None:
    """Write the lists of many nodes that were just built, their indikator and targets in bulk.

    `entries` are (node, data, prefix); the fields of a ValidationError begin with the prefix. Three statements for the
    indikator of all nodes; crosscutting, of which few come at once, one by one.
    """
    rows: list[tuple[Indikator, Targets]] = []
    for simpul, data, prefix in entries:
        try:
            rows += _new_indikator(sesi, simpul, data)
            write_lists(sesi, simpul, {k: v for k, v in data.items() if k == "crosscutting"})
        except ValidationError as error:
            raise prefixed(error, prefix) if prefix else error from error
    Indikator.objects.bulk_create([row for row, _ in rows], batch_size=500)
    Target.objects.bulk_create(
        [
            Target(indikator=row, tahun=tahun, nilai=nilai)
            for row, targets in rows
            for tahun, nilai in targets.items()
            if nilai is not None
        ],
        batch_size=500,
    )


def _new_indikator(sesi: Sesi, simpul: Simpul, data: Data) -> list[tuple[Indikator, Targets]]:
    """Return the unsaved indikator of a new node's data, each with its targets."""
    if not data.get("indikator"):
        return []
    sesi.require_tahap(Pohon.Tahap.INDIKATOR, "Indikator")
    found: list[tuple[Indikator, Targets]] = []
    write_rows(
        data["indikator"],
        "indikator",
        present=Indikator.objects.none(),
        new=lambda: Indikator(simpul=simpul, urutan=len(found) + 1),
        write=lambda row, entry: found.append((row, _fill_indikator(sesi, row, entry))),
    )
    return found


def _fill_indikator(sesi: Sesi, row: Indikator, data: Data) -> Targets:
    """Set what an entry says of an indikator and return its targets; None means that the year's target goes."""
    targets = data.pop("target", None)
    data.pop("pustaka_nama", None)  # shown beside the key, never written
    if row.pk is None:
        data.setdefault("nama", "")
    sesi.require_pustaka(data.get("pustaka"))
    assign(row, data, INDIKATOR_FIELDS)
    return {} if targets is None else _read_targets(sesi, targets)


def _write_indikator(sesi: Sesi, row: Indikator, data: Data) -> None:
    if row.pk is None:
        row.urutan = Indikator.objects.filter(simpul=row.simpul).count() + 1
    targets = _fill_indikator(sesi, row, data)
    before = kembali.find(sesi, row) if row.pk is None else None
    if before is not None:
        row.pk = before[0]
    row.save()
    gone = [tahun for tahun, nilai in targets.items() if nilai is None]
    Target.objects.filter(indikator=row, tahun__in=gone).delete()
    Target.objects.bulk_create(
        [Target(indikator=row, tahun=t, nilai=n) for t, n in targets.items() if n is not None],
        update_conflicts=True,
        unique_fields=["indikator", "tahun"],
        update_fields=["nilai"],
    )
    if before is not None:
        kembali.bring_back(before[1])


def _read_targets(sesi: Sesi, targets: Any) -> Targets:
    if not isinstance(targets, dict):
        raise ValidationError({"target": "Target ditulis per tahun."})
    return dict(_read_target(sesi, tahun, nilai) for tahun, nilai in targets.items())


def _read_target(sesi: Sesi, tahun: str, value: Any) -> tuple[int, Decimal | None]:
    periode = sesi.pohon.periode
    if tahun not in {str(known) for known in periode.tahun}:
        raise ValidationError(
            {
                f"target.{str(tahun)[:20]}": f"Tahun {str(tahun)[:20]} di luar periode {periode}"
                f" ({periode.tahun_awal} sampai {periode.tahun_akhir})."
            }
        )
    if value in (None, ""):
        return int(tahun), None
    try:
        nilai = parse_number(value)
    except ValueError:
        raise ValidationError(
            {
                f"target.{tahun}": f"Target tahun {tahun} harus berupa angka, misalnya 75,5."
                f" Tertulis: {str(value)[:40]}."
            }
        ) from None
    field = Target._meta.get_field("nilai")
    try:
        field.run_validators(nilai)
    except ValidationError as error:
        raise ValidationError({f"target.{tahun}": error.messages}) from error
    return int(tahun), nilai


def _write_crosscutting(sesi: Sesi, simpul: Simpul, row: Crosscutting, data: Data) -> None:
    row.simpul = simpul  # loaded with its tree, which clean() asks for
    for read_only in ("status", "alasan", "nama_mitra", "simpul_mitra"):
        data.pop(read_only, None)
    resolve_unit(sesi, data, "mitra")
    before = (row.mitra_id, row.mitra_luar)
    assign(row, data, CROSSCUTTING_DATA)
    if (row.mitra_id, row.mitra_luar) != before:  # another partner has not answered yet
        row.status, row.alasan, row.dijawab_oleh = Crosscutting.Status.MENUNGGU, "", None
    row.clean()
    if (row.mitra_id is None) == (row.mitra_luar == ""):
        raise ValidationError(
            {"mitra": "Isi unit mitra atau mitra luar instansi, salah satu saja."}
        )
    row.save()
