"""A tree of stage 5 whose plan is whole: until a test breaks something, only G-11 finds anything."""

from __future__ import annotations

from decimal import Decimal

from lib.aturan import Finding
from perencanaan import actions
from perencanaan.models import Komponen, Pagu, Pemetaan
from pohon.aturan import check_pohon
from pohon.models import Indikator, Pohon, Simpul, Target
from tests.perencanaan.dasar import Perencanaan

CODES = {
    "program": "2.15.02",
    "kegiatan": "2.15.02.2.02",
    "subkegiatan": "2.15.02.2.02.0001",
}


class Aturan(Perencanaan):
    """The tree of Perencanaan with an indicator per node, a chain of komponen, and each node in one of them."""

    pohon: Pohon
    simpul: dict[str, Simpul]
    komponen: dict[str, Komponen]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pohon, cls.simpul = cls.make_tree()
        for key, node in cls.simpul.items():
            cls.measure(node, f"Persentase ukuran {key}")
        upper = None
        cls.komponen = {}
        keys = {
            "tujuan": "akar",
            "sasaran": "csf1",
            "program": "prog1",
            "kegiatan": "keg1",
            "subkegiatan": "sub1",
        }
        for jenis, key in keys.items():
            text = cls.simpul[key].pernyataan
            kode = CODES.get(jenis, "")
            data = {"nomenklatur": cls.nomenklatur(kode), "sasaran": text} if kode else {}
            upper = cls.make_komponen(jenis, text, upper, **data)
            cls.komponen[jenis] = Komponen.objects.get(pk=upper.pk)
        for jenis, key in keys.items():
            cls.put(key, jenis)
        cls.put("sub2", "subkegiatan", alasan="Satu keluaran")
        cls.fund("subkegiatan")

    @classmethod
    def measure(cls, node: Simpul, nama: str) -> Indikator:
        """Give a node an indicator that rises from 50 to its end value 54."""
        row = Indikator.objects.create(
            simpul=node, nama=nama, satuan="%", baseline_nilai=40, kondisi_akhir=54
        )
        years = list(cls.periode.tahun)
        values = [54 - len(years) + 1 + at for at in range(len(years))]
        Target.objects.bulk_create(
            [
                Target(indikator=row, tahun=tahun, nilai=nilai)
                for tahun, nilai in zip(years, values, strict=True)
            ]
        )
        return row

    @classmethod
    def put(cls, key: str, jenis: str, alasan: str = "") -> None:
        """Map a node to a komponen of the chain."""
        Pemetaan.objects.create(simpul=cls.simpul[key], komponen=cls.komponen[jenis], alasan=alasan)

    @classmethod
    def fund(cls, jenis: str, rupiah: int = 1_000_000) -> None:
        """Give a komponen the same pagu in each year."""
        for tahun in cls.periode.tahun:
            Pagu.objects.create(komponen=cls.komponen[jenis], tahun=tahun, nilai=Decimal(rupiah))

    def establish(self) -> None:
        """Freeze the Renstra as it is."""
        actions.establish(
            user=self.admin,
            dokumen=self.renstra.pk,
            tanggal=self.renstra.dibuat.date(),
            dasar="Perwali 1/2025",
        )

    def of(self, *rules: str) -> list[Finding]:
        """Return what these rules find in the tree as it is now."""
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        return [f for f in check_pohon(pohon) if f.rule in rules]

    def places(self, *rules: str) -> list[int | None]:
        """Return the nodes they find something at."""
        return [f.simpul for f in self.of(*rules)]
