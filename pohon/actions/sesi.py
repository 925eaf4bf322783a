"""One writing session on a tree: the lock, the checks that hold for every operation, and the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from lib import tree
from lib.api import Conflict
from organisasi.izin import require_edit
from organisasi.models import Pengguna
from pohon import potret
from pohon.models import Perubahan, Pohon, PustakaIndikator, Simpul

TAHAP_OF_JENIS = {
    Simpul.Jenis.OUTCOME: Pohon.Tahap.OUTCOME,
    Simpul.Jenis.CSF: Pohon.Tahap.CSF,
    Simpul.Jenis.ANTARA: Pohon.Tahap.KONDISI,
    Simpul.Jenis.OPERASIONAL: Pohon.Tahap.KONDISI,
}


def lock_pohon(user: Pengguna, pohon_id: int, *, ignore_lock: bool = False) -> Pohon:
    """Lock and return a tree the user may write; must run inside `atomic()`.

    Raises Http404 when the user may not see it, PermissionDenied with a sentence when they may not write it or its
    state forbids writing (`ignore_lock` leaves the state aside, for changes of the state itself).
    """
    try:
        pohon = tree.lock(
            Pohon.objects.visible_to(user)
            .filter(pk=pohon_id)
            .select_related("instansi", "unit", "periode")
        )
    except Pohon.DoesNotExist as error:
        raise Http404("Pohon tidak ditemukan.") from error
    if ignore_lock:
        return pohon
    require_edit(user, pohon.instansi_id, pohon.unit)
    if pohon.is_locked:
        raise PermissionDenied(pohon.lock_reason)
    return pohon


def require_open_period(pohon: Pohon) -> None:
    """Raise PermissionDenied with a sentence when the tree's period is locked, whatever the state of the tree."""
    if pohon.periode.terkunci:
        raise PermissionDenied(f"Periode {pohon.periode} terkunci; hubungi admin instansi.")


@dataclass
class Sesi:
    """A locked tree, who writes, the names of new nodes, the log rows to come, and the nodes whose version held."""

    pohon: Pohon
    user: Pengguna
    refs: dict[str, int] = field(default_factory=dict)
    log: list[Perubahan] = field(default_factory=list)
    fresh: set[int] = field(default_factory=set)

    def simpul(self, key: Any, name: str = "simpul") -> Simpul:
        """Load a node of this tree by its id or by the `ref` an earlier operation gave it.

        Raises ValidationError when the key is no id, Conflict when the node was here and is deleted, Http404 otherwise.
        """
        key = self.refs.get(key, key) if isinstance(key, str) else key
        if isinstance(key, bool) or not isinstance(key, int):
            raise ValidationError({name: "Sebutkan simpul dengan nomornya."})
        found = Simpul.objects.filter(pohon=self.pohon, pk=key).first()
        if found is not None:
            found.pohon = self.pohon
            return found
        deletions = Perubahan.objects.filter(pohon=self.pohon, jenis=Perubahan.Jenis.HAPUS)
        gone = next(
            (
                row
                for row in deletions.select_related("pengguna").defer("sebelum").order_by("-nomor")
                if key in row.sesudah.get("dihapus", [])
            ),
            None,
        )
        if gone is None:
            raise Http404("Simpul tidak ada di pohon ini.")
        raise Conflict(
            f"Simpul ini sudah dihapus oleh {gone.pengguna}; pulihkan dahulu untuk mengubahnya.",
            {"simpul": None, "oleh": gone.pengguna.nama, "waktu": gone.waktu},
        )

    def current(self, operation: dict[str, Any]) -> Simpul:
        """Load the node an operation is about and compare the version the caller saw; Conflict when it is stale.

        What this request has itself changed is not stale: the caller cannot know that version yet. Raises
        ValidationError for a node whose stage is closed again.
        """
        simpul = self.simpul(operation.get("simpul"))
        self.require_tahap_of(simpul.jenis)
        seen = operation.get("versi")
        if isinstance(seen, bool) or not isinstance(seen, int):
            raise ValidationError({"versi": "Sertakan versi simpul yang Anda lihat."})
        if seen == simpul.versi or simpul.pk in self.fresh:
            self.fresh.add(simpul.pk)
            return simpul
        last = (
            Perubahan.objects.filter(pohon=self.pohon, simpul=simpul.pk)
            .select_related("pengguna")
            .last()
        )
        who = last.pengguna.nama if last else ""
        raise Conflict(
            f"Simpul ini sudah diubah oleh {who or 'orang lain'}. Bandingkan, lalu simpan lagi.",
            {
                "simpul": potret.branch(simpul, alone=True)[0],
                "oleh": who,
                "waktu": last.waktu if last else None,
            },
        )

    def require_tahap(self, tahap: int, what: str) -> None:
        """Refuse what belongs to a later stage (PermenPANRB 89/2021 B.III: stages are not skipped)."""
        if self.pohon.tahap < tahap:
            raise ValidationError(
                f"{what} dibuka pada Tahap {int(tahap)}, sedangkan pohon ini di Tahap {self.pohon.tahap}. "
                "Tahapan tidak boleh dilompati."
            )

    def require_tahap_of(self, jenis: str) -> None:
        """Refuse a kind of node before its stage."""
        self.require_tahap(TAHAP_OF_JENIS[Simpul.Jenis(jenis)], Simpul.Jenis(jenis).label)

    @cached_property
    def pustaka(self) -> frozenset[int]:
        """The keys of the cards in the library of the tree's instansi; one query for a whole request."""
        rows = PustakaIndikator.objects.filter(instansi=self.pohon.instansi_id)
        return frozenset(rows.values_list("pk", flat=True))

    def require_pustaka(self, key: Any) -> None:
        """Refuse a card of another instansi, or one that is gone, as if it had never been there."""
        if isinstance(key, int) and key not in self.pustaka:
            raise ValidationError(
                {"pustaka": "Kartu pustaka itu tidak ada (lagi); muat ulang halaman."}
            )

    def record(
        self, jenis: str, simpul: int | None, *, before: dict[str, Any], after: dict[str, Any]
    ) -> dict[str, Any]:
        """Count the tree's number up, keep the log row for `close`, and return the answer with its number."""
        self.pohon.nomor += 1
        self.log.append(
            Perubahan(
                pohon=self.pohon,
                nomor=self.pohon.nomor,
                jenis=jenis,
                simpul=simpul,
                pengguna=self.user,
                sebelum=before,
                sesudah=after,
            )
        )
        return {"nomor": self.pohon.nomor, **after}

    def close(self) -> None:
        """Write the log and the tree's number."""
        if not self.log:
            return
        Perubahan.objects.bulk_create(self.log, batch_size=200)
        Pohon.objects.filter(pk=self.pohon.pk).update(nomor=self.pohon.nomor, diubah=timezone.now())
