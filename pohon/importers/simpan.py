"""Applying the steps of a preview: sealed while they travel with the page, then written all or none."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lib.api import Conflict
from lib.impor import Masalah
from lib.segel import Segel
from organisasi.models import Pengguna
from organisasi.tugas import Kemajuan, pekerjaan
from pohon import actions
from pohon.actions.operasi import MOST_OPERATIONS
from pohon.importers.rencana import Langkah, Operation
from pohon.models import Perubahan, Simpul

SEGEL = Segel("pohon.importers", "pohon", "lembar")


class Basi(Exception):
    """The tree has changed since the preview; nothing was written. `masalah` names the rows."""

    def __init__(self, masalah: list[Masalah]) -> None:
        super().__init__("Pohon sudah berubah sejak pratinjau.")
        self.masalah = masalah


@dataclass(frozen=True)
class Tersegel:
    """The steps of a preview as they came back, and the key that makes a second click harmless."""

    langkah: list[Langkah]
    kunci: str


def seal(user: Pengguna, pohon_id: int, langkah: Sequence[Langkah]) -> str:
    """Return the steps as text only this server can write, for this user and this tree; raises ValidationError."""
    steps = [[step.baris, step.operasi] for step in langkah]
    return SEGEL.seal(user.pk, pohon_id, {"k": secrets.token_hex(12), "l": steps})


def unseal(user: Pengguna, pohon_id: int, text: str) -> Tersegel:
    """Return the steps; raises ValidationError when they are not of this user and tree, or too old."""
    data = SEGEL.open(user.pk, pohon_id, text)
    return Tersegel([Langkah(baris, operasi) for baris, operasi in data["l"]], data["k"])


def save(user: Pengguna, pohon_id: int, tersegel: Tersegel) -> None:
    """Take the steps, all or none; the same steps again change nothing.

    Raises Basi with the rows where the tree has changed since, or where a rule refuses; else what `apply` raises.
    """
    langkah = tersegel.langkah
    at = 0
    try:
        with transaction.atomic():
            refs: dict[str, int] = {}
            for at in range(0, len(langkah), MOST_OPERATIONS):
                part = [_resolve(step.operasi, refs) for step in langkah[at : at + MOST_OPERATIONS]]
                answer = actions.apply(
                    user=user, pohon_id=pohon_id, operasi=part, kunci=f"impor-{tersegel.kunci}-{at}"
                )
                for operation, result in zip(part, answer["hasil"], strict=True):
                    refs |= _made(operation, result)
    except Conflict as conflict:
        index = int(conflict.current.get("operasi", 0))
        found = _stale(pohon_id, langkah) or [Masalah(conflict.message, langkah[at + index].baris)]
        raise Basi(found) from conflict
    except ValidationError as error:
        raise Basi(_refusals(error, langkah[at:])) from error


@pekerjaan("impor_lembar")
def apply_sheet(job: Kemajuan, *, pohon: int, tersegel: str) -> None:
    """Take many steps in the background; the key in them makes a second delivery harmless, so `once` is not needed."""
    job.report(10, "Menerapkan isi lembar")
    try:
        with transaction.atomic():
            save(job.pengguna, pohon, unseal(job.pengguna, pohon, tersegel))
            job.report(95, "Menerapkan isi lembar")  # cancelled meanwhile: nothing is written
    except Basi as stale:
        rows = [
            f"Baris {m.baris}: {m.kalimat}" if m.baris else m.kalimat for m in stale.masalah[:20]
        ]
        raise ValidationError(["Tidak ada yang ditulis; unggah lembarnya lagi.", *rows]) from stale


def _resolve(operation: Operation, refs: dict[str, int]) -> Operation:
    """Put the keys of simpul made by an earlier part in the place of their refs."""
    return {
        name: refs.get(value, value)
        if name in {"induk", "setelah"} and isinstance(value, str)
        else value
        for name, value in operation.items()
    }


def _made(operation: Operation, result: dict[str, Any]) -> dict[str, int]:
    """Return the keys of the simpul an operation made, by ref; a branch comes back in the order it was given."""
    if operation["jenis"] != "tambah":
        return {}
    refs = [operation["ref"], *(below["ref"] for below in operation.get("turunan", ()))]
    return {ref: node["id"] for ref, node in zip(refs, result["simpul"], strict=True)}


def _stale(pohon_id: int, langkah: Sequence[Langkah]) -> list[Masalah]:
    """Name every row whose simpul is gone or has another version than the preview saw, or whose parent is gone."""
    now = dict(Simpul.objects.filter(pohon=pohon_id).values_list("pk", "versi"))
    rows: dict[int, int] = {}  # the row that names each stale simpul
    for step in langkah:
        key, upper = step.operasi.get("simpul"), step.operasi.get("induk")
        if isinstance(key, int) and now.get(key) != step.operasi["versi"]:
            rows.setdefault(key, step.baris)
        if isinstance(upper, int) and upper not in now:
            rows.setdefault(upper, step.baris)
    who = _who(pohon_id, set(rows), now)
    return [
        Masalah(
            f"Simpul ini sudah diubah oleh {who.get(key, 'orang lain')}."
            if key in now
            else f"Simpul ini atau induknya sudah dihapus oleh {who.get(key, 'orang lain')}.",
            row,
        )
        for key, row in sorted(rows.items(), key=lambda pair: pair[1])
    ]


def _who(pohon_id: int, keys: set[int], now: Mapping[int, int]) -> dict[int, str]:
    """Return who last changed, or who deleted, each of these simpul, by the log."""
    rows = Perubahan.objects.filter(pohon=pohon_id).order_by("nomor")
    changes = rows.filter(simpul__in=keys).values_list("simpul", "pengguna__nama")
    found = {key: nama for key, nama in changes if key is not None}
    if keys - set(now):
        gone = rows.filter(jenis=Perubahan.Jenis.HAPUS)
        for after, nama in gone.values_list("sesudah", "pengguna__nama"):
            found |= dict.fromkeys(keys & set(after.get("dihapus", ())), nama)
    return found


def _refusals(error: ValidationError, langkah: Sequence[Langkah]) -> list[Masalah]:
    """Say a refusal of `actions.apply` by the row its operation came from."""
    if not hasattr(error, "error_dict"):
        return [Masalah(sentence) for sentence in error.messages]
    found = []
    for name, sentences in error.message_dict.items():
        number = name.split(".")[1] if name.startswith("operasi.") else ""
        row = (
            langkah[int(number)].baris
            if number.isdecimal() and int(number) < len(langkah)
            else None
        )
        found += [Masalah(sentence, row) for sentence in sentences]
    return found
