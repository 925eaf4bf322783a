"""What the tests of SKP share: the structure with its tree handed out, and an SKP that is complete."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from jabatan import actions
from jabatan.models import LangkahProses, Pejabat, RencanaHasilKerja, Skp
from jabatan.skp.susun import with_position
from tests.jabatan.dasar import TAHUN, Pembagian

INDIKATOR = [{"aspek": "kuantitas", "nama": "Jumlah surat", "target": "12 surat"}]
TANGGAL = datetime.date(2026, 1, 12)


class DasarSkp(Pembagian):
    """Every node below the root is carried; nobody has an SKP yet."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.assign_all()

    def make(self, jabatan: str = "kasi", user: Any = None) -> Skp:
        """Begin the SKP of a position's holder for 2026."""
        made = actions.add_skp(
            user=user or self.perencana_a, pejabat=self.holder(self.jabatan[jabatan]), tahun=TAHUN
        )
        return self.again(made)

    @staticmethod
    def again(skp: Skp) -> Skp:
        """Return an SKP as it is now."""
        return with_position(Skp.objects.all()).get(pk=skp.pk)

    def dated(self, skp: Skp) -> Skp:
        """Give it a date of signing; the results of a JPT their perspektif."""
        RencanaHasilKerja.objects.filter(skp=skp).update(perspektif="proses_bisnis")
        actions.change_skp(
            user=self.perencana_a, skp=skp, versi=skp.versi, data={"tanggal": TANGGAL}
        )
        return self.again(skp)

    def signed_skp(self, jabatan: str = "kasi") -> Skp:
        """Sign the SKP of a position's holder."""
        skp = self.dated(self.make(jabatan))
        return self.again(actions.tetapkan_skp(user=self.perencana_a, skp=skp, versi=skp.versi))

    def closed(self, jabatan: str = "kasi", day: datetime.date = datetime.date(2026, 6, 30)) -> Skp:
        """Close the signed SKP of a position's holder, whose term ends on that day."""
        skp = self.signed_skp(jabatan)
        Pejabat.objects.filter(pk=skp.pejabat_id).update(selesai=day)
        made = actions.close_skp(
            user=self.perencana_a, skp=skp, versi=skp.versi, selesai=day, alasan="Promosi"
        )
        return self.again(made)

    def moved(self, skp: Skp, jabatan: str = "kadis_b", nama: str = "") -> Pejabat:
        """Let the person of an SKP hold another position from July on."""
        self.holder(self.jabatan[jabatan]).delete()
        return Pejabat.objects.create(
            jabatan=self.jabatan[jabatan],
            nama=nama or skp.pejabat.nama,
            nip=skp.pejabat.nip,
            pangkat="Penata (III/c)",
            mulai=datetime.date(2026, 7, 1),
        )

    def step(self, **fields: Any) -> LangkahProses:
        """Record a step of the subkegiatan, done by the staff."""
        data: dict[str, Any] = {
            "komponen": self.komponen["subkegiatan"],
            "nama": "Penyusunan proposal uji kir",
            "jabatan": self.jabatan["staf"],
            "jumlah": Decimal(1),
            "satuan": "proposal",
            "waktu": Decimal(8),
            "satuan_waktu": "jam",
            **fields,
        }
        return LangkahProses.objects.create(**data)
