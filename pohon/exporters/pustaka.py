"""The library of indicators as a workbook that comes back: every card, or the empty template with an example."""

from __future__ import annotations

from lib.berkas import safe_name
from lib.xlsx_isian import BarisIsian, Isian, KolomIsian, Tipe, write
from organisasi.models import Instansi
from pohon.importers.pustaka import LEMBAR, choices_of, title_of
from pohon.models import PustakaIndikator
from pohon.pustaka import KARTU, values_of

WIDE = {"nama": 40.0, "definisi_operasional": 40.0, "formula": 30.0, "tujuan_pengukuran": 30.0}
EXAMPLE = PustakaIndikator(
    nama="Contoh: Persentase ruas jalan dalam kondisi mantap",
    kode="IKU-1",
    satuan="%",
    definisi_operasional="Ruas jalan berkondisi baik dan sedang dibandingkan seluruh ruas jalan kota.",
    formula="panjang jalan mantap / panjang seluruh jalan x 100",
    kategori="iku",
    jenis="outcome",
    sumber_data="Survei kondisi jalan",
    penanggung_jawab="Bidang Bina Marga",
    frekuensi="tahunan",
)
PETUNJUK = [
    (
        "Mengisi",
        [
            "Satu baris untuk satu kartu. Nama indikator wajib; isian lain boleh menyusul.",
            "Kartu dikenali dari kolom tersembunyi ID kartu, atau dari nama dan satuannya. Baris lainnya kartu baru.",
            "Sel yang dikosongkan pada kartu lama berarti isinya dihapus. Kolom yang tidak perlu boleh dihapus.",
            "Baris yang namanya diawali “Contoh:” dilewati.",
        ],
    ),
    (
        "Mengembalikan ke Pokin",
        [
            "Simpan sebagai .xlsx, lalu unggah di halaman Impor pustaka. Pokin menampilkan dahulu apa yang ditulis.",
            "Kartu yang tidak ada di berkas tidak dihapus.",
            "Mengubah kartu tidak mengubah indikator di pohon. Samakan indikatornya di halaman kartu.",
        ],
    ),
]


def library_name(instansi: Instansi, *, kosong: bool) -> str:
    """Return the name of the file."""
    what = "Templat pustaka indikator" if kosong else "Pustaka indikator"
    return safe_name(f"{what} {instansi.nama}", "xlsx")


def library_file(instansi: Instansi, *, kosong: bool = False) -> bytes:
    """Return the workbook; `kosong` is the template with one example, which an import passes over."""
    rows = [EXAMPLE] if kosong else PustakaIndikator.objects.filter(instansi=instansi)
    lists = {name: list(choices_of(name).values()) for name in KARTU if choices_of(name)}
    return write(
        Isian(
            nama=LEMBAR,
            judul="Pustaka indikator",
            anak_judul=f"{instansi.nama}. Cara mengisi ada di lembar Petunjuk.",
            tanda=f"pustaka {instansi.pk}",
            kolom=[
                KolomIsian("ID kartu", 9, Tipe.KUNCI),
                *(
                    KolomIsian(
                        title_of(name),
                        WIDE.get(name, 18.0),
                        Tipe.PILIHAN if name in lists else Tipe.TEKS,
                        title_of(name) if name in lists else "",
                    )
                    for name in KARTU
                ),
            ],
            baris=(BarisIsian([row.pk, *_cells(row)]) for row in rows),
            daftar={title_of(name): values for name, values in lists.items()},
            petunjuk=PETUNJUK,
            kaki=[instansi.nama],
        )
    )


def _cells(row: PustakaIndikator) -> list[str]:
    return [choices_of(name).get(value, value) for name, value in values_of(row).items()]
