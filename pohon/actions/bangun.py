"""Building many nodes at once: from data (demo, import) and from another branch (salin)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import model_to_dict

from lib import tree
from lib.teks import format_number
from organisasi.models import Pengguna
from pohon import potret
from pohon.actions.isi import LISTS, own_columns, prefixed, write_new_lists, write_simpul
from pohon.actions.sesi import Sesi, lock_pohon
from pohon.actions.susunan import USUAL_CHILD, fitting_jenis, require_place, usual_level
from pohon.models import Indikator, Perubahan, Pohon, Simpul, Target

MOST_SIMPUL = 20_000  # of one tree, for copies
MOST_TURUNAN = 2_000  # of one new branch: what is pasted at once


@transaction.atomic
def build_pohon(
    *, user: Pengguna, pohon: Pohon, simpul: Sequence[dict[str, Any]]
) -> dict[str, Simpul]:
    """Build a whole branch structure below (or as) the root from dicts in tree order; return the nodes by `kunci`.

    Each dict: `kunci`, `induk_kunci` (absent or None: the tree's root; an entry of jenis outcome describes the root
    itself), node fields, `indikator` and `crosscutting` lists as in the operation tambah. One log entry.
    """
    sesi = Sesi(lock_pohon(user, pohon.pk), user)
    root = Simpul.objects.get(pohon=sesi.pohon, induk=None)
    made: dict[str, Simpul] = {}
    fresh: list[Simpul] = []
    for index, entry in enumerate(simpul):
        try:
            _prepare(sesi, entry, root, made, fresh)
        except ValidationError as error:
            raise ValidationError(
                f"Baris {index + 1} ({entry.get('kunci')}): {' '.join(error.messages)}"
            ) from error
    tree.build(fresh, tree_id=sesi.pohon.pk, parent=root)
    write_new_lists(sesi, [(made[entry["kunci"]], entry, "") for entry in simpul])
    after = {"simpul": potret.branch(Simpul.objects.get(pk=root.pk))}
    sesi.record(Perubahan.Jenis.SALIN, root.pk, before={}, after=after)
    sesi.close()
    return made


def _prepare(
    sesi: Sesi,
    entry: dict[str, Any],
    root: Simpul,
    made: dict[str, Simpul],
    fresh: list[Simpul],
) -> None:
    """Validate one entry and queue its node for the build (the root is written at once)."""
    own = {k: v for k, v in entry.items() if k not in {"kunci", "induk_kunci", *LISTS}}
    if own.get("jenis") == Simpul.Jenis.OUTCOME:
        root.pohon = sesi.pohon
        names = write_simpul(sesi, root, own)
        root.save(update_fields=names)
        made[entry["kunci"]] = root
        return
    upper = made.get(entry.get("induk_kunci") or "", root)
    require_place(own.get("jenis", ""), upper)
    own.setdefault("level_kinerja", usual_level(sesi.pohon, own["jenis"], upper))
    node = Simpul(pohon=sesi.pohon)
    write_simpul(sesi, node, own)
    made[entry["kunci"]] = tree.under(node, None if upper is root else upper)
    fresh.append(node)


def add_branch(
    sesi: Sesi, data: dict[str, Any], turunan: Any, place: dict[str, Any]
) -> tuple[Simpul, dict[str, Simpul]]:
    """Build a new branch from data at a place: its top and, in tree order, `turunan` `[{ref, induk, data}]`.

    `induk` is the ref of an earlier entry; without it the node hangs under the top. Returns the top and the others by
    ref. A constant number of queries; ValidationError fields of an entry begin with `turunan.N.`.
    """
    entries = _branch_entries(turunan)
    _require_room(sesi, len(entries) + 1)
    top = _new_simpul(sesi, data, place["parent"])
    made: dict[str, Simpul] = {}
    lists: list[tuple[Simpul, dict[str, Any], str]] = [(top, data, "")]
    nodes = [top]
    for index, entry in enumerate(entries):
        prefix = f"turunan.{index}"
        upper = top if entry.get("induk") is None else made.get(str(entry["induk"]))
        if upper is None:
            raise ValidationError({f"{prefix}.induk": "Induknya harus disebut lebih dahulu."})
        try:
            node = tree.under(_new_simpul(sesi, entry["data"], upper), upper)
        except ValidationError as error:
            raise prefixed(error, prefix) from error
        nodes.append(node)
        made[str(entry.get("ref", prefix))] = node
        lists.append((node, entry["data"], prefix))
    tree.build(nodes, tree_id=sesi.pohon.pk, **place)
    write_new_lists(sesi, lists)
    return top, made


def _branch_entries(turunan: Any) -> list[dict[str, Any]]:
    if not isinstance(turunan, list):
        raise ValidationError({"turunan": "Turunan harus berupa daftar."})
    if len(turunan) > MOST_TURUNAN:
        raise ValidationError(
            {"turunan": f"Paling banyak {format_number(MOST_TURUNAN)} turunan sekali kirim."}
        )
    for index, entry in enumerate(turunan):
        if not isinstance(entry, dict) or not isinstance(entry.get("data"), dict):
            raise ValidationError({f"turunan.{index}": "Turunan harus berupa objek dengan data."})
    return turunan


def _new_simpul(sesi: Sesi, data: dict[str, Any], upper: Simpul) -> Simpul:
    """Return an unsaved node with what its data says, its kind and level the usual ones where it says none."""
    own = {k: v for k, v in data.items() if k not in LISTS}
    jenis = own.setdefault("jenis", USUAL_CHILD[Simpul.Jenis(upper.jenis)])
    require_place(jenis, upper)
    sesi.require_tahap_of(jenis)
    own.setdefault("level_kinerja", usual_level(sesi.pohon, jenis, upper))
    own.setdefault("pernyataan", "")
    simpul = Simpul(pohon=sesi.pohon)
    write_simpul(sesi, simpul, own)
    return simpul


def copy_branch(sesi: Sesi, source: Simpul, place: dict[str, Any]) -> Simpul:
    """Copy a branch with its indikator and targets (not its crosscutting, which was asked for the original)."""
    originals = list(Simpul.objects.in_branch(source))
    _require_room(sesi, len(originals))
    made: dict[int, Simpul] = {}
    for original in originals:
        node = Simpul(pohon=sesi.pohon, **own_columns(model_to_dict(original)))
        made[original.pk] = tree.under(node, made.get(original.induk_id or 0))
    top = made[source.pk]
    top.jenis = fitting_jenis(top.jenis, place["parent"])
    for original in originals[1:]:
        if original.induk_id == source.pk:
            require_place(original.jenis, top)
    for jenis in {node.jenis for node in made.values()}:
        sesi.require_tahap_of(jenis)
    tree.build(list(made.values()), tree_id=sesi.pohon.pk, **place)
    if sesi.pohon.tahap >= Pohon.Tahap.INDIKATOR:
        _copy_indikator(sesi, made)
    return top


def _require_room(sesi: Sesi, count: int) -> None:
    """Refuse a copy beyond MOST_SIMPUL nodes: a branch copied into itself doubles each time."""
    here = Simpul.objects.get(pohon=sesi.pohon, induk=None).rght // 2
    if here + count > MOST_SIMPUL:
        raise ValidationError(
            f"Salinan ini membuat pohon melewati {format_number(MOST_SIMPUL)} simpul; "
            "salin cabang yang lebih kecil."
        )


def _copy_indikator(sesi: Sesi, made: dict[int, Simpul]) -> None:
    originals = list(Indikator.objects.filter(simpul__in=made.keys()).order_by("pk"))
    copies = []
    for row in originals:
        values = {
            f.attname: getattr(row, f.attname)
            for f in Indikator._meta.concrete_fields
            if f.name not in {"id", "simpul"}
        }
        copies.append(Indikator(simpul=made[row.simpul_id], **values))
    Indikator.objects.bulk_create(copies, batch_size=500)
    new_of = {old.pk: new for old, new in zip(originals, copies, strict=True)}
    years = sesi.pohon.periode.tahun
    Target.objects.bulk_create(
        [
            Target(indikator=new_of[row.indikator_id], tahun=row.tahun, nilai=row.nilai)
            for row in Target.objects.filter(indikator__in=new_of.keys())
            if row.tahun in years
        ],
        batch_size=500,
    )
