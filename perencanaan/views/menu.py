"""What can be done with a document as a whole: the menu of its page, and its state in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from organisasi.izin import izin
from organisasi.models import Pengguna
from perencanaan.actions.penetapan import refuse_perubahan, refuse_withdrawal
from perencanaan.actions.renja import RENSTRA, renstra_of
from perencanaan.actions.salin import successor
from perencanaan.models import Dokumen


@dataclass(frozen=True)
class Butir:
    """An entry of the menu; `tanya`: its page asks before it acts, so it opens as a dialog."""

    teks: str
    url: str
    tanya: bool = False


def menu_of(user: Pengguna, dokumen: Dokumen) -> list[tuple[str, list[Butir]]]:
    """Return the groups of the menu for a user; `dokumen` comes with perubahan and induk. No query of its own."""
    if not izin(user).may_edit(dokumen.instansi_id, dokumen.unit):
        return []
    groups = [
        ("Buat dari dokumen ini", _makings(dokumen)),
        ("Dokumen ini", _changes(user, dokumen)),
    ]
    return [(head, entries) for head, entries in groups if entries]


def _makings(dokumen: Dokumen) -> list[Butir]:
    current = successor(dokumen) is None
    found = []
    if dokumen.jenis in RENSTRA and current:
        found.append(_entry("Buat Renja", "buat_renja", dokumen))
    if not refuse_perubahan(dokumen):
        found.append(_entry("Buat perubahan", "buat_perubahan", dokumen))
    label = "Salin ke tahun lain" if dokumen.tahun else "Salin ke periode lain"
    return [*found, _entry(label, "salin_dokumen", dokumen)]


def _changes(user: Pengguna, dokumen: Dokumen) -> list[Butir]:
    found = []
    if not dokumen.lock_reason:
        if dokumen.jenis == Dokumen.Jenis.RENJA and renstra_of(dokumen) is not None:
            found.append(_entry("Perbarui dari Renstra", "perbarui_renja", dokumen))
        found.append(_entry("Ubah data dokumen", "ubah_dokumen", dokumen))
        found.append(_entry("Tetapkan", "tetapkan_dokumen", dokumen))
        found.append(_entry("Hapus", "hapus_dokumen", dokumen, tanya=True))
    if izin(user).is_admin(dokumen.instansi_id) and not refuse_withdrawal(dokumen):
        found.append(_entry("Batalkan penetapan", "batalkan_penetapan", dokumen, tanya=True))
    return found


def _entry(teks: str, name: str, dokumen: Dokumen, *, tanya: bool = False) -> Butir:
    return Butir(teks, reverse(f"perencanaan:{name}", args=[dokumen.pk]), tanya)


def compared_with(dokumen: Dokumen) -> list[Dokumen]:
    """Return what a document can be compared with: the version before it, and its Renstra for a Renja."""
    renstra = renstra_of(dokumen) if dokumen.jenis == Dokumen.Jenis.RENJA else None
    return [row for row in (dokumen.sebelumnya, renstra) if row is not None]
