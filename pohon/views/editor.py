"""The editor of one tree. The page itself is a frame; the tree comes through the public API."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organisasi.aktif import SignedInRequest
from organisasi.izin import izin
from organisasi.models import Unit
from pohon.models import Crosscutting, DasarOutcome, Indikator, Pohon, Simpul

SIMPUL_CHOICES: dict[str, type[TextChoices]] = {
    "jenis": Simpul.Jenis,
    "level_kinerja": Simpul.LevelKinerja,
    "sifat": Simpul.Sifat,
    "metode": Simpul.Metode,
    "unsur_4m": Simpul.Unsur4M,
    "bobot": Simpul.Bobot,
    "hubungan": Simpul.Hubungan,
}
INDIKATOR_CHOICES: dict[str, type[TextChoices]] = {
    "kategori": Indikator.Kategori,
    "jenis": Indikator.Jenis,
    "polaritas": Indikator.Polaritas,
    "konsolidasi_periode": Indikator.Konsolidasi,
    "konsolidasi_lokasi": Indikator.KonsolidasiLokasi,
    "frekuensi": Indikator.Frekuensi,
    "validitas": Indikator.Validitas,
    "kendali": Indikator.Kendali,
    "metode_cascading": Indikator.MetodeCascading,
}
# Url name, its arguments behind the tree, query and label of what can be downloaded.
DOWNLOADS: list[tuple[str, list[str], str, str]] = [
    ("pohon:unduh_bagan", [], "?kertas=A4", "Bagan pohon A4 (PDF)"),
    ("pohon:unduh_bagan", [], "?kertas=A3", "Bagan pohon A3 (PDF)"),
    ("pohon:unduh_tahap", ["xlsx"], "", "Tabel tahap 1 sampai 5 (Excel)"),
    ("pohon:unduh_tahap", ["pdf"], "", "Tabel tahap 1 sampai 5 (PDF)"),
    ("pohon:unduh_lembar", [], "", "Lembar isian pohon (Excel)"),
]
IMPORT: tuple[str, list[str], str, str] = ("pohon:impor", [], "", "Impor dari lembar isian…")


@require_safe
def editor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the editor of a tree the user may see; read-only where they may not write or it is locked."""
    daftar = Pohon.objects.visible_to(request.user).with_outcome()
    pohon = get_object_or_404(daftar.select_related("instansi", "unit", "periode"), pk=pk)
    may_edit = izin(request.user).may_edit(pohon.instansi_id, pohon.unit) and not pohon.is_locked
    context = {
        "pohon": pohon,
        "daftar_tahap": Pohon.Tahap.choices,
        "boleh_ubah": may_edit,
        "tautan_unduh": _downloads(pohon, may_edit),
        "tautan_lanjut": _further(pohon),
        "data_editor": {
            "pohon": pohon.pk,
            "pengguna": request.user.pk,
            "alamat": reverse("api:pohon", args=[pohon.pk]),
            "csrf": get_token(request),
            "pilihan": _choices(),
            "unit": _units(request, pohon),
            "tahun": list(pohon.periode.tahun),
            "bagian": _parts(),
            "kartu": {
                "pustaka": reverse("pohon:pustaka", args=[0]),
                "kartu": reverse(settings.POKIN_KARTU_INDIKATOR, args=[0]),
            },
            "hubungan": _links(pohon),
            "masuk": reverse("organisasi:masuk"),
            "reviu": reverse(settings.POKIN_REVIU_POHON, args=[pohon.pk]),
        },
    }
    return render(request, "pohon/editor.html", context)


def _downloads(pohon: Pohon, may_edit: bool) -> list[tuple[str, str]]:
    """Return what can be downloaded, and where the fill-in sheet comes back for those who may write."""
    return [
        (reverse(name, args=[pohon.pk, *args]) + query, label)
        for name, args, query, label in (*DOWNLOADS, *([IMPORT] if may_edit else []))
    ]


def _further(pohon: Pohon) -> list[tuple[str, str]]:
    """Return the pages of other rooms where this tree is worked on, as the roof lists them."""
    return [(reverse(name, args=[pohon.pk]), label) for label, name in settings.POKIN_TAUTAN_POHON]


def _choices() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Return every list of choices as (value, label), grouped by what it belongs to."""
    groups: dict[str, dict[str, type[TextChoices]]] = {
        "simpul": SIMPUL_CHOICES,
        "indikator": INDIKATOR_CHOICES,
        "crosscutting": {"status": Crosscutting.Status},
        "dasar": {"jenis": DasarOutcome.Jenis},
        "pohon": {"status": Pohon.Status},
    }
    return {
        group: {name: list(kind.choices) for name, kind in kinds.items()}
        for group, kinds in groups.items()
    }


def _units(request: SignedInRequest, pohon: Pohon) -> list[dict[str, Any]]:
    """Return the units of the tree's instansi in tree order; one query."""
    rows = Unit.objects.visible_to(request.user).filter(instansi=pohon.instansi_id).order_by("lft")
    return [
        {"id": pk, "nama": nama, "singkatan": singkatan, "dalam": kedalaman}
        for pk, nama, singkatan, kedalaman in rows.values_list(
            "pk", "nama", "singkatan", "kedalaman"
        )
    ]


def _parts() -> list[dict[str, Any]]:
    """Return the parts of the panel that other rooms serve, each with an address for simpul 0 as a pattern."""
    return [
        {"kunci": key, "judul": title, "alamat": reverse(name, args=[0]), "tahap": tahap}
        for key, title, name, tahap in settings.POKIN_BAGIAN_SIMPUL
    ]


def _links(pohon: Pohon) -> list[dict[str, Any]]:
    """Return to what other rooms link the simpul of this tree, each with the address of its API."""
    return [
        {
            "kunci": key,
            "judul": title,
            "alamat": reverse(name, args=[pohon.pk]),
            "tahap": tahap,
            "bagian": part,
        }
        for key, title, name, tahap, part in settings.POKIN_HUBUNGAN_POHON
    ]
