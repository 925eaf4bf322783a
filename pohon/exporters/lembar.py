"""The tree as a sheet to fill in: a row for each simpul and indikator, with what comes back by its keys.

The simpul's own cells stand on its first row only, where they are changed; its further indikator have code and keys, so
that rows may be sorted and filtered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from lib.berkas import safe_name
from lib.tabel import Nilai
from lib.teks import format_number
from lib.xlsx_isian import BarisIsian, Isian, KolomIsian, Tipe, write
from pohon import lembar, potret
from pohon.exporters.keterangan import footer, owner_name
from pohon.exporters.tahap import KolomTahap5
from pohon.models import Pohon, Simpul

Node = dict[str, Any]
LOOKS: dict[str, tuple[float, Tipe, str, str]] = {
    "id_simpul": (9, Tipe.KUNCI, "", ""),
    "id_indikator": (9, Tipe.KUNCI, "", ""),
    "versi": (9, Tipe.KUNCI, "", ""),
    "kode_asal": (9, Tipe.KUNCI, "", ""),
    "kode": (9, Tipe.KODE, "", ""),
    "jenis": (14, Tipe.PILIHAN, "Jenis", ""),
    "level_kinerja": (16, Tipe.PILIHAN, "Level kinerja", ""),
    "pernyataan": (44, Tipe.TEKS, "", ""),
    "faktor_penyebab": (26, Tipe.TEKS, "", ""),
    "pengampu": (22, Tipe.PILIHAN, "Pengampu", ""),
    "nama": (36, Tipe.TEKS, "", ""),
    "satuan": (11, Tipe.TEKS, "", ""),
}
NUMBER = (10, Tipe.ANGKA, "", "")
EXACT = 15  # digits Excel keeps of a number
PETUNJUK: list[tuple[str, list[str]]] = [
    (
        "Mengisi",
        [
            "Satu baris untuk satu simpul dan satu indikator. Simpul dengan dua indikator memakai dua baris; yang kedua"
            " cukup berisi kode dan indikatornya.",
            "Ubah isi sel seperlunya. Sel faktor penyebab, pengampu, satuan, atau angka yang dikosongkan berarti"
            " isinya dihapus. Jenis dan level yang dikosongkan tetap seperti semula.",
            "Angka ditulis biasa, misalnya 75,5. Target 75% boleh ditulis 75 atau 75%.",
            "Sel boleh digabung ke bawah; semua barisnya dianggap berisi sama. Baris boleh diurutkan dan disaring.",
        ],
    ),
    (
        "Menambah",
        [
            "Simpul baru: sisipkan baris kosong, tulis kode menurut tempatnya dan pernyataannya. Kode 1.2.4 berada di"
            " bawah 1.2, sesudah 1.2.3. Untuk tempat di antara 1.2.3 dan 1.2.4, tulis 1.2.3a.",
            "Indikator baru: tulis di baris simpul yang belum berindikator, atau sisipkan baris di bawahnya dan isi"
            " mulai kolom Indikator.",
            "Sebaiknya sisipkan baris kosong, bukan menyalin baris. Baris salinan yang kode dan pernyataannya diganti"
            " dianggap simpul baru.",
        ],
    ),
    (
        "Memindah dan menghapus",
        [
            "Memindah simpul: ganti kodenya dengan kode di tempat yang baru. Turunannya ikut tanpa perlu diganti"
            " kodenya.",
            "Tempat simpul ditentukan oleh kode, bukan oleh urutan baris.",
            "Menghapus baris di sini tidak menghapus apa pun di Pokin. Hapus simpul atau indikator di editor.",
        ],
    ),
    (
        "Mengembalikan ke Pokin",
        [
            "Simpan sebagai .xlsx. Di editor pohon ini buka Unduh, lalu Impor dari lembar isian.",
            "Pokin menampilkan dahulu apa yang ditambah, diubah, dan dipindah. Belum ada yang ditulis sebelum Anda"
            " menekan Terapkan.",
            "Jangan mengganti judul kolom dan nama lembar. Jangan menghapus kolom A sampai D yang tersembunyi; dengan"
            " kolom itu Pokin mengenali barisnya.",
        ],
    ),
]


def sheet_name(pohon: Pohon) -> str:
    """Return the name of the file."""
    return safe_name(f"Lembar isian pohon {owner_name(pohon)} {pohon.periode.nama}", "xlsx")


def sheet_file(pohon: Pohon, user: Any) -> bytes:
    """Return the fill-in sheet of a tree with the columns its stage has opened."""
    nodes = potret.nodes(Simpul.objects.filter(pohon=pohon))
    more = _read_only(pohon, user)
    units = lembar.unit_rows(pohon.instansi_id)
    names = lembar.unit_names(units)
    return write(
        Isian(
            nama=lembar.NAMA,
            judul="Lembar isian pohon kinerja",
            anak_judul=f"{owner_name(pohon)}, {pohon.periode.nama}. Cara mengisi ada di lembar Petunjuk.",
            tanda=str(pohon.pk),
            kolom=_columns(pohon, more),
            baris=_rows(pohon, nodes, names, more),
            daftar={
                "Jenis": lembar.kinds(pohon),
                "Level kinerja": _with_used(lembar.levels(pohon.instansi), nodes),
                "Pengampu": list(names.values()),
            },
            petunjuk=PETUNJUK,
            kaki=footer(pohon),
        )
    )


def _read_only(pohon: Pohon, user: Any) -> list[KolomTahap5]:
    """Return the columns of other rooms, komponen and jabatan, once their stage is open."""
    if pohon.tahap < Pohon.Tahap.PENUANGAN:
        return []
    return [import_string(path)(user, pohon) for path in settings.POKIN_KOLOM_TAHAP5]


def _columns(pohon: Pohon, more: Sequence[KolomTahap5]) -> list[KolomIsian]:
    own = [KolomIsian(k.judul, *LOOKS.get(k.kunci, NUMBER)) for k in lembar.columns(pohon)]
    return own + [KolomIsian(k.judul + lembar.READ_ONLY, k.lebar, Tipe.BACA) for k in more]


def _with_used(names: list[str], nodes: Sequence[Node]) -> list[str]:
    """Return the names, and those that stand in the tree although its instansi does not have them."""
    used = {node.get("level_kinerja") for node in nodes}
    return names + [
        str(level.label)
        for level in Simpul.LevelKinerja
        if level.value in used and str(level.label) not in names
    ]


def _rows(
    pohon: Pohon, nodes: Sequence[Node], units: dict[int, str], more: Sequence[KolomTahap5]
) -> Iterator[BarisIsian]:
    keys = [k.kunci for k in lembar.columns(pohon)]
    codes = lembar.codes(nodes)
    has_indikator = pohon.tahap >= Pohon.Tahap.INDIKATOR
    for node in nodes:
        daftar = node.get("indikator") if has_indikator else None
        for index, indikator in enumerate(daftar or [{}]):
            cells = _cells(node, indikator, codes[node["id"]], units, first=index == 0)
            extra = [k.teks.get(node["id"], "") if index == 0 else "" for k in more]
            yield BarisIsian([*(cells.get(key) for key in keys), *extra], awal=index == 0)


def _cells(
    node: Node, indikator: Node, kode: str, units: dict[int, str], *, first: bool
) -> dict[str, Nilai]:
    cells: dict[str, Nilai] = {
        "id_simpul": node["id"],
        "id_indikator": indikator.get("id"),
        "versi": node["versi"],
        "kode_asal": kode,
        "kode": kode,
        "nama": indikator.get("nama"),
        "satuan": indikator.get("satuan"),
        "baseline_nilai": _number(indikator.get("baseline_nilai")),
        "kondisi_akhir": _number(indikator.get("kondisi_akhir")),
    }
    cells |= {f"target.{y}": _number(n) for y, n in indikator.get("target", {}).items()}
    if first:
        level = node.get("level_kinerja")
        cells |= {
            "jenis": str(Simpul.Jenis(node["jenis"]).label),
            "level_kinerja": str(Simpul.LevelKinerja(level).label) if level else None,
            "pernyataan": node["pernyataan"],
            "faktor_penyebab": node.get("faktor_penyebab"),
            "pengampu": units.get(node.get("pengampu") or 0),
        }
    return cells


def _number(value: Any) -> Nilai:
    """Return a number Excel keeps whole; one with more digits as text, which comes back as it was."""
    if value is None:
        return None
    digits = Decimal(str(value)).as_tuple().digits
    return value if len(digits) <= EXACT else format_number(value)
