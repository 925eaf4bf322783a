"""Who is proposed for a level: H-01 and H-02, the kecamatan, and the chain of superiors."""

from django.test import SimpleTestCase

from jabatan import actions
from jabatan.models import Jabatan
from jabatan.sebaran import Sebaran
from jabatan.usulan import jenjang_for
from organisasi.models import Instansi, Unit
from pohon.models import Crosscutting, Pohon, Simpul
from tests.jabatan.dasar import Pembagian

KOTA = Instansi(jenis="kota")
PROVINSI = Instansi(jenis="provinsi")
KL = Instansi(jenis="kementerian_lembaga")
LEVELS = ("strategis_urusan", "taktikal_intermediate", "taktikal_immediate", "operasional")


class TestJenjangFor(SimpleTestCase):
    def test_a_local_government(self):
        self.assertEqual(jenjang_for("strategis_daerah", KOTA), ("kepala_daerah",))
        self.assertEqual(
            [jenjang_for(level, KOTA, "umum") for level in LEVELS],
            [("jpt_pratama",), ("administrator",), ("pengawas", "jf"), ("pengawas", "jf")],
        )

    def test_a_kecamatan_stands_one_step_lower(self):
        self.assertEqual(
            [jenjang_for(level, KOTA, "kecamatan")[0] for level in LEVELS],
            ["administrator", "pengawas", "pengawas", "pelaksana"],
        )

    def test_the_secretariat_of_a_province_stands_one_step_higher(self):
        profil = "sekretariat_daerah"
        self.assertEqual(jenjang_for("strategis_urusan", PROVINSI, profil), ("jpt_madya",))
        self.assertEqual(jenjang_for("strategis_urusan", KOTA, profil), ("jpt_pratama",))

    def test_a_ministry_has_jenjang_of_its_own(self):
        found = {
            level: jenjang_for(level, KL)
            for level in ("strategis_sektor", "strategis_subsektor", *LEVELS[1:])
        }
        self.assertEqual(found["strategis_sektor"], ("menteri",))
        self.assertEqual(found["strategis_subsektor"], ("jpt_madya",))
        self.assertEqual({found[level] for level in LEVELS[1:]}, {("jpt_pratama",)})

    def test_no_level_has_no_proposal(self):
        self.assertEqual(jenjang_for("", KOTA), ())
        self.assertEqual(jenjang_for("strategis_nasional", KL), ())


class TestProposals(Pembagian):
    def proposals(self, user=None):
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        rows = Sebaran(user or self.admin, pohon).daftar_baris
        return {row.simpul.pernyataan: [j.nama for j in row.usulan] for row in rows}

    def test_each_level_goes_to_its_jenjang_in_the_unit_of_the_tree(self):
        found = self.proposals()
        self.assertEqual(found["Volume kendaraan berkurang"], ["Kepala Dinas Perhubungan"])
        self.assertEqual(found["Angkutan umum diminati"], ["Kepala Bidang Lalu Lintas"])
        self.assertEqual(found["Armada terawat"], ["Kepala Seksi Rekayasa"])

    def test_below_a_carrier_only_its_subordinates_are_proposed(self):
        kabid_dua = actions.add_jabatan(
            user=self.admin,
            jabatan=self.new(nama="Kabid Dua", jenjang="administrator", unit=self.unit_a),
            induk_id=self.jabatan["kadis"].pk,
        )
        actions.add_jabatan(
            user=self.admin,
            jabatan=self.new(nama="Kasi Dua", jenjang="pengawas", unit=self.unit_a),
            induk_id=kabid_dua.pk,
        )
        self.assertEqual(len(self.proposals()["Angkutan umum diminati"]), 2)
        self.assertEqual(len(self.proposals()["Armada terawat"]), 2)
        actions.assign(user=self.admin, simpul=self.simpul["prog"], jabatan=kabid_dua)
        self.assertEqual(self.proposals()["Armada terawat"], ["Kasi Dua"])

    def test_the_pengampu_of_the_node_narrows_the_unit(self):
        actions.add_jabatan(
            user=self.admin,
            jabatan=self.new(nama="Kabid B", jenjang="administrator", unit=self.unit_b),
            induk_id=self.jabatan["kadis_b"].pk,
        )
        Simpul.objects.filter(pk=self.simpul["prog"].pk).update(pengampu=self.unit_b)
        self.assertEqual(self.proposals()["Angkutan umum diminati"], ["Kabid B"])

    def test_what_belongs_to_others_is_said_and_not_proposed(self):
        Crosscutting.objects.create(simpul=self.simpul["prog"], mitra_luar="Polres", kontribusi="x")
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        sebaran = Sebaran(self.admin, pohon)
        row = sebaran.row(self.simpul["keg"].pk)
        self.assertEqual((row.pihak_lain, row.usulan, row.is_open), ("Polres", [], False))
        self.assertEqual(sebaran.counts()["pihak_lain"], 3)
        self.assertEqual(sebaran.counts()["belum"], 2)

    def test_in_a_kecamatan_the_camat_is_proposed_and_not_the_secretary(self):
        Unit.objects.filter(pk=self.unit_a.pk).update(profil="kecamatan")
        Jabatan.objects.filter(pk=self.jabatan["kadis"].pk).update(jenjang="administrator")
        self.assertEqual(
            self.proposals()["Volume kendaraan berkurang"], ["Kepala Dinas Perhubungan"]
        )
        self.assertEqual(self.proposals()["Uji kir terlaksana"], ["Pengadministrasi Lalu Lintas"])

    def test_only_positions_the_user_may_write_are_proposed(self):
        self.assertEqual(self.proposals(self.perencana_b)["Armada terawat"], [])
