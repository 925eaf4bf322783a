"""What the tests of techniques and of the matriks share: a team below the kabid, with figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q

from jabatan import actions
from jabatan.models import Jabatan, KinerjaJabatan, TargetJabatan
from jabatan.teknik import pasangan
from jabatan.teknik.deteksi import Pasangan
from pohon.aturan import check_pohon
from pohon.models import Indikator, Pohon, Simpul
from tests.jabatan.dasar import TAHUN, Pembagian

MONEY = {"nama": "Pendapatan parkir", "satuan": "rupiah", "target": {"2026": "100"}}
PERCENT = {"nama": "Kendaraan laik jalan", "satuan": "%", "target": {"2026": "80"}}


class Tim(Pembagian):
    """The kabid carries "Pendapatan naik" (100 rupiah); three kasi, `kasi`, `kasi2` and `kasi3`, stand below it."""

    daftar_kasi: list[Jabatan]
    uang: Simpul
    kabid_kinerja: KinerjaJabatan

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        unit = cls.fresh_unit("unit_a1")
        for kunci, nama in (("kasi2", "Kepala Seksi Terminal"), ("kasi3", "Kepala Seksi Parkir")):
            cls.jabatan[kunci] = actions.add_jabatan(
                user=cls.admin,
                jabatan=cls.new(nama=nama, jenjang="pengawas", unit=unit),
                induk_id=cls.jabatan["kabid"].pk,
            )
        cls.jabatan = {kunci: cls.fresh(row) for kunci, row in cls.jabatan.items()}
        cls.simpul["uang"] = cls.make_simpul(
            cls.pohon,
            "Pendapatan naik",
            Simpul.objects.get(pk=cls.simpul["prog"].pk),
            jenis="antara",
            level_kinerja="taktikal_immediate",
            indikator=[MONEY],
        )
        cls.kabid_kinerja = cls.assign("uang", "kabid")

    def node(self, text: str, induk: str, *indikator: dict[str, Any], **data: Any) -> Simpul:
        """Add a node to the tree, below one of `simpul`."""
        data.setdefault("level_kinerja", "taktikal_immediate")
        return self.make_simpul(
            self.pohon,
            text,
            self.fresh_node(induk),
            jenis="antara",
            indikator=list(indikator),
            **data,
        )

    def fresh_node(self, kunci: str) -> Simpul:
        return Simpul.objects.get(pk=self.simpul[kunci].pk)

    def carry(self, kunci: str, jabatan: str, share: int | str | None = None, **fields: Any) -> Any:
        """Let a position carry a node, with a share of its target of 2026 and further fields."""
        kinerja = actions.assign(
            user=self.admin, simpul=self.simpul[kunci], jabatan=self.jabatan[jabatan]
        )
        if share is not None:
            TargetJabatan.objects.create(
                kinerja=kinerja, indikator=self.measure(kunci), tahun=TAHUN, nilai=Decimal(share)
            )
        if fields:
            KinerjaJabatan.objects.filter(pk=kinerja.pk).update(**fields)
        return KinerjaJabatan.objects.get(pk=kinerja.pk)

    def measure(self, kunci: str) -> Indikator:
        """Return the first indicator of a node."""
        return Indikator.objects.filter(simpul=self.simpul[kunci]).order_by("urutan", "pk")[0]

    def pairs(self, atasan: str, bawahan: str, tahun: int = TAHUN) -> list[Pasangan]:
        """Return the pairs of a position against its superior as the pages read them."""
        upper, lower = self.jabatan[atasan].pk, self.jabatan[bawahan].pk
        bacaan = pasangan.read(Q(jabatan=upper) | Q(jabatan__induk=upper), tahun=tahun)
        return bacaan.pairs(upper, lower, tahun)

    def found(self, rule: str) -> list[Any]:
        """Return what a rule finds in the tree."""
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        return [one for one in check_pohon(pohon) if one.rule == rule]

    def messages_of(self, rule: str) -> list[str]:
        """Return the sentences of a rule."""
        return [one.message for one in self.found(rule)]
