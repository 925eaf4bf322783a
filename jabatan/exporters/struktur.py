"""The structure as a workbook to fill in: units, positions and holders, empty with examples or as they are now.

What goes out comes back: a sheet that was not touched changes nothing (jabatan.importers).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jabatan.importers.cocok import jabatan_names, labels, unit_names
from jabatan.importers.kolom import CONTOH, JABATAN, JUDUL, KOLOM, PEJABAT, UNIT, unit_kinds
from jabatan.importers.rencana import Butir
from jabatan.models import Jabatan, Pejabat
from lib.berkas import safe_name
from lib.xlsx_isian import BarisIsian, Isi, Isian, KolomIsian, Tipe, write_book
from organisasi.models import Instansi, Unit

LOOKS: dict[tuple[str, str], tuple[float, Tipe, str, str]] = {
    (UNIT, "kode"): (12, Tipe.KODE, "", ""),
    (UNIT, "nama"): (40, Tipe.TEKS, "", ""),
    (UNIT, "jenis"): (18, Tipe.PILIHAN, "Jenis unit", ""),
    (UNIT, "profil"): (18, Tipe.PILIHAN, "Profil", ""),
    (UNIT, "induk"): (34, Tipe.SARAN, "Unit", "Kosong untuk unit di puncak."),
    (UNIT, "alamat"): (34, Tipe.TEKS, "", ""),
    (JABATAN, "kode"): (12, Tipe.KODE, "", ""),
    (JABATAN, "nama"): (44, Tipe.TEKS, "", ""),
    (JABATAN, "unit"): (32, Tipe.SARAN, "Unit", "Kosong untuk kepala daerah atau menteri."),
    (JABATAN, "induk"): (40, Tipe.SARAN, "Jabatan", "Nama jabatan atasan, atau kode barisnya."),
    (JABATAN, "jenjang"): (24, Tipe.PILIHAN, "Jenjang", ""),
    (JABATAN, "level_jf"): (16, Tipe.PILIHAN, "Jenjang fungsional", ""),
    (JABATAN, "supervisi"): (11, Tipe.PILIHAN, "Ya/Tidak", ""),
    (PEJABAT, "jabatan"): (44, Tipe.SARAN, "Jabatan", "Nama jabatan, atau kode barisnya."),
    (PEJABAT, "nama"): (34, Tipe.TEKS, "", ""),
    (PEJABAT, "nip"): (22, Tipe.TEKS, "", ""),
    (PEJABAT, "pangkat"): (24, Tipe.TEKS, "", ""),
    (PEJABAT, "status"): (12, Tipe.PILIHAN, "Status", ""),
    (PEJABAT, "mulai"): (13, Tipe.TANGGAL, "", ""),
    (PEJABAT, "selesai"): (13, Tipe.TANGGAL, "", ""),
}
PLAIN = (16.0, Tipe.TEKS, "", "")
PETUNJUK: list[tuple[str, list[str]]] = [
    (
        "Mengisi",
        [
            "Isi lembar Unit, lalu Jabatan, lalu Pejabat. Lembar yang tidak diperlukan boleh dibiarkan kosong.",
            f"Baris berkode {CONTOH} hanya contoh; baris itu tidak ikut diimpor dan boleh dihapus.",
            "Unit: nama dan jenis wajib diisi untuk unit baru. Unit induk ditulis dengan nama, singkatan, atau kodenya;"
            " urutan baris bebas.",
            "Jabatan: atasan langsung ditulis dengan nama jabatannya atau kode barisnya. Kode baris bebas (misalnya"
            " J01) dan hanya berlaku di berkas ini; perlu bila nama jabatan berulang.",
            "Nama yang dipakai beberapa unit atau jabatan ditulis bersama tempatnya, misalnya Sekretaris (Dinas"
            " Perhubungan).",
            "Jabatan fungsional: isi jenjang fungsional. Fungsi supervisi Ya untuk pengendali teknis atau ketua tim"
            " yang membawahi anggota.",
            "Pejabat: tanggal ditulis hari-bulan-tahun, misalnya 02-01-2025. Kolom Sampai kosong bila masih menjabat.",
            "NIP 18 angka diketik sebagai teks. Kolomnya sudah berformat Teks; saat menempel, pilih tempel nilai saja."
            " NIP yang terbaca sebagai angka dibulatkan Excel dan ditolak.",
        ],
    ),
    (
        "Yang sudah ada di Pokin",
        [
            "Unduh struktur sekarang, ubah seperlunya, lalu unggah lagi. Berkas yang tidak diubah tidak mengubah apa"
            " pun.",
            "Baris unduhan dikenali dari kolom A yang tersembunyi, jadi nama boleh diganti. Baris lain dikenali dari"
            " kode unit, atau dari nama di tempat yang sama.",
            "Pada baris unduhan, sel yang dikosongkan berarti isinya dihapus. Pada baris lain, sel kosong tidak"
            " mengubah apa pun.",
            "Menghapus baris di sini tidak menghapus apa pun di Pokin.",
        ],
    ),
    (
        "Mengembalikan ke Pokin",
        [
            "Simpan sebagai .xlsx, lalu unggah di halaman Impor struktur.",
            "Pokin menampilkan dahulu apa yang baru, apa yang berubah, dan baris mana yang keliru. Semua ditulis"
            " sekaligus, atau tidak sama sekali.",
            "Jangan mengganti nama lembar dan judul kolom.",
        ],
    ),
]
EXAMPLE: dict[str, list[list[Isi]]] = {
    UNIT: [
        [None, CONTOH, "Dinas Contoh", "Discontoh", "Perangkat daerah", "Umum", "", "2.15", ""],
        [None, f"{CONTOH}-1", "Bidang Contoh", "", "Bidang/Bagian", "Umum", "Dinas Contoh", "", ""],
    ],
    JABATAN: [
        [None, CONTOH, "Kepala Dinas Contoh", "Dinas Contoh", "Bupati", "JPT pratama (Eselon II)"],
        [
            None,
            f"{CONTOH}-1",
            "Analis Contoh",
            "Bidang Contoh",
            "Kepala Dinas Contoh",
            "Jabatan fungsional",
            "Ahli muda",
            "Ya",
        ],
    ],
    PEJABAT: [
        [None, f"{CONTOH}: Kepala Dinas", "Nama Contoh, S.T., M.T.", "198001012005011001"],
    ],
}

MINISTRY = {
    "Perangkat daerah": "Unit eselon I",
    "Bupati": "Menteri",
    "Dinas Contoh": "Direktorat Jenderal Contoh",
    "Kepala Dinas Contoh": "Direktur Jenderal Contoh",
    "Discontoh": "Ditjen Contoh",
    "JPT pratama (Eselon II)": "JPT madya (Eselon I)",
    "2.15": "",
}
EXAMPLE_NAMES: dict[str, dict[str, Isi]] = {
    Instansi.Jenis.PROVINSI: {"Bupati": "Gubernur"},
    Instansi.Jenis.KOTA: {"Bupati": "Wali Kota"},
}


def structure_name(instansi: Instansi, *, kosong: bool) -> str:
    """Return the name of the file."""
    return safe_name(f"{'Templat struktur' if kosong else 'Struktur'} {instansi.nama}", "xlsx")


def structure_file(instansi: Instansi, *, kosong: bool) -> bytes:
    """Return the workbook: with examples only (`kosong`), or with everything of the instansi; three queries."""
    units = _butir(Unit.objects.filter(instansi=instansi).order_by("lft"))
    positions = _butir(Jabatan.objects.filter(instansi=instansi).order_by("lft"))
    by_pk = {butir.obj.pk: butir.obj for butir in units}
    for butir in positions:
        butir.obj.unit = by_pk.get(butir.obj.unit_id or 0)
    unit_label = labels(units, unit_names)
    position_label = labels(positions, jabatan_names)
    rows: dict[str, Iterator[Sequence[Isi]]] = {
        UNIT: (_unit(butir, unit_label) for butir in units),
        JABATAN: (_jabatan(butir, unit_label, position_label) for butir in positions),
        PEJABAT: _pejabat(instansi, position_label),
    }
    if kosong:
        rows = {name: _examples(instansi, name) for name in rows}
    lists = {
        "Jenis unit": unit_kinds(instansi),
        "Profil": [str(label) for label in Unit.Profil.labels],
        "Unit": list(unit_label.values()),
        "Jabatan": list(position_label.values()),
        "Jenjang": _jenjang(instansi),
        "Jenjang fungsional": [str(label) for label in Jabatan.LevelJf.labels],
        "Ya/Tidak": ["Ya", "Tidak"],
        "Status": [str(label) for label in Pejabat.Status.labels],
    }
    return write_book([_sheet(instansi, name, rows[name], lists) for name in rows])


def _butir(rows: object) -> list[Butir]:  # type: ignore[type-arg]
    daftar = [Butir(row) for row in rows]  # type: ignore[attr-defined]
    by_pk = {butir.obj.pk: butir for butir in daftar}
    for butir in daftar:
        butir.induk = by_pk.get(butir.obj.induk_id)
    return daftar


def _jenjang(instansi: Instansi) -> list[str]:
    foreign = Jabatan.Jenjang.MENTERI if instansi.is_pemda else Jabatan.Jenjang.KEPALA_DAERAH
    return [str(one.label) for one in Jabatan.Jenjang if one != foreign]


def _sheet(
    instansi: Instansi, name: str, rows: Iterator[Sequence[Isi]], lists: dict[str, list[str]]
) -> Isian:
    return Isian(
        nama=name,
        judul="Struktur organisasi" if name == UNIT else f"{name} {instansi.nama}",
        anak_judul=f"{instansi.nama}. Cara mengisi ada di lembar Petunjuk.",
        tanda=f"struktur {instansi.pk}",
        kolom=[
            KolomIsian(k.judul, 9, Tipe.KUNCI)
            if k.kunci == "id"
            else KolomIsian(k.judul, *LOOKS.get((name, k.kunci), PLAIN))
            for k in KOLOM[name]
        ],
        baris=[BarisIsian(row) for row in rows],
        daftar=lists,
        petunjuk=PETUNJUK,
        kaki=[instansi.nama, "Struktur organisasi"],
    )


def _examples(instansi: Instansi, name: str) -> Iterator[Sequence[Isi]]:
    for row in EXAMPLE[name]:
        cells = [*row, *[None] * (len(JUDUL[name]) - len(row))]
        names = EXAMPLE_NAMES.get(instansi.jenis, {}) if instansi.is_pemda else MINISTRY
        cells = [names.get(str(cell), cell) for cell in cells]
        yield cells


def _unit(butir: Butir[Unit], label: dict[int, str]) -> Sequence[Isi]:
    unit = butir.obj
    return [
        unit.pk,
        unit.kode,
        unit.nama,
        unit.singkatan,
        str(unit.get_jenis_display()),
        str(unit.get_profil_display()),
        label.get(unit.induk_id or 0, ""),
        unit.bidang_urusan,
        unit.alamat,
    ]


def _jabatan(
    butir: Butir[Jabatan], unit_label: dict[int, str], label: dict[int, str]
) -> Sequence[Isi]:
    jabatan = butir.obj
    is_jf = jabatan.jenjang == Jabatan.Jenjang.JF
    return [
        jabatan.pk,
        "",
        jabatan.nama,
        unit_label.get(jabatan.unit_id or 0, ""),
        label.get(jabatan.induk_id or 0, ""),
        str(jabatan.get_jenjang_display()),
        str(jabatan.get_level_jf_display()) if jabatan.level_jf else "",
        ("Ya" if jabatan.supervisi else "Tidak") if is_jf else "",
    ]


def _pejabat(instansi: Instansi, label: dict[int, str]) -> Iterator[Sequence[Isi]]:
    rows = Pejabat.objects.filter(jabatan__instansi=instansi)
    for row in rows.order_by("jabatan__lft", "mulai", "pk"):
        yield [
            row.pk,
            label[row.jabatan_id],
            row.nama,
            row.nip,
            row.pangkat,
            str(row.get_status_display()),
            row.mulai,
            row.selesai,
        ]
