"""Making, filling, signing and deleting SKP: whole or not at all, and only by those who may."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from jabatan import actions
from jabatan.actions.jabatan import obstacles
from jabatan.models import Pejabat, RencanaHasilKerja, Skp
from jabatan.skp.susun import compose_skp, read_skp
from organisasi.models import Periode
from tests.jabatan.dasar import TAHUN
from tests.jabatan.dasar_skp import INDIKATOR, DasarSkp

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)


class TestMake(DasarSkp):
    def test_the_days_are_those_of_the_term_within_the_year(self):
        skp = self.make()
        self.assertEqual((skp.mulai, skp.selesai, skp.tempat), (FIRST, LAST, "Kota Contoh"))
        holder = self.holder(self.jabatan["staf"])
        Pejabat.objects.filter(pk=holder.pk).update(
            mulai=datetime.date(2026, 3, 1), selesai=datetime.date(2026, 5, 31)
        )
        short = self.make("staf")
        self.assertEqual((short.mulai.month, short.selesai.month), (3, 5))

    def test_a_person_has_one_for_a_position_and_year(self):
        self.make()
        with self.assertRaisesMessage(ValidationError, "sudah ada"):
            self.make()

    def test_a_year_without_a_term_and_an_elected_head_have_none(self):
        with self.assertRaisesMessage(ValidationError, "tidak menjabat"):
            actions.add_skp(user=self.admin, pejabat=self.holder(self.jabatan["kasi"]), tahun=2024)
        with self.assertRaisesMessage(ValidationError, "tidak menyusun SKP"):
            self.make("walikota", user=self.admin)

    def test_a_unit_gets_one_for_each_definitive_holder(self):
        self.make()
        acting = Pejabat(
            jabatan=self.jabatan["kabid"], nama="Plh", status="plh", mulai=datetime.date(2026, 2, 1)
        )
        acting.save()
        hasil = actions.add_skp_of_unit(user=self.perencana_a, unit=self.unit_a, tahun=TAHUN)
        self.assertEqual((hasil.dibuat, hasil.sudah_ada), (3, 1))
        self.assertFalse(Skp.objects.filter(pejabat=acting).exists())
        again = actions.add_skp_of_unit(user=self.perencana_a, unit=self.unit_a, tahun=TAHUN)
        self.assertEqual((again.dibuat, again.sudah_ada), (0, 4))
        with self.assertRaisesMessage(ValidationError, "Belum ada pejabat"):
            actions.add_skp_of_unit(user=self.admin, unit=self.unit_a, tahun=2020)

    def test_nobody_else_makes_one_and_a_locked_period_allows_none(self):
        for user in (self.perencana_b, self.pembaca_a, self.evaluator):
            with self.assertRaises(PermissionDenied):
                self.make(user=user)
            with self.assertRaises(PermissionDenied):
                actions.add_skp_of_unit(user=user, unit=self.unit_a, tahun=TAHUN)
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(PermissionDenied, "terkunci"):
            self.make()


class TestFill(DasarSkp):
    def save(self, skp, *, rhk=None, indikator=INDIKATOR, versi=None, user=None, **data):
        fields = {"jenis": "utama", "rhk_atasan": "Armada terawat", "rumusan": "Surat", **data}
        return actions.save_rhk(
            user=user or self.perencana_a,
            skp=skp,
            versi=skp.versi if versi is None else versi,
            rhk=rhk,
            data=fields,
            indikator=indikator,
        )

    def test_a_result_is_added_changed_moved_and_deleted(self):
        skp = self.make("staf")
        row = self.save(skp, jenis="tambahan")
        skp = self.again(skp)
        self.save(skp, rhk=row.pk, rumusan="Surat terkirim")
        skp = self.again(skp)
        self.assertEqual((skp.versi, row.daftar_indikator.count()), (3, 1))
        actions.move_rhk(user=self.perencana_a, skp=skp, versi=skp.versi, rhk=row.pk, turun=False)
        skp = self.again(skp)
        self.assertEqual(compose_skp(skp).isi.utama[0].rumusan, "Surat terkirim")
        actions.delete_rhk(user=self.perencana_a, skp=skp, versi=skp.versi, rhk=row.pk)
        self.assertEqual(skp.daftar_rhk.count(), 1)

    def refuse(self, sentence, jabatan="staf", **kwargs):
        skp = self.make(jabatan)
        with self.assertRaisesMessage(ValidationError, sentence):
            self.save(skp, **kwargs)
        self.assertEqual(skp.daftar_rhk.count(), 1)
        self.assertEqual(self.again(skp).versi, skp.versi)

    def test_a_result_without_indicator_is_refused(self):
        self.refuse("Pilih minimal satu aspek", indikator=[])

    def test_a_wrong_indicator_saves_nothing(self):
        self.refuse("", indikator=[*INDIKATOR, {"aspek": "rasa", "nama": "x"}])

    def test_the_result_of_the_superior_is_asked_of_staff(self):
        self.refuse("pimpinan yang diintervensi belum diisi", rhk_atasan=" ")

    def test_the_perspektif_is_asked_of_jpt(self):
        self.refuse("Perspektif belum dipilih", "kadis", perspektif="")

    def test_a_stale_page_saves_nothing(self):
        self.refuse("baru saja diubah", versi=99)

    def test_a_result_of_another_skp_is_refused(self):
        other = self.make("kasi").daftar_rhk.get()
        self.refuse("sudah dihapus orang lain", rhk=other.pk)

    def test_behaviours_and_attachments_take_the_place_of_the_old_ones(self):
        skp = self.make()
        lines = {
            "dukungan": ["Laptop", "Data"],
            "pertanggungjawaban": ["Bulanan"],
            "konsekuensi": [],
        }
        for _ in range(2):
            skp = self.again(skp)
            actions.save_lampiran(user=self.admin, skp=skp, versi=skp.versi, daftar=lines)
            skp = self.again(skp)
            actions.save_perilaku(
                user=self.admin,
                skp=skp,
                versi=skp.versi,
                ekspektasi={"loyal": "Setia", "adaptif": " "},
            )
        isi = compose_skp(self.again(skp)).isi
        self.assertEqual((isi.dukungan, isi.konsekuensi), (("Laptop", "Data"), ()))
        self.assertEqual([row.ekspektasi for row in isi.perilaku if row.ekspektasi], ["Setia"])

    def test_a_line_too_long_or_too_many_keeps_the_old_ones(self):
        skp = self.make()
        for lines in (["x" * 1001], ["x"] * 51):
            with self.assertRaises(ValidationError) as caught:
                actions.save_lampiran(
                    user=self.admin, skp=skp, versi=skp.versi, daftar={"dukungan": lines}
                )
            self.assertIn("dukungan", caught.exception.message_dict)
        self.assertEqual(self.again(skp).versi, skp.versi)

    def test_the_days_stay_within_term_and_year(self):
        skp = self.make()
        for data in (
            {"mulai": datetime.date(2025, 12, 31)},
            {"selesai": datetime.date(2027, 1, 1)},
            {"tanggal": datetime.date(2024, 1, 1)},
            {"mulai": LAST, "selesai": FIRST},
        ):
            with self.assertRaises(ValidationError):
                actions.change_skp(user=self.admin, skp=skp, versi=skp.versi, data=data)

    def test_only_who_may_write_the_unit_fills_or_deletes(self):
        skp = self.make()
        for user in (self.perencana_b, self.pembaca_a, self.evaluator):
            with self.assertRaises(PermissionDenied):
                self.save(skp, user=user)
            with self.assertRaises(PermissionDenied):
                actions.delete_skp(user=user, skp=skp)
        with self.assertRaisesMessage(ValidationError, "sudah dihapus"):
            self.save(skp, user=self.asing)


class TestSign(DasarSkp):
    def test_it_freezes_names_and_results(self):
        skp = self.signed_skp()
        Pejabat.objects.filter(pk=skp.pejabat_id).update(nama="Orang lain")
        RencanaHasilKerja.objects.filter(skp=skp).update(rumusan="Diubah")
        isi = read_skp(self.again(skp)).isi
        self.assertEqual(
            (isi.pegawai.nama, isi.penilai.nama), ("Pejabat 3, S.T.", "Pejabat 2, S.T.")
        )
        self.assertEqual(isi.utama[0].rumusan, "Armada terawat")

    def test_signing_twice_signs_once_and_a_signed_one_is_not_changed(self):
        skp = self.signed_skp()
        again = actions.tetapkan_skp(user=self.perencana_a, skp=skp, versi=1)
        self.assertEqual(again.versi, skp.versi)
        for act in (
            lambda: actions.change_skp(user=self.admin, skp=skp, versi=skp.versi, data={}),
            lambda: actions.delete_skp(user=self.admin, skp=skp),
            lambda: actions.save_perilaku(user=self.admin, skp=skp, versi=skp.versi, ekspektasi={}),
        ):
            with self.assertRaisesMessage(ValidationError, "tidak dapat diubah"):
                act()

    def refuse(self, skp, sentence):
        with self.assertRaises(ValidationError) as caught:
            actions.tetapkan_skp(user=self.perencana_a, skp=skp, versi=skp.versi)
        self.assertIn(sentence, " ".join(caught.exception.messages))
        self.assertEqual(self.again(skp).status, "draf")

    def test_what_is_missing_is_told(self):
        skp = self.make()
        self.refuse(skp, "Tanggal SKP belum diisi")
        skp = self.dated(skp)
        RencanaHasilKerja.objects.get(skp=skp).daftar_indikator.update(target="")
        self.refuse(skp, "Target indikator")
        RencanaHasilKerja.objects.get(skp=skp).daftar_indikator.all().delete()
        self.refuse(skp, "pilih minimal satu aspek")
        RencanaHasilKerja.objects.filter(skp=skp).update(rhk_atasan="")
        self.refuse(skp, "pimpinan yang diintervensi belum diisi")
        RencanaHasilKerja.objects.filter(skp=skp).delete()
        self.refuse(skp, "Belum ada rencana hasil kerja utama")

    def test_a_jpt_needs_the_perspektif_only(self):
        skp = self.dated(self.make("kadis"))
        RencanaHasilKerja.objects.filter(skp=skp).update(perspektif="")
        self.refuse(skp, "Perspektif belum dipilih")

    def test_a_vacant_superior_position_is_told_and_an_acting_one_rates(self):
        skp = self.dated(self.make())
        self.holder(self.jabatan["kabid"]).delete()
        self.refuse(skp, "jabatan atasannya lowong")
        Pejabat.objects.create(
            jabatan=self.jabatan["kabid"], nama="Pengganti", status="plt", mulai=FIRST
        )
        isi = compose_skp(skp).isi
        self.assertEqual(
            (isi.penilai.nama, isi.penilai.jabatan),
            ("Pengganti", "Plt. Kepala Bidang Lalu Lintas"),
        )

    def test_nobody_rates_himself(self):
        skp = self.dated(self.make())
        self.holder(self.jabatan["kabid"]).delete()
        Pejabat.objects.create(
            jabatan=self.jabatan["kabid"],
            nama=skp.pejabat.nama,
            nip=skp.pejabat.nip,
            status="plt",
            mulai=FIRST,
        )
        self.assertEqual(compose_skp(skp).isi.penilai.jabatan, "Kepala Dinas Perhubungan")


class TestKept(DasarSkp):
    def test_who_has_an_skp_and_his_position_stay(self):
        skp = self.make("staf")
        url = reverse("jabatan:hapus_pejabat", args=[skp.pejabat_id])
        answer = self.client_for(self.perencana_a).post(url, follow=True)
        self.assertContains(answer, "memiliki SKP tahun 2026")
        self.assertIn("1 SKP pejabatnya", obstacles(self.jabatan["staf"]))
        actions.delete_skp(user=self.admin, skp=skp)
        actions.delete_pejabat(user=self.admin, pejabat=skp.pejabat)
        self.assertFalse(Pejabat.objects.filter(pk=skp.pejabat_id).exists())
