"""What the tests of this room share: a document, its komponen, a nomenklatur, a tree ready to be mapped."""

from __future__ import annotations

import datetime
from typing import Any

from perencanaan import actions
from perencanaan.actions import BarisNomenklatur
from perencanaan.models import Dokumen, Komponen, Nomenklatur, VersiNomenklatur
from pohon.models import Pohon, Simpul
from tests.base import Cast

ROWS = [
    ("2.15", "URUSAN PEMERINTAHAN BIDANG PERHUBUNGAN", ""),
    ("2.15.02", "PROGRAM PENYELENGGARAAN LALU LINTAS DAN ANGKUTAN JALAN (LLAJ)", ""),
    ("2.15.02.2.02", "Penyediaan Perlengkapan Jalan di Jalan Kabupaten/Kota", ""),
    ("2.15.02.2.02.0001", "Pembangunan Prasarana Jalan di Jalan Kabupaten/Kota", "Unit"),
    ("2.15.03", "PROGRAM PENGELOLAAN PELAYARAN", ""),
    ("2.15.03.2.01", "Penerbitan Izin Usaha Angkutan Laut", ""),
    ("2.15.03.5.01", "Kegiatan daerah istimewa", ""),
]
# (key, key of the parent, level, statement)
SIMPUL = [
    ("csf1", None, "strategis_urusan", "Volume kendaraan di jalan raya berkurang"),
    ("prog1", "csf1", "taktikal_intermediate", "Pengguna angkutan umum meningkat"),
    ("keg1", "prog1", "taktikal_immediate", "Armada angkutan umum terawat"),
    ("sub1", "keg1", "operasional", "Terlaksananya uji kir angkutan umum"),
    ("sub2", "keg1", "operasional", "Terlaksananya peremajaan armada"),
]


class Perencanaan(Cast):
    """The cast with a Renstra of unit A (`renstra`), one of unit B, and the nomenklatur of the city."""

    versi: VersiNomenklatur
    renstra: Dokumen
    renstra_b: Dokumen

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.versi = VersiNomenklatur.objects.create(
            nama="Kepmendagri uji", regulasi="Kepmendagri uji", tanggal=datetime.date(2024, 8, 27)
        )
        actions.simpan_nomenklatur(
            versi=cls.versi,
            rows=[BarisNomenklatur("kabkota", k, n, satuan=s) for k, n, s in ROWS],
        )
        cls.renstra = cls.make_dokumen(unit=cls.unit_a)
        cls.renstra_b = cls.make_dokumen(unit=cls.unit_b, nama="Renstra Disdik")

    @classmethod
    def make_dokumen(cls, **fields: Any) -> Dokumen:
        """Return a saved document of the city, a Renstra unless said otherwise."""
        fields = {
            "instansi": cls.instansi,
            "periode": cls.periode,
            "jenis": Dokumen.Jenis.RENSTRA_PD,
            "nama": "Renstra Dishub",
            "versi_nomenklatur": cls.versi,
            **fields,
        }
        return Dokumen.objects.create(**fields)

    @classmethod
    def make_komponen(
        cls, jenis: str, nama: str, induk: Komponen | None = None, **data: Any
    ) -> Komponen:
        """Add a komponen to the Renstra of unit A."""
        dokumen = data.pop("dokumen", cls.renstra)
        return actions.create_komponen(
            user=cls.admin,
            dokumen=dokumen.pk,
            jenis=jenis,
            nama=nama,
            induk=induk.pk if induk else None,
            **data,
        )

    @classmethod
    def make_chain(cls) -> dict[str, Komponen]:
        """Return tujuan, sasaran, program, kegiatan, subkegiatan, one under the other."""
        chain: dict[str, Komponen] = {}
        upper = None
        for jenis in ("tujuan", "sasaran", "program", "kegiatan", "subkegiatan"):
            upper = chain[jenis] = cls.make_komponen(jenis, f"{jenis} satu", upper)
        return {jenis: Komponen.objects.get(pk=row.pk) for jenis, row in chain.items()}

    @classmethod
    def nomenklatur(cls, kode: str) -> Nomenklatur:
        """Return a row of the nomenklatur."""
        return Nomenklatur.objects.get(versi=cls.versi, kode=kode)

    @classmethod
    def make_tree(cls, tahap: int = 5, **fields: Any) -> tuple[Pohon, dict[str, Simpul]]:
        """Draw a tree of unit A with a node per level, at stage 5; the root is `akar`."""
        pohon = cls.make_pohon(unit=cls.unit_a, tahap=4, **fields)
        akar = Simpul.objects.get(pohon=pohon, induk=None)
        Simpul.objects.filter(pk=akar.pk).update(level_kinerja="strategis_urusan")
        nodes = {"akar": akar}
        for key, parent, level, text in SIMPUL:
            jenis = {"strategis_urusan": "csf", "operasional": "operasional"}.get(level, "antara")
            nodes[key] = cls.make_simpul(
                pohon, text, nodes[parent or "akar"], jenis=jenis, level_kinerja=level
            )
        Pohon.objects.filter(pk=pohon.pk).update(tahap=tahap)
        pohon.refresh_from_db()
        return pohon, {key: Simpul.objects.get(pk=row.pk) for key, row in nodes.items()}
