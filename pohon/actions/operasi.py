"""The operations of the editor and the API: tambah, ubah, pindah, hapus, pulihkan, salin. All of a request, or none."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from lib import arsip, tree
from lib.api import Conflict
from organisasi.models import Pengguna
from pohon import potret
from pohon.actions import kembali
from pohon.actions.bangun import add_branch, copy_branch
from pohon.actions.isi import (
    clean_text,
    is_key,
    own_columns,
    prefixed,
    write_lists,
    write_simpul,
)
from pohon.actions.sesi import Sesi, lock_pohon
from pohon.actions.susunan import fitting_jenis, require_place, require_unmarked, usual_level
from pohon.models import KunciIdempotensi, Perubahan, Simpul

Operation = dict[str, Any]
Result = dict[str, Any]
MOST_OPERATIONS = 500
KEYS_LIVE = datetime.timedelta(days=7)  # an editor may send its queue after a week offline


@transaction.atomic
def apply(*, user: Pengguna, pohon_id: int, operasi: list[Operation], kunci: str = "") -> Result:
    """Apply operations to a tree in their order, all or none, and return `{"nomor", "hasil"}`.

    A repeated `kunci` (Idempotency-Key) returns the first answer and changes nothing. Raises Http404 (tree or node not
    visible), PermissionDenied, ValidationError (field names start with `operasi.N.`), Conflict (stale version).
    """
    if not isinstance(operasi, list) or not operasi:
        raise ValidationError({"operasi": "Sertakan sekurang-kurangnya satu operasi."})
    if len(operasi) > MOST_OPERATIONS:
        raise ValidationError({"operasi": f"Paling banyak {MOST_OPERATIONS} operasi sekali kirim."})
    pohon = lock_pohon(user, pohon_id)
    kunci = clean_text(kunci)[:80]
    sidik = hashlib.sha256(json.dumps(operasi, sort_keys=True, default=str).encode()).hexdigest()
    if kunci and (answer := _repeated(user, pohon_id, kunci, sidik)) is not None:
        return answer
    sesi = Sesi(pohon, user)
    hasil = [_one(sesi, index, operation) for index, operation in enumerate(operasi)]
    sesi.close()
    answer = {"nomor": pohon.nomor, "hasil": hasil}
    if kunci:
        old = timezone.now() - KEYS_LIVE
        KunciIdempotensi.objects.filter(pohon=pohon, pengguna=user, waktu__lt=old).delete()
        KunciIdempotensi.objects.create(
            pohon=pohon,
            pengguna=user,
            kunci=kunci,
            sidik=sidik,
            jawaban=json.loads(json.dumps(answer, cls=DjangoJSONEncoder)),
        )
    return answer


def _repeated(user: Pengguna, pohon_id: int, kunci: str, sidik: str) -> Result | None:
    known = KunciIdempotensi.objects.filter(pohon=pohon_id, pengguna=user, kunci=kunci).first()
    if known is None:
        return None
    if known.sidik != sidik:
        raise ValidationError("Idempotency-Key ini sudah dipakai untuk permintaan lain.")
    answer: Result = known.jawaban
    return answer


def _one(sesi: Sesi, index: int, operation: Operation) -> Result:
    """Run one operation; say in every error which one of the request it was."""
    if not isinstance(operation, dict):
        raise ValidationError({f"operasi.{index}": "Operasi harus berupa objek."})
    handler = HANDLERS.get(str(operation.get("jenis")))
    if handler is None:
        raise ValidationError(
            {
                f"operasi.{index}.jenis": f"Jenis operasi harus salah satu dari {', '.join(HANDLERS)}."
            }
        )
    try:
        return handler(sesi, operation)
    except ValidationError as error:
        raise prefixed(error, f"operasi.{index}") from error
    except Conflict as conflict:
        conflict.current["operasi"] = index
        raise


def _data(operation: Operation) -> dict[str, Any]:
    data = operation.get("data", {})
    if not isinstance(data, dict):
        raise ValidationError({"data": "Isi simpul harus berupa objek."})
    return dict(data)


def _place(sesi: Sesi, operation: Operation) -> dict[str, Any]:
    """Return where a node goes, as arguments of lib.tree: the parent, and the sibling before it (or first, or last)."""
    parent = sesi.simpul(operation.get("induk"), "induk")
    if "setelah" not in operation:
        return {"parent": parent}
    if operation["setelah"] is None:
        return {"parent": parent, "first": True}
    after = sesi.simpul(operation["setelah"], "setelah")
    if after.induk_id != parent.pk:
        raise Conflict(
            "Susunan di sekitar simpul ini sudah berubah. Pohon dimuat ulang; ulangi pemindahan.",
            {"simpul": potret.branch(after, alone=True)[0], "oleh": "", "waktu": None},
        )
    return {"parent": parent, "after": after}


def _answer(simpul: Simpul, *, alone: bool = True) -> Result:
    return {"simpul": potret.branch(Simpul.objects.get(pk=simpul.pk), alone=alone)}


def _tambah(sesi: Sesi, operation: Operation) -> Result:
    """Add one node, or with `turunan` a whole branch: pasted rows, one log entry."""
    data, place = _data(operation), _place(sesi, operation)
    simpul, below = add_branch(sesi, data, operation.get("turunan", []), place)
    _remember(sesi, operation, simpul)
    sesi.refs |= {ref: node.pk for ref, node in below.items()}
    answer = _answer(simpul, alone=not below)
    return sesi.record(Perubahan.Jenis.TAMBAH, simpul.pk, before={}, after=answer)


def _remember(sesi: Sesi, operation: Operation, simpul: Simpul) -> None:
    """Let later operations of the request name a new node by the `ref` of the one that made it."""
    if isinstance(ref := operation.get("ref"), str):
        sesi.refs[ref] = simpul.pk


def _ubah(sesi: Sesi, operation: Operation) -> Result:
    data, simpul = _data(operation), sesi.current(operation)
    if not data:
        raise ValidationError({"data": "Tidak ada yang diubah."})
    before = {"simpul": potret.branch(simpul, alone=True)}
    if "jenis" in data and data["jenis"] != simpul.jenis:
        _require_new_jenis(sesi, simpul, data["jenis"])
        data.setdefault("level_kinerja", _new_level(sesi, simpul, data["jenis"], simpul.induk))
    before |= kembali.set_aside(simpul, data)
    names = write_simpul(sesi, simpul, data)
    simpul.versi += 1
    simpul.save(update_fields=[*names, "versi"])
    write_lists(sesi, simpul, data)
    return sesi.record(Perubahan.Jenis.UBAH, simpul.pk, before=before, after=_answer(simpul))


def _require_new_jenis(sesi: Sesi, simpul: Simpul, jenis: str) -> None:
    """Refuse a new kind that does not fit between the node's parent and its children."""
    if simpul.induk is None:
        raise ValidationError({"jenis": "Puncak pohon selalu outcome."})
    require_place(jenis, simpul.induk)
    sesi.require_tahap_of(jenis)
    _require_children(simpul, jenis)


