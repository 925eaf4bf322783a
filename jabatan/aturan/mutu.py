"""Rules J: what people answered "no" to about an IKU, by BKN's ten questions. Only answers count, never a hint."""

from __future__ import annotations

from jabatan.aturan.dasar import Temuan
from jabatan.models import MutuIndikator
from jabatan.mutu.penilaian import PEMILIHAN, Pertanyaan
from lib.aturan import Severity, rule
from pohon.aturan import KonteksPohon
from pohon.models import Indikator

CACHE = "_mutu_iku"
JUDUL = {
    "J-01": "IKU selaras dengan tujuan utama",
    "J-02": "IKU mengukur perubahan",
    "J-03": "IKU memberi nilai tambah",
    "J-04": "IKU meningkatkan kepuasan penerima layanan",
    "J-05": "IKU memudahkan keputusan",
    "J-06": "IKU dari sudut pandang penerima layanan",
    "J-07": "IKU dapat dibandingkan",
    "J-08": "IKU mudah dikelola",
    "J-09": "Data IKU tersedia",
    "J-10": "Biaya IKU sepadan",
}
Row = tuple[int, int, str, dict[str, bool]]  # place of the node, node, name, answers


def _judged(k: KonteksPohon) -> list[Row]:
    """Return the judged IKU of the tree, node by node; read once for the ten rules."""
    found: list[Row] | None = k.__dict__.get(CACHE)
    if found is None:
        place = {node["id"]: number for number, node in enumerate(k.simpul)}
        rows = MutuIndikator.objects.filter(
            indikator__simpul__pohon=k.head["id"], indikator__kategori=Indikator.Kategori.IKU
        )
        names = ("indikator__simpul", "indikator__nama", "jawaban")
        found = k.__dict__[CACHE] = sorted(
            (
                (place[node], node, name, answers)
                for node, name, answers in rows.order_by("indikator").values_list(*names)
                if node in place
            ),
            key=lambda row: row[0],
        )
    return found


def _register(one: Pertanyaan) -> None:
    def check(k: KonteksPohon) -> Temuan:
        for _, node, name, answers in _judged(k):
            if answers.get(one.kode) is False:
                yield (
                    node,
                    f"IKU “{name}” dijawab tidak: {one.kalimat}",
                    "Perbaiki indikatornya, lalu nilai lagi di halaman Indikator.",
                )

    check.__doc__ = f"An IKU is not judged to fail question {one.kode}."
    rule(
        one.kode,
        severity=Severity.PERINGATAN,
        tahap=4,
        source=PEMILIHAN.sumber,
        settle="indikator",
        judul=JUDUL[one.kode],
    )(check)


for question in PEMILIHAN.daftar:
    _register(question)
