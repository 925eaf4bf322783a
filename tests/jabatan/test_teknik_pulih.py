"""What techniques and roles hang on a branch goes and comes back with it."""

from __future__ import annotations

from jabatan.models import Layanan, Milestone, PasanganIndikator, PeranHasil, TargetJabatan
from pohon import actions
from pohon.models import Simpul
from tests.jabatan.dasar_teknik import Tim


class TestRestore(Tim):
    def test_shares_declarations_steps_and_roles_come_back(self):
        lower, measure = self.carry("uang", "kasi", 40, pendekatan="layanan"), self.measure("uang")
        PasanganIndikator.objects.create(
            atasan=self.kabid_kinerja,
            indikator_atasan=measure,
            bawahan=lower,
            indikator_bawahan=measure,
            teknik="cluster",
        )
        Layanan.objects.create(kinerja=lower, layanan="Izin")
        Milestone.objects.create(kinerja=lower, nama="Kajian")
        PeranHasil.objects.create(
            kinerja=self.kabid_kinerja, jabatan=lower.jabatan, hasil="Karcis", asal=lower
        )
        kinds = (TargetJabatan, PasanganIndikator, Layanan, Milestone, PeranHasil)
        before = [list(kind.objects.values()) for kind in kinds]
        node = Simpul.objects.get(pk=self.simpul["uang"].pk)
        gone = actions.apply(
            user=self.admin,
            pohon_id=self.pohon.pk,
            operasi=[{"jenis": "hapus", "simpul": node.pk, "versi": node.versi}],
        )
        self.assertEqual([kind.objects.count() for kind in kinds], [0] * 5)
        actions.apply(
            user=self.admin,
            pohon_id=self.pohon.pk,
            operasi=[{"jenis": "pulihkan", "perubahan": gone["nomor"]}],
        )
        self.assertEqual([list(kind.objects.values()) for kind in kinds], before)
