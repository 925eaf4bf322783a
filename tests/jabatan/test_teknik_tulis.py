"""Writes of jabatan.actions.teknik: declaring, accepting, shares, approaches, steps and milestones."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError

from jabatan import actions
from jabatan.actions.teknik import (
    mark_layanan,
    mark_milestone,
    mark_pasangan,
    mark_pendekatan,
    mark_target,
    shares_of,
)
from jabatan.models import KinerjaJabatan, Layanan, Milestone, PasanganIndikator, TargetJabatan
from pohon.models import Indikator, Pohon
from tests.jabatan.dasar import TAHUN
from tests.jabatan.dasar_teknik import Tim

NOTHING = mark_pasangan(None)


class TestDeclare(Tim):
    def declare(self, lower, *, user=None, teknik="cluster", dilihat=NOTHING, **fields):
        measure = self.measure("uang").pk
        data = {
            "indikator": measure,
            "atasan": self.kabid_kinerja.pk,
            "indikator_atasan": measure,
            **fields,
        }
        return actions.declare(
            user=user or self.perencana_a, kinerja=lower, teknik=teknik, dilihat=dilihat, **data
        )

    def test_it_declares_and_replaces(self):
        lower = self.carry("uang", "kasi", 40)
        row = self.declare(lower)
        self.declare(lower, teknik="duplicate", dilihat=mark_pasangan(row))
        self.assertEqual(PasanganIndikator.objects.get().teknik, "duplicate")

    def test_it_refuses_what_was_changed_since(self):
        lower = self.carry("uang", "kasi", 40)
        self.declare(lower)
        with self.assertRaisesMessage(ValidationError, "sudah diubah orang lain"):
            self.declare(lower, teknik="duplicate")

    def test_it_refuses_unique_without_a_reason(self):
        lower = self.carry("uang", "kasi", 40)
        with self.assertRaisesMessage(ValidationError, "beri alasan"):
            self.declare(lower, teknik="unique")
        self.assertFalse(PasanganIndikator.objects.exists())
        self.declare(lower, teknik="unique", alasan="Tugas khusus")

    def test_it_refuses_an_indicator_of_somebody_elses(self):
        lower, other = self.carry("uang", "kasi", 40), self.carry("keg", "kasi2")
        with self.assertRaisesMessage(ValidationError, "diampu atasan langsung"):
            self.declare(lower, atasan=other.pk)
        with self.assertRaisesMessage(ValidationError, "Indikator itu sudah dihapus"):
            self.declare(lower, indikator=self.measure("keg").pk)

    def test_it_refuses_another_unit_and_a_reader(self):
        lower = self.carry("uang", "kasi", 40)
        for user in (self.perencana_b, self.pembaca_a, self.evaluator):
            with self.assertRaises((PermissionDenied, ValidationError)):
                self.declare(lower, user=user)
        self.assertFalse(PasanganIndikator.objects.exists())

    def test_it_refuses_a_tree_that_is_submitted(self):
        lower = self.carry("uang", "kasi", 40)
        Pohon.objects.filter(pk=self.pohon.pk).update(status="diajukan")
        with self.assertRaisesMessage(ValidationError, "Pohon sedang diajukan"):
            self.declare(lower)

    def test_it_takes_back_and_refuses_what_was_changed_since(self):
        lower = self.carry("uang", "kasi", 40)
        row, measure = self.declare(lower), self.measure("uang").pk
        with self.assertRaises(ValidationError):
            actions.undeclare(user=self.admin, kinerja=lower, indikator=measure, dilihat=NOTHING)
        actions.undeclare(
            user=self.admin, kinerja=lower, indikator=measure, dilihat=mark_pasangan(row)
        )
        self.assertFalse(PasanganIndikator.objects.exists())


class TestAccept(Tim):
    def accept(self, user=None):
        return actions.accept_detected(
            user=user or self.perencana_a, jabatan=self.jabatan["kabid"], tahun=TAHUN
        )

    def test_it_declares_all_that_is_certain_and_counts_the_rest(self):
        self.carry("uang", "kasi", 40)
        self.simpul["juru"] = self.node("Juru cukup", "uang", {"nama": "Juru", "satuan": "orang"})
        self.simpul["arsip"] = self.node("Arsip tertata", "csf", {"nama": "Arsip"})
        self.carry("juru", "kasi2")
        self.carry("arsip", "kasi3")
        hasil = self.accept()
        self.assertEqual((hasil.dinyatakan, hasil.perlu_diisi), (2, 1))
        said = PasanganIndikator.objects.values_list("teknik", flat=True)
        self.assertEqual(sorted(said), ["cluster", "supportive"])
        self.assertEqual(self.accept().dinyatakan, 0)

    def test_it_keeps_what_the_planner_declared(self):
        lower, measure = self.carry("uang", "kasi", 40), self.measure("uang")
        PasanganIndikator.objects.create(
            atasan=self.kabid_kinerja,
            indikator_atasan=measure,
            bawahan=lower,
            indikator_bawahan=measure,
            teknik="duplicate",
        )
        self.accept()
        self.assertEqual(PasanganIndikator.objects.get().teknik, "duplicate")

    def test_it_refuses_who_may_write_none_of_the_subordinates(self):
        self.carry("uang", "kasi", 40)
        with self.assertRaisesMessage(ValidationError, "Tidak ada bawahan"):
            self.accept(self.perencana_b)

    def test_it_passes_over_a_closed_tree(self):
        self.carry("uang", "kasi", 40)
        Pohon.objects.filter(pk=self.pohon.pk).update(status="disetujui")
        self.assertEqual(self.accept().dinyatakan, 0)


class TestShares(Tim):
    def setUp(self):
        self.kinerja = [self.carry("uang", kasi) for kasi in ("kasi", "kasi2")]
        self.keys = [(row.pk, self.measure("uang").pk) for row in self.kinerja]

    def set(self, *values, user=None, dilihat=None, tahun=TAHUN):
        now = shares_of(self.keys, tahun)
        return actions.set_targets(
            user=user or self.perencana_a,
            instansi_id=self.instansi.pk,
            tahun=tahun,
            bagian=dict(zip(self.keys, values, strict=True)),
            semua=self.keys,
            dilihat=dilihat or mark_target(now, tahun),
        )

    def test_it_sets_and_takes_back_shares(self):
        self.assertEqual(self.set(Decimal(60), Decimal(40)), 2)
        self.assertEqual(self.set(Decimal(60), None), 1)
        row = TargetJabatan.objects.get()
        self.assertEqual((row.kinerja_id, row.nilai), (self.kinerja[0].pk, Decimal(60)))

    def test_it_refuses_shares_changed_since(self):
        seen = mark_target(shares_of(self.keys, TAHUN), TAHUN)
        self.set(Decimal(60), Decimal(40))
        with self.assertRaisesMessage(ValidationError, "Pembagian target ini sudah diubah"):
            self.set(Decimal(1), Decimal(2), dilihat=seen)
        self.assertEqual(shares_of(self.keys, TAHUN)[self.keys[0]], Decimal(60))

    def test_it_refuses_another_unit_and_saves_nothing(self):
        with self.assertRaises((PermissionDenied, ValidationError)):
            self.set(Decimal(60), Decimal(40), user=self.perencana_b)
        self.assertFalse(TargetJabatan.objects.exists())

    def test_it_refuses_a_year_outside_the_period(self):
        with self.assertRaisesMessage(ValidationError, "di luar periode"):
            self.set(Decimal(60), Decimal(40), tahun=2040)

    def test_it_refuses_a_number_too_long_and_saves_nothing(self):
        with self.assertRaises(ValidationError):
            self.set(Decimal(60), Decimal("1e30"))
        self.assertFalse(TargetJabatan.objects.exists())


class TestApproach(Tim):
    def setUp(self):
        self.kinerja = self.carry("keg", "kasi")

    def test_it_chooses_an_approach(self):
        data = {"pendekatan": "wilayah", "wilayah": "Kec. Rawa", "aspek": ""}
        actions.set_pendekatan(
            user=self.perencana_a,
            kinerja=self.kinerja,
            data=data,
            dilihat=mark_pendekatan(self.kinerja),
        )
        fresh = KinerjaJabatan.objects.get(pk=self.kinerja.pk)
        self.assertEqual((fresh.pendekatan, fresh.wilayah), ("wilayah", "Kec. Rawa"))

    def test_it_refuses_an_unknown_approach_and_a_stale_page(self):
        seen = mark_pendekatan(self.kinerja)
        with self.assertRaises(ValidationError):
            actions.set_pendekatan(
                user=self.admin, kinerja=self.kinerja, data={"pendekatan": "lain"}, dilihat=seen
            )
        KinerjaJabatan.objects.filter(pk=self.kinerja.pk).update(aspek="Baru")
        with self.assertRaisesMessage(ValidationError, "Pendekatan ini sudah diubah"):
            actions.set_pendekatan(
                user=self.admin, kinerja=self.kinerja, data={"pendekatan": "aspek"}, dilihat=seen
            )

    def test_it_writes_the_steps_little_by_little(self):
        actions.set_layanan(
            user=self.perencana_a,
            kinerja=self.kinerja,
            data={"layanan": "Izin trayek"},
            dilihat=mark_layanan(None),
        )
        row = Layanan.objects.get()
        actions.set_layanan(
            user=self.perencana_a,
            kinerja=self.kinerja,
            data={"penerima": "Pengusaha"},
            dilihat=mark_layanan(row),
        )
        row.refresh_from_db()
        self.assertEqual((row.layanan, row.penerima), ("Izin trayek", "Pengusaha"))
        with self.assertRaisesMessage(ValidationError, "Langkah layanan ini sudah diubah"):
            actions.set_layanan(
                user=self.admin, kinerja=self.kinerja, data={}, dilihat=mark_layanan(None)
            )

    def milestones(self, *daftar, user=None, dilihat=None):
        now = Milestone.objects.filter(kinerja=self.kinerja)
        return actions.set_milestone(
            user=user or self.perencana_a,
            kinerja=self.kinerja,
            daftar=daftar,
            dilihat=dilihat or mark_milestone(now),
        )

    def test_it_orders_changes_and_deletes_milestones(self):
        one, two = self.milestones({"nama": "Kajian"}, {"nama": "Uji coba"})
        self.milestones({"id": two.pk, "nama": "Uji coba dua"}, {"id": one.pk, "nama": "Kajian"})
        rows = list(Milestone.objects.values_list("pk", "nama", "urutan"))
        self.assertEqual(rows, [(two.pk, "Uji coba dua", 1), (one.pk, "Kajian", 2)])
        self.milestones({"id": one.pk, "nama": "Kajian"})
        self.assertEqual(Milestone.objects.get().pk, one.pk)

    def test_it_refuses_a_milestone_without_name_and_keeps_all(self):
        self.milestones({"nama": "Kajian"})
        with self.assertRaisesMessage(ValidationError, "Milestone 1: Milestone belum diisi."):
            self.milestones({"nama": " ", "output": "Naskah"})
        self.assertEqual(Milestone.objects.count(), 1)

    def test_it_does_not_touch_the_milestones_of_another(self):
        other = self.carry("keg", "kasi2")
        foreign = Milestone.objects.create(kinerja=other, nama="Milik lain")
        self.milestones({"id": foreign.pk, "nama": "Direbut"})
        foreign.refresh_from_db()
        self.assertEqual((foreign.nama, Milestone.objects.count()), ("Milik lain", 2))

    def test_it_refuses_too_many_and_another_unit(self):
        with self.assertRaisesMessage(ValidationError, "Paling banyak 50"):
            self.milestones(*[{"nama": f"M{n}"} for n in range(51)])
        with self.assertRaises((PermissionDenied, ValidationError)):
            self.milestones({"nama": "M"}, user=self.perencana_b)

    def test_a_released_kinerja_is_told(self):
        KinerjaJabatan.objects.filter(pk=self.kinerja.pk).delete()
        with self.assertRaisesMessage(ValidationError, "sudah dilepas"):
            self.milestones({"nama": "M"})
        self.assertTrue(Indikator.objects.filter(simpul=self.simpul["keg"]).exists())