def _new_level(sesi: Sesi, simpul: Simpul, jenis: str, parent: Simpul | None) -> str:
    """Return the level a node has as another kind or elsewhere: the usual one follows, a chosen one stays."""
    old_parent = Simpul.objects.filter(pk=simpul.induk_id).first()
    if simpul.level_kinerja not in ("", usual_level(sesi.pohon, simpul.jenis, old_parent)):
        return simpul.level_kinerja
    return usual_level(sesi.pohon, jenis, parent)


def _require_children(simpul: Simpul, jenis: str) -> None:
    pretender = Simpul(jenis=jenis)
    for child in set(Simpul.objects.filter(induk=simpul.pk).values_list("jenis", flat=True)):
        require_place(child, pretender)


def _pindah(sesi: Sesi, operation: Operation) -> Result:
    data, simpul = _data(operation), sesi.current(operation)
    if simpul.induk_id is None:
        raise ValidationError({"simpul": "Outcome tidak dapat dipindah; ia puncak pohon."})
    place = _place(sesi, operation)
    parent: Simpul = place["parent"]
    before = {"simpul": potret.branch(simpul, alone=True)}
    jenis = data.get("jenis") or fitting_jenis(simpul.jenis, parent)
    require_place(jenis, parent)
    sesi.require_tahap_of(jenis)
    _require_children(simpul, jenis)
    level = data.get("level_kinerja")
    if level not in Simpul.LevelKinerja.values:
        level = _new_level(sesi, simpul, jenis, parent)
    try:
        tree.move(simpul, **place)
    except ValueError:
        raise ValidationError(
            {"induk": "Simpul tidak dapat dipindah ke bawah dirinya atau turunannya sendiri."}
        ) from None
    changed = {"versi": simpul.versi + 1, "jenis": jenis, "level_kinerja": level}
    Simpul.objects.filter(pk=simpul.pk).update(**changed)
    return sesi.record(Perubahan.Jenis.PINDAH, simpul.pk, before=before, after=_answer(simpul))


def _hapus(sesi: Sesi, operation: Operation) -> Result:
    simpul = sesi.current(operation)
    if simpul.induk_id is None:
        raise ValidationError({"simpul": "Outcome tidak dapat dihapus; hapus pohonnya."})
    rows = Simpul.objects.in_branch(simpul)
    nodes = potret.branch(simpul)
    require_unmarked(nodes)
    ids = [node["id"] for node in nodes]
    _require_unchanged(sesi, operation, simpul, ids)
    before = {"simpul": nodes, "arsip": arsip.pack(rows)}
    tree.delete(simpul)
    return sesi.record(Perubahan.Jenis.HAPUS, simpul.pk, before=before, after={"dihapus": ids})


