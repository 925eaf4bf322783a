"""The recapitulation of a unit or instansi: a line for each tree with what KKE-1 and KKE-2 come to."""

from __future__ import annotations

from evaluasi.kertas import bingkai, kke1, kke2
from evaluasi.kertas.lembar import Berkas
from lib.tabel import Baris, Format, Kolom, Rata, Tabel

LABEL = "Rekap"


def tabel(berkas: Berkas) -> Tabel:
    """Return the recapitulation; what is not judged yet is counted, and its score left empty."""
    return bingkai.tabel(
        berkas,
        judul="Rekapitulasi Kertas Kerja Evaluasi",
        nama=LABEL,
        kolom=_columns(),
        baris=[
            Baris(
                (
                    number,
                    lembar.pemilik,
                    lembar.outcome,
                    lembar.versi.nomor,
                    ", ".join(lembar.evaluator) or "–",
                    (smart := kke1.hitung_lembar(lembar)).n,
                    smart.belum,
                    smart.skor,
                    (logis := kke2.hitung_lembar(lembar)).belum,
                    logis.skor,
                    logis.gradasi or "–",
                )
            )
            for number, lembar in enumerate(berkas.daftar, start=1)
        ],
        catatan=["Gradasi menurut praktik setempat. Skor kosong: belum ada yang dinilai lengkap."],
        kosong="Belum ada pohon yang pernah diajukan.",
    )


def _columns() -> list[Kolom]:
    one, two = ("KKE-1 SMART-C",), ("KKE-2 Cascading",)
    return [
        Kolom("No", 5, rata=Rata.TENGAH),
        Kolom("Perangkat Daerah/Unit", 30),
        Kolom("Pohon Kinerja", 40),
        Kolom("Versi", 8, rata=Rata.TENGAH),
        Kolom("Tim Evaluasi", 26),
        Kolom("Indikator", 13, Format.ANGKA, grup=one),
        Kolom("Belum Dinilai", 11, Format.ANGKA, grup=one),
        Kolom("Skor", 10, Format.ANGKA, grup=one),
        Kolom("Belum Dinilai", 11, Format.ANGKA, grup=two),
        Kolom("Skor (%)", 12, Format.ANGKA, grup=two),
        Kolom("Gradasi", 10, rata=Rata.TENGAH, grup=two),
    ]
