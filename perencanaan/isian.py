"""What the grid of a document shows: its komponen in tree order with pagu, indicators and texts, ready for JSON.

Numbers are text ("1250.5"), so that none loses digits on its way through a browser.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.urls import reverse

from perencanaan import susunan
from perencanaan.actions.isian import TEXTS, years_of
from perencanaan.models import Dokumen, Komponen, NilaiKomponen, Pagu, Pemetaan
from perencanaan.ukuran import Ukuran, read_ukuran

Data = dict[str, Any]
JENIS = NilaiKomponen.Jenis
SOURCES_OF_MINISTRY = ("APBN", "PNBP", "BLU", "PHLN", "SBSN", "Hibah")
SOURCES = ("APBD", "APBN", "DAK Fisik", "DAK Nonfisik", "DAU", "BLUD", "Dana Desa", "Hibah")
# Texts a plan of several years asks for; a Renja asks for all.
FEW_TEXTS = ("lokasi", "keterangan")


def sources_of(dokumen: Dokumen) -> tuple[str, ...]:
    """Return the usual sources of funds, to choose from while typing."""
    return SOURCES if dokumen.instansi.is_pemda else SOURCES_OF_MINISTRY


def read_isian(dokumen: Dokumen, only: Collection[int] | None = None) -> Data:
    """Return the grid of a document: its columns and its rows, or the rows of some komponen; eight queries at most.

    The caller has checked who may read the document.
    """
    texts = texts_of(dokumen)
    return {
        "nomor": dokumen.nomor,
        "tahun": dokumen.daftar_tahun_pagu,
        "dijumlah": dokumen.daftar_tahun,
        "maju": dokumen.tahun + 1 if dokumen.tahun else None,
        "realisasi": years_of(dokumen, JENIS.REALISASI),
        "prakiraan": years_of(dokumen, JENIS.PRAKIRAAN),
        "teks": [
            {
                "kunci": name,
                "label": str(column.verbose_name).capitalize(),
                "panjang": column.max_length,
            }
            for name, column in ((name, Komponen._meta.get_field(name)) for name in texts)
        ],
        "sumber_dana": list(sources_of(dokumen)),
        "komponen": _rows(dokumen, texts, only),
    }


def texts_of(dokumen: Dokumen) -> tuple[str, ...]:
    """Return which texts of a komponen the grid shows: a Renja asks for all that its table has."""
    if not dokumen.tahun:
        return FEW_TEXTS
    pemda = dokumen.instansi.is_pemda
    return tuple(name for name in TEXTS if pemda or name != "prioritas_daerah")


def _rows(dokumen: Dokumen, texts: tuple[str, ...], only: Collection[int] | None) -> list[Data]:
    rows = Komponen.objects.filter(dokumen=dokumen).select_related("penanggung_jawab")
    pagu = Pagu.objects.filter(komponen__dokumen=dokumen)
    if only is not None:
        rows, pagu = rows.filter(pk__in=only), pagu.filter(komponen__in=only)
    by_komponen: dict[int, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in pagu.order_by("komponen", "pk"):
        by_komponen[row.komponen_id][row.sumber_dana][row.tahun] = plain(row.nilai)
    ukuran, editors = read_ukuran(dokumen), _editors(dokumen)
    return [
        _row(row, texts, by_komponen[row.pk], ukuran.get(row.pk, []), editors)
        for row in rows.order_by("lft")
    ]


def _row(
    row: Komponen,
    texts: tuple[str, ...],
    pagu: dict[str, dict[int, str]],
    daftar_ukuran: list[Ukuran],
    editors: dict[int, str],
) -> Data:
    return {
        "id": row.pk,
        "induk": row.induk_id,
        "versi": row.versi,
        "jenis": row.get_jenis_display(),
        "macam": row.jenis,
        "kode": row.kode,
        "nama": row.nama,
        "sasaran": row.sasaran if row.sasaran != row.nama else "",
        "unit": str(row.penanggung_jawab or ""),
        "kedalaman": row.kedalaman,
        "berpagu": row.is_lowest and row.jenis in susunan.WITH_PAGU,
        "teks": {name: getattr(row, name) for name in texts},
        "pagu": [{"sumber": sumber, "tahun": years} for sumber, years in pagu.items()],
        "ukuran": [_indicator(one, editors.get(one.simpul, "")) for one in daftar_ukuran],
    }


def _editors(dokumen: Dokumen) -> dict[int, str]:
    """Return where the simpul behind a document's indicators are edited; one query."""
    rows = Pemetaan.objects.living().filter(komponen__dokumen=dokumen).order_by()
    return {
        simpul: f"{reverse('pohon:editor', args=[pohon])}#simpul-{simpul}"
        for simpul, pohon in rows.values_list("simpul_id", "simpul__pohon_id").distinct()
    }


def _indicator(ukuran: Ukuran, editor: str) -> Data:
    return {
        "id": ukuran.indikator,
        "editor": editor,
        **_values(ukuran),
        "realisasi": _yearly(ukuran.realisasi),
        "prakiraan": _yearly(ukuran.prakiraan),
        "alasan": ukuran.alasan,
        "pohon": _values(ukuran.pohon or ukuran),
    }


def _values(ukuran: Ukuran) -> Data:
    return {
        "nama": ukuran.nama,
        "satuan": ukuran.satuan,
        "kondisi_awal": plain(ukuran.kondisi_awal),
        "kondisi_akhir": plain(ukuran.kondisi_akhir),
        "target": _yearly(ukuran.target),
    }


def _yearly(years: dict[int, Decimal]) -> dict[int, str]:
    return {tahun: plain(nilai) for tahun, nilai in years.items()}


def plain(value: Decimal | None) -> str:
    """Return a number without separators and trailing zeros; empty for none."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