def _require_unchanged(sesi: Sesi, operation: Operation, simpul: Simpul, ids: list[int]) -> None:
    """With `sejak`, the tree's number the caller has heard of: Conflict when others wrote in the branch after it."""
    since = operation.get("sejak")
    if since is None:
        return
    if isinstance(since, bool) or not isinstance(since, int):
        raise ValidationError({"sejak": "Sebutkan nomor perubahan terakhir yang Anda lihat."})
    last = (
        Perubahan.objects.filter(pohon=sesi.pohon, nomor__gt=since, simpul__in=ids)
        .exclude(pengguna=sesi.user)
        .select_related("pengguna")
        .order_by("nomor")
        .last()
    )
    if last is not None:
        raise Conflict(
            f"Isi cabang ini sudah diubah oleh {last.pengguna}. Periksa, lalu hapus lagi.",
            {
                "simpul": potret.branch(simpul, alone=True)[0],
                "oleh": last.pengguna.nama,
                "waktu": last.waktu,
            },
        )


def _pulihkan(sesi: Sesi, operation: Operation) -> Result:
    number = operation.get("perubahan")
    row = (
        Perubahan.objects.filter(
            pohon=sesi.pohon, jenis=Perubahan.Jenis.HAPUS, nomor=number
        ).first()
        if is_key(number)
        else None
    )
    if row is None:
        raise ValidationError({"perubahan": "Penghapusan itu tidak ada di pohon ini."})
    top = row.sebelum["simpul"][0]
    if Simpul.objects.filter(pk=top["id"]).exists():
        raise ValidationError({"perubahan": "Simpul ini sudah dipulihkan."})
    parent = Simpul.objects.filter(pohon=sesi.pohon, pk=top["induk"]).first()
    if parent is None:
        raise ValidationError(
            {"perubahan": "Induknya juga sudah dihapus; pulihkan induknya dahulu."}
        )
    after = Simpul.objects.filter(pohon=sesi.pohon, pk=top["setelah"], induk=parent).first()
    place = {"parent": parent, "after": after, "first": top["setelah"] is None}
    built = _rebuild(sesi, row.sebelum["arsip"], place)
    lost = arsip.unpack(row.sebelum["arsip"], skip="pohon.simpul")
    answer = {**_answer(built, alone=False), "hilang": lost}
    return sesi.record(Perubahan.Jenis.PULIHKAN, built.pk, before={}, after=answer)


def _rebuild(sesi: Sesi, packed: dict[str, Any], place: dict[str, Any]) -> Simpul:
    """Build the simpul of an archived branch again at a place, with their old primary keys; return the top."""
    rows = [row for row in packed["baris"] if row["model"] == "pohon.simpul"]
    rows.sort(key=lambda row: row["fields"]["lft"])
    made: dict[int, Simpul] = {}
    for row in rows:
        simpul = Simpul(pk=row["pk"], pohon=sesi.pohon, **own_columns(row["fields"]))
        simpul.versi = row["fields"]["versi"] + 1
        made[simpul.pk] = tree.under(simpul, made.get(row["fields"]["induk"]))
    top = made[rows[0]["pk"]]
    top.jenis = fitting_jenis(top.jenis, place["parent"])
    for row in rows[1:]:
        if row["fields"]["induk"] == top.pk:
            require_place(row["fields"]["jenis"], top)
    _drop_missing_pengampu(sesi, made)
    tree.build(list(made.values()), tree_id=sesi.pohon.pk, **place)
    return top


def _drop_missing_pengampu(sesi: Sesi, made: dict[int, Simpul]) -> None:
    wanted = {s.pengampu_id for s in made.values()} - {None}
    here = set(sesi.pohon.instansi.daftar_unit.filter(pk__in=wanted).values_list("pk", flat=True))
    for simpul in made.values():
        if simpul.pengampu_id not in here:
            simpul.pengampu_id = None


def _salin(sesi: Sesi, operation: Operation) -> Result:
    place = _place(sesi, operation)
    key = operation.get("simpul")
    key = sesi.refs.get(key, key) if isinstance(key, str) else key
    source = (
        Simpul.objects.visible_to(sesi.user)
        .filter(pk=key, pohon__instansi=sesi.pohon.instansi_id)
        .first()
        if is_key(key)
        else None
    )
    if source is None:
        raise Http404("Simpul yang disalin tidak ditemukan.")
    top = copy_branch(sesi, source, place)
    _remember(sesi, operation, top)
    return sesi.record(Perubahan.Jenis.SALIN, top.pk, before={}, after=_answer(top, alone=False))


HANDLERS: dict[str, Callable[[Sesi, Operation], Result]] = {
    "tambah": _tambah,
    "ubah": _ubah,
    "pindah": _pindah,
    "hapus": _hapus,
    "pulihkan": _pulihkan,
    "salin": _salin,
}
